//! The worker pool: threads that load and annotate articles and fetch pages. A panic in a job becomes its answer, and
//! the worker goes on.

use std::io;
use std::sync::mpsc::Sender;
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;

use super::jobs::{JobOrder, JobQueue};
use super::library::{FindFeed, ReadPage, WriteRequest};
use super::loop_event::LoopEvent;
use super::panics::{WorkLabel, catch_panic};
use super::session_input::ArticleLoader;
use crate::annotation::UserRule;
use crate::article::{Article, Link};
use crate::engine::Engine;
use crate::fetch::CancelFlag;
use crate::library::EntryId;
use crate::reader::{ArticleFindings, ManageRequest, Msg, Ticket};

/// Threads that annotate. Two, so that the article just opened need not wait for the one opened before it.
const MAX_ANNOTATING_THREADS: usize = 2;
/// Threads that load articles. Those of the command line may be pages on slow servers.
const MAX_LOADING_THREADS: usize = 4;
/// Threads that fetch pages and look up feeds, outside a refresh.
const MAX_NETWORK_THREADS: usize = 4;
/// Stack size of a worker, in bytes. HTML may be nested deeply, and parsing it recurses.
const WORKER_STACK_BYTES: usize = 8 * 1024 * 1024;

/// A job for a worker.
pub(super) enum WorkerJob {
    /// Load an article.
    Load(Ticket, WorkLabel, ArticleLoader),
    /// Annotate an article.
    Annotate(Ticket, WorkLabel, Arc<Article>),
    /// Annotate an article and explain what is found.
    Explain(Ticket, WorkLabel, Arc<Article>),
    /// Fetch the page of an entry, parse it, and send it to the write worker.
    Page(Ticket, EntryId, Link, ReadPage, Sender<WriteRequest>),
    /// Find the feed at an address (first string) and subscribe to it in a folder (second string).
    Subscribe(Ticket, String, String, FindFeed, Sender<WriteRequest>),
}

impl WorkerJob {
    const fn ticket(&self) -> Ticket {
        match self {
            Self::Load(ticket, ..)
            | Self::Annotate(ticket, ..)
            | Self::Explain(ticket, ..)
            | Self::Page(ticket, ..)
            | Self::Subscribe(ticket, ..) => *ticket,
        }
    }
}

/// The worker threads, in one pool per kind of waiting: a slow server never delays reading or annotating. All threads
/// end when this is dropped.
pub(super) struct Workers {
    annotating: Arc<JobQueue<WorkerJob>>,
    loading: Arc<JobQueue<WorkerJob>>,
    network: Arc<JobQueue<WorkerJob>>,
}

impl Workers {
    /// Starts the threads. Their answers are sent to `answers`.
    ///
    /// # Errors
    ///
    /// If a thread cannot be started.
    pub(super) fn start(
        shared: &Arc<SharedEngine>,
        answers: &Sender<LoopEvent>,
    ) -> io::Result<Self> {
        // Newest first: what was opened last is what the user is looking at.
        let workers = Self {
            annotating: Arc::new(JobQueue::new(JobOrder::Newest)),
            loading: Arc::new(JobQueue::new(JobOrder::Newest)),
            network: Arc::new(JobQueue::new(JobOrder::Oldest)),
        };
        let pools = [
            ("annotating", &workers.annotating, MAX_ANNOTATING_THREADS),
            ("loading", &workers.loading, MAX_LOADING_THREADS),
            ("network", &workers.network, MAX_NETWORK_THREADS),
        ];
        for (name, queue, n_threads) in pools {
            for n in 0..n_threads {
                let queue = Arc::clone(queue);
                let shared = Arc::clone(shared);
                let answers = answers.clone();
                thread::Builder::new()
                    .name(format!("{name} {n}"))
                    .stack_size(WORKER_STACK_BYTES)
                    .spawn(move || run_worker(&queue, &shared, &answers))?;
            }
        }
        Ok(workers)
    }

