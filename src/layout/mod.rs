//! Owns the page: an article set in rows at a width, and the border between bytes and cells.
//!
//! This is the only module that turns a [`crate::text::ByteOffset`] into [`Cells`] and back. It knows nothing of
//! annotations or style: switching a layer never rewraps, resizing never annotates again. Lines end where UAX 14 lets
//! them (`unicode-linebreak`), clusters are as wide as ratatui's own `CellWidth` says, and clusters that terminals
//! draw differently (flags, joined and styled emoji) are simplified before they reach a cell.

mod blocks;
mod cells;
mod cluster;
mod head;
#[cfg(test)]
mod pages;
#[cfg(test)]
mod properties;
mod setting;
mod sheet;
mod sheet_builder;
mod table;
mod words;
mod wrap;

pub use cells::Cells;
pub use setting::{BlockSet, MEASURE, Setting};
pub use sheet::{Anchor, Glyph, Glyphs, Ornament, Role, Row, RowKind, Sheet};
pub use words::{glyphs, shorten, width, wrap_words};
