//! A part of speech for every token of a page, as the grammar needs it: from the names, the closed classes, and the trained
//! tagger.

use std::ops::Range;

use super::tag_set::WordTag;
use crate::engine::lexeme::name_words::LexicalTraits;
pub(in crate::engine) use crate::engine::lexeme::pos_tag::PosTag;
use crate::engine::lexeme::word_classes::{Cue, LexicalEntry, PosSet};
use crate::engine::{Case, Page, TokenClass};

/// The tags of a page's tokens, and which of them are forms of cue verbs.
pub(in crate::engine) struct Tags {
    /// One for each token.
    pub(in crate::engine) tags: Vec<PosTag>,
    /// One for each token.
    pub(in crate::engine) cues: Vec<Option<Cue>>,
}

/// Tags every token. `is_name` is true for tokens inside a name.
pub(in crate::engine) fn tag_parts_of_speech(page: &Page<'_>, is_name: &[bool]) -> Tags {
    let n = page.tokens().len();
    let mut tagger = PosTagger {
        page,
        tags: Vec::with_capacity(n),
        previous: PosTag::Stop,
        is_title_line: false,
    };
    let mut cues = Vec::with_capacity(n);
    let mut sentences = page
        .sentences()
        .iter()
        .map(|sentence| sentence.tokens.clone())
        .peekable();
    let mut word = page.speech(0);
    for index in 0..n {
        let next = page.speech(index + 1);
        while sentences.next_if(|known| known.start < index).is_some() {}
        let begun = sentences.peek().filter(|known| known.start == index);
        let starts_sentence = begun.is_some();
        if let Some(sentence) = begun {
            tagger.previous = PosTag::Stop;
            tagger.is_title_line = is_title_line(page, sentence.clone());
        }
        let is_name = is_name.get(index) == Some(&true);
        let tag = tagger.decide(index, word, next, starts_sentence, is_name);
        tagger.push(tag);
        cues.push(word.cue.filter(|_| tag.is_verb()));
        word = next;
    }
    Tags {
        tags: tagger.tags,
        cues,
    }
}

pub(super) fn is_opener(word: &str) -> bool {
    matches!(
        word,
        "“" | "‘" | "\"" | "'" | "''" | "``" | "(" | "[" | "«" | "„" | ":" | "•" | "-" | "–" | "—"
    )
}

/// Returns whether a word in capitals is the verb of a headline: "Roe Says Ferries Will Run".
fn is_headline_verb(lower: &str, word: LexicalEntry) -> bool {
    word.closed.is_none()
        && word.cue.is_some()
        && word.first == PosSet::THIRD
        && lower.ends_with('s')
}

/// How many words a line has at least that Title Case shows in.
const MIN_TITLE_LINE_WORDS: usize = 4;

/// How many letters a word has at least that is never small in Title Case.
const MIN_TITLE_WORD_LETTERS: usize = 5;

/// Returns whether a sentence is set in Title Case: all its longer words begin with a capital, and so do words that have none
/// elsewhere: "Roe Said She Would Go".
fn is_title_line(page: &Page<'_>, sentence: Range<usize>) -> bool {
    let (mut n_words, mut has_function_word) = (0, false);
    for at in sentence.clone() {
        let Some(token) = page.tokens().get(at) else {
            return false;
        };
        if token.class != TokenClass::Word {
            continue;
        }
        n_words += 1;
        if token.case == Case::Lower && page.word(at).len() >= MIN_TITLE_WORD_LETTERS {
            return false;
        }
        let is_function_word = page.speech(at).closed.is_some_and(|tag| {
            !matches!(
                tag,
                PosTag::Title | PosTag::Time | PosTag::Number | PosTag::Pronoun
            )
        });
        has_function_word |= at > sentence.start && token.case == Case::Title && is_function_word;
    }
    n_words >= MIN_TITLE_LINE_WORDS && has_function_word
}

pub(super) struct PosTagger<'a, 'p> {
    pub(super) page: &'a Page<'p>,
    tags: Vec<PosTag>,
    /// The tag before, adverbs and negation passed over.
    pub(super) previous: PosTag,
    /// Whether the sentence is set in Title Case, so that capitals say nothing of its words.
    is_title_line: bool,
}

impl PosTagger<'_, '_> {
    fn push(&mut self, tag: PosTag) {
        self.tags.push(tag);
        if !matches!(tag, PosTag::Adverb | PosTag::Not) {
            self.previous = tag;
        }
    }

    /// Tags a token that is not a word.
    fn decide_other(
        &self,
        class: TokenClass,
        index: usize,
        word: LexicalEntry,
        next: LexicalEntry,
        is_name: bool,
    ) -> PosTag {
        match class {
            TokenClass::Number => PosTag::Number,
            TokenClass::Symbol if word.closed == Some(PosTag::Dash) => PosTag::Dash,
            TokenClass::Symbol if self.page.word(index) == "%" => PosTag::Number,
            TokenClass::Symbol | TokenClass::Word => PosTag::Other,
            TokenClass::Address => PosTag::Name,
            // Marks of a nickname, commas of a firm.
            TokenClass::Punctuation if is_name => PosTag::Name,
            TokenClass::Punctuation => match word.closed {
                Some(PosTag::Possessive) => {
                    self.closed(index, PosTag::Possessive, "'", next, false)
                }
                Some(tag) => tag,
                None => PosTag::Other,
            },
        }
    }

