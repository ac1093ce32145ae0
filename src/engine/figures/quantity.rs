//! Amounts with a unit, and what stands around them: money, per cent, measures, counts, scores.

use super::context::Hints;
use super::scale::{letter_scale, scaled_by_code};
use super::unit::{Of, per, suffix};
use super::{FigureCandidate, change, noun};
use crate::annotation::{Amount, Confidence, Currency, Decimal, Figure, FigureKind, Unit};
use crate::engine::Page;
use crate::engine::numbers::{
    AtomClass, Back, Flags, Line, Number, NumberForm, UnitRef, connector, modifier, number,
    share_scale,
};

/// A number with its unit.
#[derive(Clone, Copy, Debug)]
struct Piece {
    number: Number,
    of: Option<Of>,
    /// Whether the unit stands before the number, as signs of money do.
    is_prefixed: bool,
    end: usize,
}

/// A number or a range, with its unit.
#[derive(Clone, Copy, Debug)]
struct Measured {
    low: Decimal,
    high: Option<Decimal>,
    last: Number,
    of: Option<Of>,
    /// Whether only a word or sign that several currencies share names the money.
    is_ambiguous: bool,
    end: usize,
}

/// Returns the amount that begins at piece `index`, with everything that stands around it.
pub(super) fn find_quantity(
    page: &Page<'_>,
    line: Line<'_>,
    hints: &mut Hints,
    index: usize,
    before: Option<&FigureCandidate>,
) -> Option<FigureCandidate> {
    let measured = measured(page, line, hints, index)?;
    let mut candidate = build(page, line, hints, index, measured)?;
    let start = surround(line, &mut candidate, before);
    debug_assert!(start <= candidate.start);
    Some(candidate)
}

/// Puts bound and change to a figure.
pub(super) fn surround(
    line: Line<'_>,
    candidate: &mut FigureCandidate,
    before: Option<&FigureCandidate>,
) -> usize {
    let mut start = candidate.start;
    if let Some((modifier, at)) = modifier::before(line, start) {
        candidate.figure.modifier = Some(modifier);
        start = at;
    }
    let (moved, level) = change::of(line, start, candidate, before);
    candidate.figure.change = moved;
    candidate.figure.level = level;
    start
}

/// Returns whether the digits before a slash make a fraction with what stands behind it.
pub(super) fn is_fraction(line: Line<'_>, index: usize) -> bool {
    number(line, index).is_some_and(|number| matches!(number.form, NumberForm::Share(..)))
}

fn measured(page: &Page<'_>, line: Line<'_>, hints: &mut Hints, index: usize) -> Option<Measured> {
    let first = piece(page, line, hints, index, false)?;
    let single = Measured {
        low: first.number.low,
        high: first.number.high,
        last: first.number,
        of: first.of,
        is_ambiguous: first.of.is_some(),
        end: first.end,
    };
    let Some(at) = connector(line, index, first.end) else {
        return Some(with_smaller(page, line, hints, first, single));
    };
    if line.is(first.end, &["to"]) && change::runs_from(line, index) {
        return Some(single);
    }
    let Some(second) = piece(page, line, hints, at, first.is_prefixed) else {
        return Some(single);
    };
    Some(join(line, first, second).unwrap_or(single))
}

/// Returns the range of two amounts of the same unit.
fn join(line: Line<'_>, first: Piece, second: Piece) -> Option<Measured> {
    let is_same = match (first.of, second.of) {
        (Some(a), Some(b)) => a.name() == b.name(),
        (Some(_), None) => first.is_prefixed,
        (None, _) => !second.is_prefixed,
    };
    let is_vague = first.number.high.is_some() || second.number.high.is_some();
    if !is_same || is_vague {
        return None;
    }
    let low = share_scale(first.number, second.number);
    let is_or = line.is(first.end, &["or"]);
    let is_range = low.low < second.number.low
        && (!is_or || second.number.low <= low.low + low.low + Decimal::ONE);
    is_range.then_some(Measured {
        low: low.low,
        high: Some(second.number.low),
        last: second.number,
        of: second.of.or(first.of),
        is_ambiguous: true,
        end: second.end,
    })
}

