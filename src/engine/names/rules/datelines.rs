//! Places in datelines: "HARSTAD, Nov. 21 (Reuters) - ", "NAIROBI: ", "GENOA - ".

use std::ops::Range;

use super::context::{MIN_SURE_PERCENT, PLACES, RuleContext};
use super::edit::NameEdit;
use super::named_tokens::{NamedTokens, find_met};
use crate::annotation::{EntityKind, RuleId};
use crate::engine::Case;
use crate::engine::lexeme::vocabulary::Class;
use crate::engine::rule::Rule;

/// The maximum number of words of a place in a dateline: "SALT LAKE CITY".
const MAX_PLACE_TOKENS: usize = 3;

pub(super) static DATELINE: Rule = Rule {
    id: RuleId("names/dateline"),
    summary: "Capitals at the start of a paragraph, before a date, an agency in brackets or a dash, name a place.",
    needs: &[],
    finds: &[
        "⟦QORQI⟧, May 13 (IPS) - It rained all day in the north.",
        "⟦TVEIT NES⟧ (NTB) – The smelter was shut on Monday.",
    ],
    silent: &[
        "BREAKING, Nov. 21: it rained all day in the north.",
        "NOTE (draft) it rained all day in the north.",
        "The film says LIVE (AP) - it rained all day.",
    ],
};

pub(super) static DATELINE_DASH: Rule = Rule {
    id: RuleId("names/dateline-dash"),
    summary: "A dash between spaces after capitals ends the name of the place in a dateline.",
    needs: &[],
    finds: &[
        "⟦GENOA⟧ - Engineers shut the bridge on Monday.",
        "⟦LIMA⟧ - Miners left the pit on Monday.",
    ],
    silent: &[
        "The Rhine-Main area was flooded on Monday.",
        "It was on BBC - Radio last week.",
    ],
};

/// Adds the places of datelines, whatever the model tagged there, and tags names there as places.
pub(super) fn find_datelines(context: RuleContext<'_>, names: &[NamedTokens]) -> Vec<NameEdit> {
    let mut edits = Vec::new();
    for sentence in context.page.sentences() {
        let start = sentence.tokens.start;
        if context.case(start) != Case::Upper || !context.begins_block(start) {
            continue;
        }
        let at = names.partition_point(|name| name.tokens.start < start);
        if let Some(name) = names.get(at).filter(|name| name.tokens.start == start) {
            if name.kind != EntityKind::Place && is_dateline(context, &name.tokens) {
                edits.push(NameEdit::set_kind(at, EntityKind::Place));
            }
        } else if let Some(tokens) = find_unseen(context, start)
            && find_met(names, &tokens).is_empty()
        {
            edits.push(NameEdit::add(tokens, EntityKind::Place, MIN_SURE_PERCENT));
        }
    }
    edits
}

/// Returns the words in capitals at a token, if a date or nothing and an agency in brackets follow.
fn find_unseen(context: RuleContext<'_>, start: usize) -> Option<Range<usize>> {
    let is_capitals = |index: &usize| context.case(*index) == Case::Upper;
    let end = start
        + (start..start + MAX_PLACE_TOKENS)
            .take_while(is_capitals)
            .count();
    let is_dated = context.lower(end) == "," && context.word(end + 1).has(Class::Calendar);
    // A date has at most four tokens: ", Nov. 21 ,".
    let gap = if is_dated { 2..5 } else { 0..1 };
    let agency = gap
        .map(|n| end + n)
        .find(|index| context.lower(*index) == "(")?;
    let is_closed = context.lower(agency + 2) == ")" && is_dash(context.lower(agency + 3));
    is_closed.then_some(start..end)
}

/// Returns whether a name that begins a paragraph is in a dateline.
fn is_dateline(context: RuleContext<'_>, name: &Range<usize>) -> bool {
    let is_upper = name.clone().all(|index| context.case(index) == Case::Upper);
    let after = context.lower(name.end);
    let is_dated = after == "," && context.word(name.end + 1).has(Class::Calendar)
        || after == "("
            && context.lower(name.end + 2) == ")"
            && is_dash(context.lower(name.end + 3));
    let is_place =
        context.classes(name).meets(PLACES) && (is_dash(after) || matches!(after, ":" | "," | "("));
    is_upper && (is_dated || is_place)
}

/// Shortens a name at the start of a paragraph if it contains a dash with spaces after words in capitals.
pub(super) fn cut_datelines(context: RuleContext<'_>, names: &[NamedTokens]) -> Vec<NameEdit> {
    let cut = |(at, name): (usize, &NamedTokens)| {
        let mut later = name.tokens.clone().skip(1);
        let is_free_dash = |index: &usize| {
            is_dash(context.lower(*index))
                && !context.is_glued(*index)
                && !context.is_glued(index + 1)
        };
        let dash = later.find(is_free_dash)?;
        let place = name.tokens.start..dash;
        let is_upper = place
            .clone()
            .all(|index| context.case(index) == Case::Upper);
        let is_dateline = is_upper && context.begins_block(name.tokens.start);
        is_dateline.then(|| {
            NameEdit::replace(at, place, EntityKind::Place).because("dash", dash..dash + 1)
        })
    };
    names.iter().enumerate().filter_map(cut).collect()
}

fn is_dash(word: &str) -> bool {
    matches!(word, "-" | "--" | "–" | "—")
}

#[cfg(test)]
mod tests {
    use super::super::check::check_rules;
    use crate::annotation::EntityKind::{Organization, Place};

    #[test]
    fn a_dateline_is_a_place_that_the_tagger_need_not_have_seen() {
        check_rules(
            "HARSTAD, Nov. 21 (Reuters) - It rained.",
            &[("Reuters", Organization, 99)],
            &[("HARSTAD", Place), ("Reuters", Organization)],
        );
        check_rules(
            "GAMLE ODDA (NTB) – It rained.",
            &[],
            &[("GAMLE ODDA", Place)],
        );
        check_rules("BREAKING, Nov. 21: it rained.", &[], &[]);
        check_rules("NOTE (draft) it rained.", &[], &[]);
        check_rules("It said LIVE (AP) - it rained.", &[], &[]);
    }

    #[test]
    fn names_in_datelines_are_places() {
        check_rules(
            "QORQI, May 13 (IPS) - It rained.\n\nNATO, which rained, left.",
            &[("QORQI", Organization, 70), ("NATO", Organization, 70)],
            &[("QORQI", Place), ("NATO", Organization)],
        );
        check_rules(
            "NAIROBI: It rained.",
            &[("NAIROBI", Organization, 70)],
            &[("NAIROBI", Place)],
        );
    }

    #[test]
    fn a_free_dash_ends_a_dateline() {
        check_rules(
            "GENOA - Engineers left.\n\nThe Rhine-Main area. BBC - Radio won.",
            &[
                ("GENOA - Engineers", Organization, 70),
                ("Rhine-Main", Place, 90),
                ("BBC - Radio", Organization, 90),
            ],
            &[
                ("GENOA", Place),
                ("Rhine-Main", Place),
                ("BBC - Radio", Organization),
            ],
        );
    }
}
