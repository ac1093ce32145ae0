//! The places of a sentence that say that something was said: verbs with their subjects, "according to", "in a letter".

use std::ops::Range;

use super::phrase_grammar::PhraseGrammar;
use super::quote_words::QuoteWord;
use crate::engine::lexeme::word_classes::Cue;
use crate::engine::syntax::noun_phrase::NounPhrase;
use crate::engine::syntax::part_of_speech::PosTag;

/// The maximum number of tokens that may lead from the author of a claim to "that": "center on the possibility that".
pub(super) const MAX_TOKENS_TO_THAT: usize = 6;

/// The maximum number of tokens that may occur between a passive cue and "that": "informed in four languages on Friday
/// that".
const MAX_ADJUNCT_TOKENS: usize = 8;

/// How many tokens after a verb that is no cue may hold one that is: "a senior official close to the talks told".
const MAX_TOKENS_TO_CUE: usize = 6;

/// A cue with its speaker.
#[derive(Clone, Debug)]
pub(super) struct ReportingCue {
    /// Its tokens.
    pub(super) tokens: Range<usize>,
    /// How it says.
    pub(super) cue: Cue,
    /// Who.
    pub(super) speaker: Option<NounPhrase>,
    /// Whether the speaker follows the verb.
    pub(super) is_inverted: bool,
    /// Whether it is "according to".
    pub(super) is_according: bool,
    /// Whether the text leaves out who said it: "she was asked".
    pub(super) is_unnamed: bool,
}

impl ReportingCue {
    /// Returns the tokens from cue to speaker, both included.
    pub(super) fn hull(&self) -> Range<usize> {
        match &self.speaker {
            Some(speaker) => {
                self.tokens.start.min(speaker.tokens.start)..self.tokens.end.max(speaker.tokens.end)
            }
            None => self.tokens.clone(),
        }
    }
}

