//! What a phrase or a clause behind a noun belongs to: "who", "which", and what hangs on a preposition.

use super::phrase::{Grammar, Phrase};
use super::subject::MOST_STEPS;
use super::tag::Tag;

impl Grammar<'_, '_, '_> {
    /// Returns the subject where a phrase hangs on a preposition that hangs on nothing: "In a statement Roe said".
    pub(super) fn after_preposition(
        &self,
        phrase: &Phrase,
        link: usize,
        steps: &mut usize,
    ) -> Option<Phrase> {
        if let Some(name) = self.scene.name_at(phrase.head)
            && name.tokens.start > phrase.tokens.start + 1
        {
            return Some(Phrase {
                tokens: name.tokens.start..phrase.tokens.end,
                head: phrase.head,
            });
        }
        if self.tag(phrase.tokens.start) == Tag::Number
            && matches!(
                self.lower(link),
                "about" | "around" | "over" | "under" | "nearly"
            )
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
        *steps += 1;
        if *steps > MOST_STEPS {
            return None;
        }
        let left = self.before(link)?;
        match self.tag(left) {
            Tag::Comma if self.before(left).is_some_and(|at| self.tag(at).is_head()) => {
                self.across_comma(left, steps)
            }
            _ => None,
        }
    }

    /// Returns the noun that a participle in front of the preposition at `link` describes: "the people briefed on it".
    fn described(&self, link: usize) -> Option<Phrase> {
        let verb = self.before(link)?;
        let noun = self.before(verb)?;
        let is_participle = matches!(self.tag(verb), Tag::Participle | Tag::Ing)
            || self.tag(verb) == Tag::Finite && self.lower(link) == "by";
        let phrase = self
            .phrase_to(noun)
            .filter(|_| is_participle && matches!(self.tag(noun), Tag::Noun | Tag::Plural))?;
        let left = self.before(phrase.tokens.start).map(|at| self.tag(at));
        matches!(
            left,
            None | Some(
                Tag::Comma | Tag::And | Tag::Stop | Tag::Quote | Tag::That | Tag::Semicolon
            )
        )
        .then_some(phrase)
    }

    /// Returns what "who", "which" or "that" before the verb at `verb` stands for: "people who saw the fire".
    pub(super) fn antecedent(&self, verb: usize) -> Option<Phrase> {
        let mut at = verb;
        let mut has_finite = false;
        for _ in 0..12 {
            has_finite |= self.tag(at).is_finite();
            match self.tag(at) {
                // "who in 2010 said"
                Tag::Relative if !has_finite && self.lower(at) == "who" => {
                    return Some(Phrase::word(at));
                }
                Tag::Relative => {
                    let left = self.before(at)?;
                    let left = if self.tag(left) == Tag::Comma {
                        self.before(left)?
                    } else {
                        left
                    };
                    return self.phrase_to(left);
                }
                Tag::Comma
                | Tag::Semicolon
                | Tag::Colon
                | Tag::Quote
                | Tag::And
                | Tag::Subordinator
                | Tag::That => return None,
                _ => at = self.before(at)?,
            }
        }
        None
    }
}
