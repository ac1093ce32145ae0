//! Refreshes the library: threads ask servers and read feeds, one thread writes, and whoever asked hears how it goes.
//!
//! The reader and `pullquote refresh` use the same. Each feed is one transaction, so that stopping at any moment loses
//! nothing that was told: what was asked for and not yet written is asked for again the next time.

mod credentials;
mod feed_fetcher;
mod full_text;
mod host_queue;
mod schedule;

use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread::{self, JoinHandle};
use std::time::Duration;

use jiff::{SignedDuration, Timestamp};

use crate::article::Link;
use crate::config::Settings;
use crate::fetch::{self, CancelFlag, Client};
use crate::library::FeedId;
use crate::session::{CaughtPanic, WorkLabel, catch_panic};
use crate::store::{DueFeed, IngestCounts, Library, RefreshScope, Retention, StoreError};

pub use feed_fetcher::build_request;
use feed_fetcher::{FeedFetcher, FetchedFeed};
pub use full_text::{fetch_full_text, reach_of};
use host_queue::HostQueue;

/// Bytes of a thread's stack: pages may be nested deeply.
const THREAD_STACK_BYTES: usize = 8 * 1024 * 1024;

/// How far this machine's clock may be ahead before nothing is thrown away by it: a day, the unit of retention.
const MAX_CLOCK_ERROR: SignedDuration = SignedDuration::from_hours(24);

/// How a refresh goes about it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RefreshOptions {
    /// How many servers are asked at once.
    pub n_threads: usize,
    /// How many questions one host gets at once.
    pub per_host: usize,
    /// What an answer may cost.
    pub limits: fetch::FetchLimits,
    /// What a page may cost that an entry leads to.
    pub page_limits: fetch::FetchLimits,
    /// Minutes between two fetches of a feed that has no interval of its own.
    pub interval: u32,
    /// Whether `file:` addresses are read.
    pub has_files: bool,
    /// What a refresh throws away in the end; nothing throws nothing away.
    pub retention: Option<Retention>,
}

impl RefreshOptions {
    /// Returns how the settings say it.
    pub fn of(settings: &Settings) -> Self {
        let refresh = &settings.refresh;
        let bytes = refresh.feed_mb.saturating_mul(1_000_000);
        Self {
            n_threads: refresh.threads,
            per_host: refresh.per_host,
            limits: fetch::FetchLimits {
                bytes: usize::try_from(bytes).unwrap_or(usize::MAX),
                setting: fetch::FEED_SETTING,
                time: Duration::from_secs(refresh.feed_seconds),
                redirects: settings.limits.redirects,
            },
            page_limits: page_limits(&settings.limits),
            interval: refresh.interval_minutes,
            has_files: refresh.has_files,
            retention: settings.keeping.is_tidied.then(|| {
                let some = |n: u32| (n > 0).then_some(n);
                Retention {
                    days: some(settings.keeping.days),
                    entries: some(settings.keeping.entries),
                }
            }),
        }
    }
}

/// Returns what a page may cost by the settings.
pub fn page_limits(limits: &crate::config::LimitSettings) -> fetch::FetchLimits {
    let bytes = limits.page_mb.saturating_mul(1_000_000);
    fetch::FetchLimits {
        bytes: usize::try_from(bytes).unwrap_or(usize::MAX),
        setting: fetch::PAGE_SETTING,
        time: Duration::from_secs(limits.page_seconds),
        redirects: limits.redirects,
    }
}

/// How far a refresh is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct RefreshProgress {
    /// Feeds to ask for.
    pub n_total: usize,
    /// Feeds that were asked for, failed ones among them.
    pub n_done: usize,
    /// Feeds that are being asked for.
    pub n_running: usize,
    /// Feeds that failed.
    pub n_failed: usize,
    /// Entries that are new.
    pub n_new: usize,
    /// Entries that changed.
    pub n_updated: usize,
}

/// What happens in a refresh.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RefreshEvent {
    /// It is so far.
    Progress(RefreshProgress),
    /// A feed is done: what came of it, or why it failed.
    Feed(FeedId, Result<IngestCounts, String>),
    /// It is over; nothing more comes. An error is one of the library.
    Ended(Result<RefreshSummary, String>),
}

/// How a refresh ended.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct RefreshSummary {
    /// How far it came.
    pub progress: RefreshProgress,
    /// Whether somebody stopped it.
    pub is_cancelled: bool,
}

/// A refresh that goes on.
#[derive(Debug)]
pub struct Refresh {
    cancel: CancelFlag,
    work: RefreshWork,
}

/// Where a refresh happens.
#[derive(Debug)]
enum RefreshWork {
    /// On a thread of its own.
    Thread(JoinHandle<Result<RefreshSummary, RefreshError>>),
    /// It happened on the thread that started it.
    Over(Box<Result<RefreshSummary, RefreshError>>),
}

impl Refresh {
    /// Starts a refresh of the library at `path`. `report` is called on a thread of the refresh, the last time with
    /// [`RefreshEvent::Ended`].
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

    /// Does the same; where no thread can be started, the refresh happens here, before this returns.
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

    /// Asks it to stop. What is written stays; nothing more is written, and it ends as soon as the feed that is being
    /// written is.
    pub fn cancel(&self) {
        self.cancel.cancel();
    }

    /// Returns the flag that stops it, for a handler of signals.
    pub fn flag(&self) -> CancelFlag {
        self.cancel.clone()
    }

