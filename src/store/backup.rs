//! Backup and restore: copying the library into one file while others use it, and replacing the library with a copy.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::time::Duration;

use rusqlite::{Connection, OpenFlags};

use super::access::sibling_path;
use super::connection::{create_file, open_error};
use super::schema::{BUSY_TIMEOUT, schema_version};
use super::{Library, StoreError};

/// How long a restore waits for the exclusive lock, in case another pullquote is just quitting.
const LOCK_PATIENCE: Duration = Duration::from_secs(1);
/// Number of file names tried for the previous library that a restore keeps.
const MAX_KEPT_NAMES: u32 = 1000;

/// A summary of what a copy contains.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Copied {
    /// Size of the file, in bytes.
    pub n_bytes: u64,
    /// Number of entries, including archived and deleted ones.
    pub n_entries: u64,
    /// Number of subscribed feeds.
    pub n_feeds: u64,
}

/// The result of a restore.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Restored {
    /// A summary of the library after the restore.
    pub copied: Copied,
    /// Path of the previous library; `None` if there was none.
    pub kept: Option<PathBuf>,
}

impl Library {
    /// Writes a copy of the library's current state to `to`, readable by the user only.
    ///
    /// The copy is written under a temporary name, checked, and only then renamed. If `replaces` is true, an existing
    /// regular file is overwritten.
    ///
    /// # Errors
    ///
    /// [`StoreError::Exists`] if the file exists and `replaces` is false, [`StoreError::Itself`] if it is the library,
    /// and the cause if the copy cannot be written or is damaged.
    pub fn backup(&self, to: &Path, replaces: bool) -> Result<Copied, StoreError> {
        if is_same_file(&self.path, to) {
            return Err(StoreError::Itself);
        }
        let to = &backup_target(to, replaces)?;
        let part = sibling_path(to, &format!(".part-{}", std::process::id()));
        let copied = self.copy_into(&part).and_then(|copied| {
            rename_synced(&part, to)?;
            Ok(copied)
        });
        if copied.is_err() {
            remove_with_log(&part);
        }
        copied
    }

    /// Writes a copy to a new file and checks it.
    fn copy_into(&self, part: &Path) -> Result<Copied, StoreError> {
        // Left by an earlier attempt of a process with the same id.
        remove_with_log(part);
        create_file(part).map_err(|error| open_error(&error))?;
        copy_database(&self.connection, part)?;
        checked_copy(part)
    }

    /// Replaces the library at `path` with a backup, migrated to the current schema. The previous library is kept next
    /// to it, with `suffix` appended to its name.
    ///
    /// # Errors
    ///
    /// [`StoreError::InUse`] if another process has the library open, [`StoreError::Foreign`] or
    /// [`StoreError::Damaged`] if `from` is not a sound library. The library is unchanged then.
    pub fn restore(path: &Path, from: &Path, suffix: &str) -> Result<Restored, StoreError> {
        if is_same_file(path, from) {
            return Err(StoreError::Itself);
        }
        let part = sibling_path(path, &format!(".restoring-{}", std::process::id()));
        let restored = prepare_copy(from, &part).and_then(|copied| {
            let kept = replace_library(path, &part, suffix)?;
            Ok(Restored { copied, kept })
        });
        if restored.is_err() {
            remove_with_log(&part);
        }
        restored
    }
}

/// Returns the path to write to: the file itself, or the target of a symbolic link. Only a regular file may be
/// replaced, never a folder or a device.
#[expect(
    clippy::disallowed_methods,
    reason = "the file that a backup replaces is looked at here"
)]
fn backup_target(to: &Path, replaces: bool) -> Result<PathBuf, StoreError> {
    if !is_there(to) {
        return Ok(to.to_owned());
    }
    check_regular_file(to)?;
    if !replaces {
        return Err(StoreError::Exists);
    }
    to.canonicalize().map_err(|error| open_error(&error))
}

/// Refuses a path that is not a regular file. SQLite would report a failure of the disk.
#[expect(
    clippy::disallowed_methods,
    reason = "the file that a restore reads is checked here"
)]
fn check_regular_file(path: &Path) -> Result<(), StoreError> {
    let about = fs::metadata(path).map_err(|error| open_error(&error))?;
    if about.is_file() {
        return Ok(());
    }
    Err(StoreError::CannotOpen {
        cause: "it is a folder or a device".to_owned(),
    })
}

