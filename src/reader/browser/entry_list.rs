//! The list of entries: a snapshot of the IDs, and the rows of those near the screen.
//!
//! A list can have hundreds of thousands of entries. Only IDs are kept for all; rows and snippets are requested from
//! the library as the user scrolls.

use std::collections::{HashMap, HashSet};

use crate::library::{EntryId, EntryListing, EntryRow, Snippet};
use crate::text::group_thousands;

/// How many entries above and below the screen are requested too, so that scrolling by a page shows no gaps.
const MARGIN_ROWS: usize = 60;
/// When more rows than this are cached, those far from the screen are dropped.
const MAX_CACHED_ROWS: usize = 2_000;

/// The list of entries with its cursor.
#[derive(Clone, Debug, Default)]
pub struct EntryList {
    /// The index of the entry under the cursor.
    pub cursor: usize,
    /// The index of the first visible entry.
    pub top: usize,
    /// The snapshot, in list order.
    ids: Vec<EntryId>,
    is_complete: bool,
    /// True after a failed request, until the next action of the user.
    is_paused: bool,
    /// The number of entries that match. `None` until counted. Unused if the snapshot is complete.
    n_all: Option<usize>,
    has_snippets: bool,
    /// The cached rows. They outlive a snapshot.
    rows: HashMap<EntryId, EntryRow>,
    /// The snippets received; an empty one marks a pending request.
    snippets: HashMap<EntryId, Snippet>,
    /// The entries whose rows have been requested but not received.
    wanted: HashSet<EntryId>,
}

impl EntryList {
    /// Replaces the snapshot. The cursor goes to the entry `keep` if it is in the new snapshot, else to the first
    /// entry.
    ///
    /// Cached rows stay; snippets are requested again.
    pub fn replace(&mut self, listed: EntryListing, keep: Option<EntryId>, has_snippets: bool) {
        let at = keep.and_then(|id| listed.ids.iter().position(|known| *known == id));
        let above = self.cursor.saturating_sub(self.top);
        self.ids = listed.ids;
        self.is_complete = listed.is_complete;
        // With `keep`, the list is the same as before, so the previous total is better than none.
        self.n_all = self.n_all.filter(|_| keep.is_some());
        self.has_snippets = has_snippets;
        self.cursor = at.unwrap_or(0);
        self.top = self.cursor.saturating_sub(above);
        self.wanted.clear();
        self.snippets.clear();
    }

    /// Appends the entries of a longer snapshot that follow the last known one. Entries that are new at the top are
    /// left out, so that nothing moves on the screen.
    pub fn extend(&mut self, listed: EntryListing) {
        let known: HashSet<EntryId> = self.ids.iter().copied().collect();
        let last = self.ids.last().copied();
        let behind = listed
            .ids
            .iter()
            .position(|id| Some(*id) == last)
            .map_or(0, |at| at + 1);
        let further = listed.ids.into_iter().skip(behind);
        self.ids.extend(further.filter(|id| !known.contains(id)));
        self.is_complete = listed.is_complete;
    }

    /// Returns the IDs of the entries, in list order.
    pub fn ids(&self) -> &[EntryId] {
        &self.ids
    }

    /// Returns whether the snapshot contains all entries that match.
    pub const fn is_complete(&self) -> bool {
        self.is_complete
    }

    /// Returns the number of entries that match, including those beyond the snapshot. `None` while they are being
    /// counted.
    pub const fn n_all(&self) -> Option<usize> {
        if self.is_complete {
            Some(self.ids.len())
        } else {
            self.n_all
        }
    }

    /// Returns the number of entries, formatted: `1,204`, or `2,000+` while they are being counted.
    pub fn format_total(&self) -> String {
        match self.n_all() {
            Some(n) => group_thousands(n),
            None => format!("{}+", group_thousands(self.ids.len())),
        }
    }

    /// Stores the number of entries that match.
    pub(in crate::reader) const fn set_total(&mut self, n: usize) {
        self.n_all = Some(n);
    }

    /// Returns the ID of the entry under the cursor.
    pub fn current(&self) -> Option<EntryId> {
        self.ids.get(self.cursor).copied()
    }

    /// Returns up to `n` entries, starting at the cursor.
    pub fn from_cursor(&self, n: usize) -> Vec<EntryId> {
        self.ids.iter().skip(self.cursor).take(n).copied().collect()
    }

    /// Returns the row of an entry. `None` until the library has sent it.
    pub fn row(&self, id: EntryId) -> Option<&EntryRow> {
        self.rows.get(&id)
    }

