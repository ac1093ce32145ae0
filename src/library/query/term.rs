//! Converts a field and its value to a [`QueryTerm`].

use std::ops::Range;

use jiff::civil::Date;

use super::amount::AmountRange;
use super::day::{DAY_TAKES, parse_days};
use super::error::{QueryError, QueryProblem};
use super::fields::find_field;
use super::model::{EntryFlag, QueryKind, QuerySort, QueryTerm, SearchWords};
use super::nearby::{NEAR_TAKES, parse_near};
use crate::annotation::{Unit, units_named};

/// What `figure:` takes, for messages.
const FIGURE_TAKES: &str = "an amount: >1bn, <=5%, 1m..5m, >=£2.5m, \">100 km\" or \">500 troops\"";
/// What `kind:` takes, for messages.
const KIND_TAKES: &str = "a kind of name (person, organization, place, group, event, work, other), of quote (direct, mixed, \
    indirect), of figure (number, count, ordinal, fraction, percent, points, money, quantity, age, score) or of date \
    (date, time, duration, set)";

/// A field and its value, as written.
pub(super) struct FieldValue<'a> {
    /// The field, in lower case; `None` for a word without one.
    pub(super) field: Option<&'a str>,
    pub(super) value: &'a str,
    /// The columns of field and value.
    pub(super) place: Range<usize>,
    /// The column of the value.
    pub(super) value_at: usize,
}

impl FieldValue<'_> {
    fn wrong(&self, field: &'static str, takes: &'static str) -> QueryError {
        let problem = QueryProblem::Value {
            field,
            value: self.value.to_owned(),
            takes,
        };
        problem.at(self.value_at..self.place.end)
    }
}

/// Returns the condition for a field and value; without a field, a full-text search.
pub(super) fn parse_term(written: &FieldValue, today: Date) -> Result<QueryTerm, QueryError> {
    let Some(name) = written.field else {
        return Ok(QueryTerm::Word(search_words(written.value)));
    };
    let Some(field) = find_field(name) else {
        let name = name.to_owned();
        let end = written.value_at;
        return Err(QueryProblem::Field { name }.at(written.place.start..end));
    };
    // `mute:` is followed by a query, with or without a space between them.
    if written.value.is_empty() && name != "mute" {
        let problem = QueryProblem::MissingValue {
            field: field.name,
            example: field.example,
        };
        return Err(problem.at(written.place.end..written.place.end));
    }
    parse_field(written, field.name, today)
}

fn parse_field(
    written: &FieldValue,
    field: &'static str,
    today: Date,
) -> Result<QueryTerm, QueryError> {
    let value = written.value;
    let owned = value.to_owned();
    let days = || parse_days(value, today).ok_or_else(|| written.wrong(field, DAY_TAKES));
    Ok(match field {
        "text" => QueryTerm::Text(search_words(value)),
        "title" => QueryTerm::Title(search_words(value)),
        "quote" => QueryTerm::Quote(search_words(value)),
        "near" => parse_near(value).ok_or_else(|| written.wrong(field, NEAR_TAKES))?,
        "feed" => QueryTerm::Feed(owned),
        "folder" => QueryTerm::Folder(owned),
        "tag" => QueryTerm::Tag(owned),
        "site" => QueryTerm::Site(owned),
        "entity" => QueryTerm::Entity(owned),
        "speaker" => QueryTerm::Speaker(owned),
        "about" => QueryTerm::About(owned),
        "author" => QueryTerm::Author(owned),
        "category" => QueryTerm::Category(owned),
        "since" => QueryTerm::Since(days()?.0),
        "before" => QueryTerm::Before(days()?.0),
        "until" => QueryTerm::Before(days()?.1),
        "figure" => {
            let range = AmountRange::parse(value);
            QueryTerm::Figure(range.ok_or_else(|| written.wrong(field, FIGURE_TAKES))?)
        }
        "unit" => QueryTerm::Unit(parse_units(value)),
        "of" => QueryTerm::Of(owned),
        "kind" => {
            let mut kinds = QueryKind::all();
            let kind = kinds.find(|kind| value.eq_ignore_ascii_case(kind.name()));
            QueryTerm::Kind(kind.ok_or_else(|| written.wrong(field, KIND_TAKES))?)
        }
        "sort" => {
            let takes = "newest, oldest, rank, size, speaker or article";
            let sort = find_named(&QuerySort::ALL, value);
            QueryTerm::Sort(sort.ok_or_else(|| written.wrong(field, takes))?)
        }
        "mute" if value.is_empty() => QueryTerm::Mute,
        "mute" => {
            return Err(written.wrong(
                field,
                "a query in parentheses: mute:(horoscope or site:example.org)",
            ));
        }
        _ => {
            let takes = "unread, read, starred, tagged, archived, deleted or muted";
            let flag = find_named(&EntryFlag::ALL, value);
            QueryTerm::Is(flag.ok_or_else(|| written.wrong(field, takes))?)
        }
    })
}

/// Returns what has this name, in any case.
fn find_named<T: Copy>(all: &[(&str, T)], name: &str) -> Option<T> {
    let found = all
        .iter()
        .find(|(known, _)| name.eq_ignore_ascii_case(known));
    found.map(|(_, named)| *named)
}

/// Returns the units with this name; a thing counted if there is no such unit.
fn parse_units(value: &str) -> Vec<Unit> {
    let units = units_named(value);
    if units.is_empty() {
        vec![Unit::Noun(value.to_owned())]
    } else {
        units
    }
}

/// Splits off a trailing `*`, which marks a prefix.
fn search_words(value: &str) -> SearchWords {
    let words = value.trim_end_matches('*');
    SearchWords {
        words: words.to_owned(),
        is_prefix: words.len() < value.len(),
    }
}
