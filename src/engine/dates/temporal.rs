//! A temporal expression as read from the text, and the context in which it is read.

use jiff::civil::Date;

use super::day_order::DayOrderOf;
use super::tense::{Tense, TenseReading};
use super::timex_value::CalendarSpan;
use crate::annotation::{Confidence, DateKind, DateModifier};
use crate::engine::numbers::{Period, SubtokenLine};
use crate::engine::page::Page;
use crate::engine::rule::Rule;
use crate::text::ByteRange;

/// How certain the value of an expression is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Certainty {
    /// The text states the whole value: "3 May 2024", "two weeks".
    Written,
    /// The value is counted from the publication date: "yesterday", "last week".
    Counted,
    /// The value is counted from a date mentioned earlier: "the next day".
    Anchored,
    /// The tense of a verb decides between past and future: "will meet on Monday".
    ByTense,
    /// Nothing decides between past and future, so the nearest date is used.
    Nearest,
    /// The value is unknown or incomplete.
    Open,
}

impl Certainty {
    /// Returns the confidence in such a value before calibration, in percent. Only the order of the numbers follows the
    /// shares of correct values on the development data; calibration corrects their size.
    const fn percent(self) -> u8 {
        match self {
            Self::Written => 95,
            Self::Counted => 92,
            Self::Anchored => 80,
            Self::ByTense => 86,
            Self::Nearest => 65,
            Self::Open => 75,
        }
    }

    /// Returns the confidence in such a value before calibration.
    pub(super) fn confidence(self) -> Confidence {
        Confidence::percent(self.percent())
    }
}

/// A temporal expression: its place in the sentence and its value.
#[derive(Clone, Debug)]
pub(super) struct TemporalExpression {
    /// The index of the first subtoken.
    pub(super) start: usize,
    /// The index after the last subtoken.
    pub(super) end: usize,
    /// The TIMEX3 type.
    pub(super) kind: DateKind,
    /// The TIMEX3 value.
    pub(super) value: String,
    /// The TIMEX3 modifier.
    pub(super) modifier: Option<DateModifier>,
    /// Whether the value is relative because the publication date is unknown.
    pub(super) is_unresolved: bool,
    /// The first and the last day of a duration, if they are known.
    pub(super) anchor: Option<String>,
    /// The calendar period from which later expressions can be counted.
    pub(super) point: Option<CalendarSpan>,
    /// How certain the value is.
    pub(super) certainty: Certainty,
    /// The verb whose tense decided between past and future.
    pub(super) tense: Option<TenseReading>,
    /// The rule that found the expression, if it is not the rule of its reader.
    pub(super) rule: Option<&'static Rule>,
}

impl TemporalExpression {
    /// Returns an expression whose value is fully stated.
    pub(super) fn new(start: usize, end: usize, kind: DateKind, value: impl Into<String>) -> Self {
        Self {
            start,
            end,
            kind,
            value: value.into(),
            modifier: None,
            is_unresolved: false,
            anchor: None,
            point: None,
            certainty: Certainty::Written,
            tense: None,
            rule: None,
        }
    }

    /// Returns a date from which later expressions can be counted.
    pub(super) fn at(start: usize, end: usize, point: CalendarSpan) -> Self {
        Self {
            point: Some(point),
            certainty: Certainty::Counted,
            ..Self::new(start, end, DateKind::Date, point.value())
        }
    }

    /// Returns a period used for comparison. Later expressions are not counted from it.
    pub(super) fn compared(start: usize, end: usize, point: CalendarSpan) -> Self {
        Self {
            certainty: Certainty::Anchored,
            ..Self::new(start, end, DateKind::Date, point.value())
        }
    }

    /// Returns an expression whose value cannot be resolved without a publication date.
    pub(super) fn unresolved(start: usize, end: usize, value: impl Into<String>) -> Self {
        Self {
            is_unresolved: true,
            certainty: Certainty::Open,
            ..Self::new(start, end, DateKind::Date, value)
        }
    }

