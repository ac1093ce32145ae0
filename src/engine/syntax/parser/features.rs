//! The features of a parser's position: what the weights of actions and relations are for.

use super::super::weight_table::hash_feature;
use super::transition::{ParserNode, ParserState};

/// The number of features of a position.
pub const ACTION_FEATURES: usize = WORD_FEATURES + TREE_FEATURES;
/// Those of words and tags, and those of dependents, distances and clusters.
const WORD_FEATURES: usize = 31;
const TREE_FEATURES: usize = 31;
/// The number of features of an arc.
pub const ARC_FEATURES: usize = 28;

/// Returns a class of a distance between tokens.
#[inline]
fn distance_class(from: u16, to: u16) -> u64 {
    match from.abs_diff(to) {
        n @ 0..=4 => u64::from(n),
        5..=6 => 5,
        7..=10 => 6,
        _ => 7,
    }
}

/// Returns what is between two nodes: the numbers of verbs, commas and conjunctions, in classes.
#[inline]
fn hash_between(from: &ParserNode, to: &ParserNode) -> u64 {
    let mut classes = 0;
    for (n, m) in from.counts_before.iter().zip(to.counts_before) {
        classes = classes << 2 | u64::from(n.abs_diff(m).min(3));
    }
    classes
}

/// Returns one number for two words.
#[inline]
fn word_pair(first: &ParserNode, second: &ParserNode) -> u64 {
    u64::from(first.lower) << 32 | u64::from(second.lower)
}

/// Returns one number for up to four nodes' tags.
#[inline]
fn hash_tags<const N: usize>(nodes: [&ParserNode; N]) -> u64 {
    let mut all = 0;
    for node in nodes {
        all = all << 6 | u64::from(node.tag);
    }
    all
}

/// Returns the hashes of a position's features.
#[inline]
pub fn action_features(state: &ParserState) -> [u64; ACTION_FEATURES] {
    let mut hashes = [0; ACTION_FEATURES];
    let (words, tree) = hashes.split_at_mut(WORD_FEATURES);
    hash_contents(words, 1, &word_features(state));
    hash_contents(tree, 1 + WORD_FEATURES as u64, &tree_features(state));
    hashes
}

/// What a feature consists of, besides the number of its template.
type ActionFeatureContent = (u64, u64);

/// Writes the hashes of features whose templates have the numbers from `template` on.
#[inline]
fn hash_contents(hashes: &mut [u64], template: u64, contents: &[ActionFeatureContent]) {
    for (template, (hash, (first, second))) in (template..).zip(hashes.iter_mut().zip(contents)) {
        *hash = hash_feature(*first, *second | template << 56);
    }
}

/// Returns the features of the words and tags on the stack and ahead.
#[inline]
fn word_features(state: &ParserState) -> [ActionFeatureContent; WORD_FEATURES] {
    let [s0, s1, s2] = [0, 1, 2].map(|depth| state.node(state.on_stack(depth)));
    let [b0, b1, b2] = [0, 1, 2].map(|offset| state.node(state.next() + offset));
    let w = |node: &ParserNode| u64::from(node.lower);
    [
        (w(s0), hash_tags([s0])),
        (w(s0), 0),
        (w(s1), hash_tags([s1])),
        (w(s1), 0),
        (w(b0), hash_tags([b0])),
        (w(b0), 0),
        (w(b1), hash_tags([b1])),
        (w(b1), hash_tags([b0])),
        (w(s2), hash_tags([s2])),
        (word_pair(s0, b0), 0),
        (w(s0), hash_tags([s0, b0])),
        (w(b0), hash_tags([s0, b0])),
        (0, hash_tags([s0, b0])),
        (word_pair(s1, s0), 0),
        (w(s0), hash_tags([s1, s0])),
        (w(s1), hash_tags([s1, s0])),
        (0, hash_tags([s1, s0, b0])),
        (0, hash_tags([s0, b0, b1])),
        (0, hash_tags([s1, s0, b0, b1])),
        (0, hash_tags([s2, s1, s0, b0])),
        (0, hash_tags([s0, b0, b1, b2])),
        (w(s1), hash_tags([s0, b0])),
        (w(s0), hash_tags([s1, b0])),
        (w(b0), hash_tags([s1, s0])),
        (word_pair(s0, b0), w(s1)),
        (word_pair(s0, b0), w(b1)),
        (word_pair(s1, s0), hash_tags([b0])),
        (word_pair(s0, b0), hash_tags([s1])),
        (word_pair(s1, b0), hash_tags([s0])),
        (w(s0), hash_tags([b0, b1])),
        (w(b0), hash_tags([s0, b1])),
    ]
}

