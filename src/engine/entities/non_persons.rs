//! Groups the names of everything but people: organisations, places, groups, events, works.

use std::sync::Arc;

use super::identity::identify;
use super::mention_table::{Form, Spot, Spots};
use super::short_names::{BRACKETS, Definition, ShortNames, find_definitions};
use super::tie::EntityTie;
use crate::annotation::EntityKind;
use crate::engine::Page;
use crate::engine::lexeme::hash::{HashMap, HashSet};

/// A thing as known so far.
#[derive(Clone, Debug)]
pub(super) struct Thing {
    /// What ties it to the same one in other articles, folded: "united states" for "U.S.".
    pub(super) identity: Arc<str>,
    /// The first place of its name in the order in which names are taken in: the longest first.
    first: usize,
}

/// The things of a document.
struct Things<'p> {
    page: &'p Page<'p>,
    items: Vec<Thing>,
    by_identity: HashMap<(EntityKind, Arc<str>), usize>,
    by_form: HashMap<(EntityKind, usize), EntityTie>,
}

/// Returns for each name that is no person's which thing it is, numbered from 0, and the things.
pub(super) fn group_things(
    page: &Page<'_>,
    spots: &Spots<'_>,
) -> (Vec<Option<EntityTie>>, Vec<Thing>) {
    let defined = find_definitions(page, spots);
    let mut things = Things {
        page,
        items: Vec::new(),
        by_identity: HashMap::default(),
        by_form: HashMap::default(),
    };
    let mut found = vec![None; spots.items.len()];
    let short = things.add_long_names(spots);
    let names = spots.items.iter().enumerate();
    for (at, spot) in names.filter(|(_, spot)| is_thing(spot)) {
        let key = (spot.kind, spot.form);
        let known = things.by_form.get(&key).copied();
        let tie = known.unwrap_or_else(|| {
            things
                .defined(spot, &defined)
                .or_else(|| short.find(page, at, spot, spots))
                .unwrap_or_else(|| things.add(spot.kind, at, spots.form_of(spot)))
        });
        things.by_form.insert(key, tie);
        if let Some(slot) = found.get_mut(at) {
            *slot = Some(tie);
        }
    }
    (found, things.items)
}

fn is_thing(spot: &Spot<'_>) -> bool {
    spot.kind != EntityKind::Person && spot.canonical.is_none()
}

impl Things<'_> {
    /// Returns the thing with this name, a new one if none was seen.
    fn add(&mut self, kind: EntityKind, at: usize, form: &Form<'_>) -> EntityTie {
        let (identity, by) = identify(self.page, kind, &form.key);
        let items = &mut self.items;
        let entity =
            *self
                .by_identity
                .entry((kind, identity))
                .or_insert_with_key(|(_, identity)| {
                    items.push(Thing {
                        identity: identity.clone(),
                        first: at,
                    });
                    items.len() - 1
                });
        EntityTie {
            entity,
            by,
            because: self.items.get(entity).map(|thing| thing.first),
        }
    }

    /// Returns the thing that an acronym stands for by a definition in the text.
    fn defined(&self, spot: &Spot<'_>, defined: &HashMap<usize, Definition>) -> Option<EntityTie> {
        let (long, at) = defined.get(&spot.form)?;
        let kinds = [spot.kind, EntityKind::Organization, EntityKind::Place];
        let entity = kinds.into_iter().find_map(|kind| {
            let (identity, _) = identify(self.page, kind, long);
            self.by_identity.get(&(kind, identity)).copied()
        })?;
        Some(EntityTie {
            entity,
            by: Some(&BRACKETS),
            because: Some(*at),
        })
    }

    /// Takes in every name of more than one word, the longest first, and returns what short names can stand for.
    fn add_long_names<'s>(&mut self, spots: &'s Spots<'_>) -> ShortNames<'s> {
        let mut short = ShortNames::default();
        let mut long = Vec::new();
        let mut seen = HashSet::default();
        for (at, spot) in spots.items.iter().enumerate() {
            let form = spots.form_of(spot);
            if is_thing(spot) && form.key.contains(' ') && seen.insert((spot.kind, spot.form)) {
                long.push((form.key.split(' ').count(), at, spot, form));
            }
        }
        long.sort_by_key(|(n_words, at, ..)| (std::cmp::Reverse(*n_words), *at));
        for (_, at, spot, form) in long {
            let is_organization = spot.kind == EntityKind::Organization;
            let longer = is_organization
                .then(|| short.part_of(self.page, at, &form.key))
                .flatten();
            let tie = longer.unwrap_or_else(|| self.add(spot.kind, at, form));
            self.by_form.insert((spot.kind, spot.form), tie);
            if is_organization {
                short.add(at, tie.entity, &form.key);
            }
        }
        short
    }
}
