//! Reading an entry: opening it, moving to the next, switching to the full text, returning to the list.

use std::sync::Arc;

use super::awaited_passage::show_awaited_passage;
use super::pending_changes::change_without_notice;
use super::screen::{browser_mut, fit_browser, list_height};
use crate::article::{Article, ArticleMetadata};
use crate::config::MarkRead;
use crate::layout::{Cells, shorten_words};
use crate::library::{EntryBody, EntryChange, EntryRow};
use crate::reader::Command;
use crate::reader::app::{App, ArticleLabel, ArticleSlot, SlotState};
use crate::reader::browser::{
    BrowserPane, LibraryRequest, OpenEntry, SavedState, parse_anchor, write_anchor,
};
use crate::reader::document::OpenArticle;
use crate::reader::effect::{Effect, Effects};
use crate::reader::geometry::ReaderPane;
use crate::reader::msg::{RepeatCount, repeat_count};
use crate::reader::update::article_slots;
use crate::text::ByteRange;

/// The maximum width of a title in a notice, in columns.
const MAX_TITLE_CELLS: Cells = Cells(40);
/// The maximum length of the words used to find the position in the other text, in bytes. The two texts of an entry
/// can differ in punctuation and links, so a longer one would often not be found.
const MAX_ANCHOR_BYTES: u32 = 48;

pub(super) fn perform_reading_command(
    app: &mut App,
    command: Command,
    count: RepeatCount,
) -> Option<Effects> {
    Some(match command {
        Command::NextArticle => open_adjacent(app, repeat_count(count), true),
        Command::PreviousArticle => open_adjacent(app, repeat_count(count), false),
        Command::FullText => toggle_full_text(app),
        Command::Open if app.open.is_some() && app.document().is_none() => reload_entry(app),
        Command::Close if app.open.is_some() => leave_article(app),
        Command::ShowFeeds if app.open.is_some() => leave_to_pane(app, BrowserPane::Feeds),
        Command::ShowArticles if app.open.is_some() => leave_to_pane(app, BrowserPane::List),
        _ => return None,
    })
}

/// Returns the text with which an entry is opened: that of the page if it is stored, else that of the feed.
pub(super) fn preferred_body(row: Option<&EntryRow>) -> EntryBody {
    if row.is_some_and(|row| row.has_page) {
        EntryBody::Page
    } else {
        EntryBody::Feed
    }
}

/// Opens the entry under the cursor.
pub(super) fn open_current_entry(app: &mut App) -> Effects {
    let Some(browser) = browser_mut(app) else {
        return Effects::none();
    };
    let Some(id) = browser.list.current() else {
        return Effects::none();
    };
    let Some(row) = browser.list.row(id).cloned() else {
        // The row has been requested; the entry is opened when it arrives.
        browser.saved_state = Some(SavedState {
            entry: Some(id),
            open: Some(EntryBody::Feed),
            ..SavedState::default()
        });
        return Effects::none();
    };
    let body = preferred_body(Some(&row));
    open_entry(app, row, body)
}

/// Opens an entry. Marks it as read if that is configured to happen on opening.
pub(super) fn open_entry(app: &mut App, row: EntryRow, body: EntryBody) -> Effects {
    let mut effects = save_position(app);
    let ticket = app.next_ticket();
    let id = row.id;
    let is_marked = !row.is_read && app.settings.mark_read == MarkRead::Open;
    app.slots = vec![ArticleSlot {
        label: entry_label(&row),
        state: SlotState::Loading(ticket),
    }];
    app.open = Some(0);
    app.view.focus = ReaderPane::Article;
    if let Some(browser) = browser_mut(app) {
        browser.saved_state = None;
        browser.open_entry = Some(OpenEntry {
            row,
            body,
            was_marked: false,
            words: None,
            fetching: None,
            passage: None,
        });
    }
    effects.push(Effect::Ask(ticket, LibraryRequest::Article(id, body)));
    if is_marked {
        effects.extend(mark_open_entry(app));
    }
    if let Some(kept) = app.saved_state() {
        effects.push(Effect::SaveValue("reader".to_owned(), kept));
    }
    effects
}

