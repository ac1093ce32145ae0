//! Converts a field and its value to a [`QueryTerm`].

use std::str::FromStr;

use jiff::civil::Date;
use jiff::{Span, ToSpan};

use super::model::{EntryFlag, QUERY_FIELDS, QueryError, QueryTerm, SearchWords};

/// Returns the condition for a field and value; without a field, a full-text search.
pub(super) fn parse_term(
    field: Option<&str>,
    value: &str,
    at: usize,
    today: Date,
) -> Result<QueryTerm, QueryError> {
    let owned = value.to_owned();
    let day = |field| {
        parse_day(value, today).ok_or(QueryError::Value {
            at,
            field,
            value: value.to_owned(),
            takes: "a day: 2026-03-01, 2026-03, 2026, 7d, 3w, 6m, 1y, today, yesterday",
        })
    };
    if let Some(name) = field
        && value.is_empty()
    {
        let is_known = QUERY_FIELDS.iter().any(|(known, _)| *known == name);
        return Err(if is_known {
            QueryError::Missing {
                at: at + name.len() + 1,
                what: "the value of the field",
            }
        } else {
            QueryError::Field {
                at,
                name: name.to_owned(),
            }
        });
    }
    Ok(match field {
        None | Some("text") => QueryTerm::Text(search_words(value)),
        Some("title") => QueryTerm::Title(search_words(value)),
        Some("feed") => QueryTerm::Feed(owned),
        Some("folder") => QueryTerm::Folder(owned),
        Some("tag") => QueryTerm::Tag(owned),
        Some("site") => QueryTerm::Site(owned),
        Some("entity") => QueryTerm::Entity(owned),
        Some("speaker") => QueryTerm::Speaker(owned),
        Some("author") => QueryTerm::Author(owned),
        Some("category") => QueryTerm::Category(owned),
        Some("since") => QueryTerm::Since(day("since")?),
        Some("before") => QueryTerm::Before(day("before")?),
        Some("is") => {
            let known = EntryFlag::ALL
                .iter()
                .find(|(name, _)| value.eq_ignore_ascii_case(name));
            let flag = known.ok_or(QueryError::Value {
                at,
                field: "is",
                value: owned,
                takes: "unread, read, starred, tagged, archived or deleted",
            })?;
            QueryTerm::Is(flag.1)
        }
        Some(name) => {
            return Err(QueryError::Field {
                at,
                name: name.to_owned(),
            });
        }
    })
}

/// Splits off a trailing `*`, which marks a prefix.
fn search_words(value: &str) -> SearchWords {
    let words = value.trim_end_matches('*');
    SearchWords {
        words: words.to_owned(),
        is_prefix: words.len() < value.len(),
    }
}

/// Returns the day that a value means: a date, the first day of a month or year, or a number of days, weeks, months or
/// years before `today`.
fn parse_day(value: &str, today: Date) -> Option<Date> {
    match value.to_ascii_lowercase().as_str() {
        "today" => return Some(today),
        "yesterday" => return today.yesterday().ok(),
        _ => {}
    }
    let parts: Vec<&str> = value.split('-').collect();
    match parts.as_slice() {
        [_, _, _] => return Date::from_str(value).ok(),
        [year, month] => return Date::new(year.parse().ok()?, month.parse().ok()?, 1).ok(),
        _ => {}
    }
    let digits = value.trim_end_matches(|c: char| c.is_ascii_alphabetic());
    let unit = value.get(digits.len()..)?;
    if unit.is_empty() && digits.len() == 4 {
        return Date::new(digits.parse().ok()?, 1, 1).ok();
    }
    // Keeps the span within the limits of `jiff`, which would reject a larger one with a panic.
    let n: i32 = digits.parse().ok().filter(|n| (0..=100_000).contains(n))?;
    let span: Span = match unit {
        "d" => n.days(),
        "w" => n.weeks(),
        "m" => n.months(),
        "y" if n < 10_000 => n.years(),
        _ => return None,
    };
    today.checked_sub(span).ok()
}
