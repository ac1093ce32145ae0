//! Owns the menu of the keys that can continue the sequence typed so far.

use super::pane::Pane;
use crate::config::{ThemeRole, format_keys};
use crate::invariant::ExpectOr;
use crate::layout::{Cells, display_width};
use crate::reader::{App, Area, Command, InputMode};
use crate::ui::canvas::Canvas;
use crate::ui::key_mode::key_mode;

/// The menu pane, above the status line.
pub(super) struct MenuPane;

/// The width of an entry, in columns. Longer descriptions are shortened; wider entries would take more rows.
const ENTRY_COLUMNS: u16 = 34;

impl Pane for MenuPane {
    fn area(&self, app: &App) -> Option<Area> {
        if app.typed.keys.is_empty() || !matches!(app.mode, InputMode::Normal) {
            return None;
        }
        let n = menu_entries(app).len();
        let columns = usize::from(app.size.width / ENTRY_COLUMNS).max(1);
        let rows = Cells::from_usize(n.div_ceil(columns)).get();
        let status = app.geometry().status;
        let height = rows.min(status.y);
        Some(Area::new(0, status.y - height, app.size.width, height))
    }

    fn draw(&self, app: &App, area: Area, canvas: &mut Canvas<'_>) {
        let ground = canvas.role(ThemeRole::Completion);
        canvas.fill(area, ground);
        let key_style = ground.patch(crate::config::Style {
            bg: None,
            ..canvas.role(ThemeRole::Key)
        });
        let n_rows = usize::from(area.height);
        for (n, (keys, says)) in menu_entries(app).iter().enumerate() {
            let column = Cells::from_usize(n / n_rows.max(1)).get();
            let row = u16::try_from(n % n_rows.max(1))
                .expect_or(u16::MAX, "a row is less than the height");
            let x = area.x.saturating_add(column.saturating_mul(ENTRY_COLUMNS)) + 1;
            if x >= area.width {
                return;
            }
            let room = ENTRY_COLUMNS.min(area.width - x).saturating_sub(1);
            let y = area.y + row;
            let keys_end = canvas.draw_words(x, y, room, keys, key_style);
            let gap = keys_end.max(x + 4.max(display_width(keys).get() + 1));
            canvas.draw_words(gap, y, (x + room).saturating_sub(gap), says, ground);
        }
    }
}

/// Returns the remaining keys of each sequence that begins with the typed keys, and the description of its command.
fn menu_entries(app: &App) -> Vec<(String, &'static str)> {
    let typed = app.typed.keys.as_slice();
    let mode = key_mode(app);
    let all = app.keymap.bindings().filter(|(at, keys, _)| {
        (*at == mode || *at == crate::config::KeyMode::Global)
            && keys.len() > typed.len()
            && keys.starts_with(typed)
    });
    all.filter_map(|(_, keys, action)| {
        let name = action
            .split(' ')
            .next()
            .expect_or_default("a split has a first part");
        let info = Command::from_name(name)?.info()?;
        Some((format_keys(keys.get(typed.len()..)?), info.says))
    })
    .collect()
}
