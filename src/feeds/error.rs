//! The error for content that is not a feed. It says what the content is instead.

use super::discovery::{FeedCandidate, discover_feeds};
use crate::article::Link;

/// The reason why content is not a feed.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum FeedError {
    /// The content is empty or only white space.
    #[error("the response is empty")]
    Empty,
    /// The content is an HTML page.
    #[error("this is a web page, not a feed; {}", list_candidates(feeds))]
    Page {
        /// The feeds that the page declares or links to, most likely first.
        feeds: Vec<FeedCandidate>,
    },
    /// The content is of another format.
    #[error("this is {what}, not a feed")]
    Other {
        /// The format, as a noun phrase with its article, such as "a sitemap".
        what: &'static str,
    },
}

impl FeedError {
    /// Returns the error for text that is not a feed. The format is guessed from the first 4096 characters.
    pub(super) fn of(content: &str, address: Option<&Link>) -> Self {
        let head: String = content.trim_start().chars().take(4096).collect();
        let head = head.to_ascii_lowercase();
        let has_any = |tags: &[&str]| tags.iter().any(|tag| head.contains(tag));
        // A list in OPML has a head and a body too.
        let is_page = has_any(&["<html", "<!doctype html"])
            || has_any(&["<body", "<head"]) && !head.contains("<opml");
        let what = if is_page {
            return Self::Page {
                feeds: discover_feeds(content, address),
            };
        } else if head.contains("<opml") {
            "an OPML list of feeds (import it with `pullquote import`)"
        } else if head.contains("<sitemapindex") || head.contains("<urlset") {
            "a sitemap"
        } else if head.starts_with('<') {
            "another kind of XML"
        } else if head.starts_with(['{', '[']) {
            "another kind of JSON"
        } else if content.chars().take(1000).any(|c| c == '\0') {
            "binary data"
        } else {
            "plain text"
        };
        Self::Other { what }
    }
}

/// Returns a clause that names the first three feeds. A space before each comma keeps terminals from making it part of
/// a link.
fn list_candidates(feeds: &[FeedCandidate]) -> String {
    if feeds.is_empty() {
        return "it links to no feeds".to_owned();
    }
    let links: Vec<&str> = feeds
        .iter()
        .take(3)
        .map(|feed| feed.link.as_str())
        .collect();
    format!("it links to these feeds: {}", links.join(" , "))
}

#[cfg(test)]
mod tests {
    use super::super::read_feed;

    #[track_caller]
    fn check_feed_error(content: &str, expected: &str) {
        let found = read_feed(content.as_bytes(), "", None).expect_err("no feed");
        assert_eq!(found.to_string(), expected);
    }

    #[test]
    fn what_is_no_feed_is_told() {
        check_feed_error(" \n", "the response is empty");
        check_feed_error(
            "<!DOCTYPE html><title>503</title><p>Try later",
            "this is a web page, not a feed; it links to no feeds",
        );
        check_feed_error(
            "<html><link rel=alternate type='application/rss+xml' href='https://example.org/rss'>",
            "this is a web page, not a feed; it links to these feeds: https://example.org/rss",
        );
        check_feed_error(
            "<opml><head></head><body></body></opml>",
            "this is an OPML list of feeds (import it with `pullquote import`), not a feed",
        );
        check_feed_error("{\"a\": 1}", "this is another kind of JSON, not a feed");
        check_feed_error("Not found", "this is plain text, not a feed");
        check_feed_error("%PDF-1.7", "this is a PDF document, not a feed");
    }
}
