//! Amounts with a unit, and what is around them: money, per cent, measures, counts, fractions, ranges.

use super::candidate::FigureCandidate;
use super::context::FigureContext;
use super::measured::{MeasuredNumber, read_measured};
use super::noun::{self, CountedNoun};
use super::unit::{MeasuredUnit, find_rate};
use super::{bound, change, unit};
use crate::annotation::{Amount, Currency, Decimal, Figure, FigureKind, RuleId, Unit};
use crate::engine::numbers::{
    GrammarWord, NumberForm, NumericFlags, StepBack, SubtokenClass, SubtokenLine, UnitRef,
};
use crate::engine::rule::{FindingKind, Rule};

pub(super) static AMOUNT: Rule = Rule {
    id: RuleId("figures/amount"),
    summary: "A number with a unit of the tables is money, a share or a measure.",
    needs: &[FindingKind::Dates],
    finds: &[
        "It cost ⟦$12 million⟧ to build.",
        "The wall is ⟦40 metres⟧ high.",
        "Some ⟦12%⟧ stayed at home.",
    ],
    silent: &["The boat sank near the pier.", "She sold 12 horses."],
};

pub(super) static COUNT: Rule = Rule {
    id: RuleId("figures/count"),
    summary: "A number before a noun phrase counts its head noun.",
    needs: &[FindingKind::Dates],
    finds: &[
        "⟦Twelve hill farmers⟧ fled.",
        "A ⟦12-member⟧ panel met.",
        "Just ⟦six⟧ of the whales lived.",
    ],
    silent: &["It rose to 12 on Friday.", "It costs 12 dollars."],
};

pub(super) static NUMBER: Rule = Rule {
    id: RuleId("figures/bare-number"),
    summary: "A number without a unit or anything counted is a figure without a unit.",
    needs: &[FindingKind::Dates],
    finds: &[
        "The index closed at ⟦4,010⟧.",
        "It scored ⟦7.5⟧ on the test.",
    ],
    silent: &[
        "The index lost 40 points.",
        "Twelve judges scored the test.",
    ],
};

pub(super) static FRACTION: Rule = Rule {
    id: RuleId("figures/fraction"),
    summary: "\"Two-thirds\", \"half\" and `1/4` without a unit are a part of a whole.",
    needs: &[],
    finds: &[
        "Nearly ⟦two-thirds⟧ of the crop was lost.",
        "The dam is ⟦3/4⟧ full.",
    ],
    silent: &[
        "The path is half a mile long.",
        "She came third in two races.",
    ],
};

pub(super) static CURRENCY_OF_TEXT: Rule = Rule {
    id: RuleId("figures/shared-currency-sign"),
    summary: "A sign that several currencies share is less sure where the text is about another country that has it.",
    needs: &[],
    finds: &[
        "The mine in Australia cost ⟦$40m⟧.",
        "The dam in New Zealand cost ⟦$90m⟧.",
    ],
    silent: &[
        "The mine in Nevada cost the US state $40m.",
        "The mine in Australia cost A$40m.",
    ],
};

/// The longest name of a material between an amount and its rate, in subtokens: "of jet fuel a year".
const MAX_STUFF_PIECES: usize = 4;

/// Returns the amount that begins at subtoken `index`, with everything that is around it.
pub(super) fn find_quantity(ctx: &FigureContext<'_>, index: usize) -> Option<FigureCandidate> {
    let measured = read_measured(ctx, index)?;
    let mut candidate = match measured.of {
        Some(of) => with_unit(ctx, index, measured, of),
        None => count_things(ctx, index, measured)?,
    };
    if !ctx.allows(candidate.by) {
        return None;
    }
    let start = bound::add_bound_before(ctx, &mut candidate);
    change::add_change(ctx, start, &mut candidate);
    Some(candidate)
}

fn make_amount(low: Decimal, high: Option<Decimal>) -> Amount {
    match high {
        Some(high) if high < low => Amount::Between(high.normalize(), low.normalize()),
        Some(high) => Amount::Between(low.normalize(), high.normalize()),
        None => Amount::Exact(low.normalize()),
    }
}

