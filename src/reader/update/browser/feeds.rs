//! Commands for the feed tree. Moving its cursor changes what the list of entries shows.

use super::lists;
use super::screen::{browser_mut, fit_browser, reveal_node};
use crate::reader::Command;
use crate::reader::app::App;
use crate::reader::browser::{ActiveQuery, BrowserPane, ListGoal, ListSource};
use crate::reader::effect::Effects;
use crate::reader::msg::{RepeatCount, repeat_count};
use crate::reader::update::motion::{MoveDistance, part_of, place_of, rows_of_distance};
use crate::reader::update::prompt_line::begin_prompt;

pub(super) fn perform_feeds_command(
    app: &mut App,
    command: Command,
    count: RepeatCount,
) -> Option<Effects> {
    let size = app.size;
    let browser = browser_mut(app)?;
    if browser.focus != BrowserPane::Feeds {
        return None;
    }
    let n = repeat_count(count);
    let height = usize::from(browser.geometry(size).feeds.body.height);
    let cursor = browser.tree.cursor;
    let to = match command {
        Command::Down => cursor.saturating_add(n),
        Command::Up => cursor.saturating_sub(n),
        Command::HalfPageDown => {
            cursor.saturating_add(rows_of_distance(MoveDistance::HalfPages(n), height))
        }
        Command::HalfPageUp => {
            cursor.saturating_sub(rows_of_distance(MoveDistance::HalfPages(n), height))
        }
        Command::PageDown => {
            cursor.saturating_add(rows_of_distance(MoveDistance::Pages(n), height))
        }
        Command::PageUp => cursor.saturating_sub(rows_of_distance(MoveDistance::Pages(n), height)),
        Command::Top => place_of(count, 0),
        Command::Bottom => place_of(count, usize::MAX),
        Command::Percent => {
            let n_all = browser.tree.nodes().len();
            let Some(percent) = count else {
                begin_prompt(app, command);
                return Some(Effects::none());
            };
            part_of(n_all, percent)
        }
        Command::Fold => return Some(toggle_folder(app)),
        Command::Out => return Some(close_folder(app)),
        Command::Open | Command::In => {
            let is_closed = browser.tree.current().and_then(|node| node.is_open) == Some(false);
            if is_closed {
                return Some(toggle_folder(app));
            }
            browser.focus = BrowserPane::List;
            return Some(Effects::none());
        }
        _ => return None,
    };
    Some(select_node(app, to))
}

/// Moves the cursor to a line and shows its entries.
pub(super) fn select_node(app: &mut App, to: usize) -> Effects {
    let size = app.size;
    let Some(browser) = browser_mut(app) else {
        return Effects::none();
    };
    let last = browser.tree.nodes().len().saturating_sub(1);
    let height = browser.geometry(size).feeds.body.height;
    browser.tree.cursor = to.min(last);
    reveal_node(&mut browser.tree, height);
    let source = browser.tree.source();
    if source == browser.source {
        return Effects::none();
    }
    choose_source(app, source)
}

/// Shows the entries of a source. A query typed for the previous source is cleared.
pub(super) fn choose_source(app: &mut App, source: ListSource) -> Effects {
    let Some(browser) = browser_mut(app) else {
        return Effects::none();
    };
    browser.source = source;
    browser.active_query = ActiveQuery::default();
    lists::request_list(app, ListGoal::Fresh)
}

fn toggle_folder(app: &mut App) -> Effects {
    let is_folder = browser_mut(app).is_some_and(|browser| browser.tree.fold());
    if !is_folder {
        app.set_notice("This is not a folder");
    }
    fit_browser(app);
    Effects::none()
}

/// Closes the folder under the cursor. On other lines, goes to the folder that contains them.
fn close_folder(app: &mut App) -> Effects {
    let Some(browser) = browser_mut(app) else {
        return Effects::none();
    };
    if browser.tree.current().and_then(|node| node.is_open) == Some(true) {
        return toggle_folder(app);
    }
    let Some(parent) = browser.tree.parent() else {
        return Effects::none();
    };
    browser.tree.go_to(&parent);
    let cursor = browser.tree.cursor;
    select_node(app, cursor)
}
