//! What the user is told about a file of settings.

use std::fmt;

use crate::text::escape_unsafe;

/// Something in a file of settings that was not understood, and so ignored.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct ConfigNotice {
    /// The file.
    pub file: String,
    /// The line, from 1.
    pub line: usize,
    /// What is wrong, and what to write instead.
    pub text: String,
}

impl fmt::Display for ConfigNotice {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // Names and values are the user's own, and what explains them may have several lines.
        let text = self.text.replace('\n', " ");
        write!(f, "{}:{}: {}", self.file, self.line, escape_unsafe(&text))
    }
}
