//! The query language: what the filter line, saved queries and `pullquote search` understand.
//!
//! ```text
//! query  = or ; or = and { "or" and } ; and = unary { [ "and" ] unary } ; unary = [ "not" | "-" ] atom
//! atom   = "(" or ")" | field ":" value | value ; value = word [ "*" ] | quoted
//! ```
//!
//! Words side by side must all be there. Fields and `and`, `or`, `not` are known in any case; a word in quotes is never
//! a field or an operator.

mod grammar;
mod term;
mod token;

use jiff::civil::Date;
use thiserror::Error;

use super::FeedId;
use grammar::Parser;
use token::tokens;

/// How deep parentheses and negations may nest.
const DEEPEST: usize = 64;

/// A question to the library.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Query {
    /// Everything.
    #[default]
    All,
    /// One condition.
    Term(Term),
    /// What does not match.
    Not(Box<Query>),
    /// What matches all of them; never empty.
    And(Vec<Query>),
    /// What matches any of them; never empty.
    Or(Vec<Query>),
}

/// A condition on an entry. Names are compared without regard to case and accents.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Term {
    /// Comes from exactly this feed: what the list of feeds asks; it cannot be typed.
    From(FeedId),
    /// The feed's title or address contains this.
    Feed(String),
    /// The feed lies in this folder or below it.
    Folder(String),
    /// Has this tag.
    Tag(String),
    /// Is so.
    Is(Flag),
    /// The page's host is this or ends with it: `bbc.co.uk`.
    Site(String),
    /// Published on this day or later.
    Since(Date),
    /// Published before this day.
    Before(Date),
    /// An entity is named so, or has this key (`person/antony-blinken`).
    Entity(String),
    /// A speaker of a quote is named so.
    Speaker(String),
    /// The author's name contains this.
    Author(String),
    /// One of the feed's own categories for it contains this.
    Category(String),
    /// The title has these words in this order; the last one may be the start of a word.
    Title(Words),
    /// Title or text has these words in this order.
    Text(Words),
}

/// Words as they are looked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Words {
    /// One word, or several that stand side by side.
    pub words: String,
    /// Whether the last one is only the start of a word.
    pub is_prefix: bool,
}

/// What an entry may be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Flag {
    /// Not read yet.
    Unread,
    /// Read.
    Read,
    /// Starred.
    Starred,
    /// Has a tag, whichever.
    Tagged,
    /// Deleted, but not gone yet: the only way to see those.
    Deleted,
    /// Archived: the only way to see those.
    Archived,
}

impl Flag {
    /// All flags, with their words in the language.
    pub const ALL: [(&'static str, Self); 6] = [
        ("unread", Self::Unread),
        ("read", Self::Read),
        ("starred", Self::Starred),
        ("tagged", Self::Tagged),
        ("deleted", Self::Deleted),
        ("archived", Self::Archived),
    ];
}

/// The fields of the language, with what each looks at, for help and completion.
pub const FIELDS: &[(&str, &str)] = &[
    ("feed", "the feed's title or address"),
    ("folder", "the feed's folder, with those below it"),
    ("tag", "a tag"),
    ("is", "unread, read, starred, tagged, archived or deleted"),
    ("site", "the page's host"),
    (
        "since",
        "published since a day: 2026-03-01, 7d, 3w, 6m, 1y, today, yesterday",
    ),
    ("before", "published before a day"),
    ("entity", "somebody or something named in the text"),
    ("speaker", "who is quoted"),
    ("author", "who wrote it"),
    ("category", "what the feed files it under"),
    ("title", "words of the headline"),
    ("text", "words of headline or text"),
];

/// What is wrong with a query. `at` counts characters from 0.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum QueryError {
    /// A field that there is not.
    #[error("column {}: there is no field `{name}:`; fields are {}", at + 1, field_names())]
    Field {
        /// Where.
        at: usize,
        /// What was written.
        name: String,
    },
    /// A value that the field does not take.
    #[error("column {}: `{value}` is nothing that `{field}:` takes; {takes}", at + 1)]
    Value {
        /// Where.
        at: usize,
        /// The field.
        field: &'static str,
        /// What was written.
        value: String,
        /// What it takes.
        takes: &'static str,
    },
    /// Something is missing.
    #[error("column {}: {what} is missing", at + 1)]
    Missing {
        /// Where.
        at: usize,
        /// What.
        what: &'static str,
    },
    /// A parenthesis that closes nothing.
    #[error("column {}: this parenthesis closes nothing", at + 1)]
    Unopened {
        /// Where.
        at: usize,
    },
    /// Nested too deeply.
    #[error("column {}: nested more than {DEEPEST} deep", at + 1)]
    TooDeep {
        /// Where.
        at: usize,
    },
}