    pub(in crate::reader) fn row_mut(&mut self, id: EntryId) -> Option<&mut EntryRow> {
        self.rows.get_mut(&id)
    }

    /// Returns the text around the query's matches in an entry. `None` or empty until the library has sent it.
    pub fn snippet(&self, id: EntryId) -> Option<&Snippet> {
        self.snippets.get(&id)
    }

    /// Returns the height of an entry, in rows: 2 if snippets are shown, else 1.
    pub const fn rows_per_entry(&self) -> usize {
        if self.has_snippets { 2 } else { 1 }
    }

    /// Returns how many entries fit into a pane of `height` rows; at least 1.
    pub fn n_visible(&self, height: u16) -> usize {
        (usize::from(height) / self.rows_per_entry()).max(1)
    }

    /// Moves the cursor to the entry at index `at`, or the last one, and scrolls to it.
    pub fn go_to(&mut self, at: usize, height: u16) {
        self.cursor = at.min(self.ids.len().saturating_sub(1));
        self.reveal(height);
    }

    /// Scrolls as little as needed to show the entry under the cursor.
    pub fn reveal(&mut self, height: u16) {
        let n = self.n_visible(height);
        self.top = self.top.min(self.cursor);
        if self.cursor >= self.top + n {
            self.top = self.cursor + 1 - n;
        }
        self.top = self.top.min(self.ids.len().saturating_sub(n));
    }

    /// Scrolls so that the entry under the cursor is in the middle of the pane, as far as the ends of the list allow.
    pub fn centre(&mut self, height: u16) {
        self.top = self.cursor.saturating_sub(self.n_visible(height) / 2);
        self.reveal(height);
    }

    /// Scrolls by this number of entries; negative is up. The cursor moves only if it would leave the screen.
    pub fn scroll(&mut self, rows: i32, height: u16) {
        let n = self.n_visible(height);
        let distance = rows.unsigned_abs() as usize;
        let last = self.ids.len().saturating_sub(n);
        self.top = if rows < 0 {
            self.top.saturating_sub(distance)
        } else {
            self.top.saturating_add(distance).min(last)
        };
        let end = (self.top + n).saturating_sub(1);
        self.cursor = self.cursor.clamp(self.top, end.max(self.top));
        self.cursor = self.cursor.min(self.ids.len().saturating_sub(1));
    }

    /// Returns the entries near the screen whose rows should now be requested, and marks them as requested.
    pub fn request_rows(&mut self, height: u16) -> Vec<EntryId> {
        let from = self.top.saturating_sub(MARGIN_ROWS);
        let n = self.n_visible(height) + self.top - from + MARGIN_ROWS;
        let near = self.ids.iter().skip(from).take(n).copied();
        let missing: Vec<EntryId> = near
            .filter(|id| !self.rows.contains_key(id) && !self.wanted.contains(id))
            .collect();
        // Wait until half a margin is missing, unless a gap is visible: otherwise each scrolled line would be one
        // request.
        let on_screen = self.ids.iter().skip(self.top).take(self.n_visible(height));
        let is_urgent = on_screen.clone().any(|id| missing.contains(id));
        if !is_urgent && missing.len() < MARGIN_ROWS / 2 {
            return Vec::new();
        }
        self.wanted.extend(missing.iter().copied());
        missing
    }

    /// Returns the entries on the screen whose snippets should now be requested, and marks them as requested.
    pub fn request_snippets(&mut self, height: u16) -> Vec<EntryId> {
        if !self.has_snippets {
            return Vec::new();
        }
        let n = self.n_visible(height);
        let shown = self.ids.iter().skip(self.top).take(n).copied();
        let missing: Vec<EntryId> = shown.filter(|id| !self.snippets.contains_key(id)).collect();
        for id in &missing {
            self.snippets.insert(*id, Snippet::default());
        }
        missing
    }

    /// Caches rows.
    pub fn insert_rows(&mut self, rows: Vec<EntryRow>) {
        if self.rows.len() > MAX_CACHED_ROWS {
            // Covers the screen and both margins, so that what was just received is not requested again.
            let near = self.ids.iter().skip(self.top.saturating_sub(MARGIN_ROWS));
            let near: HashSet<EntryId> = near.take(4 * MARGIN_ROWS).copied().collect();
            self.rows.retain(|id, _| near.contains(id));
        }
        for row in rows {
            self.wanted.remove(&row.id);
            self.rows.insert(row.id, row);
        }
    }

