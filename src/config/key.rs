//! Owns keys and their notation in the config: `q`, `C-d`, `S-Tab`, `]q`, `C-w l`.

use std::fmt;

/// A key without its modifiers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum KeyCode {
    /// A character, with Shift already applied: `G`, `?`.
    Char(char),
    /// A function key by its number, from 1 to 24: `F1`.
    Function(u8),
    /// The Enter key, also called Return.
    Enter,
    /// The Escape key.
    Escape,
    /// The Tab key. Shift+Tab is this code with [`Key::has_shift`].
    Tab,
    /// The Backspace key.
    Backspace,
    /// The Delete key.
    Delete,
    /// The Insert key.
    Insert,
    /// The up arrow.
    Up,
    /// The down arrow.
    Down,
    /// The left arrow.
    Left,
    /// The right arrow.
    Right,
    /// The Home key.
    Home,
    /// The End key.
    End,
    /// The Page Up key.
    PageUp,
    /// The Page Down key.
    PageDown,
}

/// Names of keys in the config. A key with several names is printed with the first.
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

/// A key with its modifiers.
///
/// `has_shift` is only set for keys that are not characters, because a character has Shift already applied.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Key {
    /// The key itself.
    pub code: KeyCode,
    /// True if Ctrl is held.
    pub has_control: bool,
    /// True if Alt is held.
    pub has_alt: bool,
    /// True if Shift is held; always false for a [`KeyCode::Char`].
    pub has_shift: bool,
}

impl Key {
    /// Returns the key without modifiers.
    pub const fn plain(code: KeyCode) -> Self {
        Self {
            code,
            has_control: false,
            has_alt: false,
            has_shift: false,
        }
    }

    /// Returns the key of a character, without modifiers.
    pub const fn char(c: char) -> Self {
        Self::plain(KeyCode::Char(c))
    }

    /// Returns the character with Ctrl. It is lowercased, because terminals send the same byte for `C-d` and `C-D`.
    pub const fn control(c: char) -> Self {
        let mut key = Self::char(c.to_ascii_lowercase());
        key.has_control = true;
        key
    }

    /// Parses one key: a character or a key name, optionally after the modifiers `C-` (Ctrl), `A-` or `M-` (Alt) and
    /// `S-` (Shift). Returns `None` for anything else. Names are case-insensitive.
    ///
    /// # Examples
    ///
    /// ```
    /// use pullquote::config::Key;
    /// assert_eq!(Key::parse("C-d"), Some(Key::control('d')));
    /// assert_eq!(Key::parse("dd"), None);
    /// ```
    pub fn parse(written: &str) -> Option<Self> {
        let mut rest = written;
        let (mut has_control, mut has_alt, mut has_shift) = (false, false, false);
        // A hyphen at the end is the key `-` itself, as in `C--`.
        while let Some((modifier, after)) =
            rest.split_once('-').filter(|(_, rest)| !rest.is_empty())
        {
            match modifier {
                "C" => has_control = true,
                "A" | "M" => has_alt = true,
                "S" => has_shift = true,
                _ => return None,
            }
            rest = after;
        }
        let mut key = Self::plain(parse_key_code(rest)?);
        if let KeyCode::Char(c) = key.code {
            // Characters carry Shift in their case, except with Ctrl: see `Key::control`.
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

    /// Returns the value of a digit key, 0 to 9; `None` for other keys and for digits with Ctrl or Alt.
    ///
    /// # Examples
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

    /// Returns true for a character that can be written next to others in a sequence.
    fn is_plain_char(self) -> bool {
        matches!(self.code, KeyCode::Char(c) if c != ' ') && !self.has_control && !self.has_alt
    }
}

/// Parses a key without modifiers.
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
    // Many terminals report Shift+F1 to Shift+F12 as F13 to F24. Higher numbers are typing errors.
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

/// Parses a key sequence. Each word is one key, or up to three characters to be pressed one after another.
///
/// Returns `None` if a word is neither, or if there are no words.
///
/// # Examples
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
        // A longer word is almost certainly a misspelled key name, such as `Entr`; no preset has a sequence of more
        // than three characters. `F25` and `X-d` are misspelled names too. Longer sequences are written with spaces.
        let is_sequence =
            part.chars().count() <= 3 && !part.contains('-') && !is_function_key(part);
        if !is_sequence {
            return None;
        }
        keys.extend(part.chars().map(Key::char));
    }
    (!keys.is_empty()).then_some(keys)
}

/// Returns true if a word is written like a function key, with any number.
fn is_function_key(part: &str) -> bool {
    let number = part.strip_prefix(['F', 'f']);
    number.is_some_and(|number| number.parse::<u32>().is_ok())
}

/// Formats a key sequence in the notation of the config, so that [`parse_keys`] returns the same keys.
pub fn format_keys(keys: &[Key]) -> String {
    let joined: String = keys.iter().map(ToString::to_string).collect();
    if keys.iter().all(|key| key.is_plain_char()) && parse_keys(&joined).as_deref() == Some(keys) {
        return joined;
    }
    // Joined characters can also form a key name: `U` then `p` must not be written `Up`.
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
