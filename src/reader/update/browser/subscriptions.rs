//! Commands for refreshing, subscriptions and saved queries, and the confirmations they need.

use super::entry_changes::format_article_count;
use super::screen::browser_mut;
use crate::article::Link;
use crate::invariant::ExpectOr;
use crate::library::{Query, SavedQuery};
use crate::reader::Command;
use crate::reader::app::{App, InputMode};
use crate::reader::browser::{
    Confirmation, ConfirmedAction, ListSource, ManageRequest, PendingChange, RefreshState,
};
use crate::reader::effect::{Effect, Effects};
use crate::reader::msg::RepeatCount;
use crate::reader::update::prompt_line::begin_with;

pub(super) fn perform_subscription_command(
    app: &mut App,
    command: Command,
    _: RepeatCount,
) -> Option<Effects> {
    match command {
        Command::Refresh => return Some(start_refresh(app)),
        Command::Interrupt => return Some(interrupt_refresh(app)),
        Command::ReadAll => confirm_read_all(app),
        Command::Unsubscribe => return Some(confirm_unsubscribe(app)),
        // These commands need an argument, so the command line is opened with their name.
        Command::Add | Command::SaveQuery | Command::Rename | Command::MoveFeed => {
            match missing_selection(app, command) {
                Some(what) => app.set_notice(what),
                None => begin_with(app, command, &initial_line(app, command)),
            }
        }
        _ => return None,
    }
    Some(Effects::none())
}

/// Returns a notice that says what must be selected before the command. `None` if it can be performed.
fn missing_selection(app: &App, command: Command) -> Option<String> {
    let browser = app.browser.as_deref()?;
    match command {
        Command::Rename | Command::MoveFeed if browser.tree.current_feed().is_none() => {
            let key = app.key_of(Command::Out);
            Some(format!("Choose a feed first: {key} goes to the feeds"))
        }
        Command::SaveQuery if browser.active_query.words.is_empty() => {
            let key = app.key_of(Command::Query);
            Some(format!(
                "Narrow the list by a query first: {key} starts one"
            ))
        }
        _ => None,
    }
}

/// Returns the initial argument for editing: the present title or folder of the feed.
fn initial_line(app: &App, command: Command) -> String {
    let browser = app.browser.as_deref();
    let feed = browser.and_then(|browser| browser.tree.current_feed());
    match command {
        Command::Rename => feed.map_or_else(String::new, |feed| feed.title.clone()),
        Command::MoveFeed => feed.map_or_else(String::new, |feed| feed.subscription.folder.clone()),
        _ => String::new(),
    }
}

fn start_refresh(app: &mut App) -> Effects {
    let Some(browser) = browser_mut(app) else {
        return Effects::none();
    };
    if browser.refresh.is_some() {
        let key = app.key_of(Command::Interrupt);
        app.set_notice(format!("A refresh is already running; {key} cancels it"));
        return Effects::none();
    }
    if browser.is_welcome {
        app.set_notice("No subscriptions yet: :add ADDRESS subscribes to a feed");
        return Effects::none();
    }
    let feeds = browser.tree.feeds_of(&browser.source);
    let n_feeds = if feeds.is_empty() {
        browser.tree.feeds.len()
    } else {
        feeds.len()
    };
    browser.refresh = Some(RefreshState {
        n_feeds,
        ..RefreshState::default()
    });
    Effects::one(Effect::Refresh(feeds))
}

fn interrupt_refresh(app: &mut App) -> Effects {
    let is_running = browser_mut(app).is_some_and(|browser| browser.refresh.is_some());
    if is_running {
        app.set_notice("Cancelling the refresh …");
        return Effects::one(Effect::CancelRefresh);
    }
    Effects::one(Effect::Quit)
}

fn confirm_read_all(app: &mut App) {
    let Some(browser) = browser_mut(app) else {
        return;
    };
    let query = match browser.query() {
        Ok(query) => query,
        Err(why) => return app.set_notice(why),
    };
    let is_narrowed = !browser.active_query.words.is_empty();
    let node = browser.tree.nodes().iter();
    let node = node.clone().find(|node| node.source == browser.source);
    let counted = match browser.source {
        ListSource::All => Some(browser.tree.totals.n_unread),
        ListSource::Starred => None,
        _ => node.and_then(|node| node.count),
    };
    let counted = counted.filter(|_| !is_narrowed);
    let (what, says) = match counted.and_then(|n| usize::try_from(n).ok()) {
        Some(0) => return app.set_notice("Everything here is already read"),
        Some(n) => (
            format_article_count(n),
            format!("Marked {} as read", format_article_count(n)),
        ),
        None => match browser.list.n_all().map(format_article_count) {
            Some(n) => (
                format!("all {n} in this list"),
                format!("Marked {n} as read"),
            ),
            None => (
                "the whole list".to_owned(),
                "Marked the whole list as read".to_owned(),
            ),
        },
    };
    app.mode = InputMode::Confirm(Confirmation {
        words: format!("Mark {what} as read? y/n"),
        then: ConfirmedAction::ReadAll(query, says),
    });
}

