//! Standard output and standard error: what goes to a terminal is made safe for it, whatever command writes it.

use std::io::{self, BufWriter, IsTerminal, StdoutLock, Write};

use clap::error::ContextValue;

use crate::text::{escape_unsafe, escape_unsafe_lines, is_control_or_junk};

/// The most bytes that are made safe at once, so that one large write does not double the memory.
const MAX_PIECE_BYTES: usize = 64 * 1024;

/// Standard output as commands write to it.
pub(super) type Output = BufWriter<TerminalFilter<StdoutLock<'static>>>;

/// Returns standard output, locked and buffered. Flush it before the command ends, so that a failure is seen.
pub(super) fn locked_stdout() -> Output {
    let out = io::stdout().lock();
    let is_terminal = out.is_terminal();
    BufWriter::new(TerminalFilter::new(out, is_terminal))
}

/// Prints what clap has to say: help, the version, or why it does not take the arguments. What the user typed is quoted
/// with visible escapes.
pub(super) fn print_clap_error(mut error: clap::Error) {
    let typed = error.context();
    let typed = typed.filter_map(|(kind, value)| Some((kind, escape_typed(value)?)));
    let typed: Vec<_> = typed.collect();
    if typed.is_empty() {
        // A closed pipe while help is printed is no failure.
        let _ = error.print();
        return;
    }
    for (kind, value) in typed {
        error.insert(kind, value);
    }
    // Tips repeat what was typed between styles of clap's own: without styles nothing of it is one.
    let plain = error.render().to_string();
    let _ = io::stderr()
        .lock()
        .write_all(escape_unsafe_lines(&plain).as_bytes());
}

/// Returns the value with visible escapes where it has something to escape.
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

/// Passes everything to a file or pipe as it is. To a terminal only text passes: characters that could act on it are
/// written as visible escapes.
#[derive(Debug)]
pub(super) struct TerminalFilter<W> {
    out: W,
    is_terminal: bool,
    /// The end of what was written that means something only together with what follows: the beginning of a character,
    /// or a carriage return.
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

/// Returns how many bytes at the end are to wait for those after them.
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

/// Returns the text with its unsafe characters as visible escapes, and bytes that are no text as U+FFFD.
fn make_visible(bytes: &[u8]) -> String {
    escape_unsafe_lines(&String::from_utf8_lossy(bytes)).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Writes the pieces one after the other, and returns what leaves the filter.
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
        // The same, cut at every place.
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
