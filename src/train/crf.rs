//! Fits a linear-chain conditional random field by stochastic gradient descent with `AdaGrad`.

use super::conll::ANY_TAG;
use super::random::SplitMix64;
use crate::engine::names::model::tags::{COUNT, is_legal};
use crate::engine::names::model::{
    Feature, Marginals, ROW, Scores, Transitions, Viterbi, is_identity, pack_rows, quantise_weight,
    row_of,
};
use crate::invariant::ExpectOr;

/// The binary logarithm of the number of rows in the hashed weight table.
pub(super) const ROW_BITS: u32 = 19;

/// The smallest sum of gradients for which a token's weights are updated. Most tokens are already predicted well;
/// skipping them saves the cost of the update.
const MIN_SLOPE: f32 = 0.01;

/// Hyperparameters of the fitting.
#[derive(Clone, Copy, Debug)]
pub(super) struct FitOptions {
    /// The number of passes over all examples.
    pub(super) epochs: u32,
    /// The initial learning rate. It falls linearly to a fifth of this.
    pub(super) rate: f32,
    /// The initial value of `AdaGrad`'s sums of squares. Larger values make the first steps smaller.
    pub(super) calm: f32,
    /// The L2 regularization strength.
    pub(super) decay: f32,
    /// Word-dropout rate, per mille: how often the features that identify the word are hidden, so that the model learns
    /// from its context.
    pub(super) hidden: u32,
    /// The minimum number of occurrences of a feature. Rarer features get no weights.
    pub(super) rare: u32,
}

/// The features of tokens, as rows of the weight table.
#[derive(Default)]
pub(super) struct TokenFeatures {
    rows: Vec<u32>,
    /// For each token, two indices into `rows`: that of its first row, and that of its first row that does not identify
    /// the word itself.
    starts: Vec<(u32, u32)>,
    /// A buffer reused between tokens.
    scratch: Vec<u32>,
}

impl TokenFeatures {
    /// Adds a token. `give` passes its features with their templates to its argument.
    pub(super) fn push(&mut self, give: impl FnOnce(&mut dyn FnMut(u64, Feature))) {
        let Self {
            rows,
            starts,
            scratch,
        } = self;
        let start = rows.len();
        scratch.clear();
        give(&mut |template, feature| {
            let row = u32::try_from(row_of(feature, ROW_BITS))
                .expect_or_default("a row has fewer than 32 bits");
            if is_identity(template) {
                rows.push(row);
            } else {
                scratch.push(row);
            }
        });
        starts.push((usize_to_u32(start), usize_to_u32(rows.len())));
        rows.append(scratch);
    }

    pub(super) fn len(&self) -> usize {
        self.starts.len()
    }

    /// Returns the rows of a token: those that identify the word, then the others.
    fn of(&self, token: usize) -> (&[u32], &[u32]) {
        let Some(&(start, middle)) = self.starts.get(token) else {
            return (&[], &[]);
        };
        let end = self
            .starts
            .get(token + 1)
            .map_or(self.rows.len(), |(next, _)| *next as usize);
        (
            self.rows
                .get(start as usize..middle as usize)
                .expect_or_default("the starts of tokens are in order"),
            self.rows
                .get(middle as usize..end)
                .expect_or_default("the starts of tokens are in order"),
        )
    }
}

/// A sequence of tokens with constraints on their tags.
pub(super) struct TrainingExample {
    /// The index of the first token.
    pub(super) start: usize,
    /// The tags that each token may have, as bit masks.
    pub(super) allowed: Vec<u32>,
    /// The weight of the example.
    pub(super) weight: f32,
}

/// A model during fitting.
///
/// Only features that occur often enough have weights. Weights are stored by descending frequency, so that most memory
/// accesses of a step are close together.
pub(super) struct CrfModel {
    /// The index of each row's weights; [`NO_PLACE`] if it has none.
    places: Vec<u32>,
    /// The weights per tag, by place.
    weights: Vec<[f32; ROW]>,
    /// `AdaGrad`'s sums of squared gradients for `weights`.
    squares: Vec<[f32; ROW]>,
    /// The transition scores between tags.
    pairs: [Scores; COUNT],
    /// `AdaGrad`'s sums of squared gradients for `pairs`.
    pair_squares: [Scores; COUNT],
    /// The transition scores in the form that the decoder uses.
    transitions: Transitions,
}

