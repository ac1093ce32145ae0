//! Opening the library's file: its folder, its version, how safely it writes.

use std::fs;
use std::io;
use std::path::Path;
use std::time::Duration;

use rusqlite::config::DbConfig;
use rusqlite::{Connection, MAIN_DB, OpenFlags, TransactionBehavior};

use super::access::{find_obstacle, open_limited};
use super::addresses::register_address_functions;
use super::{Library, StoreError, text_normalize};

/// What makes each version out of the one before; the first out of nothing.
const MIGRATIONS: &[&str] = &[
    include_str!("sql/v1.sql"),
    include_str!("sql/v2.sql"),
    include_str!("sql/v3.sql"),
    include_str!("sql/v4.sql"),
    include_str!("sql/v5.sql"),
    include_str!("sql/v6.sql"),
    include_str!("sql/v7.sql"),
    include_str!("sql/v8.sql"),
];
/// What the file calls itself, so that another program's database is never taken for a library ("pqlb").
const APPLICATION_ID: i64 = 0x7071_6c62;
/// How long a change waits for another program's.
pub(super) const BUSY_TIMEOUT: Duration = Duration::from_secs(5);
/// The log is cut to this many bytes whenever it starts anew: about what a refresh of a hundred feeds writes.
const MAX_LOG_BYTES: i64 = 4 << 20;
/// How much of the file is kept in memory, in KiB.
const CACHE_KIB: i64 = 8 * 1024;

impl Library {
    /// Opens the library in the file at `path`, which is made where there is none, with its folder, for the user's eyes
    /// only; a library of an earlier version is brought up to date.
    ///
    /// On a full disk and where nothing may be written, a library that is there opens for reading only:
    /// [`Library::reading_only`] says why.
    pub fn open(path: &Path) -> Result<Self, StoreError> {
        open_writing(path).or_else(|refused| open_limited(path, refused))
    }

    /// Opens the library in the file at `path` for questions only. They never wait for a change, and see the library as
    /// it was after the last one.
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

    /// Makes a library that lives in memory alone.
    pub fn in_memory() -> Result<Self, StoreError> {
        let mut connection = Connection::open_in_memory()?;
        migrate_schema(&mut connection)?;
        Self::with_connection(connection, Path::new(""))
    }

    pub(super) fn with_connection(connection: Connection, path: &Path) -> Result<Self, StoreError> {
        connection.pragma_update(None, "foreign_keys", true)?;
        connection.pragma_update(None, "synchronous", "normal")?;
        connection.pragma_update(None, "cache_size", -CACHE_KIB)?;
        connection.pragma_update(None, "temp_store", "memory")?;
        connection.set_prepared_statement_cache_capacity(128);
        // Without it a statement may be planned anew for other values; nothing here gains by that.
        connection.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true)?;
        text_normalize::register_sql_functions(&connection)?;
        Ok(Self {
            connection,
            path: path.to_owned(),
            reading_only: None,
        })
    }
}

/// Opens a library that may be written; makes it where there is none.
fn open_writing(path: &Path) -> Result<Library, StoreError> {
    make_library_file(path).map_err(|error| open_error(&error))?;
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let mut connection = Connection::open_with_flags(path, flags)?;
    connection.busy_timeout(BUSY_TIMEOUT)?;
    let version = schema_version(&connection)?;
    if connection.is_readonly(MAIN_DB)? {
        return Err(StoreError::ReadOnly);
    }
    // A backup and a restored library have no write-ahead log until they are opened.
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
    // What stays of the log after it was written into the library.
    connection.pragma_update(None, "journal_size_limit", MAX_LOG_BYTES)?;
    Library::with_connection(connection, path)
}

/// Returns the newest version.
pub(super) fn latest_version() -> i64 {
    i64::try_from(MIGRATIONS.len()).unwrap_or(i64::MAX)
}

/// Returns the version of the library that is open; 0 where the file is empty.
pub(super) fn schema_version(connection: &Connection) -> Result<i64, StoreError> {
    let found: i64 = connection.pragma_query_value(None, "user_version", |row| row.get(0))?;
    let application: i64 =
        connection.pragma_query_value(None, "application_id", |row| row.get(0))?;
    let n_tables: i64 = match (found, application) {
        (0, 0) => {
            connection.query_row("SELECT count(*) FROM sqlite_schema", [], |row| row.get(0))?
        }
        _ => 0,
    };
    if n_tables > 0 || (application != APPLICATION_ID && (found, application) != (0, 0)) {
        return Err(StoreError::Foreign);
    }
    let known = latest_version();
    match found {
        found if found > known => Err(StoreError::Newer { found, known }),
        found => Ok(found),
    }
}

/// Brings the library up to date: all of it or, whatever happens meanwhile, nothing.
pub(super) fn migrate_schema(connection: &mut Connection) -> Result<(), StoreError> {
    register_address_functions(connection)?;
    let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    // Asked again: another program may have been faster.
    let found = usize::try_from(schema_version(&transaction)?).unwrap_or_default();
    for step in MIGRATIONS.iter().skip(found) {
        transaction.execute_batch(step)?;
    }
    transaction.pragma_update(None, "application_id", APPLICATION_ID)?;
    transaction.pragma_update(None, "user_version", latest_version())?;
    transaction.commit()?;
    Ok(())
}

/// Makes the folder and an empty file for the user alone: SQLite gives the files beside it the same rights.
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

/// Makes an empty file for the user alone, unless there is one.
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

pub(super) fn open_error(error: &io::Error) -> StoreError {
    match error.kind() {
        io::ErrorKind::PermissionDenied | io::ErrorKind::ReadOnlyFilesystem => StoreError::ReadOnly,
        io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => StoreError::Full,
        _ => StoreError::CannotOpen {
            cause: error.to_string(),
        },
    }
}
