//! Keys, clicks and the wheel as messages: by what is being typed, by the part of the screen, through the key map.

use super::key_mode::key_mode;
use super::panes::{PANES, Pane as PaneTrait};
use crate::config::{Key, KeyCode};
use crate::reader::{App, Area, Command, Count, Edit, Mode, Msg, Size};

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
            Mode::Search(_) | Mode::Command(_) | Mode::Query(_) | Mode::Tag(..) => edit(*key),
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
    if let Some(msg) = resolve(app, keys, typed.count) {
        return msg;
    }
    // A key that asks for something already and is not continued: the next key stands for itself.
    let is_complete = typed.is_complete();
    let afresh = is_complete.then(|| resolve(app, vec![key], None)).flatten();
    match (afresh, key.digit()) {
        (Some(Msg::Do(command, count)), _) => Msg::DoAfresh(command, count),
        (Some(msg), _) => msg,
        (None, Some(digit)) if is_complete || typed.keys.is_empty() => Msg::Digit(digit),
        (None, _) => Msg::Unbound,
    }
}

/// What the keys mean together, after a count.
fn resolve(app: &App, keys: Vec<Key>, typed: Count) -> Option<Msg> {
    let found = app.keymap.resolve(key_mode(app), &keys);
    let command = found.action.and_then(command_of);
    match (command, found.is_prefix) {
        (Some((command, count)), false) => Some(Msg::Do(command, typed.or(count))),
        (Some((command, count)), true) => Some(Msg::DoAndPend(command, typed.or(count), keys)),
        (None, true) => Some(Msg::Pend(keys)),
        (None, false) => None,
    }
}

/// The command of an action of the key map, with the number that may stand behind its name.
fn command_of(action: &str) -> Option<(Command, Option<u32>)> {
    let mut words = action.split_whitespace();
    let command = Command::from_name(words.next()?)?;
    Some((command, words.next().and_then(|word| word.parse().ok())))
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