/// The place of a row without weights.
const NO_PLACE: u32 = u32::MAX;

impl CrfModel {
    /// Creates a model for the features of these tokens, and replaces the tokens' rows by places.
    fn new(tokens: &mut TokenFeatures, fit: &FitOptions) -> Self {
        let mut counts = vec![0_u32; 1 << ROW_BITS];
        for row in &tokens.rows {
            if let Some(count) = counts.get_mut(*row as usize) {
                *count += 1;
            }
        }
        let mut kept: Vec<(u32, u32)> = (0..).zip(counts).filter(|(_, n)| *n >= fit.rare).collect();
        kept.sort_by_key(|(row, count)| (std::cmp::Reverse(*count), *row));
        let mut places = vec![NO_PLACE; 1 << ROW_BITS];
        for (place, (row, _)) in (0..).zip(&kept) {
            if let Some(slot) = places.get_mut(*row as usize) {
                *slot = place;
            }
        }
        for row in &mut tokens.rows {
            *row = places.get(*row as usize).copied().unwrap_or(NO_PLACE);
        }
        Self {
            places,
            weights: vec![[0.0; ROW]; kept.len()],
            squares: vec![[fit.calm; ROW]; kept.len()],
            pairs: [[0.0; COUNT]; COUNT],
            // Transitions are updated at every token; larger sums keep their first steps small.
            pair_squares: [[fit.calm + 1.0; COUNT]; COUNT],
            transitions: Transitions::new([[0.0; COUNT]; COUNT]),
        }
    }

    /// Returns the emission scores of a token from the weights at these places.
    fn emission(&self, places: impl Iterator<Item = u32>) -> Scores {
        let mut sums = [0.0; ROW];
        for place in places {
            if let Some(weights) = self.weights.get(place as usize) {
                for (sum, weight) in sums.iter_mut().zip(weights) {
                    *sum += weight;
                }
            }
        }
        let mut scores = [0.0; COUNT];
        for (score, sum) in scores.iter_mut().skip(1).zip(sums) {
            *score = sum;
        }
        scores
    }

    /// Returns the best tag and its marginal probability for each token of a sequence.
    pub(super) fn tag(
        &self,
        tokens: &TokenFeatures,
        start: usize,
        len: usize,
    ) -> Vec<(usize, f32)> {
        let emissions: Vec<Scores> = (start..start + len)
            .map(|token| {
                let (identity, rest) = tokens.of(token);
                let rows = identity.iter().chain(rest);
                self.emission(rows.filter_map(|row| self.places.get(*row as usize).copied()))
            })
            .collect();
        let mut beliefs = Marginals::default();
        beliefs.weigh(&self.transitions, &emissions, &[]);
        let mut path = Viterbi::default();
        let tags = self.transitions.best(&emissions, &mut path);
        tags.iter()
            .copied()
            .enumerate()
            .map(|(index, tag)| {
                (
                    tag,
                    beliefs
                        .at(index)
                        .get(tag)
                        .copied()
                        .expect_or_default("every token has beliefs"),
                )
            })
            .collect()
    }

    /// Returns the transition scores as bytes (little-endian `f32`), for the weight file.
    fn transitions(&self) -> Vec<u8> {
        let scores = self.pairs.iter().flatten();
        scores.flat_map(|score| score.to_le_bytes()).collect()
    }

    /// Returns the quantised weights of a row; `None` if the absolute values of all are below `least`.
    fn quantised(&self, row: usize, least: u8) -> Option<[i8; ROW]> {
        let place = *self.places.get(row)?;
        let weights = self.weights.get(place as usize)?.map(quantise_weight);
        let is_heavy = weights.iter().any(|weight| weight.unsigned_abs() >= least);
        is_heavy.then_some(weights)
    }
}

