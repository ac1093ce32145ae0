//! Surnames with commas that end in "& Co.", "and Partners" or "LLP" are one firm: Roe, Poe & Sons.

use std::ops::Range;

use super::context::{Sight, put_all};
use super::{PLACES, Spotted};
use crate::annotation::EntityKind;
use crate::engine::lexeme::vocabulary::{Class, Classes};

/// What is hardly ever a partner's surname.
const FAR_PLACES: Classes =
    Classes::of(&[Class::BigCity, Class::Country, Class::State, Class::Region]);

/// How many surnames a firm has before its last comma or "&", at most.
const MAX_PARTNERS: usize = 6;
/// How sure such a name is, in percent.
const PERCENT: u8 = 93;

/// Makes one organisation of the surnames of a firm.
pub(super) fn join_partners(sight: Sight<'_>, names: &mut Vec<Spotted>) {
    let mut added: Vec<Spotted> = Vec::new();
    for link in 2..sight.page.tokens().len() {
        if !matches!(sight.lower(link), "&" | "and") {
            continue;
        }
        let Some(tokens) = firm_around(sight, link) else {
            continue;
        };
        if added
            .last()
            .is_none_or(|last| last.tokens.end <= tokens.start)
        {
            added.push(Spotted {
                tokens,
                kind: EntityKind::Organization,
                percent: PERCENT,
            });
        }
    }
    for name in names.iter_mut() {
        let at = added.partition_point(|firm| firm.tokens.end <= name.tokens.start);
        if let Some(firm) = added.get(at)
            && firm.tokens.start < name.tokens.end
        {
            // A name that reaches over the firm's border was cut wrongly: "Law firm Roe".
            name.tokens =
                name.tokens.start.max(firm.tokens.start)..name.tokens.end.min(firm.tokens.end);
        }
    }
    put_all(names, added, |_| false);
}

/// Returns the firm whose last "&" or "and" stands at `link`.
fn firm_around(sight: Sight<'_>, link: usize) -> Option<Range<usize>> {
    let sentence = sight.sentence(link);
    let end = ending(sight, &sentence, link)?;
    let mut start = link.checked_sub(1)?;
    if sight.lower(start) == "," {
        start = start.checked_sub(1)?;
    }
    let mut n_commas = 0;
    if !is_partner(sight, &sentence, start) {
        return None;
    }
    while n_commas < MAX_PARTNERS
        && let Some(comma) = start.checked_sub(1).filter(|at| sight.lower(*at) == ",")
        && let Some(before) = comma.checked_sub(1)
        && is_partner(sight, &sentence, before)
    {
        start = before;
        n_commas += 1;
    }
    // "Mei Tanaka, Roe & Co.": a full name before the comma is no partner.
    while n_commas > 0 && is_second_word(sight, &sentence, start) {
        start += 2;
        n_commas -= 1;
    }
    // Without a comma the other rules decide.
    (n_commas > 0).then_some(start..end)
}

/// Returns where a firm ends whose last "&" or "and" stands at `link`: after "Co.", or after a surname and "LLP".
fn ending(sight: Sight<'_>, sentence: &Range<usize>, link: usize) -> Option<usize> {
    let first = link + 1;
    let is_ending =
        |at: usize| sight.is_capital_in(sentence, at) && sight.page.naming(at).is_firm_ending();
    if is_ending(first) {
        let has_form = is_ending(first + 1);
        return Some(first + 1 + usize::from(has_form));
    }
    if !is_partner(sight, sentence, first) {
        return None;
    }
    if is_ending(first + 1) {
        return Some(first + 2);
    }
    // "Roe, Poe & Low": news writes "and" in lists of persons.
    (sight.lower(link) == "&" && !sight.is_capital_in(sentence, first + 1)).then_some(first + 1)
}

/// Returns whether a word can be a partner's surname.
fn is_partner(sight: Sight<'_>, sentence: &Range<usize>, at: usize) -> bool {
    sight.is_capital_in(sentence, at)
        && !is_where(sight, at)
        && !sight.word(at).has(Class::Calendar)
        && (at != sentence.start || !sight.is_usually_small(at))
        && sight.page.speech(at).closed.is_none()
}

/// Returns whether a word says where something happens: "In Leeds, Roe & Co. closed".
fn is_where(sight: Sight<'_>, at: usize) -> bool {
    let known = sight.word(at);
    let is_placed = matches!(sight.before(at, 1), "in" | "near" | "from" | "at" | "to");
    known.meets(PLACES)
        && (is_placed
            || !known.has(Class::Surname) && (known.meets(FAR_PLACES) || known.has(Class::Town)))
}

/// Returns whether a word ends a name of several words, but for a word that is capital because the sentence begins.
fn is_second_word(sight: Sight<'_>, sentence: &Range<usize>, at: usize) -> bool {
    at.checked_sub(1).is_some_and(|before| {
        let is_opening = before == sentence.start && sight.is_at_times_small(before);
        sight.is_capital_in(sentence, before) && !is_opening
    })
}

#[cfg(test)]
mod tests {
    use super::super::tests::check;
    use crate::annotation::EntityKind::{Organization, Person, Place};

    #[test]
    fn surnames_before_and_company_are_one_firm() {
        check(
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
        check(
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
        check(
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
