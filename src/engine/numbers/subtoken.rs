//! The subtokens of a sentence, from which numbers are read, and queries on them.

use super::figure_classes::FigureClass;
use super::grammar_words::GrammarWord;
use super::period::Period;
use super::words::{NumericFlags, NumericLexicon, NumericWord, UnitRef};
use crate::annotation::Currency;
use crate::invariant::ExpectOr;
use crate::text::{ByteOffset, ByteRange};

/// How many digits a number of inches has at most where "in" is glued to it: "18in"; "2018in" is a slip.
const MAX_INCH_DIGITS: usize = 3;

/// What a piece is made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::engine) enum SubtokenClass {
    /// Letters.
    Word,
    /// ASCII digits with commas and points between them.
    Digits,
    /// One other character.
    Mark,
    /// A web or mail address, whole.
    Address,
}

/// A part of a token: letters, digits or one mark.
#[derive(Clone, Copy, Debug)]
pub(in crate::engine) struct Subtoken<'a> {
    /// The range in the text.
    pub(in crate::engine) range: ByteRange,
    /// The text as written.
    pub(in crate::engine) raw: &'a str,
    /// The class, by its characters.
    pub(in crate::engine) class: SubtokenClass,
    /// Whether it follows the subtoken before it without a space.
    pub(in crate::engine) is_glued: bool,
    /// The lexicon's entry for it.
    pub(in crate::engine) word: &'static NumericWord,
    /// Its first and last byte in lower case, which are enough to reject most words without a comparison.
    pub(super) ends: [u8; 2],
    /// The distance to the next number or time word, in subtokens: 0 if this is one, 255 if there is none within that
    /// distance.
    pub(in crate::engine) to_core: u8,
}

impl Subtoken<'_> {
    #[inline(never)]
    fn is_one(&self, words: &[&str]) -> bool {
        words.iter().any(|word| self.raw.eq_ignore_ascii_case(word))
    }
}

/// The subtokens of a sentence.
#[derive(Clone, Copy, Debug)]
pub(in crate::engine) struct SubtokenLine<'a> {
    text: &'a str,
    subtokens: &'a [Subtoken<'a>],
}

impl<'a> SubtokenLine<'a> {
    /// Returns the line of these subtokens of `text`.
    pub(in crate::engine) const fn new(text: &'a str, subtokens: &'a [Subtoken<'a>]) -> Self {
        Self { text, subtokens }
    }

    /// Returns the number of subtokens.
    pub(in crate::engine) const fn len(self) -> usize {
        self.subtokens.len()
    }

    /// Returns subtoken `index` as written; an empty string after the last.
    #[inline]
    pub(in crate::engine) fn raw(self, index: usize) -> &'a str {
        self.subtokens
            .get(index)
            .map_or("", |subtoken| subtoken.raw)
    }

    /// Returns whether a number or time word is at subtoken `index` or among the `n` after it.
    #[inline]
    pub(in crate::engine) fn has_core_within(self, index: usize, n: u8) -> bool {
        self.subtokens
            .get(index)
            .is_some_and(|subtoken| subtoken.to_core <= n)
    }

