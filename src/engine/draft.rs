//! The findings of the passes so far, before they become annotations.

use super::entities::Traits;
use super::rule::{ConfidenceTable, DisabledRules, RuleDuty};
use crate::annotation::{
    Annotation, AnnotationId, AnnotationKind, Annotations, Confidence, DateExpression,
    EngineVersion, Entity, EntityId, EntityKind, Figure, Mention, Quote, RuleId, Speaker,
    UserRuleId,
};
use crate::invariant::ExpectOr;
use crate::text::{ByteOffset, ByteRange, GraphemeBorders, Text};

/// A finding of a pass that is not yet numbered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found<T> {
    /// The range in the text.
    pub range: ByteRange,
    /// The finding.
    pub what: T,
    /// The rule or model that found it.
    pub by: RuleId,
    /// The confidence of that rule.
    pub confidence: Confidence,
}

/// A name in the text, before it is known which entity it belongs to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Name {
    /// The kind of entity that it names.
    pub kind: EntityKind,
    /// The canonical name that a rule of the user gives it.
    pub canonical: Option<String>,
}

/// The findings of the passes that ran, each list sorted by start.
#[derive(Clone, Debug, Default)]
pub struct Draft {
    /// Names, without overlaps. Made by `names`, changed by the user's rules, read by `entities`.
    pub names: Vec<Found<Name>>,
    /// Entities, in order of their first mention. Made by `entities`.
    pub entities: Vec<Entity>,
    /// The grammatical properties of each entity, in the order of `entities`. Made by `entities`.
    pub entity_traits: Vec<Traits>,
    /// Mentions of the entities. Made by `entities`; `quotes` adds the pronouns that it resolved.
    pub mentions: Vec<Found<Mention>>,
    /// Figures, without overlaps. Made by `figures`.
    pub figures: Vec<Found<Box<Figure>>>,
    /// Dates, without overlaps. Made by `dates`.
    pub dates: Vec<Found<Box<DateExpression>>>,
    /// Quotes. Made by `quotes`.
    pub quotes: Vec<Found<Quote>>,
    /// Watched terms. Made by `watch`.
    pub watches: Vec<Found<UserRuleId>>,
}

impl Draft {
    /// Returns the grammatical properties of an entity; the default for an unknown entity.
    pub fn traits_of(&self, entity: EntityId) -> Traits {
        let traits = self.entity_traits.get(entity.0 as usize);
        traits
            .copied()
            .expect_or_default("every entity has its traits")
    }

    /// Returns the mentions that end at or before `offset`, the nearest first: the candidates for a pronoun there.
    pub fn mentions_before(&self, offset: ByteOffset) -> impl Iterator<Item = &Found<Mention>> {
        let end = self
            .mentions
            .partition_point(|found| found.range.start() < offset);
        let before = self
            .mentions
            .get(..end)
            .expect_or_default("a partition point lies in its list");
        before
            .iter()
            .rev()
            .filter(move |found| found.range.end() <= offset)
    }

    /// Drops the findings of rules that are switched off.
    pub fn drop_made_by(&mut self, rules: &DisabledRules) {
        if rules.ids().is_empty() {
            return;
        }
        self.names.retain(|found| !rules.contains(found.by));
        self.mentions.retain(|found| !rules.contains(found.by));
        self.figures.retain(|found| !rules.contains(found.by));
        self.dates.retain(|found| !rules.contains(found.by));
        self.quotes.retain(|found| !rules.contains(found.by));
        self.watches.retain(|found| !rules.contains(found.by));
        for found in &mut self.quotes {
            if rules.contains(found.what.speaker_by) {
                found.what.speaker = Speaker::Unknown;
            }
        }
    }

    /// Replaces the raw confidence of each finding and speaker by the probability that it is right.
    pub fn calibrate(&mut self, table: &ConfidenceTable) {
        calibrate_all(&mut self.mentions, table);
        calibrate_all(&mut self.figures, table);
        calibrate_all(&mut self.dates, table);
        calibrate_all(&mut self.quotes, table);
        for quote in &mut self.quotes {
            let (rule, raw) = (quote.what.speaker_by, quote.what.speaker_confidence);
            quote.what.speaker_confidence = table.calibrate(RuleDuty::Speaker, rule, raw);
        }
    }

