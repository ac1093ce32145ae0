//! The areas of the reading screen, in cells. Drawing, mouse handling and paging share them.

use crate::invariant::ExpectOr;

/// The size of the terminal or of a part of it, in cells.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Size {
    /// The width, in columns.
    pub width: u16,
    /// The height, in rows.
    pub height: u16,
}

/// A rectangle on the screen, in cells from the upper left corner.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Area {
    /// The first column, from 0.
    pub x: u16,
    /// The first row, from 0.
    pub y: u16,
    /// The width, in columns.
    pub width: u16,
    /// The height, in rows.
    pub height: u16,
}

impl Area {
    /// Returns the area with this position and size.
    pub const fn new(x: u16, y: u16, width: u16, height: u16) -> Self {
        Self {
            x,
            y,
            width,
            height,
        }
    }

    /// Returns whether the area has no cells.
    pub const fn is_empty(self) -> bool {
        self.width == 0 || self.height == 0
    }

    /// Returns whether the cell is inside the area.
    pub fn contains(self, x: u16, y: u16) -> bool {
        let inside = |at: u16, from: u16, len: u16| at >= from && at - from < len;
        inside(x, self.x, self.width) && inside(y, self.y, self.height)
    }

    /// Splits off the first `rows` rows. Returns them and the rest.
    pub fn split_top(self, rows: u16) -> (Self, Self) {
        let rows = rows.min(self.height);
        let top = Self {
            height: rows,
            ..self
        };
        let rest = Self {
            y: self.y + rows,
            height: self.height - rows,
            ..self
        };
        (top, rest)
    }

    /// Splits off the last `rows` rows. Returns the rest and them.
    pub fn split_bottom(self, rows: u16) -> (Self, Self) {
        self.split_top(self.height.saturating_sub(rows))
    }

    /// Splits off the first `columns` columns. Returns them and the rest.
    pub fn split_left(self, columns: u16) -> (Self, Self) {
        let columns = columns.min(self.width);
        let left = Self {
            width: columns,
            ..self
        };
        let rest = Self {
            x: self.x + columns,
            width: self.width - columns,
            ..self
        };
        (left, rest)
    }
}

/// Below this width, one pane is shown at a time. With two, lines of prose would have fewer than 40 columns.
pub const MIN_TWO_PANE_COLUMNS: u16 = 70;
/// The minimum width of a pane. The divider cannot make a pane narrower: entries of the lists would lose their names.
const MIN_PANE_COLUMNS: u16 = 24;
/// Below this height, the rules and the legend are dropped, so that most rows remain for text.
const MIN_FRAMED_ROWS: u16 = 10;

/// A pane of the reading screen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ReaderPane {
    /// The article.
    Article,
    /// The lists of annotations.
    Annotations,
}

impl ReaderPane {
    /// Returns the other pane.
    pub const fn other(self) -> Self {
        match self {
            Self::Article => Self::Annotations,
            Self::Annotations => Self::Article,
        }
    }
}

/// The areas of a pane: title, rule and body, from top to bottom.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct PaneArea {
    /// The title row.
    pub title: Area,
    /// The horizontal rule below the title. It shows which pane has the focus.
    pub rule: Area,
    /// The content.
    pub body: Area,
}

impl PaneArea {
    /// Returns the area of title, rule and body together.
    pub const fn whole(self) -> Area {
        Area {
            y: self.title.y,
            height: self.title.height + self.rule.height + self.body.height,
            ..self.body
        }
    }
}

/// The areas of the reading screen. Parts that are hidden or have no room are empty.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Geometry {
    /// The article pane.
    pub article: PaneArea,
    /// The annotation pane.
    pub annotations: PaneArea,
    /// The vertical line between the panes.
    pub divider: Area,
    /// The legend of the highlighting.
    pub legend: Area,
    /// The status line, the last row.
    pub status: Area,
}

/// The parameters of a [`Geometry`].
#[derive(Clone, Copy, Debug)]
pub struct GeometryInput {
    /// The size of the terminal.
    pub size: Size,
    /// The focused pane. It is the one shown if there is room for one only.
    pub focus: ReaderPane,
    /// True if the user has zoomed the focused pane.
    pub is_zoomed: bool,
    /// True if the legend is shown.
    pub has_legend: bool,
    /// The article pane's share of the width, in percent.
    pub share: u16,
}

