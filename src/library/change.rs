//! Changes of entries by the user, each with an inverse.

use super::EntryId;

/// A change of entries. Applying one returns the change that undoes it. That change lists only the entries that were
/// actually changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum EntryChange {
    /// Marks entries as read (true) or unread (false).
    Read(Vec<EntryId>, bool),
    /// Stars (true) or unstars (false) entries.
    Star(Vec<EntryId>, bool),
    /// Adds a tag to entries.
    Tag(Vec<EntryId>, String),
    /// Removes a tag from entries.
    Untag(Vec<EntryId>, String),
    /// Deletes entries. They disappear from all lists except `is:deleted`, can be restored until the next `gc`, and are
    /// not added again by a refresh.
    Delete(Vec<EntryId>),
    /// Restores deleted entries.
    Restore(Vec<EntryId>),
    /// Archives entries (true): they appear only in `is:archived` and are kept forever. Or unarchives them (false).
    Archive(Vec<EntryId>, bool),
}

impl EntryChange {
    /// Returns the affected entries.
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

    /// Returns whether no entries are affected.
    pub fn is_empty(&self) -> bool {
        self.ids().is_empty()
    }
}
