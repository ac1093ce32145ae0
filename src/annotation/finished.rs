//! The finished annotations of one text.

use super::{DateExpression, Entity, EntityId, Figure, Mention, Quote, RuleId};
use crate::text::{ByteOffset, ByteRange, TextId};

/// Which annotation of a document: an index into [`Annotations::items`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct AnnotationId(pub u32);

/// Which pass found it: the pass's name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PassId(pub &'static str);

/// How sure a pass is, in percent from 0 to 100.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Confidence(u8);

impl Confidence {
    /// Beyond doubt: a rule of the user's.
    pub const CERTAIN: Self = Self(100);

    /// Returns the confidence of that many percent; more than 100 is 100.
    pub const fn percent(percent: u8) -> Self {
        Self(if percent > 100 { 100 } else { percent })
    }

    /// Returns the percentage.
    pub const fn get(self) -> u8 {
        self.0
    }
}

/// The version of the engine that made annotations: it changes when the same text could give others.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct EngineVersion(pub String);

/// What was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A mention of an entity.
    Mention(Mention),
    /// A quotation.
    Quote(Quote),
    /// An amount.
    Figure(Figure),
    /// A date, time, duration or set.
    Date(DateExpression),
    /// A term that the user watches.
    Watch(RuleId),
}

/// A finding: where, what, by which pass.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Annotation {
    /// Its number in the document.
    pub id: AnnotationId,
    /// Where it stands.
    pub range: ByteRange,
    /// What was found.
    pub kind: Kind,
    /// Who found it.
    pub by: PassId,
    /// How sure that one is.
    pub confidence: Confidence,
}

/// Everything found in one text.
///
/// Invariants: items are sorted by start, then by longest first; every [`EntityId`] in them is an index into
/// [`Annotations::entities`]; ids are positions.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Annotations {
    text: TextId,
    engine: EngineVersion,
    items: Vec<Annotation>,
    entities: Vec<Entity>,
}

impl Annotations {
    /// Returns the annotations of a text in which nothing was found.
    pub const fn empty(text: TextId, engine: EngineVersion) -> Self {
        Self {
            text,
            engine,
            items: Vec::new(),
            entities: Vec::new(),
        }
    }

    /// Returns the annotations with items sorted and numbered. Items that name an entity that is not there are dropped.
    pub fn new(
        text: TextId,
        engine: EngineVersion,
        mut items: Vec<Annotation>,
        entities: Vec<Entity>,
    ) -> Self {
        let is_known = |id: EntityId| (id.0 as usize) < entities.len();
        items.retain(|item| match &item.kind {
            Kind::Mention(mention) => is_known(mention.entity),
            Kind::Quote(quote) => {
                quote.speaker.entity().is_none_or(is_known) && !quote.content.is_empty()
            }
            Kind::Figure(_) | Kind::Date(_) | Kind::Watch(_) => true,
        });
        items.sort_by_key(|item| (item.range.start(), std::cmp::Reverse(item.range.end())));
        for (n, item) in (0..).zip(&mut items) {
            item.id = AnnotationId(n);
        }
        Self {
            text,
            engine,
            items,
            entities,
        }
    }

    /// Returns which text they are of.
    pub const fn text(&self) -> TextId {
        self.text
    }

    /// Returns which engine made them.
    pub const fn engine(&self) -> &EngineVersion {
        &self.engine
    }

    /// Returns all findings in the order of the text.
    pub fn items(&self) -> &[Annotation] {
        &self.items
    }

    /// Returns a finding by its number.
    pub fn item(&self, id: AnnotationId) -> Option<&Annotation> {
        self.items.get(id.0 as usize)
    }

    /// Returns the entities in order of their first mention.
    pub fn entities(&self) -> &[Entity] {
        &self.entities
    }

    /// Returns an entity by its number.
    pub fn entity(&self, id: EntityId) -> Option<&Entity> {
        self.entities.get(id.0 as usize)
    }

    /// Returns the mentions in order, with their findings.
    pub fn mentions(&self) -> impl Iterator<Item = (&Annotation, Mention)> {
        self.items.iter().filter_map(|item| match item.kind {
            Kind::Mention(mention) => Some((item, mention)),
            _ => None,
        })
    }

    /// Returns the mentions of one entity in order.
    pub fn mentions_of(&self, entity: EntityId) -> impl Iterator<Item = (&Annotation, Mention)> {
        self.mentions()
            .filter(move |(_, mention)| mention.entity == entity)
    }

    /// Returns the quotes in order, with their findings.
    pub fn quotes(&self) -> impl Iterator<Item = (&Annotation, &Quote)> {
        self.items.iter().filter_map(|item| match &item.kind {
            Kind::Quote(quote) => Some((item, quote)),
            _ => None,
        })
    }

    /// Returns the figures in order, with their findings.
    pub fn figures(&self) -> impl Iterator<Item = (&Annotation, &Figure)> {
        self.items.iter().filter_map(|item| match &item.kind {
            Kind::Figure(figure) => Some((item, figure)),
            _ => None,
        })
    }

    /// Returns the dates in order, with their findings.
    pub fn dates(&self) -> impl Iterator<Item = (&Annotation, &DateExpression)> {
        self.items.iter().filter_map(|item| match &item.kind {
            Kind::Date(date) => Some((item, date)),
            _ => None,
        })
    }

    /// Returns the index of the first item that begins at or after `offset`.
    pub fn first_from(&self, offset: ByteOffset) -> usize {
        self.items
            .partition_point(|item| item.range.start() < offset)
    }
}
