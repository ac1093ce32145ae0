//! Refreshing from the reader: reports progress as messages.

use std::path::Path;
use std::sync::atomic::Ordering;
use std::sync::mpsc::Sender;
use std::sync::{Arc, Mutex, PoisonError};

use super::watch::OwnArrivals;
use crate::library::FeedId;
use crate::reader::{Msg, RefreshState};
use crate::session::loop_event::LoopEvent;
use crate::session::refresh::{Refresh, RefreshEvent, RefreshOptions, RefreshProgress};
use crate::store::RefreshScope;

/// Starts a refresh of these feeds, or of all if empty.
///
/// Progress is sent to the loop. `end` is called at the end, with true if the refresh failed.
///
/// # Errors
///
/// A sentence for the user, if no thread can be started.
pub(super) fn start_refresh(
    path: &Path,
    feeds: Vec<FeedId>,
    options: RefreshOptions,
    (answers, own): (Sender<LoopEvent>, Arc<OwnArrivals>),
    end: impl Fn(bool) + Send + 'static,
) -> Result<Refresh, String> {
    let forced = if feeds.is_empty() {
        RefreshScope::All
    } else {
        RefreshScope::Only(feeds)
    };
    let last = Mutex::new(RefreshProgress::default());
    own.is_refreshing.store(true, Ordering::Release);
    let flag = Arc::clone(&own);
    let report = move |report| {
        let mut failure = None;
        let mut last = last.lock().unwrap_or_else(PoisonError::into_inner);
        let state = match report {
            RefreshEvent::Feed(_, taken) => {
                let n_new = taken.map_or(0, |taken| taken.n_new);
                own.n_new.fetch_add(n_new, Ordering::AcqRel);
                return;
            }
            RefreshEvent::Progress(progress) => {
                *last = progress;
                refresh_state(progress)
            }
            RefreshEvent::Ended(Ok(summary)) => RefreshState {
                is_over: true,
                is_cancelled: summary.is_cancelled,
                ..refresh_state(summary.progress)
            },
            RefreshEvent::Ended(Err(why)) => {
                failure = Some(format!("Refresh failed: {why}"));
                RefreshState {
                    is_over: true,
                    is_cancelled: true,
                    ..refresh_state(*last)
                }
            }
        };
        let is_over = state.is_over;
        if is_over {
            own.is_refreshing.store(false, Ordering::Release);
        }
        // Sending fails only if the program is ending.
        let _ = answers.send(LoopEvent::Msg(Msg::Refreshed(state)));
        let is_failed = failure.is_some();
        if let Some(notice) = failure {
            // Sent after the numbers, because the notice replaces theirs.
            let _ = answers.send(LoopEvent::Msg(Msg::Notice(notice)));
        }
        if is_over {
            end(is_failed);
        }
    };
    Refresh::start(path.to_owned(), forced, options, report).map_err(|error| {
        flag.is_refreshing.store(false, Ordering::Release);
        format!("Could not start the refresh: {error}")
    })
}

fn refresh_state(progress: RefreshProgress) -> RefreshState {
    RefreshState {
        n_done: progress.n_done,
        n_feeds: progress.n_total,
        n_failed: progress.n_failed,
        n_new: progress.n_new,
        is_over: false,
        is_cancelled: false,
    }
}
