//! The query language of the filter line, saved queries and `pullquote search`.
//!
//! ```text
//! query  = or ; or = and { "or" and } ; and = unary { [ "and" ] unary } ; unary = [ "not" | "-" ] atom
//! atom   = "(" or ")" | field ":" value | value ; value = word [ "*" ] | quoted
//! ```
//!
//! Adjacent conditions must all hold. Fields and operators are case-insensitive. A quoted word is never a field or an
//! operator. `token.rs` splits the input, `grammar.rs` parses it, `term.rs` interprets fields and values.

mod grammar;
mod term;
mod token;

use jiff::civil::Date;
use thiserror::Error;

use crate::text::escape_unsafe;

use super::FeedId;
use grammar::QueryParser;
use token::tokenize_query;

/// The maximum nesting of parentheses and negations. The parser is recursive, so unlimited nesting could overflow the
/// stack; real queries nest a few levels.
const MAX_NESTING_DEPTH: usize = 64;

/// The number of words and conditions that a query may have. SQLite takes expressions of a depth of 1000, and each
/// condition adds one to it; a saved query that is narrowed by another query has the conditions of both.
const MAX_TERMS: usize = 256;

/// A query over the library.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Query {
    /// Matches every entry.
    #[default]
    All,
    /// Matches one condition.
    Term(QueryTerm),
    /// Matches what the inner query does not match.
    Not(Box<Query>),
    /// Matches if all parts match. Never empty.
    And(Vec<Query>),
    /// Matches if any part matches. Never empty.
    Or(Vec<Query>),
}

/// A condition on an entry. Names are compared ignoring case and accents.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum QueryTerm {
    /// The entry comes from this feed. Used by the feed list; has no syntax.
    From(FeedId),
    /// The title or address of the feed contains this.
    Feed(String),
    /// The feed is in this folder or a subfolder.
    Folder(String),
    /// The entry has this tag.
    Tag(String),
    /// The entry has this flag.
    Is(EntryFlag),
    /// The host of the page is this domain or a subdomain: `bbc.co.uk`.
    Site(String),
    /// Published on or after this day.
    Since(Date),
    /// Published before this day.
    Before(Date),
    /// The text mentions an entity with this name or key (`person/antony-blinken`).
    Entity(String),
    /// A quoted speaker has this name.
    Speaker(String),
    /// The author's name contains this.
    Author(String),
    /// One of the feed's categories of the entry contains this.
    Category(String),
    /// The title contains this phrase.
    Title(SearchWords),
    /// The title or the text contains this phrase.
    Text(SearchWords),
}

/// A phrase to search for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SearchWords {
    /// One word, or several consecutive words.
    pub words: String,
    /// Whether the last word is a prefix (typed with `*`).
    pub is_prefix: bool,
}

/// A property that entries can be selected by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EntryFlag {
    /// Not read.
    Unread,
    /// Read.
    Read,
    /// Starred.
    Starred,
    /// Has at least one tag.
    Tagged,
    /// Deleted but not yet purged. Deleted entries are excluded from all other queries.
    Deleted,
    /// Archived. Archived entries are excluded from all other queries.
    Archived,
}

impl EntryFlag {
    /// All flags with their names in the query language.
    pub const ALL: [(&'static str, Self); 6] = [
        ("unread", Self::Unread),
        ("read", Self::Read),
        ("starred", Self::Starred),
        ("tagged", Self::Tagged),
        ("deleted", Self::Deleted),
        ("archived", Self::Archived),
    ];
}

/// The fields of the query language with their descriptions, for help and completion.
pub const QUERY_FIELDS: &[(&str, &str)] = &[
    ("feed", "the feed's title or address"),
    ("folder", "the feed's folder, with those below it"),
    ("tag", "a tag"),
    ("is", "unread, read, starred, tagged, archived or deleted"),
    ("site", "the page's host"),
    (
        "since",
        "published since a day: 2026-03-01, 7d, 3w, 6m, 1y, today, yesterday",
    ),
    ("before", "published before a day"),
    (
        "entity",
        "a person, organization, place or other name in the text",
    ),
    ("speaker", "a quoted speaker"),
    ("author", "the author"),
    ("category", "a category given by the feed"),
    ("title", "words of the headline"),
    ("text", "words of headline or text"),
];

/// A syntax error in a query. `at` is a column, in characters from 0; messages count from 1.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum QueryError {
    /// An unknown field.
    #[error("column {}: there is no field `{}:`; fields are {}", at + 1, escape_unsafe(name), field_names())]
    Field {
        /// The column.
        at: usize,
        /// The name of the field.
        name: String,
    },
    /// An invalid value of a field.
    #[error("column {}: unknown value `{}` for `{field}:`; expected {takes}", at + 1, escape_unsafe(value))]
    Value {
        /// The column.
        at: usize,
        /// The name of the field.
        field: &'static str,
        /// The value.
        value: String,
        /// The values that the field accepts.
        takes: &'static str,
    },
    /// A missing part.
    #[error("column {}: {what} is missing", at + 1)]
    Missing {
        /// The column.
        at: usize,
        /// The missing part.
        what: &'static str,
    },
    /// A closing parenthesis without an opening one.
    #[error("column {}: unmatched closing parenthesis", at + 1)]
    Unopened {
        /// The column.
        at: usize,
    },
    /// More words and conditions than `MAX_TERMS`.
    #[error(
        "column {}: more than {MAX_TERMS} words and conditions; leave some out, or put words that stand side by side in quotation marks",
        at + 1
    )]
    TooManyTerms {
        /// Where.
        at: usize,
    },
    /// Nesting of parentheses or negations beyond the limit of the parser.
    #[error("column {}: nested more than {MAX_NESTING_DEPTH} deep", at + 1)]
    TooDeep {
        /// The column.
        at: usize,
    },
}

