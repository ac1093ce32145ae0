//! The dynamic oracle of the arc-hybrid system (Goldberg and Nivre 2013): what each action costs.

use crate::engine::syntax::{ACTIONS, ParserAction, ParserState};

/// The gold arcs of a sentence.
pub(super) struct GoldArcs {
    /// The head of each token by its number from 1; index 0 is not used.
    heads: Vec<u16>,
    /// The dependents of each node, in order.
    dependents: Vec<Vec<u16>>,
}

impl GoldArcs {
    /// Returns the arcs with these heads: one for each token, from 1; 0 for the root.
    pub(super) fn new(heads: impl IntoIterator<Item = u16>) -> Self {
        let heads: Vec<u16> = std::iter::once(0).chain(heads).collect();
        let mut dependents = vec![Vec::new(); heads.len()];
        for (number, head) in (0..).zip(&heads).skip(1) {
            if let Some(list) = dependents.get_mut(usize::from(*head)) {
                list.push(number);
            }
        }
        Self { heads, dependents }
    }

    /// Returns the gold head of a token.
    pub(super) fn head(&self, number: u16) -> u16 {
        self.heads
            .get(usize::from(number))
            .copied()
            .unwrap_or(u16::MAX)
    }

    /// Returns how many dependents of a node are at `start` or later.
    fn dependents_from(&self, number: u16, start: u16) -> usize {
        let list = self.dependents.get(usize::from(number));
        list.map_or(0, |list| list.iter().filter(|n| **n >= start).count())
    }

    /// Returns for each action how many gold arcs can no longer be made after it; `None` if it is not allowed.
    pub(super) fn costs(&self, state: &ParserState) -> [Option<usize>; ACTIONS] {
        ParserAction::ALL.map(|action| state.allows(action).then(|| self.cost_of(state, action)))
    }

    fn cost_of(&self, state: &ParserState, action: ParserAction) -> usize {
        let (top, second, next) = (state.on_stack(0), state.on_stack(1), state.next());
        match action {
            ParserAction::Shift => {
                let below = state
                    .stack()
                    .split_last()
                    .map_or(&[][..], |(_, below)| below);
                let loses_head = below.contains(&self.head(next));
                let dependents = self.dependents.get(usize::from(next));
                let lost = dependents.map_or(0, |list| {
                    list.iter().filter(|n| state.stack().contains(n)).count()
                });
                lost + usize::from(loses_head)
            }
            ParserAction::Left => {
                let head = self.head(top);
                let loses_head = head == second || head > next;
                self.dependents_from(top, next) + usize::from(loses_head)
            }
            ParserAction::Right => {
                let loses_head = self.head(top) >= next;
                self.dependents_from(top, next) + usize::from(loses_head)
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::syntax::{Relation, WordForm, WordTag};

    fn begin(n: usize) -> ParserState {
        let mut described = crate::engine::syntax::TaggerScratch::default();
        let tokens = vec!["ferry"; n];
        let tagger = crate::engine::syntax::speech_tagger().expect("the shipped tagger");
        tagger.tag(&tokens, &mut described, &mut Vec::new());
        let words: &[WordForm] = described.words();
        let mut state = ParserState::default();
        state.begin(words, &[WordTag::SingularNoun]);
        state
    }

    /// Follows the cheapest actions, and returns the heads and what they cost together.
    fn follow(heads: &[u16]) -> (Vec<u16>, usize) {
        let gold = GoldArcs::new(heads.iter().copied());
        let mut state = begin(heads.len());
        let mut total = 0;
        while !state.is_finished() {
            let costs = gold.costs(&state);
            let cheapest = ParserAction::ALL.into_iter().zip(costs);
            let (action, cost) = cheapest
                .filter_map(|(action, cost)| Some((action, cost?)))
                .min_by_key(|(_, cost)| *cost)
                .expect("an action");
            total += cost;
            state.apply(action, Relation::ROOT);
        }
        let made = (1..).take(heads.len()).map(|token| state.arc(token).0);
        (made.collect(), total)
    }

    #[test]
    fn the_cheapest_actions_make_a_projective_tree() {
        for heads in [
            vec![2, 0, 2],
            vec![2, 3, 0, 5, 3, 3],
            vec![0, 1, 2, 3],
            vec![4, 3, 4, 0],
            vec![0],
        ] {
            assert_eq!(follow(&heads), (heads, 0));
        }
    }

    #[test]
    fn a_crossing_arc_is_lost_and_nothing_else() {
        // The arcs from 1 to 3 and from 4 to 2 cross.
        let heads = [4, 4, 1, 0];
        let (made, cost) = follow(&heads);
        assert!(cost >= 1);
        let n_right = made
            .iter()
            .zip(heads)
            .filter(|(one, other)| **one == *other);
        assert_eq!(n_right.count(), 3);
    }

    #[test]
    fn an_action_costs_the_arcs_that_it_makes_impossible() {
        let gold = GoldArcs::new([2, 0, 2]);
        let mut state = begin(3);
        state.apply(ParserAction::Shift, Relation::ROOT);
        // A shift loses the arc from 2 to 1, and 2 would no longer be next to the root.
        assert_eq!(gold.costs(&state), [Some(2), Some(0), None]);
        assert_eq!((gold.head(1), gold.head(9)), (2, u16::MAX));
    }
}
