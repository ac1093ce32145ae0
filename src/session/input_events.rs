//! Translates the terminal's events (keys, clicks, resizes) to the reader's.

use crossterm::event::{
    Event as Raw, KeyCode as RawCode, KeyEvent, KeyEventKind, KeyModifiers, MouseButton,
    MouseEvent, MouseEventKind,
};

use crate::config::{Key, KeyCode};
use crate::reader::Size;
use crate::ui::TerminalEvent;

/// Rows scrolled per notch of the mouse wheel.
const WHEEL_ROWS: i32 = 3;

/// Returns the translated event; `None` for events that the reader ignores.
pub(super) fn translate_event(raw: Raw) -> Option<TerminalEvent> {
    match raw {
        Raw::Key(key) if key.kind != KeyEventKind::Release => {
            translate_key(key).map(TerminalEvent::Key)
        }
        Raw::Mouse(mouse) => translate_mouse(mouse),
        Raw::Paste(words) => Some(TerminalEvent::Paste(words)),
        Raw::Resize(width, height) => Some(TerminalEvent::Resize(Size { width, height })),
        Raw::Key(_) | Raw::FocusGained | Raw::FocusLost => None,
    }
}

fn translate_key(raw: KeyEvent) -> Option<Key> {
    let has_shift = raw.modifiers.contains(KeyModifiers::SHIFT);
    let has_control = raw.modifiers.contains(KeyModifiers::CONTROL);
    let code = translate_key_code(raw.code)?;
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

const fn translate_key_code(raw: RawCode) -> Option<KeyCode> {
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

const fn translate_mouse(raw: MouseEvent) -> Option<TerminalEvent> {
    let (x, y) = (raw.column, raw.row);
    Some(match raw.kind {
        MouseEventKind::Down(MouseButton::Left) => TerminalEvent::Press(x, y),
        MouseEventKind::Drag(MouseButton::Left) => TerminalEvent::Drag(x, y),
        MouseEventKind::Up(MouseButton::Left) => TerminalEvent::Release,
        MouseEventKind::ScrollDown => TerminalEvent::Wheel(x, y, WHEEL_ROWS),
        MouseEventKind::ScrollUp => TerminalEvent::Wheel(x, y, -WHEEL_ROWS),
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check_key(code: RawCode, modifiers: KeyModifiers, written: &str) {
        let raw = Raw::Key(KeyEvent::new(code, modifiers));
        let expected = Key::parse(written).map(TerminalEvent::Key);
        assert_eq!(translate_event(raw), expected, "{written}");
    }

    #[test]
    fn keys_are_those_of_the_config() {
        check_key(RawCode::Char('G'), KeyModifiers::SHIFT, "G");
        check_key(RawCode::Char('d'), KeyModifiers::CONTROL, "C-d");
        check_key(RawCode::BackTab, KeyModifiers::SHIFT, "S-Tab");
        check_key(RawCode::BackTab, KeyModifiers::NONE, "S-Tab");
        check_key(RawCode::Char(' '), KeyModifiers::NONE, "Space");
        check_key(RawCode::Left, KeyModifiers::ALT, "A-Left");
    }

    #[test]
    fn a_key_that_is_let_go_is_none() {
        let mut key = KeyEvent::new(RawCode::Char('q'), KeyModifiers::NONE);
        key.kind = KeyEventKind::Release;
        assert_eq!(translate_event(Raw::Key(key)), None);
    }
}
