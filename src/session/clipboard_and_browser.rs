//! The clipboard through the terminal.

use std::io::{self, Write};

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

/// More bytes than this are refused by many terminals.
const MAX_CLIPBOARD_BYTES: usize = 74_000;

/// Why something did not leave the program.
#[derive(Debug, thiserror::Error)]
pub(super) enum OutputError {
    /// The words are too long for the terminal's clipboard.
    #[error("{0} bytes are too many for the clipboard of a terminal")]
    TooLong(usize),
    /// The terminal could not be written to.
    #[error(transparent)]
    Io(#[from] io::Error),
}

/// Puts words on the clipboard (OSC 52): it works over SSH, where the terminal allows it.
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
