//! Which item of a feed is which entry: by id, or by link and title, in any order.

use proptest::prelude::*;

use super::*;
use crate::feeds::parse_feed;
use crate::library::{EntryBody, EntryChange};

/// An item as a feed writes it. Empty fields are left out.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
struct WrittenItem {
    id: String,
    link: String,
    title: String,
    text: String,
}

fn written(id: &str, link: &str, title: &str, text: &str) -> WrittenItem {
    WrittenItem {
        id: id.to_owned(),
        link: link.to_owned(),
        title: title.to_owned(),
        text: text.to_owned(),
    }
}

/// Ingests a feed in RSS with these items.
fn ingest_written(library: &mut Library, feed: FeedId, items: &[WrittenItem]) -> IngestCounts {
    let element = |name: &str, value: &str| {
        if value.is_empty() {
            String::new()
        } else {
            format!("<{name}>{value}</{name}>")
        }
    };
    let items = items.iter().map(|item| {
        let id = element("guid", &item.id).replace("<guid>", "<guid isPermaLink='false'>");
        let link = element("link", &item.link);
        let (title, text) = (
            element("title", &item.title),
            element("description", &item.text),
        );
        format!("<item>{id}{link}{title}{text}</item>")
    });
    let xml = format!(
        "<rss version='2.0'><channel><title>F</title>{}</channel></rss>",
        items.collect::<String>()
    );
    let parsed = parse_feed(&xml, None).expect("a feed");
    ingest_items(library, feed, parsed.items)
}

/// Returns title and text of all entries, sorted.
fn find_texts(library: &Library) -> Vec<(String, String)> {
    let ids = find_ids(library, "");
    let texts = ids.into_iter().map(|id| {
        let article = library
            .article(id, EntryBody::Feed)
            .expect("read")
            .expect("there");
        (
            article.about.title.clone(),
            article.text().as_str().to_owned(),
        )
    });
    let mut texts: Vec<_> = texts.collect();
    texts.sort();
    texts
}

fn text_of(library: &Library, id: EntryId) -> String {
    let article = library
        .article(id, EntryBody::Feed)
        .expect("read")
        .expect("there");
    article.text().as_str().to_owned()
}

const NONE: IngestCounts = IngestCounts {
    n_new: 0,
    n_updated: 0,
};

#[test]
fn ever_new_ids_make_no_new_entries() {
    let (mut library, feed) = library_with(Vec::new());
    for fetch in 0..10 {
        let items: Vec<_> = (0..20)
            .map(|n| {
                let link = format!("http://example.org/{n}");
                written(
                    &format!("{fetch}-{n}"),
                    &link,
                    &format!("Title {n}"),
                    "Words.",
                )
            })
            .collect();
        let taken = ingest_written(&mut library, feed, &items);
        assert_eq!(taken.n_new, if fetch == 0 { 20 } else { 0 });
    }
    assert_eq!(find_ids(&library, "").len(), 20);
}

#[test]
fn a_new_id_with_a_changed_text_is_the_same_entry_changed() {
    let (mut library, feed) = library_with(Vec::new());
    let item = |id: &str, text: &str| written(id, "http://example.org/1", "Title", text);
    ingest_written(&mut library, feed, &[item("a", "Early words.")]);
    let id = find_ids(&library, "")[0];
    let taken = ingest_written(&mut library, feed, &[item("b", "Late words.")]);
    assert_eq!((taken.n_new, taken.n_updated), (0, 1));
    assert_eq!(
        (find_ids(&library, ""), text_of(&library, id)),
        (vec![id], "Late words.".to_owned())
    );
    // The entry now has the new id.
    assert_eq!(
        ingest_written(&mut library, feed, &[item("b", "Late words.")]),
        NONE
    );
    // Both ids in one document are two items.
    let both = [item("b", "Late words."), item("c", "Other words.")];
    assert_eq!(ingest_written(&mut library, feed, &both).n_new, 1);
}

#[test]
fn a_starred_entry_without_id_keeps_its_text_when_the_items_move() {
    let mut items = vec![
        written("", "http://example.org/", "Update", "The first words."),
        written("", "http://example.org/", "Update", "The second words."),
        written("", "", "Update", "The third words."),
        written("", "", "Update", "The fourth words."),
    ];
    let (mut library, feed) = library_with(Vec::new());
    ingest_written(&mut library, feed, &items);
    let starred = find_ids(&library, "second")[0];
    library
        .apply_change(&EntryChange::Star(vec![starred], true), minutes_after(1))
        .expect("starred");
    for _ in 0..items.len() {
        items.rotate_left(1);
        assert_eq!(ingest_written(&mut library, feed, &items), NONE);
        items.insert(
            0,
            written(
                "",
                "http://example.org/",
                "Update",
                &format!("News {}.", items.len()),
            ),
        );
        assert_eq!(ingest_written(&mut library, feed, &items).n_new, 1);
        assert_eq!(text_of(&library, starred), "The second words.");
    }
}

