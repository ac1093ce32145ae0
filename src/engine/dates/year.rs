//! Reads years, decades, centuries, quarters and half-years: "2019", "the 1990s", "2023-24", "the third quarter of
//! 2012".

use super::four_digits::{is_counted, is_year};
use super::non_dates;
use super::parts::{is_the_year, read_ordinal, read_portion, read_year, short_year, year_behind};
use super::temporal::{Certainty, DateContext, TemporalExpression};
use super::tense::{Tense, read_tense};
use super::timex_value::CalendarSpan;
use crate::annotation::{DateKind, DateModifier, RuleId};
use crate::engine::numbers::{GrammarWord, Period, StepBack, SubtokenClass, SubtokenLine};
use crate::engine::rule::Rule;

/// The rule for years.
pub(super) static YEAR: Rule = Rule {
    id: RuleId("dates/year"),
    summary: "A year: 2019, early 2012, 2023-24, nineteen ninety-six.",
    needs: &[],
    finds: &[
        "The plant opened in ⟦1987⟧.",
        "The ⟦2022-23⟧ season was short.",
        "It shut in ⟦nineteen ninety-six⟧.",
    ],
    silent: &["It costs $1995.", "He ran 1500 metres."],
};

/// The rule for decades and centuries.
pub(super) static ERA: Rule = Rule {
    id: RuleId("dates/decade-or-century"),
    summary: "A decade or century: the 1990s, the late 1980s, the 19th century.",
    needs: &[],
    finds: &[
        "The mill closed in ⟦the late 1980s⟧.",
        "The chapel is from ⟦the 19th century⟧.",
    ],
    silent: &["He is in his nineties.", "The 19th runner fell."],
};

/// The rule for quarters and half-years.
pub(super) static YEAR_PART: Rule = Rule {
    id: RuleId("dates/quarter-or-half"),
    summary: "A quarter or half of a year: the third quarter of 2012, Q3, H1.",
    needs: &[],
    finds: &[
        "⟦The third quarter of 2012⟧ was poor.",
        "Orders fell in ⟦Q3⟧.",
    ],
    silent: &[
        "They scored in the first half.",
        "He lost the quarter-final.",
    ],
};

/// The rule for a year that ends in a given month ("the year to January").
pub(super) static YEAR_TO: Rule = Rule {
    id: RuleId("dates/year-to-month"),
    summary: "A year up to a month: the year to March.",
    needs: &[],
    finds: &[
        "Exports fell in ⟦the year to March⟧.",
        "Profit rose in ⟦the year ended June 2019⟧.",
    ],
    silent: &[
        "The year to remember is over.",
        "He gave the year to charity.",
    ],
};

/// Returns the year that begins at subtoken `index`.
pub(super) fn find_year(context: &DateContext<'_>, index: usize) -> Option<TemporalExpression> {
    read_plain_year(context, index).or_else(|| read_short_year(context, index))
}

/// Reads "'58" after a preposition: "the class of '92", "back in '68".
fn read_short_year(context: &DateContext<'_>, index: usize) -> Option<TemporalExpression> {
    let is_led = context
        .line
        .is_a(index.back(1), GrammarWord::YearPreposition)
        || context.line.is_a(index.back(1), GrammarWord::Of);
    let (year, end) = short_year(context, index).filter(|_| is_led)?;
    Some(TemporalExpression::at(index, end, CalendarSpan::Year(year)).settled(Certainty::Nearest))
}

/// Returns the decade or century that begins at subtoken `index`.
pub(super) fn find_era(context: &DateContext<'_>, index: usize) -> Option<TemporalExpression> {
    read_century(context.line, index).or_else(|| read_decade(context, index))
}

