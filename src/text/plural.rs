//! Numbers in messages: thousands separators, and nouns in the singular or plural.

use std::fmt::Display;

/// Nouns and other words whose plural does not follow from their ending.
const IRREGULAR_PLURALS: &[(&str, &str)] = &[
    ("person", "people"),
    ("index", "indices"),
    ("is", "are"),
    ("it", "them"),
    ("was", "were"),
];

/// Endings that take `es` in the plural.
const SIBILANT_ENDINGS: &[&str] = &["s", "x", "z", "ch", "sh"];

/// Returns a number with its noun, in the plural unless the number is 1: `1 quote`, `1,234 quotes`, `2 new entries`.
///
/// The last word of `noun` gets the plural. Thousands are separated.
///
/// # Examples
///
/// ```
/// # use pullquote::text::count_with_noun;
/// assert_eq!(count_with_noun(1, "new entry"), "1 new entry");
/// assert_eq!(count_with_noun(2_000, "new entry"), "2,000 new entries");
/// ```
pub fn count_with_noun(n: impl Display, noun: &str) -> String {
    let digits = n.to_string();
    format!("{} {}", group_thousands(&digits), agree_with(&digits, noun))
}

/// Returns the words in the plural unless the number is 1: a noun, or a verb or pronoun that refers to it.
pub fn agree_with(n: impl Display, words: &str) -> String {
    if n.to_string() == "1" {
        words.to_owned()
    } else {
        pluralize(words)
    }
}

/// Returns the plural of a noun, or of words that end in one.
fn pluralize(words: &str) -> String {
    let (before, last) = match words.rsplit_once(' ') {
        Some((before, last)) => (format!("{before} "), last),
        None => (String::new(), words),
    };
    let irregular = IRREGULAR_PLURALS.iter().find(|(one, _)| *one == last);
    if let Some((_, many)) = irregular {
        return before + many;
    }
    let has_consonant_before = |stem: &str| !stem.ends_with(['a', 'e', 'i', 'o', 'u']);
    match last.strip_suffix('y') {
        Some(stem) if has_consonant_before(stem) => format!("{before}{stem}ies"),
        _ if SIBILANT_ENDINGS.iter().any(|end| last.ends_with(end)) => format!("{before}{last}es"),
        _ => format!("{before}{last}s"),
    }
}

/// Returns a decimal number with its thousands separated: `1,234`, `-1,234.56`. A number of four digits is separated
/// too.
pub fn group_thousands(n: impl Display) -> String {
    let plain = n.to_string();
    let (sign, digits) = match plain.strip_prefix('-') {
        Some(rest) => ("-", rest),
        None => ("", plain.as_str()),
    };
    let (whole, fraction) = match digits.find('.') {
        Some(at) => digits.split_at(at),
        None => (digits, ""),
    };
    let mut grouped = String::with_capacity(plain.len() + whole.len() / 3);
    grouped.push_str(sign);
    for (at, digit) in whole.chars().enumerate() {
        if at > 0 && (whole.len() - at).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    grouped + fraction
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nouns_agree_with_their_number() {
        let nouns = [
            ("article", "articles"),
            ("new entry", "new entries"),
            ("day", "days"),
            ("match", "matches"),
            ("address", "addresses"),
            ("person", "people"),
        ];
        for (one, many) in nouns {
            let counted = [0, 1, 2, 1_000].map(|n| count_with_noun(n, one));
            let expected = [
                format!("0 {many}"),
                format!("1 {one}"),
                format!("2 {many}"),
                format!("1,000 {many}"),
            ];
            assert_eq!(counted, expected);
        }
        assert_eq!(count_with_noun(1.5, "second"), "1.5 seconds");
        assert_eq!([0, 1, 2].map(|n| agree_with(n, "is")), ["are", "is", "are"]);
    }

    #[test]
    fn thousands_are_separated() {
        let cases = [
            ("0", "0"),
            ("999", "999"),
            ("1000", "1,000"),
            ("1234567", "1,234,567"),
            ("-123", "-123"),
            ("-1234.5678", "-1,234.5678"),
            ("0.0001", "0.0001"),
        ];
        for (plain, grouped) in cases {
            assert_eq!(group_thousands(plain), grouped);
        }
    }
}
