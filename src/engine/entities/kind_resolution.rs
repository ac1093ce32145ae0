//! Settles what a name is where the tagger saw it differently at different places.

use super::mention_table::{Spots, bare};
use super::non_persons::tells_apart;
use super::person::NamePart;
use crate::annotation::EntityKind;
use crate::engine::Page;
use crate::engine::lexeme::hash::{HashMap, HashSet};
use crate::engine::lexeme::name_words;
use crate::engine::lexeme::name_words::{Country, lexicon};
use crate::invariant::ExpectOr;

/// How many words a surname may have: "Leigh-Harcourt", "Ibáñez Luna".
const MAX_TAIL: usize = 2;
const N_KINDS: usize = EntityKind::ALL.len();

/// Changes the kinds of names that stand alone against the rest of the document.
pub(super) fn settle(page: &Page<'_>, spots: &mut Spots<'_>) {
    by_list(spots);
    by_ending(spots);
    by_company(page, spots);
    by_title(spots);
    by_titled_surname(spots);
    by_surname(spots);
    by_organization(spots);
    by_majority(page, spots);
}

/// "UN" and "EU" are organisations, "Danish" is a people, whatever they look like to the tagger.
fn by_list(spots: &mut Spots<'_>) {
    for spot in &mut spots.items {
        let Some(form) = spots.forms.get(spot.form) else {
            continue;
        };
        if spot.canonical.is_some() {
            continue;
        }
        if form.is_capitals && lexicon().full_name(&form.key).is_some() {
            spot.kind = EntityKind::Organization;
        } else if spot.kind != EntityKind::Person {
            match lexicon().country(&form.key) {
                Some(Country::People(_)) => spot.kind = EntityKind::Group,
                Some(Country::Is(_)) if spot.kind == EntityKind::Other => {
                    spot.kind = EntityKind::Place;
                }
                _ => {}
            }
        }
    }
}

/// "Halvorsen Capital" and "Nordvind Terminals" are organisations by their last word.
fn by_ending(spots: &mut Spots<'_>) {
    for spot in &mut spots.items {
        let Some(form) = spots.forms.get(spot.form) else {
            continue;
        };
        let is_open = matches!(
            spot.kind,
            EntityKind::Person | EntityKind::Place | EntityKind::Other
        );
        let ending = form.key.rsplit_once(' ').map(|(_, last)| last);
        if is_open && spot.canonical.is_none() && ending.is_some_and(name_words::ends_organization)
        {
            spot.kind = EntityKind::Organization;
        }
    }
}

/// A company's name without its "AG" or "Inc." is the company, once it was named in full: "Halden" after "Halden AG".
fn by_company(page: &Page<'_>, spots: &mut Spots<'_>) {
    let mut stems: HashMap<String, usize> = HashMap::default();
    for (at, spot) in spots.items.iter().enumerate() {
        let Some(form) = spots.forms.get(spot.form) else {
            continue;
        };
        if spot.kind == EntityKind::Organization
            && let Some((stem, last)) = form.key.rsplit_once(' ')
            && name_words::is_company_form(last)
        {
            stems.entry(stem.to_owned()).or_insert(at);
        }
    }
    for (at, spot) in spots.items.iter_mut().enumerate() {
        let Some(form) = spots.forms.get(spot.form) else {
            continue;
        };
        if spot.canonical.is_none()
            && spot.title.is_none()
            && stems.get(&*form.key).is_some_and(|first| *first < at)
            && !is_after_place_word(page, spot.tokens.start)
        {
            spot.kind = EntityKind::Organization;
        }
    }
}

/// A lone word that an organisation's name begins with, and nobody's does, is that organisation: "Bramwell" after
/// "Bramwell Brands Corp.".
fn by_organization(spots: &mut Spots<'_>) {
    let mut heads: HashMap<&str, usize> = HashMap::default();
    let mut people = HashSet::default();
    for (at, spot) in spots.items.iter().enumerate() {
        let Some(form) = spots.forms.get(spot.form) else {
            continue;
        };
        if spot.kind == EntityKind::Person && (form.person.is_full() || spot.title.is_some()) {
            people.extend(form.person.parts.iter().filter_map(|part| part.word()));
        }
        let head = form.key.split_once(' ').map(|(head, _)| head);
        if let Some(head) = head.filter(|head| tells_apart(head))
            && spot.kind == EntityKind::Organization
        {
            heads.entry(head).or_insert(at);
        }
    }
    let changed: Vec<usize> = spots
        .items
        .iter()
        .enumerate()
        .filter(|(at, spot)| {
            let form = spots.forms.get(spot.form);
            matches!(spot.kind, EntityKind::Person | EntityKind::Other)
                && spot.canonical.is_none()
                && spot.title.is_none()
                && form.is_some_and(|form| {
                    heads.get(&*form.key).is_some_and(|first| first < at)
                        && form
                            .person
                            .last()
                            .is_none_or(|last| !people.contains(&last))
                })
        })
        .map(|(at, _)| at)
        .collect();
    for at in changed {
        if let Some(spot) = spots.items.get_mut(at) {
            spot.kind = EntityKind::Organization;
        }
    }
}

