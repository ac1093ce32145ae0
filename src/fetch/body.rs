//! Reads and decompresses the body of a response in chunks, within a size limit and until cancelled.

use std::io::{self, Read};

use flate2::read::{DeflateDecoder, MultiGzDecoder, ZlibDecoder};
use ruzstd::decoding::StreamingDecoder;

use super::cancel_flag::CancelFlag;
use crate::invariant::ExpectOr;

/// The size of one read, in bytes. If the framing of a body is broken, the HTTP library drops what the failing read had
/// got so far, so small reads keep more of a feed. The library buffers the connection itself.
const READ_CHUNK_BYTES: usize = 128;

/// The first bytes of a gzip stream.
const GZIP_SIGNATURE: [u8; 2] = [0x1f, 0x8b];

/// The reason why a body was not read to its end.
pub(super) enum BodyError {
    /// The body is larger than the limit.
    TooLong,
    /// The request was cancelled.
    Cancelled,
    /// The connection or the decompression failed.
    Io(io::Error),
}

/// Appends all bytes of a reader to `bytes`, which keeps those read before an error.
///
/// # Errors
///
/// Fails if there are more than `most` bytes, if `cancel` is set, or if reading fails.
pub(super) fn read_body(
    mut reader: impl Read,
    most: usize,
    cancel: &CancelFlag,
    bytes: &mut Vec<u8>,
) -> Result<(), BodyError> {
    let mut piece = vec![0; READ_CHUNK_BYTES];
    loop {
        if cancel.is_cancelled() {
            return Err(BodyError::Cancelled);
        }
        let n = match reader.read(&mut piece) {
            Ok(0) => break,
            Ok(n) => n,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
            Err(error) => return Err(BodyError::Io(error)),
        };
        bytes.extend_from_slice(
            piece
                .get(..n)
                .expect_or_default("a reader fills at most its buffer"),
        );
        if bytes.len() > most {
            return Err(BodyError::TooLong);
        }
    }
    // A body without a declared length looks complete when its connection is closed on cancellation.
    if cancel.is_cancelled() {
        return Err(BodyError::Cancelled);
    }
    Ok(())
}

/// Replaces the bytes of a body by the decompressed ones, if they are compressed in a way that `ureq` does not decode:
/// zstd, deflate, or gzip that no header declares. `encoding` is the value of `Content-Encoding`.
///
/// # Errors
///
/// Fails like [`read_body`]; `bytes` then has what could be decompressed. `most` limits the decompressed size, so that a
/// small body cannot expand without bound.
pub(super) fn unpack_body(
    encoding: Option<&str>,
    most: usize,
    cancel: &CancelFlag,
    bytes: &mut Vec<u8>,
) -> Result<(), BodyError> {
    let is_declared =
        |name: &str| encoding.is_some_and(|encoding| encoding.trim().eq_ignore_ascii_case(name));
    if is_declared("zstd") {
        let packed = std::mem::take(bytes);
        return unpack_zstd(&packed, most, cancel, bytes);
    }
    if bytes.starts_with(&GZIP_SIGNATURE) {
        let packed = std::mem::take(bytes);
        return read_body(MultiGzDecoder::new(packed.as_slice()), most, cancel, bytes);
    }
    // Some servers declare it and send plain text.
    let is_text = bytes.starts_with(b"<") || bytes.starts_with(b"{");
    if !is_declared("deflate") || is_text {
        return Ok(());
    }
    let packed = std::mem::take(bytes);
    // The name means a zlib stream, but many servers send one without the header of zlib.
    let unpacked = read_body(ZlibDecoder::new(packed.as_slice()), most, cancel, bytes);
    if unpacked.is_ok() || !bytes.is_empty() {
        return unpacked;
    }
    read_body(DeflateDecoder::new(packed.as_slice()), most, cancel, bytes)
}

/// Appends the decompressed bytes of a zstd stream. `ureq` does not decode zstd.
fn unpack_zstd(
    packed: &[u8],
    most: usize,
    cancel: &CancelFlag,
    bytes: &mut Vec<u8>,
) -> Result<(), BodyError> {
    let wrong = |error: &dyn std::error::Error| {
        BodyError::Io(io::Error::new(
            io::ErrorKind::InvalidData,
            error.to_string(),
        ))
    };
    let decoder = StreamingDecoder::new(packed).map_err(|error| wrong(&error))?;
    read_body(decoder, most, cancel, bytes)
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use flate2::Compression;
    use flate2::write::{DeflateEncoder, GzEncoder, ZlibEncoder};

    use super::*;

    const TEXT: &str = "The harbour office opened on Monday. ";

    fn unpack(encoding: &str, packed: &[u8]) -> (String, bool) {
        let mut bytes = packed.to_vec();
        let read = unpack_body(Some(encoding), 10_000, &CancelFlag::default(), &mut bytes);
        (String::from_utf8(bytes).expect("text"), read.is_ok())
    }

    fn compress<W: Write>(mut encoder: W, finish: impl Fn(W) -> io::Result<Vec<u8>>) -> Vec<u8> {
        encoder.write_all(TEXT.as_bytes()).expect("written");
        finish(encoder).expect("compressed")
    }

    #[test]
    fn deflate_of_both_kinds_and_undeclared_gzip_are_unpacked() {
        let fast = Compression::fast();
        let whole = (TEXT.to_owned(), true);
        let zlib = compress(ZlibEncoder::new(Vec::new(), fast), ZlibEncoder::finish);
        assert_eq!(unpack("deflate", &zlib), whole);
        let raw = compress(
            DeflateEncoder::new(Vec::new(), fast),
            DeflateEncoder::finish,
        );
        assert_eq!(unpack("Deflate ", &raw), whole);
        let gzip = compress(GzEncoder::new(Vec::new(), fast), GzEncoder::finish);
        assert_eq!(unpack("", &gzip), whole);
        assert_eq!(unpack("deflate", b"<rss/>").0, "<rss/>");
        let cut = gzip.get(..gzip.len() - 8).expect("a part");
        assert_eq!(unpack("", cut), (TEXT.to_owned(), false));
    }

    #[test]
    fn a_small_body_does_not_grow_beyond_the_limit() {
        let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
        encoder.write_all(&vec![b'x'; 1_000_000]).expect("written");
        let mut bytes = encoder.finish().expect("compressed");
        let read = unpack_body(None, 10_000, &CancelFlag::default(), &mut bytes);
        assert!(matches!(read, Err(BodyError::TooLong)));
    }
}
