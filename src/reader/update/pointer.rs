//! Mouse events on the reading screen: clicks, the wheel and the divider.

use super::fit::{fit_article, reveal_entry};
use super::{article_slots, motion, selection_sync};
use crate::annotation::AnnotationId;
use crate::reader::app::App;
use crate::reader::document::OpenArticle;
use crate::reader::effect::Effects;
use crate::reader::geometry::{ReaderPane, share_at};
use crate::reader::msg::Msg;
use crate::text::ByteOffset;

/// Handles a mouse event. Gives any other message back as an error.
pub(super) fn apply_pointer_message(app: &mut App, msg: Msg) -> Result<Effects, Msg> {
    match msg {
        Msg::Scroll(pane, rows) => scroll_pane(app, pane, rows),
        Msg::ClickText(offset) => click_text(app, offset),
        Msg::ClickArticle => {
            app.view.focus = ReaderPane::Article;
            if let Some(document) = app.document_mut() {
                document.place.selected = None;
            }
        }
        Msg::ClickEntry(entry) => click_entry(app, entry),
        Msg::ClickAnnotations => app.view.focus = ReaderPane::Annotations,
        Msg::ClickSlot(slot) => return Ok(click_slot(app, slot)),
        Msg::GrabDivider => app.is_dragging = true,
        Msg::DropDivider => app.is_dragging = false,
        Msg::DragDivider(column) => {
            if app.is_dragging {
                app.view.share = share_at(column, app.size.width);
                fit_article(app);
            }
        }
        msg => return Err(msg),
    }
    Ok(Effects::none())
}

fn scroll_pane(app: &mut App, pane: ReaderPane, rows: i32) {
    let height = app.geometry().annotations.body.height;
    let tab = app.view.tab;
    let n_rows = rows.unsigned_abs() as usize;
    let way = if rows < 0 {
        motion::MoveDirection::Up
    } else {
        motion::MoveDirection::Down
    };
    if app.open.is_none() {
        let cursor = app.cursor;
        let to = match way {
            motion::MoveDirection::Up => cursor.saturating_sub(1),
            motion::MoveDirection::Down => cursor.saturating_add(1),
        };
        return article_slots::select_slot(app, to);
    }
    match pane {
        ReaderPane::Article => motion::scroll_article(app, way, n_rows),
        ReaderPane::Annotations => {
            if let Some(document) = app.document_mut() {
                document.list_mut(tab).scroll(rows, height);
            }
        }
    }
}

fn click_text(app: &mut App, offset: ByteOffset) {
    app.view.focus = ReaderPane::Article;
    let height = app.geometry().annotations.body.height;
    let Some(document) = app.document_mut() else {
        return;
    };
    match annotation_at(document, offset) {
        Some(id) => document.select(id, height),
        None => document.place.selected = None,
    }
}

/// Returns the shortest annotation at the offset. A name inside a quote is selected rather than the quote.
fn annotation_at(document: &OpenArticle, offset: ByteOffset) -> Option<AnnotationId> {
    let items = document.findings()?.annotations.items();
    let behind = items.partition_point(|item| item.range.start() <= offset);
    let before = items.iter().take(behind);
    before
        .filter(|item| item.pieces().iter().any(|range| range.contains(offset)))
        .min_by_key(|item| item.range.len())
        .map(|item| item.id)
}

fn click_entry(app: &mut App, entry: usize) {
    app.view.focus = ReaderPane::Annotations;
    let tab = app.view.tab;
    if let Some(document) = app.document_mut() {
        let list = document.list_mut(tab);
        list.cursor = entry.min(list.entries().len().saturating_sub(1));
    }
    reveal_entry(app);
    selection_sync::sync_article_to_list(app);
}

/// Handles a click on an article in the list: the first selects it, the second opens it.
fn click_slot(app: &mut App, slot: usize) -> Effects {
    if slot >= app.slots.len() {
        return Effects::none();
    }
    if app.cursor == slot {
        return article_slots::open_slot(app, slot);
    }
    article_slots::select_slot(app, slot);
    Effects::none()
}
