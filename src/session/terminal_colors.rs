//! What the terminal supports: its colour depth, and whether its background is dark or light.

use std::time::Duration;

use supports_color::Stream;
use terminal_colorsaurus::{QueryOptions, ThemeMode, theme_mode};

use crate::config::{Background, ColorDepth};

/// Time limit for the terminal's answer about its background. Terminals without support usually answer at once; the
/// limit delays the start on others.
const QUERY_TIMEOUT: Duration = Duration::from_millis(150);

/// Returns the colour depth of standard output, from the terminal's name and the environment (`NO_COLOR`).
pub(super) fn color_depth() -> ColorDepth {
    match supports_color::on(Stream::Stdout) {
        None => ColorDepth::Mono,
        Some(level) if level.has_16m => ColorDepth::Full,
        Some(level) if level.has_256 => ColorDepth::Indexed,
        Some(_) => ColorDepth::Sixteen,
    }
}

/// Asks the terminal for its background; `None` if it does not answer in time. No other thread may read keys meanwhile.
pub(super) fn query_background() -> Option<Background> {
    let mut options = QueryOptions::default();
    options.timeout = QUERY_TIMEOUT;
    match theme_mode(options).ok()? {
        ThemeMode::Light => Some(Background::Light),
        ThemeMode::Dark => Some(Background::Dark),
    }
}
