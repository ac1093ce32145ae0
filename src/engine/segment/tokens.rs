//! Words, numbers and marks, as the training corpora cut them: hyphens stay inside words, a possessive `'s` is a token
//! of its own.

use crate::text::{ByteOffset, ByteRange, Text};

/// What a token is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum TokenClass {
    /// Begins with a letter.
    Word,
    /// Begins with a digit (or a sign or point before one): `41.2`, `1,750,000`, `14th`, `2013-03-22`, `3m`.
    Number,
    /// A mark of punctuation, quotation marks and brackets among them.
    Punctuation,
    /// Any other mark: currency, mathematics, emoji.
    Symbol,
    /// A web or mail address, a handle or a hashtag.
    Address,
}

/// How a token's letters are set.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Case {
    /// No letters that have a case.
    None,
    /// All small.
    Lower,
    /// A capital, then small ones (or nothing): `Berlin`, `A`.
    Title,
    /// Two or more capitals and nothing small: `NATO`, `U.S.`.
    Upper,
    /// Anything else: `iPhone`, `McDonald`.
    Mixed,
}

/// A token: where it stands and what it looks like.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Token {
    /// Where it stands.
    pub range: ByteRange,
    /// What it is.
    pub class: TokenClass,
    /// How its letters are set.
    pub case: Case,
    /// Whether it follows the token before it without a space.
    pub is_glued: bool,
}

/// The tokens of an article, with their lower-case forms.
#[derive(Debug, Default)]
pub struct Tokens {
    items: Vec<Token>,
    lowered: String,
    lowered_ends: Vec<u32>,
}

impl Tokens {
    /// Returns all tokens.
    pub fn items(&self) -> &[Token] {
        &self.items
    }

    /// Returns how many there are.
    pub fn len(&self) -> usize {
        self.items.len()
    }

    /// Returns whether there are none.
    pub fn is_empty(&self) -> bool {
        self.items.is_empty()
    }

    /// Returns token number `index` in lower case, with curly apostrophes made straight; nothing behind the last.
    pub fn lower(&self, index: usize) -> &str {
        let start = index
            .checked_sub(1)
            .and_then(|before| self.lowered_ends.get(before))
            .copied()
            .unwrap_or_default();
        let Some(&end) = self.lowered_ends.get(index) else {
            return "";
        };
        self.lowered
            .get(start as usize..end as usize)
            .unwrap_or_default()
    }

