//! Corrects where the names of organisations begin and end: "Harbour Dues Committee", "Food and Drug Bureau".

use std::ops::Range;

use super::context::{PLACES, RuleContext};
use super::edit::{NameEdit, is_free};
use super::named_tokens::NamedTokens;
use crate::annotation::{EntityKind, RuleId};
use crate::engine::Case;
use crate::engine::lexeme::vocabulary::{Class, Classes};
use crate::engine::names::cue_words::NameCue;
use crate::engine::rule::Rule;

/// The confidence in a name that is shown only by its last word, in percent.
const BODY_PERCENT: u8 = 75;

/// The maximum number of capitalised words before the last word of such a name.
const MAX_WORDS_BEFORE: usize = 4;

/// Lexicon classes of words that do not belong to a name after them.
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

/// Extends organisations by the capitalised word before them.
pub(super) fn widen_to_word_before(
    context: RuleContext<'_>,
    names: &[NamedTokens],
) -> Vec<NameEdit> {
    let widen = |(at, name): (usize, &NamedTokens)| {
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
        is_more.then(|| NameEdit::replace(at, before..name.tokens.end, name.kind))
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

/// Extends organisations across "and".
pub(super) fn widen_over_and(context: RuleContext<'_>, names: &[NamedTokens]) -> Vec<NameEdit> {
    let widen = |(at, name): (usize, &NamedTokens)| {
        if name.kind != EntityKind::Organization {
            return None;
        }
        let tokens = find_span_over_and(context, &name.tokens);
        let is_wider = tokens != name.tokens;
        is_wider.then(|| NameEdit::replace(at, tokens, name.kind))
    };
    names.iter().enumerate().filter_map(widen).collect()
}

/// Returns the extent of a name across "and": "The Food and Drug Agency" and "Ministry of Farming, Forestry and
/// Fisheries" are each one name.
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

/// Adds names that end in a word for an organisation where the model found nothing.
pub(super) fn find_bodies(context: RuleContext<'_>, names: &[NamedTokens]) -> Vec<NameEdit> {
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
                let edit = NameEdit::add(run, EntityKind::Organization, BODY_PERCENT);
                edits.push(edit.because("head", last..last + 1));
            }
        }
    }
    edits
}

/// Returns the start of the run of capitalised words that ends at token number `last`.
fn find_words_before(context: RuleContext<'_>, sentence: &Range<usize>, last: usize) -> usize {
    let mut start = last;
    while start > sentence.start && context.is_capital(start - 1) && last - start < MAX_WORDS_BEFORE
    {
        start -= 1;
    }
    let is_opening = start == sentence.start && context.is_usually_small(start);
    start + usize::from(is_opening)
}

pub(super) static LEGISLATURE: Rule = Rule {
    id: RuleId("names/legislature"),
    summary: "\"The Cabinet\" and \"the Parliament\", with a capital in running text, name a body.",
    needs: &[],
    finds: &[
        "The order asked the outgoing ⟦Cabinet⟧ to go on with its work.",
        "A new ⟦Cabinet⟧ is formed after the vote.",
    ],
    silent: &[
        "The cabinet was made of oak in May.",
        "The Assembly Rooms were shut in May.",
        "Cabinet to Meet in May",
    ],
};

/// The confidence in a parliament found by its word alone, in percent.
const LEGISLATURE_PERCENT: u8 = 70;

/// Adds names of parliaments of one word where the model found nothing.
pub(super) fn find_legislatures(context: RuleContext<'_>, names: &[NamedTokens]) -> Vec<NameEdit> {
    let mut edits = Vec::new();
    for sentence in context.page.sentences() {
        let tokens = &sentence.tokens;
        for at in tokens.clone().skip(1) {
            let is_body = context.has(at, NameCue::Legislature)
                && context.case(at) == Case::Title
                && (context.is_small(at - 1) || context.before(at, 1) == "the")
                && !context.is_capital_in(tokens, at + 1)
                && context.is_running(tokens, at, at + 1);
            if is_body && is_free(names, &edits, &(at..at + 1)) {
                let edit = NameEdit::add(at..at + 1, EntityKind::Organization, LEGISLATURE_PERCENT);
                edits.push(edit);
            }
        }
    }
    edits
}

pub(super) static BASED_BODY: Rule = Rule {
    id: RuleId("names/based-body"),
    summary: "\"Oslo-based\" before the name of an organisation is no part of it.",
    needs: &[],
    finds: &[
        "The Kenya-based ⟦Fisheries Watch Group⟧ met in May.",
        "It was sold to Hong Kong-listed ⟦Orvane⟧ in May.",
    ],
    silent: &[
        "The Oslo-based group met in May.",
        "A Web-based World Bank report came in May.",
    ],
};

