//! Finds what a bare number counts if no noun follows it: the subject of its verb, the noun of a figure next to it, or
//! one that was counted before.

use super::bare_number::BareNumber;
use super::candidate::FigureCandidate;
use super::context::FigureContext;
use super::subject::{CountedPhrase, plural_phrase};
use crate::annotation::{Amount, Confidence, Figure, FigureKind, RuleId, Unit};
use crate::engine::numbers::{FigureClass, GrammarWord, StepBack, SubtokenLine};
use crate::engine::rule::Rule;
use crate::text::ByteRange;

pub(super) static LIST: Rule = Rule {
    id: RuleId("figures/counted-in-list"),
    summary: "The numbers of a list share the noun after its last: \"10, 200 and 350 bottles\".",
    needs: &[],
    finds: &[
        "They sell lots of ⟦10⟧, 20 and 35 bottles.",
        "The trains have eight, ⟦ten⟧ and twelve coaches.",
    ],
    silent: &[
        "They sell 10 goats, 20 cows and 35 hens.",
        "Lots sold for 10, 20 and 35.",
    ],
};

pub(super) static LEVELS: Rule = Rule {
    id: RuleId("figures/unit-of-other-level"),
    summary: "Of two levels of one change, the one without a unit has that of the other: \"from 30 to 40 workers\".",
    needs: &[],
    finds: &[
        "It shrank from ⟦30⟧ to 40 hectares.",
        "The ice shrank from 12 square kilometres to ⟦7⟧.",
    ],
    silent: &[
        "Its staff grew from 30 workers to 40 workers.",
        "He drove from 30 farms to the city of 40 mosques.",
    ],
};

pub(super) static SUBJECT: Rule = Rule {
    id: RuleId("figures/counted-subject"),
    summary: "A number after a verb such as \"totalled\" or \"rose to\" counts the plural subject of that verb.",
    needs: &[],
    finds: &[
        "Deaths in the district rose to ⟦48⟧.",
        "The club's fans total ⟦900⟧.",
    ],
    silent: &["Prices rose to 35.", "The index stood at 940."],
};

pub(super) static LABEL: Rule = Rule {
    id: RuleId("figures/counted-label"),
    summary: "A number after a plural noun and a colon counts that noun.",
    needs: &[],
    finds: &[
        "Ships sunk by mines: 4 tugs. Crew losses among sailors: ⟦12⟧.",
        "Killed soldiers: ⟦40⟧",
    ],
    silent: &["He had one wish: 12 months of peace.", "The price: 40."],
};

pub(super) static UNDERSTOOD: Rule = Rule {
    id: RuleId("figures/counted-understood"),
    summary: "A number without a noun that goes on after an earlier count of its sentence counts the same.",
    needs: &[],
    finds: &[
        "Police held 60 fans and freed ⟦12⟧.",
        "It has 40 jets, ⟦12⟧ of which are leased.",
    ],
    silent: &[
        "Police held 60 fans and freed 12 women.",
        "There were 120 aftershocks, some above magnitude 5.",
    ],
};

pub(super) static REFERENCE: Rule = Rule {
    id: RuleId("figures/counted-by-reference"),
    summary: "\"Of them\", \"in all\", \"the other\" beside a number refer to the nearest plural before it.",
    needs: &[],
    finds: &[
        "She keeps old clocks, ⟦40⟧ in all.",
        "Some farms stand empty, but of them only ⟦nine⟧ are for sale.",
    ],
    silent: &[
        "She keeps 40 old clocks in all.",
        "The clock struck 12 in all rooms.",
    ],
};

pub(super) static TOPIC: Rule = Rule {
    id: RuleId("figures/counted-topic"),
    summary: "A number without a noun counts the plural that begins its sentence: \"As for goats, it has 6\".",
    needs: &[],
    finds: &[
        "As for goats, the farm keeps ⟦6⟧.",
        "Families with children came early and ⟦40⟧ were turned away.",
    ],
    silent: &[
        "As for goats, the farm keeps 6 cows.",
        "As for him, he keeps 6 cows.",
    ],
};

pub(super) static EARLIER: Rule = Rule {
    id: RuleId("figures/counted-in-sentence-before"),
    summary: "A number that stands alone counts what was counted in the sentence before.",
    needs: &[],
    finds: &[
        "Nine hikers were lost. ⟦Two⟧ were found on Friday.",
        "The town wants more lifeboats this year. It has ⟦6⟧ now.",
    ],
    silent: &[
        "Nine hikers were lost. Two dogs were found on Friday.",
        "The town is calm. It scored 6.",
    ],
};

