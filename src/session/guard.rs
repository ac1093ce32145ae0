//! The terminal, taken and given back: at the end, on a panic, on a signal.

use std::io::{self, Write};
use std::panic;
use std::sync::Once;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread::{self, ThreadId};

use crossterm::terminal::{disable_raw_mode, enable_raw_mode};

/// Alternate screen, bracketed paste, no cursor.
const ENTER: &str = "\x1b[?1049h\x1b[?2004h\x1b[?25l\x1b[2J";
/// Presses, drags and the wheel, in the extended form; no mere motion.
const MOUSE_ON: &str = "\x1b[?1000h\x1b[?1002h\x1b[?1006h";
/// Everything back; harmless where something was not on.
const LEAVE: &str =
    "\x1b[?1006l\x1b[?1002l\x1b[?1000l\x1b[?2026l\x1b[0m\x1b[?25h\x1b[?2004l\x1b[?1049l";

/// Whether the terminal is ours.
static TAKEN: AtomicBool = AtomicBool::new(false);

/// The terminal in our state. Dropped, it is given back.
pub struct Guard {
    has_mouse: bool,
}

impl Guard {
    /// Takes the terminal: raw mode, the alternate screen, the mouse where wanted. From now on a panic on this thread
    /// gives it back before it prints; panics on other threads print nothing, who waits for them is told.
    pub fn take(has_mouse: bool) -> io::Result<Self> {
        hook(thread::current().id());
        let guard = Self { has_mouse };
        guard.enter()?;
        Ok(guard)
    }

    /// Takes the terminal again after [`Guard::leave`].
    pub fn enter(&self) -> io::Result<()> {
        enable_raw_mode()?;
        TAKEN.store(true, Ordering::SeqCst);
        let mut out = io::stdout().lock();
        out.write_all(ENTER.as_bytes())?;
        if self.has_mouse {
            out.write_all(MOUSE_ON.as_bytes())?;
        }
        out.flush()
    }

    /// Gives the terminal back for a while.
    pub fn leave(&self) {
        restore();
    }
}

impl Drop for Guard {
    fn drop(&mut self) {
        restore();
    }
}

/// Gives the terminal back, once. Where it is gone there is nobody to tell.
fn restore() {
    if TAKEN.swap(false, Ordering::SeqCst) {
        let mut out = io::stdout().lock();
        let _ = out.write_all(LEAVE.as_bytes());
        let _ = out.flush();
        let _ = disable_raw_mode();
    }
}

fn hook(screen_thread: ThreadId) {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        let before = panic::take_hook();
        panic::set_hook(Box::new(move |what| {
            if thread::current().id() == screen_thread || !TAKEN.load(Ordering::SeqCst) {
                restore();
                before(what);
            }
        }));
    });
}
