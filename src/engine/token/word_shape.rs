//! What kind of token a word is, and how its letters are set: both are known from the word alone.

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

/// Returns what kind of token a word is.
pub(in crate::engine) fn class_of(word: &str) -> TokenClass {
    let Some(first) = word.chars().next() else {
        return TokenClass::Symbol;
    };
    if word.bytes().all(|byte| byte.is_ascii_alphabetic()) {
        return TokenClass::Word;
    }
    if has_scheme(word) || word.contains(['@', '#']) && word.len() > 1 || word.starts_with("www.") {
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

/// Returns whether the word has the mark of a web address: most have no colon, which is seen at once.
pub(super) fn has_scheme(word: &str) -> bool {
    word.as_bytes().contains(&b':') && word.contains("://")
}

/// Returns how the letters of a word are set.
pub(in crate::engine) fn case_of(word: &str) -> Case {
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
