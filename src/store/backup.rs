//! Copies of the library in one file: making one while others read and write, and putting one in the library's place.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::time::Duration;

use rusqlite::{Connection, OpenFlags};

use super::access::sibling_path;
use super::connection::{BUSY_TIMEOUT, create_file, open_error, schema_version};
use super::{Library, StoreError};

/// How long a restore waits for another program that is about to end.
const LOCK_PATIENCE: Duration = Duration::from_secs(1);
/// How many names are tried for the library that is kept beside the restored one.
const MAX_KEPT_NAMES: u32 = 1000;

/// What is in a copy.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Copied {
    /// Bytes of the file.
    pub n_bytes: u64,
    /// Entries, archived and deleted ones among them.
    pub n_entries: u64,
    /// Feeds that are subscribed.
    pub n_feeds: u64,
}

/// What was restored.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Restored {
    /// What is in the library now.
    pub copied: Copied,
    /// Where the library is that was there before; nothing where there was none.
    pub kept: Option<PathBuf>,
}

impl Library {
    /// Writes a copy of the library as it is now into a file, for the user's eyes only. The copy is checked before it
    /// gets its name. With `replaces` it takes the place of a file that is there.
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

    /// Writes a copy into a new file and checks it.
    fn copy_into(&self, part: &Path) -> Result<Copied, StoreError> {
        // What an earlier try left: the name has the number of this process.
        remove_with_log(part);
        create_file(part).map_err(|error| open_error(&error))?;
        copy_database(&self.connection, part)?;
        checked_copy(part)
    }

    /// Puts a backup in the place of the library at `path`, up to date. The library that was there is kept beside it,
    /// under its name with `suffix`. Refused while another program has the library open.
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

/// Returns where a copy is written: the file itself, or where a link leads. Only a regular file is replaced,
/// never a folder or a device.
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

/// Refuses a path where something else than a file is: SQLite would report a failure of the disk.
#[expect(
    clippy::disallowed_methods,
    reason = "the file that a restore reads is looked at here"
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

/// Makes a library of this version out of a backup, and checks it.
fn prepare_copy(from: &Path, part: &Path) -> Result<Copied, StoreError> {
    let source = open_source(from)?;
    make_folder(part)?;
    remove_with_log(part);
    create_file(part).map_err(|error| open_error(&error))?;
    copy_database(&source, part)?;
    drop(source);
    // Brings it up to date and gives it a write-ahead log, which ends with the connection.
    let library = Library::open(part)?;
    library.check_writable()?;
    drop(library);
    checked_copy(part)
}

/// Opens a backup for reading; one of an earlier version too.
fn open_source(from: &Path) -> Result<Connection, StoreError> {
    check_regular_file(from)?;
    let version = |connection: &Connection| match schema_version(connection)? {
        // An empty file is no library that anybody would want back.
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
        // It may lie where nothing can be written beside it.
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

/// Copies the database as it is now, without its empty pages, into an empty file.
fn copy_database(source: &Connection, to: &Path) -> Result<(), StoreError> {
    let name = to.to_str().ok_or_else(|| StoreError::CannotOpen {
        cause: "the file's name is not in UTF-8".to_owned(),
    })?;
    let copied = source.execute("VACUUM INTO ?1", [name]);
    copied.map_err(|error| with_cause(error.into(), to))?;
    Ok(())
}

/// Returns what is in a copy, once it is found to be sound.
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

fn check_pages(connection: &Connection) -> Result<(), StoreError> {
    let found: String =
        connection.pragma_query_value(None, "quick_check", |row| row.get::<_, String>(0))?;
    match found.as_str() {
        "ok" => Ok(()),
        fault => Err(StoreError::damaged(fault)),
    }
}

/// Gives the copy the library's name, and keeps the library that was there.
fn replace_library(path: &Path, part: &Path, suffix: &str) -> Result<Option<PathBuf>, StoreError> {
    if !is_there(path) {
        rename_synced(part, path)?;
        return Ok(None);
    }
    let kept = free_name(path, suffix)?;
    // Held until both files have their new names: no other program can open the library meanwhile.
    let lock = lock_out_others(path)?;
    for end in ["-wal", "-shm"] {
        let from = sibling_path(path, end);
        if lock.is_some() {
            // What the log had is in the library; an index of it may be left by a program that was killed.
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

/// Gives the library a second name. Where the file system has no second names it loses the first.
fn keep_under(path: &Path, kept: &Path) -> Result<(), StoreError> {
    match fs::hard_link(path, kept) {
        // At no time is there no library: a power cut cannot make it look empty.
        Ok(()) => Ok(()),
        Err(_) => rename_synced(path, kept),
    }
}

/// Opens the library as the only program, with its log written back and gone. Nothing where the file is no sound
/// database: then nobody can be using it.
fn lock_out_others(path: &Path) -> Result<Option<Connection>, StoreError> {
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let locked = (|| {
        let connection = Connection::open_with_flags_and_vfs(path, flags, "unix-excl")?;
        connection.busy_timeout(LOCK_PATIENCE)?;
        connection.pragma_update(None, "locking_mode", "exclusive")?;
        // Without a log beside it the file is all of the library, and nothing is removed beside the new one at the end.
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

/// Returns a name beside the library that no file has.
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

/// Returns the error with its real cause.
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
        // Not every file system lets a folder be synced; the file itself is.
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

/// Removes a copy that is not wanted, with what SQLite put beside it.
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
    // Where there is none, nothing is to be done.
    let _ = fs::remove_file(path);
}
