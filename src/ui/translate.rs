//! Keys, clicks and the wheel as messages: by what is being typed, by the part of the screen, through the key map.

use super::key_mode::key_mode;
use super::panes::{PANES, Pane as PaneTrait};
use crate::config::{Key, KeyCode};
use crate::reader::{App, Area, Command, Edit, Mode, Msg, Size};

/// What the terminal tells, without the terminal's own types.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Event {
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
pub fn translate(app: &App, event: &Event) -> Option<Msg> {
    match event {
        Event::Resize(size) => Some(Msg::Resize(*size)),
        Event::Key(key) => match &app.mode {
            Mode::Normal => Some(command(app, *key)),
            Mode::Search(_) | Mode::Command(_) | Mode::Query(_) | Mode::Tag(_) => edit(*key),
            Mode::Confirm(_) => Some(confirm(*key)),
            Mode::Help(help) => in_help(help.input.value().is_empty(), *key),
            Mode::Hints(_) => Some(hint(*key)),
        },
        Event::Paste(words) => match &app.mode {
            Mode::Normal | Mode::Hints(_) | Mode::Confirm(_) => None,
            _ => Some(Msg::Edit(Edit::Paste(words.clone()))),
        },
        Event::Press(x, y) => {
            let (pane, area) = pane_at(app, *x, *y)?;
            pane.click(app, area, *x, *y)
        }
        Event::Drag(x, _) => app.is_dragging.then_some(Msg::DragDivider(*x)),
        Event::Release => app.is_dragging.then_some(Msg::DropDivider),
        Event::Wheel(x, y, rows) => pane_at(app, *x, *y)?.0.wheel(app, *rows),
    }
}

/// The pane that lies on top at a cell.
fn pane_at(app: &App, x: u16, y: u16) -> Option<(&'static dyn PaneTrait, Area)> {
    let on_top = PANES.iter().rev();
    let mut there = on_top.filter_map(|pane| Some((*pane, pane.area(app)?)));
    there.find(|(_, area)| area.contains(x, y))
}

fn command(app: &App, key: Key) -> Msg {
    if let Some(digit) = digit(key).filter(|_| app.typed.keys.is_empty()) {
        return count(app, key, digit);
    }
    let mut keys = app.typed.keys.clone();
    keys.push(key);
    let mut found = resolve(app, &keys);
    // A key that acted at once and is not continued: the next key stands for itself.
    if found.is_none() && app.typed.origin.is_some() {
        found = resolve(app, &[key]).map(|msg| match msg {
            Msg::Do(command, _) => Msg::DoAfresh(command),
            msg => msg,
        });
    }
    let escapes = key.code == KeyCode::Escape && !app.typed.is_empty();
    match found {
        _ if escapes => Msg::Unbound,
        Some(msg) => msg,
        None => Msg::Unbound,
    }
}

/// What the keys mean together.
fn resolve(app: &App, keys: &[Key]) -> Option<Msg> {
    let found = app.keymap.resolve(key_mode(app), keys);
    let command = found.action.and_then(command_of);
    let key = *keys.last()?;
    match (command, found.is_prefix) {
        (Some((command, count)), false) => Some(Msg::Do(command, app.typed.count.or(count))),
        (Some((command, count)), true) => {
            Some(Msg::DoAndPend(command, app.typed.count.or(count), key))
        }
        (None, true) => Some(Msg::Pend(key)),
        (None, false) => None,
    }
}

/// The command of an action of the key map, with the number that may stand behind its name.
fn command_of(action: &str) -> Option<(Command, Option<u32>)> {
    let mut words = action.split_whitespace();
    let command = Command::from_name(words.next()?)?;
    Some((command, words.next().and_then(|word| word.parse().ok())))
}

fn digit(key: Key) -> Option<u32> {
    match key.code {
        KeyCode::Char(c) if !key.has_control && !key.has_alt => c.to_digit(10),
        _ => None,
    }
}

