//! The feed tree: built-in sources, saved queries, folders and feeds, with unread counts.

use std::collections::{BTreeMap, BTreeSet};

use super::requests::Overview;
use crate::layout::Cells;
use crate::library::{
    EntryFlag, FeedId, FeedRow, LibraryTotals, Query, QueryError, QueryTerm, SavedQuery,
};

/// What the list of entries shows.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum ListSource {
    /// All entries.
    #[default]
    All,
    /// Unread entries.
    Unread,
    /// Starred entries.
    Starred,
    /// The results of the saved query with this name.
    Saved(String),
    /// The feeds in the folder with this path and in its subfolders.
    Folder(String),
    /// The entries of one feed.
    Feed(FeedId),
}

/// A visible line of the feed tree.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TreeNode {
    /// The source that the line selects.
    pub source: ListSource,
    /// The text of the line.
    pub label: String,
    /// The number of folders that contain the line.
    pub depth: u16,
    /// The number of unread entries; for [`ListSource::Starred`], of starred entries. `None` if it is not counted.
    pub count: Option<u64>,
    /// True if the last fetch failed; for a folder, that of any feed in it.
    pub has_failed: bool,
    /// True if the feed's server has reported it as permanently gone.
    pub is_gone: bool,
    /// For a folder, whether it is open. `None` for other lines.
    pub is_open: Option<bool>,
}

/// The feed tree with its cursor.
#[derive(Clone, Debug, Default)]
pub struct FeedTree {
    /// The feeds, including those in closed folders.
    pub feeds: Vec<FeedRow>,
    /// The saved queries.
    pub saved: Vec<SavedQuery>,
    /// The totals of the whole library.
    pub totals: LibraryTotals,
    /// The index of the line under the cursor.
    pub cursor: usize,
    /// The index of the first visible line.
    pub top: usize,
    /// The paths of the closed folders.
    closed: BTreeSet<String>,
    /// The visible lines, rebuilt after each change.
    nodes: Vec<TreeNode>,
}

impl FeedTree {
    /// Replaces the content. The cursor stays on its source if that still exists.
    pub fn replace(&mut self, overview: &Overview) {
        self.feeds.clone_from(&overview.feeds);
        self.saved.clone_from(&overview.saved);
        self.totals = overview.totals;
        self.rebuild();
    }

    /// Returns the lines, without those in closed folders.
    pub fn nodes(&self) -> &[TreeNode] {
        &self.nodes
    }

    /// Returns the line under the cursor.
    pub fn current(&self) -> Option<&TreeNode> {
        self.nodes.get(self.cursor)
    }

    /// Returns the source under the cursor; [`ListSource::All`] if the tree is empty.
    pub fn source(&self) -> ListSource {
        self.current()
            .map_or(ListSource::All, |node| node.source.clone())
    }

    /// Returns the feed with this ID.
    pub fn feed(&self, id: FeedId) -> Option<&FeedRow> {
        self.feeds.iter().find(|feed| feed.id == id)
    }

    /// Returns the feed under the cursor. `None` if the cursor is on another kind of line.
    pub fn current_feed(&self) -> Option<&FeedRow> {
        match self.current()?.source {
            ListSource::Feed(id) => self.feed(id),
            _ => None,
        }
    }

    /// Moves the cursor to a source, opening the folders that contain it. Returns whether the source exists.
    pub fn go_to(&mut self, source: &ListSource) -> bool {
        let folder = match source {
            ListSource::Feed(id) => self.feed(*id).map(|feed| feed.subscription.folder.clone()),
            ListSource::Folder(folder) => parent_folder(folder).map(str::to_owned),
            _ => None,
        };
        if let Some(folder) = folder {
            let around = folder_ancestors(&folder);
            if around.iter().any(|folder| self.closed.remove(*folder)) {
                self.rebuild();
            }
        }
        let at = self.nodes.iter().position(|node| node.source == *source);
        if let Some(at) = at {
            self.cursor = at;
        }
        at.is_some()
    }

    /// Opens or closes the folder under the cursor. Returns false if the cursor is not on a folder.
    pub fn fold(&mut self) -> bool {
        let Some(TreeNode {
            source: ListSource::Folder(folder),
            is_open: Some(is_open),
            ..
        }) = self.current().cloned()
        else {
            return false;
        };
        if is_open {
            self.closed.insert(folder);
        } else {
            self.closed.remove(&folder);
        }
        self.rebuild();
        true
    }

    /// Returns the folder that contains the line under the cursor.
    pub fn parent(&self) -> Option<ListSource> {
        let folder = match &self.current()?.source {
            ListSource::Feed(id) => self.feed(*id)?.subscription.folder.clone(),
            ListSource::Folder(folder) => parent_folder(folder)?.to_owned(),
            _ => return None,
        };
        (!folder.is_empty()).then_some(ListSource::Folder(folder))
    }

