//! The body of an answer: read in pieces, unpacked, within limits, until somebody asks to stop.

use std::io::{self, Read};

use ruzstd::decoding::StreamingDecoder;

use super::client::CancelFlag;

/// How much is read at once, in bytes.
const READ_CHUNK_BYTES: usize = 64 * 1024;

/// Why a body was not read to its end.
pub(super) enum BodyError {
    /// It is longer than allowed.
    TooLong,
    /// The user asked to stop.
    Cancelled,
    /// The connection or the compression failed.
    Io(io::Error),
}

/// Returns everything that a reader gives, at most so many bytes.
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
        bytes.extend_from_slice(piece.get(..n).unwrap_or_default());
        if bytes.len() > most {
            return Err(BodyError::TooLong);
        }
    }
    // A body without a length ends as if complete when its connection is cut.
    if cancel.is_cancelled() {
        return Err(BodyError::Cancelled);
    }
    Ok(bytes)
}

/// Returns what zstd packed, at most so many bytes.
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
