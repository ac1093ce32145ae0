//! What is typed: searches, commands, the words that help is narrowed to.

use super::{shelf, times};
use crate::reader::Command;
use crate::reader::app::{App, Mode, Prompt};
use crate::reader::command_line::{Order, completions, parse};
use crate::reader::document::Place;
use crate::reader::effect::Effects;
use crate::reader::filter::Term;
use crate::reader::help::Help;
use crate::reader::msg::{Count, Edit};
use crate::reader::search::Direction;

/// How many lines a history keeps.
const LONGEST_HISTORY: usize = 100;

pub(super) fn perform(app: &mut App, command: Command, count: Count) -> Option<Effects> {
    match command {
        Command::Search if app.document().is_some() => {
            app.mode = Mode::Search(Prompt::default());
            begin_search(app);
        }
        Command::CommandLine => app.mode = Mode::Command(Prompt::default()),
        Command::Help => app.mode = Mode::Help(Help::default()),
        Command::NextMatch => next(app, Direction::Forward, times(count)),
        Command::PreviousMatch => next(app, Direction::Backward, times(count)),
        _ => return None,
    }
    Some(Effects::none())
}

/// Begins the command line with a command that needs a number or words.
pub(super) fn begin(app: &mut App, command: Command) {
    begin_with(app, command, "");
}

/// Begins the command line with a command and the words behind its name that there are.
pub(super) fn begin_with(app: &mut App, command: Command, words: &str) {
    let mut prompt = Prompt::default();
    prompt.replace(&format!("{} {words}", command.name()));
    app.mode = Mode::Command(prompt);
}

/// Remembers where the search begins, so that leaving it comes back.
fn begin_search(app: &mut App) {
    if let Some(document) = app.document_mut() {
        let origin = document.place;
        document.search_for("", origin);
    }
}

fn next(app: &mut App, direction: Direction, n: usize) {
    let Some(document) = app.document_mut() else {
        return;
    };
    let told = match (document.next_match(direction, n), direction) {
        (None, _) if document.search.is_some() => "No match",
        (None, _) => {
            let key = app.key_of(Command::Search);
            return app.tell(format!("Nothing is searched for: {key} begins a search"));
        }
        (Some(false), _) => return super::follow::article_moved(app),
        (Some(true), Direction::Forward) => "Search went on from the start",
        (Some(true), Direction::Backward) => "Search went on from the end",
    };
    super::follow::article_moved(app);
    app.tell(told);
}

/// Changes the line; a search follows it at once, help is narrowed.
pub(super) fn edit(app: &mut App, edit: &Edit) -> Effects {
    let mut mode = std::mem::replace(&mut app.mode, Mode::Normal);
    match &mut mode {
        Mode::Search(prompt) => {
            change(prompt, edit, &app.history.searches, |_| Vec::new());
            search_live(app, prompt.line());
        }
        Mode::Command(prompt) => {
            let history = std::mem::take(&mut app.history.commands);
            change(prompt, edit, &history, |line| completions(app, line));
            app.history.commands = history;
        }
        Mode::Query(prompt) => {
            let history = std::mem::take(&mut app.history.queries);
            change(prompt, edit, &history, |line| query_completions(app, line));
            app.history.queries = history;
            let effects = shelf::narrow_live(app, prompt.line());
            app.mode = mode;
            return effects;
        }
        Mode::Tag(prompt, _) => {
            change(prompt, edit, &[], |line| shelf::tag_completions(app, line));
        }
        Mode::Help(help) => {
            let mut prompt = Prompt {
                input: std::mem::take(&mut help.input),
                ..Prompt::default()
            };
            prompt.edit(edit);
            help.input = prompt.input;
            help.top = 0;
        }
        Mode::Normal | Mode::Hints(_) | Mode::Confirm(_) => {}
    }
    app.mode = mode;
    Effects::none()
}

fn change(
    prompt: &mut Prompt,
    edit: &Edit,
    history: &[String],
    find: impl FnOnce(&str) -> Vec<String>,
) {
    match edit {
        Edit::Complete => prompt.complete(false, find),
        Edit::CompleteBack => prompt.complete(true, find),
        Edit::Older | Edit::Newer => prompt.recall(history, edit),
        edit => prompt.edit(edit),
    }
}

fn query_completions(app: &App, line: &str) -> Vec<String> {
    let shelf = app.shelf.as_deref();
    shelf.map_or_else(Vec::new, |shelf| {
        crate::reader::shelf::completions(shelf, line)
    })
}

