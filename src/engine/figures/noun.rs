//! Finds what is counted: the noun phrase after a number, and its head noun.

use crate::engine::numbers::{NumericFlags, StepBack, SubtokenClass, SubtokenLine};

/// Words that end a noun phrase.
const STOP: NumericFlags = NumericFlags::PREPOSITION
    .or(NumericFlags::DETERMINER)
    .or(NumericFlags::AUXILIARY)
    .or(NumericFlags::FUNCTION);

/// The longest noun phrase that is examined, in subtokens.
const MAX_PHRASE_PIECES: usize = 8;

/// The noun phrase that a number counts.
#[derive(Clone, Copy, Debug)]
pub(super) struct CountedNoun {
    /// The first subtoken of the phrase.
    pub(super) first: usize,
    /// The head noun.
    pub(super) head: usize,
    /// Whether the phrase directly follows the number and belongs to the figure's range.
    pub(super) is_adjacent: bool,
}

/// Returns what is counted by the number that ends before subtoken `at`.
pub(super) fn counted(
    line: SubtokenLine<'_>,
    at: usize,
    is_one: bool,
    is_vague: bool,
) -> Option<CountedNoun> {
    if line.is(at, &["of"]) {
        return partitive(line, at + 1, is_vague);
    }
    if line.is_hyphen(at) {
        return compound(line, at + 1);
    }
    let (first, head) = phrase(line, at, is_one)?;
    let is_adjacent = !line.has(head, NumericFlags::PLURAL) || !is_condition(line, head);
    Some(CountedNoun {
        first,
        head,
        is_adjacent,
    })
}

/// Returns whether the word is an adjective that stands for people.
fn is_condition(line: SubtokenLine<'_>, at: usize) -> bool {
    line.is(
        at,
        &[
            "dead", "injured", "wounded", "homeless", "missing", "others", "more", "hurt", "poor",
            "sick",
        ],
    )
}

/// Returns what is counted after "of": "of the whales", "of people".
fn partitive(line: SubtokenLine<'_>, at: usize, is_vague: bool) -> Option<CountedNoun> {
    let whole = at;
    let mut at = at;
    let is_part = line.has(at, NumericFlags::DETERMINER);
    while line.has(at, NumericFlags::DETERMINER) {
        at += 1;
    }
    // "One of the three men"
    if is_part && line.is_number_word(at) {
        at += 1;
    }
    let (mut first, head) = phrase(line, at, false)?;
    // Whose they are is part of what is counted: "of its phones", "of the country's voters".
    let is_owned = line.is(whole, &["its", "their", "his", "her", "our", "my", "your"])
        || (at..head).any(|at| line.raw(at).ends_with("'s") || line.raw(at).ends_with("’s"))
        || (at..head).any(|at| is_apostrophe(line, at) && line.is(at + 1, &["s"]));
    if is_owned {
        first = whole;
    }
    Some(CountedNoun {
        first,
        head,
        is_adjacent: is_vague && !is_part,
    })
}

/// Returns the noun after a hyphen: "12-member", "131-page".
fn compound(line: SubtokenLine<'_>, at: usize) -> Option<CountedNoun> {
    let raw = line.raw(at);
    let is_noun = line.class(at) == SubtokenClass::Word
        && raw.len() > 2
        && !line.has(at, STOP)
        && !line.is(
            at,
            &[
                "fold",
                "time",
                "something",
                "way",
                "off",
                "piece",
                "class",
                "dimensional",
                "odd",
                "plus",
                "figure",
                "run",
                "sided",
                "star",
                "ish",
                "magnitude",
            ],
        )
        && !raw.ends_with("ed")
        && !raw.ends_with("ing");
    is_noun.then_some(CountedNoun {
        first: at,
        head: at,
        is_adjacent: true,
    })
}

/// Returns the first subtoken and the head of the noun phrase that begins at `at`: up to its first plural, or for one
/// thing its first noun.
fn phrase(line: SubtokenLine<'_>, at: usize, is_one: bool) -> Option<(usize, usize)> {
    let mut index = at;
    let mut noun = None;
    while index < at + MAX_PHRASE_PIECES {
        if line.is_hyphen(index) || is_apostrophe(line, index) && line.is(index + 1, &["s"]) {
            index += 1;
            continue;
        }
        // "coal- and gas-fired plants"
        if line.is_dash(index) && line.is_glued(index) && line.is(index + 1, &["and", "or"]) {
            index += 2;
            continue;
        }
        if joins_adjectives(line, index, at) || is_model(line, index, at) {
            index += 1;
            continue;
        }
        if line.class(index) != SubtokenClass::Word || is_stop(line, index, at) {
            break;
        }
        let is_adjective = line.is_hyphen(index.back(1))
            && line.class(index + 1) == SubtokenClass::Word
            && !is_stop(line, index + 1, at);
        if is_plural(line, index) && !is_adjective && !is_more(line, index) {
            let head = through_compound(line, index);
            return Some((at, head));
        }
        let raw = line.raw(index);
        if is_one {
            if noun.is_some()
                && (raw.ends_with("ed")
                    || raw.ends_with("ing")
                    || line.has(index, NumericFlags::VERB))
            {
                break;
            }
            if !raw.ends_with("ly") {
                noun = Some(index);
            }
        }
        index += 1;
    }
    let head = noun.filter(|_| is_one)?;
    (!line.has(head, NumericFlags::ADJECTIVE) || head > at).then_some((at, head))
}

