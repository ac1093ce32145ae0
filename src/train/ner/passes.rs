//! Trains the tables: the first pass, the second that sees the first one's guesses, and the one for headlines.

use super::corpus::{Corpus, Skipped};
use super::guess::{Seen, guess};
use super::score::{scores, told};
use crate::engine::tagger::{DocumentVotes, Guess};
use crate::train::crf::{Example, Fit, Model as Crf, Tokens, fit};
use crate::train::{News, Tell};

/// How many parts the corpora are cut into, each tagged by a model of the others, so that the second pass learns from
/// guesses as wrong as those that it will see (jackknife).
const FOLDS: usize = 2;

const FIT: Fit = Fit {
    epochs: 4,
    rate: 0.15,
    calm: 0.3,
    decay: 1e-5,
    hidden: 100,
    rare: 2,
};

/// How many steps [`bodies`] tells.
pub(super) const BODY_STEPS: u32 = 2 + 2 * FIT.epochs;
/// How many steps [`headline`] tells.
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

/// Trains the table for headlines on copies of the corpora in their manner.
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

/// What a pass learns from.
struct Input<'a> {
    corpus: &'a Corpus,
    guesses: Option<&'a [Vec<Guess>]>,
    skipped: Skipped,
}

/// Trains one pass on the documents that are in.
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
