//! Names that the lexicon knows as one: "London Metal Exchange"; and those that grow over "of": "Rail Agency of Peru".

use std::ops::Range;

use super::context::{Sight, Taken, put_all};
use super::{PLACES, Spotted};
use crate::annotation::EntityKind;
use crate::engine::lexeme::vocabulary::{Class, Classes};

/// How sure a name is that only the lexicon tells, in percent.
const BY_LEXICON: u8 = 75;

/// How sure a name of one word is that only the lexicon tells, in percent.
const BY_WORD: u8 = 60;

/// What organisations are known as.
const ORGANIZATIONS: Classes =
    Classes::of(&[Class::Organization, Class::Company, Class::University]);

/// What a phrase must not be known as besides, to be an organisation wherever it stands.
const ELSE: Classes = Classes::of(&[
    Class::Given,
    Class::Surname,
    Class::BigCity,
    Class::Town,
    Class::Country,
    Class::People,
    Class::State,
    Class::Region,
    Class::Calendar,
    Class::Event,
    Class::Work,
    Class::OtherName,
    Class::Title,
    Class::Group,
]);

/// What a phrase must not be known as besides, to be a place wherever it stands.
const NO_PLACES: Classes = Classes::of(&[
    Class::Organization,
    Class::Company,
    Class::University,
    Class::Team,
    Class::Calendar,
    Class::Event,
    Class::Work,
    Class::OtherName,
    Class::Title,
    Class::Group,
    Class::People,
]);

/// No longer phrases are looked up.
const LONGEST: usize = 6;

/// Adds organisations that the lexicon knows by two words or more, in place of parts of them, and others that it knows
/// where the tagger found nothing.
pub(super) fn name_known(sight: Sight<'_>, names: &mut Vec<Spotted>) {
    let taken = Taken::of(sight, names);
    let mut added = Vec::new();
    for sentence in sight.page.sentences() {
        let mut at = sentence.tokens.start;
        while at < sentence.tokens.end {
            let found = longest(sight, at, sentence.tokens.end);
            let word = at..at + 1;
            let name = match &found {
                Some(phrase) => Some((phrase.clone(), BY_LEXICON)),
                None if at > sentence.tokens.start
                    && is_known_word(sight, at, &sentence.tokens)
                    && taken.is_free(&word) =>
                {
                    Some((word, BY_WORD))
                }
                None => None,
            };
            added.extend(name.map(|(tokens, percent)| Spotted {
                tokens,
                kind: EntityKind::Organization,
                percent,
            }));
            at = found.map_or(at + 1, |phrase| phrase.end);
        }
    }
    let is_person = |old: &Spotted| {
        old.kind == EntityKind::Person
            && old.tokens.len() == 2
            && sight.word(old.tokens.start).has(Class::Given)
    };
    put_all(names, added, |old| {
        is_person(old) || old.kind == EntityKind::Organization
    });
}

/// Returns whether a word between small ones is known as an organisation, as nothing else, and is hardly ever small.
fn is_known_word(sight: Sight<'_>, index: usize, sentence: &Range<usize>) -> bool {
    let classes = sight.word(index);
    classes.meets(ORGANIZATIONS)
        && !classes.meets(ELSE)
        && sight.is_capital(index)
        && !sight.is_capital_in(sentence, index + 1)
        && !sight.is_capital(index - 1)
        && !sight.is_often_small(index)
        && is_running(sight, sentence, index, index + 1)
}

/// Returns the longest phrase from a token on that is known as an organisation and as nothing else.
fn longest(sight: Sight<'_>, start: usize, end: usize) -> Option<Range<usize>> {
    if !sight.is_capital(start) {
        return None;
    }
    let most = sight.longest(start).min(LONGEST).min(end - start);
    let is_known = |len: &usize| {
        let phrase = start..start + len;
        let classes = sight.classes(&phrase);
        sight.is_capital(phrase.end - 1) && classes.meets(ORGANIZATIONS) && !classes.meets(ELSE)
    };
    let len = (2..=most).rev().find(is_known)?;
    Some(start..start + len)
}

