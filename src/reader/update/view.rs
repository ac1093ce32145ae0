//! The screen: panes, layers, legend, themes; and the keys that lead out of things.

use super::{facts, filter, library, prompts, times};
use crate::config::Theme;
use crate::highlight::LayerSet;
use crate::reader::Command;
use crate::reader::app::{App, theme_names};
use crate::reader::effect::{Effect, Effects};
use crate::reader::geometry::Pane;
use crate::reader::msg::Count;

/// How far one key moves the divider, in percent.
const DIVIDER_STEP: u16 = 4;

pub(super) fn perform(app: &mut App, command: Command, count: Count) -> Option<Effects> {
    match command {
        Command::Theme => next_theme(app),
        Command::Redraw => return Some(Effects::one(Effect::Redraw)),
        Command::Suspend => return Some(Effects::one(Effect::Suspend)),
        Command::Legend => {
            app.view.has_legend = !app.view.has_legend;
            if app.document().is_none() {
                // Nothing on the screen shows it.
                let shown = if app.view.has_legend { "on" } else { "off" };
                app.tell(format!("The legend of articles is {shown}"));
            }
        }
        Command::Toggle(layer) => {
            app.view.layers.toggle(layer);
            let state = if app.view.layers.contains(layer) {
                "on"
            } else {
                "off"
            };
            app.tell(format!("{} {state}", capitalised(layer.name())));
            relayer(app);
        }
        Command::ToggleAll => toggle_all(app),
        _ => return panes(app, command, count),
    }
    facts::fit(app);
    Some(Effects::none())
}

fn panes(app: &mut App, command: Command, count: Count) -> Option<Effects> {
    app.open?;
    match command {
        Command::NextPane | Command::PreviousPane => app.view.focus = app.view.focus.other(),
        Command::In => app.view.focus = Pane::Annotations,
        Command::Out => return Some(out(app)),
        Command::Back => return Some(back(app)),
        Command::Zoom => app.view.is_zoomed = !app.view.is_zoomed,
        Command::Wider => move_divider(app, times(count), true),
        Command::Narrower => move_divider(app, times(count), false),
        _ => return None,
    }
    facts::fit(app);
    Some(Effects::none())
}

fn out(app: &mut App) -> Effects {
    if app.view.focus == Pane::Article {
        return library::to_list(app);
    }
    app.view.focus = Pane::Article;
    facts::fit(app);
    Effects::none()
}

/// Undoes the last thing that narrows the view, then leads out.
fn back(app: &mut App) -> Effects {
    let has_search = app
        .document()
        .is_some_and(|document| document.search.is_some());
    let has_selection = app
        .document()
        .is_some_and(|document| document.place.selected.is_some());
    if has_search {
        prompts::drop_search(app);
    } else if filter::is_filtered(app) {
        filter::clear(app);
    } else if app.view.focus == Pane::Annotations {
        app.view.focus = Pane::Article;
    } else if app.view.is_zoomed {
        app.view.is_zoomed = false;
    } else if has_selection {
        if let Some(document) = app.document_mut() {
            document.place.selected = None;
        }
    } else {
        return library::to_list(app);
    }
    facts::fit(app);
    Effects::none()
}

fn move_divider(app: &mut App, n: usize, is_wider: bool) {
    let step = DIVIDER_STEP.saturating_mul(u16::try_from(n).unwrap_or(u16::MAX));
    let share = app.view.share;
    let moved = if is_wider {
        share.saturating_add(step)
    } else {
        share.saturating_sub(step)
    };
    app.view.share = moved.clamp(10, 90);
}

/// Takes the theme after the present one.
fn next_theme(app: &mut App) {
    let names = theme_names();
    let at = names.iter().position(|name| name == app.theme.name);
    let next = at.map_or(0, |at| (at + 1) % names.len().max(1));
    if let Some(name) = names.get(next) {
        take_theme(app, name);
    }
}

/// Takes a theme by its name.
pub(super) fn take_theme(app: &mut App, name: &str) {
    app.theme = Theme::chosen(&app.settings, app.screen, name);
    let taken = app.theme.name;
    app.tell(if taken == name {
        format!("Theme {taken}")
    } else {
        format!("This terminal shows no colours: theme {taken}")
    });
}

fn toggle_all(app: &mut App) {
    let view = &mut app.view;
    if view.layers.is_empty() {
        view.layers = view.layers_before;
        app.tell("Highlighting on");
    } else {
        view.layers_before = view.layers;
        view.layers = LayerSet::EMPTY;
        app.tell("Highlighting off");
    }
    relayer(app);
}

fn relayer(app: &mut App) {
    if let Some((document, view)) = app.document_and_view() {
        document.relayer(view);
    }
}

fn capitalised(name: &str) -> String {
    let mut chars = name.chars();
    let first = chars.next().map(|c| c.to_ascii_uppercase());
    first.into_iter().chain(chars).collect()
}
