//! The event loop: sleeps on one channel, drains it, updates the state, performs the effects, draws once.

use std::io::{self, IsTerminal, Stdout, Write};
use std::mem::ManuallyDrop;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::thread;
use std::time::Instant;

use ratatui::Terminal;
use ratatui::backend::CrosstermBackend;
use rustix::io::Errno;
use signal_hook::consts::SIGHUP;

mod open_link;
mod saving;

use super::app_builder::build_app;
use super::key_reader::{check_keys, read_keys};
use super::library::{LibraryService, WriteRequest, local_time};
use super::loop_event::LoopEvent;
use super::open_attempt::OpenAttempt;
use super::panics::{WorkLabel, catch_panic};
use super::session_input::{ArticleLoader, ArticleSaver, SessionEnd, SessionError, SessionInput};
use super::signals::{self, Phase};
use super::terminal_guard::TerminalGuard;
use super::worker_pool::{SharedEngine, WorkerJob, Workers};
use super::{clipboard_and_browser, terminal_colors};
use crate::article::Link;
use crate::config::{AUTO_THEME, ColorDepth, TerminalProfile};
use crate::library::{EntryId, FeedId};
use crate::reader::{
    App, Command, Effect, Effects, ManageRequest, Msg, RefreshState, Size, Ticket, update,
};
use crate::ui::{TerminalEvent, draw, translate};

/// Runs the reader until the user quits or a signal ends it.
///
/// # Errors
///
/// If there is no terminal, the library cannot be opened, or the screen's thread panicked.
pub fn run_session(opened: SessionInput) -> Result<SessionEnd, SessionError> {
    if !io::stdout().is_terminal() {
        return Err(SessionError::NoTerminal);
    }
    check_keys()?;
    let (sender, incoming) = channel();
    // Before anything changes the terminal, so that every end restores it.
    let phase = signals::listen_for_signals(sender.clone()).map_err(SessionError::Thread)?;
    let depth = opened.depth.unwrap_or_else(terminal_colors::color_depth);
    let asks = opened.settings.view.theme == AUTO_THEME && depth != ColorDepth::Mono;
    // Before any key is read: the terminal's answer arrives among the keys.
    let background = asks.then(terminal_colors::query_background).flatten();
    let screen = TerminalProfile {
        depth,
        background: background.unwrap_or_default(),
    };
    let rules = opened.settings.rules.clone();
    let has_mouse = opened.settings.view.has_mouse;
    let browser = opened.browser.clone();
    let save = opened.save.clone();
    let (handled, is_handled) = channel();
    let shared = SharedEngine::new(rules);
    let service = match opened.library.clone() {
        Some(options) => Some(LibraryService::open(options, Arc::clone(&shared), &sender)?),
        None => None,
    };
    let (service, kept) = service.map_or((None, None), |(service, kept)| (Some(service), kept));
    let (app, loads) = build_app(opened, screen, kept.as_deref())?;
    let workers = Workers::start(&shared, &sender).map_err(SessionError::Thread)?;
    let guard = TerminalGuard::acquire(has_mouse)?;
    let mut session = Session {
        app,
        loads,
        library: service,
        workers,
        guard,
        terminal: ManuallyDrop::new(Terminal::new(CrosstermBackend::new(io::stdout()))?),
        wakes: Vec::new(),
        is_stale: false,
        ending: None,
        browser,
        save,
        sender,
        handled,
        n_held_events: 0,
        is_launching: false,
        untried: None,
    };
    phase.set(Phase::Running);
    let label = WorkLabel::Task("the screen");
    let ended = catch_panic(label, || session.show(is_handled, &incoming));
    phase.set(Phase::Ending);
    session.guard.release();
    // After a panic the state may be inconsistent, so it is not saved.
    let saved_state = ended.is_ok().then(|| session.app.saved_state()).flatten();
    if let Some(service) = &session.library {
        service.close(saved_state);
    }
    ended?
}

/// True for errors which mean that the terminal is gone.
fn is_hang_up(error: &io::Error) -> bool {
    let gone = [Errno::IO, Errno::NXIO, Errno::PIPE].map(Errno::raw_os_error);
    let is_gone = error
        .raw_os_error()
        .is_some_and(|code| gone.contains(&code));
    is_gone || error.kind() == io::ErrorKind::BrokenPipe
}