/// Marks the open entry as read, at most once per opening, so that undoing it is not reverted.
fn mark_open_entry(app: &mut App) -> Effects {
    let Some(reading) = browser_mut(app).and_then(|browser| browser.open_entry.as_mut()) else {
        return Effects::none();
    };
    if reading.was_marked || reading.row.is_read {
        return Effects::none();
    }
    reading.was_marked = true;
    let change = EntryChange::Read(vec![reading.row.id], true);
    let title = shorten_words(&reading.row.title, MAX_TITLE_CELLS);
    change_without_notice(app, change, format!("Marked “{title}” as read"))
}

/// Marks the open entry as read if its end is visible and that is configured to happen at the end.
pub(super) fn mark_entry_at_end(app: &mut App) -> Effects {
    let is_at_end = app
        .document()
        .is_some_and(|document| document.place.row >= document.last_top());
    if is_at_end && app.settings.mark_read == MarkRead::End {
        mark_open_entry(app)
    } else {
        Effects::none()
    }
}

fn entry_label(row: &EntryRow) -> ArticleLabel {
    ArticleLabel::of(&ArticleMetadata {
        title: row.title.clone(),
        site: row.site.clone(),
        ..ArticleMetadata::default()
    })
}

/// Requests the open entry again after an error.
fn reload_entry(app: &mut App) -> Effects {
    let reading = browser_mut(app).and_then(|browser| browser.open_entry.take());
    match reading {
        Some(reading) => open_entry(app, reading.row, reading.body),
        None => Effects::none(),
    }
}

/// Shows the article of the open entry at its saved position.
pub(super) fn receive_article(app: &mut App, article: Arc<Article>, kept: Option<&str>) -> Effects {
    let effects = article_slots::receive_article(app, 0, article);
    let Some(browser) = app.browser.as_deref_mut() else {
        return effects;
    };
    let Some(reading) = &mut browser.open_entry else {
        return effects;
    };
    let words = reading.words.take();
    let known = browser.places.get(&(reading.row.id, reading.body)).copied();
    let place = known.or_else(|| kept.and_then(parse_anchor));
    if let Some(document) = app.document_mut() {
        match words.and_then(|words| find_words(&document.article, &words)) {
            Some(range) => document.scroll_to(document.sheet.row_of(range.start())),
            None => place
                .into_iter()
                .for_each(|place| document.go_to_anchor(place)),
        }
    }
    show_awaited_passage(app);
    effects
}

fn find_words(article: &Article, words: &str) -> Option<ByteRange> {
    let at = article.text().as_str().find(words)?;
    Some(ByteRange::of(at, at + words.len()))
}

/// Shows the fetched page of the open entry in place of the feed's text.
pub(super) fn receive_page(app: &mut App, article: Arc<Article>) -> Effects {
    let words = words_at_top(app);
    let effects = save_position(app);
    let Some(reading) = browser_mut(app).and_then(|browser| browser.open_entry.as_mut()) else {
        return effects;
    };
    reading.fetching = None;
    reading.body = EntryBody::Page;
    reading.row.has_page = true;
    reading.words = words;
    let id = reading.row.id;
    if let Some(row) = browser_mut(app).and_then(|browser| browser.list.row_mut(id)) {
        row.has_page = true;
    }
    app.set_notice("Showing the page's full text");
    let mut effects = effects;
    effects.extend(receive_article(app, article, None));
    effects
}

