//! Shares of a whole: "one in five adults", "seven out of 10", "320 per 100,000".

use super::candidate::FigureCandidate;
use super::context::FigureContext;
use super::{bound, change, exclusions, noun};
use crate::annotation::{Amount, Figure, FigureKind, RuleId, Unit};
use crate::engine::numbers::{
    GrammarWord, Number, NumberForm, StepBack, SubtokenClass, SubtokenLine, read_number,
};
use crate::engine::rule::Rule;

pub(super) static IN: Rule = Rule {
    id: RuleId("figures/ratio-in"),
    summary: "A small number \"in\" or \"of\" a round one is a share of a whole.",
    needs: &[],
    finds: &[
        "⟦Three in ten nurses⟧ want to leave.",
        "Only ⟦four of 20⟧ passed.",
    ],
    silent: &["He won two in May.", "They met three of the seven judges."],
};

pub(super) static OUT_OF: Rule = Rule {
    id: RuleId("figures/ratio-out-of"),
    summary: "A number \"out of\", \"in every\", \"for every\" or \"per\" another is a share of a whole.",
    needs: &[],
    finds: &[
        "⟦Seven out of 10 pupils⟧ walk to school.",
        "The rate is ⟦50 per 100,000 births⟧.",
    ],
    silent: &[
        "He drove 50 miles out of town.",
        "It costs 12 euros per person.",
    ],
};

/// Returns the share that begins at subtoken `index`.
pub(super) fn find_ratio(ctx: &FigureContext<'_>, index: usize) -> Option<FigureCandidate> {
    let line = ctx.line;
    let part = read_whole_number(line, index)?;
    let (rule, at) = find_joint(line, part.end)?;
    let all = read_whole_number(line, at)?;
    if !ctx.allows(rule) || exclusions::find_exclusion(ctx, at).is_some() {
        return None;
    }
    let (part, whole) = (to_u64(&part)?, to_u64(&all)?);
    let is_loose = rule.id == IN.id;
    let is_share = whole >= 2 && 0 < part && part <= whole && (!is_loose || is_round(part, whole));
    let end = all.end;
    let has_unit =
        line.unit_words(end).is_some() || line.raw(end) == "%" || line.word(end).period.is_some();
    if !is_share || has_unit {
        return None;
    }
    let mut candidate = make_share(line, rule, index..end, (part, whole));
    let start = bound::add_bound_before(ctx, &mut candidate);
    change::add_change(ctx, start, &mut candidate);
    Some(candidate)
}

fn make_share(
    line: SubtokenLine<'_>,
    rule: &'static Rule,
    pieces: std::ops::Range<usize>,
    (part, whole): (u64, u64),
) -> FigureCandidate {
    let mut figure = Figure::new(FigureKind::Fraction, Amount::Ratio(part, whole));
    let mut end = pieces.end;
    let counted = noun::counted(line, end, false, false);
    if let Some(mut counted) = counted {
        // "One in five adults skips": the word with an `s` after the plural is the verb of "one".
        let mut phrase = counted.first..counted.head;
        if let Some(plural) = phrase.find(|at| noun::is_plural(line, *at)) {
            counted.head = plural;
        }
        figure.unit = Some(Unit::Noun(line.raw(counted.head).into()));
        figure.of = Some(line.range(counted.first..counted.head + 1));
        if counted.is_adjacent && !line.is_a(end, GrammarWord::Of) {
            end = counted.head + 1;
        }
    }
    let is_loose = rule.id == IN.id;
    let percent = match (is_loose, counted.is_some()) {
        (false, _) => 93,
        (true, true) => 88,
        (true, false) => 70,
    };
    FigureCandidate::new(rule, percent, pieces.start..end, figure)
}

fn read_whole_number(line: SubtokenLine<'_>, index: usize) -> Option<Number> {
    let found = read_number(line, index)?;
    let is_whole = found.high.is_none()
        && matches!(found.form, NumberForm::Digits | NumberForm::Words)
        && found.low.fract().is_zero();
    let is_code = line.class(index) == SubtokenClass::Digits
        && line.is_glued(index)
        && line.class(index.back(1)) == SubtokenClass::Word;
    (is_whole && !is_code).then_some(found)
}

fn to_u64(number: &Number) -> Option<u64> {
    number.low.normalize().to_string().parse().ok()
}

/// Returns the rule for the words between a part and its whole ("out of every", "in each", "of", "per"), and the index
/// of the whole. Only "in" and "of" can also be followed by a place or time.
fn find_joint(line: SubtokenLine<'_>, at: usize) -> Option<(&'static Rule, usize)> {
    let is_each = |at: usize| line.is_a(at, GrammarWord::Every);
    if line.reads(at, "out of") {
        return Some((&OUT_OF, at + 2 + usize::from(is_each(at + 2))));
    }
    if line.is_a(at, GrammarWord::Per) {
        return Some((&OUT_OF, at + 1));
    }
    if line.is_a(at, GrammarWord::RatioPreposition) && is_each(at + 1) {
        return Some((&OUT_OF, at + 2));
    }
    let is_hyphened =
        line.is_hyphen(at) && line.is_a(at + 1, GrammarWord::In) && line.is_hyphen(at + 2);
    let at = at + usize::from(is_hyphened);
    line.is_a(at, GrammarWord::InOrOf)
        .then(|| (&IN, line.behind_hyphen(at + 1)))
}

/// Returns whether "N in M" is probably a share: a small number of a round number.
fn is_round(part: u64, whole: u64) -> bool {
    part <= 20 && (whole <= 10 || whole.is_multiple_of(5)) && !(1900..2100).contains(&whole)
}
