//! Owns the settings as typed values: defaults, key map, themes and the user's rules.
//!
//! Data flow: the caller passes the text of the config to [`Settings::parse`], which never fails. A part that is
//! invalid becomes a [`ConfigNotice`] with file, line and column; everything else applies. [`Keymap::new`] and [`Theme::of`]
//! then derive the active key map and theme from the settings.
//!
//! The module accesses neither files nor the environment, so that tests need neither. It does not know what an action
//! does, because `reader` builds on this module: the key map holds action names, and the caller of [`Keymap::new`]
//! passes the names that exist.
//!
//! Start with `settings.rs` for the types, then `catalogue.rs` for the names, ranges and descriptions.

mod catalogue;
mod example;
mod key;
mod keymap;
mod notice;
mod placement;
mod rules;
mod settings;
mod settings_reader;
mod source;
mod style;
mod theme;

pub use example::example_config;
pub use key::{Key, KeyCode, format_keys, parse_keys};
pub use keymap::{Binding, Digits, KeyMode, KeySettings, Keymap, Lookup, PRESETS};
pub use notice::ConfigNotice;
pub use settings::{
    AUTO_THEME, LimitSettings, ListSettings, LogLevel, MarkRead, RefreshSettings, Settings,
    ViewSettings,
};
pub use style::{Color, ColorDepth, Style, Underline};
pub use theme::{Background, THEMES, TerminalProfile, Theme, ThemeRole};
