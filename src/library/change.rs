//! What the user changes about entries, and how it is undone.

use super::EntryId;

/// A change of entries. Carrying one out answers with the change that undoes it, which names exactly the entries that
/// were not so before.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Change {
    /// Marks as read or unread.
    Read(Vec<EntryId>, bool),
    /// Puts a star on, or takes it off.
    Star(Vec<EntryId>, bool),
    /// Puts a tag on.
    Tag(Vec<EntryId>, String),
    /// Takes a tag off.
    Untag(Vec<EntryId>, String),
    /// Deletes: out of all lists, but restorable until the next `gc`; does not come back with a refresh.
    Delete(Vec<EntryId>),
    /// Brings deleted entries back.
    Restore(Vec<EntryId>),
    /// Archives: out of all lists but those of `is:archived`, and kept for ever; or brings back from there.
    Archive(Vec<EntryId>, bool),
}

impl Change {
    /// Returns the entries that it names.
    pub fn ids(&self) -> &[EntryId] {
        match self {
            Self::Read(ids, _)
            | Self::Star(ids, _)
            | Self::Tag(ids, _)
            | Self::Untag(ids, _)
            | Self::Delete(ids)
            | Self::Restore(ids)
            | Self::Archive(ids, _) => ids,
        }
    }

    /// Returns whether it changes nothing.
    pub fn is_empty(&self) -> bool {
        self.ids().is_empty()
    }
}
