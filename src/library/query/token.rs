//! The lexer of the query language.

use super::error::{QueryError, QueryProblem};
use crate::invariant::ExpectOr;

/// The type of a token.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum QueryTokenKind {
    /// `(`
    Open,
    /// `)`
    Close,
    /// A negation, `-` or `!`.
    Minus,
    /// A word or a quoted phrase, with an optional field.
    Word {
        field: Option<String>,
        value: String,
        /// The column of the value.
        value_at: usize,
        is_quoted: bool,
    },
}

/// A token with its columns.
pub(super) struct QueryToken {
    pub(super) at: usize,
    pub(super) end: usize,
    pub(super) what: QueryTokenKind,
}

/// Splits a query into tokens. A field and its value are one token.
pub(super) fn tokenize_query(words: &str) -> Result<Vec<QueryToken>, QueryError> {
    let chars: Vec<char> = words.chars().collect();
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(&c) = chars.get(at) {
        let start = at;
        let what = match c {
            _ if c.is_whitespace() => {
                at += 1;
                continue;
            }
            '(' => QueryTokenKind::Open,
            ')' => QueryTokenKind::Close,
            // A dash before white space is a word of its own, as in "a - b".
            '-' | '!' if chars.get(at + 1).is_some_and(|c| !c.is_whitespace()) => {
                QueryTokenKind::Minus
            }
            _ => {
                let (field, value_at) = scan_field(&chars, at);
                let (value, is_quoted, end) = scan_value(&chars, value_at)?;
                at = end;
                found.push(QueryToken {
                    at: start,
                    end,
                    what: QueryTokenKind::Word {
                        field,
                        value,
                        value_at,
                        is_quoted,
                    },
                });
                continue;
            }
        };
        at += 1;
        found.push(QueryToken {
            at: start,
            end: at,
            what,
        });
    }
    Ok(found)
}

/// Returns the field at `at`, if there are letters followed by a colon, and the position of the value.
fn scan_field(chars: &[char], at: usize) -> (Option<String>, usize) {
    let rest = chars
        .get(at..)
        .expect_or_default("the position lies in the query");
    let name: String = rest
        .iter()
        .take_while(|c| c.is_ascii_alphabetic())
        .collect();
    let behind = rest
        .get(name.len()..)
        .expect_or_default("a name in ASCII has as many bytes as characters");
    // A URL such as `https://…` is a word, not a field.
    let is_field = !name.is_empty() && behind.first() == Some(&':') && behind.get(1) != Some(&'/');
    if is_field {
        let n = name.len();
        (Some(name.to_ascii_lowercase()), at + n + 1)
    } else {
        (None, at)
    }
}

/// Returns the value at `at`, whether it is quoted, and the position after it. A `*` after the closing quote is kept, and
/// so is a distance: `~5`.
fn scan_value(chars: &[char], at: usize) -> Result<(String, bool, usize), QueryError> {
    let rest = chars
        .get(at..)
        .expect_or_default("the position lies in the query");
    if let Some(close) = rest.first().copied().and_then(closing_quote) {
        let inside = rest
            .get(1..)
            .expect_or_default("a quotation mark is one character");
        let Some(n) = inside.iter().position(|c| *c == close) else {
            return Err(QueryProblem::Missing("the closing quotation mark").at(at..at + rest.len()));
        };
        let mut value: String = inside.iter().take(n).collect();
        let mut end = at + n + 2;
        if chars.get(end) == Some(&'*') {
            value.push('*');
            end += 1;
        }
        let distance = chars.iter().skip(end).enumerate();
        let distance = distance.take_while(|(n, c)| {
            if *n == 0 {
                **c == '~'
            } else {
                c.is_ascii_digit()
            }
        });
        let distance: String = distance.map(|(_, c)| c).collect();
        if distance.len() > 1 {
            end += distance.len();
            value.push_str(&distance);
        }
        return Ok((value, true, end));
    }
    let n = rest
        .iter()
        .take_while(|c| !c.is_whitespace() && !matches!(c, '(' | ')'))
        .count();
    Ok((rest.iter().take(n).collect(), false, at + n))
}

/// Returns the closing mark for an opening quotation mark.
const fn closing_quote(open: char) -> Option<char> {
    match open {
        '"' => Some('"'),
        '“' => Some('”'),
        '«' => Some('»'),
        _ => None,
    }
}
