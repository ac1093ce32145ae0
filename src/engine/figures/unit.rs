//! The unit before or behind a number, and what it is for each of.

use super::context::Hints;
use crate::annotation::{Currency, Decimal, Unit};
use crate::engine::Page;
use crate::engine::numbers::{AtomClass, Back, Flags, Line, Number, NumberForm, UnitRef};

/// What a number is of.
#[derive(Clone, Copy, Debug)]
pub(super) enum Of {
    /// A unit of the tables.
    Known(UnitRef),
    /// A hundredth of a pound.
    Pence,
    /// A hundredth of a dollar or euro.
    Cent,
    /// A million of a currency, in one code: "MUSD".
    Million(&'static Currency),
}

impl Of {
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Known(UnitRef::Measure(unit)) => unit.name,
            Self::Known(UnitRef::Currency(currency)) | Self::Million(currency) => currency.code,
            Self::Pence => "pence",
            Self::Cent => "cent",
        }
    }
}

/// Returns the unit behind a number, and the index behind it.
pub(super) fn suffix(
    page: &Page<'_>,
    line: Line<'_>,
    hints: &mut Hints,
    number: &Number,
) -> Option<(Of, usize)> {
    let end = number.end;
    if let Some(found) = coin(line, end) {
        return Some(found);
    }
    if let Some(found) = million_of(line, end).or_else(|| symbol(line, number)) {
        return Some(found);
    }
    if let Some(found) = in_brackets(line, number) {
        return Some(found);
    }
    let mut at = line.behind_hyphen(end);
    if number.form == NumberForm::Vague && line.is(at, &["of"]) && line.unit_words(at + 1).is_some()
    {
        at += 1;
    }
    if let NumberForm::Share(..) = number.form {
        at = behind_share(line, at);
    }
    if line.is(at, &["pound", "pounds"]) && !line.reads(at + 1, "sterling") {
        return Some(pounds(page, line, hints, number, at));
    }
    let (unit, end) = line.unit_words(at)?;
    if line.is(at, &["shilling", "shillings"]) {
        return Some((Of::Known(UnitRef::Currency(hints.shilling(page)?)), end));
    }
    if let UnitRef::Currency(currency) = unit
        && currency.code == "KRW"
        && line.is(at, &["won"])
        && number.low < Decimal::ONE_HUNDRED
    {
        return None;
    }
    Some((Of::Known(unit), end))
}

/// Returns the index behind "a", "an" or "of a" between a part and its unit: "half a mile", "a quarter of a mile".
fn behind_share(line: Line<'_>, at: usize) -> usize {
    let article = if line.is(at, &["of"]) { at + 1 } else { at };
    if line.is(article, &["a", "an"]) && line.unit_words(article + 1).is_some() {
        article + 1
    } else {
        at
    }
}

fn coin(line: Line<'_>, end: usize) -> Option<(Of, usize)> {
    let next = end + 1;
    let is_whole = !line.is_glued(next) || line.class(next) == AtomClass::Mark;
    let at = line.behind_hyphen(end);
    if line.is_glued(end) && is_whole && matches!(line.raw(end), "p" | "c" | "¢") {
        let of = if line.raw(end) == "p" {
            Of::Pence
        } else {
            Of::Cent
        };
        return Some((of, next));
    }
    if line.is(at, &["pence"]) {
        return Some((Of::Pence, at + 1));
    }
    if line.is(at, &["cent", "cents", "¢"]) {
        return Some((Of::Cent, at + 1));
    }
    line.reads(at, "us cents").then_some((Of::Cent, at + 2))
}

/// Returns the currency of a code with the letter of a million before it: "30 MUSD".
fn million_of(line: Line<'_>, end: usize) -> Option<(Of, usize)> {
    let code = line
        .raw(end)
        .strip_prefix('M')
        .filter(|code| code.len() == 3)?;
    let currency = crate::annotation::find_currency(code)?;
    Some((Of::Million(currency), end + 1))
}

/// Returns the unit that stands in brackets: "20 (kg)".
fn in_brackets(line: Line<'_>, number: &Number) -> Option<(Of, usize)> {
    let at = number.end;
    if !matches!(line.raw(at), "(" | "[" | "{" | "<") {
        return None;
    }
    let (unit, end) = line.symbol(at + 1).or_else(|| line.unit_words(at + 1))?;
    matches!(line.raw(end), ")" | "]" | "}" | ">").then_some((Of::Known(unit), end + 1))
}

/// Returns what "kt" is: kilotonnes of something, else knots.
fn kilotonnes(line: Line<'_>, at: usize) -> Option<UnitRef> {
    let is_mass = line.is(at, &["kt"]) && line.is(at + 1, &["of"]);
    is_mass
        .then(|| crate::annotation::find_measure("kilotonne").map(UnitRef::Measure))
        .flatten()
}