    /// Returns the expression with this modifier, if there is one.
    pub(super) fn with(self, modifier: Option<DateModifier>) -> Self {
        Self {
            modifier: modifier.or(self.modifier),
            ..self
        }
    }

    /// Returns the expression with this certainty.
    pub(super) fn settled(self, certainty: Certainty) -> Self {
        Self { certainty, ..self }
    }

    /// Returns the expression with the verb that decided its direction. Without a verb, its certainty is
    /// [`Certainty::Nearest`].
    pub(super) fn by_tense(self, reading: TenseReading) -> Self {
        let certainty = if reading.is_known() {
            Certainty::ByTense
        } else {
            Certainty::Nearest
        };
        Self {
            certainty,
            tense: Some(reading),
            ..self
        }
    }

    /// Returns the expression with its year left open, because the date recurs each year.
    pub(super) fn by_habit(self, rule: &'static Rule) -> Self {
        let reading = TenseReading {
            tense: Tense::Unknown,
            verb: None,
            rule,
        };
        Self {
            tense: Some(reading),
            ..self
        }
    }

    /// Returns the expression as found by this rule.
    pub(super) fn by(self, rule: &'static Rule) -> Self {
        Self {
            rule: self.rule.or(Some(rule)),
            ..self
        }
    }
}

/// The context in which an expression is read and resolved.
#[derive(Clone, Copy)]
pub(super) struct DateContext<'a> {
    /// The page, which knows which rules are switched on.
    pub(super) page: &'a Page<'a>,
    /// The subtokens of the sentence.
    pub(super) line: SubtokenLine<'a>,
    /// The publication date.
    pub(super) published: Option<Date>,
    /// The last date before this place in the same sentence.
    pub(super) before: Option<CalendarSpan>,
    /// The index after that date.
    pub(super) before_end: usize,
    /// The last date before this place in the text.
    pub(super) last: Option<CalendarSpan>,
    /// The range of that date.
    pub(super) last_range: Option<ByteRange>,
    /// Whether the text writes the day or the month first.
    pub(super) day_order: &'a DayOrderOf<'a>,
}

/// A function that reads one family of expressions: returns the expression that begins at a subtoken, if there is one.
pub(super) type TemporalReader = fn(&DateContext<'_>, usize) -> Option<TemporalExpression>;

impl DateContext<'_> {
    /// Returns whether a rule is switched on.
    pub(super) fn allows(&self, rule: &'static Rule) -> bool {
        self.page.allows(rule)
    }

    /// Records that a rule excludes these subtokens from dates. Returns whether the rule is switched on.
    pub(super) fn drops(&self, rule: &'static Rule, pieces: std::ops::Range<usize>) -> bool {
        let is_on = self.page.allows(rule);
        if is_on {
            self.page.record(rule, self.line.range(pieces), Vec::new);
        }
        is_on
    }

    /// Returns the calendar period of this length that contains the last date mentioned, or else the publication date,
    /// and how certain that is.
    pub(super) fn latest_base(&self, period: Period) -> Option<(CalendarSpan, Certainty)> {
        self.base_from(self.before.or(self.last), period)
    }

    /// Returns the calendar period of this length that contains the previous date of the sentence, if that date is at
    /// least as precise, or else the publication date. A day may also come from an earlier sentence.
    pub(super) fn base(&self, period: Period) -> Option<(CalendarSpan, Certainty)> {
        let earlier = self.last.filter(|_| period == Period::Day);
        self.base_from(self.before.or(earlier), period)
    }

    fn base_from(
        &self,
        named: Option<CalendarSpan>,
        period: Period,
    ) -> Option<(CalendarSpan, Certainty)> {
        let from = named
            .filter(|point| point.period() <= period)
            .and_then(CalendarSpan::day);
        let certainty = if from.is_some() {
            Certainty::Anchored
        } else {
            Certainty::Counted
        };
        Some((
            CalendarSpan::holding(from.or(self.published)?, period)?,
            certainty,
        ))
    }
}
