//! Reads seasons: "last summer", "the spring of 2012", "early autumn".

use super::parts::{read_portion, read_year, relative_year, short_year};
use super::temporal::{Certainty, DateContext, TemporalExpression};
use super::tense::{Tense, read_tense};
use super::timex_value::CalendarSpan;
use crate::annotation::RuleId;
use crate::engine::numbers::{GrammarWord, NumericFlags, Season, StepBack, SubtokenLine};
use crate::engine::rule::Rule;

/// The rule for seasons.
pub(super) static RULE: Rule = Rule {
    id: RuleId("dates/season"),
    summary: "A season: last summer, the spring of 2012.",
    needs: &[],
    finds: &[
        "The lake dried up ⟦last summer⟧.",
        "He left in ⟦the spring of 2012⟧.",
    ],
    silent: &["They spring into action.", "The fall broke his arm."],
};

/// Reads "last summer", "the summer of 2012", "this spring", "winter 2010".
pub(super) fn find_season(context: &DateContext<'_>, index: usize) -> Option<TemporalExpression> {
    let line = context.line;
    let lead = line.is_a(index, GrammarWord::SeasonLead);
    let mut at = if lead {
        line.behind_hyphen(index + 1)
    } else {
        index
    };
    if lead && line.is_a(at, GrammarWord::SeasonOrder) {
        at += 1;
    }
    let season = line.word(at).season?;
    let is_fall = line.is_a(at, GrammarWord::AmbiguousSeason);
    let behind = if line.is_a(at + 1, GrammarWord::Of) {
        at + 2
    } else {
        at + 1
    };
    if let Some(year) = read_year(line, behind) {
        let found = TemporalExpression::at(index, behind + 1, CalendarSpan::Season(year, season));
        return Some(found.settled(Certainty::Written));
    }
    let in_short = short_year(context, behind).filter(|_| behind > at + 1);
    if let Some((year, end)) = relative_year(context, at + 1).or(in_short) {
        return Some(TemporalExpression::at(
            index,
            end,
            CalendarSpan::Season(year, season),
        ));
    }
    if let Some(found) = part_of_season(context, index, season) {
        return Some(found);
    }
    let is_named = line.is_a(at.back(1), GrammarWord::NamedSeasonLead) && at > index;
    let is_bare = line.is_a(at.back(1), GrammarWord::BareSeasonLead) && !is_fall
        || line.is_a(at.back(1), GrammarWord::The)
            && at > index
            && line.is_a(
                index.back(1),
                GrammarWord::SeasonPreposition,
            )
            && !line.is_a(at, GrammarWord::Fall)
        // "The summer was hot."
        || at == 1
            && line.is_a(index, GrammarWord::The)
            && line.is_a(at + 1, GrammarWord::SeasonVerbAfter);
    if !(is_named || is_bare) {
        return None;
    }
    let Some(published) = context.published else {
        let value = CalendarSpan::Season(2000, season).value();
        let value = value.replacen("2000", "XXXX", 1);
        return Some(TemporalExpression::unresolved(index, at + 1, value));
    };
    let current = CalendarSpan::Season(published.year(), season);
    let shift = season_shift(line, at, published, season);
    Some(TemporalExpression::at(index, at + 1, current.shift(shift)?))
}

/// Reads "early autumn" or "late spring" after a preposition. The tense decides between the last and the next one.
fn part_of_season(
    context: &DateContext<'_>,
    index: usize,
    season: Season,
) -> Option<TemporalExpression> {
    let line = context.line;
    let (modifier, at) = read_portion(line, index);
    let end = at + 1;
    let is_alone =
        line.is_end(end) || line.has(end, NumericFlags::PREPOSITION.or(NumericFlags::FUNCTION));
    let is_led = line.has(index.back(1), NumericFlags::PREPOSITION);
    if modifier.is_none() || line.word(at).season.is_none() || !is_alone || !is_led {
        return None;
    }
    let reading = read_tense(context.page, line, index, end);
    let current = context
        .published
        .map(|day| (day, CalendarSpan::Season(day.year(), season)));
    let is_begun = |day, point: CalendarSpan| point.day().is_some_and(|first| first <= day);
    let point = current.and_then(|(day, point)| match reading.tense {
        Tense::Past if is_begun(day, point) => Some(point),
        Tense::Past => point.shift(-1),
        Tense::Future if is_begun(day, point) => point.shift(1),
        Tense::Future => Some(point),
        Tense::Unknown => None,
    });
    let Some(point) = point else {
        let value = format!("XXXX-{}", season.code());
        return Some(TemporalExpression::unresolved(index, end, value).with(modifier));
    };
    let found = TemporalExpression::at(index, end, point).by_tense(reading);
    Some(found.with(modifier))
}

/// Returns the number of years between a season and the same season of the publication year, by "last" and "next"
/// before it.
fn season_shift(
    line: SubtokenLine<'_>,
    at: usize,
    published: jiff::civil::Date,
    season: Season,
) -> i32 {
    let current = CalendarSpan::Season(published.year(), season);
    let is_over = current.day().is_some_and(|first| first <= published);
    if season == Season::Winter && line.is_a(at.back(1), GrammarWord::Last) {
        // A winter has the year in which it begins.
        if published.month() >= 3 { -1 } else { -2 }
    } else if line.is_a(at.back(1), GrammarWord::LastWord) {
        if is_over && published.month() > current.day().map_or(0, jiff::civil::Date::month) + 2 {
            0
        } else {
            -1
        }
    } else if line.is_a(at.back(1), GrammarWord::NextWord) {
        i32::from(is_over)
    } else {
        0
    }
}
