//! The features of a word without its context: the case of its letters, its shape, its affixes, its classes in the lexicon.

use crate::engine::lexeme::vocabulary::{Class, Lexicon, WordFacts, word_hash};
use crate::engine::names::cue_words::{CueSet, NameCue};
use crate::invariant::ExpectOr;
use crate::text::content_hash;

/// The case of a word's letters, in more detail than [`crate::engine::Case`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(in crate::engine::names) enum LetterPattern {
    /// Small letters.
    Lower,
    /// A capital, then small ones.
    Title,
    /// Two capitals or more.
    Upper,
    /// One capital letter, with a stop or without: an initial.
    Initial,
    /// Capitals with stops: `U.S.`.
    Dotted,
    /// Capitals elsewhere: `McDonald`, `al-Bashir`, `eBay`.
    Mixed,
    /// Digits and marks.
    Number,
    /// Digits and letters: `3M`, `49ers`, `14th`.
    NumberWord,
    /// No letter, no digit.
    Mark,
}

/// The part that a word can have in a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::engine::names) enum NameRole {
    /// It may be part of a name by itself.
    Name,
    /// It may join two parts of a name: `of`, `the`, `&`, `-`.
    Joiner,
    /// It may join two parts of a name, and may begin one: `van`, `al`.
    Particle,
    /// A number, which may begin or end a name.
    Number,
    /// It is never part of a name.
    Never,
}

/// A distinct word of a document, described once.
#[derive(Clone, Debug)]
pub(in crate::engine::names) struct Word {
    /// The hash of its lower-case form with digits made 0.
    pub(in crate::engine::names) lower: u64,
    /// The hash of its lower-case form, as the lexicon knows it.
    pub(in crate::engine::names) key: u64,
    /// The hash of its collapsed shape.
    pub(in crate::engine::names) shape: u64,
    /// What the lexicon knows.
    pub(in crate::engine::names) facts: WordFacts,
    /// How its letters are set.
    pub(in crate::engine::names) look: LetterPattern,
    /// The part that it can have in a name.
    pub(in crate::engine::names) role: NameRole,
    /// Its classes in the list of words next to names.
    pub(in crate::engine::names) cues: CueSet,
    /// Whether it has more than four letters.
    pub(in crate::engine::names) is_long: bool,
}

/// The affixes of a word. They are needed only when the word is scored for the first time.
#[derive(Clone, Copy, Debug)]
pub(in crate::engine::names) struct Spelling {
    /// The hash of the word as written.
    pub(in crate::engine::names) surface: u64,
    /// The hashes of its first 2, 3, 4 and last 1, 2, 3, 4 letters in lower case; 0 where it is shorter.
    pub(in crate::engine::names) ends: [u64; 7],
    /// The hashes of what precedes the first and after the last hyphen; 0 without one.
    pub(in crate::engine::names) parts: [u64; 2],
}

impl Word {
    /// Describes a word. `lower` is its lower-case form with straight apostrophes.
    pub(in crate::engine::names) fn new(surface: &str, lower: &str, lexicon: &Lexicon<'_>) -> Self {
        let look = letter_pattern(surface);
        let key = word_hash(lower);
        let cues = CueSet::of(key);
        let has_digit = lower.bytes().any(|byte| byte.is_ascii_digit());
        Self {
            lower: if has_digit {
                content_hash(without_digits(lower).as_bytes())
            } else {
                key
            },
            key,
            shape: hash_shape(surface),
            facts: lexicon.word(key),
            cues,
            look,
            role: role_of(surface, lower, look, cues),
            is_long: lower.chars().nth(4).is_some(),
        }
    }

    /// Returns whether the word has a capital.
    pub(in crate::engine::names) const fn is_capitalised(&self) -> bool {
        matches!(
            self.look,
            LetterPattern::Title
                | LetterPattern::Upper
                | LetterPattern::Initial
                | LetterPattern::Dotted
                | LetterPattern::Mixed
        )
    }

    /// Returns whether the lexicon knows the word as this.
    pub(in crate::engine::names) const fn is(&self, class: Class) -> bool {
        self.facts.classes.has(class)
    }
}

impl Spelling {
    /// Describes the letters of a word. `lower` is its lower-case form with straight apostrophes.
    pub(super) fn new(surface: &str, lower: &str) -> Self {
        Self {
            surface: content_hash(surface.as_bytes()),
            ends: hash_ends(lower),
            parts: hash_parts(lower),
        }
    }
}

