//! Describes the words around a number without a noun, and finds the noun that it may refer to.

use super::candidate::FigureCandidate;
use super::subject::{CountedPhrase, find_subject, nearest_plural, noun_ending, phrase_at};
use crate::engine::numbers::{
    FigureClass, GrammarWord, NumericFlags, StepBack, SubtokenClass, SubtokenLine, modifier,
};

/// How far before a number the words that refer to what was counted may occur: "of which the virus has closed 11".
const MAX_PIECES_TO_REFERENCE: usize = 7;

/// The words around a number without a noun.
pub(super) struct BareNumber {
    /// The first subtoken of the bound and the adverbs before the number.
    start: usize,
    /// The index of the subtoken before that.
    before: usize,
    end: usize,
    /// Whether the words around it refer to what was counted.
    pub(super) refers: bool,
    /// Whether it continues an earlier count.
    pub(super) goes_on: bool,
    pub(super) stands_alone: bool,
}

impl BareNumber {
    pub(super) fn new(line: SubtokenLine<'_>, candidate: &FigureCandidate) -> Self {
        let start = before_bound(line, candidate.start);
        let (before, end) = (start.back(1), candidate.end);
        Self {
            start,
            before,
            end,
            refers: refers_back(line, start, end),
            goes_on: goes_on(line, before, end),
            stands_alone: stands_alone(line, before, end),
        }
    }

    /// Returns whether another number is compared with this one: "up from 300".
    pub(super) fn is_compared(&self, line: SubtokenLine<'_>) -> bool {
        line.is_a(self.before, GrammarWord::From)
            && line.is_a(self.before.back(1), GrammarWord::UpOrDown)
    }

    /// Returns the subject of the verb before the number: "Deaths rose to 48".
    pub(super) fn find_tallied(
        &self,
        line: SubtokenLine<'_>,
        candidate: &FigureCandidate,
    ) -> Option<CountedPhrase> {
        let verb = tally_before(line, candidate, self.before)?;
        find_subject(line, verb)
    }

    /// Returns the noun before a colon: "Goats: 12".
    pub(super) fn find_label(&self, line: SubtokenLine<'_>) -> Option<CountedPhrase> {
        let is_label = line.raw(self.before) == ":";
        is_label.then(|| noun_ending(line, self.before)).flatten()
    }

    /// Returns the nearest plural noun that "of them" or "in all" refers to. `is_first`: the sentence has no figure
    /// before this one.
    pub(super) fn find_referent(
        &self,
        line: SubtokenLine<'_>,
        is_first: bool,
    ) -> Option<CountedPhrase> {
        let is_summed = line.is_a(self.end, GrammarWord::In)
            && line.in_class(self.end + 1, FigureClass::AllOrTotal)
            && line.raw(self.before) == ",";
        let refers = self.refers && is_first || is_summed;
        refers.then(|| nearest_plural(line, self.start)).flatten()
    }

    /// Returns the plural noun that begins the sentence, if the number can count nothing else.
    pub(super) fn find_topic(
        &self,
        line: SubtokenLine<'_>,
        has_last: bool,
    ) -> Option<CountedPhrase> {
        let named = || phrase_at(line, 2).filter(|_| self.goes_on);
        if line.reads(0, "as for")
            && let Some(phrase) = named()
        {
            return Some(phrase);
        }
        let is_clause = !has_last
            && line.is_a(self.before, GrammarWord::AndOrBut)
            && line.has(self.end, NumericFlags::AUXILIARY.or(NumericFlags::VERB));
        is_clause.then(|| phrase_at(line, 0)).flatten()
    }
}

/// Returns where the bound and the adverbs before a number begin.
fn before_bound(line: SubtokenLine<'_>, start: usize) -> usize {
    let mut at = modifier::modifier_before(line, start).map_or(start, |found| found.1);
    while at > 0
        && (line.in_class(at - 1, FigureClass::SmallAdverb)
            || line.class(at - 1) == SubtokenClass::Word
                && line.raw(at - 1).len() > 4
                && line.raw(at - 1).ends_with("ly"))
    {
        at -= 1;
    }
    at
}

