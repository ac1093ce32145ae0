//! The annotations' pane: its tabs, orders, kinds, and the details of an entry.

use super::{follow, times};
use crate::reader::Command;
use crate::reader::app::{App, Tab};
use crate::reader::document::Document;
use crate::reader::effect::Effects;
use crate::reader::geometry::Pane;
use crate::reader::lists::{FigureOrder, figure_kind};
use crate::reader::msg::Count;

pub(super) fn perform(app: &mut App, command: Command, count: Count) -> Option<Effects> {
    app.open?;
    let tab = match command {
        Command::ShowEntities => Some(Tab::Entities),
        Command::ShowQuotes => Some(Tab::Quotes),
        Command::ShowFigures => Some(Tab::Figures),
        _ => None,
    };
    // An article that is still being read has no lists yet, but will show this one.
    if let Some(tab) = tab {
        show(app, tab);
        return Some(Effects::none());
    }
    app.document()?;
    match command {
        Command::Sort => round(times(count), n_orders(app)).for_each(|_| sort(app)),
        Command::Kinds => round(times(count), n_choices(app)).for_each(|_| next_kinds(app)),
        Command::Open if app.view.focus == Pane::Annotations => open_entry(app),
        Command::Open => app.view.focus = Pane::Annotations,
        _ => return None,
    }
    Some(Effects::none())
}

/// Returns how often to take the next of `n_all` that come round: as often as asked for, but without the rounds after
/// the first, which change nothing more.
fn round(n: usize, n_all: usize) -> std::ops::Range<usize> {
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
                .map_or(0, |document| kinds_of(document).len())
                + 1
        }
    }
}

/// Shows a list. Where only one pane has room, the list's pane gets it.
pub(super) fn show(app: &mut App, tab: Tab) {
    app.view.tab = tab;
    let is_hidden = app.geometry().annotations.body.is_empty();
    if is_hidden {
        app.view.focus = Pane::Annotations;
    }
    super::facts::fit(app);
    reveal(app);
    if app.view.focus == Pane::Article {
        follow::article_moved(app);
    }
}

/// Shows the entry under the cursor of the shown list.
pub(super) fn reveal(app: &mut App) {
    let height = app.geometry().annotations.body.height;
    let tab = app.view.tab;
    if let Some(document) = app.document_mut() {
        document.list_mut(tab).reveal(height);
    }
}

/// Shows the details of the entry under the cursor, or hides them.
fn open_entry(app: &mut App) {
    let tab = app.view.tab;
    if let Some((document, view)) = app.document_and_view() {
        let list = document.list_mut(tab);
        let key = list.current().map(|entry| entry.key);
        list.opened = if list.opened == key { None } else { key };
        document.relist_tab(tab, view);
    }
    reveal(app);
}

fn sort(app: &mut App) {
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
            lists.figure_order.told()
        }
    };
    app.tell(told);
    relist(app);
}

fn next_kinds(app: &mut App) {
    match app.view.tab {
        Tab::Entities => {
            let key = app.key_of(Command::ToggleAll);
            app.tell(format!(
                "All kinds are listed; {key} switches their highlighting off"
            ));
        }
        Tab::Quotes => {
            app.view.lists.with_indirect = !app.view.lists.with_indirect;
            app.tell(if app.view.lists.with_indirect {
                "Indirect quotes are in the list"
            } else {
                "Quotes in marks only"
            });
        }
        Tab::Figures => {
            let next = app.document().and_then(|document| {
                let kinds = kinds_of(document);
                let at = kinds
                    .iter()
                    .position(|kind| app.view.lists.figure_kind == Some(*kind));
                kinds.get(at.map_or(0, |at| at + 1)).copied()
            });
            app.view.lists.figure_kind = next;
            app.tell(next.map_or_else(
                || "All figures and dates".to_owned(),
                |kind| format!("Only: {kind}"),
            ));
        }
    }
    relist(app);
}

/// The kinds of figures and dates that the article has, in order.
fn kinds_of(document: &Document) -> Vec<&'static str> {
    let items = document
        .findings()
        .map_or(&[][..], |findings| findings.annotations.items());
    let mut kinds: Vec<_> = items.iter().filter_map(figure_kind).collect();
    kinds.sort_unstable();
    kinds.dedup();
    kinds
}

/// Makes the shown list anew.
fn relist(app: &mut App) {
    let tab = app.view.tab;
    if let Some((document, view)) = app.document_and_view() {
        document.relist_tab(tab, view);
    }
    reveal(app);
}
