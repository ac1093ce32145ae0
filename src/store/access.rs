//! How a library is open: as usual, or only for reading because the disk is full or may not be written.
//!
//! SQLite keeps an index of the write-ahead log in a file beside the library (`-shm`), and makes it when the library is
//! opened. Where that file cannot be made, the library is opened as a file that nobody changes (`immutable=1`), which
//! needs no file beside it. What is in the write-ahead log cannot be seen then, so the log is written into the library
//! first where that is possible, and reported where it is not.

use std::fmt::Write as _;
use std::fs;
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use rusqlite::backup::Backup;
use rusqlite::{Connection, OpenFlags};

use super::connection::{BUSY_TIMEOUT, latest_version, migrate_schema, schema_version};
use super::{Library, StoreError};

/// Libraries of an earlier version that cannot be brought up to date in place are copied into memory up to this many
/// bytes: about 30,000 articles.
const MAX_COPY_BYTES: u64 = 512 << 20;
/// How many bytes are written to find out whether a disk is full: as many as SQLite's index of the log needs at first.
const PROBE_BYTES: usize = 32 * 1024;
/// Pages that the copy into memory takes in one step.
const COPY_STEP_PAGES: i32 = 4096;

/// Why a library can only be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Obstacle {
    /// The disk is full.
    Full,
    /// The file system, the folder or the file may not be written.
    ReadOnly,
}

impl From<Obstacle> for StoreError {
    fn from(obstacle: Obstacle) -> Self {
        match obstacle {
            Obstacle::Full => Self::Full,
            Obstacle::ReadOnly => Self::ReadOnly,
        }
    }
}

/// A library that can only be read, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReadingOnly {
    /// Why.
    pub obstacle: Obstacle,
    /// How many bytes are in the write-ahead log that cannot be seen.
    pub n_unseen_bytes: u64,
    /// True where it is a copy in memory, brought up to date: the file is of an earlier version.
    pub is_copy: bool,
    /// What the files were like when they were opened: others may have changed them since.
    stamp: Stamp,
}

impl ReadingOnly {
    /// Returns what the user must know, as a sentence without its stop.
    pub fn notice(&self) -> String {
        let why = match self.obstacle {
            Obstacle::Full => "The disk is full",
            Obstacle::ReadOnly => "The library is read-only",
        };
        let unseen = match self.n_unseen_bytes {
            0 => String::new(),
            n => format!(
                "; the last {} KB written to it cannot be shown until then",
                n.div_ceil(1000)
            ),
        };
        let until = match self.obstacle {
            Obstacle::Full => "until there is room",
            Obstacle::ReadOnly => "until it may be written",
        };
        format!("{why}: everything can be read, nothing can be changed {until}{unseen}")
    }
}

/// Sizes and times of a library's file and its write-ahead log.
type Stamp = [Option<(u64, Option<SystemTime>)>; 2];

/// Returns the name of a file beside the library: `-wal` or `-shm`.
pub(super) fn sibling_path(path: &Path, suffix: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(suffix);
    PathBuf::from(name)
}

#[expect(
    clippy::disallowed_methods,
    reason = "the library's files are looked at here"
)]
fn stamp_of(path: &Path) -> Stamp {
    [path.to_owned(), sibling_path(path, "-wal")].map(|path| {
        let about = fs::metadata(path).ok()?;
        Some((about.len(), about.modified().ok()))
    })
}

#[expect(
    clippy::disallowed_methods,
    reason = "the library's files are looked at here"
)]
pub(super) fn bytes_of(path: &Path) -> u64 {
    fs::metadata(path).map_or(0, |about| about.len())
}

/// Finds out why nothing can be written beside this file; nothing where it can.
#[expect(
    clippy::disallowed_methods,
    reason = "whether the disk takes a file is tried here"
)]
pub(super) fn find_obstacle(path: &Path) -> Option<Obstacle> {
    let refused = |error: io::Error| match error.kind() {
        io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded | io::ErrorKind::FileTooLarge => {
            Some(Obstacle::Full)
        }
        io::ErrorKind::PermissionDenied | io::ErrorKind::ReadOnlyFilesystem => {
            Some(Obstacle::ReadOnly)
        }
        _ => None,
    };
    if let Err(error) = fs::OpenOptions::new().write(true).open(path)
        && error.kind() != io::ErrorKind::NotFound
    {
        return refused(error);
    }
    let probe = sibling_path(path, &format!(".probe-{}", std::process::id()));
    let written = fs::File::create(&probe).and_then(|mut file| {
        file.write_all(&vec![1; PROBE_BYTES])?;
        // Some file systems find out only now.
        file.sync_all()
    });
    // Where it could not be made there is nothing to remove.
    let _ = fs::remove_file(&probe);
    written.err().and_then(refused)
}

