//! The areas of the library screen: feed tree, list of entries and, on wide screens, preview.

use crate::reader::geometry::{Area, MIN_TWO_PANE_COLUMNS, PaneArea, Size, cut_pane};

/// The initial width of the feed tree, in columns.
pub(super) const DEFAULT_FEEDS_COLUMNS: u16 = 26;
/// From this width on, there is a preview. On narrower screens the feed tree already cuts titles short, and the list
/// would lose half of its rows too.
const MIN_PREVIEW_COLUMNS: u16 = 120;
/// From this width on, the preview is next to the list instead of below it: both then have about 70 columns.
const MIN_SIDE_PREVIEW_COLUMNS: u16 = 168;
/// From this height on, there is room for a preview below the list: each gets about ten rows.
const MIN_PREVIEW_ROWS: u16 = 24;
/// The minimum width of the feed tree. Narrower, most feed titles would be cut.
const MIN_FEEDS_COLUMNS: u16 = 14;
/// The maximum width of the feed tree. It is wider than feed titles need.
const MAX_FEEDS_COLUMNS: u16 = 80;
/// The minimum width of the list. The feed tree cannot grow beyond what leaves this.
const MIN_LIST_COLUMNS: u16 = 40;

/// Returns the nearest width that the user can give the feed tree.
pub(in crate::reader) fn clamp_feeds_width(columns: u16) -> u16 {
    columns.clamp(MIN_FEEDS_COLUMNS, MAX_FEEDS_COLUMNS)
}

/// A pane of the library screen that can have the focus.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum BrowserPane {
    /// The feed tree.
    Feeds,
    /// The list of entries.
    #[default]
    List,
}

impl BrowserPane {
    /// Returns the other pane.
    pub const fn other(self) -> Self {
        match self {
            Self::Feeds => Self::List,
            Self::List => Self::Feeds,
        }
    }
}

/// The areas of the library screen. Parts that are hidden or have no room are empty.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct BrowserGeometry {
    /// The feed tree.
    pub feeds: PaneArea,
    /// The list of entries.
    pub list: PaneArea,
    /// The preview of the entry under the cursor.
    pub preview: PaneArea,
    /// The vertical line to the right of the feed tree.
    pub divider: Area,
    /// The vertical line between list and preview if they are side by side.
    pub second: Area,
}

/// The parameters of a [`BrowserGeometry`].
#[derive(Clone, Copy, Debug)]
pub(in crate::reader) struct BrowserGeometryInput {
    pub(in crate::reader) size: Size,
    pub(in crate::reader) focus: BrowserPane,
    pub(in crate::reader) feeds_width: u16,
    pub(in crate::reader) is_zoomed: bool,
}

impl BrowserGeometry {
    pub(in crate::reader) fn new(cut: BrowserGeometryInput) -> Self {
        let size = cut.size;
        let whole = Area::new(0, 0, size.width, size.height);
        let (panes, _) = whole.split_bottom(u16::from(size.height >= 2));
        let mut parts = Self::default();
        if cut.is_zoomed || size.width < MIN_TWO_PANE_COLUMNS {
            match cut.focus {
                BrowserPane::Feeds => parts.feeds = cut_pane(panes, size),
                BrowserPane::List => parts.list = cut_pane(panes, size),
            }
            return parts;
        }
        let widest = size.width.saturating_sub(MIN_LIST_COLUMNS + 1);
        let width = cut
            .feeds_width
            .clamp(MIN_FEEDS_COLUMNS, widest.max(MIN_FEEDS_COLUMNS));
        let (feeds, rest) = panes.split_left(width);
        let (divider, rest) = rest.split_left(1);
        parts.feeds = cut_pane(feeds, size);
        parts.divider = divider;
        parts.share(rest, size);
        parts
    }

    /// Returns the area of a view over the library, which takes the whole screen above the status line.
    pub fn of_view(size: Size) -> PaneArea {
        let whole = Area::new(0, 0, size.width, size.height);
        let (pane, _) = whole.split_bottom(u16::from(size.height >= 2));
        cut_pane(pane, size)
    }

    /// Divides the area to the right of the feed tree between list and preview.
    fn share(&mut self, rest: Area, size: Size) {
        if size.width >= MIN_SIDE_PREVIEW_COLUMNS {
            let (list, rest) = rest.split_left(rest.width / 2);
            let (second, preview) = rest.split_left(1);
            self.list = cut_pane(list, size);
            self.second = second;
            self.preview = cut_pane(preview, size);
        } else if size.width >= MIN_PREVIEW_COLUMNS && size.height >= MIN_PREVIEW_ROWS {
            let (list, preview) = rest.split_top(rest.height / 2);
            self.list = cut_pane(list, size);
            self.preview = cut_pane(preview, size);
        } else {
            self.list = cut_pane(rest, size);
        }
    }

    /// Returns the area of a pane.
    pub const fn pane(&self, pane: BrowserPane) -> PaneArea {
        match pane {
            BrowserPane::Feeds => self.feeds,
            BrowserPane::List => self.list,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sample_geometry(width: u16, height: u16) -> BrowserGeometry {
        BrowserGeometry::new(BrowserGeometryInput {
            size: Size { width, height },
            focus: BrowserPane::List,
            feeds_width: DEFAULT_FEEDS_COLUMNS,
            is_zoomed: false,
        })
    }

    #[test]
    fn the_wider_the_screen_the_more_panes() {
        assert!(sample_geometry(50, 20).feeds.body.is_empty());
        assert!(!sample_geometry(80, 24).feeds.body.is_empty());
        assert!(sample_geometry(80, 24).preview.body.is_empty());
        let wide = sample_geometry(120, 40);
        assert!(wide.preview.title.y > wide.list.title.y);
        let widest = sample_geometry(200, 60);
        assert_eq!(widest.preview.title.y, widest.list.title.y);
    }

    #[test]
    fn the_panes_fill_the_width() {
        let g = sample_geometry(200, 60);
        let all = [
            g.feeds.body,
            g.divider,
            g.list.body,
            g.second,
            g.preview.body,
        ];
        assert_eq!(all.iter().map(|area| area.width).sum::<u16>(), 200);
    }

    #[test]
    fn the_smallest_screen_shows_the_list() {
        assert_eq!(sample_geometry(1, 1).list.body, Area::new(0, 0, 1, 1));
    }
}
