//! The paths of config, library and log: from a flag or the environment, otherwise from the XDG base directories.

use std::path::PathBuf;

use etcetera::base_strategy::{BaseStrategy, choose_base_strategy};

use super::global_options::GlobalOptions;
use super::input::printable_line;

/// The paths of the program's files. A path is `None` if the user gave none and there is no home directory.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct AppPaths {
    /// The config file.
    pub(super) config: Option<PathBuf>,
    /// True if the user named the config file, so that it must exist.
    pub(super) is_config_named: bool,
    /// The folder of the library.
    pub(super) data: Option<PathBuf>,
    /// The folder of the log.
    pub(super) state: Option<PathBuf>,
}

impl AppPaths {
    /// Returns the paths for these options. clap has already merged the flags with their environment variables.
    pub(super) fn of(global: &GlobalOptions) -> Self {
        let base = choose_base_strategy().ok();
        let inside = |folder: PathBuf| folder.join("pullquote");
        let default_config = base.as_ref().map(|base| inside(base.config_dir()));
        Self {
            is_config_named: global.config.is_some(),
            config: global
                .config
                .clone()
                .or_else(|| Some(default_config?.join("config.toml"))),
            data: global
                .data_dir
                .clone()
                .or_else(|| base.as_ref().map(|base| inside(base.data_dir()))),
            state: base.as_ref().and_then(BaseStrategy::state_dir).map(inside),
        }
    }

    /// Returns the path of the log file.
    pub(super) fn log(&self) -> Option<PathBuf> {
        Some(self.state.as_ref()?.join("pullquote.log"))
    }

    /// Returns the paths as a section of the help.
    pub(super) fn describe(&self) -> String {
        let lines = [
            ("config", self.config.clone()),
            ("library", self.data.clone()),
            ("log", self.log()),
        ];
        let lines = lines.map(|(what, path)| {
            let path = path.as_ref().map_or_else(
                || "none: there is no home directory".to_owned(),
                |path| printable_line(&path.to_string_lossy()),
            );
            format!("  {what:<8} {path}\n")
        });
        format!("Files:\n{}", lines.concat())
    }
}