/// A name of one or two words right after "Mr." or "Sen." is a person's.
fn by_title(spots: &mut Spots<'_>) {
    for spot in &mut spots.items {
        let Some(form) = spots.forms.get(spot.form) else {
            continue;
        };
        let n_words = form.person.parts.len();
        if spot.title.is_some_and(|title| !title.takes_given_name)
            && spot.canonical.is_none()
            && (1..=2).contains(&n_words)
            && matches!(
                spot.kind,
                EntityKind::Place | EntityKind::Organization | EntityKind::Other
            )
            && !form.key.split(' ').any(name_words::is_generic)
        {
            spot.kind = EntityKind::Person;
        }
    }
}

/// A name of two or three words is a person's if its last word is somebody's after "Ms." elsewhere and its first is a
/// given name: "Sun-hee Park" is no park.
fn by_titled_surname(spots: &mut Spots<'_>) {
    let titled: HashSet<u32> = spots
        .items
        .iter()
        .filter(|spot| spot.kind == EntityKind::Person && spot.title.is_some())
        .filter_map(|spot| spots.forms.get(spot.form)?.person.last())
        .collect();
    for spot in &mut spots.items {
        let Some(form) = spots.forms.get(spot.form) else {
            continue;
        };
        let is_open = matches!(
            spot.kind,
            EntityKind::Place | EntityKind::Organization | EntityKind::Other
        );
        if is_open
            && spot.canonical.is_none()
            && (2..=3).contains(&form.person.parts.len())
            && form.person.has_given_name
            && form
                .person
                .last()
                .is_some_and(|last| titled.contains(&last))
        {
            spot.kind = EntityKind::Person;
        }
    }
}

/// A lone word that is the surname of somebody named in full, and the start of no organisation, is that person.
fn by_surname(spots: &mut Spots<'_>) {
    let mut tails: HashSet<Vec<NamePart>> = HashSet::default();
    let mut others = HashSet::default();
    for spot in &spots.items {
        let Some(form) = spots.forms.get(spot.form) else {
            continue;
        };
        let parts = &form.person.parts;
        if !form.person.is_full() {
            continue;
        }
        if spot.kind == EntityKind::Person {
            let n_tails = (parts.len() - 1).min(MAX_TAIL);
            tails
                .extend((1..=n_tails).filter_map(|n| Some(parts.get(parts.len() - n..)?.to_vec())));
        } else if let Some(first) = parts.first() {
            others.insert(*first);
        }
    }
    for spot in &mut spots.items {
        let Some(form) = spots.forms.get(spot.form) else {
            continue;
        };
        let is_open = matches!(
            spot.kind,
            EntityKind::Organization | EntityKind::Place | EntityKind::Other | EntityKind::Work
        );
        let parts = &form.person.parts;
        if is_open
            && spot.canonical.is_none()
            && tails.contains(parts)
            && !(parts.len() == 1 && parts.first().is_some_and(|part| others.contains(part)))
            && !is_place_at(spot.kind, &form.key)
        {
            spot.kind = EntityKind::Person;
        }
    }
}

fn is_place_at(kind: EntityKind, key: &str) -> bool {
    kind == EntityKind::Place
        && (lexicon().country(key).is_some() || name_words::is_place_and_surname(key))
}

/// A kind that a form has at a third of its places or fewer, without support there, gives way to the most common.
fn by_majority(page: &Page<'_>, spots: &mut Spots<'_>) {
    let mut votes = vec![[0_u32; N_KINDS]; spots.forms.len()];
    for spot in &spots.items {
        if let Some(vote) = votes
            .get_mut(spot.form)
            .and_then(|vote| vote.get_mut(index_of(spot.kind)))
        {
            *vote += 1;
        }
    }
    for spot in &mut spots.items {
        let (Some(vote), Some(form)) = (votes.get(spot.form), spots.forms.get(spot.form)) else {
            continue;
        };
        let n_all: u32 = vote.iter().sum();
        let n_own = vote
            .get(index_of(spot.kind))
            .copied()
            .expect_or_default("every kind is in the list of kinds");
        let Some(best) = best_of(vote) else { continue };
        let has_support = match spot.kind {
            EntityKind::Person => spot.title.is_some(),
            EntityKind::Place => is_after_place_word(page, spot.tokens.start),
            EntityKind::Group => matches!(lexicon().country(&form.key), Some(Country::People(_))),
            _ => false,
        };
        if n_own * 3 <= n_all && !has_support && spot.canonical.is_none() {
            spot.kind = best;
        }
    }
}

fn index_of(kind: EntityKind) -> usize {
    EntityKind::ALL
        .iter()
        .position(|other| *other == kind)
        .expect_or_default("every kind is in the list of kinds")
}

/// Returns the kind with the most votes, the first of those with as many.
fn best_of(votes: &[u32; N_KINDS]) -> Option<EntityKind> {
    let most = votes.iter().max()?;
    let index = votes.iter().position(|n| n == most)?;
    EntityKind::ALL.get(index).copied()
}

fn is_after_place_word(page: &Page<'_>, token: usize) -> bool {
    token.checked_sub(1).is_some_and(|before| {
        matches!(
            bare(page, before),
            "in" | "near" | "from" | "outside" | "across"
        )
    })
}
