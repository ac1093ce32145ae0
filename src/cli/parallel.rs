//! Work done by several threads, with the results in the order of the work and a bounded number of them in flight.

use std::sync::mpsc::{Receiver, SyncSender, TryRecvError, sync_channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::{io, thread};

use crate::session::{WorkLabel, catch_panic};

/// How many pieces of work may be in flight for each thread: enough that a long one does not idle the others.
const JOBS_PER_THREAD: usize = 4;

/// What the taker of the results gets.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum JobEvent<R> {
    /// The next result.
    Done(R),
    /// The work on the next one broke down.
    Lost,
    /// Nothing more is ready at once: the time to flush.
    Idle,
}

/// Returns how many threads the machine runs at once.
#[expect(
    clippy::disallowed_methods,
    reason = "this file owns the filter's threads"
)]
pub(super) fn core_count() -> usize {
    thread::available_parallelism().map_or(1, usize::from)
}

/// Does the work of `jobs` on `n_threads` threads and gives each result to `take`, in the order of the jobs.
///
/// With one thread everything happens on the caller's, and so it does where no thread can be started. With more, `jobs`
/// runs on a thread of its own, so that a slow source does not hold back what is done; when `take` fails, everything
/// stops, and a source that is blocked then is left behind: it ends with the process.
pub(super) fn run_in_order<J, R, E>(
    jobs: impl Iterator<Item = J> + Send + 'static,
    n_threads: usize,
    work: impl Fn(J) -> R + Send + Sync + 'static,
    take: impl FnMut(JobEvent<R>) -> Result<(), E>,
) -> Result<(), E>
where
    J: Send + 'static,
    R: Send + 'static,
{
    in_order_with(start_thread, jobs, n_threads, work, take)
}

/// What runs something on a new thread, or fails and drops it.
type StartThread = fn(Box<dyn FnOnce() + Send>) -> io::Result<()>;

#[expect(
    clippy::disallowed_methods,
    reason = "this file owns the filter's threads"
)]
fn start_thread(run: Box<dyn FnOnce() + Send>) -> io::Result<()> {
    thread::Builder::new().spawn(run).map(drop)
}

/// Does the same as [`run_in_order`], with threads of `start`.
fn in_order_with<J, R, E>(
    start: StartThread,
    jobs: impl Iterator<Item = J> + Send + 'static,
    n_threads: usize,
    work: impl Fn(J) -> R + Send + Sync + 'static,
    mut take: impl FnMut(JobEvent<R>) -> Result<(), E>,
) -> Result<(), E>
where
    J: Send + 'static,
    R: Send + 'static,
{
    if n_threads <= 1 {
        return run_one_by_one(jobs, &work, take);
    }
    let (to_workers, for_workers) = sync_channel::<PendingJob<J, R>>(n_threads);
    let (to_taker, promised) = sync_channel::<Receiver<JobEvent<R>>>(n_threads * JOBS_PER_THREAD);
    let for_workers = Arc::new(Mutex::new(for_workers));
    let work = Arc::new(work);
    let mut n_started = 0;
    for _ in 0..n_threads {
        let for_workers = Arc::clone(&for_workers);
        let work = Arc::clone(&work);
        let started = start(Box::new(move || {
            work_through_jobs(&for_workers, work.as_ref());
        }));
        // Those that were started do the work of the others.
        n_started += usize::from(started.is_ok());
    }
    drop(for_workers);
    if n_started == 0 {
        return run_one_by_one(jobs, work.as_ref(), take);
    }
    // A thread that cannot be started drops what it was to run. The jobs are needed then.
    let shared = Arc::new(Mutex::new(Some(jobs)));
    let source = Arc::clone(&shared);
    let started = start(Box::new(move || {
        if let Some(jobs) = take_out(&source) {
            promise_all(jobs, &to_workers, &to_taker);
        }
    }));
    if started.is_ok() {
        return take_results(&promised, &mut take);
    }
    match take_out(&shared) {
        Some(jobs) => run_one_by_one(jobs, work.as_ref(), take),
        None => Ok(()),
    }
}

fn take_out<T>(shared: &Mutex<Option<T>>) -> Option<T> {
    shared.lock().unwrap_or_else(PoisonError::into_inner).take()
}

/// Gives each job to the workers, and the way to its result to the taker, until one of them is gone.
fn promise_all<J, R>(
    jobs: impl Iterator<Item = J>,
    to_workers: &SyncSender<PendingJob<J, R>>,
    to_taker: &SyncSender<Receiver<JobEvent<R>>>,
) {
    for (n, job) in (1..).zip(jobs) {
        let (give, given) = sync_channel(1);
        let is_open = to_taker.send(given).is_ok() && to_workers.send((n, job, give)).is_ok();
        if !is_open {
            return;
        }
    }
}

/// Does each piece of work where it comes in. The source may block, so all that is done is told before it is asked.
fn run_one_by_one<J, R, E>(
    jobs: impl Iterator<Item = J>,
    work: &impl Fn(J) -> R,
    mut take: impl FnMut(JobEvent<R>) -> Result<(), E>,
) -> Result<(), E> {
    for (n, job) in (1..).zip(jobs) {
        take(run_caught(work, n, job))?;
        take(JobEvent::Idle)?;
    }
    Ok(())
}

/// Returns the result of piece of work `n`; one that breaks down does not take the others with it.
fn run_caught<J, R>(work: &impl Fn(J) -> R, n: usize, job: J) -> JobEvent<R> {
    catch_panic(WorkLabel::Input(n), || work(job)).map_or(JobEvent::Lost, JobEvent::Done)
}

/// The number of a job, the job, and where its result goes.
type PendingJob<J, R> = (usize, J, SyncSender<JobEvent<R>>);

