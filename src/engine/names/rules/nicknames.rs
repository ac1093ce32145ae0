//! A nickname in marks or brackets between given name and surname is part of the name: Jon “Ox” Lind, Greta (Gigi) Roe.

use std::ops::Range;

use super::context::{Sight, put_all};
use super::{PLACES, Spotted};
use crate::annotation::EntityKind;
use crate::engine::lexeme::vocabulary::{Class, Classes};

/// How many words a nickname has at most: "the Flying Dutchman".
const MAX_NICKNAME_TOKENS: usize = 3;
/// How many words before a nickname are looked at as given names.
const MAX_GIVEN_TOKENS: usize = 3;
/// How many words after a nickname are looked at as surnames: "van der Berg".
const MAX_SURNAME_TOKENS: usize = 4;
/// Places that are hardly ever given names as well.
const FAR_PLACES: Classes =
    Classes::of(&[Class::BigCity, Class::Country, Class::State, Class::Region]);
/// How sure such a name is, in percent.
const PERCENT: u8 = 92;

/// Makes one person's name of given name, nickname and surname.
pub(super) fn join_nicknames(sight: Sight<'_>, names: &mut Vec<Spotted>) {
    let mut added: Vec<Spotted> = Vec::new();
    for open in 1..sight.page.tokens().len() {
        let Some(tokens) = name_around(sight, names, open) else {
            continue;
        };
        if added
            .last()
            .is_none_or(|last| last.tokens.end <= tokens.start)
        {
            added.push(Spotted {
                tokens,
                kind: EntityKind::Person,
                percent: PERCENT,
            });
        }
    }
    for name in names.iter_mut() {
        let inside = added.partition_point(|one| one.tokens.end <= name.tokens.start);
        if let Some(one) = added.get(inside)
            && one.tokens.start < name.tokens.end
        {
            // What the tagger saw across a border of the name is cut at it.
            name.tokens.start = name.tokens.start.max(one.tokens.start);
            name.tokens.end = name.tokens.end.min(one.tokens.end);
        }
    }
    put_all(names, added, |_| false);
}

/// Returns the tokens of the name around the nickname that opens at `open`.
fn name_around(sight: Sight<'_>, names: &[Spotted], open: usize) -> Option<Range<usize>> {
    let is_bracket = sight.lower(open) == "(";
    let closer: &[&str] = match sight.lower(open) {
        "“" => &["”"],
        "\"" => &["\""],
        "''" | "``" => &["''"],
        "‘" | "'" => &["’", "'"],
        "(" => &[")"],
        _ => return None,
    };
    let close = (open + 2..=open + 1 + MAX_NICKNAME_TOKENS)
        .find(|at| closer.contains(&sight.lower(*at)))?;
    let is_glued = |at: usize| {
        sight
            .page
            .tokens()
            .get(at)
            .is_some_and(|token| token.is_glued)
    };
    let is_set_off =
        !is_glued(open) && is_glued(open + 1) && is_glued(close) && !is_glued(close + 1);
    if !is_set_off || !is_nickname(sight, &(open + 1..close), is_bracket) {
        return None;
    }
    let start = given_start(sight, names, open, is_bracket)?;
    let end = surname_end(sight, names, close + 1)?;
    (sight.sentence(start) == sight.sentence(end - 1)).then_some(start..end)
}

/// Returns whether words can be a nickname: words with a capital, an article before them; in brackets no place, people
/// or letters for a body.
fn is_nickname(sight: Sight<'_>, words: &Range<usize>, is_bracket: bool) -> bool {
    let first = if matches!(sight.lower(words.start), "the" | "da" | "el") && words.len() > 1 {
        words.start + 1
    } else {
        words.start
    };
    let mut rest = first..words.end;
    let is_capital = rest.all(|at| sight.is_capital(at) && !sight.word(at).has(Class::Calendar));
    let known = sight.classes(words);
    let is_shouted = sight.page.word(first).chars().all(|c| !c.is_lowercase());
    is_capital
        && !(is_bracket
            && (is_shouted
                || known.meets(PLACES)
                || known.meets(Classes::of(&[
                    Class::People,
                    Class::Group,
                    Class::Organization,
                    Class::OrganizationWord,
                    Class::Company,
                    Class::Team,
                ]))))
}

