//! Compiles a query to SQL.
//!
//! As many of the query's words as possible become one FTS5 expression, so that the full-text index drives the search
//! instead of a table scan. User input never becomes part of the SQL text: it is bound as a parameter. In an FTS5
//! expression it appears only as words, after segmentation removed all syntax.

use rusqlite::types::Value;

use super::sort_key::place_of_day;
use super::text_normalize::{normalize_text, split_words};
use super::vocabulary::expand_prefixes;
use super::{Library, StoreError, authors_categories};
use crate::library::{EntryFlag, EntryOrder, FeedRow, Query, QueryTerm, SearchWords};

/// FTS5 expression that matches nothing: a private-use character.
const NO_MATCH_WORD: &str = "\"\u{10fffd}\"";

/// A query compiled to SQL.
pub(super) struct CompiledQuery {
    /// The `FROM` and `WHERE` clauses. The entry is aliased as `e`.
    pub(super) from: String,
    /// The `ORDER BY` expression.
    pub(super) order: &'static str,
    /// Values of the numbered parameters `?1`, `?2`, ….
    pub(super) values: Vec<Value>,
    /// True if the full-text index drives the scan; then `from` has `search AS s`.
    pub(super) is_of_words: bool,
}

impl CompiledQuery {
    /// Restricts the matches to sort keys from `first` (inclusive) to `end` (exclusive). Only valid if `is_of_words`.
    pub(super) fn restrict_to_places(&mut self, first: i64, end: i64) {
        self.values.extend([first.into(), end.into()]);
        let n = self.values.len();
        let bounds = format!(" AND s.rowid >= ?{} AND s.rowid < ?{n}", n - 1);
        self.from.push_str(&bounds);
    }
}

/// A condition as an FTS5 expression.
enum FtsMatch {
    /// Holds for the entries that match the expression.
    Yes(String),
    /// Holds for the entries that do not match the expression.
    No(String),
}

/// Compiles a query. Feed and folder names are compared here and not in SQL: there are few feeds.
///
/// # Errors
///
/// If the feeds or the vocabulary cannot be read.
pub(super) fn compile_query(
    library: &Library,
    query: &Query,
    order: EntryOrder,
) -> Result<CompiledQuery, StoreError> {
    let feeds = if has_term(query, &|term| {
        matches!(term, QueryTerm::Feed(_) | QueryTerm::Folder(_))
    }) {
        library.feeds()?
    } else {
        Vec::new()
    };
    let mut compiler = QueryCompiler {
        feeds,
        values: Vec::new(),
        place: "e.place",
    };
    let query = expand_prefixes(&library.connection, query)?;
    Ok(compiler.compile(&query, order))
}

/// Returns a text or title term as an FTS5 expression; one that matches nothing for any other query.
pub(super) fn fts_expression(library: &Library, term: &Query) -> Result<String, StoreError> {
    let term = expand_prefixes(&library.connection, term)?;
    Ok(match fts_match(&term) {
        Some(FtsMatch::Yes(words)) => words,
        Some(FtsMatch::No(_)) | None => NO_MATCH_WORD.to_owned(),
    })
}

struct QueryCompiler {
    feeds: Vec<FeedRow>,
    values: Vec<Value>,
    /// SQL expression for the sort key, in the table that drives the search: `e.place` or `s.rowid`.
    place: &'static str,
}

