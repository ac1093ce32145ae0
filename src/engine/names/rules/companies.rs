//! In market news, recognizes a company by its place in the sentence: "shares of Rowe", "Rowe fell 2%", "an analyst at
//! Rowe".

use std::collections::BTreeSet;
use std::ops::Range;

use super::context::{MIN_SURE_PERCENT, PLACES, RuleContext};
use super::edit::{NameEdit, is_free};
use super::named_tokens::NamedTokens;
use crate::annotation::{EntityKind, RuleId};
use crate::engine::Case;
use crate::engine::lexeme::vocabulary::{Class, Classes};
use crate::engine::names::cue_words::NameCue;
use crate::engine::rule::Rule;

/// Lexicon classes of persons.
const PERSONS: Classes = Classes::of(&[Class::Given, Class::Surname]);
/// Lexicon classes of words in the names of places.
const NEAR_PLACES: Classes = PLACES.with(Classes::of(&[Class::PlaceWord]));

/// The confidence in a company that is shown only by its place in the sentence, in percent.
const SLOT_PERCENT: u8 = 70;

/// The maximum number of capitalised words before "shares" that are read as one name.
const MAX_FIRM_TOKENS: usize = 4;

/// The maximum distance of an amount in percent after a price verb, in words: "rose as much as 3 %".
const MAX_AMOUNT_TOKENS: usize = 5;

pub(super) static UNKNOWN_IN_MARKETS: Rule = Rule {
    id: RuleId("names/unknown-in-markets"),
    summary: "In news of markets a name of one word that is no known person's, and a place that nobody knows, is that of a firm.",
    needs: &[],
    finds: &[
        "Profit and revenue grew as investors bought shares. ⟦Platzi⟧ has also joined forces with a rival.",
        "Shares fell as traders waited. ⟦Addi⟧ is an app whose profit grew, and its revenue too.",
    ],
    silent: &[
        "Ada Roe said shares fell as profit of the bank slid. Roe left on Monday.",
        "Traders in Tokyo said shares fell as profit slid.",
    ],
};

/// Tags names in market news as companies if they are not in the lexicon.
pub(super) fn name_unknown(context: RuleContext<'_>, names: &[NamedTokens]) -> Vec<NameEdit> {
    if !context.domain.is_market {
        return Vec::new();
    }
    let persons = context.persons(names);
    let name_one = |(at, name): (usize, &NamedTokens)| {
        let is_unknown =
            is_unknown_person(context, name, &persons) || is_unknown_place(context, name);
        is_unknown.then(|| NameEdit::set_kind(at, EntityKind::Organization))
    };
    names.iter().enumerate().filter_map(name_one).collect()
}

/// Returns whether a person's name is probably not one: it is one word, is not part of a full name in the article, and
/// is not a known name.
fn is_unknown_person(
    context: RuleContext<'_>,
    name: &NamedTokens,
    persons: &BTreeSet<&str>,
) -> bool {
    name.kind == EntityKind::Person
        && name.tokens.len() == 1
        && !persons.contains(context.lower(name.tokens.start))
        && !context.classes(&name.tokens).meets(PERSONS)
        && !context
            .word(name.tokens.start.wrapping_sub(1))
            .has(Class::Title)
}

/// Returns whether a place is probably not one: it is not in the lexicon, the model's confidence is low, and no "in" or
/// "at" precedes it.
fn is_unknown_place(context: RuleContext<'_>, name: &NamedTokens) -> bool {
    let start = name.tokens.start;
    let is_placed =
        context.has_before(start, 1, NameCue::PlacePreposition) || context.before(start, 1) == ",";
    name.kind == EntityKind::Place
        && name.percent < MIN_SURE_PERCENT
        && !is_placed
        && !context.has(name.tokens.end, NameCue::Site)
        && !context.classes(&name.tokens).meets(PLACES)
        && !name
            .tokens
            .clone()
            .any(|index| context.word(index).meets(NEAR_PLACES))
}

pub(super) static MARKET_SLOT: Rule = Rule {
    id: RuleId("names/market-slot"),
    summary: "In news of markets a name is that of a firm beside its code, before \"shares\", after \"analyst at\" or before a move of its price.",
    needs: &[],
    finds: &[
        "Ada Roe, an analyst at ⟦Brodge⟧, expects more profit for investors in shares.",
        "⟦Tellmar⟧ rose 3% as investors waited for profit.",
    ],
    silent: &[
        "Tokyo fell 2% as shares and profit slid.",
        "A trader in Lisbon said shares fell as profit slid.",
    ],
};

/// Tags names in the places of companies as companies, and adds names that the model missed.
pub(super) fn name_firms(context: RuleContext<'_>, names: &[NamedTokens]) -> Vec<NameEdit> {
    if !context.domain.is_market {
        return Vec::new();
    }
    let persons = context.persons(names);
    let mut edits = Vec::new();
    for (at, name) in names.iter().enumerate() {
        let is_listed = || is_listed(context, &name.tokens);
        let is_firm = context.is_open(name, &persons)
            && (is_listed() || is_firm_slot(context, &name.tokens))
            || name.kind == EntityKind::Place && is_listed();
        if is_firm {
            edits.push(NameEdit::set_kind(at, EntityKind::Organization));
        }
    }
    add_firms(context, names, &mut edits);
    edits
}

