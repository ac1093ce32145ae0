//! Owns articles: text, blocks, inlines and metadata, and the readers of HTML, Markdown and plain text.
//!
//! Bytes enter through [`read::read_article`], which picks a reader. The reader writes blocks into an
//! [`ArticleBuilder`], which returns an immutable [`Article`]. `engine` annotates the article and `layout` arranges its
//! text in rows.
//!
//! This module must not know annotations or feeds, and does no IO: files and network belong to `cli` and `fetch`, so
//! that every reader can be tested on bytes alone. Start reading at `block.rs` and `document.rs`, then `read/mod.rs`.

mod authors;
mod block;
mod builder;
mod clause;
mod completed;
mod document;
mod language_name;
mod link;
#[cfg(feature = "readers")]
pub mod read;
mod verbatim;

pub use block::{Block, BlockKind, Inline, InlineKind, Row, Table, TableId};
pub use builder::ArticleBuilder;
pub use clause::ClausePieces;
pub use document::{Article, ArticleId, ArticleMetadata, Language, PublicationDate};
pub use link::Link;
