//! Editing, history and completion of the line being typed.

use tui_input::{Input, InputRequest};

use super::app::{Completion, Prompt};
use super::msg::LineEdit;
use crate::text::clean_text;

/// The maximum length of a line, in characters. It keeps a pasted text from filling the history.
const MAX_LINE_CHARS: usize = 500;

impl Prompt {
    /// Returns the text of the line.
    pub fn line(&self) -> &str {
        self.input.value()
    }

    /// Applies an edit. Completion and history need more context and are handled by [`Prompt::complete`] and
    /// [`Prompt::recall`].
    pub(super) fn edit(&mut self, edit: &LineEdit) {
        self.completion = None;
        match edit {
            LineEdit::Insert(c) => self.insert(&c.to_string()),
            LineEdit::Paste(words) => self.insert(words),
            edit => {
                if let Some(request) = input_request(edit) {
                    self.input.handle(request);
                }
            }
        }
    }

    fn insert(&mut self, words: &str) {
        for c in clean_text(words).chars() {
            let c = if c == '\n' { ' ' } else { c };
            if self.input.value().chars().count() < MAX_LINE_CHARS {
                self.input.handle(InputRequest::InsertChar(c));
            }
        }
    }

    /// Replaces the line and puts the cursor at its end.
    pub(super) fn replace(&mut self, line: &str) {
        self.input = Input::new(line.to_owned());
    }

    /// Replaces the line by an older or newer one from the history. Past the newest, the line becomes empty.
    pub(super) fn recall(&mut self, history: &[String], edit: &LineEdit) {
        let next = match (edit, self.recalled) {
            (LineEdit::Older, None) => Some(0),
            (LineEdit::Older, Some(n)) => Some((n + 1).min(history.len().saturating_sub(1))),
            (_, Some(n)) => n.checked_sub(1),
            (_, None) => None,
        };
        let line = next.and_then(|n| history.iter().rev().nth(n));
        if line.is_some() || self.recalled.is_some() {
            self.replace(line.map_or("", String::as_str));
        }
        self.recalled = next.filter(|_| line.is_some());
    }

    /// Replaces the line by the next completion, or by the previous one if `is_back` is set. `find` computes the list
    /// on the first call.
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

const fn input_request(edit: &LineEdit) -> Option<InputRequest> {
    Some(match edit {
        LineEdit::Backspace => InputRequest::DeletePrevChar,
        LineEdit::Delete => InputRequest::DeleteNextChar,
        LineEdit::DeleteWord => InputRequest::DeletePrevWord,
        LineEdit::DeleteToStart => InputRequest::DeleteFromStart,
        LineEdit::DeleteToEnd => InputRequest::DeleteTillEnd,
        LineEdit::Left => InputRequest::GoToPrevChar,
        LineEdit::Right => InputRequest::GoToNextChar,
        LineEdit::WordLeft => InputRequest::GoToPrevWord,
        LineEdit::WordRight => InputRequest::GoToNextWord,
        LineEdit::Home => InputRequest::GoToStart,
        LineEdit::End => InputRequest::GoToEnd,
        LineEdit::Insert(_)
        | LineEdit::Paste(_)
        | LineEdit::Complete
        | LineEdit::CompleteBack
        | LineEdit::Older
        | LineEdit::Newer => return None,
    })
}
