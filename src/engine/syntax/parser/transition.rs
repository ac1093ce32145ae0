//! The arc-hybrid transition system (Kuhlmann, Gómez-Rodríguez and Satta 2011), with the root at the bottom of the stack.

use super::super::action_table::ACTIONS;
use super::super::{Relation, WordForm, WordTag};
use crate::invariant::ExpectOr;

/// A step of the parser.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ParserAction {
    /// The next token goes onto the stack.
    Shift,
    /// The token on top of the stack gets the next token as its head, and leaves the stack.
    Left,
    /// The token on top of the stack gets the one below it as its head, and leaves the stack.
    Right,
}

impl ParserAction {
    /// All actions; the position of each is its number.
    pub const ALL: [Self; ACTIONS] = [Self::Shift, Self::Left, Self::Right];

    /// Returns the action's number.
    pub const fn index(self) -> usize {
        self as usize
    }
}

/// A node of the graph: the root, a token, or the boundary that stands for an absent one.
#[derive(Clone, Copy, Debug)]
pub(super) struct ParserNode {
    /// The hash of the word.
    pub(super) lower: u32,
    /// The clusters of the word among 64, 256 and 1024.
    pub(super) clusters: [u16; 3],
    /// The number of the tag plus one; the root and the boundary have numbers of their own.
    pub(super) tag: u8,
    /// The head that it got.
    pub(super) head: u16,
    /// The number of its relation plus one; 0 if it has none.
    pub(super) relation: u8,
    /// Its outermost dependents; the boundary if it has none.
    pub(super) outermost: [u16; 2],
    /// The number of its dependents on each side.
    pub(super) n_children: [u8; 2],
    /// The relations of its dependents on each side, as bits.
    pub(super) child_relations: [u64; 2],
    /// The number of verbs, commas and conjunctions up to here.
    pub(super) counts_before: [u16; 3],
}

/// The tag of the root and that of an absent node.
const ROOT_TAG: u8 = 40;
const ABSENT_TAG: u8 = 41;

impl ParserNode {
    fn of_word(word: &WordForm, tag: WordTag, absent: u16) -> Self {
        Self {
            lower: word.lower,
            clusters: word.clusters,
            tag: tag as u8 + 1,
            head: 0,
            relation: 0,
            outermost: [absent; 2],
            n_children: [0; 2],
            child_relations: [0; 2],
            counts_before: [0; 3],
        }
    }

    fn is_comma(&self) -> bool {
        self.tag == WordTag::Punctuation as u8 + 1
    }
}

/// The position of a sentence that is being parsed: stack, next token, and the arcs so far.
///
/// It is kept between sentences, so that its memory is allocated once.
#[derive(Clone, Debug, Default)]
pub struct ParserState {
    /// The root, the tokens, the boundary.
    nodes: Vec<ParserNode>,
    stack: Vec<u16>,
    next: u16,
    n_tokens: u16,
}

/// The side of a dependent.
const LEFT: usize = 0;
const RIGHT: usize = 1;

impl ParserState {
    /// Begins a sentence. It must have at most `u16::MAX - 2` tokens; the rest is not read.
    pub fn begin(&mut self, words: &[WordForm], tags: &[WordTag]) {
        let words = words.get(..usize::from(u16::MAX) - 2).unwrap_or(words);
        self.n_tokens =
            u16::try_from(words.len()).expect_or_default("a sentence has at most 512 tokens");
        let absent = self.n_tokens + 1;
        let tags = tags
            .iter()
            .copied()
            .chain(std::iter::repeat(WordTag::Other));
        self.nodes.clear();
        let boundary = ParserNode::of_word(&WordForm::BOUNDARY, WordTag::Other, absent);
        self.nodes.push(ParserNode {
            tag: ROOT_TAG,
            lower: 0,
            ..boundary
        });
        let mut counts = [0; 3];
        for (word, tag) in words.iter().zip(tags) {
            let node = ParserNode::of_word(word, tag, absent);
            let is_kind = [
                tag.is_verb(),
                node.is_comma(),
                tag == WordTag::CoordinatingConjunction,
            ];
            for (count, is_kind) in counts.iter_mut().zip(is_kind) {
                *count += u16::from(is_kind);
            }
            self.nodes.push(ParserNode {
                counts_before: counts,
                ..node
            });
        }
        self.nodes.push(ParserNode {
            tag: ABSENT_TAG,
            counts_before: counts,
            ..boundary
        });
        self.stack.clear();
        self.stack.push(0);
        self.next = 1;
    }

