//! Views over the library: opening one, moving in it, going back.

use super::screen::{browser_mut, fit_browser, view_height, visible_view_mut};
use super::view_files::write_view;
use super::view_stack::{filter_by_name, open_view};
use super::{view_entries, view_filter, view_rows};
use crate::reader::Command;
use crate::reader::app::App;
use crate::reader::browser::BrowserPane;
use crate::reader::command::CommandGroup;
use crate::reader::effect::Effects;
use crate::reader::library_view::{
    ENTITIES_VIEW, FIGURES_VIEW, LibraryView, OpenView, QUOTES_VIEW, ViewGoal,
};
use crate::reader::msg::{Msg, RepeatCount, repeat_count};
use crate::reader::update::motion::{MoveDistance, part_of, place_of, rows_of_distance};
use crate::reader::update::prompt_line::begin_prompt;
use crate::reader::update::selected_name::selected_name;

pub(super) fn perform_view_command(
    app: &mut App,
    command: Command,
    count: RepeatCount,
) -> Option<Effects> {
    if let Command::View(view) = command {
        return Some(open_view_of_selection(app, view));
    }
    if command == Command::WriteView {
        return Some(write_view(app, None));
    }
    let n = repeat_count(count);
    if is_in_view(app) {
        match command {
            Command::NextArticle => return Some(view_entries::open_adjacent_row(app, n, true)),
            Command::PreviousArticle => {
                return Some(view_entries::open_adjacent_row(app, n, false));
            }
            _ => {}
        }
    }
    visible_view_mut(app)?;
    Some(match command {
        Command::ShowEntities => switch_view(app, ENTITIES_VIEW),
        Command::ShowQuotes => switch_view(app, QUOTES_VIEW),
        Command::ShowFigures => switch_view(app, FIGURES_VIEW),
        Command::ShowFeeds => leave_views(app, BrowserPane::Feeds),
        Command::ShowArticles => leave_views(app, BrowserPane::List),
        Command::Open | Command::In => view_entries::open_current_row(app),
        Command::Back => go_back(app),
        Command::Close | Command::Out => close_view(app),
        Command::Sort => change_order(app, n),
        Command::Period => view_filter::change_period(app, n),
        Command::Query | Command::Search => view_filter::begin_filter(app),
        Command::ShowNew => view_rows::request_rows(app, ViewGoal::Fresh),
        Command::Copy => view_entries::copy_row(app),
        Command::NextPane | Command::PreviousPane | Command::Zoom => Effects::none(),
        command => return perform_movement(app, command, count),
    })
}

/// Returns whether a view is open, on the screen or below the article that was opened from it.
fn is_in_view(app: &App) -> bool {
    app.browser
        .as_deref()
        .is_some_and(|browser| !browser.views.is_empty())
}

/// Performs a movement. Refuses the commands that would change the list of entries that the view covers.
fn perform_movement(app: &mut App, command: Command, count: RepeatCount) -> Option<Effects> {
    let n = repeat_count(count);
    let height = view_height(app);
    let rows = |step| rows_of_distance(step, usize::from(height));
    let view = visible_view_mut(app)?;
    let cursor = view.cursor;
    let to = match command {
        Command::Down => cursor.saturating_add(n),
        Command::Up => cursor.saturating_sub(n),
        Command::HalfPageDown => view.row_after(rows(MoveDistance::HalfPages(n)), true),
        Command::HalfPageUp => view.row_after(rows(MoveDistance::HalfPages(n)), false),
        Command::PageDown => view.row_after(rows(MoveDistance::Pages(n)), true),
        Command::PageUp => view.row_after(rows(MoveDistance::Pages(n)), false),
        Command::Top => place_of(count, 0),
        Command::Bottom => return Some(go_far(app, place_of(count, usize::MAX))),
        Command::Percent => {
            let Some(percent) = count else {
                begin_prompt(app, command);
                return Some(Effects::none());
            };
            part_of(view.rows().len(), percent)
        }
        command => return refuse_list_command(app, command),
    };
    view.go_to(to, height);
    Some(Effects::none())
}

/// Goes to a row. If it is beyond the known rows, requests the rest first.
fn go_far(app: &mut App, to: usize) -> Effects {
    let height = view_height(app);
    let Some(view) = visible_view_mut(app) else {
        return Effects::none();
    };
    if to >= view.rows().len() && view.can_grow() {
        return view_rows::request_rows(app, ViewGoal::Far(to));
    }
    view.go_to(to, height);
    Effects::none()
}

