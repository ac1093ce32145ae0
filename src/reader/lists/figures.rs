//! The list of figures and dates: the value, what it counts, and the sentence.

use super::figure_order::FigureOrder;
use super::figure_rows::{FigureColumns, FigureText};
use super::list_builder::{ListBuilder, ListInput};
use super::list_row::EntryKey;
use crate::annotation::{Annotation, DateExpression, Decimal, Figure, Unit};

/// The maximum number of rows for the sentence in an opened entry.
const MAX_OPENED_ROWS: usize = 8;

/// A figure or date with the name of its kind.
type KindItem<'a> = (&'static str, &'a Annotation);

pub(super) fn build_figure_list(source: &ListInput<'_>, draft: &mut ListBuilder) {
    let items = source.findings.annotations.items().iter();
    let mut shown: Vec<KindItem<'_>> = items
        .filter_map(|item| Some((item.kind.value_kind()?, item)))
        .filter(|(_, item)| source.options.has(&item.kind))
        .filter(|(_, item)| source.kept.has_sentence_at(source.article, item.range))
        .collect();
    match source.options.figure_order {
        FigureOrder::Text => add_groups(source, &shown, |_| None, draft),
        FigureOrder::Timeline => add_timeline(source, &shown, draft),
        FigureOrder::Kind => {
            shown.sort_by_key(|(kind, _)| kind_rank(kind));
            add_groups(
                source,
                &shown,
                |(kind, _)| Some(capitalize_name(kind)),
                draft,
            );
        }
        FigureOrder::Size => {
            shown.sort_by_cached_key(|(kind, item)| {
                let (unit, size) = comparison_value(item);
                (kind_rank(kind), unit, std::cmp::Reverse(size))
            });
            add_groups(
                source,
                &shown,
                |(kind, _)| Some(capitalize_name(kind)),
                draft,
            );
        }
    }
}

/// Adds the figures and dates. Consecutive ones with the same heading form a group; without a heading there are none.
fn add_groups(
    source: &ListInput<'_>,
    shown: &[KindItem<'_>],
    heading: impl Fn(&KindItem<'_>) -> Option<String>,
    draft: &mut ListBuilder,
) {
    let texts: Vec<_> = shown
        .iter()
        .map(|(_, item)| FigureText::of(source, item))
        .collect();
    // The headings of groups name the kinds, and in a timeline all are dates.
    let has_kinds = source.options.figure_order == FigureOrder::Text;
    let columns = FigureColumns::of(source.width, has_kinds, &texts);
    let mut texts = texts.iter();
    for group in shown.chunk_by(|one, other| heading(one) == heading(other)) {
        if let Some(title) = group.first().and_then(&heading) {
            draft.group(title, group.len());
        }
        for (item, text) in group.iter().zip(&mut texts) {
            add_figure(source, *item, (&columns, text), draft);
        }
    }
}

/// Adds the dates that have a calendar position, in chronological order, grouped by year.
fn add_timeline(source: &ListInput<'_>, shown: &[KindItem<'_>], draft: &mut ListBuilder) {
    let place = |item: &Annotation| calendar_position(&item.kind.date()?.value);
    let mut dates: Vec<_> = shown
        .iter()
        .filter_map(|(kind, item)| Some((place(item)?, *kind, *item)))
        .collect();
    dates.sort_by_key(|(place, _, item)| (*place, item.range.start()));
    let dates: Vec<_> = dates
        .into_iter()
        .map(|(_, kind, item)| (kind, item))
        .collect();
    let year = |(_, item): &KindItem<'_>| place(item).map(|(year, _)| year.to_string());
    add_groups(source, &dates, year, draft);
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

/// Returns the sort key for comparing figures by size: the unit, then the amount. A range counts by its upper bound.
fn comparison_value(item: &Annotation) -> (String, Option<Decimal>) {
    let Some(figure) = item.kind.figure() else {
        return (String::new(), None);
    };
    let unit = match &figure.unit {
        Some(Unit::Noun(_)) | None => String::new(),
        Some(unit) => unit.name().to_owned(),
    };
    let (_, highest) = figure.amount.bounds();
    (unit, Some(highest))
}

fn add_figure(
    source: &ListInput<'_>,
    (kind, item): KindItem<'_>,
    (columns, text): (&FigureColumns, &FigureText),
    draft: &mut ListBuilder,
) {
    let key = EntryKey::Item(item.id);
    draft.entry(key, item.range);
    for row in columns.rows(text, kind, item.kind.date().is_some()) {
        draft.part(row);
    }
    if source.is_opened(key) {
        add_figure_details(source, (kind, item), text, draft);
    }
}

/// Adds the kind, the words of the article, the exact amount and the sentence.
fn add_figure_details(
    source: &ListInput<'_>,
    (kind, item): KindItem<'_>,
    text: &FigureText,
    draft: &mut ListBuilder,
) {
    let width = source.width.saturating_sub(4);
    let words = source.words(item.range);
    let figure = item.kind.figure();
    let date = item.kind.date();
    let parts = [
        Some(kind.to_owned()),
        (text.value != words).then(|| format!("“{words}”")),
        figure
            .and_then(Figure::long_form)
            .filter(|long| *long != words),
        figure.and_then(Figure::converted),
        date.and_then(DateExpression::anchor_in_words),
        date.filter(|date| date.is_unresolved)
            .map(|_| "the day that it is counted from is not known".to_owned()),
    ];
    let known: Vec<_> = parts.into_iter().flatten().collect();
    draft.details(&known.join(" · "), width, 3);
    draft.details(&source.sentence(item.range.start()), width, MAX_OPENED_ROWS);
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
