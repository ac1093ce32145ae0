//! The query language of the filter line, saved queries and `pullquote search`.
//!
//! ```text
//! query  = or ; or = and { "or" and } ; and = unary { [ "and" ] unary } ; unary = [ "not" | "-" ] atom
//! atom   = "(" or ")" | field ":" value | value ; value = word [ "*" ] | quoted
//! ```
//!
//! Adjacent conditions must all hold. Fields and operators are case-insensitive. A quoted word is never a field or an
//! operator. `token.rs` splits the input, `grammar.rs` parses it, `term.rs` interprets the fields of `fields.rs`.
//! `sort:` and `mute:` are no conditions: they hold for the whole query.

mod amount;
mod day;
mod error;
mod fields;
mod grammar;
mod model;
mod nearby;
mod term;
mod token;
mod words_of_fields;

use jiff::civil::Date;

pub use amount::{AmountBound, AmountRange};
pub use error::{QueryError, QueryProblem};
pub use fields::{QUERY_FIELDS, QueryField};
pub use model::{EntryFlag, NearItem, Query, QueryKind, QuerySort, QueryTerm, SearchWords};

use grammar::QueryParser;
use token::tokenize_query;

impl Query {
    /// Parses a query. An empty string gives [`Query::All`]. Relative days such as `yesterday` and `7d` are counted
    /// back from `today`.
    ///
    /// # Errors
    ///
    /// [`QueryError`] if the syntax is wrong or a field or value is unknown.
    pub fn parse(words: &str, today: Date) -> Result<Self, QueryError> {
        let mut parser = QueryParser {
            tokens: tokenize_query(words)?,
            next: 0,
            end: words.chars().count(),
            today,
            n_terms: 0,
        };
        if parser.tokens.is_empty() {
            return Ok(Self::All);
        }
        let query = parser.parse_or(0)?;
        match parser.tokens.get(parser.next) {
            None => Ok(query),
            Some(token) => Err(QueryProblem::Unopened.at(token.at..token.end)),
        }
    }

