//! What can be wrong with a query, and where.

use std::ops::Range;

use thiserror::Error;

use super::fields::field_names;
use super::model::{MAX_NESTING_DEPTH, MAX_TERMS};
use crate::text::escape_unsafe;

/// A syntax error in a query. Messages count columns from 1.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[error("column {}: {problem}", place.start + 1)]
pub struct QueryError {
    /// The columns that are wrong, in characters from 0. Empty where something is missing.
    pub place: Range<usize>,
    /// What is wrong, and what was expected.
    pub problem: QueryProblem,
}

/// What is wrong with a query.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum QueryProblem {
    /// An unknown field.
    #[error(
        "there is no field `{}:`{}; fields are {}",
        escape_unsafe(name),
        suggest_field(name),
        field_names()
    )]
    Field {
        /// The name of the field.
        name: String,
    },
    /// An invalid value of a field.
    #[error(
        "unknown value `{}` for `{field}:`; expected {takes}",
        escape_unsafe(value)
    )]
    Value {
        /// The name of the field.
        field: &'static str,
        /// The value.
        value: String,
        /// The values that the field accepts.
        takes: &'static str,
    },
    /// A missing part.
    #[error("{0} is missing")]
    Missing(&'static str),
    /// The value of a field is missing.
    #[error("the value of the field is missing; write `{field}:{example}`, for example")]
    MissingValue {
        /// The name of the field.
        field: &'static str,
        /// A value that the field accepts.
        example: &'static str,
    },
    /// A closing parenthesis without an opening one.
    #[error("unmatched closing parenthesis")]
    Unopened,
    /// A condition in a place where it is not allowed.
    #[error("{0}")]
    Misplaced(&'static str),
    /// More words and conditions than `MAX_TERMS`.
    #[error(
        "more than {MAX_TERMS} words and conditions; leave some out, or put words that stand side by side in quotation marks"
    )]
    TooManyTerms,
    /// Nesting of parentheses or negations beyond the limit of the parser.
    #[error("nested more than {MAX_NESTING_DEPTH} deep")]
    TooDeep,
}

impl QueryProblem {
    /// Returns the error of this problem at these columns.
    pub(super) const fn at(self, place: Range<usize>) -> QueryError {
        QueryError {
            place,
            problem: self,
        }
    }
}

/// Returns `; did you mean …` for a name that is one edit away from a field; otherwise nothing.
fn suggest_field(name: &str) -> String {
    let near = super::fields::QUERY_FIELDS
        .iter()
        .find(|field| is_one_edit_apart(field.name, name));
    near.map_or_else(String::new, |field| {
        format!("; did you mean `{}:`?", field.name)
    })
}

/// Returns whether a letter was added, left out, replaced or swapped with its neighbour.
fn is_one_edit_apart(one: &str, other: &str) -> bool {
    let (one, other): (Vec<_>, Vec<_>) = (one.chars().collect(), other.chars().collect());
    if one.len().abs_diff(other.len()) > 1 {
        return false;
    }
    let n_same_start = one.iter().zip(&other).take_while(|(a, b)| a == b).count();
    let backwards = one.iter().rev().zip(other.iter().rev());
    let n_same_end = backwards.take_while(|(a, b)| a == b).count();
    let longest = one.len().max(other.len());
    let is_swapped = one.len() == other.len()
        && n_same_start + n_same_end + 2 == longest
        && one.get(n_same_start) == other.get(n_same_start + 1)
        && one.get(n_same_start + 1) == other.get(n_same_start);
    n_same_start + n_same_end + 1 >= longest || is_swapped
}
