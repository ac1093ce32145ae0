//! Rules for names whose kind is given by a list: acronyms of well-known organisations, peoples, countries.

use super::super::mention_table::{MentionTable, SurfaceForm};
use super::edit::{KindEdit, KindRule};
use crate::annotation::{EntityKind, RuleId};
use crate::engine::lexeme::name_words::{Country, entity_lexicon};
use crate::engine::{FindingKind, Page, Rule};

pub(in super::super) static LISTED: Rule = Rule {
    id: RuleId("entities/kind-listed"),
    summary: "“UN” is an organisation and “Danish” a people, whatever they look like in the sentence.",
    needs: &[FindingKind::Names],
    finds: &[
        "It came from a top ⟦GOP⟧ contender for the White House.",
        "She lost to a ⟦GOP⟧ rival in May.",
    ],
    silent: &[
        "The party met in Paris on Monday.",
        "Danish ships met a Swedish tanker near Skagen.",
    ],
};

pub(super) const RULE: KindRule = KindRule {
    rule: &LISTED,
    find: find_listed,
};

fn find_listed(_: &Page<'_>, mentions: &MentionTable<'_>) -> Vec<KindEdit> {
    let mut edits = Vec::new();
    for (at, mention) in mentions.items.iter().enumerate() {
        if let Some(kind) = listed_kind(mentions.form_of(mention), mention.kind) {
            edits.push(KindEdit {
                mention: at,
                kind,
                because: None,
            });
        }
    }
    edits
}

fn listed_kind(form: &SurfaceForm<'_>, seen: EntityKind) -> Option<EntityKind> {
    if form.is_capitals && entity_lexicon().full_name(&form.key).is_some() {
        return Some(EntityKind::Organization);
    }
    if seen == EntityKind::Person {
        return None;
    }
    match entity_lexicon().country(&form.key)? {
        Country::People(_) => Some(EntityKind::Group),
        Country::Is(_) => (seen == EntityKind::Other).then_some(EntityKind::Place),
    }
}
