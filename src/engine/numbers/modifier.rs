//! Bounds and estimates: "more than", "as many as", "nearly", "or so".

use super::grammar::number;
use super::subtoken::{AtomClass, Back, Line};
use super::words::Flags;
use crate::annotation::Modifier;

/// What stands before a number, by its last word.
const BEFORE: &[(&str, Modifier)] = &[
    ("up to", Modifier::AtMost),
    ("as many as", Modifier::AtMost),
    ("as much as", Modifier::AtMost),
    ("as high as", Modifier::AtMost),
    ("no more than", Modifier::AtMost),
    ("not more than", Modifier::AtMost),
    ("at most", Modifier::AtMost),
    ("a maximum of", Modifier::AtMost),
    ("maximum of", Modifier::AtMost),
    ("no greater than", Modifier::AtMost),
    ("at least", Modifier::AtLeast),
    ("no fewer than", Modifier::AtLeast),
    ("no less than", Modifier::AtLeast),
    ("not less than", Modifier::AtLeast),
    ("a minimum of", Modifier::AtLeast),
    ("minimum of", Modifier::AtLeast),
    ("as few as", Modifier::AtLeast),
    ("as little as", Modifier::AtLeast),
    ("as low as", Modifier::AtLeast),
    ("more than", Modifier::MoreThan),
    ("greater than", Modifier::MoreThan),
    ("higher than", Modifier::MoreThan),
    ("larger than", Modifier::MoreThan),
    ("longer than", Modifier::MoreThan),
    ("older than", Modifier::MoreThan),
    ("better than", Modifier::MoreThan),
    ("in excess of", Modifier::MoreThan),
    ("upwards of", Modifier::MoreThan),
    ("upward of", Modifier::MoreThan),
    ("north of", Modifier::MoreThan),
    ("over", Modifier::MoreThan),
    ("above", Modifier::MoreThan),
    ("topped", Modifier::MoreThan),
    ("topping", Modifier::MoreThan),
    ("tops", Modifier::MoreThan),
    ("exceeded", Modifier::MoreThan),
    ("exceeding", Modifier::MoreThan),
    ("exceeds", Modifier::MoreThan),
    ("exceed", Modifier::MoreThan),
    ("surpassed", Modifier::MoreThan),
    ("surpassing", Modifier::MoreThan),
    ("surpasses", Modifier::MoreThan),
    ("beyond", Modifier::MoreThan),
    ("less than", Modifier::LessThan),
    ("fewer than", Modifier::LessThan),
    ("lower than", Modifier::LessThan),
    ("smaller than", Modifier::LessThan),
    ("shorter than", Modifier::LessThan),
    ("younger than", Modifier::LessThan),
    ("under", Modifier::LessThan),
    ("below", Modifier::LessThan),
    ("short of", Modifier::LessThan),
    ("close to", Modifier::Approx),
    ("an estimated", Modifier::Approx),
    ("estimated", Modifier::Approx),
    ("estimated at", Modifier::Approx),
    ("in the region of", Modifier::Approx),
    ("on the order of", Modifier::Approx),
    ("about", Modifier::Approx),
    ("around", Modifier::Approx),
    ("approximately", Modifier::Approx),
    ("roughly", Modifier::Approx),
    ("some", Modifier::Approx),
    ("nearly", Modifier::Approx),
    ("almost", Modifier::Approx),
    ("nearing", Modifier::Approx),
    ("approaching", Modifier::Approx),
    ("circa", Modifier::Approx),
    ("near", Modifier::Approx),
    ("virtually", Modifier::Approx),
    ("practically", Modifier::Approx),
    ("~", Modifier::Approx),
    (">", Modifier::MoreThan),
    ("<", Modifier::LessThan),
    ("≈", Modifier::Approx),
];

/// What stands behind a number.
const BEHIND: &[(&str, Modifier)] = &[
    ("or so", Modifier::Approx),
    ("or more", Modifier::AtLeast),
    ("or above", Modifier::AtLeast),
    ("or over", Modifier::AtLeast),
    ("or older", Modifier::AtLeast),
    ("and older", Modifier::AtLeast),
    ("and over", Modifier::AtLeast),
    ("and above", Modifier::AtLeast),
    ("or higher", Modifier::AtLeast),
    ("or less", Modifier::AtMost),
    ("or fewer", Modifier::AtMost),
    ("or under", Modifier::AtMost),
    ("or lower", Modifier::AtMost),
    ("or younger", Modifier::AtMost),
    ("and under", Modifier::AtMost),
];

/// For each letter, the lengths of the last words of [`BEFORE`] that begin with it, as bits: most words are no bound's
/// last, and are told by a glance.
const LAST: [u32; 26] = lengths_by_letter();

const fn lengths_by_letter() -> [u32; 26] {
    let mut lengths = [0; 26];
    let mut n = 0;
    while n < BEFORE.len() {
        let phrase = BEFORE[n].0.as_bytes();
        let mut at = phrase.len();
        while at > 0 && phrase[at - 1] != b' ' {
            at -= 1;
        }
        if phrase[at].is_ascii_lowercase() {
            lengths[(phrase[at] - b'a') as usize] |= 1 << (phrase.len() - at);
        }
        n += 1;
    }
    lengths
}

