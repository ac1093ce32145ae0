//! The log file: appends whole lines, and rotates the file when it is full.
//!
//! Several processes may write at once. Each line is one write in append mode, and the file is opened anew for each
//! line, so that no process keeps writing to a file that another has rotated.
//!
//! `tracing-appender` is not used: it rotates by time, not by size, and keeps the file open.

use std::fs::{self, DirBuilder, File, OpenOptions, TryLockError};
use std::io::{self, Write};
use std::os::unix::fs::{DirBuilderExt, MetadataExt, OpenOptionsExt};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use rustix::fs::OFlags;

use crate::invariant::ExpectOr;

/// Size at which the file is rotated, in bytes. With two older files the log takes at most three times that.
const MAX_FILE_BYTES: u64 = 1 << 20;
/// Suffixes of the rotated files, newest first.
const OLDER_ENDINGS: [&str; 2] = [".1", ".2"];

/// A log file, created with the first line.
pub(super) struct LogFile {
    path: PathBuf,
    max_bytes: u64,
    /// Written before the first line, then taken.
    header: Mutex<Option<Vec<u8>>>,
    /// Why the last line could not be written.
    failure: Mutex<Option<String>>,
}

impl LogFile {
    /// Returns the log at `path`. Does not touch the file.
    pub(super) fn new(path: PathBuf, header: Option<Vec<u8>>) -> Self {
        Self {
            path,
            max_bytes: MAX_FILE_BYTES,
            header: Mutex::new(header),
            failure: Mutex::new(None),
        }
    }

    #[cfg(test)]
    fn path(&self) -> &Path {
        &self.path
    }

    /// Returns why the last line could not be written; `None` if it was written.
    pub(super) fn failure(&self) -> Option<String> {
        let failure = self.failure.lock().unwrap_or_else(PoisonError::into_inner);
        failure.clone()
    }

    /// Appends a line. If that fails, the line is lost and the reason is stored for [`LogFile::failure`].
    pub(super) fn append(&self, line: &[u8]) {
        if line.is_empty() {
            return;
        }
        let header = self
            .header
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .take();
        let mut bytes = header.clone().unwrap_or_default();
        bytes.extend_from_slice(line);
        let written = self.try_append(&bytes);
        if written.is_err() {
            let mut kept = self.header.lock().unwrap_or_else(PoisonError::into_inner);
            *kept = header;
        }
        let mut failure = self.failure.lock().unwrap_or_else(PoisonError::into_inner);
        *failure = written.err().map(|error| error.to_string());
    }

    fn try_append(&self, bytes: &[u8]) -> io::Result<()> {
        let mut file = self.open()?;
        let size = file.metadata()?.len();
        let added = u64::try_from(bytes.len()).expect_or(u64::MAX, "a length has at most 64 bits");
        if size > 0 && size.saturating_add(added) > self.max_bytes {
            self.rotate(&file)?;
            file = self.open()?;
        }
        // One write call, so that lines of several processes do not interleave.
        match file.write(bytes)? {
            n if n == bytes.len() => Ok(()),
            _ => Err(io::ErrorKind::StorageFull.into()),
        }
    }

    /// Opens the file for appending, creating it and its folder for the user only.
    #[expect(clippy::disallowed_methods, reason = "the log is written here")]
    fn open(&self) -> io::Result<File> {
        // Opening a FIFO at this path must not block.
        let flags =
            i32::try_from(OFlags::NONBLOCK.bits()).expect_or_default("a flag is a positive number");
        let mut options = OpenOptions::new();
        options
            .append(true)
            .create(true)
            .mode(0o600)
            .custom_flags(flags);
        let opened = match options.open(&self.path) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                if let Some(folder) = self.path.parent() {
                    DirBuilder::new()
                        .recursive(true)
                        .mode(0o700)
                        .create(folder)?;
                }
                options.open(&self.path)
            }
            opened => opened,
        };
        let file = opened?;
        if file.metadata()?.is_file() {
            Ok(file)
        } else {
            Err(io::Error::other("not a regular file"))
        }
    }

    /// Rotates the full file, unless another process is doing so or has done so.
    #[expect(clippy::disallowed_methods, reason = "the log is put aside here")]
    fn rotate(&self, full: &File) -> io::Result<()> {
        if let Err(TryLockError::WouldBlock) = full.try_lock() {
            return Ok(());
        }
        // On a file system without locks, two processes may both rotate and lose an older file. Checking the inode
        // keeps a file from being rotated twice.
        let (held, named) = (full.metadata()?, fs::metadata(&self.path)?);
        if (held.dev(), held.ino()) != (named.dev(), named.ino()) {
            return Ok(());
        }
        let [newer, oldest] = OLDER_ENDINGS.map(|ending| append_ending(&self.path, ending));
        match fs::rename(&newer, &oldest) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
            _ => {}
        }
        fs::rename(&self.path, &newer)
    }
}

fn append_ending(path: &Path, ending: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(ending);
    PathBuf::from(name)
}

/// Returns the last `n_most` error lines of the log at `path`, newest first, without their backtraces.
#[expect(clippy::disallowed_methods, reason = "the log is read here")]
pub fn read_last_errors(path: &Path, n_most: usize) -> Vec<String> {
    let older = OLDER_ENDINGS.map(|ending| append_ending(path, ending));
    let mut found = Vec::new();
    for path in [path.to_owned()].into_iter().chain(older) {
        let is_file = fs::metadata(&path).is_ok_and(|about| about.is_file());
        let Some(bytes) = is_file.then(|| fs::read(&path).ok()).flatten() else {
            continue;
        };
        let text = String::from_utf8_lossy(&bytes);
        let errors = text.lines().rev().filter(|line| is_error(line));
        let short = errors.map(|line| {
            line.split(" backtrace=")
                .next()
                .expect_or_default("a split has a first part")
        });
        found.extend(short.take(n_most - found.len()).map(str::to_owned));
    }
    found
}

