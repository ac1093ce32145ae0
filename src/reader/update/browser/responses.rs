//! Responses of the library. A response whose ticket is no longer expected is dropped.

use std::sync::Arc;

use super::pending_changes::undo_when_written;
use super::query::set_query;
use super::screen::{browser_mut, list_height, preview_size, request_overview, reveal_node};
use super::{list_responses, lists, open_entry, view_entries, view_rows};
use crate::article::Article;
use crate::library::{EntryChange, EntryRow, FeedId};
use crate::reader::app::{App, SlotState};
use crate::reader::browser::{
    LibraryRequest, LibraryResponse, ListGoal, ListSource, Overview, RefreshState, SavedState,
};
use crate::reader::document::OpenArticle;
use crate::reader::effect::{Effect, Effects};
use crate::reader::msg::Ticket;
use crate::reader::update::entity_page::receive_entity_page;
use crate::reader::view_state::Tab;

pub(super) fn receive_response(
    app: &mut App,
    ticket: Ticket,
    answer: Result<LibraryResponse, String>,
) -> Effects {
    let answer = match answer {
        Ok(answer) => answer,
        Err(why) => return receive_failure(app, ticket, why),
    };
    let height = list_height(app);
    let Some(browser) = browser_mut(app) else {
        return Effects::none();
    };
    match answer {
        LibraryResponse::Overview(there) if browser.asked_overview == ticket => {
            receive_overview(app, &there)
        }
        LibraryResponse::List(listed, rows) => match browser.asked_list.clone() {
            Some((asked, goal)) if asked == ticket => {
                list_responses::receive_list(app, &goal, listed, rows)
            }
            _ => Effects::none(),
        },
        LibraryResponse::Count(n) => {
            if browser.asked_count == ticket {
                browser.list.set_total(n);
            }
            Effects::none()
        }
        LibraryResponse::Rows(rows) => receive_rows(app, rows),
        LibraryResponse::Snippets(snippets) => {
            browser.list.insert_snippets(snippets);
            browser.list.reveal(height);
            Effects::none()
        }
        LibraryResponse::Article(article, place) => {
            receive_article(app, ticket, article, place.as_deref())
        }
        LibraryResponse::Changed(inverse) => receive_change(app, ticket, inverse),
        LibraryResponse::Managed(words) => {
            app.set_notice(words);
            request_overview(app)
        }
        LibraryResponse::Subscribed(id, words) => receive_subscription(app, id, words),
        LibraryResponse::View(page) => {
            view_rows::receive_rows(app, ticket, page);
            Effects::none()
        }
        LibraryResponse::EntityPage(page) => {
            receive_entity_page(app, ticket, page.as_deref());
            Effects::none()
        }
        LibraryResponse::Overview(_) => Effects::none(),
    }
}

/// Handles an overview. The first one restores the saved state of the screen.
fn receive_overview(app: &mut App, there: &Overview) -> Effects {
    let size = app.size;
    let Some(browser) = browser_mut(app) else {
        return Effects::none();
    };
    let was_welcome = browser.is_welcome;
    browser.tags.clone_from(&there.tags);
    browser.is_welcome = there.is_welcome;
    browser.tree.replace(there);
    let feeds_height = browser.geometry(size).feeds.body.height;
    reveal_node(&mut browser.tree, feeds_height);
    if !browser.is_ready {
        browser.is_ready = true;
        let kept = browser.saved_state.clone().unwrap_or_default();
        return restore_screen(app, kept);
    }
    let source = browser.tree.source();
    if was_welcome != there.is_welcome || !browser.tree.go_to(&browser.source.clone()) {
        browser.source = if was_welcome == there.is_welcome {
            source
        } else {
            ListSource::All
        };
        browser.tree.go_to(&browser.source.clone());
        return lists::request_list(app, ListGoal::Fresh);
    }
    Effects::none()
}

fn restore_screen(app: &mut App, kept: SavedState) -> Effects {
    if let Some(tab) = Tab::ALL.get(kept.tab) {
        app.view.tab = *tab;
    }
    let ticket = app.next_ticket();
    let Some(browser) = browser_mut(app) else {
        return Effects::none();
    };
    browser.tree.close(kept.closed.into_iter());
    if browser.tree.go_to(&kept.source) {
        browser.source = kept.source;
    }
    browser.focus = kept.focus;
    browser.order = kept.order;
    browser.folding = kept.folding;
    set_query(browser, &kept.words);
    let mut effects = Effects::none();
    match (kept.open, kept.entry) {
        (Some(_), Some(id)) => effects.push(Effect::Ask(ticket, LibraryRequest::Rows(vec![id]))),
        _ => browser.saved_state = None,
    }
    effects.extend(lists::request_list(app, ListGoal::Keep(kept.entry)));
    if app
        .browser
        .as_deref()
        .is_some_and(|browser| browser.is_welcome)
    {
        app.set_notice(
            "Welcome: :add ADDRESS subscribes to a feed, `pullquote import FILE.opml` to a list of feeds",
        );
    }
    effects
}

