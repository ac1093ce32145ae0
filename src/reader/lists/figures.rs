//! The list of figures and dates: the value, what it counts, and the sentence.

use super::figure_order::FigureOrder;
use super::list_builder::{ListBuilder, ListInput};
use super::list_row::{EntryKey, RowContent};
use super::value_format::{comparison_value, describe_date, describe_figure};
use crate::annotation::Annotation;
use crate::text::ByteRange;

/// The maximum number of rows for the sentence in an opened entry.
const MAX_OPENED_ROWS: usize = 8;

pub(super) fn build_figure_list(source: &ListInput<'_>, draft: &mut ListBuilder) {
    let items = source.findings.annotations.items().iter();
    let mut shown: Vec<(&'static str, &Annotation)> = items
        .filter_map(|item| Some((item.kind.value_kind()?, item)))
        .filter(|(kind, _)| source.options.figure_kind.is_none_or(|only| only == *kind))
        .filter(|(_, item)| source.kept.has_sentence_at(source.article, item.range))
        .collect();
    match source.options.figure_order {
        FigureOrder::Text => {
            for (kind, item) in shown {
                add_figure(source, kind, item, draft);
            }
            return;
        }
        FigureOrder::Timeline => {
            add_timeline(source, &shown, draft);
            return;
        }
        FigureOrder::Kind => shown.sort_by_key(|(kind, _)| kind_rank(kind)),
        FigureOrder::Size => shown.sort_by_cached_key(|(kind, item)| {
            let (unit, size) = comparison_value(item);
            (kind_rank(kind), unit, std::cmp::Reverse(size))
        }),
    }
    add_groups(source, &shown, draft);
}

/// Adds the dates that have a calendar position, in chronological order, grouped by year.
fn add_timeline(
    source: &ListInput<'_>,
    shown: &[(&'static str, &Annotation)],
    draft: &mut ListBuilder,
) {
    let place = |item: &Annotation| calendar_position(&item.kind.date()?.value);
    let mut dates: Vec<_> = shown
        .iter()
        .filter_map(|(kind, item)| Some((place(item)?, *kind, *item)))
        .collect();
    dates.sort_by_key(|(place, _, item)| (*place, item.range.start()));
    for year in dates.chunk_by(|one, other| one.0.0 == other.0.0) {
        if let Some((place, _, _)) = year.first() {
            draft.group(place.0.to_string(), year.len());
        }
        for (_, kind, item) in year {
            add_figure(source, kind, item, draft);
        }
    }
}

/// Returns the year and approximate day of the year of a TIMEX3 value, for sorting. `None` if the value has no
/// calendar position, such as a duration.
///
/// A decade or century (`199`, `19`) counts as its first year. A month counts as 31 days, a quarter as 91 and a
/// half-year as 182: good enough to order values, since ties keep text order.
fn calendar_position(value: &str) -> Option<(u16, u16)> {
    let mut parts = value.split(['-', 'T']);
    let first = parts.next()?;
    let n_missing = 4_u32.checked_sub(u32::try_from(first.len()).ok()?)?;
    let year = first
        .parse::<u16>()
        .ok()?
        .checked_mul(10_u16.pow(n_missing))?;
    // Seasons of the northern hemisphere: they start in March, June, September and December.
    let day = match parts.next().map(|part| (part, part.get(1..))) {
        None => 0,
        Some(("SP", _)) => 60,
        Some(("SU", _)) => 152,
        Some(("FA", _)) => 244,
        Some(("WI", _)) => 335,
        Some((part, Some(n))) if part.starts_with('W') => parse_offset(n)?.checked_mul(7)?,
        Some((part, Some(n))) if part.starts_with('Q') => parse_offset(n)?.checked_mul(91)?,
        Some((part, Some(n))) if part.starts_with('H') => parse_offset(n)?.checked_mul(182)?,
        Some((month, _)) => {
            let day = parts.next().and_then(|day| day.parse::<u16>().ok());
            parse_offset(month)?
                .checked_mul(31)?
                .checked_add(day.unwrap_or(0))?
        }
    };
    Some((year, day))
}

/// Returns `n - 1` for the written number `n`: the number of whole months, weeks or quarters before it.
fn parse_offset(n: &str) -> Option<u16> {
    n.parse::<u16>().ok()?.checked_sub(1)
}

fn add_groups(
    source: &ListInput<'_>,
    shown: &[(&'static str, &Annotation)],
    draft: &mut ListBuilder,
) {
    for group in shown.chunk_by(|one, other| one.0 == other.0) {
        if let Some((kind, _)) = group.first() {
            draft.group(capitalize_name(kind), group.len());
        }
        for (kind, item) in group {
            add_figure(source, kind, item, draft);
        }
    }
}

/// Returns the position of a kind in the list. Kinds that readers look for most, such as money, come first.
fn kind_rank(kind: &str) -> usize {
    const KIND_ORDER: [&str; 14] = [
        "money", "percent", "points", "count", "quantity", "number", "fraction", "ordinal", "age",
        "score", "date", "time", "duration", "set",
    ];
    KIND_ORDER
        .iter()
        .position(|known| *known == kind)
        .unwrap_or(KIND_ORDER.len())
}

fn capitalize_name(name: &str) -> String {
    let mut chars = name.chars();
    let first = chars.next().map(|c| c.to_ascii_uppercase());
    first.into_iter().chain(chars).collect()
}

fn add_figure(
    source: &ListInput<'_>,
    kind: &'static str,
    item: &Annotation,
    draft: &mut ListBuilder,
) {
    let key = EntryKey::Item(item.id);
    draft.entry(key, item.range);
    let figure = item.kind.figure();
    let date = item.kind.date();
    let value = figure.map(describe_figure).or(date.map(describe_date));
    let of = figure.and_then(|figure| figure.of);
    let words = of.map_or_else(|| source.words(item.range), |of| counted_words(source, of));
    draft.part(RowContent::Value {
        value: value.unwrap_or_default(),
        of: words,
        kind,
        is_date: date.is_some(),
    });
    if source.is_opened(key) {
        let width = source.width.saturating_sub(4);
        draft.details(&format!("“{}”", source.words(item.range)), width, 2);
        if let Some(figure) = figure {
            let exact = [figure.long_form(), figure.converted()];
            let exact: Vec<_> = exact.into_iter().flatten().collect();
            if !exact.is_empty() {
                draft.details(&exact.join(" · "), width, 2);
            }
        }
        draft.details(&source.sentence(item.range.start()), width, MAX_OPENED_ROWS);
    }
}

fn counted_words(source: &ListInput<'_>, of: ByteRange) -> String {
    source.words(of)
}

#[cfg(test)]
mod tests {
    use super::calendar_position;

    #[test]
    fn dates_stand_in_the_order_of_the_calendar() {
        let values = [
            "199",
            "2013-Q1",
            "2013-W20",
            "2013-SU",
            "2013-08",
            "2013-08-09",
            "2013-12-31T10:00",
            "2014",
        ];
        let places: Vec<_> = values
            .iter()
            .map(|value| calendar_position(value))
            .collect();
        assert!(places.is_sorted(), "{places:?}");
        assert_eq!(places[0], Some((1990, 0)));
    }

    #[test]
    fn what_has_no_place_in_a_calendar_stays_away() {
        for value in [
            "PRESENT_REF",
            "P3W",
            "XXXX-WXX-1",
            "",
            "20131",
            "2013-WXX",
            "é",
        ] {
            assert_eq!(calendar_position(value), None, "{value}");
        }
    }
}
