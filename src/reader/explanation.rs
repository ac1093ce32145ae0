//! The popup that says why the engine found an annotation, or what the library knows of a name.

use std::sync::Arc;

use super::lists::one_line;
use super::msg::Ticket;
use crate::annotation::{Annotation, Annotations, ExplainedFindings, ExplanationLine};
use crate::article::Article;
use crate::text::ByteRange;

/// The popup: which annotation it explains, and the explanation once the worker has answered.
#[derive(Debug)]
pub struct ExplanationPopup {
    /// What the popup is about, on one line.
    pub title: String,
    /// How far the explanation has come.
    pub state: ExplanationState,
    /// The first visible row.
    pub top: usize,
    /// The annotation that is explained; `None` for a name.
    explained: Option<ExplainedItem>,
}

/// What an explanation is of.
#[derive(Debug)]
struct ExplainedItem {
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
            title: format!("Why: {}", one_line(article.text().slice(item.range))),
            state: ExplanationState::Waiting(ticket),
            top: 0,
            explained: Some(ExplainedItem {
                article: Arc::clone(article),
                range: item.range,
                kind: item.kind.name(),
            }),
        }
    }

    /// Returns the popup for an entity, before the library has answered.
    pub(super) fn of_entity(name: &str, ticket: Ticket) -> Self {
        Self {
            title: one_line(name),
            state: ExplanationState::Waiting(ticket),
            top: 0,
            explained: None,
        }
    }

    /// Takes the library's answer. A late answer is dropped.
    pub(super) fn receive_lines(
        &mut self,
        ticket: Ticket,
        answer: Result<Vec<ExplanationLine>, String>,
    ) {
        if self.state == ExplanationState::Waiting(ticket) {
            self.state = match answer {
                Ok(lines) => ExplanationState::Ready(lines),
                Err(why) => ExplanationState::Failed(why),
            };
        }
    }

    /// Takes the answer of the worker: the article's annotations with their trace. A late answer is dropped.
    pub(super) fn receive(&mut self, ticket: Ticket, answer: Result<Annotations, String>) {
        let Some(explained) = &self.explained else {
            return;
        };
        let lines = answer.and_then(|annotations| explained.lines(&annotations));
        self.receive_lines(ticket, lines);
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

impl ExplainedItem {
    /// Returns the explanation of the annotation, in words.
    ///
    /// # Errors
    ///
    /// A sentence, if the annotations do not have it.
    fn lines(&self, annotations: &Annotations) -> Result<Vec<ExplanationLine>, String> {
        let explained = ExplainedFindings::of(annotations);
        let item = annotations.items().iter().find(|item| self.is_same(item));
        let (explained, item) = explained
            .zip(item)
            .ok_or("The engine does not find this any more")?;
        let text = self.article.text();
        Ok(explained.explain(item).lines(item, annotations, text))
    }

    fn is_same(&self, item: &Annotation) -> bool {
        item.range == self.range && item.kind.name() == self.kind
    }
}
