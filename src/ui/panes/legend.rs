//! The legend: what the highlighting means, and what of it is on.

use super::pane::Pane as PaneTrait;
use crate::config::Role;
use crate::highlight::{LayerId, LayerSet};
use crate::layout::width;
use crate::reader::{App, Area, Command, Document, Msg};
use crate::ui::canvas::Canvas;

/// Draws the legend.
pub(super) struct Legend;

impl PaneTrait for Legend {
    fn area(&self, app: &App) -> Option<Area> {
        app.document()?;
        Some(app.geometry().legend)
    }

    fn draw(&self, app: &App, area: Area, canvas: &mut Canvas<'_>) {
        let ground = canvas.role(Role::Legend);
        for (layer, x, words) in place(app, area) {
            let style = if app.view.layers.contains(layer) {
                ground.patch(canvas.theme().tag(layer.tag()))
            } else {
                canvas.role(Role::LegendOff)
            };
            canvas.words(x, area.y, width(words).get(), words, style);
        }
        let Some(keys) = app.keys_of(Command::ToggleAll.name()).into_iter().next() else {
            return;
        };
        let first: String = keys.chars().take(1).collect();
        let hint = format!("{first} switches");
        let end = (area.x + area.width).saturating_sub(1);
        let used = place(app, area)
            .last()
            .map_or(area.x, |(_, x, words)| x + width(words).get());
        let room = end.saturating_sub(used + 2);
        let secondary = canvas.role(Role::Secondary);
        canvas.words_before(end, area.y, room, &hint, secondary);
    }

    fn click(&self, app: &App, area: Area, x: u16, _: u16) -> Option<Msg> {
        let hit =
            |(_, from, words): &(LayerId, u16, &str)| *from <= x && x < from + width(words).get();
        let layer = place(app, area).into_iter().find(hit)?.0;
        Some(Msg::Do(Command::Toggle(layer), None))
    }
}

/// The layers that the article has, each with its column, as many as there is room for.
fn place(app: &App, area: Area) -> Vec<(LayerId, u16, &'static str)> {
    let present = app.document().map_or(LayerSet::EMPTY, Document::present);
    let mut x = area.x + 1;
    let mut placed = Vec::new();
    for layer in present.iter() {
        let words = name(layer);
        let columns = width(words).get();
        if x + columns + 1 > area.x + area.width {
            break;
        }
        placed.push((layer, x, words));
        x += columns + 2;
    }
    placed
}

const fn name(layer: LayerId) -> &'static str {
    match layer {
        LayerId::Person => "people",
        LayerId::Organization => "organisations",
        LayerId::Place => "places",
        LayerId::Group => "groups",
        LayerId::Event => "events",
        LayerId::Work => "works",
        LayerId::Other => "other",
        LayerId::Quote => "quotes",
        LayerId::Indirect => "indirect",
        LayerId::Figure => "figures",
        LayerId::Date => "dates",
        LayerId::Watch => "watched",
    }
}
