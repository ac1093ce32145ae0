//! The library service: the user's library as seen from the event loop.
//!
//! Requests go over channels to separate threads: one answers queries, one counts, one writes, one annotates, one
//! watches the file. Queries therefore never wait for changes. Answers return to the loop as messages.

mod annotation_worker;
mod count_worker;
mod read_worker;
mod refresh_thread;
mod watch;
mod welcome;
mod write_worker;

use std::io;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Sender, channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;
use std::time::Duration;

use jiff::{Timestamp, Zoned};

use super::CaughtPanic;
use super::event_loop::LoopEvent;
use super::refresh::{Refresh, RefreshOptions};
use super::worker_pool::SharedEngine;
use crate::article::{Article, Link};
use crate::fetch::CancelFlag;
use crate::library::{EntryChange, EntryId, FeedId, Query};
use crate::reader::{LibraryRequest, LibraryResponse, LocalTime, ManageRequest, Msg, Ticket};
use crate::store::{Library, StoreError};

pub use watch::find_watch_fault;

/// How long quitting waits for pending changes to be written. `signals::MAX_END_TIME` must be longer.
const MAX_CLOSE_WAIT: Duration = Duration::from_secs(10);
/// Key in the `state` table for the screen of the last session.
const SCREEN_KEY: &str = "reader";

/// Fetches the page of an entry and returns its article. The error is a sentence for the user.
pub type ReadPage = Arc<dyn Fn(EntryId, &Link) -> Result<Article, String> + Send + Sync>;

/// Finds the feed at an address, or the feed that the page there links to. Returns its address.
pub type FindFeed = Arc<dyn Fn(&str) -> Result<String, String> + Send + Sync>;

/// How the session opens the user's library.
#[derive(Clone)]
pub struct LibraryOptions {
    /// Path of the library file.
    pub path: PathBuf,
    /// Fetches the full text of an entry.
    pub read_page: ReadPage,
    /// Finds a feed to subscribe to.
    pub find_feed: FindFeed,
    /// Options for refreshing.
    pub options: RefreshOptions,
    /// Returns the articles shown while the library is empty.
    pub welcome: fn() -> Vec<Article>,
}

/// A request to the write worker.
pub(super) enum WriteRequest {
    /// Change entries.
    Change(Ticket, EntryChange),
    /// Mark all matches of a query as read.
    ReadAll(Ticket, Query),
    /// Change subscriptions or saved queries.
    Manage(Ticket, ManageRequest),
    /// Store a value for the next session, under a key.
    SaveValue(String, String),
    /// Store the fetched page of an entry.
    Page(Ticket, EntryId, Box<Article>),
    /// Answer once all earlier requests are done.
    Flush(Sender<()>),
}

/// The welcome library (the articles that ship with the program), while it replaces an empty library. Shared by the
/// read, write and annotation workers.
type WelcomeLibrary = Arc<Mutex<Option<Library>>>;

/// Handle to the library's threads.
pub(super) struct LibraryService {
    shelves: LibraryOptions,
    requests: Sender<(Ticket, LibraryRequest)>,
    counts: Sender<count_worker::CountRequest>,
    /// Requests to the write worker.
    writes: Sender<WriteRequest>,
    /// Wakes the annotation worker.
    nudges: Sender<()>,
    /// The event loop's channel.
    answers: Sender<LoopEvent>,
    /// The last refresh started, running or not.
    refresh: Option<Refresh>,
    watch: watch::LibraryWatch,
    /// Cancels background annotating.
    cancel: CancelFlag,
}

