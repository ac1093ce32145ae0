//! Tests of the fast path for simple fragments, each compared with the result of the tree.

use super::super::write_tree;
use super::*;
use crate::article::Article;
use proptest::prelude::*;

/// Returns the result of the fast path, if the fragment is simple, and the result of the tree.
fn read_both_ways(content: &str) -> (Option<Article>, Article) {
    let base = Link::parse("https://example.org/news/1");
    let about = ArticleMetadata {
        title: "High water".into(),
        byline: Some("Una Brae".into()),
        ..ArticleMetadata::default()
    };
    let mut light = ArticleBuilder::new();
    let is_light = write_simple_fragment(&mut light, content, &about, base.as_ref());
    let mut tree = ArticleBuilder::new();
    write_tree(&mut tree, content, &about, base.as_ref());
    let finish = |builder: ArticleBuilder| builder.finish(about.clone()).expect("short");
    (is_light.then(|| finish(light)), finish(tree))
}

#[track_caller]
fn check_read_alike(content: &str) {
    let (light, tree) = read_both_ways(content);
    assert_eq!(light.expect("it is simple"), tree);
}

#[track_caller]
fn check_left_to_tree(content: &str) {
    assert!(read_both_ways(content).0.is_none(), "{content}");
}

const LONG: &str = "The harbour master, who had been up since four, said that the water stood higher than in any \
    year since the wall was built, and that nobody was to go near it.";

#[test]
fn simple_pieces_are_read_as_by_the_tree() {
    check_read_alike("Rain &amp; wind at noon.<br>\nSun later<br />");
    check_read_alike(&format!(
        "<p class='lead'>{LONG}</p>\n<p>So <b>it <i>is</i></b> &#8211; for now. <a href=\"/a?x=1&y=2\">More details</a></p>"
    ));
    check_read_alike(&format!("<div><p>{LONG}</p><h2>High water</h2></div>"));
    check_read_alike(&format!(
        "<P>{LONG}</P><h2>The wall</h2><ul>\n<li>One</li><li><p>Two</p></li></ul><ol><li>A<ul><li>B</li></ul></li></ol><hr/>\
        <blockquote><p>Nobody knew.</p>Nobody.</blockquote><img src='a.jpg' alt='The wall at noon on the day of the storm'>"
    ));
    check_read_alike("<a href='#top'>A</a><span>b</span> <code>c</code>");
}

#[test]
fn what_the_site_says_of_itself_is_left_to_the_tree() {
    check_left_to_tree("<p>Read more: <a href='/b'>tides</a></p>");
    check_left_to_tree("<p>By Una Brae</p><p>Rain.</p>");
    check_left_to_tree("<p>Advertisement</p>");
    check_left_to_tree("<div class='share-bar'>x</div>");
    check_left_to_tree("<p>© Una Brae</p>");
    check_left_to_tree("<h2>Related</h2><p>x</p>");
    check_left_to_tree("<p hidden=''>x</p>");
    check_left_to_tree("<p style=\"display: none\">x</p>");
}

#[test]
fn what_is_not_simple_is_left_to_the_tree() {
    for content in [
        "<p>a<p>b",
        "<b>a",
        "<b><i>a</b></i>",
        "a < b",
        "<!-- a -->b",
        "<table><tr><td>a</td></tr></table>",
        "&copy 2026",
        "&#150;",
        "<p><div>a</div></p>",
        "<ul>a</ul>",
        "<a href=x>b</a>",
        "<a href='/a'><a href='/b'>c</a></a>",
        "<p>a</p",
        "</p>",
        "<script>a</script>",
        "\u{0}a",
        "<p/>",
        "<li>a</li>",
    ] {
        check_left_to_tree(content);
    }
}

const PIECES: &[&str] = &[
    "<p>",
    "</p>",
    "<p>",
    "</p>",
    "<b>",
    "</b>",
    "<i>",
    "</i>",
    "<a href='/x'>",
    "</a>",
    "<br>",
    "<ul>",
    "</ul>",
    "<li>",
    "</li>",
    "<h2>",
    "</h2>",
    "<div>",
    "</div>",
    "<blockquote>",
    "</blockquote>",
    "<ol>",
    "</ol>",
    "<span class='k'>",
    "</span>",
    "<hr>",
    "<img alt='Waves break over the old wall'>",
    "<img alt='🙂'>",
    "word ",
    " two\n",
    "e",
    "\u{301}",
    "&amp;",
    "&nbsp;",
    "  ",
    "&#233;",
    "&",
    "<",
    ">",
    "High water",
    "Share",
    "Read more: ",
    "By Una Brae",
    "© ",
    "3 March 2026",
    "The harbour master, who had been up since four, said that the water stood higher than in any year since the \
     wall was built, and that nobody was to go near it until the next morning.",
];

proptest! {
    #[test]
    fn whatever_is_read_here_the_tree_reads_the_same(pieces in prop::collection::vec(prop::sample::select(PIECES), 0..14)) {
        let (light, tree) = read_both_ways(&pieces.concat());
        if let Some(light) = light {
            prop_assert_eq!(light, tree);
        }
    }

    #[test]
    fn closed_elements_are_read_as_by_the_tree(blocks in prop::collection::vec(
        (prop::sample::select(&["p", "h2", "div", "blockquote", "ul", "ol"][..]), prop::collection::vec(
            (prop::sample::select(&["", "b", "a", "span", "strong", "em"][..]), prop::sample::select(&PIECES[27..]),), 0..5)), 0..6)) {
        let mut content = String::new();
        for (block, inside) in blocks {
            let is_list = block.ends_with('l');
            content.extend(["<", block, ">"]);
            for (name, words) in inside {
                let item = if is_list { ("<li>", "</li>") } else { ("", "") };
                let inner = if name.is_empty() { words.to_owned() } else { format!("<{name}>{words}</{name}>") };
                content.extend([item.0, &inner, item.1]);
            }
            content.extend(["</", block, ">\n"]);
        }
        let (light, tree) = read_both_ways(&content);
        if let Some(light) = light {
            prop_assert_eq!(light, tree);
        }
    }
}