/// Adds the inches to feet, the cents to dollars: "6 feet 2 inches", "3 dollars 50 cents".
fn with_smaller(
    page: &Page<'_>,
    line: Line<'_>,
    hints: &mut Hints,
    first: Piece,
    single: Measured,
) -> Measured {
    let add = || {
        let larger = first.of?.name();
        let at = if line.is(first.end, &["and", ","]) {
            first.end + 1
        } else {
            first.end
        };
        if !line.class(at).eq(&AtomClass::Digits) && line.word(at).cardinal.is_none() {
            return None;
        }
        let second = piece(page, line, hints, at, false)?;
        let per = match (larger, second.of?.name()) {
            ("foot", "inch") => 12,
            ("pound", "ounce") => 16,
            ("USD" | "EUR" | "AUD" | "CAD", "cent") | ("GBP", "pence") => 100,
            _ => return None,
        };
        let part = second.number.low.checked_div(per.into())?;
        let low = first.number.low.checked_add(part)?;
        Some(Measured {
            low,
            end: second.end,
            ..single
        })
    };
    let mut add = add;
    add()
        .or_else(|| with_cents(line, first, single))
        .unwrap_or(single)
}

/// Adds cents without their name: "15 dollars 50", "one dollar and ten".
fn with_cents(line: Line<'_>, first: Piece, single: Measured) -> Option<Measured> {
    let is_money = matches!(first.of?, Of::Known(UnitRef::Currency(_)));
    let is_whole = first.number.scale == 0 && first.number.low.fract().is_zero();
    let at = first.end + usize::from(line.is(first.end, &["and"]));
    if !is_money || !is_whole || first.number.end == first.end {
        return None;
    }
    let cents = number(line, at)?;
    let is_end = cents.end == line.len() || matches!(line.raw(cents.end), "." | "!" | "?");
    let fits = cents.low < Decimal::ONE_HUNDRED
        && cents.low >= Decimal::ONE
        && cents.low.fract().is_zero();
    if !is_end || !fits || cents.high.is_some() || cents.form == NumberForm::Vague {
        return None;
    }
    let low = first
        .number
        .low
        .checked_add(cents.low.checked_div(Decimal::ONE_HUNDRED)?)?;
    Some(Measured {
        low,
        end: cents.end,
        ..single
    })
}

/// Returns the number at piece `index` with the unit before or behind it. Behind the sign of money a letter may be a
/// scale.
fn piece(
    page: &Page<'_>,
    line: Line<'_>,
    hints: &mut Hints,
    index: usize,
    is_money: bool,
) -> Option<Piece> {
    let (sign, at) = sign(line, index);
    if let Some((currency, at)) = line.currency_before_number(at).or_else(|| worded(line, at))
        && let Some(piece) = prefixed(line, currency, at, sign)
    {
        return Some(piece);
    }
    let number = signed(number(line, at)?, sign);
    if line.class(at) == AtomClass::Digits
        && crate::engine::figures::exclusions::skip(line, at).is_some()
    {
        return None;
    }
    let number = letter_scale(line, number, is_money);
    let (of, end) = match suffix(page, line, hints, &number) {
        Some((of, end)) => (Some(of), end),
        None => (None, number.end),
    };
    let (number, end) = scaled_by_code(line, number, of, end);
    if is_without(line, number, of, at > index) {
        return None;
    }
    Some(Piece {
        number,
        of,
        is_prefixed: false,
        end,
    })
}

/// Returns whether a sign stands before things that are counted, and is none: "the report, minus 12 pages".
fn is_without(line: Line<'_>, number: Number, of: Option<Of>, has_sign: bool) -> bool {
    has_sign && of.is_none() && noun::counted(line, number.end, false, false).is_some()
}

