//! Surnames with commas that end in "& Co.", "and Partners" or "LLP" are one firm: Roe, Poe & Sons.

use std::ops::Range;

use super::context::{FAR_PLACES, PLACES, RuleContext};
use super::edit::NameEdit;
use super::named_tokens::NamedTokens;
use crate::annotation::{EntityKind, RuleId};
use crate::engine::lexeme::vocabulary::Class;
use crate::engine::names::cue_words::NameCue;
use crate::engine::rule::Rule;

/// The maximum number of surnames before the last comma or "&" of a company. Longer lists are of persons.
const MAX_PARTNERS: usize = 6;
/// The confidence in a company found by its partners, in percent.
const PARTNERS_PERCENT: u8 = 93;

pub(super) static PARTNERS: Rule = Rule {
    id: RuleId("names/partners"),
    summary: "Surnames with commas that end in \"& Sons\", \"and Partners\" or \"LLP\" are one firm.",
    needs: &[],
    finds: &[
        "Lawyers at ⟦Farrow, Denholm & Sons⟧ said so on Monday.",
        "He sold it to ⟦Ortega, Blythe, Kerr and Partners⟧ last week.",
    ],
    silent: &[
        "Farrow, Denholm and Kerr ran for mayor last year.",
        "In Leeds, Farrow & Co. won the contract.",
    ],
};

/// Joins the surnames of a company to one organisation.
pub(super) fn join_partners(context: RuleContext<'_>, _: &[NamedTokens]) -> Vec<NameEdit> {
    let mut edits = Vec::new();
    let mut last_end = 0;
    for link in 2..context.page.tokens().len() {
        if !matches!(context.lower(link), "&" | "and") {
            continue;
        }
        if let Some(tokens) = find_firm_around(context, link)
            && last_end <= tokens.start
        {
            last_end = tokens.end;
            let edit = NameEdit::add(tokens, EntityKind::Organization, PARTNERS_PERCENT);
            edits.push(edit.because("and", link..link + 1));
        }
    }
    edits
}

/// Returns the firm whose last "&" or "and" is at `link`.
fn find_firm_around(context: RuleContext<'_>, link: usize) -> Option<Range<usize>> {
    let sentence = context.sentence(link);
    let end = firm_end(context, &sentence, link)?;
    let mut start = link.checked_sub(1)?;
    if context.lower(start) == "," {
        start = start.checked_sub(1)?;
    }
    let mut n_commas = 0;
    if !is_partner(context, &sentence, start) {
        return None;
    }
    while n_commas < MAX_PARTNERS
        && let Some(comma) = start.checked_sub(1).filter(|at| context.lower(*at) == ",")
        && let Some(before) = comma.checked_sub(1)
        && is_partner(context, &sentence, before)
    {
        start = before;
        n_commas += 1;
    }
    // "Mei Tanaka, Roe & Co.": a full name before the comma is no partner.
    while n_commas > 0 && is_second_word(context, &sentence, start) {
        start += 2;
        n_commas -= 1;
    }
    // Without a comma the other rules decide.
    (n_commas > 0).then_some(start..end)
}

/// Returns the end of a company whose last "&" or "and" is at `link`: after "Co.", or after a surname and "LLP".
fn firm_end(context: RuleContext<'_>, sentence: &Range<usize>, link: usize) -> Option<usize> {
    let first = link + 1;
    let is_ending =
        |at: usize| context.is_capital_in(sentence, at) && context.page.naming(at).is_firm_ending();
    if is_ending(first) {
        let has_form = is_ending(first + 1);
        return Some(first + 1 + usize::from(has_form));
    }
    if !is_partner(context, sentence, first) {
        return None;
    }
    if is_ending(first + 1) {
        return Some(first + 2);
    }
    // "Roe, Poe & Low": news writes "and" in lists of persons.
    (context.lower(link) == "&" && !context.is_capital_in(sentence, first + 1)).then_some(first + 1)
}

/// Returns whether a word can be a partner's surname.
fn is_partner(context: RuleContext<'_>, sentence: &Range<usize>, at: usize) -> bool {
    context.is_capital_in(sentence, at)
        && !is_where(context, at)
        && !context.word(at).has(Class::Calendar)
        && (at != sentence.start || !context.is_usually_small(at))
        && context.page.speech(at).closed.is_none()
}

/// Returns whether the word before introduces a place: "In Leeds, Roe & Co. closed".
fn is_where(context: RuleContext<'_>, at: usize) -> bool {
    let known = context.word(at);
    let is_placed = context.has_before(at, 1, NameCue::PlacePreposition);
    known.meets(PLACES)
        && (is_placed
            || !known.has(Class::Surname) && (known.meets(FAR_PLACES) || known.has(Class::Town)))
}

/// Returns whether a word is the end of a name of several words, not counting a word that is capitalised only because
/// it begins the sentence.
fn is_second_word(context: RuleContext<'_>, sentence: &Range<usize>, at: usize) -> bool {
    at.checked_sub(1).is_some_and(|before| {
        let is_opening = before == sentence.start && context.is_at_times_small(before);
        context.is_capital_in(sentence, before) && !is_opening
    })
}

#[cfg(test)]
mod tests {
    use super::super::check::check_rules;
    use crate::annotation::EntityKind::{Organization, Person, Place};

    #[test]
    fn surnames_before_and_company_are_one_firm() {
        check_rules(
            "Lawyers at Farrow, Denholm & Sons called Ortega, Blythe, Kerr and Partners.",
            &[
                ("Farrow", Person, 90),
                ("Denholm & Sons", Organization, 90),
                ("Ortega", Person, 90),
                ("Blythe", Person, 90),
            ],
            &[
                ("Farrow, Denholm & Sons", Organization),
                ("Ortega, Blythe, Kerr and Partners", Organization),
            ],
        );
        check_rules(
            "Auditor Ines Calder of Farrow, Denholm & Kerr LLP left.",
            &[("Ines Calder", Person, 95), ("Farrow", Person, 80)],
            &[
                ("Ines Calder", Person),
                ("Farrow, Denholm & Kerr LLP", Organization),
            ],
        );
    }

    #[test]
    fn a_list_of_persons_or_places_is_no_firm() {
        check_rules(
            "Farrow, Denholm and Kerr ran. In Leeds, Farrow & Co. won, and Ines Calder, Blythe & Co.'s chief, left.",
            &[
                ("Farrow", Person, 90),
                ("Denholm", Person, 90),
                ("Kerr", Person, 90),
                ("Leeds", Place, 90),
                ("Farrow & Co.", Organization, 90),
                ("Ines Calder", Person, 90),
                ("Blythe & Co.", Organization, 90),
            ],
            &[
                ("Farrow", Person),
                ("Denholm", Person),
                ("Kerr", Person),
                ("Leeds", Place),
                ("Farrow & Co.", Organization),
                ("Ines Calder", Person),
                ("Blythe & Co.", Organization),
            ],
        );
    }
}
