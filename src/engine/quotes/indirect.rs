//! Reported speech without marks: the clause that a cue governs, and where it ends.

use std::ops::Range;

use super::headline::HEADLINE;
use super::phrase_grammar::PhraseGrammar;
use super::quote_words::QuoteWord;
use super::reported_clause::{
    AGENTLESS, CLAUSE_AFTER, ClauseParts, NOUN_AFTER, NOUN_CUE, PROMISE, RELATIVE, ReportedClause,
    TOPIC,
};
use super::reporting_cue::ReportingCue;
use crate::engine::lexeme::word_classes::{Cue, CueClass};
use crate::engine::rule::Rule;
use crate::engine::syntax::noun_phrase::NounPhrase;
use crate::engine::syntax::part_of_speech::PosTag;

impl PhraseGrammar<'_, '_, '_> {
    /// Returns the clauses that the cues of the frame report without marks.
    pub(super) fn reported(&self, said: &[ReportingCue]) -> Vec<ReportedClause> {
        let mut found: Vec<ReportedClause> = Vec::new();
        for (number, one) in said.iter().enumerate() {
            let reaches = found
                .iter()
                .rev()
                .take(8)
                .flat_map(|known| &known.pieces)
                .any(|piece| piece.contains(&one.tokens.start));
            if reaches
                || one.cue.class == CueClass::Think && !self.states_belief(one)
                || self.quotes_as_saying(one)
                || self.is_hypothetical(one)
                || one.speaker.is_none() && !self.asks_or_tells(one)
                || self.is_spent(one)
            {
                continue;
            }
            if let Some(ClauseParts {
                by,
                pieces,
                percent,
            }) = self.clause_of(one)
                && pieces
                    .iter()
                    .all(|piece| !piece.is_empty() && self.has_only_words_in_marks(piece))
                && !pieces.iter().all(|piece| self.stands_for_words(piece))
                && !is_reported_already(&found, &pieces)
            {
                found.push(ReportedClause {
                    by: rule_of(one, by),
                    pieces,
                    said: number,
                    percent,
                });
            }
        }
        found
    }

    /// Returns whether a verb of thinking says what its subject holds to be true: "fears", not "knows". A study reports what it
    /// finds.
    fn states_belief(&self, said: &ReportingCue) -> bool {
        let is_finding = QuoteWord::Finding.has(self.lower(said.tokens.start))
            && said.speaker.as_ref().is_some_and(|speaker| {
                QuoteWord::Finder.has(self.lower(speaker.head))
                    || self.lower(speaker.head) == "it"
                        && speaker.head == self.front_start()
                        && self.tag(said.tokens.end) == PosTag::That
            });
        if is_finding {
            return true;
        }
        QuoteWord::Belief.has(self.lower(said.tokens.start))
            && self.tag(said.tokens.start) == PosTag::Finite
            && said
                .speaker
                .as_ref()
                .is_some_and(|speaker| self.is_voice(speaker) && !self.is_in_relative(speaker))
    }

    /// Returns whether a verb of saying with a tense is in a clause that is only imagined: "Imagine if a bank said
    /// that".
    fn is_hypothetical(&self, said: &ReportingCue) -> bool {
        let before = said
            .speaker
            .as_ref()
            .and_then(|speaker| self.before(speaker.tokens.start));
        self.tag(said.tokens.start) == PosTag::Finite
            && said.cue.class == CueClass::Say
            && before.is_some_and(|at| QuoteWord::Hypothetical.has(self.lower(at)))
    }

    /// Returns whether a subject directly follows the noun that its clause describes: "the money it thinks it will
    /// need".
    fn is_in_relative(&self, speaker: &NounPhrase) -> bool {
        let mut left = self.before(speaker.tokens.start);
        // "the money that it thinks it will need"
        if let Some(link) =
            left.filter(|at| matches!(self.tag(*at), PosTag::That | PosTag::Relative))
        {
            left = self.before(link);
        }
        left.is_some_and(|at| self.tag(at).is_head())
    }

    /// Returns whether a cue that has no speaker still introduces a clause: "was told that", "it is said that". In
    /// "Asked whether it rained, Roe left" nobody shows who asked, and what was asked is only the setting.
    fn asks_or_tells(&self, said: &ReportingCue) -> bool {
        let Some(next) = self.next(said.tokens.end - 1) else {
            return false;
        };
        said.is_unnamed
            && self.that_after_adjunct(next).is_some()
            && self
                .before(said.tokens.start)
                .is_none_or(|left| self.lower(left) != "being")
    }

    /// Returns whether the cue belongs to the sentence in marks right in front, and says no more: `“No,” Roe said late on
    /// Friday`.
    fn is_spent(&self, said: &ReportingCue) -> bool {
        let hull = said.hull();
        if said.is_according || self.tag(said.tokens.start) != PosTag::Finite {
            return false;
        }
        let quote = self
            .before(hull.start)
            .and_then(|left| self.context.stretch_at(left))
            .and_then(|number| self.context.stretches.get(number));
        let next = self.next(hull.end - 1);
        quote.is_some_and(|quote| !self.is_partial(&quote.tokens))
            && !next.is_some_and(|at| {
                matches!(self.tag(at), PosTag::That | PosTag::Comma | PosTag::Pronoun)
            })
    }

    pub(super) fn next(&self, at: usize) -> Option<usize> {
        self.context.after(self.frame, at)
    }

    /// Returns whether a piece holds no words of its own: "denied it", "or says he is".
    fn stands_for_words(&self, piece: &Range<usize>) -> bool {
        self.is_pronoun(piece)
            || self.tag(piece.start) == PosTag::Pronoun
                && (piece.start + 1..piece.end)
                    .all(|at| self.tag(at).is_auxiliary() || self.tag(at) == PosTag::Not)
    }

    /// Returns whether a piece stands for words said elsewhere: "denied it".
    fn is_pronoun(&self, piece: &Range<usize>) -> bool {
        piece.len() == 1 && matches!(self.tag(piece.start), PosTag::Pronoun | PosTag::Object)
    }

    /// Returns the clause that a cue reports.
    fn clause_of(&self, said: &ReportingCue) -> Option<ClauseParts> {
        if said.is_according {
            self.by_according(said)
        } else if self.tag(said.tokens.start) == PosTag::Colon {
            ClauseParts::whole(&HEADLINE, said.tokens.end..self.frame_end(), 80)
        } else {
            self.in_passive(said)
                .or_else(|| self.in_front(said))
                .or_else(|| self.behind(said))
        }
    }

    /// Returns the subject of a passive verb and what its agent calls it: "Lobo was called “a fraud” by Roe".
    fn in_passive(&self, said: &ReportingCue) -> Option<ClauseParts> {
        let verb = said.tokens.start;
        let quote = said.tokens.end;
        let is_passive = self.tag(verb) == PosTag::Participle
            && self.tag(quote) == PosTag::Quote
            && said.cue.takes(Cue::DESCRIPTION);
        let agent = said
            .speaker
            .as_ref()
            .filter(|agent| is_passive && agent.tokens.start > quote)?;
        let end = self.before(agent.tokens.start)?;
        let subject = self.subject(verb)?;
        (subject.tokens.end <= verb && self.next(quote) == Some(end)).then(|| ClauseParts {
            by: &NOUN_AFTER,
            pieces: vec![subject.tokens, quote..end],
            percent: 75,
        })
    }

    /// Returns the clause after a cue: "said on Friday that the dam would hold".
    fn behind(&self, said: &ReportingCue) -> Option<ClauseParts> {
        let is_ahead = self.is_ahead(said);
        let last = if is_ahead {
            said.tokens.end
        } else {
            said.hull().end
        };
        let mut at = self.next(last - 1)?;
        if let Some(relative) = self.around(at, said) {
            return Some(relative);
        }
        if let Some(about) = self.about(at, said) {
            return Some(about);
        }
        if said.cue.takes(Cue::PERSON) {
            let person = at;
            at = self.behind_person(at)?;
            if self.tag(at) == PosTag::To && said.cue.takes(Cue::INFINITIVE) && person < at {
                return ClauseParts::whole(&PROMISE, person..self.clause_end(at, said), 75);
            }
        }
        let far = self
            .far_that(at, said)
            .or_else(|| self.that_of_claim(at, said));
        let (start, has_that) = match far {
            Some(that) => (that + 1, true),
            None => self.clause_start(at, said)?,
        };
        let end = self.clause_end(start, said);
        let end = self.before_adjunct(start..end, said);
        let end = self.before_bracket_of_writer(start..end);
        if self.tag(start) == PosTag::Not
            && self.tag(start + 1) == PosTag::To
            && said.cue.class == CueClass::Announce
        {
            return ClauseParts::whole(&PROMISE, start..end, 75);
        }
        if self.tag(start) == PosTag::To
            && said.cue.takes(Cue::INFINITIVE)
            && self.tag(start + 1) == PosTag::Quote
        {
            return ClauseParts::whole(&PROMISE, start + 1..end, 75);
        }
        if self.is_form_of_say(said)
            && (end == start + 1 && matches!(self.lower(start), "yes" | "no")
                || self.lower(start) == "so" && !self.tag(start + 1).is_finite())
        {
            return ClauseParts::whole(&CLAUSE_AFTER, start..start + 1, 70);
        }
        // "denied it, and left"
        let is_other = self.is_pronoun(&(start..start + 1))
            && !self.is_somebody(&NounPhrase::word(start))
            && matches!(self.tag(start + 1), PosTag::Comma | PosTag::And);
        if is_other || end <= start {
            return None;
        }
        if !has_that && self.is_interrupted(&(start..end)) {
            return None;
        }
        let (by, percent) = self.surely(&(start..end), has_that, said)?;
        ClauseParts::whole(by, start..end, percent)
    }

    /// Returns how sure it is in percent that what follows the cue is what was said; `None` if the cue does not take
    /// it.
    fn surely(
        &self,
        clause: &Range<usize>,
        has_that: bool,
        said: &ReportingCue,
    ) -> Option<(&'static Rule, u8)> {
        let start = clause.start;
        if !has_that && self.is_no_content(start, said) {
            return None;
        }
        // "wrote the ruling that changed the law"
        let is_described_work = said.cue.class == CueClass::Write
            && !has_that
            && self.phrase_from(start).is_some_and(|phrase| {
                matches!(self.tag(phrase.tokens.end), PosTag::That | PosTag::Relative)
            });
        let is_clause =
            has_that || !is_described_work && clause.clone().any(|at| self.tag(at).is_finite());
        let opens_question = matches!(self.tag(start), PosTag::Relative | PosTag::Subordinator);
        let percent = match self.tag(start) {
            PosTag::To if said.speaker.is_none() || self.is_commanded(said) => return None,
            PosTag::To if said.cue.takes(Cue::INFINITIVE) => return Some((&PROMISE, 75)),
            PosTag::To => return None,
            _ if opens_question && said.cue.takes(Cue::QUESTION | Cue::CLAUSE) && is_clause => 80,
            _ if is_clause && has_that && !said.cue.is_about_only() => 90,
            _ if !self.starts_clause(start) => return None,
            _ if said.cue.class == CueClass::Say
                && clause.len() >= 3
                && self.is_form_of_say(said) =>
            {
                80
            }
            _ if is_clause && said.cue.takes(Cue::CLAUSE) => 85,
            _ => return Some((&NOUN_AFTER, self.surely_object(start, said)?)),
        };
        Some((&CLAUSE_AFTER, percent))
    }

    /// Returns whether a verb before "to" leaves out who spoke: "was charged and ordered to pay".
    fn is_commanded(&self, said: &ReportingCue) -> bool {
        QuoteWord::Commanded.has(self.lower(said.tokens.start))
    }

    /// Returns whether what follows a cue without "that" is not a clause: "said little", "added 6 points", "admitted
    /// him to".
    fn is_no_content(&self, start: usize, said: &ReportingCue) -> bool {
        // "said little", "said the same of seat belts"
        let object = start + usize::from(self.tag(start) == PosTag::Determiner);
        if QuoteWord::EmptyObject.has(self.lower(object)) && !self.tag(object + 1).is_finite() {
            return true;
        }
        if self.is_moved_person(start) {
            return true;
        }
        let is_amount = self.tag(start) == PosTag::Number
            || QuoteWord::BeforeNumber.has(self.lower(start))
                && self.tag(start + 1) == PosTag::Number;
        is_amount && self.is_by_a_thing(said)
    }

    /// Returns whether a person is let in or sent somewhere: "admitted the chair, Enid Falk, to his office". In "the plan
    /// to build it" a verb follows.
    fn is_moved_person(&self, start: usize) -> bool {
        let Some(phrase) = self.phrase_from(start) else {
            return false;
        };
        let mut at = phrase.tokens.end;
        if self.tag(at) == PosTag::Comma
            && let Some(name) = self.phrase_from(at + 1)
            && self.tag(name.tokens.end) == PosTag::Comma
        {
            at = name.tokens.end + 1;
        }
        self.tag(at) == PosTag::To
            && matches!(
                self.tag(at + 1),
                PosTag::Possessive | PosTag::Determiner | PosTag::Name | PosTag::Number
            )
    }

    /// Returns how sure it is in percent that a noun after the cue stands for what was said.
    fn surely_object(&self, start: usize, said: &ReportingCue) -> Option<u8> {
        let is_amount = self.tag(start) == PosTag::Number
            || self.tag(start) == PosTag::Determiner && self.tag(start + 1) == PosTag::Number;
        if is_amount || self.is_by_a_thing(said) {
            return None;
        }
        let describes = said.cue.takes(Cue::DESCRIPTION);
        let is_bare_call =
            self.lower(said.tokens.start).starts_with("call") && !self.is_described(start);
        if describes && (is_bare_call || self.tag(said.tokens.start) == PosTag::Base) {
            return None;
        }
        if describes && said.cue.class == CueClass::Say {
            return Some(58);
        }
        let is_noun = said.cue.takes(Cue::NOUN) && !self.is_pronoun(&(start..start + 1));
        is_noun.then_some(60)
    }

    /// Returns whether the subject of a cue is a thing that says nothing: "the storm claimed".
    fn is_by_a_thing(&self, said: &ReportingCue) -> bool {
        said.speaker
            .as_ref()
            .is_some_and(|phrase| self.is_rejected(phrase))
    }

    /// Returns whether the speaker is the subject of the clause that follows: "Noting that it rained, Roe left".
    pub(super) fn is_ahead(&self, said: &ReportingCue) -> bool {
        self.tag(said.tokens.start) == PosTag::Ing
            && said
                .speaker
                .as_ref()
                .is_some_and(|speaker| speaker.tokens.start > said.tokens.end)
    }

    /// Returns the relative clause that a cue interrupts: "the rule that critics say does harm".
    fn around(&self, next: usize, said: &ReportingCue) -> Option<ClauseParts> {
        let speaker = said
            .speaker
            .as_ref()
            .filter(|speaker| speaker.tokens.end <= said.tokens.start)?;
        let link = self.before(speaker.tokens.start)?;
        if !self.tag(next).is_finite() || !said.cue.takes(Cue::CLAUSE) {
            return None;
        }
        let first = if matches!(self.lower(link), "that" | "which" | "who" | "what") {
            link..link + 1
        } else if matches!(self.tag(link), PosTag::Noun | PosTag::Plural) {
            self.phrase_to(link)?.tokens
        } else {
            return None;
        };
        let end = self.clause_end(next, said);
        let comma = (next..end).find(|at| self.tag(*at) == PosTag::Comma);
        let rest = next..comma.unwrap_or(end);
        (!rest.is_empty()).then(|| ClauseParts {
            by: &RELATIVE,
            pieces: vec![first, rest],
            percent: 65,
        })
    }

    /// Returns whether a thing and what it is called begin here: "him a coward".
    fn is_described(&self, start: usize) -> bool {
        let end = if self.tag(start) == PosTag::Object {
            Some(start + 1)
        } else if self.tag(start + 1) == PosTag::Time {
            Some(start + 2)
        } else {
            self.phrase_from(start).map(|phrase| phrase.tokens.end)
        };
        end.is_some_and(|end| {
            let tag = self.tag(end);
            matches!(tag, PosTag::Determiner | PosTag::Adjective | PosTag::Quote)
        })
    }

    /// Returns whether the cue is the plainest one, which takes nothing but clauses.
    pub(super) fn is_form_of_say(&self, said: &ReportingCue) -> bool {
        QuoteWord::SayForm.has(self.lower(said.tokens.start))
    }

    /// Returns what is spoken of: "called for a vote", "asked about the fire".
    fn about(&self, link: usize, said: &ReportingCue) -> Option<ClauseParts> {
        let is_link = QuoteWord::Topic.has(self.lower(link));
        let speaks = QuoteWord::Speak.has(self.lower(said.tokens.start));
        if !said.cue.takes(Cue::ABOUT)
            || speaks && !matches!(self.lower(link), "about" | "of" | "against")
            || !is_link
            || matches!(self.tag(said.tokens.start), PosTag::Base)
        {
            return None;
        }
        // "complained to the referee that", "warned on behalf of all that"
        if matches!(self.lower(link), "to" | "on" | "at") && self.far_that(link, said).is_some() {
            return None;
        }
        // "complained to the referee that"
        let addressee = (self.lower(link) == "to")
            .then(|| self.phrase_from(self.next(link)?))
            .flatten();
        let is_addressed = addressee
            .and_then(|phrase| self.next(phrase.tokens.end - 1))
            .is_some_and(|next| self.tag(next) == PosTag::That);
        if is_addressed {
            return None;
        }
        let start = self.next(link)?;
        let asks = self.lower(said.tokens.start).starts_with("ask");
        let calls_at =
            self.lower(said.tokens.start).starts_with("call") && self.lower(link) == "at";
        let is_name_only = said.speaker.is_none() && self.tag(start) == PosTag::Name;
        if self.tag(start) == PosTag::Time
            || calls_at
            || is_name_only
            || asks && self.lower(link) == "for"
            || self.is_by_a_thing(said)
        {
            return None;
        }
        let whole = self.clause_end(start, said);
        if self.lower(link) == "on"
            && (start..whole.min(start + 6)).any(|at| self.tag(at) == PosTag::To)
        {
            return ClauseParts::whole(&TOPIC, start..whole, 60);
        }
        ClauseParts::whole(&TOPIC, start..whole, 55).filter(|_| self.starts_clause(start))
    }
}

