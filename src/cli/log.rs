//! The log of a command: where it is, from which level, and what `doctor` says about it.

use std::env;
use std::fs;

use super::context::CommandContext;
use super::input::printable_line;
use crate::config::{LogLevel, Settings};
use crate::session::log;

/// The environment variable that sets the level; it comes before the config.
const LEVEL_VARIABLE: &str = "PULLQUOTE_LOG";
/// How many of the last errors `doctor` shows.
const MAX_ERRORS_SHOWN: usize = 5;

/// Starts the log of this process, and makes panics go to it. What is wrong with the config is said when a command
/// reads it.
pub(super) fn start_log(context: &CommandContext, command: &str) {
    let level = context.read_settings().map_or_else(
        |_| Settings::default().log_level,
        |(settings, _)| settings.log_level,
    );
    if let Some(path) = context.places.log() {
        log::start_log(path, level, command);
    }
}

/// Sets the level that the environment asks for. Returns a notice if there is no such level.
#[expect(clippy::disallowed_methods, reason = "the environment is read here")]
pub(super) fn apply_environment(settings: &mut Settings) -> Option<String> {
    let value = env::var_os(LEVEL_VARIABLE).filter(|value| !value.is_empty())?;
    let value = value.to_string_lossy();
    if let Some(level) = LogLevel::from_name(&value) {
        settings.log_level = level;
        return None;
    }
    let names: Vec<_> = LogLevel::names().collect();
    let names = names.join(", ");
    let value = printable_line(&value);
    Some(format!(
        "{LEVEL_VARIABLE} should be one of {names}, not `{value}`"
    ))
}

/// What is known of the log.
pub(super) struct LogReport {
    /// False if it should be written and cannot be.
    pub(super) is_sound: bool,
    /// Where it is, from which level, and its size; or why there is none.
    pub(super) state: String,
    /// The last errors in it, the newest first.
    pub(super) errors: Vec<String>,
}

/// Returns what is known of the log.
#[expect(
    clippy::disallowed_methods,
    reason = "the log's size is looked up here"
)]
pub(super) fn examine_log(context: &CommandContext) -> LogReport {
    let Some(path) = context.places.log() else {
        return LogReport {
            is_sound: false,
            state: "there is none: there is no home directory; set XDG_STATE_HOME".to_owned(),
            errors: Vec::new(),
        };
    };
    let level = context
        .read_settings()
        .map_or(LogLevel::Info, |(settings, _)| settings.log_level);
    // Whether it can be written is known after writing to it.
    tracing::info!("examined");
    let failure = log::last_write_failure();
    let size = fs::metadata(&path).map_or_else(
        |_| "not written yet".to_owned(),
        |about| format!("{} kB", about.len().div_ceil(1000)),
    );
    let (name, level) = (path.display(), level.name());
    LogReport {
        is_sound: failure.is_none(),
        state: match failure {
            Some(why) => {
                format!("{name} cannot be written: {why}; check the folder, its owner and the disk")
            }
            None => format!("{name}: level {level}, {size}"),
        },
        errors: log::read_last_errors(&path, MAX_ERRORS_SHOWN),
    }
}
