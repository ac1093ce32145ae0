//! Refreshing, subscriptions, saved queries, and what is asked before it is done.

use super::change::articles;
use super::shelf;
use crate::library::{Query, SavedQuery};
use crate::reader::Command;
use crate::reader::app::{App, Mode};
use crate::reader::effect::{Effect, Effects};
use crate::reader::msg::Count;
use crate::reader::shelf::{Manage, Pending, Question, RefreshState, Source, Then};
use crate::reader::update::prompts;

pub(super) fn perform(app: &mut App, command: Command, _: Count) -> Option<Effects> {
    match command {
        Command::Refresh => return Some(refresh(app)),
        Command::Interrupt => return Some(interrupt(app)),
        Command::ReadAll => ask_read_all(app),
        Command::Unsubscribe => return Some(ask_unsubscribe(app)),
        // These take words: the command line is begun with them.
        Command::Add | Command::SaveQuery | Command::Rename | Command::MoveFeed => {
            match needs(app, command) {
                Some(what) => app.tell(what),
                None => prompts::begin_with(app, command, &begun(app, command)),
            }
        }
        _ => return None,
    }
    Some(Effects::none())
}

/// What a command needs that is not there; nothing where it can be done.
fn needs(app: &App, command: Command) -> Option<String> {
    let shelf = app.shelf.as_deref()?;
    match command {
        Command::Rename | Command::MoveFeed if shelf.tree.current_feed().is_none() => {
            let key = app.key_of(Command::Out);
            Some(format!("Choose a feed first: {key} goes to the feeds"))
        }
        Command::SaveQuery if shelf.narrowing.words.is_empty() => {
            let key = app.key_of(Command::Query);
            Some(format!(
                "Narrow the list by a query first: {key} begins one"
            ))
        }
        _ => None,
    }
}

/// What a line begins with that changes something: what is there.
fn begun(app: &App, command: Command) -> String {
    let shelf = app.shelf.as_deref();
    let feed = shelf.and_then(|shelf| shelf.tree.current_feed());
    match command {
        Command::Rename => feed.map(|feed| feed.title.clone()),
        Command::MoveFeed => feed.map(|feed| feed.subscription.folder.clone()),
        _ => None,
    }
    .unwrap_or_default()
}

fn refresh(app: &mut App) -> Effects {
    let Some(shelf) = shelf(app) else {
        return Effects::none();
    };
    if shelf.refresh.is_some() {
        let key = app.key_of(Command::Interrupt);
        app.tell(format!("A refresh is running; {key} ends it"));
        return Effects::none();
    }
    if shelf.is_welcome {
        app.tell("There is no feed yet: :add ADDRESS subscribes to one");
        return Effects::none();
    }
    let feeds = shelf.tree.feeds_of(&shelf.source);
    let n_feeds = if feeds.is_empty() {
        shelf.tree.feeds.len()
    } else {
        feeds.len()
    };
    shelf.refresh = Some(RefreshState {
        n_feeds,
        ..RefreshState::default()
    });
    Effects::one(Effect::Refresh(feeds))
}

fn interrupt(app: &mut App) -> Effects {
    let is_running = shelf(app).is_some_and(|shelf| shelf.refresh.is_some());
    if is_running {
        app.tell("Ending the refresh …");
        return Effects::one(Effect::CancelRefresh);
    }
    Effects::one(Effect::Quit)
}

fn ask_read_all(app: &mut App) {
    let Some(shelf) = shelf(app) else { return };
    let query = match shelf.query() {
        Ok(query) => query,
        Err(why) => return app.tell(why),
    };
    let is_narrowed = !shelf.narrowing.words.is_empty();
    let node = shelf.tree.nodes().iter();
    let node = node.clone().find(|node| node.source == shelf.source);
    let counted = match shelf.source {
        Source::All => Some(shelf.tree.totals.n_unread),
        Source::Starred => None,
        _ => node.and_then(|node| node.count),
    };
    let counted = counted.filter(|_| !is_narrowed);
    let (what, says) = match counted.and_then(|n| usize::try_from(n).ok()) {
        Some(0) => return app.tell("Everything here is read"),
        Some(n) => (articles(n), format!("{} marked read", articles(n))),
        None => match shelf.list.n_all().map(articles) {
            Some(n) => (format!("all {n} of this list"), format!("{n} marked read")),
            None => (
                "the whole list".to_owned(),
                "Whole list marked read".to_owned(),
            ),
        },
    };
    app.mode = Mode::Confirm(Question {
        words: format!("Mark {what} as read? y/n"),
        then: Then::ReadAll(query, says),
    });
}

