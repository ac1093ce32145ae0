//! Reading an entry: opening it, the next one, its other text, going back to the list.

use std::sync::Arc;

use super::{list_height, shelf};
use crate::article::{About, Article};
use crate::config::MarkRead;
use crate::layout::{Cells, shorten};
use crate::library::{Body, Change, EntryRow};
use crate::reader::Command;
use crate::reader::app::{App, Label, Slot, SlotState};
use crate::reader::document::Document;
use crate::reader::effect::{Effect, Effects};
use crate::reader::geometry::Pane;
use crate::reader::msg::Count;
use crate::reader::shelf::{Ask, Keepsake, Reading, parse_place, write_place};
use crate::reader::update::{library, times};
use crate::text::ByteRange;

/// How much of a title is told, in cells.
const MOST_TITLE: Cells = Cells(40);
/// How many bytes of a text are looked for in the other one, to find the place again.
const WORDS: u32 = 48;

pub(super) fn perform(app: &mut App, command: Command, count: Count) -> Option<Effects> {
    Some(match command {
        Command::NextArticle => turn(app, times(count), true),
        Command::PreviousArticle => turn(app, times(count), false),
        Command::FullText => other_text(app),
        Command::Open if app.open.is_some() && app.document().is_none() => reload(app),
        Command::Close if app.open.is_some() => leave(app),
        Command::ShowFeeds | Command::ShowArticles if app.open.is_some() => {
            let mut effects = leave(app);
            effects.extend(super::panes::perform(app, command, count).unwrap_or_default());
            effects
        }
        _ => return None,
    })
}

/// The text that an entry is opened with: the page's where it is kept.
pub(super) fn first_body(row: Option<&EntryRow>) -> Body {
    if row.is_some_and(|row| row.has_page) {
        Body::Page
    } else {
        Body::Feed
    }
}

/// Opens the entry under the cursor.
pub(super) fn open_current(app: &mut App) -> Effects {
    let Some(shelf) = shelf(app) else {
        return Effects::none();
    };
    let Some(id) = shelf.list.current() else {
        return Effects::none();
    };
    let Some(row) = shelf.list.row(id).cloned() else {
        // It is asked for, and opened when it comes.
        shelf.restore = Some(Keepsake {
            entry: Some(id),
            open: Some(Body::Feed),
            ..Keepsake::default()
        });
        return Effects::none();
    };
    let body = first_body(Some(&row));
    open(app, row, body)
}

/// Opens an entry, and marks it as read where that is wanted at once.
pub(super) fn open(app: &mut App, row: EntryRow, body: Body) -> Effects {
    let mut effects = remember_place(app);
    let ticket = app.ticket();
    let id = row.id;
    let is_marked = !row.is_read && app.settings.mark_read == MarkRead::Open;
    app.slots = vec![Slot {
        label: label(&row),
        state: SlotState::Loading(ticket),
    }];
    app.open = Some(0);
    app.view.focus = Pane::Article;
    if let Some(shelf) = shelf(app) {
        shelf.restore = None;
        shelf.reading = Some(Reading {
            row,
            body,
            was_marked: false,
            words: None,
            fetching: None,
        });
    }
    effects.push(Effect::Ask(ticket, Ask::Article(id, body)));
    if is_marked {
        effects.extend(mark_read(app));
    }
    if let Some(kept) = app.keepsake() {
        effects.push(Effect::Keep("reader".to_owned(), kept));
    }
    effects
}

/// Marks the open entry as read, once, so that it can be undone.
fn mark_read(app: &mut App) -> Effects {
    let Some(reading) = shelf(app).and_then(|shelf| shelf.reading.as_mut()) else {
        return Effects::none();
    };
    if reading.was_marked || reading.row.is_read {
        return Effects::none();
    }
    reading.was_marked = true;
    let change = Change::Read(vec![reading.row.id], true);
    let title = shorten(&reading.row.title, MOST_TITLE);
    super::change::quietly(app, change, format!("“{title}” marked read"))
}

/// Marks the open entry as read where its end is on the screen and that is when it is wanted.
pub(super) fn mark_at_end(app: &mut App) -> Effects {
    let is_at_end = app
        .document()
        .is_some_and(|document| document.place.row >= document.last_top());
    if is_at_end && app.settings.mark_read == MarkRead::End {
        mark_read(app)
    } else {
        Effects::none()
    }
}

fn label(row: &EntryRow) -> Label {
    Label::of(&About {
        title: row.title.clone(),
        site: row.site.clone(),
        ..About::default()
    })
}

/// Asks for the open entry once more.
fn reload(app: &mut App) -> Effects {
    let reading = shelf(app).and_then(|shelf| shelf.reading.take());
    match reading {
        Some(reading) => open(app, reading.row, reading.body),
        None => Effects::none(),
    }
}

