//! Movement by rows, pages and positions, in the article and in the annotation lists.

use super::prompt_line::begin_prompt;
use super::selection_sync;
use crate::reader::Command;
use crate::reader::app::App;
use crate::reader::effect::Effects;
use crate::reader::geometry::ReaderPane;
use crate::reader::lists::AnnotationList;
use crate::reader::msg::{RepeatCount, repeat_count};

/// How many rows of the previous page remain visible after a page down, for continuity.
const PAGE_OVERLAP_ROWS: usize = 2;

/// A distance to move by.
#[derive(Clone, Copy)]
pub(super) enum MoveDistance {
    /// Rows of an article, or entries of a list.
    Rows(usize),
    /// Half pages.
    HalfPages(usize),
    /// Pages, less an overlap.
    Pages(usize),
}

/// A direction to move in.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum MoveDirection {
    Down,
    Up,
}

pub(super) fn perform_motion_command(
    app: &mut App,
    command: Command,
    count: RepeatCount,
) -> Option<Effects> {
    app.document()?;
    let n = repeat_count(count);
    match command {
        Command::Down => move_focused_pane(app, MoveDirection::Down, MoveDistance::Rows(n)),
        Command::Up => move_focused_pane(app, MoveDirection::Up, MoveDistance::Rows(n)),
        Command::HalfPageDown => {
            move_focused_pane(app, MoveDirection::Down, MoveDistance::HalfPages(n));
        }
        Command::HalfPageUp => {
            move_focused_pane(app, MoveDirection::Up, MoveDistance::HalfPages(n));
        }
        Command::PageDown => move_focused_pane(app, MoveDirection::Down, MoveDistance::Pages(n)),
        Command::PageUp => move_focused_pane(app, MoveDirection::Up, MoveDistance::Pages(n)),
        Command::Top => to_place(app, place_of(count, 0)),
        Command::Bottom => to_place(app, place_of(count, usize::MAX)),
        Command::Percent => match count {
            Some(percent) => move_to_percent(app, percent),
            None => begin_prompt(app, command),
        },
        _ => return None,
    }
    Some(Effects::none())
}

fn move_focused_pane(app: &mut App, way: MoveDirection, step: MoveDistance) {
    match app.view.focus {
        ReaderPane::Article => {
            let height = app
                .document()
                .map_or(1, |document| usize::from(document.height));
            scroll_article(app, way, rows_of_distance(step, height));
        }
        ReaderPane::Annotations => move_list_cursor(app, way, step),
    }
}

pub(super) fn rows_of_distance(step: MoveDistance, height: usize) -> usize {
    match step {
        MoveDistance::Rows(n) => n,
        MoveDistance::HalfPages(n) => (height / 2).max(1).saturating_mul(n),
        MoveDistance::Pages(n) => height
            .saturating_sub(PAGE_OVERLAP_ROWS)
            .max(1)
            .saturating_mul(n),
    }
}

pub(super) fn scroll_article(app: &mut App, way: MoveDirection, n_rows: usize) {
    if let Some(document) = app.document_mut() {
        let row = document.place.row;
        document.scroll_to(match way {
            MoveDirection::Down => row.saturating_add(n_rows),
            MoveDirection::Up => row.saturating_sub(n_rows),
        });
        selection_sync::sync_list_to_article(app);
    }
}

/// Converts a count, which starts at 1, to a position, which starts at 0. Returns `otherwise` if there is no count.
pub(super) fn place_of(count: RepeatCount, otherwise: usize) -> usize {
    let position = |n: u32| (n as usize).saturating_sub(1);
    count.map_or(otherwise, position)
}

/// Returns `percent` percent of `n`, at most `n`.
pub(super) fn part_of(n: usize, percent: u32) -> usize {
    n.saturating_mul(percent.min(100) as usize) / 100
}

/// Goes to a row of the article or to an entry of the list, depending on the focus.
fn to_place(app: &mut App, place: usize) {
    match app.view.focus {
        ReaderPane::Article => {
            if let Some(document) = app.document_mut() {
                document.scroll_to(place);
                selection_sync::sync_list_to_article(app);
            }
        }
        ReaderPane::Annotations => put_cursor(app, place),
    }
}

fn move_to_percent(app: &mut App, percent: u32) {
    let tab = app.view.tab;
    let Some(document) = app.document() else {
        return;
    };
    let whole = match app.view.focus {
        ReaderPane::Article => document.last_top(),
        ReaderPane::Annotations => document.list(tab).entries().len(),
    };
    to_place(app, part_of(whole, percent));
}

/// Moves the cursor of the shown list to an entry, and the article to its position.
fn put_cursor(app: &mut App, to: usize) {
    let height = app.geometry().annotations.body.height;
    let tab = app.view.tab;
    let Some(document) = app.document_mut() else {
        return;
    };
    let list = document.list_mut(tab);
    list.cursor = to.min(list.entries().len().saturating_sub(1));
    list.reveal(height);
    selection_sync::sync_article_to_list(app);
}

/// Moves the cursor of the shown list, and the article with it.
fn move_list_cursor(app: &mut App, way: MoveDirection, step: MoveDistance) {
    let height = usize::from(app.geometry().annotations.body.height);
    let tab = app.view.tab;
    let Some(document) = app.document() else {
        return;
    };
    let list = document.list(tab);
    let to = match step {
        MoveDistance::Rows(n) => match way {
            MoveDirection::Down => list.cursor.saturating_add(n),
            MoveDirection::Up => list.cursor.saturating_sub(n),
        },
        MoveDistance::HalfPages(n) => pages_on(
            list,
            way,
            n,
            rows_of_distance(MoveDistance::HalfPages(1), height),
        ),
        MoveDistance::Pages(n) => pages_on(
            list,
            way,
            n,
            rows_of_distance(MoveDistance::Pages(1), height),
        ),
    };
    put_cursor(app, to);
}

/// Returns the index of the entry `n` pages away. Entries differ in height, so the distance is computed page by page:
/// a count must lead to the same entry as pressing the key `n` times.
fn pages_on(list: &AnnotationList, way: MoveDirection, n: usize, n_rows: usize) -> usize {
    let mut at = list.cursor;
    for _ in 0..n {
        let from = list.rows_of(at).start;
        let to = list.entry_near(match way {
            MoveDirection::Down => from.saturating_add(n_rows),
            MoveDirection::Up => from.saturating_sub(n_rows),
        });
        if to == at {
            break;
        }
        at = to;
    }
    at
}
