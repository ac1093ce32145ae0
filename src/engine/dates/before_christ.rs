//! Reads years and centuries with an era: "44 BC", "the 12th century BC", "AD 79".

use super::parts::{read_digits, read_ordinal};
use super::temporal::{DateContext, TemporalExpression};
use super::timex_value::CalendarSpan;
use crate::annotation::{DateKind, RuleId};
use crate::engine::numbers::{GrammarWord, Period, StepBack, SubtokenLine};
use crate::engine::rule::Rule;

/// The rule for years and centuries with an era.
pub(super) static RULE: Rule = Rule {
    id: RuleId("dates/year-with-era"),
    summary: "A year or century before or after Christ: 44 BC, the 12th century BC, AD 79.",
    needs: &[],
    finds: &[
        "The temple was built in ⟦346 BC⟧ on a hill.",
        "The bowl is from ⟦the 12th century BC⟧.",
        "The town was buried in ⟦AD 79⟧.",
    ],
    silent: &[
        "The BC Lions won 44 games.",
        "He sold 79 ad slots to the channel.",
    ],
};

/// Returns the year or century with an era that begins at subtoken `index`.
pub(super) fn find_year_with_era(
    context: &DateContext<'_>,
    index: usize,
) -> Option<TemporalExpression> {
    let line = context.line;
    if line.is_glued(index) && line.raw(index.back(1)) != "(" {
        return None;
    }
    century_before(line, index)
        .or_else(|| year_before(line, index))
        .or_else(|| year_after(line, index))
}

/// Reads "44 BC", "346 BCE".
fn year_before(line: SubtokenLine<'_>, index: usize) -> Option<TemporalExpression> {
    let year = read_digits(line, index, 4).filter(|year| *year > 0)?;
    let end = behind_era(line, index + 1, GrammarWord::BeforeChrist)?;
    let value = format!("BC{year:04}");
    Some(TemporalExpression::new(index, end, DateKind::Date, value))
}

/// Reads "the 12th century BC".
fn century_before(line: SubtokenLine<'_>, index: usize) -> Option<TemporalExpression> {
    let at = index + usize::from(line.is_a(index, GrammarWord::The));
    let (n, noun) = read_ordinal(line, at)?;
    let noun = line.behind_hyphen(noun);
    let is_century = line.word(noun).period == Some(Period::Century) && (1..=99).contains(&n);
    let end = behind_era(line, noun + 1, GrammarWord::BeforeChrist).filter(|_| is_century)?;
    let value = format!("BC{:02}", n - 1);
    Some(TemporalExpression::new(index, end, DateKind::Date, value))
}

/// Reads "AD 79" and "79 AD".
fn year_after(line: SubtokenLine<'_>, index: usize) -> Option<TemporalExpression> {
    let is_led = line.is_a(index, GrammarWord::AnnoDomini) && line.is_capital(index);
    let at = index + usize::from(is_led);
    let year = read_digits(line, at, 4).filter(|year| *year > 0)?;
    let end = if is_led {
        at + 1
    } else {
        behind_era(line, at + 1, GrammarWord::AnnoDomini)?
    };
    // "AD 79 metres long" is no year.
    let is_free = line.is_end(end) || !line.is_glued(end);
    let found = TemporalExpression::at(index, end, CalendarSpan::Year(year));
    is_free.then_some(found.settled(super::temporal::Certainty::Written))
}

/// Returns the index after the name of an era, in capitals, at subtoken `at`.
fn behind_era(line: SubtokenLine<'_>, at: usize, era: GrammarWord) -> Option<usize> {
    let raw = line.raw(at);
    let is_name = line.is_a(at, era) && !raw.chars().any(char::is_lowercase);
    // "44 BC Lions": a name goes on.
    let is_longer = line.is_capital(at + 1) && line.gap(at + 1) == " ";
    (is_name && !is_longer).then_some(at + 1)
}
