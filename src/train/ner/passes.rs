//! Trains the models: the first pass, the second pass, which sees the predictions of the first, and the one for
//! headlines.

use super::corpus::{Corpus, Skipped};
use super::guess::{Seen, guess};
use super::score::{scores, told};
use crate::engine::tagger::{DocumentVotes, Guess};
use crate::train::crf::{Example, Fit, Model as Crf, Tokens, fit};
use crate::train::{News, Tell};

/// The number of parts of the corpora for jackknifing. Each part is tagged by a model of the other parts, so that the
/// second pass learns from predictions with as many errors as in use.
const FOLDS: usize = 2;

/// The hyperparameters of all passes.
const FIT: Fit = Fit {
    epochs: 4,
    rate: 0.15,
    calm: 0.3,
    decay: 1e-5,
    hidden: 100,
    rare: 2,
};

/// The number of steps that [`bodies`] reports.
pub(super) const BODY_STEPS: u32 = 2 + 2 * FIT.epochs;
/// The number of steps that [`headline`] reports.
pub(super) const HEADLINE_STEPS: u32 = FIT.epochs;

/// Trains the two passes over running text.
pub(super) fn bodies(
    corpus: &Corpus,
    held: &[(String, Corpus)],
    skipped: Skipped,
    tell: Tell<'_>,
) -> [Crf; 2] {
    let mut guesses: Vec<Vec<Guess>> = vec![Vec::new(); corpus.documents.len()];
    for fold in 0..FOLDS {
        // Documents are interleaved, so that each part holds every source.
        let is_out = |number: usize| number % FOLDS == fold;
        let input = Input {
            corpus,
            guesses: None,
            skipped,
        };
        let model = one_pass(&input, |number| !is_out(number), &mut |_, _, _| {});
        for ((number, slot), (_, document)) in guesses.iter_mut().enumerate().zip(corpus.iter()) {
            if is_out(number) {
                *slot = guess(&model, document, None, skipped);
            }
        }
        tell(News::Step(&format!("jackknife {} of {FOLDS}", fold + 1)));
    }
    let mut input = Input {
        corpus,
        guesses: None,
        skipped,
    };
    let first = one_pass(&input, |_| true, &mut |epoch, loss, model| {
        let scores = scores(model, None, held, skipped);
        let line = format!("first pass, epoch {epoch}: loss {loss:.4}");
        tell(News::Step(&(line + &told(held, &scores))));
    });
    input.guesses = Some(&guesses);
    let second = one_pass(&input, |_| true, &mut |epoch, loss, model| {
        let scores = scores(model, Some(&first), held, skipped);
        let line = format!("second pass, epoch {epoch}: loss {loss:.4}");
        tell(News::Step(&(line + &told(held, &scores))));
    });
    [first, second]
}

/// Trains the model for headlines on headline-style copies of the corpora.
pub(super) fn headline(corpus: &Corpus, held: &[(String, Corpus)], tell: Tell<'_>) -> Crf {
    let skipped: Skipped = |_| false;
    let input = Input {
        corpus,
        guesses: None,
        skipped,
    };
    one_pass(&input, |_| true, &mut |epoch, loss, model| {
        let scores = scores(model, None, held, skipped);
        let line = format!("headlines, epoch {epoch}: loss {loss:.4}");
        tell(News::Step(&(line + &told(held, &scores))));
    })
}

/// The input of one pass.
struct Input<'a> {
    corpus: &'a Corpus,
    /// The predictions of the first pass, per document; `None` in the first pass.
    guesses: Option<&'a [Vec<Guess>]>,
    skipped: Skipped,
}

/// Trains one pass on the documents for which `is_in` returns true.
fn one_pass(
    input: &Input<'_>,
    is_in: impl Fn(usize) -> bool,
    tell: &mut dyn FnMut(u32, f32, &Crf),
) -> Crf {
    let mut tokens = Tokens::default();
    let mut examples = Vec::new();
    for (number, (text, document)) in input.corpus.iter().enumerate() {
        if !is_in(number) {
            continue;
        }
        let guesses = input.guesses.and_then(|guesses| guesses.get(number));
        let votes = guesses.map(|guesses| DocumentVotes::new(document, guesses));
        let page = Seen {
            document,
            votes: votes.as_ref(),
            skipped: input.skipped,
        };
        for (stretch, sentence) in document.stretches() {
            let start = tokens.len();
            for index in stretch.clone() {
                page.push(&mut tokens, index, *sentence);
            }
            let allowed = text.allowed.get(stretch.clone()).unwrap_or_default();
            examples.push(Example {
                start,
                allowed: allowed.to_vec(),
                weight: text.weight,
            });
        }
    }
    fit(tokens, &examples, &FIT, tell)
}