/// Adds places that the lexicon knows by two words or more and as nothing else, where the tagger found nothing.
pub(super) fn name_places(sight: Sight<'_>, names: &mut Vec<Spotted>) {
    let mut taken = Taken::of(sight, names);
    for sentence in sight.page.sentences() {
        for start in sentence.tokens.clone().filter(|at| sight.is_capital(*at)) {
            let most = sight
                .longest(start)
                .min(LONGEST)
                .min(sentence.tokens.end - start);
            let is_place = |len: &usize| {
                let classes = sight.classes(&(start..start + len));
                classes.meets(PLACES) && !classes.meets(NO_PLACES)
            };
            let found = (2..=most)
                .rev()
                .find(is_place)
                .map(|len| start..start + len);
            if let Some(phrase) = found.filter(|phrase| taken.is_free(phrase))
                && sight.is_capital(phrase.end - 1)
                && !sight.is_capital_in(&sentence.tokens, phrase.end)
            {
                taken.take(&phrase);
                names.push(Spotted {
                    tokens: phrase,
                    kind: EntityKind::Place,
                    percent: BY_LEXICON,
                });
            }
        }
    }
}

/// Adds what ends in a word for a body or a firm, "Treasury Committee", and words before what is known: "Spirit Aero".
pub(super) fn name_bodies(sight: Sight<'_>, names: &mut Vec<Spotted>) {
    for name in names
        .iter_mut()
        .filter(|name| name.kind == EntityKind::Organization)
    {
        let sentence = sight.sentence(name.tokens.start);
        let before = name.tokens.start.wrapping_sub(1);
        let is_more = sentence.contains(&before)
            && sight.is_capital(before)
            && !sight.word(before).meets(NO_PART)
            && !sight.lower(before).ends_with("-based")
            && (name.tokens.len() > 1 || !sight.word(before).meets(PLACES))
            && (before > sentence.start || !sight.is_usually_small(before))
            && is_running(sight, &sentence, before, name.tokens.end);
        name.tokens.start -= usize::from(is_more);
    }
    for name in names
        .iter_mut()
        .filter(|name| name.kind == EntityKind::Organization)
    {
        name.tokens = over_and(sight, &name.tokens);
    }
    drop_inner(names);
    let mut taken = Taken::of(sight, names);
    for sentence in sight.page.sentences() {
        for last in sentence.tokens.clone().skip(1) {
            if !sight.is_capital(last)
                || sight.is_capital_in(&sentence.tokens, last + 1)
                || !is_body(sight.lower(last))
            {
                continue;
            }
            let mut start = last;
            while start > sentence.tokens.start && sight.is_capital(start - 1) && last - start < 4 {
                start -= 1;
            }
            if start == sentence.tokens.start && sight.is_usually_small(start) {
                start += 1;
            }
            let run = start..last + 1;
            if run.len() > 1
                && is_running(sight, &sentence.tokens, run.start, run.end)
                && taken.is_free(&run)
            {
                taken.take(&run);
                names.push(Spotted {
                    tokens: run,
                    kind: EntityKind::Organization,
                    percent: BY_LEXICON,
                });
            }
        }
    }
}

/// "The Food and Drug Agency" and "Ministry of Farming, Forestry and Fisheries" are each one name.
fn over_and(sight: Sight<'_>, name: &Range<usize>) -> Range<usize> {
    let mut name = name.clone();
    let last = name.end.saturating_sub(1);
    let before = |n: usize| sight.before(name.start, n);
    if name.len() > 1
        && sight.word(last).has(Class::OrganizationWord)
        && matches!(before(1), "and" | "&")
    {
        let start = name.start.wrapping_sub(2);
        if sight.is_capital(start)
            && sight.is_usually_small(start)
            && matches!(before(3), "the" | "its")
        {
            name.start = start;
        }
    }
    let is_ministry = matches!(
        sight.lower(name.start),
        "ministry" | "department" | "bureau" | "secretariat"
    ) && sight.lower(name.start + 1) == "of";
    let is_field = |index: usize| {
        sight.is_capital(index) && sight.is_at_times_small(index) && !sight.is_capital(index + 1)
    };
    let mut end = name.end;
    while is_ministry && sight.lower(end) == "," && is_field(end + 1) {
        end += 2;
    }
    if is_ministry && matches!(sight.lower(end), "and" | "&") && is_field(end + 1) {
        name.end = end + 2;
    }
    name
}

/// Drops names that lie in another.
fn drop_inner(names: &mut Vec<Spotted>) {
    names.dedup_by(|later, earlier| {
        let is_inner = later.tokens.start < earlier.tokens.end;
        if is_inner && later.tokens.len() > earlier.tokens.len() {
            *earlier = later.clone();
        }
        is_inner
    });
}

