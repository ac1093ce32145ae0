//! The state of the library screen and the sizes of its panes, for the commands of the library.

use crate::reader::app::App;
use crate::reader::browser::{BrowserState, FeedTree, LibraryRequest};
use crate::reader::effect::{Effect, Effects};
use crate::reader::geometry::Size;

/// Returns the state of the library screen. `None` if there is no library.
pub(super) fn browser_mut(app: &mut App) -> Option<&mut BrowserState> {
    app.browser.as_deref_mut()
}

/// Returns the height of the list of entries, in rows.
pub(super) fn list_height(app: &App) -> u16 {
    let parts = app
        .browser
        .as_deref()
        .map(|browser| browser.geometry(app.size));
    parts.unwrap_or_default().list.body.height
}

/// Returns the size of the preview; zero if there is no room for one.
pub(super) fn preview_size(app: &App) -> Size {
    let body = app
        .browser
        .as_deref()
        .map(|browser| browser.geometry(app.size));
    let body = body.unwrap_or_default().preview.body;
    Size {
        width: body.width,
        height: body.height,
    }
}

/// Adapts the lists and the preview to the present size of their panes.
pub(in crate::reader::update) fn fit_browser(app: &mut App) {
    let size = preview_size(app);
    let screen = app.size;
    let view = &app.view;
    if let Some(browser) = app.browser.as_deref_mut() {
        let parts = browser.geometry(screen);
        browser.list.reveal(parts.list.body.height);
        reveal_node(&mut browser.tree, parts.feeds.body.height);
        if let Some(preview) = browser.preview.as_mut().filter(|_| size.height > 0) {
            preview.fit(size, view);
        }
    }
}

/// Requests the feeds, saved queries and counts.
pub(super) fn request_overview(app: &mut App) -> Effects {
    let ticket = app.next_ticket();
    let Some(browser) = app.browser.as_deref_mut() else {
        return Effects::none();
    };
    browser.asked_overview = ticket;
    Effects::one(Effect::Ask(ticket, LibraryRequest::Overview))
}

/// Scrolls as little as needed to show the line under the cursor.
pub(super) fn reveal_node(tree: &mut FeedTree, height: u16) {
    let height = usize::from(height).max(1);
    tree.top = tree.top.min(tree.cursor);
    if tree.cursor >= tree.top + height {
        tree.top = tree.cursor + 1 - height;
    }
    tree.top = tree.top.min(tree.nodes().len().saturating_sub(height));
}
