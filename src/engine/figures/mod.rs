//! Owns the search for figures: amounts with value, unit, bound, change and what they count.
//!
//! Reads the pieces of [`super::numbers`]; a date that was found before has its numbers for itself. Knows nothing of how
//! dates are read.

mod age;
mod antecedent;
mod change;
mod context;
mod exclusions;
mod names;
mod noun;
mod ordinal;
mod quantity;
mod ratio;
mod scale;
mod score;
mod unit;

use std::iter::Peekable;
use std::ops::Range;

use super::draft::{Found, Name};
use super::numbers::{AtomClass, Flags, Line, NumericWord};
use super::page::Page;
use crate::annotation::{Confidence, DateExpression, Figure, FigureKind, RuleId};
use crate::invariant::ExpectOr;

/// What was found before, and what the whole text tells.
pub(in crate::engine) struct Sources<'a> {
    /// The dates, whose numbers are taken.
    pub(in crate::engine) dates: &'a [Found<Box<DateExpression>>],
    /// The names, for whose age a number is.
    pub(in crate::engine) names: &'a [Found<Name>],
}

/// A figure with the pieces that it stands on.
#[derive(Clone, Debug)]
struct FigureCandidate {
    start: usize,
    end: usize,
    figure: Figure,
    confidence: Confidence,
}

impl FigureCandidate {
    fn new(start: usize, end: usize, figure: Figure) -> Self {
        Self {
            start,
            end,
            figure,
            confidence: Confidence::percent(90),
        }
    }
}

/// Returns the figures of the page, in order and disjoint.
pub(in crate::engine) fn find_figures(
    page: &Page<'_>,
    sources: &Sources<'_>,
    by: RuleId,
) -> Vec<Found<Box<Figure>>> {
    let mut found = Vec::new();
    let mut hints = context::Hints::default();
    let mut memory = antecedent::Memory::default();
    let mut candidates = Vec::new();
    page.read_lines(|line| {
        let mut search = Search {
            page,
            line,
            sources,
            hints: &mut hints,
            before: None,
        };
        search.run(|candidate| candidates.push(candidate));
        antecedent::resolve(line, &mut candidates, &mut memory);
        found.extend(candidates.drain(..).map(|candidate| Found {
            range: line.range(candidate.start..candidate.end),
            what: Box::new(candidate.figure),
            by,
            confidence: candidate.confidence,
        }));
    });
    found
}

/// The search in one sentence.
struct Search<'a> {
    page: &'a Page<'a>,
    line: Line<'a>,
    sources: &'a Sources<'a>,
    hints: &'a mut context::Hints,
    before: Option<FigureCandidate>,
}

impl Search<'_> {
    fn run(&mut self, mut add: impl FnMut(FigureCandidate)) {
        let mut taken = taken(self.line, self.sources);
        let mut index = 0;
        while index < self.line.len() {
            if let Some(end) = taken.next_if(|range| range.contains(&index)) {
                index = end.end.max(index + 1);
                continue;
            }
            let limit = taken.peek().map_or(self.line.len(), |range| range.start);
            match self.at(index, limit) {
                Ok(candidate) if names::is_title(self.line, candidate.start, candidate.end) => {
                    index = candidate.end.max(index + 1);
                }
                Ok(candidate) => {
                    index = candidate.end.max(index + 1);
                    self.before = Some(candidate.clone());
                    add(candidate);
                }
                Err(end) => index = end.max(index + 1),
            }
        }
    }

    /// Returns the figure that begins at piece `index` and ends before `limit`, or where to go on.
    fn at(&mut self, index: usize, limit: usize) -> Result<FigureCandidate, usize> {
        let line = self.line;
        if !may_begin(line, index) {
            return Err(index + 1);
        }
        if line.reads(index, "a dozen") && self.is_dozen_price(index) {
            return Err(index + 2);
        }
        let found = ordinal::find_ordinal(line, index).or_else(|| score::find_score(line, index));
        if found.is_none()
            && let Some(end) = exclusions::skip(line, index)
        {
            return Err(end);
        }
        let found = found
            .or_else(|| age::find_age(self.page, line, self.sources, index))
            .or_else(|| change::multiple(line, index))
            .or_else(|| ratio::find_ratio(line, index))
            .or_else(|| {
                quantity::find_quantity(self.page, line, self.hints, index, self.before.as_ref())
            });
        match found {
            Some(candidate) if candidate.end <= limit => Ok(candidate),
            _ => Err(index + 1),
        }
    }
}

impl Search<'_> {
    /// Returns whether "a dozen" at piece `index` is what a price is for: "64 cents a dozen", "a dime a dozen".
    fn is_dozen_price(&self, index: usize) -> bool {
        let is_price = |before: &FigureCandidate| {
            before.end == index && before.figure.kind == FigureKind::Money
        };
        self.before.as_ref().is_some_and(is_price)
            || index > 0 && self.line.is(index - 1, &["dime"])
    }
}

/// Returns whether a figure may begin with that piece; most words are told by a glance.
fn may_begin(line: Line<'_>, index: usize) -> bool {
    let word = line.word(index);
    let is_number = |word: &NumericWord| {
        word.cardinal.is_some()
            || word.scale.is_some()
            || word.ordinal.is_some()
            || word.share.is_some()
            || word.has(Flags::AMOUNT)
    };
    match line.class(index) {
        AtomClass::Digits => true,
        AtomClass::Mark => !matches!(
            line.raw(index),
            "," | ";" | ":" | "\"" | "'" | "(" | ")" | "“" | "”" | "‘" | "’" | "?" | "!"
        ),
        AtomClass::Address => false,
        AtomClass::Word => {
            is_number(word)
                || is_number(line.word(index + 1))
                || line.class(index + 1) == AtomClass::Digits
                || matches!(line.raw(index + 1), "$" | "£" | "=" | "." | "-" | "₵")
        }
    }
}

/// Returns the stretches of pieces that dates have, in order.
fn taken<'a>(
    line: Line<'a>,
    sources: &'a Sources<'a>,
) -> Peekable<impl Iterator<Item = Range<usize>> + use<'a>> {
    let whole = line.range(0..line.len());
    let dates = sources.dates;
    let first = dates.partition_point(|date| date.range.end() <= whole.start());
    dates
        .get(first..)
        .expect_or_default("a partition point lies in its list")
        .iter()
        .take_while(move |date| date.range.start() < whole.end())
        .map(move |date| {
            let start = line.at(date.range.start());
            start..line.at(date.range.end()).max(start + 1)
        })
        .peekable()
}

#[cfg(test)]
mod tests;