/// Returns the sections of the weight file for models that share their features: one table with the rows of all models,
/// and the transitions of each. A row is dropped if no model has a weight of at least `least` in it.
pub(super) fn weight_sections<const N: usize>(
    models: [&CrfModel; N],
    least: u8,
) -> (Vec<u8>, [Vec<u8>; N]) {
    let mut kept = Vec::new();
    for row in 0..1 << ROW_BITS {
        let tables = models.map(|model| model.quantised(row, least));
        if tables.iter().any(Option::is_some) {
            kept.push((row, tables.map(|weights| weights.unwrap_or([0; ROW]))));
        }
    }
    let bits = u8::try_from(ROW_BITS).expect_or_default("the number of bits is small");
    (pack_rows(bits, &kept), models.map(CrfModel::transitions))
}

/// The state of the fitting that is reused between steps.
struct EpochState<'a> {
    fit: &'a FitOptions,
    /// The current learning rate.
    rate: f32,
    /// The marginals without constraints.
    free: Marginals,
    /// The marginals under the example's constraints.
    bound: Marginals,
    emissions: Vec<Scores>,
    /// For each token, the places of the features that are not hidden.
    shown: Vec<Vec<u32>>,
}

/// Fits a model to examples. `tell` receives the epoch, the loss per token and the model after each epoch.
pub(super) fn fit_model(
    mut tokens: TokenFeatures,
    examples: &[TrainingExample],
    fit: &FitOptions,
    tell: &mut dyn FnMut(u32, f32, &CrfModel),
) -> CrfModel {
    let mut model = CrfModel::new(&mut tokens, fit);
    let mut order: Vec<usize> = (0..examples.len()).collect();
    let mut chance = SplitMix64::new(17);
    let mut step = EpochState {
        fit,
        rate: fit.rate,
        free: Marginals::default(),
        bound: Marginals::default(),
        emissions: Vec::new(),
        shown: Vec::new(),
    };
    let mut mean = WeightMean::default();
    let n_steps = usize_to_f32(order.len()) * usize_to_f32(fit.epochs as usize);
    let mut n_done = 0.0;
    for epoch in 1..=fit.epochs {
        chance.shuffle(&mut order);
        let mut loss = 0.0;
        for &example in &order {
            step.rate = fit.rate * (1.0 - 0.8 * n_done / n_steps);
            n_done += 1.0;
            if let Some(example) = examples.get(example) {
                loss += step.take(&tokens, example, &mut model, &mut chance);
            }
        }
        // Averaging over the second half of the epochs smooths the noise of the last steps.
        if epoch * 2 > fit.epochs {
            mean.add(&model);
        }
        tell(epoch, loss / usize_to_f32(tokens.len()), &model);
    }
    mean.put_into(&mut model);
    model
}