/// Returns the amount of money whose currency is named in a word before it: "dollar 22.5 million", "rmb 10".
fn worded(line: Line<'_>, at: usize) -> Option<(&'static Currency, usize)> {
    let is_free = line.class(at.back(1)) != AtomClass::Digits
        && line.word(at.back(1)).cardinal.is_none()
        && line.word(at.back(1)).scale.is_none()
        && !line.is_hyphen(at.back(1));
    let is_word = line.raw(at).len() == 3 || line.is(at, &["dollar", "euro"]);
    match line.word(at).unit {
        Some(UnitRef::Currency(currency))
            if is_free
                && is_word
                && line.class(at + 1) == AtomClass::Digits
                && line.gap(at + 1) == " "
                && (line.raw(at).len() == 3 && !line.is(at, &["won", "yen", "sol"])
                    || line.word(at + 2).scale.is_some()) =>
        {
            Some((currency, at + 1))
        }
        _ => None,
    }
}

fn prefixed(line: Line<'_>, currency: &'static Currency, at: usize, sign: bool) -> Option<Piece> {
    let (inner, at) = self::sign(line, at);
    if line.class(at) != AtomClass::Digits
        && !(line.is_glued(at) || line.word(at).cardinal.is_some())
    {
        return None;
    }
    let number = signed(number(line, at)?, sign || inner);
    let number = letter_scale(line, number, true);
    // "$10 dollars" and "$ 3 million US" name the money twice.
    let end = match line.unit_words(number.end) {
        Some((UnitRef::Currency(same), end))
            if same.code == currency.code && line.class(end) != AtomClass::Digits =>
        {
            end
        }
        _ => number.end,
    };
    Some(Piece {
        number,
        of: Some(Of::Known(UnitRef::Currency(currency))),
        is_prefixed: true,
        end,
    })
}

/// Returns whether a sign makes the number at `index` negative, and where the number begins.
fn sign(line: Line<'_>, index: usize) -> (bool, usize) {
    let is_mark =
        matches!(line.raw(index), "-" | "−") && !line.is_glued(index) && line.is_glued(index + 1);
    let is_apart = matches!(line.raw(index), "-" | "−")
        && line.class(index.back(1)) == AtomClass::Word
        && line.class(index + 1) == AtomClass::Digits
        && line.is(index + 2, &["degrees", "degree", "°"]);
    if line.is(index, &["minus"]) {
        (true, line.behind_hyphen(index + 1))
    } else if is_mark || is_apart {
        (true, index + 1)
    } else {
        (false, index)
    }
}

fn signed(number: Number, is_negative: bool) -> Number {
    if is_negative {
        Number {
            low: -number.low,
            high: number.high.map(|high| -high),
            ..number
        }
    } else {
        number
    }
}

fn build(
    page: &Page<'_>,
    line: Line<'_>,
    hints: &mut Hints,
    index: usize,
    measured: Measured,
) -> Option<FigureCandidate> {
    match measured.of {
        Some(of) => Some(with_unit(page, line, hints, index, measured, of)),
        None => count(line, index, measured),
    }
}

fn amount(low: Decimal, high: Option<Decimal>) -> Amount {
    match high {
        Some(high) if high < low => Amount::Between(high.normalize(), low.normalize()),
        Some(high) => Amount::Between(low.normalize(), high.normalize()),
        None => Amount::Exact(low.normalize()),
    }
}

fn with_unit(
    page: &Page<'_>,
    line: Line<'_>,
    hints: &mut Hints,
    index: usize,
    measured: Measured,
    of: Of,
) -> FigureCandidate {
    let (mut low, mut high) = (measured.low, measured.high);
    let mut confidence = Confidence::percent(95);
    let (kind, unit) = match of {
        Of::Pence => {
            let hundredth = |value: Decimal| value.checked_mul(Decimal::new(1, 2)).unwrap_or(value);
            (low, high) = (hundredth(low), high.map(hundredth));
            (FigureKind::Money, Unit::Currency("GBP".into()))
        }
        Of::Cent => (FigureKind::Money, Unit::Measure("cent".into())),
        Of::Known(UnitRef::Currency(currency)) | Of::Million(currency) => {
            if measured.is_ambiguous {
                confidence = hints.confidence(page, currency);
            }
            (FigureKind::Money, Unit::Currency(currency.code.into()))
        }
        Of::Known(UnitRef::Measure(unit)) => {
            let kind = match unit.dimension {
                "share" => FigureKind::Percent,
                "points" => FigureKind::Points,
                _ => FigureKind::Quantity,
            };
            (kind, Unit::Measure(unit.name.into()))
        }
    };
    let mut figure = Figure::new(kind, amount(low, high));
    figure.unit = Some(unit);
    let mut candidate = FigureCandidate::new(index, measured.end, figure);
    candidate.confidence = confidence;
    behind(line, &mut candidate);
    candidate
}

