//! Keys, clicks and sizes from the terminal, in the reader's own terms.

use crossterm::event::{
    Event as Raw, KeyCode as RawCode, KeyEvent, KeyEventKind, KeyModifiers, MouseButton,
    MouseEvent, MouseEventKind,
};

use crate::config::{Key, KeyCode};
use crate::reader::Size;
use crate::ui::Event;

/// Rows that a notch of the wheel moves.
const WHEEL_ROWS: i32 = 3;

/// Returns what the terminal tells; nothing where the reader does not care.
pub(super) fn event(raw: Raw) -> Option<Event> {
    match raw {
        Raw::Key(key) if key.kind != KeyEventKind::Release => self::key(key).map(Event::Key),
        Raw::Mouse(mouse) => self::mouse(mouse),
        Raw::Paste(words) => Some(Event::Paste(words)),
        Raw::Resize(width, height) => Some(Event::Resize(Size { width, height })),
        Raw::Key(_) | Raw::FocusGained | Raw::FocusLost => None,
    }
}

fn key(raw: KeyEvent) -> Option<Key> {
    let has_shift = raw.modifiers.contains(KeyModifiers::SHIFT);
    let has_control = raw.modifiers.contains(KeyModifiers::CONTROL);
    let code = code(raw.code)?;
    let is_char = matches!(code, KeyCode::Char(_));
    Some(Key {
        code: match code {
            KeyCode::Char(c) if has_control => KeyCode::Char(c.to_ascii_lowercase()),
            code => code,
        },
        has_control,
        has_alt: raw.modifiers.contains(KeyModifiers::ALT),
        has_shift: !is_char && (has_shift || raw.code == RawCode::BackTab),
    })
}

const fn code(raw: RawCode) -> Option<KeyCode> {
    Some(match raw {
        RawCode::Char(c) => KeyCode::Char(c),
        RawCode::F(n) => KeyCode::Function(n),
        RawCode::Enter => KeyCode::Enter,
        RawCode::Esc => KeyCode::Escape,
        RawCode::Tab | RawCode::BackTab => KeyCode::Tab,
        RawCode::Backspace => KeyCode::Backspace,
        RawCode::Delete => KeyCode::Delete,
        RawCode::Insert => KeyCode::Insert,
        RawCode::Up => KeyCode::Up,
        RawCode::Down => KeyCode::Down,
        RawCode::Left => KeyCode::Left,
        RawCode::Right => KeyCode::Right,
        RawCode::Home => KeyCode::Home,
        RawCode::End => KeyCode::End,
        RawCode::PageUp => KeyCode::PageUp,
        RawCode::PageDown => KeyCode::PageDown,
        _ => return None,
    })
}

const fn mouse(raw: MouseEvent) -> Option<Event> {
    let (x, y) = (raw.column, raw.row);
    Some(match raw.kind {
        MouseEventKind::Down(MouseButton::Left) => Event::Press(x, y),
        MouseEventKind::Drag(MouseButton::Left) => Event::Drag(x, y),
        MouseEventKind::Up(MouseButton::Left) => Event::Release,
        MouseEventKind::ScrollDown => Event::Wheel(x, y, WHEEL_ROWS),
        MouseEventKind::ScrollUp => Event::Wheel(x, y, -WHEEL_ROWS),
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(code: RawCode, modifiers: KeyModifiers, written: &str) {
        let raw = Raw::Key(KeyEvent::new(code, modifiers));
        let expected = Key::parse(written).map(Event::Key);
        assert_eq!(event(raw), expected, "{written}");
    }

    #[test]
    fn keys_are_those_of_the_config() {
        check(RawCode::Char('G'), KeyModifiers::SHIFT, "G");
        check(RawCode::Char('d'), KeyModifiers::CONTROL, "C-d");
        check(RawCode::BackTab, KeyModifiers::SHIFT, "S-Tab");
        check(RawCode::BackTab, KeyModifiers::NONE, "S-Tab");
        check(RawCode::Char(' '), KeyModifiers::NONE, "Space");
        check(RawCode::Left, KeyModifiers::ALT, "A-Left");
    }

    #[test]
    fn a_key_that_is_let_go_is_none() {
        let mut key = KeyEvent::new(RawCode::Char('q'), KeyModifiers::NONE);
        key.kind = KeyEventKind::Release;
        assert_eq!(event(Raw::Key(key)), None);
    }
}
