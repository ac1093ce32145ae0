//! Open classes: which of the parts of speech that a word can have it has, by the trained tagger.
//!
//! The tagger was trained on treebanks, whose tags are those of single words. The grammar wants to know what a word does
//! in its phrase, and the vocabulary knows what a word can be, so that a wrong tag is often seen to be impossible.

use super::part_of_speech::{PosTagger, is_opener};
use super::tag_set::WordTag;
use crate::engine::lexeme::pos_tag::PosTag;
use crate::engine::lexeme::word_classes::{LexicalEntry, PosSet};

/// The maximum distance at which a verb with a tense is searched after a participle, in tokens.
const MAX_REDUCED_TOKENS: usize = 14;

impl PosTagger<'_, '_> {
    /// Decides a word of an open class: by an auxiliary before it, by the trained tagger among the classes that the word can
    /// have, or by the class that it has most often.
    pub(super) fn open(&self, index: usize, word: LexicalEntry, next: LexicalEntry) -> PosTag {
        if let Some(tag) = self.after_closed(word, next) {
            return tag;
        }
        if let Some(tag) = only_class(word) {
            return tag;
        }
        let trained = self.page.word_tag(index);
        if self.takes_marks(index, word) || self.is_past_after_name(trained, word) {
            return PosTag::Finite;
        }
        let is_past = word.classes.has(PosSet::PAST.or(PosSet::PARTICIPLE));
        match trained {
            // "Roe flew cargo": a verb that the vocabulary lacks.
            WordTag::PastVerb
                if !word.is_listed && word.closed.is_none() && self.is_after_head() =>
            {
                PosTag::Finite
            }
            // "pleased with her serve"
            WordTag::BaseVerb | WordTag::PresentVerb
                if self.previous == PosTag::Possessive && next.closed.is_some() =>
            {
                PosTag::Noun
            }
            WordTag::PastVerb | WordTag::PastParticiple if is_past => {
                self.past(index, trained, word, next)
            }
            WordTag::Adjective
                if is_past && (word.is_cue() || !word.classes.has(PosSet::ADJECTIVE)) =>
            {
                self.past(index, trained, word, next)
            }
            // "Profit fell short": a form that is a past tense first of all, where no noun phrase wants it.
            WordTag::Adverb
            | WordTag::Adposition
            | WordTag::Adjective
            | WordTag::SingularNoun
            | WordTag::PluralNoun
            | WordTag::ProperNoun
            | WordTag::PresentVerb
            | WordTag::BaseVerb
                if word.first == PosSet::PAST && !self.is_in_phrase() =>
            {
                PosTag::Finite
            }
            _ => self
                .present(trained, word, next)
                .or_else(|| self.gerund(trained, word, next))
                .or_else(|| self.head(index, trained, word, next))
                .or_else(|| tag_descriptive(trained, word))
                .unwrap_or_else(|| self.likeliest(word)),
        }
    }

    /// Decides a form by an auxiliary or another word of a closed class before it.
    fn after_closed(&self, word: LexicalEntry, next: LexicalEntry) -> Option<PosTag> {
        let classes = word.classes;
        match self.previous {
            PosTag::To | PosTag::Modal | PosTag::Do if classes.has(PosSet::BASE) => {
                Some(PosTag::Base)
            }
            PosTag::Have if classes.has(PosSet::PARTICIPLE) => Some(PosTag::Participle),
            PosTag::Be if classes.has(PosSet::PARTICIPLE) && word.first != PosSet::ADJECTIVE => {
                Some(PosTag::Participle)
            }
            PosTag::Be if classes.has(PosSet::ING) => Some(PosTag::Ing),
            // "Nine lives", "30 pledged delegates"
            PosTag::Number if classes.has(PosSet::PLURAL) => Some(PosTag::Plural),
            PosTag::Number if next.closed.is_none() && next.first == PosSet::PLURAL => {
                Some(tag_nominal(word))
            }
            // "The Forum estimates interest could rise": a form of a verb of saying after a name is no plural.
            PosTag::Name if word.is_cue() && classes.has(PosSet::THIRD) => Some(PosTag::Finite),
            // "The indictment alleges that": nor is one between a noun and "that".
            PosTag::Noun | PosTag::Title
                if word.is_cue()
                    && classes.has(PosSet::THIRD)
                    && next.closed == Some(PosTag::That) =>
            {
                Some(PosTag::Finite)
            }
            // `“Why?” asked Roe`: a verb of saying after a closing mark.
            PosTag::Other if word.is_cue_verb() => Some(PosTag::Finite),
            _ => None,
        }
    }

