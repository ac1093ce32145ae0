//! The finished annotations of one text.

use super::annotation_kind::AnnotationKind;
use super::{
    Confidence, DateExpression, Entity, EntityId, Figure, Mention, Quote, RuleId, TraceEntry,
    UserRuleId,
};
use crate::text::{ByteOffset, ByteRange, TextId};

/// Identifies an annotation within its document: an index into [`Annotations::items`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct AnnotationId(pub u32);

/// The version of the engine that created annotations. It changes whenever the same text could be annotated
/// differently, so stored annotations are known to be stale.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct EngineVersion(pub String);

/// An annotation: a range, its type and its origin.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
pub struct Annotation {
    /// The annotation's index in its document.
    pub id: AnnotationId,
    /// The range in the text that the annotation marks.
    pub range: ByteRange,
    /// The type of the annotation, with its data.
    pub kind: AnnotationKind,
    /// The rule or model that created it, or changed it last.
    pub by: RuleId,
    /// How likely the annotation is right.
    pub confidence: Confidence,
}

impl Annotation {
    /// Returns the ranges of the annotated words: one range, or several for a quote that the name of its speaker
    /// interrupts.
    pub fn pieces(&self) -> &[ByteRange] {
        match self.kind.quote() {
            Some(quote) => &quote.content,
            None => std::slice::from_ref(&self.range),
        }
    }

    /// Returns the first of [`Annotation::pieces`], the range to select and scroll to.
    pub fn first_piece(&self) -> ByteRange {
        self.pieces().first().copied().unwrap_or(self.range)
    }
}

/// Data of [`Annotations`] that most callers do not need. Boxed so that `Annotations` stays small.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
struct Extras {
    /// Sentences about the parts of the text that were not annotated.
    notes: Vec<String>,
    /// The sentences of the text, in text order and disjoint.
    sentences: Vec<ByteRange>,
    /// The applications of rules that made the annotations, where an explanation was asked for.
    #[cfg_attr(feature = "serde", serde(skip_serializing_if = "Option::is_none"))]
    trace: Option<Vec<TraceEntry>>,
}

/// All annotations of one text.
///
/// Invariants: items are sorted by start, and longest first where starts are equal. Each [`EntityId`] in an item is an
/// index into [`Annotations::entities`]. An item's id is its index.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
pub struct Annotations {
    text: TextId,
    engine: EngineVersion,
    items: Vec<Annotation>,
    entities: Vec<Entity>,
    #[cfg_attr(feature = "serde", serde(flatten))]
    extras: Option<Box<Extras>>,
}

impl Annotations {
    /// Returns an empty set of annotations for a text.
    pub const fn empty(text: TextId, engine: EngineVersion) -> Self {
        Self {
            text,
            engine,
            items: Vec::new(),
            entities: Vec::new(),
            extras: None,
        }
    }

    /// Creates the annotations of a text: sorts the items by position and numbers them. Items with an unknown entity
    /// and quotes without content are dropped.
    pub fn new(
        text: TextId,
        engine: EngineVersion,
        mut items: Vec<Annotation>,
        entities: Vec<Entity>,
    ) -> Self {
        let is_known = |id: EntityId| (id.0 as usize) < entities.len();
        // Other modules rely on these references without checking them.
        items.retain(|item| item.kind.entity().is_none_or(is_known) && !item.pieces().is_empty());
        items.sort_by_key(|item| (item.range.start(), std::cmp::Reverse(item.range.end())));
        for (n, item) in (0..).zip(&mut items) {
            item.id = AnnotationId(n);
        }
        Self {
            text,
            engine,
            items,
            entities,
            extras: None,
        }
    }

    /// Returns the annotations with these notes instead of their own. A note is a sentence about a part that was not
    /// annotated.
    pub fn with_notes(mut self, notes: Vec<String>) -> Self {
        if !notes.is_empty() || self.extras.is_some() {
            self.extras.get_or_insert_default().notes = notes;
        }
        self
    }

    /// Returns the annotations with the sentences of their text, which must be in text order and disjoint.
    pub fn with_sentences(mut self, sentences: Vec<ByteRange>) -> Self {
        if !sentences.is_empty() || self.extras.is_some() {
            self.extras.get_or_insert_default().sentences = sentences;
        }
        self
    }