/// A digit: part of a count, unless it has a meaning of its own; it may then still begin one.
fn count(app: &App, key: Key, digit: u32) -> Msg {
    let own = app.keymap.resolve(key_mode(app), &[key]);
    let own = own.action.and_then(command_of);
    match (app.typed.count, own) {
        (None, Some((command, _))) => Msg::DoAndCount(command, digit),
        (None, None) if digit == 0 => Msg::Unbound,
        _ => Msg::Digit(digit),
    }
}

/// Keys while a line is typed.
fn edit(key: Key) -> Option<Msg> {
    Some(match key.code {
        KeyCode::Enter => Msg::Submit,
        KeyCode::Escape => Msg::Cancel,
        KeyCode::Char('c' | 'g') if key.has_control => Msg::Cancel,
        _ => Msg::Edit(edit_of(key)?),
    })
}

fn edit_of(key: Key) -> Option<Edit> {
    let is_word = key.has_control || key.has_alt;
    Some(match key.code {
        KeyCode::Char(c) if key.has_control => return control(c),
        KeyCode::Char('b') if key.has_alt => Edit::WordLeft,
        KeyCode::Char('f') if key.has_alt => Edit::WordRight,
        KeyCode::Char(_) if key.has_alt => return None,
        KeyCode::Char(c) => Edit::Insert(c),
        KeyCode::Backspace if is_word => Edit::DeleteWord,
        KeyCode::Backspace => Edit::Backspace,
        KeyCode::Delete => Edit::Delete,
        KeyCode::Left if is_word => Edit::WordLeft,
        KeyCode::Right if is_word => Edit::WordRight,
        KeyCode::Left => Edit::Left,
        KeyCode::Right => Edit::Right,
        KeyCode::Home => Edit::Home,
        KeyCode::End => Edit::End,
        KeyCode::Tab if key.has_shift => Edit::CompleteBack,
        KeyCode::Tab => Edit::Complete,
        KeyCode::Up => Edit::Older,
        KeyCode::Down => Edit::Newer,
        _ => return None,
    })
}

const fn control(c: char) -> Option<Edit> {
    Some(match c {
        'a' => Edit::Home,
        'e' => Edit::End,
        'b' => Edit::Left,
        'f' => Edit::Right,
        'd' => Edit::Delete,
        'h' => Edit::Backspace,
        'w' => Edit::DeleteWord,
        'u' => Edit::DeleteToStart,
        'k' => Edit::DeleteToEnd,
        'p' => Edit::Older,
        'n' => Edit::Newer,
        _ => return None,
    })
}

/// Keys while help is shown: letters narrow it. While nothing is typed, the usual keys scroll and leave.
fn in_help(is_empty: bool, key: Key) -> Option<Msg> {
    const PAGE: i32 = 15;
    if is_empty && !key.has_control && !key.has_alt {
        match key.code {
            KeyCode::Char('q' | '?') => return Some(Msg::Cancel),
            KeyCode::Char('j') => return Some(Msg::ScrollHelp(1)),
            KeyCode::Char('k') => return Some(Msg::ScrollHelp(-1)),
            KeyCode::Char(' ') => return Some(Msg::ScrollHelp(PAGE)),
            KeyCode::Char('/') => return None,
            _ => {}
        }
    }
    Some(match key.code {
        KeyCode::Escape | KeyCode::Enter => Msg::Cancel,
        KeyCode::Char('c' | 'g') if key.has_control => Msg::Cancel,
        KeyCode::Down => Msg::ScrollHelp(1),
        KeyCode::Up => Msg::ScrollHelp(-1),
        KeyCode::PageDown => Msg::ScrollHelp(PAGE),
        KeyCode::PageUp => Msg::ScrollHelp(-PAGE),
        _ => Msg::Edit(edit_of(key)?),
    })
}

/// Keys while something waits for yes or no: only `y` is yes.
const fn confirm(key: Key) -> Msg {
    match key.code {
        KeyCode::Char('y' | 'Y') if !key.has_control && !key.has_alt => Msg::Submit,
        _ => Msg::Cancel,
    }
}

/// Keys while hints are shown.
const fn hint(key: Key) -> Msg {
    match key.code {
        KeyCode::Char(c) if !key.has_control && !key.has_alt => {
            Msg::HintLetter(c.to_ascii_lowercase())
        }
        _ => Msg::Cancel,
    }
}