/// Opens a library that cannot be written; the error that it was refused with where it cannot be read either.
pub(super) fn open_limited(path: &Path, refused: StoreError) -> Result<Library, StoreError> {
    if !refused.may_be_of_disk() {
        return Err(refused);
    }
    let obstacle = match refused {
        StoreError::Full => Some(Obstacle::Full),
        StoreError::ReadOnly => Some(Obstacle::ReadOnly),
        _ => find_obstacle(path),
    };
    let Some(obstacle) = obstacle else {
        return Err(refused);
    };
    if bytes_of(path) == 0 {
        // Nothing is in it that could be read.
        return Err(nothing_there(obstacle));
    }
    if obstacle == Obstacle::Full {
        write_log_back(path);
    }
    let stamp = stamp_of(path);
    // Where the index of the log is there already, all of the log can be read.
    let (mut connection, n_unseen_bytes) = match open_with_log(path) {
        Ok(connection) => (connection, 0),
        Err(_) => (open_immutable(path)?, bytes_of(&sibling_path(path, "-wal"))),
    };
    let found = schema_version(&connection)?;
    let is_copy = found < latest_version();
    if is_copy {
        connection = copy_into_memory(&connection, path, found)?;
    }
    let mut library = Library::with_connection(connection, path)?;
    library.reading_only = Some(ReadingOnly {
        obstacle,
        n_unseen_bytes,
        is_copy,
        stamp,
    });
    Ok(library)
}

/// Returns the error where there is no library and none can be made.
fn nothing_there(obstacle: Obstacle) -> StoreError {
    let cause = match obstacle {
        Obstacle::Full => "there is none yet, and the disk is full",
        Obstacle::ReadOnly => "there is none yet, and its folder may not be written",
    };
    StoreError::CannotOpen {
        cause: cause.to_owned(),
    }
}

/// Opens the file for reading with its write-ahead log.
fn open_with_log(path: &Path) -> Result<Connection, StoreError> {
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let connection = Connection::open_with_flags(path, flags)?;
    connection.busy_timeout(BUSY_TIMEOUT)?;
    schema_version(&connection)?;
    Ok(connection)
}

/// Writes the write-ahead log into the library, as far as there is room. One process alone needs no index of the log
/// in a file; where another has the library open, nothing is done.
fn write_log_back(path: &Path) {
    if bytes_of(&sibling_path(path, "-wal")) == 0 {
        return;
    }
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let Ok(connection) = Connection::open_with_flags_and_vfs(path, flags, "unix-excl") else {
        return;
    };
    // Where it fails the log stays as it is, and what it has is reported.
    let _ = connection.query_row("PRAGMA wal_checkpoint (TRUNCATE)", [], |_| Ok(()));
}

/// Opens the file as one that nobody changes.
pub(super) fn open_immutable(path: &Path) -> Result<Connection, StoreError> {
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY
        | OpenFlags::SQLITE_OPEN_NO_MUTEX
        | OpenFlags::SQLITE_OPEN_URI;
    let connection = Connection::open_with_flags(uri_of(path)?, flags)?;
    connection.busy_timeout(BUSY_TIMEOUT)?;
    Ok(connection)
}

/// Returns the address under which SQLite opens a file that nobody changes.
fn uri_of(path: &Path) -> Result<String, StoreError> {
    let path = std::path::absolute(path).map_err(|error| StoreError::CannotOpen {
        cause: error.to_string(),
    })?;
    let mut uri = "file:".to_owned();
    for byte in path.as_os_str().as_encoded_bytes() {
        if byte.is_ascii_alphanumeric() || b"/._-~".contains(byte) {
            uri.push(char::from(*byte));
        } else {
            // Writing into a string cannot fail.
            let _ = write!(uri, "%{byte:02X}");
        }
    }
    uri.push_str("?immutable=1");
    Ok(uri)
}

/// Copies a library of an earlier version into memory and brings the copy up to date.
fn copy_into_memory(
    source: &Connection,
    path: &Path,
    found: i64,
) -> Result<Connection, StoreError> {
    if bytes_of(path) > MAX_COPY_BYTES {
        let known = latest_version();
        return Err(StoreError::Older { found, known });
    }
    let mut copy = Connection::open_in_memory()?;
    Backup::new(source, &mut copy)?.run_to_completion(
        COPY_STEP_PAGES,
        std::time::Duration::ZERO,
        None,
    )?;
    // The copy says of itself that it has a write-ahead log, which memory has not.
    copy.pragma_update(None, "journal_mode", "memory")?;
    migrate_schema(&mut copy)?;
    Ok(copy)
}

impl Library {
    /// Returns why the library can only be read; nothing where it may be changed.
    pub fn reading_only(&self) -> Option<&ReadingOnly> {
        self.reading_only.as_ref()
    }

    /// True where the library can only be read and its files have changed since: it should be opened again.
    pub fn is_stale(&self) -> bool {
        self.reading_only
            .as_ref()
            .is_some_and(|limit| limit.stamp != stamp_of(&self.path))
    }

    /// Refuses a change where the library can only be read.
    pub(super) fn check_writable(&self) -> Result<(), StoreError> {
        match &self.reading_only {
            Some(limit) => Err(limit.obstacle.into()),
            None => Ok(()),
        }
    }

    /// Returns the error with its real cause: a full disk and one that may not be written look like a failing one where
    /// SQLite wanted to grow a file of its own.
    pub(super) fn with_cause(&self, error: StoreError) -> StoreError {
        let is_vague = matches!(
            error,
            StoreError::Disk { .. } | StoreError::CannotOpen { .. }
        );
        match is_vague.then(|| find_obstacle(&self.path)).flatten() {
            Some(obstacle) => obstacle.into(),
            None => error,
        }
    }
}
