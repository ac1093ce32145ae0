//! Where a reported clause begins after its cue: past the addressee, past "on Friday", after "that".

use super::phrase_grammar::PhraseGrammar;
use super::quote_words::QuoteWord;
use super::reporting_cue::ReportingCue;
use crate::engine::lexeme::word_classes::Cue;
use crate::engine::syntax::part_of_speech::PosTag;

impl PhraseGrammar<'_, '_, '_> {
    /// Returns what follows the person who is told.
    pub(super) fn behind_person(&self, at: usize) -> Option<usize> {
        if matches!(
            self.tag(at),
            PosTag::That | PosTag::Subordinator | PosTag::Relative
        ) {
            return Some(at);
        }
        if self.tag(at) == PosTag::Object {
            return self.next(at);
        }
        match self.phrase_from(at) {
            Some(phrase) => self.next(phrase.tokens.end - 1),
            None => Some(at),
        }
    }

    /// Passes over "on Friday", "in a statement", "to reporters", "however"; returns where the clause begins and
    /// whether "that" precedes it.
    pub(super) fn clause_start(&self, from: usize, said: &ReportingCue) -> Option<(usize, bool)> {
        let mut at = from;
        for _ in 0..8 {
            match self.tag(at) {
                // "said that was wrong", but not "said at a march that drew hundreds".
                PosTag::That if self.tag(self.next(at)?).is_finite() => {
                    let is_plain = self.is_form_of_say(said)
                        || QuoteWord::Belief.has(self.lower(said.tokens.start));
                    return (at == from && is_plain).then_some((at, false));
                }
                PosTag::That => return Some((self.next(at)?, true)),
                PosTag::Adjective | PosTag::Determiner | PosTag::Number
                    if self.next(at).is_some_and(|next| {
                        self.tag(next) == PosTag::Time
                            && self.lower(next + 1) != "of"
                            && !self.is_said_of_time(next, said)
                    }) =>
                {
                    at = self.next(at)?;
                }
                PosTag::Adverb if self.is_degree(at) => return Some((at, false)),
                PosTag::Time | PosTag::Adverb if !self.tag(self.next(at)?).is_finite() => {
                    at = self.next(at)?;
                }
                PosTag::Comma => return Some((self.next(self.that_after(at)?)?, true)),
                PosTag::Preposition if self.is_about_a_number(at) => return Some((at, false)),
                PosTag::Quote if self.is_name_of_place(at) => at = self.next(at)?,
                PosTag::Preposition => {
                    let next = self.next(at)?;
                    at = match self.phrase_from(next) {
                        Some(phrase) => self.next(phrase.tokens.end - 1)?,
                        None if matches!(self.tag(next), PosTag::Time | PosTag::Quote) => {
                            self.next(next)?
                        }
                        None => return None,
                    };
                }
                PosTag::To if !said.cue.takes(Cue::INFINITIVE) => {
                    let phrase = self.phrase_from(self.next(at)?)?;
                    at = self.next(phrase.tokens.end - 1)?;
                }
                _ => return Some((at, false)),
            }
        }
        None
    }

    /// Returns whether an adverb belongs to the word after it: "says too much is made of it", "shows just how deep it is".
    fn is_degree(&self, at: usize) -> bool {
        QuoteWord::Degree.has(self.lower(at))
            && matches!(
                self.tag(at + 1),
                PosTag::Adjective
                    | PosTag::Number
                    | PosTag::Relative
                    | PosTag::Subordinator
                    | PosTag::Determiner
                    | PosTag::Pronoun
                    | PosTag::Noun
            )
    }

    /// Returns whether a time is what is spoken of: "called the year “brutal”", "said the week had been long".
    fn is_said_of_time(&self, time: usize, said: &ReportingCue) -> bool {
        let next = self.tag(time + 1);
        next.is_auxiliary()
            || said.cue.takes(Cue::DESCRIPTION)
                && matches!(next, PosTag::Quote | PosTag::Adjective | PosTag::Determiner)
    }

    /// Returns whether words in marks are the name of a programme or a paper: `on “Harbour Tonight”`, `Coast's “Today”`.
    fn is_name_of_place(&self, quote: usize) -> bool {
        self.before(quote)
            .is_some_and(|left| matches!(self.tag(left), PosTag::Preposition | PosTag::Possessive))
    }

    /// Returns "that" after words that only say to whom, where and when: "told a crowd in the old hall on Friday that".
    pub(super) fn far_that(&self, from: usize, said: &ReportingCue) -> Option<usize> {
        let is_adjunct = matches!(
            self.tag(from),
            PosTag::Preposition | PosTag::Time | PosTag::Adverb
        );
        if !is_adjunct && !said.cue.takes(Cue::PERSON) {
            return None;
        }
        let mut at = from;
        for _ in 0..16 {
            match self.tag(at) {
                PosTag::That if at > from => {
                    let next = self.next(at)?;
                    let is_content = self
                        .before(at)
                        .is_some_and(|noun| QuoteWord::ContentNoun.has(self.lower(noun)));
                    return (!self.tag(next).is_finite() && !is_content).then_some(at);
                }
                PosTag::Preposition | PosTag::Time | PosTag::Adverb | PosTag::Object => {}
                PosTag::Quote if self.is_name_of_place(at) => {}
                tag if tag.is_inside_phrase() => {}
                _ => return None,
            }
            at = self.next(at)?;
        }
        None
    }

    /// Returns whether "about" or "over" belongs to the number after it: "said about half of them left".
    pub(super) fn is_about_a_number(&self, at: usize) -> bool {
        // "at least 120", "at most half"
        let is_bound = self.lower(at) == "at" && self.tag(at + 2) == PosTag::Number;
        if is_bound && matches!(self.tag(at + 1), PosTag::Adjective | PosTag::Adverb) {
            return true;
        }
        (QuoteWord::Circa.has(self.lower(at)) || self.lower(at) == "up")
            && (self.tag(at + 1) == PosTag::Number || self.lower(at + 1) == "half")
    }

    /// Returns "that" after a comma, or after what two commas enclose: "told its chair, Ana Roe, that".
    fn that_after(&self, comma: usize) -> Option<usize> {
        if self.tag(comma + 1) == PosTag::That {
            return Some(comma + 1);
        }
        (comma + 1..(comma + 10).min(self.frame.tokens.end))
            .find(|at| self.tag(*at) == PosTag::Comma && self.tag(at + 1) == PosTag::That)
            .map(|comma| comma + 1)
    }

    pub(super) fn starts_clause(&self, start: usize) -> bool {
        self.tag(start).is_inside_phrase()
            || self.is_about_a_number(start)
            || self.tag(start) == PosTag::Have && self.lower(start) == "having"
            || matches!(
                self.tag(start),
                PosTag::Pronoun
                    | PosTag::That
                    | PosTag::Subordinator
                    | PosTag::Adverb
                    | PosTag::Relative
                    | PosTag::Ing
                    | PosTag::Time
            )
    }
}
