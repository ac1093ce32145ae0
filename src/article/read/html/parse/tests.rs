//! Tests of the limits on trees.

use super::*;
use dom_query::NodeRef;

fn tree_depth(document: &Document) -> usize {
    let nodes = document.root().descendants();
    nodes
        .iter()
        .map(|node| node.ancestors(None).len())
        .max()
        .unwrap_or_default()
}

#[test]
fn deep_nesting_is_cut_and_its_words_stay() {
    for name in [
        "div",
        "b",
        "span",
        "blockquote",
        "table",
        "x-y",
        "a",
        "ul",
        "font",
    ] {
        let content = format!("<{name}>").repeat(5000) + "word";
        let document = parse_document(&content);
        assert!(
            tree_depth(&document) < 2 * MAX_TREE_DEPTH,
            "{name}: {}",
            tree_depth(&document)
        );
        assert_eq!(document.text().trim(), "word", "{name}");
    }
    let table = "<table><tr><td>".repeat(5000) + "word";
    assert!(tree_depth(&parse_document(&table)) < 2 * MAX_TREE_DEPTH);
}

#[test]
fn elements_that_close_themselves_may_be_many() {
    let content = "<p>one".repeat(2000);
    assert_eq!(parse_document(&content).select("p").length(), 2000);
    let content = "<ul>".to_owned() + &"<li>one".repeat(2000);
    assert_eq!(parse_document(&content).select("li").length(), 2000);
}

#[test]
fn unclosed_formatting_does_not_use_up_the_depth() {
    let content = "<p><font color=x>one".repeat(1000) + "<div class=a>two</div>";
    assert_eq!(parse_document(&content).select("div.a").length(), 1);
}

#[test]
fn scripts_and_styles_are_left_out_but_for_json_ld() {
    let document = parse_document(
        "<style>a{}</style><p>One<script>if (a<b) '</p>'</script> two<script type='application/ld+json'>{}</script>",
    );
    assert_eq!(document.select("p").text().as_ref(), "One two{}");
    assert_eq!(document.select("script").length(), 1);
    assert_eq!(document.select("style").length(), 0);
}

#[test]
fn words_stay_apart_where_tags_are_left_out() {
    let content = "<div>".repeat(100_000) + "<p>one</p><p>two</p>";
    assert_eq!(parse_document(&content).text().trim(), "one two");
}

#[test]
fn a_declared_charset_does_not_end_the_page() {
    let document = parse_document(
        "<meta charset=utf-8><meta http-equiv=content-type content='text/html; charset=gbk'><p>One",
    );
    assert_eq!(document.select("p").text().as_ref(), "One");
}

#[test]
fn a_page_without_end_is_cut_and_that_is_told() {
    let content = "<p>words and words".repeat(2_000_000);
    let (document, notes) = parse_with_notes(&content);
    assert!(document.text().len() < MAX_CONTENT_BYTES + 2 * TOKENIZER_STEP_BYTES);
    assert_eq!(
        notes,
        [
            "The page has more elements than are read: this is what stands in the first 1.1 MB of 36.0 MB."
        ]
    );
    let content = "words and words ".repeat(2_000_000);
    let (_, notes) = parse_with_notes(&content);
    assert_eq!(
        notes,
        [
            "The page has more words than are read: this is what stands in the first 5.3 MB of 32.0 MB."
        ]
    );
}

#[test]
fn nothing_is_told_of_a_page_that_is_read_whole() {
    let content = "<div><p>One <b>two</b></div>".repeat(1000);
    assert_eq!(parse_with_notes(&content).1, Vec::<String>::new());
}

#[test]
fn what_is_too_deep_is_told() {
    let (_, notes) = parse_with_notes(&("<div>".repeat(200_000) + "word"));
    assert_eq!(
        notes,
        [
            "Some of the page nests deeper than 160 elements: the words there stay, 199840 of its tags do not."
        ]
    );
}

#[test]
fn a_few_tags_do_not_open_elements_without_end() {
    let tags: Vec<_> = (0..20_000).map(|n| format!("<i id=a{n}><p>x")).collect();
    let content = tags.concat();
    let (document, notes) = parse_with_notes(&content);
    assert!(document.tree.len() < MAX_NODES + 1000);
    assert_eq!(notes.len(), 1, "{notes:?}");
}

#[test]
fn long_words_stay_whole_in_pieces() {
    let long = "a&\u{a0}é e\u{301}".repeat(4000);
    let document = parse_document(&format!("<p>{}", long.replace('&', "&amp;")));
    assert_eq!(document.select("p").text().as_ref(), long);
    let pieces = document.select("p").nodes()[0].children();
    assert!(pieces.len() > 4);
    let borders = pieces.iter().map(NodeRef::text);
    assert!(
        borders
            .into_iter()
            .all(|piece| piece.starts_with(|c: char| c.is_ascii()))
    );
}

#[test]
fn a_long_page_may_not_be_as_deep() {
    let frames = "<div>".repeat(60);
    let words = "<p>The ferry leaves at noon.</p>";
    let short = frames.clone() + words;
    assert!(tree_depth(&parse_document(&short)) > 60);
    let long = frames + &words.repeat(40_000);
    let (document, notes) = parse_with_notes(&long);
    assert!(tree_depth(&document) < 40);
    assert_eq!(document.select("p").length(), 40_000);
    assert!(notes[0].contains("deeper than 24 elements"), "{notes:?}");
}
