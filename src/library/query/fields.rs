//! The fields of the query language, for parsing, help and completion.

/// A field of the query language.
#[derive(Clone, Copy, Debug)]
pub struct QueryField {
    /// The name before the colon.
    pub name: &'static str,
    /// What the field selects, in a line.
    pub about: &'static str,
    /// A value that it accepts.
    pub example: &'static str,
}

const fn field(name: &'static str, example: &'static str, about: &'static str) -> QueryField {
    QueryField {
        name,
        about,
        example,
    }
}

/// The fields of the query language, in the order of the help.
pub const QUERY_FIELDS: &[QueryField] = &[
    field("title", "budget", "words of the headline"),
    field(
        "text",
        "\"grain deal\"",
        "words of headline or text; the same as a word without a field, except in quotes and figures",
    ),
    field(
        "near",
        "\"grain tariff\"~5",
        "both within so many words (10 without a number); near:5 beside words and entity: conditions means them",
    ),
    field("feed", "gazette", "the feed's title or address"),
    field("folder", "News", "the feed's folder, with those below it"),
    field("site", "bbc.co.uk", "the page's host"),
    field("tag", "energy", "a tag"),
    field(
        "is",
        "unread",
        "unread, read, starred, tagged, archived, deleted or muted",
    ),
    field(
        "since",
        "7d",
        "published since a day: 2026-03-01, 2026-03, 7d, 3w, 6m, 1y, today, yesterday; by the place in the list",
    ),
    field(
        "until",
        "2026-03",
        "published until the end of that day, month or year",
    ),
    field(
        "before",
        "2026-03-01",
        "published before a day; future and missing dates count as the day when the entry was first seen",
    ),
    field(
        "entity",
        "\"Ada Roe\"",
        "a person, organization, place or other name in the text",
    ),
    field("speaker", "\"Ada Roe\"", "a quoted speaker"),
    field(
        "about",
        "\"Ada Roe\"",
        "a name that is mentioned inside a quote, by another speaker",
    ),
    field("quote", "\"grain deal\"", "words inside a quote"),
    field(
        "figure",
        ">1bn",
        "an amount: >1bn, <=5%, 1m..5m, >=£2.5m, \">100 km\", \">500 troops\"",
    ),
    field(
        "unit",
        "GBP",
        "the unit of an amount: £, GBP, percent, km, or the thing counted",
    ),
    field(
        "of",
        "troops",
        "a word of what an amount counts or measures",
    ),
    field(
        "kind",
        "money",
        "a kind of finding: person, organization, place, group, event, work; direct, mixed, indirect; money, count, \
         percent, quantity, age and other kinds of figures",
    ),
    field("author", "roe", "the author"),
    field("category", "energy", "a category given by the feed"),
    field(
        "sort",
        "rank",
        "the order: newest, oldest, rank; for quotes also speaker; for figures also size and article",
    ),
    field(
        "mute",
        "(horoscope or lottery)",
        "in a saved query: hides the entries that match; deleting the query shows them again",
    ),
];

/// Returns the field with this name, which is in lower case.
pub(super) fn find_field(name: &str) -> Option<&'static QueryField> {
    QUERY_FIELDS.iter().find(|field| field.name == name)
}

/// Returns the names of all fields, separated by commas.
pub(super) fn field_names() -> String {
    let names: Vec<_> = QUERY_FIELDS.iter().map(|field| field.name).collect();
    names.join(", ")
}
