//! A part of speech for every token, from the word lists and the neighbours.

use super::words::{Classes, Cue, Word};
use crate::engine::{Case, Page, TokenClass};

/// How far a verb with a tense is looked for behind a participle, in tokens.
const LONGEST_REDUCED: usize = 14;

/// A part of speech, as far as the grammar of quoting needs it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Tag {
    Noun,
    Plural,
    Name,
    Title,
    Time,
    Number,
    Pronoun,
    Object,
    Possessive,
    Determiner,
    Adjective,
    Adverb,
    Preposition,
    To,
    And,
    Subordinator,
    Relative,
    That,
    Not,
    Modal,
    Be,
    Have,
    Do,
    /// A finite verb.
    Finite,
    /// A verb after "to" or a modal.
    Base,
    Ing,
    Participle,
    Comma,
    Colon,
    Semicolon,
    Stop,
    Dash,
    Open,
    Close,
    /// The mark that opens an outermost stretch in quotation marks; the stretch is one unit.
    Quote,
    Other,
}

impl Tag {
    /// Returns whether a noun phrase can end here.
    pub(super) const fn is_head(self) -> bool {
        matches!(
            self,
            Self::Noun
                | Self::Plural
                | Self::Name
                | Self::Title
                | Self::Pronoun
                | Self::Number
                | Self::Object
        )
    }

    /// Returns whether a noun can stand in front of its verb or noun here.
    pub(super) const fn is_inside_phrase(self) -> bool {
        matches!(
            self,
            Self::Noun
                | Self::Plural
                | Self::Name
                | Self::Title
                | Self::Number
                | Self::Adjective
                | Self::Possessive
                | Self::Determiner
        )
    }

    /// Returns whether it helps another verb.
    pub(super) const fn is_auxiliary(self) -> bool {
        matches!(
            self,
            Self::Modal | Self::Be | Self::Have | Self::Do | Self::Not
        )
    }

    /// Returns whether a clause with this word has a tense.
    pub(super) const fn is_finite(self) -> bool {
        matches!(
            self,
            Self::Finite | Self::Modal | Self::Be | Self::Have | Self::Do
        )
    }

    /// Returns whether it is a form of a verb of its own meaning.
    pub(super) const fn is_verb(self) -> bool {
        matches!(
            self,
            Self::Finite | Self::Base | Self::Ing | Self::Participle
        )
    }
}

/// The tags of a page's tokens, and which of them are forms of cue verbs.
pub(super) struct Tags {
    /// One for each token.
    pub(super) tags: Vec<Tag>,
    /// One for each token.
    pub(super) cues: Vec<Option<Cue>>,
}