    /// Returns the feeds of a source. Empty for sources that are not limited to certain feeds, which means all feeds.
    pub fn feeds_of(&self, source: &ListSource) -> Vec<FeedId> {
        match source {
            ListSource::Feed(id) => vec![*id],
            ListSource::Folder(folder) => {
                let inside = self.feeds.iter().filter(|feed| {
                    folder_ancestors(&feed.subscription.folder).contains(&folder.as_str())
                });
                inside.map(|feed| feed.id).collect()
            }
            _ => Vec::new(),
        }
    }

    /// Returns the paths of all folders, sorted.
    pub fn folders(&self) -> Vec<String> {
        let all = self
            .feeds
            .iter()
            .flat_map(|feed| folder_ancestors(&feed.subscription.folder));
        let all: BTreeSet<&str> = all.collect();
        all.into_iter().map(str::to_owned).collect()
    }

    /// Returns the paths of the closed folders.
    pub fn closed(&self) -> impl Iterator<Item = &str> {
        self.closed.iter().map(String::as_str)
    }

    /// Closes these folders.
    pub fn close(&mut self, folders: impl Iterator<Item = String>) {
        self.closed.extend(folders);
        self.rebuild();
    }

    /// Returns the next (or previous) feed with unread entries in the tree, wrapping around its ends. Closed folders
    /// are skipped.
    pub fn next_with_unread(&self, is_forward: bool) -> Option<ListSource> {
        let has_unread = |node: &&TreeNode| {
            matches!(node.source, ListSource::Feed(_)) && node.count.is_some_and(|n| n > 0)
        };
        let n = self.nodes.len();
        let found = if is_forward {
            let after = self.nodes.iter().cycle().skip(self.cursor + 1).take(n);
            after.clone().find(has_unread)
        } else {
            let before = self.nodes.iter().rev().cycle();
            before
                .skip(n.saturating_sub(self.cursor))
                .take(n)
                .find(has_unread)
        };
        found.map(|node| node.source.clone())
    }

    /// Returns the query for the entries of a source.
    ///
    /// # Errors
    ///
    /// Returns an error if a saved query does not parse.
    pub fn query(
        &self,
        source: &ListSource,
        today: jiff::civil::Date,
    ) -> Result<Query, QueryError> {
        let is = |flag| Query::Term(QueryTerm::Is(flag));
        Ok(match source {
            ListSource::All => Query::All,
            ListSource::Unread => is(EntryFlag::Unread),
            ListSource::Starred => is(EntryFlag::Starred),
            ListSource::Saved(name) => {
                let words = self.saved.iter().find(|saved| saved.name == *name);
                let words = words.map_or("", |saved| saved.query.as_str());
                return Query::parse(words, today);
            }
            ListSource::Folder(folder) => Query::Term(QueryTerm::Folder(folder.clone())),
            ListSource::Feed(id) => Query::Term(QueryTerm::From(*id)),
        })
    }

    fn rebuild(&mut self) {
        let stood_on = self.source();
        let mut nodes = vec![
            plain_node(ListSource::All, "All articles", None),
            plain_node(ListSource::Unread, "Unread", Some(self.totals.n_unread)),
            plain_node(ListSource::Starred, "Starred", Some(self.totals.n_starred)),
        ];
        let saved = self.saved.iter();
        nodes.extend(
            saved.map(|saved| plain_node(ListSource::Saved(saved.name.clone()), &saved.name, None)),
        );
        nodes.extend(self.filed());
        self.nodes = nodes;
        let at = self.nodes.iter().position(|node| node.source == stood_on);
        let last = self.nodes.len().saturating_sub(1);
        self.cursor = at.unwrap_or(self.cursor).min(last);
    }

    /// Returns the lines of feeds and folders in tree order: feeds without a folder first, then each folder followed
    /// by its own feeds and its subfolders.
    fn filed(&self) -> Vec<TreeNode> {
        let mut folders: BTreeMap<&str, (u64, bool)> = BTreeMap::new();
        let mut filed: Vec<(Vec<String>, String, TreeNode)> = Vec::new();
        for feed in &self.feeds {
            let folder = feed.subscription.folder.as_str();
            let around = folder_ancestors(folder);
            let has_failed = feed.health.error.is_some();
            for folder in &around {
                let known = folders.entry(folder).or_default();
                known.0 += u64::from(feed.n_unread);
                known.1 |= has_failed;
            }
            if around.iter().any(|folder| self.closed.contains(*folder)) {
                continue;
            }
            let node = TreeNode {
                depth: node_depth(around.len()),
                has_failed,
                is_gone: feed.health.is_gone,
                ..plain_node(
                    ListSource::Feed(feed.id),
                    &feed.title,
                    Some(u64::from(feed.n_unread)),
                )
            };
            // A folder's line has an empty second key, so that it precedes its feeds.
            filed.push((
                folder_levels(folder),
                format!("1{}", feed.title.to_lowercase()),
                node,
            ));
        }
        for (folder, (n_unread, has_failed)) in folders {
            let around = folder_ancestors(folder);
            let is_hidden = around
                .iter()
                .any(|other| *other != folder && self.closed.contains(*other));
            if is_hidden {
                continue;
            }
            let name = folder.rsplit('/').next().unwrap_or(folder);
            let node = TreeNode {
                depth: node_depth(around.len().saturating_sub(1)),
                has_failed,
                is_open: Some(!self.closed.contains(folder)),
                ..plain_node(ListSource::Folder(folder.to_owned()), name, Some(n_unread))
            };
            filed.push((folder_levels(folder), String::new(), node));
        }
        filed.sort_by(|a, b| (&a.0, &a.1).cmp(&(&b.0, &b.1)));
        filed.into_iter().map(|(_, _, node)| node).collect()
    }
}

