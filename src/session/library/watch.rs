//! Watches the library file for changes by other processes, through the system's file notifications (no polling).
//!
//! The reader's own writes cause notifications too. SQLite's `data_version` shows whether anything was written at all.
//! New entries of this process's own refreshes are subtracted, so the remaining ones are from other processes.

use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::mpsc::{Receiver, Sender, SyncSender, sync_channel};
use std::sync::{Arc, mpsc};
use std::time::{Duration, Instant};

use notify::{Event, EventKind, RecommendedWatcher, RecursiveMode, Watcher, WatcherKind};

use super::connections::open_current;
use super::threads::spawn_thread;
use crate::invariant::ExpectOr;
use crate::library::EntryId;
use crate::reader::Msg;
use crate::session::loop_event::LoopEvent;
use crate::store::{Library, StoreError};

/// How long the files must be unchanged before the library is read. A refresh writes feed by feed.
const QUIET: Duration = Duration::from_millis(300);
/// Longest delay while other processes keep writing, and shortest time between two reads.
const PAUSE: Duration = Duration::from_secs(1);

/// The new entries from this process's own refreshes.
#[derive(Debug, Default)]
pub(super) struct OwnArrivals {
    /// True while a refresh runs.
    pub(super) is_refreshing: AtomicBool,
    /// New entries that the watch has not subtracted yet.
    pub(super) n_new: AtomicUsize,
}

/// Handle to the watching thread, which ends when this and the system's watcher are dropped.
#[derive(Debug)]
pub(super) struct LibraryWatch {
    signals: SyncSender<()>,
    own: Arc<OwnArrivals>,
    /// Reports changes until dropped. `None` if the system does not support it.
    _watcher: Option<RecommendedWatcher>,
}

impl LibraryWatch {
    /// Starts watching the library; messages go to `answers`.
    ///
    /// If the system cannot report changes, a notice says so once, and the library is read only after each refresh.
    ///
    /// # Errors
    ///
    /// If the thread cannot be started.
    pub(super) fn start(path: &Path, answers: &Sender<LoopEvent>) -> std::io::Result<Self> {
        // Capacity 1: a signal means that something changed, not how often.
        let (signals, signalled) = sync_channel(1);
        let own = Arc::new(OwnArrivals::default());
        let looker = Looker {
            path: path.to_owned(),
            own: Arc::clone(&own),
            answers: answers.clone(),
        };
        spawn_thread("watch", move || looker.work(&signalled))?;
        let watcher = match watch_files(path, signals.clone()) {
            Ok(watcher) => Some(watcher),
            Err(why) => {
                let notice = format!("Cannot notice new articles that other programs add: {why}");
                let _ = answers.send(LoopEvent::Msg(Msg::Notice(notice)));
                None
            }
        };
        Ok(Self {
            signals,
            own,
            _watcher: watcher,
        })
    }

    /// Returns the counter of this process's own new entries.
    pub(super) fn own(&self) -> Arc<OwnArrivals> {
        Arc::clone(&self.own)
    }

    /// Returns the channel that makes the thread read the library.
    pub(super) fn signals(&self) -> SyncSender<()> {
        self.signals.clone()
    }
}

/// Returns the reason why the library's files cannot be watched here; `None` if they can.
pub fn find_watch_fault(path: &Path) -> Option<String> {
    let (signals, _signalled) = sync_channel(1);
    watch_files(path, signals).err()
}

/// Starts a watcher that sends a signal when the library's files change.
///
/// # Errors
///
/// A sentence for the user.
fn watch_files(path: &Path, signals: SyncSender<()>) -> Result<RecommendedWatcher, String> {
    if RecommendedWatcher::kind() == WatcherKind::PollWatcher {
        return Err("this system does not report file changes".to_owned());
    }
    let file = path
        .file_name()
        .expect_or_default("the path of the library has a file name")
        .to_owned();
    let log = {
        let mut log = file.clone();
        log.push("-wal");
        log
    };
    let is_of_library = move |event: &Event| {
        // Reads are reported as well. Reacting to them would cause an endless loop of reads.
        !matches!(event.kind, EventKind::Access(_))
            && event.paths.iter().any(|path| {
                path.file_name()
                    .is_some_and(|name| name == file || name == log)
            })
    };
    let report = move |event: notify::Result<Event>| {
        if event.is_ok_and(|event| is_of_library(&event)) {
            // If the channel is full, a signal is pending already.
            let _ = signals.try_send(());
        }
    };
    let mut watcher =
        notify::recommended_watcher(report).map_err(|error| describe_watch_error(&error))?;
    let folder = path.parent().unwrap_or(Path::new("."));
    watcher
        .watch(folder, RecursiveMode::NonRecursive)
        .map_err(|error| describe_watch_error(&error))?;
    Ok(watcher)
}