/// The running reader: state, threads and terminal.
struct Session {
    app: App,
    /// How to load each article; `None` if it is loaded already.
    loads: Vec<Option<ArticleLoader>>,
    library: Option<LibraryService>,
    workers: Workers,
    guard: TerminalGuard,
    /// Never dropped: its `Drop` would report a failure to show the cursor on standard error, and panic if that is gone
    /// too. The guard shows the cursor.
    terminal: ManuallyDrop<Terminal<CrosstermBackend<Stdout>>>,
    /// Pending timers, each with its ticket.
    wakes: Vec<(Instant, Ticket)>,
    /// True if the screen may differ from what was drawn last, so that every cell must be drawn.
    is_stale: bool,
    /// Set once the session is to end.
    ending: Option<SessionEnd>,
    /// Value of `$BROWSER`.
    browser: Option<String>,
    /// Saves articles that are not in the library.
    save: Option<ArticleSaver>,
    /// The loop's own channel, for threads that it starts.
    sender: Sender<LoopEvent>,
    /// Signals to the input thread that an event was handled.
    handled: Sender<()>,
    /// Number of events that were handled but not signalled, so that no keys are read.
    n_held_events: usize,
    /// True while a program is started that a text browser replaces if it fails.
    is_launching: bool,
    /// The programs that are still to be tried for a link, because the terminal was in use when their turn came.
    untried: Option<OpenAttempt>,
}

impl Session {
    /// Runs until the end. A terminal that is gone ends the session like SIGHUP.
    fn show(
        &mut self,
        is_handled: Receiver<()>,
        incoming: &Receiver<LoopEvent>,
    ) -> Result<SessionEnd, SessionError> {
        let ended = self
            .begin(is_handled)
            .and_then(|()| self.run_until_end(incoming));
        match ended {
            Err(SessionError::Terminal(error)) if is_hang_up(&error) => {
                tracing::info!(error = %error, "terminal lost");
                Ok(self.ending.unwrap_or(SessionEnd::Signal(SIGHUP)))
            }
            ended => ended,
        }
    }

    /// Draws the first screen and starts reading keys.
    fn begin(&mut self, is_handled: Receiver<()>) -> Result<(), SessionError> {
        let sender = self.sender.clone();
        let notice = self.app.notice.take();
        if self.library.is_some() {
            self.update_clock()?;
            self.apply(Msg::LibraryOpened)?;
        }
        if let Some(service) = &self.library {
            service.annotate();
        }
        if self.app.slots.len() == 1 {
            self.apply(Msg::Do(Command::Open, None))?;
        }
        self.app.notice = notice;
        self.draw()?;
        thread::Builder::new()
            .name("input".to_owned())
            .spawn(move || read_keys(&sender, &is_handled))
            .map_err(SessionError::Thread)?;
        Ok(())
    }

    fn run_until_end(
        &mut self,
        incoming: &Receiver<LoopEvent>,
    ) -> Result<SessionEnd, SessionError> {
        loop {
            if let Some(ending) = self.ending {
                return Ok(ending);
            }
            let next = self.next_event(incoming);
            self.update_clock()?;
            match next {
                Some(first) => self.receive(first)?,
                None => self.fire_wakes()?,
            }
            while let (None, Ok(next)) = (self.ending, incoming.try_recv()) {
                self.receive(next)?;
            }
            if self.ending.is_none() {
                self.draw()?;
            }
        }
    }

    /// Waits for the next event; `None` when a timer is due.
    fn next_event(&self, incoming: &Receiver<LoopEvent>) -> Option<LoopEvent> {
        let earliest = self.wakes.iter().map(|(at, _)| *at).min();
        let gone = || LoopEvent::InputLost(io::ErrorKind::BrokenPipe.into());
        match earliest {
            None => Some(incoming.recv().unwrap_or_else(|_| gone())),
            Some(at) => {
                match incoming.recv_timeout(at.saturating_duration_since(current_instant())) {
                    Ok(next) => Some(next),
                    Err(RecvTimeoutError::Timeout) => None,
                    Err(RecvTimeoutError::Disconnected) => Some(gone()),
                }
            }
        }
    }

