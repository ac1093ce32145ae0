//! The popup that says why the engine found an annotation.

use std::sync::Arc;

use super::lists::one_line;
use super::msg::Ticket;
use crate::annotation::{Annotation, Annotations, ExplainedFindings, ExplanationLine};
use crate::article::Article;
use crate::text::ByteRange;

/// The popup: which annotation it explains, and the explanation once the worker has answered.
#[derive(Debug)]
pub struct ExplanationPopup {
    /// The words of the annotation, on one line.
    pub words: String,
    /// How far the explanation has come.
    pub state: ExplanationState,
    /// The first visible row.
    pub top: usize,
    article: Arc<Article>,
    /// The range and type of the annotation, by which it is found again.
    range: ByteRange,
    kind: &'static str,
}

/// How far an explanation has come.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ExplanationState {
    /// The worker is explaining the article, under this ticket.
    Waiting(Ticket),
    /// The explanation.
    Ready(Vec<ExplanationLine>),
    /// There is none, with the reason.
    Failed(String),
}

impl ExplanationPopup {
    /// Returns the popup for an annotation of an article, before the worker has answered.
    pub(super) fn new(article: &Arc<Article>, item: &Annotation, ticket: Ticket) -> Self {
        Self {
            words: one_line(article.text().slice(item.range)),
            state: ExplanationState::Waiting(ticket),
            top: 0,
            article: Arc::clone(article),
            range: item.range,
            kind: item.kind.name(),
        }
    }

    /// Takes the answer of the worker: the article's annotations with their trace. A late answer is dropped.
    pub(super) fn receive(&mut self, ticket: Ticket, answer: Result<Annotations, String>) {
        if self.state != ExplanationState::Waiting(ticket) {
            return;
        }
        let lines = answer.and_then(|annotations| {
            let explained = ExplainedFindings::of(&annotations);
            let item = annotations.items().iter().find(|item| self.is_same(item));
            let (explained, item) = explained
                .zip(item)
                .ok_or("The engine does not find this any more")?;
            let text = self.article.text();
            Ok(explained.explain(item).lines(item, &annotations, text))
        });
        self.state = match lines {
            Ok(lines) => ExplanationState::Ready(lines),
            Err(why) => ExplanationState::Failed(why),
        };
    }

    fn is_same(&self, item: &Annotation) -> bool {
        item.range == self.range && item.kind.name() == self.kind
    }

    /// Scrolls by this number of rows. The end is not known here; drawing limits it.
    pub(super) fn scroll(&mut self, rows: i32) {
        let distance = rows.unsigned_abs() as usize;
        self.top = if rows < 0 {
            self.top.saturating_sub(distance)
        } else {
            self.top.saturating_add(distance)
        };
    }
}