/// Reads "2019", "early 2012", "the year 2000", "fiscal 2013", "2023-24".
fn read_plain_year(context: &DateContext<'_>, index: usize) -> Option<TemporalExpression> {
    let line = context.line;
    let (modifier, mut at) = read_portion(line, index);
    if line.is_a(at, GrammarWord::YearKind) && line.is_one(at + 1, Period::Year) {
        at += 2;
    } else if line.is_a(at, GrammarWord::YearKind) {
        at += 1;
    } else if is_the_year(line, at) {
        at += 2;
    } else if line.is_one(at, Period::Year) {
        at += 1;
    }
    let is_led = at > index;
    if let Some((year, end)) = in_words(line, at) {
        return Some(
            TemporalExpression::at(index, end, CalendarSpan::Year(year))
                .settled(Certainty::Written)
                .with(modifier),
        );
    }
    let first = read_year(line, at)?;
    if non_dates::is_numbered(line, at) && context.drops(&non_dates::NUMBERED, at..at + 1) {
        return None;
    }
    // "2024-3100" is another number.
    let is_longer = line.is_hyphen(at + 1) && line.class(at + 2) == SubtokenClass::Digits;
    if is_longer && read_second_year(line, at, first).is_none() {
        return None;
    }
    let before = at.back(1);
    if line.is_glued(at)
        && !(line.is_dash(before) || matches!(line.raw(before), "(" | "“" | "\"" | "/" | "‘" | "["))
    {
        return None;
    }
    let is_count = !is_led && !is_year(line, at, first);
    if is_count && context.drops(&non_dates::COUNTED, at..at + 1) {
        return None;
    }
    if let Some((last, end)) = read_second_year(line, at, first) {
        let value = format!("{first}/{last}");
        let mut found = TemporalExpression::new(index, end, DateKind::Date, value);
        found.point = Some(CalendarSpan::Year(last));
        return Some(found);
    }
    Some(
        TemporalExpression::at(index, at + 1, CalendarSpan::Year(first))
            .settled(Certainty::Written)
            .with(modifier),
    )
}

/// Reads "nineteen ninety-six", "twenty twenty-four" after a preposition.
fn in_words(line: SubtokenLine<'_>, at: usize) -> Option<(i16, usize)> {
    let century = line.word(at).cardinal.filter(|n| (13..=20).contains(n))?;
    let is_led = line.is_a(at.back(1), GrammarWord::WordYearLead);
    let next = line.word(at + 1).cardinal.filter(|n| *n >= 10)?;
    let unit = line.behind_hyphen(at + 2);
    let (low, end) = match line.word(unit).cardinal {
        Some(n) if next >= 20 && (1..10).contains(&n) => (next + n, unit + 1),
        _ => (next, at + 2),
    };
    let is_count = line.is_hyphen(end)
        || line.word(end).scale.is_some()
        || line.word(end).period.is_some()
        || is_counted(line, end);
    (is_led && !is_count).then_some((i16::from(century) * 100 + i16::from(low), end))
}

/// Reads the second year of "2023-24", "1914-1918".
fn read_second_year(line: SubtokenLine<'_>, index: usize, first: i16) -> Option<(i16, usize)> {
    let is_joined = (line.is_dash(index + 1) || line.raw(index + 1) == "/")
        && line.is_glued(index + 1)
        && line.is_glued(index + 2);
    if !is_joined || line.class(index + 2) != SubtokenClass::Digits || line.is_hyphen(index + 3) {
        return None;
    }
    let raw = line.raw(index + 2);
    let last: i16 = match raw.len() {
        2 => first / 100 * 100 + raw.parse::<i16>().ok()?,
        4 => raw.parse().ok()?,
        _ => return None,
    };
    (first < last && last <= 2199).then_some((last, index + 3))
}

