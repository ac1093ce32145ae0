//! The user's library: its panes, what is asked of it, what is changed in it.

mod answers;
mod change;
mod feeds;
mod lists;
mod manage;
mod panes;
mod query;
mod reading;
#[cfg(test)]
mod tests;
mod unread;

use crate::library::EntryId;
use crate::reader::Command;
use crate::reader::app::App;
use crate::reader::effect::{Effect, Effects};
use crate::reader::geometry::Size;
use crate::reader::msg::{Count, Msg};
use crate::reader::shelf::{Ask, Preview, RefreshState, Shelf, grouped};

pub(super) use manage::{add, move_to, rename, save};
pub(super) use query::{cancel, narrow, narrow_live, submit};
pub(super) use reading::leave;

pub(super) use change::{submit_tag, tag_completions};
pub(super) use manage::confirmed;

/// A part of the library's commands; gives nothing back where the command means nothing there.
type Part = fn(&mut App, Command, Count) -> Option<Effects>;

pub(super) fn perform(app: &mut App, command: Command, count: Count) -> Option<Effects> {
    const PARTS: &[Part] = &[
        change::perform,
        unread::perform,
        reading::perform,
        manage::perform,
        query::perform,
    ];
    if app.shelf.is_none() {
        return without(app, command, count);
    }
    let done = PARTS.iter().find_map(|part| part(app, command, count));
    if done.is_some() || app.open.is_some() {
        return done;
    }
    feeds::perform(app, command, count).or_else(|| panes::perform(app, command, count))
}

/// What the commands of the library mean where files were opened instead.
fn without(app: &mut App, command: Command, count: Count) -> Option<Effects> {
    let other = match command {
        Command::NextUnread => Command::NextArticle,
        Command::PreviousUnread => Command::PreviousArticle,
        Command::Interrupt => Command::Quit,
        _ => {
            let info = command.info()?;
            if info.group == crate::reader::Group::Library {
                app.tell("That needs the library: start pullquote without a file");
                return Some(Effects::none());
            }
            return None;
        }
    };
    Some(super::perform(app, other, count))
}

/// Takes what happened to the library or in its panes; anything else is given back.
pub(super) fn update(app: &mut App, msg: Msg) -> Result<Effects, Msg> {
    match msg {
        Msg::Begin => Ok(ask_overview(app)),
        Msg::Clock(now) => {
            if let Some(shelf) = app.shelf.as_deref_mut() {
                shelf.now = now;
            }
            Ok(Effects::none())
        }
        Msg::Answered(ticket, answer) => Ok(answers::take(app, ticket, answer)),
        Msg::Refreshed(state) => Ok(refreshed(app, state)),
        Msg::Enriched => Ok(enriched(app)),
        Msg::ChangedElsewhere(n_new) => Ok(changed_elsewhere(app, n_new)),
        msg => panes::pointer(app, msg),
    }
}

/// Asks for whatever the screen needs and nobody asked for yet: rows, the words around matches, further entries, the
/// preview. Called when anything has happened; asks nothing twice.
pub(super) fn settle(app: &mut App) -> Effects {
    let mut effects = Effects::none();
    let is_covered = app.open.is_some();
    let size = app.size;
    let ticket = app.ticket();
    let Some(shelf) = app.shelf.as_deref_mut().filter(|shelf| shelf.is_ready) else {
        return effects;
    };
    let height = shelf.geometry(size).list.body.height;
    let rows = shelf.list.want(height);
    if !rows.is_empty() {
        effects.push(Effect::Ask(ticket, Ask::Rows(rows)));
    }
    let snippets = shelf.list.want_snippets(height);
    if !snippets.is_empty() {
        let query = shelf.query().unwrap_or_default();
        effects.push(Effect::Ask(ticket, Ask::Snippets(query, snippets)));
    }
    effects.extend(lists::more(app));
    effects.extend(reading::mark_at_end(app));
    if !is_covered {
        effects.extend(preview(app));
    }
    effects
}

/// Asks for the article under the cursor, where there is room for it.
fn preview(app: &mut App) -> Effects {
    let ticket = app.ticket();
    let size = preview_size(app);
    let Some(shelf) = app.shelf.as_deref_mut() else {
        return Effects::none();
    };
    let has_room = size.width > 0 && size.height > 0;
    let Some(id) = shelf.list.current().filter(|_| has_room) else {
        shelf.preview = None;
        return Effects::none();
    };
    if shelf.preview.as_ref().is_some_and(|shown| shown.id == id) {
        return Effects::none();
    }
    let body = reading::first_body(shelf.list.row(id));
    shelf.preview = Some(Preview {
        id,
        ticket,
        state: None,
    });
    Effects::one(Effect::Ask(ticket, Ask::Article(id, body)))
}

