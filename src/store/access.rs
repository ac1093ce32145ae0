//! Read-only access: opening a library when the disk is full or nothing can be written.
//!
//! SQLite keeps an index of the write-ahead log in a file next to the library (`-shm`), which it creates when the
//! library is opened. If that file cannot be created, the library is opened with `immutable=1`, which needs no other
//! file but ignores the write-ahead log. Therefore the log is first checkpointed into the library if possible; if not,
//! the number of bytes that cannot be seen is reported.

use std::fs;
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, percent_encode};
use rusqlite::backup::Backup;
use rusqlite::{Connection, OpenFlags};

use super::reading_only::{Obstacle, ReadingOnly, Stamp};
use super::schema::{BUSY_TIMEOUT, latest_version, migrate_schema, schema_version};
use super::{Library, StoreError};

/// Largest library of an earlier schema version that is copied into memory and migrated there, in bytes: about 30,000
/// articles. A larger copy could exhaust the memory of a small machine.
const MAX_COPY_BYTES: u64 = 512 << 20;
/// Bytes written to probe for a full disk: the initial size of SQLite's `-shm` file.
const PROBE_BYTES: usize = 32 * 1024;
/// Pages copied into memory per backup step.
const COPY_STEP_PAGES: i32 = 4096;

impl From<Obstacle> for StoreError {
    fn from(obstacle: Obstacle) -> Self {
        match obstacle {
            Obstacle::Full => Self::Full,
            Obstacle::ReadOnly => Self::ReadOnly,
        }
    }
}

/// Returns the path with a suffix appended to the file name, for example `-wal` or `-shm`.
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
/// Returns the size of a file in bytes; 0 if it does not exist.
pub(super) fn bytes_of(path: &Path) -> u64 {
    fs::metadata(path).map_or(0, |about| about.len())
}

/// Returns the reason why files cannot be written next to `path`; `None` if they can, or if the error is another one.
///
/// Creates a file of [`PROBE_BYTES`] and removes it again.
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
        // Some file systems report a full disk only on sync.
        file.sync_all()
    });
    // If the probe could not be created, there is nothing to remove.
    let _ = fs::remove_file(&probe);
    written.err().and_then(refused)
}

/// Opens a library for reading only after opening it for writing failed with `refused`.
///
/// # Errors
///
/// Returns `refused` if the disk is not the cause, and the error of the second attempt if the file cannot be read
/// either.
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
        // An empty file holds no library yet.
        return Err(nothing_there(obstacle));
    }
    if obstacle == Obstacle::Full {
        write_log_back(path);
    }
    let stamp = stamp_of(path);
    // If the `-shm` file exists already, the whole log can be read.
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

/// Returns the error for a library that does not exist yet and cannot be created.
fn nothing_there(obstacle: Obstacle) -> StoreError {
    let cause = match obstacle {
        Obstacle::Full => "it does not exist yet, and the disk is full",
        Obstacle::ReadOnly => "it does not exist yet, and its folder is read-only",
    };
    StoreError::CannotOpen {
        cause: cause.to_owned(),
    }
}

/// Opens the file for reading, including its write-ahead log.
fn open_with_log(path: &Path) -> Result<Connection, StoreError> {
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let connection = Connection::open_with_flags(path, flags)?;
    connection.busy_timeout(BUSY_TIMEOUT)?;
    schema_version(&connection)?;
    Ok(connection)
}

/// Checkpoints the write-ahead log into the library, as far as the disk has space.
///
/// Uses the `unix-excl` VFS, which keeps the log's index in memory instead of in a file. Does nothing if another
/// process has the library open.
fn write_log_back(path: &Path) {
    if bytes_of(&sibling_path(path, "-wal")) == 0 {
        return;
    }
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let Ok(connection) = Connection::open_with_flags_and_vfs(path, flags, "unix-excl") else {
        return;
    };
    // If the checkpoint fails, the log stays as it is and its size is reported to the user.
    let _ = connection.query_row("PRAGMA wal_checkpoint (TRUNCATE)", [], |_| Ok(()));
}

/// Opens the file with `immutable=1`: without locks and without its write-ahead log.
pub(super) fn open_immutable(path: &Path) -> Result<Connection, StoreError> {
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY
        | OpenFlags::SQLITE_OPEN_NO_MUTEX
        | OpenFlags::SQLITE_OPEN_URI;
    let connection = Connection::open_with_flags(uri_of(path)?, flags)?;
    connection.busy_timeout(BUSY_TIMEOUT)?;
    Ok(connection)
}

/// The ASCII characters that are percent-encoded in the URI of a file.
const URI_ESCAPES: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'/')
    .remove(b'.')
    .remove(b'_')
    .remove(b'-')
    .remove(b'~');

/// Returns the `file:` URI with `immutable=1` for a path, percent-encoded.
fn uri_of(path: &Path) -> Result<String, StoreError> {
    let path = std::path::absolute(path).map_err(|error| StoreError::CannotOpen {
        cause: error.to_string(),
    })?;
    let path = percent_encode(path.as_os_str().as_encoded_bytes(), URI_ESCAPES);
    Ok(format!("file:{path}?immutable=1"))
}

/// Copies a library of an earlier version into memory and migrates the copy.
///
/// # Errors
///
/// [`StoreError::Older`] if the file is larger than [`MAX_COPY_BYTES`].
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
    // The copied header says WAL mode, which a database in memory does not support.
    copy.pragma_update(None, "journal_mode", "memory")?;
    migrate_schema(&mut copy)?;
    Ok(copy)
}

impl Library {
    /// Returns why the library can only be read; `None` if it can be written.
    pub fn reading_only(&self) -> Option<&ReadingOnly> {
        self.reading_only.as_ref()
    }

    /// True if the library is read-only and its files have changed since it was opened. The caller should open it
    /// again.
    pub fn is_stale(&self) -> bool {
        self.reading_only
            .as_ref()
            .is_some_and(|limit| limit.stamp != stamp_of(&self.path))
    }

    /// Returns an error if the library can only be read.
    pub(super) fn check_writable(&self) -> Result<(), StoreError> {
        match &self.reading_only {
            Some(limit) => Err(limit.obstacle.into()),
            None => Ok(()),
        }
    }

    /// Returns the error with its real cause.
    ///
    /// If SQLite fails to grow one of its own files, it reports a full or read-only disk as a general I/O error;
    /// probing the disk tells them apart.
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