impl PhraseGrammar<'_, '_, '_> {
    /// Returns every cue of the frame that stands outside quotation marks, in order.
    pub(super) fn said(&self) -> Vec<ReportingCue> {
        let mut found: Vec<ReportingCue> = self.headline().into_iter().collect();
        let mut at = Some(self.frame.tokens.start);
        while let Some(index) = at {
            if let Some(said) = self.said_at(index) {
                let speaker = said.speaker.map(|phrase| self.with_apposition(phrase));
                found.push(ReportingCue { speaker, ..said });
            }
            at = self.context.after(self.frame, index);
        }
        found
    }

    fn said_at(&self, index: usize) -> Option<ReportingCue> {
        if let Some(end) = self.end_of_according(index) {
            let source = self.phrase_from(self.context.after(self.frame, end - 1)?);
            return Some(ReportingCue {
                tokens: index..end,
                cue: Cue::ACCORDING,
                // "sorted according to size" has no source.
                speaker: Some(source.filter(|phrase| !self.is_rejected(phrase))?),
                is_inverted: true,
                is_according: true,
                is_unnamed: false,
            });
        }
        if let Some(said) = self.noun_of_claim(index) {
            return Some(said);
        }
        let cue = match self.context.cue(index) {
            Some(cue) => cue,
            None if self.puts_it(index) => Cue::PUT,
            None => self.open_cue(index)?,
        };
        if self.is_passive(index) || self.is_as_passive(index) {
            return self.by_agent(index, cue);
        }
        let left = self
            .other_before(index)
            .or_else(|| self.speaker_before(index));
        let inverted = self.inverted_speaker(index, left.is_some());
        let is_inverted = inverted.is_some();
        Some(ReportingCue {
            tokens: index..index + 1,
            cue,
            speaker: inverted
                .or(left)
                .or_else(|| self.parsed_subject(index, cue)),
            is_inverted,
            is_according: false,
            is_unnamed: false,
        })
    }

    /// Returns the end of "according to", and of "per" at the start of a sentence, where they begin at a token.
    fn end_of_according(&self, index: usize) -> Option<usize> {
        let lower = self.context.page.lower(index);
        if lower == "according" && self.context.page.lower(index + 1) == "to" {
            return Some(index + 2);
        }
        (lower == "per" && index == self.front_start()).then_some(index + 1)
    }

    /// Returns the cue that a noun is whose owner claims: "Roe's claim that", "the ministry's promise to".
    fn noun_of_claim(&self, index: usize) -> Option<ReportingCue> {
        if !matches!(
            self.tag(index),
            PosTag::Noun | PosTag::Plural | PosTag::Finite
        ) {
            return None;
        }
        let next = self.context.after(self.frame, index)?;
        let traits = self.context.page.naming(index);
        let is_claim = match self.tag(next) {
            PosTag::That => traits.is_claim(),
            PosTag::To => traits.is_promise(),
            _ => false,
        };
        let speaker = if is_claim {
            self.possessor(index)?
        } else if traits.is_claim() {
            self.author_of_claim(next)?
        } else {
            return None;
        };
        Some(ReportingCue {
            tokens: index..index + 1,
            cue: Cue::CLAIM,
            speaker: Some(speaker),
            is_inverted: false,
            is_according: false,
            is_unnamed: false,
        })
    }

    /// Returns who makes the claim whose noun directly precedes `link`, where "that" follows: "the claim by Roe that",
    /// "fears among the villagers that", "doubts voiced by the unions that".
    fn author_of_claim(&self, link: usize) -> Option<NounPhrase> {
        let mut link = link;
        if matches!(self.tag(link), PosTag::Participle | PosTag::Finite) {
            link = self.context.after(self.frame, link)?;
            if self.lower(link) != "by" {
                return None;
            }
        }
        if !QuoteWord::ClaimAuthor.has(self.lower(link)) {
            return None;
        }
        let author = self.phrase_from(self.context.after(self.frame, link)?)?;
        let mut next = self.context.after(self.frame, author.tokens.end - 1)?;
        // "the fears of the allies are that", "center on the possibility that"
        for _ in 0..MAX_TOKENS_TO_THAT {
            if self.tag(next) == PosTag::That {
                return Some(author).filter(|author| self.is_voice(author));
            }
            let is_link = matches!(self.tag(next), PosTag::Be | PosTag::Adverb | PosTag::Comma)
                || QuoteWord::ClaimLink.has(self.lower(next));
            if !is_link {
                return None;
            }
            next = self.context.after(self.frame, next)?;
        }
        None
    }

    /// Returns whether "as" and "by" stand around a verb: "As reported by the Star,".
    fn is_as_passive(&self, index: usize) -> bool {
        let before = self.before(index);
        before.is_some_and(|at| self.lower(at) == "as") && self.lower(index + 1) == "by"
    }

    /// Returns whether "put it" ends a clause, as in `as Roe put it, “…”`.
    fn puts_it(&self, index: usize) -> bool {
        matches!(self.lower(index), "put" | "puts")
            && self.lower(index + 1) == "it"
            && (matches!(
                self.tag(index + 2),
                PosTag::Comma | PosTag::Colon | PosTag::Stop
            ) || (index + 3..index + 9).any(|at| {
                matches!(self.tag(at), PosTag::Comma | PosTag::Colon)
                    && self.tag(at + 1) == PosTag::Quote
            }))
    }

    /// Returns whether the subject is the one who is told: "he was told", "the bill was called".
    fn is_passive(&self, index: usize) -> bool {
        if self.context.tag(index) != PosTag::Participle {
            return false;
        }
        let mut at = index;
        for _ in 0..4 {
            let Some(left) = at.checked_sub(1) else {
                return false;
            };
            match self.context.tag(left) {
                // "he's said"
                PosTag::Be
                    if matches!(self.lower(left), "'s" | "’s") && self.lower(index) == "said" =>
                {
                    return false;
                }
                PosTag::Be => return true,
                PosTag::Adverb | PosTag::Not => at = left,
                _ => return false,
            }
        }
        false
    }

    /// Returns a cue for any verb that follows speech with nothing but its subject between: `“Sit,” Roe barked.`
    fn open_cue(&self, index: usize) -> Option<Cue> {
        if self.context.tag(index) != PosTag::Finite {
            return None;
        }
        if self.leads_to_quote(index) {
            return Some(Cue::OPEN);
        }
        let is_before_cue = (index + 1..index + 1 + MAX_TOKENS_TO_CUE)
            .take_while(|at| {
                let tag = self.tag(*at);
                !matches!(
                    tag,
                    PosTag::Comma | PosTag::Stop | PosTag::And | PosTag::Quote
                )
            })
            .any(|at| self.tag(at) == PosTag::Finite && self.context.cue(at).is_some());
        if is_before_cue {
            return None;
        }
        let mut at = self.before(index)?;
        if self.tag(at) == PosTag::Adverb {
            at = self.before(at)?;
        }
        if self.tag(at) != PosTag::Quote {
            let subject = self
                .phrase_to(at)
                .filter(|phrase| self.is_somebody(phrase) || self.lower(phrase.head) == "it")
                .filter(|phrase| !QuoteWord::NameNoun.has(self.lower(phrase.head)))?;
            at = self.before(subject.tokens.start)?;
            if self.tag(at) == PosTag::Comma {
                at = self.before(at)?;
            }
        }
        let stretch = self
            .context
            .stretch_at(at)
            .and_then(|number| self.context.stretches.get(number))?;
        let ends = self
            .context
            .page
            .word(stretch.inner().end.saturating_sub(1));
        let is_led = self.before(at).is_some_and(|left| {
            !matches!(
                self.tag(left),
                PosTag::Comma | PosTag::Colon | PosTag::Stop | PosTag::Quote
            )
        });
        (ends.ends_with([',', '?', '!']) && !is_led).then_some(Cue::OPEN)
    }

    /// Returns whether a comma or a colon follows the verb, and then a quoted sentence: `Roe shot back, “No.”`
    fn leads_to_quote(&self, index: usize) -> bool {
        let mut at = index + 1;
        while matches!(self.tag(at), PosTag::Adverb | PosTag::Time | PosTag::Object)
            && at < index + 4
        {
            at += 1;
        }
        let first = self.context.page.word(at + 2).chars().next();
        matches!(self.tag(at), PosTag::Comma | PosTag::Colon)
            && self.tag(at + 1) == PosTag::Quote
            && at + 1 < self.frame.tokens.end
            && first.is_some_and(char::is_uppercase)
    }

    /// Returns the cue of "was asked by her host" and of "was told".
    fn by_agent(&self, index: usize, cue: Cue) -> Option<ReportingCue> {
        let mut next = self.context.after(self.frame, index)?;
        // "was called “a fraud” by Roe"
        if self.tag(next) == PosTag::Quote
            && cue.takes(Cue::DESCRIPTION)
            && let Some(link) = self.context.after(self.frame, next)
            && self.lower(link) == "by"
        {
            next = link;
        }
        let is_agent = self.lower(next) == "by";
        let speaker = if is_agent {
            Some(self.phrase_from(self.context.after(self.frame, next)?)?)
        } else {
            None
        };
        let is_impersonal = self.that_after_adjunct(next).is_some() && cue.takes(Cue::CLAUSE);
        (is_agent || is_impersonal || cue.takes(Cue::PERSON)).then_some(ReportingCue {
            tokens: index..index + 1,
            cue,
            speaker,
            is_inverted: true,
            is_according: false,
            is_unnamed: !is_agent,
        })
    }

    /// Returns "that" at a token or after the adjuncts that begin there: "on Friday that", "in four languages that".
    pub(super) fn that_after_adjunct(&self, start: usize) -> Option<usize> {
        let mut at = start;
        for _ in 0..MAX_ADJUNCT_TOKENS {
            match self.tag(at) {
                PosTag::That => return Some(at),
                PosTag::Preposition | PosTag::Time | PosTag::Adverb => {}
                tag if at > start && tag.is_inside_phrase() => {}
                _ => return None,
            }
            at = self.context.after(self.frame, at)?;
        }
        None
    }

    fn left_speaker(&self, index: usize) -> Option<NounPhrase> {
        match self.context.tag(index) {
            PosTag::Ing if !self.has_be_before(index) => self.participle_subject(index),
            PosTag::Participle if !self.has_auxiliary_before(index) => None,
            _ => self.subject(index),
        }
    }

    fn has_be_before(&self, index: usize) -> bool {
        index.checked_sub(1).is_some_and(|left| {
            self.context.tag(left) == PosTag::Be
                || self.context.tag(left) == PosTag::Adverb
                    && left > 0
                    && self.context.tag(left - 1) == PosTag::Be
        })
    }

    fn has_auxiliary_before(&self, index: usize) -> bool {
        let left = |n: usize| index.checked_sub(n).map(|at| self.context.tag(at));
        matches!(left(1), Some(tag) if tag.is_auxiliary())
            || matches!((left(1), left(2)), (Some(PosTag::Adverb), Some(tag)) if tag.is_auxiliary())
    }

    /// Returns the speaker after the verb: after a quote, a comma or at the start of a sentence, where no subject is
    /// in front.
    fn inverted_speaker(&self, index: usize, has_left: bool) -> Option<NounPhrase> {
        if self.context.tag(index) != PosTag::Finite || self.tells(index) {
            return None;
        }
        let before = self
            .context
            .before(self.frame, index)
            .map_or(PosTag::Stop, |at| self.context.tag(at));
        let is_place = match before {
            PosTag::Quote | PosTag::Stop => true,
            PosTag::Comma | PosTag::Dash => !has_left || self.follows_quote_and_comma(index),
            _ => false,
        };
        if !is_place {
            return None;
        }
        if let Some(other) = self.other_after(index) {
            return Some(other);
        }
        self.inverted(index).filter(|phrase| {
            // "…, said he was tired": the pronoun begins the clause.
            let next = self.context.after(self.frame, phrase.tokens.end - 1);
            self.tag(phrase.head) != PosTag::Pronoun
                || !has_left
                || next.is_none_or(|next| !self.tag(next).is_finite())
        })
    }

    /// Returns the subject of a verb; where it cannot speak, the person at the start of the clause.
    fn speaker_before(&self, verb: usize) -> Option<NounPhrase> {
        let subject = self.left_speaker(verb);
        if subject.as_ref().is_some_and(|phrase| self.is_voice(phrase)) {
            return subject;
        }
        // "who hid £400,000 in sacks told his wife": an amount says nothing.
        let is_money = |phrase: &NounPhrase| {
            let sign = self.before(phrase.tokens.start);
            self.tag(phrase.tokens.start) == PosTag::Number
                && sign.is_some_and(|at| self.tag(at) == PosTag::Other)
        };
        let subject = subject.filter(|phrase| !is_money(phrase));
        self.speaker_with_adjuncts(verb)
            .or(subject)
            .or_else(|| self.speaker_of_list(verb))
    }

    /// Returns the subject of the verbs before a comma, where a verb of saying goes on with their list: `stood up, said “I
    /// resign” and left`.
    fn speaker_of_list(&self, verb: usize) -> Option<NounPhrase> {
        let comma = self.before(verb)?;
        let leads = self.context.after(self.frame, verb)?;
        let is_listed = self.tag(comma) == PosTag::Comma
            && self.tag(verb) == PosTag::Finite
            && matches!(self.tag(leads), PosTag::Quote | PosTag::That);
        is_listed.then(|| self.governed(comma, &mut 0)).flatten()
    }

    /// Returns the person at the start of a clause whom adjuncts part from the verb: "an official close to the talks told",
    /// "someone in the gallery shouted".
    fn speaker_with_adjuncts(&self, verb: usize) -> Option<NounPhrase> {
        let mut at = self.before(verb)?;
        for _ in 0..MAX_ADJUNCT_TOKENS {
            let is_border = matches!(self.tag(at), PosTag::Quote | PosTag::Comma | PosTag::Stop);
            if is_border || at == self.front_start() {
                let start = if is_border {
                    self.context.after(self.frame, at)?
                } else {
                    at
                };
                let phrase = self.phrase_from(start)?;
                let begins = phrase.tokens.start == start && phrase.tokens.end < verb;
                return Some(phrase).filter(|phrase| begins && self.is_voice(phrase));
            }
            let is_verb = self.tag(at).is_finite() && self.tag(at) != PosTag::Finite
                || self.context.cue(at).is_some();
            if is_verb || matches!(self.tag(at), PosTag::And | PosTag::Relative) {
                return None;
            }
            at = self.before(at)?;
        }
        None
    }

    /// Returns the new speaker without a name who directly precedes a verb: "another said", "a second added".
    fn other_before(&self, verb: usize) -> Option<NounPhrase> {
        let last = self.before(verb)?;
        if is_another(self.lower(last)) {
            return Some(NounPhrase::word(last));
        }
        let article = self.before(last)?;
        self.is_ordinal_person(article, last).then_some(NounPhrase {
            tokens: article..last + 1,
            head: last,
        })
    }

    /// Returns the new speaker without a name who directly follows a verb: "said another.", "said the first."
    fn other_after(&self, verb: usize) -> Option<NounPhrase> {
        let first = verb + 1;
        let ends = |at: usize| {
            matches!(
                self.tag(at),
                PosTag::Stop | PosTag::Comma | PosTag::Colon | PosTag::Quote
            )
        };
        if is_another(self.lower(first)) && ends(first + 1) {
            return Some(NounPhrase::word(first));
        }
        (self.is_ordinal_person(first, first + 1) && ends(first + 2)).then_some(NounPhrase {
            tokens: first..first + 2,
            head: first + 1,
        })
    }

    /// Returns whether two tokens are an article and a word for one of several: "a second", "the other".
    fn is_ordinal_person(&self, article: usize, word: usize) -> bool {
        self.tag(article) == PosTag::Determiner && QuoteWord::OrdinalPerson.has(self.lower(word))
    }

    /// Returns whether the verb is one whose object is always the hearer.
    fn tells(&self, index: usize) -> bool {
        QuoteWord::Addressing.has(self.lower(index))
    }

    fn follows_quote_and_comma(&self, index: usize) -> bool {
        let comma = self.context.before(self.frame, index);
        let before = comma.and_then(|comma| self.context.before(self.frame, comma));
        before.is_some_and(|at| self.context.tag(at) == PosTag::Quote)
    }
}

