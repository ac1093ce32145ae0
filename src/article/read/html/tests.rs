//! Tests of reading whole pages and fragments.

use super::*;
use crate::article::read::block_format::{check_invariants, format_blocks};

const PROSE: &str = "The committee met on Tuesday to discuss the plan for the harbour, and agreed, after two hours, to meet again within a week.";

fn html_page(head: &str, body: &str) -> String {
    format!("<!DOCTYPE html><html><head>{head}</head><body>{body}</body></html>")
}

fn read_sample(head: &str, body: &str) -> Article {
    let base = Link::parse("https://www.example.org/news/harbour.html");
    let article = read_html(&html_page(head, body), base.as_ref()).expect("an article");
    check_invariants(&article);
    article
}

#[track_caller]
fn check_blocks(body: &str, expected: &str) {
    let body = format!(
        "<article>{}{body}</article>",
        format!("<p>{PROSE}</p>").repeat(8)
    );
    let shown = format_blocks(&read_sample("<title>x</title>", &body));
    let shown = shown.replace(&format!("p {PROSE}\n"), "");
    assert_eq!(shown, expected);
}

#[test]
fn structure_survives() {
    check_blocks(
        "<h2>What it <em>costs</em></h2><ul><li>One<ol start=3><li>Three<li>Four</ol><li><p>Two</p></ul><blockquote><p>Said</p><blockquote>Again</blockquote></blockquote><hr><pre>a\n  b</pre>",
        "h2 What it costs [costs: em]\n-0 One\n3.1 Three\n4.1 Four\n-0 Two\n>0 Said\n>1 Again\nhr\npre a⏎  b\n",
    );
}

#[test]
fn inlines_survive_and_links_are_absolute() {
    check_blocks(
        "<p>See <a href='/a b'>the <b>plan</b></a>, <a href='javascript:x'>not this</a>,<br>\n<code>x</code> and <q>so</q>.</p>",
        "p See the plan, not this,⏎x and “so”. [the plan: https://www.example.org/a%20b] [plan: strong] [x: code]\n",
    );
}

#[test]
fn data_tables_stay_and_layout_tables_do_not() {
    check_blocks(
        "<table><tr><th>Team<th>Pts</tr><tr><td>Reds<td>3</tr></table><table><tr><td><p>One paragraph.</p></td></tr></table>",
        "table Team | Pts⏎Reds | 3\np One paragraph.\n",
    );
}

#[test]
fn captions_are_kept_and_what_pictures_say_instead_only_in_pieces() {
    let pictures = "<figure><img src=a.jpg alt='The harbour of the town'><figcaption>The harbour at dawn</figcaption></figure><p><img src=b.jpg alt='A ship at the new quay wall'></p><p><img src=c.jpg alt='IMG_2.jpg of the four'></p>";
    check_blocks(pictures, "cap The harbour at dawn\n");
    let piece = read_fragment(pictures, ArticleMetadata::default(), None).expect("an article");
    assert_eq!(
        format_blocks(&piece),
        "cap The harbour at dawn\ncap A ship at the new quay wall\n"
    );
}

const MORE: &str = "Fishermen had asked for the work since the storm of 2019, which broke the outer wall in three places.";

#[test]
fn what_stands_behind_the_last_paragraph_is_not_of_it() {
    for behind in [
        "<h3>More from the coast</h3>",
        "<p>About the author</p><p>Ana Peña</p><p>Ana Peña is a reporter at the coast.</p>",
        "<p>Tags: <a href=/t/sea>sea</a>, <a href=/t/work>work</a></p>",
        "<p>© 2024 The Example. All rights reserved.</p>",
        "<p>Follow the harbour desk</p><p>desk@example.org</p><p>1,204</p>",
        "<ul><li><a href=/news/1>Ferry runs aground in the fog</a><li><a href=/news/2>Port dues to rise</a></ul>",
        "<p>Read or share this story: https://example.org/s/1</p><p>Coast</p>",
        "<p>13 November 2024</p>",
    ] {
        check_blocks(&format!("<p>{MORE}</p>{behind}"), &format!("p {MORE}\n"));
    }
}