impl QueryCompiler {
    fn compile(&mut self, query: &Query, order: EntryOrder) -> CompiledQuery {
        let mut parts = Vec::new();
        gather_parts(query, &mut parts);
        let (words, others) = split_conditions(&parts);
        let asks = |flag| has_term(query, &|term| *term == QueryTerm::Is(flag));
        let shown = match (asks(EntryFlag::Deleted), asks(EntryFlag::Archived)) {
            (false, false) => "e.hidden = 0",
            (true, false) => "e.hidden IN (0, 1)",
            (false, true) => "e.hidden IN (0, 3)",
            (true, true) => "e.hidden IN (0, 1, 3)",
        };
        let is_of_words = matches!(words, Some(FtsMatch::Yes(_)));
        let from = match words {
            Some(FtsMatch::Yes(words)) => self.driving_index(words, shown),
            other => {
                let index = index_for_conditions(&others, shown);
                let none_of = match other {
                    Some(FtsMatch::No(words)) => {
                        let words = self.value(words);
                        format!(
                            " AND e.place NOT IN (SELECT rowid FROM search WHERE search MATCH {words})"
                        )
                    }
                    _ => String::new(),
                };
                format!("entry AS e{index} WHERE {shown}{none_of}")
            }
        };
        let conditions: Vec<_> = others.iter().map(|part| self.condition(part)).collect();
        let from = conditions.iter().fold(from, |from, condition| {
            // Parenthesized, because a condition may contain `OR`.
            format!("{from} AND ({condition})")
        });
        CompiledQuery {
            from,
            // Ranking starts from the newest matches.
            order: match (is_of_words, order) {
                (true, EntryOrder::Oldest) => "s.rowid",
                (true, EntryOrder::Newest | EntryOrder::Rank) => "s.rowid DESC",
                (false, EntryOrder::Oldest) => "e.place",
                (false, EntryOrder::Newest | EntryOrder::Rank) => "e.place DESC",
            },
            values: std::mem::take(&mut self.values),
            is_of_words,
        }
    }

    /// Returns the clauses for a search that the full-text index drives. Its row id is the sort key, so it yields
    /// entries newest or oldest first without sorting.
    fn driving_index(&mut self, words: String, shown: &str) -> String {
        let words = self.value(words);
        self.place = "s.rowid";
        format!(
            "search AS s CROSS JOIN entry AS e ON e.place = s.rowid WHERE s.search MATCH {words} AND {shown}"
        )
    }

    fn value(&mut self, value: impl Into<Value>) -> String {
        self.values.push(value.into());
        format!("?{}", self.values.len())
    }

    fn condition(&mut self, query: &Query) -> String {
        match fts_match(query) {
            Some(FtsMatch::Yes(words)) => {
                let words = self.value(words);
                return format!(
                    "{} IN (SELECT rowid FROM search WHERE search MATCH {words})",
                    self.place
                );
            }
            Some(FtsMatch::No(words)) => {
                let words = self.value(words);
                return format!(
                    "{} NOT IN (SELECT rowid FROM search WHERE search MATCH {words})",
                    self.place
                );
            }
            None => {}
        }
        match query {
            Query::All => "1".to_owned(),
            Query::Term(term) => self.term(term),
            Query::Not(inside) => format!("NOT coalesce({}, 0)", self.condition(inside)),
            Query::And(parts) => self.joined(parts, " AND "),
            Query::Or(parts) => self.joined(parts, " OR "),
        }
    }

    fn joined(&mut self, parts: &[Query], with: &str) -> String {
        let parts: Vec<_> = parts.iter().map(|part| self.condition(part)).collect();
        format!("({})", parts.join(with))
    }