fn ask_unsubscribe(app: &mut App) -> Effects {
    let ticket = app.ticket();
    let Some(shelf) = shelf(app) else {
        return Effects::none();
    };
    if let Source::Saved(name) = shelf.tree.source() {
        return Effects::one(Effect::Manage(ticket, Manage::DropQuery(name)));
    }
    let feed = shelf.tree.current_feed();
    let Some(feed) = feed.filter(|_| !shelf.is_welcome) else {
        let key = app.key_of(Command::Out);
        app.tell(format!(
            "Choose a feed or a saved query first: {key} goes to the feeds"
        ));
        return Effects::none();
    };
    let n = usize::try_from(feed.n_entries).unwrap_or(usize::MAX);
    let question = Question {
        words: format!(
            "Unsubscribe from “{}” and forget its {}? y/n",
            feed.title,
            articles(n)
        ),
        then: Then::Unsubscribe(feed.id),
    };
    app.mode = Mode::Confirm(question);
    Effects::none()
}

/// The answer is yes.
pub(in crate::reader::update) fn confirmed(app: &mut App, question: Question) -> Effects {
    let ticket = app.ticket();
    match question.then {
        Then::ReadAll(query, says) => {
            let key = app.key_of(Command::Undo);
            app.tell(format!("{says}; {key} undoes"));
            read_all(app, query, says)
        }
        Then::Unsubscribe(id) => Effects::one(Effect::Manage(ticket, Manage::Unsubscribe(id))),
    }
}

fn read_all(app: &mut App, query: Query, says: String) -> Effects {
    let ticket = app.ticket();
    let Some(shelf) = shelf(app) else {
        return Effects::none();
    };
    shelf.list.mark_all_read();
    let pending = Pending {
        says: Some(says),
        relists: false,
    };
    shelf.pending.insert(ticket, pending);
    Effects::one(Effect::ReadAll(ticket, query))
}

/// Subscribes, into the folder that is chosen.
pub(in crate::reader::update) fn add(app: &mut App, address: &str) -> Effects {
    let ticket = app.ticket();
    let Some(shelf) = shelf(app) else {
        app.tell("That needs the library: start pullquote without a file");
        return Effects::none();
    };
    let folder = match shelf.tree.source() {
        Source::Folder(folder) => folder,
        Source::Feed(id) => {
            let feed = shelf.tree.feed(id);
            feed.map_or_else(String::new, |feed| feed.subscription.folder.clone())
        }
        _ => String::new(),
    };
    app.tell(format!("Looking for a feed at {address} …"));
    let order = Manage::Subscribe(address.to_owned(), folder);
    Effects::one(Effect::Manage(ticket, order))
}

/// Keeps the query of the list beside the feeds.
pub(in crate::reader::update) fn save(app: &mut App, name: &str) -> Effects {
    let ticket = app.ticket();
    let words = shelf(app).map(|shelf| shelf.narrowing.words.clone());
    let Some(query) = words.filter(|words| !words.is_empty()) else {
        if let Some(why) = needs(app, Command::SaveQuery) {
            app.tell(why);
        }
        return Effects::none();
    };
    let saved = SavedQuery {
        name: name.to_owned(),
        query,
    };
    Effects::one(Effect::Manage(ticket, Manage::SaveQuery(saved)))
}

/// Calls the feed under the cursor otherwise; `-` as it calls itself.
pub(in crate::reader::update) fn rename(app: &mut App, name: &str) -> Effects {
    let title = Some(name.to_owned()).filter(|name| name != "-");
    set(app, |subscription| subscription.title = title)
}

/// Puts the feed under the cursor into a folder.
pub(in crate::reader::update) fn move_to(app: &mut App, folder: &str) -> Effects {
    let levels = folder.split('/').map(str::trim);
    let levels: Vec<_> = levels.filter(|level| !level.is_empty()).take(8).collect();
    let folder = levels.join("/");
    set(app, |subscription| subscription.folder = folder)
}

fn set(app: &mut App, change: impl FnOnce(&mut crate::feeds::Subscription)) -> Effects {
    let ticket = app.ticket();
    let feed = shelf(app).and_then(|shelf| shelf.tree.current_feed().cloned());
    let Some(mut feed) = feed else {
        if let Some(why) = needs(app, Command::Rename) {
            app.tell(why);
        }
        return Effects::none();
    };
    change(&mut feed.subscription);
    let order = Manage::Set(feed.id, feed.subscription);
    Effects::one(Effect::Manage(ticket, order))
}