/// Copies a backup to `part`, migrates the copy and checks it.
fn prepare_copy(from: &Path, part: &Path) -> Result<Copied, StoreError> {
    let source = open_source(from)?;
    make_folder(part)?;
    remove_with_log(part);
    create_file(part).map_err(|error| open_error(&error))?;
    copy_database(&source, part)?;
    drop(source);
    // Opening migrates the copy and switches it to WAL mode. The log is removed when the connection closes.
    let library = Library::open(part)?;
    library.check_writable()?;
    drop(library);
    checked_copy(part)
}

/// Opens a backup for reading, of the current or an earlier schema version.
fn open_source(from: &Path) -> Result<Connection, StoreError> {
    check_regular_file(from)?;
    let version = |connection: &Connection| match schema_version(connection)? {
        // An empty file has version 0. Restoring it would look like losing everything.
        0 => Err(StoreError::Foreign),
        version => Ok(version),
    };
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let opened = Connection::open_with_flags(from, flags).map_err(StoreError::from);
    let opened = opened.and_then(|connection| {
        connection.busy_timeout(BUSY_TIMEOUT)?;
        version(&connection)?;
        Ok(connection)
    });
    let source = match opened {
        // The backup may be on a read-only medium, where no `-shm` file can be created next to it.
        Err(error) if error.may_be_of_disk() && is_there(from) => {
            let connection = super::access::open_immutable(from)?;
            version(&connection)?;
            connection
        }
        opened => opened?,
    };
    check_pages(&source)?;
    Ok(source)
}

/// Copies the database's current state, without free pages, to an empty file.
fn copy_database(source: &Connection, to: &Path) -> Result<(), StoreError> {
    let name = to.to_str().ok_or_else(|| StoreError::CannotOpen {
        cause: "the file name is not valid UTF-8".to_owned(),
    })?;
    let copied = source.execute("VACUUM INTO ?1", [name]);
    copied.map_err(|error| with_cause(error.into(), to))?;
    Ok(())
}

/// Checks a copy, syncs it to disk and returns its content.
fn checked_copy(part: &Path) -> Result<Copied, StoreError> {
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let connection = Connection::open_with_flags(part, flags)?;
    check_pages(&connection)?;
    let count = |sql: &str| {
        connection
            .query_row(sql, [], |row| row.get::<_, i64>(0))
            .map(i64::cast_unsigned)
    };
    let copied = Copied {
        n_entries: count("SELECT count(*) FROM entry")?,
        n_feeds: count("SELECT count(*) FROM feed WHERE is_subscribed = 1")?,
        n_bytes: 0,
    };
    connection.close().map_err(|(_, error)| error)?;
    sync_file(part).map_err(|error| open_error(&error))?;
    Ok(Copied {
        n_bytes: super::access::bytes_of(part),
        ..copied
    })
}

/// Runs SQLite's `quick_check`. Returns its first finding as an error.
fn check_pages(connection: &Connection) -> Result<(), StoreError> {
    let found: String =
        connection.pragma_query_value(None, "quick_check", |row| row.get::<_, String>(0))?;
    match found.as_str() {
        "ok" => Ok(()),
        fault => Err(StoreError::damaged(fault)),
    }
}

/// Renames the copy to the library's name, and keeps the previous library under a free name, which it returns.
fn replace_library(path: &Path, part: &Path, suffix: &str) -> Result<Option<PathBuf>, StoreError> {
    if !is_there(path) {
        rename_synced(part, path)?;
        return Ok(None);
    }
    let kept = free_name(path, suffix)?;
    // Held until both renames are done, so that no other process can open the library in between.
    let lock = lock_out_others(path)?;
    for end in ["-wal", "-shm"] {
        let from = sibling_path(path, end);
        if lock.is_some() {
            // The log has been checkpointed, and an index of it may be left over from a killed process.
            remove_file(&from);
        } else if is_there(&from) {
            rename_synced(&from, &sibling_path(&kept, end))?;
        }
    }
    keep_under(path, &kept)?;
    rename_synced(part, path)?;
    drop(lock);
    Ok(Some(kept))
}

