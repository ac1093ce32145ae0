//! Tests with well-formed and malformed feeds.

use super::*;
use crate::article::Language;

fn parse_sample(content: &str) -> Feed {
    parse_feed(content, None).expect("a feed")
}

#[track_caller]
fn check_items(content: &str, expected: &[(&str, &str, &str)]) {
    let feed = parse_sample(content);
    let found: Vec<_> = feed
        .items
        .iter()
        .map(|item| {
            let link = item.link.as_ref().map(Link::to_string).unwrap_or_default();
            (item.title.as_str(), link, item.content.as_str())
        })
        .collect();
    let found: Vec<_> = found
        .iter()
        .map(|(title, link, content)| (*title, link.as_str(), *content))
        .collect();
    assert_eq!(found, expected);
}

#[test]
fn rss_is_read_with_the_fullest_text() {
    let content = r#"<?xml version="1.0"?><rss version="2.0" xmlns:content="x" xmlns:dc="y"><channel><title>The Example</title>
        <link>https://example.org/</link><language>en-gb</language><image><title>Logo</title></image>
        <item><title>Tom &amp;amp; Ana</title><link>/one</link><guid isPermaLink="false">id-1</guid>
        <description>Short</description><content:encoded><![CDATA[<p>The full text</p>]]></content:encoded>
        <dc:creator>Ana Peña</dc:creator><pubDate>Wed, 13 Nov 2024 10:00:00 GMT</pubDate></item></channel></rss>"#;
    check_items(
        content,
        &[(
            "Tom & Ana",
            "https://example.org/one",
            "<p>The full text</p>",
        )],
    );
    let feed = parse_sample(content);
    let item = &feed.items[0];
    assert_eq!(
        (feed.title.as_str(), item.id.as_str()),
        ("The Example", "id-1")
    );
    assert_eq!(item.author.as_deref(), Some("Ana Peña"));
    assert_eq!(
        item.published.map(|p| p.date.to_string()).as_deref(),
        Some("2024-11-13")
    );
    assert_eq!(feed.language, Some(Language::ENGLISH));
}

#[test]
fn atom_is_read_with_markup_inside() {
    check_items(
        r#"<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en"><title>F</title><link rel="self" href="x"/><link href="https://example.org/"/>
        <entry><title type="text">1 &lt; 2</title><link rel="enclosure" href="z"/><link href="a"/><id>tag:1</id><author><name>Ana</name><email>a@b.c</email></author>
        <content type="xhtml"><div><p>One &amp; <b>two</b></p></div></content></entry></feed>"#,
        &[(
            "1 < 2",
            "https://example.org/a",
            "<div><p>One &amp; <b>two</b></p></div>",
        )],
    );
}

#[test]
fn a_json_feed_is_read() {
    check_items(
        r#"{"version": "https://jsonfeed.org/version/1.1", "title": "F", "home_page_url": "https://example.org/",
            "items": [{"id": 7, "url": "https://example.org/b", "title": "B", "content_text": "1 < 2\n\nSo", "authors": [{"name": "Ana"}]}]}"#,
        &[("B", "https://example.org/b", "1 &lt; 2<p>So")],
    );
}

#[test]
fn what_is_damaged_loses_no_other_item() {
    check_items(
        "<rss><channel><item><title>A & B &nbsp;&bogus; C</title><description><p>Not <br> escaped</description></item>\
         <item><title>B</title><media:title>other</media:title><description>x</item>\
         <item><title <<</title></item><item><title>D</title>",
        &[
            ("A & B &bogus; C", "", "<p>Not <br> escaped"),
            ("B", "", "x"),
            ("D", "", ""),
        ],
    );
}

#[test]
fn a_feed_is_read_as_its_first_item_with_text() {
    let content = r"<rss><channel><title>The Example</title><item><title>Empty</title></item>
        <item><title>Harbour</title><description>&lt;p&gt;It is &lt;b&gt;open&lt;/b&gt;.&lt;/p&gt;</description></item></channel></rss>";
    let article =
        read_article_or_feed(content.as_bytes(), &SourceHint::default()).expect("an article");
    assert_eq!(article.about.title, "Harbour");
    assert_eq!(article.about.site, "The Example");
    assert_eq!(article.text().as_str(), "It is open.");
    assert_eq!(
        read_article_or_feed(b"<rss><channel></channel></rss>", &SourceHint::default()),
        Err(ReadError::Feed)
    );
}

#[test]
fn what_is_no_feed_is_none() {
    assert_eq!(parse_feed("<html><p>x</p></html>", None), None);
    assert_eq!(parse_feed("{\"version\": \"1\"}", None), None);
    assert_eq!(parse_feed("", None), None);
}

proptest::proptest! {
    #![proptest_config(proptest::prelude::ProptestConfig { cases: 200, failure_persistence: None, ..Default::default() })]

    #[test]
    fn any_pieces_are_read(pieces in proptest::collection::vec(proptest::sample::select(vec![
        "<rss>", "<channel>", "<item>", "</item>", "<entry>", "<title>", "</title>", "<link>", "</link>", "<link href='", "'/>",
        "<author>", "<name>", "</author>", "<![CDATA[", "]]>", "&", "&amp;", "&#x1b;", "<", ">", "<!--", "-->", "<?", "?>", "<b", "x", "é", "\u{202e}",
    ]), 0..40)) {
        let content = format!("<rss>{}", pieces.concat());
        if let Some(feed) = parse_feed(&content, None) {
            for item in &feed.items {
                let _ = read_item_article(item, &feed);
                assert!(!item.title.chars().any(crate::text::is_control_or_junk));
            }
        }
    }
}

#[test]
fn links_of_other_things_within_an_item_are_not_its_own() {
    let content = r#"<rss version="2.0" xmlns:x="https://example.org/x"><channel><title>F</title><item><title>A</title>
        <link>https://example.org/a</link><x:more><link url="https://example.org/b"><x:title>B</x:title></link>
        <link>https://example.org/c</link></x:more></item></channel></rss>"#;
    check_items(content, &[("A", "https://example.org/a", "")]);
}

#[test]
fn long_ids_stay_whole() {
    let id = format!("https://example.org/{}?oc=5", "x".repeat(600));
    let feed = parse_sample(&format!(
        "<rss version='2.0'><channel><item><guid>{id}</guid></item></channel></rss>"
    ));
    assert_eq!(feed.items[0].id, id);
}

#[test]
fn dates_that_are_not_understood_are_told_once() {
    let item = "<item><title>A</title><pubDate>the day after</pubDate></item>";
    let good = "<item><title>B</title><pubDate>Wed, 13 Nov 2024 10:00:00 GMT</pubDate></item>";
    let feed = parse_sample(&format!(
        "<rss version='2.0'><channel>{good}{item}{item}</channel></rss>"
    ));
    let remarks: Vec<_> = feed.remarks.iter().map(String::as_str).collect();
    assert!(
        remarks.contains(&"could not parse 2 dates, for example “the day after”"),
        "{remarks:?}"
    );
    assert!(feed.items[0].published.is_some());
}
