//! What is kept of the library's screen from one run to the next, as lines of a name and a value.

use super::geometry::ShelfPane;
use super::tree::Source;
use super::{Reading, Shelf};
use crate::layout::Anchor;
use crate::library::{Body, EntryId, FeedId, Folding, Order};
use crate::text::ByteOffset;

/// What is kept.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(in crate::reader) struct Keepsake {
    pub(in crate::reader) source: Source,
    pub(in crate::reader) entry: Option<EntryId>,
    /// Whether that entry was being read, and which of its texts.
    pub(in crate::reader) open: Option<Body>,
    pub(in crate::reader) focus: ShelfPane,
    pub(in crate::reader) order: Order,
    pub(in crate::reader) folding: Folding,
    pub(in crate::reader) feeds_width: Option<u16>,
    pub(in crate::reader) closed: Vec<String>,
    pub(in crate::reader) words: String,
    pub(in crate::reader) tab: usize,
}

impl Keepsake {
    pub(in crate::reader) fn of(shelf: &Shelf, tab: usize) -> Self {
        let reading = shelf.reading.as_ref();
        Self {
            source: shelf.source.clone(),
            entry: reading
                .map(|reading| reading.row.id)
                .or(shelf.list.current()),
            open: reading.map(|reading: &Reading| reading.body),
            focus: shelf.focus,
            order: shelf.order,
            folding: shelf.folding,
            feeds_width: Some(shelf.feeds_width),
            closed: shelf.tree.closed().map(str::to_owned).collect(),
            words: shelf.narrowing.words.clone(),
            tab,
        }
    }

    /// Reads what [`Keepsake::write`] wrote; lines that mean nothing are left out.
    pub(in crate::reader) fn parse(text: &str) -> Self {
        let mut kept = Self::default();
        for line in text.lines() {
            let (name, value) = line.split_once(' ').unwrap_or((line, ""));
            match name {
                "source" => kept.source = source(value).unwrap_or_default(),
                "entry" => kept.entry = value.parse().ok().map(EntryId),
                "open" if value == "page" => kept.open = Some(Body::Page),
                "open" => kept.open = Some(Body::Feed),
                "focus" if value == "feeds" => kept.focus = ShelfPane::Feeds,
                "order" => kept.order = order(value),
                "copies" if value == "apart" => kept.folding = Folding::Apart,
                "width" => kept.feeds_width = value.parse().ok(),
                "closed" => kept.closed.push(value.to_owned()),
                "query" => value.clone_into(&mut kept.words),
                "tab" => kept.tab = value.parse().unwrap_or(0),
                _ => {}
            }
        }
        kept
    }

    pub(in crate::reader) fn write(&self) -> String {
        let mut lines = vec![format!("source {}", written(&self.source))];
        lines.extend(self.entry.map(|id| format!("entry {}", id.0)));
        lines.extend(self.open.map(|body| match body {
            Body::Feed => "open feed".to_owned(),
            Body::Page => "open page".to_owned(),
        }));
        if self.focus == ShelfPane::Feeds {
            lines.push("focus feeds".to_owned());
        }
        match self.order {
            Order::Newest => {}
            Order::Oldest => lines.push("order oldest".to_owned()),
            Order::Rank => lines.push("order rank".to_owned()),
        }
        if self.folding == Folding::Apart {
            lines.push("copies apart".to_owned());
        }
        lines.extend(self.feeds_width.map(|width| format!("width {width}")));
        let closed = self.closed.iter();
        lines.extend(closed.map(|folder| format!("closed {folder}")));
        if !self.words.is_empty() {
            lines.push(format!("query {}", self.words));
        }
        lines.push(format!("tab {}", self.tab));
        lines.join("\n")
    }
}

fn order(value: &str) -> Order {
    match value {
        "oldest" => Order::Oldest,
        "rank" => Order::Rank,
        _ => Order::Newest,
    }
}

fn source(value: &str) -> Option<Source> {
    let (kind, name) = value.split_once(' ').unwrap_or((value, ""));
    Some(match kind {
        "all" => Source::All,
        "unread" => Source::Unread,
        "starred" => Source::Starred,
        "saved" => Source::Saved(name.to_owned()),
        "folder" => Source::Folder(name.to_owned()),
        "feed" => Source::Feed(FeedId(name.parse().ok()?)),
        _ => return None,
    })
}

fn written(source: &Source) -> String {
    match source {
        Source::All => "all".to_owned(),
        Source::Unread => "unread".to_owned(),
        Source::Starred => "starred".to_owned(),
        Source::Saved(name) => format!("saved {name}"),
        Source::Folder(name) => format!("folder {name}"),
        Source::Feed(id) => format!("feed {}", id.0),
    }
}

/// Returns a place in an article as it is kept.
pub(in crate::reader) fn write_place(anchor: Anchor) -> String {
    format!("{} {}", anchor.offset.get(), anchor.n_above)
}

/// Returns the place that was kept.
pub(in crate::reader) fn parse_place(kept: &str) -> Option<Anchor> {
    let (offset, n_above) = kept.split_once(' ')?;
    Some(Anchor {
        offset: ByteOffset::new(offset.parse().ok()?),
        n_above: n_above.parse().ok().filter(|n| *n < 10_000)?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_read_again() {
        let kept = Keepsake {
            source: Source::Folder("News/World desk".into()),
            entry: Some(EntryId(34)),
            open: Some(Body::Page),
            focus: ShelfPane::Feeds,
            order: Order::Oldest,
            folding: Folding::Apart,
            feeds_width: Some(31),
            closed: vec!["Sport".into(), "A b/c".into()],
            words: "tag:later \"grain deal\"".into(),
            tab: 2,
        };
        assert_eq!(Keepsake::parse(&kept.write()), kept);
    }

    #[test]
    fn lines_that_mean_nothing_are_left_out() {
        let kept = Keepsake::parse("source feed x\nentry 12 4\nwidth -3\nhello\n\nopen");
        assert_eq!(kept.source, Source::All);
        assert_eq!((kept.entry, kept.feeds_width), (None, None));
        assert_eq!(parse_place("12 x"), None);
        let place = parse_place("120 2").map(write_place);
        assert_eq!(place.as_deref(), Some("120 2"));
    }
}
