//! Reads durations, and dates defined by a duration: "two years", "a decade", "the past three months", "six weeks ago".

use super::temporal::{DateContext, TemporalExpression};
use crate::annotation::{DateKind, DateModifier, Decimal, Modifier, RuleId};
use crate::engine::numbers::{
    GrammarWord, NumberForm, NumberSpan, NumericFlags, Period, StepBack, SubtokenClass,
    SubtokenLine, modifier, read_span,
};
use crate::engine::rule::Rule;
use crate::invariant::ExpectOr;

/// A length of time: a number of periods.
pub(super) struct TimeLength {
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) period: Period,
    /// The number of periods; `None` if the text does not say.
    pub(super) count: Option<Decimal>,
    pub(super) high: Option<Decimal>,
    /// A smaller part that follows: the six months of "two years and six months".
    pub(super) rest: Option<(Decimal, Period)>,
}

/// The rule for durations.
pub(super) static RULE: Rule = Rule {
    id: RuleId("dates/duration"),
    summary: "A length of time: two years, a decade, 90-minute, several weeks.",
    needs: &[],
    finds: &[
        "He was jailed for ⟦two years and four months⟧.",
        "The ⟦90-minute⟧ film drew few viewers.",
        "It is the worst flood in ⟦half a century⟧.",
    ],
    silent: &[
        "It makes 60 cars a day.",
        "A 30-year-old man was held.",
        "The opener hit a century.",
    ],
};

/// Returns the duration that begins at subtoken `index`.
pub(super) fn find_duration(context: &DateContext<'_>, index: usize) -> Option<TemporalExpression> {
    let line = context.line;
    let length = read_length(line, index)?;
    if is_age(line, &length) || is_rate(line, &length) {
        return None;
    }
    let found = TemporalExpression::new(index, length.end, DateKind::Duration, length.value());
    Some(with_bound(
        line,
        found,
        modifier::modifier_before(line, index),
        false,
    ))
}

/// Sets the bound before a duration ("at least") as its modifier. The bound becomes part of the range if it is directly
/// before the duration.
pub(super) fn with_bound(
    line: SubtokenLine<'_>,
    found: TemporalExpression,
    bound: Option<(Modifier, usize)>,
    is_date: bool,
) -> TemporalExpression {
    let Some((modifier, start)) = bound else {
        return found;
    };
    // "$84 billion over 10 years" is no bound, "for over 10 years" is.
    let is_preposition = line.is_a(start, GrammarWord::BoundPreposition)
        && start + 1 == found.start
        && !is_date
        && !line.is_a(start.back(1), GrammarWord::BoundLead);
    if is_preposition {
        return found;
    }
    let modifier = match (modifier, is_date) {
        (Modifier::Approx, _) => DateModifier::Approx,
        (Modifier::MoreThan | Modifier::AtLeast, true) => DateModifier::Before,
        (Modifier::LessThan | Modifier::AtMost, true) => DateModifier::After,
        (Modifier::MoreThan, false) => DateModifier::MoreThan,
        (Modifier::AtLeast, false) => DateModifier::EqualOrMore,
        (Modifier::LessThan, false) => DateModifier::LessThan,
        (Modifier::AtMost, false) => DateModifier::EqualOrLess,
    };
    let is_near = !line.is_a(found.start.back(1), GrammarWord::BoundGap);
    let is_plain = !line.is_a(start, GrammarWord::RangeOutside);
    let start = if is_near && is_plain {
        start
    } else {
        found.start
    };
    TemporalExpression { start, ..found }.with(Some(modifier))
}

/// Reads a number with a period: "two years", "a decade", "90-minute", "half an hour", "three to four weeks", "months".
pub(super) fn read_length(line: SubtokenLine<'_>, index: usize) -> Option<TimeLength> {
    read_counted_length(line, index)
        .or_else(|| read_one_period(line, index))
        .or_else(|| read_vague_length(line, index))
        .or_else(|| read_long_compound(line, index))
        .filter(|length| !is_runs(line, length))
}

/// Returns whether "century" means a hundred runs of a batsman.
fn is_runs(line: SubtokenLine<'_>, length: &TimeLength) -> bool {
    length.period == Period::Century && line.is_a(length.start.back(1), GrammarWord::BatsmanVerb)
}

