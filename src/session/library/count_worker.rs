//! Counts the entries of long lists on a thread of its own, so that no other request waits for it.

use std::path::Path;
use std::sync::mpsc::{Receiver, Sender};

use super::connections::open_current;
use super::responses::send_response;
use crate::library::{CopyFolding, Query};
use crate::reader::{LibraryResponse, Ticket};
use crate::session::loop_event::LoopEvent;
use crate::store::StoreError;

/// A request to count the entries that match a query.
pub(super) struct CountRequest {
    pub(super) ticket: Ticket,
    pub(super) query: Query,
    pub(super) folding: CopyFolding,
}

/// Runs until the channel closes. A newer request cancels the count in progress.
pub(super) fn run_count_worker(
    path: &Path,
    requests: &Receiver<CountRequest>,
    answers: &Sender<LoopEvent>,
) {
    let mut library = None;
    let mut next = requests.recv().ok();
    while let Some(wanted) = next.take() {
        let counted = count_entries(path, &mut library, &wanted, || {
            next = requests.try_iter().last();
            next.is_none()
        });
        // On an error nothing is sent: the list keeps showing "more" instead of a number.
        if let Ok(Some(n)) = counted
            && !send_response(answers, wanted.ticket, Ok(LibraryResponse::Count(n)))
        {
            return;
        }
        next = next.or_else(|| requests.recv().ok());
    }
}

fn count_entries(
    path: &Path,
    open: &mut Option<crate::store::Library>,
    wanted: &CountRequest,
    goes_on: impl FnMut() -> bool,
) -> Result<Option<usize>, StoreError> {
    open_current(open, path)?.count(&wanted.query, wanted.folding, goes_on)
}
