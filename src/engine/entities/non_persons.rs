//! Groups the names of everything but people: organisations, places, groups, events, works.

use std::sync::Arc;

use super::mention_table::{Spot, Spots};
use crate::annotation::EntityKind;
use crate::engine::Page;
use crate::engine::lexeme::hash::{HashMap, HashSet};
use crate::engine::lexeme::name_words;
use crate::engine::lexeme::name_words::{Country, lexicon};
use crate::engine::lexeme::normalize::fold;

/// How many words of a name its short form may keep, less one.
const MAX_WORDS: usize = 5;

/// A thing as known so far.
#[derive(Clone, Debug)]
pub(super) struct Thing {
    /// What ties it to the same one in other articles, folded: "united states" for "U.S.".
    pub(super) identity: Arc<str>,
}

/// The things of a document.
#[derive(Default)]
struct Things {
    items: Vec<Thing>,
    by_identity: HashMap<(EntityKind, Arc<str>), usize>,
}

/// Returns for each name that is no person's which thing it is, numbered from 0, and the things.
pub(super) fn group(page: &Page<'_>, spots: &Spots<'_>) -> (Vec<Option<usize>>, Vec<Thing>) {
    let defined = definitions(page, spots);
    let mut things = Things::default();
    let mut by_form: HashMap<(EntityKind, usize), usize> = HashMap::default();
    let mut found = vec![None; spots.items.len()];
    let index = things.take_long(spots, &mut by_form);
    for (at, spot) in spots
        .items
        .iter()
        .enumerate()
        .filter(|(_, spot)| mine(spot))
    {
        let form = spots.form_of(spot);
        let thing = *by_form.entry((spot.kind, spot.form)).or_insert_with(|| {
            things
                .defined(spot, &defined)
                .or_else(|| index.short_for(at, spot, spots))
                .unwrap_or_else(|| things.add(spot.kind, &form.key))
        });
        if let Some(slot) = found.get_mut(at) {
            *slot = Some(thing);
        }
    }
    (found, things.items)
}

fn mine(spot: &Spot<'_>) -> bool {
    spot.kind != EntityKind::Person && spot.canonical.is_none()
}

/// Returns what ties a name to the same one in other articles.
fn identity(kind: EntityKind, key: &str) -> Arc<str> {
    match (kind, lexicon().country(key)) {
        (EntityKind::Place, Some(Country::Is(name)))
        | (EntityKind::Group, Some(Country::People(name))) => return fold(name).into(),
        _ => {}
    }
    match kind {
        EntityKind::Organization => {
            let full = lexicon().full_name(key);
            full.unwrap_or_else(|| without_company_form(key)).into()
        }
        EntityKind::Place => match lexicon().state(key) {
            Some(state) => fold(state).into(),
            None => without_place_word(key).into(),
        },
        EntityKind::Group => singular(key).into(),
        _ => key.into(),
    }
}

/// Cuts "AG", "Inc", "Group" and the like off the end, unless nothing that tells is left.
fn without_company_form(key: &str) -> &str {
    let mut rest = key;
    while let Some((before, last)) = rest.rsplit_once(' ') {
        if !name_words::is_company_form(last) || before.split(' ').all(name_words::is_generic) {
            break;
        }
        rest = before.strip_suffix(" and").unwrap_or(before);
    }
    rest
}

fn without_place_word(key: &str) -> &str {
    let cut = [" city", " strip", " peninsula", " dc", " d c"];
    cut.iter()
        .find_map(|word| key.strip_suffix(word))
        .filter(|rest| {
            !matches!(
                *rest,
                "mexico" | "kansas" | "quebec" | "panama" | "kuwait" | "vatican" | "guatemala"
            )
        })
        .unwrap_or(key)
}

fn singular(key: &str) -> &str {
    match key.strip_suffix('s') {
        Some(stem) if stem.len() > 3 && !stem.ends_with(['s', 'u', 'i']) => stem,
        _ => key,
    }
}

impl Things {
    fn add(&mut self, kind: EntityKind, key: &str) -> usize {
        let identity = identity(kind, key);
        let items = &mut self.items;
        *self
            .by_identity
            .entry((kind, identity))
            .or_insert_with_key(|(_, identity)| {
                items.push(Thing {
                    identity: identity.clone(),
                });
                items.len() - 1
            })
    }

    /// Returns the thing that an acronym stands for by a definition in the text.
    fn defined(&self, spot: &Spot<'_>, defined: &HashMap<usize, Arc<str>>) -> Option<usize> {
        let long = defined.get(&spot.form)?;
        let kinds = [spot.kind, EntityKind::Organization, EntityKind::Place];
        kinds.into_iter().find_map(|kind| {
            let identity = identity(kind, long);
            self.by_identity.get(&(kind, identity)).copied()
        })
    }

