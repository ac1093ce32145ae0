//! Text search that ignores case, accents and the typographic form of quotation marks and dashes.

use crate::text::{ByteOffset, ByteRange, decompose_chars, is_mark, snap_to_graphemes};

/// A text normalized for searching, with a map from its offsets to the original ones.
///
/// Cost: one pass over the text. ASCII text needs no offset map.
#[derive(Clone, Debug)]
pub struct NormalizedText {
    /// The normalized text.
    plain: String,
    /// The offset map: pairs of (normalized offset, original offset), sorted. A pair is stored at each point where
    /// the difference between the two changes.
    marks: Vec<(usize, usize)>,
}

impl NormalizedText {
    /// Returns the text in lower case, without accents, with straight quotation marks, hyphens for dashes and spaces
    /// for line breaks.
    pub fn new(text: &str) -> Self {
        let mut plain = String::with_capacity(text.len());
        let mut marks = Vec::new();
        if text.is_ascii() {
            plain.push_str(text);
            plain.make_ascii_lowercase();
        } else {
            for (at, c) in text.char_indices() {
                let before = plain.len();
                normalize_into(c, &mut plain);
                if plain.len() - before != c.len_utf8() {
                    marks.push((before, at));
                    marks.push((plain.len(), at + c.len_utf8()));
                }
            }
        }
        let plain = plain.replace('\n', " ");
        Self { plain, marks }
    }

    /// Returns the matches of the normalized `query` as disjoint ranges of the original text, in text order.
    pub fn find(&self, query: &str) -> Vec<ByteRange> {
        let mut plain = String::new();
        query.chars().for_each(|c| normalize_into(c, &mut plain));
        if plain.is_empty() {
            return Vec::new();
        }
        let hits = self.plain.match_indices(&plain);
        hits.map(|(at, found)| ByteRange::of(self.original(at), self.original(at + found.len())))
            .filter(|range| !range.is_empty())
            .collect()
    }

    fn original(&self, at: usize) -> usize {
        let behind = self.marks.partition_point(|(plain, _)| *plain <= at);
        let mark = behind.checked_sub(1).and_then(|n| self.marks.get(n));
        mark.map_or(at, |(plain, original)| original + (at - plain))
    }
}

fn normalize_into(c: char, plain: &mut String) {
    match c {
        '\u{2018}' | '\u{2019}' | '\u{201b}' | '\u{2032}' => plain.push('\''),
        '\u{201c}' | '\u{201d}' | '\u{201e}' | '«' | '»' => plain.push('"'),
        '\u{2010}'..='\u{2015}' | '\u{2212}' => plain.push('-'),
        '\u{a0}' | '\u{2009}' | '\u{202f}' | '\n' => plain.push(' '),
        c if c.is_ascii() => plain.push(c.to_ascii_lowercase()),
        c => {
            let mut bytes = [0; 4];
            let letters = decompose_chars(c.encode_utf8(&mut bytes)).filter(|c| !is_mark(*c));
            plain.extend(letters.flat_map(char::to_lowercase));
        }
    }
}

/// Returns the matches of `query` in `text`. Smart case: exact if the query has a capital letter, else normalized.
///
/// `folded` is the normalized form of the same text. The ranges are disjoint and extended to grapheme borders.
pub(super) fn find_smart_case(text: &str, folded: &NormalizedText, query: &str) -> Vec<ByteRange> {
    let found = if query.chars().any(char::is_uppercase) {
        text.match_indices(query)
            .filter(|(_, found)| !found.is_empty())
            .map(|(at, found)| ByteRange::of(at, at + found.len()))
            .collect()
    } else {
        folded.find(query)
    };
    if text.is_ascii() {
        return found;
    }
    let mut snapped: Vec<ByteRange> = Vec::with_capacity(found.len());
    for range in found {
        let range = snap_to_graphemes(text, range);
        if snapped.last().is_none_or(|last| !last.overlaps(range)) {
            snapped.push(range);
        }
    }
    snapped
}

/// Returns the index of the first range that starts at or after `offset`; `ranges.len()` if there is none.
pub(super) fn first_index_from(ranges: &[ByteRange], offset: ByteOffset) -> usize {
    ranges.partition_point(|range| range.start() < offset)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check_matches(text: &str, query: &str, expected: &[&str]) {
        let folded = NormalizedText::new(text);
        let found: Vec<_> = find_smart_case(text, &folded, query)
            .into_iter()
            .map(|range| text.get(range.indices()).expect("a range of the text"))
            .collect();
        assert_eq!(found, expected, "{query}");
    }

    #[test]
    fn small_letters_match_both_cases_and_capitals_only_themselves() {
        check_matches("Rate, rate, RATE", "rate", &["Rate", "rate", "RATE"]);
        check_matches("Rate, rate, RATE", "Rate", &["Rate"]);
    }

    #[test]
    fn accents_and_marks_need_not_be_typed() {
        check_matches(
            "Erdoğan said “we’re ready” – Erdogan",
            "erdogan",
            &["Erdoğan", "Erdogan"],
        );
        check_matches("He said “we’re ready”", "\"we're", &["“we’re"]);
        check_matches("ŁÓDŹ and Zoë", "zoe", &["Zoë"]);
    }

    #[test]
    fn places_stay_true_behind_characters_that_grow_or_shrink() {
        check_matches("İstanbul … ŉ ﬁne “x” needle", "needle", &["needle"]);
        check_matches("naïve café 世界 needle", "世界", &["世界"]);
    }

    #[test]
    fn a_line_end_matches_a_space() {
        check_matches("the long\nway home", "long way", &["long\nway"]);
    }

    #[test]
    fn nothing_is_found_for_nothing() {
        check_matches("abc", "", &[]);
        check_matches("abc", "x", &[]);
        check_matches("", "x", &[]);
    }
}
