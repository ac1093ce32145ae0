//! The grammar of one number: digits with scales and fractions, words, parts, vague plurals.

use super::digits::{read_digit_run, scale_up, vulgar_fraction};
use super::grammar_words::GrammarWord;
use super::grouping::read_digits;
use super::powers::{
    is_power, is_power_after, is_unread_power, multiply_by_power, skip_footnote_mark,
};
use super::subtoken::{StepBack, SubtokenClass, SubtokenLine};
use super::words::{NumericFlags, UnitRef};
use crate::annotation::Decimal;

/// How a number is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::engine) enum NumberForm {
    /// In digits, perhaps with a scale in words.
    Digits,
    /// In words.
    Words,
    /// As a part of a whole: "two-thirds", "half", "1/4". Holds numerator and denominator.
    Share(u64, u64),
    /// As a plural: "dozens", "tens of thousands".
    Vague,
}

/// A number.
#[derive(Clone, Copy, Debug)]
pub(in crate::engine) struct Number {
    /// The value; the lowest possible value of a vague number.
    pub(in crate::engine) low: Decimal,
    /// The highest possible value of a vague number; otherwise `None`.
    pub(in crate::engine) high: Option<Decimal>,
    /// The value before it was multiplied by its scale.
    pub(in crate::engine) mantissa: Decimal,
    /// The power of ten of its scale: 6 for "1.2 million".
    pub(in crate::engine) scale: u8,
    /// How it is written.
    pub(in crate::engine) form: NumberForm,
    /// The index of the first subtoken after it.
    pub(in crate::engine) end: usize,
}

impl Number {
    fn exact(value: Decimal, form: NumberForm, end: usize) -> Self {
        Self {
            low: value,
            high: None,
            mantissa: value,
            scale: 0,
            form,
            end,
        }
    }

    /// Returns the number times ten to the power of `scale`; `None` if a decimal cannot hold it.
    pub(in crate::engine) fn times(self, scale: u8, end: usize) -> Option<Self> {
        let high = match self.high {
            Some(high) => Some(scale_up(high, scale)?),
            None => None,
        };
        Some(Self {
            low: scale_up(self.low, scale)?,
            high,
            scale: self.scale + scale,
            end,
            ..self
        })
    }
}

/// Returns the number that begins at subtoken `index`.
pub(in crate::engine) fn read_number(line: SubtokenLine<'_>, index: usize) -> Option<Number> {
    match line.class(index) {
        SubtokenClass::Digits => in_digits(line, index),
        SubtokenClass::Mark => in_marks(line, index),
        SubtokenClass::Word => in_words(line, index),
        SubtokenClass::Address => None,
    }
}

fn in_digits(line: SubtokenLine<'_>, index: usize) -> Option<Number> {
    if is_power(line, index) {
        let (value, end) = multiply_by_power(line, Decimal::ONE, index)?;
        return with_scales(line, Number::exact(value, NumberForm::Digits, end));
    }
    let (mut value, mut end) = read_digits(line, index)?;
    if is_power_after(line, end) {
        let (value, end) = multiply_by_power(line, value, end + 1)?;
        return with_scales(line, Number::exact(value, NumberForm::Digits, end));
    }
    if is_unread_power(line, end) {
        return None;
    }
    end = skip_footnote_mark(line, end).unwrap_or(end);
    let mut form = NumberForm::Digits;
    if (line.is_glued(end) || line.gap(end) == " " && value.fract().is_zero())
        && let Some(part) = vulgar_at(line, end)
    {
        value = value.checked_add(part.0)?;
        end += 1;
    } else if let Some((part, whole)) = read_slashed_fraction(line, index) {
        (value, form) = (
            Decimal::from(part).checked_div(whole.into())?,
            NumberForm::Share(part, whole),
        );
        end = index + 3;
    } else if value.scale() == 0
        && let Some((part, whole)) = read_slashed_fraction(line, end)
        && !line.is_glued(end)
    {
        value = value.checked_add(Decimal::from(part).checked_div(whole.into())?)?;
        end += 3;
    }
    with_scales(line, Number::exact(value, form, end))
}