impl Geometry {
    /// Returns the areas for these parameters.
    pub fn new(cut: GeometryInput) -> Self {
        let whole = Area::new(0, 0, cut.size.width, cut.size.height);
        let n_status = u16::from(cut.size.height >= 2);
        let (rest, status) = whole.split_bottom(n_status);
        let n_legend = u16::from(cut.has_legend && cut.size.height >= MIN_FRAMED_ROWS);
        let (panes, legend) = rest.split_bottom(n_legend);
        let mut parts = Self {
            legend,
            status,
            ..Self::default()
        };
        if cut.is_zoomed || cut.size.width < MIN_TWO_PANE_COLUMNS {
            match cut.focus {
                ReaderPane::Article => parts.article = cut_pane(panes, cut.size),
                ReaderPane::Annotations => parts.annotations = cut_pane(panes, cut.size),
            }
            return parts;
        }
        let (left, rest) = panes.split_left(article_width(cut.size.width, cut.share));
        let (divider, right) = rest.split_left(1);
        parts.article = cut_pane(left, cut.size);
        parts.divider = divider;
        parts.annotations = cut_pane(right, cut.size);
        parts
    }

    /// Returns the body of a pane. Empty if the pane is hidden.
    pub const fn body(&self, pane: ReaderPane) -> Area {
        match pane {
            ReaderPane::Article => self.article.body,
            ReaderPane::Annotations => self.annotations.body,
        }
    }
}

pub(super) fn cut_pane(area: Area, size: Size) -> PaneArea {
    let n_rows = u16::from(size.height >= MIN_FRAMED_ROWS);
    let (title, rest) = area.split_top(u16::from(size.height >= 4));
    let (rule, body) = rest.split_top(n_rows);
    PaneArea { title, rule, body }
}

fn article_width(width: u16, share: u16) -> u16 {
    let wanted = u32::from(width) * u32::from(share.min(100)) / 100;
    let widest = width
        .saturating_sub(MIN_PANE_COLUMNS + 1)
        .max(MIN_PANE_COLUMNS);
    u16::try_from(wanted)
        .expect_or(u16::MAX, "a share is at most the whole")
        .clamp(MIN_PANE_COLUMNS, widest)
}

/// Returns the article pane's share of the width, in percent, that puts the divider at column `x`.
///
/// The result is between 10 and 90, so that the divider stays within reach of the mouse.
pub fn share_at(x: u16, width: u16) -> u16 {
    let percent = (u32::from(x) * 100 + u32::from(width) / 2) / u32::from(width.max(1));
    u16::try_from(percent.clamp(10, 90)).expect_or(90, "a percentage fits")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sample_geometry(width: u16, height: u16) -> Geometry {
        Geometry::new(GeometryInput {
            size: Size { width, height },
            focus: ReaderPane::Article,
            is_zoomed: false,
            has_legend: true,
            share: 60,
        })
    }

    #[test]
    fn the_parts_fill_the_screen_without_overlap() {
        for (width, height) in [(80, 24), (120, 40), (200, 60), (70, 10)] {
            let g = sample_geometry(width, height);
            assert_eq!(
                g.article.body.width + g.divider.width + g.annotations.body.width,
                width
            );
            let rows = g.article.title.height
                + g.article.rule.height
                + g.article.body.height
                + g.legend.height
                + g.status.height;
            assert_eq!(rows, height);
        }
    }

    #[test]
    fn one_pane_where_there_is_no_room_for_two() {
        let g = sample_geometry(50, 20);
        assert_eq!(g.article.body.width, 50);
        assert!(g.annotations.body.is_empty());
        assert!(g.divider.is_empty());
    }

    #[test]
    fn the_smallest_terminal_has_a_body() {
        let g = sample_geometry(1, 1);
        assert_eq!(g.article.body, Area::new(0, 0, 1, 1));
        assert!(g.status.is_empty());
    }

    #[test]
    fn the_divider_can_be_put_anywhere_but_at_the_edges() {
        assert_eq!(share_at(60, 120), 50);
        assert_eq!(share_at(0, 120), 10);
        assert_eq!(article_width(80, 90), 55);
    }
}
