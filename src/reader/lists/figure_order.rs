//! The sort orders of the figure list.

/// The sort order of the figure list.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum FigureOrder {
    /// Text order.
    #[default]
    Text,
    /// Grouped by kind, in text order within a kind.
    Kind,
    /// Grouped by kind, sorted by unit, the largest first.
    Size,
    /// Only dates, in chronological order.
    Timeline,
}

impl FigureOrder {
    /// All orders, in the order in which the sort command cycles through them.
    pub const ALL: [Self; 4] = [Self::Text, Self::Kind, Self::Size, Self::Timeline];

    /// Returns the next order in the cycle.
    pub const fn next(self) -> Self {
        match self {
            Self::Text => Self::Kind,
            Self::Kind => Self::Size,
            Self::Size => Self::Timeline,
            Self::Timeline => Self::Text,
        }
    }

    /// Returns a description of the order, for a notice.
    pub const fn describe(self) -> &'static str {
        match self {
            Self::Text => "Figures in text order",
            Self::Kind => "Figures by kind",
            Self::Size => "Figures by kind, largest first",
            Self::Timeline => "Dates as a timeline",
        }
    }
}
