//! Options that are shorthand for fields of a query. They are added to the words of the query, so that one parser reads
//! both.

use clap::Args;

/// The options that quotes and figures share.
#[derive(Args, Default)]
pub(super) struct PeriodFlags {
    /// Published since a day: 2026-03-01, 2026-03, 7d, 1m, yesterday; like since: in the query
    #[arg(long, value_name = "DAY")]
    since: Option<String>,
    /// Published until the end of a day, month or year; like until: in the query
    #[arg(long, value_name = "DAY")]
    until: Option<String>,
    /// The kind, such as direct or indirect, money or count; like kind: in the query
    #[arg(long, value_name = "KIND")]
    kind: Option<String>,
    /// The order; like sort: in the query
    #[arg(long, value_name = "ORDER")]
    sort: Option<String>,
}

impl PeriodFlags {
    /// Returns the fields and values of the options that are set.
    pub(super) fn fields(&self) -> [(&'static str, Option<&str>); 4] {
        [
            ("since", self.since.as_deref()),
            ("until", self.until.as_deref()),
            ("kind", self.kind.as_deref()),
            ("sort", self.sort.as_deref()),
        ]
    }
}

/// Returns the words of a query with the conditions of these fields added. If the query contains `or`, it is bracketed,
/// so that the conditions apply to all of it.
pub(super) fn add_fields(words: &[String], fields: &[(&str, Option<&str>)]) -> Vec<String> {
    let fields = fields.iter();
    let set: Vec<_> = fields
        .filter_map(|(name, value)| value.map(|value| format!("{name}:{}", quote_value(value))))
        .collect();
    let query = words.join(" ");
    let is_grouped = !set.is_empty()
        && query
            .split_whitespace()
            .any(|word| word.eq_ignore_ascii_case("or"));
    let query = match (query.is_empty(), is_grouped) {
        (true, _) => None,
        (false, true) => Some(format!("({query})")),
        (false, false) => Some(query),
    };
    query.into_iter().chain(set).collect()
}

/// Returns the value in quotation marks of a kind that does not occur in it.
fn quote_value(value: &str) -> String {
    match value.contains('"') {
        true if !value.contains('”') => format!("“{value}”"),
        true => format!("«{value}»"),
        false => format!("\"{value}\""),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn options_become_fields() {
        let words = |words: &[&str], fields: &[(&str, Option<&str>)]| {
            let words: Vec<_> = words.iter().map(|word| (*word).to_owned()).collect();
            add_fields(&words, fields).join(" ")
        };
        let by = [("speaker", Some("Ada Roe")), ("since", None)];
        assert_eq!(words(&[], &by), "speaker:\"Ada Roe\"");
        assert_eq!(words(&["a", "b"], &by), "a b speaker:\"Ada Roe\"");
        assert_eq!(
            words(&["a", "or", "b"], &by),
            "(a or b) speaker:\"Ada Roe\""
        );
        assert_eq!(words(&["a", "or", "b"], &[]), "a or b");
        assert_eq!(
            words(&[], &[("like", Some("say \"no\""))]),
            "like:“say \"no\"”"
        );
    }
}