/// Returns the scale of temperature that is named after the sign of degrees: "100° Celsius".
fn scale_of_degrees(line: Line<'_>, unit: UnitRef, end: usize) -> Option<(UnitRef, usize)> {
    let is_degree = matches!(unit, UnitRef::Measure(unit) if unit.name == "degree");
    let (named, end) = line.unit_words(end).or_else(|| line.symbol(end))?;
    let is_scale = matches!(named, UnitRef::Measure(unit) if unit.dimension == "temperature");
    (is_degree && is_scale).then_some((named, end))
}

/// Returns whether a letter after a number is no temperature: "the 13F filing", "14.7C/".
fn is_no_temperature(line: Line<'_>, at: usize) -> bool {
    let is_form = line.has(at.back(2), Flags::DETERMINER)
        && line.class(at + 1) == AtomClass::Word
        && !line.has(at + 1, Flags::PREPOSITION.or(Flags::FUNCTION));
    line.is(at, &["c", "f"]) && (line.raw(at + 1) == "/" || is_form)
}

/// Returns the unit of an abbreviation. One letter must be glued to the number.
fn symbol(line: Line<'_>, number: &Number) -> Option<(Of, usize)> {
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
    let is_word = behind == at + 1
        && matches!(
            raw,
            "in."
                | "mi"
                | "cal"
                | "gal"
                | "rad"
                | "hp"
                | "PS"
                | "cd"
                | "cc"
                | "mw"
                | "lm"
                | "kn"
                | "ha"
                | "ly"
        );
    let is_odd = is_letter && !is_glued && !matches!(raw, "m" | "g" | "t" | "l" | "L")
        || is_letter && matches!(raw, "A" | "J" | "N" | "K")
        || is_word && !is_glued && number.form == NumberForm::Words
        || is_letter
            && !is_glued
            && line.class(at + 1) == AtomClass::Word
            && line.is_capital(at + 1);
    if is_odd || raw == "pc" && !is_glued || is_letter && is_no_temperature(line, at) {
        return None;
    }
    let unit = kilotonnes(line, at).unwrap_or(unit);
    let (unit, behind) = scale_of_degrees(line, unit, behind).unwrap_or((unit, behind));
    Some((Of::Known(unit), behind))
}

/// Tells pounds of money from pounds of weight: large sums and texts about Britain mean money.
fn pounds(
    page: &Page<'_>,
    line: Line<'_>,
    hints: &mut Hints,
    number: &Number,
    at: usize,
) -> (Of, usize) {
    let is_heavy = line.is(at + 1, &["of"])
        || (at.saturating_sub(20)..at + 20).any(|word| {
            line.is(
                word,
                &[
                    "weigh", "weighs", "weighed", "weighing", "weight", "heavy", "heavier",
                    "lighter", "bomb", "bombs",
                ],
            )
        });
    let is_paid =
        !is_heavy && (at.saturating_sub(10)..at + 6).any(|word| line.has(word, Flags::PAYMENT));
    let is_money = number.scale >= 6 || is_paid || !is_heavy && hints.is_british(page);
    let name = if is_money { "GBP" } else { "pound" };
    let unit = if is_money {
        crate::annotation::find_currency(name).map(UnitRef::Currency)
    } else {
        crate::annotation::find_measure(name).map(UnitRef::Measure)
    };
    (unit.map_or(Of::Cent, Of::Known), at + 1)
}

/// Returns what an amount is for each of: "a barrel", "per share", "an hour", "/kg".
pub(super) fn per(line: Line<'_>, end: usize) -> Option<Unit> {
    let at = line.behind_hyphen(end);
    let is_article = line.is(at, &["a", "an", "each", "every"]);
    let is_rate = is_article || line.is(at, &["per"]) || line.raw(at) == "/" && line.is_glued(at);
    if !is_rate || line.class(at + 1) != AtomClass::Word {
        return None;
    }
    let at = line.behind_hyphen(at + 1);
    let word = line.word(at);
    if let Some(period) = word.period {
        return Some(Unit::Measure(period.measure().into()));
    }
    if let Some((UnitRef::Measure(unit), _)) = line.unit_words(at) {
        return Some(Unit::Measure(unit.name.into()));
    }
    let is_thing = line.is(
        at,
        &[
            "share",
            "head",
            "person",
            "capita",
            "unit",
            "piece",
            "ticket",
            "household",
            "family",
            "student",
            "pupil",
            "vote",
            "game",
            "bottle",
            "copy",
            "dozen",
            "night",
            "bushel",
            "ounce",
            "plate",
            "worker",
            "patient",
            "child",
            "tonne",
        ],
    );
    let is_noun = !is_article || is_thing;
    (is_noun && !word.has(Flags::ADJECTIVE)).then(|| Unit::Noun(line.raw(at).into()))
}
