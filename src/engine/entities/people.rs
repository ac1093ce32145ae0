//! Groups the names of people: full names first, then what stands for them.

use super::Gender;
use super::mention_table::{Form, Spot, Spots};
use super::person::PersonName;
use crate::annotation::EntityKind;
use crate::engine::lexeme::hash::HashMap;
use crate::engine::lexeme::name_words::Title;

/// How many people with one word in their names are weighed against a name. Beyond that the latest count.
const MAX_CANDIDATES: usize = 16;

/// Where a word stands in a person's name; what comes first is the likelier meaning of the word alone.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Place {
    Last,
    First,
    Middle,
}

/// A person as known so far.
struct PersonCandidate {
    /// The fullest form.
    form: usize,
    /// What titles and the given name tell.
    gender: Gender,
    /// The first place where a full name stands.
    introduced: usize,
    /// The latest place that means this person.
    latest: Option<usize>,
    /// Whether they came in as somebody's wife, son, brother.
    is_relative: bool,
}

/// The people of a document.
pub(super) struct People {
    items: Vec<PersonCandidate>,
    by_word: HashMap<u32, Vec<(Place, usize)>>,
    by_form: HashMap<usize, usize>,
}

/// Returns for each name of a person which person it is, numbered from 0; nothing for other names. `is_relative`
/// tells whether a name at a place comes after "his wife" and the like.
pub(super) fn group(
    spots: &Spots<'_>,
    is_relative: impl Fn(&Spot<'_>) -> bool,
) -> Vec<Option<usize>> {
    let mut people = People {
        items: Vec::new(),
        by_word: HashMap::default(),
        by_form: HashMap::default(),
    };
    let mine = |spot: &Spot<'_>| spot.kind == EntityKind::Person && spot.canonical.is_none();
    people.introduce(spots, mine, &is_relative);
    let mut found = vec![None; spots.items.len()];
    for (at, spot) in spots
        .items
        .iter()
        .enumerate()
        .filter(|(_, spot)| mine(spot))
    {
        let person = people.resolve(at, spot, spots);
        if let Some(candidate) = people.items.get_mut(person) {
            candidate.latest = Some(at);
            if let Some(title) = spot.title.filter(|_| candidate.gender == Gender::Unknown) {
                candidate.gender = title.gender;
            }
        }
        if let Some(slot) = found.get_mut(at) {
            *slot = Some(person);
        }
    }
    found
}

impl People {
    /// Takes in every full name, the longest first, so that shorter ones find them.
    fn introduce(
        &mut self,
        spots: &Spots<'_>,
        mine: impl Fn(&Spot<'_>) -> bool,
        is_relative: impl Fn(&Spot<'_>) -> bool,
    ) {
        let mut seen = vec![false; spots.forms.len()];
        let mut full: Vec<(usize, &Spot<'_>, &Form<'_>)> = Vec::new();
        for (at, spot) in spots
            .items
            .iter()
            .enumerate()
            .filter(|(_, spot)| mine(spot))
        {
            let form = spots.form_of(spot);
            if form.person.is_full()
                && seen
                    .get_mut(spot.form)
                    .is_some_and(|seen| !std::mem::replace(seen, true))
            {
                full.push((at, spot, form));
            }
        }
        full.sort_by_key(|(at, _, form)| (std::cmp::Reverse(form.person.parts.len()), *at));
        for (at, spot, form) in full {
            let person = self
                .same_person(at, form, spots)
                .unwrap_or_else(|| self.add(at, spot, form, is_relative(spot)));
            self.by_form.insert(spot.form, person);
            if let Some(candidate) = self.items.get_mut(person) {
                candidate.introduced = candidate.introduced.min(at);
            }
        }
    }

    fn add(&mut self, at: usize, spot: &Spot<'_>, form: &Form<'_>, is_relative: bool) -> usize {
        let person = self.items.len();
        let by_title = spot.title.map_or(Gender::Unknown, |title| title.gender);
        self.items.push(PersonCandidate {
            form: spot.form,
            gender: if by_title == Gender::Unknown {
                form.person.gender
            } else {
                by_title
            },
            introduced: at,
            latest: None,
            is_relative,
        });
        let n_parts = form.person.parts.len();
        for (n, part) in form.person.parts.iter().enumerate() {
            let place = match n {
                n if n + 1 == n_parts => Place::Last,
                0 => Place::First,
                _ => Place::Middle,
            };
            if let Some(word) = part.word() {
                self.by_word.entry(word).or_default().push((place, person));
            }
        }
        person
    }

    /// Returns the person that a full name means, if it was seen in another form.
    fn same_person(&self, at: usize, form: &Form<'_>, spots: &Spots<'_>) -> Option<usize> {
        let name = &form.person;
        let candidates = self.by_word.get(&name.last()?)?;
        let mut agreeing = latest(candidates).filter(|(_, person)| {
            self.items.get(*person).is_some_and(|candidate| {
                let known = spots.forms.get(candidate.form);
                known.is_some_and(|known| {
                    known.person.can_be(name, spots.words())
                        && !is_other_generation(&known.person, candidate.introduced, name, at)
                })
            })
        });
        let first = agreeing.next()?.1;
        agreeing.all(|(_, person)| person == first).then_some(first)
    }

    fn resolve(&mut self, at: usize, spot: &Spot<'_>, spots: &Spots<'_>) -> usize {
        let form = spots.form_of(spot);
        let is_alone = !form.person.is_full() && form.person.last().is_some();
        if let Some(&person) = self.by_form.get(&spot.form).filter(|_| !is_alone) {
            return person;
        }
        let person = self
            .best(at, spot, &form.person, spots)
            .unwrap_or_else(|| self.add(at, spot, form, false));
        self.by_form.insert(spot.form, person);
        person
    }

    /// Returns the person that a surname, a given name or a part of either means.
    fn best(
        &self,
        at: usize,
        spot: &Spot<'_>,
        name: &PersonName,
        spots: &Spots<'_>,
    ) -> Option<usize> {
        let candidates = self.by_word.get(&name.last()?)?;
        let rank = |(place, person): (Place, usize)| {
            let candidate = self.items.get(person)?;
            let known = &spots.forms.get(candidate.form)?.person;
            let is_fit = agrees(spot.title, candidate.gender)
                && (place != Place::Last
                    || known.is_patronymic == name.is_patronymic
                    || !known.is_full());
            is_fit.then_some(())?;
            let place = match place {
                // "Prince Harry" means the given name, as "Sen. Harry" does not.
                Place::First if spot.title.is_some_and(|title| title.takes_given_name) => {
                    Place::Last
                }
                place => place,
            };
            let is_later = candidate.introduced > at;
            Some((
                is_later,
                place,
                candidate.is_relative,
                std::cmp::Reverse(candidate.latest.map(|latest| latest + 1)),
                candidate.introduced,
                person,
            ))
        };
        latest(candidates)
            .filter_map(rank)
            .min()
            .map(|(.., person)| person)
    }
}

fn latest(candidates: &[(Place, usize)]) -> impl Iterator<Item = (Place, usize)> {
    candidates.iter().rev().take(MAX_CANDIDATES).copied()
}

/// Returns whether a name with "Jr." and one without are father and son: whoever is named without it first.
fn is_other_generation(
    known: &PersonName,
    introduced: usize,
    name: &PersonName,
    at: usize,
) -> bool {
    if known.parts.len() != name.parts.len() {
        return false;
    }
    match (known.suffix, name.suffix) {
        (Some(_), None) => at < introduced,
        (None, Some(_)) => introduced < at,
        _ => false,
    }
}

fn agrees(title: Option<Title>, gender: Gender) -> bool {
    title.is_none_or(|title| {
        title.gender == Gender::Unknown || gender == Gender::Unknown || title.gender == gender
    })
}
