//! The clipboard, through an escape sequence of the terminal.

use std::io::{self, Write};

use crate::text::count_with_noun;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

/// Largest text that is copied, in bytes. Many terminals reject longer OSC 52 sequences (100,000 bytes in base64).
const MAX_CLIPBOARD_BYTES: usize = 74_000;

/// The reason text could not be copied.
#[derive(Debug, thiserror::Error)]
pub(super) enum OutputError {
    /// The text is too long. Holds its length in bytes.
    #[error("the text is too long for the terminal's clipboard ({})", count_with_noun(.0, "byte"))]
    TooLong(usize),
    /// Writing to the terminal failed.
    #[error(transparent)]
    Io(#[from] io::Error),
}

/// Copies text to the clipboard (OSC 52). Works over SSH if the terminal allows it.
///
/// # Errors
///
/// If the text is longer than [`MAX_CLIPBOARD_BYTES`] or the terminal cannot be written.
pub(super) fn copy_to_clipboard(words: &str) -> Result<(), OutputError> {
    let mut out = io::stdout().lock();
    out.write_all(clipboard_sequence(words)?.as_bytes())?;
    out.flush()?;
    Ok(())
}

fn clipboard_sequence(words: &str) -> Result<String, OutputError> {
    if words.len() > MAX_CLIPBOARD_BYTES {
        return Err(OutputError::TooLong(words.len()));
    }
    Ok(format!("\x1b]52;c;{}\x07", STANDARD.encode(words)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_copied_holds_no_control_character_of_the_words() {
        let sequence = clipboard_sequence("a\u{7}\u{1b}[2J").expect("short");
        assert_eq!(sequence, "\u{1b}]52;c;YQcbWzJK\u{7}");
    }

    #[test]
    fn too_much_is_refused() {
        let words = "x".repeat(MAX_CLIPBOARD_BYTES + 1);
        assert!(matches!(
            clipboard_sequence(&words),
            Err(OutputError::TooLong(_))
        ));
    }
}
