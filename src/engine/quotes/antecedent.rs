//! Finds the noun that a following phrase or clause modifies: "who", "which", and prepositional phrases.

use super::phrase_grammar::PhraseGrammar;
use super::quote_words::QuoteWord;
use super::subject::MAX_SUBJECT_STEPS;
use crate::engine::syntax::noun_phrase::NounPhrase;
use crate::engine::syntax::part_of_speech::PosTag;

impl PhraseGrammar<'_, '_, '_> {
    /// Returns the subject after a prepositional phrase at the start of a sentence: "In a statement Roe said".
    pub(super) fn after_preposition(
        &self,
        phrase: &NounPhrase,
        link: usize,
        steps: &mut usize,
    ) -> Option<NounPhrase> {
        // "economists such as Vera Lund", "growers like Bo Lind"
        if let Some(whole) = self.before_example(link) {
            return Some(whole);
        }
        if let Some(name) = self.context.name_at(phrase.head)
            && name.tokens.start > phrase.tokens.start + 1
        {
            return Some(NounPhrase {
                tokens: name.tokens.start..phrase.tokens.end,
                head: phrase.head,
            });
        }
        if self.tag(phrase.tokens.start) == PosTag::Number && QuoteWord::Circa.has(self.lower(link))
        {
            return Some(phrase.clone());
        }
        if self.lower(link) == "as" && self.tag(phrase.tokens.end).is_finite() {
            return Some(phrase.clone());
        }
        if let Some(phrase) = self.before(link).and_then(|at| self.antecedent(at)) {
            return Some(phrase);
        }
        if let Some(phrase) = self.described(link) {
            return Some(phrase);
        }
        // "days after the minister claimed that"
        if QuoteWord::AdjunctOpener.has(self.lower(link)) && self.tag(phrase.tokens.end).is_finite()
        {
            return Some(phrase.clone());
        }
        *steps += 1;
        if *steps > MAX_SUBJECT_STEPS {
            return None;
        }
        let left = self.before(link)?;
        match self.tag(left) {
            PosTag::Comma if self.before(left).is_some_and(|at| self.tag(at).is_head()) => {
                self.across_comma(left, steps)
            }
            // "wrote for two papers and in 1998 wrote that"
            PosTag::And => self.governed(left, steps),
            _ => None,
        }
    }

    /// Returns the plural noun that an example follows: "economists such as Vera Lund".
    fn before_example(&self, link: usize) -> Option<NounPhrase> {
        let left = self.before(link)?;
        let last = if QuoteWord::Example.has(self.lower(link)) {
            left
        } else if QuoteWord::Example.has(self.lower(left)) {
            self.before(left)?
        } else {
            return None;
        };
        let is_noun = self.context.name_at(last).is_none();
        self.phrase_to(last).filter(|phrase| {
            is_noun && matches!(self.tag(phrase.head), PosTag::Plural | PosTag::Name)
        })
    }

    /// Returns the noun that a participle in front of the preposition at `link` describes: "the people briefed on it".
    fn described(&self, link: usize) -> Option<NounPhrase> {
        let verb = self.before(link)?;
        let noun = self.before(verb)?;
        let is_participle = matches!(self.tag(verb), PosTag::Participle | PosTag::Ing)
            || self.tag(verb) == PosTag::Finite && self.lower(link) == "by";
        let phrase = self
            .phrase_to(noun)
            .filter(|_| is_participle && matches!(self.tag(noun), PosTag::Noun | PosTag::Plural))?;
        let left = self.before(phrase.tokens.start).map(|at| self.tag(at));
        matches!(
            left,
            None | Some(
                PosTag::Comma
                    | PosTag::And
                    | PosTag::Stop
                    | PosTag::Quote
                    | PosTag::That
                    | PosTag::Semicolon
            )
        )
        .then_some(phrase)
    }

    /// Returns the noun that "who", "which" or "that" before the verb at `verb` refers to: "people who saw the fire".
    pub(super) fn antecedent(&self, verb: usize) -> Option<NounPhrase> {
        let mut at = verb;
        let mut has_finite = false;
        for _ in 0..12 {
            has_finite |= self.tag(at).is_finite();
            match self.tag(at) {
                // "who in 2010 said"
                PosTag::Relative if !has_finite && self.lower(at) == "who" => {
                    return Some(NounPhrase::word(at));
                }
                PosTag::Relative => {
                    let left = self.before(at)?;
                    let left = if self.tag(left) == PosTag::Comma {
                        self.before(left)?
                    } else {
                        left
                    };
                    return self.phrase_to(left);
                }
                PosTag::Comma
                | PosTag::Semicolon
                | PosTag::Colon
                | PosTag::Quote
                | PosTag::And
                | PosTag::Subordinator
                | PosTag::That => return None,
                _ => at = self.before(at)?,
            }
        }
        None
    }
}
