//! The line that is being typed: editing, history, completion.

use tui_input::{Input, InputRequest};

use super::app::{Completion, Prompt};
use super::msg::Edit;
use crate::text::clean;

/// The longest line that may be typed or pasted, in characters.
const LONGEST: usize = 500;

impl Prompt {
    /// Returns what was typed.
    pub fn line(&self) -> &str {
        self.input.value()
    }

    /// Changes the line; completion and history are asked for by their owners.
    pub(super) fn edit(&mut self, edit: &Edit) {
        self.completion = None;
        match edit {
            Edit::Insert(c) => self.insert(&c.to_string()),
            Edit::Paste(words) => self.insert(words),
            edit => {
                if let Some(request) = request(edit) {
                    self.input.handle(request);
                }
            }
        }
    }

    fn insert(&mut self, words: &str) {
        for c in clean(words).chars() {
            let c = if c == '\n' { ' ' } else { c };
            if self.input.value().chars().count() < LONGEST {
                self.input.handle(InputRequest::InsertChar(c));
            }
        }
    }

    /// Puts another line in, the cursor behind it.
    pub(super) fn replace(&mut self, line: &str) {
        self.input = Input::new(line.to_owned());
    }

    /// Takes an older or newer line of the history.
    pub(super) fn recall(&mut self, history: &[String], edit: &Edit) {
        let next = match (edit, self.recalled) {
            (Edit::Older, None) => Some(0),
            (Edit::Older, Some(n)) => Some((n + 1).min(history.len().saturating_sub(1))),
            (_, Some(n)) => n.checked_sub(1),
            (_, None) => None,
        };
        let line = next.and_then(|n| history.iter().rev().nth(n));
        if line.is_some() || self.recalled.is_some() {
            self.replace(line.map_or("", String::as_str));
        }
        self.recalled = next.filter(|_| line.is_some());
    }

    /// Puts the next (or, backwards, the previous) completion in; `find` makes the list the first time.
    pub(super) fn complete(&mut self, is_back: bool, find: impl FnOnce(&str) -> Vec<String>) {
        let completion = self.completion.take();
        let completion = match completion {
            Some(mut known) => {
                let n = known.lines.len().max(1);
                known.current = (known.current + if is_back { n - 1 } else { 1 }) % n;
                known
            }
            None => Completion {
                lines: find(self.line()),
                current: 0,
            },
        };
        if let Some(line) = completion.lines.get(completion.current) {
            self.replace(&line.clone());
            self.completion = Some(completion);
        }
    }
}

const fn request(edit: &Edit) -> Option<InputRequest> {
    Some(match edit {
        Edit::Backspace => InputRequest::DeletePrevChar,
        Edit::Delete => InputRequest::DeleteNextChar,
        Edit::DeleteWord => InputRequest::DeletePrevWord,
        Edit::DeleteToStart => InputRequest::DeleteFromStart,
        Edit::DeleteToEnd => InputRequest::DeleteTillEnd,
        Edit::Left => InputRequest::GoToPrevChar,
        Edit::Right => InputRequest::GoToNextChar,
        Edit::WordLeft => InputRequest::GoToPrevWord,
        Edit::WordRight => InputRequest::GoToNextWord,
        Edit::Home => InputRequest::GoToStart,
        Edit::End => InputRequest::GoToEnd,
        Edit::Insert(_)
        | Edit::Paste(_)
        | Edit::Complete
        | Edit::CompleteBack
        | Edit::Older
        | Edit::Newer => return None,
    })
}