#[test]
fn an_id_that_comes_to_be_shared_makes_no_new_entry_of_the_old_item() {
    let (mut library, feed) = library_with(Vec::new());
    let one = written("x", "http://example.org/1", "One", "First words.");
    let two = written("x", "http://example.org/2", "Two", "Second words.");
    ingest_written(&mut library, feed, std::slice::from_ref(&one));
    let id = find_ids(&library, "")[0];
    assert_eq!(
        ingest_written(&mut library, feed, &[two.clone(), one.clone()]),
        IngestCounts {
            n_new: 1,
            n_updated: 0
        }
    );
    assert_eq!(
        ingest_written(&mut library, feed, &[one.clone(), two]),
        NONE
    );
    assert_eq!(ingest_written(&mut library, feed, &[one]), NONE);
    assert_eq!(text_of(&library, id), "First words.");
}

#[test]
fn without_a_link_the_same_title_is_not_the_same_entry() {
    let (mut library, feed) = library_with(Vec::new());
    let item = |id: &str, text: &str| written(id, "", "Morning briefing", text);
    ingest_written(&mut library, feed, &[item("mon", "Words of Monday.")]);
    assert_eq!(
        ingest_written(&mut library, feed, &[item("tue", "Words of Tuesday.")]).n_new,
        1
    );
    assert_eq!(
        ingest_written(&mut library, feed, &[item("wed", "Words of Tuesday.")]),
        NONE
    );
}

#[test]
fn a_deleted_entry_does_not_come_back_with_a_new_id() {
    let (mut library, feed) = library_with(Vec::new());
    let item = |id: &str| written(id, "http://example.org/1", "Title", "Words.");
    ingest_written(&mut library, feed, &[item("a")]);
    let ids = find_ids(&library, "");
    library
        .apply_change(&EntryChange::Delete(ids), minutes_after(1))
        .expect("deleted");
    assert_eq!(ingest_written(&mut library, feed, &[item("b")]), NONE);
    assert_eq!(find_ids(&library, ""), []);
}

/// Random items: few ids, links and titles, so that many are shared or missing.
fn any_items() -> impl Strategy<Value = Vec<WrittenItem>> {
    let part = |prefix: &'static str, n: u8| {
        (0..n).prop_map(move |n| {
            if n == 0 {
                String::new()
            } else {
                format!("{prefix}{n}")
            }
        })
    };
    let item = (
        part("id", 5),
        part("http://example.org/", 4),
        part("Title ", 4),
        1..6_u8,
    );
    let item = item.prop_map(|(id, link, title, text)| {
        written(&id, &link, &title, &format!("Words number {text}."))
    });
    prop::collection::vec(item, 0..10)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 60, failure_persistence: None, ..Default::default() })]

    #[test]
    fn the_order_of_a_feed_never_matters(
        (items, shuffled) in any_items().prop_flat_map(|items| (Just(items.clone()), Just(items).prop_shuffle()))
    ) {
        let (mut library, feed) = library_with(Vec::new());
        ingest_written(&mut library, feed, &items);
        let before = find_texts(&library);
        prop_assert_eq!(ingest_written(&mut library, feed, &shuffled), NONE);
        prop_assert_eq!(find_texts(&library), before);
    }

    #[test]
    fn what_leaves_a_feed_and_returns_is_no_new_entry(
        (items, kept) in any_items().prop_flat_map(|items| {
            let n = items.len();
            (Just(items), prop::collection::vec(any::<bool>(), n))
        })
    ) {
        let (mut library, feed) = library_with(Vec::new());
        ingest_written(&mut library, feed, &items);
        let before = find_texts(&library);
        let some: Vec<_> = items.iter().zip(kept).filter(|(_, kept)| *kept).map(|(item, _)| item.clone()).collect();
        ingest_written(&mut library, feed, &some);
        ingest_written(&mut library, feed, &items);
        prop_assert_eq!(find_texts(&library), before);
    }
}
