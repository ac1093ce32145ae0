//! A compact binary encoding: numbers as LEB128 (seven bits per byte), text as UTF-8 after its length in bytes.
//!
//! It is not a crate's: libraries store this format, so no version of a crate may change it.

use super::StoreError;
use crate::invariant::ExpectOr;

/// Encodes values into a byte vector, one after another.
#[derive(Debug, Default)]
pub(super) struct ByteWriter(Vec<u8>);

impl ByteWriter {
    pub(super) fn number(&mut self, mut number: u64) {
        while let Some(low @ 0x80..) = Some(number) {
            self.0
                .push(u8::try_from(low & 0x7f).expect_or_default("seven bits fit") | 0x80);
            number >>= 7;
        }
        self.0
            .push(u8::try_from(number).expect_or_default("a number below 128 fits"));
    }

    pub(super) fn count(&mut self, count: usize) {
        self.number(u64::try_from(count).expect_or(u64::MAX, "a length has at most 64 bits"));
    }

    pub(super) fn text(&mut self, text: &str) {
        self.count(text.len());
        self.0.extend_from_slice(text.as_bytes());
    }

    /// Writes a text that may be absent. An empty text and an absent one are encoded differently.
    pub(super) fn optional_text(&mut self, text: Option<&str>) {
        self.number(u64::from(text.is_some()));
        if let Some(text) = text {
            self.text(text);
        }
    }

    pub(super) fn finish(self) -> Vec<u8> {
        self.0
    }
}

/// Decodes values in the order in which they were written.
///
/// Every method fails with [`StoreError::Damaged`] if the bytes end early or hold an invalid value.
pub(super) struct ByteReader<'a>(&'a [u8]);

impl<'a> ByteReader<'a> {
    pub(super) const fn new(bytes: &'a [u8]) -> Self {
        Self(bytes)
    }

    pub(super) fn number(&mut self) -> Result<u64, StoreError> {
        let mut number = 0;
        for shift in (0..64).step_by(7) {
            let (&byte, rest) = self.0.split_first().ok_or_else(unexpected_end)?;
            self.0 = rest;
            number |= u64::from(byte & 0x7f) << shift;
            if byte < 0x80 {
                return Ok(number);
            }
        }
        Err(StoreError::damaged("a number is longer than 64 bits"))
    }

    pub(super) fn small_number<T: TryFrom<u64>>(&mut self) -> Result<T, StoreError> {
        let number = self.number()?;
        T::try_from(number).map_err(|_| StoreError::damaged(format!("{number} is too large")))
    }

    /// Reads a count of values that follow. It is never larger than the number of bytes left, so a damaged count cannot
    /// cause a huge allocation.
    pub(super) fn count(&mut self) -> Result<usize, StoreError> {
        let count = self.small_number()?;
        if count > self.0.len() {
            return Err(unexpected_end());
        }
        Ok(count)
    }

    pub(super) fn text(&mut self) -> Result<&'a str, StoreError> {
        let count = self.count()?;
        let (text, rest) = self.0.split_at_checked(count).ok_or_else(unexpected_end)?;
        self.0 = rest;
        std::str::from_utf8(text).map_err(|_| StoreError::damaged("a text is not valid UTF-8"))
    }

    pub(super) fn optional_text(&mut self) -> Result<Option<&'a str>, StoreError> {
        match self.number()? {
            0 => Ok(None),
            _ => self.text().map(Some),
        }
    }
}

fn unexpected_end() -> StoreError {
    StoreError::damaged("the data ends too early")
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn what_is_written_is_read(number: u64, text: Option<String>) {
            let mut writer = ByteWriter::default();
            writer.number(number);
            writer.optional_text(text.as_deref());
            let bytes = writer.finish();
            let mut reader = ByteReader::new(&bytes);
            prop_assert_eq!(reader.number().expect("a number"), number);
            prop_assert_eq!(reader.optional_text().expect("a text"), text.as_deref());
            prop_assert!(reader.number().is_err());
        }
    }
}
