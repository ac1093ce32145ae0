//! Texts of articles, compressed. A text that does not get smaller is stored as it is.

use std::io::{Read, Write};

use flate2::Compression;
use flate2::read::DeflateDecoder;
use flate2::write::DeflateEncoder;
use rusqlite::Connection;
use rusqlite::functions::FunctionFlags;
use rusqlite::types::ValueRef;

use super::StoreError;

/// First byte of a text that is stored as it is.
const PLAIN: u8 = 0;
/// First byte of a compressed text.
const DEFLATED: u8 = 1;
/// The longest text that is read, so that a damaged file cannot fill the memory. Longer articles are refused when read.
const MAX_TEXT_BYTES: u64 = 256 << 20;

/// Returns the stored form of a text.
pub(super) fn pack_text(text: &str) -> Vec<u8> {
    let mut encoder = DeflateEncoder::new(vec![DEFLATED], Compression::default());
    let packed = encoder
        .write_all(text.as_bytes())
        .and_then(|()| encoder.finish());
    match packed {
        Ok(packed) if packed.len() <= text.len() => packed,
        // Writing to memory does not fail.
        _ => [&[PLAIN], text.as_bytes()].concat(),
    }
}

/// Returns the text of its stored form.
///
/// # Errors
///
/// [`StoreError::Damaged`] if the bytes are no such form.
pub(super) fn unpack_text(stored: &[u8]) -> Result<String, StoreError> {
    let damaged = || StoreError::damaged("a text cannot be decompressed");
    match stored.split_first() {
        Some((&PLAIN, text)) => String::from_utf8(text.to_vec()).map_err(|_| damaged()),
        Some((&DEFLATED, packed)) => {
            let mut text = String::new();
            let mut decoder = DeflateDecoder::new(packed).take(MAX_TEXT_BYTES);
            decoder.read_to_string(&mut text).map_err(|_| damaged())?;
            Ok(text)
        }
        _ => Err(damaged()),
    }
}

/// Registers the SQL functions `packed_text(text)` and `plain_text(packed)`. A damaged text is empty in conditions; reading
/// the article reports it.
pub(super) fn register_pack_functions(connection: &Connection) -> rusqlite::Result<()> {
    let flags = FunctionFlags::SQLITE_UTF8 | FunctionFlags::SQLITE_DETERMINISTIC;
    connection.create_scalar_function("packed_text", 1, flags, |context| {
        Ok(pack_text(context.get_raw(0).as_str()?))
    })?;
    connection.create_scalar_function("plain_text", 1, flags, |context| {
        Ok(match context.get_raw(0) {
            ValueRef::Blob(stored) => unpack_text(stored).ok(),
            _ => None,
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn a_packed_text_comes_back(text: String, times in 0usize..50) {
            let text = text.repeat(times);
            prop_assert_eq!(unpack_text(&pack_text(&text)).expect("a text"), text);
        }

        #[test]
        fn damage_is_an_error_or_a_text(bytes: Vec<u8>) {
            let _ = unpack_text(&bytes);
        }
    }

    #[test]
    fn prose_gets_smaller() {
        let text = "The council of the town voted on Monday to borrow money for the new harbour. "
            .repeat(9);
        assert!(pack_text(&text).len() * 4 < text.len());
        assert_eq!(pack_text("").len(), 1);
    }
}
