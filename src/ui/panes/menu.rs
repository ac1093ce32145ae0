//! What may follow the keys typed so far.

use super::pane::Pane as PaneTrait;
use crate::config::{Role, format_keys};
use crate::layout::width;
use crate::reader::{App, Area, Command, Mode};
use crate::ui::canvas::Canvas;
use crate::ui::key_mode::key_mode;

/// Draws the menu.
pub(super) struct Menu;

/// Columns of an entry.
const ENTRY: u16 = 34;

impl PaneTrait for Menu {
    fn area(&self, app: &App) -> Option<Area> {
        if app.typed.keys.is_empty() || !matches!(app.mode, Mode::Normal) {
            return None;
        }
        let n = entries(app).len();
        let columns = usize::from(app.size.width / ENTRY).max(1);
        let rows = u16::try_from(n.div_ceil(columns)).unwrap_or(u16::MAX);
        let status = app.geometry().status;
        let height = rows.min(status.y);
        Some(Area::new(0, status.y - height, app.size.width, height))
    }

    fn draw(&self, app: &App, area: Area, canvas: &mut Canvas<'_>) {
        let ground = canvas.role(Role::Completion);
        canvas.fill(area, ground);
        let key_style = ground.patch(crate::config::Style {
            bg: None,
            ..canvas.role(Role::Key)
        });
        let n_rows = usize::from(area.height);
        for (n, (keys, says)) in entries(app).iter().enumerate() {
            let column = u16::try_from(n / n_rows.max(1)).unwrap_or(u16::MAX);
            let row = u16::try_from(n % n_rows.max(1)).unwrap_or(u16::MAX);
            let x = area.x.saturating_add(column.saturating_mul(ENTRY)) + 1;
            if x >= area.width {
                return;
            }
            let room = ENTRY.min(area.width - x).saturating_sub(1);
            let y = area.y + row;
            let behind = canvas.words(x, y, room, keys, key_style);
            let gap = behind.max(x + 4.max(width(keys).get() + 1));
            canvas.words(gap, y, (x + room).saturating_sub(gap), says, ground);
        }
    }
}

/// The rest of each sequence that begins with the typed keys, and what it does.
fn entries(app: &App) -> Vec<(String, &'static str)> {
    let typed = app.typed.keys.as_slice();
    let mode = key_mode(app);
    let all = app.keymap.bindings().filter(|(at, keys, _)| {
        (*at == mode || *at == crate::config::Mode::Global)
            && keys.len() > typed.len()
            && keys.starts_with(typed)
    });
    all.filter_map(|(_, keys, action)| {
        let name = action.split(' ').next().unwrap_or_default();
        let info = Command::from_name(name)?.info()?;
        Some((format_keys(keys.get(typed.len()..)?), info.says))
    })
    .collect()
}
