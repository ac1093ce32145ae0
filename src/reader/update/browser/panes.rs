//! Commands and mouse events for the panes of the library screen.

use super::screen::{browser_mut, fit_browser, list_height};
use super::{feeds, lists, open_entry, query};
use crate::invariant::ExpectOr;
use crate::layout::Cells;
use crate::library::CopyFolding;
use crate::reader::Command;
use crate::reader::app::App;
use crate::reader::browser::{BrowserPane, BrowserState, ListGoal, clamp_feeds_width};
use crate::reader::effect::{Effect, Effects};
use crate::reader::msg::{Msg, RepeatCount, repeat_count};
use crate::reader::update::motion::{MoveDistance, part_of, place_of, rows_of_distance};
use crate::reader::update::prompt_line::begin_prompt;

/// How far one key press moves the divider, in columns.
const DIVIDER_STEP_COLUMNS: u16 = 2;

pub(super) fn perform_list_command(
    app: &mut App,
    command: Command,
    count: RepeatCount,
) -> Option<Effects> {
    let n = repeat_count(count);
    let height = usize::from(list_height(app));
    let browser = browser_mut(app)?;
    let cursor = browser.list.cursor;
    let page = |step| rows_of_distance(step, height / browser.list.rows_per_entry());
    let to = match command {
        Command::Down => cursor.saturating_add(n),
        Command::Up => cursor.saturating_sub(n),
        Command::HalfPageDown => cursor.saturating_add(page(MoveDistance::HalfPages(n))),
        Command::HalfPageUp => cursor.saturating_sub(page(MoveDistance::HalfPages(n))),
        Command::PageDown => cursor.saturating_add(page(MoveDistance::Pages(n))),
        Command::PageUp => cursor.saturating_sub(page(MoveDistance::Pages(n))),
        Command::Top => return Some(go_far(app, place_of(count, 0))),
        Command::Bottom => return Some(go_far(app, place_of(count, usize::MAX))),
        Command::Percent => {
            let n_all = browser.list.n_all().unwrap_or(browser.list.ids().len());
            let Some(percent) = count else {
                begin_prompt(app, command);
                return Some(Effects::none());
            };
            return Some(go_far(app, part_of(n_all, percent)));
        }
        _ => return perform_other_command(app, command, n),
    };
    browser.list.go_to(
        to,
        u16::try_from(height).expect_or(u16::MAX, "a pane has at most as many rows as the screen"),
    );
    Some(Effects::none())
}

/// Goes to an entry of the list. If it is beyond the known entries, requests the rest of the list first.
fn go_far(app: &mut App, to: usize) -> Effects {
    let height = list_height(app);
    let Some(browser) = browser_mut(app) else {
        return Effects::none();
    };
    let from = browser.list.cursor;
    if to >= browser.list.ids().len() && !browser.list.is_complete() {
        return lists::request_list(app, ListGoal::Far { from, to });
    }
    browser.list.go_to(to, height);
    Effects::none()
}

/// Performs the commands of the list that are not movements.
fn perform_other_command(app: &mut App, command: Command, n: usize) -> Option<Effects> {
    let browser = browser_mut(app)?;
    match command {
        Command::Open | Command::In => return Some(open_entry::open_current_entry(app)),
        Command::Out | Command::ShowFeeds => browser.focus = BrowserPane::Feeds,
        Command::ShowArticles => browser.focus = BrowserPane::List,
        Command::NextPane | Command::PreviousPane => browser.focus = browser.focus.other(),
        Command::Back => return Some(go_back(app)),
        Command::Close => return Some(Effects::one(Effect::Quit)),
        Command::Sort => return Some(lists::change_sort_order(app, n)),
        Command::Fold => return Some(toggle_copies(app)),
        Command::ShowNew => return Some(lists::request_list(app, ListGoal::Fresh)),
        Command::Zoom => browser.is_zoomed = !browser.is_zoomed,
        Command::Wider => resize_feeds(browser, n, true),
        Command::Narrower => resize_feeds(browser, n, false),
        Command::Browse => return Some(open_in_browser(app)),
        Command::Copy | Command::CopyLink => return Some(copy_entry(app, command)),
        _ => return None,
    }
    fit_browser(app);
    Some(Effects::none())
}

/// Clears the query. Without one, ends the zoom, or shows the feed tree if only one pane fits on the screen.
fn go_back(app: &mut App) -> Effects {
    let is_alone = app
        .browser
        .as_deref()
        .is_some_and(|browser| browser.geometry(app.size).feeds.body.is_empty());
    let Some(browser) = browser_mut(app) else {
        return Effects::none();
    };
    if !browser.active_query.words.is_empty() {
        let current = browser.list.current();
        query::set_query(browser, "");
        return lists::request_list(app, ListGoal::Keep(current));
    }
    if browser.is_zoomed {
        browser.is_zoomed = false;
        fit_browser(app);
    } else if is_alone {
        browser.focus = BrowserPane::Feeds;
    }
    Effects::none()
}

