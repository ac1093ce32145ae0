//! Finds figures: amounts with value, unit, bound, change and the things that they count.
//!
//! Works on the subtokens of [`super::numbers`] and skips the numbers of dates, which were found before. Knows nothing
//! about how dates are read. [`RULES`] lists the rules in the order in which they are tried: what excludes a number,
//! what finds a figure, what adds its bound, change and rate, and what a bare number counts.

mod age;
mod antecedent;
mod bare_number;
mod bound;
mod candidate;
mod change;
mod context;
mod currency_hints;
mod exclusions;
mod measured;
mod multiple;
mod names;
mod noun;
mod ordinal;
mod piece;
mod quantity;
mod ratio;
mod reference_mark;
mod scale;
mod score;
mod subject;
mod unit;

use std::iter::Peekable;
use std::ops::Range;

use super::draft::Found;
use super::numbers::{NumericFlags, NumericWord, SubtokenClass, SubtokenLine};
use super::page::Page;
use super::rule::{Evidence, FindingKind, Rule};
use crate::annotation::{Figure, FigureKind, RuleId};
use crate::invariant::ExpectOr;
use candidate::{EarlierFigure, FigureCandidate};
use context::FigureContext;
use currency_hints::CurrencyHints;

pub(in crate::engine) use context::EarlierFindings;

static DOZEN_PRICE: Rule = Rule {
    id: RuleId("figures/no-figure-in-price-of-dozen"),
    summary: "\"A dozen\" after a price is what the price is for.",
    needs: &[],
    finds: &[
        "Eggs are 64 cents ⟦a dozen⟧ now.",
        "Such shops are a dime ⟦a dozen⟧ here.",
    ],
    silent: &[
        "She bought a dozen eggs.",
        "He paid 64 cents for a dozen eggs.",
    ],
};

static IN_DATE: Rule = Rule {
    id: RuleId("figures/no-figure-in-date"),
    summary: "A number inside a date or duration is no figure.",
    needs: &[FindingKind::Dates],
    finds: &[
        "The vote is on ⟦3 June 2025⟧ in Oslo.",
        "The talks took ⟦nine days⟧ in all.",
    ],
    silent: &["The vote drew 300 men.", "The talks were a waste."],
};

/// The rules of figures, in the order in which they are tried.
pub(in crate::engine) static RULES: &[&Rule] = &[
    &IN_DATE,
    &DOZEN_PRICE,
    &ordinal::DIGITS,
    &ordinal::WORDS,
    &score::SCORE,
    &exclusions::MONTH_DAY,
    &exclusions::CODE,
    &exclusions::LIST_MARK,
    &reference_mark::RULE,
    &names::TEAM,
    &names::NAMED,
    &names::ADDRESS,
    &exclusions::CLOCK,
    &exclusions::CODE_WORD,
    &names::WORD,
    &exclusions::PRONOUN,
    &names::TITLE,
    &age::DECADE,
    &age::OLD,
    &age::AGED,
    &age::LIMIT,
    &age::BECAME,
    &age::APPOSITION,
    &multiple::VERB,
    &multiple::TWICE,
    &multiple::FOLD,
    &ratio::IN,
    &ratio::OUT_OF,
    &piece::NEGATIVE,
    &piece::CURRENCY_WORD,
    &scale::LETTER,
    &scale::CODE,
    &unit::BRACKETS,
    &unit::POUNDS,
    &unit::SHILLINGS,
    &measured::RANGE,
    &measured::SMALLER_UNIT,
    &quantity::AMOUNT,
    &quantity::CURRENCY_OF_TEXT,
    &quantity::FRACTION,
    &quantity::COUNT,
    &quantity::NUMBER,
    &unit::PER,
    &bound::BEFORE,
    &bound::AFTER,
    &change::LEVEL,
    &change::BY,
    &change::VERB,
    &change::NOUN,
    &change::AGAIN,
    &antecedent::LIST,
    &antecedent::LEVELS,
    &antecedent::SUBJECT,
    &antecedent::LABEL,
    &antecedent::UNDERSTOOD,
    &antecedent::REFERENCE,
    &antecedent::TOPIC,
    &antecedent::EARLIER,
];

/// Returns the figures of the page, in order and without overlaps.
pub(in crate::engine) fn find_figures(
    page: &Page<'_>,
    sources: EarlierFindings<'_>,
) -> Vec<Found<Box<Figure>>> {
    let mut found = Vec::new();
    let hints = CurrencyHints::new(page);
    let mut memory = antecedent::CountMemory::default();
    let mut candidates = Vec::new();
    page.read_lines(|line| {
        let mut ctx = FigureContext {
            page,
            line,
            sources,
            hints: &hints,
            earlier: None,
        };
        search_line(&mut ctx, |candidate| candidates.push(candidate));
        antecedent::resolve_counts(&ctx, &mut candidates, &mut memory);
        found.extend(
            candidates
                .drain(..)
                .map(|candidate| finish_figure(&ctx, candidate)),
        );
    });
    found
}