/// Returns whether a comma or conjunction joins two adjectives before a noun: "exhausted but unharmed hikers".
fn joins_adjectives(line: SubtokenLine<'_>, index: usize, first: usize) -> bool {
    let is_joint = line.raw(index) == "," || line.is(index, &["and", "but", "or"]);
    is_joint
        && index > first
        && is_like_adjective(line, index - 1)
        && is_like_adjective(line, index + 1)
        && line.class(index + 2) == SubtokenClass::Word
        && !line.has(index + 2, STOP)
}

/// Returns whether a word has the form of an adjective.
fn is_like_adjective(line: SubtokenLine<'_>, at: usize) -> bool {
    const ENDINGS: [&str; 14] = [
        "ed", "ous", "ful", "ive", "ic", "able", "ible", "less", "ary", "al", "ing", "ish", "ent",
        "ant",
    ];
    let raw = line.raw(at);
    line.class(at) == SubtokenClass::Word
        && !line.has(at, STOP)
        && (line.has(at, NumericFlags::ADJECTIVE)
            || raw.len() > 3 && ENDINGS.iter().any(|ending| raw.ends_with(ending)))
}

/// Returns whether digits are a part of a name inside a noun phrase: "737 Max jets", "Covid-19 deaths", "iPhone 11 cases".
fn is_model(line: SubtokenLine<'_>, index: usize, first: usize) -> bool {
    let has_capital = |at: usize| {
        line.class(at) == SubtokenClass::Word && line.raw(at).chars().any(char::is_uppercase)
    };
    let before = if line.is_hyphen(index.back(1)) {
        index.back(2)
    } else {
        index.back(1)
    };
    let follows = has_capital(before) && line.word(before).month.is_none();
    let precedes = has_capital(index + 1) && line.word(index + 1).month.is_none();
    line.class(index) == SubtokenClass::Digits
        && line.raw(index).len() < 5
        && line.raw(index).bytes().all(|b| b.is_ascii_digit())
        && (follows
            || precedes && line.gap(index + 1) == " "
            || is_type(line, index) && index == first)
}

/// Returns whether digits right after a number in words name a type: "two 747 freighters".
fn is_type(line: SubtokenLine<'_>, index: usize) -> bool {
    line.raw(index).len() > 2
        && line.word(index.back(1)).cardinal.is_some()
        && line.class(index + 1) == SubtokenClass::Word
        && is_plural(line, index + 1)
        && line.unit_words(index + 1).is_none()
}

/// Returns whether the word only adds to what is counted: "more people", "other cities".
fn is_more(line: SubtokenLine<'_>, index: usize) -> bool {
    line.has(index, NumericFlags::GROUP)
        && line.class(index + 1) == SubtokenClass::Word
        && (is_plural(line, index + 1) && !line.has(index + 1, STOP.or(NumericFlags::VERB)))
}

fn is_stop(line: SubtokenLine<'_>, index: usize, first: usize) -> bool {
    if line.is_hyphen(index + 1) && line.class(index + 2) == SubtokenClass::Word
        || line.is_hyphen(index.back(1))
    {
        return false;
    }
    // "Airbus A350"
    if line.class(index + 1) == SubtokenClass::Digits && line.is_glued(index + 1) {
        return false;
    }
    let word = line.word(index);
    let is_number = word.cardinal.is_some() || word.month.is_some() || word.weekday.is_some();
    let is_adjective =
        index == first && word.has(NumericFlags::VERB) && line.raw(index).ends_with("ed");
    word.has(STOP) && !word.has(NumericFlags::PLURAL)
        || is_number && !(index == first && line.is_capital(index + 1))
        || word.has(NumericFlags::VERB)
            && !is_adjective
            && !word.has(NumericFlags::ADJECTIVE.or(NumericFlags::PLURAL))
}

fn is_apostrophe(line: SubtokenLine<'_>, index: usize) -> bool {
    matches!(line.raw(index), "'" | "’")
}

/// Returns whether the word looks like a plural noun.
pub(super) fn is_plural(line: SubtokenLine<'_>, index: usize) -> bool {
    let word = line.word(index);
    if word.has(NumericFlags::PLURAL) {
        return true;
    }
    let raw = line.raw(index);
    let lower = raw.as_bytes();
    let ends = |end: &[u8]| lower.to_ascii_lowercase().ends_with(end);
    // "PCs", "MPs": an abbreviation in capitals.
    let is_abbreviation = raw.len() > 2
        && raw
            .strip_suffix('s')
            .is_some_and(|stem| stem.bytes().all(|b| b.is_ascii_uppercase()));
    (raw.len() > 3 || is_abbreviation)
        && matches!(lower.last(), Some(b's' | b'S'))
        && !ends(b"ss")
        && !ends(b"us")
        && !ends(b"is")
        && !ends(b"ous")
        && !word.has(NumericFlags::SINGULAR)
}

/// Returns the head after a plural that is only the first part of a compound: "arms dealers".
fn through_compound(line: SubtokenLine<'_>, index: usize) -> usize {
    let next = index + 1;
    // A verb after a plural has no `s`: what has one is a noun again.
    let goes_on = line.class(next) == SubtokenClass::Word
        && line.raw(next).ends_with('s')
        && is_plural(line, next)
        && !line.has(next, STOP.or(NumericFlags::VERB).or(NumericFlags::PLURAL))
        && line.word(next).weekday.is_none()
        && line.word(next).period.is_none();
    if goes_on { next } else { index }
}
