//! Formatting of the values of figures and dates.

use crate::annotation::{
    Amount, Annotation, Change, DateExpression, DateModifier, Decimal, Figure, FigureKind, Level,
    Modifier, Unit,
};

/// Returns the normalised value of a figure: `≤ 12,000`, `▲ 3.5 %`, `USD 1.2 billion`.
pub(super) fn describe_figure(figure: &Figure) -> String {
    let mut words = String::new();
    match figure.change.or(figure.level.map(Level::change)) {
        Some(Change::Up) => words.push_str("▲ "),
        Some(Change::Down) => words.push_str("▼ "),
        None => {}
    }
    match figure.level {
        Some(Level::From(_)) => words.push_str("from "),
        Some(Level::To(_)) => words.push_str("to "),
        None => {}
    }
    if let Some(modifier) = figure.modifier {
        words.push_str(modifier_sign(modifier));
        words.push(' ');
    }
    words.push_str(&amount_with_unit(figure));
    words
}

const fn modifier_sign(modifier: Modifier) -> &'static str {
    match modifier {
        Modifier::Approx => "≈",
        Modifier::MoreThan => ">",
        Modifier::AtLeast => "≥",
        Modifier::LessThan => "<",
        Modifier::AtMost => "≤",
    }
}

fn amount_with_unit(figure: &Figure) -> String {
    let amount = describe_amount(&figure.amount);
    let mut words = match (&figure.unit, figure.kind) {
        (_, FigureKind::Percent) => format!("{amount} %"),
        (Some(Unit::Currency(code)), _) => format!("{code} {amount}"),
        // Nouns are shown separately, in the words of the text (see `RowContent::Value`).
        (Some(Unit::Noun(_)) | None, _) => amount,
        (Some(Unit::Measure(name)), _) => format!("{amount} {}", plural_unit(name, figure)),
    };
    if let Some(per) = &figure.per {
        words.push_str(" per ");
        words.push_str(per.name());
    }
    words
}

fn plural_unit(unit: &str, figure: &Figure) -> String {
    // Abbreviations such as `km` and phrases such as `square km` have no plural form.
    let is_one = figure.amount == Amount::Exact(Decimal::ONE);
    let is_phrase = unit.contains(' ')
        && !unit.contains(" of ")
        && !["point", "mile", "metre"]
            .iter()
            .any(|head| unit.ends_with(head));
    if is_one || unit.ends_with('s') || unit.chars().count() <= 3 || is_phrase {
        unit.to_owned()
    } else if let Some((head, of)) = unit.split_once(" of ") {
        format!("{head}s of {of}")
    } else if unit == "foot" {
        "feet".to_owned()
    } else {
        format!("{unit}s")
    }
}

fn describe_amount(amount: &Amount) -> String {
    match amount {
        Amount::Exact(value) => format_number(*value),
        Amount::Between(low, high) => format!("{}–{}", format_number(*low), format_number(*high)),
        Amount::Ratio(part, whole) => format!("{part} in {whole}"),
        Amount::Ordinal(place) => format_ordinal(*place),
        Amount::Score(one, other) => format!("{one}–{other}"),
    }
}

fn format_ordinal(place: u32) -> String {
    let ending = match (place % 10, place % 100) {
        (_, 11..=13) => "th",
        (1, _) => "st",
        (2, _) => "nd",
        (3, _) => "rd",
        _ => "th",
    };
    format!("{place}{ending}")
}

/// Returns a number with commas. From a million on, a scale word is used if at most three decimals are needed.
fn format_number(value: Decimal) -> String {
    const NUMBER_SCALES: [(i64, &str); 3] = [
        (1_000_000_000_000, "trillion"),
        (1_000_000_000, "billion"),
        (1_000_000, "million"),
    ];
    let size = value.abs();
    for (scale, name) in NUMBER_SCALES {
        let scale = Decimal::from(scale);
        if size < scale {
            continue;
        }
        let scaled = value.checked_div(scale).map(|scaled| scaled.normalize());
        if let Some(scaled) = scaled.filter(|scaled| scaled.scale() <= 3) {
            return format!("{} {name}", format_with_commas(scaled));
        }
    }
    format_with_commas(value.normalize())
}

