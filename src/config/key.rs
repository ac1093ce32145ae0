//! Keys as they are written in a config: `q`, `C-d`, `S-Tab`, `]q`, `C-w l`.

use std::fmt;

/// What was pressed, without Ctrl and Alt.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum KeyCode {
    /// A character, with Shift in it: `G`, `?`.
    Char(char),
    /// A function key: `F1`.
    Function(u8),
    /// Return.
    Enter,
    /// Escape.
    Escape,
    /// Tab. With Shift it is `S-Tab`.
    Tab,
    /// The key above Return.
    Backspace,
    /// Delete.
    Delete,
    /// Insert.
    Insert,
    /// An arrow.
    Up,
    /// An arrow.
    Down,
    /// An arrow.
    Left,
    /// An arrow.
    Right,
    /// Home.
    Home,
    /// End.
    End,
    /// A page up.
    PageUp,
    /// A page down.
    PageDown,
}

/// Keys that are written by a name. The first name of a key is the one that is printed.
const KEY_NAMES: &[(&str, KeyCode)] = &[
    ("Enter", KeyCode::Enter),
    ("Return", KeyCode::Enter),
    ("Esc", KeyCode::Escape),
    ("Escape", KeyCode::Escape),
    ("Space", KeyCode::Char(' ')),
    ("Tab", KeyCode::Tab),
    ("Backspace", KeyCode::Backspace),
    ("Delete", KeyCode::Delete),
    ("Insert", KeyCode::Insert),
    ("Up", KeyCode::Up),
    ("Down", KeyCode::Down),
    ("Left", KeyCode::Left),
    ("Right", KeyCode::Right),
    ("Home", KeyCode::Home),
    ("End", KeyCode::End),
    ("PageUp", KeyCode::PageUp),
    ("PageDown", KeyCode::PageDown),
];

/// A key with what was held down.
///
/// `has_shift` is set only for keys that are no character: a character has Shift in it already.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Key {
    /// What was pressed.
    pub code: KeyCode,
    /// With Ctrl.
    pub has_control: bool,
    /// With Alt.
    pub has_alt: bool,
    /// With Shift.
    pub has_shift: bool,
}

impl Key {
    /// Returns the key with nothing held down.
    pub const fn plain(code: KeyCode) -> Self {
        Self {
            code,
            has_control: false,
            has_alt: false,
            has_shift: false,
        }
    }

    /// Returns the key of a character.
    pub const fn char(c: char) -> Self {
        Self::plain(KeyCode::Char(c))
    }

    /// Returns the key with Ctrl. Ctrl and a letter do not tell upper from lower case on a terminal.
    pub const fn control(c: char) -> Self {
        let mut key = Self::char(c.to_ascii_lowercase());
        key.has_control = true;
        key
    }

    /// Returns the key that is written so: one character, a name, or either after `C-`, `A-`, `S-`.
    ///
    /// ```
    /// use pullquote::config::Key;
    /// assert_eq!(Key::parse("C-d"), Some(Key::control('d')));
    /// assert_eq!(Key::parse("dd"), None);
    /// ```
    pub fn parse(written: &str) -> Option<Self> {
        let mut rest = written;
        let (mut has_control, mut has_alt, mut has_shift) = (false, false, false);
        while let Some((held, behind)) = rest.split_once('-').filter(|(_, rest)| !rest.is_empty()) {
            match held {
                "C" => has_control = true,
                "A" | "M" => has_alt = true,
                "S" => has_shift = true,
                _ => return None,
            }
            rest = behind;
        }
        let mut key = Self::plain(parse_key_code(rest)?);
        if let KeyCode::Char(c) = key.code {
            if has_shift && !has_control {
                key.code = KeyCode::Char(c.to_ascii_uppercase());
            }
            if has_control {
                key.code = KeyCode::Char(c.to_ascii_lowercase());
            }
            has_shift = false;
        }
        key.has_control = has_control;
        key.has_alt = has_alt;
        key.has_shift = has_shift;
        Some(key)
    }

    /// Returns the digit that the key is, with nothing held down.
    ///
    /// ```
    /// use pullquote::config::Key;
    /// assert_eq!(Key::char('7').digit(), Some(7));
    /// assert_eq!(Key::control('7').digit(), None);
    /// ```
    pub fn digit(self) -> Option<u32> {
        match self.code {
            KeyCode::Char(c) if !self.has_control && !self.has_alt => c.to_digit(10),
            _ => None,
        }
    }

