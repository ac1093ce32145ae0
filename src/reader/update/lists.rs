//! Commands for the annotation pane: tabs, sort order, kinds and details.

use super::fit::{fit_article, reveal_entry};
use super::selection_sync;
use crate::annotation::{Annotation, FigureKind};
use crate::reader::Command;
use crate::reader::app::App;
use crate::reader::document::OpenArticle;
use crate::reader::effect::Effects;
use crate::reader::geometry::ReaderPane;
use crate::reader::lists::FigureOrder;
use crate::reader::msg::{RepeatCount, repeat_count};
use crate::reader::view_state::{FigureChoice, Tab};

pub(super) fn perform_tab_command(
    app: &mut App,
    command: Command,
    count: RepeatCount,
) -> Option<Effects> {
    app.open?;
    let tab = Tab::ALL.into_iter().find(|tab| tab.command() == command);
    // Tabs can be switched while the article is loading. Its lists do not exist yet, but the choice applies to them.
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

/// Returns the iterations needed to advance `n` steps in a cycle of length `n_all`.
///
/// Full rounds after the first are skipped, since they would change nothing. A count can be as large as 99,999.
fn effective_repeats(n: usize, n_all: usize) -> std::ops::Range<usize> {
    let n_all = n_all.max(1);
    let n_first = n.min(n_all);
    0..n_first + (n - n_first) % n_all
}

/// Returns the number of sort orders of the shown list.
const fn n_orders(app: &App) -> usize {
    match app.view.tab {
        Tab::Entities => 1,
        Tab::Quotes => 2,
        Tab::Figures => FigureOrder::ALL.len(),
    }
}

/// Returns the number of kinds that the shown list can be limited to, including "all".
fn n_choices(app: &App) -> usize {
    match app.view.tab {
        Tab::Entities => 1,
        Tab::Quotes => 2,
        Tab::Figures => app
            .document()
            .map_or(1, |document| figure_choices(document).len()),
    }
}

/// Shows a list. If only one pane fits on the screen, the focus moves to the annotation pane.
pub(super) fn show_tab(app: &mut App, tab: Tab) {
    app.view.tab = tab;
    let is_hidden = app.geometry().annotations.body.is_empty();
    if is_hidden {
        app.view.focus = ReaderPane::Annotations;
    }
    fit_article(app);
    reveal_entry(app);
    if app.view.focus == ReaderPane::Article {
        selection_sync::sync_list_to_article(app);
    }
}

/// Opens or closes the details of the entry under the cursor.
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
    let words = match app.view.tab {
        Tab::Entities => "Names are sorted by kind, the most frequent first",
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
    app.set_notice(words);
    rebuild_shown_list(app);
}

fn show_next_kind(app: &mut App) {
    match app.view.tab {
        Tab::Entities => {
            let key = app.key_of(Command::ToggleAll);
            app.set_notice(format!(
                "Names of all kinds are listed; {key} turns highlighting off"
            ));
        }
        Tab::Quotes => {
            app.view.lists.with_indirect = !app.view.lists.with_indirect;
            app.set_notice(if app.view.lists.with_indirect {
                "Reported speech is listed"
            } else {
                "Reported speech is hidden"
            });
        }
        Tab::Figures => {
            let Some(choices) = app.document().map(figure_choices) else {
                return;
            };
            let at = choices
                .iter()
                .position(|choice| *choice == app.view.lists.figures);
            let next = at.and_then(|at| choices.get(at + 1));
            let Some(next) = next.or(choices.first()).copied() else {
                return;
            };
            app.view.lists.figures = next;
            let has_minor = choices.contains(&FigureChoice::All);
            app.set_notice(match next {
                FigureChoice::Main if has_minor => {
                    "Figures and dates, without ordinals and vague times".to_owned()
                }
                FigureChoice::Main => "All figures and dates".to_owned(),
                FigureChoice::All => {
                    "All figures and dates, with ordinals and vague times".to_owned()
                }
                FigureChoice::Only(kind) => format!("Showing only: {kind}"),
            });
        }
    }
    rebuild_shown_list(app);
}

/// Returns the figures and dates that the list can be limited to, in the order in which the command cycles through
/// them: without ordinals and vague times, with them if the article has any, and each kind by name.
fn figure_choices(document: &OpenArticle) -> Vec<FigureChoice> {
    let items = document
        .findings()
        .map_or(&[][..], |findings| findings.annotations.items());
    let is_listed = |item: &&Annotation| {
        let is_ordinal = item.kind.value_kind() == Some(FigureKind::Ordinal.name());
        is_ordinal || !item.kind.is_minor()
    };
    let listed = items.iter().filter(is_listed);
    let mut kinds: Vec<_> = listed.filter_map(|item| item.kind.value_kind()).collect();
    kinds.sort_unstable();
    kinds.dedup();
    let has_minor = items.iter().any(|item| item.kind.is_minor());
    let all = has_minor.then_some(FigureChoice::All);
    let kinds = kinds.into_iter().map(FigureChoice::Only);
    [FigureChoice::Main]
        .into_iter()
        .chain(all)
        .chain(kinds)
        .collect()
}

/// Rebuilds the shown list.
fn rebuild_shown_list(app: &mut App) {
    let tab = app.view.tab;
    if let Some((document, view)) = app.document_and_view() {
        document.rebuild_list(tab, view);
    }
    reveal_entry(app);
}
