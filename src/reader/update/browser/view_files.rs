//! Writing the rows of a view to files.

use super::screen::visible_view_mut;
use crate::reader::app::App;
use crate::reader::command::Command;
use crate::reader::effect::{Effect, Effects};
use crate::reader::library_view::{QUOTES_VIEW, ViewFiles, ViewGoal};

/// Writes all rows of the view as it is filtered and ordered, not only those that are loaded.
pub(in crate::reader::update) fn write_view(app: &mut App, path: Option<&str>) -> Effects {
    let now = app.browser.as_deref().map(|browser| browser.now);
    let view = visible_view_mut(app).zip(now);
    let Some((view, now)) = view else {
        let key = app.key_of(Command::View(QUOTES_VIEW));
        app.set_notice(format!("`write` writes a view: {key} opens that of quotes"));
        return Effects::none();
    };
    if view.rows().is_empty() {
        app.set_notice("There are no rows to write");
        return Effects::none();
    }
    let order = ViewFiles {
        ask: view.request(&ViewGoal::Fresh, now),
        words: view.shown_words(),
        path: path.map(str::to_owned),
    };
    app.set_notice("Writing …");
    Effects::one(Effect::WriteView(Box::new(order)))
}
