//! Opens the library file: creates it if needed, checks its version, migrates it, and sets how durably it is written.

use std::fs;
use std::io;
use std::path::Path;

use rusqlite::config::DbConfig;
use rusqlite::{Connection, MAIN_DB, OpenFlags};

use super::access::{find_obstacle, open_limited};
use super::packed_text::register_pack_functions;
use super::schema::{BUSY_TIMEOUT, latest_version, migrate_schema, schema_version};
use super::text_functions::register_text_functions;
use super::{Library, StoreError, text_normalize};

/// Size, in bytes, to which the write-ahead log is truncated after a checkpoint: about what a refresh of a hundred
/// feeds writes. Smaller, and each refresh has to grow the file again; larger, and it occupies disk space for nothing.
const MAX_LOG_BYTES: i64 = 4 << 20;
/// Size of SQLite's page cache, in KiB.
const CACHE_KIB: i64 = 8 * 1024;

impl Library {
    /// Opens the library at `path` for reading and writing, and migrates an earlier version.
    ///
    /// Creates the file and its folder if they do not exist; the file is readable by the user only. If the disk is full
    /// or read-only, an existing library is opened for reading only, and [`Library::reading_only`] says why.
    ///
    /// # Errors
    ///
    /// If the file is not a library, is damaged, was written by a later version, or cannot be opened at all.
    pub fn open(path: &Path) -> Result<Self, StoreError> {
        open_writing(path).or_else(|refused| open_limited(path, refused))
    }

    /// Opens the library at `path` for reading only. Queries never wait for a writer: they see the last committed
    /// state.
    ///
    /// # Errors
    ///
    /// As for [`Library::open`], and [`StoreError::Older`] if the file has an earlier schema but could be written: then
    /// opening it with [`Library::open`] migrates it.
    pub fn open_reading(path: &Path) -> Result<Self, StoreError> {
        let opened = (|| {
            let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
            let connection = Connection::open_with_flags(path, flags)?;
            connection.busy_timeout(BUSY_TIMEOUT)?;
            let found = schema_version(&connection)?;
            if found < latest_version() {
                let known = latest_version();
                return Err(StoreError::Older { found, known });
            }
            tracing::debug!(schema = found, "library opened to read");
            Self::with_connection(connection, path)
        })();
        match opened {
            Err(StoreError::Older { found, known }) => match find_obstacle(path) {
                Some(obstacle) => open_limited(path, obstacle.into()),
                None => Err(StoreError::Older { found, known }),
            },
            Err(refused) => open_limited(path, refused),
            opened => opened,
        }
    }

    /// Returns an empty library in memory.
    pub fn in_memory() -> Result<Self, StoreError> {
        let mut connection = Connection::open_in_memory()?;
        migrate_schema(&mut connection)?;
        Self::with_connection(connection, Path::new(""))
    }

    /// Sets up a connection whose schema is current: pragmas, statement cache and SQL functions.
    pub(super) fn with_connection(connection: Connection, path: &Path) -> Result<Self, StoreError> {
        connection.pragma_update(None, "foreign_keys", true)?;
        connection.pragma_update(None, "synchronous", "normal")?;
        connection.pragma_update(None, "cache_size", -CACHE_KIB)?;
        connection.pragma_update(None, "temp_store", "memory")?;
        connection.set_prepared_statement_cache_capacity(128);
        // Query plans must not depend on bound values: re-planning costs time, and no query here gains from it.
        connection.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true)?;
        text_normalize::register_sql_functions(&connection)?;
        register_text_functions(&connection)?;
        register_pack_functions(&connection)?;
        Ok(Self {
            connection,
            path: path.to_owned(),
            reading_only: None,
        })
    }
}

/// Opens the library for reading and writing, creating the file if needed. Does not fall back to read-only.
fn open_writing(path: &Path) -> Result<Library, StoreError> {
    make_library_file(path).map_err(|error| open_error(&error))?;
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let mut connection = Connection::open_with_flags(path, flags)?;
    connection.busy_timeout(BUSY_TIMEOUT)?;
    let version = schema_version(&connection)?;
    if connection.is_readonly(MAIN_DB)? {
        return Err(StoreError::ReadOnly);
    }
    // Backups and restored libraries are not in WAL mode until they are first opened.
    let mode: String = connection.pragma_query_value(None, "journal_mode", |row| row.get(0))?;
    if mode != "wal" {
        connection.pragma_update(None, "journal_mode", "wal")?;
    }
    if version < latest_version() {
        if version > 0 {
            tracing::info!(from = version, to = latest_version(), "library migrates");
        }
        migrate_schema(&mut connection)?;
    }
    tracing::info!(
        schema = latest_version(),
        made = version == 0,
        "library opened"
    );
    // Limits the size to which a checkpoint truncates the log.
    connection.pragma_update(None, "journal_size_limit", MAX_LOG_BYTES)?;
    Library::with_connection(connection, path)
}

/// Creates the library's folder and an empty file that only the user can read. SQLite copies the file's permissions to
/// the `-wal` and `-shm` files.
#[expect(
    clippy::disallowed_methods,
    reason = "the library's folder is made before anything is in it"
)]
fn make_library_file(path: &Path) -> io::Result<()> {
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder)?;
    }
    create_file(path)
}

/// Creates an empty file that only the user can read, unless the file exists.
#[expect(
    clippy::disallowed_methods,
    reason = "the library's file must be the user's alone before anything is in it"
)]
pub(super) fn create_file(path: &Path) -> io::Result<()> {
    let mut options = fs::OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    match options.open(path) {
        Err(error) if error.kind() != io::ErrorKind::AlreadyExists => Err(error),
        _ => Ok(()),
    }
}

/// Converts an I/O error on the library file or its folder.
pub(super) fn open_error(error: &io::Error) -> StoreError {
    match error.kind() {
        io::ErrorKind::PermissionDenied | io::ErrorKind::ReadOnlyFilesystem => StoreError::ReadOnly,
        io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => StoreError::Full,
        _ => StoreError::CannotOpen {
            cause: error.to_string(),
        },
    }
}
