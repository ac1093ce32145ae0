//! A job queue for several threads: newest or oldest first. Each job has a ticket by which it can be cancelled.

use std::collections::VecDeque;
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};

use crate::fetch::CancelFlag;
use crate::reader::Ticket;

/// The order in which a queue yields its jobs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum JobOrder {
    /// The newest job first: the user is waiting for what was requested last.
    Newest,
    /// The oldest job first.
    Oldest,
}

/// Waiting and running jobs.
pub(super) struct JobQueue<T> {
    order: JobOrder,
    state: Mutex<QueueState<T>>,
    ready: Condvar,
}

struct QueueState<T> {
    waiting: VecDeque<(Ticket, T)>,
    running: Vec<(Ticket, CancelFlag)>,
    is_closed: bool,
}

impl<T> JobQueue<T> {
    /// Returns an empty queue.
    pub(super) fn new(order: JobOrder) -> Self {
        Self {
            order,
            state: Mutex::new(QueueState {
                waiting: VecDeque::new(),
                running: Vec::new(),
                is_closed: false,
            }),
            ready: Condvar::new(),
        }
    }

    fn state(&self) -> MutexGuard<'_, QueueState<T>> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Adds a job and wakes one thread.
    pub(super) fn push(&self, ticket: Ticket, job: T) {
        self.state().waiting.push_back((ticket, job));
        self.ready.notify_one();
    }

    /// Waits for a job. Returns it with the flag that cancels it; `None` once the queue is closed.
    pub(super) fn next(&self) -> Option<(T, CancelFlag)> {
        let mut state = self.state();
        loop {
            if state.is_closed {
                return None;
            }
            let next = match self.order {
                JobOrder::Newest => state.waiting.pop_back(),
                JobOrder::Oldest => state.waiting.pop_front(),
            };
            if let Some((ticket, job)) = next {
                let cancel = CancelFlag::default();
                state.running.push((ticket, cancel.clone()));
                return Some((job, cancel));
            }
            let woken = self.ready.wait(state);
            state = woken.unwrap_or_else(PoisonError::into_inner);
        }
    }

    /// Marks a job as done.
    pub(super) fn finish(&self, ticket: Ticket) {
        self.state().running.retain(|(known, _)| *known != ticket);
    }

    /// Removes a waiting job, or sets the cancel flag of a running one.
    pub(super) fn cancel(&self, ticket: Ticket) {
        let mut state = self.state();
        state.waiting.retain(|(known, _)| *known != ticket);
        let running = state.running.iter();
        for (_, cancel) in running.filter(|(known, _)| *known == ticket) {
            cancel.cancel();
        }
    }

    /// Drops waiting jobs, cancels running ones, and ends the threads.
    pub(super) fn close(&self) {
        let mut state = self.state();
        state.is_closed = true;
        state.waiting.clear();
        for (_, cancel) in &state.running {
            cancel.cancel();
        }
        self.ready.notify_all();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn filled(order: JobOrder) -> JobQueue<&'static str> {
        let queue = JobQueue::new(order);
        queue.push(Ticket(1), "one");
        queue.push(Ticket(2), "two");
        queue.push(Ticket(3), "three");
        queue
    }

    fn next_job(queue: &JobQueue<&'static str>) -> &'static str {
        queue.next().expect("a job").0
    }

    #[test]
    fn the_order_says_which_job_comes_next() {
        let queue = filled(JobOrder::Newest);
        assert_eq!(
            [next_job(&queue), next_job(&queue), next_job(&queue)],
            ["three", "two", "one"]
        );
        let queue = filled(JobOrder::Oldest);
        assert_eq!(
            [next_job(&queue), next_job(&queue), next_job(&queue)],
            ["one", "two", "three"]
        );
    }

    #[test]
    fn a_cancelled_job_is_not_begun_and_a_running_one_is_told() {
        let queue = filled(JobOrder::Newest);
        let (job, running) = queue.next().expect("a job");
        assert_eq!(job, "three");
        queue.cancel(Ticket(2));
        assert!(!running.is_cancelled(), "another one was cancelled");
        queue.cancel(Ticket(3));
        assert!(running.is_cancelled());
        queue.finish(Ticket(3));
        assert_eq!(next_job(&queue), "one");
    }

    #[test]
    fn a_closed_queue_gives_nothing_and_stops_what_runs() {
        let queue = filled(JobOrder::Oldest);
        let (_, running) = queue.next().expect("a job");
        queue.close();
        assert!(running.is_cancelled());
        assert!(queue.next().is_none());
    }
}