/// Removes words like "Oslo-based" from the names of organisations.
pub(super) fn cut_based(context: RuleContext<'_>, names: &[NamedTokens]) -> Vec<NameEdit> {
    let cut = |(at, name): (usize, &NamedTokens)| {
        let mut firsts = name.tokens.clone();
        firsts.next_back()?;
        let based = firsts.rfind(|index| is_based(context.lower(*index)))?;
        let is_body = name.kind != EntityKind::Place;
        is_body.then(|| {
            NameEdit::replace(at, based + 1..name.tokens.end, EntityKind::Organization)
                .because("based", based..based + 1)
        })
    };
    names.iter().enumerate().filter_map(cut).collect()
}

fn is_based(lower: &str) -> bool {
    lower
        .rsplit_once('-')
        .is_some_and(|(_, last)| matches!(last, "based" | "listed" | "owned" | "backed" | "led"))
}

pub(super) static BODY_AFTER_POSSESSIVE: Rule = Rule {
    id: RuleId("names/body-after-possessive"),
    summary: "A possessive after the name of a ministry ends it: \"Ministry of Justice's Investigation Bureau\".",
    needs: &[],
    finds: &[
        "In March the ⟦Ministry of Justice⟧'s Investigation Bureau searched it.",
        "The Ministry of Culture’s ⟦Bureau of Cultural Heritage⟧ said so.",
    ],
    silent: &[
        "The Women's Institute met in May.",
        "He banks with Lloyd's Bank in London.",
    ],
};

/// Splits the names of bodies at a possessive after a ministry or another name with "of".
pub(super) fn split_at_possessives(
    context: RuleContext<'_>,
    names: &[NamedTokens],
) -> Vec<NameEdit> {
    let mut edits = Vec::new();
    let bodies = names.iter().enumerate();
    for (at, name) in bodies.filter(|(_, name)| name.kind == EntityKind::Organization) {
        let mut inside = name.tokens.clone().skip(3);
        let Some(mark) = inside.find(|index| context.lower(*index) == "'s") else {
            continue;
        };
        let ministry = name.tokens.start..mark;
        let owned = mark + 1..name.tokens.end;
        let is_split = context.has(ministry.start, NameCue::Ministry)
            && ministry.clone().any(|index| context.lower(index) == "of")
            && owned.clone().any(|index| context.is_capital(index));
        if is_split {
            edits.push(NameEdit::replace(at, ministry, name.kind));
            edits.push(NameEdit::add(owned, name.kind, name.percent));
        }
    }
    edits
}

#[cfg(test)]
mod tests {
    use super::super::check::check_rules;
    use crate::annotation::EntityKind::Organization;

    #[test]
    fn a_name_of_a_body_grows_over_its_capitals_in_running_text() {
        check_rules(
            "He told the Harbour Dues Committee that Morven Steel Works gave in.",
            &[("Steel Works", Organization, 90)],
            &[
                ("Harbour Dues Committee", Organization),
                ("Morven Steel Works", Organization),
            ],
        );
    }

    #[test]
    fn parts_of_a_state_are_named_by_one_word() {
        check_rules(
            "The order asks the Cabinet and the next Parliament. The Assembly met the Assembly Rooms board; a cabinet fell.",
            &[],
            &[
                ("Cabinet", Organization),
                ("Parliament", Organization),
                ("Assembly", Organization),
            ],
        );
    }

    #[test]
    fn where_a_body_is_based_is_no_part_of_its_name() {
        check_rules(
            "The Uganda-based Polar Monitoring Group met the state-owned Orvane.",
            &[
                ("Uganda-based Polar Monitoring Group", Organization, 90),
                ("Orvane", Organization, 90),
            ],
            &[
                ("Polar Monitoring Group", Organization),
                ("Orvane", Organization),
            ],
        );
    }

    #[test]
    fn a_possessive_ends_the_name_of_a_ministry() {
        check_rules(
            "He led the Ministry of Justice's Investigation Bureau and Lloyd's Bank there.",
            &[
                (
                    "Ministry of Justice's Investigation Bureau",
                    Organization,
                    90,
                ),
                ("Lloyd's Bank", Organization, 90),
            ],
            &[
                ("Ministry of Justice", Organization),
                ("Investigation Bureau", Organization),
                ("Lloyd's Bank", Organization),
            ],
        );
    }

    #[test]
    fn names_reach_over_and_where_common_words_are_joined() {
        check_rules(
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
        check_rules(
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
