//! Finds dates, times, durations and recurring times, and computes their TIMEX3 values relative to the publication
//! date.
//!
//! Works on the subtokens of [`super::numbers`]. Calendar arithmetic is done by `jiff`.

mod anchored;
mod anchors;
mod before_christ;
mod calendar;
mod clock;
mod comparisons;
mod dateline;
mod day_ahead;
mod day_order;
mod four_digits;
mod holidays;
mod length;
mod non_dates;
mod notations;
mod offsets;
mod parts;
mod period_of;
mod ranges;
mod recurrence;
mod relative;
mod season;
mod temporal;
mod tense;
mod time_of_day;
mod timex_value;
mod today;
mod year;

use super::draft::Found;
use super::numbers::{GrammarWord, NumericFlags, SubtokenClass, SubtokenLine};
use super::page::Page;
use super::rule::{Evidence, Rule};
use crate::annotation::DateExpression;
use day_order::DayOrderOf;
use temporal::{Certainty, DateContext, TemporalExpression, TemporalReader};

/// All rules. Rules that read expressions come in the order in which they are tried.
pub(in crate::engine) static RULES: &[&Rule] = &[
    &period_of::RULE,
    &day_ahead::RULE,
    &ranges::RULE,
    &holidays::RULE,
    &calendar::RULE,
    &notations::RULE,
    &before_christ::RULE,
    &year::YEAR_PART,
    &season::RULE,
    &year::ERA,
    &year::YEAR,
    &year::YEAR_TO,
    &today::RULE,
    &relative::WEEKDAY,
    &relative::DAY_PART,
    &relative::PERIOD,
    &anchored::RULE,
    &comparisons::RULE,
    &recurrence::RULE,
    &recurrence::FREQUENCY,
    &anchors::RULE,
    &anchors::YEAR_END,
    &offsets::VAGUE_PERIOD,
    &offsets::AROUND_NOW,
    &offsets::AHEAD,
    &offsets::OFFSET,
    &length::RULE,
    &time_of_day::RULE,
    &time_of_day::ELAPSED,
    &dateline::RULE,
    &today::NOWADAYS,
    &tense::RULE,
    &tense::DEADLINE,
    &tense::HABIT,
    &holidays::NAME,
    &non_dates::NAMED,
    &non_dates::TITLE,
    &non_dates::NUMBERED,
    &non_dates::COUNTED,
];

/// The readers in the order in which they are tried. A reader whose expressions can contain those of others comes
/// first. Each has its rule, or `None` if its functions have rules of their own.
const READERS: &[(Option<&Rule>, TemporalReader)] = &[
    (Some(&period_of::RULE), period_of::find_part_of_period),
    (Some(&day_ahead::RULE), day_ahead::find_day_ahead),
    (Some(&ranges::RULE), ranges::find_range),
    (Some(&holidays::RULE), holidays::find_holiday),
    (None, calendar::find_calendar_date),
    (
        Some(&before_christ::RULE),
        before_christ::find_year_with_era,
    ),
    (Some(&year::YEAR_PART), year::find_year_part),
    (Some(&season::RULE), season::find_season),
    (Some(&year::ERA), year::find_era),
    (Some(&year::YEAR), year::find_year),
    (Some(&year::YEAR_TO), year::find_year_to_month),
    (None, relative::find_relative),
    (Some(&recurrence::FREQUENCY), recurrence::find_frequency),
    (Some(&recurrence::RULE), recurrence::find_recurrence),
    (Some(&anchors::RULE), anchors::find_reference),
    (Some(&anchors::YEAR_END), anchors::find_year_end),
    (Some(&offsets::VAGUE_PERIOD), offsets::find_vague_period),
    (Some(&offsets::AROUND_NOW), offsets::find_around_now),
    (Some(&offsets::AHEAD), offsets::find_ahead),
    (Some(&offsets::OFFSET), offsets::find_offset),
    (Some(&length::RULE), length::find_duration),
    (None, time_of_day::find_clock_time),
];

/// The maximum number of words in an expression before its first number or time word.
const MAX_LEAD_PIECES: u8 = 5;

