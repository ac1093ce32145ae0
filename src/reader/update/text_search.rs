//! The text search: typing, confirming, moving between matches.

use super::prompt_line::add_to_history;
use super::selection_sync::sync_list_to_article;
use crate::article::Link;
use crate::reader::app::App;
use crate::reader::command::Command;
use crate::reader::reading_position::ReadingPosition;
use crate::reader::search::Direction;

/// Starts an empty search at the current position, to which cancelling returns.
pub(super) fn begin_search(app: &mut App) {
    if let Some(document) = app.document_mut() {
        let origin = document.place;
        document.search_for("", origin);
    }
}

pub(super) fn go_to_match(app: &mut App, direction: Direction, n: usize) {
    let Some(document) = app.document_mut() else {
        return;
    };
    let words = match (document.next_match(direction, n), direction) {
        (None, _) if document.search.is_some() => "No matches",
        (None, _) => {
            let key = app.key_of(Command::Search);
            return app.set_notice(format!("No search is active: {key} starts one"));
        }
        (Some(false), _) => return sync_list_to_article(app),
        (Some(true), Direction::Forward) => "Search continued from the start",
        (Some(true), Direction::Backward) => "Search continued from the end",
    };
    sync_list_to_article(app);
    app.set_notice(words);
}

pub(super) fn search_as_typed(app: &mut App, query: &str) {
    let origin = app
        .document()
        .and_then(|document| document.search.as_ref())
        .map(|search| search.origin);
    if let Some(origin) = origin {
        search_from(app, query, origin);
    }
}

pub(super) fn search_from(app: &mut App, query: &str, origin: ReadingPosition) {
    if let Some(document) = app.document_mut() {
        document.search_for(query, origin);
        sync_list_to_article(app);
    }
}

/// Confirms a search. An empty line repeats the previous search.
pub(super) fn submit_search(app: &mut App, line: &str) {
    let last = app.history.searches.last().cloned();
    match (line.is_empty(), last) {
        (false, _) => commit_search(app, line),
        (true, Some(last)) => search_as_typed(app, &last),
        (true, None) => clear_search(app),
    }
}

pub(super) fn commit_search(app: &mut App, line: &str) {
    add_to_history(&mut app.history.searches, &Link::without_users(line));
    let search = app.document().and_then(|document| document.search.as_ref());
    if search.is_none_or(|search| search.hits.is_empty()) {
        let shown = Link::without_users(line);
        app.set_notice(format!("“{shown}” not found in this article"));
    }
}

/// Ends the search. The position is kept.
pub(super) fn clear_search(app: &mut App) {
    if let Some(document) = app.document_mut() {
        document.search = None;
    }
}
