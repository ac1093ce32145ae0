//! Results of the workers and events of the terminal.

use std::sync::Arc;

use super::browser::{fit_browser, show_awaited_passage};
use super::fit::{fit_article, reveal_entry};
use super::{article_slots, explain, selection_sync};
use crate::article::Article;
use crate::reader::app::{App, SlotState};
use crate::reader::article_findings::ArticleFindings;
use crate::reader::document::{AnnotationProgress, OpenArticle};
use crate::reader::effect::{Effect, Effects};
use crate::reader::msg::{Msg, Ticket};

pub(super) fn apply_event(app: &mut App, msg: Msg) -> Effects {
    match msg {
        Msg::Resize(size) => {
            app.size = size;
            let cursor = app.cursor;
            article_slots::select_slot(app, cursor);
            fit_article(app);
            reveal_entry(app);
            fit_browser(app);
        }
        Msg::Loaded(ticket, answer) => return receive_loaded(app, ticket, answer),
        Msg::Annotated(ticket, answer) => receive_annotated(app, ticket, answer),
        Msg::Explained(ticket, answer) => explain::receive_explanation(app, ticket, answer),
        Msg::Notice(words) => app.set_notice(words),
        Msg::Resumed => return Effects::one(Effect::Redraw),
        _ => {}
    }
    Effects::none()
}

fn receive_loaded(app: &mut App, ticket: Ticket, answer: Result<Arc<Article>, String>) -> Effects {
    let waits = |state: &SlotState| matches!(state, SlotState::Loading(known) if *known == ticket);
    let Some(at) = app.slots.iter().position(|slot| waits(&slot.state)) else {
        return Effects::none();
    };
    match answer {
        Ok(article) => article_slots::receive_article(app, at, article),
        Err(why) => {
            if let Some(slot) = app.slots.get_mut(at) {
                slot.state = SlotState::Failed(why);
            }
            Effects::none()
        }
    }
}

fn receive_annotated(app: &mut App, ticket: Ticket, answer: Result<ArticleFindings, String>) {
    let is_open = |document: &OpenArticle| matches!(document.progress, AnnotationProgress::Annotating(known) if known == ticket);
    let view = app.view.clone();
    let found = app.slots.iter_mut().find_map(|slot| match &mut slot.state {
        SlotState::Open(document) if is_open(document) => Some(document),
        _ => None,
    });
    let Some(document) = found else { return };
    match answer {
        Ok(findings) => document.take_findings(findings, &view),
        Err(why) => document.progress = AnnotationProgress::Failed(why),
    }
    document.rebuild_layers(&view);
    document.rebuild_lists(&view);
    selection_sync::sync_list_to_article(app);
    show_awaited_passage(app);
}