/// Returns the temporal expressions of the page, in order and without overlaps.
pub(in crate::engine) fn find_dates(page: &Page<'_>) -> Vec<Found<Box<DateExpression>>> {
    let mut found = Vec::new();
    let mut last = None;
    let mut last_range = None;
    let mut published = page.published();
    let mut n_sentences = 0;
    let day_order = DayOrderOf::new(page.text().as_str());
    page.read_lines(|line| {
        let mut context = DateContext {
            page,
            line,
            published,
            before: None,
            before_end: usize::MAX,
            last,
            last_range,
            day_order: &day_order,
        };
        let mut index = 0;
        while index < line.len() {
            if let Some(end) = holidays::name_end(&context, index) {
                index = end.max(index + 1);
                continue;
            }
            let Some((temporal, rule)) = read_expression(&context, index) else {
                index += 1;
                continue;
            };
            record_reasons(&context, &temporal, rule);
            if n_sentences < dateline::MAX_DATELINE_SENTENCES {
                published = dateline::dateline_day(&context, &temporal).or(published);
                context.published = published;
            }
            index = temporal.end.max(index + 1);
            context.before_end = index;
            if let Some(point) = temporal.point {
                (context.before, context.last) = (Some(point), Some(point));
                context.last_range = Some(line.range(temporal.start..temporal.end));
            }
            found.push(make_finding(line, temporal, rule));
        }
        n_sentences += 1;
        (last, last_range) = (context.last, context.last_range);
    });
    found
}

fn make_finding(
    line: SubtokenLine<'_>,
    temporal: TemporalExpression,
    rule: &Rule,
) -> Found<Box<DateExpression>> {
    Found {
        range: line.range(temporal.start..temporal.end),
        what: Box::new(DateExpression {
            kind: temporal.kind,
            value: temporal.value,
            modifier: temporal.modifier,
            is_unresolved: temporal.is_unresolved,
            anchor: temporal.anchor,
        }),
        by: rule.id,
        confidence: temporal.certainty.confidence(),
    }
}

/// Records as evidence the date from which an expression is counted, and the verb whose tense decided the direction.
fn record_reasons(context: &DateContext<'_>, temporal: &TemporalExpression, rule: &Rule) {
    let line = context.line;
    let range = line.range(temporal.start..temporal.end);
    let is_anchored = temporal.certainty == Certainty::Anchored;
    if let Some(earlier) = context.last_range.filter(|_| is_anchored) {
        let label = "earlier date";
        context.page.record(rule, range, || {
            vec![Evidence {
                label,
                range: earlier,
            }]
        });
    }
    let Some(reading) = temporal.tense else {
        return;
    };
    if reading.is_known() || reading.verb.is_none() && temporal.certainty == Certainty::Open {
        context.page.record(reading.rule, range, || {
            let verb = reading.verb.map(|at| Evidence {
                label: "verb",
                range: line.range(at..at + 1),
            });
            verb.into_iter().collect()
        });
    }
}

/// Returns the expression that begins at subtoken `index`, and the rule that found it.
fn read_expression(
    context: &DateContext<'_>,
    index: usize,
) -> Option<(TemporalExpression, &'static Rule)> {
    if !may_begin(context.line, index) {
        return None;
    }
    let line = context.line;
    let (found, rule) = READERS.iter().find_map(|(rule, reader)| {
        if rule.is_some_and(|rule| !context.allows(rule)) {
            return None;
        }
        let found = reader(context, index)?;
        let rule = rule.or(found.rule)?;
        Some((found, rule))
    })?;
    let is_title =
        line.is_capital(found.start) && non_dates::is_in_title(line, found.start, found.end);
    let is_dropped = is_title && context.drops(&non_dates::TITLE, found.start..found.end);
    (!is_dropped).then_some((found, rule))
}

/// Returns whether an expression may begin with this subtoken. This cheap test rejects most words.
fn may_begin(line: SubtokenLine<'_>, index: usize) -> bool {
    let word = line.word(index);
    match line.class(index) {
        SubtokenClass::Digits => true,
        SubtokenClass::Mark => matches!(line.raw(index), "½" | "¼" | "¾" | "'" | "’" | "‘"),
        SubtokenClass::Address => false,
        SubtokenClass::Word if !line.has_core_within(index, MAX_LEAD_PIECES) => false,
        SubtokenClass::Word => {
            word.has(
                NumericFlags::TRIGGER
                    .or(NumericFlags::HOLIDAY)
                    .or(NumericFlags::AMOUNT)
                    .or(NumericFlags::DETERMINER)
                    .or(NumericFlags::PREPOSITION)
                    .or(NumericFlags::ADJECTIVE),
            ) || word.cardinal.is_some()
                || word.ordinal.is_some()
                || word.share.is_some()
                || word.period.is_some()
                || word.month.is_some()
                || word.weekday.is_some()
                || word.part.is_some()
                || word.scale.is_some()
                || line.is_a(index, GrammarWord::AnnoDomini)
        }
    }
}

#[cfg(test)]
mod tests;
