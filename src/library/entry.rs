//! An entry as lists show it.

use jiff::Timestamp;

use super::FeedId;
use crate::article::Link;

/// Which entry of the library. Never given twice, and kept for as long as the library lives.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct EntryId(pub i64);

/// Which of an entry's texts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Body {
    /// What the feed itself brought.
    #[default]
    Feed,
    /// The main text of the page that it links to.
    Page,
}

/// In which order entries are listed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Order {
    /// The newest first.
    #[default]
    Newest,
    /// The oldest first.
    Oldest,
    /// The best match first (BM25 over title and text); newest first where the query has no words.
    Rank,
}

/// Whether near-identical articles (wire copy of one story in several feeds) stand as one line.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Folding {
    /// One line, with the number of its copies.
    #[default]
    Folded,
    /// Each a line of its own.
    Apart,
}

/// The answer to a query: which entries, in order. A snapshot: what arrives later is not in it, so that a list that is
/// being read never jumps.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Listed {
    /// The entries.
    pub ids: Vec<EntryId>,
    /// Whether these are all; else there were more than was asked for.
    pub is_complete: bool,
}

/// Words around a match, on one clean line, with the places of the match in them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Snippet {
    /// The words.
    pub text: String,
    /// The matches, as ranges of bytes in `text`, in order, apart from each other.
    pub matches: Vec<std::ops::Range<usize>>,
}

/// What a list shows of an entry. All strings are cleaned for a screen and stand on one line.
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each says something else of an entry"
)]
pub struct EntryRow {
    /// Which entry.
    pub id: EntryId,
    /// The feed that it came from.
    pub feed: FeedId,
    /// The headline; empty where it has none.
    pub title: String,
    /// The outlet: the feed's title, or the user's name for it.
    pub site: String,
    /// The page.
    pub link: Option<Link>,
    /// When it was published; when it arrived, where the feed does not tell or tells a time still to come.
    pub published: Timestamp,
    /// Whether it was read.
    pub is_read: bool,
    /// Whether it is starred.
    pub is_starred: bool,
    /// Whether it is archived.
    pub is_archived: bool,
    /// Its tags, sorted.
    pub tags: Vec<String>,
    /// The names of its most mentioned entities, the most mentioned first, at most three; none while not annotated.
    pub entities: Vec<String>,
    /// How many quotes it has; nothing while it is not annotated.
    pub n_quotes: Option<u32>,
    /// How many figures it has; nothing while it is not annotated.
    pub n_figures: Option<u32>,
    /// How many near-identical entries are folded into this line, itself not counted.
    pub n_copies: u32,
    /// Whether the page's own text is kept beside the feed's.
    pub has_page: bool,
}
