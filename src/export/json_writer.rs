//! JSON output that is safe to show on a terminal. All JSON that pullquote writes goes through this file.

use std::io;
use std::io::BufWriter;
use std::io::Write;

use serde::Serialize;
use serde_json::ser::CompactFormatter;
use serde_json::ser::Formatter;
use serde_json::ser::Serializer;

use crate::text::is_control_or_junk;
use crate::text::push_escape;

/// The size of the buffer in front of the escaper, in bytes. Batches the serializer's tiny writes, but is small enough
/// to be cheap for a short article.
const BUFFER_BYTES: usize = 4_096;

/// Writes a value as JSON on one line, with a line end. Characters that could control a terminal or be invisible are
/// written as `\u` escapes, so that the parsed content is unchanged.
///
/// # Errors
///
/// Fails if writing to `out` fails.
pub fn write_json_line(value: &impl Serialize, out: &mut dyn Write) -> io::Result<()> {
    write_json(value, CompactFormatter, out)
}

/// Writes a value as JSON in the layout of a formatter, with a line end. Escapes like [`write_json_line`].
pub(super) fn write_json(
    value: &impl Serialize,
    formatter: impl Formatter,
    out: &mut dyn Write,
) -> io::Result<()> {
    // A serializer writes a few bytes at a time. The buffer never splits one of its writes, so characters stay whole.
    let buffer = BufWriter::with_capacity(BUFFER_BYTES, JsonEscaper { out });
    let mut serializer = Serializer::with_formatter(buffer, formatter);
    value.serialize(&mut serializer)?;
    let buffer = serializer.into_inner().into_inner();
    buffer.map_err(io::IntoInnerError::into_error)?;
    out.write_all(b"\n")
}

/// A writer of JSON text that escapes unsafe characters in strings.
///
/// The serializer already escapes line ends and tabs in strings, so those that arrive here are between tokens and are
/// kept.
struct JsonEscaper<'w> {
    out: &'w mut dyn Write,
}

impl Write for JsonEscaper<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        // The common case: ASCII without control characters. DEL is ASCII but unsafe.
        let is_plain = bytes.is_ascii() && !bytes.contains(&b'\x7f');
        match std::str::from_utf8(bytes) {
            // Always valid, because the serializer writes whole characters.
            Ok(text) if !is_plain => self.write_escaped(text)?,
            _ => self.out.write_all(bytes)?,
        }
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        self.out.flush()
    }
}

impl JsonEscaper<'_> {
    /// Writes text with `\u` escapes for unsafe characters.
    fn write_escaped(&mut self, text: &str) -> io::Result<()> {
        let is_unsafe = |c: char| c != '\n' && is_control_or_junk(c);
        let mut rest = text;
        while let Some(at) = rest.find(is_unsafe) {
            let (safe, after) = rest.split_at_checked(at).unwrap_or((rest, ""));
            self.out.write_all(safe.as_bytes())?;
            let mut after = after.chars();
            let mut escape = String::new();
            after
                .next()
                .into_iter()
                .for_each(|c| push_escape(c, &mut escape));
            self.out.write_all(escape.as_bytes())?;
            rest = after.as_str();
        }
        self.out.write_all(rest.as_bytes())
    }
}

/// A list that is produced item by item during serialization.
pub(super) struct LazyList<F>(pub(super) F);

impl<F, I> Serialize for LazyList<F>
where
    F: Fn() -> I,
    I: IntoIterator,
    I::Item: Serialize,
{
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq((self.0)())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_in_json_acts_on_a_terminal_and_nothing_is_lost() {
        let words =
            "a\u{1b}[2J\u{7f}\u{9b}\n\t\u{202e}\u{200b}\u{2028}\u{e0041}“é” 👩\u{200d}🚒\u{feff}";
        let mut line = Vec::new();
        write_json_line(&words, &mut line).expect("memory");
        let line = String::from_utf8(line).expect("text");
        let expected = "\"a\\u001b[2J\\u007f\\u009b\\n\\t\\u202e\\u200b\\u2028\\udb40\\udc41“é” 👩\u{200d}🚒\\ufeff\"\n";
        assert_eq!(line, expected);
        assert_eq!(serde_json::from_str::<String>(&line).expect("JSON"), words);
    }
}
