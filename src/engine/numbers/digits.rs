//! Numbers in digits, read exactly.

use crate::annotation::Decimal;
use crate::invariant::ExpectOr;

/// The maximum number of digits of a number: a decimal cannot hold more.
const MAX_DECIMAL_DIGITS: usize = 27;

/// Returns the value of a run of digits with commas and points: `1,750,000`, `12,34,567.89`, `4.5`. `None` if the
/// separators are not those of a number (`24.2.1`) or there are too many digits.
pub(super) fn read_digit_run(run: &str) -> Option<Decimal> {
    let (whole, fraction) = match run.split_once('.') {
        Some((whole, fraction)) => (whole, Some(fraction)),
        None => (run, None),
    };
    if fraction.is_some_and(|digits| digits.contains(['.', ','])) || !is_grouped(whole) {
        return None;
    }
    let mut mantissa: i128 = 0;
    let mut n_digits = 0;
    let digits = whole
        .bytes()
        .chain(fraction.into_iter().flat_map(str::bytes))
        .filter(|byte| *byte != b',');
    for digit in digits {
        n_digits += 1;
        if n_digits > MAX_DECIMAL_DIGITS || !digit.is_ascii_digit() {
            return None;
        }
        mantissa = mantissa * 10 + i128::from(digit - b'0');
    }
    let scale = u32::try_from(fraction.map_or(0, str::len)).ok()?;
    Decimal::try_from_i128_with_scale(mantissa, scale).ok()
}

/// Returns whether commas separate groups of three digits, or groups as in India: three digits at the end, two before.
fn is_grouped(whole: &str) -> bool {
    let mut groups = whole.split(',').rev();
    let last = groups.next().expect_or_default("a split has a first part");
    let groups: Vec<_> = groups.map(str::len).collect();
    let Some((first, middle)) = groups.split_last() else {
        return !last.is_empty();
    };
    let western = (1..=3).contains(first) && middle.iter().all(|len| *len == 3);
    let indian = (1..=2).contains(first) && middle.iter().all(|len| *len == 2);
    last.len() == 3 && (western || indian)
}

/// Returns the value of a run of digits as written in continental Europe: points between groups of three, `1.250.000`,
/// and a decimal comma, `63,45`. A single point or comma could also be English; such a number is read only if
/// `beside_unit`, and only if it cannot be an English number.
pub(super) fn read_continental(run: &str, beside_unit: bool) -> Option<Decimal> {
    let (whole, fraction) = match run.split_once(',') {
        Some((whole, fraction)) => (whole, Some(fraction)),
        None => (run, None),
    };
    let n_points = whole.matches('.').count();
    let is_plain = fraction.is_none_or(|digits| {
        !digits.is_empty() && digits.len() != 3 && digits.bytes().all(|b| b.is_ascii_digit())
    });
    let is_sure = n_points > 1 || beside_unit && (fraction.is_some() || n_points == 1);
    if !is_plain || !is_sure || !is_grouped(&whole.replace('.', ",")) {
        return None;
    }
    let whole = whole.replace('.', "");
    match fraction {
        Some(fraction) => read_digit_run(&format!("{whole}.{fraction}")),
        None => read_digit_run(&whole),
    }
}

/// Returns the parts of a vulgar fraction in one character: `½` is (1, 2).
pub(super) const fn vulgar_fraction(c: char) -> Option<(u8, u8)> {
    Some(match c {
        '½' => (1, 2),
        '⅓' => (1, 3),
        '⅔' => (2, 3),
        '¼' => (1, 4),
        '¾' => (3, 4),
        '⅕' => (1, 5),
        '⅖' => (2, 5),
        '⅗' => (3, 5),
        '⅘' => (4, 5),
        '⅙' => (1, 6),
        '⅚' => (5, 6),
        '⅐' => (1, 7),
        '⅛' => (1, 8),
        '⅜' => (3, 8),
        '⅝' => (5, 8),
        '⅞' => (7, 8),
        '⅑' => (1, 9),
        '⅒' => (1, 10),
        _ => return None,
    })
}

/// Returns `value` times ten to the power of `scale`; `None` if a decimal cannot hold it.
pub(super) fn scale_up(value: Decimal, scale: u8) -> Option<Decimal> {
    let power = 10_i64.checked_pow(u32::from(scale))?;
    value
        .checked_mul(Decimal::from(power))
        .map(|v| v.normalize())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn assert_number(run: &str, expected: Option<&str>) {
        assert_eq!(
            read_digit_run(run).map(|v| v.to_string()).as_deref(),
            expected
        );
    }

    #[test]
    fn groups_are_read() {
        assert_number("1,750,000", Some("1750000"));
        assert_number("12,34,567.89", Some("1234567.89"));
        assert_number("41.20", Some("41.20"));
        assert_number("007", Some("7"));
    }

    #[test]
    fn marks_in_other_places_make_no_number() {
        assert_number("24.2.1", None);
        assert_number("1,3", None);
        assert_number("1,7500", None);
        assert_number("1.5,000", None);
        assert_number(&"9".repeat(400), None);
    }

    #[track_caller]
    fn check_continental(run: &str, beside_unit: bool, expected: Option<&str>) {
        let read = read_continental(run, beside_unit);
        assert_eq!(read.map(|v| v.to_string()).as_deref(), expected, "{run}");
    }

    #[test]
    fn points_and_commas_of_the_continent_are_read() {
        check_continental("63,45", true, Some("63.45"));
        check_continental("1.250.000", false, Some("1250000"));
        check_continental("1.250,5", true, Some("1250.5"));
        check_continental("63,45", false, None);
        check_continental("24.2.1", true, None);
        check_continental("28.07.2017", true, None);
        check_continental("1,,5", true, None);
    }

    #[test]
    fn too_large_a_scale_gives_nothing() {
        assert_eq!(scale_up(Decimal::MAX, 3), None);
        assert_eq!(scale_up(Decimal::ONE, 200), None);
        assert_eq!(scale_up(Decimal::new(13, 1), 9), Some(1_300_000_000.into()));
    }
}