    /// Returns the number of tokens.
    pub fn n_tokens(&self) -> usize {
        usize::from(self.n_tokens)
    }

    /// Returns whether each token has a head.
    pub fn is_finished(&self) -> bool {
        self.next > self.n_tokens && self.stack.len() <= 1
    }

    /// Returns whether the action can be taken. While the sentence is not finished, at least one can.
    ///
    /// The root gets its only dependent at the very end.
    #[inline]
    pub fn allows(&self, action: ParserAction) -> bool {
        let has_next = self.next <= self.n_tokens;
        match action {
            ParserAction::Shift => has_next,
            ParserAction::Left => has_next && self.stack.len() > 1,
            ParserAction::Right => self.stack.len() > 2 || !has_next && self.stack.len() == 2,
        }
    }

    /// Returns the head and the dependent that the action joins; `None` for a shift.
    #[inline]
    pub fn arc_of(&self, action: ParserAction) -> Option<(u16, u16)> {
        let dependent = self.on_stack(0);
        match action {
            ParserAction::Shift => None,
            ParserAction::Left => Some((self.next, dependent)),
            ParserAction::Right => Some((self.on_stack(1), dependent)),
        }
    }

    /// Takes an action. For an arc, `relation` is that of the dependent.
    #[inline]
    pub fn apply(&mut self, action: ParserAction, relation: Relation) {
        let Some((head, dependent)) = self.arc_of(action) else {
            self.stack.push(self.next);
            self.next += 1;
            return;
        };
        self.stack.pop();
        let number = relation.index();
        if let Some(node) = self.nodes.get_mut(usize::from(dependent)) {
            node.head = head;
            node.relation = number.map_or(0, |n| {
                u8::try_from(n + 1).expect_or_default("a state has few actions")
            });
        }
        let side = if dependent < head { LEFT } else { RIGHT };
        if let Some(node) = self.nodes.get_mut(usize::from(head)) {
            // The last dependent is the outermost one on either side.
            if let (Some(outermost), Some(n), Some(set)) = (
                node.outermost.get_mut(side),
                node.n_children.get_mut(side),
                node.child_relations.get_mut(side),
            ) {
                *outermost = dependent;
                *n = n.saturating_add(1);
                *set |= number.map_or(0, |n| 1 << n);
            }
        }
    }

    /// Returns the node at so many places below the top of the stack; the boundary if there is none.
    #[inline]
    pub fn on_stack(&self, depth: usize) -> u16 {
        let index = self.stack.len().checked_sub(depth + 1);
        let node = index.and_then(|index| self.stack.get(index));
        node.copied().unwrap_or(self.n_tokens + 1)
    }

    /// Returns the tokens on the stack, from the root up.
    pub fn stack(&self) -> &[u16] {
        &self.stack
    }

    /// Returns the number of the next token; beyond the last one if all are read.
    pub const fn next(&self) -> u16 {
        self.next
    }

    /// Returns a node; the boundary if there is none with this number.
    #[inline]
    pub(super) fn node(&self, number: u16) -> &ParserNode {
        const ABSENT: &ParserNode = &ParserNode {
            lower: 1,
            clusters: [0; 3],
            tag: ABSENT_TAG,
            head: 0,
            relation: 0,
            outermost: [u16::MAX; 2],
            n_children: [0; 2],
            child_relations: [0; 2],
            counts_before: [0; 3],
        };
        let last = self.nodes.last().unwrap_or(ABSENT);
        self.nodes.get(usize::from(number)).unwrap_or(last)
    }

