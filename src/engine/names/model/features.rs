//! The features of a token: the word itself, its neighbours, known phrases, and how the document uses the word.
//!
//! A feature is a hash of a template's number and a value. The same functions serve training and tagging.

use std::ops::Range;

use super::document::{Document, SentenceCase};
use super::word::{Spelling, Word};
use crate::engine::lexeme::vocabulary::NO_CLUSTER;
use crate::invariant::ExpectOr;

/// A feature: a hash of template and value.
pub type Feature = u64;

/// The position of a word relative to the word that is tagged.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WindowPosition {
    /// The word itself.
    Here,
    /// The word before.
    Before,
    /// The word after.
    After,
    /// The second word before.
    Second,
    /// The second word after.
    Next,
}

impl WindowPosition {
    /// All positions.
    pub const ALL: [Self; 5] = [
        Self::Here,
        Self::Before,
        Self::After,
        Self::Second,
        Self::Next,
    ];

    /// Returns the number of the token at this place next to token number `index`, if it lies in the sentence.
    pub(super) fn of(self, index: usize, sentence: &Range<usize>) -> Option<usize> {
        let at = match self {
            Self::Here => Some(index),
            Self::Before => index.checked_sub(1),
            Self::After => Some(index + 1),
            Self::Second => index.checked_sub(2),
            Self::Next => Some(index + 2),
        };
        at.filter(|at| sentence.contains(at))
    }

    const fn base(self) -> u64 {
        self as u64 * 64
    }
}

/// The number of the first template that looks at more than one word.
const CONTEXT: u64 = 512;
/// The number of the first template of the second pass.
pub(super) const VOTES: u64 = 1024;

/// Returns the feature of a template and a value.
pub(super) const fn feature_of(template: u64, value: u64) -> Feature {
    let mixed = (value ^ (template + 1).wrapping_mul(0x9e37_79b9_7f4a_7c15))
        .wrapping_mul(0xff51_afd7_ed55_8ccd);
    (mixed ^ mixed >> 32).wrapping_mul(0xc4ce_b9fe_1a85_ec53)
}

const fn hash_pair(one: u64, other: u64) -> u64 {
    (one.rotate_left(23) ^ other).wrapping_mul(0x9fb2_1c65_1e98_df25)
}

/// Emits every feature of the first pass for token number `index`, with the number of its template. For the document of a
/// page it emits only the features of several words: those of single words are computed once per word elsewhere.
pub fn emit_features(
    document: &Document,
    index: usize,
    sentence: usize,
    out: &mut impl FnMut(u64, Feature),
) {
    let Some(range) = document.sentences.get(sentence) else {
        return;
    };
    for seen in WindowPosition::ALL {
        match seen.of(index, range).and_then(|at| document.spelt(at)) {
            Some((word, spelling)) => emit_word(word, spelling, seen, out),
            None => emit_border(seen, out),
        }
    }
    emit_context(document, index, sentence, out);
}

/// Returns whether a template identifies the word itself. Training hides such features at random, so that
/// the others learn to do without.
pub const fn is_identity(template: u64) -> bool {
    matches!(template, 0 | 1 | 5 | 9 | 13 | 15) || matches!(template, 512 | 513)
}

/// Returns true for the templates of a group.
pub type GroupTest = fn(u64) -> bool;

/// Groups of feature templates by name, for ablation: measuring the loss in score without one group.
pub const GROUPS: &[(&str, GroupTest)] = &[
    ("the word itself and its neighbours", |template| {
        template < CONTEXT && matches!(template % 64, 0 | 1) || matches!(template, 512 | 513)
    }),
    ("beginnings and ends of words", |template| {
        template < CONTEXT && matches!(template % 64, 3..=9 | 18 | 19)
    }),
    ("shapes and capitals", |template| {
        template < CONTEXT && matches!(template % 64, 2 | 10)
            || matches!(template, 514..=518 | 521 | 522 | 527)
    }),
    ("clusters", |template| {
        template < CONTEXT && matches!(template % 64, 12..=14 | 20) || matches!(template, 519 | 520)
    }),
    ("classes of single words in the lexicon", |template| {
        template < CONTEXT && matches!(template % 64, 16 | 17) || matches!(template, 523 | 524)
    }),
    ("phrases of the lexicon", |template| {
        matches!(template, 544..=549)
    }),
    ("words three and four away", |template| {
        matches!(template, 525 | 526)
    }),
    ("the document's other uses of a word", |template| {
        matches!(template, 552 | 553)
    }),
    ("what the first pass found", |template| template >= VOTES),
];

/// Emits the feature of a position outside the sentence.
pub(super) fn emit_border(seen: WindowPosition, out: &mut impl FnMut(u64, Feature)) {
    let template = seen.base() + 1;
    out(template, feature_of(template, 1));
}

