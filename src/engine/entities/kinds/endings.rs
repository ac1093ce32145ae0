//! Rules for names whose last word shows that they are organisations.

use super::super::mention_table::MentionTable;
use super::edit::{KindEdit, KindRule};
use crate::annotation::{EntityKind, RuleId};
use crate::engine::lexeme::name_words;
use crate::engine::{FindingKind, Page, Rule};

pub(in super::super) static ENDING: Rule = Rule {
    id: RuleId("entities/kind-by-ending"),
    summary: "“Halvorsen Capital” and “Nordvind Terminals” are organisations by their last word.",
    needs: &[FindingKind::Names],
    finds: &[
        "⟦Halikon Lines⟧ cancelled all sailings on Friday.",
        "⟦Aegir Lines⟧ and its rival merged in May.",
    ],
    silent: &[
        "Talks on the West Bank and Gaza began on Monday.",
        "The Bank of England cut rates on Thursday.",
        "Alice Banks left for Leeds on Friday.",
    ],
};

pub(super) const RULE: KindRule = KindRule {
    rule: &ENDING,
    find: find_by_ending,
};

fn find_by_ending(_: &Page<'_>, mentions: &MentionTable<'_>) -> Vec<KindEdit> {
    let mut edits = Vec::new();
    for (at, mention) in mentions.items.iter().enumerate() {
        let is_open = matches!(
            mention.kind,
            EntityKind::Person | EntityKind::Place | EntityKind::Other
        );
        let ending = mentions.form_of(mention).key.rsplit_once(' ');
        // The West Bank is no bank.
        let has_ending = ending.is_some_and(|(rest, last)| {
            name_words::ends_organization(last) && !rest.split(' ').all(name_words::is_generic)
        });
        if is_open && has_ending {
            edits.push(KindEdit {
                mention: at,
                kind: EntityKind::Organization,
                because: None,
            });
        }
    }
    edits
}
