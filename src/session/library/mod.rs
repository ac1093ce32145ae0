//! The user's library behind the reader: one thread answers questions, another makes changes, so that neither waits
//! for the other.

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

/// How long the end of the program waits for changes that are still to be written.
const MAX_CLOSE_WAIT: Duration = Duration::from_secs(10);
/// The name under which the screen is kept.
const SCREEN_KEY: &str = "reader";

/// What fetches a page and reads its article.
pub type ReadPage = Arc<dyn Fn(EntryId, &Link) -> Result<Article, String> + Send + Sync>;

/// What looks for the feed at an address, or for that of the page there, and returns its address.
pub type FindFeed = Arc<dyn Fn(&str) -> Result<String, String> + Send + Sync>;

/// The user's library, as the program opens it.
#[derive(Clone)]
pub struct LibraryOptions {
    /// The file.
    pub path: PathBuf,
    /// What fetches the full text of an entry.
    pub read_page: ReadPage,
    /// What finds a feed to subscribe to.
    pub find_feed: FindFeed,
    /// How feeds are fetched.
    pub options: RefreshOptions,
    /// What is shown while nothing is subscribed.
    pub welcome: fn() -> Vec<Article>,
}

/// Something to change.
pub(super) enum WriteRequest {
    /// Entries.
    Change(Ticket, EntryChange),
    /// Everything that matches is read.
    ReadAll(Ticket, Query),
    /// Subscriptions and saved queries.
    Manage(Ticket, ManageRequest),
    /// A value for the next run.
    SaveValue(String, String),
    /// The page of an entry, fetched and read.
    Page(Ticket, EntryId, Box<Article>),
    /// Nothing; says when everything before it is done.
    Flush(Sender<()>),
}

/// What ships with the program, while it stands in for an empty library. Both threads use it.
type WelcomeLibrary = Arc<Mutex<Option<Library>>>;

/// The way to the threads.
pub(super) struct LibraryService {
    shelves: LibraryOptions,
    requests: Sender<(Ticket, LibraryRequest)>,
    counts: Sender<count_worker::CountRequest>,
    writes: Sender<WriteRequest>,
    nudges: Sender<()>,
    answers: Sender<LoopEvent>,
    refresh: Option<Refresh>,
    watch: watch::LibraryWatch,
    /// Ends the annotating in the background.
    cancel: CancelFlag,
}

