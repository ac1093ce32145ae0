//! Which feed or page is asked for next: the first that waits whose host is not busy.

use std::collections::{HashMap, VecDeque};
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use crate::article::Link;
use crate::fetch::Cancel;

/// What waits, each with its host, shared by the threads that ask.
pub(super) struct Queue<T> {
    state: Mutex<State<T>>,
    changed: Condvar,
    per_host: usize,
}

struct State<T> {
    waiting: VecDeque<(String, T)>,
    /// How many questions each host has.
    busy: HashMap<String, usize>,
    /// Hosts that asked to be left alone, and for how long.
    silent: HashMap<String, Duration>,
}

/// Something whose turn it is.
pub(super) struct Turn<T> {
    pub(super) due: T,
    /// Its host.
    pub(super) host: String,
    /// For how long its host asked to be left alone, if it did in this refresh.
    pub(super) silence: Option<Duration>,
}

impl<T> Queue<T> {
    /// Returns the queue of these, each with its link.
    pub(super) fn new(
        waiting: impl IntoIterator<Item = (Option<Link>, T)>,
        per_host: usize,
    ) -> Self {
        let of_host = |(link, due): (Option<Link>, T)| {
            (link.map(|link| link.site()).unwrap_or_default(), due)
        };
        Self {
            state: Mutex::new(State {
                waiting: waiting.into_iter().map(of_host).collect(),
                busy: HashMap::new(),
                silent: HashMap::new(),
            }),
            changed: Condvar::new(),
            per_host,
        }
    }

    fn state(&self) -> MutexGuard<'_, State<T>> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Returns what has its turn; waits while all that are left are of busy hosts. Nothing, when none is left or
    /// somebody stops the work.
    pub(super) fn next(&self, cancel: &Cancel) -> Option<Turn<T>> {
        let mut state = self.state();
        loop {
            if cancel.is_cancelled() || state.waiting.is_empty() {
                return None;
            }
            let is_free = |host: &String| state.busy.get(host).is_none_or(|n| *n < self.per_host);
            let at = state.waiting.iter().position(|(host, _)| is_free(host));
            if let Some((host, due)) = at.and_then(|at| state.waiting.remove(at)) {
                *state.busy.entry(host.clone()).or_default() += 1;
                let silence = state.silent.get(&host).copied();
                return Some(Turn { due, host, silence });
            }
            state = self
                .changed
                .wait(state)
                .unwrap_or_else(PoisonError::into_inner);
        }
    }

    /// Notes that a question was answered, and whether the host asked to be left alone.
    pub(super) fn done(&self, host: &str, silence: Option<Duration>) {
        let mut state = self.state();
        if let Some(n) = state.busy.get_mut(host) {
            *n = n.saturating_sub(1);
        }
        if let Some(silence) = silence {
            state.silent.insert(host.to_owned(), silence);
        }
        drop(state);
        self.changed.notify_all();
    }
}