/// Emits the features of one word at a position.
pub(super) fn emit_word(
    word: &Word,
    spelling: &Spelling,
    seen: WindowPosition,
    out: &mut impl FnMut(u64, Feature),
) {
    let base = seen.base();
    let mut put =
        |template: u64, value: u64| out(base + template, feature_of(base + template, value));
    let look = word.look as u64;
    put(1, word.lower);
    put(2, look << 8 | u64::from(word.facts.habit));
    put_cluster(14, word.facts.clusters[1], &mut put);
    put(16, hash_pair(u64::from(word.facts.classes.bits()), look));
    if matches!(seen, WindowPosition::Second | WindowPosition::Next) {
        return;
    }
    put_cluster(12, word.facts.clusters[0], &mut put);
    put_cluster(13, word.facts.clusters[2], &mut put);
    for class in word.facts.classes.numbers() {
        put(17, u64::from(class));
    }
    let [pre2, pre3, pre4, suf1, suf2, suf3, suf4] = spelling.ends;
    put_end(8, suf3, &mut put);
    put(10, word.shape);
    if seen != WindowPosition::Here {
        return;
    }
    put(0, spelling.surface);
    for (template, end) in [
        (3, pre2),
        (4, pre3),
        (5, pre4),
        (6, suf1),
        (7, suf2),
        (9, suf4),
    ] {
        put_end(template, end, &mut put);
    }
    for (template, part) in [(18, spelling.parts[0]), (19, spelling.parts[1])] {
        put_end(template, part, &mut put);
    }
    put_cluster(20, word.facts.clusters[1], &mut |template, value| {
        put(template, hash_pair(value, look));
    });
}

fn put_end(template: u64, end: u64, put: &mut impl FnMut(u64, u64)) {
    if end != 0 {
        put(template, end);
    }
}

fn put_cluster(template: u64, cluster: u16, put: &mut impl FnMut(u64, u64)) {
    if cluster != NO_CLUSTER {
        put(template, u64::from(cluster));
    }
}

/// Emits the features of several words together, of known phrases, and of the document.
pub(super) fn emit_context(
    document: &Document,
    index: usize,
    sentence: usize,
    out: &mut impl FnMut(u64, Feature),
) {
    let Some(range) = document.sentences.get(sentence) else {
        return;
    };
    let mut put =
        |template: u64, value: u64| out(CONTEXT + template, feature_of(CONTEXT + template, value));
    let word = |seen: WindowPosition| seen.of(index, range).and_then(|at| document.word(at));
    let Some(here) = word(WindowPosition::Here) else {
        return;
    };
    let (before, after) = (word(WindowPosition::Before), word(WindowPosition::After));
    let (second, next) = (word(WindowPosition::Second), word(WindowPosition::Next));
    let lower = |word: Option<&Word>| word.map_or(1, |word| word.lower);
    let shape = |word: Option<&Word>| word.map_or(1, |word| word.shape);
    let cluster = |word: Option<&Word>| word.map_or(999, |word| u64::from(word.facts.clusters[1]));
    let classes =
        |word: Option<&Word>| word.map_or(1 << 31, |word| u64::from(word.facts.classes.bits()));
    let look = here.look as u64;
    put(0, hash_pair(lower(before), here.lower));
    put(1, hash_pair(here.lower, lower(after)));
    put(2, hash_pair(shape(before), here.shape));
    put(3, hash_pair(here.shape, shape(after)));
    put(
        4,
        hash_pair(hash_pair(shape(before), here.shape), shape(after)),
    );
    put(5, hash_pair(look, lower(before)));
    put(6, hash_pair(look, lower(after)));
    put(7, hash_pair(cluster(before), cluster(Some(here))));
    put(8, hash_pair(cluster(Some(here)), cluster(after)));
    put(9, hash_pair(hash_pair(look, lower(second)), lower(before)));
    put(10, hash_pair(hash_pair(look, lower(after)), lower(next)));
    put(11, hash_pair(classes(before), classes(Some(here))));
    put(12, hash_pair(classes(Some(here)), classes(after)));
    for far in [index.checked_sub(3), index.checked_sub(4)] {
        let far = far
            .filter(|at| range.contains(at))
            .and_then(|at| document.word(at));
        put(13, lower(far));
    }
    for far in [index + 3, index + 4] {
        let far = Some(far)
            .filter(|at| range.contains(at))
            .and_then(|at| document.word(at));
        put(14, lower(far));
    }
    if index == range.start {
        put(15, look << 8 | u64::from(here.facts.habit));
    }
    if document.mode_of(sentence) != SentenceCase::Body {
        put(
            16,
            document.mode_of(sentence) as u64 * 256 + u64::from(here.facts.habit),
        );
    }
    emit_phrases(document, index, range, &mut put);
    emit_habits(document, index, look, &mut put);
}

fn emit_phrases(
    document: &Document,
    index: usize,
    sentence: &Range<usize>,
    put: &mut impl FnMut(u64, u64),
) {
    for (seen, template) in [
        (WindowPosition::Here, 32),
        (WindowPosition::Before, 34),
        (WindowPosition::After, 36),
    ] {
        let covered = seen.of(index, sentence).and_then(|at| document.covered(at));
        let Some(covered) = covered else {
            continue;
        };
        let part = match covered.at {
            _ if covered.len == 1 => 0,
            0 => 1,
            at if at + 1 == covered.len => 2,
            _ => 3,
        };
        let place = part << 3 | u64::from(covered.len.min(4));
        for class in covered.classes.numbers() {
            put(template, place << 8 | u64::from(class));
        }
        put(
            template + 1,
            place << 32 | u64::from(covered.classes.bits()),
        );
    }
}

fn emit_habits(document: &Document, index: usize, look: u64, put: &mut impl FnMut(u64, u64)) {
    let habit = document
        .form(index)
        .and_then(|form| document.habits.get(form));
    let habit = u64::from(habit.copied().expect_or_default("a token has a form"));
    put(40, habit << 8 | look);
    for bit in 0..8 {
        if habit >> bit & 1 == 1 {
            put(41, bit << 8 | look);
        }
    }
}
