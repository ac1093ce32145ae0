//! Why bytes could not be read into an article, each in a sentence, with what to try.

use crate::text::{MAX_BYTES, TooLong};

/// Why there is no article. The message completes "`name`: "; [`ReadError::advice`] says what to try.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ReadError {
    /// No bytes, or white space alone.
    #[error("there is no text in it")]
    Empty,
    /// More text than is taken.
    #[error("it is too long: {bytes} bytes, and at most {MAX_BYTES} are read")]
    TooLong {
        /// Its length.
        bytes: usize,
    },
    /// Not text at all.
    #[error("it is {what}, not text")]
    Binary {
        /// What it looks like, with its article: "a PDF document".
        what: &'static str,
    },
    /// A page of menus, links or scripts only.
    #[error("the page holds no article: nothing but menus, links or scripts")]
    NoArticle,
    /// Of a page that is too much to read, what was read holds no article.
    #[error("the page holds no article as far as it was read. {note}")]
    Cut {
        /// What was left out, as a sentence.
        note: String,
    },
    /// A feed, where one article was looked for.
    #[error("it is a feed without an entry that has text")]
    Feed,
}

impl ReadError {
    /// Returns what the user may try, as a sentence.
    pub const fn advice(&self) -> &'static str {
        match self {
            Self::Empty => {
                "Check that the file was written, or that the command before the pipe printed something."
            }
            Self::TooLong { .. } => "Cut the file into parts, for example with `split -b 32M`.",
            Self::Binary { .. } => {
                "Save or convert it as text or HTML first; a PDF with `pdftotext FILE -`."
            }
            Self::NoArticle | Self::Cut { .. } => {
                "Open the page of a single article; if it is built by scripts, save it from a browser and open the file."
            }
            Self::Feed => "Open the link of one of its entries.",
        }
    }
}

impl From<TooLong> for ReadError {
    fn from(error: TooLong) -> Self {
        Self::TooLong { bytes: error.bytes }
    }
}
