//! Why and how a library can only be read.

use std::time::SystemTime;

/// The reason a library can only be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Obstacle {
    /// The disk is full, or the user's quota is used up.
    Full,
    /// The file system, the folder or the file is read-only.
    ReadOnly,
}

/// The state of a library that can only be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReadingOnly {
    /// Why it can only be read.
    pub obstacle: Obstacle,
    /// Size of the write-ahead log that cannot be read, in bytes. 0 if everything in the library is visible.
    pub n_unseen_bytes: u64,
    /// True if the connection is to a migrated copy in memory, because the file has an earlier schema version.
    pub is_copy: bool,
    /// Size and modification time of the files when they were opened, to detect changes by other processes.
    pub(super) stamp: Stamp,
}

impl ReadingOnly {
    /// Returns the notice for the user, as a sentence without a final full stop.
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
            Obstacle::Full => "until space is freed",
            Obstacle::ReadOnly => "until it is writable",
        };
        format!("{why}: you can read everything, but change nothing {until}{unseen}")
    }
}

/// Size and modification time of the library file and of its write-ahead log. `None` for a missing file.
pub(super) type Stamp = [Option<(u64, Option<SystemTime>)>; 2];