    fn decide(
        &self,
        index: usize,
        word: LexicalEntry,
        next: LexicalEntry,
        starts_sentence: bool,
        is_name: bool,
    ) -> PosTag {
        let Some(token) = self.page.tokens().get(index) else {
            return PosTag::Other;
        };
        if token.class != TokenClass::Word {
            return self.decide_other(token.class, index, word, next, is_name);
        }
        // A noun after a name may be a part of it: "Halikon Lines".
        let goes_on = self.previous == PosTag::Name
            && word.closed.is_none()
            && (word.first == PosSet::NOUN || word.first == PosSet::PLURAL);
        let is_known = (word.is_listed || word.closed.is_some()) && !goes_on;
        let is_plain = self.is_title_line && !is_name && is_known && token.case == Case::Title;
        let is_capital = matches!(token.case, Case::Title | Case::Upper | Case::Mixed) && !is_plain;
        let lower = self.page.lower(index);
        let before = index.checked_sub(1).filter(|_| is_capital);
        let is_first =
            starts_sentence || before.is_some_and(|before| is_opener(self.page.word(before)));
        if is_capital && !is_first && is_headline_verb(lower, word) {
            return PosTag::Finite;
        }
        if is_name
            && word.closed.is_none_or(|tag| {
                matches!(
                    tag,
                    PosTag::Title | PosTag::Time | PosTag::Adverb | PosTag::Number | PosTag::Modal
                )
            })
        {
            return if is_capital || self.previous == PosTag::Name {
                PosTag::Name
            } else {
                PosTag::Noun
            };
        }
        // "Macy's said": the possessive is a part of the name.
        if is_name && word.closed == Some(PosTag::Possessive) && lower == "'s" {
            return PosTag::Name;
        }
        let is_country = token.case == Case::Upper && self.page.word(index) == "US";
        if let Some(tag) = word.closed.filter(|_| !is_country) {
            return self.closed(index, tag, lower, next, is_capital);
        }
        let is_shouted = token.case == Case::Upper && token.range.len() > 1;
        if is_capital
            && (!is_first
                || is_shouted
                || !word.is_listed && !lower.ends_with("ing") && !lower.ends_with("ly"))
        {
            let is_of_people = starts_sentence && is_plural_of_people(lower);
            return if is_of_people && !is_shouted {
                PosTag::Plural
            } else {
                PosTag::Name
            };
        }
        self.open(index, word, next)
    }

    fn closed(
        &self,
        index: usize,
        tag: PosTag,
        lower: &str,
        next: LexicalEntry,
        is_capital: bool,
    ) -> PosTag {
        match tag {
            // Whatever is no possessive is short for "is" or "has".
            PosTag::Possessive if lower == "'s" => match self.page.word_tag(index) {
                WordTag::Possessive => PosTag::Possessive,
                _ => PosTag::Be,
            },
            PosTag::Possessive if lower == "'" => {
                let glued = self
                    .page
                    .tokens()
                    .get(index)
                    .is_some_and(|token| token.is_glued);
                if glued && matches!(self.previous, PosTag::Noun | PosTag::Plural | PosTag::Name) {
                    PosTag::Possessive
                } else {
                    PosTag::Other
                }
            }
            PosTag::Possessive if lower == "her" => {
                if next.closed.is_none()
                    || matches!(next.closed, Some(PosTag::Title | PosTag::Number))
                {
                    tag
                } else {
                    PosTag::Object
                }
            }
            PosTag::Determiner
                if !(starts_phrase(next)
                    || lower == "another" && next.cue.is_none()
                    || matches!(lower, "the" | "a" | "an" | "every" | "no")) =>
            {
                PosTag::Pronoun
            }
            PosTag::Adverb if lower == "most" && self.page.lower(index + 1) == "of" => {
                PosTag::Pronoun
            }
            PosTag::Time if is_capital || !matches!(lower, "march") => tag,
            PosTag::Time => PosTag::Noun,
            PosTag::Modal
                if is_capital && lower == "may" && matches!(self.previous, PosTag::Preposition) =>
            {
                PosTag::Time
            }
            PosTag::Title if is_capital && self.previous == PosTag::Name => PosTag::Name,
            PosTag::Not if lower == "never" => PosTag::Adverb,
            PosTag::To if index > 0 && self.page.lower(index - 1) == "according" => {
                PosTag::Preposition
            }
            _ => tag,
        }
    }
}

/// Returns whether a word is the plural of a noun for people: "economists". At the start of a sentence its capital says
/// nothing.
fn is_plural_of_people(lower: &str) -> bool {
    let singular = lower.strip_suffix('s');
    singular.is_some_and(|singular| LexicalTraits::new(singular).is_human())
}

/// Returns whether a word can follow a determiner in its phrase.
fn starts_phrase(next: LexicalEntry) -> bool {
    match next.closed {
        None => {
            !(next.first == PosSet::THIRD
                || next.first == PosSet::PAST
                || next.first == PosSet::BASE && next.cue.is_some())
        }
        Some(tag) => matches!(
            tag,
            PosTag::Title
                | PosTag::Time
                | PosTag::Number
                | PosTag::Adverb
                | PosTag::Determiner
                | PosTag::Possessive
                | PosTag::Pronoun
                | PosTag::Other
                | PosTag::Quote
        ),
    }
}
