//! Words, numbers and marks, as the training corpora cut them: hyphens stay inside words, a possessive `'s` is a token
//! of its own.

use super::abbreviations::is_listed_abbreviation;
use super::budget::TableBudget;
use super::word_shape::{Case, TokenClass, has_scheme};
use crate::engine::lexeme::interner::{Lexeme, LexemeInterner};
use crate::invariant::ExpectOr;
use crate::text::{ByteOffset, ByteRange, Text};

/// The maximum number of bytes of a token, apart from the rest of its last character. It bounds the time for a text
/// without spaces.
const MAX_TOKEN_BYTES: usize = 1024;

/// After how many tokens the budget of the article's tables is checked again.
const TOKENS_PER_CHECK: usize = 64;

/// A token: where it stands and what it looks like.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Token {
    /// The range in the text.
    pub range: ByteRange,
    /// What it is.
    pub class: TokenClass,
    /// How its letters are set.
    pub case: Case,
    /// Whether it follows the token before it without a space.
    pub is_glued: bool,
}

/// The tokens of an article, with the record of each word form.
#[derive(Debug, Default)]
pub struct Tokens {
    items: Vec<Token>,
    /// For each token, its slot in the interner.
    slots: Vec<u32>,
    interner: LexemeInterner,
    /// The maximum number of tokens of the article.
    max: Option<usize>,
    budget: TableBudget,
    is_full: bool,
}

impl Tokens {
    /// Returns an empty list with capacity for a text of `n_bytes`, which takes at most `max` tokens. The interner knows the
    /// words of earlier texts.
    pub(super) fn begin(
        n_bytes: usize,
        max: usize,
        budget: TableBudget,
        interner: LexemeInterner,
    ) -> Self {
        let n_tokens = n_bytes / 5;
        Self {
            interner: interner.recycle(),
            max: Some(max),
            budget,
            is_full: max == 0 || budget.is_spent(),
            items: Vec::with_capacity(n_tokens),
            slots: Vec::with_capacity(n_tokens),
        }
    }

    /// Returns the words, for another text.
    pub(in crate::engine) fn into_interner(self) -> LexemeInterner {
        self.interner
    }

    /// Returns all tokens.
    pub fn items(&self) -> &[Token] {
        &self.items
    }

    /// Returns how many there are.
    pub fn len(&self) -> usize {
        self.items.len()
    }

    /// Returns whether no more tokens are added.
    pub(in crate::engine) fn is_full(&self) -> bool {
        self.is_full
    }

    /// Returns whether there are none.
    pub fn is_empty(&self) -> bool {
        self.items.is_empty()
    }

    /// Returns token number `index` in lower case, with curly apostrophes made straight; an empty string after the last.
    pub fn lower(&self, index: usize) -> &str {
        let slot = self.slots.get(index);
        slot.map_or("", |slot| self.interner.lower(*slot))
    }

    /// Returns the record of the word form of token number `index`.
    #[inline]
    pub(in crate::engine) fn entry(&self, index: usize) -> Option<&Lexeme> {
        self.interner.entry(*self.slots.get(index)?)
    }

    /// Returns what is known about words by themselves.
    pub(in crate::engine) const fn interner(&self) -> &LexemeInterner {
        &self.interner
    }

    /// Returns the slot of each token, and the number of the interner that the slots belong to.
    pub(in crate::engine) fn slots(&self) -> (&[u32], u64) {
        (&self.slots, self.interner.id())
    }

    /// Adds the tokens of `range`.
    pub(super) fn read(&mut self, text: &Text, range: ByteRange) {
        self.budget.begin_piece();
        let piece = text.slice(range);
        let base = range.start().index();
        let mut at = 0;
        while let Some(byte) = piece.as_bytes().get(at)
            && !self.is_full()
        {
            if matches!(byte, b' ' | b'\t'..=b'\r') {
                at += 1;
                continue;
            }
            let rest = piece
                .get(at..)
                .expect_or_default("tokens end at character borders");
            let gap = if byte.is_ascii() {
                0
            } else {
                rest.len() - rest.trim_start().len()
            };
            if gap > 0 {
                at += gap;
                continue;
            }
            let number = if at == 0 { list_number(rest) } else { None };
            let len = number.unwrap_or_else(|| token_length(rest));
            self.push(rest.get(..len).unwrap_or(rest), base + at);
            at += len.max(1);
        }
    }

    fn push(&mut self, word: &str, at: usize) {
        let range = ByteRange::of(at, at + word.len());
        let is_glued = self
            .items
            .last()
            .is_some_and(|before| before.range.end() == ByteOffset::from_usize(at));
        let (slot, entry, is_new) = self.interner.look_up(word);
        self.budget.count(entry, word.len(), is_new);
        self.slots.push(slot);
        self.items.push(Token {
            range,
            class: entry.class,
            case: entry.case,
            is_glued,
        });
        let is_last = self.max.is_some_and(|max| self.items.len() >= max);
        let is_checked = self.items.len().is_multiple_of(TOKENS_PER_CHECK);
        self.is_full = is_last || is_checked && self.budget.is_spent();
    }
}