impl EpochState<'_> {
    /// Takes one gradient step on an example and returns its loss.
    fn take(
        &mut self,
        tokens: &TokenFeatures,
        example: &TrainingExample,
        model: &mut CrfModel,
        chance: &mut SplitMix64,
    ) -> f32 {
        // Without constraints the gradient is zero.
        if example.allowed.iter().all(|mask| *mask == ANY_TAG) {
            return 0.0;
        }
        self.emissions.clear();
        let len = example.allowed.len();
        self.shown.resize_with(self.shown.len().max(len), Vec::new);
        for (token, shown) in (example.start..).zip(self.shown.iter_mut().take(len)) {
            let (identity, rest) = tokens.of(token);
            shown.clear();
            // Drawn anew in each epoch, so that the model sees the word in others.
            let is_hidden = chance.below(1000) < self.fit.hidden;
            let identity = if is_hidden { &[][..] } else { identity };
            let is_kept = |place: &u32| *place != NO_PLACE;
            shown.extend(identity.iter().chain(rest).copied().filter(is_kept));
            self.emissions.push(model.emission(shown.iter().copied()));
        }
        let free = self.free.weigh(&model.transitions, &self.emissions, &[]);
        let bound = self
            .bound
            .weigh(&model.transitions, &self.emissions, &example.allowed);
        let mut is_settled = true;
        for (index, shown) in self.shown.iter().take(len).enumerate() {
            let (free, bound) = (self.free.at(index), self.bound.at(index));
            let mut slope = [0.0; ROW];
            let mut size = 0.0;
            for (slope, (free, bound)) in slope.iter_mut().zip(free.iter().zip(&bound).skip(1)) {
                *slope = (free - bound) * example.weight;
                size += slope.abs();
            }
            if size > MIN_SLOPE {
                is_settled = false;
                for row in shown {
                    self.descend(model, *row as usize, &slope);
                }
            }
        }
        if !is_settled {
            self.descend_pairs(model, example.weight);
        }
        (free - bound) * example.weight
    }

    /// Updates the weights at one place.
    fn descend(&self, model: &mut CrfModel, row: usize, slope: &[f32; ROW]) {
        let (Some(weights), Some(squares)) =
            (model.weights.get_mut(row), model.squares.get_mut(row))
        else {
            return;
        };
        for ((weight, square), slope) in weights.iter_mut().zip(squares).zip(slope) {
            let slope = slope + self.fit.decay * *weight;
            *square += slope * slope;
            *weight -= self.rate * slope / square.sqrt();
        }
    }

    /// Updates the transition scores.
    fn descend_pairs(&self, model: &mut CrfModel, weight: f32) {
        let mut slopes = [[0.0; COUNT]; COUNT];
        self.free.add_pairs(&model.transitions, weight, &mut slopes);
        self.bound
            .add_pairs(&model.transitions, -weight, &mut slopes);
        let cells = model
            .pairs
            .iter_mut()
            .flatten()
            .zip(model.pair_squares.iter_mut().flatten());
        for ((pair, square), slope) in cells.zip(slopes.iter().flatten()) {
            *square += slope * slope;
            *pair -= self.rate * slope / square.sqrt();
        }
        for (before, row) in model.pairs.iter_mut().enumerate() {
            for (next, pair) in row.iter_mut().enumerate() {
                if !is_legal(before, next) {
                    // Illegal transitions are excluded by the decoder; their scores stay zero in the file.
                    *pair = 0.0;
                }
            }
        }
        model.transitions = Transitions::new(model.pairs);
    }
}

/// Averages the parameters over epochs.
#[derive(Default)]
struct WeightMean {
    weights: Vec<[f32; ROW]>,
    pairs: [Scores; COUNT],
    n: f32,
}

impl WeightMean {
    fn add(&mut self, model: &CrfModel) {
        self.weights.resize(model.weights.len(), [0.0; ROW]);
        for (sum, weight) in self
            .weights
            .iter_mut()
            .flatten()
            .zip(model.weights.iter().flatten())
        {
            *sum += weight;
        }
        for (sum, pair) in self
            .pairs
            .iter_mut()
            .flatten()
            .zip(model.pairs.iter().flatten())
        {
            *sum += pair;
        }
        self.n += 1.0;
    }

    fn put_into(self, model: &mut CrfModel) {
        if self.n == 0.0 {
            return;
        }
        for (weight, sum) in model
            .weights
            .iter_mut()
            .flatten()
            .zip(self.weights.iter().flatten())
        {
            *weight = sum / self.n;
        }
        for (pair, sum) in model
            .pairs
            .iter_mut()
            .flatten()
            .zip(self.pairs.iter().flatten())
        {
            *pair = sum / self.n;
        }
        model.transitions = Transitions::new(model.pairs);
    }
}

fn usize_to_u32(n: usize) -> u32 {
    u32::try_from(n).expect_or(u32::MAX, "a corpus has fewer than 2^32 features")
}

#[expect(
    clippy::cast_precision_loss,
    reason = "a count of examples, far below 2^24 times its rounding"
)]
pub(super) const fn usize_to_f32(n: usize) -> f32 {
    n as f32
}
