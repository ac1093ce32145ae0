//! Owns layout: an article set in rows at a given width, and the conversion between bytes and screen cells.
//!
//! [`Sheet::set`] walks the blocks of an article, breaks them into lines and returns a [`Sheet`]. `ui` draws its
//! [`Glyph`]s and [`Ornament`]s; `reader` asks it which row shows a byte and which byte a cell shows. This is the only
//! module that converts a [`crate::text::ByteOffset`] to [`Cells`] and back.
//!
//! It must not know annotations or style, so that switching a layer never rewraps the text and resizing never annotates
//! it again. Line breaks follow UAX #14 (`unicode-linebreak`). The width of a cluster is that of ratatui's `CellWidth`;
//! clusters that terminals draw at different widths (flags, joined and styled emoji) are simplified first. Start
//! reading at `sheet.rs`.

mod blocks;
mod cells;
mod cluster;
mod header;
mod labels;
mod options;
#[cfg(test)]
mod page_tests;
#[cfg(test)]
mod property_tests;
mod sheet;
mod sheet_builder;
mod table;
mod wrap;

pub use blocks::SheetParts;
pub use cells::Cells;
pub use labels::{display_width, shorten_words, text_glyphs, wrap_words};
pub use options::{BlockSet, DEFAULT_MEASURE, LayoutOptions};
pub use sheet::{Anchor, Glyph, Glyphs, Ornament, OrnamentRole, RowKind, Sheet, SheetRow};
