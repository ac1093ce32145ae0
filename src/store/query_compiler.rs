//! Compiles a query to SQL.
//!
//! As many of the query's words as possible become one FTS5 expression, so that the full-text index drives the search
//! instead of a table scan. User input never becomes part of the SQL text: it is bound as a parameter. In an FTS5
//! expression it appears only as words, after segmentation removed all syntax.

use rusqlite::types::Value;

use super::finding_table::{ConditionGroup, FindingTable, group_conditions};
use super::fts_query::{FtsMatch, conjoin_matches, fts_match};
use super::query_parameters::QueryParameters;
use super::sort_key::place_of_day;
use super::text_normalize::normalize_text;
use super::vocabulary::expand_prefixes;
use super::{Library, StoreError, authors_categories};
use crate::library::{EntryFlag, EntryOrder, FeedRow, Query, QueryKind, QueryTerm};

/// The condition for entries that are neither deleted nor archived nor muted.
const SHOWN: &str = "e.hidden = 0";

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
    // Without findings, a word is one of the article.
    let query = &query.with_words_of_text();
    let mut compiler = QueryCompiler::new(library, query, None)?;
    let query = expand_prefixes(&library.connection, query)?;
    let drivers = driving_words(library, &query)?;
    Ok(compiler.compile(&query, order, &drivers))
}

/// Compiles a query for the rows of quotes (aliased as `q`) or figures (`f`) of matching entries, newest entry first.
///
/// # Errors
///
/// If the feeds or the vocabulary cannot be read.
pub(super) fn compile_findings(
    library: &Library,
    query: &Query,
    table: FindingTable,
) -> Result<CompiledQuery, StoreError> {
    let mut compiler = QueryCompiler::new(library, query, Some(table))?;
    let query = expand_prefixes(&library.connection, query)?;
    let drivers = driving_words(library, &query)?;
    Ok(compiler.compile(&query, EntryOrder::Newest, &drivers))
}

impl QueryCompiler {
    fn new(
        library: &Library,
        query: &Query,
        table: Option<FindingTable>,
    ) -> Result<Self, StoreError> {
        let feeds =
            if query.has_term(&|term| matches!(term, QueryTerm::Feed(_) | QueryTerm::Folder(_))) {
                library.feeds()?
            } else {
                Vec::new()
            };
        let parameters = QueryParameters {
            values: Vec::new(),
            place: "e.place",
            table,
        };
        Ok(Self { feeds, parameters })
    }
}

/// Turns the parts of a query into SQL conditions, and collects the values of their parameters.
struct QueryCompiler {
    feeds: Vec<FeedRow>,
    parameters: QueryParameters,
}

