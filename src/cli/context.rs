//! The context of a command: the global options, the file paths, and the settings and engine made from them.

use super::action_names::action_names;
use super::exit_status::{UsageError, print_error};
use super::global_options::{ColorChoice, GlobalOptions};
use super::input::{io_input_error, printable_line};
use super::paths::AppPaths;
use crate::config::{Keymap, LogLevel, Settings};
use crate::engine::Engine;
use std::cell::Cell;
use std::env;
use std::fs;
use std::io;

/// The environment variable for the level of the log. It overrides the config.
const LEVEL_VARIABLE: &str = "PULLQUOTE_LOG";

/// Returns the value of `$BROWSER`; `None` if it is not set or not UTF-8.
#[expect(
    clippy::disallowed_methods,
    reason = "this module owns the environment"
)]
pub(super) fn browser_variable() -> Option<String> {
    env::var("BROWSER").ok()
}

/// The global options and file paths of a command.
pub(super) struct CommandContext {
    /// When to use colours.
    pub(super) color: ColorChoice,
    /// The paths of config, library and log.
    pub(super) places: AppPaths,
    /// Returns clap's description of all commands, for help, completions and manual pages.
    pub(super) build_command: fn() -> clap::Command,
    /// True once the errors in the config have been reported.
    is_config_reported: Cell<bool>,
}

impl CommandContext {
    /// Returns the context for these options.
    pub(super) fn new(global: &GlobalOptions, build_command: fn() -> clap::Command) -> Self {
        let places = AppPaths::of(global);
        Self {
            color: global.color,
            places,
            build_command,
            is_config_reported: Cell::new(false),
        }
    }

    /// Returns the settings. Errors in the config are reported on standard error, once for each run of the program, and
    /// the affected settings keep their defaults.
    ///
    /// # Errors
    ///
    /// If the user named a config file and it cannot be read.
    pub(super) fn settings(&self) -> Result<Settings, UsageError> {
        let (settings, notices) = self.read_settings()?;
        if !self.is_config_reported.replace(true) {
            notices.iter().for_each(print_error);
            let (_, wrong_keys) = Keymap::new(&settings.keys, &action_names());
            wrong_keys.iter().for_each(print_error);
        }
        Ok(settings)
    }

    /// Returns the settings and one line for each error in them. The environment overrides the config.
    ///
    /// # Errors
    ///
    /// If the user named a config file and it cannot be read.
    pub(super) fn read_settings(&self) -> Result<(Settings, Vec<String>), UsageError> {
        let (mut settings, mut notices) = self.read_config()?;
        notices.extend(apply_environment(&mut settings));
        Ok((settings, notices))
    }

    #[expect(clippy::disallowed_methods, reason = "the config is read here")]
    fn read_config(&self) -> Result<(Settings, Vec<String>), UsageError> {
        let Some(path) = &self.places.config else {
            return Ok((Settings::default(), Vec::new()));
        };
        let name = printable_line(&path.to_string_lossy());
        let toml = match fs::read(path) {
            Ok(toml) => toml,
            Err(why) => {
                let is_missing = why.kind() == io::ErrorKind::NotFound;
                let notice = format!("{name}: {}", io_input_error(&why));
                return match (self.places.is_config_named, is_missing) {
                    (true, _) => Err(UsageError(notice)),
                    (false, true) => Ok((Settings::default(), Vec::new())),
                    (false, false) => Ok((Settings::default(), vec![notice])),
                };
            }
        };
        let (settings, notices) = Settings::parse(&String::from_utf8_lossy(&toml), &name);
        let notices = notices
            .iter()
            .map(|notice| printable_line(&notice.to_string()));
        Ok((settings, notices.collect()))
    }

    /// Returns the engine with the user's rules. Invalid patterns are reported on standard error and skipped.
    ///
    /// # Errors
    ///
    /// If the engine's passes are in the wrong order, which is a bug.
    pub(super) fn engine(&self, settings: &Settings) -> anyhow::Result<Engine> {
        let (engine, bad) = Engine::new(&settings.rules)?;
        let config = self.places.config.as_deref().unwrap_or("config".as_ref());
        for pattern in bad {
            let why = printable_line(&pattern.to_string());
            print_error(format_args!(
                "{}: {why}",
                printable_line(&config.to_string_lossy())
            ));
        }
        Ok(engine)
    }
}

/// Returns the current time.
#[expect(clippy::disallowed_methods, reason = "commands read the clock here")]
pub(super) fn current_time() -> jiff::Timestamp {
    jiff::Timestamp::now()
}

/// Sets the level from the environment. Returns a notice if its value is not a level.
#[expect(clippy::disallowed_methods, reason = "the environment is read here")]
fn apply_environment(settings: &mut Settings) -> Option<String> {
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
