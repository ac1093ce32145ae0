//! Finds the unit before or after a number, and the unit of its rate.

use super::context::FigureContext;
use crate::annotation::{Currency, Decimal, RuleId, Unit, find_currency, find_measure};
use crate::engine::numbers::{
    FigureClass, GrammarWord, Number, NumberForm, NumericFlags, StepBack, SubtokenClass,
    SubtokenLine, UnitRef,
};
use crate::engine::rule::Rule;

pub(super) static BRACKETS: Rule = Rule {
    id: RuleId("figures/unit-in-brackets"),
    summary: "A unit in brackets after a number is the number's: \"20 (kg)\".",
    needs: &[],
    finds: &["Each sack holds ⟦20 (kg)⟧.", "The shelf is ⟦90 (cm)⟧ wide."],
    silent: &[
        "Each sack holds 20 (not 30) loaves.",
        "The shelf holds 90 (old) books.",
    ],
};

pub(super) static POUNDS: Rule = Rule {
    id: RuleId("figures/pounds"),
    summary: "Pounds are money in large sums, near words of payment and in texts about Britain, and a weight elsewhere.",
    needs: &[],
    finds: &[
        "He was fined ⟦300 pounds⟧ in Leeds.",
        "The pumpkin weighs ⟦300 pounds⟧.",
    ],
    silent: &["He paid 300 euros.", "The fund lost 40 million dollars."],
};

pub(super) static SHILLINGS: Rule = Rule {
    id: RuleId("figures/shillings"),
    summary: "Shillings are the money of the country in East Africa that the text names most.",
    needs: &[],
    finds: &[
        "In Kenya a loaf costs ⟦60 shillings⟧.",
        "Uganda will pay ⟦900 shillings⟧ a kilo.",
    ],
    silent: &[
        "A loaf once cost two shillings.",
        "In Kenya a loaf costs half a dollar.",
    ],
};

pub(super) static PER: Rule = Rule {
    id: RuleId("figures/rate"),
    summary: "\"A\", \"per\", \"each\" or a slash after an amount says what it is for each of.",
    needs: &[],
    finds: &[
        "Diesel is at ⟦$97⟧ a barrel.",
        "The rent is ⟦€12⟧ per night.",
    ],
    silent: &["He sold $97 of oil.", "The rent is €12, a record."],
};

/// How far before and after "pounds" a word of weight or payment may occur, in subtokens.
const MAX_PIECES_TO_WEIGHT: (usize, usize) = (20, 20);
const MAX_PIECES_TO_PAYMENT: (usize, usize) = (10, 6);

/// The unit of a number.
#[derive(Clone, Copy, Debug)]
pub(super) enum MeasuredUnit {
    /// A unit of the tables.
    Known(UnitRef),
    /// A hundredth of a pound.
    Pence,
    /// A hundredth of a dollar or euro.
    Cent,
    /// A million of a currency, in one code: "MUSD".
    Million(&'static Currency),
}

impl MeasuredUnit {
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Known(UnitRef::Measure(unit)) => unit.name,
            Self::Known(UnitRef::Currency(currency)) | Self::Million(currency) => currency.code,
            Self::Pence => "pence",
            Self::Cent => "cent",
        }
    }
}

/// A unit after a number.
#[derive(Clone, Copy, Debug)]
pub(super) struct FoundUnit {
    pub(super) of: MeasuredUnit,
    /// The index after the unit.
    pub(super) end: usize,
    /// The rule that chose the unit, if there was a choice.
    pub(super) rule: Option<&'static Rule>,
    /// The confidence in the unit, in percent.
    pub(super) percent: u8,
}

impl FoundUnit {
    /// Returns a unit that is given unambiguously by its name or sign.
    const fn named(of: MeasuredUnit, end: usize) -> Self {
        Self {
            of,
            end,
            rule: None,
            percent: 96,
        }
    }
}