fn preview_size(app: &App) -> Size {
    let body = app.shelf.as_deref().map(|shelf| shelf.geometry(app.size));
    let body = body.unwrap_or_default().preview.body;
    Size {
        width: body.width,
        height: body.height,
    }
}

/// Gives lists and preview the room that they have now.
pub(super) fn fit(app: &mut App) {
    let size = preview_size(app);
    let screen = app.size;
    let view = &app.view;
    if let Some(shelf) = app.shelf.as_deref_mut() {
        let parts = shelf.geometry(screen);
        shelf.list.reveal(parts.list.body.height);
        feeds::reveal(&mut shelf.tree, parts.feeds.body.height);
        if let Some(preview) = shelf.preview.as_mut().filter(|_| size.height > 0) {
            preview.fit(size, view);
        }
    }
}

fn ask_overview(app: &mut App) -> Effects {
    let ticket = app.ticket();
    let Some(shelf) = app.shelf.as_deref_mut() else {
        return Effects::none();
    };
    shelf.asked_overview = ticket;
    Effects::one(Effect::Ask(ticket, Ask::Overview))
}

/// More is known of entries: what is on the screen is asked for again where it lacks that.
fn enriched(app: &mut App) -> Effects {
    let ticket = app.ticket();
    let height = list_height(app);
    let Some(shelf) = shelf(app) else {
        return Effects::none();
    };
    let lacks = |id: &EntryId| {
        let row = shelf.list.row(*id);
        row.is_some_and(|row| row.n_quotes.is_none())
    };
    let shown = shelf.list.near(height);
    let ids: Vec<EntryId> = shown.into_iter().filter(lacks).collect();
    if ids.is_empty() {
        return Effects::none();
    }
    Effects::one(Effect::Ask(ticket, Ask::Rows(ids)))
}

/// Another program changed the library: numbers and marks are asked for again, the list stays as it is.
fn changed_elsewhere(app: &mut App, n_new: usize) -> Effects {
    let key = app.keys_of("show-new").into_iter().next();
    let height = list_height(app);
    let ticket = app.ticket();
    let Some(shelf) = app.shelf.as_deref_mut().filter(|shelf| shelf.is_ready) else {
        return Effects::none();
    };
    let is_empty = shelf.list.ids().is_empty();
    let mut near = shelf.list.near(height);
    near.extend(shelf.reading.as_ref().map(|reading| reading.row.id));
    if n_new > 0 && !is_empty {
        shelf.n_new += n_new;
        let words = count_new(n_new);
        let shows = key.map_or_else(String::new, |key| format!("; {key} shows them"));
        app.tell(format!("{words} from another refresh{shows}"));
    }
    let mut effects = ask_overview(app);
    effects.push(Effect::Ask(ticket, Ask::Rows(near)));
    if is_empty {
        effects.extend(lists::again(app));
    }
    effects
}

/// Returns the number of new articles in words.
fn count_new(n: usize) -> String {
    match n {
        1 => "1 new article".to_owned(),
        n => format!("{} new articles", grouped(n)),
    }
}

/// A refresh goes on: its numbers are in the status line, the list stays as it is.
fn refreshed(app: &mut App, state: RefreshState) -> Effects {
    let key = app.keys_of("show-new").into_iter().next();
    let Some(shelf) = app.shelf.as_deref_mut() else {
        return Effects::none();
    };
    if !state.is_over {
        shelf.refresh = Some(state);
        return Effects::none();
    }
    shelf.refresh = None;
    let n_waiting = shelf.n_new;
    shelf.n_new += state.n_new;
    let is_empty = shelf.list.ids().is_empty();
    let key = key.filter(|_| !is_empty && shelf.n_new > 0);
    let told = told(&state, n_waiting, key);
    app.tell(told);
    let mut effects = ask_overview(app);
    if is_empty {
        effects.extend(lists::again(app));
    }
    effects
}

fn told(state: &RefreshState, n_waiting: usize, key: Option<String>) -> String {
    let words = match (state.is_cancelled, state.n_new) {
        (true, n) => format!("Refresh ended: {} new", grouped(n)),
        (false, 0) if n_waiting > 0 => format!("{} from before", count_new(n_waiting)),
        (false, 0) => "Nothing new".to_owned(),
        (false, n) => format!("{} new", grouped(n)),
    };
    let failed = match state.n_failed {
        0 => String::new(),
        n => format!(", {n} of {} feeds failed", state.n_feeds),
    };
    let shows = key.map_or_else(String::new, |key| format!("; {key} shows them"));
    format!("{words}{failed}{shows}")
}

fn shelf(app: &mut App) -> Option<&mut Shelf> {
    app.shelf.as_deref_mut()
}

fn list_height(app: &App) -> u16 {
    let parts = app.shelf.as_deref().map(|shelf| shelf.geometry(app.size));
    parts.unwrap_or_default().list.body.height
}
