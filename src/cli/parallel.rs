//! Runs jobs on several threads and delivers the results in the order of the jobs, with a bounded number in flight.
//!
//! Each job gets a channel for its one result. The receiving ends of these channels go to the consumer in the order of
//! the jobs, so it waits for the results in that order while the workers finish in any order.
//!
//! `rayon` is not used: its bridge from an iterator does not keep the order.

use std::sync::mpsc::{Receiver, SyncSender, TryRecvError, sync_channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::{io, thread};

use crate::session::{WorkLabel, catch_panic};

/// The number of jobs in flight per thread. With fewer, one long job leaves the other threads idle; with more, more
/// results are held in memory.
const JOBS_PER_THREAD: usize = 4;

/// An event for the consumer of the results.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum JobEvent<R> {
    /// The result of the next job.
    Done(R),
    /// The next job panicked.
    Lost,
    /// No further result is ready yet, so buffered output should be flushed.
    Idle,
}

/// Returns the number of threads that the machine runs in parallel; 1 if it is unknown.
#[expect(
    clippy::disallowed_methods,
    reason = "this file owns the filter's threads"
)]
pub(super) fn core_count() -> usize {
    thread::available_parallelism().map_or(1, usize::from)
}

/// Applies `work` to each of the `jobs` on `n_threads` threads and passes the results to `take`, in the order of the
/// jobs.
///
/// With one thread, or if no thread can be started, everything runs on the calling thread. Otherwise `jobs` is iterated
/// on a thread of its own, so that a slow source does not delay finished results.
///
/// # Errors
///
/// The first error of `take`, which stops all work. A source that is blocked at that moment keeps its thread until the
/// process ends.
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

/// A function that runs a closure on a new thread. If it fails, the closure is dropped.
type StartThread = fn(Box<dyn FnOnce() + Send>) -> io::Result<()>;

#[expect(
    clippy::disallowed_methods,
    reason = "this file owns the filter's threads"
)]
fn start_thread(run: Box<dyn FnOnce() + Send>) -> io::Result<()> {
    thread::Builder::new().spawn(run).map(drop)
}

/// Does the work of [`run_in_order`] with threads from `start`, so that tests can let the start of a thread fail.
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
        // If some threads cannot be started, the others do all the work.
        n_started += usize::from(started.is_ok());
    }
    drop(for_workers);
    if n_started == 0 {
        return run_one_by_one(jobs, work.as_ref(), take);
    }
    // If the thread cannot be started, its closure is dropped. The jobs are shared, so that they survive that.
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

/// Takes the value out of the mutex; `None` if it was taken before.
fn take_out<T>(shared: &Mutex<Option<T>>) -> Option<T> {
    shared.lock().unwrap_or_else(PoisonError::into_inner).take()
}

/// Sends each job to the workers and the receiver of its result to the consumer, until one of them has ended.
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

/// Does all work on the calling thread. The source of the jobs may block, so `take` gets each result, and
/// [`JobEvent::Idle`] to flush it, before the next job is requested.
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

/// Returns the result of job `n`, counted from 1. A panic becomes [`JobEvent::Lost`], so that the other jobs go on.
fn run_caught<J, R>(work: &impl Fn(J) -> R, n: usize, job: J) -> JobEvent<R> {
    catch_panic(WorkLabel::Input(n), || work(job)).map_or(JobEvent::Lost, JobEvent::Done)
}

/// The number of a job, the job, and where its result goes.
type PendingJob<J, R> = (usize, J, SyncSender<JobEvent<R>>);

/// Does jobs from the shared queue until the queue is closed.
fn work_through_jobs<J, R>(jobs: &Mutex<Receiver<PendingJob<J, R>>>, work: &impl Fn(J) -> R) {
    loop {
        // The lock is released at the end of this statement, before the work, so that the workers run in parallel.
        let next = jobs.lock().unwrap_or_else(PoisonError::into_inner).recv();
        let Ok((n, job, give)) = next else { return };
        let result = run_caught(work, n, job);
        // Sending fails if the consumer has stopped; the result is not needed then.
        let _ = give.send(result);
    }
}

/// Passes the results to `take` in the order of the jobs, with [`JobEvent::Idle`] before each wait.
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

    /// Work that takes longer for smaller numbers, so that later jobs finish before earlier ones.
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

    /// Returns true `n_left` times, then false, like a system that runs out of threads.
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
    fn results_are_reported_before_a_source_that_may_block() {
        for n_threads in [1, 2] {
            let (reports, reported) = std::sync::mpsc::channel();
            // The second job waits for the first one's result to be flushed.
            let jobs = (0..2_u32).inspect(move |n| {
                let is_reported = || reported.iter().any(|is_idle: bool| is_idle);
                assert!(*n == 0 || is_reported(), "the source waits forever");
            });
            let mut is_done = false;
            let done: Result<(), ()> = run_in_order(
                jobs,
                n_threads,
                |n| n,
                |step| {
                    is_done |= step == JobEvent::Done(0);
                    let _ = reports.send(is_done && step == JobEvent::Idle);
                    Ok(())
                },
            );
            assert_eq!(done, Ok(()));
        }
    }
}
