//! Notices about invalid parts of a settings file.

use std::fmt;

use crate::text::escape_unsafe;

/// A problem in a settings file: an invalid part, which is ignored, or a warning.
///
/// Displayed as `file:line: text`, with control characters escaped.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct ConfigNotice {
    /// The file's name, as the caller gave it.
    pub file: String,
    /// The line number, counted from 1.
    pub line: usize,
    /// The column of the wrong name or value, counted from 1 in characters.
    pub column: usize,
    /// What is wrong and what to write instead.
    pub text: String,
}

impl fmt::Display for ConfigNotice {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // The text quotes names and values from the user's file, and the TOML parser's messages may span lines.
        let text = self.text.replace('\n', " ");
        let Self {
            file, line, column, ..
        } = self;
        write!(f, "{file}:{line}:{column}: {}", escape_unsafe(&text))
    }
}
