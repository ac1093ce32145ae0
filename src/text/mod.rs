//! Owns positions in a text and the text itself: offsets, ranges, graphemes; the only place that slices a string.
//!
//! Knows nothing of screen cells, style or IO: a position here is a byte that is stored and compared,
//! never a column.

mod clean;
mod content;
mod grapheme;
mod offset;
mod scalar;

pub use clean::{clean, decomposed, is_control_or_junk, is_mark, is_unsafe};
pub use content::{MAX_BYTES, Text, TextId, TooLong, hash_of};
pub use grapheme::{Graphemes, graphemes, snap_to_graphemes};
pub use offset::{ByteOffset, ByteRange};
pub use scalar::ScalarIndex;