/// Tags every token. `is_name` tells the tokens that lie in a name.
pub(super) fn tag(page: &Page<'_>, is_name: &[bool]) -> Tags {
    let n = page.tokens().len();
    let mut tagger = Tagger {
        page,
        tags: Vec::with_capacity(n),
        previous: Tag::Stop,
    };
    let mut cues = Vec::with_capacity(n);
    let mut sentence_starts = page
        .sentences()
        .iter()
        .map(|sentence| sentence.tokens.start)
        .peekable();
    let mut word = page.speech(0);
    for index in 0..n {
        let next = page.speech(index + 1);
        while sentence_starts.next_if(|start| *start < index).is_some() {}
        let starts_sentence = sentence_starts.peek() == Some(&index);
        if starts_sentence {
            tagger.previous = Tag::Stop;
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
fn is_headline_verb(lower: &str, word: Word) -> bool {
    word.closed.is_none()
        && word.cue.is_some()
        && word.first == Classes::THIRD
        && lower.ends_with('s')
}

struct Tagger<'a, 'p> {
    page: &'a Page<'p>,
    tags: Vec<Tag>,
    /// The tag before, adverbs and negation passed over.
    previous: Tag,
}

impl Tagger<'_, '_> {
    fn push(&mut self, tag: Tag) {
        self.tags.push(tag);
        if !matches!(tag, Tag::Adverb | Tag::Not) {
            self.previous = tag;
        }
    }

    fn decide(
        &self,
        index: usize,
        word: Word,
        next: Word,
        starts_sentence: bool,
        is_name: bool,
    ) -> Tag {
        let Some(token) = self.page.tokens().get(index) else {
            return Tag::Other;
        };
        match token.class {
            TokenClass::Number => return Tag::Number,
            TokenClass::Symbol if word.closed == Some(Tag::Dash) => return Tag::Dash,
            TokenClass::Symbol if self.page.word(index) == "%" => return Tag::Number,
            TokenClass::Symbol => return Tag::Other,
            TokenClass::Address => return Tag::Name,
            TokenClass::Punctuation => {
                return match word.closed {
                    Some(Tag::Possessive) => self.closed(index, Tag::Possessive, "'", next, false),
                    Some(tag) => tag,
                    None => Tag::Other,
                };
            }
            TokenClass::Word => {}
        }
        let is_capital = matches!(token.case, Case::Title | Case::Upper | Case::Mixed);
        let lower = self.page.lower(index);
        let before = index.checked_sub(1).filter(|_| is_capital);
        let is_first =
            starts_sentence || before.is_some_and(|before| is_opener(self.page.word(before)));
        if is_capital && !is_first && is_headline_verb(lower, word) {
            return Tag::Finite;
        }
        if is_name
            && word.closed.is_none_or(|tag| {
                matches!(
                    tag,
                    Tag::Title | Tag::Time | Tag::Adverb | Tag::Number | Tag::Modal
                )
            })
        {
            return if is_capital || self.previous == Tag::Name {
                Tag::Name
            } else {
                Tag::Noun
            };
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
            return Tag::Name;
        }
        self.open(index, word, next, lower)
    }

    fn closed(&self, index: usize, tag: Tag, lower: &str, next: Word, is_capital: bool) -> Tag {
        match tag {
            Tag::Possessive if lower == "'s" => match self.previous {
                Tag::Pronoun
                | Tag::Relative
                | Tag::That
                | Tag::Subordinator
                | Tag::Adverb
                | Tag::Determiner => Tag::Be,
                _ => Tag::Possessive,
            },
            Tag::Possessive if lower == "'" => {
                let glued = self
                    .page
                    .tokens()
                    .get(index)
                    .is_some_and(|token| token.is_glued);
                if glued && matches!(self.previous, Tag::Noun | Tag::Plural | Tag::Name) {
                    Tag::Possessive
                } else {
                    Tag::Other
                }
            }
            Tag::Possessive if lower == "her" => {
                if next.closed.is_none() || matches!(next.closed, Some(Tag::Title | Tag::Number)) {
                    tag
                } else {
                    Tag::Object
                }
            }
            Tag::Determiner
                if !(starts_phrase(next)
                    || lower == "another" && next.cue.is_none()
                    || matches!(lower, "the" | "a" | "an" | "every" | "no")) =>
            {
                Tag::Pronoun
            }
            Tag::Adverb if lower == "most" && self.page.lower(index + 1) == "of" => Tag::Pronoun,
            Tag::Time if is_capital || !matches!(lower, "march") => tag,
            Tag::Time => Tag::Noun,
            Tag::Modal
                if is_capital && lower == "may" && matches!(self.previous, Tag::Preposition) =>
            {
                Tag::Time
            }
            Tag::Title if is_capital && self.previous == Tag::Name => Tag::Name,
            Tag::Not if lower == "never" => Tag::Adverb,
            Tag::To if index > 0 && self.page.lower(index - 1) == "according" => Tag::Preposition,
            _ => tag,
        }
    }

    fn open(&self, index: usize, word: Word, next: Word, lower: &str) -> Tag {
        let classes = word.classes;
        // "have long said", "Roe likely saw"
        if lower == "long" && self.previous == Tag::Have
            || lower == "likely" && matches!(self.previous, Tag::Name | Tag::Pronoun)
        {
            return Tag::Adverb;
        }
        let next_is_by = next.closed == Some(Tag::Preposition);
        match self.previous {
            Tag::To | Tag::Modal | Tag::Do if classes.has(Classes::BASE) => return Tag::Base,
            Tag::Have if classes.has(Classes::PARTICIPLE) => return Tag::Participle,
            Tag::Be if classes.has(Classes::PARTICIPLE) && word.first != Classes::ADJECTIVE => {
                return Tag::Participle;
            }
            Tag::Be if classes.has(Classes::ING) => return Tag::Ing,
            // "30 pledged delegates"
            Tag::Number if next.closed.is_none() && next.first == Classes::PLURAL => {
                return nominal(word);
            }
            Tag::Adjective | Tag::Number | Tag::Other if word.is_cue_verb() => return Tag::Finite,
            Tag::Determiner | Tag::Possessive | Tag::Adjective | Tag::Number => {
                return nominal(word);
            }
            Tag::Preposition => {
                return if classes.has(Classes::ING) {
                    Tag::Ing
                } else {
                    nominal(word)
                };
            }
            Tag::Pronoun | Tag::Relative
                if classes.has(Classes::PAST)
                    || classes.has(Classes::PARTICIPLE)
                    || classes.has(Classes::THIRD)
                    || classes.has(Classes::BASE) =>
            {
                return Tag::Finite;
            }
            _ => {}
        }
        if classes.has(Classes::PAST) {
            let after_noun = matches!(self.previous, Tag::Noun | Tag::Plural | Tag::Title);
            let is_reduced = after_noun
                && classes.has(Classes::PARTICIPLE)
                && next_is_by
                && word.cue.is_none_or(|cue| cue.takes(Cue::PERSON))
                && lower != "told"
                && self.has_verb_behind(index);
            return if is_reduced {
                Tag::Participle
            } else {
                Tag::Finite
            };
        }
        if classes.has(Classes::ING) {
            return self.in_ing(word, next);
        }
        self.agreeing(word, next)
    }

    /// Decides a word in -ing that nothing in front decides.
    fn in_ing(&self, word: Word, next: Word) -> Tag {
        let leads = word.cue.is_some()
            && (matches!(self.previous, Tag::Comma | Tag::Dash) || next.closed == Some(Tag::To));
        if !leads && (word.first == Classes::NOUN || word.first == Classes::ADJECTIVE) {
            nominal(word)
        } else {
            Tag::Ing
        }
    }

    /// Returns whether the clause has another verb with a tense behind `index`, so that this one can only describe its
    /// noun: "the people trapped in the fire said", not "the people marched through the town".
    fn has_verb_behind(&self, index: usize) -> bool {
        for at in index + 1..index + 1 + LONGEST_REDUCED {
            let word = self.page.speech(at);
            match word.closed {
                Some(Tag::Modal | Tag::Be | Tag::Have | Tag::Do) => return true,
                Some(
                    Tag::Comma
                    | Tag::Stop
                    | Tag::Semicolon
                    | Tag::Colon
                    | Tag::That
                    | Tag::Relative
                    | Tag::Subordinator,
                ) => {
                    return false;
                }
                None if word.first == Classes::PAST || word.first == Classes::THIRD => return true,
                _ if is_opener(self.page.word(at)) => return false,
                _ => {}
            }
        }
        false
    }

    /// Decides a word that may be a verb in the present tense by the number of what stands before it.
    fn agreeing(&self, word: Word, next: Word) -> Tag {
        let classes = word.classes;
        let opens_complement = matches!(
            next.closed,
            Some(
                Tag::Determiner
                    | Tag::Possessive
                    | Tag::That
                    | Tag::Pronoun
                    | Tag::Object
                    | Tag::Comma
                    | Tag::Colon
                    | Tag::To
                    | Tag::Subordinator
                    | Tag::Preposition
                    | Tag::Adverb
                    | Tag::Relative
                    | Tag::Stop
                    | Tag::Quote
            )
        ) || next.closed.is_none();
        let singular = matches!(
            self.previous,
            Tag::Name
                | Tag::Noun
                | Tag::Close
                | Tag::Comma
                | Tag::Quote
                | Tag::Time
                | Tag::Title
                | Tag::And
        );
        if classes.has(Classes::THIRD) {
            let is_likely = word.first == Classes::THIRD
                || self.previous == Tag::Name
                || word.cue.is_some() && self.previous != Tag::Comma;
            if singular && is_likely && opens_complement || word.first == Classes::THIRD {
                return Tag::Finite;
            }
        }
        if classes.has(Classes::BASE) {
            let plural = matches!(self.previous, Tag::Plural | Tag::Name | Tag::Title);
            if (plural
                || word.first == Classes::BASE
                    && matches!(
                        self.previous,
                        Tag::Noun | Tag::Comma | Tag::And | Tag::Close | Tag::Number
                    ))
                && (word.first == Classes::BASE || word.cue.is_some())
            {
                return Tag::Finite;
            }
            if word.first == Classes::BASE {
                return Tag::Base;
            }
        }
        if classes.has(Classes::PARTICIPLE) && word.first == Classes::PARTICIPLE {
            return Tag::Participle;
        }
        nominal(word)
    }
}

/// Returns whether a word can follow a determiner in its phrase.
fn starts_phrase(next: Word) -> bool {
    match next.closed {
        None => {
            !(next.first == Classes::THIRD
                || next.first == Classes::PAST
                || next.first == Classes::BASE && next.cue.is_some())
        }
        Some(tag) => matches!(
            tag,
            Tag::Title
                | Tag::Time
                | Tag::Number
                | Tag::Adverb
                | Tag::Determiner
                | Tag::Possessive
                | Tag::Pronoun
                | Tag::Other
                | Tag::Quote
        ),
    }
}

/// Returns what a word is inside a noun phrase.
fn nominal(word: Word) -> Tag {
    let classes = word.classes;
    if word.first == Classes::ADJECTIVE {
        Tag::Adjective
    } else if word.first == Classes::PLURAL
        || classes.has(Classes::PLURAL) && !classes.has(Classes::NOUN)
    {
        Tag::Plural
    } else if classes.has(Classes::NOUN) {
        Tag::Noun
    } else if word.first == Classes::ADVERB {
        Tag::Adverb
    } else if classes.has(Classes::ADJECTIVE) || classes.has(Classes::PARTICIPLE) {
        Tag::Adjective
    } else {
        Tag::Noun
    }
}