/// Reads "month-long", "years-long".
fn read_long_compound(line: SubtokenLine<'_>, index: usize) -> Option<TimeLength> {
    let word = line.word(index);
    let period = word.period?;
    let is_long = line.is_hyphen(index + 1) && line.is_a(index + 2, GrammarWord::Long);
    let count = (!word.has(NumericFlags::MANY)).then_some(Decimal::ONE);
    is_long.then_some(TimeLength {
        start: index,
        end: index + 3,
        period,
        count,
        high: None,
        rest: None,
    })
}

pub(super) fn read_counted_length(line: SubtokenLine<'_>, index: usize) -> Option<TimeLength> {
    let span = read_span(line, index)?;
    if line.is_glued(index)
        && !line.is_dash(index.back(1))
        && line.class(index.back(1)) == SubtokenClass::Word
    {
        return None;
    }
    let (period, end) = period_behind(line, index, span)?;
    let (low, high) = span.bounds();
    let rest = read_smaller_part(line, end, period);
    let is_vague = span.low.form == NumberForm::Vague;
    Some(TimeLength {
        start: index,
        end: rest.map_or(end, |(_, _, end)| end),
        period,
        count: (!is_vague).then_some(low),
        high: high.filter(|_| !is_vague),
        rest: rest.map(|(count, period, _)| (count, period)),
    })
}

fn period_behind(
    line: SubtokenLine<'_>,
    start: usize,
    span: NumberSpan,
) -> Option<(Period, usize)> {
    let mut at = line.behind_hyphen(span.end);
    // "[Ten] years ago": the editor's brackets.
    if line.raw(at) == "]" && span.end == at && line.raw(start.back(1)) == "[" {
        at += 1;
    }
    if let NumberForm::Share(..) = span.low.form
        && line.is_a(at, GrammarWord::IndefiniteArticle)
    {
        at += 1;
    }
    if line.is_a(at, GrammarWord::LengthFiller) {
        at += 1;
    }
    if let Some((_, behind)) = modifier::modifier_after(line, span.end) {
        at = line.behind_hyphen(behind);
    }
    if let Some(period) = line.word(at).period {
        let is_clock = period == Period::Second
            && line.word(at).ordinal.is_some()
            && span.low.low > Decimal::ONE
            && !line.is_hyphen(at.back(1));
        return (!is_clock).then(|| (period, at + 1));
    }
    let is_short = line.is_glued(at) && at == span.end && line.is_a(at, GrammarWord::ShortUnit);
    if !is_short || line.is_glued(at + 1) && line.class(at + 1) == SubtokenClass::Word {
        return None;
    }
    // "3h" is no word of its own.
    let period = line.word(at).period.unwrap_or(Period::Hour);
    Some((period, at + 1))
}

/// Reads "and six months" after "two years".
fn read_smaller_part(
    line: SubtokenLine<'_>,
    end: usize,
    period: Period,
) -> Option<(Decimal, Period, usize)> {
    let mut at = end;
    if line.raw(at) == "," {
        at += 1;
    }
    if line.is_a(at, GrammarWord::And) {
        at += 1;
    }
    let number = crate::engine::numbers::read_number(line, at)?;
    let next = line.behind_hyphen(number.end);
    let smaller = line.word(next).period?;
    let follows = matches!(
        (period, smaller),
        (Period::Year, Period::Month | Period::Week | Period::Day)
            | (Period::Month, Period::Day | Period::Week)
            | (Period::Week, Period::Day)
            | (Period::Day, Period::Hour)
            | (Period::Hour, Period::Minute)
            | (Period::Minute, Period::Second)
    );
    let is_plain = number.high.is_none()
        && !matches!(number.form, NumberForm::Share(..))
        && !line.is_a(next + 1, GrammarWord::LengthTail);
    (follows && is_plain).then_some((number.low, smaller, next + 1))
}

/// Reads "a year", "an hour", "a decade" if it is a duration and not a rate.
fn read_one_period(line: SubtokenLine<'_>, index: usize) -> Option<TimeLength> {
    if !line.is_a(index, GrammarWord::OneDeterminer) {
        return None;
    }
    let mut at = index + 1;
    if line.is_a(at, GrammarWord::SingleAdjective) {
        at += 1;
    }
    let mut count = Decimal::ONE;
    if line.is_a(at, GrammarWord::HalfOrQuarter) && line.is_hyphen(at + 1) {
        count = if line.is_a(at, GrammarWord::Half) {
            Decimal::new(5, 1)
        } else {
            Decimal::new(25, 2)
        };
        at += 2;
    }
    let word = line.word(at);
    let period = word.period.filter(|_| !word.has(NumericFlags::MANY))?;
    if matches!(
        period,
        Period::Second | Period::Quarter | Period::Weekend | Period::Night | Period::Season
    ) {
        return None;
    }
    let mut end = at + 1;
    if line.is_hyphen(end) && line.is_a(end + 1, GrammarWord::Long) {
        return None;
    }
    // "a year and a half"
    if line.is_a(end, GrammarWord::And)
        && line.is_a(end + 1, GrammarWord::IndefiniteArticle)
        && line.is_a(end + 2, GrammarWord::Half)
    {
        count = Decimal::new(15, 1);
        end += 3;
    }
    Some(TimeLength {
        start: index,
        end,
        period,
        count: Some(count),
        high: None,
        rest: None,
    })
}

