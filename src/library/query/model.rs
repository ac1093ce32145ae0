//! The model of a query: its conditions and how they are joined.

use jiff::civil::Date;

use super::amount::AmountRange;
use crate::annotation::{DateKind, EntityKind, FigureKind, Speech, Unit};
use crate::library::FeedId;

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
    /// The title or the text contains this phrase. In a query for quotes or figures: the quote, or the sentence of the
    /// figure.
    Word(SearchWords),
    /// The title or the text contains this phrase.
    Text(SearchWords),
    /// The title or the text contains all of these phrases within this number of words.
    Near(Vec<SearchWords>, u32),
    /// The text contains all of these names and phrases within this number of words.
    Together(Vec<NearItem>, u32),
    /// A quote mentions an entity with this name, and has another speaker.
    About(String),
    /// A quote contains this phrase.
    Quote(SearchWords),
    /// A figure is in this range.
    Figure(AmountRange),
    /// A figure has one of these units.
    Unit(Vec<Unit>),
    /// What a figure counts or measures contains these words.
    Of(String),
    /// There is a finding of this kind.
    Kind(QueryKind),
    /// Not a condition: the order of the results.
    Sort(QuerySort),
    /// Not a condition: the entries that match the query are hidden from other lists.
    Mute,
}

/// What is searched close to something else.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NearItem {
    /// A phrase.
    Words(SearchWords),
    /// A mention of an entity with this name.
    Name(String),
}

/// A kind of finding.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum QueryKind {
    /// A mention of an entity of this kind.
    Entity(EntityKind),
    /// A quote of this kind.
    Quote(Speech),
    /// A figure of this kind.
    Figure(FigureKind),
    /// A date of this kind.
    Date(DateKind),
}

impl QueryKind {
    /// Returns all kinds.
    pub fn all() -> impl Iterator<Item = Self> {
        let entities = EntityKind::ALL.into_iter().map(Self::Entity);
        let quotes = Speech::ALL.into_iter().map(Self::Quote);
        let figures = FigureKind::ALL.into_iter().map(Self::Figure);
        let dates = DateKind::ALL.into_iter().map(Self::Date);
        entities.chain(quotes).chain(figures).chain(dates)
    }

    /// Returns the kind's name in exports and queries.
    pub fn name(self) -> &'static str {
        match self {
            Self::Entity(kind) => kind.name(),
            Self::Quote(kind) => kind.name(),
            Self::Figure(kind) => kind.name(),
            Self::Date(kind) => kind.name(),
        }
    }
}

/// The order of the results of a query, as `sort:` names it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum QuerySort {
    /// Newest article first.
    #[default]
    Newest,
    /// Oldest article first.
    Oldest,
    /// Best match first.
    Rank,
    /// Largest figure first.
    Size,
    /// By the name of the speaker.
    Speaker,
    /// By the headline of the article.
    Article,
}

impl QuerySort {
    /// All orders with their names in the query language.
    pub const ALL: [(&'static str, Self); 7] = [
        ("newest", Self::Newest),
        ("oldest", Self::Oldest),
        ("rank", Self::Rank),
        ("size", Self::Size),
        ("speaker", Self::Speaker),
        ("article", Self::Article),
        ("time", Self::Newest),
    ];
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
    /// Hidden by a mute rule. Muted entries are excluded from all other queries.
    Muted,
}

impl EntryFlag {
    /// All flags with their names in the query language.
    pub const ALL: [(&'static str, Self); 7] = [
        ("unread", Self::Unread),
        ("read", Self::Read),
        ("starred", Self::Starred),
        ("tagged", Self::Tagged),
        ("deleted", Self::Deleted),
        ("archived", Self::Archived),
        ("muted", Self::Muted),
    ];
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
            Self::Term(term) => matches!(
                term,
                QueryTerm::Word(_) | QueryTerm::Text(_) | QueryTerm::Title(_) | QueryTerm::Near(..)
            ),
            Self::And(parts) | Self::Or(parts) => parts.iter().any(Self::has_words),
        }
    }

    /// Returns the order that the query asks for with `sort:`.
    pub fn sort(&self) -> Option<QuerySort> {
        match self {
            Self::Term(QueryTerm::Sort(sort)) => Some(*sort),
            Self::And(parts) => parts.iter().find_map(Self::sort),
            Self::All | Self::Term(_) | Self::Not(_) | Self::Or(_) => None,
        }
    }

    /// Returns whether the query is a mute rule.
    pub fn is_mute_rule(&self) -> bool {
        match self {
            Self::Term(QueryTerm::Mute) => true,
            Self::And(parts) => parts.iter().any(Self::is_mute_rule),
            Self::All | Self::Term(_) | Self::Not(_) | Self::Or(_) => false,
        }
    }

    /// Returns the query with each word without a field as a word of headline or text.
    #[must_use]
    pub fn with_words_of_text(&self) -> Self {
        let all = |parts: &[Self]| parts.iter().map(Self::with_words_of_text).collect();
        match self {
            Self::Term(QueryTerm::Word(words)) => Self::Term(QueryTerm::Text(words.clone())),
            Self::Not(inside) => Self::Not(Box::new(inside.with_words_of_text())),
            Self::And(parts) => Self::And(all(parts)),
            Self::Or(parts) => Self::Or(all(parts)),
            Self::All | Self::Term(_) => self.clone(),
        }
    }

    /// Returns whether the query has a term that `is_meant` accepts.
    pub fn has_term(&self, is_meant: &dyn Fn(&QueryTerm) -> bool) -> bool {
        match self {
            Self::All => false,
            Self::Term(term) => is_meant(term),
            Self::Not(inside) => inside.has_term(is_meant),
            Self::And(parts) | Self::Or(parts) => parts.iter().any(|part| part.has_term(is_meant)),
        }
    }

    /// Returns whether the query needs the full-text index: for words (including negated ones), authors or categories.
    pub fn needs_index(&self) -> bool {
        match self {
            Self::Not(inside) => inside.needs_index(),
            Self::And(parts) | Self::Or(parts) => parts.iter().any(Self::needs_index),
            Self::Term(
                QueryTerm::Author(_)
                | QueryTerm::Category(_)
                | QueryTerm::Quote(_)
                | QueryTerm::Together(..),
            ) => true,
            Self::All | Self::Term(_) => self.has_words(),
        }
    }
}
