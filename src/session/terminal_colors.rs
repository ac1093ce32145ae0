//! What the terminal can show: its colours, and whether its ground is dark or light.

use std::time::Duration;

use supports_color::Stream;
use terminal_colorsaurus::{QueryOptions, ThemeMode, theme_mode};

use crate::config::{Background, ColorDepth};

/// How long a terminal may take to tell its ground. Those that cannot usually say so at once.
const QUERY_TIMEOUT: Duration = Duration::from_millis(150);

/// Returns how many colours standard output shows, by the terminal's name and the user's wishes (`NO_COLOR`).
pub(super) fn color_depth() -> ColorDepth {
    match supports_color::on(Stream::Stdout) {
        None => ColorDepth::Mono,
        Some(level) if level.has_16m => ColorDepth::Full,
        Some(level) if level.has_256 => ColorDepth::Indexed,
        Some(_) => ColorDepth::Sixteen,
    }
}

/// Asks the terminal for its ground; nothing where it does not tell in time. No other thread may read keys meanwhile.
pub(super) fn query_background() -> Option<Background> {
    let mut options = QueryOptions::default();
    options.timeout = QUERY_TIMEOUT;
    match theme_mode(options).ok()? {
        ThemeMode::Light => Some(Background::Light),
        ThemeMode::Dark => Some(Background::Dark),
    }
}