fn work_through_jobs<J, R>(jobs: &Mutex<Receiver<PendingJob<J, R>>>, work: &impl Fn(J) -> R) {
    loop {
        // The lock is held for taking one job only.
        let next = jobs.lock().unwrap_or_else(PoisonError::into_inner).recv();
        let Ok((n, job, give)) = next else { return };
        let result = run_caught(work, n, job);
        // Nobody waits for the result any more when the output was closed.
        let _ = give.send(result);
    }
}

fn take_results<R, E>(
    promised: &Receiver<Receiver<JobEvent<R>>>,
    take: &mut impl FnMut(JobEvent<R>) -> Result<(), E>,
) -> Result<(), E> {
    loop {
        let ready = promised.try_recv().ok();
        if ready.is_none() {
            take(JobEvent::Idle)?;
        }
        let Some(next) = ready.or_else(|| promised.recv().ok()) else {
            return Ok(());
        };
        let result = match next.try_recv() {
            Ok(result) => result,
            Err(TryRecvError::Disconnected) => JobEvent::Lost,
            Err(TryRecvError::Empty) => {
                take(JobEvent::Idle)?;
                next.recv().unwrap_or(JobEvent::Lost)
            }
        };
        take(result)?;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn collect_steps(n_threads: usize, n_jobs: u32, work: fn(u32) -> u32) -> Vec<JobEvent<u32>> {
        let mut taken = Vec::new();
        let done: Result<(), ()> = run_in_order(0..n_jobs, n_threads, work, |step| {
            taken.extend((step != JobEvent::Idle).then_some(step));
            Ok(())
        });
        assert_eq!(done, Ok(()));
        taken
    }

    /// Work that takes the longer the smaller the number is, so that the threads overtake one another.
    fn uneven_work(n: u32) -> u32 {
        (0..(1000 - n % 1000) * 20).fold(n, |sum, _| std::hint::black_box(sum))
    }

    #[test]
    fn the_order_is_that_of_the_jobs_for_any_number_of_threads() {
        for n_threads in [0, 1, 2, 7] {
            let expected: Vec<_> = (0..300).map(JobEvent::Done).collect();
            assert_eq!(collect_steps(n_threads, 300, uneven_work), expected);
        }
    }

    #[test]
    fn work_that_breaks_down_is_lost_alone() {
        for n_threads in [1, 2] {
            let work = |n| if n == 1 { panic!("on purpose") } else { n };
            let taken = collect_steps(n_threads, 4, work);
            let expected = [
                JobEvent::Done(0),
                JobEvent::Lost,
                JobEvent::Done(2),
                JobEvent::Done(3),
            ];
            assert_eq!(taken, expected);
        }
    }

    /// Starts as many threads as the next number says, then fails as a system does that has no more.
    fn scarce(n_left: &'static std::sync::atomic::AtomicUsize) -> bool {
        use std::sync::atomic::Ordering::SeqCst;
        let left = n_left.fetch_update(SeqCst, SeqCst, |n| n.checked_sub(1));
        left.is_ok()
    }

    #[test]
    fn without_threads_the_work_is_done_on_the_callers() {
        use std::sync::atomic::AtomicUsize;
        static NONE: AtomicUsize = AtomicUsize::new(0);
        static ONE_WORKER: AtomicUsize = AtomicUsize::new(1);
        static WORKERS_ALONE: AtomicUsize = AtomicUsize::new(4);
        let starters: [StartThread; 3] = [
            |run| {
                if scarce(&NONE) {
                    start_thread(run)
                } else {
                    Err(io::ErrorKind::WouldBlock.into())
                }
            },
            |run| {
                if scarce(&ONE_WORKER) {
                    start_thread(run)
                } else {
                    Err(io::ErrorKind::WouldBlock.into())
                }
            },
            |run| {
                if scarce(&WORKERS_ALONE) {
                    start_thread(run)
                } else {
                    Err(io::ErrorKind::WouldBlock.into())
                }
            },
        ];
        for start in starters {
            let mut taken = Vec::new();
            let work = |n| if n == 5 { panic!("on purpose") } else { n };
            let done: Result<(), ()> = in_order_with(start, 0..100, 4, work, |step| {
                taken.extend((step != JobEvent::Idle).then_some(step));
                Ok(())
            });
            assert_eq!(done, Ok(()));
            let expected = (0..100).map(|n| {
                if n == 5 {
                    JobEvent::Lost
                } else {
                    JobEvent::Done(n)
                }
            });
            assert_eq!(taken, expected.collect::<Vec<_>>());
        }
    }

    #[test]
    fn a_closed_output_stops_an_endless_source() {
        for n_threads in [1, 2] {
            let take = |step| match step {
                JobEvent::Done(10) => Err("closed"),
                _ => Ok(()),
            };
            let stopped = run_in_order(0.., n_threads, |n: u64| n, take);
            assert_eq!(stopped, Err("closed"));
        }
    }

    #[test]
    fn what_is_done_is_told_before_a_source_that_may_block() {
        for n_threads in [1, 2] {
            let (tell, told) = std::sync::mpsc::channel();
            // The second job waits for the first one's result to be flushed.
            let jobs = (0..2_u32).inspect(move |n| {
                let is_told = || told.iter().any(|is_idle: bool| is_idle);
                assert!(*n == 0 || is_told(), "the source waits for ever");
            });
            let mut is_done = false;
            let done: Result<(), ()> = run_in_order(
                jobs,
                n_threads,
                |n| n,
                |step| {
                    is_done |= step == JobEvent::Done(0);
                    let _ = tell.send(is_done && step == JobEvent::Idle);
                    Ok(())
                },
            );
            assert_eq!(done, Ok(()));
        }
    }
}
