//! The raw feed that a format's parser collects, and its conversion to a [`Feed`]: links are resolved, IDs are made
//! unique, and a remark is written for every repair and omission.

use super::author::{AuthorList, FeedAuthor};
use super::feed::Feed;
use super::item::{
    FeedItem, RankedText, RawFeedItem, TagList, clean_id, hide_user, is_space_or_junk,
};
use super::item_ids::make_ids_unique;
use super::text_repair::{clean_html_line, clean_html_text, repair_encoding};
use crate::article::read::parse_feed_date;
use crate::article::{Language, Link};
use crate::text::{count_with_noun, group_thousands};

/// Maximum number of items read from a feed. Far above real feeds; it bounds memory and the work of the store.
pub(super) const MAX_ITEMS: usize = 10_000;

/// Maximum length of a feed's subtitle, in characters: those of podcasts are whole paragraphs.
const MAX_SUBTITLE_CHARS: usize = 4000;

/// The raw fields of a feed, as collected by a format's parser. Title and subtitle are HTML.
#[derive(Default)]
pub(super) struct ParsedFeed {
    pub(super) format: String,
    pub(super) title: RankedText,
    pub(super) subtitle: RankedText,
    /// A summary or subtitle of a podcast; used if there is no other subtitle.
    pub(super) more: String,
    pub(super) link: String,
    pub(super) id: RankedText,
    pub(super) authors: AuthorList,
    /// The owner of a podcast; used if there is no author.
    pub(super) owner: FeedAuthor,
    pub(super) tags: TagList,
    pub(super) language: String,
    /// The feed's own date of publication, as written.
    pub(super) published: RankedText,
    /// The feed's own date of the last change, as written.
    pub(super) updated: RankedText,
    pub(super) items: Vec<RawFeedItem>,
    /// The number of items without any content, which are skipped.
    pub(super) n_empty: usize,
    /// The number of items beyond [`MAX_ITEMS`].
    pub(super) n_over: usize,
    /// True if the text ended inside an item.
    pub(super) is_cut: bool,
    /// The number of places where the XML was repaired before parsing.
    pub(super) n_repaired: usize,
    /// The number of times the parser met unreadable XML and skipped to the next item.
    pub(super) n_restarts: usize,
}

impl ParsedFeed {
    /// Sets the format from the name and `version` of the outermost element. Later calls are ignored.
    pub(super) fn set_format(&mut self, name: &str, version: &str) {
        if !self.format.is_empty() {
            return;
        }
        let local = name.rsplit(':').next().unwrap_or(name).to_ascii_lowercase();
        let version = clean_html_line(version);
        let known = match local.as_str() {
            "rss" => "RSS",
            "rdf" => "RSS 1.0 or 0.90 (RDF)",
            "feed" if version.is_empty() => "Atom 1.0",
            "feed" => "Atom",
            _ => "CDF",
        };
        let is_numbered = known.ends_with(|c: char| c.is_ascii_alphabetic()) && !version.is_empty();
        self.format = if is_numbered {
            format!("{known} {version}")
        } else {
            known.to_owned()
        };
    }

    /// Sets the link of the feed, unless it is blank.
    pub(super) fn put_link(&mut self, link: String) {
        if !link.trim().is_empty() {
            self.link = link;
        }
    }

    /// Returns the cleaned feed. Relative links are resolved against the feed's own link, or else against `address`.
    pub(super) fn into_feed(self, address: Option<&Link>) -> Feed {
        let mut remarks = self.remarks();
        let id = Some(clean_id(&repair_encoding(self.id.text()))).filter(|id| !id.is_empty());
        let link = match address {
            Some(address) if !self.link.trim().is_empty() => address.join(&self.link),
            _ => Link::parse(&self.link),
        };
        // Many feeds of the format Atom have the address of their page as ID and no other.
        let link = link.or_else(|| Link::parse(self.id.text()));
        let link = link.or_else(|| address.cloned());
        let mut odd = Vec::new();
        let items = self
            .items
            .into_iter()
            .map(|item| item.into_item(link.as_ref(), address.is_some(), &mut odd));
        let mut items: Vec<FeedItem> = items.collect();
        remarks.extend(odd_dates_remark(&odd));
        remarks.extend(make_ids_unique(&mut items));
        let subtitle = clean_html_text(&repair_encoding(self.subtitle.text()), MAX_SUBTITLE_CHARS);
        let subtitle = Some(subtitle).filter(|subtitle| !subtitle.is_empty());
        let mut authors = self.authors.into_authors();
        if authors.is_empty() && !self.owner.is_empty() {
            authors.push(self.owner);
        }
        let updated = parse_feed_date(self.updated.text());
        Feed {
            title: clean_html_line(&repair_encoding(self.title.text())),
            subtitle: subtitle.unwrap_or_else(|| {
                clean_html_text(&repair_encoding(&self.more), MAX_SUBTITLE_CHARS)
            }),
            format: self.format,
            id: id.map(|id| hide_user(&id).into_owned()),
            authors,
            published: parse_feed_date(self.published.text()).or(updated),
            updated,
            tags: self.tags.into_tags(),
            language: Language::from_tag(&self.language),
            written_link: written_link(&self.link, address.is_some()),
            link,
            items,
            remarks,
        }
    }

    /// Returns the remarks that do not depend on the content of the items.
    fn remarks(&self) -> Vec<String> {
        let mut remarks = Vec::new();
        let mut remark_if = |n: usize, remark: String| {
            if n > 0 {
                remarks.push(remark);
            }
        };
        let n_items = self.items.len();
        remark_if(
            usize::from(n_items == 0 && self.n_empty == 0),
            "the feed has no items".to_owned(),
        );
        remark_if(
            self.n_repaired,
            format!(
                "malformed markup was repaired in {}",
                count_with_noun(self.n_repaired, "place")
            ),
        );
        remark_if(
            self.n_restarts,
            format!(
                "the XML is unreadable in {}; skipped to the next item",
                count_with_noun(self.n_restarts, "place")
            ),
        );
        remark_if(
            usize::from(self.is_cut),
            format!(
                "the feed is cut off inside an item; read {}",
                count_with_noun(n_items, "item")
            ),
        );
        remark_if(
            self.n_empty,
            format!("skipped {}", count_with_noun(self.n_empty, "empty item")),
        );
        remark_if(
            self.n_over,
            format!(
                "read only the first {} of {}",
                group_thousands(MAX_ITEMS),
                count_with_noun(n_items + self.n_over, "item")
            ),
        );
        remarks
    }
}

/// Returns the link without user name and password as the feed writes it, if it is absolute, or relative in a feed
/// without an address. Otherwise empty.
fn written_link(link: &str, is_located: bool) -> String {
    let written = Link::without_user(link.trim());
    let is_kept = Link::parse(&written).is_some() || !is_located && Link::is_relative(&written);
    if is_kept && !written.contains(is_space_or_junk) {
        written.into_owned()
    } else {
        String::new()
    }
}

/// Returns a remark about dates that could not be parsed, with the first of them as an example. `None` if there are
/// none.
fn odd_dates_remark(odd: &[String]) -> Option<String> {
    // Dates may be arbitrarily long; 40 characters show what is wrong.
    let example: String = odd.first()?.chars().take(40).collect();
    let example = clean_html_line(&super::text_repair::escape_text(&example));
    let n = count_with_noun(odd.len(), "date");
    Some(format!("could not parse {n}, for example “{example}”"))
}