fn with_unit(
    ctx: &FigureContext<'_>,
    index: usize,
    measured: MeasuredNumber,
    of: MeasuredUnit,
) -> FigureCandidate {
    let (mut low, mut high) = (measured.low, measured.high);
    let (kind, unit) = match of {
        MeasuredUnit::Pence => {
            let hundredth = |value: Decimal| value.checked_mul(Decimal::new(1, 2)).unwrap_or(value);
            (low, high) = (hundredth(low), high.map(hundredth));
            (FigureKind::Money, Unit::Currency("GBP".into()))
        }
        MeasuredUnit::Cent => (FigureKind::Money, Unit::Measure("cent".into())),
        MeasuredUnit::Known(UnitRef::Currency(currency)) | MeasuredUnit::Million(currency) => {
            (FigureKind::Money, Unit::Currency(currency.code.into()))
        }
        MeasuredUnit::Known(UnitRef::Measure(unit)) => {
            let kind = match unit.dimension {
                "share" => FigureKind::Percent,
                "points" => FigureKind::Points,
                _ => FigureKind::Quantity,
            };
            (kind, Unit::Measure(unit.name.into()))
        }
    };
    let mut figure = Figure::new(kind, make_amount(low, high));
    figure.unit = Some(unit);
    let pieces = index..measured.end;
    let by = measured.rule_or(&AMOUNT);
    let mut candidate = FigureCandidate::new(by, measured.percent, pieces, figure);
    if let MeasuredUnit::Known(UnitRef::Currency(currency)) | MeasuredUnit::Million(currency) = of
        && measured.is_ambiguous
    {
        doubt_currency(ctx, currency, &mut candidate);
    }
    if measured.last.form == NumberForm::Vague {
        candidate.doubt(93);
    }
    add_rest(ctx, &mut candidate);
    candidate
}

/// The maximum confidence in a currency, in percent, if the text names a country with another currency of the same
/// sign.
const RIVAL_PERCENT: u8 = 80;

/// Lowers the confidence where the text is about another country whose money has the same sign.
fn doubt_currency(ctx: &FigureContext<'_>, currency: &Currency, candidate: &mut FigureCandidate) {
    let sure = ctx.hints.confidence(currency);
    if sure.get() > RIVAL_PERCENT {
        candidate.confidence = candidate.confidence.min(sure);
    } else if ctx.allows(&CURRENCY_OF_TEXT) {
        candidate.confidence = candidate.confidence.min(sure);
        let pieces = candidate.start..candidate.end;
        candidate.note(&CURRENCY_OF_TEXT, "sign", pieces);
    }
}

/// Adds to a figure the words after its unit: a bound, a rate, and the thing that is measured.
fn add_rest(ctx: &FigureContext<'_>, candidate: &mut FigureCandidate) {
    bound::add_bound_after(ctx, candidate);
    let (line, end) = (ctx.line, candidate.end);
    let mut rate = find_rate(ctx, end);
    if line.is_a(end, GrammarWord::Of)
        && let Some(counted) = noun::counted(line, end, false, false)
    {
        candidate.figure.of = Some(line.range(counted.first..counted.head + 1));
    }
    if rate.is_none() && candidate.figure.kind == FigureKind::Quantity {
        rate = find_rate_after_stuff(ctx, end);
    }
    add_rate(candidate, rate);
}

fn add_rate(candidate: &mut FigureCandidate, rate: Option<(Unit, usize)>) {
    if let Some((per, at)) = rate {
        candidate.figure.per = Some(per);
        candidate.note(&unit::PER, "rate", at..at + 2);
    }
}

/// Returns the rate after the substance that is measured: "2.4 billion gallons of jet fuel a year".
fn find_rate_after_stuff(ctx: &FigureContext<'_>, end: usize) -> Option<(Unit, usize)> {
    let line = ctx.line;
    if !line.is_a(end, GrammarWord::Of) {
        return None;
    }
    let stop = NumericFlags::PREPOSITION
        .or(NumericFlags::AUXILIARY)
        .or(NumericFlags::FUNCTION)
        .or(NumericFlags::VERB);
    let mut at = end + 1;
    while at <= end + MAX_STUFF_PIECES
        && line.class(at) == SubtokenClass::Word
        && !line.has(at, stop)
    {
        let is_rate =
            line.is_a(at + 1, GrammarWord::RateDeterminer) && line.word(at + 2).period.is_some();
        if is_rate {
            return find_rate(ctx, at + 1);
        }
        at += 1;
    }
    None
}

