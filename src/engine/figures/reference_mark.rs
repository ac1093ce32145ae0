//! Marks of notes and sources in square brackets: "[3]", "[4, 7–9]".

use crate::annotation::RuleId;
use crate::engine::numbers::{StepBack, SubtokenClass, SubtokenLine};
use crate::engine::rule::Rule;

pub(super) static RULE: Rule = Rule {
    id: RuleId("figures/no-figure-in-reference-mark"),
    summary: "Numbers alone in square brackets refer to notes or sources.",
    needs: &[],
    finds: &[
        "Two later studies [⟦7, 8⟧] found no such link.",
        "The claim was withdrawn.[⟦12⟧] Nobody paid.",
    ],
    silent: &["The note reads [12 men] in pencil.", "It counted 12 men."],
};

/// The maximum number of subtokens between the brackets of a reference mark: ten numbers with the commas between them.
const MAX_REFERENCE_PIECES: usize = 20;

/// Returns the index of the bracket that closes a reference mark whose first number is piece `index`: "[3]", "[4, 7–9]".
pub(super) fn find_end(line: SubtokenLine<'_>, index: usize) -> Option<usize> {
    if line.raw(index.back(1)) != "[" {
        return None;
    }
    let is_inner = |at: usize| {
        line.class(at) == SubtokenClass::Digits
            || line.is_dash(at)
            || matches!(line.raw(at), "," | ";")
    };
    let end = (index..line.len())
        .take(MAX_REFERENCE_PIECES)
        .find(|at| !is_inner(*at))?;
    (line.raw(end) == "]").then_some(end)
}
