//! A number with its sign and its unit: `$3m`, "minus 4C", "rmb 10".

use super::context::FigureContext;
use super::scale::{self, add_letter_scale, add_scale_of_code};
use super::unit::{FoundUnit, MeasuredUnit, find_unit_after, million_of};
use super::{exclusions, noun};
use crate::annotation::{Currency, RuleId};
use crate::engine::numbers::{GrammarWord, Number, StepBack, SubtokenClass, UnitRef, read_number};
use crate::engine::rule::Rule;

pub(super) static NEGATIVE: Rule = Rule {
    id: RuleId("figures/negative"),
    summary: "A minus sign or \"minus\" before a number makes it negative.",
    needs: &[],
    finds: &["It was ⟦-12C⟧ in Oslo.", "It fell to ⟦minus 30 degrees⟧."],
    silent: &[
        "Some 10-12 boats left.",
        "Here is the report, minus 12 pages.",
    ],
};

pub(super) static CURRENCY_WORD: Rule = Rule {
    id: RuleId("figures/currency-word-before"),
    summary: "The name or code of a currency before digits is the number's: \"rmb 10\", \"dollar 22.5 million\".",
    needs: &[],
    finds: &[
        "They raised ⟦euro 22.5 million⟧ in May.",
        "Tea is ⟦rmb 10⟧ a cup.",
    ],
    silent: &["The dollar bought 22 roubles.", "They raised 10 euros."],
};

/// A number with its unit.
#[derive(Clone, Copy, Debug)]
pub(super) struct Quantity {
    pub(super) number: Number,
    pub(super) of: Option<MeasuredUnit>,
    /// Whether the unit precedes the number, as currency signs do.
    pub(super) is_prefixed: bool,
    pub(super) end: usize,
    /// The rule that read it, if it is not the rule for plain amounts.
    pub(super) rule: Option<&'static Rule>,
    /// The confidence in the unit, in percent.
    pub(super) percent: u8,
}

/// Returns the number at subtoken `index` with the unit before or after it. After the sign of money a letter may be a
/// scale.
pub(super) fn read_piece(
    ctx: &FigureContext<'_>,
    index: usize,
    is_money: bool,
) -> Option<Quantity> {
    let line = ctx.line;
    let (is_negative, at) = read_sign(ctx, index);
    let prefix = line
        .currency_before_number(at)
        .map(|found| (found, None))
        .or_else(|| read_currency_word(ctx, at).map(|found| (found, Some(&CURRENCY_WORD))));
    if let Some(((currency, at), rule)) = prefix
        && let Some(piece) = read_prefixed(ctx, currency, at, is_negative)
    {
        return Some(Quantity {
            rule: rule.or(piece.rule),
            ..piece
        });
    }
    if let Some(piece) = read_million_code(ctx, at) {
        return Some(piece);
    }
    let number = with_sign(read_number(line, at)?, is_negative);
    if line.class(at) == SubtokenClass::Digits && exclusions::find_exclusion(ctx, at).is_some() {
        return None;
    }
    let (number, is_lettered) = add_letter_scale(ctx, number, is_money);
    let found = find_unit_after(ctx, &number);
    let end = found.map_or(number.end, |found| found.end);
    let of = found.map(|found| found.of);
    let (number, end, is_scaled) = add_scale_of_code(ctx, number, of, end);
    // "The report, minus 12 pages" is no negative number.
    let is_without =
        at > index && of.is_none() && noun::counted(line, number.end, false, false).is_some();
    if is_without {
        return None;
    }
    let rules = [
        found.and_then(|found| found.rule),
        is_lettered.then_some(&scale::LETTER),
        is_scaled.then_some(&scale::CODE),
        is_negative.then_some(&NEGATIVE),
    ];
    Some(Quantity {
        number,
        of,
        is_prefixed: false,
        end,
        rule: rules.into_iter().flatten().next(),
        percent: found.map_or(90, |found: FoundUnit| found.percent),
    })
}

