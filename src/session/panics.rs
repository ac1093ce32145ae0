//! Panics: the hook that records them, the message for the user, and isolation of single pieces of work.
//!
//! A panic message may contain words of the article being processed. Only a shortened one without them is logged.

use std::any::Any;
use std::backtrace::Backtrace;
use std::cell::{Cell, RefCell};
use std::fmt;
use std::io::{self, Write};
use std::panic::{self, AssertUnwindSafe, PanicHookInfo};
use std::sync::{Mutex, Once, PoisonError};
use std::thread::{self, ThreadId};

use super::terminal_state;
use crate::library::{EntryId, FeedId};

/// Longest panic message that is recorded, in characters. The source location already identifies the panic.
const MAX_MESSAGE_CHARS: usize = 200;
/// Prefixes of standard library messages that are followed by values. The values are cut off.
const QUOTING_MESSAGES: [&str; 4] = [
    "called `Result::unwrap()` on an `Err` value",
    "called `Result::unwrap_err()` on an `Ok` value",
    "assertion `left == right` failed",
    "assertion `left != right` failed",
];

/// What a thread is working on, for the log.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WorkLabel {
    /// An entry of the library.
    Entry(EntryId),
    /// A feed of the library.
    Feed(FeedId),
    /// An input of the command line, counted from 1.
    Input(usize),
    /// Other work, described in words.
    Task(&'static str),
}

impl fmt::Display for WorkLabel {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Entry(EntryId(n)) => write!(f, "entry {n}"),
            Self::Feed(FeedId(n)) => write!(f, "feed {n}"),
            Self::Input(n) => write!(f, "input {n}"),
            Self::Task(task) => f.write_str(task),
        }
    }
}

/// A caught panic. The log has its backtrace.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "this is a bug in pullquote ({place}: {message}); the log has the details, and `pullquote doctor` shows where it is"
)]
pub struct CaughtPanic {
    /// The panic message, without words of any text.
    pub message: String,
    /// Source location (file, line, column).
    pub place: String,
}

thread_local! {
    /// What this thread is working on. While it is set, panics are caught.
    static CURRENT_WORK: Cell<Option<WorkLabel>> = const { Cell::new(None) };
    /// The last panic of this thread, passed from the hook to [`catch_panic`].
    static LAST_PANIC: RefCell<Option<CaughtPanic>> = const { RefCell::new(None) };
}

/// The thread that draws the screen.
static SCREEN_THREAD: Mutex<Option<ThreadId>> = Mutex::new(None);

/// Runs `work` and catches a panic in it.
///
/// The panic is logged under `label`; nothing is printed.
///
/// # Errors
///
/// The caught panic.
pub fn catch_panic<T>(label: WorkLabel, work: impl FnOnce() -> T) -> Result<T, CaughtPanic> {
    let outer = CURRENT_WORK.replace(Some(label));
    let done = panic::catch_unwind(AssertUnwindSafe(work));
    CURRENT_WORK.set(outer);
    done.map_err(|payload| {
        let known = LAST_PANIC.take();
        known.unwrap_or_else(|| CaughtPanic {
            message: shorten_message(read_message(payload.as_ref())),
            place: "unknown place".to_owned(),
        })
    })
}

/// Installs the panic hook, once. It logs every panic; for an uncaught one it also restores the terminal and prints one
/// line to standard error.
pub fn install_panic_hook() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        let default_hook = panic::take_hook();
        panic::set_hook(Box::new(move |info| {
            let caught = describe_panic(info);
            log_panic(&caught);
            let label = CURRENT_WORK.get();
            if label.is_some() {
                let _ = LAST_PANIC.replace(Some(caught));
            } else if is_screen_thread() || !terminal_state::is_taken() {
                terminal_state::restore_terminal();
                print_panic(&caught);
                if wants_backtrace() {
                    default_hook(info);
                }
            }
        }));
    });
}

/// Marks the current thread as the one that draws the screen: its uncaught panics restore the terminal.
pub(super) fn set_screen_thread() {
    let mut screen = SCREEN_THREAD.lock().unwrap_or_else(PoisonError::into_inner);
    *screen = Some(thread::current().id());
}

fn is_screen_thread() -> bool {
    let screen = SCREEN_THREAD.lock().unwrap_or_else(PoisonError::into_inner);
    *screen == Some(thread::current().id())
}

