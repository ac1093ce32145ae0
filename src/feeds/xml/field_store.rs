//! Stores the fields that the parser has read in the raw feed or in its current item.

use super::super::item::RawFeedItem;
use super::super::parsed_feed::ParsedFeed;
use super::super::text_repair::escape_text;
use super::field::FeedField;
use super::namespaces::ElementRole;
use crate::article::Link;

/// Stores a field of the feed itself. Relative links are resolved against `base`.
pub(super) fn store_feed_field(found: &mut ParsedFeed, field: FeedField, base: Option<&Link>) {
    let depth = field.depth;
    match field.role {
        ElementRole::Title => found.title.put_first(field.into_html(), depth),
        ElementRole::Link => found.put_link(join_link(base, field.into_link())),
        ElementRole::Id => found.id.put(field.into_words(), depth),
        ElementRole::Language => found.language = field.into_words(),
        ElementRole::Published => found.published.put(field.into_words(), depth),
        ElementRole::Updated => found.updated.put(field.into_words(), depth),
        ElementRole::Summary | ElementRole::Subtitle | ElementRole::Teaser => {
            found.subtitle.put(field.into_html(), depth);
        }
        ElementRole::More if found.more.is_empty() => found.more = field.into_html(),
        ElementRole::Author => {
            let (author, is_person) = field.into_author();
            found.authors.add(author, is_person);
        }
        ElementRole::Owner => found.owner = field.into_author().0,
        ElementRole::Category => found.tags.add(&escape_text(&field.into_words())),
        ElementRole::Keywords => found.tags.add_listed(&escape_text(&field.into_words())),
        _ => {}
    }
}

/// Stores a field of an item. Relative links are resolved against `base`.
pub(super) fn store_item_field(item: &mut RawFeedItem, field: FeedField, base: Option<&Link>) {
    let depth = field.depth;
    match field.role {
        ElementRole::Title => item.title.put_first(field.into_html(), depth),
        ElementRole::MediaTitle => item.media_title.put_first(field.into_html(), depth),
        ElementRole::Link => store_item_link(item, field, base),
        ElementRole::Id => {
            item.is_id_link = field.is_link;
            let id = field.into_words();
            let id = if item.is_id_link {
                join_link(base, id)
            } else {
                id
            };
            item.id.put(id, depth);
        }
        ElementRole::Published => item.published.put(field.into_words(), depth),
        ElementRole::Updated => item.updated.put(field.into_words(), depth),
        ElementRole::Created => item.created.put(field.into_words(), depth),
        ElementRole::Author => {
            let (author, is_person) = field.into_author();
            item.authors.add(author, is_person);
        }
        ElementRole::Category => item.tags.add(&escape_text(&field.into_words())),
        ElementRole::Keywords => item.tags.add_listed(&escape_text(&field.into_words())),
        _ => store_item_text(item, field, base),
    }
}

/// Stores the link of an item. Links of something inside the item, such as a related page, are deeper than its own.
fn store_item_link(item: &mut RawFeedItem, field: FeedField, base: Option<&Link>) {
    let depth = field.depth;
    let is_own = item.link.is_empty() || depth <= item.link_depth;
    if !is_own || field.is_markup() {
        return;
    }
    let link = field.into_link();
    if !link.is_empty() {
        item.link = join_link(base, link);
        item.link_depth = depth;
    }
}

/// Stores a text of an item. Of two descriptions without a content element, the second is the content.
fn store_item_text(item: &mut RawFeedItem, field: FeedField, base: Option<&Link>) {
    let depth = field.depth;
    match field.role {
        ElementRole::Summary | ElementRole::More
            if !item.summary.text().is_empty() && item.content.is_empty() =>
        {
            item.more = field.into_body();
        }
        ElementRole::Summary | ElementRole::More => item.summary.put(field.into_body(), depth),
        ElementRole::MediaText => item.media_text.put_first(field.into_body(), depth),
        ElementRole::Teaser => item.teaser.put_first(field.into_body(), depth),
        ElementRole::Content | ElementRole::Html | ElementRole::Body if item.content.is_empty() => {
            item.base = base.cloned();
            item.content = field.into_body();
        }
        _ => {}
    }
}

/// Returns the link resolved against the base. Without a base, or if it is invalid, the link is returned as written.
pub(super) fn join_link(base: Option<&Link>, raw: String) -> String {
    let joined = base
        .filter(|_| !raw.trim().is_empty())
        .and_then(|base| base.join(&raw));
    joined.map_or(raw, |link| link.to_string())
}
