//! Cases of the grammar of numbers.

use super::number;
use crate::article::{Article, ArticleMetadata};
use crate::engine::numbers::subtoken::SubtokenLine;
use crate::engine::numbers::subtokenize::read_first_line;
use crate::engine::token::segment;

/// Calls `then` with the pieces of the first sentence of `text`.
pub(in super::super) fn with_line(text: &str, then: impl FnOnce(SubtokenLine<'_>)) {
    let article = Article::verbatim(text, ArticleMetadata::default()).expect("short");
    let (tokens, sentences) = segment(&article, usize::MAX, &|| false);
    read_first_line(article.text(), &tokens, &sentences, then);
}

#[track_caller]
fn check(text: &str, expected: &str) {
    with_line(text, |line| {
        let found = (0..line.len()).find_map(|index| number(line, index));
        let shown = found.map(|number| match number.high {
            Some(high) => format!("{}..{high}", number.low.normalize()),
            None => number.low.round_dp(4).normalize().to_string(),
        });
        assert_eq!(shown.unwrap_or_default(), expected, "{text}");
    });
}

#[test]
fn digits_have_scales_and_fractions() {
    check("1,750,000 homes", "1750000");
    check("1.2 trillion", "1200000000000");
    check("4.5 lakh crore", "4500000000000");
    check("40-billion", "40000000000");
    check("3½ hours", "3.5");
    check("10 1/2 miles", "10.5");
    check("1/4 of them", "0.25");
    check("12\u{202f}400 people", "12400");
}

#[test]
fn words_add_up() {
    check("twenty-one", "21");
    check("one hundred and fifty-two homes", "152");
    check("two million three hundred thousand", "2300000");
    check("a hundred", "100");
    check("a dozen eggs", "12");
    check("two dozen eggs", "24");
    check("two and a half miles", "2.5");
    check("one and a half million", "1500000");
    check("ninety-nine", "99");
    check("five six", "5");
}

#[test]
fn parts_are_numbers() {
    check("half a million", "500000");
    check("a quarter of a million", "250000");
    check("half a dozen", "6");
    check("two-thirds of them", "0.6667");
    check("a third of them", "0.3333");
    check("about half of them", "0.5");
    check("three quarters of them", "0.75");
}

#[test]
fn vague_plurals_are_intervals() {
    check("dozens", "24..99");
    check("tens of thousands", "10000..100000");
    check("hundreds of thousands", "100000..1000000");
    check("several hundred", "200..900");
    check("a few dozen", "24..108");
}

#[test]
fn what_only_looks_like_a_part_is_none() {
    check("the first half was dull", "");
    check("a third man was seen", "");
    check("a quarter earlier", "");
    check("half-time", "");
    check("9/11", "9");
}

#[test]
fn too_large_a_number_is_none() {
    check(&"9".repeat(400), "");
    check("900000000000000000000 trillion crore lakh", "");
}
