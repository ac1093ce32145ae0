//! Owns the conversion of theme styles to ratatui styles.

use ratatui::style::{Color as Paint, Modifier, Style as Look};

use crate::config::{Color, Style};

/// Converts a style to ratatui's type. Every kind of underline becomes a single line.
pub(super) fn ratatui_style(style: Style) -> Look {
    let mut look = Look::new();
    if let Some(fg) = style.fg {
        look = look.fg(ratatui_color(fg));
    }
    if let Some(bg) = style.bg {
        look = look.bg(ratatui_color(bg));
    }
    let modifiers = [
        (style.is_bold, Modifier::BOLD),
        (style.is_italic, Modifier::ITALIC),
        (style.is_reverse, Modifier::REVERSED),
        (style.is_dim, Modifier::DIM),
        (style.is_struck, Modifier::CROSSED_OUT),
        (style.underline.is_some(), Modifier::UNDERLINED),
    ];
    for (is_set, modifier) in modifiers {
        if is_set {
            look = look.add_modifier(modifier);
        }
    }
    look
}

const fn ratatui_color(color: Color) -> Paint {
    match color {
        Color::Rgb(r, g, b) => Paint::Rgb(r, g, b),
        Color::Ansi(0) => Paint::Black,
        Color::Ansi(1) => Paint::Red,
        Color::Ansi(2) => Paint::Green,
        Color::Ansi(3) => Paint::Yellow,
        Color::Ansi(4) => Paint::Blue,
        Color::Ansi(5) => Paint::Magenta,
        Color::Ansi(6) => Paint::Cyan,
        Color::Ansi(7) => Paint::Gray,
        Color::Ansi(8) => Paint::DarkGray,
        Color::Ansi(9) => Paint::LightRed,
        Color::Ansi(10) => Paint::LightGreen,
        Color::Ansi(11) => Paint::LightYellow,
        Color::Ansi(12) => Paint::LightBlue,
        Color::Ansi(13) => Paint::LightMagenta,
        Color::Ansi(14) => Paint::LightCyan,
        Color::Ansi(15) => Paint::White,
        Color::Ansi(n) | Color::Indexed(n) => Paint::Indexed(n),
    }
}
