//! The filter of a view, which is a query. The rows follow as the user types.

use super::screen::visible_view_mut;
use super::view_rows;
use crate::library::Query;
use crate::reader::app::{App, InputMode, Prompt};
use crate::reader::browser::ActiveQuery;
use crate::reader::effect::Effects;
use crate::reader::library_view::{RowTarget, ViewGoal};

/// Opens the prompt with the present filter.
pub(super) fn begin_filter(app: &mut App) -> Effects {
    let Some(view) = visible_view_mut(app) else {
        return Effects::none();
    };
    let target = view.current().map(|row| row.target.clone());
    let target = target.map_or(RowTarget::Nothing, |target| target);
    view.filter_before = Some((view.filter.clone(), target));
    let mut prompt = Prompt::default();
    if !view.filter.words.is_empty() {
        prompt.replace(&format!("{} ", view.filter.words));
    }
    app.mode = InputMode::Query(prompt);
    Effects::none()
}

/// Sets the filter. If it does not parse, shows the error and keeps the previous one.
pub(super) fn set_filter(app: &mut App, words: &str) -> Effects {
    let today = app.browser.as_deref().map(|browser| browser.now.today());
    let parsed = today.map(|today| Query::parse(words, today));
    match (parsed, visible_view_mut(app)) {
        (Some(Ok(query)), Some(view)) => {
            view.filter = ActiveQuery {
                words: words.trim().to_owned(),
                query,
                error: None,
            };
            view_rows::request_rows(app, ViewGoal::Fresh)
        }
        (Some(Err(error)), Some(_)) => {
            app.set_notice(error.to_string());
            Effects::none()
        }
        _ => Effects::none(),
    }
}

/// Filters by a line being typed. Its last word may be incomplete, so it also matches as the start of a word.
pub(super) fn filter_as_typed(app: &mut App, line: &str) -> Effects {
    let today = app.browser.as_deref().map(|browser| browser.now.today());
    let Some((today, view)) = today.zip(visible_view_mut(app)) else {
        return Effects::none();
    };
    match Query::parse_as_typed(line, today) {
        Ok(query) => {
            let is_same = query == view.filter.query;
            view.filter = ActiveQuery {
                words: line.trim().to_owned(),
                query,
                error: None,
            };
            if is_same {
                Effects::none()
            } else {
                view_rows::request_rows(app, ViewGoal::Fresh)
            }
        }
        Err(error) => {
            view.filter.error = Some(error.to_string());
            Effects::none()
        }
    }
}

/// Accepts the filter. If it does not parse, shows the error and restores the previous one.
pub(super) fn submit_filter(app: &mut App) -> Effects {
    let Some(view) = visible_view_mut(app) else {
        return Effects::none();
    };
    let Some(error) = view.filter.error.take() else {
        view.filter_before = None;
        return Effects::none();
    };
    let effects = restore_filter(app);
    app.set_notice(error);
    effects
}

/// Restores the filter and the row from before the prompt was opened.
pub(super) fn restore_filter(app: &mut App) -> Effects {
    let Some(view) = visible_view_mut(app) else {
        return Effects::none();
    };
    let Some((before, target)) = view.filter_before.take() else {
        return Effects::none();
    };
    view.filter.error = None;
    if before.query == view.filter.query {
        view.filter = before;
        return Effects::none();
    }
    view.filter = before;
    view_rows::request_rows(app, ViewGoal::Keep(target, 0))
}

/// The periods in the order in which the command goes through them, after no period: value of `since:` and notice.
const PERIODS: [(&str, &str); 3] = [
    ("1m", "The last month"),
    ("7d", "The last 7 days"),
    ("1y", "The last year"),
];

/// Limits the view to the period `n` places after the present one. The rest of the filter stays.
pub(super) fn change_period(app: &mut App, n: usize) -> Effects {
    let Some(view) = visible_view_mut(app) else {
        return Effects::none();
    };
    let words = view.filter.words.clone();
    let present = Query::field_value(&words, "since");
    let at = present.and_then(|since| PERIODS.iter().position(|(value, _)| *value == since));
    let next = at.map_or(0, |at| at + 1) + n.saturating_sub(1);
    let next = PERIODS.get(next % (PERIODS.len() + 1));
    let rest = Query::words_without_fields(&words, &["since", "until", "before"]);
    let (words, says) = match next {
        Some((value, says)) => (format!("{rest} since:{value}"), *says),
        None => (rest, "All times"),
    };
    let effects = set_filter(app, &words);
    app.set_notice(says);
    effects
}
