//! The log: one file of single lines, with two rotated ones next to it.
//!
//! Every module writes to it through `tracing`. It records what the program did and what went wrong: numbers, hosts and
//! kinds of errors, but never words of an article, full addresses, headers or credentials. A program that logs nothing
//! creates no file. If the file cannot be written, the program goes on without it.

mod file;
mod line;

use std::io::{self, Write};
use std::path::PathBuf;
use std::sync::OnceLock;

use tracing::Subscriber;
use tracing::level_filters::LevelFilter;

use crate::config::LogLevel;
use file::LogFile;
use line::LineFormat;

pub use file::read_last_errors;

/// The log of this process.
static LOG: OnceLock<LogFile> = OnceLock::new();

/// Starts logging to the file at `path`, for events of `level` and more severe ones. `command` goes into the header
/// line before the first event. Later calls have no effect.
pub fn start_log(path: PathBuf, level: LogLevel, command: &str) {
    let filter = convert_level(level);
    if filter == LevelFilter::OFF {
        return;
    }
    let mut is_new = false;
    let log = LOG.get_or_init(|| {
        is_new = true;
        let header = (filter >= LevelFilter::INFO).then(|| line::format_header(command));
        LogFile::new(path, header)
    });
    if is_new {
        // Fails if a program that uses this crate has installed its own subscriber. That one is then used.
        let _ = tracing::subscriber::set_global_default(build_subscriber(log, filter));
    }
}

/// Returns the subscriber that writes events to a log.
fn build_subscriber(log: &'static LogFile, filter: LevelFilter) -> impl Subscriber + Send + Sync {
    tracing_subscriber::fmt()
        .with_max_level(filter)
        .with_writer(move || LineWriter(log))
        .event_format(LineFormat)
        .finish()
}

/// Returns why the last event could not be written; `None` if it was written.
pub fn last_write_failure() -> Option<String> {
    LOG.get().and_then(LogFile::failure)
}

const fn convert_level(level: LogLevel) -> LevelFilter {
    match level {
        LogLevel::Off => LevelFilter::OFF,
        LogLevel::Error => LevelFilter::ERROR,
        LogLevel::Warn => LevelFilter::WARN,
        LogLevel::Info => LevelFilter::INFO,
        LogLevel::Debug => LevelFilter::DEBUG,
        LogLevel::Trace => LevelFilter::TRACE,
    }
}

/// Appends each formatted event, which arrives in one piece, to the log.
struct LineWriter(&'static LogFile);

impl Write for LineWriter {
    fn write(&mut self, line: &[u8]) -> io::Result<usize> {
        self.0.append(line);
        Ok(line.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::library::EntryId;
    use crate::session::{WorkLabel, catch_panic, install_panic_hook};

    /// Runs `act` with its own log. Returns the log's lines.
    fn logged(level: LevelFilter, act: impl FnOnce()) -> Vec<String> {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("p.log");
        let log = Box::leak(Box::new(LogFile::new(path.clone(), None)));
        tracing::subscriber::with_default(build_subscriber(log, level), act);
        let text = std::fs::read_to_string(path).unwrap_or_default();
        text.lines().map(str::to_owned).collect()
    }

    #[test]
    fn a_panic_is_one_line_with_entry_place_and_backtrace() {
        install_panic_hook();
        let lines = logged(LevelFilter::INFO, || {
            let label = WorkLabel::Entry(EntryId(812));
            let caught = catch_panic(label, || {
                panic!("no such token in \u{201c}The minister\u{201d}")
            });
            let caught: Result<(), _> = caught;
            assert!(caught.is_err());
        });
        let [line] = &lines[..] else {
            panic!("{lines:?}");
        };
        assert!(line.contains(" ERROR ["), "{line}");
        assert!(
            line.contains("panic work=\"entry 812\" place=src/session/log/mod.rs:"),
            "{line}"
        );
        assert!(line.contains("reason=\"no such token in …\""), "{line}");
        assert!(line.contains("a_panic_is_one_line"), "no backtrace: {line}");
        assert!(!line.contains("minister"), "{line}");
    }

    #[test]
    fn events_below_the_level_are_left_out() {
        let lines = logged(LevelFilter::WARN, || {
            tracing::info!("begun");
            tracing::warn!(feed = 3, host = "example.org", "feed\u{1b}[2J failed\n");
        });
        let [line] = &lines[..] else {
            panic!("{lines:?}");
        };
        let said = "feed\\u{1b}[2J failed feed=3 host=example.org";
        assert!(line.ends_with(said), "{line}");
    }
}
