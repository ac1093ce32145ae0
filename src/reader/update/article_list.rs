//! Commands for the list of articles that were given on the command line, and for leaving an article.

use super::article_slots::{list_height, open_slot, select_slot};
use super::browser::leave_article;
use super::motion::{MoveDistance, part_of, place_of, rows_of_distance};
use super::prompt_line::begin_prompt;
use crate::reader::app::App;
use crate::reader::command::Command;
use crate::reader::effect::{Effect, Effects};
use crate::reader::msg::{RepeatCount, repeat_count};

pub(super) fn perform_article_command(
    app: &mut App,
    command: Command,
    count: RepeatCount,
) -> Option<Effects> {
    let done = match command {
        Command::NextArticle => open_adjacent(app, repeat_count(count), true),
        Command::PreviousArticle => open_adjacent(app, repeat_count(count), false),
        Command::Quit => Effects::one(Effect::Quit),
        Command::Close => close_article(app),
        Command::Open if app.document().is_none() => {
            let slot = app.open.unwrap_or(app.cursor);
            open_slot(app, slot)
        }
        _ if app.open.is_none() => return perform_list_command(app, command, count),
        _ => return None,
    };
    Some(done)
}

/// Performs a command while the list is shown.
fn perform_list_command(app: &mut App, command: Command, count: RepeatCount) -> Option<Effects> {
    let n = repeat_count(count);
    let height = list_height(app);
    let step = |step| rows_of_distance(step, height);
    let cursor = app.cursor;
    let to = match command {
        Command::Down => cursor.saturating_add(n),
        Command::Up => cursor.saturating_sub(n),
        Command::HalfPageDown => cursor.saturating_add(step(MoveDistance::HalfPages(n))),
        Command::HalfPageUp => cursor.saturating_sub(step(MoveDistance::HalfPages(n))),
        Command::PageDown => cursor.saturating_add(step(MoveDistance::Pages(n))),
        Command::PageUp => cursor.saturating_sub(step(MoveDistance::Pages(n))),
        Command::Top => place_of(count, 0),
        Command::Bottom => place_of(count, usize::MAX),
        Command::Percent => {
            let Some(percent) = count else {
                begin_prompt(app, command);
                return Some(Effects::none());
            };
            part_of(app.slots.len(), percent)
        }
        Command::In => return Some(open_slot(app, cursor)),
        Command::Back | Command::Out => return Some(Effects::none()),
        _ => return None,
    };
    select_slot(app, to);
    Some(Effects::none())
}

/// Opens the article `n` after or before the open one.
fn open_adjacent(app: &mut App, n: usize, is_forward: bool) -> Effects {
    let at = app.open.unwrap_or(app.cursor);
    let last = app.slots.len().saturating_sub(1);
    let to = if is_forward {
        at.saturating_add(n).min(last)
    } else {
        at.saturating_sub(n)
    };
    if to == at && app.open.is_some() {
        app.set_notice(if is_forward {
            "This is the last article"
        } else {
            "This is the first article"
        });
        return Effects::none();
    }
    open_slot(app, to)
}

/// Returns to the list. From the list, or if there is only one article, quits.
fn close_article(app: &mut App) -> Effects {
    if app.open.is_none() || app.slots.len() <= 1 {
        return Effects::one(Effect::Quit);
    }
    return_to_list(app)
}

/// Returns to the list. Does nothing if there is only one article.
pub(super) fn return_to_list(app: &mut App) -> Effects {
    if app.browser.is_some() {
        return leave_article(app);
    }
    if app.slots.len() > 1 {
        app.open = None;
        app.view.is_zoomed = false;
    }
    Effects::none()
}