    /// Parses a query that is being typed. Its last word may be incomplete, so it also matches as the start of a word.
    ///
    /// # Errors
    ///
    /// As [`Query::parse`].
    pub fn parse_as_typed(words: &str, today: Date) -> Result<Self, QueryError> {
        let is_begun = words.ends_with(|c: char| c.is_alphanumeric());
        let begun = Self::parse(&format!("{words}*"), today);
        match begun.ok().filter(|_| is_begun) {
            Some(query) => Ok(query),
            None => Self::parse(words, today),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::model::MAX_TERMS;
    use super::*;
    use proptest::prelude::*;

    fn fixed_today() -> Date {
        Date::constant(2026, 3, 10)
    }

    fn parse_query(words: &str) -> Query {
        Query::parse(words, fixed_today()).expect(words)
    }

    fn plain_words(words: &str) -> SearchWords {
        SearchWords {
            words: words.into(),
            is_prefix: false,
        }
    }

    fn text_query(words: &str) -> Query {
        Query::Term(QueryTerm::Word(plain_words(words)))
    }

    #[test]
    fn words_side_by_side_must_all_be_there() {
        assert_eq!(
            parse_query("grain  deal"),
            Query::And(vec![text_query("grain"), text_query("deal")])
        );
        assert_eq!(parse_query("grain and deal"), parse_query("grain deal"));
        assert_eq!(parse_query("\"grain deal\""), text_query("grain deal"));
        assert_eq!(parse_query("  "), Query::All);
    }

    #[test]
    fn and_binds_tighter_than_or() {
        let expected = Query::Or(vec![
            Query::And(vec![text_query("a"), text_query("b")]),
            Query::Not(Box::new(text_query("c"))),
        ]);
        assert_eq!(parse_query("a b or not c"), expected);
        assert_eq!(parse_query("(a b) OR -c"), expected);
    }

    #[test]
    fn fields_take_words_quotes_and_days() {
        let is = |term| Query::Term(term);
        assert_eq!(
            parse_query("is:Unread"),
            is(QueryTerm::Is(EntryFlag::Unread))
        );
        assert_eq!(
            parse_query("speaker:\"Ada Lovelace\""),
            is(QueryTerm::Speaker("Ada Lovelace".into()))
        );
        assert_eq!(
            parse_query("since:7d"),
            is(QueryTerm::Since(Date::constant(2026, 3, 3)))
        );
        assert_eq!(
            parse_query("since:yesterday"),
            is(QueryTerm::Since(Date::constant(2026, 3, 9)))
        );
        assert_eq!(
            parse_query("before:2025-12"),
            is(QueryTerm::Before(Date::constant(2025, 12, 1)))
        );
        assert_eq!(
            parse_query("https://example.org/a"),
            text_query("https://example.org/a")
        );
        assert_eq!(
            parse_query("title:elect*"),
            is(QueryTerm::Title(SearchWords {
                words: "elect".into(),
                is_prefix: true
            }))
        );
    }

    #[test]
    fn what_is_quoted_is_no_operator_and_no_field() {
        assert_eq!(parse_query("\"or\""), text_query("or"));
        assert_eq!(parse_query("\"is:unread\""), text_query("is:unread"));
        assert_eq!(parse_query("well-known"), text_query("well-known"));
    }

    #[track_caller]
    fn check_error(words: &str, says: &str) {
        let error = Query::parse(words, fixed_today())
            .expect_err(words)
            .to_string();
        assert!(error.contains(says), "{error}");
    }

    #[test]
    fn errors_say_where_and_what() {
        check_error("fed:x", "column 1: there is no field `fed:`");
        check_error("fed:x", "did you mean `feed:`?");
        check_error("a is:gone", "column 6: unknown value `gone`");
        check_error(
            "figure:many",
            "column 8: unknown value `many` for `figure:`; expected an amount",
        );
        check_error("kind:peoples", "expected a kind of name (person,");
        check_error("near:grain", "near:\"grain tariff\"~5");
        check_error("grain near:5", "column 1: a second word");
        check_error("sort:best", "newest, oldest");
        check_error("-sort:rank", "cannot be negated");
        check_error("a or sort:rank", "whole query");
        check_error("(mute: a)", "whole query");
        check_error("mute:a", "in parentheses");
        check_error("a or", "column 5: a word");
        check_error("(a", "column 3: a closing parenthesis");
        check_error("a)", "column 2: unmatched");
        check_error("\"a", "column 1: the closing quotation mark");
        check_error("since:soon", "a day");
        check_error(
            "tag:",
            "column 5: the value of the field is missing; write `tag:energy`",
        );
        check_error(&"(".repeat(100_000), "deep");
        let most = "a ".repeat(MAX_TERMS);
        assert_eq!(
            parse_query(&most),
            Query::And(vec![text_query("a"); MAX_TERMS])
        );
        check_error(&format!("{most} tag:b"), "column 514: more than 256 words");
        check_error(&"a or ".repeat(100_000), "more than 256");
    }

    #[test]
    fn errors_have_columns() {
        let place = |words: &str| {
            let error = Query::parse(words, fixed_today()).expect_err(words);
            (error.place.start, error.place.end)
        };
        assert_eq!(place("a is:gone b"), (5, 9));
        assert_eq!(place("a fed:x"), (2, 6));
        assert_eq!(place("é (a"), (4, 4));
        assert_eq!(place("x \"a b"), (2, 6));
    }

    #[test]
    fn findings_have_fields() {
        let is = |term| Query::Term(term);
        assert_eq!(
            parse_query("quote:\"grain deal\""),
            is(QueryTerm::Quote(plain_words("grain deal")))
        );
        assert_eq!(
            parse_query("until:2026-02"),
            is(QueryTerm::Before(Date::constant(2026, 3, 1)))
        );
        assert_eq!(
            parse_query("kind:Money"),
            is(QueryTerm::Kind(QueryKind::Figure(
                crate::annotation::FigureKind::Money
            )))
        );
        assert_eq!(
            parse_query("near:\"grain tariff\"~5"),
            is(QueryTerm::Near(
                vec![plain_words("grain"), plain_words("tariff")],
                5
            ))
        );
        let near = parse_query("entity:roe harbour near:20");
        let items = vec![
            NearItem::Name("roe".into()),
            NearItem::Words(plain_words("harbour")),
        ];
        let Query::And(parts) = near else {
            panic!("three parts")
        };
        assert_eq!(parts.last(), Some(&is(QueryTerm::Together(items, 20))));
    }

    #[test]
    fn orders_and_mute_rules_hold_for_the_whole_query() {
        let query = parse_query("grain sort:oldest");
        assert_eq!(query.sort(), Some(QuerySort::Oldest));
        for rule in ["mute:(horoscope or lottery)", "mute: horoscope", "mute:"] {
            assert!(parse_query(rule).is_mute_rule(), "{rule}");
        }
        assert!(!query.is_mute_rule());
    }

    #[test]
    fn every_field_takes_its_example() {
        for field in QUERY_FIELDS {
            parse_query(&format!("{}:{}", field.name, field.example));
        }
    }

    proptest! {
        #[test]
        fn no_words_break_it(words in "[a-z:()\"*\\- \u{201c}\u{e9}0-9]{0,40}") {
            let _ = Query::parse(&words, fixed_today());
        }
    }
}
