//! The features that a model sees, and its predictions for a document.

use super::corpus::SkippedTemplates;
use crate::engine::names::model::{Document, DocumentVotes, Prediction, emit_features, emit_votes};

use crate::invariant::ExpectOr;
use crate::train::crf::{CrfModel, TokenFeatures};

/// The input of a model for one document.
pub(super) struct DocumentView<'a> {
    pub(super) document: &'a Document,
    /// The predictions of the first pass for the whole document; only for the second pass.
    pub(super) votes: Option<&'a DocumentVotes<'a>>,
    pub(super) skipped: SkippedTemplates,
}

impl DocumentView<'_> {
    /// Adds the features of one token.
    pub(super) fn push(&self, tokens: &mut TokenFeatures, index: usize, sentence: usize) {
        tokens.push(|put| {
            let mut put = |template, feature| {
                if !(self.skipped)(template) {
                    put(template, feature);
                }
            };
            emit_features(self.document, index, sentence, &mut put);
            if let Some(votes) = self.votes {
                emit_votes(self.document, votes, index, &mut put);
            }
        });
    }
}

/// Returns the prediction of a model for each token of a document. `before` are the predictions of the first pass.
pub(super) fn guess_tags(
    model: &CrfModel,
    document: &Document,
    before: Option<&[Prediction]>,
    skipped: SkippedTemplates,
) -> Vec<Prediction> {
    let votes = before.map(|guesses| DocumentVotes::new(document, guesses));
    let page = DocumentView {
        document,
        votes: votes.as_ref(),
        skipped,
    };
    let n = document
        .stretches()
        .last()
        .map_or(0, |(stretch, _)| stretch.end);
    let mut guesses = vec![Prediction::default(); n];
    for (stretch, sentence) in document.stretches() {
        let mut tokens = TokenFeatures::default();
        for index in stretch.clone() {
            page.push(&mut tokens, index, sentence);
        }
        let tags = model.tag(&tokens, 0, stretch.len());
        let slots = guesses
            .get_mut(stretch.clone())
            .expect_or_default("a stretch lies in its document");
        for (slot, (tag, belief)) in slots.iter_mut().zip(tags) {
            *slot = Prediction::new(tag, belief);
        }
    }
    guesses
}