/// Switches between the feed's text and the page's full text, which is fetched if it is not stored.
fn toggle_full_text(app: &mut App) -> Effects {
    let ticket = app.next_ticket();
    let words = words_at_top(app);
    let Some(reading) = browser_mut(app).and_then(|browser| browser.open_entry.as_mut()) else {
        app.set_notice("Open an article first, then fetch its full text");
        return Effects::none();
    };
    let id = reading.row.id;
    let body = match (reading.body, reading.row.has_page) {
        (EntryBody::Page, _) => EntryBody::Feed,
        (EntryBody::Feed, true) => EntryBody::Page,
        (EntryBody::Feed, false) => {
            let Some(link) = reading.row.link.clone() else {
                app.set_notice("This article has no link");
                return Effects::none();
            };
            reading.fetching = Some(ticket);
            app.set_notice("Fetching the page …");
            return Effects::one(Effect::FullText(ticket, id, link));
        }
    };
    let mut effects = save_position(app);
    if let Some(reading) = browser_mut(app).and_then(|browser| browser.open_entry.as_mut()) {
        reading.body = body;
        reading.words = words;
    }
    if let Some(slot) = app.slots.first_mut() {
        slot.state = SlotState::Loading(ticket);
    }
    app.set_notice(match body {
        EntryBody::Page => "Showing the page's full text",
        EntryBody::Feed => "Showing the feed's own text",
    });
    effects.push(Effect::Ask(ticket, LibraryRequest::Article(id, body)));
    effects
}

/// Returns the first words on the screen. `None` at the start of the article, or if they are too short to be unique.
fn words_at_top(app: &App) -> Option<String> {
    let document = app.document().filter(|document| document.place.row > 0)?;
    let start = document.in_view().start();
    let text = document.article.text().as_str();
    let from = text.get(start.index()..)?;
    let line = from.lines().next()?;
    let mut end = line.len().min(usize::try_from(MAX_ANCHOR_BYTES).ok()?);
    while !line.is_char_boundary(end) {
        end -= 1;
    }
    line.get(..end)
        // Shorter text, such as a byline, could match elsewhere.
        .filter(|words| words.len() >= 12)
        .map(str::to_owned)
}

/// Saves the position in the open article.
fn save_position(app: &mut App) -> Effects {
    let place = app.document().map(|document: &OpenArticle| document.place);
    let Some((anchor, browser)) = place.map(|place| place.anchor).zip(browser_mut(app)) else {
        return Effects::none();
    };
    let Some(reading) = &browser.open_entry else {
        return Effects::none();
    };
    let key = (reading.row.id, reading.body);
    let known = browser.places.insert(key, anchor);
    // Unchanged, or at the start of an article without a saved position: nothing to store.
    if known.unwrap_or_default() == anchor {
        return Effects::none();
    }
    let name = match reading.body {
        EntryBody::Feed => format!("place/{}", key.0.0),
        EntryBody::Page => format!("place/{}/page", key.0.0),
    };
    Effects::one(Effect::SaveValue(name, write_anchor(anchor)))
}

/// Closes the article and returns to the list.
pub(in crate::reader::update) fn leave_article(app: &mut App) -> Effects {
    let effects = save_position(app);
    app.open = None;
    app.slots.clear();
    app.view.is_zoomed = false;
    if let Some(browser) = browser_mut(app) {
        browser.open_entry = None;
    }
    fit_browser(app);
    effects
}

/// Closes the article and goes to a pane of the library.
fn leave_to_pane(app: &mut App, pane: BrowserPane) -> Effects {
    let effects = leave_article(app);
    if let Some(browser) = browser_mut(app) {
        browser.views.clear();
        browser.focus = pane;
    }
    fit_browser(app);
    effects
}

/// Opens the entry `n` after or before the current one in the list.
fn open_adjacent(app: &mut App, n: usize, is_forward: bool) -> Effects {
    let height = list_height(app);
    let is_open = app.open.is_some();
    let Some(browser) = browser_mut(app) else {
        return Effects::none();
    };
    let at = browser.list.cursor;
    let last = browser.list.ids().len().saturating_sub(1);
    let to = if is_forward {
        at.saturating_add(n).min(last)
    } else {
        at.saturating_sub(n)
    };
    if to == at && is_open {
        app.set_notice(if is_forward {
            "This is the last article in the list"
        } else {
            "This is the first article in the list"
        });
        return Effects::none();
    }
    browser.list.go_to(to, height);
    open_current_entry(app)
}
