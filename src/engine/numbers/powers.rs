//! Raised digits: powers of ten (`3 × 10⁶`, `1.5x10^-3`) and the footnote marks that follow a number (`1,200³`).

use super::digits::scale_up;
use super::subtoken::{SubtokenClass, SubtokenLine};
use crate::annotation::Decimal;

/// The maximum number of raised digits that are read as one exponent or mark. A page has fewer than 1,000 notes.
const MAX_RAISED_DIGITS: usize = 3;

/// A value with the index after its last subtoken.
type Read = (Decimal, usize);

/// Returns whether a multiplication sign and a power of ten are at subtoken `at`.
pub(in crate::engine) fn is_power_after(line: SubtokenLine<'_>, at: usize) -> bool {
    let is_sign = matches!(line.raw(at), "×" | "·" | "⋅" | "∙" | "*" | "x" | "X");
    is_sign && line.is_glued(at) == line.is_glued(at + 1) && is_power(line, at + 1)
}

/// Returns whether a power of ten is at subtoken `index`, `10⁶` or `10^6`.
pub(super) fn is_power(line: SubtokenLine<'_>, index: usize) -> bool {
    read_exponent_of_ten(line, index).is_some()
}

/// Returns `mantissa` times the power of ten at subtoken `index`. `None` if a decimal cannot hold it.
pub(super) fn multiply_by_power(
    line: SubtokenLine<'_>,
    mantissa: Decimal,
    index: usize,
) -> Option<Read> {
    let (exponent, end) = read_exponent_of_ten(line, index)?;
    Some((shift_by_power(mantissa, exponent)?, end))
}

/// Returns the index after the raised digits at subtoken `at` if they are a footnote mark and not part of the number;
/// otherwise `None`.
pub(super) fn skip_footnote_mark(line: SubtokenLine<'_>, at: usize) -> Option<usize> {
    let (_, end) = read_raised(line, at)?;
    Some(end)
}

/// Returns whether raised digits at subtoken `at` are an exponent that is not supported: "2³ = 8".
pub(super) fn is_unread_power(line: SubtokenLine<'_>, at: usize) -> bool {
    let is_operator = |at| matches!(line.raw(at), "=" | "×" | "+" | "−" | "÷" | "≈" | "<" | ">");
    read_raised(line, at).is_some_and(|(_, end)| is_operator(end))
}

/// Returns the exponent of the power of ten at subtoken `index`, and the index after it.
fn read_exponent_of_ten(line: SubtokenLine<'_>, index: usize) -> Option<(i8, usize)> {
    if line.raw(index) != "10" {
        return None;
    }
    let at = index + 1;
    read_raised(line, at).or_else(|| read_caret(line, at))
}

/// Returns the number that raised digits and a raised sign make at subtoken `at`, and the index after them.
fn read_raised(line: SubtokenLine<'_>, at: usize) -> Option<(i8, usize)> {
    let (sign, first) = match line.raw(at) {
        "⁻" => (-1, at + 1),
        "⁺" => (1, at + 1),
        _ => (1, at),
    };
    let mut value: i8 = 0;
    let mut end = first;
    while end - first < MAX_RAISED_DIGITS
        && line.is_glued(end)
        && let Some(digit) = raised_digit(line.raw(end))
    {
        value = value.checked_mul(10)?.checked_add(digit)?;
        end += 1;
    }
    (end > first && line.is_glued(at)).then_some((sign * value, end))
}

/// Returns the number after a caret at subtoken `at`, and the index after it: `^6`, `^-3`.
fn read_caret(line: SubtokenLine<'_>, at: usize) -> Option<(i8, usize)> {
    if line.raw(at) != "^" || !line.is_glued(at) || !line.is_glued(at + 1) {
        return None;
    }
    let (sign, digits) = match line.raw(at + 1) {
        "-" | "−" if line.is_glued(at + 2) => (-1, at + 2),
        _ => (1, at + 1),
    };
    let is_digits = line.class(digits) == SubtokenClass::Digits;
    let value: i8 = is_digits.then(|| line.raw(digits).parse().ok())??;
    Some((sign * value, digits + 1))
}

const fn raised_digit(piece: &str) -> Option<i8> {
    Some(match piece.as_bytes() {
        [0xE2, 0x81, 0xB0] => 0,
        [0xC2, 0xB9] => 1,
        [0xC2, 0xB2] => 2,
        [0xC2, 0xB3] => 3,
        [0xE2, 0x81, last @ 0xB4..=0xB9] => (*last - 0xB0).cast_signed(),
        _ => return None,
    })
}

/// Returns the value times ten to the power of `exponent`; `None` if a decimal cannot hold it.
fn shift_by_power(value: Decimal, exponent: i8) -> Option<Decimal> {
    let power = scale_up(Decimal::ONE, exponent.unsigned_abs())?;
    let shifted = if exponent < 0 {
        value.checked_div(power)
    } else {
        value.checked_mul(power)
    };
    shifted.map(|value| value.normalize())
}

#[cfg(test)]
mod tests {
    use super::super::grammar::read_number;
    use super::super::subtokenize::read_first_line;
    use crate::article::{Article, ArticleMetadata};
    use crate::engine::token::segment_article;

    /// Checks the first number of a text and the words it takes.
    #[track_caller]
    fn assert_value(text: &str, expected: Option<(&str, &str)>) {
        let article = Article::verbatim(text, ArticleMetadata::default()).expect("short");
        let (tokens, sentences) = segment_article(&article, usize::MAX, &|| false);
        read_first_line(article.text(), &tokens, &sentences, |line| {
            let found = (0..line.len()).find_map(|at| {
                let number = read_number(line, at)?;
                Some((number.low.to_string(), line.range(at..number.end)))
            });
            let found = found.map(|(value, range)| (value, article.text().slice(range)));
            let found = found
                .as_ref()
                .map(|(value, words)| (value.as_str(), *words));
            assert_eq!(found, expected, "{text}");
        });
    }

    #[test]
    fn powers_of_ten_are_read() {
        assert_value("It fired 3 × 10⁶ pulses.", Some(("3000000", "3 × 10⁶")));
        assert_value("A mass of 4.2x10^5 kg.", Some(("420000", "4.2x10^5")));
        assert_value("Some 1.5 x 10^-3 grams.", Some(("0.0015", "1.5 x 10^-3")));
        assert_value("About 5·10⁻³ grams.", Some(("0.005", "5·10⁻³")));
        assert_value("A count of 10¹² cells.", Some(("1000000000000", "10¹²")));
        assert_value(
            "Some 2 × 10⁶ million.",
            Some(("2000000000000", "2 × 10⁶ million")),
        );
    }

    #[test]
    fn footnote_marks_are_no_part_of_the_value() {
        assert_value("Some 1,200³ people came.", Some(("1200", "1,200³")));
        assert_value("The toll was 41¹².", Some(("41", "41¹²")));
        assert_value(
            "Some 1,200³ million.",
            Some(("1200000000", "1,200³ million")),
        );
    }

    #[test]
    fn exponents_that_no_decimal_holds_and_other_powers_give_nothing() {
        assert_value("They say 2³ = eight.", Some(("8", "eight")));
        assert_value("Over 10⁸⁰ atoms.", None);
        assert_value("Over 3 × 10⁸⁰ atoms.", None);
        assert_value("A 3 x 4 grid.", Some(("3", "3")));
        assert_value("A 3 × 10 grid.", Some(("3", "3")));
    }
}