    /// Returns the head of token `number` and its relation, as far as it has them.
    pub fn arc(&self, number: u16) -> (u16, Relation) {
        let node = self.node(number);
        let relation = usize::from(node.relation).checked_sub(1);
        (
            node.head,
            relation.map_or(Relation::ROOT, Relation::from_index),
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn begin(n: usize) -> ParserState {
        let mut state = ParserState::default();
        state.begin(&vec![WordForm::BOUNDARY; n], &[]);
        state
    }

    fn subject() -> Relation {
        Relation::from_name("nsubj").expect("known")
    }

    #[test]
    fn a_sentence_is_parsed_step_by_step() {
        // "She saw ferries": the second token is the root, and the others depend on it.
        let mut state = begin(3);
        let steps = [
            (ParserAction::Shift, None),
            (ParserAction::Left, Some((2, 1))),
            (ParserAction::Shift, None),
            (ParserAction::Shift, None),
            (ParserAction::Right, Some((2, 3))),
            (ParserAction::Right, Some((0, 2))),
        ];
        for (action, arc) in steps {
            assert!(state.allows(action) && !state.is_finished());
            assert_eq!(state.arc_of(action), arc);
            state.apply(action, subject());
        }
        assert!(state.is_finished());
        assert_eq!([1, 2, 3].map(|token| state.arc(token).0), [2, 0, 2]);
        assert_eq!(state.arc(1).1, subject());
        let verb = state.node(2);
        assert_eq!((verb.n_children, verb.outermost), ([1, 1], [1, 3]));
    }

    #[test]
    fn the_root_gets_its_dependent_at_the_end() {
        let mut state = begin(2);
        assert_eq!(
            ParserAction::ALL.map(|action| state.allows(action)),
            [true, false, false]
        );
        state.apply(ParserAction::Shift, Relation::ROOT);
        assert_eq!(
            ParserAction::ALL.map(|action| state.allows(action)),
            [true, true, false]
        );
        state.apply(ParserAction::Shift, Relation::ROOT);
        assert_eq!(
            ParserAction::ALL.map(|action| state.allows(action)),
            [false, false, true]
        );
        state.apply(ParserAction::Right, subject());
        assert_eq!(
            ParserAction::ALL.map(|action| state.allows(action)),
            [false, false, true]
        );
        state.apply(ParserAction::Right, Relation::ROOT);
        assert!(state.is_finished());
    }

    #[test]
    fn an_absent_node_is_the_boundary() {
        let state = begin(1);
        assert_eq!(state.on_stack(5), 2);
        assert_eq!(state.node(2).tag, ABSENT_TAG);
        assert_eq!(state.node(u16::MAX).tag, ABSENT_TAG);
        assert_eq!(ParserState::default().node(0).tag, ABSENT_TAG);
        assert_eq!(state.node(0).tag, ROOT_TAG);
        assert!(begin(0).is_finished());
    }

    proptest::proptest! {
        #[test]
        fn any_allowed_actions_end_in_a_tree_after_two_for_each_token(
            n in 1_usize..30,
            choices in proptest::collection::vec(0_usize..3, 60),
        ) {
            let mut state = begin(n);
            let mut n_steps = 0;
            while !state.is_finished() {
                let allowed: Vec<_> = ParserAction::ALL.into_iter().filter(|action| state.allows(*action)).collect();
                proptest::prop_assert!(!allowed.is_empty());
                let choice = choices.get(n_steps).copied().unwrap_or_default();
                state.apply(allowed[choice % allowed.len()], subject());
                n_steps += 1;
            }
            proptest::prop_assert_eq!(n_steps, 2 * n);
            let heads: Vec<u16> = (1..).take(n).map(|token| state.arc(token).0).collect();
            proptest::prop_assert_eq!(heads.iter().filter(|head| **head == 0).count(), 1);
        }
    }
}