#[test]
fn an_article_may_end_with_more_than_paragraphs() {
    check_blocks(
        &format!(
            "<p>{MORE}</p><ul><li><a href=https://port.example/tides>Tables of the tides</a></ul><table><tr><th>Day<th>Ships<tr><td>Monday<td>14</table><figure><img src=a.jpg><figcaption>The wall</figcaption></figure>"
        ),
        &format!(
            "p {MORE}\n-0 Tables of the tides [Tables of the tides: https://port.example/tides]\ntable Day | Ships⏎Monday | 14\ncap The wall\n"
        ),
    );
    check_blocks(
        "<p>Who pays for it is not known.</p><p>“Not us.”</p>",
        "p Who pays for it is not known.\np “Not us.”\n",
    );
    check_blocks(
        "<p>Share prices fell on Monday.</p>",
        "p Share prices fell on Monday.\n",
    );
    check_blocks(
        "<p>Support for the plan is thin, the mayor said.</p>",
        "p Support for the plan is thin, the mayor said.\n",
    );
}

#[test]
fn what_tells_of_the_making_above_the_text_is_not_of_it() {
    let prose = format!("<p>{PROSE}</p>").repeat(8);
    for above in [
        "<p>Updated 14 November 2024 at 9:30</p>",
        "<p>314 views</p><p>1:39 pm ET</p>",
        "<p><a href=/coast>Coast</a></p><p>Harbours —</p>",
        "<p>Ana Peña | Coast desk | 14/11/2024</p>",
        "<div>The harbour reopens</div>",
    ] {
        let body = format!("<article>{above}{prose}</article>");
        let article = read_sample("<title>The harbour reopens - The Example</title>", &body);
        assert_eq!(
            format_blocks(&article),
            format!("p {PROSE}\n").repeat(8),
            "{above}"
        );
    }
    let standfirst = "The harbour is open again, two years late.";
    let body = format!("<article><p>{standfirst}</p>{prose}</article>");
    let shown = format_blocks(&read_sample("<title>x</title>", &body));
    assert!(shown.starts_with(&format!("p {standfirst}\n")), "{shown}");
}

#[test]
fn single_links_between_paragraphs_lead_away_and_links_in_them_do_not() {
    check_blocks(
        &format!(
            "<p>{MORE}</p><p><a href=/news/1>Ferry runs aground in the fog</a></p><p>The port <a href=/news/2>opened its books</a> on Monday.</p><p>Ship at the wall</p><p>05:22 - Source: Example TV</p><p>{MORE}</p>"
        ),
        &format!(
            "p {MORE}\np The port opened its books on Monday. [opened its books: https://www.example.org/news/2]\np {MORE}\n"
        ),
    );
}

#[test]
fn what_an_article_is_about_may_stand_alone_as_a_link() {
    check_blocks(
        "<p><a href=https://port.example/plan>The plan of the port</a></p><p>It is short, and it has no date.</p>",
        "p The plan of the port [The plan of the port: https://port.example/plan]\np It is short, and it has no date.\n",
    );
}

#[test]
fn words_for_readers_of_screens_and_players_are_not_shown() {
    check_blocks(
        &format!(
            "<p><span class=sr-only>This is a link.</span>{MORE}</p><div class='vjs-bar'>Current Time 0:00</div><div class='post-tags'>Sea</div><p>{MORE}</p>"
        ),
        &format!("p {MORE}\np {MORE}\n"),
    );
}

#[test]
fn an_article_in_frames_that_are_named_badly_stays() {
    let prose = format!("<p>{PROSE}</p>").repeat(8);
    let body = format!(
        "{}{prose}",
        "<div class='share bio' itemprop=articleBody>".repeat(60)
    );
    assert_eq!(
        format_blocks(&read_sample("<title>x</title>", &body)),
        format!("p {PROSE}\n").repeat(8)
    );
}

#[test]
fn what_the_page_says_of_its_body_ends_the_article() {
    let prose = format!("<p>{PROSE}</p>").repeat(8);
    let json = format!(
        r#"<title>x</title><script type="application/ld+json">{{"@type": "NewsArticle", "articleBody": "{}"}}</script>"#,
        format!("{PROSE} ").repeat(8)
    );
    let body = format!(
        "<article>{prose}<p>The Example is a paper that was founded for tests, and it has never been printed.</p></article>"
    );
    assert_eq!(
        format_blocks(&read_sample(&json, &body)),
        format!("p {PROSE}\n").repeat(8)
    );
}