/// Returns the unit after a number.
pub(super) fn find_unit_after(ctx: &FigureContext<'_>, number: &Number) -> Option<FoundUnit> {
    let (line, end) = (ctx.line, number.end);
    let named = |(of, end)| FoundUnit::named(of, end);
    let written = unit_of_coin(line, end)
        .or_else(|| million_of(line, end))
        .or_else(|| unit_of_prime_mark(line, number))
        .or_else(|| small_unit(line, number));
    if let Some(found) = written {
        return Some(named(found));
    }
    if let Some(found) = unit_of_symbol(line, number) {
        return Some(found);
    }
    if let Some((of, end)) = in_brackets(line, number).filter(|_| ctx.allows(&BRACKETS)) {
        return Some(FoundUnit {
            rule: Some(&BRACKETS),
            ..FoundUnit::named(of, end)
        });
    }
    let mut at = line.behind_hyphen(end);
    if number.form == NumberForm::Vague
        && line.is_a(at, GrammarWord::Of)
        && line.unit_words(at + 1).is_some()
    {
        at += 1;
    }
    if let NumberForm::Share(..) = number.form {
        at = behind_share(line, at);
    }
    if line.in_class(at, FigureClass::PoundNoun) && !line.reads(at + 1, "sterling") {
        return Some(find_pounds(ctx, number, at)).filter(|_| ctx.allows(&POUNDS));
    }
    let (unit, end) = line.unit_words(at)?;
    // "3 USD50 cards": the code belongs to the number after it.
    let is_prefix = matches!(unit, UnitRef::Currency(_))
        && line.is_glued(end)
        && line.class(end) == SubtokenClass::Digits;
    if is_prefix {
        return None;
    }
    if line.in_class(at, FigureClass::ShillingNoun) {
        let currency = ctx.hints.shilling().filter(|_| ctx.allows(&SHILLINGS))?;
        return Some(FoundUnit {
            rule: Some(&SHILLINGS),
            percent: 85,
            ..FoundUnit::named(MeasuredUnit::Known(UnitRef::Currency(currency)), end)
        });
    }
    // "Won 2" is a verb; nobody writes of less than a hundred won.
    let is_verb = matches!(unit, UnitRef::Currency(currency) if currency.code == "KRW")
        && line.is(at, &["won"])
        && number.low < Decimal::ONE_HUNDRED;
    (!is_verb).then(|| FoundUnit::named(MeasuredUnit::Known(unit), end))
}

/// Returns the index after "a", "an" or "of a" between a part and its unit: "half a mile", "a quarter of a mile".
fn behind_share(line: SubtokenLine<'_>, at: usize) -> usize {
    let article = if line.is_a(at, GrammarWord::Of) {
        at + 1
    } else {
        at
    };
    if line.is_a(article, GrammarWord::IndefiniteArticle) && line.unit_words(article + 1).is_some()
    {
        article + 1
    } else {
        at
    }
}

fn unit_of_coin(line: SubtokenLine<'_>, end: usize) -> Option<(MeasuredUnit, usize)> {
    let next = end + 1;
    let is_whole = !line.is_glued(next) || line.class(next) == SubtokenClass::Mark;
    let at = line.behind_hyphen(end);
    if line.is_glued(end) && is_whole && matches!(line.raw(end), "p" | "c" | "¢") {
        let of = if line.raw(end) == "p" {
            MeasuredUnit::Pence
        } else {
            MeasuredUnit::Cent
        };
        return Some((of, next));
    }
    if line.is(at, &["pence"]) {
        return Some((MeasuredUnit::Pence, at + 1));
    }
    if line.is(at, &["cent", "cents", "¢"]) {
        return Some((MeasuredUnit::Cent, at + 1));
    }
    line.reads(at, "us cents")
        .then_some((MeasuredUnit::Cent, at + 2))
}

/// Returns the feet or inches that marks mean next to each other or before a word of size: `5'9"`, `10" long`.
fn unit_of_prime_mark(line: SubtokenLine<'_>, number: &Number) -> Option<(MeasuredUnit, usize)> {
    let end = number.end;
    let is_foot = |at: usize| matches!(line.raw(at), "'" | "’" | "′");
    let is_inch = |at: usize| matches!(line.raw(at), "\"" | "”" | "″");
    if number.form != NumberForm::Digits || !is_foot(end) && !is_inch(end) {
        return None;
    }
    let is_sized = line.in_class(end + 1, FigureClass::SizeWord);
    let start = end.back(1);
    let has_feet = line.is_glued(start) && is_foot(start.back(1));
    let has_inches =
        line.is_glued(end + 1) && line.class(end + 1) == SubtokenClass::Digits && is_inch(end + 2);
    let name = if is_foot(end) { "foot" } else { "inch" };
    let is_unit = is_sized || is_inch(end) && has_feet || is_foot(end) && has_inches;
    let unit = find_measure(name).filter(|_| is_unit)?;
    Some((MeasuredUnit::Known(UnitRef::Measure(unit)), end + 1))
}

