//! Owns the translation of terminal events to messages.
//!
//! The input mode decides first: input lines, help, jump labels and confirmations have fixed keys. In normal mode keys
//! go through the key map of the focused pane. Mouse events go to the topmost pane under the pointer.

use super::key_mode::key_mode;
use super::panes::{PANES, Pane};
use crate::config::{Key, KeyCode};
use crate::reader::{App, Area, Command, InputMode, LineEdit, Msg, RepeatCount, Size};

/// A terminal event, independent of the terminal library. Positions are columns and rows from 0.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TerminalEvent {
    /// A key press.
    Key(Key),
    /// Pasted text.
    Paste(String),
    /// A press of the left mouse button at a column and row.
    Press(u16, u16),
    /// A mouse movement to a column and row with the left button held.
    Drag(u16, u16),
    /// The release of the left mouse button.
    Release,
    /// A turn of the mouse wheel at a column and row, in rows. Positive scrolls down.
    Wheel(u16, u16, i32),
    /// The new size of the terminal.
    Resize(Size),
}

/// Returns the message for an event in the current state; `None` if the event has no meaning there.
pub fn translate(app: &App, event: &TerminalEvent) -> Option<Msg> {
    match event {
        TerminalEvent::Resize(size) => Some(Msg::Resize(*size)),
        TerminalEvent::Key(key) => match &app.mode {
            InputMode::Normal => Some(translate_key(app, *key)),
            InputMode::Search(_)
            | InputMode::Command(_)
            | InputMode::Query(_)
            | InputMode::Tag(..) => translate_prompt_key(*key),
            InputMode::Confirm(_) => Some(translate_confirm_key(*key)),
            InputMode::Help(help) => translate_help_key(help.input.value().is_empty(), *key),
            InputMode::Explanation(_) => translate_explanation_key(*key),
            InputMode::Hints(_) => Some(translate_hint_key(*key)),
        },
        // Pasted text must never act as keys: a stray paste could delete articles.
        TerminalEvent::Paste(words) => match &app.mode {
            InputMode::Normal
            | InputMode::Explanation(_)
            | InputMode::Hints(_)
            | InputMode::Confirm(_) => None,
            _ => Some(Msg::Edit(LineEdit::Paste(words.clone()))),
        },
        // A click beside the popup closes it, and does nothing else.
        TerminalEvent::Press(..) if matches!(app.mode, InputMode::Explanation(_)) => {
            Some(Msg::Cancel)
        }
        TerminalEvent::Press(x, y) => {
            let (pane, area) = pane_at(app, *x, *y)?;
            pane.click(app, area, *x, *y)
        }
        TerminalEvent::Drag(x, _) => app.is_dragging.then_some(Msg::DragDivider(*x)),
        TerminalEvent::Release => app.is_dragging.then_some(Msg::DropDivider),
        TerminalEvent::Wheel(x, y, rows) => pane_at(app, *x, *y)?.0.wheel(app, *rows),
    }
}

/// Returns the topmost pane at a cell, and its area.
fn pane_at(app: &App, x: u16, y: u16) -> Option<(&'static dyn Pane, Area)> {
    let on_top = PANES.iter().rev();
    let mut there = on_top.filter_map(|pane| Some((*pane, pane.area(app)?)));
    there.find(|(_, area)| area.contains(x, y))
}

fn translate_key(app: &App, key: Key) -> Msg {
    let typed = &app.typed;
    // Escape abandons an unfinished sequence before it has its own meaning.
    if key.code == KeyCode::Escape && !typed.is_empty() {
        return Msg::Unbound;
    }
    // As in vim, a digit with a binding triggers it, except a 0 within a count, as in `10G`.
    if let (Some(0), Some(_), true) = (key.digit(), typed.count, typed.keys.is_empty()) {
        return Msg::Digit(0);
    }
    let mut keys = typed.keys.clone();
    keys.push(key);
    if let Some(msg) = resolve_keys(app, keys, typed.count) {
        return msg;
    }
    // The keys so far already form a command, and this key does not extend them, so it starts a new sequence.
    let is_complete = typed.is_complete();
    let afresh = is_complete
        .then(|| resolve_keys(app, vec![key], None))
        .flatten();
    match (afresh, key.digit()) {
        (Some(Msg::Do(command, count)), _) => Msg::DoAfterPrefix(command, count),
        (Some(msg), _) => msg,
        (None, Some(digit)) if is_complete || typed.keys.is_empty() => Msg::Digit(digit),
        (None, _) => Msg::Unbound,
    }
}

/// Returns the message for a key sequence after an optional count; `None` if it is neither bound nor the beginning of
/// a bound sequence.
fn resolve_keys(app: &App, keys: Vec<Key>, typed: RepeatCount) -> Option<Msg> {
    let found = app.keymap.resolve(key_mode(app), &keys);
    let command = found.action.and_then(command_of_action);
    match (command, found.is_prefix) {
        (Some((command, count)), false) => Some(Msg::Do(command, typed.or(count))),
        (Some((command, count)), true) => {
            Some(Msg::DoAndBeginSequence(command, typed.or(count), keys))
        }
        (None, true) => Some(Msg::BeginSequence(keys)),
        (None, false) => None,
    }
}

/// Parses an action of the key map: a command name, optionally followed by a number that serves as its count.
fn command_of_action(action: &str) -> Option<(Command, Option<u32>)> {
    let mut words = action.split_whitespace();
    let command = Command::from_name(words.next()?)?;
    Some((command, words.next().and_then(|word| word.parse().ok())))
}

