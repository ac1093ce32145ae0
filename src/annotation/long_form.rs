//! The long form of a figure (all digits and the full unit name) and its conversion to the other unit system.

use rust_decimal::Decimal;

use super::units::{find_currency, find_measure};
use super::{Amount, Figure, FigureKind, Unit};
use crate::invariant::ExpectOr;
use crate::text::group_thousands;

impl Figure {
    /// Returns the figure with all digits and the name of its unit. `None` for scores and ordinals.
    ///
    /// ```
    /// use pullquote::annotation::{Amount, Decimal, Figure, FigureKind, Unit};
    /// let mut figure = Figure::new(FigureKind::Money, Amount::Exact(Decimal::from(1_300_000_000)));
    /// figure.unit = Some(Unit::Currency("USD".into()));
    /// assert_eq!(figure.long_form().as_deref(), Some("1,300,000,000 US dollars"));
    /// ```
    pub fn long_form(&self) -> Option<String> {
        let number = match self.amount {
            Amount::Exact(value) => group_thousands(value.normalize()),
            Amount::Between(low, high) => {
                format!(
                    "{} to {}",
                    group_thousands(low.normalize()),
                    group_thousands(high.normalize())
                )
            }
            Amount::Ratio(..) => {
                let share = self.amount.bounds().0.checked_mul(Decimal::ONE_HUNDRED)?;
                let share = share.round_dp(2).normalize();
                return Some(format!("{share} percent"));
            }
            Amount::Ordinal(_) | Amount::Score(..) => return None,
        };
        let is_one = self.amount == Amount::Exact(Decimal::ONE);
        let mut long = number;
        if let Some(unit) = &self.unit {
            long.push(' ');
            long.push_str(unit_name(unit, is_one));
        }
        if let Some(unit) = &self.per {
            long.push_str(" per ");
            long.push_str(unit_name(unit, true));
        }
        Some(long)
    }

    /// Returns the amount in the corresponding unit of the other system (miles for kilometres, Fahrenheit for Celsius),
    /// rounded to the precision of the original. `None` if there is no such unit.
    ///
    /// ```
    /// use pullquote::annotation::{Amount, Decimal, Figure, FigureKind, Unit};
    /// let mut figure = Figure::new(FigureKind::Quantity, Amount::Exact(Decimal::from(300)));
    /// figure.unit = Some(Unit::Measure("mile".into()));
    /// assert_eq!(figure.converted().as_deref(), Some("483 kilometres"));
    /// ```
    pub fn converted(&self) -> Option<String> {
        let Some(Unit::Measure(name)) = &self.unit else {
            return None;
        };
        // Ages have a unit of measure too (years), but no useful conversion.
        if self.kind != FigureKind::Quantity {
            return None;
        }
        let unit = find_measure(name)?;
        let one = |value: Decimal| {
            let (converted, other) = unit.convert(value)?;
            Some((round_converted(converted, value)?, other))
        };
        match self.amount {
            Amount::Exact(value) => {
                let (converted, other) = one(value)?;
                Some(format!(
                    "{} {}",
                    group_thousands(converted.normalize()),
                    other.plural
                ))
            }
            Amount::Between(low, high) => {
                let ((low, _), (high, other)) = (one(low)?, one(high)?);
                Some(format!(
                    "{} to {} {}",
                    group_thousands(low.normalize()),
                    group_thousands(high.normalize()),
                    other.plural
                ))
            }
            _ => None,
        }
    }
}

/// Returns the full name of a unit; its code or name as given if it is unknown.
fn unit_name(unit: &Unit, is_one: bool) -> &str {
    match unit {
        Unit::Currency(code) => find_currency(code).map_or(code.as_str(), |known| {
            if is_one { known.name } else { known.plural }
        }),
        Unit::Measure(name) => find_measure(name).map_or(name.as_str(), |known| {
            if is_one { known.name } else { known.plural }
        }),
        Unit::Noun(noun) => noun,
    }
}

/// Rounds a converted value to as many significant digits as the original has, but at least three. With one digit, 5, 6
/// and 7 miles would be 8, 10 and 10 kilometres.
fn round_converted(converted: Decimal, original: Decimal) -> Option<Decimal> {
    let digits = original.normalize().mantissa().unsigned_abs().to_string();
    // 28 digits is the precision of `Decimal`.
    let n_digits = u32::try_from(digits.trim_end_matches('0').len())
        .expect_or(28, "a decimal has at most 29 digits");
    Some(converted.round_sf(n_digits.clamp(3, 28))?.normalize())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sample_figure(kind: FigureKind, amount: Amount, unit: Option<Unit>) -> Figure {
        Figure {
            unit,
            ..Figure::new(kind, amount)
        }
    }

    fn exact_amount(value: &str) -> Amount {
        Amount::Exact(Decimal::from_str_exact(value).expect("a number"))
    }

    #[track_caller]
    fn check_long_form(amount: Amount, unit: Unit, expected: &str) {
        let figure = sample_figure(FigureKind::Quantity, amount, Some(unit));
        assert_eq!(figure.long_form().as_deref(), Some(expected));
    }

    #[track_caller]
    fn check_conversion(amount: Amount, name: &str, expected: Option<&str>) {
        let unit = Some(Unit::Measure(name.into()));
        let figure = sample_figure(FigureKind::Quantity, amount, unit);
        assert_eq!(figure.converted().as_deref(), expected);
    }

    #[test]
    fn the_long_form_has_every_digit() {
        check_long_form(
            exact_amount("-1234.50"),
            Unit::Currency("GBP".into()),
            "-1,234.5 pounds sterling",
        );
        check_long_form(
            exact_amount("1"),
            Unit::Currency("USD".into()),
            "1 US dollar",
        );
        check_long_form(
            exact_amount("999"),
            Unit::Noun("troops".into()),
            "999 troops",
        );
        let range = Amount::Between(3_000_000.into(), 5_000_000.into());
        check_long_form(
            range,
            Unit::Measure("tonne".into()),
            "3,000,000 to 5,000,000 tonnes",
        );
        let fifth = sample_figure(FigureKind::Fraction, Amount::Ratio(1, 5), None);
        assert_eq!(fifth.long_form().as_deref(), Some("20 percent"));
    }

    #[test]
    fn a_rate_names_what_it_is_for() {
        let mut rate = sample_figure(
            FigureKind::Money,
            exact_amount("83"),
            Some(Unit::Currency("USD".into())),
        );
        rate.per = Some(Unit::Measure("barrel".into()));
        assert_eq!(
            rate.long_form().as_deref(),
            Some("83 US dollars per barrel")
        );
    }

    #[test]
    fn units_convert_to_the_other_system() {
        check_conversion(exact_amount("100"), "kilometre", Some("62.1 miles"));
        check_conversion(
            exact_amount("41.2"),
            "celsius",
            Some("106 degrees Fahrenheit"),
        );
        check_conversion(
            exact_amount("-40"),
            "fahrenheit",
            Some("-40 degrees Celsius"),
        );
        check_conversion(exact_amount("12400"), "hectare", Some("30,600 acres"));
    }

    #[test]
    fn what_has_no_counterpart_is_not_converted() {
        check_conversion(exact_amount("5"), "gigawatt", None);
        check_conversion(exact_amount("5"), "no such unit", None);
        check_conversion(Amount::Exact(Decimal::MAX), "mile", None);
    }
}
