//! The log: one file of single lines, with two older ones beside it.
//!
//! Every module writes to it through `tracing`. It holds what the program did and what went wrong: numbers, hosts and
//! kinds of errors, never words of an article, full addresses, headers or credentials. A program that logs nothing makes
//! no file, and one that cannot write the file goes on without it.

mod file;
mod line;

use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use tracing::level_filters::LevelFilter;

use crate::config::LogLevel;
use file::LogFile;
use line::LineFormat;

pub use file::read_last_errors;

/// The log of this process.
static LOG: OnceLock<LogFile> = OnceLock::new();

/// Starts the log of the process in the file at `path`, for events down to `level`. The command's name goes before the
/// first event. Later calls change nothing.
pub fn start(path: PathBuf, level: LogLevel, command: &str) {
    let filter = filter_of(level);
    if filter == LevelFilter::OFF {
        return;
    }
    let mut is_new = false;
    let log = LOG.get_or_init(|| {
        is_new = true;
        let header = (filter >= LevelFilter::INFO).then(|| line::header(command));
        LogFile::new(path, header)
    });
    if !is_new {
        return;
    }
    let subscriber = tracing_subscriber::fmt()
        .with_max_level(filter)
        .with_writer(move || LineWriter(log))
        .event_format(LineFormat)
        .finish();
    // A program that uses this library may have a subscriber of its own.
    let _ = tracing::subscriber::set_global_default(subscriber);
}

/// Returns the file that this process logs to.
pub fn path() -> Option<&'static Path> {
    LOG.get().map(LogFile::path)
}

/// Returns why the last event could not be written, if it could not.
pub fn failure() -> Option<String> {
    LOG.get().and_then(LogFile::failure)
}

const fn filter_of(level: LogLevel) -> LevelFilter {
    match level {
        LogLevel::Off => LevelFilter::OFF,
        LogLevel::Error => LevelFilter::ERROR,
        LogLevel::Warn => LevelFilter::WARN,
        LogLevel::Info => LevelFilter::INFO,
        LogLevel::Debug => LevelFilter::DEBUG,
        LogLevel::Trace => LevelFilter::TRACE,
    }
}

/// Writes each event, which comes as one piece, to the log.
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
