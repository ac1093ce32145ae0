//! Turns a query into SQL.
//!
//! The words of a query become one expression of the full-text index as far as they can, so that the index and not a
//! scan finds the entries. Nothing that a user typed is ever part of the SQL, and of the full-text language only what
//! is left of it when it was cut into words.

use rusqlite::types::Value;

use super::fold::{folded, words_of};
use super::place::place_of_day;
use super::vocabulary::spelled_out;
use super::{Library, StoreError, labels};
use crate::library::{FeedRow, Flag, Order, Query, Term, Words};

/// A word that no text has, in the language of the full-text index.
const NOTHING: &str = "\"\u{10fffd}\"";

/// A query in SQL.
pub(super) struct Compiled {
    /// What comes from which tables under which conditions; `e` is the entry.
    pub(super) from: String,
    /// What the entries are ordered by.
    pub(super) order: &'static str,
    /// The values of the numbered parameters, from 1.
    pub(super) values: Vec<Value>,
    /// Whether it goes along what the full-text index finds.
    pub(super) is_of_words: bool,
}

impl Compiled {
    /// Leaves only what stands from `first` on and before `end`, of what the full-text index finds.
    pub(super) fn between(&mut self, first: i64, end: i64) {
        self.values.extend([first.into(), end.into()]);
        let n = self.values.len();
        let bounds = format!(" AND s.rowid >= ?{} AND s.rowid < ?{n}", n - 1);
        self.from.push_str(&bounds);
    }
}

/// What the full-text index can say about a condition.
enum Match {
    /// The entries are those that it finds with this expression.
    Yes(String),
    /// The entries are those that it does not find with it.
    No(String),
}

/// Returns the SQL of a query. The names of feeds are compared here: there are few of them.
pub(super) fn compile(
    library: &Library,
    query: &Query,
    order: Order,
) -> Result<Compiled, StoreError> {
    let feeds = if mentions(query, &|term| {
        matches!(term, Term::Feed(_) | Term::Folder(_))
    }) {
        library.feeds()?
    } else {
        Vec::new()
    };
    let mut compiler = Compiler {
        feeds,
        values: Vec::new(),
        place: "e.place",
    };
    let query = spelled_out(&library.connection, query)?;
    Ok(compiler.compile(&query, order))
}

/// Returns a term of words in the language of the full-text index; one that finds nothing for any other.
pub(super) fn expression(library: &Library, term: &Query) -> Result<String, StoreError> {
    let term = spelled_out(&library.connection, term)?;
    Ok(match matched(&term) {
        Some(Match::Yes(words)) => words,
        Some(Match::No(_)) | None => NOTHING.to_owned(),
    })
}

struct Compiler {
    feeds: Vec<FeedRow>,
    values: Vec<Value>,
    /// Where the entry's place is read from: the table that drives the search.
    place: &'static str,
}

