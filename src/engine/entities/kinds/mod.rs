//! Corrects the kinds of names: the model may see the same name differently in different places, or against the words
//! of the name.
//!
//! Each rule examines the names as the previous rules left them, and returns the names whose kind it would change;
//! [`settle_kinds`] makes the changes.

mod edit;
mod endings;
mod listed;
mod majority;
mod organizations;
mod relatives;
mod roles;
mod same_name;
mod surnames;
mod titles;

pub(super) use endings::ENDING;
pub(super) use listed::LISTED;
pub(super) use majority::MAJORITY;
pub(super) use organizations::{PART, STEM};
pub(super) use relatives::RELATIVE;
pub(super) use roles::ROLE;
pub(super) use same_name::SAME;
pub(super) use surnames::SURNAME;
pub(super) use titles::TITLED;

use super::mention_table::MentionTable;
use crate::engine::{Evidence, Page};
use edit::KindRule;

/// The rules in the order in which they apply. Lists and endings come first, because they depend on nothing else; the
/// majority comes last, because it counts the results of the others.
static KIND_RULES: &[KindRule] = &[
    listed::RULE,
    endings::RULE,
    organizations::COMPANY_STEM,
    titles::TITLED_ELSEWHERE,
    roles::RULE,
    relatives::RULE,
    surnames::RULE,
    organizations::PART_OF_NAME,
    same_name::RULE,
    majority::RULE,
];

/// Changes the kinds of names by the rules. A name from a rule of the user keeps its kind.
pub(super) fn settle_kinds(page: &Page<'_>, mentions: &mut MentionTable<'_>) {
    for KindRule { rule, find } in KIND_RULES {
        if !page.allows(rule) {
            continue;
        }
        for edit in find(page, mentions) {
            let because = edit.because.and_then(|at| mentions.items.get(at));
            let because = because.map(|mention| mention.range);
            let Some(mention) = mentions.items.get_mut(edit.mention) else {
                continue;
            };
            if mention.canonical.is_some() || mention.kind == edit.kind {
                continue;
            }
            mention.kind = edit.kind;
            mention.by = rule.id;
            page.record(rule, mention.range, || {
                let label = "other name";
                let evidence = because.map(|range| Evidence { label, range });
                evidence.into_iter().collect()
            });
        }
    }
}
