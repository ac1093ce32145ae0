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

const NAMESPACES: &str = r#"xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:content="http://purl.org/rss/1.0/modules/content/"
    xmlns:itunes="http://www.itunes.com/dtds/podcast-1.0.dtd" xmlns:media="http://search.yahoo.com/mrss/"
    xmlns:atom="http://www.w3.org/2005/Atom""#;

/// Returns a feed in RSS 2.0 with these elements in its channel.
fn parse_channel(inside: &str) -> Feed {
    parse_sample(&format!(
        r#"<rss version="2.0" {NAMESPACES}><channel>{inside}</channel></rss>"#
    ))
}

/// Returns the only item of a feed in RSS 2.0 with these elements in it.
fn parse_item(inside: &str) -> FeedItem {
    let mut feed = parse_channel(&format!("<item>{inside}</item>"));
    assert_eq!(feed.items.len(), 1);
    feed.items.remove(0)
}

fn day(date: Option<crate::article::PublicationDate>) -> String {
    date.map_or_else(String::new, |date| date.date.to_string())
}

#[test]
fn a_feed_has_an_id_authors_dates_and_tags() {
    let feed = parse_channel(
        "<guid>urn:harbour</guid><managingEditor>ed@example.org (Ed Moss)</managingEditor><dc:creator>Ana Ruiz</dc:creator>
         <pubDate>Thu, 05 Sep 2002 00:00:01 GMT</pubDate><lastBuildDate>Sat, 07 Sep 2002 09:42:31 GMT</lastBuildDate>
         <category>Ports</category><itunes:category text=\"News\"/><itunes:keywords>a, b</itunes:keywords>
         <image><title>Logo</title><pubDate>2001-01-01</pubDate></image><item><title>x</title></item>",
    );
    assert_eq!(feed.id.as_deref(), Some("urn:harbour"));
    let names: Vec<_> = feed
        .authors
        .iter()
        .map(|author| author.written.as_str())
        .collect();
    assert_eq!(names, ["ed@example.org (Ed Moss)", "Ana Ruiz"]);
    assert_eq!(
        (day(feed.published), day(feed.updated)),
        ("2002-09-05".to_owned(), "2002-09-07".to_owned())
    );
    assert_eq!(day(feed.changed()), "2002-09-07");
    assert_eq!(feed.tags, ["Ports", "News", "a", "b"]);

    let atom = parse_sample(
        r#"<feed xmlns="http://www.w3.org/2005/Atom"><id>http://example.org/home</id><updated>2024-01-02T03:04:05Z</updated>
        <author><name>Ana</name><email>a@example.org</email></author><category term="t" label="T"/><category label="L"/>
        <entry><title>A</title><author><name>Not the feed's</name></author><category term="not"/></entry></feed>"#,
    );
    assert_eq!(atom.authors[0].written, "Ana (a@example.org)");
    assert_eq!(
        (atom.authors.len(), &atom.tags[..]),
        (1, &["t".to_owned(), "L".to_owned()][..])
    );
    assert_eq!(day(atom.published), "2024-01-02");
    // An address as ID is the page of a feed that names no other.
    assert_eq!(
        atom.link.as_ref().map(Link::as_str),
        Some("http://example.org/home")
    );
}

#[test]
fn the_owner_of_a_podcast_is_its_author_if_it_has_no_other() {
    let owner = "<itunes:owner><itunes:name>O</itunes:name><itunes:email>o@example.org</itunes:email></itunes:owner>";
    assert_eq!(parse_channel(owner).authors[0].written, "O (o@example.org)");
    let feed = parse_channel(&format!("{owner}<itunes:author>A</itunes:author>"));
    assert_eq!(
        (feed.authors.len(), feed.authors[0].written.as_str()),
        (1, "A")
    );
}

#[test]
fn all_authors_are_kept_with_those_of_atom_first() {
    let item = parse_item(
        "<dc:creator>Ana Ruiz</dc:creator><dc:creator>Ben Ode</dc:creator><dc:creator>Ana Ruiz</dc:creator>
         <atom:author><atom:name>Cy Lim</atom:name></atom:author>",
    );
    assert_eq!(item.author.as_deref(), Some("Cy Lim, Ana Ruiz, Ben Ode"));
}

#[test]
fn the_words_of_a_picture_or_an_episode_are_the_last_resort() {
    let caption = "<media:description>A caption of the picture that is longer than the text</media:description>";
    assert_eq!(
        parse_item(&format!("<description>Text</description>{caption}")).content,
        "Text"
    );
    assert!(parse_item(caption).content.starts_with("A caption"));
    let teaser = "<itunes:subtitle>Teaser</itunes:subtitle>";
    assert_eq!(
        parse_item(&format!("{teaser}<itunes:summary>Sum</itunes:summary>")).content,
        "Sum"
    );
    assert_eq!(parse_item(teaser).content, "Teaser");
    let first =
        parse_item("<itunes:summary>Summary</itunes:summary><description>Text of it</description>");
    assert_eq!(
        (first.content.as_str(), first.summary.as_str()),
        ("Text of it", "Summary")
    );
}