#[test]
fn what_the_site_adds_is_taken_out() {
    check_blocks(
        "<p><strong>Read more: <a href=/x>Another story about the sea</a></strong></p><div class='share-bar'><a href=x>Facebook</a></div><p>Advertisement</p><h3>Related stories</h3><ul><li><a href=/y>Why boats float</a></li><li><a href=/z>Why they sink</a></li></ul>",
        "",
    );
}

#[test]
fn byline_and_date_before_the_text_are_not_of_it() {
    let prose = format!("<p>{PROSE}</p>").repeat(8);
    let body = format!(
        "<article><p>By Tom Reed</p><p>13 November 2024</p>{prose}<p>By the sea, 13 November 2024</p></article>"
    );
    let shown = format_blocks(&read_sample("<title>x</title>", &body));
    assert_eq!(
        shown.replace(&format!("p {PROSE}\n"), ""),
        "p By the sea, 13 November 2024\n"
    );
}

#[test]
fn credits_are_captions_and_galleries_have_one_heading() {
    check_blocks(
        "<p>Photograph: Ana Peña</p><h3>The harbour</h3><h3>The harbour</h3><p>Credit where credit is due.</p>",
        "cap Photograph: Ana Peña\nh3 The harbour\np Credit where credit is due.\n",
    );
}

#[test]
fn words_that_only_look_like_it_stay() {
    check_blocks(
        "<p>Read more books, the minister said, and you will see that the sea has no end to its stories, nor to its advertisements.</p><p>She would share the prize.</p>",
        "p Read more books, the minister said, and you will see that the sea has no end to its stories, nor to its advertisements.\np She would share the prize.\n",
    );
}

#[test]
fn a_page_around_the_article_is_left_out() {
    let body = format!(
        "<nav><a href=/>Home</a></nav><div class='cookie-banner'><p>We use cookies to improve your visit, and so do our partners.</p></div><h1>Harbour reopens</h1><div class=story>{}</div><footer>All rights reserved</footer>",
        format!("<p>{PROSE}</p>").repeat(4),
    );
    let article = read_sample("<title>Harbour reopens | The Example</title>", &body);
    assert_eq!(article.about.title, "Harbour reopens");
    assert_eq!(format_blocks(&article), format!("p {PROSE}\n").repeat(4));
}

#[test]
fn a_short_page_is_shown_whole() {
    let article = read_sample("", "<p>Hello, <b>world</b></p>");
    assert_eq!(format_blocks(&article), "p Hello, world [world: strong]\n");
}

#[test]
fn a_page_of_links_is_no_article() {
    let links = "<li><a href=/a>A story with a title of its own in it</a></li>".repeat(200);
    assert_eq!(
        read_html(
            &html_page("<title>x</title>", &format!("<ul>{links}</ul>")),
            None
        ),
        Err(ReadError::NoArticle)
    );
    assert_eq!(
        read_html(
            &html_page(
                "<title>x</title>",
                "<div id=root></div><script>go()</script>"
            ),
            None
        ),
        Err(ReadError::NoArticle)
    );
}

#[test]
fn what_was_too_much_is_noted_and_kept_with_the_article() {
    let cells = "<td>1".repeat(70);
    let body = format!(
        "<article><p>{PROSE}</p><table><tr>{cells}<tr>{cells}</table><p>{PROSE}</p>{}</article>",
        "<div>".repeat(500)
    );
    let article = read_sample("<title>x</title>", &body);
    assert_eq!(
        article.notes(),
        [
            "A table has 70 columns: the first 64 are shown.",
            "Some of the page nests deeper than 160 elements: the words there stay, 341 of its tags do not."
        ]
    );
    let piece = read_fragment(&"<div>".repeat(500), ArticleMetadata::default(), None);
    assert_eq!(piece, Err(ReadError::NoArticle));
    let piece = read_fragment(
        &("<div>".repeat(500) + "x"),
        ArticleMetadata::default(),
        None,
    );
    assert_eq!(piece.expect("an article").notes().len(), 1);
    let error = read_html(&html_page("", &"<p></p>".repeat(70_000)), None);
    let error = error
        .err()
        .map(|error| error.to_string())
        .unwrap_or_default();
    assert!(error.contains("more elements than are read"), "{error}");
}

