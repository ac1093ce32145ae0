//! What workers and the terminal tell.

use std::sync::Arc;

use super::{follow, library};
use crate::article::Article;
use crate::reader::app::{App, SlotState};
use crate::reader::document::{Document, Findings, Progress};
use crate::reader::effect::{Effect, Effects};
use crate::reader::msg::{Msg, Ticket};

pub(super) fn update(app: &mut App, msg: Msg) -> Effects {
    match msg {
        Msg::Resize(size) => {
            app.size = size;
            let cursor = app.cursor;
            library::go_to(app, cursor);
            fit(app);
            super::lists::reveal(app);
            super::shelf::fit(app);
        }
        Msg::Loaded(ticket, answer) => return loaded(app, ticket, answer),
        Msg::Annotated(ticket, answer) => annotated(app, ticket, answer),
        Msg::Notice(words) => app.tell(words),
        Msg::Resumed => return Effects::one(Effect::Redraw),
        _ => {}
    }
    Effects::none()
}

/// Gives the open article the room that it has now.
pub(super) fn fit(app: &mut App) {
    let geometry = app.geometry();
    if let Some((document, view)) = app.document_and_view() {
        let body = geometry.article.body;
        if !body.is_empty() {
            document.set(body.width, body.height, view);
        }
        document.set_lists(geometry.annotations.body.width, view);
    }
}

fn loaded(app: &mut App, ticket: Ticket, answer: Result<Arc<Article>, String>) -> Effects {
    let waits = |state: &SlotState| matches!(state, SlotState::Loading(known) if *known == ticket);
    let Some(at) = app.slots.iter().position(|slot| waits(&slot.state)) else {
        return Effects::none();
    };
    match answer {
        Ok(article) => library::loaded(app, at, article),
        Err(why) => {
            if let Some(slot) = app.slots.get_mut(at) {
                slot.state = SlotState::Failed(why);
            }
            Effects::none()
        }
    }
}

fn annotated(app: &mut App, ticket: Ticket, answer: Result<Findings, String>) {
    let is_open = |document: &Document| matches!(document.progress, Progress::Annotating(known) if known == ticket);
    let view = app.view.clone();
    let found = app.slots.iter_mut().find_map(|slot| match &mut slot.state {
        SlotState::Open(document) if is_open(document) => Some(document),
        _ => None,
    });
    let Some(document) = found else { return };
    match answer {
        Ok(findings) => document.take_findings(findings, &view),
        Err(why) => document.progress = Progress::Failed(why),
    }
    document.relayer(&view);
    document.relist(&view);
    follow::article_moved(app);
}
