//! Owns an article: its text, blocks, inlines and metadata; and the reading of HTML, Markdown and plain text into it.
//!
//! Knows nothing of annotations or feeds, and does no IO: bytes come in, an [`Article`] comes out.

mod block;
mod builder;
mod document;
mod link;
pub mod read;
mod verbatim;

pub use block::{Block, BlockKind, Inline, InlineKind, Row, Table, TableId};
pub use builder::ArticleBuilder;
pub use document::{About, Article, ArticleId, Language, Published};
pub use link::Link;
