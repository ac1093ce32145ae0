//! The queue of feeds or pages to fetch: yields the first item whose host is below its request limit.

use std::collections::{HashMap, VecDeque};
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use crate::article::Link;
use crate::fetch::CancelFlag;

/// Refusals (429) by a host in one refresh after which its remaining items are skipped. More than one, because a single
/// refusal may concern one feed only.
const MIN_REFUSALS: usize = 2;

/// Items to fetch, each with its host, shared by the fetching threads.
pub(super) struct HostQueue<T> {
    state: Mutex<HostQueueState<T>>,
    changed: Condvar,
    /// Largest number of simultaneous requests per host.
    per_host: usize,
}

struct HostQueueState<T> {
    /// Items not yet started, each with its host.
    waiting: VecDeque<(String, T)>,
    /// Requests in progress per host.
    busy: HashMap<String, usize>,
    /// Number of refusals (429) per host, and how long the host asked to be left alone.
    refused: HashMap<String, (usize, Duration)>,
}

/// An item to fetch now.
pub(super) struct QueuedJob<T> {
    pub(super) due: T,
    /// The item's host.
    pub(super) host: String,
    /// How long the host asked to be left alone, if it has refused [`MIN_REFUSALS`] requests. The item should then be
    /// skipped.
    pub(super) silence: Option<Duration>,
}

impl<T> HostQueue<T> {
    /// Returns a queue of the items, each with its link.
    pub(super) fn new(
        waiting: impl IntoIterator<Item = (Option<Link>, T)>,
        per_host: usize,
    ) -> Self {
        let of_host = |(link, due): (Option<Link>, T)| {
            (link.map_or_else(String::new, |link| link.site()), due)
        };
        Self {
            state: Mutex::new(HostQueueState {
                waiting: waiting.into_iter().map(of_host).collect(),
                busy: HashMap::new(),
                refused: HashMap::new(),
            }),
            changed: Condvar::new(),
            per_host,
        }
    }

    fn state(&self) -> MutexGuard<'_, HostQueueState<T>> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Returns the next item. Blocks while all waiting items belong to busy hosts. `None` when the queue is empty or
    /// cancelled.
    pub(super) fn next(&self, cancel: &CancelFlag) -> Option<QueuedJob<T>> {
        let mut state = self.state();
        loop {
            if cancel.is_cancelled() || state.waiting.is_empty() {
                return None;
            }
            let is_free = |host: &String| state.busy.get(host).is_none_or(|n| *n < self.per_host);
            let at = state.waiting.iter().position(|(host, _)| is_free(host));
            if let Some((host, due)) = at.and_then(|at| state.waiting.remove(at)) {
                *state.busy.entry(host.clone()).or_default() += 1;
                let refused = state.refused.get(&host);
                let silence = refused
                    .filter(|(n, _)| *n >= MIN_REFUSALS)
                    .map(|(_, wait)| *wait);
                return Some(QueuedJob { due, host, silence });
            }
            state = self
                .changed
                .wait(state)
                .unwrap_or_else(PoisonError::into_inner);
        }
    }

    /// Marks a request as finished. `refused` is the time to leave the host alone, if it answered 429.
    pub(super) fn done(&self, host: &str, refused: Option<Duration>) {
        let mut state = self.state();
        if let Some(n) = state.busy.get_mut(host) {
            *n = n.saturating_sub(1);
        }
        if let Some(wait) = refused {
            let noted = state.refused.entry(host.to_owned()).or_default();
            *noted = (noted.0 + 1, noted.1.max(wait));
        }
        drop(state);
        self.changed.notify_all();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_host_is_left_alone_when_two_of_its_feeds_are_too_many() {
        let link = |n| Link::parse(&format!("https://{n}.example/"));
        let waiting = [
            (link("a"), 1),
            (link("a"), 2),
            (link("b"), 3),
            (link("a"), 4),
        ];
        let queue = HostQueue::new(waiting, 1);
        let cancel = CancelFlag::default();
        let turn = |refused: Option<u64>| {
            let turn = queue.next(&cancel).expect("a turn");
            queue.done(&turn.host, refused.map(Duration::from_secs));
            (turn.due, turn.silence.map(|wait| wait.as_secs()))
        };
        assert_eq!(turn(Some(60)), (1, None));
        assert_eq!(turn(Some(30)), (2, None), "one refusal is of one feed");
        assert_eq!(turn(None), (3, None), "it is another host");
        assert_eq!(turn(None), (4, Some(60)));
    }
}
