//! Rises and falls: which way an amount moved, and whether it is by how much, from where or to where.

use super::FigureCandidate;
use crate::annotation::{Amount, Change, Decimal, Figure, FigureKind, Level, Unit};
use crate::engine::numbers::{AtomClass, Back, Flags, Line, modifier};

/// How far back a verb of change is looked for, in pieces.
const REACH: usize = 14;

/// Verbs that take what is moved as their object: "cut 500 jobs" tells of jobs, "cut by 500" of the change.
const TRANSITIVE: &[&str] = &[
    "raise",
    "raised",
    "raises",
    "raising",
    "cut",
    "cuts",
    "cutting",
    "lost",
    "lose",
    "loses",
    "losing",
    "add",
    "added",
    "adds",
    "shed",
    "sheds",
    "boost",
    "boosted",
    "boosts",
    "reduce",
    "reduced",
    "reduces",
    "reducing",
    "lower",
    "lowered",
    "lowers",
    "hike",
    "hiked",
    "trim",
    "trimmed",
    "slash",
    "slashed",
    "gain",
    "gained",
    "gains",
    "gaining",
    "grow",
    "grows",
    "discount",
    "fewer",
    "increase",
    "increases",
    "premium",
    "loss",
    "rally",
    "ease",
];

/// Returns whether something rose or fell by an amount, or from or to it. `start` is where its bound begins.
pub(super) fn of(
    line: Line<'_>,
    start: usize,
    candidate: &FigureCandidate,
    before: Option<&FigureCandidate>,
) -> (Option<Change>, Option<Level>) {
    let figure = &candidate.figure;
    let at = behind_adverbs(line, start);
    let last = at.back(1);
    if line.is(last, &["to", "from"]) {
        let level = verb_before(line, last).map(|change| {
            if line.is(last, &["to"]) {
                Level::To(change)
            } else {
                Level::From(change)
            }
        });
        return (None, level);
    }
    let is_relative =
        matches!(figure.kind, FigureKind::Percent | FigureKind::Points) || is_points(figure);
    let moved = by(line, last, is_relative)
        .or_else(|| direct(line, last, candidate.end, is_relative))
        .or_else(|| noun_behind(line, candidate.end, is_relative))
        .or_else(|| same_again(line, start, before));
    (moved, None)
}

fn is_points(figure: &Figure) -> bool {
    matches!(&figure.unit, Some(Unit::Measure(name)) if name == "point")
}

/// Steps back over "a", "another", "sharply", "only".
fn behind_adverbs(line: Line<'_>, start: usize) -> usize {
    let mut at = start;
    while let Some(before) = at.checked_sub(1) {
        let raw = line.raw(before);
        let is_adverb =
            line.class(before) == AtomClass::Word && raw.len() > 4 && raw.ends_with("ly");
        let is_small = line.is(
            before,
            &[
                "a", "an", "the", "another", "just", "only", "further", "even", "some", "about",
                "its", "nearly", "extra",
            ],
        );
        if !is_adverb && !is_small {
            break;
        }
        at = before;
    }
    at
}

/// Reads "rose by", "cut rates by", "an increase of".
fn by(line: Line<'_>, last: usize, is_relative: bool) -> Option<Change> {
    if line.is(last, &["by"]) {
        return verb_before(line, last);
    }
    if line.is(last, &["of"]) {
        let noun = last.back(1);
        let is_change = line.has(noun, Flags::CHANGE_NOUN)
            && (is_relative || !line.is(noun, &["loss", "gain", "discount", "premium"]))
            || line.is(noun, &["growth", "reduction"]);
        return line.word(noun).change.filter(|_| is_change);
    }
    None
}

/// Reads "rose 3%", "down five points", "were up 200 points"; "sign up 200 people" is another "up".
fn direct(line: Line<'_>, last: usize, end: usize, is_relative: bool) -> Option<Change> {
    let change = line.word(last).change?;
    if !is_relative && line.is(last, TRANSITIVE) {
        return None;
    }
    if line.is(last, &["lower", "higher"]) && line.has(last.back(1), Flags::DETERMINER) {
        return None;
    }
    if !line.is(last, &["up", "down"]) {
        return Some(change);
    }
    let before = last.back(1);
    let is_state = line.class(before) != AtomClass::Word
        || line.has(before, Flags::AUXILIARY.or(Flags::FUNCTION).or(Flags::VERB))
        || line.is(
            before,
            &[
                "trading", "trade", "traded", "closed", "ended", "finished", "went", "moved",
                "edged", "inched", "shares", "sales", "profits", "revenue", "index", "prices",
            ],
        );
    let is_particle = line.is(
        before,
        &[
            "brought", "bring", "brings", "knocked", "knock", "shot", "shoot", "pulled", "tore",
            "turned", "hunted", "gunned", "called", "picked", "pick", "built", "rounded", "set",
            "made", "make", "makes", "making", "back", "take", "taken", "took", "broken", "put",
            "sign", "signed", "gave", "give", "showed",
        ],
    );
    let is_compared = line.is(end, &["from", "on", "compared", "year", "since"]);
    (!is_particle && (is_relative || is_state || is_compared)).then_some(change)
}