fn role_of(surface: &str, lower: &str, look: LetterPattern, cues: CueSet) -> NameRole {
    match look {
        _ if surface.starts_with(['@', '#']) || surface.contains("://") => NameRole::Never,
        LetterPattern::Title | LetterPattern::Initial if cues.has(NameCue::Speaker) => {
            NameRole::Joiner
        }
        LetterPattern::Title
        | LetterPattern::Upper
        | LetterPattern::Initial
        | LetterPattern::Dotted
        | LetterPattern::Mixed => NameRole::Name,
        LetterPattern::NumberWord
            if surface.chars().any(char::is_uppercase) || lower.ends_with("ers") =>
        {
            NameRole::Name
        }
        LetterPattern::Number | LetterPattern::NumberWord => NameRole::Number,
        LetterPattern::Lower if cues.has(NameCue::Particle) => NameRole::Particle,
        LetterPattern::Lower | LetterPattern::Mark if cues.has(NameCue::Joiner) => NameRole::Joiner,
        LetterPattern::Lower | LetterPattern::Mark => NameRole::Never,
    }
}

fn letter_pattern(word: &str) -> LetterPattern {
    let (mut upper, mut lower, mut digits, mut others, mut dots) = (0, 0, 0, 0, 0);
    for c in word.chars() {
        match c {
            'a'..='z' => lower += 1,
            'A'..='Z' => upper += 1,
            '.' => dots += 1,
            '0'..='9' => digits += 1,
            c if c.is_ascii() => others += 1,
            c if c.is_uppercase() => upper += 1,
            c if c.is_alphabetic() => lower += 1,
            _ => others += 1,
        }
    }
    let first_is_upper = word.starts_with(char::is_uppercase);
    match (upper, lower, digits) {
        (0, 0, 0) => LetterPattern::Mark,
        (0, 0, _) => LetterPattern::Number,
        (_, _, 1..) => LetterPattern::NumberWord,
        (0, _, _) => LetterPattern::Lower,
        (1, 0, _) if others == 0 => LetterPattern::Initial,
        (_, 0, _) if dots > 0 => LetterPattern::Dotted,
        (_, 0, _) => LetterPattern::Upper,
        (1, _, _) if first_is_upper => LetterPattern::Title,
        _ => LetterPattern::Mixed,
    }
}

fn without_digits(lower: &str) -> String {
    lower
        .chars()
        .map(|c| if c.is_ascii_digit() { '0' } else { c })
        .collect()
}

/// Returns the hash of the word's shape: `X` capitals, `x` lower-case letters, `0` digits, marks as they are; a run of
/// equal ones counts once, or twice where it is longer.
fn hash_shape(word: &str) -> u64 {
    let (mut hash, mut before, mut run) = (0_u64, '\0', 0);
    for c in word.chars() {
        let class = match c {
            'a'..='z' => 'x',
            'A'..='Z' => 'X',
            '0'..='9' => '0',
            c if c.is_ascii() => c,
            c if c.is_uppercase() => 'X',
            c if c.is_alphabetic() => 'x',
            c if c.is_numeric() => '0',
            '’' => '\'',
            c => c,
        };
        run = if class == before { run + 1 } else { 0 };
        before = class;
        if run < 2 {
            hash = (hash ^ u64::from(u32::from(class)))
                .wrapping_mul(0x0100_0000_01b3)
                .rotate_left(7);
        }
    }
    hash
}

