//! The format of log lines: time, level, process and thread, module, message, and fields.

use std::fmt::{self, Debug, Write as _};
use std::process;
use std::thread;

use jiff::Timestamp;
use tracing::field::{Field, Visit};
use tracing::{Event, Level, Subscriber};
use tracing_subscriber::fmt::format::Writer;
use tracing_subscriber::fmt::{FmtContext, FormatEvent, FormatFields};
use tracing_subscriber::registry::LookupSpan;

/// Longest field value, in characters. A backtrace of some hundred frames fits.
const MAX_VALUE_CHARS: usize = 16_000;

/// Formats events of this crate as single lines. Events of other crates are dropped, because they may hold private
/// data.
pub(super) struct LineFormat;

impl<S, N> FormatEvent<S, N> for LineFormat
where
    S: Subscriber + for<'span> LookupSpan<'span>,
    N: for<'writer> FormatFields<'writer> + 'static,
{
    fn format_event(
        &self,
        _: &FmtContext<'_, S, N>,
        mut writer: Writer<'_>,
        event: &Event<'_>,
    ) -> fmt::Result {
        let about = event.metadata();
        let Some(source) = strip_crate_name(about.target()) else {
            return Ok(());
        };
        let mut values = Values::default();
        event.record(&mut values);
        let line = format_line(*about.level(), source, &values);
        writer.write_str(&line)
    }
}

/// Returns the event's module path without the crate name; `None` for events of other crates.
fn strip_crate_name(target: &str) -> Option<&str> {
    let rest = target.strip_prefix(env!("CARGO_PKG_NAME"))?;
    rest.strip_prefix("::")
        .or_else(|| rest.is_empty().then_some(rest))
}

/// Returns the line written before a process's first event.
pub(super) fn format_header(command: &str) -> Vec<u8> {
    let values = Values {
        message: "start".to_owned(),
        rest: format!(" version={} command={command}", env!("CARGO_PKG_VERSION")),
    };
    format_line(Level::INFO, "session::log", &values).into_bytes()
}

fn format_line(level: Level, source: &str, values: &Values) -> String {
    let now = Timestamp::now();
    let thread = thread::current();
    let name = thread.name().unwrap_or("unnamed");
    let pid = process::id();
    let (message, rest) = (&values.message, &values.rest);
    format!("{now:.3} {level} [{pid} {name}] {source}: {message}{rest}\n")
}

/// The message and the fields of an event, escaped.
#[derive(Default)]
struct Values {
    /// The fields as ` name=value`, each after a space.
    message: String,
    rest: String,
}

impl Values {
    fn put(&mut self, name: &str, value: &str) {
        let value = escape_value(value);
        if name == "message" {
            self.message = value;
            return;
        }
        let is_plain = !value.is_empty() && !value.contains([' ', '"', '=']);
        // Writing to a `String` cannot fail.
        let _ = if is_plain {
            write!(self.rest, " {name}={value}")
        } else {
            write!(self.rest, " {name}=\"{}\"", value.replace('"', "\\\""))
        };
    }
}

impl Visit for Values {
    fn record_str(&mut self, field: &Field, value: &str) {
        self.put(field.name(), value);
    }

    fn record_debug(&mut self, field: &Field, value: &dyn Debug) {
        self.put(field.name(), &format!("{value:?}"));
    }
}

/// Escapes a value to one line, without control characters or characters that change the text direction.
fn escape_value(value: &str) -> String {
    let mut line = String::new();
    let mut chars = value.trim_end().chars();
    for c in chars.by_ref().take(MAX_VALUE_CHARS) {
        match c {
            '\n' => line.push_str("\\n"),
            '\t' => line.push_str("\\t"),
            c if c.is_control() || is_hidden(c) => line.extend(c.escape_unicode()),
            c => line.push(c),
        }
    }
    if chars.next().is_some() {
        line.push('…');
    }
    line
}

/// True for invisible characters that affect how others are shown (zero-width and bidirectional controls).
const fn is_hidden(c: char) -> bool {
    matches!(
        c,
        '\u{61c}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}'
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_is_on_one_line_whatever_is_in_it() {
        let mut values = Values::default();
        values.put("message", "feed\nfailed");
        values.put("host", "a\u{1b}[2J\u{202e}b");
        values.put("kind", "too \"slow\"");
        values.put("n", "3");
        let line = format_line(Level::WARN, "session::refresh", &values);
        let said = line.split("session::refresh: ").nth(1);
        assert_eq!(
            said,
            Some("feed\\nfailed host=a\\u{1b}[2J\\u{202e}b kind=\"too \\\"slow\\\"\" n=3\n")
        );
    }

    #[test]
    fn a_value_has_a_longest_length() {
        let long = "x".repeat(MAX_VALUE_CHARS + 1);
        assert_eq!(escape_value(&long).chars().count(), MAX_VALUE_CHARS + 1);
    }

    #[test]
    fn events_of_other_crates_are_left_out() {
        assert_eq!(
            strip_crate_name("pullquote::session::log"),
            Some("session::log")
        );
        assert_eq!(strip_crate_name("pullquote"), Some(""));
        assert_eq!(strip_crate_name("pullquoted::x"), None);
        assert_eq!(strip_crate_name("rustls"), None);
    }
}
