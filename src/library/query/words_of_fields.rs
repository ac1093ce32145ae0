//! Queries as words: the conditions of a field, found and taken out without touching the others.

use super::Query;
use super::token::{QueryToken, QueryTokenKind, tokenize_query};

fn is_of_fields(token: &QueryToken, fields: &[&str]) -> bool {
    match &token.what {
        QueryTokenKind::Word {
            field: Some(field), ..
        } => fields.contains(&field.as_str()),
        _ => false,
    }
}

impl Query {
    /// Returns the value of the first condition with this field; `None` if there is none, or if the words are no query.
    pub fn field_value(words: &str, field: &str) -> Option<String> {
        let tokens = tokenize_query(words).ok()?;
        let found = tokens
            .into_iter()
            .find(|token| is_of_fields(token, &[field]))?;
        match found.what {
            QueryTokenKind::Word { value, .. } => Some(value),
            _ => None,
        }
    }

    /// Returns the words without the conditions that have one of these fields, and without a negation before them. Words
    /// that are no query stay as they are.
    pub fn words_without_fields(words: &str, fields: &[&str]) -> String {
        let Ok(tokens) = tokenize_query(words) else {
            return words.to_owned();
        };
        let mut gone = vec![false; words.chars().count()];
        let mut minus: Option<&QueryToken> = None;
        for token in &tokens {
            if is_of_fields(token, fields) {
                let start = minus.map_or(token.at, |minus| minus.at);
                let cut = gone.iter_mut().take(token.end).skip(start);
                cut.for_each(|gone| *gone = true);
            }
            minus = matches!(token.what, QueryTokenKind::Minus).then_some(token);
        }
        let kept = words.chars().zip(gone).filter(|(_, gone)| !gone);
        let kept: String = kept.map(|(c, _)| c).collect();
        kept.trim().to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_conditions_of_a_field_are_taken_out() {
        let without = |words| Query::words_without_fields(words, &["since", "until"]);
        assert_eq!(
            without("since:1m speaker:\"Ada Roe\""),
            "speaker:\"Ada Roe\""
        );
        assert_eq!(without("a -until:\"2026\""), "a");
        assert_eq!(without("\"since:1m\" b"), "\"since:1m\" b");
        assert_eq!(without("é since:1m or b"), "é  or b");
        assert_eq!(without("\"a since:1m"), "\"a since:1m");
        assert_eq!(
            Query::field_value("a since:7d", "since").as_deref(),
            Some("7d")
        );
        assert_eq!(Query::field_value("a", "since"), None);
    }
}