fn hash_ends(lower: &str) -> [u64; 7] {
    let mut ends = [0; 7];
    let [pre2, pre3, pre4, suf1, suf2, suf3, suf4] = &mut ends;
    if lower.is_ascii() {
        let bytes = lower.as_bytes();
        for (slot, n) in [pre2, pre3, pre4].into_iter().zip(2..) {
            if let Some((start, [_, ..])) = bytes.split_at_checked(n) {
                *slot = content_hash(start);
            }
        }
        for (slot, n) in [suf1, suf2, suf3, suf4].into_iter().zip(1..) {
            let at = bytes.len().checked_sub(n).filter(|at| *at > 0);
            if let Some(end) = at.and_then(|at| bytes.get(at..)) {
                *slot = content_hash(end);
            }
        }
        return ends;
    }
    for (slot, n) in [pre2, pre3, pre4].into_iter().zip(2..) {
        if let Some((at, _)) = lower.char_indices().nth(n) {
            *slot = content_hash(
                lower
                    .as_bytes()
                    .get(..at)
                    .expect_or_default("an index of a character is a character border"),
            );
        }
    }
    for (slot, n) in [suf1, suf2, suf3, suf4].into_iter().zip(0..) {
        let mut back = lower.char_indices().rev().skip(n);
        if let Some((at, _)) = back.next()
            && back.next().is_some()
        {
            *slot = content_hash(
                lower
                    .as_bytes()
                    .get(at..)
                    .expect_or_default("an index of a character is a character border"),
            );
        }
    }
    ends
}

fn hash_parts(lower: &str) -> [u64; 2] {
    let hash = |part: &str| content_hash(part.as_bytes());
    match (lower.split_once('-'), lower.rsplit_once('-')) {
        (Some((first, _)), Some((_, last))) if !first.is_empty() && !last.is_empty() => {
            [hash(first), hash(last)]
        }
        _ => [0; 2],
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn assert_pattern(expected: LetterPattern, words: &str) {
        for word in words.split(' ') {
            assert_eq!(letter_pattern(word), expected, "{word}");
        }
    }

    #[test]
    fn looks_tell_names_from_other_words() {
        assert_pattern(LetterPattern::Lower, "house al- naïve d'être");
        assert_pattern(
            LetterPattern::Title,
            "Berlin Moody's Al-bashir Éire O'neill",
        );
        assert_pattern(LetterPattern::Upper, "NATO AT&T");
        assert_pattern(LetterPattern::Initial, "J. A");
        assert_pattern(
            LetterPattern::Dotted,
            "U.S. W.Va. U.N".split(' ').next().unwrap_or_default(),
        );
        assert_pattern(LetterPattern::Mixed, "McDonald al-Bashir eBay");
        assert_pattern(LetterPattern::Number, "1,200 3.5");
        assert_pattern(LetterPattern::NumberWord, "3M 49ers 14th");
        assert_pattern(LetterPattern::Mark, ", “ --");
    }

    #[test]
    fn shapes_are_collapsed() {
        assert_eq!(hash_shape("Berlin"), hash_shape("Washington"));
        assert_ne!(hash_shape("Berlin"), hash_shape("BERLIN"));
        assert_eq!(hash_shape("1996-08-30"), hash_shape("2013-12-31"));
    }

    #[test]
    fn ends_of_short_words_are_nothing() {
        assert_eq!(hash_ends("ab"), [0, 0, 0, content_hash(b"b"), 0, 0, 0]);
        assert_eq!(hash_ends("é"), [0; 7]);
        let [pre2, pre3, pre4, suf1, _, suf3, suf4] = hash_ends("harbé");
        assert_eq!(
            [pre2, pre3, pre4],
            ["ha", "har", "harb"].map(|end| content_hash(end.as_bytes()))
        );
        assert_eq!(
            [suf1, suf3, suf4],
            ["é", "rbé", "arbé"].map(|end| content_hash(end.as_bytes()))
        );
        let [pre2, pre3, pre4, suf1, suf2, suf3, suf4] = hash_ends("harb");
        assert_eq!(
            [pre2, pre3],
            ["ha", "har"].map(|end| content_hash(end.as_bytes()))
        );
        assert_eq!(
            [suf1, suf2, suf3],
            ["b", "rb", "arb"].map(|end| content_hash(end.as_bytes()))
        );
        assert_eq!([pre4, suf4], [0; 2]);
    }

    #[test]
    fn small_words_inside_names_have_their_role() {
        let role = |word: &str| {
            let lower = word.to_lowercase();
            let cues = CueSet::of(word_hash(&lower));
            role_of(word, &lower, letter_pattern(word), cues)
        };
        for (word, expected) in [
            ("of", NameRole::Joiner),
            ("&", NameRole::Joiner),
            ("van", NameRole::Particle),
            ("d'", NameRole::Particle),
            ("I'm", NameRole::Joiner),
            ("Van", NameRole::Name),
            ("harbour", NameRole::Never),
            (",", NameRole::Never),
        ] {
            assert_eq!(role(word), expected, "{word}");
        }
    }
}