    fn is_plain_char(self) -> bool {
        matches!(self.code, KeyCode::Char(c) if c != ' ') && !self.has_control && !self.has_alt
    }
}

fn parse_key_code(written: &str) -> Option<KeyCode> {
    let mut chars = written.chars();
    if let (Some(c), None) = (chars.next(), chars.next()) {
        return (!c.is_control() && !c.is_whitespace()).then_some(KeyCode::Char(c));
    }
    let named = KEY_NAMES
        .iter()
        .find(|(name, _)| name.eq_ignore_ascii_case(written));
    if let Some((_, code)) = named {
        return Some(*code);
    }
    let number = written.strip_prefix(['F', 'f'])?.parse().ok()?;
    (1..=24)
        .contains(&number)
        .then_some(KeyCode::Function(number))
}

impl fmt::Display for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (is_held, name) in [
            (self.has_control, "C-"),
            (self.has_alt, "A-"),
            (self.has_shift, "S-"),
        ] {
            f.write_str(if is_held { name } else { "" })?;
        }
        let name = KEY_NAMES.iter().find(|(_, code)| *code == self.code);
        match (name, self.code) {
            (Some((name, _)), _) => f.write_str(name),
            (None, KeyCode::Char(c)) => write!(f, "{c}"),
            (None, KeyCode::Function(n)) => write!(f, "F{n}"),
            (None, _) => Ok(()),
        }
    }
}

/// Returns the keys of a sequence: parts between white space are keys with a name, or characters one after another.
///
/// ```
/// use pullquote::config::{Key, parse_keys};
/// assert_eq!(parse_keys("]q"), Some(vec![Key::char(']'), Key::char('q')]));
/// assert_eq!(parse_keys("C-w l").map(|keys| keys.len()), Some(2));
/// assert_eq!(parse_keys(""), None);
/// ```
pub fn parse_keys(written: &str) -> Option<Vec<Key>> {
    let mut keys = Vec::new();
    for part in written.split_whitespace() {
        if let Some(key) = Key::parse(part) {
            keys.push(key);
            continue;
        }
        // `Entr`, `F25` and `X-d` are slips, not keys in a row.
        let is_sequence =
            part.chars().count() <= 3 && !part.contains('-') && !is_function_key(part);
        if !is_sequence {
            return None;
        }
        keys.extend(part.chars().map(Key::char));
    }
    (!keys.is_empty()).then_some(keys)
}

fn is_function_key(part: &str) -> bool {
    let number = part.strip_prefix(['F', 'f']);
    number.is_some_and(|number| number.parse::<u32>().is_ok())
}

/// Returns a sequence as it is written in a config: what [`parse_keys`] reads back.
pub fn format_keys(keys: &[Key]) -> String {
    let joined: String = keys.iter().map(ToString::to_string).collect();
    if keys.iter().all(|key| key.is_plain_char()) && parse_keys(&joined).as_deref() == Some(keys) {
        return joined;
    }
    let words: Vec<_> = keys.iter().map(ToString::to_string).collect();
    words.join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check_keys(written: &str, printed: &str) {
        let keys = parse_keys(written).unwrap_or_else(|| panic!("{written} is not read"));
        assert_eq!(format_keys(&keys), printed);
        assert_eq!(parse_keys(printed), Some(keys), "{printed}");
    }

    #[test]
    fn what_is_printed_is_read_back() {
        check_keys("gg", "gg");
        check_keys("C-d", "C-d");
        check_keys("C-D", "C-d");
        check_keys("S-tab", "S-Tab");
        check_keys("S-g", "G");
        check_keys("return", "Enter");
        check_keys("space b", "Space b");
        check_keys("C-w l", "C-w l");
        check_keys("A-C-Up", "C-A-Up");
        check_keys("f12", "F12");
        check_keys("-", "-");
        check_keys("C--", "C--");
        check_keys("U p", "U p");
        check_keys("]", "]");
    }

    #[test]
    fn slips_are_no_keys() {
        for wrong in ["", " ", "Entr", "X-d", "F25", "C-dd", "F0"] {
            assert_eq!(parse_keys(wrong), None, "{wrong}");
        }
    }
}
