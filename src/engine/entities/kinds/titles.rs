//! The rule for names whose surname has a title such as "Mr." elsewhere in the article.

use super::super::mention_table::MentionTable;
use super::edit::{KindEdit, KindRule};
use crate::annotation::{EntityKind, RuleId};
use crate::engine::lexeme::hash::HashMap;
use crate::engine::{FindingKind, Page, Rule};

pub(in super::super) static TITLED: Rule = Rule {
    id: RuleId("entities/kind-by-titled-surname"),
    summary: "A given name and a surname are a person's name if the surname has a title elsewhere: “Sun-hee Park” is no park.",
    needs: &[FindingKind::Names],
    finds: &[
        "The founder of Quartzline, ⟦Sun-hee Park⟧, owns 30 percent. Ms. Park gave up the chair in April.",
        "The owner of the mill, ⟦Eun-ji Park⟧, died in May. Ms. Park left no will.",
    ],
    silent: &[
        "The runners met in Hyde Park on Sunday.",
        "Ms. Park gave up the chair in April. The party was in Hyde Park.",
    ],
};

pub(super) const TITLED_ELSEWHERE: KindRule = KindRule {
    rule: &TITLED,
    find: find_titled_elsewhere,
};

/// Returns whether a name tagged with this kind may still be a person's.
const fn can_be_person(kind: EntityKind) -> bool {
    matches!(
        kind,
        EntityKind::Place | EntityKind::Organization | EntityKind::Other
    )
}

fn find_titled_elsewhere(_: &Page<'_>, mentions: &MentionTable<'_>) -> Vec<KindEdit> {
    let mut titled: HashMap<u32, usize> = HashMap::default();
    for (at, mention) in mentions.items.iter().enumerate() {
        if mention.kind == EntityKind::Person
            && mention.title.is_some()
            && let Some(last) = mentions.form_of(mention).person.last()
        {
            titled.entry(last).or_insert(at);
        }
    }
    let mut edits = Vec::new();
    for (at, mention) in mentions.items.iter().enumerate() {
        let person = &mentions.form_of(mention).person;
        let other = person.last().and_then(|last| titled.get(&last));
        if can_be_person(mention.kind)
            && (2..=3).contains(&person.parts.len())
            && person.has_given_name
            && other.is_some()
        {
            edits.push(KindEdit {
                mention: at,
                kind: EntityKind::Person,
                because: other.copied(),
            });
        }
    }
    edits
}