    /// Caches snippets.
    pub fn insert_snippets(&mut self, snippets: Vec<(EntryId, Snippet)>) {
        self.snippets.extend(snippets);
    }

    /// Shows all entries as read.
    pub(in crate::reader) fn mark_all_read(&mut self) {
        for id in &self.ids {
            if let Some(row) = self.rows.get_mut(id) {
                row.is_read = true;
            }
        }
    }

    /// Records that the rest of the list could not be read. It is requested again after the next action of the user, not
    /// at once: the request would fail again.
    pub(in crate::reader) const fn pause_requests(&mut self) {
        self.is_paused = true;
    }

    /// Lets the rest of the list be requested again.
    pub(in crate::reader) const fn resume_requests(&mut self) {
        self.is_paused = false;
    }

    /// Returns whether the rest of the list is not requested for now.
    pub const fn is_paused(&self) -> bool {
        self.is_paused
    }

    /// Returns the entries on the screen.
    pub fn visible_ids(&self, height: u16) -> Vec<EntryId> {
        let n = self.n_visible(height);
        self.ids.iter().skip(self.top).take(n).copied().collect()
    }

    /// Removes entries. The cursor stays on its entry, or moves to the next one if that was removed.
    pub fn remove(&mut self, gone: &[EntryId]) {
        let before = self.ids.iter().take(self.cursor);
        let n_before = before.filter(|id| gone.contains(id)).count();
        self.cursor -= n_before.min(self.cursor);
        let n_were = self.ids.len();
        self.ids.retain(|id| !gone.contains(id));
        let n_gone = n_were - self.ids.len();
        self.n_all = self.n_all.map(|n| n.saturating_sub(n_gone));
        self.cursor = self.cursor.min(self.ids.len().saturating_sub(1));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sample_listed(ids: impl IntoIterator<Item = i64>, is_complete: bool) -> EntryListing {
        EntryListing {
            ids: ids.into_iter().map(EntryId).collect(),
            is_complete,
        }
    }

    fn sample_list(n: i64) -> EntryList {
        let mut list = EntryList::default();
        list.replace(sample_listed((1..=n).rev(), true), None, false);
        list
    }

    #[test]
    fn only_what_is_near_the_screen_is_asked_for_and_only_once() {
        let mut list = sample_list(500_000);
        assert_eq!(list.request_rows(20).len(), 20 + MARGIN_ROWS);
        assert_eq!(list.request_rows(20), []);
        list.go_to(5, 20);
        assert_eq!(list.request_rows(20), []);
        list.go_to(400_000, 20);
        assert_eq!(list.request_rows(20).len(), 20 + 2 * MARGIN_ROWS);
    }

    #[test]
    fn a_longer_snapshot_goes_behind_what_is_shown() {
        let mut list = EntryList::default();
        list.replace(sample_listed([9, 8, 7], false), None, false);
        list.go_to(2, 2);
        // Two came at the top meanwhile.
        list.extend(sample_listed([11, 10, 9, 8, 7, 6, 5], true));
        assert_eq!(list.ids(), sample_listed([9, 8, 7, 6, 5], true).ids);
        assert_eq!(list.current(), Some(EntryId(7)));
        assert!(list.is_complete());
    }

    #[test]
    fn the_cursor_keeps_its_entry_and_its_height_in_a_new_snapshot() {
        let mut list = sample_list(50);
        list.go_to(20, 10);
        let (id, above) = (list.current(), list.cursor - list.top);
        list.replace(sample_listed((1..=60).rev(), true), id, false);
        assert_eq!((list.current(), list.cursor - list.top), (id, above));
    }

    #[test]
    fn what_is_taken_out_leaves_the_cursor_on_its_neighbour() {
        let mut list = sample_list(5);
        list.go_to(2, 10);
        list.remove(&[EntryId(3), EntryId(5)]);
        assert_eq!(list.current(), Some(EntryId(2)));
        list.remove(&[EntryId(4), EntryId(2), EntryId(1)]);
        assert_eq!((list.current(), list.cursor), (None, 0));
    }

    #[test]
    fn scrolling_keeps_the_cursor_on_the_screen() {
        let mut list = sample_list(100);
        list.scroll(30, 10);
        assert_eq!((list.top, list.cursor), (30, 30));
        list.scroll(-100, 10);
        assert_eq!((list.top, list.cursor), (0, 9));
        list.scroll(1000, 10);
        assert_eq!((list.top, list.cursor), (90, 90));
    }
}
