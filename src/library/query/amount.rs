//! Amounts in queries: `>1bn`, `1m..5m`, `>=£2.5m`, `<=5%`, `>100 km`, `>500 troops`.

use std::str::FromStr;

use crate::annotation::{Decimal, Unit, units_named};

/// The multiples that may follow a number, in lower case.
const SCALES: &[(&str, u64)] = &[
    ("k", 1_000),
    ("thousand", 1_000),
    ("m", 1_000_000),
    ("mn", 1_000_000),
    ("mln", 1_000_000),
    ("million", 1_000_000),
    ("millions", 1_000_000),
    ("b", 1_000_000_000),
    ("bn", 1_000_000_000),
    ("bln", 1_000_000_000),
    ("billion", 1_000_000_000),
    ("billions", 1_000_000_000),
    ("tn", 1_000_000_000_000),
    ("trn", 1_000_000_000_000),
    ("trillion", 1_000_000_000_000),
    ("trillions", 1_000_000_000_000),
];

/// The signs of comparison, longest first.
const SIGNS: &[(&str, Comparison)] = &[
    (">=", Comparison::AtLeast),
    ("<=", Comparison::AtMost),
    ("≥", Comparison::AtLeast),
    ("≤", Comparison::AtMost),
    (">", Comparison::MoreThan),
    ("<", Comparison::LessThan),
    ("=", Comparison::Equal),
];

#[derive(Clone, Copy)]
enum Comparison {
    AtLeast,
    AtMost,
    MoreThan,
    LessThan,
    Equal,
}

/// An end of a range of amounts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct AmountBound {
    /// The value.
    pub value: Decimal,
    /// Whether the value itself is in the range.
    pub is_inclusive: bool,
}

/// The amounts that `figure:` selects.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AmountRange {
    /// The lower end; `None`: no limit.
    pub low: Option<AmountBound>,
    /// The upper end; `None`: no limit.
    pub high: Option<AmountBound>,
    /// The units, any of them. Empty: any unit.
    pub units: Vec<Unit>,
    /// The thing counted, if the words after the number are no unit.
    pub of: Option<String>,
}

/// A number with the unit before or after it.
struct ScaledNumber {
    value: Decimal,
    scale: Option<Decimal>,
    units: Vec<Unit>,
    of: Option<String>,
}

impl AmountRange {
    /// Parses a comparison or a range of amounts. `None` if it is neither.
    pub(super) fn parse(value: &str) -> Option<Self> {
        let value = value.trim();
        for (sign, comparison) in SIGNS {
            if let Some(rest) = value.strip_prefix(sign) {
                return Some(Self::compared(&parse_number(rest)?, *comparison));
            }
        }
        if let Some((low, high)) = value.split_once("..") {
            return Self::between(low, high);
        }
        if let Some((low, high)) = split_at_dash(value) {
            return Self::between(low, high);
        }
        Some(Self::compared(&parse_number(value)?, Comparison::Equal))
    }

    fn compared(number: &ScaledNumber, comparison: Comparison) -> Self {
        let bound = |is_inclusive| {
            Some(AmountBound {
                value: number.scaled(None),
                is_inclusive,
            })
        };
        let (low, high) = match comparison {
            Comparison::AtLeast => (bound(true), None),
            Comparison::AtMost => (None, bound(true)),
            Comparison::MoreThan => (bound(false), None),
            Comparison::LessThan => (None, bound(false)),
            Comparison::Equal => (bound(true), bound(true)),
        };
        Self {
            low,
            high,
            units: number.units.clone(),
            of: number.of.clone(),
        }
    }

    /// Parses the ends of a range. Either may be left out. A scale or unit after the upper end is that of both: `1-5m`.
    fn between(low: &str, high: &str) -> Option<Self> {
        let parse_end = |end: &str| match end.trim() {
            "" => Some(None),
            end => parse_number(end).map(Some),
        };
        let (low, high) = (parse_end(low)?, parse_end(high)?);
        let last = high.as_ref().or(low.as_ref())?;
        let units = match &low {
            Some(low) if !low.units.is_empty() => low.units.clone(),
            _ => last.units.clone(),
        };
        let scale = high.as_ref().and_then(|high| high.scale);
        let bound = |value| AmountBound {
            value,
            is_inclusive: true,
        };
        Some(Self {
            low: low.as_ref().map(|low| bound(low.scaled(scale))),
            high: high.as_ref().map(|high| bound(high.scaled(None))),
            units,
            of: last.of.clone(),
        })
    }
}

impl ScaledNumber {
    /// Returns the value times its scale, or times `other` if it has none. A product that is too large is the largest
    /// decimal.
    fn scaled(&self, other: Option<Decimal>) -> Decimal {
        let scale = self.scale.or(other).map_or(Decimal::ONE, |scale| scale);
        let product = self.value.checked_mul(scale);
        product.map_or(Decimal::MAX, |product| product)
    }
}