/// Returns whether the words around, in one sentence, are set as in running text.
fn is_running(sight: Sight<'_>, sentence: &Range<usize>, start: usize, end: usize) -> bool {
    let is_small = |at: usize| sentence.contains(&at) && sight.is_small(at);
    is_small(start.wrapping_sub(1)) || is_small(end)
}

/// Returns whether a word ends the name of a body.
fn is_body(lower: &str) -> bool {
    matches!(
        lower,
        "committee"
            | "commission"
            | "council"
            | "ministry"
            | "agency"
            | "authority"
            | "association"
            | "federation"
            | "institute"
            | "university"
            | "corp"
            | "corporation"
            | "inc"
            | "ltd"
            | "plc"
            | "bureau"
            | "department"
    )
}

/// What a word is known as that is no part of the name behind it.
const NO_PART: Classes = Classes::of(&[
    Class::Country,
    Class::People,
    Class::Title,
    Class::Calendar,
    Class::Group,
]);

/// "Rail Agency of Peru" is one name where the words before "of" tell an organisation.
pub(super) fn join_of(sight: Sight<'_>, names: &mut Vec<Spotted>) {
    names.dedup_by(|second, first| {
        let last = first.tokens.end.saturating_sub(1);
        let is_joined = first.kind == EntityKind::Organization
            && first.tokens.len() > 1
            && second.kind == EntityKind::Place
            && first.tokens.end + 1 == second.tokens.start
            && sight.lower(first.tokens.end) == "of"
            && sight.word(last).has(Class::OrganizationWord)
            && sight.classes(&second.tokens).meets(PLACES)
            && sight
                .sentence(first.tokens.start)
                .contains(&second.tokens.start);
        if is_joined {
            first.tokens.end = second.tokens.end;
        }
        is_joined
    });
}

#[cfg(test)]
mod tests {
    use crate::annotation::EntityKind::{Organization, Place};
    use crate::engine::names::rules::tests::check;

    #[test]
    fn a_known_phrase_is_one_name() {
        check(
            "Copper slipped on the London Metal Exchange in London.",
            &[("London", Place, 70), ("London", Place, 95)],
            &[("London Metal Exchange", Organization), ("London", Place)],
        );
    }

    #[test]
    fn a_name_of_a_body_grows_over_its_capitals_in_running_text() {
        check(
            "He told the Harbour Dues Committee that Morven Steel Works of Riga and the Rail Agency of Peru gave in.",
            &[
                ("Steel Works", Organization, 90),
                ("Riga", Place, 90),
                ("Rail Agency", Organization, 80),
                ("Peru", Place, 90),
            ],
            &[
                ("Harbour Dues Committee", Organization),
                ("Morven Steel Works of Riga", Organization),
                ("Rail Agency of Peru", Organization),
            ],
        );
    }

    #[test]
    fn names_reach_over_and_where_common_words_are_joined() {
        check(
            "He told the Food and Drug Bureau and the Ministry of Farming, Forestry and Fisheries.",
            &[
                ("Drug Bureau", Organization, 90),
                ("Ministry of Farming", Organization, 90),
            ],
            &[
                ("Food and Drug Bureau", Organization),
                ("Ministry of Farming, Forestry and Fisheries", Organization),
            ],
        );
    }

    #[test]
    fn names_of_two_paragraphs_are_not_joined() {
        check(
            "He left the Rail Agency of\n\nPeru was cold.",
            &[("Rail Agency", Organization, 90), ("Peru", Place, 90)],
            &[("Rail Agency", Organization), ("Peru", Place)],
        );
    }

    #[test]
    fn what_is_no_part_of_a_name_stays_out_of_it() {
        check(
            "He told the Ministry of Justice and Orvane that the Oslo-based Polar Fund and French Polar Fund met. Yesterday Polar Fund fell.\n\nThe New Committee Of Old",
            &[
                ("Ministry of Justice", Organization, 90),
                ("Polar Fund", Organization, 90),
                ("Polar Fund", Organization, 90),
                ("Polar Fund", Organization, 90),
            ],
            &[
                ("Ministry of Justice", Organization),
                ("Polar Fund", Organization),
                ("Polar Fund", Organization),
                ("Polar Fund", Organization),
            ],
        );
    }
}
