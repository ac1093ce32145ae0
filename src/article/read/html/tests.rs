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
