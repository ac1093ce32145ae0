//! Signals and terminal loss: how the program ends, stops and continues without a key press.
//!
//! One thread waits for signals and for a hang-up of the terminal. The first request to end goes to the event loop,
//! which saves everything. A second one, or a loop that does not end in time, ends the process from this thread.

use std::io::{self, IsTerminal};
use std::os::unix::net::UnixStream;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU8, Ordering};
use std::sync::mpsc::Sender;
use std::thread;
use std::time::{Duration, Instant};

use rustix::event::{PollFd, PollFlags, Timespec, poll};
use rustix::io::Errno;
use rustix::stdio::dup2_stdin;
use rustix::termios::Termios;
use signal_hook::consts::{SIGCONT, SIGHUP, SIGINT, SIGQUIT, SIGTERM, SIGTSTP};
use signal_hook::iterator::backend::SignalDelivery;
use signal_hook::iterator::exfiltrator::SignalOnly;
use signal_hook::low_level::{emulate_default_handler, exit};

use super::loop_event::LoopEvent;
use super::terminal_state;
use crate::invariant::ExpectOr;

/// Signals that end the program.
const ENDING_SIGNALS: [i32; 4] = [SIGTERM, SIGHUP, SIGINT, SIGQUIT];
/// Longest time between the first request to end and the forced end. Slightly more than `MAX_CLOSE_WAIT` in `library`,
/// so that pending changes can be written.
const MAX_END_TIME: Duration = Duration::from_secs(13);

/// True while another program (a text browser) uses the terminal.
static IS_LENT: AtomicBool = AtomicBool::new(false);

/// Records whether another program uses the terminal. While it does, signals from the keyboard are meant for that
/// program and do not end this one.
pub(super) fn lend_terminal(is_lent: bool) {
    IS_LENT.store(is_lent, Ordering::SeqCst);
}

/// What the program is doing. Decides what a signal means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub(super) enum Phase {
    /// The loop is not running yet and nothing is unsaved: a request to end exits at once.
    Starting,
    /// The loop handles requests.
    Running,
    /// The loop has ended and the last changes are being written: a request to end exits at once.
    Ending,
}

/// The phase, set by the loop and read by the signal thread.
#[derive(Clone)]
pub(super) struct PhaseFlag(Arc<AtomicU8>);

impl PhaseFlag {
    fn new() -> Self {
        Self(Arc::new(AtomicU8::new(Phase::Starting as u8)))
    }

    /// Sets the phase.
    pub(super) fn set(&self, phase: Phase) {
        self.0.store(phase as u8, Ordering::SeqCst);
    }

    fn is(&self, phase: Phase) -> bool {
        self.0.load(Ordering::SeqCst) == phase as u8
    }
}

/// Starts the thread that reports signals and terminal loss to the loop.
///
/// # Errors
///
/// If the signal handlers or the thread cannot be set up.
pub(super) fn listen_for_signals(sender: Sender<LoopEvent>) -> io::Result<PhaseFlag> {
    let (read, write) = UnixStream::pair()?;
    let signals = [SIGTERM, SIGHUP, SIGINT, SIGQUIT, SIGTSTP, SIGCONT];
    let delivery = SignalDelivery::with_pipe(read, write, SignalOnly, signals)?;
    let phase = PhaseFlag::new();
    let mut watch = SignalWatch {
        delivery,
        phase: phase.clone(),
        sender,
        // Read before anything enables raw mode.
        modes: terminal_state::read_modes(),
        has_terminal: true,
        no_keys: None,
        ending: None,
    };
    thread::Builder::new()
        .name("signals".to_owned())
        .spawn(move || watch.run())?;
    Ok(phase)
}

/// Stops the process as SIGTSTP does by default. Returns when it is continued.
pub(super) fn stop_process() -> io::Result<()> {
    emulate_default_handler(SIGTSTP)
}

/// Why the signal thread woke up.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Wakeup {
    /// Signals are pending.
    Signals,
    /// The terminal hung up.
    HungUp,
    /// The loop did not end in time.
    TimedOut,
}

/// The state of the signal thread.
struct SignalWatch {
    delivery: SignalDelivery<UnixStream, SignalOnly>,
    phase: PhaseFlag,
    sender: Sender<LoopEvent>,
    /// Terminal modes before the program started, restored on an exit from this thread.
    modes: Option<Termios>,
    /// False once the terminal hung up. Polling it again would return at once, in a busy loop.
    has_terminal: bool,
    /// Keeps the replacement of standard input open after a hang-up. Closed, it would be at end of file, which
    /// crossterm reads again and again.
    no_keys: Option<UnixStream>,
    /// The first signal that requested the end, and the deadline for the process to exit.
    ending: Option<(i32, Instant)>,
}

