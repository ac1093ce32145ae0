//! Where files stand: by flag or environment, else where XDG says.

use std::path::PathBuf;

use etcetera::base_strategy::{BaseStrategy, choose_base_strategy};

use super::context::GlobalOptions;
use super::input::printable_line;

/// Where files stand. A place is unknown where there is no home and none was given.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct AppPaths {
    /// The config, and whether the user named it.
    pub(super) config: Option<PathBuf>,
    /// Whether the user named the config: then it must be there.
    pub(super) is_config_named: bool,
    /// The library.
    pub(super) data: Option<PathBuf>,
    /// The folder of the log.
    pub(super) state: Option<PathBuf>,
}

impl AppPaths {
    /// Returns the places by flag, environment, XDG, in this order.
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

    /// Returns the log's file.
    pub(super) fn log(&self) -> Option<PathBuf> {
        Some(self.state.as_ref()?.join("pullquote.log"))
    }

    /// Returns what help says about them.
    pub(super) fn describe(&self) -> String {
        let lines = [
            ("config", self.config.clone()),
            ("library", self.data.clone()),
            ("log", self.log()),
        ];
        let lines = lines.map(|(what, place)| {
            let place = place.as_ref().map_or_else(
                || "nowhere: there is no home directory".to_owned(),
                |place| printable_line(&place.to_string_lossy()),
            );
            format!("  {what:<8} {place}\n")
        });
        format!("Places:\n{}", lines.concat())
    }
}
