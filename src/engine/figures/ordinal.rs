//! Places in an order: "23rd", "third-largest".

use super::candidate::FigureCandidate;
use super::context::FigureContext;
use crate::annotation::{Amount, Figure, FigureKind, RuleId};
use crate::engine::numbers::{
    FigureClass, GrammarWord, NumericFlags, StepBack, SubtokenClass, SubtokenLine,
};
use crate::engine::rule::Rule;

pub(super) static DIGITS: Rule = Rule {
    id: RuleId("figures/ordinal-in-digits"),
    summary: "Digits with an ending such as \"th\" are a place in an order.",
    needs: &[],
    finds: &[
        "It was her ⟦31st⟧ win.",
        "The bill failed in its ⟦2nd⟧ reading.",
    ],
    silent: &[
        "The 4th Amendment was cited.",
        "He lives at 31 St Mary's Lane.",
    ],
};

pub(super) static WORDS: Rule = Rule {
    id: RuleId("figures/ordinal-in-words"),
    summary: "\"First\", \"second\", \"twenty-third\" are a place in an order where they are no name, idiom or fraction.",
    needs: &[],
    finds: &[
        "The ⟦second⟧-biggest port shut.",
        "It was the ⟦fourth⟧ strike of the year.",
    ],
    silent: &[
        "The Fifth Avenue shop was shut.",
        "He had second thoughts about it.",
        "A third of the crop was lost.",
    ],
};

/// Returns the place in an order that begins at subtoken `index`.
pub(super) fn find_ordinal(ctx: &FigureContext<'_>, index: usize) -> Option<FigureCandidate> {
    let line = ctx.line;
    let digits = || read_digits(line, index).map(|found| (&DIGITS, 86, found));
    let words = || read_words(line, index).map(|found| (&WORDS, 76, found));
    let (rule, percent, (place, end)) = digits()
        .filter(|_| ctx.allows(&DIGITS))
        .or_else(|| words().filter(|_| ctx.allows(&WORDS)))?;
    if is_name(line, index, end) {
        return None;
    }
    let figure = Figure::new(FigureKind::Ordinal, Amount::Ordinal(place));
    Some(FigureCandidate::new(rule, percent, index..end, figure))
}

fn read_digits(line: SubtokenLine<'_>, index: usize) -> Option<(u32, usize)> {
    let is_ending = line.class(index) == SubtokenClass::Digits
        && !(line.is_glued(index) && line.class(index.back(1)) == SubtokenClass::Word)
        && line.is_glued(index + 1)
        && line.is_a(index + 1, GrammarWord::OrdinalEnding);
    if !is_ending {
        return None;
    }
    let digits: String = line.raw(index).chars().filter(|c| *c != ',').collect();
    Some((digits.parse().ok()?, index + 2))
}

fn read_words(line: SubtokenLine<'_>, index: usize) -> Option<(u32, usize)> {
    let word = line.word(index);
    if let Some(tens) = word.cardinal.filter(|tens| *tens >= 20) {
        let at = line.behind_hyphen(index + 1);
        let unit = line.word(at).ordinal.filter(|unit| *unit < 10)?;
        return Some((u32::from(tens) + u32::from(unit), at + 1));
    }
    if word.cardinal.is_some() || word.share.is_some() && is_part(line, index) {
        return None;
    }
    let place = word.ordinal.filter(|place| *place > 0)?;
    let is_second = place == 2
        && (line.is_a(index + 1, GrammarWord::AfterOrdinal)
            || line.is_a(index.back(1), GrammarWord::OrdinalTail));
    (!is_second).then_some((u32::from(place), index + 1))
}

/// Returns whether the word is a part of a whole rather than a place: "a third of", "two thirds".
fn is_part(line: SubtokenLine<'_>, index: usize) -> bool {
    let before = index.back(1);
    line.is_a(before, GrammarWord::OneOrA) && line.is_a(index + 1, GrammarWord::Of)
        || line.is_dash(before) && line.word(before.back(1)).cardinal.is_some()
        || line.raw(index).ends_with('s')
}

/// Returns whether the place is a part of a name or idiom: "14th Amendment", "Fifth Avenue", "first aid".
fn is_name(line: SubtokenLine<'_>, index: usize, end: usize) -> bool {
    let is_before_name =
        line.is_capital(end) && line.class(end) == SubtokenClass::Word && line.gap(end) == " ";
    let is_adverb = line.class(index) == SubtokenClass::Word
        && line.raw(end) == ","
        && line.class(index.back(1)) == SubtokenClass::Mark;
    let is_street = line.class(index) == SubtokenClass::Word
        && index > 0
        && line.is_capital(index)
        && line.has(end, NumericFlags::STREET);
    is_before_name || is_adverb || is_street || is_idiom(line, index, end)
}

/// Returns whether the word is part of an idiom: "at first", "second thoughts", "first-hand", "was first reported".
fn is_idiom(line: SubtokenLine<'_>, index: usize, end: usize) -> bool {
    let before = index.back(1);
    let is_first = line.is(index, &["first"]);
    // "Was first reported": when, not which.
    let is_when = is_first
        && (line.has(before, NumericFlags::AUXILIARY.or(NumericFlags::FUNCTION))
            || line.class(before) == SubtokenClass::Word && line.is_capital(before))
        && (line.raw(end).ends_with("ed")
            || line.has(end, NumericFlags::VERB.or(NumericFlags::PAST)));
    line.reads(before, "at first")
        || line.is(index, &["second"]) && line.is_a(end, GrammarWord::Thoughts)
        || is_first && line.in_class(end, FigureClass::FirstThing)
        || line.is_hyphen(end) && line.in_class(end + 1, FigureClass::OrdinalCompound)
        || is_when
}