/// Handles rows. If one belongs to the entry that is waiting to be opened, opens it.
fn receive_rows(app: &mut App, rows: Vec<EntryRow>) -> Effects {
    if let Some(effects) = view_entries::open_awaited(app, &rows) {
        return effects;
    }
    let Some(browser) = browser_mut(app) else {
        return Effects::none();
    };
    let waits = |row: &&EntryRow| {
        browser
            .saved_state
            .as_ref()
            .is_some_and(|kept| kept.entry == Some(row.id))
    };
    let awaited = rows.iter().find(waits).cloned();
    if let Some(reading) = &mut browser.open_entry
        && let Some(row) = rows.iter().find(|row| row.id == reading.row.id)
    {
        reading.row = row.clone();
    }
    browser.list.insert_rows(rows);
    let Some(row) = awaited else {
        return Effects::none();
    };
    let body = browser.saved_state.take().and_then(|kept| kept.open);
    match body {
        Some(body) => open_entry::open_entry(app, row, body),
        None => Effects::none(),
    }
}

/// Handles an article: the open one, its fetched page, or the preview.
fn receive_article(
    app: &mut App,
    ticket: Ticket,
    article: Arc<Article>,
    place: Option<&str>,
) -> Effects {
    let waits = |state: &SlotState| matches!(state, SlotState::Loading(known) if *known == ticket);
    if app.open.is_some() && app.slots.first().is_some_and(|slot| waits(&slot.state)) {
        return open_entry::receive_article(app, article, place);
    }
    let is_fetched = browser_mut(app)
        .and_then(|browser| browser.open_entry.as_ref())
        .is_some_and(|reading| reading.fetching == Some(ticket));
    if is_fetched {
        return open_entry::receive_page(app, article);
    }
    let (view, screen) = (app.view.clone(), app.size);
    let Some(browser) = browser_mut(app) else {
        return Effects::none();
    };
    let size = preview_size(browser, screen);
    let preview = browser.preview.as_mut();
    if let Some(preview) = preview.filter(|preview| preview.ticket == ticket) {
        let document = OpenArticle::new(article, ticket, &view, size);
        preview.state = Some(Ok(Box::new(document)));
    }
    Effects::none()
}

/// Handles a completed change and makes it undoable.
fn receive_change(app: &mut App, ticket: Ticket, inverse: EntryChange) -> Effects {
    let height = list_height(app);
    let asked = app.next_ticket();
    let Some(browser) = browser_mut(app) else {
        return Effects::none();
    };
    let Some(pending) = browser.pending.remove(&ticket) else {
        return Effects::none();
    };
    if let Some(says) = pending.says {
        browser.push_undo(inverse, says);
    }
    let mut near = browser.list.visible_ids(height);
    near.extend(browser.open_entry.as_ref().map(|reading| reading.row.id));
    let mut effects = Effects::one(Effect::Ask(asked, LibraryRequest::Rows(near)));
    effects.extend(request_overview(app));
    if pending.relists {
        effects.extend(lists::request_list_again(app));
    }
    effects.extend(undo_when_written(app));
    effects
}

/// Handles a new subscription. The feed is fetched at once unless a refresh is running.
fn receive_subscription(app: &mut App, id: FeedId, words: String) -> Effects {
    app.set_notice(words);
    let mut effects = request_overview(app);
    let Some(browser) = browser_mut(app) else {
        return effects;
    };
    if browser.refresh.is_none() {
        browser.refresh = Some(RefreshState {
            n_feeds: 1,
            ..RefreshState::default()
        });
        effects.push(Effect::Refresh(vec![id]));
    }
    effects
}

/// Handles an error. It is shown where the result would have been, or else as a notice.
fn receive_failure(app: &mut App, ticket: Ticket, why: String) -> Effects {
    if let Some(slot) = app.slots.first_mut()
        && matches!(slot.state, SlotState::Loading(known) if known == ticket)
    {
        slot.state = SlotState::Failed(why);
        return Effects::none();
    }
    if view_rows::receive_rows_failure(app, ticket, &why) {
        return Effects::none();
    }
    let height = list_height(app);
    let asked = app.next_ticket();
    let Some(browser) = browser_mut(app) else {
        return Effects::none();
    };
    if let Some(preview) = browser
        .preview
        .as_mut()
        .filter(|shown| shown.ticket == ticket)
    {
        preview.state = Some(Err(why));
        return Effects::none();
    }
    if browser
        .asked_list
        .as_ref()
        .is_some_and(|(asked, _)| *asked == ticket)
    {
        browser.asked_list = None;
        browser.list.pause_requests();
    }
    if let Some(reading) = &mut browser.open_entry {
        reading.fetching = reading.fetching.filter(|asked| *asked != ticket);
    }
    let was_changed = browser.pending.remove(&ticket).is_some();
    browser.n_to_undo = 0;
    let near = browser.list.visible_ids(height);
    app.set_notice(why);
    if was_changed {
        return Effects::one(Effect::Ask(asked, LibraryRequest::Rows(near)));
    }
    Effects::none()
}
