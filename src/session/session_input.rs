//! What a session is started with, and how it ends.

use std::io;
use std::sync::Arc;

use super::library::{LibraryOptions, LibraryServiceError};
use super::panics::CaughtPanic;
use crate::article::Article;
use crate::config::{ColorDepth, Settings};

/// Loads an article when it is opened. Runs on a worker thread, again after each failure. The error is a sentence for
/// the user.
pub type ArticleLoader = Arc<dyn Fn() -> Result<Article, String> + Send + Sync>;

/// Saves an article in the library. Runs on a thread of its own. The result and the error are sentences for the user.
pub type ArticleSaver = Arc<dyn Fn(&Article) -> Result<String, String> + Send + Sync>;

/// An article to show.
pub enum ArticleSource {
    /// An article that has been loaded.
    Article(Box<Article>),
    /// An article that is loaded when it is opened.
    Lazy {
        /// Name shown in the list until it is loaded.
        name: String,
        /// Loads the article.
        load: ArticleLoader,
    },
}

/// What the session shows, and how.
pub struct SessionInput {
    /// The articles from the command line. A single one is opened at once; several are listed.
    pub sources: Vec<ArticleSource>,
    /// The user's library, shown if there are no articles.
    pub library: Option<LibraryOptions>,
    /// The user's settings.
    pub settings: Settings,
    /// Colour depth to use, overriding detection. `None`: detected from the terminal.
    pub depth: Option<ColorDepth>,
    /// Value of `$BROWSER`, used to open links if the settings name no browser.
    pub browser: Option<String>,
    /// Saves an article in the library, and returns a notice or an error message. `None`: articles cannot be saved.
    pub save: Option<ArticleSaver>,
    /// Notice to show first: what was not understood in the settings.
    pub notice: Option<String>,
}

/// How the session ended without an error.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SessionEnd {
    /// The user quit.
    Quit,
    /// A signal with this number ended the session.
    Signal(i32),
}

/// The reason a session could not start, or broke off.
#[derive(Debug, thiserror::Error)]
pub enum SessionError {
    /// Standard output is not a terminal.
    #[error(
        "standard output is not a terminal; use `pullquote annotate` to print to a file or pipe"
    )]
    NoTerminal,
    /// No keys can be read.
    #[error(
        "cannot read keys: standard input is not a terminal, and /dev/tty cannot be opened ({0}); start the reader in a terminal, or print with `pullquote FILE | cat`"
    )]
    NoKeys(io::Error),
    /// A thread could not be started.
    #[error(
        "cannot start a thread ({0}); quit other programs, or raise the process limit (`ulimit -u`)"
    )]
    Thread(io::Error),
    /// The thread that draws the screen panicked.
    #[error(transparent)]
    Panic(#[from] CaughtPanic),
    /// The terminal could not be set up, written or read.
    #[error("the terminal does not respond: {0}")]
    Terminal(#[from] io::Error),
    /// The library could not be opened.
    #[error(transparent)]
    Library(#[from] LibraryServiceError),
    /// The engine could not be built.
    #[error(transparent)]
    Engine(#[from] crate::engine::EngineError),
}
