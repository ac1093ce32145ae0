//! The error returned when no article can be read, with advice for the user.

use super::binary_format::BinaryFormat;
use crate::text::{MAX_TEXT_BYTES, TextTooLong, count_with_noun, group_thousands};

/// The reason why no article could be read. Its message is shown after the name of the file or page and a colon;
/// [`ReadError::advice`] says what to try.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ReadError {
    /// No bytes, or only white space.
    #[error("there is no text in it")]
    Empty,
    /// More text than the limit.
    #[error(
        "it is too long: {}, and at most {} are read",
        count_with_noun(bytes, "byte"),
        group_thousands(MAX_TEXT_BYTES)
    )]
    TooLong {
        /// The length, in bytes.
        bytes: usize,
    },
    /// The file is not text.
    #[error("it is {}, not text", .0.name)]
    Binary(BinaryFormat),
    /// A page of only menus, links or scripts.
    #[error("the page holds no article: nothing but menus, links or scripts")]
    NoArticle,
    /// A page that asks for consent to cookies.
    #[error("the page asks for consent to cookies and shows no article")]
    ConsentPage,
    /// A page that asks for a log-in or a subscription.
    #[error("the page asks for a log-in or a subscription and shows no article")]
    LoginPage,
    /// A page that reports an error of the site.
    #[error("the page is an error message of the site, not an article")]
    ErrorPage,
    /// A page of links to other pages.
    #[error("the page is a list of other pages, not an article")]
    ListOfPages,
    /// A page that was too large to read fully, and no article in the part that was read.
    #[error("the page holds no article as far as it was read. {note}")]
    Truncated {
        /// A sentence about the part that was not read.
        note: String,
    },
    /// A feed instead of an article.
    #[error("it is a feed without an entry that has text")]
    Feed,
}

impl ReadError {
    /// Returns a sentence about what the user can try.
    pub const fn advice(&self) -> &'static str {
        match self {
            Self::Empty => {
                "Check that the file was written, or that the command before the pipe printed something."
            }
            Self::TooLong { .. } => "Cut the file into parts, for example with `split -b 32M`.",
            Self::Binary(format) => format.advice,
            Self::NoArticle | Self::Truncated { .. } => {
                "Open the page of a single article; if it is built by scripts, save it from a browser and open the file."
            }
            Self::ConsentPage | Self::LoginPage => {
                "Answer it in a browser, save the page from there and open the file."
            }
            Self::ErrorPage => {
                "Check the address in a browser; if the article is there, save the page and open the file."
            }
            Self::ListOfPages => "Open the page of one of its articles, or add its feed.",
            Self::Feed => "Open the link of one of its entries.",
        }
    }
}

impl From<TextTooLong> for ReadError {
    fn from(error: TextTooLong) -> Self {
        Self::TooLong { bytes: error.bytes }
    }
}
