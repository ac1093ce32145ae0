//! Reads and decompresses the body of a response in chunks, within a size limit and until cancelled.

use std::io::{self, Read};

use ruzstd::decoding::StreamingDecoder;

use super::cancel_flag::CancelFlag;
use crate::invariant::ExpectOr;

/// The size of one read, in bytes. Cancellation is checked between reads, so a larger chunk delays it on slow
/// connections.
const READ_CHUNK_BYTES: usize = 64 * 1024;

/// The reason why a body was not read to its end.
pub(super) enum BodyError {
    /// The body is larger than the limit.
    TooLong,
    /// The request was cancelled.
    Cancelled,
    /// The connection or the decompression failed.
    Io(io::Error),
}

/// Returns all bytes of a reader.
///
/// # Errors
///
/// Fails if there are more than `most` bytes, if `cancel` is set, or if reading fails.
pub(super) fn read_body(
    mut reader: impl Read,
    most: usize,
    cancel: &CancelFlag,
) -> Result<Vec<u8>, BodyError> {
    let mut bytes = Vec::new();
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
    Ok(bytes)
}

/// Returns the decompressed bytes of a zstd stream. `ureq` does not decode zstd.
///
/// # Errors
///
/// Fails like [`read_body`]. `most` limits the decompressed size, so that a small body cannot expand without bound.
pub(super) fn unpack_zstd(
    packed: &[u8],
    most: usize,
    cancel: &CancelFlag,
) -> Result<Vec<u8>, BodyError> {
    let wrong = |error: &dyn std::error::Error| {
        BodyError::Io(io::Error::new(
            io::ErrorKind::InvalidData,
            error.to_string(),
        ))
    };
    let decoder = StreamingDecoder::new(packed).map_err(|error| wrong(&error))?;
    read_body(decoder, most, cancel)
}
