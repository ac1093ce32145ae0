//! The model of a query: its conditions, the fields of the language, and what can be wrong with it.

use jiff::civil::Date;
use thiserror::Error;

use crate::library::FeedId;
use crate::text::escape_unsafe;

/// The maximum nesting of parentheses and negations. The parser is recursive, so unlimited nesting could overflow the
/// stack; real queries nest a few levels.
pub(super) const MAX_NESTING_DEPTH: usize = 64;

/// The number of words and conditions that a query may have. SQLite takes expressions of a depth of 1000, and each
/// condition adds one to it; a saved query that is narrowed by another query has the conditions of both.
pub(super) const MAX_TERMS: usize = 256;

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
        "published since a day: 2026-03-01, 7d, 3w, 6m, 1y, today, yesterday; like before:, by the place in the list",
    ),
    (
        "before",
        "published before a day; future and missing dates count as the day when the entry was first seen",
    ),
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

impl Query {
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
