//! Owns text and positions in it: [`Text`], byte offsets and ranges, grapheme clusters, sanitization.
//!
//! Text from outside enters through [`Text::cleaned`] (or [`Text::verbatim`], where offsets must match the source).
//! Every other module points into a [`Text`] with a [`ByteRange`] and reads it with [`Text::slice`]. This is the only
//! module that slices strings by index, so a range that does not fit its text yields an empty string instead of a
//! panic.
//!
//! It must not know about screen cells, style or IO: positions are stored and compared as bytes, and a column depends
//! on the terminal. `layout` converts bytes to columns. Start reading at `offset.rs`, then `content.rs`.

mod clean;
mod content;
mod escape;
mod grapheme;
mod offset;
mod plural;
mod scalar;

pub use clean::{clean_text, decompose_chars, is_control_or_junk, is_mark, is_unsafe};
pub use content::{MAX_TEXT_BYTES, Text, TextId, TextTooLong, content_hash};
pub use escape::{escape_unsafe, escape_unsafe_lines, push_escape};
pub use grapheme::{GraphemeBorders, Graphemes, grapheme_clusters, snap_to_graphemes};
pub use offset::{ByteOffset, ByteRange};
pub use plural::{agree_with, count_with_noun, group_thousands};
pub use scalar::ScalarIndex;