/// Returns the tokens of a whole text as written.
pub fn token_words(text: &Text) -> Vec<String> {
    let mut tokens = Tokens::default();
    tokens.read(text, text.range());
    let words = tokens.items().iter().map(|token| text.slice(token.range));
    words.map(str::to_owned).collect()
}

/// Returns the tokens of a phrase in lower case, as [`Tokens::lower`] gives them.
pub fn lower_words(phrase: &str) -> Vec<String> {
    let Ok(text) = Text::verbatim(phrase) else {
        return Vec::new();
    };
    let mut tokens = Tokens::default();
    tokens.read(&text, text.range());
    (0..tokens.len())
        .map(|index| tokens.lower(index).to_owned())
        .collect()
}

/// Returns what precedes the next white space, at most [`MAX_TOKEN_BYTES`] bytes of it.
fn next_chunk(rest: &str) -> &str {
    let limit =
        (rest.len().min(MAX_TOKEN_BYTES)..=rest.len()).find(|&at| rest.is_char_boundary(at));
    let rest = rest.get(..limit.unwrap_or(rest.len())).unwrap_or(rest);
    let end = rest.find(char::is_whitespace).unwrap_or(rest.len());
    rest.get(..end).unwrap_or(rest)
}

/// Returns the length of the number of a list item at the start of a piece: `1.` before a space.
fn list_number(piece: &str) -> Option<usize> {
    let n_digits = piece.bytes().take_while(u8::is_ascii_digit).count();
    let tail = piece.get(n_digits..)?.strip_prefix('.')?;
    ((1..=3).contains(&n_digits) && tail.starts_with(char::is_whitespace)).then_some(n_digits + 1)
}

/// Returns the length of a plain word that is followed by nothing that could belong to it: most words.
fn plain_word(rest: &str) -> Option<usize> {
    let bytes = rest.as_bytes();
    let len = bytes
        .iter()
        .take_while(|byte| byte.is_ascii_alphabetic())
        .count();
    let ends = match bytes.get(len) {
        None => true,
        Some(next) => matches!(
            next,
            b' ' | b'\n' | b'\r' | b'\t' | b',' | b';' | b')' | b'"' | b'!' | b'?'
        ),
    };
    (len > 0 && ends).then_some(len)
}

/// Returns whether a stop between two words is the end of a sentence without a space after it: "here.There".
fn is_missing_space(before: &str, next: char) -> bool {
    let word = before
        .rsplit(|c: char| !c.is_alphabetic())
        .next()
        .expect_or_default("a split has a first part");
    next.is_uppercase() && word.chars().count() > 3 && word.chars().skip(1).all(char::is_lowercase)
}

/// Returns the length in bytes of the token that `rest` begins with. `rest` begins with no white space.
fn token_length(rest: &str) -> usize {
    if let Some(len) = plain_word(rest) {
        return len;
    }
    let mut chars = rest.chars();
    let (Some(first), second) = (chars.next(), chars.next()) else {
        return 0;
    };
    if matches!(first, '\'' | '’')
        && let Some(len) = clitic_length(rest)
    {
        return len;
    }
    let is_handle = matches!(first, '@' | '#') && second.is_some_and(char::is_alphabetic);
    if !first.is_alphanumeric() && !is_handle {
        return mark_length(rest, first);
    }
    let chunk = next_chunk(rest);
    let is_address = chunk.starts_with(char::is_alphabetic) && has_scheme(chunk);
    if is_address || chunk.starts_with("www.") {
        let address = chunk.trim_end_matches(['.', ',', ';', ':', ')', '”', '"', '\'', '’']);
        return address.len().max(1);
    }
    word_length(chunk)
}

/// Returns the length of a mark; some are one token where they are repeated.
fn mark_length(rest: &str, first: char) -> usize {
    let repeats = matches!(first, '.' | '-' | '\'' | '`' | '!' | '?' | '*' | '_');
    let run = rest
        .chars()
        .take(MAX_TOKEN_BYTES)
        .take_while(|c| *c == first);
    first.len_utf8() * if repeats { run.count() } else { 1 }
}

/// Returns the length of the word or number that a chunk without white space begins with.
fn word_length(chunk: &str) -> usize {
    let mut chars = chunk.char_indices().peekable();
    let mut before = chars.next().map_or(' ', |(_, first)| first);
    let mut end = before.len_utf8();
    while let Some((at, c)) = chars.next() {
        let next = chars.peek().map(|(_, c)| *c);
        let is_letter =
            c.is_alphanumeric() || crate::text::is_mark(c) || matches!(c, '\u{200c}' | '\u{200d}');
        if !is_letter && !is_joining_mark(chunk, at, c, before, next) {
            break;
        }
        before = c;
        end = at + c.len_utf8();
    }
    end
}

