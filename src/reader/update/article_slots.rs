//! The slots of articles: opening one, storing a loaded article, cancelling its annotation.

use std::sync::Arc;

use super::fit::fit_article;
use crate::article::Article;
use crate::reader::app::{App, ArticleLabel, SlotState};
use crate::reader::document::{AnnotationProgress, OpenArticle};
use crate::reader::effect::{Effect, Effects};
use crate::reader::geometry::{ReaderPane, Size};
use crate::reader::msg::Ticket;

/// The rows of the screen outside the list: title, rule and status line.
const NON_LIST_ROWS: u16 = 3;

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
pub(super) fn list_height(app: &App) -> usize {
    usize::from(app.size.height.saturating_sub(NON_LIST_ROWS)).max(1)
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
    fit_article(app);
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
