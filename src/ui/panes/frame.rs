//! Owns what panes have in common: the title with the rule below it, which shows the focus, and the list cursor.

use crate::config::{Style, ThemeRole};
use crate::reader::{Area, PaneArea};
use crate::ui::canvas::Canvas;

/// Draws the title of a pane, the right-aligned text next to it, and the rule below.
///
/// Each is left out if the geometry has no row for it.
pub(super) fn draw_head(
    parts: PaneArea,
    title: &str,
    aside: &str,
    is_focused: bool,
    canvas: &mut Canvas<'_>,
) {
    draw_rule(parts.rule, is_focused, canvas);
    let area = parts.title;
    let style = canvas.role(if is_focused {
        ThemeRole::PaneTitleFocused
    } else {
        ThemeRole::PaneTitle
    });
    let secondary = canvas.role(ThemeRole::Secondary);
    let end = (area.x + area.width).saturating_sub(1);
    let room = area.width.saturating_sub(2);
    let x = if area.height == 0 {
        end
    } else {
        canvas.draw_words_before(end, area.y, room, aside, secondary)
    };
    if area.height > 0 {
        let room = x.saturating_sub(area.x + 2);
        canvas.draw_words(area.x + 1, area.y, room, title, style);
    }
}

/// Draws the rule below a title, thick for the focused pane.
pub(super) fn draw_rule(area: Area, is_focused: bool, canvas: &mut Canvas<'_>) {
    let (sign, role) = if is_focused {
        ("━", ThemeRole::DividerFocused)
    } else {
        ("─", ThemeRole::Divider)
    };
    canvas.draw_line(area, sign, canvas.role(role));
}

/// Draws the list cursor over an area. The text keeps its colours, which identify the kinds, unless the theme has a
/// colour for text under the cursor: on its ground the others could not be read.
pub(super) fn draw_cursor(area: Area, is_focused: bool, canvas: &mut Canvas<'_>) {
    let (role, sign) = if is_focused {
        (ThemeRole::Selection, "▌")
    } else {
        (ThemeRole::SelectionUnfocused, "•")
    };
    let ground = canvas.theme().role(role);
    let own = ground.fg != canvas.role(ThemeRole::Text).fg;
    let fg = ground.fg.filter(|_| own);
    canvas.patch_style(area, Style { fg, ..ground });
    let mark = Style {
        bg: ground.bg,
        is_reverse: ground.is_reverse,
        ..canvas.role(ThemeRole::DividerFocused)
    };
    canvas.draw_words(area.x, area.y, 1, sign, mark);
}
