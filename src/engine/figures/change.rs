//! Recognizes rises and falls: the direction in which an amount moved, and whether it is the size of the change, its
//! start or its end.

use super::candidate::FigureCandidate;
use super::context::FigureContext;
use crate::annotation::{Change, Figure, FigureKind, Level, RuleId, Unit};
use crate::engine::numbers::{
    FigureClass, GrammarWord, NumericFlags, StepBack, SubtokenClass, SubtokenLine,
};
use crate::engine::rule::Rule;

pub(super) static LEVEL: Rule = Rule {
    id: RuleId("figures/change-level"),
    summary: "An amount after a verb of change and \"from\" or \"to\" is where the change began or ended.",
    needs: &[],
    finds: &[
        "Joblessness rose to ⟦6.1 percent⟧.",
        "Rents dropped from ⟦900 euros⟧ a month.",
    ],
    silent: &[
        "The bus runs from 10 villages to the coast.",
        "Rents dropped by 90 euros a month.",
    ],
};

pub(super) static BY: Rule = Rule {
    id: RuleId("figures/change-by"),
    summary: "An amount after a verb of change and \"by\", or a noun of change and \"of\", is the size of the change.",
    needs: &[],
    finds: &[
        "The lake shrank by ⟦40 hectares⟧.",
        "Unions want a rise of ⟦7%⟧.",
    ],
    silent: &[
        "The lake was mapped by 40 divers.",
        "Unions want a council of 7 members.",
    ],
};

pub(super) static VERB: Rule = Rule {
    id: RuleId("figures/change-after-verb"),
    summary: "An amount right after a verb or adverb of change is the size of the change.",
    needs: &[],
    finds: &[
        "Sales rose ⟦3%⟧ in a year.",
        "Turnout was down ⟦four points⟧.",
    ],
    silent: &["The firm cut 500 jobs in Leeds.", "Sales hit 3m crates."],
};

pub(super) static NOUN: Rule = Rule {
    id: RuleId("figures/change-before-noun"),
    summary: "An amount before a noun or adverb of change is its size: \"a 3% rise\".",
    needs: &[],
    finds: &[
        "Nurses get a ⟦4%⟧ raise.",
        "Copper ended ⟦1.2 percent⟧ higher.",
        "Crude settled ⟦40 cents⟧ lower at a new low.",
    ],
    silent: &[
        "Nurses get a 4% stake.",
        "They hold 40 higher posts.",
        "It has five metre higher walls.",
    ],
};

pub(super) static AGAIN: Rule = Rule {
    id: RuleId("figures/change-said-again"),
    summary: "An amount after another and \"or\", a bracket or \"and\" shares its change.",
    needs: &[],
    finds: &[
        "The index fell 20 points, or ⟦0.5 percent⟧, to 4,010.",
        "Wheat rose 12 cents (⟦2.1%⟧) in Chicago.",
        "Output fell 0.3% in May and ⟦2.1%⟧ in June.",
    ],
    silent: &[
        "The index stood at 20 points, or 0.5 percent of its peak.",
        "Wheat rose 12 cents and corn is 2.1% of feed.",
        "Wheat rose 12% and corn is 2.1% of feed.",
    ],
};

/// The maximum distance at which a verb of change is searched backwards, in subtokens.
const MAX_PIECES_TO_VERB: usize = 14;

/// The relation of an amount to a change.
#[derive(Clone, Copy, Debug)]
struct ChangeRole {
    rule: &'static Rule,
    change: Option<Change>,
    level: Option<Level>,
    /// The index of the word that shows the change.
    cue: usize,
}

impl ChangeRole {
    const fn of(rule: &'static Rule, change: Change, cue: usize) -> Self {
        Self {
            rule,
            change: Some(change),
            level: None,
            cue,
        }
    }
}

/// Adds to a figure the change whose size, start or end it is. `start` is the first subtoken of its bound.
pub(super) fn add_change(ctx: &FigureContext<'_>, start: usize, candidate: &mut FigureCandidate) {
    let Some(movement) = find_movement(ctx, start, candidate) else {
        return;
    };
    candidate.figure.change = movement.change;
    candidate.figure.level = movement.level;
    candidate.note(movement.rule, "cue", movement.cue..movement.cue + 1);
}

