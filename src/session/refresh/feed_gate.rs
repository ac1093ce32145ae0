//! Limits how many fetched feeds wait to be written, since each holds the texts of all its items.

use std::sync::{Arc, Condvar, Mutex, PoisonError};

/// The maximum number of feeds that wait between a fetching thread and the writing one. Two keep the writer busy; a
/// feed of 1,000 items takes several MB.
const MAX_WAITING_FEEDS: usize = 2;

/// Lets fetched feeds through while few wait. Cloned for each thread.
#[derive(Clone, Debug, Default)]
pub(super) struct FeedGate(Arc<GateState>);

#[derive(Debug, Default)]
struct GateState {
    n_waiting: Mutex<Waiting>,
    changed: Condvar,
}

#[derive(Debug, Default)]
struct Waiting {
    n_feeds: usize,
    is_open: bool,
}

impl FeedGate {
    /// Waits until fewer than [`MAX_WAITING_FEEDS`] wait, and counts one more.
    pub(super) fn enter(&self) {
        let waiting = self
            .0
            .n_waiting
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        let is_full =
            |waiting: &mut Waiting| !waiting.is_open && waiting.n_feeds >= MAX_WAITING_FEEDS;
        let waiting = self.0.changed.wait_while(waiting, is_full);
        waiting.unwrap_or_else(PoisonError::into_inner).n_feeds += 1;
    }

    /// Counts one less.
    pub(super) fn leave(&self) {
        let mut waiting = self
            .0
            .n_waiting
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        waiting.n_feeds = waiting.n_feeds.saturating_sub(1);
        self.0.changed.notify_one();
    }

    /// Lets everything through from now on.
    pub(super) fn open(&self) {
        let mut waiting = self
            .0
            .n_waiting
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        waiting.is_open = true;
        self.0.changed.notify_all();
    }
}

/// Opens the gate when the writing thread stops taking feeds, however it ends, so that no fetching thread waits for it.
pub(super) struct OpenedAtEnd(pub(super) FeedGate);

impl Drop for OpenedAtEnd {
    fn drop(&mut self) {
        self.0.open();
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::mpsc::channel;
    use std::thread;

    #[test]
    fn feeds_wait_until_one_is_written_or_the_writer_ends() {
        let gate = FeedGate::default();
        let (sender, passed) = channel();
        let threads: Vec<_> = (0..MAX_WAITING_FEEDS + 2)
            .map(|n| {
                let (gate, sender) = (gate.clone(), sender.clone());
                thread::spawn(move || {
                    gate.enter();
                    sender.send(n).expect("heard");
                })
            })
            .collect();
        for _ in 0..MAX_WAITING_FEEDS {
            passed.recv().expect("passed");
        }
        assert!(passed.try_recv().is_err(), "one more than fits has passed");
        gate.leave();
        passed.recv().expect("passed");
        drop(OpenedAtEnd(gate));
        passed.recv().expect("passed");
        for thread in threads {
            thread.join().expect("no panic");
        }
    }
}
