//! The state of the library screen and the sizes of its panes, for the commands of the library.

use crate::reader::app::App;
use crate::reader::browser::{BrowserGeometry, BrowserState, FeedTree, LibraryRequest};
use crate::reader::effect::{Effect, Effects};
use crate::reader::geometry::Size;
use crate::reader::library_view::OpenView;

/// Returns the state of the library screen. `None` if there is no library.
pub(super) fn browser_mut(app: &mut App) -> Option<&mut BrowserState> {
    app.browser.as_deref_mut()
}

/// Returns the view on the screen.
pub(super) fn visible_view_mut(app: &mut App) -> Option<&mut OpenView> {
    let is_covered = app.open.is_some();
    let browser = app.browser.as_deref_mut().filter(|_| !is_covered)?;
    browser.views.last_mut()
}

/// Returns the height of the list of entries, in rows; 0 if no list is open.
pub(super) fn list_height(app: &App) -> u16 {
    let browser = app.browser.as_deref();
    browser.map_or(0, |browser| browser.geometry(app.size).list.body.height)
}

/// Returns the size of the pane of a view over the library.
pub(super) fn view_size(app: &App) -> Size {
    let body = BrowserGeometry::of_view(app.size).body;
    Size {
        width: body.width,
        height: body.height,
    }
}

/// Returns the height of that pane.
pub(super) fn view_height(app: &App) -> u16 {
    view_size(app).height
}

/// Returns the size of the preview on a screen of this size; zero if there is no room for one.
pub(super) fn preview_size(browser: &BrowserState, screen: Size) -> Size {
    let body = browser.geometry(screen).preview.body;
    Size {
        width: body.width,
        height: body.height,
    }
}

/// Adapts the lists and the preview to the present size of their panes.
pub(in crate::reader::update) fn fit_browser(app: &mut App) {
    let screen = app.size;
    let size = view_size(app);
    let view = &app.view;
    if let Some(browser) = app.browser.as_deref_mut() {
        for view in &mut browser.views {
            view.fit(size.width, size.height);
        }
        let parts = browser.geometry(screen);
        let size = preview_size(browser, screen);
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