    fn term(&mut self, term: &QueryTerm) -> String {
        match term {
            QueryTerm::From(id) => {
                let id = self.value(id.0);
                format!("e.feed = {id}")
            }
            QueryTerm::Feed(name) => {
                let name = normalize_text(name);
                self.feeds_where(|feed| {
                    normalize_text(&feed.title).contains(&name)
                        || feed.subscription.address.to_lowercase().contains(&name)
                })
            }
            QueryTerm::Folder(name) => {
                let name = normalize_text(name.trim_matches('/'));
                self.feeds_where(|feed| {
                    is_in_folder(&normalize_text(&feed.subscription.folder), &name)
                })
            }
            QueryTerm::Tag(name) => {
                let name = self.value(normalize_text(name.trim()));
                format!(
                    "e.id IN (SELECT x.entry FROM tag AS t JOIN entry_tag AS x ON x.tag = t.id WHERE t.folded = {name})"
                )
            }
            QueryTerm::Is(flag) => flag_condition(*flag).to_owned(),
            QueryTerm::Site(host) => {
                let host = host.trim().trim_start_matches("www.").to_lowercase();
                let host = self.value(host);
                format!(
                    "e.host IN (SELECT id FROM host WHERE name = {host}
                       OR substr(name, -length({host}) - 1) = '.' || {host})"
                )
            }
            QueryTerm::Since(day) => {
                let first = self.value(place_of_day(*day));
                format!("{} >= {first}", self.place)
            }
            QueryTerm::Before(day) => {
                let first = self.value(place_of_day(*day));
                format!("{} < {first}", self.place)
            }
            QueryTerm::Author(name) => self.labelled(authors_categories::AUTHOR_KIND, name),
            QueryTerm::Category(name) => self.labelled(authors_categories::CATEGORY_KIND, name),
            QueryTerm::Entity(name) => {
                let entities = self.entities(name);
                format!(
                    "{} IN (SELECT place FROM mentioned WHERE entity IN ({entities}))",
                    self.place
                )
            }
            QueryTerm::Speaker(name) => self.speaker(name),
            // Unreachable: `fts_match` handles words before this.
            QueryTerm::Title(_) | QueryTerm::Text(_) => "0".to_owned(),
        }
    }

    /// Returns the condition for entries with a label of this kind that contains the text.
    fn labelled(&mut self, kind: i64, name: &str) -> String {
        let name = self.value(normalize_text(name.trim()));
        format!(
            "{} IN (SELECT place FROM labelled WHERE label IN
               (SELECT id FROM label WHERE kind = {kind} AND instr(folded, {name}) > 0))",
            self.place
        )
    }

    /// Returns the condition for entries with a quote by an entity of this name, or by a speaker whom the text refers
    /// to with exactly these words.
    fn speaker(&mut self, name: &str) -> String {
        let entities = self.entities(name);
        let words = self.value(normalize_text(name.trim()));
        format!(
            "{} IN (SELECT place FROM quote WHERE speaker IN ({entities})
               UNION ALL SELECT place FROM quote WHERE speaker_words = {words})",
            self.place
        )
    }

    /// Returns a subquery for the ids of the entities with this key (`kind/name`), or with a name that contains these
    /// words.
    fn entities(&mut self, name: &str) -> String {
        if name.contains('/') {
            let key = self.value(name.trim().to_lowercase());
            return format!("SELECT id FROM entity WHERE key = {key}");
        }
        let words = SearchWords {
            words: name.to_owned(),
            is_prefix: false,
        };
        let words = self.value(fts_phrase(&words, ""));
        format!(
            "SELECT n.entity FROM name_search AS s JOIN name AS n ON n.id = s.rowid WHERE s.name_search MATCH {words}"
        )
    }

    fn feeds_where(&self, is_meant: impl Fn(&FeedRow) -> bool) -> String {
        let ids = self.feeds.iter().filter(|feed| is_meant(feed));
        let ids: Vec<_> = ids.map(|feed| feed.id.0.to_string()).collect();
        match ids.as_slice() {
            [only] => format!("e.feed = {only}"),
            ids => format!("e.feed IN ({})", ids.join(", ")),
        }
    }
}

/// Collects the conditions that must all hold, flattening nested ANDs (a saved query that was narrowed, for example).
/// The choice of the index depends on them.
fn gather_parts<'a>(query: &'a Query, parts: &mut Vec<&'a Query>) {
    match query {
        Query::And(inside) => inside.iter().for_each(|part| gather_parts(part, parts)),
        other => parts.push(other),
    }
}

/// Splits conditions that must all hold into one FTS5 match and the rest.
fn split_conditions<'a>(parts: &[&'a Query]) -> (Option<FtsMatch>, Vec<&'a Query>) {
    let mut matches = Vec::new();
    let mut others = Vec::new();
    for part in parts {
        match fts_match(part) {
            Some(found) => matches.push(found),
            None => others.push(*part),
        }
    }
    (
        (!matches.is_empty()).then(|| conjoin_matches(matches)),
        others,
    )
}

/// Returns a query as an FTS5 match; `None` unless it consists of words only.
fn fts_match(query: &Query) -> Option<FtsMatch> {
    match query {
        Query::Term(QueryTerm::Text(words)) => Some(FtsMatch::Yes(fts_phrase(words, ""))),
        Query::Term(QueryTerm::Title(words)) => Some(FtsMatch::Yes(fts_phrase(words, "title : "))),
        Query::All | Query::Term(_) => None,
        Query::Not(inside) => fts_match(inside).map(negate_match),
        Query::And(parts) => parts
            .iter()
            .map(fts_match)
            .collect::<Option<Vec<_>>>()
            .map(conjoin_matches),
        Query::Or(parts) => {
            let parts = parts.iter().map(|part| fts_match(part).map(negate_match));
            // De Morgan: "a OR b" is "NOT (NOT a AND NOT b)".
            parts
                .collect::<Option<Vec<_>>>()
                .map(conjoin_matches)
                .map(negate_match)
        }
    }
}

