//! What the library answers. An answer that nobody waits for any more is dropped.

use std::sync::Arc;

use super::{list_height, lists, preview_size, reading, shelf};
use crate::article::Article;
use crate::library::{Change, EntryRow, FeedId};
use crate::reader::app::{App, SlotState, Tab};
use crate::reader::document::Document;
use crate::reader::effect::{Effect, Effects};
use crate::reader::msg::Ticket;
use crate::reader::shelf::{Answer, Ask, Goal, Keepsake, Overview, RefreshState, Source};

pub(super) fn take(app: &mut App, ticket: Ticket, answer: Result<Answer, String>) -> Effects {
    let answer = match answer {
        Ok(answer) => answer,
        Err(why) => return failed(app, ticket, why),
    };
    let height = list_height(app);
    let Some(shelf) = shelf(app) else {
        return Effects::none();
    };
    match answer {
        Answer::Overview(there) if shelf.asked_overview == ticket => overview(app, &there),
        Answer::List(listed, rows) => match shelf.asked_list.clone() {
            Some((asked, goal)) if asked == ticket => lists::take(app, &goal, listed, rows),
            _ => Effects::none(),
        },
        Answer::Count(n) => {
            if shelf.asked_count == ticket {
                shelf.list.take_count(n);
            }
            Effects::none()
        }
        Answer::Rows(rows) => take_rows(app, rows),
        Answer::Snippets(snippets) => {
            shelf.list.take_snippets(snippets);
            shelf.list.reveal(height);
            Effects::none()
        }
        Answer::Article(article, place) => take_article(app, ticket, article, place.as_deref()),
        Answer::Changed(inverse) => changed(app, ticket, inverse),
        Answer::Managed(told) => {
            app.tell(told);
            super::ask_overview(app)
        }
        Answer::Subscribed(id, told) => subscribed(app, id, told),
        Answer::Overview(_) => Effects::none(),
    }
}

/// Feeds and numbers came: at first, the screen is put back as it was left.
fn overview(app: &mut App, there: &Overview) -> Effects {
    let size = app.size;
    let Some(shelf) = shelf(app) else {
        return Effects::none();
    };
    let was_welcome = shelf.is_welcome;
    shelf.tags.clone_from(&there.tags);
    shelf.is_welcome = there.is_welcome;
    shelf.tree.take(there);
    let feeds_height = shelf.geometry(size).feeds.body.height;
    super::feeds::reveal(&mut shelf.tree, feeds_height);
    if !shelf.is_ready {
        shelf.is_ready = true;
        let kept = shelf.restore.clone().unwrap_or_default();
        return restore(app, kept);
    }
    let source = shelf.tree.source();
    if was_welcome != there.is_welcome || !shelf.tree.go_to(&shelf.source.clone()) {
        shelf.source = if was_welcome == there.is_welcome {
            source
        } else {
            Source::All
        };
        shelf.tree.go_to(&shelf.source.clone());
        return lists::ask(app, Goal::Fresh);
    }
    Effects::none()
}

fn restore(app: &mut App, kept: Keepsake) -> Effects {
    if let Some(tab) = Tab::ALL.get(kept.tab) {
        app.view.tab = *tab;
    }
    let ticket = app.ticket();
    let Some(shelf) = shelf(app) else {
        return Effects::none();
    };
    shelf.tree.close(kept.closed.into_iter());
    if shelf.tree.go_to(&kept.source) {
        shelf.source = kept.source;
    }
    shelf.focus = kept.focus;
    shelf.order = kept.order;
    shelf.folding = kept.folding;
    super::query::put(shelf, &kept.words);
    let mut effects = Effects::none();
    match (kept.open, kept.entry) {
        (Some(_), Some(id)) => effects.push(Effect::Ask(ticket, Ask::Rows(vec![id]))),
        _ => shelf.restore = None,
    }
    effects.extend(lists::ask(app, Goal::Keep(kept.entry)));
    if app.shelf.as_deref().is_some_and(|shelf| shelf.is_welcome) {
        app.tell(
            "Welcome: :add ADDRESS subscribes to a feed, `pullquote import FILE.opml` to many",
        );
    }
    effects
}