/// Returns a bare number with what it counts.
fn count_things(
    ctx: &FigureContext<'_>,
    index: usize,
    measured: MeasuredNumber,
) -> Option<FigureCandidate> {
    let line = ctx.line;
    let after = bound::find_bound_after(ctx, measured.end);
    let end = after.map_or(measured.end, |(_, end)| end);
    let number = measured.last;
    let is_one = measured.low == Decimal::ONE && measured.high.is_none();
    let is_vague = number.form == NumberForm::Vague
        || line.is_a(measured.end.back(1), GrammarWord::CoupleOrDozen);
    let counted = noun::counted(line, end, is_one, is_vague)
        .filter(|counted| !(counted.first == counted.head && line.is(counted.head, &["more"])));
    let mut candidate = if let (NumberForm::Share(part, whole), None) = (number.form, measured.high)
    {
        let figure = Figure::new(FigureKind::Fraction, Amount::Ratio(part, whole));
        FigureCandidate::new(&FRACTION, 86, index..end, figure)
    } else {
        let is_dull = is_one && counted.is_none() && line.class(index) == SubtokenClass::Word;
        let is_joined =
            line.is_hyphen(end) && counted.is_none() && !line.is(end + 1, &["magnitude"]);
        if is_dull || is_joined {
            return None;
        }
        make_count(line, index..end, measured, counted)
    };
    if let Some((modifier, end)) = after {
        candidate.figure.modifier = Some(modifier);
        candidate.note(&bound::AFTER, "bound", measured.end..end);
    }
    if let Some(counted) = counted {
        add_counted(ctx, &mut candidate, counted);
    }
    if candidate.figure.kind != FigureKind::Fraction {
        let end_of_noun = counted.map_or(candidate.end, |counted| counted.head + 1);
        let rate = find_rate(ctx, end_of_noun);
        add_rate(&mut candidate, rate);
    }
    Some(candidate)
}

fn make_count(
    line: SubtokenLine<'_>,
    pieces: std::ops::Range<usize>,
    measured: MeasuredNumber,
    counted: Option<CountedNoun>,
) -> FigureCandidate {
    let is_vague = measured.last.form == NumberForm::Vague;
    let kind = if counted.is_some() || is_vague {
        FigureKind::Count
    } else {
        FigureKind::Number
    };
    let figure = Figure::new(kind, make_amount(measured.low, measured.high));
    let (by, percent) = if counted.is_some() || is_vague {
        (&COUNT, 91)
    } else if line.class(pieces.start) == SubtokenClass::Word {
        (&NUMBER, 52)
    } else {
        (&NUMBER, 66)
    };
    let by = measured.rule_or(by);
    let mut candidate = FigureCandidate::new(by, percent, pieces, figure);
    if measured.low == Decimal::ONE && line.class(candidate.start) == SubtokenClass::Word {
        // "One" may be a pronoun.
        candidate.doubt(85);
    }
    if is_vague {
        candidate.doubt(95);
    }
    candidate
}

/// Adds to a figure the noun that it counts.
fn add_counted(ctx: &FigureContext<'_>, candidate: &mut FigureCandidate, counted: CountedNoun) {
    let line = ctx.line;
    candidate.figure.of = Some(line.range(counted.first..counted.head + 1));
    if candidate.figure.kind == FigureKind::Fraction {
        return;
    }
    candidate.figure.unit = Some(Unit::Noun(line.raw(counted.head).into()));
    // The head of a long phrase is less sure.
    let n_before_head = counted.head.saturating_sub(counted.first);
    if n_before_head > 1 {
        candidate.doubt(if n_before_head > 3 { 85 } else { 95 });
    }
    if counted.is_adjacent {
        candidate.end = counted.head + 1;
    }
    bound::add_bound_after(ctx, candidate);
}
