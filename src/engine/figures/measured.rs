//! A number or a range of numbers with their unit: "6 to 9 km", "6 feet 2 inches".

use super::context::FigureContext;
use super::piece::{Quantity, read_piece};
use super::unit::MeasuredUnit;
use super::{bound, change};
use crate::annotation::{Decimal, RuleId};
use crate::engine::numbers::{
    FigureClass, GrammarWord, Number, NumberForm, NumericFlags, StepBack, SubtokenClass,
    SubtokenLine, UnitRef, find_second_number, read_number, share_scale,
};
use crate::engine::rule::Rule;

pub(super) static RANGE: Rule = Rule {
    id: RuleId("figures/range"),
    summary: "Two numbers with \"to\", \"or\", a dash or \"between … and\" are one range, with one unit.",
    needs: &[],
    finds: &[
        "Between ⟦6% and 9%⟧ failed.",
        "He bid ⟦$20-25m⟧ for it.",
        "From ⟦30 to 40 yachts⟧ sank.",
    ],
    silent: &[
        "Rents fell from 90 euros to 70 euros.",
        "He has 6 goats and 9 cows.",
    ],
};

pub(super) static SMALLER_UNIT: Rule = Rule {
    id: RuleId("figures/smaller-unit"),
    summary: "A number of smaller units after one of larger ones is a part of it: \"6 feet 2 inches\".",
    needs: &[],
    finds: &[
        "He is ⟦6 feet 2 inches⟧ tall.",
        "It costs ⟦3 dollars and 50 cents⟧ now.",
        "It was ⟦15 dollars 50⟧.",
        "The door is ⟦6 ft 4 in⟧ high.",
    ],
    silent: &["He ran 6 miles, 2 of them uphill.", "It costs 3 dollars."],
};

/// A number or a range, with its unit.
#[derive(Clone, Copy, Debug)]
pub(super) struct MeasuredNumber {
    pub(super) low: Decimal,
    pub(super) high: Option<Decimal>,
    pub(super) last: Number,
    pub(super) of: Option<MeasuredUnit>,
    /// Whether the currency is given only by a word or sign that several currencies share.
    pub(super) is_ambiguous: bool,
    pub(super) end: usize,
    pub(super) rule: Option<&'static Rule>,
    pub(super) percent: u8,
}

