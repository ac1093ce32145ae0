//! The rule for names directly after the description of a person ("its president, Ada Roe,").

use super::super::mention_table::{MentionTable, NameMention};
use super::edit::{KindEdit, KindRule};
use crate::annotation::{EntityKind, RuleId};
use crate::engine::lexeme::name_words;
use crate::engine::{FindingKind, Page, Rule};

pub(in super::super) static ROLE: Rule = Rule {
    id: RuleId("entities/kind-by-role"),
    summary: "“Its president, Joost van der Wal” is a person: a role, a comma and a name with a particle or a given name.",
    needs: &[FindingKind::Names],
    finds: &[
        "\"We will not pay for this,\" said its leader, ⟦Joost van der Wal⟧.",
        "The union fought for nine weeks, said its president, ⟦Joost van der Wal⟧.",
    ],
    silent: &[
        "The union fought for nine weeks, said its rival, Deutsche Bank.",
        "The president, Bank of England officials and others met.",
    ],
};

pub(super) const RULE: KindRule = KindRule {
    rule: &ROLE,
    find: find_by_role,
};

fn find_by_role(page: &Page<'_>, mentions: &MentionTable<'_>) -> Vec<KindEdit> {
    let mut edits = Vec::new();
    for (at, mention) in mentions.items.iter().enumerate() {
        let form = mentions.form_of(mention);
        let is_open = matches!(mention.kind, EntityKind::Organization | EntityKind::Place);
        let has_particle = form.key.split(' ').skip(1).any(name_words::is_particle);
        let is_name = form.person.is_full() && (has_particle || form.person.has_given_name);
        let ending = form.key.rsplit(' ').next();
        let is_body = ending.is_some_and(name_words::is_generic);
        if is_open && is_name && !is_body && is_after_role(page, mention) {
            edits.push(KindEdit {
                mention: at,
                kind: EntityKind::Person,
                because: None,
            });
        }
    }
    edits
}

/// Returns whether a role such as "its president," precedes a name, and a punctuation mark or verb that ends the
/// apposition follows it.
fn is_after_role(page: &Page<'_>, mention: &NameMention<'_>) -> bool {
    let before = mention.tokens.start.checked_sub(2);
    let is_person = |at: usize| {
        let head = page.naming(at).head();
        head.is_some_and(|head| head.person.is_some() && !head.is_organization)
    };
    before.is_some_and(|head| page.word(head + 1) == "," && is_person(head))
        && matches!(page.word(mention.tokens.end), "," | "." | ")" | ";")
}