fn field_names() -> String {
    let names: Vec<_> = FIELDS.iter().map(|(name, _)| *name).collect();
    names.join(", ")
}

impl Query {
    /// Returns the query that the words ask; [`Query::All`] where there are none. Days such as `yesterday` and `7d`
    /// count back from `today`.
    pub fn parse(words: &str, today: Date) -> Result<Self, QueryError> {
        let mut parser = Parser {
            tokens: tokens(words)?,
            next: 0,
            end: words.chars().count(),
            today,
        };
        if parser.tokens.is_empty() {
            return Ok(Self::All);
        }
        let query = parser.or(0)?;
        match parser.tokens.get(parser.next) {
            None => Ok(query),
            Some(token) => Err(QueryError::Unopened { at: token.at }),
        }
    }

    /// Returns whether it looks for words in title or text, so that ranking and snippets mean something.
    pub fn has_words(&self) -> bool {
        match self {
            Self::All | Self::Not(_) => false,
            Self::Term(term) => matches!(term, Term::Text(_) | Term::Title(_)),
            Self::And(parts) | Self::Or(parts) => parts.iter().any(Self::has_words),
        }
    }

    /// Returns whether what is indexed is asked: words, also those that must not be there, authors and categories.
    pub fn needs_index(&self) -> bool {
        match self {
            Self::Not(inside) => inside.needs_index(),
            Self::And(parts) | Self::Or(parts) => parts.iter().any(Self::needs_index),
            Self::Term(Term::Author(_) | Term::Category(_)) => true,
            Self::All | Self::Term(_) => self.has_words(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn today() -> Date {
        Date::constant(2026, 3, 10)
    }

    fn parsed(words: &str) -> Query {
        Query::parse(words, today()).expect(words)
    }

    fn text(words: &str) -> Query {
        Query::Term(Term::Text(Words {
            words: words.into(),
            is_prefix: false,
        }))
    }

    #[test]
    fn words_side_by_side_must_all_be_there() {
        assert_eq!(
            parsed("grain  deal"),
            Query::And(vec![text("grain"), text("deal")])
        );
        assert_eq!(parsed("grain and deal"), parsed("grain deal"));
        assert_eq!(parsed("\"grain deal\""), text("grain deal"));
        assert_eq!(parsed("  "), Query::All);
    }

    #[test]
    fn and_binds_tighter_than_or() {
        let expected = Query::Or(vec![
            Query::And(vec![text("a"), text("b")]),
            Query::Not(Box::new(text("c"))),
        ]);
        assert_eq!(parsed("a b or not c"), expected);
        assert_eq!(parsed("(a b) OR -c"), expected);
    }

    #[test]
    fn fields_take_words_quotes_and_days() {
        let is = |term| Query::Term(term);
        assert_eq!(parsed("is:Unread"), is(Term::Is(Flag::Unread)));
        assert_eq!(
            parsed("speaker:\"Ada Lovelace\""),
            is(Term::Speaker("Ada Lovelace".into()))
        );
        assert_eq!(
            parsed("since:7d"),
            is(Term::Since(Date::constant(2026, 3, 3)))
        );
        assert_eq!(
            parsed("since:yesterday"),
            is(Term::Since(Date::constant(2026, 3, 9)))
        );
        assert_eq!(
            parsed("before:2025-12"),
            is(Term::Before(Date::constant(2025, 12, 1)))
        );
        assert_eq!(
            parsed("https://example.org/a"),
            text("https://example.org/a")
        );
        assert_eq!(
            parsed("title:elect*"),
            is(Term::Title(Words {
                words: "elect".into(),
                is_prefix: true
            }))
        );
    }

    #[test]
    fn what_is_quoted_is_no_operator_and_no_field() {
        assert_eq!(parsed("\"or\""), text("or"));
        assert_eq!(parsed("\"is:unread\""), text("is:unread"));
        assert_eq!(parsed("well-known"), text("well-known"));
    }

    #[track_caller]
    fn fails(words: &str, says: &str) {
        let error = Query::parse(words, today()).expect_err(words).to_string();
        assert!(error.contains(says), "{error}");
    }

    #[test]
    fn errors_say_where_and_what() {
        fails("fed:x", "column 1: there is no field `fed:`");
        fails("a is:gone", "column 3: `gone`");
        fails("a or", "column 5: a word");
        fails("(a", "column 3: a closing parenthesis");
        fails("a)", "column 2: this parenthesis");
        fails("\"a", "closing quotation mark");
        fails("since:soon", "a day");
        fails("tag:", "column 5: what the field");
        fails(&"(".repeat(100_000), "deep");
    }

    proptest! {
        #[test]
        fn no_words_break_it(words in "[a-z:()\"*\\- \u{201c}\u{e9}0-9]{0,40}") {
            let _ = Query::parse(&words, today());
        }
    }
}
