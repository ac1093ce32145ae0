//! Recognizes the lines under a title: byline, occupation, date.

use crate::article::PublicationDate;
use crate::article::read::{dates, fields};

/// The maximum length of a byline or date under a title, in characters. Longer lines are text that happens to mention a
/// date.
const MAX_DETAIL_CHARS: usize = 120;

/// The maximum length of a line that contains only a date, in bytes.
const MAX_DATE_BYTES: usize = 60;

/// Occupations that may be the only words of the line under a byline, in lower case.
const OCCUPATIONS: &[&str] = &[
    "writer",
    "reporter",
    "editor",
    "correspondent",
    "columnist",
    "contributor",
    "staff",
    "bureau",
    "desk",
    "critic",
];

/// One part of a line under a title.
pub(super) enum DetailPart {
    /// The names of the authors.
    Byline(String),
    /// The date of publication or of an update.
    Date(PublicationDate),
}

/// Returns whether a line consists only of a byline and dates.
pub(super) fn is_detail_line(words: &str) -> bool {
    parse_details(words).is_some()
}

/// Returns the parts of a line that consists only of bylines and dates, each with its words; otherwise `None`. A name
/// without "By" counts only next to a date.
pub(super) fn parse_details(words: &str) -> Option<Vec<(DetailPart, &str)>> {
    if words.chars().count() > MAX_DETAIL_CHARS {
        return None;
    }
    let written: Vec<&str> = words
        .split(['|', '·', '•'])
        .map(str::trim)
        .filter(|part| !part.is_empty())
        .collect();
    let has_date = written.iter().any(|part| parse_date_line(part).is_some());
    let parts = written.iter().map(|part| {
        let byline = parse_byline(part).map(DetailPart::Byline);
        let date = || parse_date_line(part).map(DetailPart::Date);
        let name = || {
            parse_name(part)
                .filter(|_| has_date)
                .map(DetailPart::Byline)
        };
        let found = byline.or_else(date).or_else(name)?;
        Some((found, *part))
    });
    let parts: Vec<_> = parts.collect::<Option<_>>()?;
    Some(parts).filter(|parts| !parts.is_empty())
}

/// Returns the date in a short line, which may begin with "Published" or "Updated", or with the place: "Elm Junction, 14
/// May 2024".
fn parse_date_line(words: &str) -> Option<PublicationDate> {
    if words.len() > MAX_DATE_BYTES || words.ends_with(['.', '?', '!']) && !words.ends_with("m.") {
        return None;
    }
    dates::parse_date_text(words).or_else(|| {
        let (place, date) = words.split_once(", ")?;
        let is_place = place
            .split(' ')
            .all(|word| word.starts_with(char::is_uppercase));
        let date = dates::parse_date_text(date)?;
        (is_place && place.split(' ').count() <= 3).then_some(date)
    })
}

/// Returns whether a line gives the date of an update.
pub(super) fn is_update_line(words: &str) -> bool {
    let lower = words.to_lowercase();
    ["updated", "last updated", "modified", "last modified"]
        .iter()
        .any(|begin| lower.starts_with(begin))
}

/// Returns whether a line is an occupation alone: "STAFF WRITER", "Transport Editor".
pub(super) fn is_occupation(words: &str) -> bool {
    let n_words = words.split_whitespace().count();
    let begins = words.starts_with(char::is_uppercase);
    let last = words
        .split_whitespace()
        .next_back()
        .unwrap_or_default()
        .to_lowercase();
    (1..=5).contains(&n_words) && begins && OCCUPATIONS.contains(&last.as_str())
}

/// Returns the text if it is a name of two to four words.
fn parse_name(words: &str) -> Option<String> {
    let n_words = words.split_whitespace().count();
    let is_name = words.split_whitespace().all(|word| {
        word.starts_with(char::is_uppercase)
            && word
                .chars()
                .all(|c| c.is_alphabetic() || matches!(c, '.' | '-' | '\'' | '’'))
    });
    ((2..=4).contains(&n_words) && is_name)
        .then(|| fields::clean_byline(words))
        .flatten()
}

/// Returns the names in a line such as "By Jane Doe and John Smith".
fn parse_byline(words: &str) -> Option<String> {
    let rest = words
        .strip_prefix("By ")
        .or_else(|| words.strip_prefix("BY "))
        .or_else(|| words.strip_prefix("by "))?;
    let names: Vec<&str> = rest.split_whitespace().collect();
    let is_name = |word: &&str| {
        word.starts_with(char::is_uppercase)
            || matches!(
                *word,
                "and" | "&" | "in" | "for" | "of" | "de" | "von" | "van" | "al" | "bin"
            )
    };
    // Up to about four authors with connecting words; longer lines are sentences.
    let is_byline = (1..=14).contains(&names.len())
        && names.iter().all(is_name)
        && names
            .first()
            .is_some_and(|word| word.starts_with(char::is_uppercase))
        && !rest.ends_with(['.', '!', '?']);
    is_byline.then(|| fields::clean_byline(rest)).flatten()
}
