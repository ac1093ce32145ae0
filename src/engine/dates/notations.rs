//! Reads dates in digits or with the year first: "2024-03-01", "3/22/2013", "28.07.2017", "2019 June 4".

use super::day_order::{DayOrder, DayOrderOf};
use super::parts::{DateParts, read_day, read_digits, read_month, read_year};
use crate::annotation::RuleId;
use crate::engine::numbers::{NumericFlags, StepBack, SubtokenClass, SubtokenLine};
use crate::engine::rule::Rule;

/// The rule for days in digits or with the year first.
pub(super) static RULE: Rule = Rule {
    id: RuleId("dates/notation"),
    summary: "A day in digits or with the year first: 2024-03-01, 28.07.2017, 3/22/2013.",
    needs: &[],
    finds: &[
        "The form is dated ⟦28.07.2017⟧ and unsigned.",
        "The log ends on ⟦2019-11-04⟧.",
        "The permit of ⟦2018 June 4⟧ has expired.",
    ],
    silent: &[
        "Version 28.07.2017 of the software is out.",
        "They won 3-2 and lost 4/5 of their points.",
    ],
};

/// Returns the parts of a day in digits or with the year first.
pub(super) fn find_notation(
    line: SubtokenLine<'_>,
    index: usize,
    order: &DayOrderOf<'_>,
) -> Option<DateParts> {
    if line.class(index) != SubtokenClass::Digits {
        return None;
    }
    read_iso_date(line, index)
        .or_else(|| read_slashed_date(line, index, order))
        .or_else(|| year_first(line, index))
        .or_else(|| read_dotted_date(line, index))
}

/// Reads "2024-03-01".
fn read_iso_date(line: SubtokenLine<'_>, index: usize) -> Option<DateParts> {
    let is_iso = line.is_hyphen(index + 1)
        && line.is_hyphen(index + 3)
        && line.raw(index).len() == 4
        && line.raw(index + 4).len() == 2;
    if !is_iso {
        return None;
    }
    Some(DateParts {
        year: Some(year_of_iso(line, index)?),
        month: i8::try_from(read_digits(line, index + 2, 2)?).ok(),
        day: i8::try_from(read_digits(line, index + 4, 2)?).ok(),
        end: index + 5,
    })
}

fn year_of_iso(line: SubtokenLine<'_>, index: usize) -> Option<i16> {
    read_digits(line, index, 4).filter(|year| (1000..=2199).contains(year))
}

/// Reads "3/22/2013", "22/3/2013", "22.03.2013".
fn read_slashed_date(
    line: SubtokenLine<'_>,
    index: usize,
    order: &DayOrderOf<'_>,
) -> Option<DateParts> {
    let is_slashed = line.raw(index + 1) == "/"
        && line.raw(index + 3) == "/"
        && (1..5).all(|n| line.is_glued(index + n))
        && (!line.is_glued(index + 5)
            || line.class(index + 5) == SubtokenClass::Mark && line.raw(index + 5) != "/");
    if !is_slashed {
        return None;
    }
    let (one, two) = (
        read_digits(line, index, 2)?,
        read_digits(line, index + 2, 2)?,
    );
    let year = read_digits(line, index + 4, 4)?;
    let year = if line.raw(index + 4).len() == 2 {
        if year < 70 { 2000 + year } else { 1900 + year }
    } else {
        year
    };
    let is_ambiguous = one <= 12 && two <= 12 && one != two;
    let order = if is_ambiguous {
        order.get()
    } else {
        DayOrder::MonthFirst
    };
    // Without evidence neither reading is better: the year alone is sure.
    if order == DayOrder::Unknown {
        return Some(DateParts {
            year: Some(year),
            month: None,
            day: None,
            end: index + 5,
        });
    }
    let is_day_first = one > 12 || order == DayOrder::DayFirst;
    let (month, day) = if is_day_first { (two, one) } else { (one, two) };
    Some(DateParts {
        year: Some(year),
        month: i8::try_from(month).ok(),
        day: i8::try_from(day).ok(),
        end: index + 5,
    })
}

/// Reads "2024/3/1", "2019 June 4".
fn year_first(line: SubtokenLine<'_>, index: usize) -> Option<DateParts> {
    let is_slashed = line.raw(index + 1) == "/"
        && line.raw(index + 3) == "/"
        && (1..5).all(|n| line.is_glued(index + n))
        && (!line.is_glued(index + 5)
            || line.class(index + 5) == SubtokenClass::Mark && line.raw(index + 5) != "/");
    if is_slashed {
        return Some(DateParts {
            year: Some(year_of_iso(line, index).filter(|_| line.raw(index).len() == 4)?),
            month: i8::try_from(read_digits(line, index + 2, 2)?).ok(),
            day: i8::try_from(read_digits(line, index + 4, 2)?).ok(),
            end: index + 5,
        });
    }
    let year = read_year(line, index).filter(|_| line.raw(index).len() == 4)?;
    let month = read_month(line, index + 1).filter(|_| line.gap(index + 1) == " ")?;
    let (day, end) = read_day(line, index + 2)?;
    // "In 2019 June 4, 2020 was …" is no date in this order.
    let has_other = line.raw(end) == "," && read_year(line, end + 1).is_some();
    (!has_other).then_some(DateParts {
        year: Some(year),
        month: Some(month),
        day: Some(day),
        end,
    })
}

/// Reads "28.07.2017", which is a single subtoken.
fn read_dotted_date(line: SubtokenLine<'_>, index: usize) -> Option<DateParts> {
    let raw = line.raw(index);
    if line.class(index) != SubtokenClass::Digits || !(8..=10).contains(&raw.len()) {
        return None;
    }
    let (one, rest) = raw.split_once('.')?;
    let (two, year) = rest.split_once('.')?;
    let is_date = one.len() <= 2 && two.len() <= 2 && year.len() == 4;
    let is_open = line.is_glued(index + 1) && line.class(index + 1) != SubtokenClass::Mark
        || line.is_glued(index) && index > 0 && line.raw(index.back(1)) != "(";
    if !is_date || is_open || line.has(index.back(1), NumericFlags::DESIGNATOR) {
        return None;
    }
    let (one, two): (i8, i8) = (one.parse().ok()?, two.parse().ok()?);
    let (day, month) = if two > 12 { (two, one) } else { (one, two) };
    let year = year
        .parse()
        .ok()
        .filter(|year| (1000..=2199).contains(year))?;
    Some(DateParts {
        year: Some(year),
        month: Some(month),
        day: Some(day),
        end: index + 1,
    })
}
