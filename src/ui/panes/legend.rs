//! Owns the legend, which shows the layers of the article, their styles, and which of them are on.

use super::pane::Pane;
use crate::config::ThemeRole;
use crate::highlight::{LayerId, LayerSet};
use crate::layout::display_width;
use crate::reader::{App, Area, Command, Msg, OpenArticle};
use crate::ui::canvas::Canvas;

/// The legend pane.
pub(super) struct LegendPane;

impl Pane for LegendPane {
    fn area(&self, app: &App) -> Option<Area> {
        app.document()?;
        Some(app.geometry().legend)
    }

    fn draw(&self, app: &App, area: Area, canvas: &mut Canvas<'_>) {
        let ground = canvas.role(ThemeRole::Legend);
        for (layer, x, words) in place_layers(app, area) {
            let style = if app.view.layers.contains(layer) {
                ground.patch(canvas.theme().tag(layer.tag()))
            } else {
                canvas.role(ThemeRole::LegendOff)
            };
            canvas.draw_words(x, area.y, display_width(words).get(), words, style);
        }
        let Some(keys) = app.keys_of(Command::ToggleAll.name()).into_iter().next() else {
            return;
        };
        // In the presets, all commands that switch layers share the first key of their sequences.
        let first: String = keys.chars().take(1).collect();
        let hint = format!("{first} toggles");
        let end = (area.x + area.width).saturating_sub(1);
        let used = place_layers(app, area)
            .last()
            .map_or(area.x, |(_, x, words)| x + display_width(words).get());
        let room = end.saturating_sub(used + 2);
        let secondary = canvas.role(ThemeRole::Secondary);
        canvas.draw_words_before(end, area.y, room, &hint, secondary);
    }

    fn click(&self, app: &App, area: Area, x: u16, _: u16) -> Option<Msg> {
        let hit = |(_, from, words): &(LayerId, u16, &str)| {
            *from <= x && x < from + display_width(words).get()
        };
        let layer = place_layers(app, area).into_iter().find(hit)?.0;
        Some(Msg::Do(Command::Toggle(layer), None))
    }
}

/// Returns the layers that occur in the article, each with its column and label, up to the first that does not fit.
fn place_layers(app: &App, area: Area) -> Vec<(LayerId, u16, &'static str)> {
    let present = app
        .document()
        .map_or(LayerSet::EMPTY, OpenArticle::present_layers);
    let mut x = area.x + 1;
    let mut placed = Vec::new();
    for layer in present.iter() {
        let words = layer.info().legend;
        let columns = display_width(words).get();
        if x + columns + 1 > area.x + area.width {
            break;
        }
        placed.push((layer, x, words));
        x += columns + 2;
    }
    placed
}
