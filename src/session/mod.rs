//! Owns the running program: the terminal, the event loop, and the threads that carry out the effects that `reader`
//! returns.
//!
//! Data flow: threads (input, signals, workers, library) send `LoopEvent`s into one channel. The loop in `event_loop`
//! sleeps on it, drains it, passes each message to `reader::update`, performs the returned effects, and draws once.
//! Answers come back as messages.
//!
//! This module makes no decisions about what the user sees: those are `reader::update`'s, which can therefore be tested
//! without threads or a terminal. However the program ends (key, signal, panic), the terminal is restored.
//!
//! Start reading at `event_loop::run_session`; `refresh` and `log` are also used by the command line without a screen.

#![expect(
    clippy::disallowed_methods,
    reason = "threads, signals and the clock of the running program are this module's"
)]

mod app_builder;
mod batch_annotation;
mod browser;
mod clipboard_and_browser;
mod event_loop;
mod input_events;
mod jobs;
mod key_reader;
mod library;
pub mod log;
mod panics;
pub mod refresh;
mod signals;
mod terminal_colors;
mod terminal_guard;
mod worker_pool;

use std::io;
use std::sync::Arc;

use crate::article::Article;
use crate::config::{ColorDepth, Settings};

pub use batch_annotation::annotate_library;
pub use event_loop::run_session;
pub use library::{FindFeed, LibraryOptions, LibraryServiceError, ReadPage, find_watch_fault};
pub use panics::{CaughtPanic, WorkLabel, catch_panic, install_panic_hook};
pub use terminal_guard::TerminalGuard;

/// Loads an article when it is opened. Runs on a worker thread, again after each failure. The error is a sentence for
/// the user.
pub type ArticleLoader = Arc<dyn Fn() -> Result<Article, String> + Send + Sync>;

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
