//! Decodes bytes to text. The encoding is taken from the byte order mark, the content type or the document's own
//! declaration, or is detected.

use std::borrow::Cow;

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};

use crate::invariant::ExpectOr;

/// The part of a page in which a charset declaration is searched, in bytes; as in the HTML standard.
const DECLARATION_SCAN_BYTES: usize = 1024;
/// The part of a text used for charset detection, in bytes. More takes longer and rarely changes the result.
const DETECTION_SAMPLE_BYTES: usize = 64 * 1024;

/// Decodes `bytes`. Sequences that cannot be decoded become U+FFFD.
pub(super) fn decode_bytes<'a>(bytes: &'a [u8], content_type: &str) -> Cow<'a, str> {
    if let Some((encoding, n_mark)) = Encoding::for_bom(bytes)
        && !bytes.starts_with(&[0xff, 0xfe, 0, 0])
    {
        let body = bytes
            .get(n_mark..)
            .expect_or_default("the mark is at the start");
        return encoding.decode_without_bom_handling(body).0;
    }
    if let Some(content) = decode_utf32(bytes) {
        return Cow::Owned(content);
    }
    if let Some(encoding) = detect_utf16(bytes) {
        return encoding.decode_without_bom_handling(bytes).0;
    }
    let declared = declared_encoding(content_type.as_bytes()).or_else(|| {
        let head = bytes.get(..DECLARATION_SCAN_BYTES.min(bytes.len()));
        declared_encoding(head.expect_or_default("the end is limited to the length"))
            .map(without_utf16)
    });
    if let Ok(content) = std::str::from_utf8(bytes)
        && declared.is_none_or(Encoding::is_ascii_compatible)
    {
        // Valid UTF-8 is read as UTF-8, whatever is declared: servers often send wrong headers, and other charsets
        // rarely produce valid UTF-8.
        return Cow::Borrowed(content);
    }
    let is_declared_utf8 = declared == Some(UTF_8);
    let encoding = match declared {
        Some(encoding) if encoding != UTF_8 => encoding,
        _ if is_nearly_utf8(bytes, is_declared_utf8) => return Cow::Owned(decode_mixed(bytes)),
        _ => detect_encoding(bytes),
    };
    encoding.decode_without_bom_handling(bytes).0
}

/// Decodes UTF-8 that contains pieces in windows-1252, as on a page that was assembled from several sources.
///
/// An incomplete UTF-8 sequence, where a text was cut inside a character, becomes U+FFFD. So do single C2 and C3 bytes,
/// which begin most Western letters in UTF-8.
fn decode_mixed(bytes: &[u8]) -> String {
    let mut decoded = String::with_capacity(bytes.len());
    for chunk in bytes.utf8_chunks() {
        decoded.push_str(chunk.valid());
        match chunk.invalid() {
            [] => {}
            [byte] if !matches!(byte, 0xc2 | 0xc3) => {
                decoded.push_str(&WINDOWS_1252.decode_without_bom_handling(&[*byte]).0);
            }
            _ => decoded.push(char::REPLACEMENT_CHARACTER),
        }
    }
    decoded
}

/// Decodes UTF-32, which starts with a byte order mark or with an ASCII character. `None` for any other text.
fn decode_utf32(bytes: &[u8]) -> Option<String> {
    let is_little = match *bytes.first_chunk::<4>()? {
        [0xff, 0xfe, 0, 0] | [1..=0x7f, 0, 0, 0] => true,
        [0, 0, 0xfe, 0xff] | [0, 0, 0, 1..=0x7f] => false,
        _ => return None,
    };
    let (units, _) = bytes.as_chunks::<4>();
    let numbers = units.iter().map(|unit| {
        if is_little {
            u32::from_le_bytes(*unit)
        } else {
            u32::from_be_bytes(*unit)
        }
    });
    let characters = numbers.map(|number| char::from_u32(number).unwrap_or('\u{fffd}'));
    Some(characters.filter(|c| *c != '\u{feff}').collect())
}

