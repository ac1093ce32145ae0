//! Owns feeds: what RSS, Atom and JSON Feed tell about their items, and the article in an item.
//!
//! Knows nothing of network or store: bytes come in. A feed is read as far as it can be: a damaged item loses what is
//! damaged, never the rest.

mod author;
mod date;
mod discovery;
mod error;
mod item;
mod json;
pub mod opml;
mod parsed_feed;
mod subscription;
mod text_repair;
mod xml;

use crate::article::read::{
    ReadError, SourceHint, binary_format, decode_text, detect_article_language, read_article,
    read_fragment,
};
use crate::article::{Article, ArticleMetadata, Language, Link, PublicationDate};

pub use author::FeedAuthor;
pub use discovery::{FeedCandidate, discover_feeds, guess_feed_links};
pub use error::FeedError;
pub use item::{Enclosure, FeedItem};
pub use subscription::{Credentials, FeedRetention, Subscription};
pub use text_repair::strip_programs;

/// A feed: what it says of itself, and its items in its own order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Feed {
    /// Its name, on one clean line.
    pub title: String,
    /// What it says it is about, on one clean line.
    pub subtitle: String,
    /// Which format it is in, by name and version: `RSS 2.0`.
    pub format: String,
    /// The page that it belongs to.
    pub link: Option<Link>,
    /// The same as the feed writes it, where that is absolute, or relative and the feed came from no address; else
    /// empty.
    pub written_link: String,
    /// The language that it says its items are in.
    pub language: Option<Language>,
    /// When it says that it last changed, or was published.
    pub changed: Option<PublicationDate>,
    /// Its items, no two of the same id.
    pub items: Vec<FeedItem>,
    /// What was mended or left out and why, for the user: a line each, bounded and safe for a screen.
    pub remarks: Vec<String>,
}

/// Returns the feed in a text, if it is RSS, Atom, CDF or a JSON Feed. Relative links are joined to the feed's own, or
/// to `address`, where it came from.
pub fn parse_feed(content: &str, address: Option<&Link>) -> Option<Feed> {
    let content = content.trim_start_matches(|c: char| c.is_whitespace() || c == '\u{feff}');
    let found = if content.starts_with('{') {
        json::parse_json_feed(content)
    } else {
        xml::parse_xml_feed(content, address)
    };
    found.map(|found| found.into_feed(address))
}

/// Returns the feed in `bytes`, or what they are instead. `content_type` is what the server said, or nothing.
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
            if n_lost > 0 {
                let remark = "some characters do not fit the charset that is declared; they show as \u{fffd}";
                feed.remarks.push(remark.to_owned());
            }
            Ok(feed)
        }
        None => Err(match binary_format(bytes) {
            Some(what) => FeedError::Other { what },
            None => FeedError::of(&content, address),
        }),
    }
}

/// Returns the article that an item of `feed` holds, in the language that the feed tells, if it does.
pub fn read_item_article(item: &FeedItem, feed: &Feed) -> Result<Article, ReadError> {
    let site = feed
        .link
        .as_ref()
        .or(item.link.as_ref())
        .map(Link::site)
        .unwrap_or_default();
    let about = ArticleMetadata {
        title: item.title.clone(),
        byline: item.author.clone(),
        site: if feed.title.is_empty() {
            site
        } else {
            feed.title.clone()
        },
        link: item.link.clone(),
        published: item.published,
        language: feed.language,
    };
    read_fragment(
        &item.content,
        about,
        item.base
            .as_ref()
            .or(item.link.as_ref())
            .or(feed.link.as_ref()),
    )
}

/// Returns the article in `bytes` of any kind: as [`crate::article::read::read_article`] does, and of a feed its first item
/// that has text.
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