#[test]
fn plain_text_keeps_its_lines_and_wrapped_text_does_not() {
    let text = |inside: &str| parse_item(&format!("<description>{inside}</description>")).content;
    assert_eq!(
        text("Doors at 8\n Bar at 9\n\n\nFree &lt; 5"),
        "Doors at 8<br>Bar at 9<p>Free &lt; 5"
    );
    let wrapped = "The ferry to the island was cancelled on Monday after the\n\
                   harbour office had warned of high waves and of strong winds\n\
                   from the north.";
    assert_eq!(text(wrapped), wrapped);
    let atom = parse_sample(
        "<feed xmlns=\"http://www.w3.org/2005/Atom\"><entry><content type=\"text\">a <!-- -->\nb</content></entry></feed>",
    );
    assert_eq!(atom.items[0].content, "a<br>b");
}

#[test]
fn html_in_a_description_is_seen_by_its_rarer_elements() {
    for html in [
        "a<script>b</script>",
        "<video src=x>",
        "<figure>x</figure>",
        "<!-- c -->d",
    ] {
        let escaped = html.replace('<', "&lt;");
        let item = parse_item(&format!(
            "<title>{escaped}</title><description>{escaped}</description>"
        ));
        assert_eq!(item.content, html);
        assert!(item.title.contains('<'), "{}", item.title);
    }
}

#[test]
fn titles_keep_words_in_separate_elements_apart_and_are_not_cut_soon() {
    let title =
        |html: &str| parse_item(&format!("<title>{}</title>", html.replace('<', "&lt;"))).title;
    assert_eq!(title("one<br/>two"), "one two");
    assert_eq!(title("<p>One</p><p>tw<b>o</b></p>"), "One two");
    assert_eq!(title(&"word ".repeat(150)).len(), 749);
}

#[test]
fn a_link_that_is_escaped_twice_is_read() {
    let item = parse_item("<link>http://example.org/?a=1&amp;amp;b=2</link>");
    assert_eq!(item.written_link, "http://example.org/?a=1&b=2");
}

#[test]
fn the_namespace_of_rdf_may_have_any_prefix() {
    let feed = parse_sample(
        r#"<r:RDF xmlns:r="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/">
        <item r:about="urn:one"><title>A</title></item></r:RDF>"#,
    );
    assert_eq!(feed.items[0].own_id.as_deref(), Some("urn:one"));
}

#[test]
fn a_feed_wrapped_in_a_page_is_read_and_an_example_in_a_page_is_not() {
    let feed = r#"<feed xmlns="http://www.w3.org/2005/Atom"><title>F</title><entry><title>A</title></entry></feed>"#;
    let wrapped = format!(
        "<html><head><meta charset=utf-8><title>Page</title></head><body>{feed}</body></html>"
    );
    let found = parse_sample(&wrapped);
    assert_eq!(
        (found.title.as_str(), found.items[0].title.as_str()),
        ("F", "A")
    );
    let example = format!("<html><body><textarea>{feed}</textarea></body></html>");
    assert_eq!(parse_feed(&example, None), None);
}

#[test]
fn a_json_feed_is_read_with_its_small_faults() {
    let feed = parse_sample(
        r#"{"version": "https://jsonfeed.org/version/1", "title": "Tom &amp; Ana", "author": {"name": "Ana"}, "items": [
        {"id": "1", "title": "R&amp;D &#8211; x", "content_text": "a
b", "tags": ["x", "Q&amp;A"], "author": "Ben",},
        {"id": "2", "title": "<b>Bold</b>", "content_html": "<p>c</p>"}, {"id": "3", "titl"#,
    );
    assert_eq!(
        (feed.title.as_str(), feed.authors[0].written.as_str()),
        ("Tom & Ana", "Ana")
    );
    let titles: Vec<_> = feed.items.iter().map(|item| item.title.as_str()).collect();
    assert_eq!(titles, ["R&D – x", "Bold"]);
    assert_eq!(feed.items[0].content, "a<br>b");
    assert_eq!(feed.items[0].tags, ["x", "Q&A"]);
    assert_eq!(feed.items[0].author.as_deref(), Some("Ben"));
    assert_eq!(feed.remarks.len(), 2, "{:?}", feed.remarks);
    assert!(feed.remarks[1].contains("cut off"), "{:?}", feed.remarks);
}
