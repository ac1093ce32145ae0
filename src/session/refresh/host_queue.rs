//! Which feed or page is asked for next: the first that waits whose host is not busy.

use std::collections::{HashMap, VecDeque};
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use crate::article::Link;
use crate::fetch::CancelFlag;

/// How many questions of one refresh a host must refuse as too many before its others are put off: one refusal may be
/// meant for one feed.
const MIN_REFUSALS: usize = 2;

/// What waits, each with its host, shared by the threads that ask.
pub(super) struct HostQueue<T> {
    state: Mutex<HostQueueState<T>>,
    changed: Condvar,
    per_host: usize,
}

struct HostQueueState<T> {
    waiting: VecDeque<(String, T)>,
    /// How many questions each host has.
    busy: HashMap<String, usize>,
    /// How many questions each host refused as too many, and for how long it wants to be left alone.
    refused: HashMap<String, (usize, Duration)>,
}

/// Something whose turn it is.
pub(super) struct QueuedJob<T> {
    pub(super) due: T,
    /// Its host.
    pub(super) host: String,
    /// For how long its host wants no more questions, if it refused several in this refresh.
    pub(super) silence: Option<Duration>,
}

impl<T> HostQueue<T> {
    /// Returns the queue of these, each with its link.
    pub(super) fn new(
        waiting: impl IntoIterator<Item = (Option<Link>, T)>,
        per_host: usize,
    ) -> Self {
        let of_host = |(link, due): (Option<Link>, T)| {
            (link.map(|link| link.site()).unwrap_or_default(), due)
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

    /// Returns what has its turn; waits while all that are left are of busy hosts. Nothing, when none is left or
    /// somebody stops the work.
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

    /// Notes that a question was answered; `refused` says for how long the host wants no more, where there were too many.
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
