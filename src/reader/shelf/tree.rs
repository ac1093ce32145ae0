//! The list of feeds: what holds everything, saved queries, folders that fold, feeds with their unread counts.

use std::collections::{BTreeMap, BTreeSet};

use super::ask::Overview;
use crate::library::{FeedId, FeedRow, Flag, Query, QueryError, SavedQuery, Term, Totals};

/// What the list of entries is of.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Source {
    /// Everything.
    #[default]
    All,
    /// What is not read.
    Unread,
    /// What is starred.
    Starred,
    /// What a saved query finds, by its name.
    Saved(String),
    /// The feeds of a folder and of those below it.
    Folder(String),
    /// One feed.
    Feed(FeedId),
}

/// A line of the list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Node {
    /// What it leads to.
    pub source: Source,
    /// What it is called.
    pub label: String,
    /// How deep it lies in folders.
    pub depth: u16,
    /// How many are not read; of the starred ones how many there are; nothing where nobody counts.
    pub count: Option<u64>,
    /// Whether the last fetch failed, of a folder that of any feed in it.
    pub has_failed: bool,
    /// Whether it is a feed that is gone for good.
    pub is_gone: bool,
    /// Of a folder whether it is open.
    pub is_open: Option<bool>,
}

/// The list of feeds.
#[derive(Clone, Debug, Default)]
pub struct Tree {
    /// The feeds.
    pub feeds: Vec<FeedRow>,
    /// The saved queries.
    pub saved: Vec<SavedQuery>,
    /// The numbers of the whole library.
    pub totals: Totals,
    /// The line with the cursor.
    pub cursor: usize,
    /// The first line that is shown.
    pub top: usize,
    closed: BTreeSet<String>,
    nodes: Vec<Node>,
}

impl Tree {
    /// Takes what is there now. The cursor stays on what it stood on.
    pub fn take(&mut self, overview: &Overview) {
        self.feeds.clone_from(&overview.feeds);
        self.saved.clone_from(&overview.saved);
        self.totals = overview.totals;
        self.rebuild();
    }

    /// Returns the lines that are not hidden in a closed folder.
    pub fn nodes(&self) -> &[Node] {
        &self.nodes
    }

    /// Returns the line with the cursor.
    pub fn current(&self) -> Option<&Node> {
        self.nodes.get(self.cursor)
    }

    /// Returns what the line with the cursor leads to.
    pub fn source(&self) -> Source {
        self.current()
            .map_or(Source::All, |node| node.source.clone())
    }

    /// Returns a feed by its number.
    pub fn feed(&self, id: FeedId) -> Option<&FeedRow> {
        self.feeds.iter().find(|feed| feed.id == id)
    }

    /// Returns the feed under the cursor.
    pub fn current_feed(&self) -> Option<&FeedRow> {
        match self.current()?.source {
            Source::Feed(id) => self.feed(id),
            _ => None,
        }
    }

