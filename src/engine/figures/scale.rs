//! Reads scales written as one letter or apart from their number: `£3m`, `35m of its phones`, "75 USD million", "30
//! MUSD".

use super::context::FigureContext;
use super::noun;
use super::unit::MeasuredUnit;
use crate::annotation::RuleId;
use crate::engine::numbers::{
    GrammarWord, Number, NumberForm, NumericFlags, SubtokenClass, SubtokenLine, UnitRef,
};
use crate::engine::rule::Rule;

pub(super) static LETTER: Rule = Rule {
    id: RuleId("figures/scale-in-letter"),
    summary: "A letter after money or before what is counted is a scale: `£3m`, `30k`, `35m of its phones`.",
    needs: &[],
    finds: &[
        "The yard lost ⟦£3m⟧ in May.",
        "Some ⟦5m people⟧ moved house.",
        "They sold ⟦30k seats⟧ in a day.",
    ],
    silent: &["They built a 5m wall.", "It was 38C in Lyon."],
};

pub(super) static CODE: Rule = Rule {
    id: RuleId("figures/scale-after-currency"),
    summary: "A scale after a currency, or in its code, belongs to the number: \"75 USD million\", \"30 MUSD\".",
    needs: &[],
    finds: &[
        "The order is worth ⟦75 USD million⟧.",
        "Net debt was ⟦30 MUSD⟧.",
        "Sales came to ⟦MEUR 60⟧.",
    ],
    silent: &[
        "The order is worth 75 million USD.",
        "Net debt was 30 dollars.",
    ],
};

/// Multiplies a number by a scale that follows its currency or is part of its code. Returns the number, its end, and
/// whether there was a scale.
pub(super) fn add_scale_of_code(
    ctx: &FigureContext<'_>,
    number: Number,
    of: Option<MeasuredUnit>,
    end: usize,
) -> (Number, usize, bool) {
    let line = ctx.line;
    let scale = match of {
        Some(MeasuredUnit::Million(_)) => Some((6, end)),
        Some(MeasuredUnit::Known(UnitRef::Currency(_))) if number.scale == 0 => line
            .word(end)
            .scale
            .filter(|_| !line.has(end, NumericFlags::MANY))
            .map(|scale| (scale, end + 1)),
        _ => None,
    };
    match scale.filter(|_| ctx.allows(&CODE)) {
        Some((scale, after)) => {
            let scaled = number.times(scale, number.end).unwrap_or(number);
            (scaled, after, true)
        }
        None => (number, end, false),
    }
}

/// Multiplies a number by a scale of one letter: `£3m`, `$1.3b`, `30k`. Without a currency, `m` means a million only
/// before counted people or things. Returns whether there is a scale.
pub(super) fn add_letter_scale(
    ctx: &FigureContext<'_>,
    number: Number,
    is_money: bool,
) -> (Number, bool) {
    match find_letter_scale(ctx, number, is_money) {
        Some(scaled) => (scaled, true),
        None => (number, false),
    }
}

fn find_letter_scale(ctx: &FigureContext<'_>, number: Number, is_money: bool) -> Option<Number> {
    let (line, at) = (ctx.line, number.end);
    let next = at + 1;
    let is_tight = line.is_glued(at) || is_money && line.gap(at) == " " && line.is(at, &["m", "b"]);
    let is_whole = !line.is_glued(next) || line.class(next) == SubtokenClass::Mark;
    let may_be = number.form == NumberForm::Digits && number.scale == 0 && is_tight && is_whole;
    if !may_be || !ctx.allows(&LETTER) {
        return None;
    }
    let scale = match line.raw(at) {
        "k" | "K" => 3,
        "m" | "M" if is_money || is_before_many(line, next) => 6,
        "b" if is_money => 9,
        "B" if is_money || counts_people(line, next) => 9,
        "t" | "T" if is_money => 12,
        _ => return None,
    };
    number.times(scale, next)
}

/// Returns whether the words after an `m` show that it means a million and not metres.
fn is_before_many(line: SubtokenLine<'_>, next: usize) -> bool {
    counts_people(line, next) || is_of_many(line, next) || is_rate(line, next)
}

/// Returns whether the words "barrels a day" follow.
fn is_rate(line: SubtokenLine<'_>, at: usize) -> bool {
    let unit = line.symbol(at).or_else(|| line.unit_words(at));
    matches!(unit, Some((UnitRef::Measure(unit), _)) if unit.name.ends_with("per day"))
}

/// Returns whether an `m` before "of its phones" or "of the country's voters" means a million. Before a single thing it
/// means metres.
fn is_of_many(line: SubtokenLine<'_>, at: usize) -> bool {
    line.is_a(at, GrammarWord::Of)
        && line.has(at + 1, NumericFlags::DETERMINER)
        && noun::counted(line, at, false, false).is_some()
}

fn counts_people(line: SubtokenLine<'_>, at: usize) -> bool {
    let is_money = matches!(line.unit_words(at), Some((UnitRef::Currency(_), _)));
    is_money || noun::counted(line, at, false, false).is_some_and(|counted| counted.is_adjacent)
}
