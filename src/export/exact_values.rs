//! Exact values of amounts and dates for export. Decimals are never converted to floating point, which would change
//! digits.

use serde::{Serialize, Serializer};
use serde_json::value::RawValue;

use crate::annotation::Amount;
use crate::annotation::AnnotationKind;
use crate::annotation::Decimal;
use crate::annotation::Figure;
use crate::annotation::Level;
use crate::text::group_thousands;

/// A single value, or a pair: the ends of a range, or both sides of a score. A pair serializes as an array.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(untagged)]
pub enum ValueOrPair<T> {
    /// A single value.
    One(T),
    /// Lower and upper end, or both sides in text order.
    Pair(T, T),
}

impl<T> ValueOrPair<T> {
    /// Returns the value or pair with each part changed.
    pub fn map<U>(self, change: impl Fn(T) -> U) -> ValueOrPair<U> {
        match self {
            Self::One(value) => ValueOrPair::One(change(value)),
            Self::Pair(one, other) => ValueOrPair::Pair(change(one), change(other)),
        }
    }
}

/// Returns the amount in decimal digits, without trailing zeros: `0.1`, or `200` and `250`. A ratio becomes its
/// quotient, to 28 digits.
pub(super) fn amount_digits(amount: Amount) -> ValueOrPair<String> {
    amount_pair(amount).map(|value: Decimal| value.normalize().to_string())
}

fn amount_pair(amount: Amount) -> ValueOrPair<Decimal> {
    let (low, high) = amount.bounds();
    if amount.is_pair() {
        ValueOrPair::Pair(low, high)
    } else {
        ValueOrPair::One(low)
    }
}

/// A decimal number that serializes as a JSON number with exactly its digits, without trailing zeros.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ExactNumber(pub Decimal);

impl ExactNumber {
    /// Returns its digits, without trailing zeros.
    pub fn digits(self) -> String {
        self.0.normalize().to_string()
    }
}

impl Serialize for ExactNumber {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        RawValue::from_string(self.digits())
            .ok()
            .serialize(serializer)
    }
}

/// Returns the amount as JSON numbers with exactly these digits.
pub(super) fn amount_number(amount: Amount) -> ValueOrPair<ExactNumber> {
    amount_pair(amount).map(ExactNumber)
}

/// Returns a TIMEX3 value. An interval with both ends (`2023/2024`) becomes a pair.
pub(super) fn date_value(value: &str) -> ValueOrPair<&str> {
    match value.split_once('/') {
        Some((first, last)) => ValueOrPair::Pair(first, last),
        None => ValueOrPair::One(value),
    }
}

/// Returns the side and direction of a level, such as `to_up`.
pub(super) fn level_name(level: Level) -> String {
    format!("{}_{}", level.name(), level.change().name())
}

/// Returns the unit, followed by the unit that it is measured per: `USD`, `troops`, `USD/barrel`. `None` if the figure
/// has no unit.
pub(super) fn unit_label(figure: &Figure) -> Option<String> {
    let unit = figure.unit.as_ref()?;
    Some(match &figure.per {
        Some(per) => format!("{}/{}", unit.name(), per.name()),
        None => unit.name().to_owned(),
    })
}

/// Returns the value of a figure or date in readable form; `None` for other annotations.
pub(super) fn format_value(kind: &AnnotationKind) -> Option<String> {
    let date = kind.date().map(|date| date.value.clone());
    date.or_else(|| kind.figure().map(format_figure))
}

/// Returns the value in readable form: `12,000 troops`, `3–5 percent`, `2–1`, `1/5`.
pub(super) fn format_figure(figure: &Figure) -> String {
    let amount = match figure.amount {
        Amount::Ratio(part, whole) => format!("{part}/{whole}"),
        amount => match amount_digits(amount).map(group_thousands) {
            ValueOrPair::One(one) => one,
            ValueOrPair::Pair(one, other) => format!("{one}–{other}"),
        },
    };
    match unit_label(figure) {
        Some(unit) => format!("{amount} {unit}"),
        None => amount,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::annotation::FigureKind;
    use crate::annotation::Unit;

    #[track_caller]
    fn check_number(amount: Amount, json: &str) {
        let found = serde_json::to_string(&amount_number(amount)).expect("JSON");
        assert_eq!(found, json);
    }

    #[test]
    fn numbers_are_exact() {
        check_number(Amount::Exact(Decimal::new(1, 1)), "0.1");
        check_number(Amount::Exact(Decimal::new(1_500, 3)), "1.5");
        check_number(Amount::Exact(Decimal::new(-35, 1)), "-3.5");
        check_number(Amount::Exact(Decimal::new(3_000_000_000, 0)), "3000000000");
        check_number(Amount::Between(200.into(), 250.into()), "[200,250]");
        check_number(Amount::Ratio(1, 5), "0.2");
        check_number(Amount::Ratio(1, 0), "0");
        check_number(Amount::Ordinal(3), "3");
        check_number(Amount::Score(2, 1), "[2,1]");
        check_number(Amount::Exact(Decimal::MAX), "79228162514264337593543950335");
    }

    #[test]
    fn a_figure_is_said_with_its_unit() {
        let mut figure = Figure::new(FigureKind::Count, Amount::Exact(1_234_567.into()));
        assert_eq!(format_figure(&figure), "1,234,567");
        figure.unit = Some(Unit::Noun("cars".into()));
        figure.per = Some(Unit::Measure("day".into()));
        assert_eq!(format_figure(&figure), "1,234,567 cars/day");
        figure.amount = Amount::Exact(Decimal::new(-123_456, 2));
        assert_eq!(format_figure(&figure), "-1,234.56 cars/day");
    }

    #[test]
    fn a_date_with_both_ends_is_a_pair() {
        assert!(matches!(
            date_value("2013-W12"),
            ValueOrPair::One("2013-W12")
        ));
        assert!(matches!(
            date_value("2023/2024"),
            ValueOrPair::Pair("2023", "2024")
        ));
    }
}
