//! Groups the names of everything but people: organisations, places, groups, events, works.

use std::sync::Arc;

use super::identity::identity_of_name;
use super::mention_table::{MentionTable, NameMention, SurfaceForm};
use super::short_names::{BRACKETS, Definition, ShortNames, find_definitions};
use super::tie::EntityTie;
use crate::annotation::EntityKind;
use crate::engine::Page;
use crate::engine::lexeme::hash::{HashMap, HashSet};

/// An entity that is not a person, while names are grouped.
#[derive(Clone, Debug)]
pub(super) struct NonPerson {
    /// The key that connects it with the same entity in other articles: "united states" for "U.S.".
    pub(super) identity: Arc<str>,
    /// The position of its first name in the order of processing, which is the longest name first.
    first: usize,
}

/// The entities of a document that are not persons.
struct NonPersons<'p> {
    page: &'p Page<'p>,
    items: Vec<NonPerson>,
    by_identity: HashMap<(EntityKind, Arc<str>), usize>,
    by_form: HashMap<(EntityKind, usize), EntityTie>,
}

/// Returns for each name that is not a person's the index of its entity, and the entities.
pub(super) fn group_things(
    page: &Page<'_>,
    mentions: &MentionTable<'_>,
) -> (Vec<Option<EntityTie>>, Vec<NonPerson>) {
    let defined = find_definitions(page, mentions);
    let mut things = NonPersons {
        page,
        items: Vec::new(),
        by_identity: HashMap::default(),
        by_form: HashMap::default(),
    };
    let mut found = vec![None; mentions.items.len()];
    let short = things.add_long_names(mentions);
    let names = mentions.items.iter().enumerate();
    for (at, mention) in names.filter(|(_, mention)| is_thing(mention)) {
        let key = (mention.kind, mention.form);
        let known = things.by_form.get(&key).copied();
        let tie = known.unwrap_or_else(|| {
            things
                .defined(mention, &defined)
                .or_else(|| short.find(page, at, mention, mentions))
                .unwrap_or_else(|| things.add(mention.kind, at, mentions.form_of(mention)))
        });
        things.by_form.insert(key, tie);
        if let Some(slot) = found.get_mut(at) {
            *slot = Some(tie);
        }
    }
    (found, things.items)
}

fn is_thing(mention: &NameMention<'_>) -> bool {
    mention.kind != EntityKind::Person && mention.canonical.is_none()
}

impl NonPersons<'_> {
    /// Returns the entity with this name, which is added if it is new.
    fn add(&mut self, kind: EntityKind, at: usize, form: &SurfaceForm<'_>) -> EntityTie {
        let (identity, by) = identity_of_name(self.page, kind, &form.key);
        let items = &mut self.items;
        let entity =
            *self
                .by_identity
                .entry((kind, identity))
                .or_insert_with_key(|(_, identity)| {
                    items.push(NonPerson {
                        identity: identity.clone(),
                        first: at,
                    });
                    items.len() - 1
                });
        EntityTie {
            entity,
            by,
            because: self.items.get(entity).map(|thing| thing.first),
        }
    }

    /// Returns the entity that an acronym stands for, by a definition in the text.
    fn defined(
        &self,
        mention: &NameMention<'_>,
        defined: &HashMap<usize, Definition>,
    ) -> Option<EntityTie> {
        let (long, at) = defined.get(&mention.form)?;
        let kinds = [mention.kind, EntityKind::Organization, EntityKind::Place];
        let entity = kinds.into_iter().find_map(|kind| {
            let (identity, _) = identity_of_name(self.page, kind, long);
            self.by_identity.get(&(kind, identity)).copied()
        })?;
        Some(EntityTie {
            entity,
            by: Some(&BRACKETS),
            because: Some(*at),
        })
    }

    /// Adds every name of more than one word, the longest first, and returns the entities that short names can stand
    /// for.
    fn add_long_names<'s>(&mut self, mentions: &'s MentionTable<'_>) -> ShortNames<'s> {
        let mut short = ShortNames::default();
        let mut long = Vec::new();
        let mut seen = HashSet::default();
        for (at, mention) in mentions.items.iter().enumerate() {
            let form = mentions.form_of(mention);
            if is_thing(mention)
                && form.key.contains(' ')
                && seen.insert((mention.kind, mention.form))
            {
                long.push((form.key.split(' ').count(), at, mention, form));
            }
        }
        long.sort_by_key(|(n_words, at, ..)| (std::cmp::Reverse(*n_words), *at));
        for (_, at, mention, form) in long {
            let is_organization = mention.kind == EntityKind::Organization;
            let longer = is_organization
                .then(|| short.part_of(self.page, at, &form.key))
                .flatten();
            let tie = longer.unwrap_or_else(|| self.add(mention.kind, at, form));
            self.by_form.insert((mention.kind, mention.form), tie);
            if is_organization {
                short.add(at, tie.entity, &form.key);
            }
        }
        short
    }
}
