//! Counting what long lists have, apart from all other questions: nobody waits for it.

use std::path::Path;
use std::sync::mpsc::{Receiver, Sender};

use super::{current, reply};
use crate::library::{Folding, Query};
use crate::reader::{Answer, Ticket};
use crate::session::run::Incoming;
use crate::store::StoreError;

/// What is to be counted.
pub(super) struct Wanted {
    pub(super) ticket: Ticket,
    pub(super) query: Query,
    pub(super) folding: Folding,
}

/// Counts until nobody asks any more. Whoever asks anew wants the number of what was asked before no longer.
pub(super) fn work(path: &Path, asked: &Receiver<Wanted>, answers: &Sender<Incoming>) {
    let mut library = None;
    let mut next = asked.recv().ok();
    while let Some(wanted) = next.take() {
        let counted = counted(path, &mut library, &wanted, || {
            next = asked.try_iter().last();
            next.is_none()
        });
        // A list that could not be counted was listed: it keeps its "more".
        if let Ok(Some(n)) = counted
            && !reply(answers, wanted.ticket, Ok(Answer::Count(n)))
        {
            return;
        }
        next = next.or_else(|| asked.recv().ok());
    }
}

fn counted(
    path: &Path,
    open: &mut Option<crate::store::Library>,
    wanted: &Wanted,
    goes_on: impl FnMut() -> bool,
) -> Result<Option<usize>, StoreError> {
    current(open, path)?.count(&wanted.query, wanted.folding, goes_on)
}
