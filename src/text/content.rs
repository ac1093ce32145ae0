//! [`Text`], an immutable string, and its identity [`TextId`].

use xxhash_rust::xxh3::xxh3_64;

use super::plural::{count_with_noun, group_thousands};
use super::{ByteOffset, ByteRange, clean_text};

/// The longest text that is accepted, in bytes (64 MiB, about ten million English words). It is far below the 4 GiB
/// that the `u32` of a [`ByteOffset`] can address.
pub const MAX_TEXT_BYTES: usize = 64 * 1024 * 1024;

/// The identity of a text: the XXH3 64-bit hash of its bytes, the same on every machine and in every version.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
pub struct TextId(u64);

impl TextId {
    /// Returns the identity with this hash. For reading a stored identity.
    pub const fn from_u64(hash: u64) -> Self {
        Self(hash)
    }

    /// Returns the hash.
    pub const fn to_u64(self) -> u64 {
        self.0
    }
}

/// Returns the XXH3 64-bit hash that [`TextId`] is made from.
pub fn content_hash(bytes: &[u8]) -> u64 {
    xxh3_64(bytes)
}

/// The error for a text of more than [`MAX_TEXT_BYTES`] bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "the text has {}; the most that is read is {}",
    count_with_noun(bytes, "byte"),
    group_thousands(MAX_TEXT_BYTES)
)]
pub struct TextTooLong {
    /// The length of the text, in bytes.
    pub bytes: usize,
}

/// An immutable text. Annotations point into it and carry its [`TextId`].
///
/// A text from [`Text::cleaned`] is in NFC and contains no control character except `\n`, no bidirectional override and
/// no zero-width junk, so it is safe to draw. A text from [`Text::verbatim`] is the input byte for byte, so that
/// offsets match the source; call [`clean_text`] before drawing it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Text {
    content: Box<str>,
    id: TextId,
}

impl Text {
    /// Returns `raw` as a text that is safe to draw; see [`clean_text`] for what changes.
    ///
    /// # Errors
    ///
    /// [`TextTooLong`] if `raw` has more than [`MAX_TEXT_BYTES`] bytes.
    pub fn cleaned(raw: &str) -> Result<Self, TextTooLong> {
        if raw.len() > MAX_TEXT_BYTES {
            return Err(TextTooLong { bytes: raw.len() });
        }
        Self::verbatim(clean_text(raw).into_owned())
    }

    /// Returns `content` as a text, byte for byte.
    ///
    /// # Errors
    ///
    /// [`TextTooLong`] if `content` has more than [`MAX_TEXT_BYTES`] bytes.
    pub fn verbatim(content: impl Into<Box<str>>) -> Result<Self, TextTooLong> {
        let content = content.into();
        if content.len() > MAX_TEXT_BYTES {
            return Err(TextTooLong {
                bytes: content.len(),
            });
        }
        let id = TextId(content_hash(content.as_bytes()));
        Ok(Self { content, id })
    }

    /// Returns the text as a string slice.
    pub fn as_str(&self) -> &str {
        &self.content
    }

    /// Returns the identity. Equal texts have equal identities.
    pub const fn id(&self) -> TextId {
        self.id
    }

    /// Returns the length in bytes.
    pub fn len(&self) -> u32 {
        self.end().get()
    }

    /// Returns whether the text is empty.
    pub fn is_empty(&self) -> bool {
        self.content.is_empty()
    }

    /// Returns the position after the last byte.
    pub fn end(&self) -> ByteOffset {
        ByteOffset::from_usize(self.content.len())
    }

    /// Returns the range of the whole text.
    pub fn range(&self) -> ByteRange {
        ByteRange::new(ByteOffset::ZERO, self.end())
    }

    /// Returns the part of the text at `range`; an empty string if the range exceeds the text or splits a character.
    pub fn slice(&self, range: ByteRange) -> &str {
        self.content.get(range.indices()).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_foreign_range_gives_nothing_instead_of_a_panic() {
        let text = Text::cleaned("Zoë").expect("short");
        assert_eq!(text.slice(ByteRange::of(0, 99)), "");
        assert_eq!(text.slice(ByteRange::of(0, 3)), "", "the middle of ë");
        assert_eq!(text.slice(ByteRange::of(0, 4)), "Zoë");
    }

    #[test]
    fn equal_texts_have_equal_identities() {
        let one = Text::cleaned("a\r\nb").expect("short");
        let other = Text::verbatim("a\nb").expect("short");
        assert_eq!(one.id(), other.id());
    }
}