/// Returns UTF-8 instead of UTF-16: a declaration that is readable as ASCII cannot be part of UTF-16 text.
fn without_utf16(encoding: &'static Encoding) -> &'static Encoding {
    if encoding == UTF_16LE || encoding == UTF_16BE {
        UTF_8
    } else {
        encoding
    }
}

/// Returns UTF-16 if nearly every other byte at the start is zero, as in Western text without a byte order mark.
fn detect_utf16(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = bytes.get(..64.min(bytes.len() / 2 * 2))?;
    let n_pairs = head.len() / 2;
    let n_zeros = |parity: usize| {
        head.iter()
            .skip(parity)
            .step_by(2)
            .filter(|b| **b == 0)
            .count()
    };
    let (even, odd) = (n_zeros(0), n_zeros(1));
    if n_pairs < 2 {
        None
    } else if odd * 10 > n_pairs * 9 && even == 0 {
        // Nine tenths: some characters, such as quotation marks, have a non-zero high byte.
        Some(UTF_16LE)
    } else if even * 10 > n_pairs * 9 && odd == 0 {
        Some(UTF_16BE)
    } else {
        None
    }
}

/// Returns the encoding named after `charset=` or `encoding=`.
fn declared_encoding(head: &[u8]) -> Option<&'static Encoding> {
    let head = String::from_utf8_lossy(head).to_ascii_lowercase();
    ["charset", "encoding"].iter().find_map(|key| {
        head.split(key).skip(1).find_map(|after| {
            let value = after.trim_start().strip_prefix('=')?;
            let value = value.trim_start().trim_start_matches(['"', '\'']);
            let label = value
                .split(['"', '\'', ';', '>', '?', ' ', '/', ','])
                .next()?;
            Encoding::for_label(label.trim().as_bytes())
        })
    })
}

/// Returns whether at least four fifths of the non-ASCII sequences are valid UTF-8. Such text is damaged UTF-8. One
/// third suffices if UTF-8 is declared, because text in another charset rarely contains valid sequences by chance.
fn is_nearly_utf8(bytes: &[u8], is_declared: bool) -> bool {
    let (mut n_good, mut n_bad) = (0_usize, 0_usize);
    for chunk in bytes.utf8_chunks() {
        n_good += chunk.valid().bytes().filter(|byte| *byte >= 0xc0).count();
        n_bad += usize::from(!chunk.invalid().is_empty());
    }
    if is_declared {
        n_good * 2 >= n_bad && n_good > 0
    } else {
        n_good > n_bad * 4
    }
}

/// Guesses the encoding from the bytes.
fn detect_encoding(bytes: &[u8]) -> &'static Encoding {
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    let head = bytes
        .get(..DETECTION_SAMPLE_BYTES.min(bytes.len()))
        .expect_or_default("the end is limited to the length");
    detector.feed(head, head.len() == bytes.len());
    let guess = detector.guess(None, Utf8Detection::Allow);
    // A few names and signs are too few to tell the Latin charsets apart. English texts are in the charset of the West.
    if LATIN_CHARSETS.contains(&guess.name()) && is_english(head) {
        WINDOWS_1252
    } else {
        guess
    }
}

/// Charsets of other Latin alphabets, which share most signs and letters with windows-1252.
const LATIN_CHARSETS: &[&str] = &[
    "windows-1250",
    "windows-1254",
    "windows-1257",
    "windows-1258",
    "ISO-8859-2",
    "ISO-8859-4",
    "ISO-8859-10",
    "ISO-8859-13",
    "ISO-8859-14",
    "ISO-8859-15",
    "ISO-8859-16",
];

/// Frequent English words. In English news, one word in eight is one of these.
const ENGLISH_WORDS: &[&[u8]] = &[b"the", b"of", b"and", b"to", b"in"];

/// Returns whether a text seems to be English, judged by its ASCII words: one word in 25 is among the most frequent
/// English words, or almost all letters are ASCII.
fn is_english(bytes: &[u8]) -> bool {
    let n_ascii = bytes
        .iter()
        .filter(|byte| byte.is_ascii_alphabetic())
        .count();
    let n_other = bytes.iter().filter(|byte| **byte >= 0xc0).count();
    let words = bytes.split(u8::is_ascii_whitespace);
    let (mut n_words, mut n_english) = (0_usize, 0_usize);
    for word in words.filter(|word| !word.is_empty()) {
        n_words += 1;
        n_english += usize::from(ENGLISH_WORDS.contains(&word));
    }
    n_other * 40 < n_ascii || n_english * 25 >= n_words
}

