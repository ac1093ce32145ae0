//! Decides by the surrounding words whether the name of a place means the place or its team.

use super::folded::fold_name;
use super::gazetteer::gazetteer;
use crate::text::ByteRange;

/// The number of characters before and after a name that are examined.
const WINDOW_CHARS: usize = 40;
/// The number of bytes before a name in which the heading of its section is searched.
const MAX_SECTION_BYTES: usize = 2_000;
/// The number of bytes at the start of a text that can contain a dateline.
const MAX_DATELINE_BYTES: usize = 500;
/// The maximum length of a line with a place and a date, in characters.
const MAX_DATELINE_CHARS: usize = 80;
/// Words before a name that means the place and not a team.
const BEFORE_PLACES: &[&str] = &[
    "in",
    "near",
    "outside",
    "around",
    "across",
    "throughout",
    "visit",
];
/// Nouns that precede "of" and the name of a place ("the city of").
const KINDS_OF_PLACE: &[&str] = &[
    "city", "town", "village", "county", "capital", "north", "south", "east", "west", "streets",
];

/// A mention with the text around it.
pub(super) struct MentionPlace<'a> {
    text: &'a str,
    range: ByteRange,
}

impl<'a> MentionPlace<'a> {
    pub(super) const fn new(text: &'a str, range: ByteRange) -> Self {
        Self { text, range }
    }

    fn before(&self) -> &'a str {
        self.text
            .get(..self.range.start().index())
            .map_or("", |before| before)
    }

    fn after(&self) -> &'a str {
        self.text
            .get(self.range.end().index()..)
            .map_or("", |after| after)
    }

    /// Returns the text before the mention in which the heading of its section may be.
    pub(super) fn near_before(&self) -> &'a str {
        let before = self.before();
        let mut start = before.len().saturating_sub(MAX_SECTION_BYTES);
        while !before.is_char_boundary(start) {
            start += 1;
        }
        before.get(start..).map_or("", |near| near)
    }

    /// Returns the part of the mention's line before the mention.
    fn line_before(&self) -> &'a str {
        self.before().rsplit('\n').next().map_or("", |line| line)
    }

    /// Returns the part of the mention's line after the mention.
    fn line_after(&self) -> &'a str {
        self.after().split('\n').next().map_or("", |line| line)
    }

    /// Returns the words directly before the mention in its line, in the form of `fold_name`.
    pub(super) fn words_before(&self) -> Vec<String> {
        let line = self.line_before();
        let start = line.char_indices().rev().take(WINDOW_CHARS).last();
        let near = line
            .get(start.map_or(0, |(at, _)| at)..)
            .map_or("", |near| near);
        fold_name(near)
            .split(' ')
            .filter(|word| !word.is_empty())
            .map(str::to_owned)
            .collect()
    }

    /// Returns whether the mention is in a dateline: "LEEDS, England 1996-10-01", "LONDON (Wire) -".
    pub(super) fn is_dateline(&self) -> bool {
        if self.range.start().index() > MAX_DATELINE_BYTES {
            return false;
        }
        let (before, after) = (self.line_before(), self.line_after());
        let n_chars = before.chars().count() + after.chars().count();
        if n_chars < MAX_DATELINE_CHARS && ends_with_year(after) {
            return true;
        }
        // Before it stand only other places in capitals, as in "PARIS, London".
        let is_first =
            before.trim().is_empty() || before.ends_with(", ") && is_all_capitals(before);
        let rest = after.trim_start();
        let dash = rest
            .find(" - ")
            .or_else(|| rest.find(" – "))
            .or_else(|| rest.find(" — "));
        let is_near = dash.is_some_and(|at| at < MAX_DATELINE_CHARS / 2);
        let is_direct = ["- ", "– ", "— ", "("]
            .iter()
            .any(|mark| rest.starts_with(mark));
        is_first && (is_direct || rest.starts_with(',') && is_near)
    }

    /// Returns whether the mention means the place itself, in an article about a sport whose teams are named after
    /// places.
    pub(super) fn is_place(&self, is_country: bool) -> bool {
        if self.is_dateline() || self.is_part_of_address() {
            return true;
        }
        // Countries in brackets are where a person is from.
        if self.before().ends_with('(') && is_country {
            return true;
        }
        let words = self.words_before();
        let mut near = words
            .iter()
            .rev()
            .map(String::as_str)
            .filter(|word| *word != "the");
        match near.next() {
            Some("of") => near
                .next()
                .is_some_and(|word| KINDS_OF_PLACE.contains(&word)),
            Some(word) => BEFORE_PLACES.contains(&word),
            None => false,
        }
    }

    /// Returns whether a country or state follows or precedes the mention after a comma, without a number between them.
    fn is_part_of_address(&self) -> bool {
        let next = self.after().strip_prefix(", ").map(|rest| {
            let words = rest
                .split([',', '.', '\n', ';', '('])
                .next()
                .map_or("", |words| words);
            let two: Vec<&str> = words.split(' ').take(2).collect();
            is_country(&two.join(" ")) || two.first().is_some_and(|one| is_country(one))
        });
        next.unwrap_or(false)
    }
}

fn is_country(name: &str) -> bool {
    gazetteer().countries.contains_key(&fold_name(name))
}

/// Returns whether a line ends with a year or a date in digits and contains only places before it.
fn ends_with_year(rest: &str) -> bool {
    let mut words = rest.split([' ', ',']).filter(|word| !word.is_empty());
    let Some(last) = words.next_back() else {
        return false;
    };
    let year: String = last.chars().take(4).collect();
    let is_year = year
        .parse()
        .is_ok_and(|year: u32| (1900..2100).contains(&year));
    is_year
        && words.all(|word| {
            word.chars()
                .next()
                .is_some_and(|c| c.is_uppercase() || c.is_numeric())
        })
}

fn is_all_capitals(text: &str) -> bool {
    !text.chars().any(char::is_lowercase)
}
