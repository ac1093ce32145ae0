//! The traits that make a gold quote hard: its length, its kind, and the form and position of its speaker.

use std::collections::BTreeMap;

use super::letter_overlap::{ScalarSpan, ScalarText, is_word};
use super::quote_item::QuoteItem;
use super::speaker::{is_in_list, is_same_speaker};
use crate::invariant::ExpectOr;

/// Pronouns and possessives that can name a speaker.
const PRONOUNS: &str = " he she they it we i you him her them who his my our their ";

/// Adds the quotes of a document to the counts per trait: the number of gold quotes, and of those found end to end.
pub(super) fn count_traits(
    text: &ScalarText,
    gold: &[QuoteItem],
    found: &[QuoteItem],
    counts: &mut BTreeMap<&'static str, (u64, u64)>,
) {
    for item in gold
        .iter()
        .filter(|item| item.is_speech && !item.is_ignored)
    {
        let is_right = !item.letters.is_empty()
            && found.iter().any(|other| {
                let (both, either) = item.letters.overlap(&other.letters);
                5 * both >= 4 * either && is_same_speaker(text, item.speaker, other.speaker)
            });
        for name in traits_of_quote(text, item) {
            let (n, right) = counts.entry(name).or_default();
            *n += 1;
            *right += u64::from(is_right);
        }
    }
}

fn traits_of_quote(text: &ScalarText, item: &QuoteItem) -> Vec<&'static str> {
    let mut names = vec![length_trait(text, item), kind_trait(&item.kind)];
    if item.is_left_open {
        names.push("left open (running quote)");
    }
    match item.speaker {
        Some(speaker) => names.extend([
            speaker_form_trait(text, speaker),
            speaker_place_trait(text, item, speaker),
        ]),
        None => names.push("speaker: none named"),
    }
    names
}

fn length_trait(text: &ScalarText, item: &QuoteItem) -> &'static str {
    match count_words(text.get((item.start(), item.end()))) {
        0..=3 => "words: 1-3",
        4..=9 => "words: 4-9",
        10..=29 => "words: 10-29",
        _ => "words: 30+",
    }
}

/// Returns the number of words. An apostrophe between letters does not separate words.
fn count_words(stretch: &[char]) -> usize {
    let is_inside = |at: usize| {
        let letter = |at: Option<usize>| {
            at.and_then(|at| stretch.get(at))
                .is_some_and(|c| is_word(*c))
        };
        stretch.get(at).is_some_and(|c| {
            is_word(*c)
                || matches!(c, '\'' | '’') && letter(at.checked_sub(1)) && letter(Some(at + 1))
        })
    };
    (0..stretch.len())
        .filter(|at| is_inside(*at) && !at.checked_sub(1).is_some_and(is_inside))
        .count()
}

fn kind_trait(kind: &str) -> &'static str {
    match kind {
        "direct" => "kind: direct",
        "mixed" => "kind: mixed",
        "indirect" => "kind: indirect",
        "block" => "kind: block",
        _ => "kind: none",
    }
}

fn speaker_form_trait(text: &ScalarText, speaker: ScalarSpan) -> &'static str {
    let name = text.words(speaker);
    let first = name
        .split_once(char::is_whitespace)
        .map_or(name.as_str(), |(first, _)| first);
    let has_capital = name.contains(|c: char| c.is_ascii_uppercase());
    if is_in_list(PRONOUNS, &name) {
        "speaker: pronoun"
    } else if !has_capital || is_in_list(" the a an one some many ", first) {
        "speaker: role or group"
    } else if name.contains(',') || name.split_whitespace().count() > 4 {
        // More than four words are rarely a bare name.
        "speaker: name with description"
    } else {
        "speaker: name"
    }
}

fn speaker_place_trait(text: &ScalarText, item: &QuoteItem, speaker: ScalarSpan) -> &'static str {
    let (start, end) = (item.start(), item.end());
    let between = text.get((speaker.1.min(end), speaker.0.max(start)));
    if between.contains(&'\n') {
        "place: speaker in another paragraph"
    } else if has_sentence_end(between) {
        "place: speaker in another sentence"
    } else if speaker.1 >= end && speaker.0 >= start {
        "place: speaker after the quote"
    } else {
        "place: speaker before the quote"
    }
}

/// Returns whether a sentence ends in the range: a stop, optional closing marks, white space, then a capital or an
/// opening mark.
fn has_sentence_end(between: &[char]) -> bool {
    (0..between.len())
        .filter(|at| {
            between
                .get(*at)
                .is_some_and(|c| matches!(c, '.' | '!' | '?'))
        })
        .any(|at| {
            let rest = between
                .get(at + 1..)
                .expect_or_default("the index is that of a character");
            let marks = rest
                .iter()
                .take_while(|c| matches!(c, '”' | '"' | '’' | '\'' | ')'))
                .count();
            let rest = rest
                .get(marks..)
                .expect_or_default("the index is that of a character");
            let spaces = rest.iter().take_while(|c| c.is_whitespace()).count();
            let next = rest.get(spaces);
            spaces > 0 && next.is_some_and(|c| matches!(c, '“' | '"') || c.is_ascii_uppercase())
        })
}
