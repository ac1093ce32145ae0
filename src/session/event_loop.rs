//! The loop: sleep on one channel, drain it, update, carry out, draw once.

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

use super::app_builder::build_app;
use super::key_reader::{check_keys, read_keys};
use super::library::{self, LibraryService, WriteRequest};
use super::signals::{self, Phase};
use super::worker_pool::{SharedEngine, WorkerJob, Workers};
use super::{
    ArticleLoader, SessionEnd, SessionError, SessionInput, TerminalGuard, WorkLabel, browser,
    catch_panic, clipboard_and_browser, terminal_colors,
};
use crate::article::Link;
use crate::config::{AUTO_THEME, ColorDepth, TerminalProfile};
use crate::library::{EntryId, FeedId};
use crate::reader::{
    App, Command, Effect, Effects, ManageRequest, Msg, RefreshState, Size, Ticket, update,
};
use crate::ui::{TerminalEvent, draw, translate};

/// Everything that can wake the loop.
pub(super) enum LoopEvent {
    /// The user did something.
    Event(TerminalEvent),
    /// A worker has an answer.
    Msg(Msg),
    /// A signal asks us to end.
    Terminate(i32),
    /// The shell asks us to stop for a while.
    Suspend,
    /// The process was continued after a stop, perhaps one that it could not see coming.
    Continued,
    /// No more keys can be read.
    InputLost(io::Error),
}

/// Shows the articles until the user leaves or a signal comes.
pub fn run_session(opened: SessionInput) -> Result<SessionEnd, SessionError> {
    if !io::stdout().is_terminal() {
        return Err(SessionError::NoTerminal);
    }
    check_keys()?;
    let (sender, incoming) = channel();
    // Before anything changes the terminal, so that every end gives it back.
    let phase = signals::listen_for_signals(sender.clone()).map_err(SessionError::Thread)?;
    let depth = opened.depth.unwrap_or_else(terminal_colors::color_depth);
    let asks = opened.settings.view.theme == AUTO_THEME && depth != ColorDepth::Mono;
    // Before anything is drawn and any key is read: the terminal's answer comes where keys do.
    let background = asks.then(terminal_colors::query_background).flatten();
    let screen = TerminalProfile {
        depth,
        background: background.unwrap_or_default(),
    };
    let rules = opened.settings.rules.clone();
    let has_mouse = opened.settings.view.has_mouse;
    let browser = opened.browser.clone();
    let (handled, is_handled) = channel();
    let shared = SharedEngine::new(rules);
    let desk = match opened.library.clone() {
        Some(shelves) => Some(LibraryService::open(shelves, Arc::clone(&shared), &sender)?),
        None => None,
    };
    let (desk, kept) = desk.map_or((None, None), |(desk, kept)| (Some(desk), kept));
    let (app, loads) = build_app(opened, screen, kept.as_deref())?;
    let workers = Workers::start(&shared, &sender).map_err(SessionError::Thread)?;
    let guard = TerminalGuard::acquire(has_mouse)?;
    let mut session = Session {
        app,
        loads,
        library: desk,
        workers,
        guard,
        terminal: ManuallyDrop::new(Terminal::new(CrosstermBackend::new(io::stdout()))?),
        wakes: Vec::new(),
        is_stale: false,
        ending: None,
        browser,
        sender,
        handled,
    };
    phase.set(Phase::Running);
    let label = WorkLabel::Task("the screen");
    let ended = catch_panic(label, || session.show(is_handled, &incoming));
    phase.set(Phase::Ending);
    session.guard.release();
    // What the screen would keep may be wrong after a panic.
    let keepsake = ended.is_ok().then(|| session.app.saved_state()).flatten();
    if let Some(desk) = &session.library {
        desk.close(keepsake);
    }
    ended?
}

/// True for an error that says that the terminal is gone.
fn is_hang_up(error: &io::Error) -> bool {
    let gone = [Errno::IO, Errno::NXIO, Errno::PIPE].map(Errno::raw_os_error);
    let is_gone = error
        .raw_os_error()
        .is_some_and(|code| gone.contains(&code));
    is_gone || error.kind() == io::ErrorKind::BrokenPipe
}