    /// Returns whether a word is a verb with words in marks as its object: `Readers press “agree”`.
    fn takes_marks(&self, index: usize, word: LexicalEntry) -> bool {
        word.classes.has(PosSet::BASE)
            && word.is_cue()
            && is_opener(self.page.word(index + 1))
            && matches!(self.previous, PosTag::Plural | PosTag::Name)
            && index
                .checked_sub(1)
                .is_some_and(|before| self.page.lower(before).ends_with('s'))
    }

    /// Returns whether a word that the trained tagger takes for a noun is the past of a verb of saying: "Ana Roe sang".
    fn is_past_after_name(&self, trained: WordTag, word: LexicalEntry) -> bool {
        let is_noun = matches!(
            trained,
            WordTag::ProperNoun | WordTag::SingularNoun | WordTag::PluralNoun
        );
        is_noun
            && matches!(self.previous, PosTag::Name | PosTag::Plural)
            && word.is_cue()
            && word.classes.has(PosSet::PAST)
    }

    /// Returns whether the word before belongs to a noun phrase that has no noun yet.
    const fn is_in_phrase(&self) -> bool {
        matches!(
            self.previous,
            PosTag::Determiner | PosTag::Possessive | PosTag::Adjective | PosTag::Number
        )
    }

    /// Returns whether a word that can be a whole subject or end one directly precedes.
    const fn is_after_head(&self) -> bool {
        matches!(
            self.previous,
            PosTag::Noun | PosTag::Plural | PosTag::Title | PosTag::Name | PosTag::Pronoun
        )
    }

    /// Returns whether what precedes can be or end the subject of a verb.
    const fn is_after_subject(&self) -> bool {
        matches!(
            self.previous,
            PosTag::Noun
                | PosTag::Plural
                | PosTag::Title
                | PosTag::Name
                | PosTag::Pronoun
                | PosTag::Relative
                | PosTag::Close
                | PosTag::Time
                | PosTag::Comma
                | PosTag::And
                | PosTag::Participle
        )
    }

    /// Decides between the past tense, the participle and an adjective of the same form.
    fn past(
        &self,
        index: usize,
        trained: WordTag,
        word: LexicalEntry,
        next: LexicalEntry,
    ) -> PosTag {
        let is_tense = trained == WordTag::PastVerb;
        let is_adjective = trained == WordTag::Adjective;
        if self.is_in_phrase() && next.closed.is_none() && !is_tense && !word.is_cue() {
            return PosTag::Adjective;
        }
        // Any participle in -ed can be a past tense, whatever the vocabulary lists: "Roe cancelled all sailings".
        let is_regular = self.page.lower(index).ends_with("ed");
        let can_be_tense = word.classes.has(PosSet::PAST) || is_regular && !is_adjective;
        if !can_be_tense {
            return if is_adjective && self.is_in_phrase() {
                PosTag::Adjective
            } else {
                PosTag::Participle
            };
        }
        // A verb of saying describes its noun only before "by" and the like: "the man told by police that".
        let can_describe = !word.is_cue() || next.closed == Some(PosTag::Preposition);
        let has_tense =
            is_tense || self.is_after_subject() && !(can_describe && self.has_verb_behind(index));
        if has_tense {
            PosTag::Finite
        } else {
            PosTag::Participle
        }
    }

    /// Decides a word that the trained tagger takes for a verb without the mark of a past; `None` if it cannot be one.
    fn present(&self, trained: WordTag, word: LexicalEntry, next: LexicalEntry) -> Option<PosTag> {
        // "Roe told parliament reserves had fallen": what stands before an auxiliary is its subject.
        let leads_verb = matches!(
            next.closed,
            Some(PosTag::Modal | PosTag::Be | PosTag::Have | PosTag::Do)
        );
        match trained {
            WordTag::BaseVerb if word.classes.has(PosSet::BASE) => {
                // "Lines said profit had": no base form follows a verb with a tense.
                if self.previous == PosTag::Finite && word.classes.has(PosSet::NOUN) {
                    return Some(PosTag::Noun);
                }
                // "An official close to the talks": nor one with one form the base form.
                if self.previous == PosTag::Noun && word.classes.has(PosSet::ADJECTIVE) {
                    return Some(PosTag::Adjective);
                }
                let has_subject = matches!(
                    self.previous,
                    PosTag::Plural | PosTag::Pronoun | PosTag::Name | PosTag::Relative
                );
                Some(if has_subject {
                    PosTag::Finite
                } else {
                    PosTag::Base
                })
            }
            WordTag::PresentVerb if word.classes.has(PosSet::BASE) && !leads_verb => {
                Some(PosTag::Finite)
            }
            WordTag::ThirdPersonVerb if word.classes.has(PosSet::THIRD) && !leads_verb => {
                Some(PosTag::Finite)
            }
            _ => None,
        }
    }

