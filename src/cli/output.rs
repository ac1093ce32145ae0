//! Standard output and standard error. Output to a terminal is escaped here, so that no command can send it control
//! characters from a feed or a file.

use std::io::{self, BufWriter, IsTerminal, StdoutLock, Write};

use clap::error::ContextValue;

use crate::text::{escape_unsafe, escape_unsafe_lines, is_control_or_junk};

/// The maximum number of bytes that are escaped at once. Escaping copies the text, so one large write would otherwise
/// need its size in memory a second time; smaller pieces cost more writes.
const MAX_PIECE_BYTES: usize = 64 * 1024;

/// Buffered standard output, escaped if it is a terminal.
pub(super) type Output = BufWriter<TerminalFilter<StdoutLock<'static>>>;

/// Returns standard output, locked and buffered.
///
/// The caller must flush it before the command ends: errors while dropping a buffer are lost.
pub(super) fn locked_stdout() -> Output {
    let out = io::stdout().lock();
    let is_terminal = out.is_terminal();
    BufWriter::new(TerminalFilter::new(out, is_terminal))
}

/// Prints clap's help, version or error message. Control characters in the user's arguments are shown as visible
/// escapes.
pub(super) fn print_clap_error(mut error: clap::Error) {
    let typed = error.context();
    let typed = typed.filter_map(|(kind, value)| Some((kind, escape_typed(value)?)));
    let typed: Vec<_> = typed.collect();
    if typed.is_empty() {
        // A closed pipe while printing help is not a failure.
        let _ = error.print();
        return;
    }
    for (kind, value) in typed {
        error.insert(kind, value);
    }
    // Tips repeat the user's argument between clap's own colour codes. The rendering without colours can be escaped as
    // a whole, since every control character left in it comes from the argument.
    let plain = error.render().to_string();
    let _ = io::stderr()
        .lock()
        .write_all(escape_unsafe_lines(&plain).as_bytes());
}

/// Returns the value with visible escapes; `None` if it has nothing to escape.
fn escape_typed(value: &ContextValue) -> Option<ContextValue> {
    match value {
        ContextValue::String(word) => {
            let is_unsafe = word.contains(is_control_or_junk);
            is_unsafe.then(|| ContextValue::String(escape_unsafe(word).into_owned()))
        }
        ContextValue::Strings(words) => {
            let is_unsafe = words.iter().any(|word| word.contains(is_control_or_junk));
            let escaped = words.iter().map(|word| escape_unsafe(word).into_owned());
            is_unsafe.then(|| ContextValue::Strings(escaped.collect()))
        }
        _ => None,
    }
}

/// A writer that passes bytes to a file or pipe unchanged, and shows control characters as visible escapes on a
/// terminal.
#[derive(Debug)]
pub(super) struct TerminalFilter<W> {
    out: W,
    is_terminal: bool,
    /// The last bytes written that can be interpreted only with the next ones: the start of a UTF-8 sequence, or a
    /// carriage return (harmless before a line feed, escaped otherwise).
    held: Vec<u8>,
}

impl<W: Write> TerminalFilter<W> {
    fn new(out: W, is_terminal: bool) -> Self {
        Self {
            out,
            is_terminal,
            held: Vec::new(),
        }
    }

    /// Escapes and writes `piece`, and holds back its last bytes if they are incomplete.
    fn write_piece(&mut self, piece: &[u8]) -> io::Result<()> {
        let mut bytes = std::mem::take(&mut self.held);
        bytes.extend_from_slice(piece);
        self.held = bytes.split_off(bytes.len() - count_held(&bytes));
        self.out.write_all(make_visible(&bytes).as_bytes())
    }
}

impl<W: Write> Write for TerminalFilter<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if !self.is_terminal {
            return self.out.write(bytes);
        }
        let piece = bytes.get(..MAX_PIECE_BYTES).unwrap_or(bytes);
        self.write_piece(piece)?;
        Ok(piece.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        let held = std::mem::take(&mut self.held);
        self.out.write_all(make_visible(&held).as_bytes())?;
        self.out.flush()
    }
}

/// Returns the number of bytes at the end that must wait for the next write.
fn count_held(bytes: &[u8]) -> usize {
    if bytes.ends_with(b"\r") {
        return 1;
    }
    let last = bytes
        .utf8_chunks()
        .last()
        .map_or(&[][..], |chunk| chunk.invalid());
    let is_incomplete = std::str::from_utf8(last).is_err_and(|why| why.error_len().is_none());
    if is_incomplete { last.len() } else { 0 }
}

/// Returns the text with unsafe characters as visible escapes and invalid UTF-8 as U+FFFD.
fn make_visible(bytes: &[u8]) -> String {
    escape_unsafe_lines(&String::from_utf8_lossy(bytes)).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Writes the pieces one after the other, and returns the bytes that the filter writes.
    fn write_all(pieces: &[&[u8]], is_terminal: bool) -> Vec<u8> {
        let mut filter = TerminalFilter::new(Vec::new(), is_terminal);
        for piece in pieces {
            filter.write_all(piece).expect("memory");
        }
        filter.flush().expect("memory");
        filter.out
    }

    #[test]
    fn only_text_reaches_a_terminal() {
        let hostile = "a\u{1b}]0;x\u{7}\u{9b}2J\u{202e}b\u{e0041}\tc\r\nd\re\n".as_bytes();
        let expected = "a\\u001b]0;x\\u0007\\u009b2J\\u202eb\\udb40\\udc41\tc\r\nd\\re\n";
        let shown = write_all(&[hostile], true);
        assert_eq!(String::from_utf8(shown).expect("text"), expected);
        // The result must not depend on where the writes are split.
        for at in 0..hostile.len() {
            let (one, other) = hostile.split_at(at);
            let shown = write_all(&[one, other], true);
            assert_eq!(String::from_utf8(shown).expect("text"), expected, "{at}");
        }
    }

    #[test]
    fn bytes_that_are_no_text_do_not_reach_a_terminal() {
        assert_eq!(
            write_all(&[b"a\x9b2J\xff\xe2\x80"], true),
            "a\u{fffd}2J\u{fffd}\u{fffd}".as_bytes()
        );
    }

    #[test]
    fn a_pipe_gets_what_was_written() {
        let hostile = b"a\x1b[31m\x9b\r";
        assert_eq!(write_all(&[hostile], false), hostile);
    }

    #[test]
    fn a_large_write_arrives_whole() {
        let text = "é\u{7}".repeat(MAX_PIECE_BYTES);
        let shown = write_all(&[text.as_bytes()], true);
        assert_eq!(shown, "é\\u0007".repeat(MAX_PIECE_BYTES).as_bytes());
    }
}