/// Returns the unit of words that are a unit only in one context: "1/2 cup", "16-bit".
fn small_unit(line: SubtokenLine<'_>, number: &Number) -> Option<(MeasuredUnit, usize)> {
    let at = line.behind_hyphen(number.end);
    let is_cup =
        matches!(number.form, NumberForm::Share(..)) && line.in_class(at, FigureClass::CupNoun);
    let is_bit = at > number.end && line.is(at, &["bit"]);
    let name = if is_cup { "cup" } else { "bit" };
    let unit = find_measure(name).filter(|_| is_cup || is_bit)?;
    Some((MeasuredUnit::Known(UnitRef::Measure(unit)), at + 1))
}

/// Returns the currency of a code with the letter of a million before it: "30 MUSD".
pub(super) fn million_of(line: SubtokenLine<'_>, end: usize) -> Option<(MeasuredUnit, usize)> {
    let code = line
        .raw(end)
        .strip_prefix('M')
        .filter(|code| code.len() == 3)?;
    let currency = find_currency(code)?;
    Some((MeasuredUnit::Million(currency), end + 1))
}

/// Returns the unit that is in brackets: "20 (kg)".
fn in_brackets(line: SubtokenLine<'_>, number: &Number) -> Option<(MeasuredUnit, usize)> {
    let at = number.end;
    if !matches!(line.raw(at), "(" | "[" | "{" | "<") {
        return None;
    }
    let (unit, end) = line.symbol(at + 1).or_else(|| line.unit_words(at + 1))?;
    matches!(line.raw(end), ")" | "]" | "}" | ">").then_some((MeasuredUnit::Known(unit), end + 1))
}

/// Returns the meaning of "kt": kilotonnes before "of", otherwise knots.
fn unit_of_kt(line: SubtokenLine<'_>, at: usize) -> Option<UnitRef> {
    let is_mass = line.is(at, &["kt"]) && line.is_a(at + 1, GrammarWord::Of);
    is_mass
        .then(|| find_measure("kilotonne").map(UnitRef::Measure))
        .flatten()
}

/// Returns the scale of temperature that is named after the sign of degrees: "100° Celsius".
fn scale_of_degrees(line: SubtokenLine<'_>, unit: UnitRef, end: usize) -> Option<(UnitRef, usize)> {
    let is_degree = matches!(unit, UnitRef::Measure(unit) if unit.name == "degree");
    let (named, end) = line.unit_words(end).or_else(|| line.symbol(end))?;
    let is_scale = matches!(named, UnitRef::Measure(unit) if unit.dimension == "temperature");
    (is_degree && is_scale).then_some((named, end))
}

/// Returns whether a letter after a number is not a temperature: "the 13F filing", "14.7C/", "must 13F be filed".
fn is_no_temperature(line: SubtokenLine<'_>, at: usize) -> bool {
    let is_form = line.has(at.back(2), NumericFlags::DETERMINER)
        && line.class(at + 1) == SubtokenClass::Word
        && !line.has(at + 1, NumericFlags::PREPOSITION.or(NumericFlags::FUNCTION));
    let is_asked = line.has(at.back(2), NumericFlags::AUXILIARY) && line.is(at + 1, &["be"]);
    line.is(at, &["c", "f"]) && (line.raw(at + 1) == "/" || is_form || is_asked)
}

