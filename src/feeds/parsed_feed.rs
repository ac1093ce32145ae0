//! What a format's reader finds in a feed, and what becomes of it: links made absolute, items told apart, and a remark
//! for everything that was mended or left out.

use std::collections::HashMap;

use super::Feed;
use super::date;
use super::item::{FeedItem, RankedText, RawFeedItem, is_space_or_junk};
use super::text_repair::{clean_html_line, repair_encoding};
use crate::article::{Language, Link};

/// The most items that are taken.
pub(super) const MAX_ITEMS: usize = 10_000;

/// A feed as a format's reader finds it. Title and subtitle are HTML.
#[derive(Default)]
pub(super) struct ParsedFeed {
    pub(super) format: String,
    pub(super) title: RankedText,
    pub(super) subtitle: String,
    pub(super) link: String,
    pub(super) language: String,
    /// When it says that it changed or was published, as written.
    pub(super) dates: Vec<String>,
    pub(super) items: Vec<RawFeedItem>,
    /// Items with nothing in them that could be shown.
    pub(super) n_empty: usize,
    /// Items beyond those that are taken.
    pub(super) n_over: usize,
    /// Whether the text ended within an item.
    pub(super) is_cut: bool,
    /// Places where the XML was mended, and where what could not be read was passed over.
    pub(super) n_mended: usize,
    pub(super) n_restarts: usize,
}

impl ParsedFeed {
    /// Takes the format from the outermost element.
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

    /// Takes the page of the feed.
    pub(super) fn put_link(&mut self, link: String) {
        if !link.trim().is_empty() {
            self.link = link;
        }
    }

    /// Returns the feed; relative links are joined to its own page, or to where it came from.
    pub(super) fn into_feed(self, address: Option<&Link>) -> Feed {
        let mut remarks = self.remarks();
        let link = match address {
            Some(address) if !self.link.trim().is_empty() => address.join(&self.link),
            _ => Link::parse(&self.link),
        };
        let link = link.or_else(|| address.cloned());
        let mut odd = Vec::new();
        let items = self
            .items
            .into_iter()
            .map(|item| item.into_item(link.as_ref(), address.is_some(), &mut odd));
        let mut items: Vec<FeedItem> = items.collect();
        remarks.extend(odd_dates_remark(&odd));
        remarks.extend(make_ids_unique(&mut items));
        Feed {
            title: clean_html_line(&repair_encoding(self.title.text())),
            subtitle: clean_html_line(&repair_encoding(&self.subtitle)),
            format: self.format,
            language: Language::from_tag(&self.language),
            written_link: Some(Link::without_user(self.link.trim()).into_owned())
                .filter(|written| {
                    let is_kept = Link::parse(written).is_some()
                        || address.is_none() && Link::is_relative(written);
                    is_kept && !written.contains(is_space_or_junk)
                })
                .unwrap_or_default(),
            // Some set one of them once and never again.
            changed: self
                .dates
                .iter()
                .filter_map(|raw| date::parse_feed_date(raw))
                .max_by_key(|date| (date.date, date.instant)),
            link,
            items,
            remarks,
        }
    }

    fn remarks(&self) -> Vec<String> {
        let mut remarks = Vec::new();
        let mut tell = |n: usize, remark: String| {
            if n > 0 {
                remarks.push(remark);
            }
        };
        let n_items = self.items.len();
        tell(
            usize::from(n_items == 0 && self.n_empty == 0),
            "the feed has no items".to_owned(),
        );
        tell(
            self.n_mended,
            format!(
                "the XML is broken and was mended in {}",
                count_with_noun(self.n_mended, "place")
            ),
        );
        tell(
            self.n_restarts,
            format!(
                "the XML cannot be read in {}; reading went on at the next item",
                count_with_noun(self.n_restarts, "place")
            ),
        );
        tell(
            usize::from(self.is_cut),
            format!(
                "the feed breaks off within an item; {} could be read",
                count_with_noun(n_items, "item")
            ),
        );
        tell(
            self.n_empty,
            format!(
                "{} that say nothing left out",
                count_with_noun(self.n_empty, "item")
            ),
        );
        tell(
            self.n_over,
            format!(
                "only the first {MAX_ITEMS} of {} items are taken",
                n_items + self.n_over
            ),
        );
        remarks
    }
}

/// Returns a remark on dates that were not understood, if there are any.
fn odd_dates_remark(odd: &[String]) -> Option<String> {
    let such: String = odd.first()?.chars().take(40).collect();
    let such = clean_html_line(&super::text_repair::escape_text(&such));
    let n = count_with_noun(odd.len(), "date");
    Some(format!("{n} not understood, such as “{such}”"))
}

/// Gives items that share an id one of their own, and drops those that say the same: returns remarks.
fn make_ids_unique(items: &mut Vec<FeedItem>) -> Vec<String> {
    let mut remarks = Vec::new();
    let mut by_id: HashMap<String, usize> = HashMap::with_capacity(items.len());
    for item in items.iter() {
        *by_id.entry(item.id.clone()).or_default() += 1;
    }
    if by_id.len() == items.len() {
        return remarks;
    }
    let (mut n_shared, mut n_same) = (0, 0);
    let mut seen: HashMap<String, u64> = HashMap::with_capacity(items.len());
    items.retain_mut(|item| {
        if by_id.get(&item.id).is_none_or(|n| *n < 2) {
            return true;
        }
        // By what the item says and not by its place, which changes with every new item.
        let link = item.link.as_ref().map_or("", Link::as_str);
        let mark = crate::text::content_hash(format!("{link}\n{}", item.title).as_bytes());
        let text = crate::text::content_hash(item.content.as_bytes());
        let id = format!("{} {mark:016x}", item.id);
        match seen.get(&id) {
            Some(known) if *known == text => {
                n_same += 1;
                return false;
            }
            Some(_) => item.id = format!("{id} {text:016x}"),
            None => {
                seen.insert(id.clone(), text);
                item.id = id;
            }
        }
        n_shared += 1;
        true
    });
    if n_same > 0 {
        remarks.push(format!(
            "{} that say the same as another left out",
            count_with_noun(n_same, "item")
        ));
    }
    if n_shared > n_same {
        remarks.push(format!(
            "{} share their id with another; told apart by link and title",
            count_with_noun(n_shared, "item")
        ));
    }
    remarks
}

/// Returns a number with its noun.
fn count_with_noun(n: usize, noun: &str) -> String {
    if n == 1 {
        format!("1 {noun}")
    } else {
        format!("{n} {noun}s")
    }
}