/// Returns a fraction of small numbers around a slash: `1/4`, not `9/11` or `24/7`.
fn read_slashed_fraction(line: SubtokenLine<'_>, index: usize) -> Option<(u64, u64)> {
    let is_pair = line.class(index) == SubtokenClass::Digits
        && line.raw(index + 1) == "/"
        && line.is_glued(index + 1)
        && line.is_glued(index + 2)
        && line.raw(index + 3) != "/";
    if !is_pair {
        return None;
    }
    let part: u64 = line.raw(index).parse().ok()?;
    let whole: u64 = line.raw(index + 2).parse().ok()?;
    let is_simple = matches!(
        whole,
        2 | 3 | 4 | 5 | 6 | 8 | 10 | 16 | 20 | 32 | 40 | 64 | 100
    );
    (is_simple && 0 < part && part < whole).then_some((part, whole))
}

fn vulgar_at(line: SubtokenLine<'_>, index: usize) -> Option<(Decimal, (u64, u64))> {
    let mut chars = line.raw(index).chars();
    let (part, whole) = vulgar_fraction(chars.next()?)?;
    let value = Decimal::from(part).checked_div(whole.into())?;
    Some((value, (part.into(), whole.into())))
}

fn in_marks(line: SubtokenLine<'_>, index: usize) -> Option<Number> {
    if line.raw(index) == "." {
        let is_fraction = !line.is_glued(index)
            && line.is_glued(index + 1)
            && line.class(index + 1) == SubtokenClass::Digits
            && line.raw(index + 1).bytes().all(|b| b.is_ascii_digit());
        let digits =
            is_fraction.then(|| read_digit_run(&format!("0.{}", line.raw(index + 1))))??;
        return with_scales(line, Number::exact(digits, NumberForm::Digits, index + 2));
    }
    let (value, (part, whole)) = vulgar_at(line, index)?;
    with_scales(
        line,
        Number::exact(value, NumberForm::Share(part, whole), index + 1),
    )
}

/// Returns the number with the scale words after it: "1.2 trillion", "4.5 lakh crore", "$40-billion", "2 dozen".
fn with_scales(line: SubtokenLine<'_>, mut number: Number) -> Option<Number> {
    loop {
        let at = line.behind_hyphen(number.end);
        let word = line.word(at);
        if line.is_a(at, GrammarWord::Dozen) {
            number.low = number.low.checked_mul(12.into())?;
            number.mantissa = number.low;
            number.end = at + 1;
            continue;
        }
        match word.scale {
            Some(scale) if number.scale + scale <= 18 && !is_plural_scale(line, at) => {
                number = number.times(scale, at + 1)?;
                if matches!(number.form, NumberForm::Share(..)) {
                    number.form = NumberForm::Digits;
                }
            }
            _ => return Some(number),
        }
    }
}

/// Returns whether the subtoken is a plural scale that belongs to the number before it: "40 thousands" is one number,
/// "in the 10 millions" is not.
fn is_plural_scale(line: SubtokenLine<'_>, index: usize) -> bool {
    line.has(index, NumericFlags::MANY)
}

fn in_words(line: SubtokenLine<'_>, index: usize) -> Option<Number> {
    read_vague_number(line, index)
        .or_else(|| a_scale(line, index))
        .or_else(|| read_share(line, index))
        .or_else(|| read_cardinal(line, index))
}

