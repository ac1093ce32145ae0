//! Gives each item of a feed an ID of its own.
//!
//! An ID depends on the item and on those that share its ID, and never on the order: it must be the same on the next
//! fetch.

use std::collections::{HashMap, HashSet};

use super::item::FeedItem;
use crate::article::Link;
use crate::text::{content_hash, count_with_noun};

/// The content that distinguishes an item from others with the same ID.
#[derive(Clone, PartialEq, Eq, Hash)]
struct ItemTraits {
    id: String,
    /// The hash of link and title.
    head: u64,
    /// The hash of the text.
    text: u64,
}

impl ItemTraits {
    fn of(item: &FeedItem) -> Self {
        let link = item.link.as_ref().map_or("", Link::as_str);
        Self {
            id: item.id.clone(),
            head: content_hash(format!("{link}\n{}", item.title).as_bytes()),
            text: content_hash(item.content.as_bytes()),
        }
    }
}

/// Gives each item with a duplicate ID one that is made of its ID, link and title, and of its text if these are equal
/// too. Drops items that are equal in all of them. Returns remarks about both.
pub(super) fn make_ids_unique(items: &mut Vec<FeedItem>) -> Vec<String> {
    let mut by_id: HashMap<&str, usize> = HashMap::with_capacity(items.len());
    for item in items.iter() {
        *by_id.entry(&item.id).or_default() += 1;
    }
    if by_id.len() == items.len() {
        return Vec::new();
    }
    let traits: Vec<ItemTraits> = items.iter().map(ItemTraits::of).collect();
    let distinct: HashSet<&ItemTraits> = traits.iter().collect();
    let mut n_items: HashMap<&str, usize> = HashMap::new();
    let mut n_texts: HashMap<(&str, u64), usize> = HashMap::new();
    for traits in &distinct {
        *n_items.entry(&traits.id).or_default() += 1;
        *n_texts.entry((&traits.id, traits.head)).or_default() += 1;
    }
    for (item, ItemTraits { id, head, text }) in items.iter_mut().zip(&traits) {
        if n_items.get(id.as_str()) == Some(&1) {
            continue;
        }
        item.id = if n_texts.get(&(id.as_str(), *head)) == Some(&1) {
            format!("{id} {head:016x}")
        } else {
            format!("{id} {head:016x} {text:016x}")
        };
    }
    let n_shared = n_items.into_values().filter(|n| *n > 1).sum();
    let n_same = drop_duplicates(items);
    remarks_on(n_shared, n_same)
}

/// Keeps one of the items with the same ID: the one with the latest date, whatever their order. Returns the number of
/// items dropped.
fn drop_duplicates(items: &mut Vec<FeedItem>) -> usize {
    let n_before = items.len();
    let rank = |item: &FeedItem| {
        let published = item.published.map(|date| (date.date, date.instant));
        let updated = item.updated.map(|date| (date.date, date.instant));
        (published, updated, item.tags.clone(), item.enclosures.len())
    };
    let mut best: HashMap<String, usize> = HashMap::with_capacity(items.len());
    for (n, item) in items.iter().enumerate() {
        let at = best.entry(item.id.clone()).or_insert(n);
        if items.get(*at).is_some_and(|known| rank(known) < rank(item)) {
            *at = n;
        }
    }
    let kept: HashSet<usize> = best.into_values().collect();
    let mut n = 0;
    items.retain(|_| {
        n += 1;
        kept.contains(&(n - 1))
    });
    n_before - items.len()
}

fn remarks_on(n_shared: usize, n_same: usize) -> Vec<String> {
    let mut remarks = Vec::new();
    if n_same > 0 {
        remarks.push(format!(
            "skipped {}",
            count_with_noun(n_same, "duplicate item")
        ));
    }
    if n_shared > 0 {
        remarks.push(format!(
            "{} share an ID with another item; distinguished by link and title",
            count_with_noun(n_shared, "item")
        ));
    }
    remarks
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn item_of(id: u8, title: u8, text: u8) -> FeedItem {
        FeedItem {
            id: format!("i{id}"),
            title: format!("t{title}"),
            content: format!("c{text}"),
            ..FeedItem::default()
        }
    }

    fn ids_by_content(items: &[FeedItem]) -> Vec<(String, String, String)> {
        let mut items = items.to_vec();
        make_ids_unique(&mut items);
        let ids = items.into_iter();
        let mut ids: Vec<_> = ids
            .map(|item| (item.title, item.content, item.id))
            .collect();
        ids.sort();
        ids
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..Default::default() })]

        #[test]
        fn ids_are_unique_in_any_order(
            (items, shuffled) in prop::collection::vec((0..3_u8, 0..3_u8, 0..3_u8), 0..12)
                .prop_flat_map(|items| (Just(items.clone()), Just(items).prop_shuffle()))
        ) {
            let make = |all: &[(u8, u8, u8)]| -> Vec<FeedItem> {
                all.iter().map(|(id, title, text)| item_of(*id, *title, *text)).collect()
            };
            let ids = ids_by_content(&make(&items));
            prop_assert_eq!(&ids, &ids_by_content(&make(&shuffled)));
            let unique: HashSet<_> = ids.iter().map(|(.., id)| id).collect();
            prop_assert_eq!(unique.len(), ids.len());
            let contents: HashSet<_> = items.iter().collect();
            prop_assert_eq!(contents.len(), ids.len());
        }
    }

    #[test]
    fn of_equal_items_the_latest_is_kept() {
        let dated = |day: u8| FeedItem {
            published: crate::article::read::parse_feed_date(&format!("2026-03-0{day}")),
            ..item_of(1, 1, 1)
        };
        for mut items in [vec![dated(4), dated(5)], vec![dated(5), dated(4)]] {
            assert_eq!(make_ids_unique(&mut items), ["skipped 1 duplicate item"]);
            assert_eq!((items.len(), items[0].id.as_str()), (1, "i1"));
            assert_eq!(items[0].published, dated(5).published);
        }
    }
}
