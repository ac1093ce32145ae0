//! The parser of the query language; see the grammar in [`super`].

use std::ops::Range;

use jiff::civil::Date;

use super::error::{QueryError, QueryProblem};
use super::model::{MAX_NESTING_DEPTH, MAX_TERMS, Query, QueryTerm};
use super::nearby::join_near;
use super::term::{FieldValue, parse_term};
use super::token::{QueryToken, QueryTokenKind};

/// A recursive-descent parser over tokens.
pub(super) struct QueryParser {
    /// All tokens of the query.
    pub(super) tokens: Vec<QueryToken>,
    /// The index of the next token.
    pub(super) next: usize,
    /// The column after the last character, for errors at the end.
    pub(super) end: usize,
    /// The day from which relative days are counted.
    pub(super) today: Date,
    pub(super) n_terms: usize,
}

impl QueryParser {
    /// Returns the columns of the next token; the empty range after the last one.
    fn place(&self) -> Range<usize> {
        let next = self.tokens.get(self.next);
        next.map_or(self.end..self.end, |token| token.at..token.end)
    }

    fn is_operator(&self, name: &str) -> bool {
        matches!(
            self.tokens.get(self.next).map(|token| &token.what),
            Some(QueryTokenKind::Word { field: None, value, is_quoted: false, .. }) if value.eq_ignore_ascii_case(name)
        )
    }

    /// Consumes the next token if it is this operator.
    fn takes_operator(&mut self, name: &str) -> bool {
        let is_there = self.is_operator(name);
        self.next += usize::from(is_there);
        is_there
    }

    /// Parses alternatives separated by `or`.
    pub(super) fn parse_or(&mut self, depth: usize) -> Result<Query, QueryError> {
        let first = self.place();
        let mut parts = vec![self.parse_and(depth)?];
        while self.takes_operator("or") {
            parts.push(self.parse_and(depth)?);
        }
        let last = self
            .tokens
            .get(self.next.saturating_sub(1))
            .map_or(first.end, |token| token.end);
        // An order or a rule holds for the whole query, so it may stand only among conditions that all hold.
        if (parts.len() > 1 || depth > 0) && parts.iter().any(has_directive) {
            let says = "`sort:` and `mute:` are for the whole query: put the alternatives in parentheses after them";
            return Err(QueryProblem::Misplaced(says).at(first.start..last));
        }
        Ok(join_parts(parts, Query::Or))
    }

    /// Parses conditions that must all hold, with or without `and` between them.
    fn parse_and(&mut self, depth: usize) -> Result<Query, QueryError> {
        let first = self.next;
        let mut parts = vec![self.parse_unary(depth)?];
        loop {
            let is_named = self.takes_operator("and");
            let is_end = match self.tokens.get(self.next) {
                None => true,
                Some(token) => token.what == QueryTokenKind::Close || self.is_operator("or"),
            };
            // After an explicit `and`, an end is an error that the next call reports.
            if is_end && !is_named {
                let parts = join_near(parts, self.tokens.get(first..self.next))?;
                return Ok(join_parts(parts, Query::And));
            }
            parts.push(self.parse_unary(depth)?);
        }
    }

    /// Parses an optionally negated condition.
    fn parse_unary(&mut self, depth: usize) -> Result<Query, QueryError> {
        // Each level of nesting is a level of recursion.
        if depth > MAX_NESTING_DEPTH {
            return Err(QueryProblem::TooDeep.at(self.place()));
        }
        let is_minus = self
            .tokens
            .get(self.next)
            .is_some_and(|token| token.what == QueryTokenKind::Minus);
        if is_minus || self.is_operator("not") {
            self.next += 1;
            let place = self.place();
            let inside = self.parse_unary(depth + 1)?;
            if has_directive(&inside) {
                let says = "`sort:` and `mute:` cannot be negated";
                return Err(QueryProblem::Misplaced(says).at(place));
            }
            return Ok(Query::Not(Box::new(inside)));
        }
        self.parse_atom(depth)
    }

    /// Parses a parenthesized query, a field or a word.
    fn parse_atom(&mut self, depth: usize) -> Result<Query, QueryError> {
        let place = self.place();
        let missing = Err(QueryProblem::Missing("a word or a condition").at(place.clone()));
        let Some(token) = self.tokens.get(self.next) else {
            return missing;
        };
        match &token.what {
            QueryTokenKind::Open => {
                self.next += 1;
                let inside = self.parse_or(depth + 1)?;
                let is_closed = self
                    .tokens
                    .get(self.next)
                    .is_some_and(|token| token.what == QueryTokenKind::Close);
                if !is_closed {
                    return Err(QueryProblem::Missing("a closing parenthesis").at(self.place()));
                }
                self.next += 1;
                Ok(inside)
            }
            QueryTokenKind::Word {
                field: None,
                is_quoted: false,
                value,
                ..
            } if value.eq_ignore_ascii_case("or") || value.eq_ignore_ascii_case("and") => missing,
            QueryTokenKind::Word {
                field,
                value,
                value_at,
                ..
            } => {
                let written = FieldValue {
                    field: field.as_deref(),
                    value,
                    place: place.clone(),
                    value_at: *value_at,
                };
                let term = parse_term(&written, self.today)?;
                self.n_terms += 1;
                if self.n_terms > MAX_TERMS {
                    return Err(QueryProblem::TooManyTerms.at(place));
                }
                self.next += 1;
                Ok(Query::Term(term))
            }
            QueryTokenKind::Close | QueryTokenKind::Minus => missing,
        }
    }
}

/// Returns whether a part is, or has, an order or a mute rule, which are not conditions.
fn has_directive(part: &Query) -> bool {
    part.has_term(&|term| matches!(term, QueryTerm::Sort(_) | QueryTerm::Mute))
}

/// Combines parts with `many`, unless there is only one.
fn join_parts(mut parts: Vec<Query>, many: fn(Vec<Query>) -> Query) -> Query {
    match (parts.len(), parts.pop()) {
        (1, Some(only)) => only,
        (_, Some(last)) => {
            parts.push(last);
            many(parts)
        }
        (_, None) => Query::All,
    }
}