/// Returns the currency named by a word before digits, and the index of the digits: "dollar 22.5 million", "rmb 10".
fn read_currency_word(ctx: &FigureContext<'_>, at: usize) -> Option<(&'static Currency, usize)> {
    let line = ctx.line;
    let Some(UnitRef::Currency(currency)) = line.word(at).unit else {
        return None;
    };
    let before = at.back(1);
    let is_free = line.class(before) != SubtokenClass::Digits
        && line.word(before).cardinal.is_none()
        && line.word(before).scale.is_none()
        && !line.is_hyphen(before);
    let is_code = line.raw(at).len() == 3 && !line.is_a(at, GrammarWord::CurrencyVerb);
    let is_word = line.raw(at).len() == 3 || line.is_a(at, GrammarWord::CurrencyBeforeAmount);
    let is_amount = line.class(at + 1) == SubtokenClass::Digits
        && line.gap(at + 1) == " "
        && (is_code || line.word(at + 2).scale.is_some());
    (is_free && is_word && is_amount && ctx.allows(&CURRENCY_WORD)).then_some((currency, at + 1))
}

fn read_prefixed(
    ctx: &FigureContext<'_>,
    currency: &'static Currency,
    at: usize,
    is_negative: bool,
) -> Option<Quantity> {
    let line = ctx.line;
    let (inner, at) = read_sign(ctx, at);
    if line.class(at) != SubtokenClass::Digits
        && !(line.is_glued(at) || line.word(at).cardinal.is_some())
    {
        return None;
    }
    let number = with_sign(read_number(line, at)?, is_negative || inner);
    let (number, is_lettered) = add_letter_scale(ctx, number, true);
    // "$10 dollars" and "$ 3 million US" name the money twice.
    let end = match line.unit_words(number.end) {
        Some((UnitRef::Currency(same), end))
            if same.code == currency.code && line.class(end) != SubtokenClass::Digits =>
        {
            end
        }
        _ => number.end,
    };
    let rule = is_lettered.then_some(&scale::LETTER);
    Some(Quantity {
        number,
        of: Some(MeasuredUnit::Known(UnitRef::Currency(currency))),
        is_prefixed: true,
        end,
        rule: rule.or((is_negative || inner).then_some(&NEGATIVE)),
        percent: 97,
    })
}

/// Reads millions of a currency by the code before them: "MUSD 60".
fn read_million_code(ctx: &FigureContext<'_>, at: usize) -> Option<Quantity> {
    let line = ctx.line;
    let (of, at) = million_of(line, at).filter(|_| ctx.allows(&scale::CODE))?;
    let is_amount = line.class(at) == SubtokenClass::Digits && line.gap(at) == " ";
    let number = is_amount.then(|| read_number(line, at))??;
    Some(Quantity {
        number: number.times(6, number.end)?,
        of: Some(of),
        is_prefixed: true,
        end: number.end,
        rule: Some(&scale::CODE),
        percent: 95,
    })
}

/// Returns whether a sign makes the number at `index` negative, and where the number begins.
fn read_sign(ctx: &FigureContext<'_>, index: usize) -> (bool, usize) {
    let line = ctx.line;
    if line.is(index, &["minus"]) && ctx.allows(&NEGATIVE) {
        return (true, line.behind_hyphen(index + 1));
    }
    if !matches!(line.raw(index), "-" | "−") || !ctx.allows(&NEGATIVE) {
        return (false, index);
    }
    // "75 -300mm" is a range.
    let is_mark = !line.is_glued(index)
        && line.is_glued(index + 1)
        && line.class(index.back(1)) != SubtokenClass::Digits;
    let is_apart = line.class(index.back(1)) == SubtokenClass::Word
        && line.class(index + 1) == SubtokenClass::Digits
        && line.is(index + 2, &["degrees", "degree", "°"]);
    if is_mark || is_apart {
        (true, index + 1)
    } else {
        (false, index)
    }
}

fn with_sign(number: Number, is_negative: bool) -> Number {
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