/// Reads "dozens", "hundreds of thousands", "several hundred", "a few dozen".
fn read_vague_number(line: SubtokenLine<'_>, index: usize) -> Option<Number> {
    let few = if line.is_a(index, GrammarWord::Several) {
        Some(index + 1)
    } else if line.are(index, &[GrammarWord::IndefiniteArticle, GrammarWord::Few]) {
        Some(index + 2)
    } else {
        None
    };
    if let Some(at) = few {
        let (unit, end) = plain_scale(line, at)?;
        return interval_between(
            unit.checked_mul(2.into())?,
            unit.checked_mul(9.into())?,
            end,
        );
    }
    if line.is_a(index, GrammarWord::Dozens) {
        return vague_tail(line, 24.into(), 99.into(), index + 1);
    }
    if line.is_a(index, GrammarWord::Scores) && line.is_a(index + 1, GrammarWord::Of) {
        return interval_between(40.into(), 99.into(), index + 1);
    }
    if line.is_a(index, GrammarWord::Tens) && line.is_a(index + 1, GrammarWord::Of) {
        let scale = line.word(index + 2).scale?;
        let ten = scale_up(10.into(), scale)?;
        return interval_between(ten, ten.checked_mul(10.into())?, index + 3);
    }
    if line.has(index, NumericFlags::MANY) && line.word(index).cardinal.is_none() {
        let one = scale_up(Decimal::ONE, line.word(index).scale?)?;
        return vague_tail(line, one, one.checked_mul(10.into())?, index + 1);
    }
    None
}

/// Reads "of thousands" after "hundreds".
fn vague_tail(line: SubtokenLine<'_>, low: Decimal, high: Decimal, end: usize) -> Option<Number> {
    if line.is_a(end, GrammarWord::Of)
        && line.has(end + 1, NumericFlags::MANY)
        && let Some(scale) = line.word(end + 1).scale
    {
        return interval_between(scale_up(low, scale)?, scale_up(high, scale)?, end + 2);
    }
    interval_between(low, high, end)
}

#[expect(
    clippy::unnecessary_wraps,
    reason = "it ends readers that may find nothing"
)]
fn interval_between(low: Decimal, high: Decimal, end: usize) -> Option<Number> {
    Some(Number {
        high: Some(high),
        ..Number::exact(low, NumberForm::Vague, end)
    })
}

/// Returns the value of "hundred", "thousand", "dozen" at `index`, and the index after it.
fn plain_scale(line: SubtokenLine<'_>, index: usize) -> Option<(Decimal, usize)> {
    if line.is_a(index, GrammarWord::Dozen) {
        return Some((12.into(), index + 1));
    }
    if line.has(index, NumericFlags::MANY) {
        return None;
    }
    let mut value = scale_up(Decimal::ONE, line.word(index).scale?)?;
    let mut end = index + 1;
    if let Some(scale) = line
        .word(end)
        .scale
        .filter(|_| !line.has(end, NumericFlags::MANY))
    {
        value = scale_up(value, scale)?;
        end += 1;
    }
    Some((value, end))
}

/// Reads "a million", "a dozen", "half a million", "a quarter of a million", "a hundred and fifty".
fn a_scale(line: SubtokenLine<'_>, index: usize) -> Option<Number> {
    if line.is_a(index, GrammarWord::IndefiniteArticle) {
        if line.are(index + 1, &[GrammarWord::CoupleWord, GrammarWord::Of])
            && line.word(index + 3).period.is_some()
        {
            return Some(Number::exact(2.into(), NumberForm::Words, index + 3));
        }
        if line.is_a(index + 1, GrammarWord::HalfOrQuarter)
            && let Some(number) = part_of_scale(line, index + 1)
        {
            return Some(number);
        }
        if line.is_a(index + 1, GrammarWord::Dozen) {
            return Some(Number::exact(12.into(), NumberForm::Words, index + 2));
        }
        let is_scale =
            line.word(index + 1).scale.is_some() && !line.has(index + 1, NumericFlags::MANY);
        return if is_scale && line.raw(index + 1).len() > 3 {
            read_sum(line, index)
        } else {
            None
        };
    }
    part_of_scale(line, index)
}

