//! Reads ranges whose ends share their month or year: "3-7 June", "June 9-12, 2027", "April-June 2024", "1975 Nov-Dec".

use jiff::civil::Date;

use super::calendar::resolved_year;
use super::parts::{read_day, read_month, read_year};
use super::temporal::{DateContext, TemporalExpression};
use super::timex_value::CalendarSpan;
use crate::annotation::{DateKind, RuleId};
use crate::engine::numbers::{GrammarWord, StepBack, SubtokenLine};
use crate::engine::rule::Rule;

/// Both ends of a range as written, with the month and year that they share.
struct RangeEnds {
    year: Option<i16>,
    months: (i8, i8),
    days: Option<(i8, i8)>,
    end: usize,
}

/// The rule for ranges whose ends share their month or year.
pub(super) static RULE: Rule = Rule {
    id: RuleId("dates/shared-range"),
    summary: "Two days or months that share their month or year: 3-7 June, April-June 2024.",
    needs: &[],
    finds: &[
        "The fair runs on ⟦3-7 June⟧.",
        "It rained on ⟦March 9–12, 2021⟧.",
        "Exports fell in ⟦Nov-Feb 2020⟧.",
    ],
    silent: &["Kast won 3-2 and read pages 3-7.", "He left on 3 June."],
};

/// Returns the range that begins at subtoken `index`.
pub(super) fn find_range(context: &DateContext<'_>, index: usize) -> Option<TemporalExpression> {
    let line = context.line;
    let ends = days_then_month(line, index)
        .or_else(|| month_then_days(line, index))
        .or_else(|| year_then_months(line, index))
        .or_else(|| read_month_range(line, index))?;
    resolve_range(context, index, &ends)
}

/// Returns the index after a dash with or without spaces, after "to", or after "and" if "between" precedes `start`.
fn end_of_connector(line: SubtokenLine<'_>, start: usize, at: usize) -> Option<usize> {
    let is_between = line.is_a(start.back(1), GrammarWord::Between);
    if is_between && line.is_a(at, GrammarWord::And) {
        return Some(at + 1);
    }
    let is_dash = line.is_dash(at) && line.is_glued(at) == line.is_glued(at + 1);
    (is_dash || line.is_a(at, GrammarWord::To)).then_some(at + 1)
}

/// Reads "3-7 June 2025", "3 to 7 June", "the 3rd to 7th of June".
fn days_then_month(line: SubtokenLine<'_>, index: usize) -> Option<RangeEnds> {
    let is_open = line.is_glued(index) && index > 0 && line.raw(index.back(1)) != "(";
    if is_open {
        return None;
    }
    let (first, at) = read_day(line, index)?;
    let (last, at) = read_day(line, end_of_connector(line, index, at)?)?;
    let at = if line.is_a(at, GrammarWord::Of) {
        at + 1
    } else {
        at
    };
    let month = read_month(line, at)?;
    let (year, end) = year_after(line, at + 1);
    (first < last).then_some(RangeEnds {
        year,
        months: (month, month),
        days: Some((first, last)),
        end,
    })
}

/// Reads "June 9-12, 2027", "Sept. 14 to 16".
fn month_then_days(line: SubtokenLine<'_>, index: usize) -> Option<RangeEnds> {
    let month = read_month(line, index)?;
    let (first, at) = read_day(line, index + 1)?;
    let (last, at) = read_day(line, end_of_connector(line, index, at)?)?;
    // "June 9 to 12 July" has two months.
    let is_other = read_month(line, at).is_some();
    let (year, end) = year_after(line, at);
    (first < last && !is_other).then_some(RangeEnds {
        year,
        months: (month, month),
        days: Some((first, last)),
        end,
    })
}

/// Reads "April-June 2024", "Nov-Dec".
fn read_month_range(line: SubtokenLine<'_>, index: usize) -> Option<RangeEnds> {
    let first = read_month(line, index)?;
    if !line.is_hyphen(index + 1) {
        return None;
    }
    let last = read_month(line, index + 2)?;
    let is_day = read_day(line, index + 3).is_some();
    let (year, end) = year_after(line, index + 3);
    (first != last && !is_day).then_some(RangeEnds {
        year,
        months: (first, last),
        days: None,
        end,
    })
}

/// Reads "1975 Nov-Dec".
fn year_then_months(line: SubtokenLine<'_>, index: usize) -> Option<RangeEnds> {
    let year = read_year(line, index)?;
    let ends = read_month_range(line, index + 1).filter(|ends| ends.year.is_none())?;
    Some(RangeEnds {
        year: Some(year),
        ..ends
    })
}

/// Returns the year after a month or day, and the index after both.
fn year_after(line: SubtokenLine<'_>, at: usize) -> (Option<i16>, usize) {
    let next = if line.raw(at) == "," { at + 1 } else { at };
    match read_year(line, next) {
        Some(year) => (Some(year), next + 1),
        None => (None, at),
    }
}

fn resolve_range(
    context: &DateContext<'_>,
    index: usize,
    ends: &RangeEnds,
) -> Option<TemporalExpression> {
    let (first, last) = ends.months;
    let written = ends.year.or_else(|| {
        let day = ends.days.map(|(_, last)| last);
        resolved_year(context, index..ends.end, last, day)
    });
    let Some(year) = written else {
        let value = match ends.days {
            Some((from, to)) => format!("XXXX-{first:02}-{from:02}/XXXX-{last:02}-{to:02}"),
            None => format!("XXXX-{first:02}/XXXX-{last:02}"),
        };
        return Some(TemporalExpression::unresolved(index, ends.end, value));
    };
    // The year stands with the last month; "Nov-Feb 2024" begins in the year before.
    let is_led = ends.year.is_some() && read_year(context.line, index).is_some();
    let (first_year, last_year) = match (first > last, is_led) {
        (true, true) => (year, year + 1),
        (true, false) => (year - 1, year),
        (false, _) => (year, year),
    };
    let (from, to) = match ends.days {
        Some((from, to)) => (
            CalendarSpan::Day(Date::new(first_year, first, from).ok()?),
            CalendarSpan::Day(Date::new(last_year, last, to).ok()?),
        ),
        None => (
            CalendarSpan::Month(first_year, first),
            CalendarSpan::Month(last_year, last),
        ),
    };
    let value = format!("{}/{}", from.value(), to.value());
    let mut found = TemporalExpression::new(index, ends.end, DateKind::Date, value);
    found.point = Some(to);
    Some(found)
}
