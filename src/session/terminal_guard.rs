//! The terminal, taken and given back: at the end, on a panic, on a signal.

use std::io::{self, IsTerminal, Write};
use std::os::fd::AsFd;
use std::sync::atomic::{AtomicBool, Ordering};

use crossterm::terminal::{disable_raw_mode, enable_raw_mode};
use rustix::event::{PollFd, PollFlags, Timespec, poll};
use rustix::termios::{OptionalActions, Termios, tcgetattr, tcsetattr};

use super::panics;

/// Alternate screen, bracketed paste, no cursor.
const ENTER_SEQUENCE: &str = "\x1b[?1049h\x1b[?2004h\x1b[?25l\x1b[2J";
/// Presses, drags and the wheel, in the extended form; no mere motion.
const MOUSE_ON_SEQUENCE: &str = "\x1b[?1000h\x1b[?1002h\x1b[?1006h";
/// Everything back; harmless where something was not on.
const LEAVE_SEQUENCE: &str =
    "\x1b[?1006l\x1b[?1002l\x1b[?1000l\x1b[?2026l\x1b[0m\x1b[?25h\x1b[?2004l\x1b[?1049l";

/// Whether the terminal is ours.
static IS_ACQUIRED: AtomicBool = AtomicBool::new(false);

/// The terminal in our state. Dropped, it is given back.
pub struct TerminalGuard {
    has_mouse: bool,
}

impl TerminalGuard {
    /// Takes the terminal: raw mode, the alternate screen, the mouse where wanted. From now on a panic on this thread
    /// gives it back before it prints; panics on other threads print nothing.
    pub fn acquire(has_mouse: bool) -> io::Result<Self> {
        panics::install_panic_hook();
        panics::set_screen_thread();
        let guard = Self { has_mouse };
        guard.reacquire()?;
        Ok(guard)
    }

    /// Takes the terminal again after [`TerminalGuard::release`].
    pub fn reacquire(&self) -> io::Result<()> {
        enable_raw_mode()?;
        IS_ACQUIRED.store(true, Ordering::SeqCst);
        let mut out = io::stdout().lock();
        out.write_all(ENTER_SEQUENCE.as_bytes())?;
        if self.has_mouse {
            out.write_all(MOUSE_ON_SEQUENCE.as_bytes())?;
        }
        out.flush()
    }

    /// Gives the terminal back for a while.
    pub fn release(&self) {
        restore_terminal();
    }
}

impl Drop for TerminalGuard {
    fn drop(&mut self) {
        restore_terminal();
    }
}

/// Returns whether the terminal is ours.
pub(super) fn is_taken() -> bool {
    IS_ACQUIRED.load(Ordering::SeqCst)
}

/// Gives the terminal back, once. A terminal that is gone cannot be written to, and that is no error here.
pub(super) fn restore_terminal() {
    if IS_ACQUIRED.swap(false, Ordering::SeqCst) {
        let mut out = io::stdout().lock();
        let _ = out.write_all(LEAVE_SEQUENCE.as_bytes());
        let _ = out.flush();
        let _ = disable_raw_mode();
    }
}

/// Returns the terminal's modes, for [`restore_terminal_now`].
pub(super) fn read_modes() -> Option<Termios> {
    let stdin = io::stdin();
    if stdin.is_terminal() {
        tcgetattr(stdin).ok()
    } else {
        tcgetattr(io::stdout()).ok()
    }
}

/// Gives the terminal back just before the process is ended from another thread than the screen's. Waits for nothing:
/// the screen's thread may hold the lock of standard output, in a write that never ends.
pub(super) fn restore_terminal_now(modes: Option<&Termios>) {
    if let Some(modes) = modes {
        let stdin = io::stdin();
        // A terminal that hung up has no modes.
        let _ = if stdin.is_terminal() {
            tcsetattr(stdin, OptionalActions::Now, modes)
        } else {
            tcsetattr(io::stdout(), OptionalActions::Now, modes)
        };
    }
    let stdout = io::stdout();
    let mut ready = [PollFd::new(&stdout, PollFlags::OUT)];
    let at_once = Timespec {
        tv_sec: 0,
        tv_nsec: 0,
    };
    let is_writable = poll(&mut ready, Some(&at_once)).is_ok_and(|n| n == 1);
    if IS_ACQUIRED.swap(false, Ordering::SeqCst) && is_writable {
        let _ = rustix::io::write(stdout.as_fd(), LEAVE_SEQUENCE.as_bytes());
    }
}