/// Returns whether a code of an exchange follows: "ANTO.L", "(NYSE: KLM)", "<ROW.N>".
fn is_listed(context: RuleContext<'_>, name: &Range<usize>) -> bool {
    let opened = context.lower(name.end);
    let is_code = |index: usize| {
        let parts = context.page.word(index).split_once('.');
        context.case(index) == Case::Upper
            && parts.is_some_and(|(code, place)| code.len() > 1 && (1..=2).contains(&place.len()))
    };
    is_code(name.end)
        || matches!(opened, "<" | "(") && is_code(name.end + 1)
        || opened == "("
            && context.has(name.end + 1, NameCue::Exchange)
            && context.lower(name.end + 2) == ":"
}

/// Returns whether the place of a name in the sentence is that of a company.
fn is_firm_slot(context: RuleContext<'_>, name: &Range<usize>) -> bool {
    let is_two_before = |cue| context.has_before(name.start, 2, cue);
    let owns = context.has(name.end, NameCue::OfListedFirm)
        || context.lower(name.end) == "chief" && context.lower(name.end + 1) == "executive";
    let is_sold = match context.before(name.start, 1) {
        "of" => is_two_before(NameCue::SoldOf),
        "in" => is_two_before(NameCue::SoldIn),
        "at" | "with" | "for" => is_two_before(NameCue::Employee),
        "rival" => true,
        _ => false,
    };
    owns || is_sold || is_price_move(context, name.end)
}

/// Returns whether a verb describes a move of a share price, with its size or reason.
fn is_price_move(context: RuleContext<'_>, verb: usize) -> bool {
    if !context.has(verb, NameCue::PriceVerb) {
        return false;
    }
    let is_percent = |at: usize| context.has(at, NameCue::Percent);
    context.is_number(verb + 1) && (is_percent(verb + 2) || context.lower(verb + 2) == "per")
        || context.has(verb + 1, NameCue::Approximation)
            && (verb + 2..=verb + MAX_AMOUNT_TOKENS).any(is_percent)
}

/// Adds the capitalised words before a price verb or "shares" that are not names yet.
fn add_firms(context: RuleContext<'_>, names: &[NamedTokens], edits: &mut Vec<NameEdit>) {
    for index in 1..context.page.tokens().len() {
        let is_here = context.has(index, NameCue::OfListedFirm)
            && matches!(context.lower(index), "shares" | "analyst")
            || is_price_move(context, index);
        let last = index - 1;
        if !is_here || !context.is_capital(last) || context.is_usually_small(last) {
            continue;
        }
        let sentence = context.sentence(last);
        let mut start = last;
        while start > sentence.start
            && context.is_capital(start - 1)
            && index - start < MAX_FIRM_TOKENS
        {
            start -= 1;
        }
        let run = start..index;
        if is_free(names, edits, &run)
            && !context.classes(&run).meets(PLACES)
            && !context.word(last).has(Class::People)
        {
            let edit = NameEdit::add(run, EntityKind::Organization, SLOT_PERCENT);
            edits.push(edit.because("cue", index..index + 1));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::check::check_rules;
    use crate::annotation::EntityKind::{Organization, Person, Place};

    #[test]
    fn names_that_do_what_firms_do_are_firms() {
        check_rules(
            "Shares of Orvane fell as traders waited. Tellmar rose 3%, Quist (NYSE: QST) lost 2%, and Ada Roe, an \
             analyst at Brodge, expects more profit.",
            &[
                ("Orvane", Place, 90),
                ("Tellmar", Person, 90),
                ("Quist", Person, 90),
                ("Ada Roe", Person, 99),
                ("Brodge", Place, 90),
            ],
            &[
                ("Orvane", Organization),
                ("Tellmar", Organization),
                ("Quist", Organization),
                ("Ada Roe", Person),
                ("Brodge", Organization),
            ],
        );
    }

    #[test]
    fn places_and_persons_in_news_of_markets_stay_what_they_are() {
        check_rules(
            "Tokyo fell 2% and shares in Norway rose. Ada Roe, a trader in Lisbon, said profit was thin. Roe lost 3% \
             on her stocks of the Kisvel mine.",
            &[
                ("Tokyo", Place, 90),
                ("Norway", Place, 90),
                ("Ada Roe", Person, 99),
                ("Lisbon", Place, 80),
                ("Roe", Person, 90),
                ("Kisvel", Place, 60),
            ],
            &[
                ("Tokyo", Place),
                ("Norway", Place),
                ("Ada Roe", Person),
                ("Lisbon", Place),
                ("Roe", Person),
                ("Kisvel", Place),
            ],
        );
    }
}