fn toggle_copies(app: &mut App) -> Effects {
    let Some(browser) = browser_mut(app) else {
        return Effects::none();
    };
    let (folding, words) = match browser.folding {
        CopyFolding::Folded => (
            CopyFolding::Apart,
            "Copies of an article are listed separately",
        ),
        CopyFolding::Apart => (
            CopyFolding::Folded,
            "Copies of an article are folded into one line",
        ),
    };
    browser.folding = folding;
    app.set_notice(words);
    lists::request_list_again(app)
}

fn resize_feeds(browser: &mut BrowserState, n: usize, is_wider: bool) {
    let step = DIVIDER_STEP_COLUMNS.saturating_mul(Cells::from_usize(n).get());
    let width = if is_wider {
        browser.feeds_width.saturating_add(step)
    } else {
        browser.feeds_width.saturating_sub(step)
    };
    browser.feeds_width = clamp_feeds_width(width);
}

fn open_in_browser(app: &mut App) -> Effects {
    let link = entry_link(app);
    let Some(link) = link else {
        app.set_notice("This article has no link");
        return Effects::none();
    };
    app.set_notice(format!("Opening {link}"));
    Effects::one(Effect::Open(link))
}

fn entry_link(app: &mut App) -> Option<crate::article::Link> {
    browser_mut(app)?.entry()?.link.clone()
}

/// Copies the link of the entry, or its title, site and link.
fn copy_entry(app: &mut App, command: Command) -> Effects {
    let link = entry_link(app);
    let Some(row) = browser_mut(app).and_then(|browser| browser.entry()) else {
        return Effects::none();
    };
    let mut words = vec![format!("“{}”", row.title), row.site.clone()];
    let only_link = command == Command::CopyLink;
    let copied = match (only_link, link) {
        (true, None) => {
            app.set_notice("This article has no link");
            return Effects::none();
        }
        (true, Some(link)) => link.to_string(),
        (false, link) => {
            words.extend(link.map(|link| link.to_string()));
            words.retain(|part| !part.is_empty());
            words.join(", ")
        }
    };
    app.set_notice(format!("Copied {copied}"));
    Effects::one(Effect::Copy(copied))
}

/// Handles a mouse event on the library screen. Gives any other message back as an error.
pub(super) fn apply_pointer_message(app: &mut App, msg: Msg) -> Result<Effects, Msg> {
    let height = list_height(app);
    let size = app.size;
    let is_covered = app.visible_browser().is_none();
    let Some(browser) = app.browser.as_deref_mut().filter(|_| !is_covered) else {
        return Err(msg);
    };
    match msg {
        Msg::ClickNode(at) => {
            let is_again = browser.tree.cursor == at && browser.focus == BrowserPane::Feeds;
            browser.focus = BrowserPane::Feeds;
            let effects = feeds::select_node(app, at);
            let is_folder = is_again && browser_mut(app).is_some_and(|browser| browser.tree.fold());
            if is_folder {
                fit_browser(app);
            }
            Ok(effects)
        }
        Msg::ClickRow(at) => {
            let is_again = browser.list.cursor == at && browser.focus == BrowserPane::List;
            browser.focus = BrowserPane::List;
            browser.list.go_to(at, height);
            Ok(if is_again {
                open_entry::open_current_entry(app)
            } else {
                Effects::none()
            })
        }
        Msg::ScrollBrowser(BrowserPane::List, rows) => {
            browser.list.scroll(rows, height);
            Ok(Effects::none())
        }
        Msg::ScrollBrowser(BrowserPane::Feeds, rows) => {
            let height = usize::from(browser.geometry(size).feeds.body.height);
            scroll_feeds(browser, rows, height);
            Ok(Effects::none())
        }
        Msg::ScrollPreview(rows) => {
            scroll_preview(browser, rows);
            Ok(Effects::none())
        }
        Msg::DragDivider(column) if app.is_dragging => {
            browser.feeds_width = clamp_feeds_width(column);
            fit_browser(app);
            Ok(Effects::none())
        }
        msg => Err(msg),
    }
}

fn scroll_feeds(browser: &mut BrowserState, rows: i32, height: usize) {
    let distance = usize::try_from(rows.unsigned_abs()).expect_or(0, "32 bits fit an index");
    let last = browser.tree.nodes().len().saturating_sub(height.max(1));
    browser.tree.top = if rows < 0 {
        browser.tree.top.saturating_sub(distance)
    } else {
        browser.tree.top.saturating_add(distance).min(last)
    };
}

fn scroll_preview(browser: &mut BrowserState, rows: i32) {
    let Some(Ok(document)) = browser
        .preview
        .as_mut()
        .and_then(|shown| shown.state.as_mut())
    else {
        return;
    };
    let distance = rows.unsigned_abs() as usize;
    let row = document.place.row;
    document.scroll_to(if rows < 0 {
        row.saturating_sub(distance)
    } else {
        row.saturating_add(distance)
    });
}
