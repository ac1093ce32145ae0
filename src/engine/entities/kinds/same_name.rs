//! Lone words that the model took for people, although the article has an organisation or place of that name.

use super::super::mention_table::Spots;
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

fn find_same_names(_: &Page<'_>, spots: &Spots<'_>) -> Vec<KindEdit> {
    let mut others: HashMap<usize, usize> = HashMap::default();
    let mut people = HashSet::default();
    for (at, spot) in spots.items.iter().enumerate() {
        let person = &spots.form_of(spot).person;
        match spot.kind {
            EntityKind::Person if person.is_full() || spot.title.is_some() => {
                people.extend(person.parts.iter().filter_map(|part| part.word()));
            }
            EntityKind::Organization | EntityKind::Place => {
                others.entry(spot.form).or_insert(at);
            }
            _ => {}
        }
    }
    let mut edits = Vec::new();
    for (at, spot) in spots.items.iter().enumerate() {
        let person = &spots.form_of(spot).person;
        let is_lone = spot.kind == EntityKind::Person && spot.title.is_none() && !person.is_full();
        let is_known = person.last().is_none_or(|last| people.contains(&last));
        if let Some(&other) = others.get(&spot.form).filter(|_| is_lone && !is_known)
            && let Some(kind) = spots.items.get(other).map(|other| other.kind)
        {
            edits.push(KindEdit {
                spot: at,
                kind,
                because: Some(other),
            });
        }
    }
    edits
}
