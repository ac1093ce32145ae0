//! A name in the form that rules read and change.

use std::ops::Range;

use crate::annotation::{EntityKind, RuleId};
use crate::invariant::ExpectOr;

/// A name with the rule or model that found it or changed it last.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::engine) struct NamedTokens {
    /// The tokens of the name.
    pub(in crate::engine) tokens: Range<usize>,
    /// The kind of entity that it names.
    pub(in crate::engine) kind: EntityKind,
    /// The confidence, in percent.
    pub(in crate::engine) percent: u8,
    /// The model or rule that found it, or changed it last.
    pub(in crate::engine) by: RuleId,
}

/// Returns the names that contain some of these tokens. The names must be in order and not overlap.
pub(super) fn find_met<'n>(names: &'n [NamedTokens], tokens: &Range<usize>) -> &'n [NamedTokens] {
    let start = names.partition_point(|name| name.tokens.end <= tokens.start);
    let rest = names
        .get(start..)
        .expect_or_default("a partition point lies in its list");
    let n = rest.partition_point(|name| name.tokens.start < tokens.end);
    rest.get(..n)
        .expect_or_default("a partition point lies in its list")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_that_a_stretch_meets_are_found() {
        let names = [1..3, 3..4, 6..8].map(|tokens| NamedTokens {
            tokens,
            kind: EntityKind::Place,
            percent: 50,
            by: RuleId("names/model"),
        });
        let met = |tokens: Range<usize>| find_met(&names, &tokens).len();
        assert_eq!([met(0..1), met(0..2), met(2..7)], [0, 1, 3]);
        assert_eq!([met(4..6), met(7..9), met(8..9)], [0, 1, 0]);
        assert!(find_met(&[], &(0..5)).is_empty());
    }
}
