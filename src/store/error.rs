//! Errors of the library: what happened, and advice on what to try.

use rusqlite::ErrorCode;

/// The reason a library could not be opened, read or changed.
///
/// The `Display` text says what happened; [`StoreError::advice`] says what to try.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// The library was written by a later version of pullquote.
    #[error(
        "the library was written by a later version of pullquote (schema {found}; this version knows {known})"
    )]
    Newer {
        /// Schema version of the file.
        found: i64,
        /// Latest schema version that this program knows.
        known: i64,
    },
    /// The library was written by an earlier version of pullquote and is opened read-only, so it cannot be migrated.
    #[error(
        "the library was written by an earlier version of pullquote (schema {found}; this version writes {known})"
    )]
    Older {
        /// Schema version of the file.
        found: i64,
        /// Schema version that the library would be migrated to.
        known: i64,
    },
    /// The file is not a pullquote library.
    #[error("the file is not a pullquote library")]
    Foreign,
    /// The file's content is inconsistent.
    #[error("the library is damaged: {what}")]
    Damaged {
        /// The first inconsistency found.
        what: String,
    },
    /// Another process held the write lock for longer than the busy timeout.
    #[error("another program is writing to the library and did not finish in time")]
    Locked,
    /// No space is left on the disk, or the user's quota is used up.
    #[error("the disk is full")]
    Full,
    /// The file, its folder or its file system is read-only.
    #[error("the library is read-only")]
    ReadOnly,
    /// Deleting entries needs some free space for a moment, and there is less.
    #[error("the disk is full, and deleting entries needs about {} KB for a moment", .needed.div_ceil(1000))]
    NoRoomToFree {
        /// Free space needed, in bytes.
        needed: u64,
    },
    /// The target of a backup already exists.
    #[error("the file already exists")]
    Exists,
    /// The source and the target of a backup or restore are the same file.
    #[error("the file is the library itself")]
    Itself,
    /// Another process has the library open, so it cannot be replaced.
    #[error("another program has the library open")]
    InUse,
    /// The file does not exist or cannot be opened.
    #[error("the library cannot be opened: {cause}")]
    CannotOpen {
        /// The reason, usually from the operating system.
        cause: String,
    },
    /// Reading from or writing to the disk failed.
    #[error("the disk failed: {cause}")]
    Disk {
        /// The reason that SQLite gave.
        cause: String,
    },
    /// No feed has this number. It may have been removed meanwhile.
    #[error("there is no such feed")]
    NoFeed,
    /// No entry has this number. It may have been removed meanwhile.
    #[error("there is no such entry")]
    NoEntry,
    /// Another feed already has this address.
    #[error("you are already subscribed to {address}")]
    Subscribed {
        /// The feed's address.
        address: String,
    },
    /// Any other error of SQLite. It points to a bug in pullquote.
    #[error("unexpected database error: {0}")]
    Other(rusqlite::Error),
}

impl StoreError {
    /// Returns advice on what to try, as one or more full sentences.
    pub const fn advice(&self) -> &'static str {
        match self {
            Self::Newer { .. } => "Update pullquote, or choose another folder with --data-dir.",
            Self::Older { .. } => {
                "Upgrading it needs a writable disk with free space: copy the library's folder to one, and choose that copy with --data-dir."
            }
            Self::Foreign => "Choose another folder with --data-dir, or move the file away.",
            Self::Damaged { .. } => {
                "Run `pullquote doctor` to see what is wrong; `pullquote restore FILE` replaces it with a backup and keeps the damaged file next to it."
            }
            Self::Locked => "Wait until the other program has finished, then try again.",
            Self::Full => "Free some disk space, then try again; the library can still be read.",
            Self::ReadOnly => {
                "The library can still be read; to make changes, check how the disk is mounted and who owns the folder and the file, or choose another folder with --data-dir."
            }
            Self::NoRoomToFree { .. } => {
                "Free that much space, for instance by deleting another file, then try again."
            }
            Self::Exists => "Choose another file name, or replace the file with --force.",
            Self::Itself => "Choose another file.",
            Self::InUse => "Quit the other pullquote, then try again.",
            Self::CannotOpen { .. } => {
                "Check that the folder exists, can be read and written, and has free space; or choose another with --data-dir."
            }
            Self::Disk { .. } => {
                "Copy the library to another disk with `pullquote backup FILE`, then check this disk."
            }
            Self::NoFeed => "Run `pullquote feeds` to list your feeds.",
            Self::NoEntry => "Run `pullquote list` to list your entries.",
            Self::Subscribed { .. } => "Keep one subscription and remove the other.",
            Self::Other(_) => "Run `pullquote doctor`, and report this: it is a bug in pullquote.",
        }
    }

    /// True for the error codes that SQLite returns, among other cases, on a full or read-only disk. The real cause
    /// still has to be probed: see [`super::access::find_obstacle`].
    pub(super) const fn may_be_of_disk(&self) -> bool {
        matches!(
            self,
            Self::Full | Self::ReadOnly | Self::CannotOpen { .. } | Self::Disk { .. }
        )
    }

    /// Returns a [`StoreError::Damaged`].
    pub(super) fn damaged(what: impl Into<String>) -> Self {
        Self::Damaged { what: what.into() }
    }
}

impl From<rusqlite::Error> for StoreError {
    fn from(error: rusqlite::Error) -> Self {
        let code = error.sqlite_error_code();
        let what = match &error {
            rusqlite::Error::SqliteFailure(_, Some(what)) => what.clone(),
            other => other.to_string(),
        };
        match code {
            Some(ErrorCode::NotADatabase) => Self::Foreign,
            Some(ErrorCode::DatabaseCorrupt) => Self::Damaged { what },
            Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => Self::Locked,
            Some(ErrorCode::DiskFull) => Self::Full,
            Some(ErrorCode::ReadOnly | ErrorCode::PermissionDenied) => Self::ReadOnly,
            Some(ErrorCode::CannotOpen) => Self::CannotOpen { cause: what },
            Some(ErrorCode::SystemIoFailure) => Self::Disk { cause: what },
            _ => match error {
                rusqlite::Error::FromSqlConversionFailure(..)
                | rusqlite::Error::IntegralValueOutOfRange(..)
                | rusqlite::Error::Utf8Error(..)
                | rusqlite::Error::InvalidColumnType(..) => Self::Damaged { what },
                other => Self::Other(other),
            },
        }
    }
}