/// Returns whether a word is a new speaker of whom nothing else is known.
fn is_another(lower: &str) -> bool {
    lower == "another"
}

#[cfg(test)]
mod tests {
    use super::super::tests::assert_quotes;

    #[test]
    fn a_noun_reports_with_its_author_behind_it() {
        assert_quotes(
            "The claim by Ruth Tolland that the gate was shut convinced nobody.",
            &["indirect the gate was shut by Ruth Tolland"],
        );
        assert_quotes(
            "There are fears among the growers that frost will return.",
            &["indirect frost will return by the growers"],
        );
        assert_quotes(
            "Imre Vass’s insistence that he had paid did not help him.",
            &["indirect he had paid by Imre Vass"],
        );
        assert_quotes("The claim by Ruth Tolland was settled in May.", &[]);
        assert_quotes("The warning lights that hung over the gate are gone.", &[]);
    }

    #[test]
    fn others_without_a_name_are_speakers_of_their_own() {
        assert_quotes(
            "“She reads,” said one tenant. “Not to me,” said another.",
            &[
                "direct “She reads,” by one tenant",
                "direct “Not to me,” by another",
            ],
        );
        assert_quotes(
            "Three shoppers saw it. “It went up like paper,” said the first.",
            &["direct “It went up like paper,” by the first"],
        );
        assert_quotes(
            "“The talks are dead,” a senior official close to the talks told Northern Wire.",
            &["direct “The talks are dead,” by a senior official"],
        );
    }

    #[test]
    fn things_do_not_chant_nor_claim() {
        assert_quotes("The storm claimed the old pier.", &[]);
        assert_quotes("Under the first, a second stone was found.", &[]);
    }
}
