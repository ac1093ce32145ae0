//! The list of feeds: moving in it chooses what the list of entries is of.

use super::{lists, shelf};
use crate::reader::Command;
use crate::reader::app::App;
use crate::reader::effect::Effects;
use crate::reader::msg::Count;
use crate::reader::shelf::{Goal, Narrowing, ShelfPane, Source, Tree};
use crate::reader::update::motion::{Step, part_of, place_of, rows};
use crate::reader::update::{prompts, times};

pub(super) fn perform(app: &mut App, command: Command, count: Count) -> Option<Effects> {
    let size = app.size;
    let shelf = shelf(app)?;
    if shelf.focus != ShelfPane::Feeds {
        return None;
    }
    let n = times(count);
    let height = usize::from(shelf.geometry(size).feeds.body.height);
    let cursor = shelf.tree.cursor;
    let to = match command {
        Command::Down => cursor.saturating_add(n),
        Command::Up => cursor.saturating_sub(n),
        Command::HalfPageDown => cursor.saturating_add(rows(Step::HalfPages(n), height)),
        Command::HalfPageUp => cursor.saturating_sub(rows(Step::HalfPages(n), height)),
        Command::PageDown => cursor.saturating_add(rows(Step::Pages(n), height)),
        Command::PageUp => cursor.saturating_sub(rows(Step::Pages(n), height)),
        Command::Top => place_of(count, 0),
        Command::Bottom => place_of(count, usize::MAX),
        Command::Percent => {
            let n_all = shelf.tree.nodes().len();
            let Some(percent) = count else {
                prompts::begin(app, command);
                return Some(Effects::none());
            };
            part_of(n_all, percent)
        }
        Command::Fold => return Some(fold(app)),
        Command::Out => return Some(out(app)),
        Command::Open | Command::In => {
            let is_closed = shelf.tree.current().and_then(|node| node.is_open) == Some(false);
            if is_closed {
                return Some(fold(app));
            }
            shelf.focus = ShelfPane::List;
            return Some(Effects::none());
        }
        _ => return None,
    };
    Some(go_to(app, to))
}

/// Puts the cursor on a line: the list shows what it stands for.
pub(super) fn go_to(app: &mut App, to: usize) -> Effects {
    let size = app.size;
    let Some(shelf) = shelf(app) else {
        return Effects::none();
    };
    let last = shelf.tree.nodes().len().saturating_sub(1);
    let height = shelf.geometry(size).feeds.body.height;
    shelf.tree.cursor = to.min(last);
    reveal(&mut shelf.tree, height);
    let source = shelf.tree.source();
    if source == shelf.source {
        return Effects::none();
    }
    choose(app, source)
}

/// Lists what a source stands for.
pub(super) fn choose(app: &mut App, source: Source) -> Effects {
    let Some(shelf) = shelf(app) else {
        return Effects::none();
    };
    shelf.source = source;
    shelf.narrowing = Narrowing::default();
    lists::ask(app, Goal::Fresh)
}

fn fold(app: &mut App) -> Effects {
    let is_folder = shelf(app).is_some_and(|shelf| shelf.tree.fold());
    if !is_folder {
        app.tell("This is no folder");
    }
    super::fit(app);
    Effects::none()
}

/// Closes the folder under the cursor, or goes to the one around it.
fn out(app: &mut App) -> Effects {
    let Some(shelf) = shelf(app) else {
        return Effects::none();
    };
    if shelf.tree.current().and_then(|node| node.is_open) == Some(true) {
        return fold(app);
    }
    let Some(parent) = shelf.tree.parent() else {
        return Effects::none();
    };
    shelf.tree.go_to(&parent);
    let cursor = shelf.tree.cursor;
    go_to(app, cursor)
}

/// Shows the line with the cursor.
pub(super) fn reveal(tree: &mut Tree, height: u16) {
    let height = usize::from(height).max(1);
    tree.top = tree.top.min(tree.cursor);
    if tree.cursor >= tree.top + height {
        tree.top = tree.cursor + 1 - height;
    }
    tree.top = tree.top.min(tree.nodes().len().saturating_sub(height));
}