/// Hard-links the library to a second name; moves it where the file system has no hard links.
fn keep_under(path: &Path, kept: &Path) -> Result<(), StoreError> {
    match fs::hard_link(path, kept) {
        // With a link the library's name always exists. A power failure between two renames would make it look empty.
        Ok(()) => Ok(()),
        Err(_) => rename_synced(path, kept),
    }
}

/// Opens the library exclusively, with its log checkpointed and removed.
///
/// `None` if the file is not a sound database: no other process can be using it then.
fn lock_out_others(path: &Path) -> Result<Option<Connection>, StoreError> {
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let locked = (|| {
        let connection = Connection::open_with_flags_and_vfs(path, flags, "unix-excl")?;
        connection.busy_timeout(LOCK_PATIENCE)?;
        connection.pragma_update(None, "locking_mode", "exclusive")?;
        // Without a log, the file is the whole library, and closing the connection removes nothing next to the new
        // file.
        connection.pragma_update(None, "journal_mode", "delete")?;
        connection.execute_batch("BEGIN EXCLUSIVE")?;
        Ok::<_, StoreError>(connection)
    })();
    match locked {
        Ok(connection) => Ok(Some(connection)),
        Err(StoreError::Locked) => Err(StoreError::InUse),
        Err(StoreError::Foreign | StoreError::Damaged { .. }) => Ok(None),
        Err(other) => Err(with_cause(other, path)),
    }
}

/// Returns a path next to the library that does not exist yet.
fn free_name(path: &Path, suffix: &str) -> Result<PathBuf, StoreError> {
    let numbered = (2..MAX_KEPT_NAMES).map(|n| format!(".{suffix}-{n}"));
    let mut names = std::iter::once(format!(".{suffix}")).chain(numbered);
    names
        .find_map(|end| {
            let name = sibling_path(path, &end);
            (!is_there(&name)).then_some(name)
        })
        .ok_or(StoreError::Exists)
}

/// Returns the error with its real cause: see [`super::access::find_obstacle`].
fn with_cause(error: StoreError, path: &Path) -> StoreError {
    let obstacle = error
        .may_be_of_disk()
        .then(|| super::access::find_obstacle(path));
    obstacle.flatten().map_or(error, StoreError::from)
}

fn is_there(path: &Path) -> bool {
    fs::symlink_metadata(path).is_ok()
}

#[expect(
    clippy::disallowed_methods,
    reason = "the library's files are compared here"
)]
fn is_same_file(one: &Path, other: &Path) -> bool {
    match (one.canonicalize(), other.canonicalize()) {
        (Ok(one), Ok(other)) => ["", "-wal", "-shm"]
            .iter()
            .any(|end| sibling_path(&one, end) == other),
        _ => false,
    }
}

#[expect(
    clippy::disallowed_methods,
    reason = "the library's files are renamed here"
)]
fn rename_synced(from: &Path, to: &Path) -> Result<(), StoreError> {
    fs::rename(from, to).map_err(|error| open_error(&error))?;
    if let Some(folder) = to.parent() {
        // Not every file system can sync a folder. The file itself has been synced.
        let _ = sync_file(folder);
    }
    Ok(())
}

#[expect(
    clippy::disallowed_methods,
    reason = "the library's files are written here"
)]
fn sync_file(path: &Path) -> io::Result<()> {
    fs::File::open(path)?.sync_all()
}

#[expect(
    clippy::disallowed_methods,
    reason = "the library's folder is made here"
)]
fn make_folder(path: &Path) -> Result<(), StoreError> {
    let folder = path.parent().map_or(Ok(()), fs::create_dir_all);
    folder.map_err(|error| open_error(&error))
}

/// Removes a discarded copy and the files that SQLite created next to it.
fn remove_with_log(part: &Path) {
    for end in ["", "-wal", "-shm", "-journal"] {
        remove_file(&sibling_path(part, end));
    }
}

#[expect(
    clippy::disallowed_methods,
    reason = "files beside the library are removed here"
)]
fn remove_file(path: &Path) {
    // It is fine if the file does not exist.
    let _ = fs::remove_file(path);
}
