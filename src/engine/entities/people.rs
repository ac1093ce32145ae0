//! Groups the names of people: full names first, then surnames and other short forms.

use super::mention_table::{MentionTable, NameMention, SurfaceForm};
use super::person::PersonName;
use super::tie::EntityTie;
use crate::annotation::{EntityKind, RuleId};
use crate::engine::lexeme::hash::HashMap;
use crate::engine::lexeme::name_words::Title;
use crate::engine::lexeme::traits::Gender;
use crate::engine::{FindingKind, Page, Rule};

pub(super) static VARIANT: Rule = Rule {
    id: RuleId("entities/full-name-variant"),
    summary: "Two full names are one person's if only middle names, initials, nicknames or the order differ: “Joe Biden”, “Joseph R. Biden”.",
    needs: &[FindingKind::Names],
    finds: &[
        "Joseph R. Biden won the vote in Ohio. ⟦Joe Biden⟧ spoke for ten minutes.",
        "Donald J. Trump spoke on Monday. ⟦Donald Trump⟧ left an hour later.",
    ],
    silent: &[
        "John Smith and Jane Smith met in Leeds.",
        "Boris Johnson met Boris Becker in London.",
    ],
};

pub(super) static SURNAME: Rule = Rule {
    id: RuleId("entities/surname"),
    summary: "A surname alone means who was named in full; with a title, the one of that gender; of several, who was named last.",
    needs: &[FindingKind::Names],
    finds: &[
        "Antony Blinken flew to Paris. ⟦Blinken⟧ met the foreign minister.",
        "John Smith and Jane Smith met in Leeds. Ms. ⟦Smith⟧ left early.",
        "The mayor, Petr Dvorak, said that the cows were not his. \"⟦Dvorak⟧ is a common name,\" he said.",
    ],
    silent: &[
        "Antony Blinken flew to Paris. Olaf Scholz stayed in Berlin.",
        "Mr. Smith met Mrs. Jones.",
    ],
};

pub(super) static GIVEN_NAME: Rule = Rule {
    id: RuleId("entities/given-name"),
    summary: "A given name alone means who was named in full with it, or in the form that it is short for.",
    needs: &[FindingKind::Names],
    finds: &[
        "Denny Alvarado lost the race. \"⟦Denny⟧ was tired,\" his wife said.",
        "Rameshwar Pillai won on Sunday. ⟦Rameshwar⟧ is fifteen.",
    ],
    silent: &[
        "Denny Alvarado lost the race. Alvarado was tired, his wife said.",
        "Boris Becker won the first set in London.",
    ],
};

/// The maximum number of people that share a word of their names and are considered for a short name. Of more, only the
/// latest are.
const MAX_CANDIDATES: usize = 16;

/// The position of a word in a person's name. An earlier variant is the more likely meaning of the word alone.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum NamePlace {
    Last,
    First,
    Middle,
}

/// A person found so far.
struct PersonCandidate {
    /// The person's fullest form of name.
    form: usize,
    /// The gender shown by titles and the given name.
    gender: Gender,
    /// The first mention with a full name.
    introduced: usize,
    /// The latest mention of this person.
    latest: Option<usize>,
    /// Whether the person was introduced as a relative, such as "his wife".
    is_relative: bool,
}

/// The people of a document.
pub(super) struct People<'p> {
    page: &'p Page<'p>,
    items: Vec<PersonCandidate>,
    by_word: HashMap<u32, Vec<(NamePlace, usize)>>,
    /// The entity of each form that is a full name.
    by_form: HashMap<usize, EntityTie>,
}

/// Returns for each name of a person the index of that person; `None` for other names. `is_relative` returns whether
/// the name follows words such as "his wife".
pub(super) fn group_people(
    page: &Page<'_>,
    mentions: &MentionTable<'_>,
    is_relative: impl Fn(&NameMention<'_>) -> bool,
) -> Vec<Option<EntityTie>> {
    let mut people = People {
        page,
        items: Vec::new(),
        by_word: HashMap::default(),
        by_form: HashMap::default(),
    };
    let is_person = |mention: &NameMention<'_>| {
        mention.kind == EntityKind::Person && mention.canonical.is_none()
    };
    people.introduce(mentions, is_person, &is_relative);
    let mut found = vec![None; mentions.items.len()];
    let names = mentions.items.iter().enumerate();
    for (at, mention) in names.filter(|(_, mention)| is_person(mention)) {
        let tie = people.resolve(at, mention, mentions);
        people.note_mention(tie.entity, at, mention);
        if let Some(slot) = found.get_mut(at) {
            *slot = Some(tie);
        }
    }
    found
}