    /// Queues a job. For annotating and loading, later jobs are done first.
    pub(super) fn send(&self, job: WorkerJob) {
        let queue = match &job {
            WorkerJob::Annotate(..) | WorkerJob::Explain(..) => &self.annotating,
            WorkerJob::Load(..) => &self.loading,
            WorkerJob::Page(..) | WorkerJob::Subscribe(..) => &self.network,
        };
        queue.push(job.ticket(), job);
    }

    /// Cancels annotating an article that is no longer shown. No answer is sent.
    pub(super) fn stop_annotating(&self, ticket: Ticket) {
        self.annotating.cancel(ticket);
    }
}

impl Drop for Workers {
    fn drop(&mut self) {
        for queue in [&self.annotating, &self.loading, &self.network] {
            queue.close();
        }
    }
}

/// The engine shared by all workers, built on first use.
pub(super) struct SharedEngine {
    engine: Mutex<Option<Arc<Engine>>>,
    rules: Vec<UserRule>,
}

impl SharedEngine {
    /// Returns a shared engine, not yet built, with the user's rules.
    pub(super) fn new(rules: Vec<UserRule>) -> Arc<Self> {
        Arc::new(Self {
            engine: Mutex::new(None),
            rules,
        })
    }

    /// Returns the engine, building it on the first call.
    ///
    /// # Errors
    ///
    /// A sentence for the user, if the engine cannot be built.
    pub(super) fn engine(&self) -> Result<Arc<Engine>, String> {
        let mut known = self.engine.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(engine) = known.as_ref() {
            return Ok(Arc::clone(engine));
        }
        let (engine, _) = Engine::new(&self.rules).map_err(|error| error.to_string())?;
        let engine = Arc::new(engine);
        *known = Some(Arc::clone(&engine));
        Ok(engine)
    }
}

fn run_worker(queue: &JobQueue<WorkerJob>, shared: &SharedEngine, answers: &Sender<LoopEvent>) {
    while let Some((job, cancel)) = queue.next() {
        let ticket = job.ticket();
        let answer = perform_job(job, shared, &cancel);
        queue.finish(ticket);
        let answer = answer.filter(|_| !cancel.is_cancelled());
        if answer.is_some_and(|msg| answers.send(LoopEvent::Msg(msg)).is_err()) {
            return;
        }
    }
}

/// Performs a job and returns its answer. `None` if another thread will answer, or if the job was cancelled.
fn perform_job(job: WorkerJob, shared: &SharedEngine, cancel: &CancelFlag) -> Option<Msg> {
    Some(match job {
        WorkerJob::Load(ticket, label, load) => {
            Msg::Loaded(ticket, run_caught(label, || load().map(Arc::new)))
        }
        WorkerJob::Page(ticket, id, link, read, orders) => {
            let article = match run_caught(WorkLabel::Entry(id), || read(id, &link)) {
                Ok(article) => Box::new(article),
                Err(why) => return Some(Msg::Answered(ticket, Err(why))),
            };
            let kept = orders.send(WriteRequest::Page(ticket, id, article));
            let why = "the library has been closed".to_owned();
            return kept.err().map(|_| Msg::Answered(ticket, Err(why)));
        }
        WorkerJob::Subscribe(ticket, address, folder, find, orders) => {
            let label = WorkLabel::Task("finding a feed");
            let found = match run_caught(label, || find(&address)) {
                Ok(found) => found,
                Err(why) => return Some(Msg::Answered(ticket, Err(why))),
            };
            let order = WriteRequest::Manage(ticket, ManageRequest::Subscribe(found, folder));
            let why = "the library has been closed".to_owned();
            return orders
                .send(order)
                .err()
                .map(|_| Msg::Answered(ticket, Err(why)));
        }
        WorkerJob::Explain(ticket, label, article) => {
            let explain = || {
                let (annotations, trace) = shared.engine()?.explain(&article);
                Ok(annotations.with_trace(trace))
            };
            Msg::Explained(ticket, run_caught(label, explain))
        }
        WorkerJob::Annotate(ticket, label, article) => {
            let done = || {
                let engine = shared.engine()?;
                Ok(annotate_article(&engine, &article, cancel))
            };
            match run_caught(label, done) {
                Ok(found) => Msg::Annotated(ticket, Ok(found?)),
                Err(why) => Msg::Annotated(ticket, Err(why)),
            }
        }
    })
}

