//! Refreshes the library: several threads fetch and parse feeds, one thread writes, and a callback reports progress.
//!
//! Both the reader and `pullquote refresh` use this module. Each feed is one transaction, so that a refresh can be
//! stopped at any time without losing reported results. Feeds fetched but not yet written are fetched again next time.

mod credentials;
mod feed_fetcher;
mod feed_gate;
mod full_text;
mod host_queue;
mod options;
mod schedule;

use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread::{self, JoinHandle};

use jiff::{SignedDuration, Timestamp};

use crate::article::{Link, PublicationDate};
use crate::fetch::{CancelFlag, Client, ServerDates};
use crate::library::FeedId;
use crate::session::{CaughtPanic, WorkLabel, catch_panic};
use crate::store::{DueFeed, IngestCounts, Library, RefreshScope, StoreError};

use feed_fetcher::{FeedFetcher, FetchedFeed};
pub use feed_fetcher::{build_request, store_added_feed};
use feed_gate::{FeedGate, OpenedAtEnd};
pub use full_text::{fetch_full_text, reach_of};
use host_queue::HostQueue;
use options::THREAD_STACK_BYTES;
pub use options::{RefreshOptions, page_limits};

/// How far this machine's clock may be from the servers' without counting as wrong. A day, because retention is counted
/// in days.
const MAX_CLOCK_ERROR: SignedDuration = SignedDuration::from_hours(24);

/// Progress of a refresh.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct RefreshProgress {
    /// Feeds to fetch.
    pub n_total: usize,
    /// Feeds fetched so far, including failed ones.
    pub n_done: usize,
    /// Feeds being fetched now.
    pub n_running: usize,
    /// Feeds that failed.
    pub n_failed: usize,
    /// New entries.
    pub n_new: usize,
    /// Changed entries.
    pub n_updated: usize,
}

/// An event of a refresh.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RefreshEvent {
    /// The progress changed.
    Progress(RefreshProgress),
    /// A feed was finished. The error is a sentence for the user.
    Feed(FeedId, Result<IngestCounts, String>),
    /// The refresh ended; this is the last event. The error is a sentence about the library.
    Ended(Result<RefreshSummary, String>),
}

/// How a refresh ended.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct RefreshSummary {
    /// The final progress.
    pub progress: RefreshProgress,
    /// True if the refresh was cancelled.
    pub is_cancelled: bool,
}

/// A running refresh.
#[derive(Debug)]
pub struct Refresh {
    cancel: CancelFlag,
    work: RefreshWork,
}

/// Where a refresh runs.
#[derive(Debug)]
enum RefreshWork {
    /// On its own thread.
    Thread(JoinHandle<Result<RefreshSummary, RefreshError>>),
    /// It already ran on the thread that started it.
    Over(Box<Result<RefreshSummary, RefreshError>>),
}

impl Refresh {
    /// Starts a refresh of the library at `path` on a new thread. `report` is called on that thread, last with
    /// [`RefreshEvent::Ended`].
    ///
    /// # Errors
    ///
    /// If the thread cannot be started.
    pub fn start(
        path: PathBuf,
        forced: RefreshScope,
        options: RefreshOptions,
        report: impl Fn(RefreshEvent) + Send + 'static,
    ) -> io::Result<Self> {
        let cancel = CancelFlag::default();
        let flag = cancel.clone();
        let work = move || run_guarded(&path, &forced, &options, &flag, &report);
        let thread = start_thread(work)?;
        Ok(Self {
            cancel,
            work: RefreshWork::Thread(thread),
        })
    }

    /// Like [`Refresh::start`], but if no thread can be started, runs the refresh on the current one before it returns.
    pub fn start_or_run(
        path: &Path,
        forced: &RefreshScope,
        options: &RefreshOptions,
        report: impl Fn(RefreshEvent) + Clone + Send + 'static,
    ) -> Self {
        let (here, forced_here) = (report.clone(), forced.clone());
        let started = Self::start(path.to_owned(), forced_here, options.clone(), report);
        started.unwrap_or_else(|error| {
            tracing::warn!(error = %error, "no thread for the refresh");
            let cancel = CancelFlag::default();
            let ended = run_guarded(path, forced, options, &cancel, &here);
            Self {
                cancel,
                work: RefreshWork::Over(Box::new(ended)),
            }
        })
    }

    /// Asks the refresh to stop. It stops after the feed that is being written; what has been written is kept.
    pub fn cancel(&self) {
        self.cancel.cancel();
    }

    /// Returns the flag that cancels the refresh, for a signal handler.
    pub fn flag(&self) -> CancelFlag {
        self.cancel.clone()
    }

    /// Waits for the refresh to end.
    ///
    /// # Errors
    ///
    /// If the library cannot be used, or a panic ended the refresh.
    pub fn join(self) -> Result<RefreshSummary, RefreshError> {
        match self.work {
            RefreshWork::Thread(thread) => thread.join().unwrap_or(Err(RefreshError::Report)),
            RefreshWork::Over(ended) => *ended,
        }
    }
}

