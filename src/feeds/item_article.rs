//! The article in an item's content.

use super::feed::Feed;
use super::item::FeedItem;
use crate::article::read::{ReadError, read_fragment};
use crate::article::{Article, ArticleMetadata, Link};

/// Returns the article in an item's content, with the feed's language if it declares one.
///
/// # Errors
///
/// Fails if the content has no text.
pub fn read_item_article(item: &FeedItem, feed: &Feed) -> Result<Article, ReadError> {
    let site = feed
        .link
        .as_ref()
        .or(item.link.as_ref())
        .map(Link::site)
        .unwrap_or_default();
    let mut about = read_item_metadata(item, feed);
    if about.site.is_empty() {
        about.site = site;
    }
    read_fragment(
        &item.content,
        about,
        item.base
            .as_ref()
            .or(item.link.as_ref())
            .or(feed.link.as_ref()),
    )
}

/// Returns the metadata of an item as its feed gives them. The site is the title of the feed.
pub fn read_item_metadata(item: &FeedItem, feed: &Feed) -> ArticleMetadata {
    ArticleMetadata {
        title: item.title.clone(),
        byline: item.author.clone(),
        site: feed.title.clone(),
        link: item.link.clone(),
        published: item.published,
        language: feed.language,
        ..ArticleMetadata::default()
    }
}