impl MeasuredNumber {
    /// Returns the rule that read the number or, if none is stored, the rule that makes a figure of it.
    pub(super) const fn rule_or(&self, maker: &'static Rule) -> &'static Rule {
        match self.rule {
            Some(rule) => rule,
            None => maker,
        }
    }
}

/// Returns the number or range that begins at subtoken `index`.
pub(super) fn read_measured(ctx: &FigureContext<'_>, index: usize) -> Option<MeasuredNumber> {
    let line = ctx.line;
    let first = read_piece(ctx, index, false)?;
    let single = MeasuredNumber {
        low: first.number.low,
        high: first.number.high,
        last: first.number,
        of: first.of,
        is_ambiguous: first.of.is_some(),
        end: first.end,
        rule: first.rule,
        percent: first.percent,
    };
    let joined = find_second_number(line, index, first.end).or_else(|| find_lone_dash(line, first));
    let Some(at) = joined else {
        return Some(with_smaller(ctx, first, single));
    };
    let start = || bound::start_of_bound(line, index);
    let is_change = line.is_a(first.end, GrammarWord::To) && change::is_from_to(line, start());
    if is_change || !ctx.allows(&RANGE) {
        return Some(single);
    }
    let Some(second) = read_piece(ctx, at, first.is_prefixed) else {
        return Some(single);
    };
    join_amounts(line, first, second).or(Some(single))
}

/// Returns where the second number follows a dash with a space before it only: "75 -300mm".
fn find_lone_dash(line: SubtokenLine<'_>, first: Quantity) -> Option<usize> {
    let dash = first.end;
    let is_lone = line.is_dash(dash) && !line.is_glued(dash) && line.is_glued(dash + 1);
    let is_range = is_lone
        && first.of.is_none()
        && line.class(dash + 1) == SubtokenClass::Digits
        && (line.symbol(dash + 2).is_some() || line.unit_words(dash + 2).is_some());
    is_range.then_some(dash + 1)
}

/// Returns the range of two amounts of the same unit.
fn join_amounts(
    line: SubtokenLine<'_>,
    first: Quantity,
    second: Quantity,
) -> Option<MeasuredNumber> {
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
    let is_or = line.is_a(first.end, GrammarWord::Or);
    let is_range = low.low < second.number.low
        && (!is_or || second.number.low <= low.low + low.low + Decimal::ONE);
    is_range.then_some(MeasuredNumber {
        low: low.low,
        high: Some(second.number.low),
        last: second.number,
        of: second.of.or(first.of),
        is_ambiguous: true,
        end: second.end,
        rule: Some(&RANGE),
        percent: second.percent.min(first.percent),
    })
}

/// Adds the inches to feet, the cents to dollars: "6 feet 2 inches", "3 dollars 50 cents".
fn with_smaller(
    ctx: &FigureContext<'_>,
    first: Quantity,
    single: MeasuredNumber,
) -> MeasuredNumber {
    let parts = || add_smaller(ctx, first).or_else(|| add_bare_cents(ctx.line, first));
    let Some(Some((low, end))) = (first.of.is_some() && ctx.allows(&SMALLER_UNIT)).then(parts)
    else {
        return single;
    };
    MeasuredNumber {
        low,
        end,
        rule: Some(&SMALLER_UNIT),
        ..single
    }
}

fn add_smaller(ctx: &FigureContext<'_>, first: Quantity) -> Option<(Decimal, usize)> {
    let line = ctx.line;
    let larger = first.of?.name();
    let at = if line.is(first.end, &["and", ","]) {
        first.end + 1
    } else {
        first.end
    };
    if line.class(at) != SubtokenClass::Digits && line.word(at).cardinal.is_none() {
        return None;
    }
    let second = read_piece(ctx, at, false)?;
    if let Some(end) = find_short_inch(line, first, second) {
        let part = second.number.low.checked_div(INCHES_OF_FOOT.into())?;
        return Some((first.number.low.checked_add(part)?, end));
    }
    let per = match (larger, second.of?.name()) {
        ("foot", "inch") => INCHES_OF_FOOT,
        ("pound", "ounce") => 16,
        ("USD" | "EUR" | "AUD" | "CAD", "cent") | ("GBP", "pence") => 100,
        _ => return None,
    };
    let part = second.number.low.checked_div(per.into())?;
    Some((first.number.low.checked_add(part)?, second.end))
}

/// The inches of a foot.
const INCHES_OF_FOOT: i64 = 12;

/// Returns the end of "2 in" after abbreviated feet: "12 ft 2 in". Elsewhere "in" is a preposition.
fn find_short_inch(line: SubtokenLine<'_>, first: Quantity, second: Quantity) -> Option<usize> {
    let is_short = line.is(first.end.back(1), &["ft", "ft."]);
    let is_inch = second.of.is_none()
        && line.is_a(second.end, GrammarWord::In)
        && second.number.low < INCHES_OF_FOOT.into();
    let next = second.end + 1;
    let goes_on = line.is_number_word(next) || line.has(next, NumericFlags::DETERMINER);
    (is_short && is_inch && !goes_on).then_some(next)
}

/// Adds cents without their name: "15 dollars 50", "one dollar and ten".
fn add_bare_cents(line: SubtokenLine<'_>, first: Quantity) -> Option<(Decimal, usize)> {
    let is_money = matches!(first.of?, MeasuredUnit::Known(UnitRef::Currency(_)));
    let is_whole = first.number.scale == 0 && first.number.low.fract().is_zero();
    let at = first.end + usize::from(line.is_a(first.end, GrammarWord::And));
    if !is_money || !is_whole || first.number.end == first.end {
        return None;
    }
    let cents = read_number(line, at)?;
    let is_end = cents.end == line.len()
        || matches!(line.raw(cents.end), "." | "!" | "?")
        || line.in_class(cents.end, FigureClass::AfterCents);
    let fits = cents.low < Decimal::ONE_HUNDRED
        && cents.low >= Decimal::ONE
        && cents.low.fract().is_zero();
    if !is_end || !fits || cents.high.is_some() || cents.form == NumberForm::Vague {
        return None;
    }
    let part = cents.low.checked_div(Decimal::ONE_HUNDRED)?;
    Some((first.number.low.checked_add(part)?, cents.end))
}