fn negate_match(found: FtsMatch) -> FtsMatch {
    match found {
        FtsMatch::Yes(words) => FtsMatch::No(words),
        FtsMatch::No(words) => FtsMatch::Yes(words),
    }
}

/// Returns the conjunction of the matches.
///
/// FTS5 has only a binary NOT ("this NOT that"). Unwanted words are therefore subtracted from the wanted ones; if there
/// are no wanted words, the result is a negated OR of the unwanted ones.
fn conjoin_matches(matches: Vec<FtsMatch>) -> FtsMatch {
    let (mut wanted, mut unwanted) = (Vec::new(), Vec::new());
    for found in matches {
        match found {
            FtsMatch::Yes(words) => wanted.push(words),
            FtsMatch::No(words) => unwanted.push(words),
        }
    }
    match (wanted.is_empty(), unwanted.is_empty()) {
        (true, _) => FtsMatch::No(join_parts(&unwanted, " OR ")),
        (false, true) => FtsMatch::Yes(join_parts(&wanted, " AND ")),
        (false, false) => FtsMatch::Yes(format!(
            "({} NOT {})",
            join_parts(&wanted, " AND "),
            join_parts(&unwanted, " OR ")
        )),
    }
}

fn join_parts(parts: &[String], with: &str) -> String {
    match parts {
        [only] => only.clone(),
        parts => format!("({})", parts.join(with)),
    }
}

/// Returns the words as a quoted FTS5 phrase. Segmentation has removed all quotation marks. Without any word the result
/// matches nothing.
fn fts_phrase(words: &SearchWords, column: &str) -> String {
    let found = split_words(&words.words);
    if found.is_empty() {
        return NO_MATCH_WORD.to_owned();
    }
    let prefix = if words.is_prefix { " *" } else { "" };
    format!("({column}\"{}\"{prefix})", found.join(" "))
}

fn flag_condition(flag: EntryFlag) -> &'static str {
    match flag {
        EntryFlag::Unread => "e.is_read = 0",
        EntryFlag::Read => "e.is_read = 1",
        EntryFlag::Starred => "e.is_starred = 1",
        EntryFlag::Tagged => "EXISTS (SELECT 1 FROM entry_tag WHERE entry = e.id)",
        EntryFlag::Deleted => "e.hidden = 1",
        EntryFlag::Archived => "e.hidden = 3",
    }
}

/// Returns an `INDEXED BY` clause if SQLite could choose a bad index: it has no statistics on flags. Empty if another
/// condition is narrower, or if hidden entries are wanted, which these partial indexes omit.
fn index_for_conditions(conditions: &[&Query], shown: &str) -> &'static str {
    let has = |wanted: &dyn Fn(&QueryTerm) -> bool| {
        conditions
            .iter()
            .any(|part| matches!(part, Query::Term(term) if wanted(term)))
    };
    let is_narrow = has(&|term| {
        matches!(
            term,
            QueryTerm::From(_)
                | QueryTerm::Feed(_)
                | QueryTerm::Folder(_)
                | QueryTerm::Tag(_)
                | QueryTerm::Site(_)
                | QueryTerm::Entity(_)
                | QueryTerm::Speaker(_)
                | QueryTerm::Author(_)
                | QueryTerm::Category(_)
        )
    });
    if is_narrow || shown != "e.hidden = 0" {
        ""
    } else if has(&|term| *term == QueryTerm::Is(EntryFlag::Starred)) {
        " INDEXED BY entry_starred"
    } else if has(&|term| *term == QueryTerm::Is(EntryFlag::Unread)) {
        " INDEXED BY entry_unread"
    } else {
        " INDEXED BY entry_shown"
    }
}

fn is_in_folder(folder: &str, name: &str) -> bool {
    folder
        .strip_prefix(name)
        .is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}

fn has_term(query: &Query, is_meant: &dyn Fn(&QueryTerm) -> bool) -> bool {
    match query {
        Query::All => false,
        Query::Term(term) => is_meant(term),
        Query::Not(inside) => has_term(inside, is_meant),
        Query::And(parts) | Query::Or(parts) => parts.iter().any(|part| has_term(part, is_meant)),
    }
}
