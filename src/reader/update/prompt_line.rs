//! Opening the command line for the argument of a command, and the histories of the prompts.

use crate::reader::app::{App, InputMode, Prompt};
use crate::reader::command::Command;

/// The maximum number of lines in a history.
const MAX_HISTORY_LINES: usize = 100;

/// Opens the command line with the name of a command that needs an argument.
pub(super) fn begin_prompt(app: &mut App, command: Command) {
    begin_with(app, command, "");
}

/// Opens the command line with the name of a command and an initial argument.
pub(super) fn begin_with(app: &mut App, command: Command, words: &str) {
    let mut prompt = Prompt::default();
    prompt.replace(&format!("{} {words}", command.name()));
    app.mode = InputMode::Command(prompt);
}

/// Appends a line to a history. An earlier copy is removed.
pub(super) fn add_to_history(history: &mut Vec<String>, line: &str) {
    history.retain(|known| known != line);
    history.push(line.to_owned());
    if history.len() > MAX_HISTORY_LINES {
        history.remove(0);
    }
}