    fn receive(&mut self, incoming: LoopEvent) -> Result<(), SessionError> {
        // A terminal that shrank and grew again has lost rows, even if its size is the known one.
        self.is_stale |= matches!(incoming, LoopEvent::Event(TerminalEvent::Resize(_)));
        match incoming {
            LoopEvent::Event(event) => {
                self.n_held_events += 1;
                let done = match translate(&self.app, &event) {
                    Some(msg) => self.apply(msg),
                    None => Ok(()),
                };
                if !self.is_launching {
                    self.release_events();
                }
                done
            }
            LoopEvent::Msg(msg) => self.apply(msg),
            LoopEvent::Suspend => self.suspend(),
            LoopEvent::Continued => self.take_back(),
            LoopEvent::Terminate(signal) => {
                self.ending = Some(SessionEnd::Signal(signal));
                Ok(())
            }
            LoopEvent::InputLost(error) => Err(error.into()),
            LoopEvent::Launch(state, attempt) => self.receive_launch(state, attempt),
        }
    }

    /// Sets the app's clock, which only the library needs.
    fn update_clock(&mut self) -> Result<(), SessionError> {
        if self.library.is_none() {
            return Ok(());
        }
        self.apply(Msg::Clock(local_time()))
    }

    fn fire_wakes(&mut self) -> Result<(), SessionError> {
        let now = current_instant();
        let (due, later) = self.wakes.drain(..).partition(|(at, _)| *at <= now);
        self.wakes = later;
        let due: Vec<(Instant, Ticket)> = due;
        for (_, ticket) in due {
            self.apply(Msg::Expired(ticket))?;
        }
        Ok(())
    }

    fn apply(&mut self, msg: Msg) -> Result<(), SessionError> {
        let Effects(effects) = update(&mut self.app, msg);
        for effect in effects {
            self.perform_effect(effect)?;
        }
        Ok(())
    }

    fn perform_effect(&mut self, effect: Effect) -> Result<(), SessionError> {
        match effect {
            Effect::Load(ticket, slot) => {
                if let Some(load) = self.loads.get(slot).cloned().flatten() {
                    self.workers
                        .send(WorkerJob::Load(ticket, WorkLabel::Input(slot + 1), load));
                }
            }
            Effect::Annotate(ticket, article) => {
                self.workers
                    .send(WorkerJob::Annotate(ticket, self.open_label(), article));
            }
            Effect::Explain(ticket, article) => {
                self.workers
                    .send(WorkerJob::Explain(ticket, self.open_label(), article));
            }
            Effect::StopAnnotating(ticket) => self.workers.stop_annotating(ticket),
            Effect::Ask(ticket, ask) => {
                let is_heard = self
                    .library
                    .as_ref()
                    .is_none_or(|service| service.send_request(ticket, ask));
                self.report_closed_library(is_heard);
            }
            Effect::Change(ticket, change) => {
                self.send_write_request(WriteRequest::Change(ticket, change));
            }
            Effect::ReadAll(ticket, query) => {
                self.send_write_request(WriteRequest::ReadAll(ticket, query));
            }
            Effect::Manage(ticket, manage) => self.manage(ticket, manage),
            Effect::SaveValue(name, value) => {
                self.send_write_request(WriteRequest::SaveValue(name, value));
            }
            Effect::FullText(ticket, id, link) => self.fetch_page(ticket, id, link),
            Effect::Refresh(feeds) => self.refresh(feeds)?,
            Effect::CancelRefresh => {
                if let Some(service) = &self.library {
                    service.cancel_refresh();
                }
            }
            Effect::SaveArticle(article) => self.save_article(article)?,
            Effect::WriteView(order) => self.write_view(order)?,
            Effect::Copy(words) => {
                self.report_failure(clipboard_and_browser::copy_to_clipboard(&words));
            }
            Effect::Open(link) => self.open_link(link)?,
            Effect::Wake(ticket, after) => self.wakes.push((current_instant() + after, ticket)),
            Effect::Redraw => self.is_stale = true,
            Effect::Suspend => self.suspend()?,
            Effect::Quit => self.ending = Some(SessionEnd::Quit),
        }
        Ok(())
    }

    /// Returns the log label of the article being opened.
    fn open_label(&self) -> WorkLabel {
        let library = self.app.browser.as_deref();
        let reading = library.and_then(|library| Some(library.open_entry.as_ref()?.row.id));
        let preview = || library.and_then(|library| Some(library.preview.as_ref()?.id));
        let entry = reading.or_else(preview);
        entry.map_or(WorkLabel::Task("an article"), WorkLabel::Entry)
    }

