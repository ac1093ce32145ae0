//! Reads recurring times: "daily", "every Monday", "each year", "on Sundays".

use super::temporal::{DateContext, TemporalExpression};
use crate::annotation::{DateKind, RuleId};
use crate::engine::numbers::{
    GrammarWord, NumericFlags, Period, StepBack, SubtokenClass, SubtokenLine, read_number,
};
use crate::engine::rule::Rule;

/// The rule for recurring times.
pub(super) static RULE: Rule = Rule {
    id: RuleId("dates/recurrence"),
    summary: "What comes again: daily, on Sundays, every two weeks, each spring.",
    needs: &[],
    finds: &[
        "Ferries run ⟦daily⟧ from the quay.",
        "The market is held ⟦every other Tuesday⟧.",
        "The choir sings on ⟦Sundays⟧.",
    ],
    silent: &[
        "The Daily Herald closed.",
        "He praised every minute detail.",
    ],
};

/// The rule for frequencies ("three times a week").
pub(super) static FREQUENCY: Rule = Rule {
    id: RuleId("dates/frequency"),
    summary: "How often something happens in each period: once a month, three times every week.",
    needs: &[],
    finds: &[
        "The board meets ⟦four times a year⟧.",
        "Bins are emptied ⟦once a fortnight⟧.",
        "She trains ⟦several times each day⟧.",
    ],
    silent: &[
        "He was three times a champion.",
        "Once a year of drought began, prices rose.",
        "It happened twice.",
    ],
};

/// The maximum length of the count before "times", in subtokens.
const MAX_COUNT_PIECES: usize = 3;

/// Returns the frequency that begins at subtoken `index`: "three times a week", "once a month".
pub(super) fn find_frequency(
    context: &DateContext<'_>,
    index: usize,
) -> Option<TemporalExpression> {
    let line = context.line;
    let at = if line.is_a(index, GrammarWord::OnceOrTwice) {
        // "Once a year of drought began": a conjunction.
        (index > 0 || line.is_a(index, GrammarWord::TwiceWord)).then_some(index + 1)?
    } else {
        let is_count = line.is_a(index, GrammarWord::FewWord) || read_number(line, index).is_some();
        let mut ahead = index + 1..=index + MAX_COUNT_PIECES;
        let times = is_count.then(|| ahead.find(|at| line.is_a(*at, GrammarWord::TimesNoun)))??;
        times + 1
    };
    let is_each = line.is_a(at, GrammarWord::IndefiniteArticle)
        || line.is_a(at, GrammarWord::Every)
        || line.is_a(at, GrammarWord::Per);
    let word = line.word(at + 1);
    let period = word
        .period
        .filter(|_| is_each && !word.has(NumericFlags::MANY))?;
    let value = period.duration("1");
    Some(TemporalExpression::new(index, at + 2, DateKind::Set, value))
}

/// Returns the recurring time that begins at subtoken `index`.
pub(super) fn find_recurrence(
    context: &DateContext<'_>,
    index: usize,
) -> Option<TemporalExpression> {
    let line = context.line;
    set_word(line, index)
        .or_else(|| read_plural_weekday(line, index))
        .or_else(|| parts_of_weekdays(line, index))
        .or_else(|| read_every(line, index))
}

/// Reads "daily" or "annual" if it is not part of a name or compound.
fn set_word(line: SubtokenLine<'_>, index: usize) -> Option<TemporalExpression> {
    let value = line.word(index).set?;
    let is_name = line.is_capital(index)
        && index > 0
        && (line.is_capital(index + 1) || line.class(index.back(1)) == SubtokenClass::Word);
    let is_part = line.is_hyphen(index + 1) || line.is_hyphen(index.back(1));
    (!is_name && !is_part).then(|| TemporalExpression::new(index, index + 1, DateKind::Set, value))
}

/// Reads "Mondays", "Saturdays".
fn read_plural_weekday(line: SubtokenLine<'_>, index: usize) -> Option<TemporalExpression> {
    let weekday = line
        .word(index)
        .weekday
        .filter(|_| line.has(index, NumericFlags::MANY))?;
    Some(TemporalExpression::new(
        index,
        index + 1,
        DateKind::Set,
        format!("XXXX-WXX-{weekday}"),
    ))
}