struct Session {
    app: App,
    loads: Vec<Option<ArticleLoader>>,
    library: Option<LibraryService>,
    workers: Workers,
    guard: TerminalGuard,
    /// Never dropped: it would print a failure to show the cursor to standard error, and panic where that is gone too.
    /// The guard shows the cursor.
    terminal: ManuallyDrop<Terminal<CrosstermBackend<Stdout>>>,
    wakes: Vec<(Instant, Ticket)>,
    /// Whether the screen may show something else than what was drawn last.
    is_stale: bool,
    ending: Option<SessionEnd>,
    /// What `$BROWSER` names.
    browser: Option<String>,
    /// The way into the loop.
    sender: Sender<LoopEvent>,
    /// Says that an event was handled, to the thread that reads them.
    handled: Sender<()>,
}

impl Session {
    /// Shows everything until the end. A terminal that is gone is an end like that by SIGHUP.
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

    /// Draws for the first time, and begins to read keys.
    fn begin(&mut self, is_handled: Receiver<()>) -> Result<(), SessionError> {
        let sender = self.sender.clone();
        let notice = self.app.notice.take();
        if self.library.is_some() {
            self.update_clock()?;
            self.apply(Msg::LibraryOpened)?;
        }
        if let Some(desk) = &self.library {
            desk.annotate();
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

    /// Waits for what comes next; nothing when the time of a wake is there.
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
        // A terminal that was made smaller and larger again has lost rows, and has the size that is known.
        self.is_stale |= matches!(incoming, LoopEvent::Event(TerminalEvent::Resize(_)));
        match incoming {
            LoopEvent::Event(event) => {
                let done = match translate(&self.app, &event) {
                    Some(msg) => self.apply(msg),
                    None => Ok(()),
                };
                // Where nobody waits for it no more keys are read.
                let _ = self.handled.send(());
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
        }
    }

    /// Tells the library's screen how late it is.
    fn update_clock(&mut self) -> Result<(), SessionError> {
        if self.library.is_none() {
            return Ok(());
        }
        self.apply(Msg::Clock(library::local_time()))
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
            Effect::StopAnnotating(ticket) => self.workers.stop_annotating(ticket),
            Effect::Ask(ticket, ask) => {
                let is_heard = self
                    .library
                    .as_ref()
                    .is_none_or(|desk| desk.send_request(ticket, ask));
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
                if let Some(desk) = &self.library {
                    desk.cancel_refresh();
                }
            }
            Effect::Copy(words) => {
                self.report_failure(clipboard_and_browser::copy_to_clipboard(&words));
            }
            Effect::Open(link) => self.open_link(&link)?,
            Effect::Wake(ticket, after) => self.wakes.push((current_instant() + after, ticket)),
            Effect::Redraw => self.is_stale = true,
            Effect::Suspend => self.suspend()?,
            Effect::Quit => self.ending = Some(SessionEnd::Quit),
        }
        Ok(())
    }

    /// Returns what the log calls the article that is opened.
    fn open_label(&self) -> WorkLabel {
        let library = self.app.shelf.as_deref();
        let reading = library.and_then(|library| Some(library.open_entry.as_ref()?.row.id));
        let preview = || library.and_then(|library| Some(library.preview.as_ref()?.id));
        let entry = reading.or_else(preview);
        entry.map_or(WorkLabel::Task("an article"), WorkLabel::Entry)
    }

    fn send_write_request(&mut self, order: WriteRequest) {
        let is_heard = self
            .library
            .as_ref()
            .is_none_or(|desk| desk.send_write(order));
        self.report_closed_library(is_heard);
    }

    fn report_closed_library(&mut self, is_heard: bool) {
        if !is_heard {
            self.app.notice = Some("The library broke down: leave and start again".to_owned());
        }
    }

    fn fetch_page(&mut self, ticket: Ticket, id: EntryId, link: Link) {
        if let Some(desk) = &self.library {
            let job = WorkerJob::Page(ticket, id, link, desk.read_page(), desk.write_sender());
            self.workers.send(job);
        }
    }

    /// A feed is looked for by a worker first: servers may be slow.
    fn manage(&mut self, ticket: Ticket, manage: ManageRequest) {
        match (manage, &self.library) {
            (ManageRequest::Subscribe(address, folder), Some(desk)) => {
                let job = WorkerJob::Subscribe(
                    ticket,
                    address,
                    folder,
                    desk.find_feed(),
                    desk.write_sender(),
                );
                self.workers.send(job);
            }
            (manage, _) => self.send_write_request(WriteRequest::Manage(ticket, manage)),
        }
    }

    fn refresh(&mut self, feeds: Vec<FeedId>) -> Result<(), SessionError> {
        let Some(desk) = &mut self.library else {
            return Ok(());
        };
        let Err(why) = desk.refresh(feeds) else {
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
            self.app.notice = Some(format!("That did not work: {error}"));
        }
    }

    /// Opens a link in the first browser that can be started; where none can, or it fails, says what else there is.
    fn open_link(&mut self, link: &Link) -> Result<(), SessionError> {
        let setting = &self.app.settings.view.browser;
        let openers = browser::find_openers(setting, self.browser.as_deref(), link);
        let copies = self.app.keys_of(Command::CopyLink.name());
        let copies = copies.into_iter().next().unwrap_or_default();
        let advice = format!("{copies} copies it, or set $BROWSER");
        let mut missing = Vec::new();
        for mut opener in openers {
            let name = opener.name.clone();
            let done = if opener.takes_terminal {
                self.lend_terminal(|| opener.run_in_terminal())?
            } else {
                let (sender, advice) = (self.sender.clone(), advice.clone());
                let failed = move |why: String| {
                    // Where the loop has ended there is nobody left to tell.
                    let _ = sender.send(LoopEvent::Msg(Msg::Notice(format!("{why}; {advice}"))));
                };
                opener.start(failed).map(|()| None)
            };
            match done {
                Ok(None) => return Ok(()),
                Ok(Some(why)) => {
                    self.app.notice = Some(format!("{why}; {advice}"));
                    return Ok(());
                }
                Err(why) => missing.push((name, why)),
            }
        }
        let why = browser::describe_missing(&missing);
        self.app.notice = Some(format!("{why}; {advice}"));
        Ok(())
    }

    /// Gives the terminal to another program until that ends. No key is read here meanwhile: what was pressed to get here
    /// is not handled yet (see [`read_keys`]).
    fn lend_terminal<T>(&mut self, run: impl FnOnce() -> T) -> Result<T, SessionError> {
        self.guard.release();
        signals::lend_terminal(true);
        let done = run();
        signals::lend_terminal(false);
        self.take_back()?;
        Ok(done)
    }

    /// Hands the terminal to the shell until it lets us go on.
    fn suspend(&mut self) -> Result<(), SessionError> {
        self.guard.release();
        signals::stop_process()?;
        self.take_back()
    }

    /// Takes the terminal again after a stop: the shell has set its own modes meanwhile, and the size may be another.
    fn take_back(&mut self) -> Result<(), SessionError> {
        self.guard.release();
        self.guard.reacquire()?;
        let (width, height) = crossterm::terminal::size()?;
        self.apply(Msg::Resize(Size { width, height }))?;
        self.apply(Msg::Resumed)
    }

    /// Sees a change of size whose signal came before anybody listened.
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

    /// Forgets what is on the screen, so that every cell is drawn again. (`Terminal::clear` would ask the terminal where
    /// its cursor is, and the answer would come among the keys.)
    fn forget_screen(&mut self) -> io::Result<()> {
        // The buffer of what is on the screen is emptied and drawn into; the other one, empty since the last draw, stands
        // for the screen.
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
