//! Commands, requests and events of the library screen.
//!
//! Commands change [`BrowserState`] and return requests to the library. `responses.rs` handles the answers. After
//! every message, [`request_missing`] asks for what the screen lacks.

mod awaited_passage;
mod entry_changes;
mod feeds;
mod list_responses;
mod lists;
mod open_entry;
mod panes;
mod pending_changes;
mod query;
mod responses;
mod screen;
mod subscriptions;
#[cfg(test)]
mod tests;
mod unread;
mod view_entries;
mod view_files;
mod view_filter;
mod view_rows;
mod view_stack;
mod views;

use crate::library::EntryId;
use crate::reader::app::App;
use crate::reader::browser::{EntryPreview, LibraryRequest, RefreshState};
use crate::reader::command::{Command, CommandGroup};
use crate::reader::effect::{Effect, Effects};
use crate::reader::msg::{Msg, RepeatCount};
use crate::text::{agree_with, count_with_noun};

use screen::{browser_mut, list_height, preview_size, request_overview};

pub(super) use awaited_passage::show_awaited_passage;
pub(super) use open_entry::leave_article;
pub(super) use query::{cancel_query, query_as_typed, run_query, submit_query};
pub(super) use screen::fit_browser;
pub(super) use subscriptions::{add_feed, move_feed, rename_feed, save_query};
pub(super) use view_files::write_view;

pub(super) use entry_changes::{acts_on_open_entry, complete_tag, submit_tag};
pub(super) use subscriptions::perform_confirmed;

/// Performs the commands of one group. Returns `None` if the command has no meaning in the present state.
type BrowserCommandFn = fn(&mut App, Command, RepeatCount) -> Option<Effects>;

pub(super) fn perform_browser_command(
    app: &mut App,
    command: Command,
    count: RepeatCount,
) -> Option<Effects> {
    const BROWSER_COMMAND_FNS: &[BrowserCommandFn] = &[
        views::perform_view_command,
        entry_changes::perform_entry_command,
        unread::perform_unread_command,
        open_entry::perform_reading_command,
        subscriptions::perform_subscription_command,
        query::perform_query_command,
    ];
    if app.browser.is_none() {
        return refuse_without_library(app, command);
    }
    let done = BROWSER_COMMAND_FNS
        .iter()
        .find_map(|part| part(app, command, count));
    if done.is_some() || app.visible_browser().is_none() {
        return done;
    }
    feeds::perform_feeds_command(app, command, count)
        .or_else(|| panes::perform_list_command(app, command, count))
}

/// Returns the command that stands for a library command when files were opened instead of the library.
pub(super) const fn command_without_library(app: &App, command: Command) -> Command {
    match command {
        Command::NextUnread if app.browser.is_none() => Command::NextArticle,
        Command::PreviousUnread if app.browser.is_none() => Command::PreviousArticle,
        Command::Interrupt if app.browser.is_none() => Command::Quit,
        command => command,
    }
}

/// Shows a notice for a library command when files were opened instead of the library.
fn refuse_without_library(app: &mut App, command: Command) -> Option<Effects> {
    let group = command.info()?.group;
    if !matches!(group, CommandGroup::Library | CommandGroup::Views) {
        return None;
    }
    app.set_notice("This command needs the library: start pullquote without a file");
    Some(Effects::none())
}

/// Handles an event of the library or of its panes. Gives any other message back as an error.
pub(super) fn apply_browser_message(app: &mut App, msg: Msg) -> Result<Effects, Msg> {
    match msg {
        Msg::LibraryOpened => Ok(request_overview(app)),
        Msg::Clock(now) => {
            if let Some(browser) = app.browser.as_deref_mut() {
                browser.now = now;
            }
            Ok(Effects::none())
        }
        Msg::Answered(ticket, answer) => Ok(responses::receive_response(app, ticket, answer)),
        Msg::Refreshed(state) => Ok(receive_refresh_state(app, state)),
        Msg::EntriesAnnotated => Ok(receive_annotated_entries(app)),
        Msg::ChangedElsewhere(n_new) => Ok(changed_elsewhere(app, n_new)),
        msg => views::apply_view_pointer_message(app, msg)
            .or_else(|msg| panes::apply_pointer_message(app, msg)),
    }
}

/// Requests what the screen lacks: rows, snippets, further entries, the preview. Called after every message. What was
/// already requested is not requested again.
pub(super) fn request_missing(app: &mut App) -> Effects {
    let mut effects = Effects::none();
    let is_covered = app.visible_browser().is_none();
    let size = app.size;
    let ticket = app.next_ticket();
    let Some(browser) = app
        .browser
        .as_deref_mut()
        .filter(|browser| browser.is_ready)
    else {
        return effects;
    };
    let height = browser.geometry(size).list.body.height;
    let rows = browser.list.request_rows(height);
    if !rows.is_empty() {
        effects.push(Effect::Ask(ticket, LibraryRequest::Rows(rows)));
    }
    let snippets = browser.list.request_snippets(height);
    // A query that cannot be parsed has an empty list.
    if !snippets.is_empty()
        && let Ok(query) = browser.query()
    {
        effects.push(Effect::Ask(
            ticket,
            LibraryRequest::Snippets(query, snippets),
        ));
    }
    effects.extend(lists::request_more(app));
    effects.extend(views::request_missing_rows(app));
    effects.extend(open_entry::mark_entry_at_end(app));
    if !is_covered {
        effects.extend(request_preview(app));
    }
    effects
}