impl SignalWatch {
    fn run(&mut self) {
        loop {
            match self.wait() {
                Wakeup::Signals => {
                    let signals: Vec<i32> = self.delivery.pending().collect();
                    for signal in signals {
                        self.receive(signal);
                    }
                }
                Wakeup::HungUp => {
                    self.has_terminal = false;
                    self.no_keys = silence_keys().ok();
                    self.end(SIGHUP);
                }
                Wakeup::TimedOut => {
                    let signal = self.ending.map_or(SIGTERM, |(signal, _)| signal);
                    self.exit_now(signal);
                }
            }
        }
    }

    fn wait(&mut self) -> Wakeup {
        loop {
            let (has_signals, terminal) = match self.poll() {
                Ok(Some(ready)) => ready,
                Ok(None) => return Wakeup::TimedOut,
                Err(Errno::INTR) => continue,
                // Stop polling the terminal: the next error would come at once.
                Err(_) if self.has_terminal => (false, PollFlags::NVAL),
                Err(_) => return Wakeup::Signals,
            };
            if has_signals {
                return Wakeup::Signals;
            }
            if terminal.intersects(PollFlags::HUP | PollFlags::ERR) {
                return Wakeup::HungUp;
            }
            // Some systems cannot poll terminals (macOS reports NVAL). A hang-up is then noticed on the next read or
            // write.
            self.has_terminal &= !terminal.contains(PollFlags::NVAL);
        }
    }

    /// Waits for signals or terminal events. Returns whether signals are pending, and the terminal's flags; `None` at
    /// the deadline.
    fn poll(&self) -> Result<Option<(bool, PollFlags)>, Errno> {
        let (stdin, stdout) = (io::stdin(), io::stdout());
        let mut fds = vec![PollFd::new(self.delivery.get_read(), PollFlags::IN)];
        if self.has_terminal {
            // Without flags, only errors and hang-ups are reported. Key presses are for another thread.
            fds.push(PollFd::new(&stdout, PollFlags::empty()));
            if stdin.is_terminal() {
                fds.push(PollFd::new(&stdin, PollFlags::empty()));
            }
        }
        let left = self.ending.map(|(_, at)| compute_timeout(at));
        if poll(&mut fds, left.as_ref())? == 0 {
            return Ok(None);
        }
        let mut seen = fds.iter().map(PollFd::revents);
        let has_signals = seen.next().is_some_and(|flags| !flags.is_empty());
        let terminal = seen.fold(PollFlags::empty(), PollFlags::union);
        Ok(Some((has_signals, terminal)))
    }

    fn receive(&mut self, signal: i32) {
        let is_lent = IS_LENT.load(Ordering::SeqCst);
        match signal {
            // Keyboard signals are meant for the program that uses the terminal. It also takes the terminal back after
            // a stop.
            SIGINT | SIGQUIT | SIGCONT if is_lent => {}
            SIGTSTP if self.phase.is(Phase::Running) && !is_lent => self.send(LoopEvent::Suspend),
            SIGTSTP => {
                // Nothing of ours is on the screen, and the shell waits for the whole process group to stop. If
                // stopping fails, the program goes on.
                let _ = stop_process();
            }
            SIGCONT => self.send(LoopEvent::Continued),
            signal if ENDING_SIGNALS.contains(&signal) => self.end(signal),
            _ => {}
        }
    }

    fn end(&mut self, signal: i32) {
        let is_first = self.ending.is_none() && !self.phase.is(Phase::Ending);
        if self.phase.is(Phase::Starting) || (!is_first && is_deliberate(signal)) {
            self.exit_now(signal);
        }
        if self.ending.is_none() {
            self.ending = Some((signal, Instant::now() + MAX_END_TIME));
            self.send(LoopEvent::Terminate(signal));
        }
    }

    fn send(&self, incoming: LoopEvent) {
        // The receiver is gone once the loop has ended. The thread stays to handle a second signal.
        let _ = self.sender.send(incoming);
    }

    /// Restores the terminal without waiting for any lock, and ends the process.
    fn exit_now(&self, signal: i32) {
        terminal_state::restore_terminal_now(self.modes.as_ref());
        exit(128 + signal);
    }
}

/// Replaces a standard input that hung up by a socket on which nothing ever arrives: crossterm would read its end of
/// file in a busy loop. Returns the other end, which must be kept open.
fn silence_keys() -> io::Result<UnixStream> {
    let (silent, kept) = UnixStream::pair()?;
    dup2_stdin(&silent)?;
    Ok(kept)
}

/// True for signals that express intent when repeated. A closed terminal sends SIGHUP several times: from the kernel,
/// the shell and the terminal itself.
fn is_deliberate(signal: i32) -> bool {
    signal != SIGHUP
}

/// Returns the time until `at`, as a timeout for `poll`.
fn compute_timeout(at: Instant) -> Timespec {
    let left = at.saturating_duration_since(Instant::now());
    Timespec {
        tv_sec: i64::try_from(left.as_secs())
            .expect_or(i64::MAX, "a timeout is shorter than 2^63 seconds"),
        tv_nsec: left.subsec_nanos().into(),
    }
}