/// Reads "half a million", "half million", "quarter of a million", "three quarters of a billion", "half a dozen".
fn part_of_scale(line: SubtokenLine<'_>, index: usize) -> Option<Number> {
    let (part, at) = match line.word(index).cardinal {
        Some(n) if line.word(line.behind_hyphen(index + 1)).share.is_some() => {
            (n, line.behind_hyphen(index + 1))
        }
        Some(_) => return None,
        None => (1, index),
    };
    let whole = line
        .word(at)
        .share
        .filter(|_| line.word(at).ordinal.is_none())?;
    let mut at = line.behind_hyphen(at + 1);
    if line.is_a(at, GrammarWord::Of) {
        at += 1;
    }
    if line.is_a(at, GrammarWord::IndefiniteArticle) {
        at += 1;
    }
    at = line.behind_hyphen(at);
    let (value, end) = plain_scale(line, at)?;
    let value = value.checked_mul(part.into())?.checked_div(whole.into())?;
    Some(Number::exact(value.normalize(), NumberForm::Words, end))
}

/// Reads "two-thirds", "one-third", "a third", "three quarters", "half".
fn read_share(line: SubtokenLine<'_>, index: usize) -> Option<Number> {
    let (part, at) = if let Some(part) = line.word(index).cardinal {
        (part, line.behind_hyphen(index + 1))
    } else if line.is_a(index, GrammarWord::IndefiniteArticle) {
        (1, index + 1)
    } else if line.word(index).share == Some(2) {
        (1, index)
    } else {
        return None;
    };
    let whole = line.word(at).share?;
    let is_plural = line.raw(at).ends_with(['s', 'S']);
    if part == 0 || is_plural != (part > 1) || !is_share(line, index, at, whole) {
        return None;
    }
    let (part, whole) = (u64::from(part), u64::from(whole));
    let value = Decimal::from(part).checked_div(whole.into())?;
    Some(Number::exact(value, NumberForm::Share(part, whole), at + 1))
}

/// Returns whether a word such as "third" means a part here and not an ordinal ("a third man", "one quarter earlier").
fn is_share(line: SubtokenLine<'_>, index: usize, at: usize, whole: u8) -> bool {
    let next = at + 1;
    if whole == 2 {
        let before = index.checked_sub(1).map_or("", |before| line.raw(before));
        let is_part = before.eq_ignore_ascii_case("the")
            || index
                .checked_sub(1)
                .is_some_and(|at| line.word(at).ordinal.is_some())
            || line.is_hyphen(next)
            || before.eq_ignore_ascii_case("in") && line.is_end(next)
            || line.is_a(next, GrammarWord::HalfNoun);
        let is_whole = line.is_a(next, GrammarWord::WholeStart)
            || line.is_end(next)
            || line.has(next, NumericFlags::AUXILIARY)
            || index > 0 && line.is_a(index - 1, GrammarWord::By)
            || at > index;
        return !is_part && is_whole;
    }
    let is_period = line.word(at).period.is_some();
    if line.is_hyphen(next) {
        return false;
    }
    line.is_a(next, GrammarWord::Of) && !line.is_a(next + 1, GrammarWord::IndefiniteArticle)
        || at > index + 1 && !is_period
        || !is_period && line.word(index).cardinal.is_some()
        || !is_period
            && (line.is_end(next)
                || line.has(next, NumericFlags::AUXILIARY)
                || line.is_a(next, GrammarWord::ShareTail))
}

/// Reads a number in words: "twenty-one", "one hundred and fifty-two", "two and a half", "3 hundred" is not one.
fn read_cardinal(line: SubtokenLine<'_>, index: usize) -> Option<Number> {
    if line.word(index).scale.is_some() && line.raw(index).len() > 3 {
        // A scale without a number before it counts nothing, but for money: "hundred dollars".
        return bare_scale(line, index);
    }
    line.word(index).cardinal?;
    let number = read_sum(line, index)?;
    with_scales(line, with_half(line, number)?)
}