fn is_error(line: &str) -> bool {
    line.split(' ').nth(1) == Some("ERROR")
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;
    use std::thread;

    fn log(folder: &Path, max_bytes: u64) -> LogFile {
        LogFile {
            max_bytes,
            ..LogFile::new(folder.join("state").join("p.log"), None)
        }
    }

    fn names(folder: &Path) -> Vec<String> {
        let entries = fs::read_dir(folder).expect("a folder");
        let mut names: Vec<_> = entries
            .map(|entry| {
                entry
                    .expect("an entry")
                    .file_name()
                    .to_string_lossy()
                    .into_owned()
            })
            .collect();
        names.sort();
        names
    }

    #[test]
    fn a_file_is_made_with_the_first_line_and_is_the_users_alone() {
        let folder = tempfile::tempdir().expect("a folder");
        let log = log(folder.path(), 100);
        assert!(names(folder.path()).is_empty());
        log.append(b"one\n");
        let state = folder.path().join("state");
        let mode = |path: &Path| fs::metadata(path).expect("a file").mode() & 0o777;
        assert_eq!(mode(&state), 0o700);
        assert_eq!(mode(log.path()), 0o600);
        assert_eq!(log.failure(), None);
    }

    #[test]
    fn three_files_are_kept_with_the_newest_lines() {
        let folder = tempfile::tempdir().expect("a folder");
        let log = log(folder.path(), 20);
        for n in 0..100 {
            log.append(format!("line {n:03}\n").as_bytes());
        }
        let state = folder.path().join("state");
        assert_eq!(names(&state), ["p.log", "p.log.1", "p.log.2"]);
        let all: Vec<String> = ["p.log.2", "p.log.1", "p.log"]
            .map(|name| fs::read_to_string(state.join(name)).expect("a file"))
            .to_vec();
        let expected: Vec<String> = (94..100).map(|n| format!("line {n:03}\n")).collect();
        assert_eq!(all.concat(), expected.concat());
    }

    #[test]
    fn the_header_goes_before_the_first_line_alone() {
        let folder = tempfile::tempdir().expect("a folder");
        let log = LogFile::new(folder.path().join("p.log"), Some(b"start\n".to_vec()));
        log.append(b"one\n");
        log.append(b"two\n");
        let text = fs::read_to_string(log.path()).expect("a file");
        assert_eq!(text, "start\none\ntwo\n");
    }

    /// Each thread has its own log, as separate processes do.
    #[test]
    fn many_writers_lose_no_line_and_mix_none() {
        let folder = tempfile::tempdir().expect("a folder");
        thread::scope(|scope| {
            for writer in 0..8 {
                let folder = folder.path();
                scope.spawn(move || {
                    let log = log(folder, 4_000);
                    for n in 0..50 {
                        log.append(format!("{writer} {n} {}\n", "x".repeat(n)).as_bytes());
                    }
                });
            }
        });
        // 8 times 50 lines of 5 to 56 bytes are about 13,000 bytes: more than three files hold.
        let state = folder.path().join("state");
        assert_eq!(names(&state), ["p.log", "p.log.1", "p.log.2"]);
        let mut seen = BTreeSet::new();
        for name in names(&state) {
            let text = fs::read_to_string(state.join(name)).expect("a file");
            for line in text.lines() {
                let mut words = line.split(' ');
                let writer = words.next().expect("a writer").to_owned();
                let n: usize = words.next().and_then(|n| n.parse().ok()).expect("a number");
                assert_eq!(words.next().map(str::len), Some(n), "{line}");
                assert!(seen.insert((writer, n)), "{line} stands twice");
            }
        }
        // The rotated files are full: none was rotated too early.
        assert!(seen.len() > 200, "{} lines", seen.len());
    }

    #[test]
    fn a_log_that_cannot_be_written_says_why_and_nothing_else_happens() {
        let folder = tempfile::tempdir().expect("a folder");
        fs::write(folder.path().join("state"), "in the way").expect("a file");
        let log = log(folder.path(), 100);
        log.append(b"one\n");
        assert!(log.failure().is_some());
        fs::remove_file(folder.path().join("state")).expect("a file");
        log.append(b"two\n");
        assert_eq!(log.failure(), None);
    }

    #[test]
    fn a_folder_in_place_of_the_file_is_refused() {
        let folder = tempfile::tempdir().expect("a folder");
        let log = log(folder.path(), 100);
        fs::create_dir_all(log.path()).expect("a folder");
        log.append(b"one\n");
        assert!(log.failure().is_some());
    }

    #[test]
    fn the_last_errors_come_from_all_files_without_backtraces() {
        let folder = tempfile::tempdir().expect("a folder");
        let log = log(folder.path(), 60);
        log.append(b"t INFO [1 main] a: begun\n");
        for n in 0..4 {
            log.append(format!("t ERROR [1 main] a: failed n={n} backtrace=\"x y\"\n").as_bytes());
        }
        let found = read_last_errors(log.path(), 2);
        assert_eq!(
            found,
            [
                "t ERROR [1 main] a: failed n=3",
                "t ERROR [1 main] a: failed n=2"
            ]
        );
        assert!(read_last_errors(&folder.path().join("none"), 2).is_empty());
    }
}