/// Reads "Thursday evenings", "Sunday mornings".
fn parts_of_weekdays(line: SubtokenLine<'_>, index: usize) -> Option<TemporalExpression> {
    let weekday = line.word(index).weekday?;
    let part = line.word(index + 1).part?;
    let is_many = line.raw(index + 1).ends_with('s') && !line.has(index, NumericFlags::MANY);
    let value = format!("XXXX-WXX-{weekday}{}", part.suffix());
    is_many.then(|| TemporalExpression::new(index, index + 2, DateKind::Set, value))
}

/// Reads "every day", "each year", "every two weeks", "every Monday", "every other day".
fn read_every(line: SubtokenLine<'_>, index: usize) -> Option<TemporalExpression> {
    if !line.is_a(index, GrammarWord::Every) {
        return None;
    }
    let mut at = index + 1;
    let set =
        |end: usize, value: String| Some(TemporalExpression::new(index, end, DateKind::Set, value));
    if line.is_a(at, GrammarWord::EveryLead) && names_day(line, at + 1) {
        at += 1;
    }
    if let Some((end, value)) = each_named(line, at) {
        return set(end, value);
    }
    let mut count = None;
    if line.is_a(at, GrammarWord::EveryOther) && line.word(at + 1).period.is_some() {
        count = Some(2.to_string());
        at += 1;
    } else if let Some(number) = read_number(line, at) {
        count = Some(number.low.normalize().to_string());
        at = number.end;
    } else if line.is_a(at, GrammarWord::EveryFiller) {
        at += 1;
    }
    let period = line
        .word(at)
        .period
        .filter(|period| *period != Period::Quarter || !line.is_a(at + 1, GrammarWord::Of))?;
    // "Every hour counts" does not say when something happens; "every minute detail" is small.
    let is_subject = line.is_a(at + 1, GrammarWord::CountVerb);
    let is_other_word = matches!(period, Period::Minute | Period::Second)
        && count.is_none()
        && !line.is_end(at + 1)
        && !line.has(
            at + 1,
            NumericFlags::PREPOSITION
                .or(NumericFlags::FUNCTION)
                .or(NumericFlags::DETERMINER)
                .or(NumericFlags::AUXILIARY),
        );
    if is_subject || is_other_word {
        return None;
    }
    let value = match count {
        Some(count) => period.duration(&count),
        None => value_of_each(period),
    };
    set(at + 1, value)
}

/// Reads a weekday, month, season or part of the day after "every". Returns the index after it and the value.
fn each_named(line: SubtokenLine<'_>, at: usize) -> Option<(usize, String)> {
    let word = line.word(at);
    if let Some(weekday) = word.weekday {
        let part = line.word(at + 1).part;
        let (end, suffix) = part.map_or((at + 1, ""), |part| (at + 2, part.suffix()));
        return Some((end, format!("XXXX-WXX-{weekday}{suffix}")));
    }
    if let Some(month) = word.month.filter(|_| line.is_capital(at)) {
        return Some((at + 1, format!("XXXX-{month:02}")));
    }
    if line.is_capital(at) {
        return None;
    }
    if let Some(part) = word.part {
        return Some((at + 1, format!("XXXX-XX-XX{}", part.suffix())));
    }
    let season = line.word(at).season?;
    Some((at + 1, format!("XXXX-{}", season.code())))
}

/// Returns whether the subtoken at `at` is a weekday, month or season.
fn names_day(line: SubtokenLine<'_>, at: usize) -> bool {
    line.word(at).weekday.is_some()
        || line.word(at).month.is_some() && line.is_capital(at)
        || line.word(at).part.is_some()
        || line.word(at).season.is_some()
}

/// Returns the TIMEX3 value of "every" with this period.
fn value_of_each(period: Period) -> String {
    let value = match period {
        Period::Day => "XXXX-XX-XX",
        Period::Week => "XXXX-WXX",
        Period::Weekend => "XXXX-WXX-WE",
        Period::Month => "XXXX-XX",
        Period::Quarter => "XXXX-QX",
        Period::Year => "XXXX",
        other => return other.duration("1"),
    };
    value.to_owned()
}
