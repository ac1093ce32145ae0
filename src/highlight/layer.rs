//! Layers, which are sorted disjoint spans, and the set of layers that are switched on.

use super::Tag;
use crate::text::ByteOffset;
use crate::text::ByteRange;

/// A layer that the user can switch on and off.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum LayerId {
    /// Mentions of persons.
    Person,
    /// Mentions of organisations.
    Organization,
    /// Mentions of places.
    Place,
    /// Mentions of groups.
    Group,
    /// Mentions of events.
    Event,
    /// Mentions of works.
    Work,
    /// Mentions of other names.
    Other,
    /// Direct and mixed quotes with their cues and speakers.
    Quote,
    /// Indirect speech with its cues and speakers.
    Indirect,
    /// Figures.
    Figure,
    /// Dates.
    Date,
    /// Watched terms.
    Watch,
}

impl LayerId {
    /// All layers, in legend order.
    pub const ALL: [Self; 12] = [
        Self::Person,
        Self::Organization,
        Self::Place,
        Self::Group,
        Self::Event,
        Self::Work,
        Self::Other,
        Self::Quote,
        Self::Indirect,
        Self::Figure,
        Self::Date,
        Self::Watch,
    ];

    /// Returns what the program shows of the layer. A new layer is described here.
    #[rustfmt::skip]
    pub const fn info(self) -> LayerInfo {
        let (tag, legend, toggle, toggles) = match self {
            Self::Person => (Tag::Person, "people", "toggle-person", "people on or off"),
            Self::Organization => (Tag::Organization, "organisations", "toggle-organization", "organisations on or off"),
            Self::Place => (Tag::Place, "places", "toggle-place", "places on or off"),
            Self::Group => (Tag::Group, "groups", "toggle-group", "groups on or off"),
            Self::Event => (Tag::Event, "events", "toggle-event", "events on or off"),
            Self::Work => (Tag::Work, "works", "toggle-work", "works on or off"),
            Self::Other => (Tag::OtherName, "other", "toggle-other", "other names on or off"),
            Self::Quote => (Tag::Quote, "quotes", "toggle-quote", "quotes on or off"),
            Self::Indirect => (Tag::Indirect, "indirect", "toggle-indirect", "indirect quotes on or off"),
            Self::Figure => (Tag::Figure, "figures", "toggle-figure", "figures on or off"),
            Self::Date => (Tag::Date, "dates", "toggle-date", "dates on or off"),
            Self::Watch => (Tag::Watch, "watched", "toggle-watch", "watched terms on or off"),
        };
        LayerInfo {
            tag,
            legend,
            toggle,
            toggles,
        }
    }

    /// Returns the layer's name in the config.
    pub const fn name(self) -> &'static str {
        self.tag().name()
    }

    /// Returns the layer with this name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|layer| layer.name() == name)
    }

    /// Returns the tag that represents the layer in the legend.
    pub const fn tag(self) -> Tag {
        self.info().tag
    }

    const fn bit(self) -> u16 {
        1 << self as u16
    }
}

/// What the program shows of a layer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LayerInfo {
    /// The tag that represents it in the legend. Its name is the name of the layer in the config.
    pub tag: Tag,
    /// The label in the legend.
    pub legend: &'static str,
    /// The name of the command that switches it.
    pub toggle: &'static str,
    /// What that command does, for the help.
    pub toggles: &'static str,
}

/// The set of layers that are switched on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct LayerSet(u16);

impl LayerSet {
    /// No layers.
    pub const EMPTY: Self = Self(0);
    /// All layers.
    pub const ALL: Self = Self((1 << LayerId::ALL.len()) - 1);

    /// The layers that are on by default: all except indirect speech, which covers half of most articles.
    pub const AT_START: Self = Self(Self::ALL.0 & !LayerId::Indirect.bit());

    /// Returns whether the layer is on.
    pub const fn contains(self, layer: LayerId) -> bool {
        self.0 & layer.bit() != 0
    }

    /// Returns whether no layer is on.
    pub const fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// Switches the layer on.
    pub const fn insert(&mut self, layer: LayerId) {
        self.0 |= layer.bit();
    }

    /// Switches the layer off.
    pub const fn remove(&mut self, layer: LayerId) {
        self.0 &= !layer.bit();
    }

    /// Switches the layer on if it is off, and off if it is on.
    pub const fn toggle(&mut self, layer: LayerId) {
        self.0 ^= layer.bit();
    }

