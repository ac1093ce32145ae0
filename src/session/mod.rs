//! Owns the running program: the terminal, the event loop, the worker threads that carry out what `reader` orders.
//!
//! The loop sleeps on one channel, drains it, updates the state, starts what was ordered, and draws once. Decisions are
//! `reader::update`'s. However the program ends (a key, a signal, a panic), the terminal is given back as it was.

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

/// What reads an article when it is opened. It runs on a worker, more than once if it fails.
pub type ArticleLoader = Arc<dyn Fn() -> Result<Article, String> + Send + Sync>;

/// An article to show.
pub enum ArticleSource {
    /// One that was read.
    Article(Box<Article>),
    /// One that is read when it is opened.
    Lazy {
        /// What the list calls it until then.
        name: String,
        /// What reads it.
        load: ArticleLoader,
    },
}

/// What the program shows.
pub struct SessionInput {
    /// The articles. A single one is opened at once; several are a list.
    pub sources: Vec<ArticleSource>,
    /// The user's library, which is shown where there are no articles.
    pub library: Option<LibraryOptions>,
    /// What was set.
    pub settings: Settings,
    /// How many colours are used, whatever the terminal shows; what it shows where there is none.
    pub depth: Option<ColorDepth>,
    /// What `$BROWSER` names, which opens links where the settings name nothing.
    pub browser: Option<String>,
    /// What to tell at first: what of the settings was not understood.
    pub notice: Option<String>,
}

/// How the program ended, when nothing went wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SessionEnd {
    /// The user left.
    Quit,
    /// A signal of this number asked for it.
    Signal(i32),
}

/// Why there is no screen, or no longer one.
#[derive(Debug, thiserror::Error)]
pub enum SessionError {
    /// Standard output is no terminal.
    #[error("standard output is no terminal; `pullquote annotate` prints to files and pipes")]
    NoTerminal,
    /// No keys can be read.
    #[error(
        "no keys can be read: standard input is no terminal, and /dev/tty cannot be opened ({0}); start the reader in a terminal, or print with `pullquote FILE | cat`"
    )]
    NoKeys(io::Error),
    /// A thread could not be started.
    #[error(
        "no thread can be started ({0}); end other programs, or raise the limit on processes (`ulimit -u`)"
    )]
    Thread(io::Error),
    /// The screen's thread panicked.
    #[error(transparent)]
    Panic(#[from] CaughtPanic),
    /// The terminal could not be set up, drawn on or read.
    #[error("the terminal does not answer: {0}")]
    Terminal(#[from] io::Error),
    /// The library is not there.
    #[error(transparent)]
    Library(#[from] LibraryServiceError),
    /// The engine's passes do not fit together.
    #[error(transparent)]
    Engine(#[from] crate::engine::EngineError),
}
