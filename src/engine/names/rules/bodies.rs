//! Borders of the names of bodies: "Harbour Dues Committee", "Food and Drug Bureau".

use std::ops::Range;

use super::context::{PLACES, RuleContext};
use super::edit::{Edit, is_free};
use super::name_span::NameSpan;
use crate::annotation::{EntityKind, RuleId};
use crate::engine::lexeme::vocabulary::{Class, Classes};
use crate::engine::names::cue_words::NameCue;
use crate::engine::rule::Rule;

/// How sure a name is that only its last word shows, in percent.
const BODY_PERCENT: u8 = 75;

/// How many words with capitals come before the last one of such a name, at most.
const MAX_WORDS_BEFORE: usize = 4;

/// What a word is known as that is no part of the name after it.
const NO_PART: Classes = Classes::of(&[
    Class::Country,
    Class::People,
    Class::Title,
    Class::Calendar,
    Class::Group,
]);

pub(super) static WORD_BEFORE_BODY: Rule = Rule {
    id: RuleId("names/word-before-body"),
    summary: "A word with a capital right before the name of an organisation, in running text, is part of it.",
    needs: &[],
    finds: &[
        "A list by ⟦The Bogotá Post⟧ named the best places.",
        "It was read in ⟦The Lagos Times⟧ last week.",
    ],
    silent: &[
        "Yesterday World Bank staff met in Oslo.",
        "He told the French World Bank team so.",
    ],
};

/// Widens organisations by the word with a capital before them.
pub(super) fn widen_to_word_before(context: RuleContext<'_>, names: &[NameSpan]) -> Vec<Edit> {
    let widen = |(at, name): (usize, &NameSpan)| {
        let before = name.tokens.start.checked_sub(1)?;
        if name.kind != EntityKind::Organization || !context.is_capital(before) {
            return None;
        }
        let sentence = context.sentence(name.tokens.start);
        let is_more = sentence.contains(&before)
            && !context.word(before).meets(NO_PART)
            && !context.lower(before).ends_with("-based")
            && (name.tokens.len() > 1 || !context.word(before).meets(PLACES))
            && (before > sentence.start || !context.is_usually_small(before))
            && context.is_running(&sentence, before, name.tokens.end);
        is_more.then(|| Edit::replace(at, before..name.tokens.end, name.kind))
    };
    names.iter().enumerate().filter_map(widen).collect()
}

pub(super) static BODY_OVER_AND: Rule = Rule {
    id: RuleId("names/body-over-and"),
    summary: "The name of a body or ministry reaches over \"and\" where common words are joined: \"Food and Drug Agency\".",
    needs: &[],
    finds: &[
        "According to the ⟦Ministry of Agriculture, Forestry and Fisheries⟧, the number rose.",
        "He told the ⟦Food and Drug Bureau⟧ so.",
    ],
    silent: &[
        "The Ministry of Justice and Orvane met on Monday.",
        "He told Food Weekly and the World Bank so.",
    ],
};

/// Widens organisations over "and".
pub(super) fn widen_over_and(context: RuleContext<'_>, names: &[NameSpan]) -> Vec<Edit> {
    let widen = |(at, name): (usize, &NameSpan)| {
        if name.kind != EntityKind::Organization {
            return None;
        }
        let tokens = find_span_over_and(context, &name.tokens);
        let is_wider = tokens != name.tokens;
        is_wider.then(|| Edit::replace(at, tokens, name.kind))
    };
    names.iter().enumerate().filter_map(widen).collect()
}

/// "The Food and Drug Agency" and "Ministry of Farming, Forestry and Fisheries" are each one name.
fn find_span_over_and(context: RuleContext<'_>, name: &Range<usize>) -> Range<usize> {
    let mut name = name.clone();
    let last = name.end.saturating_sub(1);
    let before = |n: usize| context.before(name.start, n);
    if name.len() > 1
        && matches!(before(1), "and" | "&")
        && context.word(last).has(Class::OrganizationWord)
    {
        let start = name.start.wrapping_sub(2);
        if context.is_capital(start)
            && context.is_usually_small(start)
            && matches!(before(3), "the" | "its")
        {
            name.start = start;
        }
    }
    let is_ministry =
        context.has(name.start, NameCue::Ministry) && context.lower(name.start + 1) == "of";
    let is_field = |index: usize| {
        context.is_capital(index)
            && context.is_at_times_small(index)
            && !context.is_capital(index + 1)
    };
    let mut end = name.end;
    while is_ministry && context.lower(end) == "," && is_field(end + 1) {
        end += 2;
    }
    if is_ministry && matches!(context.lower(end), "and" | "&") && is_field(end + 1) {
        name.end = end + 2;
    }
    name
}

pub(super) static BODY_WORD: Rule = Rule {
    id: RuleId("names/body-word"),
    summary: "Words with capitals that end in a word for a body, in running text, are its name: \"Harbour Dues Committee\".",
    needs: &[],
    finds: &[
        "She has served on the ⟦Intelligence Committee⟧ for a decade.",
        "He sat on the ⟦Fisheries Committee⟧ for a decade.",
    ],
    silent: &[
        "The committee met on Monday in Oslo.",
        "The New Committee Of Old",
    ],
};

/// Adds names that end in a word for a body where the model found nothing.
pub(super) fn find_bodies(context: RuleContext<'_>, names: &[NameSpan]) -> Vec<Edit> {
    let mut edits = Vec::new();
    for sentence in context.page.sentences() {
        for last in sentence.tokens.clone().skip(1) {
            let is_last = context.has(last, NameCue::Body)
                && context.is_capital(last)
                && !context.is_capital_in(&sentence.tokens, last + 1);
            if !is_last {
                continue;
            }
            let run = find_words_before(context, &sentence.tokens, last)..last + 1;
            if run.len() > 1
                && context.is_running(&sentence.tokens, run.start, run.end)
                && is_free(names, &edits, &run)
            {
                let edit = Edit::add(run, EntityKind::Organization, BODY_PERCENT);
                edits.push(edit.because("head", last..last + 1));
            }
        }
    }
    edits
}

/// Returns where the words with capitals begin that end in token number `last`.
fn find_words_before(context: RuleContext<'_>, sentence: &Range<usize>, last: usize) -> usize {
    let mut start = last;
    while start > sentence.start && context.is_capital(start - 1) && last - start < MAX_WORDS_BEFORE
    {
        start -= 1;
    }
    let is_opening = start == sentence.start && context.is_usually_small(start);
    start + usize::from(is_opening)
}

#[cfg(test)]
mod tests {
    use super::super::check::check;
    use crate::annotation::EntityKind::Organization;

    #[test]
    fn a_name_of_a_body_grows_over_its_capitals_in_running_text() {
        check(
            "He told the Harbour Dues Committee that Morven Steel Works gave in.",
            &[("Steel Works", Organization, 90)],
            &[
                ("Harbour Dues Committee", Organization),
                ("Morven Steel Works", Organization),
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
