//! The ID of a document in its source.

use std::fmt;

use serde::Serialize;

/// The ID of a document in its source. A number stays a number in JSON.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(untagged)]
pub enum SourceId<'a> {
    /// A number, with its digits as in the source.
    Number(&'a serde_json::Number),
    /// A string.
    Words(&'a str),
}

impl<'a> From<&'a str> for SourceId<'a> {
    fn from(words: &'a str) -> Self {
        Self::Words(words)
    }
}

impl fmt::Display for SourceId<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Number(number) => number.fmt(f),
            Self::Words(words) => f.write_str(words),
        }
    }
}
