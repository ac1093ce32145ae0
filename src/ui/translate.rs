//! Keys, clicks and the wheel as messages: by what is being typed, by the part of the screen, through the key map.

use super::key_mode::key_mode;
use super::panes::{PANES, Pane as PaneTrait};
use crate::config::{Key, KeyCode};
use crate::reader::{App, Area, Command, InputMode, LineEdit, Msg, RepeatCount, Size};

/// What the terminal tells, without the terminal's own types.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TerminalEvent {
    /// A key was pressed.
    Key(Key),
    /// Words were pasted.
    Paste(String),
    /// The first mouse button was pressed at a cell.
    Press(u16, u16),
    /// The mouse was moved with the button down.
    Drag(u16, u16),
    /// The button was let go.
    Release,
    /// The wheel was turned over a cell, by so many rows.
    Wheel(u16, u16, i32),
    /// The terminal has another size.
    Resize(Size),
}

/// Returns what an event means now; nothing where it means nothing.
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
            InputMode::Hints(_) => Some(translate_hint_key(*key)),
        },
        TerminalEvent::Paste(words) => match &app.mode {
            InputMode::Normal | InputMode::Hints(_) | InputMode::Confirm(_) => None,
            _ => Some(Msg::Edit(LineEdit::Paste(words.clone()))),
        },
        TerminalEvent::Press(x, y) => {
            let (pane, area) = pane_at(app, *x, *y)?;
            pane.click(app, area, *x, *y)
        }
        TerminalEvent::Drag(x, _) => app.is_dragging.then_some(Msg::DragDivider(*x)),
        TerminalEvent::Release => app.is_dragging.then_some(Msg::DropDivider),
        TerminalEvent::Wheel(x, y, rows) => pane_at(app, *x, *y)?.0.wheel(app, *rows),
    }
}

/// The pane that lies on top at a cell.
fn pane_at(app: &App, x: u16, y: u16) -> Option<(&'static dyn PaneTrait, Area)> {
    let on_top = PANES.iter().rev();
    let mut there = on_top.filter_map(|pane| Some((*pane, pane.area(app)?)));
    there.find(|(_, area)| area.contains(x, y))
}

fn translate_key(app: &App, key: Key) -> Msg {
    let typed = &app.typed;
    if key.code == KeyCode::Escape && !typed.is_empty() {
        return Msg::Unbound;
    }
    // As in vim, a digit that is bound acts, but for a 0 within a count.
    if let (Some(0), Some(_), true) = (key.digit(), typed.count, typed.keys.is_empty()) {
        return Msg::Digit(0);
    }
    let mut keys = typed.keys.clone();
    keys.push(key);
    if let Some(msg) = resolve_keys(app, keys, typed.count) {
        return msg;
    }
    // A key that asks for something already and is not continued: the next key stands for itself.
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

/// What the keys mean together, after a count.
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

/// The command of an action of the key map, with the number that may stand behind its name.
fn command_of_action(action: &str) -> Option<(Command, Option<u32>)> {
    let mut words = action.split_whitespace();
    let command = Command::from_name(words.next()?)?;
    Some((command, words.next().and_then(|word| word.parse().ok())))
}

/// Keys while a line is typed.
fn translate_prompt_key(key: Key) -> Option<Msg> {
    Some(match key.code {
        KeyCode::Enter => Msg::Submit,
        KeyCode::Escape => Msg::Cancel,
        KeyCode::Char('c' | 'g') if key.has_control => Msg::Cancel,
        _ => Msg::Edit(edit_of_key(key)?),
    })
}

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

/// Keys while help is shown: letters narrow it. While nothing is typed, the usual keys scroll and leave.
fn translate_help_key(is_empty: bool, key: Key) -> Option<Msg> {
    const HELP_PAGE_ROWS: i32 = 15;
    if is_empty && !key.has_control && !key.has_alt {
        match key.code {
            KeyCode::Char('q' | '?') => return Some(Msg::Cancel),
            KeyCode::Char('j') => return Some(Msg::ScrollHelp(1)),
            KeyCode::Char('k') => return Some(Msg::ScrollHelp(-1)),
            KeyCode::Char(' ') => return Some(Msg::ScrollHelp(HELP_PAGE_ROWS)),
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

/// Keys while something waits for yes or no: only `y` is yes.
const fn translate_confirm_key(key: Key) -> Msg {
    match key.code {
        KeyCode::Char('y' | 'Y') if !key.has_control && !key.has_alt => Msg::Submit,
        _ => Msg::Cancel,
    }
}

/// Keys while hints are shown.
const fn translate_hint_key(key: Key) -> Msg {
    match key.code {
        KeyCode::Char(c) if !key.has_control && !key.has_alt => {
            Msg::HintLetter(c.to_ascii_lowercase())
        }
        _ => Msg::Cancel,
    }
}