impl Compiler {
    fn compile(&mut self, query: &Query, order: Order) -> Compiled {
        let mut parts = Vec::new();
        gather_parts(query, &mut parts);
        let (words, others) = split(&parts);
        let asks = |flag| mentions(query, &|term| *term == Term::Is(flag));
        let shown = match (asks(Flag::Deleted), asks(Flag::Archived)) {
            (false, false) => "e.hidden = 0",
            (true, false) => "e.hidden IN (0, 1)",
            (false, true) => "e.hidden IN (0, 3)",
            (true, true) => "e.hidden IN (0, 1, 3)",
        };
        let is_of_words = matches!(words, Some(Match::Yes(_)));
        let from = match words {
            Some(Match::Yes(words)) => self.driven_by(words, shown),
            other => {
                let index = index_of(&others, shown);
                let none_of = match other {
                    Some(Match::No(words)) => {
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
            // Each in parentheses: a condition may hold an `OR`.
            format!("{from} AND ({condition})")
        });
        Compiled {
            from,
            // What is ranked is taken from the newest on.
            order: match (is_of_words, order) {
                (true, Order::Oldest) => "s.rowid",
                (true, Order::Newest | Order::Rank) => "s.rowid DESC",
                (false, Order::Oldest) => "e.place",
                (false, Order::Newest | Order::Rank) => "e.place DESC",
            },
            values: std::mem::take(&mut self.values),
            is_of_words,
        }
    }

    /// What the full-text index finds. It gives the newest or the oldest first as it lies.
    fn driven_by(&mut self, words: String, shown: &str) -> String {
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
        match matched(query) {
            Some(Match::Yes(words)) => {
                let words = self.value(words);
                return format!(
                    "{} IN (SELECT rowid FROM search WHERE search MATCH {words})",
                    self.place
                );
            }
            Some(Match::No(words)) => {
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

    fn term(&mut self, term: &Term) -> String {
        match term {
            Term::From(id) => {
                let id = self.value(id.0);
                format!("e.feed = {id}")
            }
            Term::Feed(name) => {
                let name = folded(name);
                self.feeds_where(|feed| {
                    folded(&feed.title).contains(&name)
                        || feed.subscription.address.to_lowercase().contains(&name)
                })
            }
            Term::Folder(name) => {
                let name = folded(name.trim_matches('/'));
                self.feeds_where(|feed| is_below(&folded(&feed.subscription.folder), &name))
            }
            Term::Tag(name) => {
                let name = self.value(folded(name.trim()));
                format!(
                    "e.id IN (SELECT x.entry FROM tag AS t JOIN entry_tag AS x ON x.tag = t.id WHERE t.folded = {name})"
                )
            }
            Term::Is(flag) => flag_condition(*flag).to_owned(),
            Term::Site(host) => {
                let host = host.trim().trim_start_matches("www.").to_lowercase();
                let host = self.value(host);
                format!(
                    "e.host IN (SELECT id FROM host WHERE name = {host}
                       OR substr(name, -length({host}) - 1) = '.' || {host})"
                )
            }
            Term::Since(day) => {
                let first = self.value(place_of_day(*day));
                format!("{} >= {first}", self.place)
            }
            Term::Before(day) => {
                let first = self.value(place_of_day(*day));
                format!("{} < {first}", self.place)
            }
            Term::Author(name) => self.labelled(labels::AUTHOR, name),
            Term::Category(name) => self.labelled(labels::CATEGORY, name),
            Term::Entity(name) => {
                let entities = self.entities(name);
                format!(
                    "{} IN (SELECT place FROM mentioned WHERE entity IN ({entities}))",
                    self.place
                )
            }
            Term::Speaker(name) => self.speaker(name),
            // Words were dealt with above: they are conditions of the full-text index.
            Term::Title(_) | Term::Text(_) => "0".to_owned(),
        }
    }

    /// Entries with a label of this kind that contains the words.
    fn labelled(&mut self, kind: i64, name: &str) -> String {
        let name = self.value(folded(name.trim()));
        format!(
            "{} IN (SELECT place FROM labelled WHERE label IN
               (SELECT id FROM label WHERE kind = {kind} AND instr(folded, {name}) > 0))",
            self.place
        )
    }

    /// Entries with a quote of an entity so named, or of somebody whom the text calls so.
    fn speaker(&mut self, name: &str) -> String {
        let entities = self.entities(name);
        let words = self.value(folded(name.trim()));
        format!(
            "{} IN (SELECT place FROM quote WHERE speaker IN ({entities})
               UNION ALL SELECT place FROM quote WHERE speaker_words = {words})",
            self.place
        )
    }

    /// Returns the SQL for the entities that have a key, or a name with these words.
    fn entities(&mut self, name: &str) -> String {
        if name.contains('/') {
            let key = self.value(name.trim().to_lowercase());
            return format!("SELECT id FROM entity WHERE key = {key}");
        }
        let words = Words {
            words: name.to_owned(),
            is_prefix: false,
        };
        let words = self.value(phrase(&words, ""));
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

/// Gathers the conditions that must all hold, also those of an "and" in another, as where a saved query is narrowed:
/// which index is gone along depends on them.
fn gather_parts<'a>(query: &'a Query, parts: &mut Vec<&'a Query>) {
    match query {
        Query::And(inside) => inside.iter().for_each(|part| gather_parts(part, parts)),
        other => parts.push(other),
    }
}

/// Returns the words among conditions that must all hold, as one match, and the other conditions.
fn split<'a>(parts: &[&'a Query]) -> (Option<Match>, Vec<&'a Query>) {
    let mut matches = Vec::new();
    let mut others = Vec::new();
    for part in parts {
        match matched(part) {
            Some(found) => matches.push(found),
            None => others.push(*part),
        }
    }
    ((!matches.is_empty()).then(|| all_of(matches)), others)
}

/// Returns what the full-text index can say about a query that is of words alone.
fn matched(query: &Query) -> Option<Match> {
    match query {
        Query::Term(Term::Text(words)) => Some(Match::Yes(phrase(words, ""))),
        Query::Term(Term::Title(words)) => Some(Match::Yes(phrase(words, "title : "))),
        Query::All | Query::Term(_) => None,
        Query::Not(inside) => matched(inside).map(opposite),
        Query::And(parts) => parts
            .iter()
            .map(matched)
            .collect::<Option<Vec<_>>>()
            .map(all_of),
        Query::Or(parts) => {
            let parts = parts.iter().map(|part| matched(part).map(opposite));
            // Any of them holds unless none does.
            parts.collect::<Option<Vec<_>>>().map(all_of).map(opposite)
        }
    }
}

fn opposite(found: Match) -> Match {
    match found {
        Match::Yes(words) => Match::No(words),
        Match::No(words) => Match::Yes(words),
    }
}

/// Returns the one match that holds where all hold. The index has no "not" but in "this, not that": what is not to be
/// found is taken off what is, or where nothing is to be found, gathered as what none of may be.
fn all_of(matches: Vec<Match>) -> Match {
    let (mut wanted, mut unwanted) = (Vec::new(), Vec::new());
    for found in matches {
        match found {
            Match::Yes(words) => wanted.push(words),
            Match::No(words) => unwanted.push(words),
        }
    }
    match (wanted.is_empty(), unwanted.is_empty()) {
        (true, _) => Match::No(joined(&unwanted, " OR ")),
        (false, true) => Match::Yes(joined(&wanted, " AND ")),
        (false, false) => Match::Yes(format!(
            "({} NOT {})",
            joined(&wanted, " AND "),
            joined(&unwanted, " OR ")
        )),
    }
}

fn joined(parts: &[String], with: &str) -> String {
    match parts {
        [only] => only.clone(),
        parts => format!("({})", parts.join(with)),
    }
}

/// Returns the phrase in the language of the full-text index: its words in quotation marks, without any marks of their
/// own. Without a word it is one that no text has.
fn phrase(words: &Words, column: &str) -> String {
    let found = words_of(&words.words);
    if found.is_empty() {
        return NOTHING.to_owned();
    }
    let prefix = if words.is_prefix { " *" } else { "" };
    format!("({column}\"{}\"{prefix})", found.join(" "))
}

fn flag_condition(flag: Flag) -> &'static str {
    match flag {
        Flag::Unread => "e.is_read = 0",
        Flag::Read => "e.is_read = 1",
        Flag::Starred => "e.is_starred = 1",
        Flag::Tagged => "EXISTS (SELECT 1 FROM entry_tag WHERE entry = e.id)",
        Flag::Deleted => "e.hidden = 1",
        Flag::Archived => "e.hidden = 3",
    }
}