/// Returns whether a mark at `at` inside a chunk joins what stands on both sides of it, or belongs to what is before.
fn is_joining_mark(chunk: &str, at: usize, mark: char, before: char, next: Option<char>) -> bool {
    match mark {
        '-' | '‑' | '/' | '_' | '&' | '@' => next.is_some_and(char::is_alphanumeric),
        '.' => {
            let word = chunk
                .get(..at)
                .expect_or_default("a mark is at a character border");
            match next {
                Some(next) if next.is_alphanumeric() => !is_missing_space(word, next),
                _ => is_abbreviation(word),
            }
        }
        ',' | ':' => before.is_numeric() && next.is_some_and(char::is_numeric),
        '\'' | '’' => {
            let tail = chunk
                .get(at..)
                .expect_or_default("a mark is at a character border");
            next.is_some_and(char::is_alphabetic) && clitic_length(tail).is_none()
        }
        _ => false,
    }
}

/// Returns the length of a possessive or contraction at the start: `'s`, `’re`.
fn clitic_length(tail: &str) -> Option<usize> {
    let mark = tail.chars().next()?.len_utf8();
    let letters = tail.get(mark..)?;
    let is_clitic = |known: &&str| {
        let rest = letters.get(known.len()..);
        let ends = rest.is_some_and(|rest| !rest.starts_with(char::is_alphabetic));
        ends && letters
            .get(..known.len())
            .is_some_and(|word| word.eq_ignore_ascii_case(known))
    };
    let known = ["s", "re", "ve", "ll", "d", "m"]
        .iter()
        .find(|known| is_clitic(known));
    known.map(|known| mark + known.len())
}

/// Returns whether a full stop after this word belongs to it: initials and `U.S`, titles, months.
fn is_abbreviation(word: &str) -> bool {
    let word = word.rsplit('-').next().unwrap_or(word);
    let mut letters = word.chars();
    let is_initial = letters.next().is_some_and(char::is_uppercase) && letters.next().is_none();
    let has_dots = word.contains('.')
        && word.starts_with(char::is_alphabetic)
        && word
            .split('.')
            .all(|part| (1..=2).contains(&part.chars().count()));
    is_initial
        || has_dots
        || word.chars().next().is_some_and(char::is_uppercase) && is_listed_abbreviation(word)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn assert_tokens(text: &str, expected: &str) {
        let text = Text::verbatim(text).expect("short");
        let mut tokens = Tokens::default();
        tokens.read(&text, text.range());
        let words: Vec<_> = tokens
            .items()
            .iter()
            .map(|token| text.slice(token.range))
            .collect();
        assert_eq!(words.join(" "), expected);
    }

    #[test]
    fn words_are_cut_as_the_corpora_cut_them() {
        assert_tokens(
            "Mr. O’Neill’s well-known U.S. firm, Smith & Co., fell 3.5%.",
            "Mr. O’Neill ’s well-known U.S. firm , Smith & Co. , fell 3.5 % .",
        );
        assert_tokens(
            "“It’s £3m—or 1,750,000?”",
            "“ It ’s £ 3m — or 1,750,000 ? ”",
        );
        assert_tokens(
            "See https://example.org/a?b=1, or (as J. K. Rowling did) don't...",
            "See https://example.org/a?b=1 , or ( as J. K. Rowling did ) don't ...",
        );
    }

    #[test]
    fn datelines_initials_and_addresses_stay_whole() {
        assert_tokens(
            "LONDON 1996-08-30 — George W. Bush’s aide, R.-P. Dole-Smith, e-mailed ann@example.org.",
            "LONDON 1996-08-30 — George W. Bush ’s aide , R.-P. Dole-Smith , e-mailed ann@example.org .",
        );
        assert_tokens(
            "St. John's U.S.-led force (AT&T)",
            "St. John 's U.S.-led force ( AT&T )",
        );
    }

    #[test]
    fn a_stop_without_a_space_ends_a_word() {
        assert_tokens(
            "It rained.Then Amazon.com rose.",
            "It rained . Then Amazon.com rose .",
        );

        assert_tokens("@ann #now # 1", "@ann #now # 1");
        assert_tokens("It fell 3.5. A", "It fell 3.5 . A");
        assert_tokens("a Ph.D. in 3.5 years", "a Ph.D. in 3.5 years");
    }

    #[test]
    fn the_number_of_a_list_item_keeps_its_stop() {
        assert_tokens(
            "1. Maier (Austria) 2. Tomba",
            "1. Maier ( Austria ) 2 . Tomba",
        );
        assert_tokens("12.5 points", "12.5 points");
    }

    #[test]
    fn a_text_without_spaces_is_cut_in_time() {
        let long = "a,".repeat(50_000) + &"b".repeat(5000);
        let text = Text::verbatim(long.as_str()).expect("short");
        let mut tokens = Tokens::default();
        tokens.read(&text, text.range());
        let sum: u32 = tokens.items().iter().map(|token| token.range.len()).sum();
        assert_eq!(sum, text.len());
    }

    #[test]
    fn the_lower_case_form_has_straight_apostrophes() {
        let text = Text::verbatim("İt’s").expect("short");
        let mut tokens = Tokens::default();
        tokens.read(&text, text.range());
        assert_eq!(tokens.lower(1), "'s");
        assert_eq!(tokens.lower(2), "");
    }
}