fn find_movement(
    ctx: &FigureContext<'_>,
    start: usize,
    candidate: &FigureCandidate,
) -> Option<ChangeRole> {
    let line = ctx.line;
    let last = step_over_adverbs(line, start).back(1);
    if line.is_a(last, GrammarWord::FromOrTo) {
        return find_level(line, last).filter(|_| ctx.allows(&LEVEL));
    }
    let is_relative = is_relative(&candidate.figure);
    let finders: [(&Rule, &dyn Fn() -> Option<ChangeRole>); 4] = [
        (&BY, &|| find_by(line, last, is_relative)),
        (&VERB, &|| {
            find_direct(line, last, candidate.end, is_relative)
        }),
        (&NOUN, &|| {
            find_comparative(line, candidate)
                .or_else(|| find_noun(line, candidate.end, is_relative))
        }),
        (&AGAIN, &|| {
            find_again(ctx, start).or_else(|| find_shared(ctx, start, candidate))
        }),
    ];
    finders
        .into_iter()
        .filter(|(rule, _)| ctx.allows(rule))
        .find_map(|(_, find)| find())
}

/// Returns whether an amount of this kind is usually the size of something: percent, points.
fn is_relative(figure: &Figure) -> bool {
    matches!(figure.kind, FigureKind::Percent | FigureKind::Points)
        || matches!(&figure.unit, Some(Unit::Measure(name)) if name == "point")
}

/// Steps back over "a", "another", "sharply", "only".
fn step_over_adverbs(line: SubtokenLine<'_>, start: usize) -> usize {
    let mut at = start;
    while let Some(before) = at.checked_sub(1) {
        let raw = line.raw(before);
        let is_adverb =
            line.class(before) == SubtokenClass::Word && raw.len() > 4 && raw.ends_with("ly");
        if !is_adverb && !line.in_class(before, FigureClass::ChangeAdverb) {
            break;
        }
        at = before;
    }
    at
}

/// Reads "rose to", "fell from".
fn find_level(line: SubtokenLine<'_>, preposition: usize) -> Option<ChangeRole> {
    let (change, cue) = find_verb_before(line, preposition)?;
    let level = if line.is_a(preposition, GrammarWord::To) {
        Level::To(change)
    } else {
        Level::From(change)
    };
    Some(ChangeRole {
        rule: &LEVEL,
        change: None,
        level: Some(level),
        cue,
    })
}

/// Reads "rose by", "cut rates by", "an increase of".
fn find_by(line: SubtokenLine<'_>, last: usize, is_relative: bool) -> Option<ChangeRole> {
    if line.is_a(last, GrammarWord::By) {
        let (change, cue) = find_verb_before(line, last)?;
        return Some(ChangeRole::of(&BY, change, cue));
    }
    if !line.is_a(last, GrammarWord::Of) {
        return None;
    }
    let noun = last.back(1);
    let is_change = line.has(noun, NumericFlags::CHANGE_NOUN)
        && (is_relative || !line.in_class(noun, FigureClass::HeldChange))
        || line.in_class(noun, FigureClass::SureChange);
    let change = line.word(noun).change.filter(|_| is_change)?;
    Some(ChangeRole::of(&BY, change, noun))
}

/// Reads "rose 3%", "down five points", "were up 200 points". The "up" of "sign up 200 people" is not accepted.
fn find_direct(
    line: SubtokenLine<'_>,
    last: usize,
    end: usize,
    is_relative: bool,
) -> Option<ChangeRole> {
    let change = line.word(last).change?;
    let is_object = !is_relative && line.in_class(last, FigureClass::TransitiveChange);
    let is_compared_noun = line.is_a(last, GrammarWord::HigherOrLower)
        && line.has(last.back(1), NumericFlags::DETERMINER);
    if is_object || is_compared_noun {
        return None;
    }
    if line.is_a(last, GrammarWord::UpOrDown) && !is_direction(line, last.back(1), end, is_relative)
    {
        return None;
    }
    Some(ChangeRole::of(&VERB, change, last))
}

/// Returns whether "up" or "down" after subtoken `before` says which way an amount moved.
fn is_direction(line: SubtokenLine<'_>, before: usize, end: usize, is_relative: bool) -> bool {
    let is_state = line.class(before) != SubtokenClass::Word
        || line.has(
            before,
            NumericFlags::AUXILIARY
                .or(NumericFlags::FUNCTION)
                .or(NumericFlags::VERB),
        )
        || line.in_class(before, FigureClass::TradingVerb);
    !line.in_class(before, FigureClass::ParticleVerb)
        && (is_relative || is_state || line.in_class(end, FigureClass::Compared))
}

/// Reads "64 cents lower" of money and measures, where no noun follows: "two feet higher posts" are posts.
fn find_comparative(line: SubtokenLine<'_>, candidate: &FigureCandidate) -> Option<ChangeRole> {
    let at = candidate.end;
    let is_measured = matches!(
        candidate.figure.kind,
        FigureKind::Money | FigureKind::Quantity
    );
    let is_last = line.is_end(at + 1) || line.has(at + 1, NumericFlags::PREPOSITION);
    let is_comparative = is_measured && is_last && line.is_a(at, GrammarWord::HigherOrLower);
    let change = line.word(at).change.filter(|_| is_comparative)?;
    Some(ChangeRole::of(&NOUN, change, at))
}