    /// Waits until it is over.
    pub fn join(self) -> Result<RefreshSummary, RefreshError> {
        match self.work {
            RefreshWork::Thread(thread) => thread.join().unwrap_or(Err(RefreshError::Report)),
            RefreshWork::Over(ended) => *ended,
        }
    }
}

/// Why a refresh broke off.
#[derive(Debug, thiserror::Error)]
pub enum RefreshError {
    /// The library cannot be used.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// A panic.
    #[error(transparent)]
    Panic(#[from] CaughtPanic),
    /// What it reported to panicked.
    #[error("its report could not be shown; the log has the details")]
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

/// Refreshes, and reports and logs the end, also that by a panic.
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
    let told = ended
        .as_ref()
        .map_or_else(|error| Err(error.to_string()), |summary| Ok(*summary));
    report(RefreshEvent::Ended(told));
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

/// What the threads that ask tell the one that writes.
enum FetcherMessage {
    Started,
    /// What came of a feed; nothing where somebody stopped it.
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
        // No server is asked for what cannot be kept.
        return Err(StoreError::from(limit.obstacle).into());
    }
    let due = library.due_feeds(Timestamp::now(), forced)?;
    let mut progress = RefreshProgress {
        n_total: due.len(),
        ..RefreshProgress::default()
    };
    report(RefreshEvent::Progress(progress));
    let client = Client::new(options.limits);
    let told = start_fetchers(due, &client, options, cancel);
    let mut full = Vec::new();
    for told in told {
        // Nothing of what comes after is written: a body that was cut off can look complete.
        if cancel.is_cancelled() {
            break;
        }
        match told {
            FetcherMessage::Started => progress.n_running += 1,
            FetcherMessage::Finished(_, None) => {
                progress.n_running = progress.n_running.saturating_sub(1);
            }
            FetcherMessage::Finished(due, Some(asked)) => {
                let outcome = &asked.outcome;
                let taken = library.ingest(due.id, outcome, Timestamp::now());
                let taken = match taken {
                    // It was unsubscribed while its server was asked.
                    Err(StoreError::NoFeed) => IngestCounts::default(),
                    taken => taken.inspect_err(|_| cancel.cancel())?,
                };
                if let Some(is_private) = asked.is_private.filter(|now| *now != due.is_private) {
                    library.note_private(due.id, is_private)?;
                }
                let failure = outcome.answer.failure().map(str::to_owned);
                let result = failure.map_or(Ok(taken), Err);
                progress.n_running = progress.n_running.saturating_sub(1);
                progress.n_done += 1;
                progress.n_failed += usize::from(result.is_err());
                progress.n_new += taken.n_new;
                progress.n_updated += taken.n_updated;
                if due.subscription.is_full_text && taken.n_new > 0 {
                    full.push((due.id, taken.n_new));
                }
                report(RefreshEvent::Feed(due.id, result));
            }
        }
        report(RefreshEvent::Progress(progress));
    }
    full_text::fetch_new_pages(&mut library, &full, &client, options, cancel)?;
    let is_tidied = !cancel.is_cancelled() && !is_clock_ahead(&client);
    if let Some(retention) = options.retention.filter(|_| is_tidied) {
        library.expire_entries(&retention, Timestamp::now())?;
    }
    library.checkpoint();
    Ok(RefreshSummary {
        progress,
        is_cancelled: cancel.is_cancelled(),
    })
}

/// Returns whether this machine's clock is ahead of those of all servers that answered: by such a clock all that left
/// its feed would be too old to keep.
fn is_clock_ahead(client: &Client) -> bool {
    let latest = client.latest_date().and_then(|date| date.instant);
    latest.is_some_and(|latest| Timestamp::now().duration_since(latest) > MAX_CLOCK_ERROR)
}

/// What one of the threads does that ask.
struct AskingThread {
    queue: Arc<HostQueue<DueFeed>>,
    cancel: CancelFlag,
    asker: FeedFetcher,
    tell: Sender<FetcherMessage>,
}

impl AskingThread {
    fn run(self) {
        while let Some(turn) = self.queue.next(&self.cancel) {
            let is_heard = self.tell.send(FetcherMessage::Started).is_ok();
            let came = match turn.silence {
                Some(wait) => Some(self.asker.skip_host(&turn.due, wait)),
                None => self.asker.fetch_feed(&turn.due),
            };
            let too_many = came.as_ref().and_then(|came| came.too_many);
            self.queue.done(&turn.host, too_many);
            let asked = FetcherMessage::Finished(Box::new(turn.due), came.map(Box::new));
            if !is_heard || self.tell.send(asked).is_err() {
                return;
            }
        }
    }
}

/// Starts the threads that ask; they end when all is asked, or when somebody stops them.
fn start_fetchers(
    due: Vec<DueFeed>,
    client: &Client,
    options: &RefreshOptions,
    cancel: &CancelFlag,
) -> Receiver<FetcherMessage> {
    let (tell, told) = channel();
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
            tell: tell.clone(),
        };
        let started = thread::Builder::new()
            .name(format!("fetch {n}"))
            .stack_size(THREAD_STACK_BYTES)
            .spawn(move || work.run());
        if let Err(error) = started {
            tracing::warn!(error = %error, n_started = n, "no more threads");
            if n == 0 {
                // This thread asks instead. The results wait in the channel.
                let asker = FeedFetcher::new(client.clone(), options.clone(), cancel.clone());
                let cancel = cancel.clone();
                let work = AskingThread {
                    queue,
                    cancel,
                    asker,
                    tell,
                };
                work.run();
            }
            // The others do its work.
            break;
        }
    }
    told
}