    /// Returns the lexicon's entry for subtoken `index`.
    #[inline]
    pub(in crate::engine) fn word(self, index: usize) -> &'static NumericWord {
        self.subtokens
            .get(index)
            .map_or(&NumericWord::NONE, |subtoken| subtoken.word)
    }

    /// Returns the class of subtoken `index`; [`SubtokenClass::Mark`] after the last.
    pub(in crate::engine) fn class(self, index: usize) -> SubtokenClass {
        self.subtokens
            .get(index)
            .map_or(SubtokenClass::Mark, |subtoken| subtoken.class)
    }

    /// Returns whether subtoken `index` follows the one before it without a space.
    pub(in crate::engine) fn is_glued(self, index: usize) -> bool {
        self.subtokens
            .get(index)
            .is_some_and(|subtoken| subtoken.is_glued)
    }

    /// Returns whether subtoken `index` is one of these words, ignoring case. The words must be in lower case.
    ///
    /// If the words are a constant, the compiler reduces their lengths and first letters to two numbers, which reject
    /// most subtokens without a comparison of strings.
    #[expect(
        clippy::inline_always,
        reason = "the two numbers are made before the program runs only where the words are seen"
    )]
    #[inline(always)]
    pub(in crate::engine) fn is(self, index: usize, words: &[&str]) -> bool {
        let Some(subtoken) = self.subtokens.get(index) else {
            return false;
        };
        let (mut letters, mut lengths) = (0_u32, 0_u32);
        for word in words {
            letters |= 1
                << (word
                    .as_bytes()
                    .first()
                    .copied()
                    .expect_or_default("a word of a list is not empty")
                    & 31);
            lengths |= 1 << (word.len() & 31);
        }
        letters >> (subtoken.ends[0] & 31) & lengths >> (subtoken.raw.len() & 31) & 1 == 1
            && subtoken.is_one(words)
    }

    /// Returns whether subtoken `index` is a word of that class.
    #[inline]
    pub(in crate::engine) fn is_a(self, index: usize, class: GrammarWord) -> bool {
        self.word(index).classes.contains(class)
    }

    /// Returns whether the subtokens from `index` on are words of these classes, one each.
    #[inline]
    pub(in crate::engine) fn are(self, index: usize, classes: &[GrammarWord]) -> bool {
        (index..)
            .zip(classes)
            .all(|(at, class)| self.is_a(at, *class))
    }

    /// Returns whether subtoken `index` is the singular of a unit of time.
    pub(in crate::engine) fn is_one(self, index: usize, period: Period) -> bool {
        let word = self.word(index);
        word.period == Some(period) && !word.has(NumericFlags::MANY)
    }

    /// Returns the phrase for the present, past or future that begins at subtoken `index`: its number of words, and its
    /// TIMEX3 value.
    pub(in crate::engine) fn reference(self, index: usize) -> Option<(usize, &'static str)> {
        if !self.is_a(index, GrammarWord::BeginsReference) {
            return None;
        }
        let phrases = NumericLexicon::get().references(self.raw(index)).iter();
        let mut found = phrases.filter(|(phrase, _)| self.reads(index, phrase));
        let (phrase, value) = found.next()?;
        Some((phrase.split(' ').count(), value))
    }

    /// Returns whether subtoken `index` begins with one of these letters, ignoring case. The letters must be in lower
    /// case.
    #[inline]
    pub(in crate::engine) fn begins_among(self, index: usize, letters: &[u8]) -> bool {
        let first = self.subtokens.get(index).map(|subtoken| subtoken.ends[0]);
        first.is_some_and(|first| letters.contains(&first))
    }

    /// Returns whether the subtokens from `index` on are the words of `phrase`, ignoring case. The phrase must be in
    /// lower case.
    #[inline]
    pub(in crate::engine) fn reads(self, index: usize, phrase: &str) -> bool {
        self.begins(index, phrase) && self.reads_on(index, phrase)
    }

    /// Returns whether subtoken `index` has the first letter of these words, in any case.
    #[inline]
    fn begins(self, index: usize, words: &str) -> bool {
        let first = self.subtokens.get(index).map(|subtoken| subtoken.ends[0]);
        first.is_some_and(|first| words.as_bytes().first() == Some(&first))
    }

    fn reads_on(self, index: usize, phrase: &str) -> bool {
        let mut rest = phrase.as_bytes();
        for at in index.. {
            let raw = self.raw(at).as_bytes();
            let Some((word, tail)) = rest.split_at_checked(raw.len()) else {
                return false;
            };
            if raw.is_empty() || !word.eq_ignore_ascii_case(raw) {
                return false;
            }
            match tail.split_first() {
                None => return true,
                Some((b' ', tail)) => rest = tail,
                Some(_) => return false,
            }
        }
        false
    }

    /// Returns the index at which `phrase` begins if the subtokens before `index` are its words, ignoring case. The
    /// phrase must be in lower case.
    ///
    /// The last word is compared first, because most phrases of a list fail there.
    #[inline]
    pub(in crate::engine) fn ends_with(self, index: usize, phrase: &str) -> Option<usize> {
        let last = self.subtokens.get(index.checked_sub(1)?)?.ends[1];
        if phrase.as_bytes().last() == Some(&last) {
            self.ended_by(index, phrase)
        } else {
            None
        }
    }

    fn ended_by(self, index: usize, phrase: &str) -> Option<usize> {
        let mut rest = phrase.as_bytes();
        let mut start = index;
        loop {
            start = start.checked_sub(1)?;
            let raw = self.raw(start).as_bytes();
            let (head, word) = rest.split_at_checked(rest.len().checked_sub(raw.len())?)?;
            if raw.is_empty() || !word.eq_ignore_ascii_case(raw) {
                return None;
            }
            match head.split_last() {
                None => return Some(start),
                Some((b' ', head)) => rest = head,
                Some(_) => return None,
            }
        }
    }

    /// Returns whether subtoken `index` has any of these flags.
    pub(in crate::engine) fn has(self, index: usize, flags: NumericFlags) -> bool {
        self.word(index).has(flags)
    }

    /// Returns whether subtoken `index` is of this class of words.
    #[inline]
    pub(in crate::engine) fn in_class(self, index: usize, class: FigureClass) -> bool {
        self.word(index).figure.contains(class)
    }

    /// Returns the last word before the first subtoken if it is an abbreviation, so that the sentence was wrongly split
    /// at its full stop. "May.", "June." and "July." end a sentence.
    fn abbreviation_before(self) -> Option<&'a str> {
        let first = self
            .subtokens
            .first()
            .map_or(0, |subtoken| subtoken.range.start().index());
        let before = self
            .text
            .get(..first)
            .expect_or_default("the place lies in the text");
        let word = before.trim_end().rsplit(char::is_whitespace).next()?;
        let is_short = (3..=4).contains(&word.len()) && !word.eq_ignore_ascii_case("may.")
            || word.eq_ignore_ascii_case("sept.");
        (word.ends_with('.') && is_short).then_some(word)
    }

    /// Returns whether the last word before the first subtoken is an abbreviated month.
    pub(in crate::engine) fn follows_short_month(self) -> bool {
        let word = self.abbreviation_before();
        word.is_some_and(|word| NumericLexicon::get().word(word).month.is_some())
    }

    /// Returns whether the last word before the first subtoken is an abbreviation that makes a name with a number:
    /// "Op."
    pub(in crate::engine) fn follows_designator(self) -> bool {
        let is_designator = |word: &str| {
            let is_capital = word.starts_with(char::is_uppercase);
            is_capital
                && NumericLexicon::get()
                    .word(word)
                    .has(NumericFlags::DESIGNATOR)
        };
        self.abbreviation_before().is_some_and(is_designator)
    }

    /// Returns whether subtoken `index` is digits or a number in words.
    pub(in crate::engine) fn is_number_word(self, index: usize) -> bool {
        let word = self.word(index);
        self.class(index) == SubtokenClass::Digits
            || word.cardinal.is_some()
            || word.scale.is_some()
    }

    /// Returns whether subtoken `index` is a hyphen or dash.
    pub(in crate::engine) fn is_dash(self, index: usize) -> bool {
        matches!(self.raw(index), "-" | "‑" | "–" | "—" | "−" | "‐" | "―")
    }

    /// Returns whether subtoken `index` is a hyphen with no space on either side.
    pub(in crate::engine) fn is_hyphen(self, index: usize) -> bool {
        self.is_dash(index) && self.is_glued(index) && self.is_glued(index + 1)
    }

    /// Returns whether subtoken `index` begins with a capital letter.
    pub(in crate::engine) fn is_capital(self, index: usize) -> bool {
        self.raw(index)
            .chars()
            .next()
            .is_some_and(char::is_uppercase)
    }

    /// Returns whether the sentence ends before subtoken `index`, or a punctuation mark is there.
    pub(in crate::engine) fn is_end(self, index: usize) -> bool {
        index >= self.len() || self.class(index) == SubtokenClass::Mark
    }

    /// Returns the index after subtoken `index` and a hyphen that joins the next word to it.
    pub(in crate::engine) fn behind_hyphen(self, index: usize) -> usize {
        if self.is_hyphen(index) {
            index + 1
        } else {
            index
        }
    }

    /// Returns the range from the first to the last of these subtokens; the empty range at 0 where there are none.
    pub(in crate::engine) fn range(self, subtokens: std::ops::Range<usize>) -> ByteRange {
        match self.subtokens.get(subtokens) {
            Some([only]) => only.range,
            Some([first, .., last]) => first.range.hull(last.range),
            _ => ByteRange::default(),
        }
    }

    /// Returns the text between subtoken `index` and the one before it.
    pub(in crate::engine) fn gap(self, index: usize) -> &'a str {
        let before = index
            .checked_sub(1)
            .and_then(|before| self.subtokens.get(before));
        let (Some(before), Some(subtoken)) = (before, self.subtokens.get(index)) else {
            return "";
        };
        let gap = before.range.end().index()..subtoken.range.start().index();
        self.text
            .get(gap)
            .expect_or_default("the pieces are in order")
    }

    /// Returns the index of the first subtoken that ends after `offset`.
    pub(in crate::engine) fn at(self, offset: ByteOffset) -> usize {
        self.subtokens
            .partition_point(|subtoken| subtoken.range.end() <= offset)
    }

    /// Returns the currency whose symbol or code begins at subtoken `index`, and the index after it.
    pub(in crate::engine) fn currency_before_number(
        self,
        index: usize,
    ) -> Option<(&'static Currency, usize)> {
        if self.raw(index + 1) == "$"
            && !self.is_glued(index + 1)
            && (matches!(self.raw(index), "US" | "C" | "HK" | "NZ" | "S")
                || self.is_a(index, GrammarWord::DollarCountry)
                || self.raw(index) == "c")
        {
            let joined = format!("{}$", self.raw(index).to_ascii_uppercase());
            return Some((NumericLexicon::get().prefix(&joined)?, index + 2));
        }
        (index + 1..=index + 4).rev().find_map(|end| {
            let symbol = self.glued(index, end)?;
            let lexicon = NumericLexicon::get();
            let currency = lexicon.prefix(symbol).or_else(|| {
                // "aud$ 15": the code is written small.
                let is_code = symbol.len() == 4 && symbol.ends_with('$');
                lexicon
                    .prefix(&symbol.to_ascii_uppercase())
                    .filter(|_| is_code)
            })?;
            Some((currency, end))
        })
    }

    /// Returns whether the symbol or code of a currency ends before subtoken `index`.
    pub(in crate::engine) fn currency_ends_before(self, index: usize) -> bool {
        let lexicon = NumericLexicon::get();
        (1..=3).any(|n| {
            let symbol = index.checked_sub(n).and_then(|at| self.glued(at, index));
            symbol.is_some_and(|symbol| lexicon.prefix(symbol).is_some())
        })
    }

    /// Returns the unit whose abbreviation begins at subtoken `index`, and the index after it.
    pub(in crate::engine) fn symbol(self, index: usize) -> Option<(UnitRef, usize)> {
        let lexicon = NumericLexicon::get();
        // "18in of snow": only what is glued to its number is no preposition.
        let is_inch = self.is_glued(index)
            && self.class(index.saturating_sub(1)) == SubtokenClass::Digits
            && self.raw(index.saturating_sub(1)).len() <= MAX_INCH_DIGITS
            && self.is_a(index, GrammarWord::In)
            && !self.is_glued(index + 1);
        if is_inch {
            return Some((lexicon.symbol("″")?, index + 1));
        }
        (index + 1..=index + 3).rev().find_map(|end| {
            let symbol = self.glued(index, end)?;
            let unit = lexicon.symbol(symbol).or_else(|| {
                // The full stop of the sentence is no part of the symbol.
                let bare = symbol
                    .strip_suffix('.')
                    .filter(|_| self.raw(end - 1) != "." && self.is_end(end));
                lexicon.symbol(bare?)
            })?;
            let is_whole = !self.is_glued(end) || self.class(end) == SubtokenClass::Mark;
            is_whole.then_some((unit, end))
        })
    }

    /// Returns the unit whose name begins at subtoken `index`, and the index after it.
    pub(in crate::engine) fn unit_words(self, index: usize) -> Option<(UnitRef, usize)> {
        let word = self.word(index);
        if word.has(NumericFlags::PHRASE) {
            for phrase in NumericLexicon::get().phrases(self.raw(index)) {
                if let Some(end) = self.rest_of(index + 1, phrase.rest()) {
                    return Some((phrase.unit(), end));
                }
            }
        }
        word.unit.map(|unit| (unit, index + 1))
    }

    fn rest_of(self, mut index: usize, rest: &[&str]) -> Option<usize> {
        for word in rest {
            index = self.behind_hyphen(index);
            let raw = self.raw(index);
            let bare = raw.strip_suffix('.').unwrap_or(raw);
            if !raw.eq_ignore_ascii_case(word) && !bare.eq_ignore_ascii_case(word) {
                return None;
            }
            index += 1;
        }
        Some(index)
    }

    /// Returns the text from subtoken `start` to before subtoken `end`, if no space is in it.
    fn glued(self, start: usize, end: usize) -> Option<&'a str> {
        let subtokens = self.subtokens.get(start..end)?;
        let (first, rest) = subtokens.split_first()?;
        let last = rest.last().unwrap_or(first);
        rest.iter()
            .all(|subtoken| subtoken.is_glued)
            .then_some(())?;
        let range = first.range.hull(last.range);
        self.text.get(range.indices())
    }
}

/// Moves backwards in a line of subtokens.
pub(in crate::engine) trait StepBack {
    /// Returns the index `n` subtokens before this one, or an index outside the line if there is none.
    fn back(self, n: usize) -> usize;
}

impl StepBack for usize {
    fn back(self, n: usize) -> usize {
        self.checked_sub(n).unwrap_or(Self::MAX / 2)
    }
}