    /// Decides a form in -ing. What the treebanks take for a noun is a verb to the grammar, unless a noun phrase wants it.
    fn gerund(&self, trained: WordTag, word: LexicalEntry, next: LexicalEntry) -> Option<PosTag> {
        let is_verb = trained == WordTag::PresentParticiple;
        if !word.classes.has(PosSet::ING) {
            return None;
        }
        if is_verb && self.is_in_phrase() && next.closed.is_none() {
            return Some(PosTag::Adjective);
        }
        (is_verb || word.first == PosSet::ING && !self.is_in_phrase()).then_some(PosTag::Ing)
    }

    /// Decides a word that ends a noun phrase though the trained tagger takes it for an adjective: "the chief executive,".
    fn head(
        &self,
        index: usize,
        trained: WordTag,
        word: LexicalEntry,
        next: LexicalEntry,
    ) -> Option<PosTag> {
        let ends_phrase = matches!(
            next.closed,
            Some(
                PosTag::Comma
                    | PosTag::Stop
                    | PosTag::Possessive
                    | PosTag::Modal
                    | PosTag::Be
                    | PosTag::Have
                    | PosTag::Do
                    | PosTag::Relative
            )
        );
        // "a senior official close to the talks"
        let is_before_adverb = word.first == PosSet::NOUN
            && matches!(
                self.page.word_tag(index + 1),
                WordTag::Adverb | WordTag::Adposition
            );
        let is_noun = word.classes.has(PosSet::NOUN)
            && self.is_in_phrase()
            && (ends_phrase || is_before_adverb);
        (trained == WordTag::Adjective && is_noun).then_some(PosTag::Noun)
    }

    /// Decides a word that cannot be what the trained tagger takes it for.
    fn likeliest(&self, word: LexicalEntry) -> PosTag {
        match word.first {
            PosSet::BASE if self.is_after_subject() => PosTag::Finite,
            PosSet::BASE => PosTag::Base,
            PosSet::THIRD => PosTag::Finite,
            _ => tag_nominal(word),
        }
    }

    /// Returns whether the clause has another verb with a tense after `index`, so that this one can only describe its
    /// noun: "the people trapped in the fire said", not "the people marched through the town".
    fn has_verb_behind(&self, index: usize) -> bool {
        let mut is_joined = false;
        for at in index + 1..index + 1 + MAX_REDUCED_TOKENS {
            let word = self.page.speech(at);
            // "cancelled all sailings and warned passengers": a verb that is joined to this one has the same subject.
            let was_joined = std::mem::replace(&mut is_joined, word.closed == Some(PosTag::And));
            if was_joined && word.closed.is_none() {
                continue;
            }
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
}

/// Returns what a word is that the vocabulary knows as a noun or an adverb and as nothing else: the tagger need not be asked.
fn only_class(word: LexicalEntry) -> Option<PosTag> {
    match word.classes {
        _ if !word.is_listed || word.first != word.classes => None,
        PosSet::NOUN => Some(PosTag::Noun),
        PosSet::PLURAL => Some(PosTag::Plural),
        PosSet::ADVERB => Some(PosTag::Adverb),
        _ => None,
    }
}

/// Returns what a word is that the trained tagger takes for a noun, adjective or adverb; `None` if it cannot be that.
fn tag_descriptive(trained: WordTag, word: LexicalEntry) -> Option<PosTag> {
    let can_be = |classes: PosSet| word.classes.has(classes) || !word.is_listed;
    match trained {
        WordTag::Adjective if can_be(PosSet::ADJECTIVE) && !word.classes.has(PosSet::ING) => {
            Some(PosTag::Adjective)
        }
        WordTag::Adverb | WordTag::WhAdverb | WordTag::Interjection
            if can_be(PosSet::ADVERB.or(PosSet::ADJECTIVE)) =>
        {
            Some(PosTag::Adverb)
        }
        WordTag::PluralNoun if can_be(PosSet::PLURAL) => Some(PosTag::Plural),
        WordTag::SingularNoun if word.classes.has(PosSet::NOUN) => Some(PosTag::Noun),
        _ => None,
    }
}

/// Returns what a word is inside a noun phrase.
fn tag_nominal(word: LexicalEntry) -> PosTag {
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