/// Reads "a 3% rise", "3% higher", "a 10 percent pay cut".
fn find_noun(line: SubtokenLine<'_>, end: usize, is_relative: bool) -> Option<ChangeRole> {
    let at = line.behind_hyphen(end);
    if line.is_a(at, GrammarWord::ComparedLevel) && is_relative {
        return Some(ChangeRole::of(&NOUN, line.word(at).change?, at));
    }
    let ends_phrase = NumericFlags::PREPOSITION
        .or(NumericFlags::AUXILIARY)
        .or(NumericFlags::FUNCTION)
        .or(NumericFlags::DETERMINER);
    // One word may stand between a share and its noun: "a 10 percent pay cut".
    let reach = if is_relative { 3 } else { 1 };
    let mut phrase = (at..at + reach).take_while(|next| {
        line.class(*next) == SubtokenClass::Word && !line.has(*next, ends_phrase)
    });
    let noun = phrase.find(|next| line.has(*next, NumericFlags::CHANGE_NOUN))?;
    Some(ChangeRole::of(&NOUN, line.word(noun).change?, noun))
}

/// The maximum number of subtokens between two changes that share their verb: "down 0.3% month-on-month and 2.1%
/// year-on-year".
const MAX_SHARED_PIECES: usize = 8;

/// Returns the change of the previous figure if this one has the same verb: "rose 3% in May and 2% in June".
fn find_shared(
    ctx: &FigureContext<'_>,
    start: usize,
    candidate: &FigureCandidate,
) -> Option<ChangeRole> {
    let (line, earlier) = (ctx.line, ctx.earlier?);
    let joint = start.back(1);
    let is_same = earlier.kind == candidate.figure.kind && is_relative(&candidate.figure);
    let is_joined = line.is_a(joint, GrammarWord::And);
    if !is_same || !is_joined || start - earlier.end > MAX_SHARED_PIECES {
        return None;
    }
    let is_adjunct = |at: usize| {
        let word = line.word(at);
        line.has(at, NumericFlags::PREPOSITION)
            || line.is_hyphen(at)
            || line.is_hyphen(at + 1)
            || line.is_capital(at)
            || word.period.is_some()
            || word.month.is_some()
            || line.class(at) == SubtokenClass::Digits
    };
    let change = earlier
        .change
        .filter(|_| (earlier.end..joint).all(is_adjunct))?;
    Some(ChangeRole::of(&AGAIN, change, joint))
}

/// Returns the change of the previous figure if this one restates it: "20 points, or 0.5 percent".
fn find_again(ctx: &FigureContext<'_>, start: usize) -> Option<ChangeRole> {
    let (line, earlier) = (ctx.line, ctx.earlier?);
    let between = earlier.end..start;
    if between.is_empty() || between.len() > 2 {
        return None;
    }
    let is_aside = between.into_iter().all(|at| line.is(at, &[",", "(", "or"]));
    let is_again = is_aside && line.is(start.back(1), &["or", "("]);
    let change = earlier.change.filter(|_| is_again)?;
    Some(ChangeRole::of(&AGAIN, change, start.back(1)))
}

/// Returns the change of the nearest verb or noun of change before subtoken `at` in the same clause, and where it
/// stands.
pub(super) fn find_verb_before(line: SubtokenLine<'_>, at: usize) -> Option<(Change, usize)> {
    let first = at.saturating_sub(MAX_PIECES_TO_VERB);
    for index in (first..at).rev() {
        if matches!(line.raw(index), ";" | ":" | "“" | "”" | "." | "—")
            || line.in_class(index, FigureClass::ChangeBorder)
        {
            return None;
        }
        if let Some(change) = line.word(index).change {
            let is_idiom = line.is_a(index, GrammarWord::UpOrDown)
                && line.is_a(index + 1, GrammarWord::ByOrTo)
                && index + 1 != at;
            if !is_idiom {
                return Some((change, index));
            }
        }
    }
    None
}

/// Returns whether "from … to …" around an amount is a change and not a range. `start` is the first subtoken of the
/// bound of the amount.
pub(super) fn is_from_to(line: SubtokenLine<'_>, start: usize) -> bool {
    let before = start.back(1);
    if line.is_a(before, GrammarWord::From) {
        return line.in_class(before.back(1), FigureClass::Going)
            || find_verb_before(line, before).is_some();
    }
    line.word(before).change.is_some() && !line.is_a(before, GrammarWord::HigherOrLower)
        || line.is_a(before, GrammarWord::By) && find_verb_before(line, before).is_some()
}
