//! Worker threads: reading articles, annotating them. A worker that breaks down answers so, and goes on.

use std::io;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;

use super::library::{FindFeed, Order, ReadPage};
use super::run::Incoming;
use super::{Load, WorkLabel, catch_panic};
use crate::annotation::Rule;
use crate::article::{Article, Link};
use crate::engine::{Engine, Page, RuleSet};
use crate::library::EntryId;
use crate::reader::{Findings, Manage, Msg, Ticket};

/// How many threads work at once.
const WORKERS: usize = 2;
/// Bytes of a worker's stack: pages may be nested deeply.
const STACK: usize = 8 * 1024 * 1024;

/// Something for a worker to do.
pub(super) enum Job {
    /// Read an article.
    Load(Ticket, WorkLabel, Load),
    /// Annotate an article.
    Annotate(Ticket, WorkLabel, Arc<Article>),
    /// Fetch the page of an entry, read it, and have it kept.
    Page(Ticket, EntryId, Link, ReadPage, Sender<Order>),
    /// Find the feed at an address, and have it subscribed in a folder.
    Subscribe(Ticket, String, String, FindFeed, Sender<Order>),
}

/// Starts the workers; what is sent to them is done, what they find out comes into the loop.
pub(super) fn start(shared: &Arc<Shared>, answers: &Sender<Incoming>) -> io::Result<Sender<Job>> {
    let (jobs, queue) = channel();
    let queue = Arc::new(Mutex::new(queue));
    for n in 0..WORKERS {
        let queue = Arc::clone(&queue);
        let shared = Arc::clone(shared);
        let answers = answers.clone();
        thread::Builder::new()
            .name(format!("worker {n}"))
            .stack_size(STACK)
            .spawn(move || work(&queue, &shared, &answers))?;
    }
    Ok(jobs)
}

/// What all workers use: the engine, built when it is first needed.
pub(super) struct Shared {
    engine: Mutex<Option<Arc<Engine>>>,
    rules: Vec<Rule>,
}

impl Shared {
    /// Returns what all workers share, with the user's rules.
    pub(super) fn new(rules: Vec<Rule>) -> Arc<Self> {
        Arc::new(Self {
            engine: Mutex::new(None),
            rules,
        })
    }

    /// Returns the engine.
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

fn work(queue: &Mutex<Receiver<Job>>, shared: &Shared, answers: &Sender<Incoming>) {
    loop {
        let job = queue.lock().unwrap_or_else(PoisonError::into_inner).recv();
        let Ok(job) = job else { return };
        let answer = answer(job, shared).map_or(Ok(()), |msg| answers.send(Incoming::Msg(msg)));
        if answer.is_err() {
            return;
        }
    }
}

/// Does a job. A panic in it is an answer too; where another thread goes on with it, there is none.
fn answer(job: Job, shared: &Shared) -> Option<Msg> {
    Some(match job {
        Job::Load(ticket, label, load) => {
            Msg::Loaded(ticket, guarded(label, || load().map(Arc::new)))
        }
        Job::Page(ticket, id, link, read, orders) => {
            let article = match guarded(WorkLabel::Entry(id), || read(id, &link)) {
                Ok(article) => Box::new(article),
                Err(why) => return Some(Msg::Answered(ticket, Err(why))),
            };
            let kept = orders.send(Order::Page(ticket, id, article));
            let why = "the library is closed".to_owned();
            return kept.err().map(|_| Msg::Answered(ticket, Err(why)));
        }
        Job::Subscribe(ticket, address, folder, find, orders) => {
            let label = WorkLabel::Task("finding a feed");
            let found = match guarded(label, || find(&address)) {
                Ok(found) => found,
                Err(why) => return Some(Msg::Answered(ticket, Err(why))),
            };
            let order = Order::Manage(ticket, Manage::Subscribe(found, folder));
            let why = "the library is closed".to_owned();
            return orders
                .send(order)
                .err()
                .map(|_| Msg::Answered(ticket, Err(why)));
        }
        Job::Annotate(ticket, label, article) => {
            let done = || {
                let engine = shared.engine()?;
                Ok(annotate(&engine, &article))
            };
            Msg::Annotated(ticket, guarded(label, done))
        }
    })
}

fn annotate(engine: &Engine, article: &Article) -> Findings {
    let rules = RuleSet::default();
    let page = Page::new(article, &rules);
    let sentences = page.sentences().iter().map(|sentence| sentence.range);
    Findings {
        annotations: engine.annotate(article),
        sentences: sentences.collect(),
    }
}

/// Does a piece of work; a panic in it is a failure that the log has the details of.
fn guarded<T>(label: WorkLabel, work: impl FnOnce() -> Result<T, String>) -> Result<T, String> {
    catch_panic(label, work).unwrap_or_else(|caught| Err(caught.to_string()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_worker_that_breaks_down_says_so() {
        let label = WorkLabel::Task("a test");
        let answer = guarded::<()>(label, || panic!("out of paper"));
        let why = answer.expect_err("a panic");
        assert!(why.starts_with("this is a fault of the program"), "{why}");
        assert!(why.contains("out of paper"), "{why}");
        assert_eq!(guarded(label, || Ok(3)), Ok(3));
    }
}
