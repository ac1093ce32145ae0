//! The rule for surnames of people who are named in full elsewhere in the article.

use super::super::mention_table::MentionTable;
use super::super::person::NamePart;
use super::edit::{KindEdit, KindRule};
use crate::annotation::{EntityKind, RuleId};
use crate::engine::lexeme::hash::{HashMap, HashSet};
use crate::engine::lexeme::name_words::{self, entity_lexicon};
use crate::engine::{FindingKind, Page, Rule};

/// The maximum number of words in a surname: "Leigh-Harcourt", "Ibáñez Luna".
const MAX_SURNAME_WORDS: usize = 2;

pub(in super::super) static SURNAME: Rule = Rule {
    id: RuleId("entities/kind-by-surname"),
    summary: "A lone word that is the surname of somebody named in full, and the start of no organisation, is that person.",
    needs: &[FindingKind::Names],
    finds: &[
        "Ayane Hama studies wrecks off the coast. Sasaki advised ⟦Hama⟧ to ask for money.",
        "Ayane Hama found the wreck in May. A friend told ⟦Hama⟧ to ask for money.",
    ],
    silent: &[
        "Denzel Washington flew to Washington on Monday.",
        "Gerald Ford opened the plant in 1975. Ford Motor Co. will close it.",
    ],
};

pub(super) const RULE: KindRule = KindRule {
    rule: &SURNAME,
    find: find_surnames,
};

fn find_surnames(_: &Page<'_>, mentions: &MentionTable<'_>) -> Vec<KindEdit> {
    let (surnames, others) = collect_surnames(mentions);
    let mut edits = Vec::new();
    for (at, mention) in mentions.items.iter().enumerate() {
        let form = mentions.form_of(mention);
        let parts = form.person.parts.as_slice();
        let is_open = matches!(
            mention.kind,
            EntityKind::Organization | EntityKind::Place | EntityKind::Other | EntityKind::Work
        );
        let begins_other = matches!(parts, [only] if others.contains(only));
        if is_open
            && let Some(&full) = surnames.get(parts)
            && !begins_other
            && !is_known_place(mention.kind, &form.key)
        {
            edits.push(KindEdit {
                mention: at,
                kind: EntityKind::Person,
                because: Some(full),
            });
        }
    }
    edits
}

/// Returns the surnames of people named in full, with the mention where each first occurs, and the first words of other
/// names.
fn collect_surnames<'s>(
    mentions: &'s MentionTable<'_>,
) -> (HashMap<&'s [NamePart], usize>, HashSet<NamePart>) {
    let mut surnames: HashMap<&[NamePart], usize> = HashMap::default();
    let mut others = HashSet::default();
    for (at, mention) in mentions.items.iter().enumerate() {
        let person = &mentions.form_of(mention).person;
        let parts = person.parts.as_slice();
        if !person.is_full() {
            continue;
        }
        if mention.kind == EntityKind::Person {
            for n in 1..=(parts.len() - 1).min(MAX_SURNAME_WORDS) {
                if let Some(surname) = parts.get(parts.len() - n..) {
                    surnames.entry(surname).or_insert(at);
                }
            }
        } else if let Some(first) = parts.first() {
            others.insert(*first);
        }
    }
    (surnames, others)
}

fn is_known_place(kind: EntityKind, key: &str) -> bool {
    kind == EntityKind::Place
        && (entity_lexicon().country(key).is_some() || name_words::is_place_and_surname(key))
}
