//! Places in an order: "23rd", "third-largest".

use super::FigureCandidate;
use crate::annotation::{Amount, Confidence, Figure, FigureKind};
use crate::engine::numbers::{AtomClass, Back, Flags, Line};

/// Returns the place in an order that begins at piece `index`.
pub(super) fn find_ordinal(line: Line<'_>, index: usize) -> Option<FigureCandidate> {
    let (place, end) = in_digits(line, index).or_else(|| in_words(line, index))?;
    let figure = Figure::new(FigureKind::Ordinal, Amount::Ordinal(place));
    let mut candidate = FigureCandidate::new(index, end, figure);
    candidate.confidence = Confidence::percent(80);
    (!is_name(line, index, end)).then_some(candidate)
}

fn in_digits(line: Line<'_>, index: usize) -> Option<(u32, usize)> {
    let is_ending = line.class(index) == AtomClass::Digits
        && !(line.is_glued(index) && line.class(index.back(1)) == AtomClass::Word)
        && line.is_glued(index + 1)
        && line.is(index + 1, &["st", "nd", "rd", "th"]);
    if !is_ending {
        return None;
    }
    let digits: String = line.raw(index).chars().filter(|c| *c != ',').collect();
    Some((digits.parse().ok()?, index + 2))
}

fn in_words(line: Line<'_>, index: usize) -> Option<(u32, usize)> {
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
        && (line.is(index + 1, &["later", "ago"])
            || line.is(index.back(1), &["a", "per", "split"]));
    (!is_second).then_some((u32::from(place), index + 1))
}

/// Returns whether the word is a part of a whole rather than a place: "a third of", "two thirds".
fn is_part(line: Line<'_>, index: usize) -> bool {
    let before = index.back(1);
    line.is(before, &["a", "one"]) && line.is(index + 1, &["of"])
        || line.is_dash(before) && line.word(before.back(1)).cardinal.is_some()
        || line.raw(index).ends_with('s')
}

/// Returns whether the place is a part of a name: "14th Amendment", "Fifth Avenue", "First Lady".
fn is_name(line: Line<'_>, index: usize, end: usize) -> bool {
    let is_before_name =
        line.is_capital(end) && line.class(end) == AtomClass::Word && line.gap(end) == " ";
    let is_adverb = line.class(index) == AtomClass::Word
        && line.raw(end) == ","
        && line.class(index.back(1)) == AtomClass::Mark;
    let is_idiom = line.reads(index.back(1), "at first")
        || line.is(index, &["second"]) && line.is(end, &["thoughts", "thought"])
        || line.is(
            end,
            &[
                "aid", "hand", "lady", "minister", "name", "names", "time", "place",
            ],
        ) && line.is(index, &["first"])
        || line.is_hyphen(end)
            && line.is(
                end + 1,
                &[
                    "hand", "class", "ever", "time", "round", "rate", "in", "party", "degree",
                ],
            );
    // "was first reported": when, not which.
    let is_idiom = is_idiom
        || line.is(index, &["first"])
            && (line.has(index.back(1), Flags::AUXILIARY.or(Flags::FUNCTION))
                || line.class(index.back(1)) == AtomClass::Word && line.is_capital(index.back(1)))
            && (line.raw(end).ends_with("ed") || line.has(end, Flags::VERB.or(Flags::PAST)));
    let is_capital = line.class(index) == AtomClass::Word
        && index > 0
        && line.is_capital(index)
        && line.has(end, Flags::STREET);
    is_before_name || is_adverb || is_idiom || is_capital
}
