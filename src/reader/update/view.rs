//! Commands for the appearance of the screen (panes, layers, legend, themes) and for going back.

use super::fit::fit_article;
use super::{article_list, filter, text_search};
use crate::config::Theme;
use crate::highlight::LayerSet;
use crate::invariant::ExpectOr;
use crate::reader::Command;
use crate::reader::app::{App, theme_names};
use crate::reader::effect::{Effect, Effects};
use crate::reader::geometry::ReaderPane;
use crate::reader::msg::{RepeatCount, repeat_count};

/// How far one key press moves the divider, in percent of the screen width.
const DIVIDER_STEP_PERCENT: u16 = 4;

pub(super) fn perform_view_command(
    app: &mut App,
    command: Command,
    count: RepeatCount,
) -> Option<Effects> {
    match command {
        Command::Theme => next_theme(app),
        Command::Redraw => return Some(Effects::one(Effect::Redraw)),
        Command::Suspend => return Some(Effects::one(Effect::Suspend)),
        Command::Legend => {
            app.view.has_legend = !app.view.has_legend;
            if app.document().is_none() {
                // The change is not visible on the list, so a notice confirms it.
                let shown = if app.view.has_legend { "on" } else { "off" };
                app.set_notice(format!("Legend {shown}"));
            }
        }
        Command::Toggle(layer) => {
            app.view.layers.toggle(layer);
            let state = if app.view.layers.contains(layer) {
                "on"
            } else {
                "off"
            };
            app.set_notice(format!("{} {state}", capitalize_name(layer.name())));
            rebuild_article_layers(app);
        }
        Command::ToggleAll => toggle_highlighting(app),
        _ => return perform_pane_command(app, command, count),
    }
    fit_article(app);
    Some(Effects::none())
}

fn perform_pane_command(app: &mut App, command: Command, count: RepeatCount) -> Option<Effects> {
    app.open?;
    match command {
        Command::NextPane | Command::PreviousPane => app.view.focus = app.view.focus.other(),
        Command::In => app.view.focus = ReaderPane::Annotations,
        Command::Out => return Some(leave_pane(app)),
        Command::Back => return Some(go_back(app)),
        Command::Zoom => app.view.is_zoomed = !app.view.is_zoomed,
        Command::Wider => move_divider(app, repeat_count(count), true),
        Command::Narrower => move_divider(app, repeat_count(count), false),
        _ => return None,
    }
    fit_article(app);
    Some(Effects::none())
}

fn leave_pane(app: &mut App) -> Effects {
    if app.view.focus == ReaderPane::Article {
        return article_list::return_to_list(app);
    }
    app.view.focus = ReaderPane::Article;
    fit_article(app);
    Effects::none()
}

/// Clears what narrows the view, one thing at a time: search, filter, focus, zoom, selection. Then returns to the
/// list.
fn go_back(app: &mut App) -> Effects {
    let has_search = app
        .document()
        .is_some_and(|document| document.search.is_some());
    let has_selection = app
        .document()
        .is_some_and(|document| document.place.selected.is_some());
    if has_search {
        text_search::clear_search(app);
    } else if filter::is_filtered(app) {
        filter::clear_filter(app);
    } else if app.view.focus == ReaderPane::Annotations {
        app.view.focus = ReaderPane::Article;
    } else if app.view.is_zoomed {
        app.view.is_zoomed = false;
    } else if has_selection {
        if let Some(document) = app.document_mut() {
            document.place.selected = None;
        }
    } else {
        return article_list::return_to_list(app);
    }
    fit_article(app);
    Effects::none()
}

fn move_divider(app: &mut App, n: usize, is_wider: bool) {
    // A hundred steps move the divider as far as it goes.
    let n_steps = u16::try_from(n.min(100)).expect_or(100, "at most 100 fits");
    let step = DIVIDER_STEP_PERCENT.saturating_mul(n_steps);
    let share = app.view.share;
    let moved = if is_wider {
        share.saturating_add(step)
    } else {
        share.saturating_sub(step)
    };
    // The same limits as for dragging, so that the divider stays within reach of the mouse.
    app.view.share = moved.clamp(10, 90);
}

/// Applies the theme after the current one.
fn next_theme(app: &mut App) {
    let names = theme_names();
    let at = names.iter().position(|name| name == app.theme.name);
    let next = at.map_or(0, |at| (at + 1) % names.len().max(1));
    if let Some(name) = names.get(next) {
        set_theme(app, name);
    }
}

/// Applies the theme with this name.
pub(super) fn set_theme(app: &mut App, name: &str) {
    app.theme = Theme::chosen(&app.settings, app.screen, name);
    let taken = app.theme.name;
    app.set_notice(if taken == name {
        format!("Theme {taken}")
    } else {
        format!("Theme {taken}: this terminal shows no colours")
    });
}

fn toggle_highlighting(app: &mut App) {
    let view = &mut app.view;
    if view.layers.is_empty() {
        view.layers = view.layers_before;
        app.set_notice("Highlighting on");
    } else {
        view.layers_before = view.layers;
        view.layers = LayerSet::EMPTY;
        app.set_notice("Highlighting off");
    }
    rebuild_article_layers(app);
}

fn rebuild_article_layers(app: &mut App) {
    if let Some((document, view)) = app.document_and_view() {
        document.rebuild_layers(view);
    }
}

fn capitalize_name(name: &str) -> String {
    let mut chars = name.chars();
    let first = chars.next().map(|c| c.to_ascii_uppercase());
    first.into_iter().chain(chars).collect()
}