    /// Puts the cursor on a source, opening the folders that it lies in; returns whether it is there.
    pub fn go_to(&mut self, source: &Source) -> bool {
        let folder = match source {
            Source::Feed(id) => self.feed(*id).map(|feed| feed.subscription.folder.clone()),
            Source::Folder(folder) => parent(folder).map(str::to_owned),
            _ => None,
        };
        if let Some(folder) = folder {
            let around = ancestors(&folder);
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

    /// Opens or closes the folder under the cursor; returns whether there is one.
    pub fn fold(&mut self) -> bool {
        let Some(Node {
            source: Source::Folder(folder),
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

    /// Returns the folder around the line with the cursor.
    pub fn parent(&self) -> Option<Source> {
        let folder = match &self.current()?.source {
            Source::Feed(id) => self.feed(*id)?.subscription.folder.clone(),
            Source::Folder(folder) => parent(folder)?.to_owned(),
            _ => return None,
        };
        (!folder.is_empty()).then_some(Source::Folder(folder))
    }

    /// Returns the feeds below a source: nothing where it stands for all of them.
    pub fn feeds_of(&self, source: &Source) -> Vec<FeedId> {
        match source {
            Source::Feed(id) => vec![*id],
            Source::Folder(folder) => {
                let inside = self
                    .feeds
                    .iter()
                    .filter(|feed| ancestors(&feed.subscription.folder).contains(&folder.as_str()));
                inside.map(|feed| feed.id).collect()
            }
            _ => Vec::new(),
        }
    }

    /// Returns the folders, sorted.
    pub fn folders(&self) -> Vec<String> {
        let all = self
            .feeds
            .iter()
            .flat_map(|feed| ancestors(&feed.subscription.folder));
        let all: BTreeSet<&str> = all.collect();
        all.into_iter().map(str::to_owned).collect()
    }

    /// Returns the folders that are closed.
    pub fn closed(&self) -> impl Iterator<Item = &str> {
        self.closed.iter().map(String::as_str)
    }

    /// Closes these folders.
    pub fn close(&mut self, folders: impl Iterator<Item = String>) {
        self.closed.extend(folders);
        self.rebuild();
    }

    /// Returns the feed with unread entries that comes next in the list after the line with the cursor, or before it.
    pub fn next_with_unread(&self, is_forward: bool) -> Option<Source> {
        let has_unread = |node: &&Node| {
            matches!(node.source, Source::Feed(_)) && node.count.is_some_and(|n| n > 0)
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

    /// Returns the query of a source.
    pub fn query(&self, source: &Source, today: jiff::civil::Date) -> Result<Query, QueryError> {
        let is = |flag| Query::Term(Term::Is(flag));
        Ok(match source {
            Source::All => Query::All,
            Source::Unread => is(Flag::Unread),
            Source::Starred => is(Flag::Starred),
            Source::Saved(name) => {
                let words = self.saved.iter().find(|saved| saved.name == *name);
                let words = words.map_or("", |saved| saved.query.as_str());
                return Query::parse(words, today);
            }
            Source::Folder(folder) => Query::Term(Term::Folder(folder.clone())),
            Source::Feed(id) => Query::Term(Term::From(*id)),
        })
    }

    fn rebuild(&mut self) {
        let stood_on = self.source();
        let mut nodes = vec![
            plain(Source::All, "All articles", None),
            plain(Source::Unread, "Unread", Some(self.totals.n_unread)),
            plain(Source::Starred, "Starred", Some(self.totals.n_starred)),
        ];
        let saved = self.saved.iter();
        nodes
            .extend(saved.map(|saved| plain(Source::Saved(saved.name.clone()), &saved.name, None)));
        nodes.extend(self.filed());
        self.nodes = nodes;
        let at = self.nodes.iter().position(|node| node.source == stood_on);
        let last = self.nodes.len().saturating_sub(1);
        self.cursor = at.unwrap_or(self.cursor).min(last);
    }

    /// Feeds without a folder, then each folder with its feeds and the folders in it.
    fn filed(&self) -> Vec<Node> {
        let mut folders: BTreeMap<&str, (u64, bool)> = BTreeMap::new();
        let mut filed: Vec<(Vec<String>, String, Node)> = Vec::new();
        for feed in &self.feeds {
            let folder = feed.subscription.folder.as_str();
            let around = ancestors(folder);
            let has_failed = feed.health.error.is_some();
            for folder in &around {
                let known = folders.entry(folder).or_default();
                known.0 += u64::from(feed.n_unread);
                known.1 |= has_failed;
            }
            if around.iter().any(|folder| self.closed.contains(*folder)) {
                continue;
            }
            let node = Node {
                depth: depth(around.len()),
                has_failed,
                is_gone: feed.health.is_gone,
                ..plain(
                    Source::Feed(feed.id),
                    &feed.title,
                    Some(u64::from(feed.n_unread)),
                )
            };
            // Behind the line of its own folder, which has no name here.
            filed.push((
                levels(folder),
                format!("1{}", feed.title.to_lowercase()),
                node,
            ));
        }
        for (folder, (n_unread, has_failed)) in folders {
            let around = ancestors(folder);
            let is_hidden = around
                .iter()
                .any(|other| *other != folder && self.closed.contains(*other));
            if is_hidden {
                continue;
            }
            let name = folder.rsplit('/').next().unwrap_or(folder);
            let node = Node {
                depth: depth(around.len().saturating_sub(1)),
                has_failed,
                is_open: Some(!self.closed.contains(folder)),
                ..plain(Source::Folder(folder.to_owned()), name, Some(n_unread))
            };
            filed.push((levels(folder), String::new(), node));
        }
        filed.sort_by(|a, b| (&a.0, &a.1).cmp(&(&b.0, &b.1)));
        filed.into_iter().map(|(_, _, node)| node).collect()
    }
}

fn plain(source: Source, label: &str, count: Option<u64>) -> Node {
    Node {
        source,
        label: label.to_owned(),
        depth: 0,
        count,
        has_failed: false,
        is_gone: false,
        is_open: None,
    }
}

fn depth(n: usize) -> u16 {
    u16::try_from(n).unwrap_or(u16::MAX)
}

fn levels(folder: &str) -> Vec<String> {
    let levels = folder.split('/').filter(|level| !level.is_empty());
    levels.map(str::to_lowercase).collect()
}

/// A folder and all that it lies in, the outermost first: `a/b` gives `a` and `a/b`.
fn ancestors(folder: &str) -> Vec<&str> {
    if folder.is_empty() {
        return Vec::new();
    }
    let ends = folder.match_indices('/').map(|(at, _)| at);
    let ends = ends.chain([folder.len()]);
    ends.filter_map(|end| folder.get(..end))
        .filter(|folder| !folder.is_empty())
        .collect()
}

fn parent(folder: &str) -> Option<&str> {
    folder.rsplit_once('/').map(|(parent, _)| parent)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::reader::shelf::fixture::{feed, overview};

    fn labels(tree: &Tree) -> Vec<String> {
        let label = |node: &Node| format!("{}{}", " ".repeat(usize::from(node.depth)), node.label);
        tree.nodes().iter().skip(3).map(label).collect()
    }

    fn filed() -> Tree {
        let mut tree = Tree::default();
        tree.take(&Overview {
            feeds: vec![
                feed(1, "Elm Post", "News/Local", 3),
                feed(2, "Alder Times", "News", 2),
                feed(3, "bog notes", "", 0),
                feed(4, "Ash Weekly", "", 1),
            ],
            saved: Vec::new(),
            ..overview()
        });
        tree
    }

    #[test]
    fn feeds_stand_in_their_folders_by_name() {
        let tree = filed();
        let expected = [
            "Ash Weekly",
            "bog notes",
            "News",
            " Alder Times",
            " Local",
            "  Elm Post",
        ];
        assert_eq!(labels(&tree), expected);
        assert_eq!(tree.nodes()[5].count, Some(5));
    }

    #[test]
    fn a_closed_folder_hides_what_is_in_it_and_keeps_the_count() {
        let mut tree = filed();
        assert!(tree.go_to(&Source::Folder("News".into())));
        assert!(tree.fold());
        assert_eq!(labels(&tree), ["Ash Weekly", "bog notes", "News"]);
        assert_eq!(tree.current().and_then(|node| node.count), Some(5));
        assert!(tree.go_to(&Source::Feed(FeedId(1))));
        assert_eq!(labels(&tree).len(), 6);
        assert_eq!(tree.parent(), Some(Source::Folder("News/Local".into())));
    }

    #[test]
    fn the_cursor_stays_on_its_feed_when_others_come_and_go() {
        let mut tree = filed();
        tree.go_to(&Source::Feed(FeedId(2)));
        let mut next = overview();
        next.feeds = vec![feed(2, "Alder Times", "", 0), feed(9, "Aspen", "", 0)];
        tree.take(&next);
        assert_eq!(tree.source(), Source::Feed(FeedId(2)));
    }

    #[test]
    fn the_next_feed_with_something_unread_is_found_around_the_end() {
        let mut tree = filed();
        tree.go_to(&Source::Feed(FeedId(1)));
        assert_eq!(tree.next_with_unread(true), Some(Source::Feed(FeedId(4))));
        assert_eq!(tree.next_with_unread(false), Some(Source::Feed(FeedId(2))));
        tree.take(&Overview::default());
        assert_eq!(tree.next_with_unread(true), None);
    }

    #[test]
    fn odd_folders_are_no_fault() {
        let mut tree = Tree::default();
        let odd = ["/", "a//b", "/x", "x/"];
        let feeds = odd
            .iter()
            .zip(1..)
            .map(|(folder, n)| feed(n, "F", folder, 1));
        tree.take(&Overview {
            feeds: feeds.collect(),
            ..overview()
        });
        assert!(tree.nodes().len() >= 7);
        for at in 0..tree.nodes().len() {
            tree.cursor = at;
            tree.fold();
            tree.parent();
        }
    }
}