/// Reads "the 1990s", "the late 1980s", "the nineties", "the '60s".
fn read_decade(context: &DateContext<'_>, index: usize) -> Option<TemporalExpression> {
    let line = context.line;
    let start = if line.is_a(index, GrammarWord::The) {
        index + 1
    } else {
        index
    };
    let (modifier, at) = read_portion(line, start);
    if line.class(at) == SubtokenClass::Digits {
        let raw = line.raw(at);
        let is_decade =
            raw.len() == 4 && raw.ends_with('0') && raw.bytes().all(|b| b.is_ascii_digit());
        let end = end_of_plural(line, at + 1)?;
        let first: i16 = raw.parse().ok().filter(|_| {
            is_decade
                && (!line.is_glued(at) || line.is_dash(at.back(1)) || line.raw(at.back(1)) == "(")
        })?;
        (1000..2100).contains(&first).then_some(())?;
        return Some(
            TemporalExpression::at(index, end, CalendarSpan::Decade(first / 10))
                .settled(Certainty::Written)
                .with(modifier),
        );
    }
    let is_short = matches!(line.raw(at), "'" | "’" | "‘")
        && line.is_glued(at + 1)
        && line.raw(at + 1).len() == 2;
    let tens: i16 =
        if is_short && line.is_glued(at + 2) && line.is_a(at + 2, GrammarWord::PossessiveS) {
            let raw = line.raw(at + 1);
            raw.parse().ok().filter(|_| raw.ends_with('0'))?
        } else {
            let owned = line.is_a(index.back(1), GrammarWord::PossessiveDeterminer);
            let found: i16 = line.word(at).decade?.into();
            if owned || at == index || start == index {
                return None;
            }
            found
        };
    let end = if is_short { at + 3 } else { at + 1 };
    let century = if tens < 20 && is_short { 200 } else { 190 };
    Some(
        TemporalExpression::at(index, end, CalendarSpan::Decade(century + tens / 10))
            .settled(Certainty::Written)
            .with(modifier),
    )
}

/// Returns the index after the `s` of a plural in digits: `1990s`, `1990's`.
fn end_of_plural(line: SubtokenLine<'_>, at: usize) -> Option<usize> {
    if line.is_glued(at) && line.is_a(at, GrammarWord::PossessiveS) {
        return Some(at + 1);
    }
    let is_old = matches!(line.raw(at), "'" | "’")
        && line.is_glued(at)
        && line.is_glued(at + 1)
        && line.is_a(at + 1, GrammarWord::PossessiveS);
    let is_decade = is_old && line.is_a(at.back(2), GrammarWord::The);
    is_decade.then_some(at + 2)
}

/// Reads "the 20th century", "the nineteenth century".
fn read_century(line: SubtokenLine<'_>, index: usize) -> Option<TemporalExpression> {
    let start = if line.is_a(index, GrammarWord::The) {
        index + 1
    } else {
        index
    };
    let (modifier, at) = read_portion(line, start);
    let (n, end) = read_ordinal(line, at)?;
    let end = line.behind_hyphen(end);
    let is_century = line.word(end).period == Some(Period::Century) && (2..=22).contains(&n);
    is_century.then(|| {
        TemporalExpression::at(index, end + 1, CalendarSpan::Century(n - 1))
            .settled(Certainty::Written)
            .with(modifier)
    })
}

/// Reads "Q3", "the third quarter of 2012", "third-quarter", "the first half of the year", "H1".
pub(super) fn find_year_part(
    context: &DateContext<'_>,
    index: usize,
) -> Option<TemporalExpression> {
    let line = context.line;
    let start = if line.is_a(index, GrammarWord::ItsOrThe) {
        index + 1
    } else {
        index
    };
    let (n, is_half, end) = short_quarter(line, start).or_else(|| long_quarter(line, start))?;
    let from = if line.is_a(index, GrammarWord::The) {
        index
    } else {
        start
    };
    let make = |year: i16| {
        if is_half {
            CalendarSpan::Half(year, n)
        } else {
            CalendarSpan::Quarter(year, n)
        }
    };
    if let Some((year, end)) = year_behind(context, end) {
        return Some(TemporalExpression::at(from, end, make(year)).settled(Certainty::Written));
    }
    // "The first half" alone is a match's, and "the first half of" something other than a year is no date.
    let is_written_out = line.raw(start).len() > 2;
    if is_half && is_written_out && !line.is_a(end, GrammarWord::BusinessNoun) {
        return None;
    }
    let Some(published) = context.published else {
        let letter = if is_half { 'H' } else { 'Q' };
        return Some(TemporalExpression::unresolved(
            from,
            end,
            format!("XXXX-{letter}{n}"),
        ));
    };
    let same = match context.before {
        Some(CalendarSpan::Quarter(year, before)) if !is_half && before <= n => Some(year),
        _ => None,
    };
    let current = if is_half {
        (published.month() + 5) / 6
    } else {
        (published.month() + 2) / 3
    };
    let reading = read_tense(context.page, line, from, end);
    let year = same.unwrap_or(match reading.tense {
        Tense::Future if n < current => published.year() + 1,
        Tense::Future => published.year(),
        _ if n > current => published.year() - 1,
        _ => published.year(),
    });
    let found = TemporalExpression::at(from, end, make(year));
    Some(if same.is_some() {
        found.settled(Certainty::Anchored)
    } else {
        found.by_tense(reading)
    })
}

