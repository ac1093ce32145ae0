//! An immutable text with its identity.

use xxhash_rust::xxh3::xxh3_64;

use super::{ByteOffset, ByteRange, clean};

/// The longest text that is taken, in bytes: about ten million words.
pub const MAX_BYTES: usize = 64 * 1024 * 1024;

/// The identity of a text: a hash of its bytes (XXH3, 64 bits), the same on every machine.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TextId(u64);

impl TextId {
    /// Returns the identity whose number is known, for reading it back from a store.
    pub const fn from_u64(hash: u64) -> Self {
        Self(hash)
    }

    /// Returns the hash as a number.
    pub const fn to_u64(self) -> u64 {
        self.0
    }
}

/// Returns the stable hash that identities are made of (XXH3, 64 bits).
pub fn hash_of(bytes: &[u8]) -> u64 {
    xxh3_64(bytes)
}

/// A text has more bytes than [`MAX_BYTES`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the text has {bytes} bytes; the most that is read is {MAX_BYTES}")]
pub struct TooLong {
    /// Its length.
    pub bytes: usize,
}

/// An immutable text. Findings point into it and carry its [`TextId`].
///
/// Made by [`Text::cleaned`] it is in NFC and holds no control character but `\n`, no bidirectional override and no
/// zero-width junk: safe for a screen. Made by [`Text::verbatim`] it is exactly what came in, so that offsets stay
/// true to the source: whoever draws such a text must pass it through [`clean`] first.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Text {
    content: Box<str>,
    id: TextId,
}

impl Text {
    /// Returns the text in the form that is safe for a screen, see [`clean`].
    pub fn cleaned(raw: &str) -> Result<Self, TooLong> {
        if raw.len() > MAX_BYTES {
            return Err(TooLong { bytes: raw.len() });
        }
        Self::verbatim(clean(raw).into_owned())
    }

    /// Returns the text as it came in, byte for byte.
    pub fn verbatim(content: impl Into<Box<str>>) -> Result<Self, TooLong> {
        let content = content.into();
        if content.len() > MAX_BYTES {
            return Err(TooLong {
                bytes: content.len(),
            });
        }
        let id = TextId(hash_of(content.as_bytes()));
        Ok(Self { content, id })
    }

    /// Returns the whole text.
    pub fn as_str(&self) -> &str {
        &self.content
    }

    /// Returns the identity: equal texts have equal ones.
    pub const fn id(&self) -> TextId {
        self.id
    }

    /// Returns the length in bytes.
    pub fn len(&self) -> u32 {
        self.end().get()
    }

    /// Returns whether there is nothing.
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

    /// Returns the words at `range`; nothing where the range is not of this text.
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