impl LibraryService {
    /// Opens the library and starts its threads, which answer over `answers`. Also returns the saved screen of the last
    /// session.
    ///
    /// # Errors
    ///
    /// If the library cannot be opened or a thread cannot be started.
    pub(super) fn open(
        shelves: LibraryOptions,
        shared: Arc<SharedEngine>,
        answers: &Sender<LoopEvent>,
    ) -> Result<(Self, Option<String>), LibraryServiceError> {
        let library = Library::open(&shelves.path).map_err(LibraryServiceError::Store)?;
        let kept = library
            .state(SCREEN_KEY)
            .map_err(LibraryServiceError::Store)?;
        let watch = watch::LibraryWatch::start(&shelves.path, answers)?;
        if let Some(limit) = library.reading_only() {
            // Sending fails only if the program is ending.
            let _ = answers.send(LoopEvent::Msg(Msg::Notice(limit.notice())));
        }
        let welcome = WelcomeLibrary::default();
        let (requests, requests_in) = channel();
        let (writes, writes_in) = channel();
        let (nudges, nudges_in) = channel();
        let worker = read_worker::ReadWorker {
            path: shelves.path.clone(),
            welcome: Arc::clone(&welcome),
            articles: shelves.welcome,
            nudges: nudges.clone(),
        };
        let sender = answers.clone();
        spawn_thread("questions", move || worker.run(&requests_in, &sender))?;
        let (counts, counts_in) = channel();
        let (path, sender) = (shelves.path.clone(), answers.clone());
        spawn_thread("counts", move || {
            count_worker::run_count_worker(&path, &counts_in, &sender);
        })?;
        let cancel = CancelFlag::default();
        let annotator = annotation_worker::AnnotationWorker {
            path: shelves.path.clone(),
            welcome: Arc::clone(&welcome),
            shared,
            cancel: cancel.clone(),
        };
        let sender = answers.clone();
        spawn_thread("annotator", move || annotator.run(&nudges_in, &sender))?;
        let sender = answers.clone();
        let write_thread = write_worker::WriteWorker {
            path: shelves.path.clone(),
            library,
            is_keeping_reported: false,
            welcome,
            nudges: nudges.clone(),
        };
        spawn_thread("changes", move || write_thread.run(&writes_in, &sender))?;
        let service = Self {
            shelves,
            requests,
            counts,
            writes,
            nudges,
            answers: answers.clone(),
            refresh: None,
            watch,
            cancel,
        };
        Ok((service, kept))
    }

    /// Wakes the annotation worker.
    pub(super) fn annotate(&self) {
        // Fails only if the worker has crashed. Articles can be read without it.
        let _ = self.nudges.send(());
    }

    /// Starts a refresh of these feeds, or of all if empty.
    ///
    /// # Errors
    ///
    /// A sentence for the user, if it cannot be started.
    pub(super) fn refresh(&mut self, feeds: Vec<FeedId>) -> Result<(), String> {
        let (nudges, signals) = (self.nudges.clone(), self.watch.signals());
        let end = move |is_failed: bool| {
            // If nothing could be written, annotating would fail too, and the reason is on the screen already.
            if !is_failed {
                let _ = nudges.send(());
            }
            let _ = signals.try_send(());
        };
        let own = self.watch.own();
        let options = self.shelves.options.clone();
        let answers = self.answers.clone();
        let started =
            refresh_thread::start_refresh(&self.shelves.path, feeds, options, (answers, own), end)?;
        self.refresh = Some(started);
        Ok(())
    }

    /// Cancels the running refresh, if any.
    pub(super) fn cancel_refresh(&self) {
        if let Some(refresh) = &self.refresh {
            refresh.cancel();
        }
    }

    /// Returns the function that finds feeds.
    pub(super) fn find_feed(&self) -> FindFeed {
        Arc::clone(&self.shelves.find_feed)
    }

    /// Returns the function that fetches pages.
    pub(super) fn read_page(&self) -> ReadPage {
        Arc::clone(&self.shelves.read_page)
    }

    /// Sends a request. Returns false if the read worker is gone.
    pub(super) fn send_request(&self, ticket: Ticket, ask: LibraryRequest) -> bool {
        match ask {
            // A lost count only means that the list keeps showing "more".
            LibraryRequest::Count(query, folding) => {
                let _ = self.counts.send(count_worker::CountRequest {
                    ticket,
                    query,
                    folding,
                });
                true
            }
            ask => self.requests.send((ticket, ask)).is_ok(),
        }
    }

