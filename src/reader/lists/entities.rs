//! The list of entities, grouped by kind, the most frequently named first.

use super::line_words::one_line;
use super::list_builder::{ListBuilder, ListInput};
use super::list_row::{EntryKey, RowContent};
use crate::annotation::{Entity, EntityKind, Mention, MentionForm};
use crate::reader::filter::VisibleParts;
use crate::text::{ByteRange, count_with_noun};

/// The maximum number of rows for the sentence of an entity's first mention. Longer sentences would hide the next
/// entry.
const MAX_SENTENCE_ROWS: usize = 6;

struct CountedEntity<'a> {
    entity: &'a Entity,
    count: usize,
    first: ByteRange,
}

pub(super) fn build_entity_list(source: &ListInput<'_>, draft: &mut ListBuilder) {
    let named = count_entities(source);
    for kind in EntityKind::ALL {
        let mut group: Vec<_> = named
            .iter()
            .filter(|named| named.entity.kind == kind)
            .collect();
        if group.is_empty() {
            continue;
        }
        group.sort_by_key(|named| (std::cmp::Reverse(named.count), named.first.start()));
        draft.group(kind.heading().to_owned(), group.len());
        for named in group {
            add_entity(source, named, draft);
        }
    }
}

/// Returns the entities that the filter keeps, with their number of mentions there. Pronouns are not counted.
fn count_entities<'a>(source: &ListInput<'a>) -> Vec<CountedEntity<'a>> {
    let annotations = &source.findings.annotations;
    let mut counts: Vec<(usize, Option<ByteRange>)> = vec![(0, None); annotations.entities().len()];
    for (item, mention) in annotations.mentions() {
        if is_shown(mention, item.range, source.kept, source)
            && let Some((count, first)) = counts.get_mut(mention.entity.0 as usize)
        {
            *count += 1;
            first.get_or_insert(item.range);
        }
    }
    let entities = annotations.entities().iter().zip(counts);
    entities
        .filter_map(|(entity, (count, first))| {
            first.map(|first| CountedEntity {
                entity,
                count,
                first,
            })
        })
        .collect()
}

fn is_shown(
    mention: Mention,
    range: ByteRange,
    kept: &VisibleParts,
    source: &ListInput<'_>,
) -> bool {
    let block = source.article.block_at(range.start());
    mention.form != MentionForm::Pronoun && block.is_none_or(|block| kept.has_block(block))
}

fn add_entity(source: &ListInput<'_>, named: &CountedEntity<'_>, draft: &mut ListBuilder) {
    let entity = named.entity;
    let key = EntryKey::Entity(entity.id);
    draft.entry(key, named.first);
    draft.part(RowContent::Entity {
        kind: entity.kind,
        name: one_line(&entity.name),
        count: named.count,
        role: entity
            .role
            .map_or_else(String::new, |role| source.words(role)),
        is_filtered: source.filter.has(entity.id),
    });
    if source.is_opened(key) {
        add_entity_details(source, named, draft);
    }
}

fn add_entity_details(source: &ListInput<'_>, named: &CountedEntity<'_>, draft: &mut ListBuilder) {
    let width = source.width.saturating_sub(4);
    let entity = named.entity;
    if let Some(role) = entity.role {
        draft.details(&source.words(role), width, 2);
    }
    if !entity.aliases.is_empty() {
        let also = format!("also {}", one_line(&entity.aliases.join(", ")));
        draft.details(&also, width, 2);
    }
    let n_quotes = source
        .findings
        .annotations
        .quotes()
        .filter(|(item, quote)| {
            source.options.has(&item.kind) && quote.speaker.entity() == Some(entity.id)
        })
        .count();
    match n_quotes {
        0 => {}
        1 => draft.details("quoted once", width, 1),
        n => draft.details(&format!("quoted {}", count_with_noun(n, "time")), width, 1),
    }
    let sentence = source.sentence(named.first.start());
    draft.details(&sentence, width, MAX_SENTENCE_ROWS);
}