    fn send_write_request(&mut self, order: WriteRequest) {
        let is_heard = self
            .library
            .as_ref()
            .is_none_or(|service| service.send_write(order));
        self.report_closed_library(is_heard);
    }

    fn report_closed_library(&mut self, is_heard: bool) {
        if !is_heard {
            self.app.notice = Some("The library stopped working; quit and start again".to_owned());
        }
    }

    fn fetch_page(&mut self, ticket: Ticket, id: EntryId, link: Link) {
        if let Some(service) = &self.library {
            let (read, writes) = (service.read_page(), service.write_sender());
            let job = WorkerJob::Page(ticket, id, link, read, writes);
            self.workers.send(job);
        }
    }

    /// Changes subscriptions and saved queries. A new feed is first looked up by a worker, because its server may be
    /// slow.
    fn manage(&mut self, ticket: Ticket, manage: ManageRequest) {
        match (manage, &self.library) {
            (ManageRequest::Subscribe(address, folder), Some(service)) => {
                let job = WorkerJob::Subscribe(
                    ticket,
                    address,
                    folder,
                    service.find_feed(),
                    service.write_sender(),
                );
                self.workers.send(job);
            }
            (manage, _) => self.send_write_request(WriteRequest::Manage(ticket, manage)),
        }
    }

    fn refresh(&mut self, feeds: Vec<FeedId>) -> Result<(), SessionError> {
        let Some(service) = &mut self.library else {
            return Ok(());
        };
        let Err(why) = service.refresh(feeds) else {
            return Ok(());
        };
        let over = RefreshState {
            is_over: true,
            is_cancelled: true,
            ..RefreshState::default()
        };
        self.apply(Msg::Refreshed(over))?;
        self.apply(Msg::Notice(why))
    }

    fn report_failure(&mut self, done: Result<(), clipboard_and_browser::OutputError>) {
        if let Err(error) = done {
            self.app.notice = Some(format!("Could not copy: {error}"));
        }
    }

    /// Gives the terminal to another program until it exits. No key is read here in that time, because the key press that
    /// led here is not marked as handled yet (see [`read_keys`]).
    fn lend_terminal<T>(&mut self, run: impl FnOnce() -> T) -> Result<T, SessionError> {
        self.guard.release();
        signals::lend_terminal(true);
        let done = run();
        signals::lend_terminal(false);
        self.take_back()?;
        Ok(done)
    }

    /// Stops the process and gives the terminal to the shell. Returns when it is continued.
    fn suspend(&mut self) -> Result<(), SessionError> {
        self.guard.release();
        signals::stop_process()?;
        self.take_back()
    }

    /// Takes the terminal back after a stop: the shell has set its own modes, and the size may have changed.
    fn take_back(&mut self) -> Result<(), SessionError> {
        self.guard.release();
        self.guard.reacquire()?;
        let (width, height) = crossterm::terminal::size()?;
        self.apply(Msg::Resize(Size { width, height }))?;
        self.apply(Msg::Resumed)
    }

    /// Checks the terminal's size: the signal of a change may have arrived before its handler was installed.
    fn update_size(&mut self) -> Result<(), SessionError> {
        let size = self.terminal.size()?;
        let size = Size {
            width: size.width,
            height: size.height,
        };
        if size == self.app.size {
            return Ok(());
        }
        self.apply(Msg::Resize(size))
    }

    /// Clears the screen, so that every cell is drawn again. (`Terminal::clear` would query the cursor position, and the
    /// terminal's answer would arrive among the keys.)
    fn forget_screen(&mut self) -> io::Result<()> {
        // ratatui draws the difference between two buffers. After the swap, the one that is empty since the last draw
        // represents the screen.
        self.terminal.swap_buffers();
        io::stdout().write_all(b"\x1b[0m\x1b[2J")
    }

    fn draw(&mut self) -> Result<(), SessionError> {
        self.update_size()?;
        io::stdout().write_all(b"\x1b[?2026h")?;
        if std::mem::take(&mut self.is_stale) {
            self.forget_screen()?;
        }
        let app = &self.app;
        self.terminal.draw(|frame| {
            if let Some(cursor) = draw(app, frame.buffer_mut()) {
                frame.set_cursor_position(cursor);
            }
        })?;
        let mut out = io::stdout();
        out.write_all(b"\x1b[?2026l")?;
        out.flush()?;
        Ok(())
    }
}

fn current_instant() -> Instant {
    Instant::now()
}
