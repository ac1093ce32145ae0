//! Commands for the list of articles that were given on the command line, and opening and closing an article.

use std::sync::Arc;

use super::motion::{MoveDistance, part_of, place_of, rows_of_distance};
use super::{events, prompts, repeat_count};
use crate::article::Article;
use crate::reader::Command;
use crate::reader::app::{App, ArticleLabel, SlotState};
use crate::reader::document::{AnnotationProgress, OpenArticle};
use crate::reader::effect::{Effect, Effects};
use crate::reader::geometry::{ReaderPane, Size};
use crate::reader::msg::{RepeatCount, Ticket};

/// The rows of the screen outside the list: title, rule and status line.
const NON_LIST_ROWS: u16 = 3;

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
                prompts::begin_prompt(app, command);
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

/// Moves the cursor of the list to an article, or to the last one, and scrolls to it.
pub(super) fn select_slot(app: &mut App, slot: usize) {
    app.cursor = slot.min(app.slots.len().saturating_sub(1));
    let height = list_height(app);
    if app.cursor < app.list_top {
        app.list_top = app.cursor;
    }
    if app.cursor >= app.list_top + height {
        app.list_top = app.cursor + 1 - height;
    }
}

/// Returns how many articles fit on the screen; at least 1.
fn list_height(app: &App) -> usize {
    usize::from(app.size.height.saturating_sub(NON_LIST_ROWS)).max(1)
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

/// Opens an article of the list. If it was open before, its position is kept; otherwise it is loaded and annotated
/// first.
pub(super) fn open_slot(app: &mut App, slot: usize) -> Effects {
    let ticket = app.next_ticket();
    let Some(chosen) = app.slots.get_mut(slot) else {
        return Effects::none();
    };
    let mut effects = Effects::none();
    match &mut chosen.state {
        SlotState::Waiting | SlotState::Failed(_) => {
            chosen.state = SlotState::Loading(ticket);
            effects.push(Effect::Load(ticket, slot));
        }
        SlotState::Read(article) => {
            let article = Arc::clone(article);
            effects.push(Effect::Annotate(ticket, Arc::clone(&article)));
            let size = article_size(app);
            let document = OpenArticle::new(article, ticket, &app.view, size);
            if let Some(chosen) = app.slots.get_mut(slot) {
                chosen.state = SlotState::Open(Box::new(document));
            }
        }
        SlotState::Open(document) if matches!(document.progress, AnnotationProgress::Stopped) => {
            document.progress = AnnotationProgress::Annotating(ticket);
            effects.push(Effect::Annotate(ticket, Arc::clone(&document.article)));
        }
        SlotState::Loading(_) | SlotState::Open(_) => {}
    }
    app.open = Some(slot);
    app.view.focus = ReaderPane::Article;
    select_slot(app, slot);
    events::fit_article(app);
    if let Some((document, view)) = app.document_and_view() {
        document.rebuild_layers(view);
        document.rebuild_lists(view);
    }
    effects
}

/// Returns the ticket of the open article's annotation request. `None` if no article is being annotated.
pub(super) fn annotating_ticket(app: &App) -> Option<Ticket> {
    match app.document()?.progress {
        AnnotationProgress::Annotating(ticket) => Some(ticket),
        _ => None,
    }
}

/// Records that the annotation with this ticket was cancelled, so that it restarts when the article is opened again.
pub(super) fn note_stopped(app: &mut App, ticket: Ticket) {
    for slot in &mut app.slots {
        if let SlotState::Open(document) = &mut slot.state
            && matches!(document.progress, AnnotationProgress::Annotating(known) if known == ticket)
        {
            document.progress = AnnotationProgress::Stopped;
        }
    }
}

/// Returns the size available to the text of an article.
fn article_size(app: &App) -> Size {
    let body = app.geometry().article.body;
    Size {
        width: body.width,
        height: body.height,
    }
}

/// Stores a loaded article, and shows it if it is the open one.
pub(super) fn receive_article(app: &mut App, slot: usize, article: Arc<Article>) -> Effects {
    if let Some(chosen) = app.slots.get_mut(slot) {
        chosen.label = ArticleLabel::of(&article.about);
        chosen.state = SlotState::Read(article);
    }
    if app.open == Some(slot) {
        return open_slot(app, slot);
    }
    Effects::none()
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
    if app.shelf.is_some() {
        return super::browser::leave_article(app);
    }
    if app.slots.len() > 1 {
        app.open = None;
        app.view.is_zoomed = false;
    }
    Effects::none()
}
