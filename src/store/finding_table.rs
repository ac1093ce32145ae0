//! The tables of quotes and figures in a query, and which conditions are on one row of them.

use crate::annotation::Decimal;
use crate::library::{AmountRange, Query, QueryKind, QueryTerm};

/// A table of findings, whose rows a query may ask for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum FindingTable {
    /// Quotes, aliased as `q`.
    Quotes,
    /// Figures, aliased as `f`.
    Figures,
}

impl FindingTable {
    /// Returns the table to join after `entry AS e`.
    pub(super) const fn join_after_entry(self) -> &'static str {
        match self {
            Self::Quotes => " CROSS JOIN quote AS q ON q.entry = e.id",
            Self::Figures => " CROSS JOIN figure AS f ON f.entry = e.id",
        }
    }

    /// Returns the tables for a query that no full-text search drives. The table of findings drives it if a condition
    /// has an index; otherwise the entries do, in their order, so that the first rows come at once.
    pub(super) fn join_with_entries(self, conditions: &[&Query]) -> String {
        let has = |is_meant: fn(&QueryTerm) -> bool| {
            conditions
                .iter()
                .any(|part| matches!(part, Query::Term(term) if is_meant(term)))
        };
        let table = match self {
            Self::Quotes if has(|term| matches!(term, QueryTerm::Speaker(_))) => "quote AS q",
            Self::Figures if has(|term| matches!(term, QueryTerm::Of(_))) => {
                "figure AS f INDEXED BY figure_thing"
            }
            Self::Figures if has(is_large) => "figure AS f INDEXED BY figure_size",
            Self::Quotes | Self::Figures => {
                return format!("entry AS e{}", self.join_after_entry());
            }
        };
        let alias = match self {
            Self::Quotes => "q",
            Self::Figures => "f",
        };
        format!("{table} CROSS JOIN entry AS e ON e.id = {alias}.entry")
    }

    /// Returns whether a condition is one on a row of the table.
    pub(super) fn holds(self, term: &QueryTerm) -> bool {
        match self {
            Self::Quotes => matches!(
                term,
                QueryTerm::Speaker(_)
                    | QueryTerm::About(_)
                    | QueryTerm::Quote(_)
                    | QueryTerm::Kind(QueryKind::Quote(_))
            ),
            Self::Figures => matches!(
                term,
                QueryTerm::Figure(_)
                    | QueryTerm::Unit(_)
                    | QueryTerm::Of(_)
                    | QueryTerm::Kind(QueryKind::Figure(_))
            ),
        }
    }
}

/// Returns whether a condition asks for amounts that few figures reach, so that the index by size is faster than the
/// entries in their order.
fn is_large(term: &QueryTerm) -> bool {
    let limit = Decimal::from(10_000_u32);
    matches!(term, QueryTerm::Figure(AmountRange { low: Some(low), .. }) if low.value >= limit)
}

/// Conditions that hold together.
pub(super) enum ConditionGroup<'a> {
    /// A condition on the entry.
    One(&'a Query),
    /// Conditions on one quote or figure.
    Finding(Vec<&'a QueryTerm>),
}

/// Groups conditions that must all hold: those on quotes mean the same quote, those on figures the same figure. Two
/// speakers mean two quotes.
pub(super) fn group_conditions<'a>(parts: &[&'a Query]) -> Vec<ConditionGroup<'a>> {
    let mut groups = Vec::new();
    let (mut quotes, mut figures) = (Vec::new(), Vec::new());
    for part in parts {
        match part {
            Query::Term(term) if FindingTable::Quotes.holds(term) => quotes.push(term),
            Query::Term(term) if FindingTable::Figures.holds(term) => figures.push(term),
            other => groups.push(ConditionGroup::One(other)),
        }
    }
    let is_speaker = |term: &&&QueryTerm| matches!(term, QueryTerm::Speaker(_));
    if quotes.iter().filter(is_speaker).count() > 1 {
        groups.extend(
            quotes
                .drain(..)
                .map(|term| ConditionGroup::Finding(vec![term])),
        );
    }
    for terms in [quotes, figures] {
        if !terms.is_empty() {
            groups.push(ConditionGroup::Finding(terms));
        }
    }
    groups
}