/// The maximum number of numbers of a list that share the noun after its last: "10, 200 and 350 bottles".
const MAX_LIST_NUMBERS: usize = 8;

/// The noun that was counted last, for later numbers that refer to it.
#[derive(Clone, Debug)]
struct CountedThing {
    unit: String,
    of: Option<ByteRange>,
}

impl CountedThing {
    fn of(line: SubtokenLine<'_>, phrase: CountedPhrase) -> Self {
        Self {
            unit: line.raw(phrase.head).to_owned(),
            of: Some(line.range(phrase.first..phrase.head + 1)),
        }
    }
}

/// The noun that was counted in the previous sentence.
#[derive(Debug, Default)]
pub(super) struct CountMemory {
    last: Option<CountedThing>,
}

/// The noun that a rule assigns to a bare number.
struct Antecedent {
    rule: &'static Rule,
    /// The confidence, as a percentage of the confidence in a number followed by its noun.
    percent: u8,
    thing: CountedThing,
}

/// Adds to the bare numbers of a sentence the nouns that they count.
pub(super) fn resolve_counts(
    ctx: &FigureContext<'_>,
    found: &mut [FigureCandidate],
    memory: &mut CountMemory,
) {
    let line = ctx.line;
    if ctx.allows(&LIST) {
        for index in (0..found.len()).rev() {
            share_in_list(line, found, index);
        }
    }
    let mut last: Option<CountedThing> = None;
    for index in 0..found.len() {
        if ctx.allows(&LEVELS) {
            share_of_levels(line, found, index);
        }
        let (earlier, rest) = found.split_at_mut(index);
        let Some(candidate) = rest.first_mut() else {
            break;
        };
        if is_bare(&candidate.figure)
            && let Some(antecedent) =
                find_antecedent(ctx, candidate, last.as_ref(), memory, earlier)
        {
            apply_antecedent(candidate, antecedent);
        }
        // One of a kind is no kind: "one case ran for 71 days that should have taken 20".
        let is_one = candidate.figure.amount == Amount::Exact(1.into());
        if let (FigureKind::Count, Some(Unit::Noun(unit)), false) =
            (candidate.figure.kind, &candidate.figure.unit, is_one)
        {
            last = Some(CountedThing {
                unit: unit.clone(),
                of: candidate.figure.of,
            });
        }
    }
    if ctx.allows(&LEVELS) {
        share_back(line, found);
    }
    memory.last = last.or_else(|| wanted_thing(line));
}

/// The confidence in a number directly followed by its noun, in percent. The rules of this file lower it.
const COUNTED_PERCENT: u8 = 91;

fn apply_antecedent(candidate: &mut FigureCandidate, antecedent: Antecedent) {
    let figure = &mut candidate.figure;
    figure.kind = FigureKind::Count;
    figure.unit = Some(Unit::Noun(antecedent.thing.unit));
    figure.of = antecedent.thing.of;
    set_rule(candidate, antecedent.rule, antecedent.percent);
}

/// Records that `rule` gave a figure its unit, and lowers the confidence to `percent` of its value.
fn set_rule(candidate: &mut FigureCandidate, rule: &'static Rule, percent: u8) {
    candidate.by = rule;
    candidate.confidence = Confidence::percent(COUNTED_PERCENT);
    candidate.doubt(percent);
}

/// Returns whether a figure is a whole number without a unit.
fn is_bare(figure: &Figure) -> bool {
    let is_whole = match figure.amount {
        Amount::Exact(value) => value.fract().is_zero() && value.is_sign_positive(),
        Amount::Between(low, high) => low.fract().is_zero() && high.fract().is_zero(),
        _ => false,
    };
    figure.kind == FigureKind::Number && figure.unit.is_none() && is_whole
}

/// Gives the numbers of a list the noun after its last: "10, 200 and 350 bottles".
fn share_in_list(line: SubtokenLine<'_>, found: &mut [FigureCandidate], index: usize) {
    let Some(last) = found
        .get(index)
        .filter(|last| last.figure.kind == FigureKind::Count)
    else {
        return;
    };
    let (figure, mut start) = (last.figure.clone(), last.start);
    let is_list = |start: usize, end: usize| {
        (end..start).all(|at| line.raw(at) == "," || line.is(at, &["and", "or"]))
            && (1..=2).contains(&(start - end))
    };
    for candidate in found.iter_mut().take(index).rev().take(MAX_LIST_NUMBERS) {
        if candidate.end > start || !is_list(start, candidate.end) || !is_bare(&candidate.figure) {
            return;
        }
        start = candidate.start;
        candidate.figure.kind = FigureKind::Count;
        candidate.figure.unit.clone_from(&figure.unit);
        candidate.figure.of = figure.of;
        set_rule(candidate, &LIST, 96);
    }
}

