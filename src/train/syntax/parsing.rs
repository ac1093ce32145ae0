//! Trains the dependency parser.

use super::oracle::GoldArcs;
use super::perceptron::{Perceptron, best_class, pack_action_weights, pack_weights, sum_models};
use crate::engine::lexeme::vocabulary::seal_sections;
use crate::engine::syntax::{
    ACTIONS, GoldToken, ParserAction, ParserState, Relation, WordForm, WordTag, action_features,
    arc_features,
};
use crate::train::random::SplitMix64;
use crate::train::{ReportFn, TrainingEvent};

/// How a parser is trained.
#[derive(Clone, Copy, Debug)]
pub(super) struct ParserSettings {
    /// The number of models whose sum is the result.
    pub(super) n_models: u32,
    /// The number of passes over the treebanks.
    pub(super) n_epochs: u32,
    /// The number of updates from which on a feature of an action counts.
    pub(super) min_action_updates: u16,
    /// The number of updates from which on a feature of an arc counts.
    pub(super) min_arc_updates: u16,
    /// The maximum number of buckets of the table for actions: 16 bytes each.
    pub(super) max_action_buckets: u32,
    /// The maximum number of buckets of the table for relations: 196 bytes each.
    pub(super) max_arc_buckets: u32,
}

impl Default for ParserSettings {
    /// The values were found by trial on `ewt.dev`.
    fn default() -> Self {
        Self {
            n_models: 4,
            n_epochs: 6,
            min_action_updates: 8,
            min_arc_updates: 4,
            max_action_buckets: 80_000,
            max_arc_buckets: 7500,
        }
    }
}

/// The share of steps that follow the model rather than the oracle after the first pass, in percent.
const EXPLORED_PERCENT: u32 = 90;

/// A sentence to learn from.
pub(super) struct ParsedExample {
    words: Vec<WordForm>,
    /// Tags that are as often wrong as in use.
    tags: Vec<WordTag>,
    gold: GoldArcs,
    /// The gold relation of each token.
    relations: Vec<Relation>,
}

impl ParsedExample {
    /// Returns the example of a sentence with these words and tags.
    pub(super) fn new(words: Vec<WordForm>, tags: Vec<WordTag>, tokens: &[GoldToken]) -> Self {
        let heads = tokens
            .iter()
            .map(|token| u16::try_from(token.head).unwrap_or_default());
        Self {
            words,
            tags,
            gold: GoldArcs::new(heads),
            relations: tokens.iter().map(|token| token.relation).collect(),
        }
    }
}

/// Two perceptrons that learn while they parse.
struct ParserLearner {
    actions: Perceptron<ACTIONS>,
    arcs: Perceptron<{ Relation::COUNT }>,
    random: SplitMix64,
    state: ParserState,
}

/// Trains a parser and returns its data file.
pub(super) fn train_parser(
    head: &str,
    mut examples: Vec<ParsedExample>,
    settings: &ParserSettings,
    tell: ReportFn<'_>,
) -> Vec<u8> {
    let (mut actions, mut arcs) = (Vec::new(), Vec::new());
    for seed in 0..settings.n_models {
        let mut learner = ParserLearner {
            actions: Perceptron::new(settings.min_action_updates),
            arcs: Perceptron::new(settings.min_arc_updates),
            random: SplitMix64::new(u64::from(seed)),
            state: ParserState::default(),
        };
        for epoch in 0..settings.n_epochs {
            learner.random.shuffle(&mut examples);
            for example in &examples {
                learner.learn_sentence(example, epoch > 0);
            }
        }
        actions.push(learner.actions.averages());
        arcs.push(learner.arcs.averages());
        tell(TrainingEvent::Step(&format!(
            "parser {} of {}",
            seed + 1,
            settings.n_models
        )));
    }
    let actions = pack_action_weights(&sum_models(actions), settings.max_action_buckets);
    let arcs = pack_weights(&sum_models(arcs), settings.max_arc_buckets);
    seal_sections(head, &[actions, arcs])
}

impl ParserLearner {
    fn learn_sentence(&mut self, example: &ParsedExample, explores: bool) {
        self.state.begin(&example.words, &example.tags);
        while !self.state.is_finished() {
            let action = self.learn_action(&example.gold, explores);
            let relation = match self.state.arc_of(action) {
                Some((head, dependent)) => self.learn_relation(example, head, dependent),
                None => Relation::ROOT,
            };
            self.state.apply(action, relation);
        }
    }

    /// Learns from the current position, and returns the action to go on with.
    fn learn_action(&mut self, gold: &GoldArcs, explores: bool) -> ParserAction {
        let costs = gold.costs(&self.state);
        let allowed = costs.map(|cost| cost.is_some());
        if allowed.iter().filter(|is_allowed| **is_allowed).count() == 1 {
            return best_action(&[0; ACTIONS], allowed);
        }
        let least = costs.iter().flatten().min().copied();
        let hashes = action_features(&self.state);
        let scores = self.actions.score(&hashes);
        let guess = best_action(&scores, allowed);
        let right = best_action(&scores, costs.map(|cost| cost.is_some() && cost == least));
        let is_right = costs.get(guess.index()).is_some_and(|cost| *cost == least);
        if is_right {
            self.actions.pass();
        } else {
            self.actions.learn(&hashes, 0, right.index(), guess.index());
        }
        let follows = explores && self.random.below(100) < EXPLORED_PERCENT;
        if follows { guess } else { right }
    }

    fn learn_relation(&mut self, example: &ParsedExample, head: u16, dependent: u16) -> Relation {
        if head == 0 {
            return Relation::ROOT;
        }
        let hashes = arc_features(&self.state, head, dependent);
        let guess = best_class(&self.arcs.score(&hashes));
        let gold = example
            .relations
            .get(usize::from(dependent).saturating_sub(1));
        let is_gold_arc = example.gold.head(dependent) == head;
        match gold.and_then(|gold| gold.index()).filter(|_| is_gold_arc) {
            Some(gold) if gold != guess => self.arcs.learn(&hashes, 0, gold, guess),
            Some(_) => self.arcs.pass(),
            None => {}
        }
        Relation::from_index(guess)
    }
}

/// Returns the action with the best score among some; the first one of equals.
fn best_action(scores: &[i32; ACTIONS], among: [bool; ACTIONS]) -> ParserAction {
    let mut best = (i32::MIN, ParserAction::Shift);
    for ((action, is_among), score) in ParserAction::ALL.into_iter().zip(among).zip(scores) {
        if is_among && *score > best.0 {
            best = (*score, action);
        }
    }
    best.1
}