/// Splits `1-5m` or `1m–5m` at the dash, which follows a digit or a letter and precedes an amount.
fn split_at_dash(value: &str) -> Option<(&str, &str)> {
    let at = value.char_indices().skip(1).find(|(at, c)| {
        let rest = value.get(at + c.len_utf8()..);
        matches!(c, '-' | '–') && rest.is_some_and(|rest| parse_number(rest).is_some())
    });
    let (at, dash) = at?;
    Some((value.get(..at)?, value.get(at + dash.len_utf8()..)?))
}

fn parse_number(value: &str) -> Option<ScaledNumber> {
    let value = value.trim();
    let is_digit = |c: char| c.is_ascii_digit();
    let start = value.find(|c| is_digit(c) || c == '.' || c == '-')?;
    let (before, rest) = value.split_at_checked(start)?;
    let unsigned = rest.strip_prefix('-').unwrap_or(rest);
    let n = unsigned
        .find(|c| !is_digit(c) && !matches!(c, '.' | ','))
        .unwrap_or(unsigned.len());
    let (digits, after) = rest.split_at_checked(rest.len() - unsigned.len() + n)?;
    let number = Decimal::from_str(&digits.replace(',', "")).ok()?;
    let letters = after.trim_start();
    let n_letters = letters
        .find(|c: char| !c.is_alphabetic())
        .unwrap_or(letters.len());
    let (first, others) = letters.split_at_checked(n_letters)?;
    let scale = SCALES
        .iter()
        .find(|(name, _)| first.eq_ignore_ascii_case(name));
    let named = match scale {
        Some(_) => others.trim(),
        None => letters.trim(),
    };
    let mut found = ScaledNumber {
        value: number,
        scale: scale.map(|(_, scale)| Decimal::from(*scale)),
        units: Vec::new(),
        of: None,
    };
    let before = before.trim();
    if !before.is_empty() {
        found.units = units_named(before);
        // Words before a number that are no unit make no amount.
        if found.units.is_empty() {
            return None;
        }
    }
    if !named.is_empty() {
        let units = units_named(named);
        match units.is_empty() {
            true if named.chars().any(char::is_alphabetic) => found.of = Some(named.to_owned()),
            true => return None,
            false => found.units = units,
        }
    }
    Some(found)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Returns the range in one line: ends, units, thing.
    fn describe(value: &str) -> String {
        let Some(range) = AmountRange::parse(value) else {
            return "none".to_owned();
        };
        let end = |bound: Option<AmountBound>| {
            bound.map_or_else(String::new, |bound| {
                let sign = if bound.is_inclusive { "=" } else { "" };
                format!("{sign}{}", bound.value.normalize())
            })
        };
        let units: Vec<_> = range.units.iter().map(Unit::name).collect();
        let of = range.of.as_deref().unwrap_or_default();
        let (low, high) = (end(range.low), end(range.high));
        format!("{low} {high} {} {of}", units.join(","))
    }

    #[test]
    fn amounts_have_signs_scales_and_units() {
        assert_eq!(describe(">1bn"), "1000000000   ");
        assert_eq!(describe("<=5%"), " =5 percent ");
        assert_eq!(describe(">=£2.5m"), "=2500000  GBP ");
        assert_eq!(describe(">$1bn"), "1000000000  USD ");
        assert_eq!(describe("1,200"), "=1200 =1200  ");
        assert_eq!(describe(">100 km"), "100  kilometre ");
        assert_eq!(describe(">100km"), "100  kilometre ");
        assert_eq!(describe("> 2 million euros"), "2000000  EUR ");
        assert_eq!(describe("≥500 troops"), "=500   troops");
        assert_eq!(describe(">5k dead soldiers"), "5000   dead soldiers");
        assert_eq!(describe("<-3"), " -3  ");
    }

    #[test]
    fn ranges_share_the_scale_and_unit_of_their_end() {
        assert_eq!(describe("1m..5m"), "=1000000 =5000000  ");
        assert_eq!(describe("1-5m"), "=1000000 =5000000  ");
        assert_eq!(describe("£1m–5m"), "=1000000 =5000000 GBP ");
        assert_eq!(describe("..10%"), " =10 percent ");
        assert_eq!(describe("10.."), "=10   ");
        assert_eq!(describe("10%..20%"), "=10 =20 percent ");
    }

    #[test]
    fn other_words_are_no_amounts() {
        for value in ["", ">", "many", "..", "x5", "5£#", "> bn", "--3", "-"] {
            assert_eq!(describe(value), "none", "{value}");
        }
        assert!(AmountRange::parse(&"9".repeat(400)).is_none());
        assert_eq!(
            AmountRange::parse(">79228162514264337593543950335 tn")
                .and_then(|range| range.low)
                .map(|bound| bound.value),
            Some(Decimal::MAX)
        );
    }
}
