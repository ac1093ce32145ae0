//! The features of a token: what the tagger's weights are for.

use super::super::weight_table::hash_feature;
use super::super::{WordForm, WordTag};

/// The number of features of a token.
pub const TOKEN_FEATURES: usize = WORD_FEATURES + CONTEXT_FEATURES;
/// Those of the word itself, and those of the words and tags around.
const WORD_FEATURES: usize = 11;
const CONTEXT_FEATURES: usize = 34;

/// A word between the two on each side of it; boundaries where its sentence has none.
pub(in crate::engine) type WordWindow<'a> = [&'a WordForm; 5];

/// Returns the window of the word at `at` in a sentence.
pub(super) fn window_at(words: &[WordForm], at: usize) -> WordWindow<'_> {
    let word = |index: Option<usize>| {
        let word = index.and_then(|index| words.get(index));
        word.unwrap_or(&WordForm::BOUNDARY)
    };
    [
        word(at.checked_sub(2)),
        word(at.checked_sub(1)),
        word(Some(at)),
        word(Some(at + 1)),
        word(Some(at + 2)),
    ]
}

/// Returns one number for a word's shape and its habit of capitals. They say little about the first word, so that it has
/// numbers of its own.
fn look_of(word: &WordForm, is_first: bool) -> u64 {
    u64::from(word.shape) | u64::from(is_first) << 32 | u64::from(word.habit) << 33
}

/// Returns one number for two.
fn hash_pair(first: u32, second: u32) -> u64 {
    u64::from(first) << 32 | u64::from(second)
}

/// What a feature consists of, besides the number of its template.
type TokenFeatureContent = (u64, u64);

/// Returns the hashes of the features of the token at `at`, whose two predecessors have the tags `before`, the nearer
/// one first.
#[inline]
pub fn token_features(
    words: &[WordForm],
    at: usize,
    before: [WordTag; 2],
) -> [u64; TOKEN_FEATURES] {
    window_features(&window_at(words, at), at == 0, before)
}

/// Returns the same for the middle word of a window. `is_first`: it is the first word of its sentence.
#[inline]
pub(super) fn window_features(
    window: &WordWindow<'_>,
    is_first: bool,
    before: [WordTag; 2],
) -> [u64; TOKEN_FEATURES] {
    let tags = before.map(|tag| tag as u64 + 1);
    let mut hashes = [0; TOKEN_FEATURES];
    let (own, around) = hashes.split_at_mut(WORD_FEATURES);
    hash_contents(own, 1, &word_features(window, is_first, tags));
    hash_contents(
        around,
        1 + WORD_FEATURES as u64,
        &context_features(window, is_first, tags),
    );
    hashes
}

/// Writes the hashes of features whose templates have the numbers from `template` on.
#[inline]
fn hash_contents(hashes: &mut [u64], template: u64, contents: &[TokenFeatureContent]) {
    for (template, (hash, (first, second))) in (template..).zip(hashes.iter_mut().zip(contents)) {
        *hash = hash_feature(*first, *second | template << 56);
    }
}

/// Returns the features of the word's own spelling. The first four, those of its ending, are trained faster.
#[inline]
fn word_features(
    [_, _, here, _, _]: &WordWindow<'_>,
    is_first: bool,
    [t1, _]: [u64; 2],
) -> [TokenFeatureContent; WORD_FEATURES] {
    let look = look_of(here, is_first);
    let is_first = u64::from(is_first);
    let [_, suffix3, suffix4] = here.suffixes;
    let w = u64::from(here.lower);
    [
        (u64::from(suffix3), 0),
        (u64::from(suffix3), t1),
        (u64::from(suffix4), 0),
        (u64::from(here.suffixes[0]), is_first),
        (w, 0),
        (w, t1),
        (u64::from(here.prefixes[0]), 0),
        (u64::from(here.prefixes[1]), 0),
        (look, 0),
        (look, t1),
        (look, u64::from(here.names)),
    ]
}

/// Returns the features of the words and tags around.
#[inline]
fn context_features(
    [left2, left, here, right, right2]: &WordWindow<'_>,
    is_first: bool,
    [t1, t2]: [u64; 2],
) -> [TokenFeatureContent; CONTEXT_FEATURES] {
    let t12 = t1 << 8 | t2;
    let look = look_of(here, is_first);
    let [_, suffix3, _] = here.suffixes;
    let [c64, c256, c1024] = here.clusters.map(u64::from);
    let cluster = |word: &WordForm| u64::from(word.clusters[1]);
    let class = |word: &WordForm| u64::from(word.ambiguity);
    [
        (look, u64::from(left.shape) << 8 | u64::from(left.habit)),
        (look, u64::from(right.shape) << 8 | u64::from(right.habit)),
        (u64::from(left.lower), 0),
        (u64::from(left2.lower), 0),
        (u64::from(right.lower), 0),
        (u64::from(right2.lower), 0),
        (hash_pair(left.lower, here.lower), 0),
        (hash_pair(here.lower, right.lower), 0),
        (hash_pair(left.lower, right.lower), 0),
        (hash_pair(left2.lower, left.lower), 0),
        (hash_pair(right.lower, right2.lower), 0),
        (t1, 0),
        (t12, 0),
        (t1, u64::from(right.lower)),
        (t12, class(here) << 8 | class(right)),
        (u64::from(left.suffixes[1]), 0),
        (u64::from(right.suffixes[1]), 0),
        (u64::from(right.suffixes[0]), t1),
        (c64, 0),
        (c256, 0),
        (c1024, 0),
        (cluster(left), c256),
        (c256, cluster(right)),
        (cluster(right), t1),
        (cluster(right2), cluster(right)),
        (c256, t1 << 16 | class(right)),
        (class(here), t1),
        (class(here), class(right) << 8),
        (class(here), class(right) << 8 | t1 << 16),
        (class(here), class(right) << 8 | class(right2) << 16),
        (class(here), class(left) << 24),
        (u64::from(here.names), u64::from(right.names)),
        (u64::from(left.names), u64::from(here.names)),
        (u64::from(suffix3), class(right) << 8 | t1 << 16),
    ]
}