    /// Returns the sentences, in text order and disjoint. Empty if the annotations were made without sentences.
    pub fn sentences(&self) -> &[ByteRange] {
        self.extras.as_ref().map_or(&[], |extras| &extras.sentences)
    }

    /// Returns the sentence that contains the offset. `None` if there is none, or if the annotations were made without
    /// sentences.
    pub fn sentence_at(&self, offset: ByteOffset) -> Option<ByteRange> {
        let sentences = &self.extras.as_ref()?.sentences;
        let n_before = sentences.partition_point(|sentence| sentence.start() <= offset);
        let sentence = *sentences.get(n_before.checked_sub(1)?)?;
        (offset < sentence.end()).then_some(sentence)
    }

    /// Returns one sentence for each part of the text that was not annotated, safe to print. Usually empty.
    pub fn notes(&self) -> &[String] {
        self.extras.as_ref().map_or(&[], |extras| &extras.notes)
    }

    /// Returns the annotations with the applications of rules that made them, in text order.
    pub fn with_trace(mut self, entries: Vec<TraceEntry>) -> Self {
        self.extras.get_or_insert_default().trace = Some(entries);
        self
    }

    /// Returns the applications of rules that made the annotations; `None` unless an explanation was asked for.
    pub fn trace(&self) -> Option<&[TraceEntry]> {
        self.extras.as_ref()?.trace.as_deref()
    }

    /// Returns the identity of the annotated text.
    pub const fn text(&self) -> TextId {
        self.text
    }

    /// Returns the version of the engine that created the annotations.
    pub const fn engine(&self) -> &EngineVersion {
        &self.engine
    }

    /// Returns all annotations in text order.
    pub fn items(&self) -> &[Annotation] {
        &self.items
    }

    /// Returns an annotation by its id.
    pub fn item(&self, id: AnnotationId) -> Option<&Annotation> {
        self.items.get(id.0 as usize)
    }

    /// Returns the entities in order of their first mention.
    pub fn entities(&self) -> &[Entity] {
        &self.entities
    }

    /// Returns an entity by its id.
    pub fn entity(&self, id: EntityId) -> Option<&Entity> {
        self.entities.get(id.0 as usize)
    }

    /// Returns the mentions in text order.
    pub fn mentions(&self) -> impl Iterator<Item = (&Annotation, Mention)> {
        let items = self.items.iter();
        items.filter_map(|item| Some((item, item.kind.mention()?)))
    }

    /// Returns the mentions of one entity in text order.
    pub fn mentions_of(&self, entity: EntityId) -> impl Iterator<Item = (&Annotation, Mention)> {
        self.mentions()
            .filter(move |(_, mention)| mention.entity == entity)
    }

    /// Returns the quotes in text order.
    pub fn quotes(&self) -> impl Iterator<Item = (&Annotation, &Quote)> {
        let items = self.items.iter();
        items.filter_map(|item| Some((item, item.kind.quote()?)))
    }

    /// Returns the figures in text order.
    pub fn figures(&self) -> impl Iterator<Item = (&Annotation, &Figure)> {
        let items = self.items.iter();
        items.filter_map(|item| Some((item, item.kind.figure()?)))
    }

    /// Returns the dates in text order.
    pub fn dates(&self) -> impl Iterator<Item = (&Annotation, &DateExpression)> {
        let items = self.items.iter();
        items.filter_map(|item| Some((item, item.kind.date()?)))
    }

    /// Returns the watched terms in text order.
    pub fn watches(&self) -> impl Iterator<Item = (&Annotation, UserRuleId)> {
        let items = self.items.iter();
        items.filter_map(|item| Some((item, item.kind.watch()?)))
    }

    /// Returns the index of the first item that begins at or after `offset`; the number of items if there is none.
    pub fn first_from(&self, offset: ByteOffset) -> usize {
        self.items
            .partition_point(|item| item.range.start() < offset)
    }
}

#[cfg(test)]
mod tests {
    use super::Annotation;

    #[test]
    fn an_annotation_is_small() {
        assert!(size_of::<Annotation>() <= 48);
    }
}