/// The reason a refresh broke off.
#[derive(Debug, thiserror::Error)]
pub enum RefreshError {
    /// The library could not be used.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The refresh panicked.
    #[error(transparent)]
    Panic(#[from] CaughtPanic),
    /// The callback that reports progress panicked.
    #[error("could not show its progress; see the log for details")]
    Report,
}

fn start_thread(
    work: impl FnOnce() -> Result<RefreshSummary, RefreshError> + Send + 'static,
) -> io::Result<JoinHandle<Result<RefreshSummary, RefreshError>>> {
    thread::Builder::new()
        .name("refresh".to_owned())
        .stack_size(THREAD_STACK_BYTES)
        .spawn(work)
}

/// Runs a refresh; reports and logs its end, even after a panic.
fn run_guarded(
    path: &Path,
    forced: &RefreshScope,
    options: &RefreshOptions,
    cancel: &CancelFlag,
    report: &dyn Fn(RefreshEvent),
) -> Result<RefreshSummary, RefreshError> {
    tracing::info!("refresh begun");
    let label = WorkLabel::Task("the refresh");
    let work = || run_refresh(path, forced, options, cancel, report);
    let ended = catch_panic(label, work).unwrap_or_else(|caught| Err(caught.into()));
    log_end(&ended);
    let result = ended
        .as_ref()
        .map_or_else(|error| Err(error.to_string()), |summary| Ok(*summary));
    report(RefreshEvent::Ended(result));
    ended
}

/// Logs how a refresh ended.
fn log_end(ended: &Result<RefreshSummary, RefreshError>) {
    match ended {
        Ok(summary) => {
            let progress = summary.progress;
            tracing::info!(
                feeds = progress.n_done,
                failed = progress.n_failed,
                new = progress.n_new,
                changed = progress.n_updated,
                cancelled = summary.is_cancelled,
                "refresh ended"
            );
        }
        Err(error) => tracing::error!(error = %error, "refresh broke off"),
    }
}

/// A message from a fetching thread to the writing one.
enum FetcherMessage {
    Started,
    /// A feed was fetched. `None` if the refresh was cancelled meanwhile.
    Finished(Box<DueFeed>, Option<Box<FetchedFeed>>),
}

fn run_refresh(
    path: &Path,
    forced: &RefreshScope,
    options: &RefreshOptions,
    cancel: &CancelFlag,
    report: &dyn Fn(RefreshEvent),
) -> Result<RefreshSummary, RefreshError> {
    let mut library = Library::open(path)?;
    if let Some(limit) = library.reading_only() {
        // Do not fetch what cannot be stored.
        return Err(StoreError::from(limit.obstacle).into());
    }
    let due = library.due_feeds(Timestamp::now(), forced)?;
    let mut progress = RefreshProgress {
        n_total: due.len(),
        ..RefreshProgress::default()
    };
    report(RefreshEvent::Progress(progress));
    let client = Client::new(options.limits);
    let gate = OpenedAtEnd(FeedGate::default());
    let messages = start_fetchers(due, &client, options, cancel, &gate.0);
    let mut full = Vec::new();
    for message in messages {
        // Results that arrive after cancelling are dropped: a truncated response may look complete.
        if cancel.is_cancelled() {
            break;
        }
        match message {
            FetcherMessage::Started => progress.n_running += 1,
            FetcherMessage::Finished(_, None) => {
                gate.0.leave();
                progress.n_running = progress.n_running.saturating_sub(1);
            }
            FetcherMessage::Finished(due, Some(fetched)) => {
                gate.0.leave();
                let outcome = &fetched.outcome;
                let taken = library.ingest(due.id, outcome, Timestamp::now());
                let taken = match taken {
                    // The feed was unsubscribed while it was fetched.
                    Err(StoreError::NoFeed) => IngestCounts::default(),
                    taken => taken.inspect_err(|_| cancel.cancel())?,
                };
                if let Some(is_private) = fetched.is_private.filter(|now| *now != due.is_private) {
                    library.note_private(due.id, is_private)?;
                }
                let failure = outcome.answer.failure().map(str::to_owned);
                let result = failure.map_or(Ok(taken), Err);
                progress.n_running = progress.n_running.saturating_sub(1);
                progress.n_done += 1;
                progress.n_failed += usize::from(result.is_err());
                progress.n_new += taken.n_new;
                progress.n_updated += taken.n_updated;
                if due.subscription.is_full_text && result.is_ok() {
                    full.push((due.id, taken.n_new));
                }
                report(RefreshEvent::Feed(due.id, result));
            }
        }
        report(RefreshEvent::Progress(progress));
    }
    drop(gate);
    full_text::fetch_new_pages(&mut library, &full, &client, options, cancel)?;
    tidy_library(&mut library, client.server_dates(), options, cancel)?;
    library.checkpoint();
    Ok(RefreshSummary {
        progress,
        is_cancelled: cancel.is_cancelled(),
    })
}

/// Ends a refresh: confirms the library's clock by those of the servers, and expires entries if the settings say so.
fn tidy_library(
    library: &mut Library,
    dates: ServerDates,
    options: &RefreshOptions,
    cancel: &CancelFlag,
) -> Result<(), StoreError> {
    let now = Timestamp::now();
    if is_clock_confirmed(dates, now) {
        library.confirm_clock(now)?;
    }
    let is_tidied = !cancel.is_cancelled() && !is_clock_ahead(dates, now);
    if let Some(retention) = options.retention.filter(|_| is_tidied) {
        library.expire_entries(&retention, now)?;
    }
    Ok(())
}

/// True if this machine's clock is ahead of all servers that answered. Then nothing is expired at all.
fn is_clock_ahead(dates: ServerDates, now: Timestamp) -> bool {
    let latest = dates.of_all.and_then(|date| date.instant);
    latest.is_some_and(|latest| now.duration_since(latest) > MAX_CLOCK_ERROR)
}

/// True if this machine's clock agrees with the latest time of the servers that answered.
fn is_clock_confirmed(dates: ServerDates, now: Timestamp) -> bool {
    let agrees = |date: Option<PublicationDate>| {
        let instant = date.and_then(|date| date.instant);
        instant.is_some_and(|instant| now.duration_since(instant).abs() <= MAX_CLOCK_ERROR)
    };
    agrees(dates.of_all) && agrees(dates.of_public)
}

/// The state of a fetching thread.
struct AskingThread {
    queue: Arc<HostQueue<DueFeed>>,
    cancel: CancelFlag,
    asker: FeedFetcher,
    sender: Sender<FetcherMessage>,
    gate: FeedGate,
}

impl AskingThread {
    /// Fetches feeds until the queue is empty, cancelled, or the receiver is gone.
    fn run(self) {
        while let Some(turn) = self.queue.next(&self.cancel) {
            let is_heard = self.sender.send(FetcherMessage::Started).is_ok();
            let fetched = match turn.silence {
                Some(wait) => Some(self.asker.skip_host(&turn.due, wait)),
                None => self.asker.fetch_feed(&turn.due),
            };
            let too_many = fetched.as_ref().and_then(|fetched| fetched.too_many);
            self.queue.done(&turn.host, too_many);
            let message = FetcherMessage::Finished(Box::new(turn.due), fetched.map(Box::new));
            self.gate.enter();
            if !is_heard || self.sender.send(message).is_err() {
                return;
            }
        }
    }
}

/// Starts the fetching threads. They end when all feeds are fetched or the refresh is cancelled.
fn start_fetchers(
    due: Vec<DueFeed>,
    client: &Client,
    options: &RefreshOptions,
    cancel: &CancelFlag,
    gate: &FeedGate,
) -> Receiver<FetcherMessage> {
    let (sender, receiver) = channel();
    let n_threads = options.n_threads.clamp(1, due.len().max(1));
    let due = due.into_iter();
    let linked = due.map(|due| (Link::parse(&due.subscription.address), due));
    let queue = Arc::new(HostQueue::new(linked, options.per_host.max(1)));
    for n in 0..n_threads {
        let asker = FeedFetcher::new(client.clone(), options.clone(), cancel.clone());
        let work = AskingThread {
            queue: Arc::clone(&queue),
            cancel: cancel.clone(),
            asker,
            sender: sender.clone(),
            gate: gate.clone(),
        };
        let started = thread::Builder::new()
            .name(format!("fetch {n}"))
            .stack_size(THREAD_STACK_BYTES)
            .spawn(move || work.run());
        if let Err(error) = started {
            tracing::warn!(error = %error, n_started = n, "no more threads");
            if n == 0 {
                // Fetch on this thread instead. The results are buffered in the channel.
                let asker = FeedFetcher::new(client.clone(), options.clone(), cancel.clone());
                let cancel = cancel.clone();
                gate.open();
                let work = AskingThread {
                    queue,
                    cancel,
                    asker,
                    sender,
                    gate: gate.clone(),
                };
                work.run();
            }
            // The threads that did start do all the work.
            break;
        }
    }
    receiver
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_public_servers_that_agree_confirm_the_clock() {
        let now: Timestamp = "2026-03-10T12:00:00Z".parse().expect("a time");
        let date = |hours: i64| {
            let instant = now + SignedDuration::from_hours(hours);
            Some(PublicationDate {
                date: instant.to_zoned(jiff::tz::TimeZone::UTC).date(),
                instant: Some(instant),
            })
        };
        let check = |of_all, of_public, expected| {
            let dates = ServerDates { of_all, of_public };
            assert_eq!(is_clock_confirmed(dates, now), expected, "{dates:?}");
        };
        check(None, None, false);
        check(date(0), None, false);
        check(date(0), date(0), true);
        check(date(-23), date(-23), true);
        check(date(-25), date(-25), false);
        check(date(25), date(25), false);
        check(date(24 * 700), date(0), false);
        check(date(0), date(-24 * 700), false);
    }
}
