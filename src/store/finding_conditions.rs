//! Conditions on quotes and figures: who said it, which words, how much of what.
//!
//! Conditions side by side mean the same quote or figure: `of:troops figure:>1000` asks for one figure that is both.

use super::finding_table::FindingTable;
use super::query_parameters::QueryParameters;
use super::text_normalize::{normalize_text, noun_stem, split_words};
use crate::annotation::{Decimal, EntityKind, Modifier, Unit};
use crate::invariant::ExpectOr;
use crate::library::{AmountRange, NearItem, QueryKind, QueryTerm, SearchWords};

/// The row of an entry's current text. Joined only where words are examined.
const CURRENT_TEXT: &str = "(SELECT plain_text(text) FROM body WHERE id = 2 * e.id + e.has_page)";

impl QueryParameters {
    /// Returns the condition for conditions on one quote or figure: on the row itself where its table is asked for,
    /// otherwise on some row of the entry.
    pub(super) fn finding(&mut self, terms: &[&QueryTerm]) -> String {
        let conditions: Vec<_> = terms.iter().map(|term| self.row_condition(term)).collect();
        let conditions = conditions.join(" AND ");
        let Some(table) = [FindingTable::Quotes, FindingTable::Figures]
            .into_iter()
            .find(|table| terms.iter().any(|term| table.holds(term)))
        else {
            return conditions;
        };
        let is_of_speaker = terms
            .iter()
            .any(|term| matches!(term, QueryTerm::Speaker(_)));
        match (self.table, table) {
            (Some(asked), table) if asked == table => format!("({conditions})"),
            (Some(_), FindingTable::Figures) => format!(
                "EXISTS (SELECT 1 FROM figure AS f WHERE f.entry = e.id AND f.start >= q.start AND f.end <= q.end
                   AND {conditions})"
            ),
            (Some(_), FindingTable::Quotes) => format!(
                "EXISTS (SELECT 1 FROM quote AS q WHERE q.entry = e.id AND q.start <= f.start AND q.end >= f.end
                   AND {conditions})"
            ),
            // The index by speaker drives the search.
            (None, FindingTable::Quotes) if is_of_speaker && terms.len() == 1 => {
                format!("{} IN (SELECT q.place FROM quote AS q WHERE {conditions})", self.place)
            }
            (None, FindingTable::Quotes) => {
                format!("EXISTS (SELECT 1 FROM quote AS q WHERE q.entry = e.id AND {conditions})")
            }
            (None, FindingTable::Figures) => {
                format!("EXISTS (SELECT 1 FROM figure AS f WHERE f.entry = e.id AND {conditions})")
            }
        }
    }

    /// Returns the condition on a row of quotes (`q`) or figures (`f`).
    fn row_condition(&mut self, term: &QueryTerm) -> String {
        match term {
            QueryTerm::Speaker(name) => self.speaker(name),
            QueryTerm::About(name) => self.quote_about(name),
            QueryTerm::Kind(QueryKind::Quote(kind)) => {
                let kind = self.value(kind.name().to_owned());
                format!("q.speech = {kind}")
            }
            QueryTerm::Kind(QueryKind::Figure(kind)) => {
                let kind = self.value(kind.name().to_owned());
                format!("f.kind = {kind}")
            }
            QueryTerm::Figure(range) => self.amount(range),
            QueryTerm::Unit(units) => self.units(units),
            QueryTerm::Of(words) => self.things(words),
            QueryTerm::Word(words) if self.table == Some(FindingTable::Figures) => {
                let (words, is_prefix) = self.phrase(words);
                format!(
                    "has_phrase({CURRENT_TEXT}, f.start - f.n_before, f.end + f.n_after, NULL, {words}, {is_prefix})"
                )
            }
            QueryTerm::Word(words) | QueryTerm::Quote(words) => self.quote_words(words),
            // Unreachable: conditions on entries are compiled elsewhere.
            _ => "0".to_owned(),
        }
    }

    fn phrase(&mut self, words: &SearchWords) -> (String, String) {
        let found: Vec<_> = split_words(&words.words)
            .into_iter()
            .map(normalize_text)
            .collect();
        let phrase = self.value(found.join(" "));
        (phrase, self.value(i64::from(words.is_prefix)))
    }

    fn quote_words(&mut self, words: &SearchWords) -> String {
        let (words, is_prefix) = self.phrase(words);
        format!("has_phrase({CURRENT_TEXT}, q.start, q.end, q.pieces, {words}, {is_prefix})")
    }

    /// Returns the condition for a quote by an entity of this name, or by a speaker whom the text refers to with exactly
    /// these words.
    fn speaker(&mut self, name: &str) -> String {
        let entities = self.entities(name);
        let words = self.value(normalize_text(name.trim()));
        format!(
            "q.id IN (SELECT id FROM quote WHERE speaker IN ({entities})
               UNION ALL SELECT id FROM quote WHERE speaker_words = {words})"
        )
    }

    /// Returns the condition for a quote that mentions an entity of this name and has another speaker.
    fn quote_about(&mut self, name: &str) -> String {
        let entities = self.entities(name);
        format!(
            "q.entry IN (SELECT e2.id FROM mentioned AS m2 JOIN entry AS e2 ON e2.place = m2.place
               WHERE m2.entity IN ({entities}))
             AND EXISTS (SELECT 1 FROM mention AS m WHERE m.entry = q.entry AND m.entity IN ({entities})
               AND m.start >= q.start AND m.end <= q.end)
             AND coalesce(q.speaker NOT IN ({entities}), 1)"
        )
    }

    /// Returns the condition for a figure in this range. A range in the text is in it if the two overlap.
    fn amount(&mut self, range: &AmountRange) -> String {
        // The two sides of a score are no amount of anything.
        let mut conditions = vec!["f.kind <> 'score'".to_owned()];
        if let Some(low) = range.low {
            let value = self.number(low.value);
            conditions.push(if low.is_inclusive {
                format!("f.size >= {value}")
            } else {
                let more = Modifier::MoreThan.name();
                format!("f.size >= {value} AND (f.size > {value} OR f.modifier = '{more}')")
            });
        }
        if let Some(high) = range.high {
            let value = self.number(high.value);
            conditions.push(if high.is_inclusive {
                format!("CAST(f.low AS REAL) <= {value}")
            } else {
                let less = Modifier::LessThan.name();
                format!(
                    "(CAST(f.low AS REAL) < {value} OR (CAST(f.low AS REAL) = {value} AND f.modifier = '{less}'))"
                )
            });
        }
        if !range.units.is_empty() {
            conditions.push(self.units(&range.units));
        }
        if let Some(of) = &range.of {
            conditions.push(self.things(of));
        }
        conditions.join(" AND ")
    }

    fn number(&mut self, value: Decimal) -> String {
        // Sizes are compared as floating-point numbers: the index is of numbers, and both are rounded the same way.
        let value = value
            .to_string()
            .parse::<f64>()
            .expect_or(f64::MAX, "a decimal is a number");
        self.value(value)
    }

    fn units(&mut self, units: &[Unit]) -> String {
        let conditions: Vec<_> = units
            .iter()
            .map(|unit| match unit {
                Unit::Noun(noun) => self.things(noun),
                Unit::Currency(name) | Unit::Measure(name) => {
                    let name = self.value(name.clone());
                    format!("f.unit = {name}")
                }
            })
            .collect();
        format!("({})", conditions.join(" OR "))
    }

    /// Returns the condition for a figure of a thing with all of these words, in the singular or plural.
    fn things(&mut self, words: &str) -> String {
        let found = split_words(words);
        let mut conditions = Vec::new();
        for word in &found {
            let is_prefix = words.ends_with('*') && found.last() == Some(word);
            let stem = noun_stem(&normalize_text(word)).into_owned();
            let stem = self.value(if is_prefix {
                format!(" {stem}")
            } else {
                format!(" {stem} ")
            });
            conditions.push(format!("instr(words, {stem}) > 0"));
        }
        if conditions.is_empty() {
            return "0".to_owned();
        }
        format!(
            "f.thing IN (SELECT id FROM thing WHERE {})",
            conditions.join(" AND ")
        )
    }

    /// Returns the condition for entries that mention an entity of this kind; for quotes: whose speaker is of it.
    pub(super) fn mentions_kind(&mut self, kind: EntityKind) -> String {
        let kind = self.value(kind.name().to_owned());
        if self.table == Some(FindingTable::Quotes) {
            return format!("q.speaker IN (SELECT id FROM entity WHERE kind = {kind})");
        }
        format!(
            "EXISTS (SELECT 1 FROM mention AS m JOIN entity AS n ON n.id = m.entity
               WHERE m.entry = e.id AND n.kind = {kind})"
        )
    }

    /// Returns the condition for entries in which all of these names and phrases are within `n` words of the first one.
    pub(super) fn together(&mut self, items: &[NearItem], n: u32) -> String {
        let names: Vec<_> = items
            .iter()
            .filter_map(|item| match item {
                NearItem::Name(name) => Some(name),
                NearItem::Words(_) => None,
            })
            .collect();
        let n = self.value(i64::from(n));
        let mut tables = Vec::new();
        let mut conditions = Vec::new();
        for (at, name) in names.iter().enumerate() {
            let entities = self.entities(name);
            tables.push(format!("mention AS m{at}"));
            conditions.push(format!(
                "m{at}.entry = e.id AND m{at}.entity IN ({entities})"
            ));
            if at > 0 {
                conditions.push(format!(
                    "words_between({CURRENT_TEXT}, m0.start, m0.end, m{at}.start, m{at}.end) <= {n}"
                ));
            }
        }
        for item in items {
            if let NearItem::Words(words) = item {
                let (words, is_prefix) = self.phrase(words);
                conditions.push(format!(
                    "has_phrase_near({CURRENT_TEXT}, m0.start, m0.end, {n}, {words}, {is_prefix})"
                ));
            }
        }
        if tables.is_empty() {
            return "0".to_owned();
        }
        format!(
            "EXISTS (SELECT 1 FROM {} WHERE {})",
            tables.join(" CROSS JOIN "),
            conditions.join(" AND ")
        )
    }
}
