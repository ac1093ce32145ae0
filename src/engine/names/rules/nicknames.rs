//! A nickname in marks or brackets between given name and surname is part of the name: Jon “Ox” Lind, Greta (Gigi) Roe.

use std::ops::Range;

use super::context::{FAR_PLACES, PLACES, RuleContext};
use super::edit::NameEdit;
use super::named_tokens::NamedTokens;
use crate::annotation::{EntityKind, RuleId};
use crate::engine::lexeme::name_words::is_particle;
use crate::engine::lexeme::vocabulary::{Class, Classes};
use crate::engine::names::cue_words::NameCue;
use crate::engine::rule::Rule;

/// The maximum number of words of a nickname: "the Flying Dutchman".
const MAX_NICKNAME_TOKENS: usize = 3;
/// The maximum number of words before a nickname that are examined as given names.
const MAX_GIVEN_TOKENS: usize = 3;
/// The maximum number of words after a nickname that are examined as surnames: "van der Berg".
const MAX_SURNAME_TOKENS: usize = 4;
/// The confidence in a name with a nickname, in percent.
const NICKNAME_PERCENT: u8 = 92;

pub(super) static NICKNAME: Rule = Rule {
    id: RuleId("names/nickname"),
    summary: "A nickname in marks or brackets between given name and surname is part of the name.",
    needs: &[],
    finds: &[
        "⟦Jon “Ox” Lindqvist⟧ met the board on Monday.",
        "She wrote to ⟦Greta (Gigi) Tolland⟧ last week.",
    ],
    silent: &[
        "On Monday “Thunder” Road was shut.",
        "Greta Tolland said “Never” Tuesday.",
        "The union met Hanna Ruiz (Labour) Monday.",
    ],
};

/// Makes one person's name of given name, nickname and surname.
pub(super) fn join_nicknames(context: RuleContext<'_>, names: &[NamedTokens]) -> Vec<NameEdit> {
    let mut edits = Vec::new();
    let mut last_end = 0;
    for open in 1..context.page.tokens().len() {
        if let Some(tokens) = find_name_around(context, names, open)
            && last_end <= tokens.start
        {
            last_end = tokens.end;
            edits.push(NameEdit::add(tokens, EntityKind::Person, NICKNAME_PERCENT));
        }
    }
    edits
}

/// Returns the tokens of the name around the nickname that opens at `open`.
fn find_name_around(
    context: RuleContext<'_>,
    names: &[NamedTokens],
    open: usize,
) -> Option<Range<usize>> {
    let is_bracket = context.lower(open) == "(";
    let closer: &[&str] = match context.lower(open) {
        "“" => &["”"],
        "\"" => &["\""],
        "''" | "``" => &["''"],
        "‘" | "'" => &["’", "'"],
        "(" => &[")"],
        _ => return None,
    };
    let close = (open + 2..=open + 1 + MAX_NICKNAME_TOKENS)
        .find(|at| closer.contains(&context.lower(*at)))?;
    let is_glued = |at: usize| context.is_glued(at);
    let is_set_off =
        !is_glued(open) && is_glued(open + 1) && is_glued(close) && !is_glued(close + 1);
    if !is_set_off || !is_nickname(context, &(open + 1..close), is_bracket) {
        return None;
    }
    let start = find_given_start(context, names, open, is_bracket)?;
    let end = find_surname_end(context, names, close + 1)?;
    (context.sentence(start) == context.sentence(end - 1)).then_some(start..end)
}

/// Returns whether words can be a nickname: capitalised words, possibly after an article; in brackets, not a place, a
/// people or an acronym.
fn is_nickname(context: RuleContext<'_>, words: &Range<usize>, is_bracket: bool) -> bool {
    let first = if matches!(context.lower(words.start), "the" | "da" | "el") && words.len() > 1 {
        words.start + 1
    } else {
        words.start
    };
    let mut rest = first..words.end;
    let is_capital =
        rest.all(|at| context.is_capital(at) && !context.word(at).has(Class::Calendar));
    let known = context.classes(words);
    let is_shouted = context.page.word(first).chars().all(|c| !c.is_lowercase());
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
fn find_given_start(
    context: RuleContext<'_>,
    names: &[NamedTokens],
    open: usize,
    is_bracket: bool,
) -> Option<usize> {
    let floor = context
        .sentence(open)
        .start
        .max(open.saturating_sub(MAX_GIVEN_TOKENS));
    let is_given = |at: usize| {
        context.is_capital(at)
            && !context.page.naming(at).is_honorific()
            && !context.word(at).has(Class::Calendar)
            && context.page.speech(at).closed.is_none()
    };
    let nearest = open
        .checked_sub(1)
        .filter(|at| *at >= floor && is_given(*at))?;
    let at = names.partition_point(|name| name.tokens.end <= nearest);
    let found = names.get(at).filter(|name| name.tokens.start <= nearest);
    let is_person = found.is_some_and(|name| name.kind == EntityKind::Person);
    let is_known = context.word(nearest).has(Class::Given);
    let is_placed = context.has_before(nearest, 1, NameCue::PlacePreposition);
    let is_other = context.word(nearest).meets(FAR_PLACES)
        || is_placed && context.word(nearest).meets(PLACES)
        || context.is_usually_small(nearest);
    if !is_person && !is_known && is_other {
        return None;
    }
    let mut start = nearest;
    if let Some(name) = found.filter(|_| is_person) {
        start = name.tokens.start.max(floor);
    } else {
        while let Some(at) = start.checked_sub(1).filter(|at| *at >= floor)
            && is_given(at)
            && context.word(at).has(Class::Given)
        {
            start = at;
        }
    }
    while start < nearest && !is_given(start) {
        start += 1;
    }
    // "Hanna Ruiz (Ajax) Bo Lind" are two persons of a list.
    let is_single = open - start == 1 || (start..open).all(|at| context.word(at).has(Class::Given));
    (!is_bracket || is_single && (is_known || is_person)).then_some(start)
}

/// Returns where the surname that begins at `start` ends.
fn find_surname_end(
    context: RuleContext<'_>,
    names: &[NamedTokens],
    start: usize,
) -> Option<usize> {
    let sentence = context.sentence(start);
    let is_surname = |at: usize| {
        context.is_capital_in(&sentence, at)
            && !context.word(at).has(Class::Calendar)
            && context.page.speech(at).closed.is_none()
    };
    let is_particle = |at: &usize| context.is_small(*at) && is_particle(context.lower(*at));
    let first = start + (start..start + 3).take_while(is_particle).count();
    if !is_surname(first) || context.begins_line(first) {
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
    (found.is_some() || !context.is_usually_small(first)).then_some(end.min(sentence.end))
}

#[cfg(test)]
mod tests {
    use super::super::check::check_rules;
    use crate::annotation::EntityKind::{Organization, Person, Place};

    #[test]
    fn a_nickname_is_a_part_of_the_name() {
        check_rules(
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
        check_rules(
            "Goalkeeper Paulo \"Wall\" de Souza left.",
            &[("Paulo", Person, 90)],
            &[("Paulo \"Wall\" de Souza", Person)],
        );
    }

    #[test]
    fn other_words_in_marks_are_no_nicknames() {
        check_rules(
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
        check_rules(
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
