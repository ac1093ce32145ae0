//! Feeds in many formats and with many faults: checks the items and the remarks that the parser returns.

use std::fs;
use std::path::Path;

use pullquote::article::Link;
use pullquote::feeds::{Feed, read_feed};

fn read_fixture(name: &str) -> Feed {
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/data/feeds")
        .join(name);
    let bytes = fs::read(path).expect("a feed");
    read_feed(&bytes, "", None).expect("a feed")
}

/// Checks the title of a feed, the titles of its items, and the first words of its remarks. Returns the feed.
#[track_caller]
fn check_feed(name: &str, title: &str, items: &[&str], remarks: &[&str]) -> Feed {
    let feed = read_fixture(name);
    assert_eq!(feed.title, title);
    let titles: Vec<_> = feed.items.iter().map(|item| item.title.as_str()).collect();
    assert_eq!(titles, items);
    assert_eq!(feed.remarks.len(), remarks.len(), "{:?}", feed.remarks);
    for (said, expected) in feed.remarks.iter().zip(remarks) {
        assert!(said.contains(expected), "{said}");
    }
    feed
}

#[test]
fn old_formats_are_read_in_full() {
    let rss = check_feed("rss-092.xml", "Lighthouse log", &["Fog & rain", ""], &[]);
    let item = &rss.items[0];
    assert_eq!(item.content, "The horn sounded <b>forty</b> times.");
    assert_eq!(item.tags, ["Weather"]);
    let file = &item.enclosures[0];
    assert_eq!(
        (file.kind.as_str(), file.n_bytes),
        ("audio/mpeg", Some(12345))
    );
    assert!(!rss.items[1].id.is_empty());

    let rdf = check_feed(
        "rdf-10.xml",
        "Ferry times",
        &["The late boat is cancelled"],
        &[],
    );
    let item = &rdf.items[0];
    assert_eq!(
        rdf.link.as_ref().map(Link::as_str),
        Some("http://ferry.example/")
    );
    assert_eq!(item.author.as_deref(), Some("Marta Quill"));
    let moment = item.published.and_then(|published| published.instant);
    assert_eq!(
        moment.map(|moment| moment.to_string()).as_deref(),
        Some("2024-03-09T20:15:00Z")
    );
    assert_eq!(
        (item.id.as_str(), &item.tags[0][..]),
        ("http://ferry.example/1", "Timetable")
    );

    let atom = check_feed("atom-03.xml", "The Mill", &["Packed words", "Inline"], &[]);
    let item = &atom.items[0];
    assert_eq!(item.content, "<p>The wheel turns.</p>");
    assert_eq!(
        item.link.as_ref().map(Link::as_str),
        Some("http://mill.example/blog/one.html")
    );
    assert_eq!(item.authors[0].written, "Ida Grist (ida@mill.example)");
    assert!(item.updated.is_some() && item.updated != item.published);
    assert!(
        atom.items[1].content.contains("flour out.<br>Twice"),
        "{}",
        atom.items[1].content
    );
}

#[test]
fn a_podcast_keeps_its_sound_and_its_own_title() {
    let feed = check_feed("podcast.xml", "Talk of the quay", &["Episode 7: Nets"], &[]);
    let item = &feed.items[0];
    assert_eq!(item.tags, ["nets", "rope", "tar"]);
    assert_eq!(item.enclosures.len(), 1);
    assert_eq!(item.content, "How nets are mended.");
    assert_eq!(item.own_id.as_deref(), Some("ep7"));
    let moment = item.published.and_then(|published| published.instant);
    assert_eq!(
        moment.map(|moment| moment.to_string()).as_deref(),
        Some("2024-03-04T12:30:00Z")
    );
}

#[test]
fn broken_xml_loses_no_item() {
    let feed = check_feed(
        "bare-characters.xml",
        "Tom & Ana's",
        &["Prices < 10 & rising", "Next"],
        &["repaired in 2 places"],
    );
    assert_eq!(feed.items[0].written_link, "http://shop.example/?a=1&b=2");
    assert!(
        feed.items[0]
            .content
            .contains("unclosed section never ends")
    );
    assert_eq!(feed.items[1].written_link, "http://shop.example/next");
    check_feed(
        "cut-off.xml",
        "Cut",
        &["Whole", "Half"],
        &["cut off inside an item; read 2 items"],
    );
}

#[test]
fn what_is_hostile_is_made_harmless() {
    check_feed(
        "wrong-charset.xml",
        "Café news",
        &["Naïve question[31m"],
        &[],
    );
    let feed = read_fixture("expanding.xml");
    let title = &feed.items[0].title;
    assert!(title.len() < 400 && !title.contains("root:"), "{title}");
    let links = check_feed(
        "hostile-links.xml",
        "Links",
        &["Script", "When?"],
        &["could not parse 1 date, for example “the day"],
    );
    assert_eq!((&links.link, &links.items[0].link), (&None, &None));
    assert!(links.items[0].enclosures.is_empty() && links.items[0].written_link.is_empty());
}

#[test]
fn items_that_share_an_id_are_told_apart() {
    let feed = check_feed(
        "shared-ids.xml",
        "Same",
        &["One", "Two"],
        &[
            "skipped 1 empty item",
            "skipped 1 duplicate item",
            "2 items share an ID",
        ],
    );
    assert_ne!(feed.items[0].id, feed.items[1].id);
}

#[test]
fn no_size_or_depth_takes_long() {
    let rss = |inside: &str| format!("<rss><channel>{inside}");
    let big = [
        rss(&"<item>".repeat(1_000_000)),
        rss(&"<item><title>x".repeat(300_000)),
        rss(&format!("<item><description>{}", "<div>".repeat(500_000))),
        rss(&"<x>".repeat(1_000_000)),
        rss(&format!("<item a=\"{}\"><title>x", "y".repeat(5_000_000))),
        rss(&format!("<item><title>{}", "&amp;".repeat(1_000_000))),
        rss(&"<item><a b='<".repeat(300_000)),
        rss(&"<![CDATA[".repeat(500_000)),
        rss(&"<item><category>a</category>".repeat(200_000)),
        rss(&format!(
            "<item>{}",
            "<category>ab</category>".repeat(200_000)
        )),
        "{\"version\": \"https://jsonfeed.org/version/1\", \"items\": ".to_owned()
            + &"[".repeat(1_000_000),
    ];
    for content in &big {
        if let Ok(feed) = read_feed(content.as_bytes(), "", None) {
            assert!(feed.items.len() <= 10_000);
            assert!(feed.remarks.len() < 12);
        }
    }
}
