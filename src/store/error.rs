//! Why the library could not do what was asked, each in a sentence, with what to try.

use rusqlite::ErrorCode;

/// Why the library could not be opened, read or changed. [`StoreError::advice`] says what to try.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// A later version of the program made it.
    #[error("the library is of a later version ({found}; this program knows {known})")]
    Newer {
        /// Its version.
        found: i64,
        /// The latest version that is known.
        known: i64,
    },
    /// It is to be read only, and an earlier version of the program made it.
    #[error("the library is of an earlier version ({found}; this program writes {known})")]
    Older {
        /// Its version.
        found: i64,
        /// The version that it would become.
        known: i64,
    },
    /// The file is something else.
    #[error("the file is no library of pullquote's")]
    Foreign,
    /// What is in the file makes no sense.
    #[error("the library is damaged: {what}")]
    Damaged {
        /// What was wrong.
        what: String,
    },
    /// Another program writes to it for too long.
    #[error("another program is writing to the library and did not finish in time")]
    Locked,
    /// No space is left, or none for this user.
    #[error("the disk is full")]
    Full,
    /// It may not be written.
    #[error("the library is read-only")]
    ReadOnly,
    /// Throwing entries away needs a little space for a while, and there is less.
    #[error("the disk is full, and throwing entries away needs about {} KB for a moment", .needed.div_ceil(1000))]
    NoRoomToFree {
        /// How many bytes it needs.
        needed: u64,
    },
    /// A backup would overwrite a file.
    #[error("the file is there already")]
    Exists,
    /// A library would be copied onto itself.
    #[error("the file is the library itself")]
    Itself,
    /// Another program has the library open, so that it cannot be replaced.
    #[error("another program has the library open")]
    InUse,
    /// There is no such file, or it may not be opened.
    #[error("the library cannot be opened: {cause}")]
    CannotOpen {
        /// What the system says.
        cause: String,
    },
    /// The disk failed.
    #[error("the disk failed: {cause}")]
    Disk {
        /// What the system says.
        cause: String,
    },
    /// There is no such feed, or no longer.
    #[error("there is no such feed")]
    NoFeed,
    /// There is no such entry, or no longer.
    #[error("there is no such entry")]
    NoEntry,
    /// Another feed has this address.
    #[error("{address} is subscribed already")]
    Subscribed {
        /// The address.
        address: String,
    },
    /// The database refuses for a reason that should not come up.
    #[error("the library cannot do this: {0}")]
    Other(rusqlite::Error),
}

impl StoreError {
    /// Returns what the user may try, as a sentence.
    pub const fn advice(&self) -> &'static str {
        match self {
            Self::Newer { .. } => "Update pullquote, or name another folder with --data-dir.",
            Self::Older { .. } => {
                "Bringing it up to date needs a disk that may be written and has room: copy the library's folder to one, and name that with --data-dir."
            }
            Self::Foreign => "Name another folder with --data-dir, or move the file away.",
            Self::Damaged { .. } => {
                "Run `pullquote doctor` to see what is wrong; `pullquote restore FILE` puts a backup in its place and keeps the damaged file beside it."
            }
            Self::Locked => "Wait until the other program is done, then try again.",
            Self::Full => {
                "Make room on the disk, then try again; everything in the library can still be read."
            }
            Self::ReadOnly => {
                "Everything in it can still be read; to change something, check how the disk is mounted and who owns the folder and the file, or name another folder with --data-dir."
            }
            Self::NoRoomToFree { .. } => {
                "Make that much room, for instance by deleting some other file, then try again."
            }
            Self::Exists => "Name another file, or replace it with --force.",
            Self::Itself => "Name another file.",
            Self::InUse => "Quit the other pullquote, then try again.",
            Self::CannotOpen { .. } => {
                "Check that the folder is there, may be read and written, and has room; or name another with --data-dir."
            }
            Self::Disk { .. } => {
                "Copy the library to another disk with `pullquote backup FILE`, then check this one."
            }
            Self::NoFeed => "`pullquote feeds` lists those that there are.",
            Self::NoEntry => "`pullquote list` shows those that there are.",
            Self::Subscribed { .. } => "Remove one of the two.",
            Self::Other(_) => "Run `pullquote doctor`; this is a fault of the program.",
        }
    }

    /// True where the cause may be that the disk is full or may not be written: SQLite has several codes for that.
    pub(super) const fn may_be_of_disk(&self) -> bool {
        matches!(
            self,
            Self::Full | Self::ReadOnly | Self::CannotOpen { .. } | Self::Disk { .. }
        )
    }

    /// Returns the error of something in the library that cannot be right.
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
