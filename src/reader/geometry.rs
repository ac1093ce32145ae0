//! Where the parts of the screen stand, in cells: for drawing, for the mouse, and for how far a page is.

/// The size of the terminal or of a part of it, in cells.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Size {
    /// Columns.
    pub width: u16,
    /// Rows.
    pub height: u16,
}

/// A part of the screen, in cells from the upper left corner.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Area {
    /// The first column.
    pub x: u16,
    /// The first row.
    pub y: u16,
    /// Columns.
    pub width: u16,
    /// Rows.
    pub height: u16,
}

impl Area {
    /// Returns the area of this place and size.
    pub const fn new(x: u16, y: u16, width: u16, height: u16) -> Self {
        Self {
            x,
            y,
            width,
            height,
        }
    }

    /// Returns whether nothing fits in.
    pub const fn is_empty(self) -> bool {
        self.width == 0 || self.height == 0
    }

    /// Returns whether the cell lies inside.
    pub fn contains(self, x: u16, y: u16) -> bool {
        let inside = |at: u16, from: u16, len: u16| at >= from && at - from < len;
        inside(x, self.x, self.width) && inside(y, self.y, self.height)
    }

    /// Returns the first `rows` rows, and the rest.
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

    /// Returns all but the last `rows` rows, and those.
    pub fn split_bottom(self, rows: u16) -> (Self, Self) {
        self.split_top(self.height.saturating_sub(rows))
    }

    /// Returns the first `columns` columns, and the rest.
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

/// Below this many columns only one pane is shown at a time.
pub const MIN_TWO_PANE_COLUMNS: u16 = 70;
/// No pane becomes narrower than this by moving the divider.
const MIN_PANE_COLUMNS: u16 = 24;
/// Below this many rows the screen has no room for titles and legend.
const MIN_FRAMED_ROWS: u16 = 10;

/// Which pane has the keys.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ReaderPane {
    /// The article.
    Article,
    /// Its annotations.
    Annotations,
}

impl ReaderPane {
    /// Returns the other one.
    pub const fn other(self) -> Self {
        match self {
            Self::Article => Self::Annotations,
            Self::Annotations => Self::Article,
        }
    }
}

/// A pane with its title row, the rule below it, and its body.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct PaneArea {
    /// The row that says what the pane shows.
    pub title: Area,
    /// The line below it, which tells whether the pane has the keys.
    pub rule: Area,
    /// The rest.
    pub body: Area,
}

impl PaneArea {
    /// Returns title, rule and body together.
    pub const fn whole(self) -> Area {
        Area {
            y: self.title.y,
            height: self.title.height + self.rule.height + self.body.height,
            ..self.body
        }
    }
}

/// The whole screen, cut into its parts. Parts that have no room are empty.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Geometry {
    /// The article's pane.
    pub article: PaneArea,
    /// The annotations' pane.
    pub annotations: PaneArea,
    /// The line between them.
    pub divider: Area,
    /// What the highlighting means.
    pub legend: Area,
    /// The last row.
    pub status: Area,
}

/// What the cut depends on.
#[derive(Clone, Copy, Debug)]
pub struct GeometryInput {
    /// The size of the terminal.
    pub size: Size,
    /// Which pane has the keys: the one that is shown where there is room for one.
    pub focus: ReaderPane,
    /// Whether that one is alone by wish.
    pub is_zoomed: bool,
    /// Whether the legend is wanted.
    pub has_legend: bool,
    /// The article's share of the width, in percent.
    pub share: u16,
}

impl Geometry {
    /// Returns the parts of the screen.
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

    /// Returns the body of a pane; empty where the pane is not shown.
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
    let wish = u32::from(width) * u32::from(share.min(100)) / 100;
    let widest = width
        .saturating_sub(MIN_PANE_COLUMNS + 1)
        .max(MIN_PANE_COLUMNS);
    u16::try_from(wish)
        .unwrap_or(u16::MAX)
        .clamp(MIN_PANE_COLUMNS, widest)
}

/// Returns the share, in percent, that puts the divider at column `x`.
pub fn share_at(x: u16, width: u16) -> u16 {
    let percent = (u32::from(x) * 100 + u32::from(width) / 2) / u32::from(width.max(1));
    u16::try_from(percent).unwrap_or(100).clamp(10, 90)
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
