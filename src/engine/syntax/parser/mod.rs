//! The dependency parser: greedy, one action after the other, in time linear in the sentence.

mod features;
mod transition;

pub use features::{ACTION_FEATURES, ARC_FEATURES, action_features, arc_features};
pub use transition::{ParserAction, ParserState};

use super::action_table::ActionTable;
use super::dependency_tree::DependencyTree;
use super::weight_table::WeightTable;
use super::{Relation, WordForm, WordTag};
use crate::engine::lexeme::vocabulary::unseal_sections;

/// The maximum number of tokens of a sentence that is parsed. The longest sentence of the treebanks has about 200; what
/// is longer is a list or a table, and its parse is of no use.
pub const MAX_SENTENCE_TOKENS: usize = 512;

/// Finds the head and the relation of each token of a sentence.
#[derive(Clone, Copy, Debug)]
pub struct DependencyParser<'a> {
    actions: ActionTable<'a>,
    relations: WeightTable<'a, { Relation::COUNT }>,
}

impl<'a> DependencyParser<'a> {
    /// Returns the parser with the weights in a data file; `None` if it is damaged.
    pub fn new(bytes: &'a [u8]) -> Option<Self> {
        let (_, [actions, relations]) = unseal_sections::<2>(bytes)?;
        Some(Self {
            actions: ActionTable::new(actions)?,
            relations: WeightTable::new(relations)?,
        })
    }

    /// Parses a sentence. The result replaces the content of `tree`: a tree over all tokens, or nothing if the sentence has
    /// more than [`MAX_SENTENCE_TOKENS`].
    pub fn parse(
        &self,
        words: &[WordForm],
        tags: &[WordTag],
        state: &mut ParserState,
        tree: &mut DependencyTree,
    ) {
        tree.clear();
        if words.len() > MAX_SENTENCE_TOKENS {
            return;
        }
        state.begin(words, tags);
        while !state.is_finished() {
            let action = self.choose_action(state);
            let arc = state.arc_of(action);
            let relation = arc.map_or(Relation::ROOT, |(head, dependent)| {
                self.choose_relation(state, head, dependent)
            });
            state.apply(action, relation);
        }
        for number in (1..).take(state.n_tokens()) {
            let (head, relation) = state.arc(number);
            tree.push(head, relation);
        }
    }

    /// Returns the best action of those that are allowed.
    fn choose_action(&self, state: &ParserState) -> ParserAction {
        let allowed = ParserAction::ALL.map(|action| state.allows(action));
        match allowed {
            [true, false, false] => return ParserAction::Shift,
            [false, false, _] => return ParserAction::Right,
            _ => {}
        }
        let sums = self.actions.sum_rows(&action_features(state));
        let mut best = (i32::MIN, ParserAction::Shift);
        for ((action, is_allowed), sum) in ParserAction::ALL.into_iter().zip(allowed).zip(sums) {
            if is_allowed && sum > best.0 {
                best = (sum, action);
            }
        }
        best.1
    }

    fn choose_relation(&self, state: &ParserState, head: u16, dependent: u16) -> Relation {
        if head == 0 {
            return Relation::ROOT;
        }
        let sums = self
            .relations
            .sum_rows(&arc_features(state, head, dependent));
        let mut best = (i16::MIN, 0);
        for (index, sum) in sums.iter().enumerate() {
            if *sum > best.0 {
                best = (*sum, index);
            }
        }
        Relation::from_index(best.1)
    }
}