fn describe_watch_error(error: &notify::Error) -> String {
    match &error.kind {
        notify::ErrorKind::MaxFilesWatch => {
            "the limit on watched files is reached; raise fs.inotify.max_user_watches".to_owned()
        }
        notify::ErrorKind::Io(error) if error.raw_os_error() == Some(TOO_MANY_FILES) => {
            "the limit on file watchers is reached; raise fs.inotify.max_user_instances".to_owned()
        }
        _ => error.to_string(),
    }
}

/// EMFILE on Linux: the user has too many inotify instances.
const TOO_MANY_FILES: i32 = 24;

/// The thread that reads the library when something changed.
struct Looker {
    path: PathBuf,
    own: Arc<OwnArrivals>,
    answers: Sender<LoopEvent>,
}

/// The state of the library when it was last read.
struct LibraryState {
    /// SQLite's `data_version`.
    version: i64,
    /// The highest entry id so far.
    last: EntryId,
}

impl Looker {
    fn work(&self, signalled: &Receiver<()>) {
        let mut library = None;
        // The reader shows the current state at first. If it cannot be read, the next successful read is the baseline.
        let mut seen = read_library_state(&mut library, &self.path).ok();
        let mut last_look: Option<Instant> = None;
        while signalled.recv().is_ok() {
            let earliest = last_look.map(|at| at + PAUSE);
            wait_until_quiet(signalled, earliest);
            last_look = Some(Instant::now());
            if self.own.is_refreshing.load(Ordering::Acquire) {
                // The end of the refresh sends a signal.
                continue;
            }
            let was_stale = library.as_ref().is_some_and(Library::is_stale);
            let n_own = self.own.n_new.swap(0, Ordering::AcqRel);
            let Ok((now, n_new)) = look_again(&mut library, &self.path, seen.as_ref()) else {
                self.own.n_new.fetch_add(n_own, Ordering::AcqRel);
                continue;
            };
            let is_changed =
                was_stale || seen.as_ref().is_none_or(|seen| seen.version != now.version);
            seen = Some(now);
            let n_new = n_new.saturating_sub(n_own);
            if is_changed
                && self
                    .answers
                    .send(LoopEvent::Msg(Msg::ChangedElsewhere(n_new)))
                    .is_err()
            {
                return;
            }
        }
    }
}

/// Waits until no signal has arrived for [`QUIET`], but at most [`PAUSE`], and at least until `earliest`.
fn wait_until_quiet(signalled: &Receiver<()>, earliest: Option<Instant>) {
    let begin = Instant::now();
    let latest = begin + PAUSE;
    loop {
        let now = Instant::now();
        let until_earliest =
            earliest.map_or(Duration::ZERO, |at| at.saturating_duration_since(now));
        match signalled.recv_timeout(QUIET.max(until_earliest)) {
            Ok(()) if Instant::now() < latest => {}
            Ok(())
            | Err(mpsc::RecvTimeoutError::Timeout | mpsc::RecvTimeoutError::Disconnected) => {
                return;
            }
        }
    }
}

fn read_library_state(open: &mut Option<Library>, path: &Path) -> Result<LibraryState, StoreError> {
    let library = open_current(open, path)?;
    Ok(LibraryState {
        version: library.data_version()?,
        last: library.last_entry()?,
    })
}

/// Reads the library's state. Also returns how many entries are new since `seen`.
fn look_again(
    open: &mut Option<Library>,
    path: &Path,
    seen: Option<&LibraryState>,
) -> Result<(LibraryState, usize), StoreError> {
    let now = read_library_state(open, path)?;
    let n_new = match seen {
        Some(seen) if seen.version != now.version || seen.last != now.last => {
            open_current(open, path)?.count_after(seen.last)?
        }
        _ => 0,
    };
    Ok((now, n_new))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_can_be_watched_where_there_is_a_folder() {
        let folder = tempfile::TempDir::new().expect("a folder");
        assert_eq!(find_watch_fault(&folder.path().join("library.db")), None);
        let fault = find_watch_fault(&folder.path().join("none/library.db"));
        assert!(fault.is_some_and(|why| !why.is_empty()));
    }

    #[test]
    fn what_others_write_is_counted_without_what_was_there_before() {
        let folder = tempfile::TempDir::new().expect("a folder");
        let path = folder.path().join("library.db");
        let subscribe = |address: &str| {
            let mut library = Library::open(&path).expect("a library");
            let subscription = crate::feeds::Subscription::of(address);
            let now = jiff::Timestamp::UNIX_EPOCH;
            library.subscribe(&subscription, now).expect("a feed");
        };
        subscribe("https://example.org/feed");
        let mut open = None;
        let seen = read_library_state(&mut open, &path).expect("seen");
        let (same, n_new) = look_again(&mut open, &path, Some(&seen)).expect("seen");
        assert_eq!((same.version, n_new), (seen.version, 0));
        subscribe("https://example.net/feed");
        let (other, n_new) = look_again(&mut open, &path, Some(&seen)).expect("seen");
        assert!(other.version != seen.version && n_new == 0);
    }
}