/// Returns whether a bound could end with this word; signs always could.
fn may_be_last(word: &str) -> bool {
    let Some(first) = word.as_bytes().first() else {
        return false;
    };
    let letter = first.to_ascii_lowercase().wrapping_sub(b'a');
    let of_letter = LAST.get(usize::from(letter));
    of_letter.is_none_or(|lengths| word.len() < 32 && (lengths >> word.len()) & 1 == 1)
}

/// Returns the bound that stands before piece `start`, and where it begins.
pub(in crate::engine) fn before(line: Line<'_>, start: usize) -> Option<(Modifier, usize)> {
    let start = behind_determiner(line, start);
    if !may_be_last(line.raw(start.checked_sub(1)?)) {
        return None;
    }
    let (modifier, at) = BEFORE
        .iter()
        .filter_map(|(phrase, modifier)| Some((*modifier, line.ends_with(start, phrase)?)))
        .min_by_key(|(_, at)| *at)?;
    is_bound(line, at, start).then_some((modifier, at))
}

fn behind_determiner(line: Line<'_>, start: usize) -> usize {
    let before = start.back(1);
    if line.is(
        before,
        &[
            "a", "an", "the", "its", "his", "her", "their", "another", "just", "only",
        ],
    ) && !line.is(start.back(2), &["as"])
    {
        before
    } else {
        start
    }
}

/// Returns whether the words are a bound here: "under" and "above" name a place in "buried under 20 metres", and nobody
/// can tell; but "not more than" and "over the" with a number behind are seen often enough as bounds.
fn is_bound(line: Line<'_>, at: usize, start: usize) -> bool {
    let is_quantifier = line.is(at, &["some"]) && at + 1 < start;
    let is_stretch = line.is(at, &["over", "around", "about"]) && line.is(at + 1, &["the"]);
    let is_particle = line.is(at, &["over"])
        && line.is(
            at.back(1),
            &[
                "handed", "hand", "took", "take", "turned", "turn", "taken", "carried", "hands",
                "over",
            ],
        )
        || line.is(at, &["up"]) && goes_up(line, at.back(1));
    let is_topic = line.is(at, &["about"])
        && line.is(
            at.back(1),
            &[
                "more",
                "less",
                "comment",
                "comments",
                "talk",
                "talked",
                "talking",
                "said",
                "know",
                "learn",
                "complained",
                "worried",
                "concerned",
                "questions",
                "asked",
                "information",
                "something",
                "anything",
                "report",
                "reports",
                "story",
                "think",
                "worry",
                "all",
                "what",
                "how",
            ],
        );
    !is_quantifier && !is_stretch && !is_particle && !is_topic && !is_place(line, at, start)
}

/// How far before "over" a verb of motion may stand, in pieces.
const MAX_MOTION_REACH: usize = 4;

/// Returns whether "over", "under", "around" names a place, "jumped over 2 fences", or "about" a theme, "a novel about
/// two sisters". Behind a measure or money it never does.
fn is_place(line: Line<'_>, at: usize, start: usize) -> bool {
    if line.is(at, &["about"]) {
        return line.has(at.back(1), Flags::STORY)
            || line.is(at.back(1), &["is", "was", "are"]) && line.has(at.back(2), Flags::STORY);
    }
    if !line.is(
        at,
        &[
            "over", "above", "under", "below", "around", "beyond", "near",
        ],
    ) {
        return false;
    }
    let Some(number) = number(line, start) else {
        return false;
    };
    let next = line.behind_hyphen(number.end);
    let is_measured = line.unit_words(next).is_some()
        || line.symbol(next).is_some()
        || line.word(next).period.is_some()
        || line.class(next) != AtomClass::Word;
    let first = at.saturating_sub(MAX_MOTION_REACH);
    let motion = (first..at)
        .rev()
        .take_while(|at| line.class(*at) == AtomClass::Word);
    let moves = motion
        .take_while(|before| *before + 1 == at || !line.is(*before, &["and", "to", "of", "that"]))
        .any(|before| line.has(before, Flags::MOTION));
    moves && !is_measured && number.low < 100.into() && !line.is(at.back(1), &["well", "just"])
}

/// Returns whether "up to" behind piece `index` tells of a rise, "edged up to", and bounds nothing.
fn goes_up(line: Line<'_>, index: usize) -> bool {
    line.word(index).change.is_some()
        || line.is(
            index,
            &[
                "edged", "inched", "moved", "went", "goes", "crept", "ticked", "shot", "drifted",
                "added", "adds", "lived", "pushed",
            ],
        )
}

/// Returns the bound that stands behind piece `end`, and where it ends.
pub(in crate::engine) fn behind(line: Line<'_>, end: usize) -> Option<(Modifier, usize)> {
    if line.raw(end) == "+" && line.is_glued(end) {
        return Some((Modifier::AtLeast, end + 1));
    }
    if line.is_hyphen(end) && line.is(end + 1, &["plus"]) {
        return Some((Modifier::MoreThan, end + 2));
    }
    let found = BEHIND.iter().find(|(phrase, _)| line.reads(end, phrase))?;
    Some((found.1, end + 2))
}