impl QueryCompiler {
    fn compile(&mut self, query: &Query, order: EntryOrder, drivers: &[Query]) -> CompiledQuery {
        let mut parts = Vec::new();
        gather_parts(query, &mut parts);
        let (words, others) = self.split_conditions(&parts, drivers);
        let shown = shown_condition(query);
        let is_of_words = matches!(words, Some(FtsMatch::Yes(_)));
        let from = match words {
            Some(FtsMatch::Yes(words)) => self.driving_index(words, &shown),
            other => {
                let none_of = match other {
                    Some(FtsMatch::No(words)) => {
                        let words = self.parameters.value(words);
                        format!(
                            " AND e.place NOT IN (SELECT rowid FROM search WHERE search MATCH {words})"
                        )
                    }
                    _ => String::new(),
                };
                let tables = if let Some(table) = self.parameters.table {
                    table.join_with_entries(&others)
                } else {
                    let index = index_for_conditions(&others, &shown);
                    format!("entry AS e{index}")
                };
                format!("{tables} WHERE {shown}{none_of}")
            }
        };
        let mut conditions = Vec::with_capacity(others.len());
        for group in group_conditions(&others) {
            conditions.push(self.group(&group));
        }
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
            values: std::mem::take(&mut self.parameters.values),
            is_of_words,
        }
    }

    /// Returns the clauses for a search that the full-text index drives. Its row id is the sort key, so it yields
    /// entries newest or oldest first without sorting.
    fn driving_index(&mut self, words: String, shown: &str) -> String {
        let words = self.parameters.value(words);
        self.parameters.place = "s.rowid";
        let rows = self
            .parameters
            .table
            .map_or("", FindingTable::join_after_entry);
        format!(
            "search AS s CROSS JOIN entry AS e ON e.place = s.rowid{rows} WHERE s.search MATCH {words} AND {shown}"
        )
    }

    /// Returns a query as an FTS5 match, unless its words are searched in findings, which are not in the full-text index.
    fn match_words(&self, query: &Query) -> Option<FtsMatch> {
        let is_of_findings = self.parameters.table.is_some()
            && query.has_term(&|term| matches!(term, QueryTerm::Word(_)));
        if is_of_findings {
            None
        } else {
            fts_match(query)
        }
    }

    /// Splits conditions that must all hold into one FTS5 match and the rest. `drivers` narrow the match.
    fn split_conditions<'a>(
        &self,
        parts: &[&'a Query],
        drivers: &[Query],
    ) -> (Option<FtsMatch>, Vec<&'a Query>) {
        let mut matches: Vec<_> = drivers.iter().filter_map(fts_match).collect();
        let mut others = Vec::new();
        for part in parts {
            match self.match_words(part) {
                Some(found) => matches.push(found),
                None => others.push(*part),
            }
        }
        (
            (!matches.is_empty()).then(|| conjoin_matches(matches)),
            others,
        )
    }

    fn group(&mut self, group: &ConditionGroup) -> String {
        match group {
            ConditionGroup::One(query) => self.condition(query),
            ConditionGroup::Finding(terms) => self.parameters.finding(terms),
        }
    }

    fn condition(&mut self, query: &Query) -> String {
        match self.match_words(query) {
            Some(FtsMatch::Yes(words)) => {
                let words = self.parameters.value(words);
                return format!(
                    "{} IN (SELECT rowid FROM search WHERE search MATCH {words})",
                    self.parameters.place
                );
            }
            Some(FtsMatch::No(words)) => {
                let words = self.parameters.value(words);
                return format!(
                    "{} NOT IN (SELECT rowid FROM search WHERE search MATCH {words})",
                    self.parameters.place
                );
            }
            None => {}
        }
        match query {
            Query::All => "1".to_owned(),
            Query::Term(term) => self.term(term),
            Query::Not(inside) => format!("NOT coalesce({}, 0)", self.condition(inside)),
            Query::And(parts) => {
                let parts: Vec<_> = parts.iter().collect();
                let groups = group_conditions(&parts);
                let groups: Vec<_> = groups.iter().map(|group| self.group(group)).collect();
                format!("({})", groups.join(" AND "))
            }
            Query::Or(parts) => {
                let parts: Vec<_> = parts.iter().map(|part| self.condition(part)).collect();
                format!("({})", parts.join(" OR "))
            }
        }
    }

    fn term(&mut self, term: &QueryTerm) -> String {
        match term {
            QueryTerm::From(id) => {
                let id = self.parameters.value(id.0);
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
                let name = self.parameters.value(normalize_text(name.trim()));
                format!(
                    "e.id IN (SELECT x.entry FROM tag AS t JOIN entry_tag AS x ON x.tag = t.id WHERE t.folded = {name})"
                )
            }
            QueryTerm::Is(flag) => flag_condition(*flag).to_owned(),
            QueryTerm::Site(host) => {
                let host = host.trim().trim_start_matches("www.").to_lowercase();
                let host = self.parameters.value(host);
                format!(
                    "e.host IN (SELECT id FROM host WHERE name = {host}
                       OR substr(name, -length({host}) - 1) = '.' || {host})"
                )
            }
            QueryTerm::Since(day) => {
                let first = self.parameters.value(place_of_day(*day));
                format!("{} >= {first}", self.parameters.place)
            }
            QueryTerm::Before(day) => {
                let first = self.parameters.value(place_of_day(*day));
                format!("{} < {first}", self.parameters.place)
            }
            QueryTerm::Author(name) => self.labelled(authors_categories::AUTHOR_KIND, name),
            QueryTerm::Category(name) => self.labelled(authors_categories::CATEGORY_KIND, name),
            QueryTerm::Entity(name) => {
                let entities = self.parameters.entities(name);
                format!(
                    "{} IN (SELECT place FROM mentioned WHERE entity IN ({entities}))",
                    self.parameters.place
                )
            }
            other => self.finding_term(other),
        }
    }

    /// Returns the condition for a term about what an article mentions.
    fn finding_term(&mut self, term: &QueryTerm) -> String {
        match term {
            QueryTerm::Kind(QueryKind::Entity(kind)) => self.parameters.mentions_kind(*kind),
            QueryTerm::Kind(QueryKind::Date(kind)) => {
                let kind = self.parameters.value(kind.name().to_owned());
                format!("EXISTS (SELECT 1 FROM date WHERE entry = e.id AND kind = {kind})")
            }
            QueryTerm::Together(items, n) => self.parameters.together(items, *n),
            // Not conditions. The order was read before.
            QueryTerm::Sort(_) | QueryTerm::Mute => "1".to_owned(),
            // Unreachable: `fts_match` handles words before this.
            QueryTerm::Title(_) | QueryTerm::Text(_) | QueryTerm::Near(..) => "0".to_owned(),
            finding => self.parameters.finding(&[finding]),
        }
    }

    /// Returns the condition for entries with a label of this kind that contains the text.
    fn labelled(&mut self, kind: i64, name: &str) -> String {
        let name = self.parameters.value(normalize_text(name.trim()));
        format!(
            "{} IN (SELECT place FROM labelled WHERE label IN
               (SELECT id FROM label WHERE kind = {kind} AND instr(folded, {name}) > 0))",
            self.parameters.place
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

/// Returns the words that an entry must have for a quote or figure in it to have them. The index finds them faster than
/// the texts of all findings can be read.
fn driving_words(library: &Library, query: &Query) -> Result<Vec<Query>, StoreError> {
    let mut parts = Vec::new();
    gather_parts(query, &mut parts);
    let words = parts.iter().filter_map(|part| match part {
        Query::Term(QueryTerm::Quote(words) | QueryTerm::Word(words)) => Some(words),
        _ => None,
    });
    words
        .map(|words| {
            let text = Query::Term(QueryTerm::Text(words.clone()));
            expand_prefixes(&library.connection, &text)
        })
        .collect()
}

/// Returns the condition for the entries that a query may find at all: deleted, archived and muted ones only if it asks
/// for them.
fn shown_condition(query: &Query) -> String {
    let hidden = [
        (EntryFlag::Deleted, ", 1"),
        (EntryFlag::Archived, ", 3"),
        (EntryFlag::Muted, ", 4"),
    ];
    let asked: String = hidden
        .iter()
        .filter(|(flag, _)| {
            let is_rule = *flag == EntryFlag::Muted && query.is_mute_rule();
            is_rule || query.has_term(&|term| *term == QueryTerm::Is(*flag))
        })
        .map(|(_, state)| *state)
        .collect();
    if asked.is_empty() {
        SHOWN.to_owned()
    } else {
        format!("e.hidden IN (0{asked})")
    }
}

fn flag_condition(flag: EntryFlag) -> &'static str {
    match flag {
        EntryFlag::Unread => "e.is_read = 0",
        EntryFlag::Read => "e.is_read = 1",
        EntryFlag::Starred => "e.is_starred = 1",
        EntryFlag::Tagged => "EXISTS (SELECT 1 FROM entry_tag WHERE entry = e.id)",
        EntryFlag::Deleted => "e.hidden = 1",
        EntryFlag::Archived => "e.hidden = 3",
        EntryFlag::Muted => "e.hidden = 4",
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
                | QueryTerm::Figure(_)
                | QueryTerm::Of(_)
                | QueryTerm::Author(_)
                | QueryTerm::Category(_)
        )
    });
    if is_narrow || shown != SHOWN {
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
