//! A part of speech for every token, from the word lists and the neighbours.

use std::ops::Range;

pub(in crate::engine) use crate::engine::lexeme::pos_tag::PosTag;
use crate::engine::lexeme::word_classes::{Cue, LexicalEntry, PosSet};
use crate::engine::{Case, Page, TokenClass};

/// How far a verb with a tense is looked for behind a participle, in tokens.
const LONGEST_REDUCED: usize = 14;

/// The tags of a page's tokens, and which of them are forms of cue verbs.
pub(in crate::engine) struct Tags {
    /// One for each token.
    pub(in crate::engine) tags: Vec<PosTag>,
    /// One for each token.
    pub(in crate::engine) cues: Vec<Option<Cue>>,
}

/// Tags every token. `is_name` is true for tokens inside a name.
pub(in crate::engine) fn tag(page: &Page<'_>, is_name: &[bool]) -> Tags {
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

fn is_opener(word: &str) -> bool {
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

struct PosTagger<'a, 'p> {
    page: &'a Page<'p>,
    tags: Vec<PosTag>,
    /// The tag before, adverbs and negation passed over.
    previous: PosTag,
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

    /// Tags a token that is no word.
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
            return PosTag::Name;
        }
        self.open(index, word, next, lower)
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
            PosTag::Possessive if lower == "'s" => match self.previous {
                PosTag::Pronoun
                | PosTag::Relative
                | PosTag::That
                | PosTag::Subordinator
                | PosTag::Adverb
                | PosTag::Determiner => PosTag::Be,
                _ => PosTag::Possessive,
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

    fn open(&self, index: usize, word: LexicalEntry, next: LexicalEntry, lower: &str) -> PosTag {
        let classes = word.classes;
        // "have long said", "Roe likely saw"
        if lower == "long" && self.previous == PosTag::Have
            || lower == "likely" && matches!(self.previous, PosTag::Name | PosTag::Pronoun)
        {
            return PosTag::Adverb;
        }
        let next_is_by = next.closed == Some(PosTag::Preposition);
        match self.previous {
            PosTag::To | PosTag::Modal | PosTag::Do if classes.has(PosSet::BASE) => {
                return PosTag::Base;
            }
            PosTag::Have if classes.has(PosSet::PARTICIPLE) => return PosTag::Participle,
            PosTag::Be if classes.has(PosSet::PARTICIPLE) && word.first != PosSet::ADJECTIVE => {
                return PosTag::Participle;
            }
            PosTag::Be if classes.has(PosSet::ING) => return PosTag::Ing,
            // "30 pledged delegates"
            PosTag::Number if next.closed.is_none() && next.first == PosSet::PLURAL => {
                return nominal(word);
            }
            PosTag::Adjective | PosTag::Number | PosTag::Other if word.is_cue_verb() => {
                return PosTag::Finite;
            }
            PosTag::Determiner | PosTag::Possessive | PosTag::Adjective | PosTag::Number => {
                return nominal(word);
            }
            PosTag::Preposition => {
                return if classes.has(PosSet::ING) {
                    PosTag::Ing
                } else {
                    nominal(word)
                };
            }
            PosTag::Pronoun | PosTag::Relative
                if classes.has(PosSet::PAST)
                    || classes.has(PosSet::PARTICIPLE)
                    || classes.has(PosSet::THIRD)
                    || classes.has(PosSet::BASE) =>
            {
                return PosTag::Finite;
            }
            _ => {}
        }
        if classes.has(PosSet::PAST) {
            let after_noun = matches!(self.previous, PosTag::Noun | PosTag::Plural | PosTag::Title);
            let is_reduced = after_noun
                && classes.has(PosSet::PARTICIPLE)
                && next_is_by
                && word.cue.is_none_or(|cue| cue.takes(Cue::PERSON))
                && lower != "told"
                && self.has_verb_behind(index);
            return if is_reduced {
                PosTag::Participle
            } else {
                PosTag::Finite
            };
        }
        if classes.has(PosSet::ING) {
            return self.in_ing(word, next);
        }
        self.agreeing(word, next)
    }

    /// Decides a word in -ing that nothing in front decides.
    fn in_ing(&self, word: LexicalEntry, next: LexicalEntry) -> PosTag {
        let leads = word.cue.is_some()
            && (matches!(self.previous, PosTag::Comma | PosTag::Dash)
                || next.closed == Some(PosTag::To));
        if !leads && (word.first == PosSet::NOUN || word.first == PosSet::ADJECTIVE) {
            nominal(word)
        } else {
            PosTag::Ing
        }
    }

    /// Returns whether the clause has another verb with a tense behind `index`, so that this one can only describe its
    /// noun: "the people trapped in the fire said", not "the people marched through the town".
    fn has_verb_behind(&self, index: usize) -> bool {
        for at in index + 1..index + 1 + LONGEST_REDUCED {
            let word = self.page.speech(at);
            match word.closed {
                Some(PosTag::Modal | PosTag::Be | PosTag::Have | PosTag::Do) => return true,
                Some(
                    PosTag::Comma
                    | PosTag::Stop
                    | PosTag::Semicolon
                    | PosTag::Colon
                    | PosTag::That
                    | PosTag::Relative
                    | PosTag::Subordinator,
                ) => {
                    return false;
                }
                None if word.first == PosSet::PAST || word.first == PosSet::THIRD => return true,
                _ if is_opener(self.page.word(at)) => return false,
                _ => {}
            }
        }
        false
    }

    /// Decides a word that may be a verb in the present tense by the number of what stands before it.
    fn agreeing(&self, word: LexicalEntry, next: LexicalEntry) -> PosTag {
        let classes = word.classes;
        let opens_complement = matches!(
            next.closed,
            Some(
                PosTag::Determiner
                    | PosTag::Possessive
                    | PosTag::That
                    | PosTag::Pronoun
                    | PosTag::Object
                    | PosTag::Comma
                    | PosTag::Colon
                    | PosTag::To
                    | PosTag::Subordinator
                    | PosTag::Preposition
                    | PosTag::Adverb
                    | PosTag::Relative
                    | PosTag::Stop
                    | PosTag::Quote
            )
        ) || next.closed.is_none();
        let singular = matches!(
            self.previous,
            PosTag::Name
                | PosTag::Noun
                | PosTag::Close
                | PosTag::Comma
                | PosTag::Quote
                | PosTag::Time
                | PosTag::Title
                | PosTag::And
        );
        if classes.has(PosSet::THIRD) {
            let is_likely = word.first == PosSet::THIRD
                || self.previous == PosTag::Name
                || word.cue.is_some() && self.previous != PosTag::Comma;
            if singular && is_likely && opens_complement || word.first == PosSet::THIRD {
                return PosTag::Finite;
            }
        }
        if classes.has(PosSet::BASE) {
            let plural = matches!(self.previous, PosTag::Plural | PosTag::Name | PosTag::Title);
            if (plural
                || word.first == PosSet::BASE
                    && matches!(
                        self.previous,
                        PosTag::Noun | PosTag::Comma | PosTag::And | PosTag::Close | PosTag::Number
                    ))
                && (word.first == PosSet::BASE || word.cue.is_some())
            {
                return PosTag::Finite;
            }
            if word.first == PosSet::BASE {
                return PosTag::Base;
            }
        }
        if classes.has(PosSet::PARTICIPLE) && word.first == PosSet::PARTICIPLE {
            return PosTag::Participle;
        }
        nominal(word)
    }
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

/// Returns what a word is inside a noun phrase.
fn nominal(word: LexicalEntry) -> PosTag {
    let classes = word.classes;
    if word.first == PosSet::ADJECTIVE {
        PosTag::Adjective
    } else if word.first == PosSet::PLURAL
        || classes.has(PosSet::PLURAL) && !classes.has(PosSet::NOUN)
    {
        PosTag::Plural
    } else if classes.has(PosSet::NOUN) {
        PosTag::Noun
    } else if word.first == PosSet::ADVERB {
        PosTag::Adverb
    } else if classes.has(PosSet::ADJECTIVE) || classes.has(PosSet::PARTICIPLE) {
        PosTag::Adjective
    } else {
        PosTag::Noun
    }
}
