//! The terminal guard: sets up the terminal, and restores it at the end, on a panic and on a signal.

use std::io::{self, Write};

use crossterm::terminal::enable_raw_mode;

use super::panics;
use super::terminal_state::{mark_taken, restore_terminal};

/// Alternate screen, bracketed paste, hidden cursor, cleared.
const ENTER_SEQUENCE: &str = "\x1b[?1049h\x1b[?2004h\x1b[?25l\x1b[2J";
/// Mouse reports for presses, drags and the wheel, in SGR encoding. No reports of plain motion.
const MOUSE_ON_SEQUENCE: &str = "\x1b[?1000h\x1b[?1002h\x1b[?1006h";
/// The terminal in the reader's state. Restores it when dropped.
pub struct TerminalGuard {
    has_mouse: bool,
}

impl TerminalGuard {
    /// Sets up the terminal: raw mode, alternate screen, and mouse reports if wanted.
    ///
    /// From then on, an uncaught panic on this thread restores the terminal before it prints; panics on other threads
    /// print nothing.
    ///
    /// # Errors
    ///
    /// If the terminal cannot be set up.
    pub fn acquire(has_mouse: bool) -> io::Result<Self> {
        panics::install_panic_hook();
        panics::set_screen_thread();
        let guard = Self { has_mouse };
        guard.reacquire()?;
        Ok(guard)
    }

    /// Sets up the terminal again after [`TerminalGuard::release`].
    pub fn reacquire(&self) -> io::Result<()> {
        enable_raw_mode()?;
        mark_taken();
        let mut out = io::stdout().lock();
        out.write_all(ENTER_SEQUENCE.as_bytes())?;
        if self.has_mouse {
            out.write_all(MOUSE_ON_SEQUENCE.as_bytes())?;
        }
        out.flush()
    }

    /// Restores the terminal temporarily.
    pub fn release(&self) {
        restore_terminal();
    }
}

impl Drop for TerminalGuard {
    fn drop(&mut self) {
        restore_terminal();
    }
}
