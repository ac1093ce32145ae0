//! A temporal expression as it is read, and what it is read with.

use jiff::civil::Date;

use super::day_order::DayOrderOf;
use super::tense::{Tense, TenseReading};
use super::timex_value::CalendarSpan;
use crate::annotation::{Confidence, DateKind, DateModifier};
use crate::engine::numbers::{Period, SubtokenLine};
use crate::engine::page::Page;
use crate::engine::rule::Rule;
use crate::text::ByteRange;

/// How far the text settles the value of an expression.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Certainty {
    /// It says all of it: "3 May 2024", "two weeks".
    Written,
    /// It is counted from the publication date: "yesterday", "last week".
    Counted,
    /// It is counted from a date named earlier: "the next day".
    Anchored,
    /// The tense of a verb gives the direction: "will meet on Monday".
    ByTense,
    /// Nothing says the direction; the nearest one is taken.
    Nearest,
    /// It is left open.
    Open,
}

impl Certainty {
    /// Returns how often such a value is right before calibration, in percent: by the order of the shares on the
    /// development data, not by their size.
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

    /// Returns the confidence before calibration.
    pub(super) fn confidence(self) -> Confidence {
        Confidence::percent(self.percent())
    }
}

/// What a temporal expression says, and where.
#[derive(Clone, Debug)]
pub(super) struct TemporalExpression {
    /// The index of its first piece.
    pub(super) start: usize,
    /// The index after its last piece.
    pub(super) end: usize,
    /// Its kind.
    pub(super) kind: DateKind,
    /// Its TIMEX3 value.
    pub(super) value: String,
    /// Its modifier.
    pub(super) modifier: Option<DateModifier>,
    /// Whether the value had to be left relative.
    pub(super) is_unresolved: bool,
    /// From when to when a duration lasts.
    pub(super) anchor: Option<String>,
    /// What later expressions may count from.
    pub(super) point: Option<CalendarSpan>,
    /// How far the text settles the value.
    pub(super) certainty: Certainty,
    /// The verb that gave the direction.
    pub(super) tense: Option<TenseReading>,
    /// The rule that found it, where it is not the one of its reader.
    pub(super) rule: Option<&'static Rule>,
}

impl TemporalExpression {
    /// Returns an expression whose value is written out.
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

    /// Returns a date that later ones may count from.
    pub(super) fn at(start: usize, end: usize, point: CalendarSpan) -> Self {
        Self {
            point: Some(point),
            certainty: Certainty::Counted,
            ..Self::new(start, end, DateKind::Date, point.value())
        }
    }

    /// Returns what something is compared with; what is named later does not count from it.
    pub(super) fn compared(start: usize, end: usize, point: CalendarSpan) -> Self {
        Self {
            certainty: Certainty::Anchored,
            ..Self::new(start, end, DateKind::Date, point.value())
        }
    }

    /// Returns an expression whose value waits for a publication date.
    pub(super) fn unresolved(start: usize, end: usize, value: impl Into<String>) -> Self {
        Self {
            is_unresolved: true,
            certainty: Certainty::Open,
            ..Self::new(start, end, DateKind::Date, value)
        }
    }

    /// Returns it with a modifier, if there is one.
    pub(super) fn with(self, modifier: Option<DateModifier>) -> Self {
        Self {
            modifier: modifier.or(self.modifier),
            ..self
        }
    }

    /// Returns it as settled that far.
    pub(super) fn settled(self, certainty: Certainty) -> Self {
        Self { certainty, ..self }
    }

    /// Returns it with the verb that gave the direction, or as a guess where no verb did.
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

    /// Returns it as left open because it comes again each year.
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

    /// Returns it as found by a rule.
    pub(super) fn by(self, rule: &'static Rule) -> Self {
        Self {
            rule: self.rule.or(Some(rule)),
            ..self
        }
    }
}

/// What an expression is read and resolved with.
#[derive(Clone, Copy)]
pub(super) struct DateContext<'a> {
    /// The page, which knows what rules are switched on.
    pub(super) page: &'a Page<'a>,
    /// The pieces of the sentence.
    pub(super) line: SubtokenLine<'a>,
    /// The publication date.
    pub(super) published: Option<Date>,
    /// The last date named before in the same sentence.
    pub(super) before: Option<CalendarSpan>,
    /// The index after the last date named before in the same sentence.
    pub(super) before_end: usize,
    /// The last date named before in the text.
    pub(super) last: Option<CalendarSpan>,
    /// Where that one stands.
    pub(super) last_range: Option<ByteRange>,
    /// Whether the text writes the day or the month first.
    pub(super) day_order: &'a DayOrderOf<'a>,
}

/// A reader of one family of expressions: what begins at a piece, if anything does.
pub(super) type TemporalReader = fn(&DateContext<'_>, usize) -> Option<TemporalExpression>;

impl DateContext<'_> {
    /// Returns whether a rule that reads or drops something is switched on.
    pub(super) fn allows(&self, rule: &'static Rule) -> bool {
        self.page.allows(rule)
    }

    /// Records that a rule takes pieces for no date, and returns whether it is switched on.
    pub(super) fn drops(&self, rule: &'static Rule, pieces: std::ops::Range<usize>) -> bool {
        let is_on = self.page.allows(rule);
        if is_on {
            self.page.record(rule, self.line.range(pieces), Vec::new);
        }
        is_on
    }

    /// Returns the stretch of that length around the last date named, or around the publication date, and how far the text
    /// settles it.
    pub(super) fn latest_base(&self, period: Period) -> Option<(CalendarSpan, Certainty)> {
        self.base_from(self.before.or(self.last), period)
    }

    /// Returns the stretch of that length around the date named before in the sentence, if that one is as fine, or around
    /// the publication date. A day may have been named in an earlier sentence.
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
