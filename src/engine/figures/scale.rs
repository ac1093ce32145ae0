//! Scales in one letter or away from their number: `£3m`, `35m of its phones`, "75 USD million", "30 MUSD".

use super::noun;
use super::unit::Of;
use crate::engine::numbers::{AtomClass, Flags, Line, Number, NumberForm, UnitRef};

/// Puts a scale to a number that stands after its currency or in its code: "75 USD million", "30 MUSD".
pub(super) fn scaled_by_code(
    line: Line<'_>,
    number: Number,
    of: Option<Of>,
    end: usize,
) -> (Number, usize) {
    let (scale, after) = match of {
        Some(Of::Million(_)) => (6, end),
        Some(Of::Known(UnitRef::Currency(_))) if number.scale == 0 => {
            match line.word(end).scale.filter(|_| !line.has(end, Flags::MANY)) {
                Some(scale) => (scale, end + 1),
                None => return (number, end),
            }
        }
        _ => return (number, end),
    };
    let scaled = number.times(scale, number.end).unwrap_or(number);
    (scaled, after)
}

/// Puts a scale in one letter to a number: `£3m`, `$1.3b`, `30k`. Without money an `m` is one only before people or
/// things that are counted.
pub(super) fn letter_scale(line: Line<'_>, number: Number, is_money: bool) -> Number {
    let at = number.end;
    let next = at + 1;
    let is_tight = line.is_glued(at) || is_money && line.gap(at) == " " && line.is(at, &["m", "b"]);
    if number.form != NumberForm::Digits
        || number.scale > 0
        || !is_tight
        || line.is_glued(next) && line.class(next) != AtomClass::Mark
    {
        return number;
    }
    let scale = match line.raw(at) {
        "k" | "K" => 3,
        "m" | "M" if is_money || counts_people(line, next) || is_of_many(line, next) => 6,
        "m" | "M" if is_rate(line, next) => 6,
        "b" if is_money => 9,
        "B" if is_money || counts_people(line, next) => 9,
        "t" | "T" if is_money => 12,
        _ => return number,
    };
    number.times(scale, next).unwrap_or(number)
}

/// Returns whether barrels a day follow.
fn is_rate(line: Line<'_>, at: usize) -> bool {
    let unit = line.symbol(at).or_else(|| line.unit_words(at));
    matches!(unit, Some((UnitRef::Measure(unit), _)) if unit.name.ends_with("per day"))
}

/// Returns whether an `m` before "of its phones", "of the country's voters" is a million: of one thing it is a metre.
fn is_of_many(line: Line<'_>, at: usize) -> bool {
    line.is(at, &["of"])
        && line.has(at + 1, Flags::DETERMINER)
        && noun::counted(line, at, false, false).is_some()
}

fn counts_people(line: Line<'_>, at: usize) -> bool {
    let is_money = matches!(line.unit_words(at), Some((UnitRef::Currency(_), _)));
    is_money || noun::counted(line, at, false, false).is_some_and(|counted| counted.is_adjacent)
}