impl LibraryService {
    /// Opens the library and starts its threads; answers come into the loop. Returns what was kept of the screen too.
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
            // Where nobody listens the program is at its end.
            let _ = answers.send(LoopEvent::Msg(Msg::Notice(limit.notice())));
        }
        let welcome = WelcomeLibrary::default();
        let (questions, asked) = channel();
        let (orders, ordered) = channel();
        let (nudges, awaited) = channel();
        let clerk = read_worker::ReadWorker {
            path: shelves.path.clone(),
            welcome: Arc::clone(&welcome),
            articles: shelves.welcome,
            nudges: nudges.clone(),
        };
        let sender = answers.clone();
        spawn_thread("questions", move || clerk.run(&asked, &sender))?;
        let (counts, counted) = channel();
        let (path, sender) = (shelves.path.clone(), answers.clone());
        spawn_thread("counts", move || {
            count_worker::run_count_worker(&path, &counted, &sender);
        })?;
        let cancel = CancelFlag::default();
        let annotator = annotation_worker::AnnotationWorker {
            path: shelves.path.clone(),
            welcome: Arc::clone(&welcome),
            shared,
            cancel: cancel.clone(),
        };
        let sender = answers.clone();
        spawn_thread("annotator", move || annotator.run(&awaited, &sender))?;
        let sender = answers.clone();
        let writer = write_worker::WriteWorker {
            path: shelves.path.clone(),
            library,
            is_keeping_reported: false,
            welcome,
            nudges: nudges.clone(),
        };
        spawn_thread("changes", move || writer.run(&ordered, &sender))?;
        let desk = Self {
            shelves,
            requests: questions,
            counts,
            writes: orders,
            nudges,
            answers: answers.clone(),
            refresh: None,
            watch,
            cancel,
        };
        Ok((desk, kept))
    }

    /// Lets the library be annotated as far as it is not.
    pub(super) fn annotate(&self) {
        // Where the annotator broke down the articles can still be read.
        let _ = self.nudges.send(());
    }

    /// Fetches feeds; returns why that cannot begin.
    pub(super) fn refresh(&mut self, feeds: Vec<FeedId>) -> Result<(), String> {
        let (nudges, signals) = (self.nudges.clone(), self.watch.signals());
        let end = move |is_failed: bool| {
            // Where nothing could be written nothing can be annotated either, and the reason is on the screen.
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

    /// Ends the refresh that runs.
    pub(super) fn cancel_refresh(&self) {
        if let Some(refresh) = &self.refresh {
            refresh.cancel();
        }
    }

    /// Returns what looks for feeds.
    pub(super) fn find_feed(&self) -> FindFeed {
        Arc::clone(&self.shelves.find_feed)
    }

    /// Returns what fetches pages.
    pub(super) fn read_page(&self) -> ReadPage {
        Arc::clone(&self.shelves.read_page)
    }

    /// Asks; returns whether there is anybody to answer.
    pub(super) fn send_request(&self, ticket: Ticket, ask: LibraryRequest) -> bool {
        match ask {
            // Without it the list still says that there is more.
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

    /// Orders a change; returns whether there is anybody to make it.
    pub(super) fn send_write(&self, order: WriteRequest) -> bool {
        self.writes.send(order).is_ok()
    }

    /// Returns the way to the thread that makes changes.
    pub(super) fn write_sender(&self) -> Sender<WriteRequest> {
        self.writes.clone()
    }

    /// Keeps the screen, and waits until all that was ordered is written.
    pub(super) fn close(&self, screen: Option<String>) {
        self.cancel_refresh();
        self.cancel.cancel();
        // An annotator that sleeps sees that too.
        let _ = self.nudges.send(());
        if let Some(screen) = screen {
            self.send_write(WriteRequest::SaveValue(SCREEN_KEY.to_owned(), screen));
        }
        let (done, is_done) = channel();
        if self.send_write(WriteRequest::Flush(done)) {
            // Where it takes too long there is nobody left to tell.
            let _ = is_done.recv_timeout(MAX_CLOSE_WAIT);
        }
    }
}

/// Why the library is not there.
#[derive(Debug, thiserror::Error)]
pub enum LibraryServiceError {
    /// The file cannot be used.
    #[error("{}. {}", .0, .0.advice())]
    Store(StoreError),
    /// No thread could be started.
    #[error(
        "no thread can be started ({0}); end other programs, or raise the limit on processes (`ulimit -u`)"
    )]
    Thread(#[from] io::Error),
}

fn spawn_thread(name: &str, work: impl FnOnce() + Send + 'static) -> io::Result<()> {
    thread::Builder::new().name(name.to_owned()).spawn(work)?;
    Ok(())
}

/// Returns the time, as the user's clock shows it.
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

/// Sends an answer; returns whether anybody listens.
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

/// Sends the answer of work that may have panicked; returns whether anybody listens.
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
        // What the reader shows was there: `gc`, or another program, was faster.
        StoreError::NoEntry => "This article was thrown away meanwhile".to_owned(),
        error => format!("{error}. {}", error.advice()),
    }
}

/// Returns the library of a thread that asks: opened with the first question, and once more where it could only be read
/// and its files have changed since.
fn current<'l>(open: &'l mut Option<Library>, path: &Path) -> Result<&'l mut Library, StoreError> {
    if open.as_ref().is_some_and(Library::is_stale) {
        *open = None;
    }
    Ok(match open {
        Some(library) => library,
        None => open.insert(Library::open_reading(path)?),
    })
}

/// Does something with what ships with the program, where that stands in for the library.
fn with_welcome<T>(welcome: &WelcomeLibrary, act: impl FnOnce(&mut Library) -> T) -> Option<T> {
    let mut there = welcome.lock().unwrap_or_else(PoisonError::into_inner);
    there.as_mut().map(act)
}