/// Makes a finding of a candidate, and records the rules that changed it.
fn finish_figure(ctx: &FigureContext<'_>, candidate: FigureCandidate) -> Found<Box<Figure>> {
    let range = ctx.line.range(candidate.start..candidate.end);
    for note in candidate.notes {
        ctx.page.record(note.rule, range, || {
            vec![Evidence {
                label: note.label,
                range: ctx.line.range(note.pieces),
            }]
        });
    }
    Found {
        range,
        what: Box::new(candidate.figure),
        by: candidate.by.id,
        confidence: candidate.confidence,
    }
}

/// The result of reading at a subtoken.
enum FigureStep {
    Figure(FigureCandidate),
    /// No figure. Holds the rule that excluded it, if any, and the subtoken at which the search continues.
    Skip(Option<&'static Rule>, usize),
}

/// Calls `add` with each figure of a sentence.
fn search_line(ctx: &mut FigureContext<'_>, mut add: impl FnMut(FigureCandidate)) {
    let line = ctx.line;
    let mut taken = find_taken(ctx);
    let mut index = 0;
    while index < line.len() {
        if let Some(range) = taken.next_if(|range| range.contains(&index)) {
            let end = range.end.max(index + 1);
            ctx.page.record(&IN_DATE, line.range(index..end), Vec::new);
            index = end;
            continue;
        }
        let limit = taken.peek().map_or(line.len(), |range| range.start);
        let next = match find_at(ctx, index, limit) {
            FigureStep::Figure(candidate) => {
                let next = candidate.end;
                ctx.earlier = Some(EarlierFigure::new(&candidate));
                add(candidate);
                next
            }
            FigureStep::Skip(rule, next) => {
                if let Some(rule) = rule {
                    ctx.page.record(rule, line.range(index..next), Vec::new);
                }
                next
            }
        };
        index = next.max(index + 1);
    }
}

/// Returns the figure that begins at subtoken `index` and ends before `limit`, or where to go on.
fn find_at(ctx: &FigureContext<'_>, index: usize, limit: usize) -> FigureStep {
    let line = ctx.line;
    if !may_begin(line, index) {
        return FigureStep::Skip(None, index + 1);
    }
    if line.reads(index, "a dozen") && is_dozen_price(ctx, index) && ctx.allows(&DOZEN_PRICE) {
        return FigureStep::Skip(Some(&DOZEN_PRICE), index + 2);
    }
    let found = ordinal::find_ordinal(ctx, index).or_else(|| score::find_score(ctx, index));
    if found.is_none()
        && let Some(exclusion) = exclusions::find_exclusion(ctx, index)
    {
        return FigureStep::Skip(Some(exclusion.rule), exclusion.end);
    }
    let found = found
        .or_else(|| age::find_age(ctx, index))
        .or_else(|| multiple::find_multiple(ctx, index))
        .or_else(|| ratio::find_ratio(ctx, index))
        .or_else(|| quantity::find_quantity(ctx, index));
    match found {
        Some(candidate) if candidate.end <= limit => {
            let is_title = names::is_title(line, candidate.start, candidate.end);
            if is_title && ctx.allows(&names::TITLE) {
                FigureStep::Skip(Some(&names::TITLE), candidate.end)
            } else {
                FigureStep::Figure(candidate)
            }
        }
        _ => FigureStep::Skip(None, index + 1),
    }
}

/// Returns whether a price is given for "a dozen" at subtoken `index`: "64 cents a dozen", "a dime a dozen".
fn is_dozen_price(ctx: &FigureContext<'_>, index: usize) -> bool {
    let is_price =
        |earlier: EarlierFigure| earlier.end == index && earlier.kind == FigureKind::Money;
    ctx.earlier.is_some_and(is_price) || index > 0 && ctx.line.is(index - 1, &["dime"])
}

/// Returns whether a figure may begin with this subtoken. It is a cheap test that rejects most words.
fn may_begin(line: SubtokenLine<'_>, index: usize) -> bool {
    let word = line.word(index);
    let is_number = |word: &NumericWord| {
        word.cardinal.is_some()
            || word.scale.is_some()
            || word.ordinal.is_some()
            || word.share.is_some()
            || word.factor.is_some()
            || word.has(NumericFlags::AMOUNT)
    };
    match line.class(index) {
        SubtokenClass::Digits => true,
        SubtokenClass::Mark => !matches!(
            line.raw(index),
            "," | ";" | ":" | "\"" | "'" | "(" | ")" | "“" | "”" | "‘" | "’" | "?" | "!"
        ),
        SubtokenClass::Address => false,
        SubtokenClass::Word => {
            is_number(word)
                || is_number(line.word(index + 1))
                || line.class(index + 1) == SubtokenClass::Digits
                || matches!(line.raw(index + 1), "$" | "£" | "=" | "." | "-" | "₵")
        }
    }
}

/// Returns the ranges of subtokens that belong to dates, in order.
fn find_taken<'a>(
    ctx: &FigureContext<'a>,
) -> Peekable<impl Iterator<Item = Range<usize>> + use<'a>> {
    let line = ctx.line;
    let whole = line.range(0..line.len());
    let is_read = ctx.allows(&IN_DATE);
    let dates = if is_read { ctx.sources.dates } else { &[] };
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