fn short_quarter(line: SubtokenLine<'_>, at: usize) -> Option<(i8, bool, usize)> {
    let is_short = line.is_a(at, GrammarWord::PartLetter)
        && line.is_glued(at + 1)
        && !line.is_glued(at)
        && line.raw(at + 1).len() == 1
        && (!line.is_glued(at + 2) || line.class(at + 2) == SubtokenClass::Mark);
    if !is_short || !line.is_capital(at) {
        return None;
    }
    let n: i8 = line.raw(at + 1).parse().ok()?;
    let is_half = line.is_a(at, GrammarWord::HalfLetter);
    (1..=if is_half { 2 } else { 4 })
        .contains(&n)
        .then_some((n, is_half, at + 2))
}

fn long_quarter(line: SubtokenLine<'_>, at: usize) -> Option<(i8, bool, usize)> {
    let mut at = at;
    if line.is_a(at, GrammarWord::YearKind) {
        at += 1;
    }
    let (n, end) = read_ordinal(line, at)?;
    let mut end = line.behind_hyphen(end);
    if line.is_a(end, GrammarWord::YearKind) {
        end += 1;
    }
    let is_half = line.is_a(end, GrammarWord::Half);
    let most = if is_half { 2 } else { 4 };
    let is_quarter =
        line.word(end).period == Some(Period::Quarter) && !line.raw(end).ends_with('s');
    let is_final = line.is_a(end + 1, GrammarWord::FinalNoun)
        || line.is_hyphen(end + 1) && line.is_a(end + 2, GrammarWord::FinalNoun);
    ((is_half || is_quarter) && !is_final && (1..=most).contains(&n)).then_some((
        i8::try_from(n).ok()?,
        is_half,
        end + 1,
    ))
}

/// Reads "the year to January", "the 12 months to March", "the year ended June".
pub(super) fn find_year_to_month(
    context: &DateContext<'_>,
    index: usize,
) -> Option<TemporalExpression> {
    let line = context.line;
    if !is_the_year(line, index) || !line.is_a(index + 2, GrammarWord::YearEndVerb) {
        return None;
    }
    let month = i8::try_from(line.word(index + 3).month?).ok()?;
    let written = read_year(line, index + 4);
    let published = context.published;
    let end = if written.is_some() {
        index + 5
    } else {
        index + 4
    };
    let year = match (written, published) {
        (Some(year), _) => year,
        (None, Some(published)) if month <= published.month() => published.year(),
        (None, Some(published)) => published.year() - 1,
        (None, None) => {
            return Some(TemporalExpression::unresolved(
                index,
                end,
                format!("XXXX-{month:02}"),
            ));
        }
    };
    let last = CalendarSpan::Month(year, month);
    let value = format!("{}/{}", last.shift(-11)?.value(), last.value());
    let mut found = TemporalExpression::new(index, end, DateKind::Date, value);
    found.point = Some(last);
    found.modifier = None::<DateModifier>;
    Some(found)
}