#[cfg(test)]
mod tests {
    use encoding_rs::WINDOWS_1251;

    use super::*;

    #[track_caller]
    fn check_decoding(bytes: &[u8], content_type: &str, expected: &str) {
        assert_eq!(decode_bytes(bytes, content_type), expected);
    }

    #[test]
    fn a_mark_wins_over_everything() {
        check_decoding(
            b"\xef\xbb\xbfZo\xc3\xab",
            "text/html; charset=latin1",
            "Zoë",
        );
        check_decoding(b"\xff\xfeZ\0\xeb\0", "text/plain; charset=utf-8", "Zë");
    }

    #[test]
    fn pieces_in_windows_1252_are_read_within_utf8() {
        let xml = b"<?xml encoding='utf-8'?>Gr\xc3\xb6\xc3\x9fe \x93q\x94 caf\xe9 na\xefve";
        check_decoding(xml, "", "<?xml encoding='utf-8'?>Größe “q” café naïve");
        // A text cut inside a character.
        let cut = b"<?xml encoding='utf-8'?>\xc3\xb6 \xe6\x97, \xc3 x";
        check_decoding(cut, "", "<?xml encoding='utf-8'?>ö \u{fffd}, \u{fffd} x");
        let (russian, ..) =
            WINDOWS_1251.encode("<?xml encoding='utf-8'?>Переговоры продолжаются в «Москве».");
        assert!(decode_bytes(&russian, "").contains("в «Москве»"));
    }

    #[test]
    fn utf32_is_read_with_and_without_mark() {
        let units = |to_bytes: fn(u32) -> [u8; 4], mark: &str| -> Vec<u8> {
            let text = format!("{mark}<?x é");
            text.chars().flat_map(|c| to_bytes(u32::from(c))).collect()
        };
        for mark in ["", "\u{feff}"] {
            check_decoding(&units(u32::to_le_bytes, mark), "", "<?x é");
            check_decoding(&units(u32::to_be_bytes, mark), "", "<?x é");
        }
    }

    #[test]
    fn the_header_wins_over_the_page() {
        let page = b"<meta charset=\"windows-1251\">caf\xe9";
        check_decoding(
            page,
            "text/html; charset=\"ISO-8859-1\"",
            "<meta charset=\"windows-1251\">café",
        );
        check_decoding(
            b"<meta charset=windows-1251>\xcc\xe8\xf0",
            "text/html",
            "<meta charset=windows-1251>Мир",
        );
        let xml = b"<?xml version='1.0' encoding='iso-8859-2'?>\xb3";
        check_decoding(xml, "", "<?xml version='1.0' encoding='iso-8859-2'?>ł");
    }

    #[test]
    fn valid_utf8_is_utf8_whatever_the_server_says() {
        check_decoding("Zoë’s".as_bytes(), "text/html; charset=iso-8859-1", "Zoë’s");
    }

    #[test]
    fn nothing_declared_is_detected() {
        let (russian, ..) =
            WINDOWS_1251.encode("Президент заявил в понедельник, что переговоры продолжаются.");
        assert!(decode_bytes(&russian, "").starts_with("Президент"));
        check_decoding(
            b"caf\xe9 in the morning, na\xefve at night",
            "",
            "café in the morning, naïve at night",
        );
        check_decoding(b"w\0i\0d\0e\0 \0t\0e\0x\0t\0", "", "wide text");
    }

    #[test]
    fn one_damaged_spot_does_not_change_the_charset() {
        let mut bytes = "Zoë, Jürgen, Søren, Łukasz and Ana Peña"
            .as_bytes()
            .to_vec();
        bytes.push(0xff);
        assert!(decode_bytes(&bytes, "").starts_with("Zoë, Jürgen"));
    }

    #[test]
    fn iso_2022_jp_is_believed_where_declared() {
        check_decoding(b"\x1b$B$\"\x1b(B", "text/html; charset=iso-2022-jp", "あ");
    }
}