/// Reads "a 3% rise", "3% higher", "a 10 percent pay cut".
fn noun_behind(line: Line<'_>, end: usize, is_relative: bool) -> Option<Change> {
    let at = line.behind_hyphen(end);
    if line.is(at, &["higher", "lower", "up", "down"]) && is_relative {
        return line.word(at).change;
    }
    let reach = if is_relative { 3 } else { 1 };
    for next in at..at + reach {
        if line.class(next) != AtomClass::Word
            || line.has(
                next,
                Flags::PREPOSITION
                    .or(Flags::AUXILIARY)
                    .or(Flags::FUNCTION)
                    .or(Flags::DETERMINER),
            )
        {
            break;
        }
        if line.has(next, Flags::CHANGE_NOUN) {
            return line.word(next).change;
        }
    }
    None
}

/// Returns the change of the figure before, if this one tells it again: "20 points, or 0.5 percent".
fn same_again(line: Line<'_>, start: usize, before: Option<&FigureCandidate>) -> Option<Change> {
    let before = before?;
    let between = before.end..start;
    if between.is_empty() || between.len() > 2 {
        return None;
    }
    let is_aside = between.into_iter().all(|at| line.is(at, &[",", "(", "or"]));
    let is_told = line.is(start.back(1), &["or", "("]);
    before.figure.change.filter(|_| is_aside && is_told)
}

/// Returns the change of the nearest verb or noun of change before piece `at`, in the same clause.
fn verb_before(line: Line<'_>, at: usize) -> Option<Change> {
    let first = at.saturating_sub(REACH);
    for index in (first..at).rev() {
        if matches!(line.raw(index), ";" | ":" | "“" | "”" | "." | "—")
            || line.is(index, &["that", "which", "who", "while", "but", "compared"])
        {
            return None;
        }
        if let Some(change) = line.word(index).change {
            let is_idiom = line.is(index, &["up", "down"])
                && line.is(index + 1, &["to", "by"])
                && index + 1 != at;
            if !is_idiom {
                return Some(change);
            }
        }
    }
    None
}

/// Returns whether "from … to …" around piece `index` tells of a change and not of a range.
pub(super) fn runs_from(line: Line<'_>, index: usize) -> bool {
    let mut before = index.back(1);
    if let Some((_, at)) = modifier::before(line, index) {
        before = at.back(1);
    }
    let goes = line.is(before, &["from"])
        && line.is(
            before.back(1),
            &[
                "go", "goes", "going", "went", "gone", "move", "moved", "moves", "moving",
                "switched", "swung",
            ],
        );
    goes || line.is(before, &["from"]) && verb_before(line, before).is_some()
        || line.word(before).change.is_some() && !line.is(before, &["lower", "higher"])
        || line.is(before, &["by"]) && verb_before(line, before).is_some()
}

/// Reads "doubled", "threefold": an amount in one word.
pub(super) fn multiple(line: Line<'_>, index: usize) -> Option<FigureCandidate> {
    const VERBS: [(&str, i64); 6] = [
        ("doubled", 2),
        ("doubling", 2),
        ("tripled", 3),
        ("trebled", 3),
        ("quadrupled", 4),
        ("quintupled", 5),
    ];
    let raw = line.raw(index);
    if line.is(index + 1, &["down", "over", "back"]) {
        return None;
    }
    let mut change = Some(Change::Up);
    let value = if line.is(index, &["twice", "thrice"]) {
        if !line.is(index + 1, &["as", "the"]) {
            return None;
        }
        change = None;
        if line.is(index, &["twice"]) {
            2.into()
        } else {
            3.into()
        }
    } else if let Some((_, n)) = VERBS
        .iter()
        .find(|(verb, _)| raw.eq_ignore_ascii_case(verb))
    {
        Decimal::from(*n)
    } else if line.is(index, &["halved"]) {
        change = Some(Change::Down);
        Decimal::new(5, 1)
    } else {
        let value = fold(line, index)?;
        change = verb_before(line, index);
        value
    };
    let end = if line.is_hyphen(index + 1) && line.is(index + 2, &["fold"]) {
        index + 3
    } else {
        index + 1
    };
    let mut figure = Figure::new(FigureKind::Number, Amount::Exact(value));
    figure.unit = Some(Unit::Measure("times".into()));
    figure.change = change;
    let mut candidate = FigureCandidate::new(index, end, figure);
    if let Some((modifier, _)) = modifier::before(line, index) {
        candidate.figure.modifier = Some(modifier);
    }
    Some(candidate)
}

/// Reads "threefold", "10-fold".
fn fold(line: Line<'_>, index: usize) -> Option<Decimal> {
    const FOLDS: [&str; 11] = [
        "twofold",
        "threefold",
        "fourfold",
        "fivefold",
        "sixfold",
        "sevenfold",
        "eightfold",
        "ninefold",
        "tenfold",
        "elevenfold",
        "twelvefold",
    ];
    if let Some(n) = (2..)
        .zip(FOLDS)
        .find_map(|(n, word)| line.is(index, &[word]).then_some(n))
    {
        return Some(Decimal::from(n));
    }
    let is_hyphened = line.is_hyphen(index + 1) && line.is(index + 2, &["fold"]);
    is_hyphened
        .then(|| crate::engine::numbers::number(line, index))?
        .map(|number| number.low)
}
