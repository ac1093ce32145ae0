//! Tests of reading bytes of every kind, including hostile input.

use proptest::prelude::*;

use super::block_format::{check_invariants, format_blocks};
use super::*;

fn file_hint(name: &str) -> SourceHint {
    SourceHint {
        name: Some(name.into()),
        ..SourceHint::default()
    }
}

#[test]
fn each_kind_finds_its_reader() {
    let shown = |bytes: &str, name| {
        format_blocks(&read_article(bytes.as_bytes(), &file_hint(name)).expect("an article"))
    };
    assert_eq!(shown("*One* word", "a.md"), "p One word [One: em]\n");
    assert_eq!(shown("*One* word", "a.txt"), "p *One* word\n");
    assert_eq!(
        shown("<p><em>One</em> word", "a.html"),
        "p One word [One: em]\n"
    );
}

#[test]
fn what_is_no_text_is_named() {
    let error = |bytes: &[u8]| read_article(bytes, &SourceHint::default()).expect_err("no article");
    assert_eq!(error(b""), ReadError::Empty);
    assert_eq!(error(b" \n\t\n"), ReadError::Empty);
    assert_eq!(
        error(b"%PDF-1.4 ...").to_string(),
        "it is a PDF document, not text"
    );
    assert_eq!(
        error(&[0, 1, 2, 3, 250, 0, 9, 0]).to_string(),
        "it is binary data, not text"
    );
    let mut seed = 1_u32;
    let noise: Vec<u8> = std::iter::repeat_with(|| {
        seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        seed.to_be_bytes()[0]
    })
    .take(20_000)
    .collect();
    assert_eq!(error(&noise).to_string(), "it is binary data, not text");
    assert_eq!(error(b"<rss version='2.0'></rss>"), ReadError::Feed);
}

#[test]
fn hostile_text_is_read_without_harm() {
    let line = "word ".repeat(250_000);
    for content in [
        line.as_str(),
        "\u{202e}\u{1b}]0;x\u{7}\n",
        "&#x1b;&lt;&bogus;&#99999999;&amp",
        "<p",
    ] {
        for name in ["a.txt", "a.md", "a.html"] {
            if let Ok(article) = read_article(content.as_bytes(), &file_hint(name)) {
                check_invariants(&article);
            }
        }
    }
}

#[test]
fn nesting_without_end_costs_little() {
    for unit in [
        "<div>",
        "<table><tr><td>",
        "<ul><li><div>",
        "<b><blockquote>",
    ] {
        for n in [10_000, 200_000] {
            let content = unit.repeat(n) + "word";
            match read_article(content.as_bytes(), &file_hint("a.html")) {
                Ok(article) => assert_eq!(article.text().as_str(), "word"),
                Err(why) => assert_eq!(why, ReadError::NoArticle, "{unit}"),
            }
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_bytes_are_read_or_refused(bytes in proptest::collection::vec(any::<u8>(), 0..400)) {
        for name in ["a.txt", "a.md", "a.html", "a"] {
            if let Ok(article) = read_article(&bytes, &file_hint(name)) {
                check_invariants(&article);
            }
        }
    }

    #[test]
    fn any_words_between_marks_are_read(pieces in proptest::collection::vec(prop_oneof![
        Just("<p>"), Just("</p>"), Just("<b>"), Just("</b>"), Just("<a href=/x>"), Just("</a>"), Just("<ul>"), Just("<li>"),
        Just("</ul>"), Just("<table>"), Just("<tr>"), Just("<td>"), Just("</table>"), Just("<blockquote>"), Just("<pre>"),
        Just("\n"), Just("\n\n"), Just("> "), Just("- "), Just("* "), Just("**"), Just("# "), Just("`"), Just("[x](http://a.b)"),
        Just("    "), Just("1. "), Just("| a | b |\n|---|---|\n"), Just("e\u{301}"), Just("\u{202e}"), Just("\u{1b}["), Just("word "),
        Just("👩\u{200d}🚒"), Just("\u{301}"), Just("&amp;"), Just("By Ana Peña\n"), Just("---\n"), Just("\u{c}"), Just("\t"), Just("[Page 1]\n"),
    ], 0..60)) {
        let content: String = pieces.concat();
        for name in ["a.txt", "a.md", "a.html"] {
            if let Ok(article) = read_article(content.as_bytes(), &file_hint(name)) {
                check_invariants(&article);
            }
        }
    }
}