/// Refuses the commands on the list of entries, which the view covers. `None` for commands that concern neither.
fn refuse_list_command(app: &mut App, command: Command) -> Option<Effects> {
    let is_of_program = matches!(
        command,
        Command::Refresh | Command::Interrupt | Command::Add
    );
    if command.info()?.group != CommandGroup::Library || is_of_program {
        return None;
    }
    let articles = app.key_of(Command::ShowArticles);
    app.set_notice(format!(
        "`{}` is for the list of articles: {articles} goes there",
        command.name()
    ));
    Some(Effects::none())
}

/// Opens a view, filtered by the selected name if there is one.
fn open_view_of_selection(app: &mut App, view: &'static LibraryView) -> Effects {
    let subject = match visible_view_mut(app) {
        Some(open) => open.current().and_then(|row| row.subject.clone()),
        None => selected_name(app),
    };
    let subject = subject.filter(|_| view.name_field.is_some());
    let named = view.name_field.zip(subject.as_ref());
    let words = named.map_or_else(String::new, |(field, subject)| {
        filter_by_name(field, subject)
    });
    let effects = open_view(app, view, &words);
    if let Some(open) = visible_view_mut(app) {
        open.subject = subject;
    }
    effects
}

/// Shows another view in the place of this one, with the same filter.
fn switch_view(app: &mut App, view: &'static LibraryView) -> Effects {
    let Some(open) = visible_view_mut(app).filter(|open| open.view != view) else {
        return Effects::none();
    };
    let return_to = open.return_to.take();
    let mut next = OpenView::new(view, open.filter.clone());
    next.return_to = return_to;
    next.subject = open.subject.take();
    *open = next;
    view_rows::request_rows(app, ViewGoal::Fresh)
}

/// Restores the filter with which the view was opened. With that filter, closes the view.
fn go_back(app: &mut App) -> Effects {
    let Some(view) = visible_view_mut(app) else {
        return Effects::none();
    };
    if view.filter.words == view.first_words {
        return close_view(app);
    }
    let words = view.first_words.clone();
    view_filter::set_filter(app, &words)
}

/// Closes the view, and shows the article from which it was opened, the view below, or the list.
fn close_view(app: &mut App) -> Effects {
    let closed = browser_mut(app).and_then(|browser| browser.views.pop());
    fit_browser(app);
    match closed.and_then(|view| view.return_to) {
        Some(article) => view_entries::reopen_article(app, article),
        None => Effects::none(),
    }
}

/// Closes all views and goes to a pane of the library.
fn leave_views(app: &mut App, pane: BrowserPane) -> Effects {
    if let Some(browser) = browser_mut(app) {
        browser.views.clear();
        browser.focus = pane;
    }
    fit_browser(app);
    Effects::none()
}

/// Advances the order by `n` steps.
fn change_order(app: &mut App, n: usize) -> Effects {
    let Some(view) = visible_view_mut(app) else {
        return Effects::none();
    };
    if view.filter.query.sort().is_some() {
        app.set_notice(
            "The filter has `sort:`, which sets the order; take it out to change the order here",
        );
        return Effects::none();
    }
    let orders = view.view.orders;
    view.order = (view.order + n) % orders.len().max(1);
    let says = orders.get(view.order).map_or("", |order| order.says);
    app.set_notice(says);
    view_rows::request_rows(app, ViewGoal::Fresh)
}

/// Handles a mouse event on a view. Gives any other message back as an error.
pub(super) fn apply_view_pointer_message(app: &mut App, msg: Msg) -> Result<Effects, Msg> {
    let height = view_height(app);
    let Some(view) = visible_view_mut(app) else {
        return Err(msg);
    };
    match msg {
        Msg::ClickViewRow(at) => {
            let is_again = view.cursor == at;
            view.go_to(at, height);
            Ok(if is_again {
                view_entries::open_current_row(app)
            } else {
                Effects::none()
            })
        }
        Msg::ScrollView(rows) => {
            view.scroll(rows, height);
            Ok(Effects::none())
        }
        msg => Err(msg),
    }
}

/// Requests further rows if the cursor is near the last known one.
pub(super) fn request_missing_rows(app: &mut App) -> Effects {
    let lacks = visible_view_mut(app).is_some_and(|view| view.lacks_rows());
    if lacks {
        view_rows::request_rows(app, ViewGoal::More)
    } else {
        Effects::none()
    }
}
