//! The list of figures and dates: the value, what it counts, its sentence.

use super::value::{describe_date, describe_figure, size_of};
use super::{Draft, EntryKey, Part, Source};
use crate::annotation::{Annotation, Kind};
use crate::text::ByteRange;

/// How many rows a sentence takes in an opened entry.
const OPENED_ROWS: usize = 8;

/// How figures are ordered.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum FigureOrder {
    /// As in the text.
    #[default]
    Text,
    /// By kind, as in the text within a kind.
    Kind,
    /// By kind and unit, largest first.
    Size,
}

impl FigureOrder {
    /// Returns the next one.
    pub const fn next(self) -> Self {
        match self {
            Self::Text => Self::Kind,
            Self::Kind => Self::Size,
            Self::Size => Self::Text,
        }
    }

    /// Says how figures are ordered.
    pub const fn told(self) -> &'static str {
        match self {
            Self::Text => "Figures in text order",
            Self::Kind => "Figures by kind",
            Self::Size => "Figures by kind, largest first",
        }
    }
}

/// Returns the name of what a figure or date is; nothing for other annotations.
pub(in crate::reader) fn figure_kind(item: &Annotation) -> Option<&'static str> {
    match &item.kind {
        Kind::Figure(figure) => Some(figure.kind.name()),
        Kind::Date(date) => Some(date.kind.name()),
        _ => None,
    }
}

pub(super) fn build(source: &Source<'_>, draft: &mut Draft) {
    let items = source.findings.annotations.items().iter();
    let mut shown: Vec<(&'static str, &Annotation)> = items
        .filter_map(|item| Some((figure_kind(item)?, item)))
        .filter(|(kind, _)| source.options.figure_kind.is_none_or(|only| only == *kind))
        .filter(|(_, item)| source.kept.has_sentence_at(source.article, item.range))
        .collect();
    match source.options.figure_order {
        FigureOrder::Text => {
            for (kind, item) in shown {
                entry(source, kind, item, draft);
            }
            return;
        }
        FigureOrder::Kind => shown.sort_by_key(|(kind, _)| rank(kind)),
        FigureOrder::Size => shown.sort_by_cached_key(|(kind, item)| {
            let (unit, size) = size_of(item);
            (rank(kind), unit, std::cmp::Reverse(size))
        }),
    }
    for group in shown.chunk_by(|one, other| one.0 == other.0) {
        if let Some((kind, _)) = group.first() {
            draft.group(capitalised(kind), group.len());
        }
        for (kind, item) in group {
            entry(source, kind, item, draft);
        }
    }
}

/// What readers look for first stands first.
fn rank(kind: &str) -> usize {
    const ORDER: [&str; 14] = [
        "money", "percent", "points", "count", "quantity", "number", "fraction", "ordinal", "age",
        "score", "date", "time", "duration", "set",
    ];
    ORDER
        .iter()
        .position(|known| *known == kind)
        .unwrap_or(ORDER.len())
}

fn capitalised(name: &str) -> String {
    let mut chars = name.chars();
    let first = chars.next().map(|c| c.to_ascii_uppercase());
    first.into_iter().chain(chars).collect()
}

fn entry(source: &Source<'_>, kind: &'static str, item: &Annotation, draft: &mut Draft) {
    let key = EntryKey::Item(item.id);
    draft.entry(key, item.range);
    let (value, of) = match &item.kind {
        Kind::Figure(figure) => (describe_figure(figure), figure.of),
        Kind::Date(date) => (describe_date(date), None),
        _ => return,
    };
    let words = of.map_or_else(|| source.words(item.range), |of| counted(source, of));
    draft.part(Part::Value {
        value,
        of: words,
        kind,
        is_date: matches!(item.kind, Kind::Date(_)),
    });
    if source.is_opened(key) {
        let width = source.width.saturating_sub(4);
        draft.details(&format!("“{}”", source.words(item.range)), width, 2);
        draft.details(&source.sentence(item.range.start()), width, OPENED_ROWS);
    }
}

fn counted(source: &Source<'_>, of: ByteRange) -> String {
    source.words(of)
}