    /// Returns the layers that are on, in legend order.
    pub fn iter(self) -> impl Iterator<Item = LayerId> {
        let all = LayerId::ALL.into_iter();
        all.filter(move |layer| self.contains(*layer))
    }
}

impl Default for LayerSet {
    fn default() -> Self {
        Self::AT_START
    }
}

impl FromIterator<LayerId> for LayerSet {
    fn from_iter<I: IntoIterator<Item = LayerId>>(layers: I) -> Self {
        let mut set = Self::EMPTY;
        layers.into_iter().for_each(|layer| set.insert(layer));
        set
    }
}

/// Spans of text with their tags.
///
/// Invariant: spans are sorted, disjoint and not empty. Spans of different layers may cross.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Layer {
    spans: Vec<(ByteRange, Tag)>,
}

impl Layer {
    /// Creates a layer from spans in any order.
    ///
    /// Where two spans overlap, the first is kept (the longer one if both begin together) and the other is cut to begin
    /// after it.
    pub fn new(mut spans: Vec<(ByteRange, Tag)>) -> Self {
        let is_laid = |pair: &[(ByteRange, Tag)]| match pair {
            [(one, _), (other, _)] => one.end() <= other.start(),
            _ => true,
        };
        // Spans usually arrive in order; checking is cheaper than sorting.
        if !spans.windows(2).all(is_laid) {
            spans.sort_by_key(|(range, _)| (range.start(), std::cmp::Reverse(range.end())));
        }
        let mut end = ByteOffset::ZERO;
        for (range, _) in &mut spans {
            *range = ByteRange::new(range.start().max(end), range.end());
            end = end.max(range.end());
        }
        spans.retain(|(range, _)| !range.is_empty());
        Self { spans }
    }

    /// Creates a layer with the same tag on each of `ranges`, which may be in any order.
    pub fn of(tag: Tag, ranges: impl IntoIterator<Item = ByteRange>) -> Self {
        Self::new(ranges.into_iter().map(|range| (range, tag)).collect())
    }

    /// Creates a layer of search matches; `current` is the index of the current match.
    pub fn search(hits: &[ByteRange], current: Option<usize>) -> Self {
        let tag = |n| match current {
            Some(current) if current == n => Tag::CurrentHit,
            _ => Tag::SearchHit,
        };
        let spans = hits.iter().enumerate();
        Self::new(spans.map(|(n, range)| (*range, tag(n))).collect())
    }

    /// Creates the layers for the selected annotation and for the ranges related to it. Two layers, because a run can
    /// be both.
    pub fn focus(selected: ByteRange, related: impl IntoIterator<Item = ByteRange>) -> [Self; 2] {
        [
            Self::of(Tag::Focus, [selected]),
            Self::of(Tag::Related, related),
        ]
    }

    /// Creates a layer that dims `blocks`, the paragraphs without a match of the filter.
    pub fn dimmed(blocks: impl IntoIterator<Item = ByteRange>) -> Self {
        Self::of(Tag::Dimmed, blocks)
    }

    /// Returns the spans in text order.
    pub fn spans(&self) -> &[(ByteRange, Tag)] {
        &self.spans
    }

    /// Returns whether the layer is empty.
    pub fn is_empty(&self) -> bool {
        self.spans.is_empty()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spans_are_sorted_and_made_disjoint() {
        let layer = Layer::of(
            Tag::Person,
            [(5, 9), (0, 3), (2, 6), (7, 8), (4, 4)].map(|(a, b)| ByteRange::of(a, b)),
        );
        let ranges: Vec<_> = layer.spans().iter().map(|(range, _)| *range).collect();
        assert_eq!(
            ranges,
            [(0, 3), (3, 6), (6, 9)].map(|(a, b)| ByteRange::of(a, b))
        );
    }

    #[test]
    fn the_current_hit_is_told_from_the_others() {
        let hits = [ByteRange::of(0, 2), ByteRange::of(4, 6)];
        let tags: Vec<_> = Layer::search(&hits, Some(1))
            .spans()
            .iter()
            .map(|(_, tag)| *tag)
            .collect();
        assert_eq!(tags, [Tag::SearchHit, Tag::CurrentHit]);
    }

    #[test]
    fn layers_have_names_and_toggle() {
        for layer in LayerId::ALL {
            assert_eq!(LayerId::from_name(layer.name()), Some(layer));
            let mut set = LayerSet::ALL;
            set.toggle(layer);
            assert!(!set.contains(layer));
            assert_eq!(set.iter().count(), LayerId::ALL.len() - 1);
            set.toggle(layer);
            assert_eq!(set, LayerSet::ALL);
        }
    }
}
