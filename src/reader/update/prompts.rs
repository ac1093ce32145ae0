//! The prompts: search, command line, query, tag and help filter.

use super::browser;
use super::prompt_line::add_to_history;
use super::text_search::{
    begin_search, clear_search, commit_search, go_to_match, search_as_typed, search_from,
    submit_search,
};
use crate::article::Link;
use crate::reader::Command;
use crate::reader::app::{App, InputMode, Prompt};
use crate::reader::command_line::{
    LineRequest, complete_command_line, hide_credentials, parse_command_line,
};
use crate::reader::effect::Effects;
use crate::reader::filter::FilterTerm;
use crate::reader::help::Help;
use crate::reader::msg::{LineEdit, RepeatCount, repeat_count};
use crate::reader::search::Direction;

pub(super) fn perform_prompt_command(
    app: &mut App,
    command: Command,
    count: RepeatCount,
) -> Option<Effects> {
    match command {
        Command::Search if app.document().is_some() => {
            app.mode = InputMode::Search(Prompt::default());
            begin_search(app);
        }
        Command::CommandLine => app.mode = InputMode::Command(Prompt::default()),
        Command::Help => app.mode = InputMode::Help(Help::default()),
        Command::NextMatch => go_to_match(app, Direction::Forward, repeat_count(count)),
        Command::PreviousMatch => go_to_match(app, Direction::Backward, repeat_count(count)),
        _ => return None,
    }
    Some(Effects::none())
}

/// Applies an edit to the open prompt. Searches, queries and the help filter are updated as the user types.
pub(super) fn edit_prompt(app: &mut App, edit: &LineEdit) -> Effects {
    let mut mode = std::mem::replace(&mut app.mode, InputMode::Normal);
    match &mut mode {
        InputMode::Search(prompt) => {
            apply_edit(prompt, edit, &app.history.searches, |_| Vec::new());
            search_as_typed(app, prompt.line());
        }
        InputMode::Command(prompt) => {
            let history = std::mem::take(&mut app.history.commands);
            apply_edit(prompt, edit, &history, |line| {
                complete_command_line(app, line)
            });
            app.history.commands = history;
        }
        InputMode::Query(prompt) => {
            let history = std::mem::take(&mut app.history.queries);
            apply_edit(prompt, edit, &history, |line| {
                complete_query_line(app, line)
            });
            app.history.queries = history;
            let effects = browser::query_as_typed(app, prompt.line());
            app.mode = mode;
            return effects;
        }
        InputMode::Tag(prompt, _) => {
            apply_edit(prompt, edit, &[], |line| browser::complete_tag(app, line));
        }
        InputMode::Help(help) => {
            let mut prompt = Prompt {
                input: std::mem::take(&mut help.input),
                ..Prompt::default()
            };
            prompt.edit(edit);
            help.input = prompt.input;
            help.top = 0;
        }
        InputMode::Normal
        | InputMode::Explanation(_)
        | InputMode::Hints(_)
        | InputMode::Confirm(_) => {}
    }
    app.mode = mode;
    Effects::none()
}

fn apply_edit(
    prompt: &mut Prompt,
    edit: &LineEdit,
    history: &[String],
    find: impl FnOnce(&str) -> Vec<String>,
) {
    match edit {
        LineEdit::Complete => prompt.complete(false, find),
        LineEdit::CompleteBack => prompt.complete(true, find),
        LineEdit::Older | LineEdit::Newer => prompt.recall(history, edit),
        edit => prompt.edit(edit),
    }
}

fn complete_query_line(app: &App, line: &str) -> Vec<String> {
    let browser = app.browser.as_deref();
    browser.map_or_else(Vec::new, |browser| {
        crate::reader::browser::complete_query(browser, line)
    })
}

/// What follows from a submitted prompt.
pub(super) enum PromptOutcome {
    /// The work to be done.
    Done(Effects),
    /// The line was a command, which is performed next.
    Perform(Command, RepeatCount),
}

/// Accepts the line in the open prompt.
pub(super) fn submit_prompt(app: &mut App) -> PromptOutcome {
    PromptOutcome::Done(match std::mem::replace(&mut app.mode, InputMode::Normal) {
        InputMode::Search(prompt) => {
            submit_search(app, prompt.line());
            Effects::none()
        }
        InputMode::Command(prompt) => return run_command_line(app, prompt.line().trim()),
        InputMode::Query(prompt) => {
            if !prompt.line().trim().is_empty() {
                add_to_history(
                    &mut app.history.queries,
                    &Link::without_users(prompt.line().trim()),
                );
            }
            browser::submit_query(app, prompt.line())
        }
        InputMode::Tag(prompt, n) => browser::submit_tag(app, prompt.line(), n),
        InputMode::Confirm(question) => browser::perform_confirmed(app, question),
        InputMode::Help(_) | InputMode::Explanation(_) | InputMode::Normal => Effects::none(),
        InputMode::Hints(hints) => {
            app.mode = InputMode::Hints(hints);
            Effects::none()
        }
    })
}

/// Runs a command line. Errors are shown as notices.
fn run_command_line(app: &mut App, line: &str) -> PromptOutcome {
    if line.is_empty() {
        return PromptOutcome::Done(Effects::none());
    }
    add_to_history(&mut app.history.commands, &hide_credentials(line));
    match parse_command_line(app, line) {
        Ok(LineRequest::Do(command, count)) => PromptOutcome::Perform(command, count),
        Ok(LineRequest::Words(command, words)) => {
            PromptOutcome::Done(perform_with_words(app, command, &words))
        }
        Ok(LineRequest::Search(query)) => {
            if let Some(origin) = app.document().map(|document| document.place) {
                search_from(app, &query, origin);
                commit_search(app, &query);
            }
            PromptOutcome::Done(Effects::none())
        }
        Ok(LineRequest::Filter(id)) => {
            super::filter::toggle_term(app, FilterTerm::Entity(id));
            PromptOutcome::Done(Effects::none())
        }
        Ok(LineRequest::Theme(name)) => {
            super::view::set_theme(app, &name);
            PromptOutcome::Done(Effects::none())
        }
        Err(error) => {
            app.set_notice(error);
            PromptOutcome::Done(Effects::none())
        }
    }
}

/// Performs a command with a text argument.
fn perform_with_words(app: &mut App, command: Command, words: &str) -> Effects {
    match command {
        Command::Query => browser::run_query(app, words),
        Command::Tag => browser::submit_tag(app, words, 1),
        Command::Add => browser::add_feed(app, words),
        Command::SaveQuery => browser::save_query(app, words),
        Command::Rename => browser::rename_feed(app, words),
        Command::MoveFeed => browser::move_feed(app, words),
        Command::WriteView => browser::write_view(app, Some(words)),
        _ => Effects::none(),
    }
}

/// Closes the prompt, the help or the jump labels. A search or a query is reverted.
pub(super) fn cancel_prompt(app: &mut App) -> Effects {
    let left = std::mem::replace(&mut app.mode, InputMode::Normal);
    if let InputMode::Query(_) = left {
        return browser::cancel_query(app);
    }
    if let InputMode::Search(_) = left {
        let origin = app
            .document()
            .and_then(|document| document.search.as_ref())
            .map(|search| search.origin);
        clear_search(app);
        if let (Some(origin), Some(document)) = (origin, app.document_mut()) {
            document.go_to(origin);
        }
    }
    Effects::none()
}
