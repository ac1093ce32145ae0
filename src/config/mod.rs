//! Owns the settings as typed values: defaults, key map, themes, the user's rules.
//!
//! Reads TOML that it is given and never fails: what is not understood becomes a [`ConfigNotice`] with file and line, and
//! everything else is kept. It touches no file and no environment, and does not know what an action does: the key map
//! holds names, which are checked against the slice that the reader gives.

mod catalogue;
mod example;
mod key;
mod keymap;
mod notice;
mod rules;
mod settings;
mod source;
mod style;
mod theme;

pub use example::example_config;
pub use key::{Key, KeyCode, format_keys, parse_keys};
pub use keymap::{Binding, Digits, KeyMode, KeySettings, Keymap, Lookup, PRESETS};
pub use notice::ConfigNotice;
pub use settings::{LimitSettings, LogLevel, MarkRead, RefreshSettings, Settings, ViewSettings};
pub use style::{Color, ColorDepth, Style, Underline};
pub use theme::{AUTO_THEME, Background, THEMES, TerminalProfile, Theme, ThemeRole};
