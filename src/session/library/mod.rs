//! The library service: the user's library as seen from the event loop.
//!
//! Requests go over channels to separate threads: one answers queries, one counts, one writes, one annotates, one
//! watches the file. Queries therefore never wait for changes. Answers return to the loop as messages.

mod annotation_worker;
mod clock;
mod connections;
mod count_worker;
mod options;
mod read_worker;
mod refresh_thread;
mod responses;
mod threads;
mod view_worker;
mod view_writer;
mod watch;
mod welcome;
mod write_request;
mod write_worker;

use std::io;
use std::sync::Arc;
use std::sync::mpsc::{Sender, channel};
use std::time::Duration;

use super::loop_event::LoopEvent;
use super::refresh::Refresh;
use super::worker_pool::SharedEngine;
use crate::fetch::CancelFlag;
use crate::library::FeedId;
use crate::reader::{LibraryRequest, Msg, Ticket, ViewFiles};
use crate::store::Library;
use connections::WelcomeLibrary;
use threads::spawn_thread;
use write_request::SCREEN_KEY;

pub(super) use clock::local_time;
pub use options::{FindFeed, LibraryOptions, LibraryServiceError, ReadPage, WriteView};
pub use watch::find_watch_fault;
pub(super) use write_request::WriteRequest;

/// How long quitting waits for pending changes to be written. `signals::MAX_END_TIME` must be longer.
const MAX_CLOSE_WAIT: Duration = Duration::from_secs(10);
/// Handle to the library's threads.
pub(super) struct LibraryService {
    options: LibraryOptions,
    welcome: WelcomeLibrary,
    requests: Sender<(Ticket, LibraryRequest)>,
    counts: Sender<count_worker::CountRequest>,
    /// Requests for the rows of views.
    views: Sender<view_worker::ViewRequest>,
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
        options: LibraryOptions,
        shared: Arc<SharedEngine>,
        answers: &Sender<LoopEvent>,
    ) -> Result<(Self, Option<String>), LibraryServiceError> {
        let library = Library::open(&options.path).map_err(LibraryServiceError::Store)?;
        let kept = library
            .state(SCREEN_KEY)
            .map_err(LibraryServiceError::Store)?;
        let watch = watch::LibraryWatch::start(&options.path, answers)?;
        if let Some(limit) = library.reading_only() {
            // Sending fails only if the program is ending.
            let _ = answers.send(LoopEvent::Msg(Msg::Notice(limit.notice())));
        }
        let welcome = WelcomeLibrary::default();
        let shown = Arc::clone(&welcome);
        let (requests, requests_in) = channel();
        let (writes, writes_in) = channel();
        let (nudges, nudges_in) = channel();
        let worker = read_worker::ReadWorker {
            path: options.path.clone(),
            welcome: Arc::clone(&welcome),
            articles: options.welcome,
            nudges: nudges.clone(),
        };
        let sender = answers.clone();
        spawn_thread("questions", move || worker.run(&requests_in, &sender))?;
        let (counts, counts_in) = channel();
        let (path, sender) = (options.path.clone(), answers.clone());
        spawn_thread("counts", move || {
            count_worker::run_count_worker(&path, &counts_in, &sender);
        })?;
        let views = view_worker::start_view_worker(&options.path, &welcome, answers)?;
        let cancel = CancelFlag::default();
        let annotator = annotation_worker::AnnotationWorker {
            path: options.path.clone(),
            welcome: Arc::clone(&welcome),
            shared,
            cancel: cancel.clone(),
        };
        let sender = answers.clone();
        spawn_thread("annotator", move || annotator.run(&nudges_in, &sender))?;
        let sender = answers.clone();
        let write_thread = write_worker::WriteWorker {
            path: options.path.clone(),
            library,
            is_keeping_reported: false,
            welcome,
            nudges: nudges.clone(),
        };
        spawn_thread("changes", move || write_thread.run(&writes_in, &sender))?;
        let service = Self {
            options,
            welcome: shown,
            requests,
            counts,
            views,
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
        let options = self.options.refresh.clone();
        let answers = self.answers.clone();
        let started =
            refresh_thread::start_refresh(&self.options.path, feeds, options, (answers, own), end)?;
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
        Arc::clone(&self.options.find_feed)
    }

    /// Returns the function that fetches pages.
    pub(super) fn read_page(&self) -> ReadPage {
        Arc::clone(&self.options.read_page)
    }

    /// Starts writing a view to files. A notice reports the result.
    ///
    /// # Errors
    ///
    /// If the thread cannot be started.
    pub(super) fn write_view(&self, order: Box<ViewFiles>) -> io::Result<()> {
        let (path, welcome) = (self.options.path.clone(), Arc::clone(&self.welcome));
        let (write, answers) = (self.options.write_view, self.answers.clone());
        spawn_thread("writing", move || {
            let notice = view_writer::write_view(&path, &welcome, write, &order);
            let _ = answers.send(LoopEvent::Msg(Msg::Notice(notice)));
        })
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
            LibraryRequest::View(ask) => self.views.send((ticket, ask)).is_ok(),
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
