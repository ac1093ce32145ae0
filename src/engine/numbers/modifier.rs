//! Bounds and estimates: "more than", "as many as", "nearly", "or so".

use super::grammar::read_number;
use super::grammar_words::GrammarWord;
use super::subtoken::{StepBack, SubtokenClass, SubtokenLine};
use super::words::{NumericFlags, NumericLexicon};
use crate::annotation::Modifier;

/// Returns the bound of a sign.
fn modifier_of_sign(raw: &str) -> Option<Modifier> {
    Some(match raw {
        "~" | "≈" => Modifier::Approx,
        ">" => Modifier::MoreThan,
        "<" => Modifier::LessThan,
        _ => return None,
    })
}

/// Returns the bound that precedes subtoken `start`, and where it begins.
pub(in crate::engine) fn modifier_before(
    line: SubtokenLine<'_>,
    start: usize,
) -> Option<(Modifier, usize)> {
    let start = behind_determiner(line, start);
    let last = start.checked_sub(1)?;
    if line.class(last) == SubtokenClass::Mark {
        return Some((modifier_of_sign(line.raw(last))?, last));
    }
    if !line.is_a(last, GrammarWord::EndsBound) {
        return None;
    }
    let bounds = NumericLexicon::get().bounds_before(line.raw(last)).iter();
    let (modifier, at) = bounds
        .filter_map(|(phrase, modifier)| Some((*modifier, line.ends_with(start, phrase)?)))
        .min_by_key(|(_, at)| *at)?;
    is_bound(line, at, start).then_some((modifier, at))
}

fn behind_determiner(line: SubtokenLine<'_>, start: usize) -> usize {
    let before = start.back(1);
    if line.is_a(before, GrammarWord::BoundGap) && !line.is_a(start.back(2), GrammarWord::As) {
        before
    } else {
        start
    }
}

/// Returns whether the words are a bound here. "under" and "above" may also refer to a place, as in "buried under 20
/// metres", and are then not read as bounds; "not more than" and "over the" with a number after them usually are
/// bounds.
fn is_bound(line: SubtokenLine<'_>, at: usize, start: usize) -> bool {
    let is_quantifier = line.is_a(at, GrammarWord::Some) && at + 1 < start;
    let is_stretch =
        line.is_a(at, GrammarWord::StretchPreposition) && line.is_a(at + 1, GrammarWord::The);
    let is_particle = line.is_a(at, GrammarWord::Over)
        && line.is_a(at.back(1), GrammarWord::OverParticle)
        || line.is_a(at, GrammarWord::UpWord) && goes_up(line, at.back(1));
    let is_topic =
        line.is_a(at, GrammarWord::About) && line.is_a(at.back(1), GrammarWord::TopicWord);
    !is_quantifier && !is_stretch && !is_particle && !is_topic && !is_place(line, at, start)
}

/// How far before "over" a verb of motion may occur, in subtokens.
const MAX_PIECES_TO_MOTION: usize = 4;

/// Returns whether "over", "under" or "around" refers to a place ("jumped over 2 fences"), or "about" to a topic ("a
/// novel about two sisters"). Never true before a measure or a currency.
fn is_place(line: SubtokenLine<'_>, at: usize, start: usize) -> bool {
    if line.is_a(at, GrammarWord::About) {
        return line.has(at.back(1), NumericFlags::STORY)
            || line.is_a(at.back(1), GrammarWord::IsOrWas)
                && line.has(at.back(2), NumericFlags::STORY);
    }
    if !line.is_a(at, GrammarWord::PlacePreposition) {
        return false;
    }
    let Some(number) = read_number(line, start) else {
        return false;
    };
    let next = line.behind_hyphen(number.end);
    let is_measured = line.unit_words(next).is_some()
        || line.symbol(next).is_some()
        || line.word(next).period.is_some()
        || line.class(next) != SubtokenClass::Word;
    let first = at.saturating_sub(MAX_PIECES_TO_MOTION);
    let motion = (first..at)
        .rev()
        .take_while(|at| line.class(*at) == SubtokenClass::Word);
    let moves = motion
        .take_while(|before| *before + 1 == at || !line.is_a(*before, GrammarWord::ClauseWord))
        .any(|before| line.has(before, NumericFlags::MOTION));
    moves
        && !is_measured
        && number.low < 100.into()
        && !line.is_a(at.back(1), GrammarWord::Emphasis)
}

/// Returns whether "up to" after subtoken `index` means a rise ("edged up to") and is not a bound.
fn goes_up(line: SubtokenLine<'_>, index: usize) -> bool {
    line.word(index).change.is_some() || line.is_a(index, GrammarWord::RiseVerb)
}

/// Returns the bound that follows subtoken `end`, and where it ends.
pub(in crate::engine) fn modifier_after(
    line: SubtokenLine<'_>,
    end: usize,
) -> Option<(Modifier, usize)> {
    if line.raw(end) == "+" && line.is_glued(end) {
        return Some((Modifier::AtLeast, end + 1));
    }
    if line.is_hyphen(end) && line.is_a(end + 1, GrammarWord::Plus) {
        return Some((Modifier::MoreThan, end + 2));
    }
    if line.is_hyphen(end) && line.is_a(end + 1, GrammarWord::Odd) {
        return Some((Modifier::Approx, end + 2));
    }
    let bounds = NumericLexicon::get().bounds_after();
    let found = bounds.iter().find(|(phrase, _)| line.reads(end, phrase))?;
    Some((found.1, end + 2))
}
