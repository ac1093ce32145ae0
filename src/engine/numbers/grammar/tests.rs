//! Cases of the grammar of numbers.

use super::read_number;
use crate::article::{Article, ArticleMetadata};
use crate::engine::numbers::subtoken::SubtokenLine;
use crate::engine::numbers::subtokenize::read_first_line;
use crate::engine::token::segment_article;

/// Calls `then` with the pieces of the first sentence of `text`.
pub(in super::super) fn with_line(text: &str, then: impl FnOnce(SubtokenLine<'_>)) {
    let article = Article::verbatim(text, ArticleMetadata::default()).expect("short");
    let (tokens, sentences) = segment_article(&article, usize::MAX, &|| false);
    read_first_line(article.text(), &tokens, &sentences, then);
}

#[track_caller]
fn assert_numbers(text: &str, expected: &str) {
    with_line(text, |line| {
        let found = (0..line.len()).find_map(|index| read_number(line, index));
        let shown = found.map(|number| match number.high {
            Some(high) => format!("{}..{high}", number.low.normalize()),
            None => number.low.round_dp(4).normalize().to_string(),
        });
        assert_eq!(shown.unwrap_or_default(), expected, "{text}");
    });
}

#[test]
fn digits_have_scales_and_fractions() {
    assert_numbers("1,750,000 homes", "1750000");
    assert_numbers("1.2 trillion", "1200000000000");
    assert_numbers("4.5 lakh crore", "4500000000000");
    assert_numbers("40-billion", "40000000000");
    assert_numbers("3½ hours", "3.5");
    assert_numbers("10 1/2 miles", "10.5");
    assert_numbers("1/4 of them", "0.25");
    assert_numbers("12\u{202f}400 people", "12400");
}

#[test]
fn words_add_up() {
    assert_numbers("twenty-one", "21");
    assert_numbers("one hundred and fifty-two homes", "152");
    assert_numbers("two million three hundred thousand", "2300000");
    assert_numbers("a hundred", "100");
    assert_numbers("a dozen eggs", "12");
    assert_numbers("two dozen eggs", "24");
    assert_numbers("two and a half miles", "2.5");
    assert_numbers("one and a half million", "1500000");
    assert_numbers("ninety-nine", "99");
    assert_numbers("five six", "5");
}

#[test]
fn parts_are_numbers() {
    assert_numbers("half a million", "500000");
    assert_numbers("a quarter of a million", "250000");
    assert_numbers("half a dozen", "6");
    assert_numbers("two-thirds of them", "0.6667");
    assert_numbers("a third of them", "0.3333");
    assert_numbers("about half of them", "0.5");
    assert_numbers("three quarters of them", "0.75");
}

#[test]
fn vague_plurals_are_intervals() {
    assert_numbers("dozens", "24..99");
    assert_numbers("tens of thousands", "10000..100000");
    assert_numbers("hundreds of thousands", "100000..1000000");
    assert_numbers("several hundred", "200..900");
    assert_numbers("a few dozen", "24..108");
}

#[test]
fn what_only_looks_like_a_part_is_none() {
    assert_numbers("the first half was dull", "");
    assert_numbers("a third man was seen", "");
    assert_numbers("a quarter earlier", "");
    assert_numbers("half-time", "");
    assert_numbers("9/11", "9");
}

#[test]
fn too_large_a_number_is_none() {
    assert_numbers(&"9".repeat(400), "");
    assert_numbers("900000000000000000000 trillion crore lakh", "");
}
