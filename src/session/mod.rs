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
mod loop_event;
mod open_attempt;
mod panics;
pub mod refresh;
mod session_input;
mod signals;
mod terminal_colors;
mod terminal_guard;
mod terminal_programs;
mod terminal_state;
mod worker_pool;

pub use batch_annotation::annotate_library;
pub use event_loop::run_session;
pub use library::{
    FindFeed, LibraryOptions, LibraryServiceError, ReadPage, WriteView, find_watch_fault,
};
pub use panics::{CaughtPanic, WorkLabel, catch_panic, install_panic_hook};
pub use session_input::{
    ArticleLoader, ArticleSaver, ArticleSource, SessionEnd, SessionError, SessionInput,
};
pub use terminal_guard::TerminalGuard;
