//! Names that only people have: those of relatives, and those that "who" follows.

use super::super::mention_table::{MentionTable, NameMention};
use super::edit::{KindEdit, KindRule};
use crate::annotation::{EntityKind, RuleId};
use crate::engine::syntax::part_of_speech::PosTag;
use crate::engine::{FindingKind, Page, Rule};

pub(in super::super) static RELATIVE: Rule = Rule {
    id: RuleId("entities/kind-by-relative"),
    summary: "“His wife, Florence, wept” and “Lincoln, who wept,” are people, although the names are those of places.",
    needs: &[FindingKind::Names],
    finds: &[
        "Mr Pugh’s wife, ⟦Sian⟧, wept in the witness box.",
        "Her sister, ⟦Savannah⟧, wept on the stage.",
    ],
    silent: &[
        "His wife left Lincoln on Monday.",
        "The award went to Boston, which wept for its team.",
    ],
};

pub(super) const RULE: KindRule = KindRule {
    rule: &RELATIVE,
    find: find_people,
};

fn find_people(page: &Page<'_>, mentions: &MentionTable<'_>) -> Vec<KindEdit> {
    let mut edits = Vec::new();
    for (at, mention) in mentions.items.iter().enumerate() {
        let is_place = mention.kind == EntityKind::Place && mention.tokens.len() == 1;
        if is_place && (is_relative(page, mention) || is_before_who(page, mention)) {
            edits.push(KindEdit {
                mention: at,
                kind: EntityKind::Person,
                because: None,
            });
        }
    }
    edits
}

/// Returns whether somebody's relative and a comma stand before a name, and a comma after it.
fn is_relative(page: &Page<'_>, mention: &NameMention<'_>) -> bool {
    let start = mention.tokens.start;
    let Some(noun) = start.checked_sub(2) else {
        return false;
    };
    let is_owned = noun
        .checked_sub(1)
        .is_some_and(|owner| page.speech(owner).closed == Some(PosTag::Possessive));
    is_owned
        && page.naming(noun).is_relative()
        && page.word(noun + 1) == ","
        && page.word(mention.tokens.end) == ","
}

/// Returns whether a comma and "who" follow a name. Places take "which".
fn is_before_who(page: &Page<'_>, mention: &NameMention<'_>) -> bool {
    let end = mention.tokens.end;
    // "the people of Boston, who": the people are meant.
    let is_free = mention
        .tokens
        .start
        .checked_sub(1)
        .is_none_or(|before| page.speech(before).closed != Some(PosTag::Preposition));
    is_free && page.word(end) == "," && page.lower(end + 1) == "who"
}