    /// Returns the finished annotations of `text`. All ranges are widened so that they do not split a grapheme cluster.
    pub fn finish(mut self, text: &Text, engine: EngineVersion) -> Annotations {
        let is_plain = text.as_str().is_ascii() && !text.as_str().contains('\r');
        if !is_plain {
            self.widen(text);
        }
        let mut items = Vec::with_capacity(
            self.mentions.len() + self.figures.len() + self.dates.len() + self.quotes.len(),
        );
        collect_annotations(&mut items, self.quotes, |what| {
            AnnotationKind::Quote(Box::new(what))
        });
        collect_annotations(&mut items, self.mentions, AnnotationKind::Mention);
        collect_annotations(&mut items, self.figures, AnnotationKind::Figure);
        collect_annotations(&mut items, self.dates, AnnotationKind::Date);
        collect_annotations(&mut items, self.watches, AnnotationKind::Watch);
        Annotations::new(text.id(), engine, items, self.entities)
    }

    /// Widens all ranges to grapheme boundaries.
    fn widen(&mut self, text: &Text) {
        let mut places = Vec::new();
        self.each_range(&mut |range| places.extend([range.start(), range.end()]));
        let borders = GraphemeBorders::new(text.as_str(), places);
        if borders.is_empty() {
            return;
        }
        widen_all(&mut self.mentions, &borders);
        widen_all(&mut self.figures, &borders);
        widen_all(&mut self.dates, &borders);
        widen_all(&mut self.watches, &borders);
        self.each_range(&mut |range| *range = borders.widen(*range));
        for quote in &mut self.quotes {
            let content = &mut quote.what.content;
            content.dedup_by(|later, earlier| {
                let is_shared = later.start() < earlier.end();
                if is_shared {
                    *earlier = earlier.hull(*later);
                }
                is_shared
            });
            let pieces = content.iter().copied();
            quote.range = pieces.reduce(ByteRange::hull).unwrap_or(quote.range);
        }
    }

    /// Calls `visit` with every range of the finished annotations.
    fn each_range(&mut self, visit: &mut dyn FnMut(&mut ByteRange)) {
        for entity in &mut self.entities {
            entity.role.iter_mut().for_each(&mut *visit);
        }
        for mention in &mut self.mentions {
            visit(&mut mention.range);
        }
        for figure in &mut self.figures {
            visit(&mut figure.range);
            figure.what.of.iter_mut().for_each(&mut *visit);
        }
        for date in &mut self.dates {
            visit(&mut date.range);
        }
        for watch in &mut self.watches {
            visit(&mut watch.range);
        }
        for quote in &mut self.quotes {
            quote.what.content.iter_mut().for_each(&mut *visit);
            quote.what.marks.iter_mut().for_each(&mut *visit);
            quote.what.cue.iter_mut().for_each(&mut *visit);
            if let Speaker::Entity(_, range) | Speaker::Words(range) = &mut quote.what.speaker {
                visit(range);
            }
        }
    }
}

fn calibrate_all<T>(found: &mut [Found<T>], table: &ConfidenceTable) {
    for one in found {
        one.confidence = table.calibrate(RuleDuty::Finding, one.by, one.confidence);
    }
}

/// Widens the ranges of findings to grapheme boundaries. A cluster shared by two findings goes to the first; a finding
/// left without text becomes empty and is dropped later.
fn widen_all<T>(found: &mut [Found<T>], borders: &GraphemeBorders) {
    let mut last = ByteRange::default();
    let mut end = ByteOffset::ZERO;
    for one in found {
        let wide = borders.widen(one.range);
        let was_apart = last.end() <= one.range.start();
        let start = if was_apart {
            wide.start().max(end)
        } else {
            wide.start()
        };
        last = one.range;
        one.range = ByteRange::new(start, wide.end().max(start));
        end = end.max(one.range.end());
    }
}

fn collect_annotations<T>(
    items: &mut Vec<Annotation>,
    found: Vec<Found<T>>,
    kind: impl Fn(T) -> AnnotationKind,
) {
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
