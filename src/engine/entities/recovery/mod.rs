//! Repairs the names of an article before they are grouped into entities: adds or extends names that the model missed
//! or found only in part although the article or a list contains them, and removes names that are wrong.
//!
//! Each rule examines the names as the previous rules left them, and returns the names that it would remove and add;
//! [`repair_names`] makes the changes. Names stay sorted and do not overlap.

mod agencies;
mod bodies;
mod edits;
mod initials;
mod legal_forms;
mod peoples;
mod repeated;
mod short_names;
mod surnames;

use std::borrow::Cow;

use crate::annotation::Confidence;
use crate::engine::{Found, Name, Page};
use edits::{NameEdits, RepairRule};

pub(super) use agencies::CREDIT;
pub(super) use bodies::{FIELD, FULL};
pub(super) use initials::INITIALS;
pub(super) use legal_forms::LEGAL_FORM;
pub(super) use peoples::HYPHEN;
pub(super) use repeated::REPEATED;
pub(super) use short_names::SHORT;
pub(super) use surnames::MISSED;

/// The rules in the order in which they apply. Rules that complete names come before rules that search for these names
/// elsewhere.
static REPAIR_RULES: &[RepairRule] = &[
    agencies::RULE,
    peoples::RULE,
    legal_forms::RULE,
    initials::RULE,
    bodies::FULL_NAME,
    bodies::BODY_OF_FIELD,
    repeated::RULE,
    surnames::RULE,
    short_names::RULE,
];

/// Returns the names after all rules. Names from the user's rules are not changed.
pub(super) fn repair_names<'n>(
    page: &Page<'_>,
    names: &'n [Found<Name>],
) -> Cow<'n, [Found<Name>]> {
    let mut repaired = Cow::Borrowed(names);
    for repair in REPAIR_RULES {
        if page.allows(repair.rule) {
            let edits = (repair.find)(page, &repaired);
            if !edits.dropped.is_empty() || !edits.added.is_empty() {
                apply_edits(page, repair, edits, repaired.to_mut());
            }
        }
    }
    repaired
}

fn apply_edits(
    page: &Page<'_>,
    repair: &RepairRule,
    edits: NameEdits,
    names: &mut Vec<Found<Name>>,
) {
    for index in edits.dropped.iter().rev() {
        if *index < names.len() {
            let dropped = names.remove(*index);
            let is_replaced = edits
                .added
                .iter()
                .any(|(range, _)| range.overlaps(dropped.range));
            if !is_replaced {
                page.record(repair.rule, dropped.range, Vec::new);
            }
        }
    }
    for (range, kind) in edits.added {
        page.record(repair.rule, range, Vec::new);
        names.push(Found {
            range,
            what: Name {
                kind,
                canonical: None,
            },
            by: repair.rule.id,
            confidence: Confidence::percent(repair.percent),
        });
    }
    names.sort_by_key(|name| (name.range.start(), std::cmp::Reverse(name.range.end())));
}
