//! Whether the terminal is in the reader's state, and restoring it.

use std::io::{self, IsTerminal, Write};
use std::os::fd::AsFd;
use std::sync::atomic::{AtomicBool, Ordering};

use crossterm::terminal::disable_raw_mode;
use rustix::event::{PollFd, PollFlags, Timespec, poll};
use rustix::termios::{OptionalActions, Termios, tcgetattr, tcsetattr};

/// Undoes everything that is ever set. Harmless if it was not set.
const LEAVE_SEQUENCE: &str =
    "\x1b[?1006l\x1b[?1002l\x1b[?1000l\x1b[?2026l\x1b[0m\x1b[?25h\x1b[?2004l\x1b[?1049l";

/// True while the terminal is in the reader's state.
static IS_ACQUIRED: AtomicBool = AtomicBool::new(false);

/// Records that the terminal is in the reader's state.
pub(super) fn mark_taken() {
    IS_ACQUIRED.store(true, Ordering::SeqCst);
}

/// True while the terminal is in the reader's state.
pub(super) fn is_taken() -> bool {
    IS_ACQUIRED.load(Ordering::SeqCst)
}

/// Restores the terminal, at most once. Errors are ignored: the terminal may be gone.
pub(super) fn restore_terminal() {
    if IS_ACQUIRED.swap(false, Ordering::SeqCst) {
        let mut out = io::stdout().lock();
        let _ = out.write_all(LEAVE_SEQUENCE.as_bytes());
        let _ = out.flush();
        let _ = disable_raw_mode();
    }
}

/// Returns the terminal's modes, for [`restore_terminal_now`]; `None` without a terminal.
pub(super) fn read_modes() -> Option<Termios> {
    let stdin = io::stdin();
    if stdin.is_terminal() {
        tcgetattr(stdin).ok()
    } else {
        tcgetattr(io::stdout()).ok()
    }
}

/// Restores the terminal just before another thread than the screen's ends the process.
///
/// Never blocks: the screen's thread may hold the lock of standard output, in a write that never returns.
pub(super) fn restore_terminal_now(modes: Option<&Termios>) {
    if let Some(modes) = modes {
        let stdin = io::stdin();
        // Fails if the terminal hung up.
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
