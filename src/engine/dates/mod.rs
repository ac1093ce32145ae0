//! Owns the search for dates, times, durations and sets, and their TIMEX3 values against the publication date.
//!
//! Reads the pieces of [`super::numbers`]. Calendar arithmetic is jiff's.

mod anchors;
mod calendar;
mod clock;
mod comparisons;
mod four_digits;
mod holidays;
mod length;
mod non_dates;
mod notations;
mod offsets;
mod period_of;
mod ranges;
mod recurrence;
mod relative;
mod tense;
mod timex_value;
mod year;

use jiff::civil::Date;

use super::draft::Found;
use super::numbers::Line;
use super::page::Page;
use crate::annotation::{Confidence, DateExpression, DateKind, DateModifier, RuleId};
use timex_value::Point;

/// What a temporal expression says, and where.
#[derive(Clone, Debug)]
struct Temporal {
    start: usize,
    end: usize,
    kind: DateKind,
    value: String,
    modifier: Option<DateModifier>,
    /// Whether the value had to be left relative.
    is_unresolved: bool,
    anchor: Option<String>,
    /// What later expressions may count from.
    point: Option<Point>,
}

impl Temporal {
    fn new(start: usize, end: usize, kind: DateKind, value: impl Into<String>) -> Self {
        Self {
            start,
            end,
            kind,
            value: value.into(),
            modifier: None,
            is_unresolved: false,
            anchor: None,
            point: None,
        }
    }

    fn at(start: usize, end: usize, point: Point) -> Self {
        Self {
            point: Some(point),
            ..Self::new(start, end, DateKind::Date, point.value())
        }
    }

    /// Returns what something is compared with; what is named later does not count from it.
    fn compared(start: usize, end: usize, point: Point) -> Self {
        Self::new(start, end, DateKind::Date, point.value())
    }

    /// Returns an expression whose value waits for a publication date.
    fn unresolved(start: usize, end: usize, value: impl Into<String>) -> Self {
        Self {
            is_unresolved: true,
            ..Self::new(start, end, DateKind::Date, value)
        }
    }

    fn with(self, modifier: Option<DateModifier>) -> Self {
        Self {
            modifier: modifier.or(self.modifier),
            ..self
        }
    }
}

/// What an expression is read and resolved with.
#[derive(Clone, Copy)]
struct Context<'a> {
    line: Line<'a>,
    /// The publication date.
    published: Option<Date>,
    /// The last date named before in the same sentence.
    before: Option<Point>,
    /// The index after the last date named before in the same sentence.
    before_end: usize,
    /// The last date named before in the text.
    last: Option<Point>,
}

/// A reader of one family of expressions: what begins at a piece, if anything does.
type Reader = fn(&Context<'_>, usize) -> Option<Temporal>;

/// The families, in the order in which they are tried: those whose expressions hold others' come first.
const READERS: &[Reader] = &[
    period_of::find_part_of_period,
    ranges::find_range,
    holidays::find_holiday,
    calendar::find_calendar_date,
    year::find_year,
    relative::find_relative,
    recurrence::find_recurrence,
    anchors::find_anchored,
    length::find_length,
    clock::find_clock_time,
];

/// How many words at most stand in an expression before its first number or word of time.
const LEAD: u8 = 5;

/// Returns the temporal expressions of the page, in order and disjoint.
pub(in crate::engine) fn find_dates(
    page: &Page<'_>,
    by: RuleId,
) -> Vec<Found<Box<DateExpression>>> {
    let mut found = Vec::new();
    let mut last = None;
    page.read_lines(|line| {
        let mut context = Context {
            line,
            published: page.published(),
            before: None,
            before_end: usize::MAX,
            last,
        };
        let mut index = 0;
        while index < line.len() {
            if let Some(end) = holidays::name_end(line, index) {
                index = end.max(index + 1);
                continue;
            }
            let Some(temporal) = at(&context, index) else {
                index += 1;
                continue;
            };
            context.before = temporal.point.or(context.before);
            context.last = temporal.point.or(context.last);
            index = temporal.end.max(index + 1);
            context.before_end = index;
            found.push(Found {
                range: line.range(temporal.start..temporal.end),
                what: Box::new(DateExpression {
                    kind: temporal.kind,
                    value: temporal.value,
                    modifier: temporal.modifier,
                    is_unresolved: temporal.is_unresolved,
                    anchor: temporal.anchor,
                }),
                by,
                confidence: Confidence::percent(90),
            });
        }
        last = context.last;
    });
    found
}

fn at(context: &Context<'_>, index: usize) -> Option<Temporal> {
    if !may_begin(context.line, index) {
        return None;
    }
    let line = context.line;
    let found = READERS.iter().find_map(|reader| reader(context, index))?;
    let is_title =
        line.is_capital(found.start) && non_dates::is_in_title(line, found.start, found.end);
    (!is_title).then_some(found)
}

/// Returns whether an expression may begin with that piece; most words are told by a glance.
fn may_begin(line: Line<'_>, index: usize) -> bool {
    use super::numbers::{AtomClass, Flags};
    let word = line.word(index);
    match line.class(index) {
        AtomClass::Digits => true,
        AtomClass::Mark => matches!(line.raw(index), "½" | "¼" | "¾" | "'" | "’" | "‘"),
        AtomClass::Address => false,
        AtomClass::Word if !line.has_core_within(index, LEAD) => false,
        AtomClass::Word => {
            word.has(
                Flags::TRIGGER
                    .or(Flags::HOLIDAY)
                    .or(Flags::AMOUNT)
                    .or(Flags::DETERMINER)
                    .or(Flags::PREPOSITION)
                    .or(Flags::ADJECTIVE),
            ) || word.cardinal.is_some()
                || word.ordinal.is_some()
                || word.share.is_some()
                || word.period.is_some()
                || word.month.is_some()
                || word.weekday.is_some()
                || word.part.is_some()
                || word.scale.is_some()
        }
    }
}

#[cfg(test)]
mod tests;
