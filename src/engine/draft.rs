//! What the passes have found so far.

use super::entities::Traits;
use crate::annotation::{
    Annotation, AnnotationId, Annotations, Confidence, DateExpression, EngineVersion, Entity,
    EntityId, EntityKind, Figure, Kind, Mention, PassId, Quote, RuleId,
};
use crate::text::{ByteOffset, ByteRange, TextId};

/// A finding of a pass that is not yet numbered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found<T> {
    /// Where it stands.
    pub range: ByteRange,
    /// What it is.
    pub what: T,
    /// Who found it.
    pub by: PassId,
    /// How sure that one is.
    pub confidence: Confidence,
}

/// A name in the text, before it is known whose it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Name {
    /// What it names.
    pub kind: EntityKind,
    /// The name that a rule of the user's gives it.
    pub canonical: Option<String>,
}

/// The findings of the passes that ran, each list sorted by start.
#[derive(Clone, Debug, Default)]
pub struct Draft {
    /// Names, disjoint. Made by `names`, changed by the user's rules, read by `entities`.
    pub names: Vec<Found<Name>>,
    /// Entities, in order of their first mention. Made by `entities`.
    pub entities: Vec<Entity>,
    /// What grammar knows of each entity, in the order of `entities`. Made by `entities`.
    pub entity_traits: Vec<Traits>,
    /// Mentions of the entities. Made by `entities`; `quotes` adds the pronouns that it resolved.
    pub mentions: Vec<Found<Mention>>,
    /// Figures, disjoint. Made by `figures`.
    pub figures: Vec<Found<Figure>>,
    /// Dates, disjoint. Made by `dates`.
    pub dates: Vec<Found<DateExpression>>,
    /// Quotes. Made by `quotes`.
    pub quotes: Vec<Found<Quote>>,
    /// Watched terms. Made by `watch`.
    pub watches: Vec<Found<RuleId>>,
}

impl Draft {
    /// Returns what grammar knows of an entity; of one that is not there, nothing.
    pub fn traits_of(&self, entity: EntityId) -> Traits {
        let traits = self.entity_traits.get(entity.0 as usize);
        traits.copied().unwrap_or_default()
    }

    /// Returns the mentions that end at or before `offset`, the nearest first: who "she" could be.
    pub fn mentions_before(&self, offset: ByteOffset) -> impl Iterator<Item = &Found<Mention>> {
        let end = self
            .mentions
            .partition_point(|found| found.range.start() < offset);
        let before = self.mentions.get(..end).unwrap_or_default();
        before
            .iter()
            .rev()
            .filter(move |found| found.range.end() <= offset)
    }

    /// Returns the finished annotations.
    pub fn finish(self, text: TextId, engine: EngineVersion) -> Annotations {
        let mut items = Vec::with_capacity(
            self.mentions.len() + self.figures.len() + self.dates.len() + self.quotes.len(),
        );
        collect(&mut items, self.quotes, Kind::Quote);
        collect(&mut items, self.mentions, Kind::Mention);
        collect(&mut items, self.figures, Kind::Figure);
        collect(&mut items, self.dates, Kind::Date);
        collect(&mut items, self.watches, Kind::Watch);
        Annotations::new(text, engine, items, self.entities)
    }
}

fn collect<T>(items: &mut Vec<Annotation>, found: Vec<Found<T>>, kind: impl Fn(T) -> Kind) {
    items.extend(
        found
            .into_iter()
            .filter(|found| !found.range.is_empty())
            .map(|found| Annotation {
                id: AnnotationId(0),
                range: found.range,
                kind: kind(found.what),
                by: found.by,
                confidence: found.confidence,
            }),
    );
}
