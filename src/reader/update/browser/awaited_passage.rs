//! The passage that an article is opened for: going there, and selecting the annotation.

use super::screen::browser_mut;
use crate::annotation::{Annotation, AnnotationId};
use crate::library::ScalarEnds;
use crate::reader::app::App;
use crate::reader::document::OpenArticle;
use crate::reader::update::selection_sync::sync_list_to_article;
use crate::text::{ByteRange, ScalarIndex};

/// Scrolls to the passage that the article was opened for, and selects the annotation there once there are annotations.
pub(in crate::reader::update) fn show_awaited_passage(app: &mut App) {
    let height = app.geometry().annotations.body.height;
    let reading = browser_mut(app).and_then(|browser| browser.open_entry.as_ref());
    let Some(passage) = reading.and_then(|reading| reading.passage) else {
        return;
    };
    let Some(document) = app.document_mut() else {
        return;
    };
    let Some(range) = byte_range(document, passage) else {
        return;
    };
    document.reveal(range);
    if document.findings().is_none() {
        return;
    }
    if let Some(id) = annotation_of(document, range) {
        document.select(id, height);
        sync_list_to_article(app);
    }
    if let Some(reading) = browser_mut(app).and_then(|browser| browser.open_entry.as_mut()) {
        reading.passage = None;
    }
}

/// Returns a passage in bytes; `None` if the text is shorter, because it has changed.
fn byte_range(document: &OpenArticle, (start, end): ScalarEnds) -> Option<ByteRange> {
    let index = ScalarIndex::new(document.article.text().as_str());
    let at = |scalar: usize| index.byte(u32::try_from(scalar).ok()?);
    Some(ByteRange::new(at(start)?, at(end)?))
}

/// Returns the annotation with this range; else the shortest one that starts in it and is not a name.
fn annotation_of(document: &OpenArticle, range: ByteRange) -> Option<AnnotationId> {
    let items = document.findings()?.annotations.items();
    let is_finding = |item: &&Annotation| item.kind.mention().is_none();
    let same = items
        .iter()
        .filter(is_finding)
        .find(|item| item.range == range);
    let near = items
        .iter()
        .filter(is_finding)
        .filter(|item| range.contains(item.range.start()))
        .min_by_key(|item| item.range.len());
    same.or(near).map(|item| item.id)
}
