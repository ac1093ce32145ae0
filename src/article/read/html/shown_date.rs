//! The publication date as the page shows it: near the headline, in an element labelled as a date, or in its address.

use dom_query::{Document, NodeRef};
use jiff::civil::Date;

use super::site_phrases::MAX_DATE_WORDS;
use super::{boilerplate, nodes};
use crate::article::read::dates;
use crate::article::{Link, PublicationDate};

/// The maximum number of elements that are examined.
const MAX_EXAMINED_ELEMENTS: usize = 400;
/// The maximum length of a line with a date, in characters. Longer lines are text.
const MAX_LINE_CHARS: usize = 120;

/// Words in classes and ids of elements that hold a date.
const DATE_CLASSES: &[&str] = &[
    "date",
    "pubdate",
    "published",
    "publish",
    "publication",
    "timestamp",
    "posted",
    "time",
    "meta",
    "byline",
    "dateline",
    "datetime",
    "posttime",
];

/// Labels of the day of publication.
const PUBLISHED_LABELS: &[&str] = &[
    "first published on",
    "first published",
    "published on",
    "published at",
    "published",
    "posted on",
    "posted at",
    "posted",
    "date",
];

/// Labels of a later change. Their date counts only if the page shows no other.
const UPDATED_LABELS: &[&str] = &[
    "last updated on",
    "last updated",
    "last modified",
    "updated on",
    "updated at",
    "updated",
    "modified",
];

/// Returns the date in a line near the headline, or in an element labelled as a date.
pub(super) fn find_written_date(document: &Document) -> Option<PublicationDate> {
    let elements =
        document.select("p, div, span, small, header, section, address, time, h2, h3, h4, h5, h6");
    let mut updated = None;
    let mut bare = None;
    for node in elements.nodes().iter().take(MAX_EXAMINED_ELEMENTS) {
        let words = nodes::collapsed_text(node);
        if words.is_empty()
            || words.chars().count() > MAX_LINE_CHARS
            || !words.contains(|c: char| c.is_ascii_digit())
            || is_inside_other(node)
        {
            continue;
        }
        let is_labelled = is_labelled_date(node);
        for part in words.split(['|', '·', '•', '–', '—']).map(str::trim) {
            let low = part.to_lowercase();
            if let Some(date) = strip_label(&low, PUBLISHED_LABELS).and_then(parse_day) {
                return Some(date);
            }
            if let Some(date) = strip_label(&low, UPDATED_LABELS).and_then(parse_day) {
                updated = updated.or(Some(date));
            } else if is_labelled || boilerplate::is_line_element(node) {
                let is_short = part.split_whitespace().count() <= MAX_DATE_WORDS;
                if is_short && (is_labelled || bare.is_none()) && !part.ends_with('.') {
                    bare = bare.or_else(|| parse_day(part));
                }
            }
        }
    }
    bare.or(updated)
}

fn parse_day(words: &str) -> Option<PublicationDate> {
    dates::parse_date_text(words)
}

fn strip_label<'w>(line: &'w str, labels: &[&str]) -> Option<&'w str> {
    let rest = labels.iter().find_map(|label| line.strip_prefix(label))?;
    let date = rest.trim_start_matches([' ', ':']);
    (date.len() < rest.len()).then_some(date)
}

fn is_labelled_date(node: &NodeRef) -> bool {
    nodes::class_words(node)
        .iter()
        .any(|word| DATE_CLASSES.contains(&word.as_str()))
}

/// Returns whether an element belongs to links to other articles, to the foot of the page or to a comment.
fn is_inside_other(node: &NodeRef) -> bool {
    node.ancestors_it(None).any(|around| {
        nodes::is_element_named(
            &around,
            &["footer", "aside", "nav", "li", "a", "table", "form"],
        )
    })
}

/// Returns the day in the path of an address: `/2020/01/31/`, `/2020-01-31-`, `/20200131/`.
pub(super) fn find_link_date(link: &Link) -> Option<PublicationDate> {
    let path = link.as_str().split("://").nth(1)?.split_once('/')?.1;
    let path = path.split(['?', '#']).next()?;
    let numbers: Vec<&str> = path.split(|c: char| !c.is_ascii_digit()).collect();
    let spread = numbers.windows(3).find_map(|numbers| match numbers {
        [year, month, day] if year.len() == 4 && month.len() <= 2 && day.len() <= 2 => {
            build_day(year, month, day)
        }
        _ => None,
    });
    let joined = || {
        let mut eight = numbers.iter().filter(|number| number.len() == 8);
        eight.find_map(|number| build_day(number.get(..4)?, number.get(4..6)?, number.get(6..)?))
    };
    let date = spread.or_else(joined)?;
    Some(PublicationDate {
        date,
        instant: None,
    })
}

fn build_day(year: &str, month: &str, day: &str) -> Option<Date> {
    /// Addresses of news are not older than the web.
    const WEB_YEARS: std::ops::Range<i16> = 1990..2100;
    let year = year.parse().ok().filter(|year| WEB_YEARS.contains(year))?;
    Date::new(year, month.parse().ok()?, day.parse().ok()?).ok()
}

#[cfg(test)]
mod tests {
    use super::super::parse;
    use super::*;

    #[track_caller]
    fn check_written(body: &str, expected: Option<&str>) {
        let found = find_written_date(&parse::parse_document(body));
        let found = found.map(|found| found.date.to_string());
        assert_eq!(found.as_deref(), expected, "{body}");
    }

    #[test]
    fn dates_near_the_headline_are_read() {
        for body in [
            "<h1>Pier</h1><p>Published: 12 October 2024, 08:00</p>",
            "<h1>Pier</h1><div class=byline>By Ana Roe | Oct. 12, 2024</div>",
            "<h1>Pier</h1><p>Updated 13 October 2024 · Published 12 October 2024</p>",
            "<h1>Pier</h1><span class=pubdate>Saturday, October 12, 2024</span>",
            "<h1>Pier</h1><p>12 Oct 2024</p>",
            "<h1>Pier</h1><p>Last updated: 12 October 2024</p>",
        ] {
            check_written(body, Some("2024-10-12"));
        }
    }

    #[test]
    fn dates_of_the_text_and_of_others_are_not() {
        for body in [
            "<p>On 12 October 2024 the pier was shut.</p>",
            "<footer><p>Published 12 October 2024</p></footer>",
            "<ul><li><p>Published 12 October 2024</p></li></ul>",
            "<p>12/10/2024</p>",
            "<p>The vote of 31 to 24</p>",
        ] {
            check_written(body, None);
        }
    }

    #[test]
    fn addresses_have_dates() {
        let day = |address: &str| {
            let link = Link::parse(address).expect("a link");
            find_link_date(&link).map(|found| found.date.to_string())
        };
        for address in [
            "https://post.example/2020/01/31/bridge",
            "https://post.example/news/2020-01-31-bridge.html",
            "https://post.example/a/20200131/b",
            "https://post.example/2020/1/31/",
        ] {
            assert_eq!(day(address).as_deref(), Some("2020-01-31"), "{address}");
        }
        for address in [
            "https://post.example/2020/13/31/bridge",
            "https://post.example/12345678",
            "https://post.example/1850/01/31/",
            "https://2020.01.31.example/",
        ] {
            assert_eq!(day(address), None, "{address}");
        }
    }
}
