//! Feeds: parsing RSS, Atom, CDF and JSON Feed, cleaning their items, and building an article from an item.
//!
//! Bytes or text come in, a [`Feed`] goes out. A format's parser (`xml`, `json`) collects raw fields in a
//! `ParsedFeed`, which then becomes a [`Feed`]: links are resolved, text is cleaned, IDs are made unique, and repairs
//! are recorded as remarks. Reading is tolerant: damage costs the damaged part and never the other items.
//!
//! This module does not know the network or the store, so that every feed can be parsed in a test. It also owns
//! subscriptions and OPML lists, as plain data. Start reading at [`read_feed`].

mod author;
mod discovery;
mod error;
mod feed;
mod feed_json;
mod item;
mod item_article;
mod item_ids;
mod json;
mod json_repair;
pub mod opml;
mod parsed_feed;
mod subscription;
mod text_repair;
mod xml;

use crate::article::read::{
    ReadError, SourceHint, decode_text, detect_article_language, detect_binary, read_article,
};
use crate::article::{Article, Link};

pub use author::FeedAuthor;
pub use discovery::{FeedCandidate, discover_feeds, guess_feed_links};
pub use error::FeedError;
pub use feed::Feed;
pub use feed_json::feed_to_json;
pub use item::{Enclosure, FeedItem, hide_user};
pub use item_article::{read_item_article, read_item_metadata};
pub use subscription::{Credentials, FeedRetention, Subscription};
pub use text_repair::{hide_link_users, strip_programs};

/// Returns the feed in `content`, or `None` if it is not RSS, Atom, CDF or JSON Feed.
///
/// Relative links are resolved against the feed's own link, or against `address`, the feed's address, if it has none.
pub fn parse_feed(content: &str, address: Option<&Link>) -> Option<Feed> {
    let content = content.trim_start_matches(|c: char| c.is_whitespace() || c == '\u{feff}');
    let found = if content.starts_with('{') {
        json::parse_json_feed(content)
    } else {
        xml::parse_xml_feed(content, address)
    };
    found.map(|found| found.into_feed(address))
}

/// Returns the feed in `bytes`. `content_type` is the value of the HTTP header, or empty.
///
/// # Errors
///
/// Fails if the bytes are not a feed. The error says what they are instead and, for a web page, lists its feeds.
pub fn read_feed(
    bytes: &[u8],
    content_type: &str,
    address: Option<&Link>,
) -> Result<Feed, FeedError> {
    if bytes.iter().all(u8::is_ascii_whitespace) {
        return Err(FeedError::Empty);
    }
    let content = decode_text(bytes, content_type);
    match parse_feed(&content, address) {
        Some(mut feed) => {
            let n_lost = content.matches(char::REPLACEMENT_CHARACTER).count();
            // Undecodable bytes are lost, so the user is informed.
            if n_lost > 0 {
                let remark = "some characters are invalid in the declared charset; they are shown as \u{fffd}";
                feed.remarks.push(remark.to_owned());
            }
            Ok(feed)
        }
        None => Err(match detect_binary(bytes) {
            Some(format) => FeedError::Other { what: format.name },
            None => FeedError::of(&content, address),
        }),
    }
}

/// Returns the article in `bytes`, like [`crate::article::read::read_article`], but also accepts a feed: its first
/// item that has text is the article.
///
/// # Errors
///
/// Fails as `read_article` does, and if no item of a feed has text.
pub fn read_article_or_feed(bytes: &[u8], hint: &SourceHint) -> Result<Article, ReadError> {
    match read_article(bytes, hint) {
        Err(ReadError::Feed) => {
            let content = decode_text(bytes, hint.content_type.as_deref().unwrap_or_default());
            let feed = parse_feed(&content, hint.base.as_ref()).ok_or(ReadError::Feed)?;
            let mut items = feed.items.iter();
            let mut found = items
                .find_map(|item| read_item_article(item, &feed).ok())
                .ok_or(ReadError::Feed)?;
            detect_article_language(&mut found);
            Ok(found)
        }
        found => found,
    }
}

#[cfg(test)]
mod tests;