fn plain_node(source: ListSource, label: &str, count: Option<u64>) -> TreeNode {
    TreeNode {
        source,
        label: label.to_owned(),
        depth: 0,
        count,
        has_failed: false,
        is_gone: false,
        is_open: None,
    }
}

fn node_depth(n: usize) -> u16 {
    Cells::from_usize(n).get()
}

fn folder_levels(folder: &str) -> Vec<String> {
    let levels = folder.split('/').filter(|level| !level.is_empty());
    levels.map(str::to_lowercase).collect()
}

/// Returns the folder's path and those of its ancestors, the outermost first: `a/b` gives `a` and `a/b`.
fn folder_ancestors(folder: &str) -> Vec<&str> {
    if folder.is_empty() {
        return Vec::new();
    }
    let ends = folder.match_indices('/').map(|(at, _)| at);
    let ends = ends.chain([folder.len()]);
    ends.filter_map(|end| folder.get(..end))
        .filter(|folder| !folder.is_empty())
        .collect()
}

fn parent_folder(folder: &str) -> Option<&str> {
    folder.rsplit_once('/').map(|(parent, _)| parent)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::reader::browser::fixture::{sample_feed, sample_overview};

    fn node_labels(tree: &FeedTree) -> Vec<String> {
        let label =
            |node: &TreeNode| format!("{}{}", " ".repeat(usize::from(node.depth)), node.label);
        tree.nodes().iter().skip(3).map(label).collect()
    }

    fn sample_tree() -> FeedTree {
        let mut tree = FeedTree::default();
        tree.replace(&Overview {
            feeds: vec![
                sample_feed(1, "Elm Post", "News/Local", 3),
                sample_feed(2, "Alder Times", "News", 2),
                sample_feed(3, "bog notes", "", 0),
                sample_feed(4, "Ash Weekly", "", 1),
            ],
            saved: Vec::new(),
            ..sample_overview()
        });
        tree
    }

    #[test]
    fn feeds_stand_in_their_folders_by_name() {
        let tree = sample_tree();
        let expected = [
            "Ash Weekly",
            "bog notes",
            "News",
            " Alder Times",
            " Local",
            "  Elm Post",
        ];
        assert_eq!(node_labels(&tree), expected);
        assert_eq!(tree.nodes()[5].count, Some(5));
    }

    #[test]
    fn a_closed_folder_hides_what_is_in_it_and_keeps_the_count() {
        let mut tree = sample_tree();
        assert!(tree.go_to(&ListSource::Folder("News".into())));
        assert!(tree.fold());
        assert_eq!(node_labels(&tree), ["Ash Weekly", "bog notes", "News"]);
        assert_eq!(tree.current().and_then(|node| node.count), Some(5));
        assert!(tree.go_to(&ListSource::Feed(FeedId(1))));
        assert_eq!(node_labels(&tree).len(), 6);
        assert_eq!(tree.parent(), Some(ListSource::Folder("News/Local".into())));
    }

    #[test]
    fn the_cursor_stays_on_its_feed_when_others_come_and_go() {
        let mut tree = sample_tree();
        tree.go_to(&ListSource::Feed(FeedId(2)));
        let mut next = sample_overview();
        next.feeds = vec![
            sample_feed(2, "Alder Times", "", 0),
            sample_feed(9, "Aspen", "", 0),
        ];
        tree.replace(&next);
        assert_eq!(tree.source(), ListSource::Feed(FeedId(2)));
    }

    #[test]
    fn the_next_feed_with_something_unread_is_found_around_the_end() {
        let mut tree = sample_tree();
        tree.go_to(&ListSource::Feed(FeedId(1)));
        assert_eq!(
            tree.next_with_unread(true),
            Some(ListSource::Feed(FeedId(4)))
        );
        assert_eq!(
            tree.next_with_unread(false),
            Some(ListSource::Feed(FeedId(2)))
        );
        tree.replace(&Overview::default());
        assert_eq!(tree.next_with_unread(true), None);
    }

    #[test]
    fn odd_folders_are_no_fault() {
        let mut tree = FeedTree::default();
        let odd = ["/", "a//b", "/x", "x/"];
        let feeds = odd
            .iter()
            .zip(1..)
            .map(|(folder, n)| sample_feed(n, "F", folder, 1));
        tree.replace(&Overview {
            feeds: feeds.collect(),
            ..sample_overview()
        });
        assert!(tree.nodes().len() >= 7);
        for at in 0..tree.nodes().len() {
            tree.cursor = at;
            tree.fold();
            tree.parent();
        }
    }
}