fn field_names() -> String {
    let names: Vec<_> = QUERY_FIELDS.iter().map(|(name, _)| *name).collect();
    names.join(", ")
}

impl Query {
    /// Parses a query. An empty string gives [`Query::All`]. Relative days such as `yesterday` and `7d` are counted
    /// back from `today`.
    ///
    /// # Errors
    ///
    /// [`QueryError`] if the syntax is wrong or a field or value is unknown.
    pub fn parse(words: &str, today: Date) -> Result<Self, QueryError> {
        let mut parser = QueryParser {
            tokens: tokenize_query(words)?,
            next: 0,
            end: words.chars().count(),
            today,
            n_terms: 0,
        };
        if parser.tokens.is_empty() {
            return Ok(Self::All);
        }
        let query = parser.parse_or(0)?;
        match parser.tokens.get(parser.next) {
            None => Ok(query),
            Some(token) => Err(QueryError::Unopened { at: token.at }),
        }
    }

    /// Returns whether the query searches for words in title or text, so that ranking and snippets are meaningful.
    pub fn has_words(&self) -> bool {
        match self {
            // Words that must be absent give neither a rank nor a snippet.
            Self::All | Self::Not(_) => false,
            Self::Term(term) => matches!(term, QueryTerm::Text(_) | QueryTerm::Title(_)),
            Self::And(parts) | Self::Or(parts) => parts.iter().any(Self::has_words),
        }
    }

    /// Returns whether the query needs the full-text index: for words (including negated ones), authors or categories.
    pub fn needs_index(&self) -> bool {
        match self {
            Self::Not(inside) => inside.needs_index(),
            Self::And(parts) | Self::Or(parts) => parts.iter().any(Self::needs_index),
            Self::Term(QueryTerm::Author(_) | QueryTerm::Category(_)) => true,
            Self::All | Self::Term(_) => self.has_words(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn fixed_today() -> Date {
        Date::constant(2026, 3, 10)
    }

    fn parse_query(words: &str) -> Query {
        Query::parse(words, fixed_today()).expect(words)
    }

    fn text_query(words: &str) -> Query {
        Query::Term(QueryTerm::Text(SearchWords {
            words: words.into(),
            is_prefix: false,
        }))
    }

    #[test]
    fn words_side_by_side_must_all_be_there() {
        assert_eq!(
            parse_query("grain  deal"),
            Query::And(vec![text_query("grain"), text_query("deal")])
        );
        assert_eq!(parse_query("grain and deal"), parse_query("grain deal"));
        assert_eq!(parse_query("\"grain deal\""), text_query("grain deal"));
        assert_eq!(parse_query("  "), Query::All);
    }

    #[test]
    fn and_binds_tighter_than_or() {
        let expected = Query::Or(vec![
            Query::And(vec![text_query("a"), text_query("b")]),
            Query::Not(Box::new(text_query("c"))),
        ]);
        assert_eq!(parse_query("a b or not c"), expected);
        assert_eq!(parse_query("(a b) OR -c"), expected);
    }

    #[test]
    fn fields_take_words_quotes_and_days() {
        let is = |term| Query::Term(term);
        assert_eq!(
            parse_query("is:Unread"),
            is(QueryTerm::Is(EntryFlag::Unread))
        );
        assert_eq!(
            parse_query("speaker:\"Ada Lovelace\""),
            is(QueryTerm::Speaker("Ada Lovelace".into()))
        );
        assert_eq!(
            parse_query("since:7d"),
            is(QueryTerm::Since(Date::constant(2026, 3, 3)))
        );
        assert_eq!(
            parse_query("since:yesterday"),
            is(QueryTerm::Since(Date::constant(2026, 3, 9)))
        );
        assert_eq!(
            parse_query("before:2025-12"),
            is(QueryTerm::Before(Date::constant(2025, 12, 1)))
        );
        assert_eq!(
            parse_query("https://example.org/a"),
            text_query("https://example.org/a")
        );
        assert_eq!(
            parse_query("title:elect*"),
            is(QueryTerm::Title(SearchWords {
                words: "elect".into(),
                is_prefix: true
            }))
        );
    }

    #[test]
    fn what_is_quoted_is_no_operator_and_no_field() {
        assert_eq!(parse_query("\"or\""), text_query("or"));
        assert_eq!(parse_query("\"is:unread\""), text_query("is:unread"));
        assert_eq!(parse_query("well-known"), text_query("well-known"));
    }

    #[track_caller]
    fn check_error(words: &str, says: &str) {
        let error = Query::parse(words, fixed_today())
            .expect_err(words)
            .to_string();
        assert!(error.contains(says), "{error}");
    }

    #[test]
    fn errors_say_where_and_what() {
        check_error("fed:x", "column 1: there is no field `fed:`");
        check_error("a is:gone", "column 3: unknown value `gone`");
        check_error("a or", "column 5: a word");
        check_error("(a", "column 3: a closing parenthesis");
        check_error("a)", "column 2: unmatched");
        check_error("\"a", "closing quotation mark");
        check_error("since:soon", "a day");
        check_error("tag:", "column 5: the value");
        check_error(&"(".repeat(100_000), "deep");
        let most = "a ".repeat(MAX_TERMS);
        assert_eq!(
            parse_query(&most),
            Query::And(vec![text_query("a"); MAX_TERMS])
        );
        check_error(&format!("{most} tag:b"), "column 514: more than 256 words");
        check_error(&"a or ".repeat(100_000), "more than 256");
    }

    proptest! {
        #[test]
        fn no_words_break_it(words in "[a-z:()\"*\\- \u{201c}\u{e9}0-9]{0,40}") {
            let _ = Query::parse(&words, fixed_today());
        }
    }
}