/// Returns the verb between what is counted and the number: "totalled 88", "rose by 60 to 410", "stood at 940".
fn tally_before(
    line: SubtokenLine<'_>,
    candidate: &FigureCandidate,
    before: usize,
) -> Option<usize> {
    let is_change = candidate.figure.level.is_some() || candidate.figure.change.is_some();
    if line.is_a(before, GrammarWord::BareNumberPreposition) {
        let verb = before.back(1);
        let is_tally =
            line.has(verb, NumericFlags::TALLY) && !line.is_a(before, GrammarWord::BareNumberLink);
        return (is_change && !line.is_a(before, GrammarWord::Of) || is_tally).then_some(before);
    }
    (line.has(before, NumericFlags::TALLY) || is_change && line.word(before).change.is_some())
        .then_some(before)
}

/// Returns whether the words around a number refer to what was counted: "the other 200", "9 of whom", "of them, 12",
/// "120 more".
fn refers_back(line: SubtokenLine<'_>, start: usize, end: usize) -> bool {
    let is_pronoun =
        |at: usize| line.is_a(at, GrammarWord::Of) && line.in_class(at + 1, FigureClass::Reference);
    let first = start.saturating_sub(MAX_PIECES_TO_REFERENCE);
    let is_other = (start..start + 3).any(|at| at < end && line.is_a(at, GrammarWord::OtherWord));
    let is_more = line.is(end, &["more"]);
    is_other
        || is_more
        || is_pronoun(end)
        || (first..start).any(is_pronoun) && goes_on(line, start.back(1), end)
}

/// Returns whether a number continues an earlier count of the sentence: after a verb, a comma or "and", with no noun
/// of its own after it.
fn goes_on(line: SubtokenLine<'_>, before: usize, end: usize) -> bool {
    let is_led = matches!(line.raw(before), "," | ";" | "—" | "–" | "")
        || line.class(before) == SubtokenClass::Word
            && !line.has(
                before,
                NumericFlags::PREPOSITION.or(NumericFlags::DETERMINER),
            )
            && !line.is_a(before, GrammarWord::NumberOrThan)
            && is_led_by(line, before);
    is_led && is_free(line, end)
}

/// Returns whether a number may depend on the word before it: a verb, a conjunction or an adverb. A noun would form a
/// name or a degree with it ("police posts 542", "magnitude 5"), but a verb may be omitted after a name ("Madrid 18").
fn is_led_by(line: SubtokenLine<'_>, at: usize) -> bool {
    let verbs = NumericFlags::VERB
        .or(NumericFlags::AUXILIARY)
        .or(NumericFlags::PRESENT)
        .or(NumericFlags::PAST)
        .or(NumericFlags::FUTURE)
        .or(NumericFlags::TALLY)
        .or(NumericFlags::FUNCTION);
    let raw = line.raw(at);
    line.has(at, verbs)
        || line.word(at).change.is_some()
        || line.is_capital(at)
        || raw.ends_with("ed")
        || raw.ends_with("ing")
        || line.in_class(at, FigureClass::HoldingVerb)
}

/// Returns whether a number without a noun is a subject or an object by itself: "Two were rescued", "It has 6".
fn stands_alone(line: SubtokenLine<'_>, before: usize, end: usize) -> bool {
    let is_subject = (before > line.len() || matches!(line.raw(before), ";" | "—"))
        && line.has(end, NumericFlags::AUXILIARY.or(NumericFlags::VERB));
    let is_object = line.in_class(before, FigureClass::HavingVerb) && is_free(line, end);
    is_subject || is_object
}

/// Returns whether the phrase of a number ends directly after it.
fn is_free(line: SubtokenLine<'_>, end: usize) -> bool {
    line.is_end(end) && !matches!(line.raw(end), "-" | "–" | "/" | "%" | "$" | "€" | "£" | "°")
        || line.class(end) == SubtokenClass::Word
            && line.has(
                end,
                NumericFlags::PREPOSITION
                    .or(NumericFlags::AUXILIARY)
                    .or(NumericFlags::FUNCTION)
                    .or(NumericFlags::VERB)
                    .or(NumericFlags::PRESENT),
            )
}