/// The article that is open came.
pub(super) fn take(app: &mut App, article: Arc<Article>, kept: Option<&str>) -> Effects {
    let effects = library::loaded(app, 0, article);
    let Some(shelf) = app.shelf.as_deref_mut() else {
        return effects;
    };
    let Some(reading) = &mut shelf.reading else {
        return effects;
    };
    let words = reading.words.take();
    let known = shelf.places.get(&(reading.row.id, reading.body)).copied();
    let place = known.or_else(|| kept.and_then(parse_place));
    if let Some(document) = app.document_mut() {
        match words.and_then(|words| find(&document.article, &words)) {
            Some(range) => document.scroll_to(document.sheet.row_of(range.start())),
            None => place
                .into_iter()
                .for_each(|place| document.go_to_anchor(place)),
        }
    }
    effects
}

fn find(article: &Article, words: &str) -> Option<ByteRange> {
    let at = article.text().as_str().find(words)?;
    Some(ByteRange::of(at, at + words.len()))
}

/// The page of the open entry was fetched: it is shown in place of the feed's text.
pub(super) fn take_page(app: &mut App, article: Arc<Article>) -> Effects {
    let words = top_words(app);
    let effects = remember_place(app);
    let Some(reading) = shelf(app).and_then(|shelf| shelf.reading.as_mut()) else {
        return effects;
    };
    reading.fetching = None;
    reading.body = Body::Page;
    reading.row.has_page = true;
    reading.words = words;
    let id = reading.row.id;
    if let Some(row) = shelf(app).and_then(|shelf| shelf.list.row_mut(id)) {
        row.has_page = true;
    }
    app.tell("The page's full text");
    let mut effects = effects;
    effects.extend(take(app, article, None));
    effects
}

/// Shows the other text of the open entry; the page is fetched where it is not kept.
fn other_text(app: &mut App) -> Effects {
    let ticket = app.ticket();
    let words = top_words(app);
    let Some(reading) = shelf(app).and_then(|shelf| shelf.reading.as_mut()) else {
        app.tell("Open an article first: its full text is fetched then");
        return Effects::none();
    };
    let id = reading.row.id;
    let body = match (reading.body, reading.row.has_page) {
        (Body::Page, _) => Body::Feed,
        (Body::Feed, true) => Body::Page,
        (Body::Feed, false) => {
            let Some(link) = reading.row.link.clone() else {
                app.tell("This entry names no page");
                return Effects::none();
            };
            reading.fetching = Some(ticket);
            app.tell("Fetching the page …");
            return Effects::one(Effect::FullText(ticket, id, link));
        }
    };
    let mut effects = remember_place(app);
    if let Some(reading) = shelf(app).and_then(|shelf| shelf.reading.as_mut()) {
        reading.body = body;
        reading.words = words;
    }
    if let Some(slot) = app.slots.first_mut() {
        slot.state = SlotState::Loading(ticket);
    }
    app.tell(match body {
        Body::Page => "The page's full text",
        Body::Feed => "The feed's own text",
    });
    effects.push(Effect::Ask(ticket, Ask::Article(id, body)));
    effects
}

/// The words at the upper edge of the open article; nothing at its start.
fn top_words(app: &App) -> Option<String> {
    let document = app.document().filter(|document| document.place.row > 0)?;
    let start = document.in_view().start();
    let text = document.article.text().as_str();
    let from = text.get(start.index()..)?;
    let line = from.lines().next()?;
    let mut end = line.len().min(usize::try_from(WORDS).ok()?);
    while !line.is_char_boundary(end) {
        end -= 1;
    }
    line.get(..end)
        .filter(|words| words.len() >= 12)
        .map(str::to_owned)
}

/// Remembers where the open article is left.
fn remember_place(app: &mut App) -> Effects {
    let place = app.document().map(|document: &Document| document.place);
    let Some((anchor, shelf)) = place.map(|place| place.anchor).zip(shelf(app)) else {
        return Effects::none();
    };
    let Some(reading) = &shelf.reading else {
        return Effects::none();
    };
    let key = (reading.row.id, reading.body);
    let known = shelf.places.insert(key, anchor);
    if known.unwrap_or_default() == anchor {
        return Effects::none();
    }
    let name = match reading.body {
        Body::Feed => format!("place/{}", key.0.0),
        Body::Page => format!("place/{}/page", key.0.0),
    };
    Effects::one(Effect::Keep(name, write_place(anchor)))
}

/// Back to the list, where it was.
pub(in crate::reader::update) fn leave(app: &mut App) -> Effects {
    let effects = remember_place(app);
    app.open = None;
    app.slots.clear();
    app.view.is_zoomed = false;
    if let Some(shelf) = shelf(app) {
        shelf.reading = None;
    }
    super::fit(app);
    effects
}

/// Opens the article so many further on in the list, or back.
fn turn(app: &mut App, n: usize, is_forward: bool) -> Effects {
    let height = list_height(app);
    let is_open = app.open.is_some();
    let Some(shelf) = shelf(app) else {
        return Effects::none();
    };
    let at = shelf.list.cursor;
    let last = shelf.list.ids().len().saturating_sub(1);
    let to = if is_forward {
        at.saturating_add(n).min(last)
    } else {
        at.saturating_sub(n)
    };
    if to == at && is_open {
        app.tell(if is_forward {
            "This is the last article of the list"
        } else {
            "This is the first article of the list"
        });
        return Effects::none();
    }
    shelf.list.go_to(to, height);
    open_current(app)
}
