//! Owns feeds: what RSS, Atom and JSON Feed tell about their items, and the article in an item.
//!
//! Knows nothing of network or store: bytes come in. A feed is read as far as it can be: a damaged item loses what is
//! damaged, never the rest.

mod json;
mod subscription;
mod xml;

use crate::article::read::{
    Hint, ReadError, decode, fragment, line_of, parse_date, read as read_article,
};
use crate::article::{About, Article, Language, Link, Published};

pub use subscription::{Credentials, Keep, Subscription};

/// The most items that are taken.
const MOST_ITEMS: usize = 10_000;

/// A feed: what it says of itself, and its items in its own order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Feed {
    /// Its name, on one clean line.
    pub title: String,
    /// The page that it belongs to.
    pub link: Option<Link>,
    /// The language that it says its items are in.
    pub language: Option<Language>,
    /// Its items.
    pub items: Vec<Item>,
}

/// An item of a feed. Strings are on one clean line, but for the content.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Item {
    /// Its headline; empty where it has none.
    pub title: String,
    /// Its page.
    pub link: Option<Link>,
    /// What the feed calls it by, so that it is known when it comes again: its id, else its link, else its title.
    pub id: String,
    /// The fullest text there is, as HTML that nobody has cleaned yet.
    pub content: String,
    /// Who wrote it.
    pub author: Option<String>,
    /// When it was published, or else changed.
    pub published: Option<Published>,
}

/// What a format's reader finds in an item, raw.
#[derive(Clone, Debug, Default)]
struct RawItem {
    title: String,
    link: String,
    id: String,
    /// The full text and the summary, as HTML.
    content: String,
    summary: String,
    authors: Vec<String>,
    published: String,
    updated: String,
}

impl RawItem {
    fn is_empty(&self) -> bool {
        [&self.title, &self.link, &self.content, &self.summary]
            .iter()
            .all(|field| field.trim().is_empty())
    }

    fn finished(self, base: Option<&Link>) -> Item {
        let joined = |raw: &str| match base {
            Some(base) if !raw.trim().is_empty() => base.join(raw),
            _ => Link::parse(raw),
        };
        let title = line_of(&self.title);
        let link = joined(&self.link).or_else(|| Link::parse(&self.id));
        let id = line_of(&self.id);
        let known = [
            id,
            link.as_ref().map(Link::to_string).unwrap_or_default(),
            title.clone(),
        ];
        let names: Vec<String> = self
            .authors
            .iter()
            .map(|name| line_of(name))
            .filter(|name| !name.is_empty())
            .collect();
        let is_full = self.content.trim().len() >= self.summary.trim().len();
        Item {
            title,
            link,
            id: known
                .into_iter()
                .find(|id| !id.is_empty())
                .unwrap_or_default(),
            content: if is_full { self.content } else { self.summary },
            author: (!names.is_empty()).then(|| line_of(&names.join(", "))),
            published: parse_date(&self.published).or_else(|| parse_date(&self.updated)),
        }
    }
}

/// Returns the feed in a text, if it is RSS, Atom or a JSON Feed. Relative links are joined to the feed's own, or to
/// `base`, where it came from.
pub fn parse(content: &str, base: Option<&Link>) -> Option<Feed> {
    let content = content.trim_start_matches(|c: char| c.is_whitespace() || c == '\u{feff}');
    if content.starts_with('{') {
        json::parse(content, base)
    } else {
        xml::parse(content, base)
    }
}

/// Returns the article that an item of `feed` holds.
pub fn article(item: &Item, feed: &Feed) -> Result<Article, ReadError> {
    let site = feed
        .link
        .as_ref()
        .or(item.link.as_ref())
        .map(Link::site)
        .unwrap_or_default();
    let about = About {
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
    fragment(
        &item.content,
        about,
        item.link.as_ref().or(feed.link.as_ref()),
    )
}

/// Returns the article in `bytes` of any kind: as [`crate::article::read::read`] does, and of a feed its first item
/// that has text.
pub fn read(bytes: &[u8], hint: &Hint) -> Result<Article, ReadError> {
    match read_article(bytes, hint) {
        Err(ReadError::Feed) => {
            let content = decode(bytes, hint.content_type.as_deref().unwrap_or_default());
            let feed = parse(&content, hint.base.as_ref()).ok_or(ReadError::Feed)?;
            feed.items
                .iter()
                .find_map(|item| article(item, &feed).ok())
                .ok_or(ReadError::Feed)
        }
        found => found,
    }
}

#[cfg(test)]
mod tests;
