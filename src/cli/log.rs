//! The log of a command: starting it, its level, and its state for `doctor`.

use std::fs;

use super::context::CommandContext;
use crate::config::{LogLevel, Settings};
use crate::session::log;

/// The number of recent errors that `doctor` lists. More would push the other checks off the screen.
const MAX_ERRORS_SHOWN: usize = 5;

/// Starts the log of this process.
///
/// Errors in the config are ignored here; they are reported when the command reads its settings. Without a home
/// directory there is no log.
pub(super) fn start_log(context: &CommandContext, command: &str) {
    let level = context.read_settings().map_or_else(
        |_| Settings::default().log_level,
        |(settings, _)| settings.log_level,
    );
    if let Some(path) = context.places.log() {
        log::start_log(path, level, command);
    }
}

/// The state of the log.
pub(super) struct LogReport {
    /// False if the log cannot be written.
    pub(super) is_sound: bool,
    /// Its path, level and size; or the reason why there is no log.
    pub(super) state: String,
    /// The last errors in it, newest first, at most [`MAX_ERRORS_SHOWN`].
    pub(super) errors: Vec<String>,
}

/// Returns the state of the log, after writing a line to it.
#[expect(
    clippy::disallowed_methods,
    reason = "the log's size is looked up here"
)]
pub(super) fn examine_log(context: &CommandContext) -> LogReport {
    let Some(path) = context.places.log() else {
        return LogReport {
            is_sound: false,
            state: "no log: there is no home directory; set XDG_STATE_HOME".to_owned(),
            errors: Vec::new(),
        };
    };
    let level = context
        .read_settings()
        .map_or(LogLevel::Info, |(settings, _)| settings.log_level);
    // The only reliable check that the log can be written is to write to it.
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
