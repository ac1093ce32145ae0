//! Owns the popup that says why an annotation was found (its rules, their confidence and their evidence), or what the
//! library knows of a name.

use super::pane::Pane;
use crate::config::{Style, ThemeRole};
use crate::invariant::ExpectOr;
use crate::layout::{Cells, wrap_words};
use crate::reader::{App, Area, ExplanationPopup, ExplanationState, InputMode, Msg};
use crate::ui::canvas::Canvas;

/// The explanation popup, in the middle of the screen.
pub(super) struct ExplanationPane;

/// The widest popup, in columns: a comfortable line, and a terminal of 80 columns shows what it covers at both sides.
const MAX_POPUP_COLUMNS: u16 = 76;
/// The columns of a step of indentation.
const INDENT_COLUMNS: u16 = 2;

impl Pane for ExplanationPane {
    fn area(&self, app: &App) -> Option<Area> {
        let InputMode::Explanation(popup) = &app.mode else {
            return None;
        };
        let width = app.size.width.min(MAX_POPUP_COLUMNS);
        let n_rows = Cells::from_usize(popup_rows(popup, width).len()).get();
        // A rule with the title above, and one with the keys below.
        let height = n_rows.saturating_add(2).min(app.size.height);
        let x = (app.size.width - width) / 2;
        Some(Area::new(x, (app.size.height - height) / 2, width, height))
    }

    fn draw(&self, app: &App, area: Area, canvas: &mut Canvas<'_>) {
        let InputMode::Explanation(popup) = &app.mode else {
            return;
        };
        let ground = canvas.role(ThemeRole::Completion);
        canvas.fill(area, ground);
        let (title, rest) = area.split_top(1);
        let (body, foot) = rest.split_bottom(1);
        let bold = canvas.role(ThemeRole::PaneTitleFocused);
        let on_ground = |style: Style| ground.patch(Style { bg: None, ..style });
        let room = area.width.saturating_sub(2);
        canvas.draw_words(title.x + 1, title.y, room, &popup.title, on_ground(bold));
        let rows = popup_rows(popup, area.width);
        let last_top = rows.len().saturating_sub(usize::from(body.height));
        let top = popup.top.min(last_top);
        let key = on_ground(canvas.role(ThemeRole::Key));
        for ((depth, words), y) in rows.iter().skip(top).zip(body.y..body.y + body.height) {
            let x = body.x + 1 + depth * INDENT_COLUMNS;
            let room = (body.x + body.width).saturating_sub(x + 1);
            let style = if *depth == 0 { key } else { ground };
            canvas.draw_words(x, y, room, words, style);
        }
        let advice = if last_top > 0 {
            "j k scroll · Esc closes"
        } else {
            "Esc closes"
        };
        let end = (foot.x + foot.width).saturating_sub(1);
        canvas.draw_words_before(end, foot.y, room, advice, ground);
    }

    fn click(&self, _: &App, _: Area, _: u16, _: u16) -> Option<Msg> {
        Some(Msg::Cancel)
    }

    fn wheel(&self, _: &App, rows: i32) -> Option<Msg> {
        Some(Msg::ScrollHelp(rows))
    }
}

/// Returns the rows of a popup of this width: each with its depth, 0 for a heading.
fn popup_rows(popup: &ExplanationPopup, width: u16) -> Vec<(u16, String)> {
    let lines = match &popup.state {
        ExplanationState::Waiting(_) => return vec![(0, "…".to_owned())],
        ExplanationState::Failed(why) => return wrap_line(0, why, width),
        ExplanationState::Ready(lines) => lines,
    };
    let rows = lines.iter();
    rows.flat_map(|line| wrap_line(line.depth, &line.words, width))
        .collect()
}

/// Returns the rows of a line. Rows after the first are indented by one step more.
fn wrap_line(depth: u16, words: &str, width: u16) -> Vec<(u16, String)> {
    let room = width.saturating_sub(2 + (depth + 1) * INDENT_COLUMNS);
    let mut rows = wrap_words(words, Cells(room.max(1))).into_iter();
    let first = rows.next().expect_or_default("a line has words");
    let rest = rows.map(|row| (depth + 1, row));
    std::iter::once((depth, first)).chain(rest).collect()
}
