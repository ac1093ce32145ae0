//! What bytes are that were to be a feed and are none, each in a sentence.

use super::discovery::{FeedCandidate, discover_feeds};
use crate::article::Link;

/// What was there instead of a feed.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum FeedError {
    /// Nothing.
    #[error("the answer is empty")]
    Empty,
    /// A web page.
    #[error("this is a web page and no feed; {}", list_candidates(feeds))]
    Page {
        /// The feeds that it names.
        feeds: Vec<FeedCandidate>,
    },
    /// XML or JSON of another kind.
    #[error("this is {what} and no feed")]
    Other {
        /// What it is, with its article.
        what: &'static str,
    },
}

impl FeedError {
    /// Returns what a text is that is no feed.
    pub(super) fn of(content: &str, address: Option<&Link>) -> Self {
        let head: String = content.trim_start().chars().take(4096).collect();
        let head = head.to_ascii_lowercase();
        let what = if ["<html", "<!doctype html", "<body", "<head"]
            .iter()
            .any(|tag| head.contains(tag))
        {
            return Self::Page {
                feeds: discover_feeds(content, address),
            };
        } else if head.contains("<opml") {
            "a list of feeds (OPML; `pullquote import` takes it)"
        } else if head.contains("<sitemapindex") || head.contains("<urlset") {
            "a site map"
        } else if head.starts_with('<') {
            "XML of another kind"
        } else if head.starts_with(['{', '[']) {
            "JSON of another kind"
        } else if content.chars().take(1000).any(|c| c == '\0') {
            "binary data"
        } else {
            "plain text"
        };
        Self::Other { what }
    }
}

fn list_candidates(feeds: &[FeedCandidate]) -> String {
    if feeds.is_empty() {
        return "it names no feeds".to_owned();
    }
    let links: Vec<&str> = feeds
        .iter()
        .take(3)
        .map(|feed| feed.link.as_str())
        .collect();
    format!("its feeds are {}", links.join(" , "))
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
        check_feed_error(" \n", "the answer is empty");
        check_feed_error(
            "<!DOCTYPE html><title>503</title><p>Try later",
            "this is a web page and no feed; it names no feeds",
        );
        check_feed_error(
            "<html><link rel=alternate type='application/rss+xml' href='https://example.org/rss'>",
            "this is a web page and no feed; its feeds are https://example.org/rss",
        );
        check_feed_error(
            "<opml></opml>",
            "this is a list of feeds (OPML; `pullquote import` takes it) and no feed",
        );
        check_feed_error("{\"a\": 1}", "this is JSON of another kind and no feed");
        check_feed_error("Not found", "this is plain text and no feed");
        check_feed_error("%PDF-1.7", "this is a PDF document and no feed");
    }
}