/// Reads "hundred dollars", "thousand euros". A scale without a number means one of it only before a currency.
fn bare_scale(line: SubtokenLine<'_>, index: usize) -> Option<Number> {
    let before = index.back(1);
    let is_bound = line.class(before) == SubtokenClass::Digits
        || line.word(before).cardinal.is_some()
        || line.word(before).scale.is_some()
        || line.is_a(before, GrammarWord::ScaleCount)
        || line.is_hyphen(before);
    let (value, end) = plain_scale(line, index)?;
    let is_money = matches!(line.unit_words(end), Some((UnitRef::Currency(_), _)));
    (is_money && !is_bound).then(|| Number::exact(value, NumberForm::Words, end))
}

/// Reads "and a half", "and three quarters" after a number, and a scale after that.
fn with_half(line: SubtokenLine<'_>, number: Number) -> Option<Number> {
    let mut at = line.behind_hyphen(number.end);
    if !line.is_a(at, GrammarWord::And) {
        return Some(number);
    }
    at = line.behind_hyphen(at + 1);
    let part = if line.is_a(at, GrammarWord::OneOrA) {
        1
    } else if let Some(part) = line.word(at).cardinal.filter(|n| *n > 1) {
        part
    } else {
        return Some(number);
    };
    at = line.behind_hyphen(at + 1);
    let Some(whole) = line.word(at).share else {
        return Some(number);
    };
    let share = Decimal::from(part).checked_div(whole.into())?;
    let value = number.low.checked_add(share)?;
    with_scales(line, Number::exact(value, NumberForm::Words, at + 1))
}

/// Adds up hundreds, thousands and so on: "one million two hundred thousand and five".
fn read_sum(line: SubtokenLine<'_>, index: usize) -> Option<Number> {
    let (mut total, mut group, mut end) = (Decimal::ZERO, Decimal::ZERO, index);
    let mut last_scale = None;
    let mut at = index;
    loop {
        let word = line.word(at);
        if at == index && line.is_a(at, GrammarWord::IndefiniteArticle) {
            group = Decimal::ONE;
        } else if let Some(n) = word.cardinal {
            if !can_follow(group, n) || !can_follow(total, n) {
                break;
            }
            group = group.checked_add(n.into())?;
        } else if let Some(scale) = word.scale.filter(|_| !word.has(NumericFlags::MANY)) {
            if scale == 2 {
                group = scale_up(group, 2)?;
            } else {
                if last_scale.is_some_and(|last| last <= scale) {
                    break;
                }
                last_scale = Some(scale);
                total = total.checked_add(scale_up(group, scale)?)?;
                group = Decimal::ZERO;
            }
        } else {
            break;
        }
        end = at + 1;
        at = next_word(line, end);
    }
    let value = total.checked_add(group)?;
    let mut number = Number::exact(value, NumberForm::Words, end);
    if group.is_zero()
        && let Some(scale) = last_scale
    {
        number.scale = scale;
        number.mantissa = value.checked_div(scale_up(Decimal::ONE, scale)?)?;
    }
    (end > index).then_some(number)
}

/// Returns the index of the next word of the number after `end`, across a hyphen or across "and" between hundreds and
/// the rest.
fn next_word(line: SubtokenLine<'_>, end: usize) -> usize {
    let is_scale = |at: usize| line.word(at).scale.is_some();
    if line.is_a(end, GrammarWord::And)
        && end.checked_sub(1).is_some_and(is_scale)
        && line.word(end + 1).cardinal.is_some()
        && !is_scale(end + 2)
        && line.word(line.behind_hyphen(end + 2)).share.is_none()
    {
        return end + 1;
    }
    line.behind_hyphen(end)
}

/// Returns whether the number `n` can be added to the words before it: "twenty" + "one", "hundred" + "five", not "five"
/// + "six".
fn can_follow(before: Decimal, n: u8) -> bool {
    let room = (before % Decimal::ONE_HUNDRED).normalize();
    room.is_zero() && (!before.is_zero() || n < 100)
        || (1..10).contains(&n) && room >= 20.into() && (room % Decimal::TEN).is_zero()
}

#[cfg(test)]
pub(super) mod tests;