fn search_live(app: &mut App, query: &str) {
    let origin = app
        .document()
        .and_then(|document| document.search.as_ref())
        .map(|search| search.origin);
    if let Some(origin) = origin {
        find(app, query, origin);
    }
}

fn find(app: &mut App, query: &str, origin: Place) {
    if let Some(document) = app.document_mut() {
        document.search_for(query, origin);
        super::follow::article_moved(app);
    }
}

/// Takes the line as it is.
pub(super) fn submit(app: &mut App) -> Effects {
    match std::mem::replace(&mut app.mode, Mode::Normal) {
        Mode::Search(prompt) => {
            submit_search(app, prompt.line());
            Effects::none()
        }
        Mode::Command(prompt) => run(app, prompt.line().trim()),
        Mode::Query(prompt) => {
            if !prompt.line().trim().is_empty() {
                remember(&mut app.history.queries, prompt.line().trim());
            }
            shelf::submit(app, prompt.line())
        }
        Mode::Tag(prompt, n) => shelf::submit_tag(app, prompt.line(), n),
        Mode::Confirm(question) => shelf::confirmed(app, question),
        Mode::Help(_) | Mode::Normal => Effects::none(),
        Mode::Hints(hints) => {
            app.mode = Mode::Hints(hints);
            Effects::none()
        }
    }
}

/// An empty search repeats the last one.
fn submit_search(app: &mut App, line: &str) {
    let last = app.history.searches.last().cloned();
    match (line.is_empty(), last) {
        (false, _) => keep_search(app, line),
        (true, Some(last)) => search_live(app, &last),
        (true, None) => drop_search(app),
    }
}

fn keep_search(app: &mut App, line: &str) {
    remember(&mut app.history.searches, line);
    let search = app.document().and_then(|document| document.search.as_ref());
    if search.is_none_or(|search| search.hits.is_empty()) {
        app.tell(format!("“{line}” is not in this article"));
    }
}

/// Does what a line of the command line asks for.
fn run(app: &mut App, line: &str) -> Effects {
    if line.is_empty() {
        return Effects::none();
    }
    remember(&mut app.history.commands, line);
    match parse(app, line) {
        Ok(order) => obey(app, order),
        Err(told) => {
            app.tell(told);
            Effects::none()
        }
    }
}

fn obey(app: &mut App, order: Order) -> Effects {
    match order {
        Order::Do(command, count) => super::perform(app, command, count),
        Order::Search(query) => {
            if let Some(origin) = app.document().map(|document| document.place) {
                find(app, &query, origin);
                keep_search(app, &query);
            }
            Effects::none()
        }
        Order::Words(command, words) => with_words(app, command, &words),
        Order::Filter(id) => {
            super::filter::toggle(app, Term::Entity(id));
            Effects::none()
        }
        Order::Theme(name) => {
            super::view::take_theme(app, &name);
            Effects::none()
        }
    }
}

/// Does a command with the words that stand behind its name.
fn with_words(app: &mut App, command: Command, words: &str) -> Effects {
    match command {
        Command::Query => shelf::narrow(app, words),
        Command::Tag => shelf::submit_tag(app, words, 1),
        Command::Add => shelf::add(app, words),
        Command::SaveQuery => shelf::save(app, words),
        Command::Rename => shelf::rename(app, words),
        Command::MoveFeed => shelf::move_to(app, words),
        _ => Effects::none(),
    }
}

fn remember(history: &mut Vec<String>, line: &str) {
    history.retain(|known| known != line);
    history.push(line.to_owned());
    if history.len() > LONGEST_HISTORY {
        history.remove(0);
    }
}

/// Leaves the line, the help or the hints; a search goes back to where it began.
pub(super) fn cancel(app: &mut App) -> Effects {
    let left = std::mem::replace(&mut app.mode, Mode::Normal);
    if let Mode::Query(_) = left {
        return shelf::cancel(app);
    }
    if let Mode::Search(_) = left {
        let origin = app
            .document()
            .and_then(|document| document.search.as_ref())
            .map(|search| search.origin);
        drop_search(app);
        if let (Some(origin), Some(document)) = (origin, app.document_mut()) {
            document.go_to(origin);
        }
    }
    Effects::none()
}

/// Ends the search; the place stays.
pub(super) fn drop_search(app: &mut App) {
    if let Some(document) = app.document_mut() {
        document.search = None;
    }
}