/// Returns where the given names before `open` begin.
fn given_start(
    sight: Sight<'_>,
    names: &[Spotted],
    open: usize,
    is_bracket: bool,
) -> Option<usize> {
    let floor = sight
        .sentence(open)
        .start
        .max(open.saturating_sub(MAX_GIVEN_TOKENS));
    let is_given = |at: usize| {
        sight.is_capital(at)
            && !sight.page.naming(at).is_honorific()
            && !sight.word(at).has(Class::Calendar)
            && sight.page.speech(at).closed.is_none()
    };
    let nearest = open
        .checked_sub(1)
        .filter(|at| *at >= floor && is_given(*at))?;
    let at = names.partition_point(|name| name.tokens.end <= nearest);
    let found = names.get(at).filter(|name| name.tokens.start <= nearest);
    let is_person = found.is_some_and(|name| name.kind == EntityKind::Person);
    let is_known = sight.word(nearest).has(Class::Given);
    let is_placed = matches!(
        sight.before(nearest, 1),
        "in" | "at" | "near" | "from" | "to"
    );
    let is_other = sight.word(nearest).meets(FAR_PLACES)
        || is_placed && sight.word(nearest).meets(PLACES)
        || sight.is_usually_small(nearest);
    if !is_person && !is_known && is_other {
        return None;
    }
    let mut start = nearest;
    if let Some(name) = found.filter(|_| is_person) {
        start = name.tokens.start.max(floor);
    } else {
        while let Some(at) = start.checked_sub(1).filter(|at| *at >= floor)
            && is_given(at)
            && sight.word(at).has(Class::Given)
        {
            start = at;
        }
    }
    while start < nearest && !is_given(start) {
        start += 1;
    }
    // "Hanna Ruiz (Ajax) Bo Lind" are two persons of a list.
    let is_single = open - start == 1 || (start..open).all(|at| sight.word(at).has(Class::Given));
    (!is_bracket || is_single && (is_known || is_person)).then_some(start)
}

/// Returns where the surname that begins at `start` ends.
fn surname_end(sight: Sight<'_>, names: &[Spotted], start: usize) -> Option<usize> {
    let sentence = sight.sentence(start);
    let is_surname = |at: usize| {
        sight.is_capital_in(&sentence, at)
            && !sight.word(at).has(Class::Calendar)
            && sight.page.speech(at).closed.is_none()
    };
    let is_particle = |at: &usize| {
        sight.is_small(*at) && crate::engine::lexeme::name_words::is_particle(sight.lower(*at))
    };
    let first = start + (start..start + 3).take_while(is_particle).count();
    if !is_surname(first) || sight.begins_line(first) {
        return None;
    }
    let at = names.partition_point(|name| name.tokens.end <= first);
    let found = names
        .get(at)
        .filter(|name| name.tokens.start <= first && name.kind == EntityKind::Person);
    let end = found.map_or(first + 1, |name| {
        name.tokens.end.min(first + MAX_SURNAME_TOKENS)
    });
    // "Jr." and the like are in the name that the tagger saw.
    (found.is_some() || !sight.is_usually_small(first)).then_some(end.min(sentence.end))
}

#[cfg(test)]
mod tests {
    use super::super::tests::check;
    use crate::annotation::EntityKind::{Organization, Person, Place};

    #[test]
    fn a_nickname_is_a_part_of_the_name() {
        check(
            "Jon “Ox” Lindqvist met Greta (Gigi) Tolland and Ivo ‘the Comet’ Marek at noon.",
            &[
                ("Jon", Person, 60),
                ("Lindqvist", Person, 90),
                ("Greta", Person, 90),
                ("Tolland", Person, 90),
                ("Marek", Person, 90),
            ],
            &[
                ("Jon “Ox” Lindqvist", Person),
                ("Greta (Gigi) Tolland", Person),
                ("Ivo ‘the Comet’ Marek", Person),
            ],
        );
        check(
            "Goalkeeper Paulo \"Wall\" de Souza left.",
            &[("Paulo", Person, 90)],
            &[("Paulo \"Wall\" de Souza", Person)],
        );
    }

    #[test]
    fn other_words_in_marks_are_no_nicknames() {
        check(
            "On Monday “Thunder” Road was shut. Hanna Ruiz (Ajax) Bo Lind (Milan) Ivo Marek ran.",
            &[
                ("Hanna Ruiz", Person, 90),
                ("Ajax", Organization, 90),
                ("Bo Lind", Person, 90),
                ("Milan", Place, 90),
                ("Ivo Marek", Person, 90),
            ],
            &[
                ("Hanna Ruiz", Person),
                ("Ajax", Organization),
                ("Bo Lind", Person),
                ("Milan", Place),
                ("Ivo Marek", Person),
            ],
        );
        check(
            "Greta Tolland said “Never” Tuesday. The band, “Herd” to fans, met Roe (Labour) in Leeds.",
            &[
                ("Greta Tolland", Person, 90),
                ("Roe", Person, 90),
                ("Leeds", Place, 90),
            ],
            &[("Greta Tolland", Person), ("Roe", Person), ("Leeds", Place)],
        );
    }
}
