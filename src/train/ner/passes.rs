//! Trains the models: the first pass, the second pass, which sees the predictions of the first, and the one for
//! headlines.

use super::corpus::{Corpus, SkippedTemplates};
use super::guess::{DocumentView, guess_tags};
use super::score::{describe_scores, score_corpora};
use crate::engine::names::model::{DocumentVotes, Prediction};

use crate::invariant::ExpectOr;
use crate::train::crf::{CrfModel, FitOptions, TokenFeatures, TrainingExample, fit_model};
use crate::train::{ReportFn, TrainingEvent};

/// The number of parts of the corpora for jackknifing. Each part is tagged by a model of the other parts, so that the
/// second pass learns from predictions with as many errors as in use.
const N_FOLDS: usize = 2;

/// The hyperparameters of all passes.
const FIT_OPTIONS: FitOptions = FitOptions {
    epochs: 4,
    rate: 0.15,
    calm: 0.3,
    decay: 1e-5,
    hidden: 100,
    rare: 2,
};

/// The number of steps that [`train_bodies`] reports.
pub(super) const BODY_STEPS: u32 = 2 + 2 * FIT_OPTIONS.epochs;
/// The number of steps that [`train_headline`] reports.
pub(super) const HEADLINE_STEPS: u32 = FIT_OPTIONS.epochs;

/// Trains the two passes over running text.
pub(super) fn train_bodies(
    corpus: &Corpus,
    held: &[(String, Corpus)],
    skipped: SkippedTemplates,
    tell: ReportFn<'_>,
) -> [CrfModel; 2] {
    let mut guesses: Vec<Vec<Prediction>> = vec![Vec::new(); corpus.documents.len()];
    for fold in 0..N_FOLDS {
        // Documents are interleaved, so that each part holds every source.
        let is_out = |number: usize| number % N_FOLDS == fold;
        let input = PassInput {
            corpus,
            guesses: None,
            skipped,
        };
        let model = train_pass(&input, |number| !is_out(number), &mut |_, _, _| {});
        for ((number, slot), (_, document)) in guesses.iter_mut().enumerate().zip(corpus.iter()) {
            if is_out(number) {
                *slot = guess_tags(&model, document, None, skipped);
            }
        }
        tell(TrainingEvent::Step(&format!(
            "jackknife {} of {N_FOLDS}",
            fold + 1
        )));
    }
    let mut input = PassInput {
        corpus,
        guesses: None,
        skipped,
    };
    let first = train_pass(&input, |_| true, &mut |epoch, loss, model| {
        let scores = score_corpora(model, None, held, skipped);
        let line = format!("first pass, epoch {epoch}: loss {loss:.4}");
        tell(TrainingEvent::Step(
            &(line + &describe_scores(held, &scores)),
        ));
    });
    input.guesses = Some(&guesses);
    let second = train_pass(&input, |_| true, &mut |epoch, loss, model| {
        let scores = score_corpora(model, Some(&first), held, skipped);
        let line = format!("second pass, epoch {epoch}: loss {loss:.4}");
        tell(TrainingEvent::Step(
            &(line + &describe_scores(held, &scores)),
        ));
    });
    [first, second]
}

/// Trains the model for headlines on headline-style copies of the corpora.
pub(super) fn train_headline(
    corpus: &Corpus,
    held: &[(String, Corpus)],
    tell: ReportFn<'_>,
) -> CrfModel {
    let skipped: SkippedTemplates = |_| false;
    let input = PassInput {
        corpus,
        guesses: None,
        skipped,
    };
    train_pass(&input, |_| true, &mut |epoch, loss, model| {
        let scores = score_corpora(model, None, held, skipped);
        let line = format!("headlines, epoch {epoch}: loss {loss:.4}");
        tell(TrainingEvent::Step(
            &(line + &describe_scores(held, &scores)),
        ));
    })
}

/// The input of one pass.
struct PassInput<'a> {
    corpus: &'a Corpus,
    /// The predictions of the first pass, per document; `None` in the first pass.
    guesses: Option<&'a [Vec<Prediction>]>,
    skipped: SkippedTemplates,
}

/// Trains one pass on the documents for which `is_in` returns true.
fn train_pass(
    input: &PassInput<'_>,
    is_in: impl Fn(usize) -> bool,
    tell: &mut dyn FnMut(u32, f32, &CrfModel),
) -> CrfModel {
    let mut tokens = TokenFeatures::default();
    let mut examples = Vec::new();
    for (number, (text, document)) in input.corpus.iter().enumerate() {
        if !is_in(number) {
            continue;
        }
        let guesses = input.guesses.and_then(|guesses| guesses.get(number));
        let votes = guesses.map(|guesses| DocumentVotes::new(document, guesses));
        let page = DocumentView {
            document,
            votes: votes.as_ref(),
            skipped: input.skipped,
        };
        for (stretch, sentence) in document.stretches() {
            let start = tokens.len();
            for index in stretch.clone() {
                page.push(&mut tokens, index, sentence);
            }
            let allowed = text
                .allowed
                .get(stretch.clone())
                .expect_or_default("a stretch lies in its document");
            examples.push(TrainingExample {
                start,
                allowed: allowed.to_vec(),
                weight: text.weight,
            });
        }
    }
    fit_model(tokens, &examples, &FIT_OPTIONS, tell)
}