/// Translates a key while an input line is active.
fn translate_prompt_key(key: Key) -> Option<Msg> {
    Some(match key.code {
        KeyCode::Enter => Msg::Submit,
        KeyCode::Escape => Msg::Cancel,
        KeyCode::Char('c' | 'g') if key.has_control => Msg::Cancel,
        _ => Msg::Edit(edit_of_key(key)?),
    })
}

/// Returns the edit of a key in an input line. The keys follow readline's defaults.
fn edit_of_key(key: Key) -> Option<LineEdit> {
    let is_word = key.has_control || key.has_alt;
    Some(match key.code {
        KeyCode::Char(c) if key.has_control => return edit_of_control_key(c),
        KeyCode::Char('b') if key.has_alt => LineEdit::WordLeft,
        KeyCode::Char('f') if key.has_alt => LineEdit::WordRight,
        KeyCode::Char(_) if key.has_alt => return None,
        KeyCode::Char(c) => LineEdit::Insert(c),
        KeyCode::Backspace if is_word => LineEdit::DeleteWord,
        KeyCode::Backspace => LineEdit::Backspace,
        KeyCode::Delete => LineEdit::Delete,
        KeyCode::Left if is_word => LineEdit::WordLeft,
        KeyCode::Right if is_word => LineEdit::WordRight,
        KeyCode::Left => LineEdit::Left,
        KeyCode::Right => LineEdit::Right,
        KeyCode::Home => LineEdit::Home,
        KeyCode::End => LineEdit::End,
        KeyCode::Tab if key.has_shift => LineEdit::CompleteBack,
        KeyCode::Tab => LineEdit::Complete,
        KeyCode::Up => LineEdit::Older,
        KeyCode::Down => LineEdit::Newer,
        _ => return None,
    })
}

const fn edit_of_control_key(c: char) -> Option<LineEdit> {
    Some(match c {
        'a' => LineEdit::Home,
        'e' => LineEdit::End,
        'b' => LineEdit::Left,
        'f' => LineEdit::Right,
        'd' => LineEdit::Delete,
        'h' => LineEdit::Backspace,
        'w' => LineEdit::DeleteWord,
        'u' => LineEdit::DeleteToStart,
        'k' => LineEdit::DeleteToEnd,
        'p' => LineEdit::Older,
        'n' => LineEdit::Newer,
        _ => return None,
    })
}

/// The rows that a page key scrolls in the help or an explanation: somewhat less than the 22 rows of help on a 24-row
/// terminal, so that no row is skipped; smaller only scrolls less.
const HELP_PAGE_ROWS: i32 = 15;

/// Translates a key while the explanation of an annotation is shown: keys scroll it or close it, others do nothing.
const fn translate_explanation_key(key: Key) -> Option<Msg> {
    if key.has_control || key.has_alt {
        let closes = key.has_control && matches!(key.code, KeyCode::Char('c' | 'g'));
        return if closes { Some(Msg::Cancel) } else { None };
    }
    Some(match key.code {
        KeyCode::Char('j') | KeyCode::Down => Msg::ScrollHelp(1),
        KeyCode::Char('k') | KeyCode::Up => Msg::ScrollHelp(-1),
        KeyCode::Char(' ') | KeyCode::PageDown => Msg::ScrollHelp(HELP_PAGE_ROWS),
        KeyCode::Char('b') | KeyCode::PageUp => Msg::ScrollHelp(-HELP_PAGE_ROWS),
        KeyCode::Char('q' | 'w' | 'h') | KeyCode::Escape | KeyCode::Enter => Msg::Cancel,
        _ => return None,
    })
}

/// Translates a key while the help is shown. Typed text filters it. While the filter is empty, `j`, `k` and Space
/// scroll, and `q` and `?` close the help.
fn translate_help_key(is_empty: bool, key: Key) -> Option<Msg> {
    if is_empty && !key.has_control && !key.has_alt {
        match key.code {
            KeyCode::Char('q' | '?') => return Some(Msg::Cancel),
            KeyCode::Char('j') => return Some(Msg::ScrollHelp(1)),
            KeyCode::Char('k') => return Some(Msg::ScrollHelp(-1)),
            KeyCode::Char(' ') => return Some(Msg::ScrollHelp(HELP_PAGE_ROWS)),
            // The key that begins a search elsewhere; here typing searches, so it must not become part of the filter.
            KeyCode::Char('/') => return None,
            _ => {}
        }
    }
    Some(match key.code {
        KeyCode::Escape | KeyCode::Enter => Msg::Cancel,
        KeyCode::Char('c' | 'g') if key.has_control => Msg::Cancel,
        KeyCode::Down => Msg::ScrollHelp(1),
        KeyCode::Up => Msg::ScrollHelp(-1),
        KeyCode::PageDown => Msg::ScrollHelp(HELP_PAGE_ROWS),
        KeyCode::PageUp => Msg::ScrollHelp(-HELP_PAGE_ROWS),
        _ => Msg::Edit(edit_of_key(key)?),
    })
}

/// Translates a key while a confirmation is open. Only `y` confirms, so that a key pressed by mistake never deletes.
const fn translate_confirm_key(key: Key) -> Msg {
    match key.code {
        KeyCode::Char('y' | 'Y') if !key.has_control && !key.has_alt => Msg::Submit,
        _ => Msg::Cancel,
    }
}

/// Translates a key while jump labels are shown.
const fn translate_hint_key(key: Key) -> Msg {
    match key.code {
        KeyCode::Char(c) if !key.has_control && !key.has_alt => {
            Msg::HintLetter(c.to_ascii_lowercase())
        }
        _ => Msg::Cancel,
    }
}