#[test]
fn what_is_known_comes_from_json_ld_first() {
    let head = r#"<title>x</title><link rel=canonical href="/a"><meta property="og:title" content="Tom &amp;amp; Ana - The Example">
        <meta property="og:site_name" content="The Example"><meta name=author content="Somebody">
        <script type="application/ld+json">{"@type": "NewsArticle", "author": [{"name": "By Ana Peña"}], "datePublished": "2024-11-13T23:00:00-05:00"}</script>"#;
    let about = read_sample(head, "<p>Words.</p>").about;
    assert_eq!(about.title, "Tom & Ana");
    assert_eq!(about.byline.as_deref(), Some("Ana Peña"));
    assert_eq!(about.site, "The Example");
    assert_eq!(
        about.link.map(|l| l.to_string()).as_deref(),
        Some("https://www.example.org/a")
    );
    assert_eq!(
        about.published.map(|p| p.date.to_string()).as_deref(),
        Some("2024-11-13")
    );
}

#[test]
fn what_is_known_may_stand_in_the_page_itself() {
    let body = format!(
        "<article><h1>The harbour reopens</h1><span class=byline>By Tom Reed</span><time datetime='2024-11-12'>x</time><p>{PROSE}</p></article>"
    );
    let article = read_html(
        &format!(
            "<html lang=en-GB>{}",
            html_page("<title>The harbour reopens – Example News</title>", &body)
        ),
        None,
    )
    .expect("an article");
    assert_eq!(article.about.title, "The harbour reopens");
    assert_eq!(article.about.byline.as_deref(), Some("Tom Reed"));
    assert_eq!(
        article
            .about
            .published
            .map(|p| p.date.to_string())
            .as_deref(),
        Some("2024-11-12")
    );
    assert_eq!(
        article
            .about
            .language
            .map(|l| l.code().to_owned())
            .as_deref(),
        Some("en")
    );
}

/// Returns the text of a page without a fixed frame, and its notes.
fn read_whole(head: &str, body: &str) -> (String, Vec<String>) {
    let article = read_sample(head, body);
    (article.text().as_str().to_owned(), article.notes().to_vec())
}

#[test]
fn an_article_that_the_markup_hides_is_read_with_a_note() {
    let prose = format!("<h1>Pier closes</h1><p>{PROSE}</p><p>{MORE}</p>");
    for body in [
        format!("<div style='display: none'>{prose}</div>"),
        format!("<div class=app><div style='visibility:hidden'><h2>Pier</h2>{prose}</div></div>"),
    ] {
        let (text, notes) = read_whole("", &body);
        assert!(
            text.contains(PROSE) && text.contains(MORE),
            "{body}: {text}"
        );
        assert_eq!(notes, [hidden_article::REVEALED_NOTE], "{body}");
        assert!(!text.contains("cookies"));
    }
}

#[test]
fn an_article_for_browsers_without_scripts_is_read() {
    let body = format!(
        "<div id=app></div><noscript><article><p>{PROSE}</p><p>{MORE}</p></article></noscript>"
    );
    let behind_dialog = format!(
        "<main aria-hidden=true><p>{PROSE}</p><p>{MORE}</p></main><div role=dialog><p>We use cookies.</p></div>"
    );
    let (text, _) = read_whole("", &behind_dialog);
    assert_eq!(text, format!("{PROSE}\n\n{MORE}"));
    let (text, _) = read_whole("", &body);
    assert_eq!(text, format!("{PROSE}\n\n{MORE}"));
}

#[test]
fn the_body_in_the_metadata_is_used_where_the_page_shows_less() {
    let json = format!(
        r#"<script type="application/ld+json">{{"@graph": [{{"@type": "NewsArticle", "headline": "Pier", "articleBody": "{PROSE}\n{MORE}"}}]}}</script>"#
    );
    let (text, notes) = read_whole(&json, "<div id=root>Loading</div>");
    assert_eq!(text, format!("{PROSE}\n\n{MORE}"));
    assert_eq!(notes, [hidden_article::DECLARED_NOTE]);
    let shown = format!("<article><p>{PROSE}</p><p>{MORE}</p></article>");
    let (text, notes) = read_whole(&json, &shown);
    assert!(text.contains(MORE));
    assert!(notes.is_empty());
}