fn confirm_unsubscribe(app: &mut App) -> Effects {
    let ticket = app.next_ticket();
    let Some(browser) = browser_mut(app) else {
        return Effects::none();
    };
    if let ListSource::Saved(name) = browser.tree.source() {
        return Effects::one(Effect::Manage(ticket, ManageRequest::DropQuery(name)));
    }
    let feed = browser.tree.current_feed();
    let Some(feed) = feed.filter(|_| !browser.is_welcome) else {
        let key = app.key_of(Command::Out);
        app.set_notice(format!(
            "Choose a feed or a saved query first: {key} goes to the feeds"
        ));
        return Effects::none();
    };
    let n = usize::try_from(feed.n_entries).expect_or(usize::MAX, "a count fits in memory");
    let question = Confirmation {
        words: format!(
            "Unsubscribe from “{}” and delete its {}? y/n",
            feed.title,
            format_article_count(n)
        ),
        then: ConfirmedAction::Unsubscribe(feed.id),
    };
    app.mode = InputMode::Confirm(question);
    Effects::none()
}

/// Performs a confirmed action.
pub(in crate::reader::update) fn perform_confirmed(
    app: &mut App,
    question: Confirmation,
) -> Effects {
    let ticket = app.next_ticket();
    match question.then {
        ConfirmedAction::ReadAll(query, says) => {
            let key = app.key_of(Command::Undo);
            app.set_notice(format!("{says}; {key} undoes it"));
            mark_query_read(app, query, says)
        }
        ConfirmedAction::Unsubscribe(id) => {
            Effects::one(Effect::Manage(ticket, ManageRequest::Unsubscribe(id)))
        }
    }
}

fn mark_query_read(app: &mut App, query: Query, says: String) -> Effects {
    let ticket = app.next_ticket();
    let Some(browser) = browser_mut(app) else {
        return Effects::none();
    };
    browser.list.mark_all_read();
    let pending = PendingChange {
        says: Some(says),
        relists: false,
    };
    browser.pending.insert(ticket, pending);
    Effects::one(Effect::ReadAll(ticket, query))
}

/// Subscribes to the feed at an address, in the folder under the cursor.
pub(in crate::reader::update) fn add_feed(app: &mut App, address: &str) -> Effects {
    let ticket = app.next_ticket();
    let Some(browser) = browser_mut(app) else {
        app.set_notice("This command needs the library: start pullquote without a file");
        return Effects::none();
    };
    let folder = match browser.tree.source() {
        ListSource::Folder(folder) => folder,
        ListSource::Feed(id) => {
            let feed = browser.tree.feed(id);
            feed.map_or_else(String::new, |feed| feed.subscription.folder.clone())
        }
        _ => String::new(),
    };
    let shown = Link::without_user(address);
    app.set_notice(format!("Looking for a feed at {shown} …"));
    let order = ManageRequest::Subscribe(address.to_owned(), folder);
    Effects::one(Effect::Manage(ticket, order))
}

/// Saves the active query under a name.
pub(in crate::reader::update) fn save_query(app: &mut App, name: &str) -> Effects {
    let ticket = app.next_ticket();
    let words = browser_mut(app).map(|browser| browser.active_query.words.clone());
    let Some(query) = words.filter(|words| !words.is_empty()) else {
        if let Some(why) = missing_selection(app, Command::SaveQuery) {
            app.set_notice(why);
        }
        return Effects::none();
    };
    let saved = SavedQuery {
        name: name.to_owned(),
        query,
    };
    Effects::one(Effect::Manage(ticket, ManageRequest::SaveQuery(saved)))
}

/// Renames the feed under the cursor; `-` restores the title that the feed gives itself.
pub(in crate::reader::update) fn rename_feed(app: &mut App, name: &str) -> Effects {
    let title = Some(name.to_owned()).filter(|name| name != "-");
    change_subscription(app, |subscription| subscription.title = title)
}

/// Moves the feed under the cursor to a folder.
pub(in crate::reader::update) fn move_feed(app: &mut App, folder: &str) -> Effects {
    let levels = folder.split('/').map(str::trim);
    // Each level is indented in the feed tree; deeper ones would leave no room for titles.
    let levels: Vec<_> = levels.filter(|level| !level.is_empty()).take(8).collect();
    let folder = levels.join("/");
    change_subscription(app, |subscription| subscription.folder = folder)
}

fn change_subscription(
    app: &mut App,
    change: impl FnOnce(&mut crate::feeds::Subscription),
) -> Effects {
    let ticket = app.next_ticket();
    let feed = browser_mut(app).and_then(|browser| browser.tree.current_feed().cloned());
    let Some(mut feed) = feed else {
        if let Some(why) = missing_selection(app, Command::Rename) {
            app.set_notice(why);
        }
        return Effects::none();
    };
    change(&mut feed.subscription);
    let order = ManageRequest::Set(feed.id, feed.subscription);
    Effects::one(Effect::Manage(ticket, order))
}