    /// Adds the tokens of `range`.
    pub(super) fn read(&mut self, text: &Text, range: ByteRange) {
        let piece = text.slice(range);
        let base = range.start().index();
        let mut at = 0;
        while let Some(rest) = piece.get(at..).filter(|rest| !rest.is_empty()) {
            let gap = rest.len() - rest.trim_start().len();
            if gap > 0 {
                at += gap;
                continue;
            }
            let len = token_length(rest);
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
        for c in word.chars() {
            match c {
                '’' | 'ʼ' => self.lowered.push('\''),
                c => self.lowered.extend(c.to_lowercase()),
            }
        }
        self.lowered_ends
            .push(u32::try_from(self.lowered.len()).unwrap_or(u32::MAX));
        self.items.push(Token {
            range,
            class: class_of(word),
            case: case_of(word),
            is_glued,
        });
    }
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

fn class_of(word: &str) -> TokenClass {
    let Some(first) = word.chars().next() else {
        return TokenClass::Symbol;
    };
    if word.contains("://")
        || (first == '@' || first == '#') && word.len() > 1
        || word.starts_with("www.")
    {
        return TokenClass::Address;
    }
    if first.is_alphabetic() {
        TokenClass::Word
    } else if first.is_numeric() {
        TokenClass::Number
    } else if first.is_ascii_punctuation() && !"$+<=>^`|~".contains(first)
        || "“”‘’«»‹›„‚–—…·•¿¡".contains(first)
    {
        if word.chars().any(char::is_alphanumeric) {
            TokenClass::Word
        } else {
            TokenClass::Punctuation
        }
    } else {
        TokenClass::Symbol
    }
}

fn case_of(word: &str) -> Case {
    let (mut upper, mut lower, mut first_is_upper, mut n) = (0, 0, false, 0);
    for c in word.chars() {
        if c.is_uppercase() {
            upper += 1;
            first_is_upper |= n == 0;
            n += 1;
        } else if c.is_lowercase() {
            lower += 1;
            n += 1;
        }
    }
    match (upper, lower) {
        (0, 0) => Case::None,
        (0, _) => Case::Lower,
        (1, _) if first_is_upper => Case::Title,
        (_, 0) => Case::Upper,
        _ => Case::Mixed,
    }
}

/// Returns the length in bytes of the token that `rest` begins with. `rest` begins with no white space.
fn token_length(rest: &str) -> usize {
    let end = rest.find(char::is_whitespace).unwrap_or(rest.len());
    let chunk = rest.get(..end).unwrap_or(rest);
    if chunk.contains("://") || chunk.starts_with("www.") {
        return chunk
            .trim_end_matches(['.', ',', ';', ':', ')', '”', '"', '\'', '’'])
            .len()
            .max(1);
    }
    let mut chars = chunk.char_indices().peekable();
    let Some((_, first)) = chars.next() else {
        return 0;
    };
    if matches!(first, '\'' | '’')
        && let Some(len) = clitic(chunk)
    {
        return len;
    }
    if !first.is_alphanumeric() {
        let run = chunk.chars().take_while(|c| *c == first).count();
        let repeats = matches!(first, '.' | '-' | '\'' | '`' | '!' | '?' | '*' | '_');
        return if repeats {
            run * first.len_utf8()
        } else {
            first.len_utf8()
        };
    }
    let mut end = first.len_utf8();
    let mut before = first;
    while let Some((at, c)) = chars.next() {
        let next = chars.peek().map(|(_, c)| *c);
        let joins = match c {
            c if c.is_alphanumeric()
                || crate::text::is_mark(c)
                || c == '\u{200d}'
                || c == '\u{200c}' =>
            {
                true
            }
            '-' | '‑' | '/' | '_' | '&' => next.is_some_and(char::is_alphanumeric),
            '.' => {
                next.is_some_and(char::is_alphanumeric)
                    || is_abbreviation(chunk.get(..at).unwrap_or_default())
            }
            ',' | ':' => before.is_numeric() && next.is_some_and(char::is_numeric),
            '\'' | '’' => {
                let tail = chunk.get(at..).unwrap_or_default();
                next.is_some_and(char::is_alphabetic) && clitic(tail).is_none()
            }
            _ => false,
        };
        if !joins {
            break;
        }
        before = c;
        end = at + c.len_utf8();
    }
    end
}

/// Returns the length of a possessive or contraction at the start: `'s`, `’re`.
fn clitic(tail: &str) -> Option<usize> {
    let mark = tail.chars().next()?.len_utf8();
    let letters = tail.get(mark..)?;
    let len = letters
        .find(|c: char| !c.is_alphabetic())
        .unwrap_or(letters.len());
    let word = letters.get(..len)?;
    ["s", "re", "ve", "ll", "d", "m"]
        .iter()
        .any(|known| word.eq_ignore_ascii_case(known))
        .then_some(mark + len)
}

/// Returns whether a full stop after this word belongs to it: initials and `U.S`, titles, months.
fn is_abbreviation(word: &str) -> bool {
    const KNOWN: &[&str] = &[
        "mr", "mrs", "ms", "dr", "prof", "rev", "gen", "lt", "col", "capt", "sgt", "maj", "sen",
        "rep", "gov", "hon", "st", "jr", "sr", "inc", "corp", "co", "ltd", "llc", "plc", "vs",
        "etc", "jan", "feb", "mar", "apr", "jun", "jul", "aug", "sept", "sep", "oct", "nov", "dec",
        "no", "ave", "blvd", "rd", "messrs", "mt", "ft", "approx", "dept", "univ",
    ];
    let mut letters = word.chars();
    let is_initial = letters.next().is_some_and(char::is_uppercase) && letters.next().is_none();
    let has_dots = word.contains('.') && word.split('.').all(|part| part.chars().count() == 1);
    is_initial
        || has_dots
        || word.chars().next().is_some_and(char::is_uppercase)
            && KNOWN.iter().any(|known| known.eq_ignore_ascii_case(word))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: &str) {
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
        check(
            "Mr. O’Neill’s well-known U.S. firm, Smith & Co., fell 3.5%.",
            "Mr. O’Neill ’s well-known U.S. firm , Smith & Co. , fell 3.5 % .",
        );
        check(
            "“It’s £3m—or 1,750,000?”",
            "“ It ’s £ 3m — or 1,750,000 ? ”",
        );
        check(
            "See https://example.org/a?b=1, or (as J. K. Rowling did) don't...",
            "See https://example.org/a?b=1 , or ( as J. K. Rowling did ) don't ...",
        );
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
