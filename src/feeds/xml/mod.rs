//! Parser for RSS of every version, Atom and CDF, including malformed feeds.
//!
//! `repair` fixes the text before parsing, `parser` turns XML events into fields with the help of `namespaces`,
//! `field`, `entity` and `field_store`. Start reading at `parse_xml_feed`.

mod entity;
mod field;
mod field_store;
mod namespaces;
mod parser;
mod repair;

pub(super) use repair::repair_xml;

use super::parsed_feed::ParsedFeed;
use crate::article::Link;

/// Maximum number of times that parsing resumes at the next item after unreadable XML. It bounds the time spent on
/// garbage.
const MAX_RESTARTS: usize = 1000;

/// Returns the parsed feed, or `None` if the text is not a feed. `address` is the address of the feed.
pub(super) fn parse_xml_feed(content: &str, address: Option<&Link>) -> Option<ParsedFeed> {
    let (content, n_repaired) = repair_xml(content);
    let mut parser = parser::FeedParser::new(address);
    let mut rest = content.as_ref();
    let mut n_restarts = 0;
    while let Some(at) = parser.run(rest) {
        parser.end_item();
        n_restarts += 1;
        let after = rest.get(at..).and_then(find_next_item);
        match after {
            Some(after) if n_restarts < MAX_RESTARTS => rest = after,
            _ => break,
        }
    }
    let mut found = parser.finish()?;
    found.n_repaired = n_repaired;
    found.n_restarts = n_restarts;
    Some(found)
}

/// Returns the text from the start tag of the next item on.
fn find_next_item(rest: &str) -> Option<&str> {
    let mut places = rest.match_indices('<');
    places.find_map(|(at, _)| {
        rest.get(at..)
            .filter(|rest| rest.starts_with("<item") || rest.starts_with("<entry"))
    })
}
