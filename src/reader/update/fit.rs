//! Adapting the open article and its annotation list to the size of their panes.

use crate::reader::app::App;

/// Adapts the open article to the present size of its panes.
pub(super) fn fit_article(app: &mut App) {
    let geometry = app.geometry();
    if let Some((document, view)) = app.document_and_view() {
        let body = geometry.article.body;
        if !body.is_empty() {
            document.set_rows(body.width, body.height, view);
        }
        document.set_lists(geometry.annotations.body.width, view);
    }
}

/// Scrolls the shown list to the entry under the cursor.
pub(super) fn reveal_entry(app: &mut App) {
    let height = app.geometry().annotations.body.height;
    let tab = app.view.tab;
    if let Some(document) = app.document_mut() {
        document.list_mut(tab).reveal(height);
    }
}
