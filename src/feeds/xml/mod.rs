//! RSS of every version, Atom and CDF, as servers send them.

mod entity;
mod field;
mod namespaces;
mod parser;
mod repair;

pub(super) use repair::repair_xml;

use super::parsed_feed::ParsedFeed;
use crate::article::Link;

/// How often a reader that stumbled is set on its feet again at the next item.
const MAX_RESTARTS: usize = 1000;

/// Returns what is found, if the text is a feed. `address` is where it came from.
pub(super) fn parse_xml_feed(content: &str, address: Option<&Link>) -> Option<ParsedFeed> {
    let (content, n_mended) = repair_xml(content);
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
    found.n_mended = n_mended;
    found.n_restarts = n_restarts;
    Some(found)
}

/// Returns what begins at the next item.
fn find_next_item(rest: &str) -> Option<&str> {
    let mut places = rest.match_indices('<');
    places.find_map(|(at, _)| {
        rest.get(at..)
            .filter(|rest| rest.starts_with("<item") || rest.starts_with("<entry"))
    })
}
