//! The annotations' pane: its tabs, orders, kinds, and the details of an entry.

use super::{repeat_count, selection_sync};
use crate::reader::Command;
use crate::reader::app::{App, Tab};
use crate::reader::document::OpenArticle;
use crate::reader::effect::Effects;
use crate::reader::geometry::ReaderPane;
use crate::reader::lists::{FigureOrder, figure_kind};
use crate::reader::msg::RepeatCount;

pub(super) fn perform_tab_command(
    app: &mut App,
    command: Command,
    count: RepeatCount,
) -> Option<Effects> {
    app.open?;
    let tab = match command {
        Command::ShowEntities => Some(Tab::Entities),
        Command::ShowQuotes => Some(Tab::Quotes),
        Command::ShowFigures => Some(Tab::Figures),
        _ => None,
    };
    // An article that is still being read has no lists yet, but will show this one.
    if let Some(tab) = tab {
        show_tab(app, tab);
        return Some(Effects::none());
    }
    app.document()?;
    match command {
        Command::Sort => {
            effective_repeats(repeat_count(count), n_orders(app))
                .for_each(|_| change_sort_order(app));
        }
        Command::Kinds => {
            effective_repeats(repeat_count(count), n_choices(app))
                .for_each(|_| show_next_kind(app));
        }
        Command::Open if app.view.focus == ReaderPane::Annotations => toggle_details(app),
        Command::Open => app.view.focus = ReaderPane::Annotations,
        _ => return None,
    }
    Some(Effects::none())
}

/// Returns how often to take the next of `n_all` that come round: as often as asked for, but without the rounds after
/// the first, which change nothing more.
fn effective_repeats(n: usize, n_all: usize) -> std::ops::Range<usize> {
    let n_all = n_all.max(1);
    let n_first = n.min(n_all);
    0..n_first + (n - n_first) % n_all
}

/// How many orders the shown list has.
const fn n_orders(app: &App) -> usize {
    match app.view.tab {
        Tab::Entities => 1,
        Tab::Quotes => 2,
        Tab::Figures => FigureOrder::ALL.len(),
    }
}

/// How many choices of kinds the shown list has.
fn n_choices(app: &App) -> usize {
    match app.view.tab {
        Tab::Entities => 1,
        Tab::Quotes => 2,
        // All of them together are one choice more.
        Tab::Figures => {
            app.document()
                .map_or(0, |document| figure_kinds(document).len())
                + 1
        }
    }
}

/// Shows a list. Where only one pane has room, the list's pane gets it.
pub(super) fn show_tab(app: &mut App, tab: Tab) {
    app.view.tab = tab;
    let is_hidden = app.geometry().annotations.body.is_empty();
    if is_hidden {
        app.view.focus = ReaderPane::Annotations;
    }
    super::events::fit_article(app);
    reveal_entry(app);
    if app.view.focus == ReaderPane::Article {
        selection_sync::sync_list_to_article(app);
    }
}

/// Shows the entry under the cursor of the shown list.
pub(super) fn reveal_entry(app: &mut App) {
    let height = app.geometry().annotations.body.height;
    let tab = app.view.tab;
    if let Some(document) = app.document_mut() {
        document.list_mut(tab).reveal(height);
    }
}

/// Shows the details of the entry under the cursor, or hides them.
fn toggle_details(app: &mut App) {
    let tab = app.view.tab;
    if let Some((document, view)) = app.document_and_view() {
        let list = document.list_mut(tab);
        let key = list.current().map(|entry| entry.key);
        list.opened = if list.opened == key { None } else { key };
        document.rebuild_list(tab, view);
    }
    reveal_entry(app);
}

fn change_sort_order(app: &mut App) {
    let lists = &mut app.view.lists;
    let told = match app.view.tab {
        Tab::Entities => "People come first, those named most on top",
        Tab::Quotes => {
            lists.by_speaker = !lists.by_speaker;
            if lists.by_speaker {
                "Quotes by speaker"
            } else {
                "Quotes in text order"
            }
        }
        Tab::Figures => {
            lists.figure_order = lists.figure_order.next();
            lists.figure_order.describe()
        }
    };
    app.set_notice(told);
    rebuild_shown_list(app);
}

fn show_next_kind(app: &mut App) {
    match app.view.tab {
        Tab::Entities => {
            let key = app.key_of(Command::ToggleAll);
            app.set_notice(format!(
                "All kinds are listed; {key} switches their highlighting off"
            ));
        }
        Tab::Quotes => {
            app.view.lists.with_indirect = !app.view.lists.with_indirect;
            app.set_notice(if app.view.lists.with_indirect {
                "Indirect quotes are in the list"
            } else {
                "Quotes in marks only"
            });
        }
        Tab::Figures => {
            let next = app.document().and_then(|document| {
                let kinds = figure_kinds(document);
                let at = kinds
                    .iter()
                    .position(|kind| app.view.lists.figure_kind == Some(*kind));
                kinds.get(at.map_or(0, |at| at + 1)).copied()
            });
            app.view.lists.figure_kind = next;
            app.set_notice(next.map_or_else(
                || "All figures and dates".to_owned(),
                |kind| format!("Only: {kind}"),
            ));
        }
    }
    rebuild_shown_list(app);
}

/// The kinds of figures and dates that the article has, in order.
fn figure_kinds(document: &OpenArticle) -> Vec<&'static str> {
    let items = document
        .findings()
        .map_or(&[][..], |findings| findings.annotations.items());
    let mut kinds: Vec<_> = items.iter().filter_map(figure_kind).collect();
    kinds.sort_unstable();
    kinds.dedup();
    kinds
}

/// Makes the shown list anew.
fn rebuild_shown_list(app: &mut App) {
    let tab = app.view.tab;
    if let Some((document, view)) = app.document_and_view() {
        document.rebuild_list(tab, view);
    }
    reveal_entry(app);
}