/// Returns whether the clause before is the same: "warned in its report that" has a verb and a noun that lead to it.
fn is_reported_already(found: &[ReportedClause], pieces: &[Range<usize>]) -> bool {
    found.last().is_some_and(|known| known.pieces == pieces)
}

/// Returns the rule of a clause: that of a cue that is a noun or leaves out who speaks, else the clause's own.
fn rule_of(said: &ReportingCue, own: &'static Rule) -> &'static Rule {
    if said.cue == Cue::CLAIM {
        &NOUN_CUE
    } else if said.speaker.is_none() {
        &AGENTLESS
    } else {
        own
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::assert_quotes;

    #[test]
    fn a_thing_and_what_it_is_called_are_one_clause() {
        for (text, expected) in [
            (
                "Coach Bo Lind called the win “the ugliest of the year.”",
                "mixed the win “the ugliest of the year.” by Coach Bo Lind",
            ),
            (
                "Ana Roe called Bo Lind “a thief” as she climbed the steps.",
                "mixed Bo Lind “a thief” by Ana Roe",
            ),
            (
                "Ana Roe called the form “a gift” to every smuggler in the port.",
                "mixed the form “a gift” to every smuggler in the port by Ana Roe",
            ),
            (
                "Ana Roe called the win “a farce” and gave her players Monday off.",
                "mixed the win “a farce” by Ana Roe",
            ),
        ] {
            assert_quotes(text, &[expected]);
        }
    }

    #[test]
    fn beliefs_of_people_are_reported() {
        assert_quotes(
            "Police believe the van was stolen in Ghent.",
            &["indirect the van was stolen in Ghent by Police"],
        );
        assert_quotes(
            "Doctors feared he would lose the leg.",
            &["indirect he would lose the leg by Doctors"],
        );
        assert_quotes("Ana Roe knew the van was stolen.", &[]);
        assert_quotes("The trust has the money it thinks it will need.", &[]);
        assert_quotes("The trust has the money that it thinks it will need.", &[]);
    }

    #[test]
    fn what_has_no_content_is_not_reported() {
        for text in [
            "Ana Roe said little at the meeting and left before the vote.",
            "The captain said nothing to her, and the ship sailed at four.",
            "On Friday gilts added 6 basis points and the index called an end to five days of losses.",
            "The thermometer in the yard read minus 30 when the buses came.",
            "Bo Lind admitted the chair, Ana Roe, to his office on Monday and made her tea.",
            "Gunmen called at the house twice.",
            "Kestrel Freight offered to lease the pier.",
            "Asked about Ana Roe, the minister left.",
        ] {
            assert_quotes(text, &[]);
        }
    }

    #[test]
    fn adjuncts_may_stand_before_that() {
        assert_quotes(
            "It was announced on Friday that three ships would be scrapped.",
            &["indirect three ships would be scrapped by nobody"],
        );
        assert_quotes(
            "Ana Roe complained to the referee that the ball was flat.",
            &["indirect the ball was flat by Ana Roe"],
        );
    }
}