/// Rows came; the one of the article that was open at the last end opens it again.
fn take_rows(app: &mut App, rows: Vec<EntryRow>) -> Effects {
    let Some(shelf) = shelf(app) else {
        return Effects::none();
    };
    let waits = |row: &&EntryRow| {
        shelf
            .restore
            .as_ref()
            .is_some_and(|kept| kept.entry == Some(row.id))
    };
    let awaited = rows.iter().find(waits).cloned();
    if let Some(reading) = &mut shelf.reading
        && let Some(row) = rows.iter().find(|row| row.id == reading.row.id)
    {
        reading.row = row.clone();
    }
    shelf.list.take_rows(rows);
    let Some(row) = awaited else {
        return Effects::none();
    };
    let body = shelf.restore.take().and_then(|kept| kept.open);
    match body {
        Some(body) => reading::open(app, row, body),
        None => Effects::none(),
    }
}

/// An article came: for the article's pane, in place of the feed's text, or for the preview.
fn take_article(
    app: &mut App,
    ticket: Ticket,
    article: Arc<Article>,
    place: Option<&str>,
) -> Effects {
    let waits = |state: &SlotState| matches!(state, SlotState::Loading(known) if *known == ticket);
    if app.open.is_some() && app.slots.first().is_some_and(|slot| waits(&slot.state)) {
        return reading::take(app, article, place);
    }
    let size = preview_size(app);
    let is_fetched = shelf(app)
        .and_then(|shelf| shelf.reading.as_ref())
        .is_some_and(|reading| reading.fetching == Some(ticket));
    if is_fetched {
        return reading::take_page(app, article);
    }
    let view = app.view.clone();
    let preview = shelf(app).and_then(|shelf| shelf.preview.as_mut());
    if let Some(preview) = preview.filter(|preview| preview.ticket == ticket) {
        let document = Document::new(article, ticket, &view, size);
        preview.state = Some(Ok(Box::new(document)));
    }
    Effects::none()
}

/// A change is done and can be undone.
fn changed(app: &mut App, ticket: Ticket, inverse: Change) -> Effects {
    let height = list_height(app);
    let asked = app.ticket();
    let Some(shelf) = shelf(app) else {
        return Effects::none();
    };
    let Some(pending) = shelf.pending.remove(&ticket) else {
        return Effects::none();
    };
    if let Some(says) = pending.says {
        shelf.remember(inverse, says);
    }
    let mut near = shelf.list.near(height);
    near.extend(shelf.reading.as_ref().map(|reading| reading.row.id));
    let mut effects = Effects::one(Effect::Ask(asked, Ask::Rows(near)));
    effects.extend(super::ask_overview(app));
    if pending.relists {
        effects.extend(lists::again(app));
    }
    effects.extend(super::change::undo_waiting(app));
    effects
}

/// A feed was subscribed: it is fetched at once, unless a refresh is running.
fn subscribed(app: &mut App, id: FeedId, told: String) -> Effects {
    app.tell(told);
    let mut effects = super::ask_overview(app);
    let Some(shelf) = shelf(app) else {
        return effects;
    };
    if shelf.refresh.is_none() {
        shelf.refresh = Some(RefreshState {
            n_feeds: 1,
            ..RefreshState::default()
        });
        effects.push(Effect::Refresh(vec![id]));
    }
    effects
}

/// Something could not be done: whoever waited for it is told.
fn failed(app: &mut App, ticket: Ticket, why: String) -> Effects {
    if let Some(slot) = app.slots.first_mut()
        && matches!(slot.state, SlotState::Loading(known) if known == ticket)
    {
        slot.state = SlotState::Failed(why);
        return Effects::none();
    }
    let height = list_height(app);
    let asked = app.ticket();
    let Some(shelf) = shelf(app) else {
        return Effects::none();
    };
    if let Some(preview) = shelf
        .preview
        .as_mut()
        .filter(|shown| shown.ticket == ticket)
    {
        preview.state = Some(Err(why));
        return Effects::none();
    }
    if shelf
        .asked_list
        .as_ref()
        .is_some_and(|(asked, _)| *asked == ticket)
    {
        shelf.asked_list = None;
        shelf.list.stop();
    }
    if let Some(reading) = &mut shelf.reading {
        reading.fetching = reading.fetching.filter(|asked| *asked != ticket);
    }
    let was_changed = shelf.pending.remove(&ticket).is_some();
    shelf.n_to_undo = 0;
    let near = shelf.list.near(height);
    app.tell(why);
    if was_changed {
        return Effects::one(Effect::Ask(asked, Ask::Rows(near)));
    }
    Effects::none()
}
