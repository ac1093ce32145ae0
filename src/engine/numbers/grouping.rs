//! Digits in groups: with thin, no-break or plain spaces, apostrophes, or the points and commas of the continent.

use super::digits::{read_continental, read_digit_run};
use super::subtoken::{StepBack, SubtokenClass, SubtokenLine};
use super::words::NumericFlags;
use crate::annotation::Decimal;

/// Returns the value of digits with their groups, and the index after them.
pub(super) fn read_digits(line: SubtokenLine<'_>, index: usize) -> Option<(Decimal, usize)> {
    if let Some(end) = spaced_groups(line, index) {
        let joined: String = (index..end).map(|at| line.raw(at)).collect();
        return Some((read_digit_run(&joined)?, end));
    }
    if let Some(end) = apostrophe_groups(line, index).or_else(|| loose_comma_groups(line, index)) {
        let digits = (index..end).filter(|at| line.class(*at) == SubtokenClass::Digits);
        let joined: String = digits.map(|at| line.raw(at)).collect();
        return Some((read_digit_run(&joined)?, end));
    }
    run_of_digits(line, index).or_else(|| {
        let value = read_continental(line.raw(index), is_beside_unit(line, index))?;
        Some((value, index + 1))
    })
}

/// The maximum number of groups of a number: `1 000 000 000 000 000 000 000 000`.
const MAX_GROUPS: usize = 9;

/// Returns the index after groups of three digits with plain spaces between them, `1 250 000 ballots`. Such groups are
/// one number only if a currency precedes them or a counted or measured thing follows.
pub(in crate::engine) fn spaced_groups(line: SubtokenLine<'_>, index: usize) -> Option<usize> {
    let is_bare = |at: usize| {
        line.class(at) == SubtokenClass::Digits && line.raw(at).bytes().all(|b| b.is_ascii_digit())
    };
    let first = line.raw(index);
    if !is_bare(index)
        || first.len() > 3
        || first.starts_with('0')
        || is_bare(index.back(1)) && line.gap(index) == " "
        || line.is_hyphen(index.back(1))
    {
        return None;
    }
    let mut end = index + 1;
    while end - index < MAX_GROUPS
        && line.gap(end) == " "
        && line
            .raw(end)
            .split('.')
            .next()
            .is_some_and(|group| group.len() == 3)
        && line.class(end) == SubtokenClass::Digits
        && !line.raw(end).contains(',')
    {
        end += 1;
    }
    if end == index + 1 || line.class(end) == SubtokenClass::Digits && !line.is_glued(end) {
        return None;
    }
    // "12 737s": a model in the plural.
    if line.is_glued(end) && line.raw(end) == "s" {
        return None;
    }
    let is_money = line.currency_ends_before(index);
    let at = line.behind_hyphen(end);
    let is_counted = line.class(at) == SubtokenClass::Word
        && !line.is_capital(at)
        && !line.has(
            at,
            NumericFlags::PREPOSITION
                .or(NumericFlags::DETERMINER)
                .or(NumericFlags::AUXILIARY)
                .or(NumericFlags::FUNCTION)
                .or(NumericFlags::VERB),
        );
    let is_unit = line.symbol(at).is_some() || line.unit_words(at).is_some();
    (is_money || is_counted || is_unit || line.word(at).scale.is_some()).then_some(end)
}

/// Returns the index after groups of zeros with a comma and a space before each, as bad typesetting produces them: "80,
/// 000". A list has no item `000`.
fn loose_comma_groups(line: SubtokenLine<'_>, index: usize) -> Option<usize> {
    let first = line.raw(index);
    let is_bare = first.len() <= 3 && first.bytes().all(|b| b.is_ascii_digit());
    let mut end = index + 1;
    while end - index < 2 * MAX_GROUPS
        && line.raw(end) == ","
        && line.is_glued(end)
        && line.gap(end + 1) == " "
        && line.raw(end + 1) == "000"
    {
        end += 2;
    }
    (end > index + 1 && is_bare && !first.starts_with('0')).then_some(end)
}

/// Returns the index after groups of three digits with apostrophes between them, as in Switzerland: `1'200`.
fn apostrophe_groups(line: SubtokenLine<'_>, index: usize) -> Option<usize> {
    let is_bare = |at: usize| {
        line.class(at) == SubtokenClass::Digits && line.raw(at).bytes().all(|b| b.is_ascii_digit())
    };
    let mut end = index + 1;
    while end - index < 2 * MAX_GROUPS
        && matches!(line.raw(end), "'" | "’")
        && line.is_glued(end)
        && line.is_glued(end + 1)
        && is_bare(end + 1)
        && line.raw(end + 1).len() == 3
    {
        end += 2;
    }
    (end > index + 1 && is_bare(index) && line.raw(index).len() <= 3).then_some(end)
}

/// Returns whether a currency or a unit of measure is next to the number at subtoken `index`, so that its comma may be
/// a decimal comma.
fn is_beside_unit(line: SubtokenLine<'_>, index: usize) -> bool {
    let at = index + 1;
    line.currency_ends_before(index)
        || line.symbol(at).is_some()
        || line.raw(at) == "%"
        || line.unit_words(at).is_some()
        || line.word(at).scale.is_some() && line.unit_words(at + 1).is_some()
}

/// Returns the value of digits whose groups are separated by thin or no-break spaces, and the index after them.
fn run_of_digits(line: SubtokenLine<'_>, index: usize) -> Option<(Decimal, usize)> {
    let mut end = index + 1;
    while end - index < 10
        && line.class(end) == SubtokenClass::Digits
        && matches!(
            line.gap(end),
            "\u{a0}" | "\u{2009}" | "\u{202f}" | "\u{2007}"
        )
        && line
            .raw(end)
            .split('.')
            .next()
            .is_some_and(|group| group.len() == 3)
    {
        end += 1;
    }
    if end == index + 1 {
        return Some((read_digit_run(line.raw(index))?, end));
    }
    if end - index > 9 || line.raw(index).len() > 3 {
        return None;
    }
    let joined: String = (index..end).map(|at| line.raw(at)).collect();
    Some((read_digit_run(&joined)?, end))
}
