//! The views that are open on top of each other, and how one more is opened.

use super::screen::browser_mut;
use super::{open_entry, view_rows};
use crate::library::Query;
use crate::reader::app::App;
use crate::reader::browser::ActiveQuery;
use crate::reader::effect::Effects;
use crate::reader::library_view::{LibraryView, OpenView, ReturnArticle, RowSubject, ViewGoal};

/// The maximum number of views that are open on top of each other. Each keeps its rows; the lowest is dropped.
const MAX_OPEN_VIEWS: usize = 12;

/// Returns the condition for a name: by its key, which means exactly this entity, else by its words.
pub(super) fn filter_by_name(field: &str, subject: &RowSubject) -> String {
    match &subject.key {
        Some(key) if !key.contains([' ', '"', '(', ')']) => format!("{field}:{key}"),
        Some(key) => format!("{field}:\"{}\"", key.replace('"', "")),
        None => format!("{field}:\"{}\"", subject.name.replace('"', "")),
    }
}

/// Opens a view with a filter on top of what is shown.
pub(super) fn open_view(app: &mut App, view: &'static LibraryView, words: &str) -> Effects {
    let return_to = article_to_return_to(app);
    let effects = if app.open.is_some() {
        open_entry::leave_article(app)
    } else {
        Effects::none()
    };
    let Some(browser) = browser_mut(app) else {
        return effects;
    };
    let parsed = Query::parse(words, browser.now.today());
    let filter = ActiveQuery {
        words: words.to_owned(),
        error: parsed.as_ref().err().map(ToString::to_string),
        query: parsed.map_or(Query::All, |query| query),
    };
    let mut open = OpenView::new(view, filter);
    open.return_to = return_to;
    if browser.views.len() == MAX_OPEN_VIEWS {
        browser.views.remove(0);
    }
    browser.views.push(open);
    let mut effects = effects;
    effects.extend(view_rows::request_rows(app, ViewGoal::Fresh));
    effects
}

/// Returns the article to return to when a view that is opened now is closed.
fn article_to_return_to(app: &App) -> Option<ReturnArticle> {
    app.open?;
    let reading = app.browser.as_deref()?.open_entry.as_ref()?;
    Some(ReturnArticle {
        row: reading.row.clone(),
        body: reading.body,
    })
}