/// Gives the second of two levels the unit of the first: "from 12 square kilometres to 7", "to 31 per cent from 27".
fn share_of_levels(line: SubtokenLine<'_>, found: &mut [FigureCandidate], index: usize) {
    let Some((first, second)) = index
        .checked_sub(1)
        .and_then(|at| found.get(at).zip(found.get(index)))
    else {
        return;
    };
    if is_pair(line, first, second)
        && second.figure.unit.is_none()
        && second.figure.kind == FigureKind::Number
    {
        let figure = first.figure.clone();
        if let Some(second) = found.get_mut(index).filter(|_| figure.unit.is_some()) {
            copy_unit(&figure, second);
        }
    }
}

/// Gives the first of two levels the unit of the second: "from 30 to 40 workers".
fn share_back(line: SubtokenLine<'_>, found: &mut [FigureCandidate]) {
    for index in 1..found.len() {
        let Some((first, second)) = found.get(index - 1).zip(found.get(index)) else {
            return;
        };
        let lacks = first.figure.unit.is_none() && first.figure.kind == FigureKind::Number;
        if lacks && second.figure.unit.is_some() && is_pair(line, first, second) {
            let figure = second.figure.clone();
            if let Some(first) = found.get_mut(index - 1) {
                copy_unit(&figure, first);
            }
        }
    }
}

/// Returns whether two figures are the start and the end of one change.
fn is_pair(line: SubtokenLine<'_>, first: &FigureCandidate, second: &FigureCandidate) -> bool {
    let between = first.end..second.start;
    let has_both = first.figure.level.is_some() && second.figure.level.is_some()
        || line.is_a(first.end, GrammarWord::To)
            && line.is_a(first.start.back(1), GrammarWord::From)
        || line.is_a(first.end, GrammarWord::From)
            && line.is_a(first.start.back(1), GrammarWord::To);
    has_both && between.len() <= 3 && line.is_a(between.start, GrammarWord::FromOrTo)
}

fn copy_unit(from: &Figure, candidate: &mut FigureCandidate) {
    let to = &mut candidate.figure;
    to.kind = from.kind;
    to.unit.clone_from(&from.unit);
    to.per.clone_from(&from.per);
    if from.kind == FigureKind::Count {
        to.of = from.of;
    }
    set_rule(candidate, &LEVELS, 94);
}

/// Returns what a bare number counts.
fn find_antecedent(
    ctx: &FigureContext<'_>,
    candidate: &FigureCandidate,
    last: Option<&CountedThing>,
    memory: &CountMemory,
    earlier: &[FigureCandidate],
) -> Option<Antecedent> {
    let line = ctx.line;
    let number = BareNumber::new(line, candidate);
    let is_one = candidate.figure.amount == Amount::Exact(1.into());
    let by = |rule: &'static Rule, percent: u8, thing: Option<CountedThing>| {
        let thing = thing.filter(|_| ctx.allows(rule))?;
        Some(Antecedent {
            rule,
            percent,
            thing,
        })
    };
    let phrase = |found: Option<CountedPhrase>| found.map(|phrase| CountedThing::of(line, phrase));
    let understood = || last.filter(|_| number.refers || number.goes_on).cloned();
    by(
        &UNDERSTOOD,
        88,
        last.filter(|_| number.is_compared(line)).cloned(),
    )
    .or_else(|| by(&SUBJECT, 88, phrase(number.find_tallied(line, candidate))))
    .or_else(|| by(&LABEL, 85, phrase(number.find_label(line))))
    .or_else(|| by(&UNDERSTOOD, 86, understood()))
    .or_else(|| {
        (!is_one).then_some(())?;
        let is_first = earlier.is_empty();
        by(&REFERENCE, 72, phrase(number.find_referent(line, is_first)))
    })
    .or_else(|| by(&TOPIC, 75, phrase(number.find_topic(line, last.is_some()))).filter(|_| !is_one))
    .or_else(|| {
        let may_refer = number.refers || number.stands_alone && last.is_none();
        by(
            &EARLIER,
            70,
            memory.last.clone().filter(|_| may_refer && !is_one),
        )
    })
}

/// Returns the object of a verb such as "wants" in a sentence without numbers: "wants more lifeboats".
fn wanted_thing(line: SubtokenLine<'_>) -> Option<CountedThing> {
    let at = (0..line.len()).find(|at| line.in_class(*at, FigureClass::Wanted))?;
    let phrase = plural_phrase(line, at + 1)?;
    Some(CountedThing::of(line, phrase))
}