/// Requests the article under the cursor for the preview, if there is room for one.
fn request_preview(app: &mut App) -> Effects {
    let ticket = app.next_ticket();
    let screen = app.size;
    let Some(browser) = app.browser.as_deref_mut() else {
        return Effects::none();
    };
    let size = preview_size(browser, screen);
    let has_room = size.width > 0 && size.height > 0;
    let Some(id) = browser.list.current().filter(|_| has_room) else {
        browser.preview = None;
        return Effects::none();
    };
    if browser.preview.as_ref().is_some_and(|shown| shown.id == id) {
        return Effects::none();
    }
    let body = open_entry::preferred_body(browser.list.row(id));
    browser.preview = Some(EntryPreview {
        id,
        ticket,
        state: None,
    });
    Effects::one(Effect::Ask(ticket, LibraryRequest::Article(id, body)))
}

/// Requests the rows on the screen again that lack annotation counts, because the background worker has made
/// progress.
fn receive_annotated_entries(app: &mut App) -> Effects {
    let ticket = app.next_ticket();
    let height = list_height(app);
    // A view that has nothing to show may get its first rows now.
    if app
        .visible_view()
        .is_some_and(|view| view.rows().is_empty())
    {
        return view_rows::request_rows_again(app);
    }
    let Some(browser) = browser_mut(app) else {
        return Effects::none();
    };
    let lacks = |id: &EntryId| {
        let row = browser.list.row(*id);
        row.is_some_and(|row| row.n_quotes.is_none())
    };
    let shown = browser.list.visible_ids(height);
    let ids: Vec<EntryId> = shown.into_iter().filter(lacks).collect();
    if ids.is_empty() {
        return Effects::none();
    }
    Effects::one(Effect::Ask(ticket, LibraryRequest::Rows(ids)))
}

/// Handles a change by another process: updates counts and rows. The list stays as it is, so that nothing moves.
fn changed_elsewhere(app: &mut App, n_new: usize) -> Effects {
    let key = app.keys_of("show-new").into_iter().next();
    let height = list_height(app);
    let ticket = app.next_ticket();
    let Some(browser) = app
        .browser
        .as_deref_mut()
        .filter(|browser| browser.is_ready)
    else {
        return Effects::none();
    };
    let is_empty = browser.list.ids().is_empty();
    let mut near = browser.list.visible_ids(height);
    near.extend(browser.open_entry.as_ref().map(|reading| reading.row.id));
    if n_new > 0 && !is_empty {
        browser.n_new += n_new;
        let words = count_new(n_new);
        let shows = describe_show_key(key, browser.n_new);
        app.set_notice(format!("{words} from another refresh{shows}"));
    }
    let mut effects = request_overview(app);
    effects.push(Effect::Ask(ticket, LibraryRequest::Rows(near)));
    if is_empty {
        effects.extend(lists::request_list_again(app));
    }
    effects
}

/// Returns the number of new articles with its noun.
fn count_new(n: usize) -> String {
    count_with_noun(n, "new article")
}

/// Handles the progress of a refresh. The list stays as it is, so that nothing moves; a notice reports the new
/// articles.
fn receive_refresh_state(app: &mut App, state: RefreshState) -> Effects {
    let key = app.keys_of("show-new").into_iter().next();
    let Some(browser) = app.browser.as_deref_mut() else {
        return Effects::none();
    };
    if !state.is_over {
        browser.refresh = Some(state);
        return Effects::none();
    }
    browser.refresh = None;
    let n_waiting = browser.n_new;
    browser.n_new += state.n_new;
    let is_empty = browser.list.ids().is_empty();
    let key = key.filter(|_| !is_empty && browser.n_new > 0);
    let summary = describe_refresh(&state, n_waiting, key);
    app.set_notice(summary);
    let mut effects = request_overview(app);
    if is_empty {
        effects.extend(lists::request_list_again(app));
    }
    effects
}

fn describe_refresh(state: &RefreshState, n_waiting: usize, key: Option<String>) -> String {
    let words = match (state.is_cancelled, state.n_new) {
        (true, n) => format!("Refresh cancelled: {}", count_new(n)),
        (false, 0) if n_waiting > 0 => format!("{} from an earlier refresh", count_new(n_waiting)),
        (false, 0) => "No new articles".to_owned(),
        (false, n) => count_new(n),
    };
    let failed = match state.n_failed {
        0 => String::new(),
        n => format!(", {n} of {} failed", count_with_noun(state.n_feeds, "feed")),
    };
    let shows = describe_show_key(key, n_waiting + state.n_new);
    format!("{words}{failed}{shows}")
}

/// Returns the part of a notice that names the key for showing `n` new articles. Empty without a key.
fn describe_show_key(key: Option<String>, n: usize) -> String {
    let them = agree_with(n, "it");
    key.map_or_else(String::new, |key| format!("; {key} shows {them}"))
}