/// Returns the index to go along, where SQLite could not know which is best: it keeps no numbers about flags.
fn index_of(conditions: &[&Query], shown: &str) -> &'static str {
    let has = |wanted: &dyn Fn(&Term) -> bool| {
        conditions
            .iter()
            .any(|part| matches!(part, Query::Term(term) if wanted(term)))
    };
    let is_narrow = has(&|term| {
        matches!(
            term,
            Term::From(_)
                | Term::Feed(_)
                | Term::Folder(_)
                | Term::Tag(_)
                | Term::Site(_)
                | Term::Entity(_)
                | Term::Speaker(_)
                | Term::Author(_)
                | Term::Category(_)
        )
    });
    if is_narrow || shown != "e.hidden = 0" {
        ""
    } else if has(&|term| *term == Term::Is(Flag::Starred)) {
        " INDEXED BY entry_starred"
    } else if has(&|term| *term == Term::Is(Flag::Unread)) {
        " INDEXED BY entry_unread"
    } else {
        " INDEXED BY entry_shown"
    }
}

fn is_below(folder: &str, name: &str) -> bool {
    folder
        .strip_prefix(name)
        .is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}

fn mentions(query: &Query, is_meant: &dyn Fn(&Term) -> bool) -> bool {
    match query {
        Query::All => false,
        Query::Term(term) => is_meant(term),
        Query::Not(inside) => mentions(inside, is_meant),
        Query::And(parts) | Query::Or(parts) => parts.iter().any(|part| mentions(part, is_meant)),
    }
}
