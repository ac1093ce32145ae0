//! The query prompt. The list is updated as the user types.

use super::screen::{browser_mut, visible_view_mut};
use super::{lists, open_entry, view_filter};
use crate::library::{EntryId, Query};
use crate::reader::Command;
use crate::reader::app::{App, InputMode, Prompt};
use crate::reader::browser::{ActiveQuery, BrowserPane, BrowserState, ListGoal};
use crate::reader::effect::Effects;
use crate::reader::geometry::ReaderPane;
use crate::reader::msg::RepeatCount;

pub(super) fn perform_query_command(
    app: &mut App,
    command: Command,
    _: RepeatCount,
) -> Option<Effects> {
    let is_search = command == Command::Search && app.open.is_none();
    if command != Command::Query && !is_search {
        return None;
    }
    let effects = if app.open.is_some() {
        open_entry::leave_article(app)
    } else {
        Effects::none()
    };
    app.view.focus = ReaderPane::Article;
    if visible_view_mut(app).is_some() {
        let mut effects = effects;
        effects.extend(view_filter::begin_filter(app));
        return Some(effects);
    }
    let browser = browser_mut(app)?;
    browser.focus = BrowserPane::List;
    browser.query_before = Some((browser.active_query.clone(), browser.list.current()));
    let mut prompt = Prompt::default();
    if !browser.active_query.words.is_empty() {
        prompt.replace(&format!("{} ", browser.active_query.words));
    }
    app.mode = InputMode::Query(prompt);
    Some(effects)
}

/// Sets the query. If it does not parse, keeps the previous one and records the error.
pub(super) fn set_query(browser: &mut BrowserState, words: &str) {
    match Query::parse(words, browser.now.today()) {
        Ok(query) => {
            browser.active_query = ActiveQuery {
                words: words.trim().to_owned(),
                query,
                error: None,
            };
        }
        Err(error) => browser.active_query.error = Some(error.to_string()),
    }
}

/// Updates the list for a query being typed. Its last word also matches as a prefix, since it may be incomplete.
pub(in crate::reader::update) fn query_as_typed(app: &mut App, line: &str) -> Effects {
    if visible_view_mut(app).is_some() {
        return view_filter::filter_as_typed(app, line);
    }
    let Some(browser) = browser_mut(app) else {
        return Effects::none();
    };
    match Query::parse_as_typed(line, browser.now.today()) {
        Ok(query) if query == browser.active_query.query => {
            line.trim().clone_into(&mut browser.active_query.words);
            browser.active_query.error = None;
            Effects::none()
        }
        Ok(query) => {
            browser.active_query = ActiveQuery {
                words: line.trim().to_owned(),
                query,
                error: None,
            };
            lists::request_list(app, ListGoal::Fresh)
        }
        Err(error) => {
            browser.active_query.error = Some(error.to_string());
            Effects::none()
        }
    }
}

/// Accepts the query. If it does not parse, shows the error and restores the previous query.
pub(in crate::reader::update) fn submit_query(app: &mut App, line: &str) -> Effects {
    if visible_view_mut(app).is_some() {
        return view_filter::submit_filter(app);
    }
    let before = browser_mut(app).and_then(|browser| browser.query_before.take());
    let error = browser_mut(app).and_then(|browser| browser.active_query.error.take());
    if let Some(error) = error {
        let effects = restore_query(app, before);
        app.set_notice(error);
        return effects;
    }
    if line.trim().is_empty() && before.is_some_and(|(before, _)| !before.words.is_empty()) {
        return run_query(app, "");
    }
    Effects::none()
}

/// Cancels the prompt and restores the previous query.
pub(in crate::reader::update) fn cancel_query(app: &mut App) -> Effects {
    if visible_view_mut(app).is_some() {
        return view_filter::restore_filter(app);
    }
    let before = browser_mut(app).and_then(|browser| browser.query_before.take());
    restore_query(app, before)
}

/// Restores a query and the entry under the cursor.
fn restore_query(app: &mut App, before: Option<(ActiveQuery, Option<EntryId>)>) -> Effects {
    let Some(browser) = browser_mut(app) else {
        return Effects::none();
    };
    browser.active_query.error = None;
    match before {
        Some((before, entry)) if before.query != browser.active_query.query => {
            browser.active_query = before;
            lists::request_list(app, ListGoal::Keep(entry))
        }
        _ => Effects::none(),
    }
}

/// Sets the query from the command line.
pub(in crate::reader::update) fn run_query(app: &mut App, words: &str) -> Effects {
    let mut effects = if app.open.is_some() && app.browser.is_some() {
        open_entry::leave_article(app)
    } else {
        Effects::none()
    };
    if visible_view_mut(app).is_some() {
        effects.extend(view_filter::set_filter(app, words));
        return effects;
    }
    let Some(browser) = browser_mut(app) else {
        app.set_notice("This command needs the library: start pullquote without a file");
        return effects;
    };
    set_query(browser, words);
    if let Some(error) = browser.active_query.error.take() {
        app.set_notice(error);
        return effects;
    }
    effects.extend(lists::request_list(app, ListGoal::Fresh));
    effects
}