/// Returns the annotations and sentences of an article; `None` if cancelled.
fn annotate_article(
    engine: &Engine,
    article: &Article,
    cancel: &CancelFlag,
) -> Option<ArticleFindings> {
    let should_stop = || cancel.is_cancelled();
    let annotations = engine.annotate_unless(article, &should_stop)?;
    let sentences = annotations.sentences().to_vec();
    Some(ArticleFindings {
        annotations,
        sentences,
    })
}

/// Runs a piece of work. A panic becomes an error that refers to the log.
fn run_caught<T>(label: WorkLabel, work: impl FnOnce() -> Result<T, String>) -> Result<T, String> {
    catch_panic(label, work).unwrap_or_else(|caught| Err(caught.to_string()))
}

#[cfg(test)]
mod tests {
    use std::sync::mpsc::channel;

    use super::*;
    use crate::article::ArticleMetadata;

    #[test]
    fn slow_servers_keep_no_article_from_being_read_and_annotated() {
        let (answers, incoming) = channel();
        let (orders, _ordered) = channel();
        let workers = Workers::start(&SharedEngine::new(Vec::new()), &answers).expect("threads");
        // Servers that do not answer before the test ends.
        let (release, held) = channel::<()>();
        let waiting = Mutex::new(held);
        let wait: FindFeed = Arc::new(move |_| {
            let _ = waiting.lock().map(|held| held.recv());
            Err("the server is slow".to_owned())
        });
        for n in 0..2 * MAX_NETWORK_THREADS as u64 {
            let (address, folder) = ("https://example.org".to_owned(), String::new());
            let find = Arc::clone(&wait);
            let job = WorkerJob::Subscribe(Ticket(n), address, folder, find, orders.clone());
            workers.send(job);
        }
        let article = Article::verbatim("Ada Roe won.", ArticleMetadata::default()).expect("short");
        let read = article.clone();
        let label = WorkLabel::Task("a test");
        let load: ArticleLoader = Arc::new(move || Ok(read.clone()));
        workers.send(WorkerJob::Load(Ticket(98), label, load));
        workers.send(WorkerJob::Annotate(Ticket(99), label, Arc::new(article)));
        let mut done = Vec::new();
        while done.len() < 2 {
            match incoming.recv().expect("an answer") {
                LoopEvent::Msg(Msg::Loaded(ticket, Ok(_)) | Msg::Annotated(ticket, Ok(_))) => {
                    done.push(ticket);
                }
                _ => panic!("no server has answered"),
            }
        }
        done.sort_unstable();
        assert_eq!(done, [Ticket(98), Ticket(99)]);
        drop(release);
    }

    #[test]
    fn an_article_that_was_left_gives_no_findings() {
        let (engine, _) = Engine::new(&[]).expect("an engine");
        let text = "Ada Roe won.\u{301} Bo Dahl lost.";
        let article = Article::verbatim(text, ArticleMetadata::default()).expect("short");
        let cancel = CancelFlag::default();
        let found = annotate_article(&engine, &article, &cancel).expect("findings");
        let sentences = found
            .sentences
            .iter()
            .map(|range| article.text().slice(*range));
        let sentences: Vec<_> = sentences.filter(|words| !words.is_empty()).collect();
        assert_eq!(sentences.concat().replace(' ', ""), text.replace(' ', ""));
        for range in &found.sentences {
            assert_eq!(*range, crate::text::snap_to_graphemes(text, *range));
        }
        cancel.cancel();
        assert!(annotate_article(&engine, &article, &cancel).is_none());
    }

    #[test]
    fn a_worker_that_breaks_down_says_so() {
        let label = WorkLabel::Task("a test");
        let answer = run_caught::<()>(label, || panic!("out of paper"));
        let why = answer.expect_err("a panic");
        assert!(why.starts_with("this is a bug in pullquote"), "{why}");
        assert!(why.contains("out of paper"), "{why}");
        assert_eq!(run_caught(label, || Ok(3)), Ok(3));
    }
}
