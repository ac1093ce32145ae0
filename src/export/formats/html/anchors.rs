//! Where the findings are in the text of the page, so that the panel can link to them and they to the panel.

use crate::annotation::{Annotation, AnnotationId, Annotations, EntityId};
use crate::invariant::ExpectOr;
use crate::text::{ByteOffset, ByteRange};

/// How many earlier ranges are asked whether they cover a run of text. Mentions and quotes are hardly ever nested
/// deeper, and the limit keeps the page linear in the text.
const MAX_NESTED_RANGES: usize = 8;

/// A range of text that belongs to an entity: a mention of it, or its words.
struct OwnedRange {
    range: ByteRange,
    entity: EntityId,
}

/// The findings that the panel lists, by their place in the text.
pub(super) struct Anchors {
    /// Where each listed finding begins, in text order.
    starts: Vec<(ByteOffset, AnnotationId)>,
    /// The number of `starts` whose anchor is written.
    n_written: usize,
    /// The mentions, sorted by start. Pronouns are left out, as they are not highlighted.
    mentions: Vec<OwnedRange>,
    /// The pieces of the quotes whose speaker is an entity, sorted by start.
    spoken: Vec<OwnedRange>,
}

impl Anchors {
    pub(super) fn new(annotations: &Annotations) -> Self {
        let listed = annotations.items().iter().filter(|item| is_listed(item));
        let mut starts: Vec<_> = listed
            .map(|item| (item.first_piece().start(), item.id))
            .collect();
        starts.sort_unstable();
        let named = annotations.mentions();
        let named = named.filter(|(item, _)| !item.kind.is_pronoun());
        let mentions = named.map(|(item, mention)| OwnedRange {
            range: item.range,
            entity: mention.entity,
        });
        let mut spoken = Vec::new();
        for (item, quote) in annotations.quotes() {
            if let Some(entity) = quote.speaker.entity() {
                let pieces = item.pieces().iter();
                spoken.extend(pieces.map(|range| OwnedRange {
                    range: *range,
                    entity,
                }));
            }
        }
        spoken.sort_by_key(|piece| piece.range.start());
        Self {
            starts,
            n_written: 0,
            mentions: mentions.collect(),
            spoken,
        }
    }

    /// Returns the findings that begin before the offset and have no anchor yet, which the caller writes. Each finding
    /// is returned once.
    pub(super) fn take_before(&mut self, end: ByteOffset) -> Vec<(ByteOffset, AnnotationId)> {
        let rest = self.starts.get(self.n_written..);
        let rest = rest.expect_or_default("no more are written than exist");
        let n_before = rest.partition_point(|(start, _)| *start < end);
        let taken = rest.iter().take(n_before).copied().collect();
        self.n_written += n_before;
        taken
    }

    /// Returns all findings that have no anchor yet, as [`Anchors::take_before`] does.
    pub(super) fn take_rest(&mut self) -> Vec<(ByteOffset, AnnotationId)> {
        let rest = self.starts.split_off(self.n_written);
        self.n_written = self.starts.len();
        rest
    }

    /// Returns the entity that the run of text names.
    pub(super) fn named_by(&self, run: ByteRange) -> Option<EntityId> {
        innermost_owner(&self.mentions, run)
    }

    /// Returns the entity that says the run of text.
    pub(super) fn speaker_of(&self, run: ByteRange) -> Option<EntityId> {
        innermost_owner(&self.spoken, run)
    }

    /// Returns the entities named in a range of the text, each once, at most `limit`.
    pub(super) fn named_in(&self, range: ByteRange, limit: usize) -> Vec<EntityId> {
        let first = self
            .mentions
            .partition_point(|mention| mention.range.start() < range.start());
        let inside = self.mentions.iter().skip(first);
        let inside = inside.take_while(|mention| mention.range.end() <= range.end());
        let mut named = Vec::new();
        for mention in inside {
            if named.len() == limit {
                break;
            }
            if !named.contains(&mention.entity) {
                named.push(mention.entity);
            }
        }
        named
    }
}

/// Returns whether the panel lists the finding, so that its place in the text needs an anchor.
pub(super) fn is_listed(item: &Annotation) -> bool {
    let is_value = item.kind.value_kind().is_some() && !item.kind.is_minor();
    let is_named = item.kind.mention().is_some() && !item.kind.is_pronoun();
    is_value || is_named || item.kind.quote().is_some()
}

/// Returns the owner of the last range that begins at or before the run and covers it.
fn innermost_owner(ranges: &[OwnedRange], run: ByteRange) -> Option<EntityId> {
    let n_before = ranges.partition_point(|owned| owned.range.start() <= run.start());
    let before = ranges.iter().take(n_before).rev().take(MAX_NESTED_RANGES);
    let mut covering = before.filter(|owned| owned.range.covers(run));
    covering.next().map(|owned| owned.entity)
}
