//! Amounts and dates as exact values: decimals never pass through a floating-point number.

use serde::Serialize;
use serde_json::value::RawValue;

use crate::annotation::Amount;
use crate::annotation::Annotation;
use crate::annotation::Decimal;
use crate::annotation::Figure;
use crate::annotation::Level;

/// A value: one, or the two ends of a range (of a score: both sides).
#[derive(Serialize)]
#[serde(untagged)]
pub(super) enum Value<T> {
    /// One.
    One(T),
    /// Two.
    Pair(T, T),
}

impl<T> Value<T> {
    fn map<U>(self, change: impl Fn(T) -> U) -> Value<U> {
        match self {
            Self::One(value) => Value::One(change(value)),
            Self::Pair(one, other) => Value::Pair(change(one), change(other)),
        }
    }
}

/// Returns the amount in decimal digits, without zeros that say nothing: `0.1`, `[200, 250]`; a ratio is its quotient, to
/// 28 digits.
pub(super) fn digits(amount: Amount) -> Value<String> {
    let (low, high) = amount.bounds();
    let pair = if amount.is_pair() {
        Value::Pair(low, high)
    } else {
        Value::One(low)
    };
    pair.map(|value: Decimal| value.normalize().to_string())
}

/// Returns the amount as JSON numbers, digit for digit.
pub(super) fn number(amount: Amount) -> Value<Option<Box<RawValue>>> {
    digits(amount).map(|digits| RawValue::from_string(digits).ok())
}

/// Returns the confidence from 0 to 1.
pub(super) fn confidence(item: &Annotation) -> f32 {
    f32::from(item.confidence.get()) / 100.0
}

/// Returns a TIMEX3 value; a stretch that the text names by both ends (`2023/2024`) is a pair.
pub(super) fn date(value: &str) -> Value<&str> {
    match value.split_once('/') {
        Some((first, last)) => Value::Pair(first, last),
        None => Value::One(value),
    }
}

/// Returns which end of a change an amount is, and which way that went: `to_up`.
pub(super) fn level(level: Level) -> String {
    format!("{}_{}", level.name(), level.change().name())
}

/// Returns the unit, with what it is for each of: `USD`, `troops`, `USD/barrel`.
pub(super) fn unit(figure: &Figure) -> Option<String> {
    let unit = figure.unit.as_ref()?;
    Some(match &figure.per {
        Some(per) => format!("{}/{}", unit.name(), per.name()),
        None => unit.name().to_owned(),
    })
}

/// Returns the value as a reader says it: `12,000 troops`, `3–5 percent`, `2–1`, `1/5`.
pub(super) fn spoken(figure: &Figure) -> String {
    let amount = match figure.amount {
        Amount::Ratio(part, whole) => format!("{part}/{whole}"),
        amount => match digits(amount).map(|digits| grouped(&digits)) {
            Value::One(one) => one,
            Value::Pair(one, other) => format!("{one}–{other}"),
        },
    };
    match unit(figure) {
        Some(unit) => format!("{amount} {unit}"),
        None => amount,
    }
}

/// Returns the digits with a comma between thousands.
fn grouped(digits: &str) -> String {
    let (whole, rest) = match digits.find('.') {
        Some(at) => digits.split_at(at),
        None => (digits, ""),
    };
    let n_digits = whole.trim_start_matches('-').len();
    let n_sign = whole.len() - n_digits;
    let mut text = String::with_capacity(digits.len() + n_digits / 3);
    for (n, c) in whole.chars().enumerate() {
        if n > n_sign && (whole.len() - n) % 3 == 0 {
            text.push(',');
        }
        text.push(c);
    }
    text + rest
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::annotation::FigureKind;
    use crate::annotation::Unit;

    #[track_caller]
    fn check(amount: Amount, json: &str) {
        let found = serde_json::to_string(&number(amount)).expect("JSON");
        assert_eq!(found, json);
    }

    #[test]
    fn numbers_are_exact() {
        check(Amount::Exact(Decimal::new(1, 1)), "0.1");
        check(Amount::Exact(Decimal::new(1_500, 3)), "1.5");
        check(Amount::Exact(Decimal::new(-35, 1)), "-3.5");
        check(Amount::Exact(Decimal::new(3_000_000_000, 0)), "3000000000");
        check(Amount::Between(200.into(), 250.into()), "[200,250]");
        check(Amount::Ratio(1, 5), "0.2");
        check(Amount::Ratio(1, 0), "0");
        check(Amount::Ordinal(3), "3");
        check(Amount::Score(2, 1), "[2,1]");
        check(Amount::Exact(Decimal::MAX), "79228162514264337593543950335");
    }

    #[test]
    fn a_figure_is_said_with_its_unit() {
        let mut figure = Figure::new(FigureKind::Count, Amount::Exact(1_234_567.into()));
        assert_eq!(spoken(&figure), "1,234,567");
        figure.unit = Some(Unit::Noun("cars".into()));
        figure.per = Some(Unit::Measure("day".into()));
        assert_eq!(spoken(&figure), "1,234,567 cars/day");
        figure.amount = Amount::Exact(Decimal::new(-123_456, 2));
        assert_eq!(spoken(&figure), "-1,234.56 cars/day");
    }

    #[test]
    fn a_date_with_both_ends_is_a_pair() {
        assert!(matches!(date("2013-W12"), Value::One("2013-W12")));
        assert!(matches!(date("2023/2024"), Value::Pair("2023", "2024")));
    }
}