#[expect(
    clippy::disallowed_methods,
    reason = "the same variable that the standard library reads"
)]
fn wants_backtrace() -> bool {
    std::env::var_os("RUST_BACKTRACE").is_some_and(|value| value != "0")
}

fn describe_panic(info: &PanicHookInfo<'_>) -> CaughtPanic {
    let place = info.location().map_or_else(
        || "unknown place".to_owned(),
        |at| format!("{}:{}:{}", at.file(), at.line(), at.column()),
    );
    CaughtPanic {
        message: shorten_message(read_message(info.payload())),
        place,
    }
}

fn log_panic(caught: &CaughtPanic) {
    let label = CURRENT_WORK
        .get()
        .map_or_else(|| "none".to_owned(), |label| label.to_string());
    let backtrace = Backtrace::force_capture();
    tracing::error!(
        work = %label,
        place = %caught.place,
        reason = %caught.message,
        backtrace = %backtrace,
        "panic"
    );
}

fn print_panic(caught: &CaughtPanic) {
    let line = format!("pullquote: {caught}\n");
    // If standard error is closed, there is no one to inform.
    let _ = io::stderr().lock().write_all(line.as_bytes());
}

fn read_message(payload: &dyn Any) -> &str {
    let owned = payload.downcast_ref::<String>().map(String::as_str);
    owned
        .or_else(|| payload.downcast_ref::<&str>().copied())
        .unwrap_or("no reason given")
}

/// Returns a panic message up to the first quoted value, which may be part of an article, as in "byte index 3 is not a
/// char boundary; it is inside 'é' (bytes 2..4) of `…`".
fn shorten_message(message: &str) -> String {
    let known = QUOTING_MESSAGES
        .iter()
        .find(|known| message.starts_with(**known));
    if let Some(known) = known {
        return (*known).to_owned();
    }
    let mut short = String::new();
    let mut last = ' ';
    for c in message.chars().take(MAX_MESSAGE_CHARS) {
        let begins_word = !last.is_alphanumeric();
        let is_quote = matches!(c, '`' | '"' | '“' | '‘') || (c == '\'' && begins_word);
        if is_quote || c.is_control() {
            short.push('…');
            break;
        }
        short.push(c);
        last = c;
    }
    short
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check_message(message: &str, short: &str) {
        assert_eq!(shorten_message(message), short);
    }

    #[test]
    fn a_message_keeps_no_words_of_a_text() {
        check_message("out of paper", "out of paper");
        check_message("the reader can't go on", "the reader can't go on");
        check_message(
            "byte index 3 is not a char boundary; it is inside 'é' (bytes 2..4) of `The minister`",
            "byte index 3 is not a char boundary; it is inside …",
        );
        check_message(
            "byte index 90 is out of bounds of `The minister`",
            "byte index 90 is out of bounds of …",
        );
        check_message(
            "called `Result::unwrap()` on an `Err` value: Foreign(\"The minister\")",
            "called `Result::unwrap()` on an `Err` value",
        );
        check_message(
            "assertion `left == right` failed\n  left: \"The minister\"\n right: \"\"",
            "assertion `left == right` failed",
        );
        check_message(
            "no feed: Error { text: \"The minister\" }",
            "no feed: Error { text: …",
        );
        check_message("one line\nThe minister", "one line…");
    }

    #[test]
    fn a_message_that_was_really_made_keeps_no_words_of_a_text() {
        install_panic_hook();
        let text = "Präsident";
        let caught = catch_panic(WorkLabel::Entry(EntryId(7)), || {
            #[expect(clippy::string_slice, reason = "this is to panic")]
            text[..3].len()
        });
        let caught = caught.expect_err("inside a character");
        assert!(!caught.to_string().contains("Pr"), "{caught}");
        assert!(caught.place.contains("panics.rs"), "{caught}");
    }

    #[test]
    fn work_that_panics_breaks_down_alone() {
        let label = WorkLabel::Task("a test");
        assert_eq!(catch_panic(label, || 3), Ok(3));
        let caught = catch_panic(label, || panic!("out of paper"));
        let caught: CaughtPanic = caught.map(|()| 0).expect_err("a panic");
        assert_eq!(caught.message, "out of paper");
        assert_eq!(CURRENT_WORK.get(), None);
    }
}
