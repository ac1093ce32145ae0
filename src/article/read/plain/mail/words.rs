//! Encoded words in headers (RFC 2047): `=?utf-8?Q?Zo=C3=AB?=`.

use super::transfer::{decode_base64, decode_quoted_printable};
use crate::article::read::charset::decode_bytes;

/// Returns a header value with its encoded words decoded. Words that cannot be decoded are kept unchanged.
pub(super) fn decode_words(value: &str) -> String {
    let mut decoded = String::with_capacity(value.len());
    let mut rest = value;
    let mut is_after_word = false;
    while let Some((before, after)) = rest.split_once("=?") {
        // White space between two encoded words is not part of the text.
        if !is_after_word || !before.trim().is_empty() {
            decoded.push_str(before);
        }
        if let Some((word, remaining)) = decode_word(after) {
            decoded.push_str(&word);
            (rest, is_after_word) = (remaining, true);
        } else {
            decoded.push_str("=?");
            (rest, is_after_word) = (after, false);
        }
    }
    decoded.push_str(rest);
    decoded
}

/// Decodes the encoded word at the start of a text, after its `=?`. Returns it and the text after it.
fn decode_word(text: &str) -> Option<(String, &str)> {
    let (charset, after) = text.split_once('?')?;
    let (encoding, after) = after.split_once('?')?;
    let (encoded, rest) = after.split_once("?=")?;
    let bytes = match encoding {
        "B" | "b" => decode_base64(encoded),
        "Q" | "q" => decode_quoted_printable(&encoded.replace('_', " ")),
        _ => return None,
    };
    // A language may follow the charset after a star (RFC 2231).
    let charset = charset.split('*').next()?;
    let word = decode_bytes(&bytes, &format!("charset={charset}")).into_owned();
    Some((word, rest))
}