/// Reads "several weeks", "a few days", "many years", "years", "decades".
fn read_vague_length(line: SubtokenLine<'_>, index: usize) -> Option<TimeLength> {
    let mut at = index;
    if line.is_a(at, GrammarWord::IndefiniteArticle) && line.is_a(at + 1, GrammarWord::Few) {
        at += 2;
    } else if line.is_a(at, GrammarWord::VagueCount) {
        at += 1;
    }
    if line.is_a(at, GrammarWord::LengthAdjective) && at > index {
        at += 1;
    }
    let word = line.word(at);
    let period = word.period.filter(|_| word.has(NumericFlags::MANY))?;
    let is_led = at > index
        || line.is_a(index.back(1), GrammarWord::VagueLead)
        || line.is_a(at + 1, GrammarWord::VagueTail) && !is_described(line, index);
    (is_led && !line.is_a(at, GrammarWord::ShortPlural) || at > index).then_some(TimeLength {
        start: index,
        end: at + 1,
        period,
        count: None,
        high: None,
        rest: None,
    })
}

/// Returns whether an adjective before the plural makes it no duration: "the early hours of Sunday", "the dying days of
/// the campaign".
fn is_described(line: SubtokenLine<'_>, index: usize) -> bool {
    let before = index.back(1);
    let closed = NumericFlags::PREPOSITION
        .or(NumericFlags::FUNCTION)
        .or(NumericFlags::AUXILIARY)
        .or(NumericFlags::VERB);
    index > 0
        && line.class(before) == SubtokenClass::Word
        && !line.raw(before).ends_with("ed")
        && !line.has(before, closed)
}

impl TimeLength {
    pub(super) fn value(&self) -> String {
        let Some(count) = self.count else {
            return self.period.duration("X");
        };
        let first = self.one(count);
        match self.high {
            Some(high) => format!("{first}/{}", self.one(high)),
            None => first,
        }
    }

    fn one(&self, count: Decimal) -> String {
        let (period, per) = self.period.in_smaller();
        let count = count.checked_mul(per.into()).unwrap_or(count).normalize();
        let mut value = period.duration(&count.to_string());
        if let Some((count, smaller)) = self.rest {
            let rest = smaller.duration(&count.normalize().to_string());
            let rest = rest
                .strip_prefix('P')
                .expect_or_default("a duration begins with P");
            let rest = if value.contains('T') {
                rest.trim_start_matches('T')
            } else {
                rest
            };
            value.push_str(rest);
        }
        value
    }

    /// Returns the number of periods if it is a single whole number.
    pub(super) fn whole(&self) -> Option<i32> {
        let count = self
            .count
            .filter(|count| count.fract().is_zero() && self.high.is_none())?;
        count.normalize().to_string().parse().ok()
    }
}

pub(super) fn is_age(line: SubtokenLine<'_>, length: &TimeLength) -> bool {
    let at = line.behind_hyphen(length.end);
    line.is_a(at, GrammarWord::OldWord)
        || line.are(at, &[GrammarWord::Of, GrammarWord::AgeWord])
        || line.is_a(length.start.back(1), GrammarWord::AgeWord)
}

/// Returns whether "a day" is a rate: "400 cars a day", "$83 an hour".
fn is_rate(line: SubtokenLine<'_>, length: &TimeLength) -> bool {
    if !line.is_a(length.start, GrammarWord::IndefiniteArticle) {
        return false;
    }
    let before = length.start.back(1);
    let is_led = line.has(
        before,
        NumericFlags::PREPOSITION
            .or(NumericFlags::AUXILIARY)
            .or(NumericFlags::VERB),
    ) || line.is_a(before, GrammarWord::SingleLead)
        || line.is_a(length.end, GrammarWord::LongOrOf)
        || length.start == 0;
    let is_twice = line.is_a(before, GrammarWord::TimesWord);
    !is_led || is_twice
}