/// Returns the features of distances, dependents, clusters and of what is between two words.
#[inline]
fn tree_features(state: &ParserState) -> [ActionFeatureContent; TREE_FEATURES] {
    let ([n0, n1], next) = ([0, 1].map(|depth| state.on_stack(depth)), state.next());
    let [s0, s1, b0] = [n0, n1, next].map(|number| state.node(number));
    let [s0_left, s0_right] = s0.outermost.map(|number| state.node(number));
    let s1_right = state.node(s1.outermost[1]);
    let b0_left = state.node(b0.outermost[0]);
    let [previous, following] = [n0.wrapping_sub(1), n0 + 1].map(|number| state.node(number));
    let last_read = state.node(next - 1);
    let [s0_l, s0_r] = s0.child_relations;
    let [b0_l, s1_r] = [b0.child_relations[0], s1.child_relations[1]];
    let near = distance_class(n0, next);
    let far = distance_class(n1, n0);
    let count = |node: &ParserNode| {
        let [left, right] = node.n_children.map(|n| u64::from(n.min(4)));
        left << 3 | right
    };
    let rel = |node: &ParserNode| u64::from(node.relation) << 6 | u64::from(node.tag);
    let w = |node: &ParserNode| u64::from(node.lower);
    let [s0c, s1c, b0c] = [s0, s1, b0].map(|node| u64::from(node.clusters[1]));
    let [s0d, s1d, b0d] = [s0, s1, b0].map(|node| u64::from(node.clusters[2]));
    let rest = hash_between(b0, state.node(u16::MAX));
    let gap = hash_between(s0, last_read);
    let low_gap = hash_between(s1, s0);
    [
        (near, hash_tags([s0, b0])),
        (w(s0), near << 32 | hash_tags([b0])),
        (w(b0), near << 32 | hash_tags([s0])),
        (far, hash_tags([s1, s0])),
        (w(s1), far << 32 | hash_tags([s0])),
        (count(s0), hash_tags([s0, b0])),
        (w(s0), count(s0)),
        (count(s1), hash_tags([s1, s0])),
        (s0_r, hash_tags([s0, b0])),
        (s0_l, hash_tags([s0, b0])),
        (s0_r, w(s0)),
        (s1_r, hash_tags([s1, s0])),
        (s1_r, w(s1)),
        (b0_l, hash_tags([s0, b0])),
        (rel(s0_right), hash_tags([s0, b0])),
        (rel(s1_right), hash_tags([s1, s0])),
        (rel(s0_left), hash_tags([s1, s0])),
        (rel(s0_right), hash_tags([s1, s0])),
        (rel(b0_left), hash_tags([s0, b0])),
        (word_pair(s0, s0_right), hash_tags([b0])),
        (word_pair(s1, s1_right), hash_tags([s0])),
        (s0c << 16 | b0c, hash_tags([s0, b0])),
        (s1c << 16 | s0c, hash_tags([s1, s0])),
        (w(s0), b0d),
        (w(b0), s0d),
        (w(s1), s0d),
        (w(s0), s1d),
        (gap, hash_tags([s0, b0])),
        (low_gap, hash_tags([s1, s0])),
        (rest, hash_tags([s0, b0])),
        (
            0,
            hash_tags([s0, following, last_read, b0]) << 6 | hash_tags([previous]),
        ),
    ]
}

/// Returns the hashes of the features of an arc that is about to be made.
#[inline]
pub fn arc_features(state: &ParserState, head: u16, dependent: u16) -> [u64; ARC_FEATURES] {
    let (h, d) = (state.node(head), state.node(dependent));
    let side = u64::from(head < dependent);
    let [d_left, d_right] = d.outermost.map(|number| state.node(number));
    let before = state.node(dependent.wrapping_sub(1));
    let after = state.node(dependent + 1);
    let w = |node: &ParserNode| u64::from(node.lower);
    let c = |node: &ParserNode| u64::from(node.clusters[1]);
    let fine = |node: &ParserNode| u64::from(node.clusters[2]);
    let near = distance_class(head, dependent) << 1 | side;
    let place = side << 40;
    let pair = hash_tags([h, d]) | place;
    let [d_l, d_r] = d.child_relations;
    let [h_l, h_r] = h.child_relations;
    let left_rel = u64::from(d_left.relation);
    let contents = [
        (0, pair),
        (near, pair),
        (word_pair(h, d), place),
        (w(h), pair),
        (w(d), pair),
        (w(h), place),
        (w(d), place),
        (w(d), hash_tags([d])),
        (word_pair(d_left, h), place),
        (w(d_left), pair),
        (word_pair(d_left, d), place),
        (left_rel, pair),
        (d_l, pair),
        (d_r, pair),
        (h_l, pair),
        (h_r, pair),
        (h_r, w(h) | place),
        (d_l, w(d) | place),
        (w(d_right), pair),
        (w(before), pair),
        (w(after), pair),
        (c(h) << 16 | c(d), pair),
        (fine(d), pair),
        (fine(h), pair),
        (w(h), fine(d) | place),
        (w(d), fine(h) | place),
        (hash_between(h, d), pair),
        (hash_tags([before, after]), pair),
    ];
    let mut hashes = [0; ARC_FEATURES];
    hash_contents(&mut hashes, 1, &contents);
    hashes
}