    /// Sends a change. Returns false if the write worker is gone.
    pub(super) fn send_write(&self, order: WriteRequest) -> bool {
        self.writes.send(order).is_ok()
    }

    /// Returns the channel to the write worker.
    pub(super) fn write_sender(&self) -> Sender<WriteRequest> {
        self.writes.clone()
    }

    /// Saves the screen, and waits up to [`MAX_CLOSE_WAIT`] until all changes are written.
    pub(super) fn close(&self, screen: Option<String>) {
        self.cancel_refresh();
        self.cancel.cancel();
        // Wake the annotation worker, so that it sees the flag.
        let _ = self.nudges.send(());
        if let Some(screen) = screen {
            self.send_write(WriteRequest::SaveValue(SCREEN_KEY.to_owned(), screen));
        }
        let (done, is_done) = channel();
        if self.send_write(WriteRequest::Flush(done)) {
            // After a timeout the program ends anyway.
            let _ = is_done.recv_timeout(MAX_CLOSE_WAIT);
        }
    }
}

/// The reason the library could not be opened.
#[derive(Debug, thiserror::Error)]
pub enum LibraryServiceError {
    /// The file could not be used.
    #[error("{}. {}", .0, .0.advice())]
    Store(StoreError),
    /// A thread could not be started.
    #[error(
        "cannot start a thread ({0}); quit other programs, or raise the process limit (`ulimit -u`)"
    )]
    Thread(#[from] io::Error),
}

fn spawn_thread(name: &str, work: impl FnOnce() + Send + 'static) -> io::Result<()> {
    thread::Builder::new().name(name.to_owned()).spawn(work)?;
    Ok(())
}

/// Returns the current local time.
pub(super) fn local_time() -> LocalTime {
    let now = Zoned::now();
    LocalTime {
        at: now.timestamp(),
        offset: now.offset(),
    }
}

fn current_time() -> Timestamp {
    Timestamp::now()
}

/// Sends an answer. Returns false if the loop has ended.
fn send_response(
    answers: &Sender<LoopEvent>,
    ticket: Ticket,
    answer: Result<LibraryResponse, StoreError>,
) -> bool {
    let answer = answer.map_err(|error| describe_error(&error));
    answers
        .send(LoopEvent::Msg(Msg::Answered(ticket, answer)))
        .is_ok()
}

/// Sends the answer of work that may have panicked. Returns false if the loop has ended.
fn reply_caught(
    answers: &Sender<LoopEvent>,
    ticket: Ticket,
    answer: Result<Result<LibraryResponse, StoreError>, CaughtPanic>,
) -> bool {
    match answer {
        Ok(answer) => send_response(answers, ticket, answer),
        Err(caught) => {
            let answer = Err(caught.to_string());
            answers
                .send(LoopEvent::Msg(Msg::Answered(ticket, answer)))
                .is_ok()
        }
    }
}

fn describe_error(error: &StoreError) -> String {
    match error {
        // The entry was shown, so it existed: `gc` or another process has deleted it since.
        StoreError::NoEntry => "This article has been deleted in the meantime".to_owned(),
        error => format!("{error}. {}", error.advice()),
    }
}

/// Returns the reading thread's library. Opens it on first use, and again if it was read-only and its files have
/// changed.
fn current<'l>(open: &'l mut Option<Library>, path: &Path) -> Result<&'l mut Library, StoreError> {
    if open.as_ref().is_some_and(Library::is_stale) {
        *open = None;
    }
    Ok(match open {
        Some(library) => library,
        None => open.insert(Library::open_reading(path)?),
    })
}

/// Runs `act` on the welcome library; `None` if there is none.
fn with_welcome<T>(welcome: &WelcomeLibrary, act: impl FnOnce(&mut Library) -> T) -> Option<T> {
    let mut there = welcome.lock().unwrap_or_else(PoisonError::into_inner);
    there.as_mut().map(act)
}
