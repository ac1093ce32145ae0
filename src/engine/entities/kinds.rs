//! Settles what a name is where the tagger saw it differently at different places.

use std::collections::{HashMap, HashSet};

use super::lexicon::{self, Country, lexicon};
use super::spots::{Spots, bare};
use crate::annotation::EntityKind;
use crate::engine::Page;

const N_KINDS: usize = EntityKind::ALL.len();

/// Changes the kinds of names that stand alone against the rest of the document.
pub(super) fn settle(page: &Page<'_>, spots: &mut Spots<'_>) {
    by_acronym(spots);
    by_title(spots);
    by_titled_surname(spots);
    by_surname(spots);
    by_majority(page, spots);
}

/// "UN" and "EU" are organisations, whatever they look like.
fn by_acronym(spots: &mut Spots<'_>) {
    for spot in &mut spots.items {
        let Some(form) = spots.forms.get(spot.form) else {
            continue;
        };
        if form.is_capitals && spot.canonical.is_none() && lexicon().full_name(&form.key).is_some()
        {
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
            && !form.key.split(' ').any(lexicon::is_generic)
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
    let mut people = HashMap::new();
    let mut others = HashMap::new();
    for spot in &spots.items {
        let Some(form) = spots.forms.get(spot.form) else {
            continue;
        };
        if !form.person.is_full() {
            continue;
        }
        if spot.kind == EntityKind::Person {
            *people.entry(form.person.last()).or_insert(0_u32) += 1;
        } else if let Some(first) = form.person.parts.first() {
            *others.entry(first.word()).or_insert(0_u32) += 1;
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
        if is_open
            && spot.canonical.is_none()
            && !form.person.is_full()
            && people.contains_key(&form.person.last())
            && !others.contains_key(&form.person.last())
            && !is_place_at(spot.kind, &form.key)
        {
            spot.kind = EntityKind::Person;
        }
    }
}

fn is_place_at(kind: EntityKind, key: &str) -> bool {
    kind == EntityKind::Place
        && (lexicon().country(key).is_some() || lexicon::is_place_and_surname(key))
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
        let n_own = vote.get(index_of(spot.kind)).copied().unwrap_or_default();
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
        .unwrap_or_default()
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