/// Puts to a figure what stands behind its unit: a bound, what it is for each of, what it is of.
fn behind(line: Line<'_>, candidate: &mut FigureCandidate) {
    if let Some((modifier, end)) = modifier::behind(line, candidate.end) {
        candidate.figure.modifier = Some(modifier);
        candidate.end = end;
    }
    candidate.figure.per = per(line, candidate.end);
    if line.is(candidate.end, &["of"])
        && let Some(counted) = noun::counted(line, candidate.end, false, false)
    {
        candidate.figure.of = Some(line.range(counted.first..counted.head + 1));
    }
    if candidate.figure.per.is_none() && candidate.figure.kind == FigureKind::Quantity {
        candidate.figure.per = per_after_stuff(line, candidate.end);
    }
}

/// The longest name of a stuff between an amount and its rate, in pieces: "of jet fuel a year".
const MAX_STUFF: usize = 4;

/// Returns the rate after what an amount is of: "2.4 billion gallons of jet fuel a year".
fn per_after_stuff(line: Line<'_>, end: usize) -> Option<Unit> {
    if !line.is(end, &["of"]) {
        return None;
    }
    let stop = Flags::PREPOSITION
        .or(Flags::AUXILIARY)
        .or(Flags::FUNCTION)
        .or(Flags::VERB);
    let mut at = end + 1;
    while at <= end + MAX_STUFF && line.class(at) == AtomClass::Word && !line.has(at, stop) {
        let is_rate = line.is(at + 1, &["a", "an", "per", "each", "every"])
            && line.word(at + 2).period.is_some();
        if is_rate {
            return per(line, at + 1);
        }
        at += 1;
    }
    None
}

/// Returns a bare number with what it counts.
fn count(line: Line<'_>, index: usize, measured: Measured) -> Option<FigureCandidate> {
    let mut end = measured.end;
    let mut modifier = None;
    if let Some((found, behind)) = modifier::behind(line, end) {
        (modifier, end) = (Some(found), behind);
    }
    let number = measured.last;
    let is_one = measured.low == Decimal::ONE && measured.high.is_none();
    let is_vague =
        number.form == NumberForm::Vague || line.is(measured.end.back(1), &["dozen", "couple"]);
    let counted = noun::counted(line, end, is_one, is_vague)
        .filter(|counted| !(counted.first == counted.head && line.is(counted.head, &["more"])));
    if let (NumberForm::Share(part, whole), None) = (number.form, measured.high) {
        let mut figure = Figure::new(FigureKind::Fraction, Amount::Ratio(part, whole));
        figure.of = counted.map(|counted| line.range(counted.first..counted.head + 1));
        figure.modifier = modifier;
        return Some(FigureCandidate::new(index, end, figure));
    }
    let is_dull = is_one && counted.is_none() && line.class(index) == AtomClass::Word;
    let is_joined = line.is_hyphen(end) && counted.is_none() && !line.is(end + 1, &["magnitude"]);
    if is_dull || is_joined {
        return None;
    }
    let kind = if counted.is_some() || number.form == NumberForm::Vague {
        FigureKind::Count
    } else {
        FigureKind::Number
    };
    let mut figure = Figure::new(kind, amount(measured.low, measured.high));
    figure.modifier = modifier;
    if let Some(counted) = counted {
        figure.unit = Some(Unit::Noun(line.raw(counted.head).into()));
        figure.of = Some(line.range(counted.first..counted.head + 1));
        if counted.is_adjacent {
            end = counted.head + 1;
        }
        if let Some((found, behind)) = modifier::behind(line, end) {
            (figure.modifier, end) = (Some(found), behind);
        }
    }
    let end_of_noun = counted.map_or(end, |counted| counted.head + 1);
    figure.per = per(line, end_of_noun);
    Some(FigureCandidate::new(index, end, figure))
}
