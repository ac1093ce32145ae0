//! Settles what a name is where the model saw it differently at different places, or against its own words.
//!
//! Each rule reads the names as the rules before it left them, and returns the names whose kind it would change;
//! [`settle_kinds`] makes the changes.

mod endings;
mod listed;
mod majority;
mod organizations;
mod surnames;
mod titles;

pub(super) use endings::ENDING;
pub(super) use listed::LISTED;
pub(super) use majority::MAJORITY;
pub(super) use organizations::{HEAD, STEM};
pub(super) use surnames::SURNAME;
pub(super) use titles::TITLED;

use super::mention_table::Spots;
use crate::annotation::EntityKind;
use crate::engine::lexeme::name_words::NameWord;
use crate::engine::{Evidence, Page, Rule};

/// A change of the kind of a name.
struct KindEdit {
    /// The name, an index into [`Spots::items`].
    spot: usize,
    /// What it is.
    kind: EntityKind,
    /// The name that says so, where it is another one.
    because: Option<usize>,
}

/// A rule with the function that finds what it changes.
struct KindRule {
    rule: &'static Rule,
    find: fn(&Page<'_>, &Spots<'_>) -> Vec<KindEdit>,
}

/// The rules in the order in which they apply: lists and endings first, since they look at nothing else, the majority
/// last, since it counts what the others have settled.
static KIND_RULES: &[KindRule] = &[
    listed::RULE,
    endings::RULE,
    organizations::COMPANY_STEM,
    titles::TITLED_ELSEWHERE,
    surnames::RULE,
    organizations::FIRST_WORD,
    majority::RULE,
];

/// Changes the kinds of names as the rules say. A name that a rule of the user gives keeps its kind.
pub(super) fn settle_kinds(page: &Page<'_>, spots: &mut Spots<'_>) {
    for KindRule { rule, find } in KIND_RULES {
        if !page.allows(rule) {
            continue;
        }
        for edit in find(page, spots) {
            let because = edit.because.and_then(|at| spots.items.get(at));
            let because = because.map(|spot| spot.range);
            let Some(spot) = spots.items.get_mut(edit.spot) else {
                continue;
            };
            if spot.canonical.is_some() || spot.kind == edit.kind {
                continue;
            }
            spot.kind = edit.kind;
            spot.by = rule.id;
            page.record(rule, spot.range, || {
                let label = "other name";
                let evidence = because.map(|range| Evidence { label, range });
                evidence.into_iter().collect()
            });
        }
    }
}

/// Returns whether a name at this token comes after "in", "near" and the like.
fn is_after_locative(page: &Page<'_>, token: usize) -> bool {
    token
        .checked_sub(1)
        .is_some_and(|before| page.naming(before).is(NameWord::Locative))
}