impl People<'_> {
    /// Records that the name at `at` means this person.
    fn note_mention(&mut self, person: usize, at: usize, mention: &NameMention<'_>) {
        if let Some(candidate) = self.items.get_mut(person) {
            candidate.latest = Some(at);
            if let Some(title) = mention
                .title
                .filter(|_| candidate.gender == Gender::Unknown)
            {
                candidate.gender = title.gender;
            }
        }
    }

    /// Adds every full name, the longest first, so that shorter ones find them.
    fn introduce(
        &mut self,
        mentions: &MentionTable<'_>,
        mine: impl Fn(&NameMention<'_>) -> bool,
        is_relative: impl Fn(&NameMention<'_>) -> bool,
    ) {
        let mut seen = vec![false; mentions.forms.len()];
        let mut full: Vec<(usize, &NameMention<'_>, &SurfaceForm<'_>)> = Vec::new();
        for (at, mention) in mentions
            .items
            .iter()
            .enumerate()
            .filter(|(_, mention)| mine(mention))
        {
            let form = mentions.form_of(mention);
            if form.person.is_full()
                && seen
                    .get_mut(mention.form)
                    .is_some_and(|seen| !std::mem::replace(seen, true))
            {
                full.push((at, mention, form));
            }
        }
        full.sort_by_key(|(at, _, form)| (std::cmp::Reverse(form.person.parts.len()), *at));
        for (at, mention, form) in full {
            let variant = self.same_person(at, form, mentions);
            let tie = variant.unwrap_or_else(|| {
                EntityTie::plain(self.add(at, mention, form, is_relative(mention)))
            });
            self.by_form.insert(mention.form, tie);
            if let Some(candidate) = self.items.get_mut(tie.entity) {
                candidate.introduced = candidate.introduced.min(at);
            }
        }
    }

    fn add(
        &mut self,
        at: usize,
        mention: &NameMention<'_>,
        form: &SurfaceForm<'_>,
        is_relative: bool,
    ) -> usize {
        let person = self.items.len();
        let by_title = mention.title.map_or(Gender::Unknown, |title| title.gender);
        self.items.push(PersonCandidate {
            form: mention.form,
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
                n if n + 1 == n_parts => NamePlace::Last,
                0 => NamePlace::First,
                _ => NamePlace::Middle,
            };
            if let Some(word) = part.word() {
                self.by_word.entry(word).or_default().push((place, person));
            }
        }
        person
    }

    /// Returns the known person whom a full name in another form means.
    fn same_person(
        &self,
        at: usize,
        form: &SurfaceForm<'_>,
        mentions: &MentionTable<'_>,
    ) -> Option<EntityTie> {
        if !self.page.allows(&VARIANT) {
            return None;
        }
        let name = &form.person;
        let candidates = self.by_word.get(&name.last()?)?;
        let mut agreeing = latest_candidates(candidates).filter(|(_, person)| {
            self.items.get(*person).is_some_and(|candidate| {
                let known = mentions.forms.get(candidate.form);
                known.is_some_and(|known| {
                    known.person.can_be(name, mentions.words())
                        && !is_other_generation(&known.person, candidate.introduced, name, at)
                })
            })
        });
        let first = agreeing.next()?.1;
        let is_only = agreeing.all(|(_, person)| person == first);
        is_only.then(|| self.tie_to(first, &VARIANT))
    }

    fn tie_to(&self, person: usize, rule: &'static Rule) -> EntityTie {
        EntityTie {
            entity: person,
            by: Some(rule),
            because: self.items.get(person).map(|known| known.introduced),
        }
    }

    fn resolve(
        &mut self,
        at: usize,
        mention: &NameMention<'_>,
        mentions: &MentionTable<'_>,
    ) -> EntityTie {
        let form = mentions.form_of(mention);
        let is_alone = !form.person.is_full() && form.person.last().is_some();
        if let Some(&tie) = self.by_form.get(&mention.form).filter(|_| !is_alone) {
            return tie;
        }
        if let Some(tie) = self.best(at, mention, &form.person, mentions) {
            return tie;
        }
        let tie = EntityTie::plain(self.add(at, mention, form, false));
        self.by_form.insert(mention.form, tie);
        tie
    }

    /// Returns the person whom a surname, a given name or a part of either means.
    fn best(
        &self,
        at: usize,
        mention: &NameMention<'_>,
        name: &PersonName,
        mentions: &MentionTable<'_>,
    ) -> Option<EntityTie> {
        let candidates = self.by_word.get(&name.last()?)?;
        let rank = |(place, person): (NamePlace, usize)| {
            let candidate = self.items.get(person)?;
            let known = &mentions.forms.get(candidate.form)?.person;
            let is_fit = agrees_with_gender(mention.title, candidate.gender)
                && (place != NamePlace::Last
                    || known.is_patronymic == name.is_patronymic
                    || !known.is_full());
            let rule = if place == NamePlace::First && known.is_full() {
                &GIVEN_NAME
            } else {
                &SURNAME
            };
            // A lone name that was written like this before needs no rule.
            let is_same = candidate.form == mention.form;
            if !is_fit || !is_same && !self.page.allows(rule) {
                return None;
            }
            let place = match place {
                // "Prince Harry" means the given name, as "Sen. Harry" does not.
                NamePlace::First if mention.title.is_some_and(|title| title.takes_given_name) => {
                    NamePlace::Last
                }
                place => place,
            };
            let is_later = candidate.introduced > at;
            let rank = (
                is_later,
                place,
                // "Ms. Eke" is Rosalind Eke before it is an Eke of whom nothing is known.
                mention
                    .title
                    .is_some_and(|title| title.gender != candidate.gender),
                candidate.is_relative,
                std::cmp::Reverse(candidate.latest.map(|latest| latest + 1)),
                candidate.introduced,
                person,
            );
            Some((rank, (!is_same).then_some(rule)))
        };
        let ranked = latest_candidates(candidates).filter_map(rank);
        let ((.., person), rule) = ranked.min_by_key(|(rank, _)| *rank)?;
        Some(rule.map_or_else(
            || EntityTie::plain(person),
            |rule| self.tie_to(person, rule),
        ))
    }
}

fn latest_candidates(
    candidates: &[(NamePlace, usize)],
) -> impl Iterator<Item = (NamePlace, usize)> {
    candidates.iter().rev().take(MAX_CANDIDATES).copied()
}

/// Returns whether two names that differ in "Jr." belong to father and son. This is so if the name without the suffix
/// was used first.
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

fn agrees_with_gender(title: Option<Title>, gender: Gender) -> bool {
    title.is_none_or(|title| {
        title.gender == Gender::Unknown || gender == Gender::Unknown || title.gender == gender
    })
}