fn format_with_commas(value: Decimal) -> String {
    let plain = value.to_string();
    let (sign, rest) = plain
        .strip_prefix('-')
        .map_or(("", plain.as_str()), |rest| ("−", rest));
    let (whole, fraction) = rest.split_once('.').unwrap_or((rest, ""));
    let mut grouped = String::from(sign);
    for (n, digit) in whole.chars().enumerate() {
        if n > 0 && (whole.len() - n).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    if !fraction.is_empty() {
        grouped.push('.');
        grouped.push_str(fraction);
    }
    grouped
}

/// Returns the value of a date with its modifier: `2024-11-13`, `≥ 3 weeks`.
pub(super) fn describe_date(date: &DateExpression) -> String {
    let sign = match date.modifier {
        None => "",
        Some(DateModifier::Approx) => "≈ ",
        Some(DateModifier::Start) => "start of ",
        Some(DateModifier::Mid) => "mid ",
        Some(DateModifier::End) => "end of ",
        Some(DateModifier::Before) => "before ",
        Some(DateModifier::After) => "after ",
        Some(DateModifier::MoreThan) => "> ",
        Some(DateModifier::EqualOrMore) => "≥ ",
        Some(DateModifier::LessThan) => "< ",
        Some(DateModifier::EqualOrLess) => "≤ ",
    };
    format!("{sign}{}", format_timex(&date.value))
}

/// Returns a TIMEX3 value in readable form: durations in words, decades with `s`, others unchanged.
fn format_timex(value: &str) -> String {
    match value {
        "PRESENT_REF" => return "now".to_owned(),
        "PAST_REF" => return "in the past".to_owned(),
        "FUTURE_REF" => return "in the future".to_owned(),
        _ => {}
    }
    let (is_time, period) = match (value.strip_prefix("PT"), value.strip_prefix('P')) {
        (Some(rest), _) => (true, rest),
        (None, Some(rest)) => (false, rest),
        _ => return format_decade(value),
    };
    let Some(letter) = period.chars().next_back() else {
        return value.to_owned();
    };
    let n = period.trim_end_matches(letter);
    let unit = match (letter, is_time) {
        ('Y', _) => "year",
        ('M', false) => "month",
        ('W', _) => "week",
        ('D', _) => "day",
        ('H', _) => "hour",
        ('M', true) => "minute",
        ('S', _) => "second",
        _ => return value.to_owned(),
    };
    match n {
        "1" => format!("1 {unit}"),
        "X" => format!("some {unit}s"),
        n if !n.is_empty() && n.chars().all(|c| c.is_ascii_digit() || c == '.') => {
            format!("{n} {unit}s")
        }
        _ => value.to_owned(),
    }
}

fn format_decade(value: &str) -> String {
    let is_decade = value.len() == 3 && value.chars().all(|c| c.is_ascii_digit());
    if is_decade {
        format!("{value}0s")
    } else {
        value.to_owned()
    }
}

/// Returns the sort key for comparing figures by size: the unit, then the amount. A range counts by its upper bound.
pub(super) fn comparison_value(item: &Annotation) -> (String, Option<Decimal>) {
    let Some(figure) = item.kind.figure() else {
        return (String::new(), None);
    };
    let unit = match &figure.unit {
        Some(Unit::Noun(_)) | None => String::new(),
        Some(unit) => unit.name().to_owned(),
    };
    let (_, highest) = figure.amount.bounds();
    (unit, Some(highest))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::annotation::DateKind;

    #[track_caller]
    fn check_figure(kind: FigureKind, amount: Amount, unit: Option<Unit>, expected: &str) {
        let figure = Figure {
            unit,
            ..Figure::new(kind, amount)
        };
        assert_eq!(describe_figure(&figure), expected);
    }

    fn exact_amount(value: i64, scale: u32) -> Amount {
        Amount::Exact(Decimal::new(value, scale))
    }

    #[test]
    fn large_amounts_are_short_where_nothing_is_lost() {
        let dollars = Some(Unit::Currency("USD".into()));
        check_figure(
            FigureKind::Money,
            exact_amount(1_200_000_000, 0),
            dollars,
            "USD 1.2 billion",
        );
        check_figure(
            FigureKind::Number,
            exact_amount(1_234_567, 0),
            None,
            "1,234,567",
        );
        check_figure(FigureKind::Number, exact_amount(12_000, 0), None, "12,000");
        check_figure(FigureKind::Number, exact_amount(-125, 2), None, "−1.25");
    }

    #[test]
    fn every_kind_reads_naturally() {
        check_figure(FigureKind::Percent, exact_amount(35, 1), None, "3.5 %");
        check_figure(FigureKind::Ordinal, Amount::Ordinal(22), None, "22nd");
        check_figure(FigureKind::Ordinal, Amount::Ordinal(113), None, "113th");
        check_figure(FigureKind::Score, Amount::Score(2, 1), None, "2–1");
        check_figure(FigureKind::Fraction, Amount::Ratio(1, 5), None, "1 in 5");
        check_figure(
            FigureKind::Quantity,
            exact_amount(300, 0),
            Some(Unit::Measure("mile".into())),
            "300 miles",
        );
        check_figure(
            FigureKind::Age,
            exact_amount(34, 0),
            Some(Unit::Measure("year of age".into())),
            "34 years of age",
        );
    }

    #[test]
    fn bounds_and_changes_are_signs() {
        let figure = Figure {
            modifier: Some(Modifier::AtMost),
            unit: Some(Unit::Noun("troops".into())),
            change: Some(Change::Up),
            ..Figure::new(FigureKind::Count, exact_amount(12_000, 0))
        };
        assert_eq!(describe_figure(&figure), "▲ ≤ 12,000");
    }

    #[test]
    fn periods_are_in_words_and_dates_stay() {
        let date = |value: &str| {
            describe_date(&DateExpression {
                kind: DateKind::Date,
                value: value.to_owned(),
                modifier: None,
                is_unresolved: false,
                anchor: None,
            })
        };
        assert_eq!(date("P3W"), "3 weeks");
        assert_eq!(date("PT1H"), "1 hour");
        assert_eq!(date("199"), "1990s");
        assert_eq!(date("2024-11-13"), "2024-11-13");
        assert_eq!(date("PXY"), "some years");
        assert_eq!(date("P"), "P");
    }
}