#[test]
fn hidden_notices_beside_an_article_stay_hidden() {
    let notice =
        "We and our partners store information on your device to measure what you read. ".repeat(4);
    let body = format!(
        "<article><p>{PROSE}</p><p>{MORE}</p><p>{PROSE}</p></article><div hidden><p>{notice}</p></div>"
    );
    let (text, notes) = read_whole("", &body);
    assert!(text.contains(MORE) && !text.contains("partners"));
    assert!(notes.is_empty());
}

#[test]
fn raised_text_keeps_its_meaning() {
    check_blocks(
        "<p>It bears 3 × 10<sup>6</sup> newtons.<sup><a href='#n1'>[1]</a></sup> Some 1,200<sup>3</sup> people breathe out CO<sub>2</sub> on the 21<sup>st</sup> day.</p>",
        "p It bears 3 × 10⁶ newtons.¹ Some 1,200³ people breathe out CO₂ on the 21st day.\n",
    );
}

#[test]
fn lines_of_the_site_between_paragraphs_are_left_out() {
    for line in [
        "<p>Views: 184</p>",
        "<p>Image 2 of 5</p>",
        "<p>Photo 1/12</p>",
        "<p>Posted on 12 October 2024</p>",
        "<div>Last updated: 12 October 2024</div>",
        "<p><a href=/r>Order Reprints</a></p>",
        "<p>Media playback is unsupported on your device</p>",
        "<p>Copyright 2024 The Example. It may not be published, broadcast or rewritten.</p>",
        "<div class=cookie-consent><p>By clicking accept you agree to the storing of cookies.</p></div>",
        "<div role=dialog><p>Get the news in your inbox every morning.</p></div>",
        "<div class=author-hovercard><p>Ana Peña covers the coast.</p></div>",
    ] {
        check_blocks(
            &format!("<p>{MORE}</p>{line}<p>{MORE} Twice.</p>"),
            &format!("p {MORE}\np {MORE} Twice.\n"),
        );
    }
}

#[test]
fn sentences_that_begin_like_lines_of_the_site_stay() {
    for line in [
        "Views on the plan differ between the 2 banks.",
        "Posted to the coast on 12 October 2024, he never left.",
        "Image rights are 1 of 5 points in dispute.",
        "Photo 51 showed the structure of DNA.",
        "Updated plans of 2024 for the outer wall were published on Monday.",
    ] {
        check_blocks(
            &format!("<p>{MORE}</p><p>{line}</p><p>{MORE} Twice.</p>"),
            &format!("p {MORE}\np {line}\np {MORE} Twice.\n"),
        );
    }
    let label = "<div class='story cookie-consent-shown'>";
    let long = format!("{MORE} {PROSE}");
    check_blocks(
        &format!("{label}<p>{long}</p><p>{long} Twice.</p></div>"),
        &format!("p {long}\np {long} Twice.\n"),
    );
}

#[test]
fn embedded_posts_are_quotations() {
    check_blocks(
        &format!(
            "<p>{MORE}</p><blockquote class=twitter-tweet><p>The bridge shuts on Monday.</p>— Harwick Council</blockquote><p>{MORE} Twice.</p>"
        ),
        &format!(
            "p {MORE}\n>0 The bridge shuts on Monday.\n>0 — Harwick Council\np {MORE} Twice.\n"
        ),
    );
}

#[test]
fn a_whole_article_is_not_replaced_by_a_longer_hidden_one() {
    let shown = format!("<p>{PROSE} {MORE}</p>").repeat(14);
    let other = "<p>Another story about the weather in the hills and what it did to the hay.</p>"
        .repeat(60);
    let body = format!(
        "<article>{shown}</article><div style='display:none'><article>{other}</article></div>"
    );
    let (text, notes) = read_whole("", &body);
    assert!(text.contains(MORE) && !text.contains("hay"));
    assert!(notes.is_empty());
}
