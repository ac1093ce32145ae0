//! The rule that gives all mentions of a name their most frequent kind.

use super::super::mention_table::{MentionTable, NameMention, SurfaceForm};
use super::edit::{KindEdit, KindRule, is_after_locative};
use crate::annotation::{EntityKind, RuleId};
use crate::engine::lexeme::name_words::{Country, entity_lexicon};
use crate::engine::{FindingKind, Page, Rule};
use crate::invariant::ExpectOr;

const N_KINDS: usize = EntityKind::ALL.len();

pub(in super::super) static MAJORITY: Rule = Rule {
    id: RuleId("entities/kind-by-majority"),
    summary: "A kind that a name has at a third of its places or fewer, without support there, gives way to the most common one.",
    needs: &[FindingKind::Names],
    finds: &[
        "The court heard that Tolosa was sold. She joined Tolosa in 2001, and Tolosa paid for it. He left Tolosa before ⟦Tolosa⟧ moved to Basel.",
        "RCEP was signed in 2020. The RCEP countries met. \"⟦RCEP⟧ is instrumental in subverting trade barriers,\" he said. RCEP members will meet.",
    ],
    silent: &[
        "Lumivax rose 3 percent. The trial was led by Lumivax.",
        "Sales rose in Georgia. Georgia is large, and Georgia is warm.",
    ],
};

pub(super) const RULE: KindRule = KindRule {
    rule: &MAJORITY,
    find: find_minorities,
};

fn find_minorities(page: &Page<'_>, mentions: &MentionTable<'_>) -> Vec<KindEdit> {
    let counts = count_kinds(mentions);
    let mut edits = Vec::new();
    for (at, mention) in mentions.items.iter().enumerate() {
        let Some(of_form) = counts.get(mention.form) else {
            continue;
        };
        let n_all: u32 = of_form.iter().sum();
        let n_own = of_form.get(index_of(mention.kind)).copied();
        let n_own = n_own.expect_or_default("every kind is in the list of kinds");
        if n_own * 3 <= n_all
            && let Some(kind) = most_common(of_form)
            && !has_support(page, mention, mentions.form_of(mention))
        {
            edits.push(KindEdit {
                mention: at,
                kind,
                because: None,
            });
        }
    }
    edits
}

/// Returns for each form the number of its mentions with each kind.
fn count_kinds(mentions: &MentionTable<'_>) -> Vec<[u32; N_KINDS]> {
    let mut counts = vec![[0_u32; N_KINDS]; mentions.forms.len()];
    for mention in &mentions.items {
        let of_form = counts.get_mut(mention.form);
        if let Some(count) = of_form.and_then(|counts| counts.get_mut(index_of(mention.kind))) {
            *count += 1;
        }
    }
    counts
}

/// Returns whether the words before a name, or a list, confirm its kind.
fn has_support(page: &Page<'_>, mention: &NameMention<'_>, form: &SurfaceForm<'_>) -> bool {
    match mention.kind {
        EntityKind::Person => mention.title.is_some(),
        EntityKind::Place => is_after_locative(page, mention.tokens.start),
        EntityKind::Group => matches!(
            entity_lexicon().country(&form.key),
            Some(Country::People(_))
        ),
        _ => false,
    }
}

fn index_of(kind: EntityKind) -> usize {
    EntityKind::ALL
        .iter()
        .position(|other| *other == kind)
        .expect_or_default("every kind is in the list of kinds")
}

/// Returns the kind with the highest count, the first of those with equal counts.
fn most_common(counts: &[u32; N_KINDS]) -> Option<EntityKind> {
    let most = counts.iter().max()?;
    let index = counts.iter().position(|n| n == most)?;
    EntityKind::ALL.get(index).copied()
}