/// Returns the unit of an abbreviation. One letter must be glued to the number.
fn unit_of_symbol(line: SubtokenLine<'_>, number: &Number) -> Option<FoundUnit> {
    let end = number.end;
    let at = line.behind_hyphen(end);
    let is_glued = line.is_glued(at);
    if !is_glued
        && number.form == NumberForm::Words
        && line.raw(at).len() < 3
        && line.raw(at) != "%"
    {
        return None;
    }
    let (unit, behind) = line.symbol(at)?;
    let raw = line.raw(at);
    let is_letter =
        behind == at + 1 && raw.len() == 1 && raw.bytes().all(|b| b.is_ascii_alphabetic());
    let is_word = raw == "in." || line.in_class(at, FigureClass::ShortUnit);
    let is_odd = is_letter && !is_glued && !matches!(raw, "m" | "g" | "t" | "l" | "L")
        || is_letter && matches!(raw, "A" | "J" | "N" | "K")
        || is_word && !is_glued && number.form == NumberForm::Words
        || is_letter
            && !is_glued
            && line.class(at + 1) == SubtokenClass::Word
            && line.is_capital(at + 1);
    if is_odd || raw == "pc" && !is_glued || is_letter && is_no_temperature(line, at) {
        return None;
    }
    let unit = unit_of_kt(line, at).unwrap_or(unit);
    let (unit, behind) = scale_of_degrees(line, unit, behind).unwrap_or((unit, behind));
    // `5m` may be a million, `4t` a trillion.
    let percent = if is_letter { 84 } else { 96 };
    Some(FoundUnit {
        percent,
        ..FoundUnit::named(MeasuredUnit::Known(unit), behind)
    })
}

/// Distinguishes pounds of money from pounds of weight: large sums and texts about Britain mean money.
fn find_pounds(ctx: &FigureContext<'_>, number: &Number, at: usize) -> FoundUnit {
    let line = ctx.line;
    let (back, ahead) = MAX_PIECES_TO_WEIGHT;
    let is_heavy = line.is_a(at + 1, GrammarWord::Of)
        || (at.saturating_sub(back)..at + ahead)
            .any(|word| line.in_class(word, FigureClass::Heavy));
    let (back, ahead) = MAX_PIECES_TO_PAYMENT;
    let is_paid = !is_heavy
        && (at.saturating_sub(back)..at + ahead).any(|word| line.has(word, NumericFlags::PAYMENT));
    let is_large = number.scale >= 6;
    let is_money = is_large || is_paid || !is_heavy && ctx.hints.is_british();
    let unit = if is_money {
        find_currency("GBP").map(UnitRef::Currency)
    } else {
        find_measure("pound").map(UnitRef::Measure)
    };
    let percent = match (is_money, is_large, is_paid, is_heavy) {
        (true, true, ..) | (false, _, _, true) => 95,
        (true, _, true, _) => 88,
        (true, ..) => 82,
        (false, ..) => 72,
    };
    FoundUnit {
        rule: Some(&POUNDS),
        percent,
        ..FoundUnit::named(unit.map_or(MeasuredUnit::Cent, MeasuredUnit::Known), at + 1)
    }
}

/// Returns the unit of the rate, "a barrel", "per share", "an hour", "/kg", and the index at which the rate begins.
pub(super) fn find_rate(ctx: &FigureContext<'_>, end: usize) -> Option<(Unit, usize)> {
    let line = ctx.line;
    let start = line.behind_hyphen(end);
    let is_article = line.is_a(start, GrammarWord::EachDeterminer);
    let is_rate = is_article
        || line.is_a(start, GrammarWord::Per)
        || line.raw(start) == "/" && line.is_glued(start);
    if !is_rate || line.class(start + 1) != SubtokenClass::Word || !ctx.allows(&PER) {
        return None;
    }
    let at = line.behind_hyphen(start + 1);
    let word = line.word(at);
    if let Some(period) = word.period {
        // "800,000 barrels a year ago" is no rate.
        if is_article && line.is_a(at + 1, GrammarWord::EarlierOrAgo) {
            return None;
        }
        return Some((Unit::Measure(period.measure().into()), start));
    }
    if let Some((UnitRef::Measure(unit), _)) = line.unit_words(at) {
        return Some((Unit::Measure(unit.name.into()), start));
    }
    let is_noun = !is_article || line.in_class(at, FigureClass::RateNoun);
    (is_noun && !word.has(NumericFlags::ADJECTIVE))
        .then(|| (Unit::Noun(line.raw(at).into()), start))
}