    /// Takes in every name of more than one word, and returns what their first words, tails and initials are.
    fn take_long<'s>(
        &mut self,
        spots: &'s Spots<'_>,
        by_form: &mut HashMap<(EntityKind, usize), usize>,
    ) -> Index<'s> {
        let mut index = Index::default();
        let mut long = Vec::new();
        let mut seen = HashSet::default();
        for (at, spot) in spots.items.iter().enumerate() {
            let form = spots.form_of(spot);
            if mine(spot) && form.key.contains(' ') && seen.insert((spot.kind, spot.form)) {
                long.push((form.key.split(' ').count(), at, spot, form));
            }
        }
        long.sort_by_key(|(n_words, at, ..)| (std::cmp::Reverse(*n_words), *at));
        for (_, at, spot, form) in long {
            let is_organization = spot.kind == EntityKind::Organization;
            let longer = is_organization
                .then(|| index.part_of(at, &form.key))
                .flatten();
            let thing = longer.unwrap_or_else(|| self.add(spot.kind, &form.key));
            by_form.insert((spot.kind, spot.form), thing);
            if is_organization {
                index.take(at, thing, &form.key);
            }
        }
        index
    }
}

/// What short names can stand for.
#[derive(Default)]
struct Index<'s> {
    /// What names of organisations begin with, with the first place and the thing, where it tells them apart.
    heads: HashMap<&'s str, Vec<(usize, usize)>>,
    /// What they end with.
    tails: HashMap<&'s str, Vec<(usize, usize)>>,
    /// Initials, with and without small words.
    initials: HashMap<String, HashSet<usize>>,
    /// Folded full names.
    full: HashMap<&'s str, usize>,
}

impl<'s> Index<'s> {
    fn take(&mut self, at: usize, thing: usize, key: &'s str) {
        self.full.insert(key, thing);
        let heads = key
            .match_indices(' ')
            .filter_map(|(gap, _)| key.split_at_checked(gap));
        for (head, rest) in heads.take(MAX_WORDS - 1) {
            // "Supreme Court" is enough for "Supreme Court of Canada".
            let next = rest.split(' ').nth(1);
            if matches!(next, Some("of" | "for")) || tells_apart(head) {
                self.heads.entry(head).or_default().push((at, thing));
            }
        }
        let tails = key
            .rmatch_indices(' ')
            .filter_map(|(gap, _)| key.split_at_checked(gap));
        for (rest, tail) in tails.take(MAX_WORDS - 1) {
            // The European Union is no "Council of the European Union".
            let is_inner = rest.rsplit(' ').next().is_some_and(name_words::is_small);
            if !is_inner {
                let tails = self.tails.entry(tail.trim_start()).or_default();
                tails.push((at, thing));
            }
        }
        let initials = |is_in: fn(&str) -> bool| -> String {
            let words = key.split(' ').filter(|word| is_in(word));
            words.filter_map(|word| word.chars().next()).collect()
        };
        for initials in [
            initials(|_| true),
            initials(|word| !name_words::is_small(word)),
        ] {
            if initials.chars().count() > 1 {
                self.initials.entry(initials).or_default().insert(thing);
            }
        }
    }

    /// Returns the organisation that a short name stands for: by the lexicon, its letters, its first or last word.
    fn short_for(&self, at: usize, spot: &Spot<'_>, spots: &Spots<'_>) -> Option<usize> {
        let form = spots.form_of(spot);
        if spot.kind != EntityKind::Organization || form.key.contains(' ') {
            return None;
        }
        if let Some(full) = lexicon().full_name(&form.key) {
            return self.full.get(full).copied();
        }
        if form.is_capitals
            && let Some(things) = self.initials.get(&*form.key)
            && things.len() == 1
        {
            return things.iter().next().copied();
        }
        self.part_of(at, &form.key)
    }

    /// Returns the only organisation whose name begins or ends with these words, if it was named before.
    fn part_of(&self, at: usize, key: &str) -> Option<usize> {
        let only = |places: &Vec<(usize, usize)>| {
            let (_, thing) = *places.first()?;
            let is_one = places.iter().all(|(_, other)| *other == thing);
            let is_before = places.iter().any(|(first, _)| *first < at);
            (is_one && is_before).then_some(thing)
        };
        let by_head = self.heads.get(key).and_then(only);
        by_head.or_else(|| self.tails.get(key).and_then(only))
    }
}

/// Returns whether the first words of a name tell it from others: one of them does.
pub(super) fn tells_apart(words: &str) -> bool {
    lexicon().country(words).is_none()
        && lexicon().full_name(words).is_none()
        && !words.ends_with(" of")
        && words.split(' ').any(|word| {
            !name_words::is_generic(word)
                && lexicon().country(word).is_none()
                && word.chars().count() > 2
                && !name_words::is_place_and_surname(word)
        })
}

/// Returns for acronyms' forms the folded name that stands before them with the acronym in brackets, or in the brackets
/// after them.
fn definitions(page: &Page<'_>, spots: &Spots<'_>) -> HashMap<usize, Arc<str>> {
    let mut defined = HashMap::default();
    for pair in spots.items.windows(2) {
        let [one, other] = pair else { continue };
        if other.tokens.start != one.tokens.end + 1 || page.word(one.tokens.end) != "(" {
            continue;
        }
        let (before, inside) = (spots.form_of(one), spots.form_of(other));
        if page.word(other.tokens.end) != ")" && inside.is_capitals {
            continue;
        }
        if inside.is_capitals && before.key.contains(' ') {
            defined.insert(other.form, before.key.clone());
        } else if before.is_capitals && inside.key.contains(' ') {
            defined.insert(one.form, inside.key.clone());
        }
    }
    defined
}
