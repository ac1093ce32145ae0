//! Settles what a name is where the model saw it differently at different places, or against its own words.
//!
//! Each rule reads the names as the rules before it left them, and returns the names whose kind it would change;
//! [`settle_kinds`] makes the changes.

mod edit;
mod endings;
mod listed;
mod majority;
mod organizations;
mod roles;
mod same_name;
mod surnames;
mod titles;

pub(super) use endings::ENDING;
pub(super) use listed::LISTED;
pub(super) use majority::MAJORITY;
pub(super) use organizations::{PART, STEM};
pub(super) use roles::ROLE;
pub(super) use same_name::SAME;
pub(super) use surnames::SURNAME;
pub(super) use titles::TITLED;

use super::mention_table::MentionTable;
use crate::engine::{Evidence, Page};
use edit::KindRule;

/// The rules in the order in which they apply: lists and endings first, since they look at nothing else, the majority
/// last, since it counts what the others have settled.
static KIND_RULES: &[KindRule] = &[
    listed::RULE,
    endings::RULE,
    organizations::COMPANY_STEM,
    titles::TITLED_ELSEWHERE,
    roles::RULE,
    surnames::RULE,
    organizations::PART_OF_NAME,
    same_name::RULE,
    majority::RULE,
];

/// Changes the kinds of names as the rules say. A name that a rule of the user gives keeps its kind.
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
