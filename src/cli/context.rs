//! What every command knows: the options that all of them take, and the settings.

use std::fs;
use std::io;
use std::path::PathBuf;

use clap::{Args, ValueEnum};

use super::exit_status::{UsageError, print_error};
use super::input::{io_input_error, printable_line};
use super::log::apply_environment;
use super::paths::AppPaths;
use crate::config::Settings;
use crate::engine::Engine;

/// When colours are used.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(super) enum ColorChoice {
    /// On a terminal that has them, unless `NO_COLOR` is set.
    #[default]
    Auto,
    /// Always.
    Always,
    /// Never.
    Never,
}

/// Options that every command takes.
#[derive(Args, Clone, Debug, Default)]
pub(super) struct GlobalOptions {
    /// Read the settings from FILE
    #[arg(
        long,
        value_name = "FILE",
        global = true,
        env = "PULLQUOTE_CONFIG",
        hide_env_values = true
    )]
    pub(super) config: Option<PathBuf>,
    /// Keep the library in DIR
    #[arg(
        long,
        value_name = "DIR",
        global = true,
        env = "PULLQUOTE_DATA_DIR",
        hide_env_values = true
    )]
    pub(super) data_dir: Option<PathBuf>,
    /// Use colours
    #[arg(long, value_name = "WHEN", global = true, default_value = "auto")]
    pub(super) color: ColorChoice,
}

/// Returns what `$BROWSER` names.
#[expect(
    clippy::disallowed_methods,
    reason = "the environment is this module's"
)]
pub(super) fn browser_variable() -> Option<String> {
    std::env::var("BROWSER").ok()
}

/// What every command knows.
pub(super) struct CommandContext {
    /// When colours are used.
    pub(super) color: ColorChoice,
    /// Where files stand.
    pub(super) places: AppPaths,
}

impl CommandContext {
    /// Returns the context of these options.
    pub(super) fn new(global: &GlobalOptions) -> Self {
        let places = AppPaths::of(global);
        Self {
            color: global.color,
            places,
        }
    }

    /// Returns the settings. What the config says wrongly is told on standard error and ignored; a config that was named
    /// and cannot be read is an error.
    pub(super) fn settings(&self) -> Result<Settings, UsageError> {
        let (settings, notices) = self.read_settings()?;
        notices.iter().for_each(print_error);
        Ok(settings)
    }

    /// Returns the settings and what is told about them. The environment comes before the config.
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
                let told = format!("{name}: {}", io_input_error(&why));
                return match (self.places.is_config_named, is_missing) {
                    (true, _) => Err(UsageError(told)),
                    (false, true) => Ok((Settings::default(), Vec::new())),
                    (false, false) => Ok((Settings::default(), vec![told])),
                };
            }
        };
        let (settings, notices) = Settings::parse(&String::from_utf8_lossy(&toml), &name);
        let notices = notices
            .iter()
            .map(|notice| printable_line(&notice.to_string()));
        Ok((settings, notices.collect()))
    }

    /// Returns the engine with the user's rules; patterns that are not understood are told and left out.
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

/// Returns the time.
#[expect(clippy::disallowed_methods, reason = "commands take the time here")]
pub(super) fn current_time() -> jiff::Timestamp {
    jiff::Timestamp::now()
}
