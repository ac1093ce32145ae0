//! The rule for single words that the model tagged as people although the article has an organisation or place of that
//! name.

use super::super::mention_table::MentionTable;
use super::edit::{KindEdit, KindRule};
use crate::annotation::{EntityKind, RuleId};
use crate::engine::lexeme::hash::{HashMap, HashSet};
use crate::engine::{FindingKind, Page, Rule};

pub(in super::super) static SAME: Rule = Rule {
    id: RuleId("entities/kind-by-same-name"),
    summary: "A lone name of somebody who is never named in full is the organisation or place of that name, if there is one.",
    needs: &[FindingKind::Names],
    finds: &[
        "Engineers inspected a bridge above Savignone on Monday. ⟦Savignone⟧'s mayor, Elio Parodi, said that it was safe.",
        "The vaccine was made by Lumivax, a firm in Basel. She led the trials for ⟦Lumivax⟧.",
    ],
    silent: &[
        "Elio Parodi is the mayor of Parodi. Mr. Parodi said that it was safe.",
        "The vaccine was made by Lumivax, a firm in Basel. Amstutz led the trials.",
    ],
};

pub(super) const RULE: KindRule = KindRule {
    rule: &SAME,
    find: find_same_names,
};

fn find_same_names(_: &Page<'_>, mentions: &MentionTable<'_>) -> Vec<KindEdit> {
    let mut others: HashMap<usize, usize> = HashMap::default();
    let mut people = HashSet::default();
    for (at, mention) in mentions.items.iter().enumerate() {
        let person = &mentions.form_of(mention).person;
        match mention.kind {
            EntityKind::Person if person.is_full() || mention.title.is_some() => {
                people.extend(person.parts.iter().filter_map(|part| part.word()));
            }
            EntityKind::Organization | EntityKind::Place => {
                others.entry(mention.form).or_insert(at);
            }
            _ => {}
        }
    }
    let mut edits = Vec::new();
    for (at, mention) in mentions.items.iter().enumerate() {
        let person = &mentions.form_of(mention).person;
        let is_lone =
            mention.kind == EntityKind::Person && mention.title.is_none() && !person.is_full();
        let is_known = person.last().is_none_or(|last| people.contains(&last));
        if let Some(&other) = others.get(&mention.form).filter(|_| is_lone && !is_known)
            && let Some(kind) = mentions.items.get(other).map(|other| other.kind)
        {
            edits.push(KindEdit {
                mention: at,
                kind,
                because: Some(other),
            });
        }
    }
    edits
}
