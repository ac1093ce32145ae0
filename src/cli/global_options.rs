//! The options that every command takes.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

/// When to use colours.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(super) enum ColorChoice {
    /// If the terminal supports them and `NO_COLOR` is not set
    #[default]
    Auto,
    /// Always
    Always,
    /// Never
    Never,
}

/// The options that every command takes.
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
    /// Use the library in DIR
    #[arg(
        long,
        value_name = "DIR",
        global = true,
        env = "PULLQUOTE_DATA_DIR",
        hide_env_values = true
    )]
    pub(super) data_dir: Option<PathBuf>,
    /// When to use colours
    #[arg(long, value_name = "WHEN", global = true, default_value = "auto")]
    pub(super) color: ColorChoice,
}
