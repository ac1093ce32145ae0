//! Finds the end of a reported clause, where the writer's own sentence continues.

use super::phrase_grammar::PhraseGrammar;
use super::quote_words::QuoteWord;
use super::reporting_cue::ReportingCue;
use crate::engine::lexeme::word_classes::{Cue, CueClass};
use crate::engine::syntax::part_of_speech::PosTag;

impl PhraseGrammar<'_, '_, '_> {
    /// Returns the end of the sentence without its final full stop.
    pub(super) fn frame_end(&self) -> usize {
        let mut end = self.frame.tokens.end;
        while end > self.frame.tokens.start
            && matches!(
                self.tag(end - 1),
                PosTag::Stop | PosTag::Comma | PosTag::Other
            )
            && self.context.stretch_at(end - 1).is_none()
        {
            end -= 1;
        }
        end
    }

    /// Returns where the reported clause ends: at the end of the sentence, or where the writer's clause goes on.
    pub(super) fn clause_end(&self, start: usize, said: &ReportingCue) -> usize {
        let end = match &said.speaker {
            Some(speaker) if self.is_ahead(said) => speaker.tokens.start - 1,
            _ => self.frame_end(),
        };
        let is_dependent = self.is_dependent(said);
        let is_question = said.speaker.is_none() && said.cue.takes(Cue::QUESTION);
        let mut at = if said.cue.takes(Cue::QUESTION) {
            start
        } else {
            self.behind_aside(start, end)
        };
        while let Some(next) = self.next(at).filter(|next| *next < end) {
            let tag = self.tag(next);
            // The writer goes on after words in marks that end with a comma: `“one of calm,” but he left`.
            if tag == PosTag::Quote
                && self.ends_with_comma(next)
                && (self.cuts_at_comma(next) || is_dependent && self.goes_on_after(next, said))
            {
                return self.next(next).unwrap_or(end).min(end);
            }
            let after = self.tag(next + 1);
            let cuts = match tag {
                PosTag::Semicolon => true,
                PosTag::Comma | PosTag::Dash | PosTag::Colon if after == PosTag::Quote => true,
                PosTag::Comma => {
                    is_dependent && self.goes_on_after(next, said)
                        || is_question && self.ends_question(next, said)
                        || self.cuts_at_comma(next)
                            && (!self.is_form_of_say(said) || self.has_verb(start..next))
                        || self.is_said_behind(next, end)
                }
                PosTag::And => {
                    self.is_cue_after(next, said)
                        || self.tag(start) == PosTag::To && self.has_subject_after(next)
                        || self.leads_to_marks(next, end)
                        || self.is_clause_after(next)
                        || self.lower(next) == "but"
                            && after.is_finite()
                            && !self.has_auxiliary(start..next, next + 1)
                        || self.leaves_tense(start..next, next + 1)
                }
                PosTag::Dash => after == PosTag::Ing && self.context.cue(next + 1).is_some(),
                _ => false,
            };
            if said.cue == Cue::CLAIM && tag.is_finite() && self.is_verb_of_noun_clause(start, next)
            {
                return next;
            }
            if cuts && next > start && after != PosTag::Stop {
                return next - usize::from(next > start + 1 && self.tag(next - 1) == PosTag::Comma);
            }
            at = next;
        }
        end
    }

    /// Returns whether a clause contains the same auxiliary as the one at a token: "had locked the gate but had left".
    fn has_auxiliary(&self, clause: std::ops::Range<usize>, at: usize) -> bool {
        self.tag(at).is_auxiliary()
            && clause
                .into_iter()
                .any(|one| self.lower(one) == self.lower(at))
    }

    /// Returns whether a verb in the simple past follows a clause in the pluperfect: "said the roof had leaked and
    /// handed her the keys". The verb then belongs to the writer's clause.
    fn leaves_tense(&self, clause: std::ops::Range<usize>, verb: usize) -> bool {
        let mut verbs = clause.clone().filter(|at| self.tag(*at).is_finite());
        let is_other_tense = verbs.next().is_some_and(|first| match self.tag(first) {
            PosTag::Have => self.lower(first) == "had",
            // "would close the gate and left", "were keeping an open mind and asked"
            PosTag::Modal => true,
            PosTag::Be => {
                (first + 1..clause.end.min(first + 3)).any(|at| self.tag(at) == PosTag::Ing)
            }
            _ => false,
        });
        self.tag(verb) == PosTag::Finite && is_other_tense && verbs.next().is_none()
    }

    /// Returns whether the verb at `verb` has the noun of claim as its subject and not a word of the clause from `start`:
    /// "the claim that she acted alone convinced nobody". The clause has its own verb then, and nothing joins the two.
    pub(super) fn is_verb_of_noun_clause(&self, start: usize, verb: usize) -> bool {
        let mut has_verb = false;
        for at in start..verb {
            let tag = self.tag(at);
            has_verb |= tag.is_finite();
            let joins = matches!(
                tag,
                PosTag::And
                    | PosTag::That
                    | PosTag::Relative
                    | PosTag::Subordinator
                    | PosTag::Comma
                    | PosTag::Quote
            );
            if has_verb && joins {
                return false;
            }
        }
        let mut left = verb.checked_sub(1);
        while let Some(adverb) = left.filter(|at| self.tag(*at) == PosTag::Adverb && *at > start) {
            left = adverb.checked_sub(1);
        }
        has_verb && left.is_some_and(|left| !self.tag(left).is_auxiliary())
    }

    /// Returns whether the main clause begins after a comma: "Asked whether it rained, Roe left".
    fn ends_question(&self, comma: usize, said: &ReportingCue) -> bool {
        let opens = said.tokens.start == self.front_start()
            && matches!(
                self.tag(comma + 1),
                PosTag::Name | PosTag::Title | PosTag::Pronoun | PosTag::Determiner
            );
        opens || self.is_clause_from(comma + 1)
    }

    /// Returns the comma after a clause that opens the reported one: "that, if they lose, …", "that when it rains, …".
    fn behind_aside(&self, start: usize, end: usize) -> usize {
        if !matches!(self.tag(start), PosTag::Comma | PosTag::Subordinator)
            || matches!(self.lower(start), "whether" | "how" | "why" | "where")
        {
            return start;
        }
        (start + 1..end)
            .find(|at| self.tag(*at) == PosTag::Comma)
            .filter(|comma| comma + 1 < end)
            .unwrap_or(start)
    }

    /// Returns whether the clause already has its verb, or is not a clause.
    fn has_verb(&self, tokens: std::ops::Range<usize>) -> bool {
        self.tag(tokens.start) == PosTag::To || tokens.clone().any(|at| self.tag(at).is_finite())
    }

    /// Returns whether nothing but a speaker and a verb of saying follows the comma: "…, officials said".
    fn is_said_behind(&self, comma: usize, end: usize) -> bool {
        let Some(last) = end.checked_sub(1).filter(|last| *last > comma + 1) else {
            return false;
        };
        self.tag(last) == PosTag::Finite
            && self
                .context
                .cue(last)
                .is_some_and(|cue| cue.takes(Cue::CLAUSE) && !cue.is_weak())
            && self
                .phrase_to(last - 1)
                .is_some_and(|phrase| phrase.tokens.start == comma + 1)
    }

    /// Returns whether the cue's own clause hangs on another that follows: "When Roe said …, the crowd left."
    fn is_dependent(&self, said: &ReportingCue) -> bool {
        let Some(speaker) = &said.speaker else {
            return false;
        };
        if self.tag(speaker.head) == PosTag::Relative {
            return true;
        }
        let start = self.front_start();
        let opens = matches!(self.tag(start), PosTag::Subordinator)
            || matches!(
                self.lower(start),
                "as" | "after" | "before" | "since" | "until"
            );
        let before = self
            .before(said.hull().start)
            .map(|at| (self.tag(at), self.lower(at)));
        if matches!(
            before,
            Some(
                (
                    PosTag::Subordinator,
                    "while" | "when" | "if" | "although" | "though"
                ) | (_, "as")
            )
        ) && !said.is_inverted
        {
            return true;
        }
        let is_near = (start..said.hull().start).all(|at| self.tag(at) != PosTag::Comma);
        opens && is_near && !said.is_inverted
    }

    /// Returns whether the clause that the cue's own clause hangs on goes on after a comma.
    fn goes_on_after(&self, comma: usize, said: &ReportingCue) -> bool {
        let is_relative = said
            .speaker
            .as_ref()
            .is_some_and(|phrase| self.tag(phrase.head) == PosTag::Relative);
        let next = self.next(comma).map_or(PosTag::Stop, |next| self.tag(next));
        !is_relative
            || next.is_finite()
            || matches!(next, PosTag::And | PosTag::Adverb)
            || self.is_clause_after(comma)
    }

    fn is_cue_after(&self, and: usize, said: &ReportingCue) -> bool {
        let Some(mut at) = self.next(and) else {
            return false;
        };
        if self.tag(at) == PosTag::Adverb {
            at = self.next(at).unwrap_or(at);
        }
        let is_cue = self.context.cue(at).is_some_and(|cue| {
            cue.class != CueClass::Think
                && cue.takes(Cue::CLAUSE | Cue::PERSON)
                && !cue.takes(Cue::DESCRIPTION)
        });
        is_cue && self.tag(at) == self.tag(said.tokens.start)
    }

    /// Returns whether "and" and a verb of saying lead to words in marks: "and called it “void”".
    fn leads_to_marks(&self, and: usize, end: usize) -> bool {
        let verb = self.next(and).filter(|at| self.context.cue(*at).is_some());
        let mut at = verb;
        for _ in 0..12 {
            at = at.and_then(|at| self.next(at)).filter(|at| *at < end);
            match at.map(|at| self.tag(at)) {
                Some(PosTag::Quote) => return true,
                Some(tag) if !tag.is_finite() && tag != PosTag::Comma => {}
                _ => return false,
            }
        }
        false
    }

    /// Returns whether a clause with a subject of its own follows "and". It cannot go on an infinitive: "vowed to build it, and
    /// the union gave money".
    fn has_subject_after(&self, and: usize) -> bool {
        let follows_comma = self
            .before(and)
            .is_some_and(|left| self.tag(left) == PosTag::Comma);
        follows_comma
            && self
                .next(and)
                .and_then(|start| self.phrase_from(start))
                .and_then(|phrase| self.next(phrase.tokens.end - 1))
                .is_some_and(|mut verb| {
                    if self.tag(verb) == PosTag::Adverb {
                        verb += 1;
                    }
                    self.tag(verb).is_finite()
                })
    }

    /// Returns whether the writer goes on after "and": "and he left", "and Roe said".
    fn is_clause_after(&self, and: usize) -> bool {
        let Some(start) = self.next(and) else {
            return false;
        };
        if self.tag(start) == PosTag::Pronoun {
            let is_set_off = self
                .before(and)
                .is_some_and(|at| self.tag(at) == PosTag::Comma);
            let says = self.context.cue(start + 1).is_some_and(|cue| {
                cue.takes(Cue::CLAUSE) && !cue.is_weak() && cue.class != CueClass::Think
            });
            return is_set_off
                && self.tag(start + 1).is_finite()
                && (matches!(self.lower(start), "he" | "she") || says);
        }
        let verb = self
            .phrase_from(start)
            .and_then(|phrase| self.next(phrase.tokens.end - 1));
        verb.is_some_and(|verb| {
            self.tag(verb) == PosTag::Finite
                && self
                    .context
                    .cue(verb)
                    .is_some_and(|cue| cue.takes(Cue::CLAUSE) && !cue.is_weak())
        })
    }

    /// Returns whether a clause begins here: a verb at once, or a phrase and its verb before the next comma.
    fn is_clause_from(&self, start: usize) -> bool {
        if matches!(
            self.tag(start),
            PosTag::Preposition | PosTag::Subordinator | PosTag::Not | PosTag::To | PosTag::That
        ) {
            return false;
        }
        let mut at = start;
        for _ in 0..14 {
            match self.tag(at) {
                PosTag::Comma | PosTag::Stop | PosTag::Quote | PosTag::Semicolon => return false,
                tag if tag.is_finite() => return true,
                _ => {}
            }
            let Some(next) = self.next(at) else {
                return false;
            };
            at = next;
        }
        false
    }

    /// Returns whether a phrase says by what something was said: "in a statement on Friday", "in an interview".
    pub(super) fn is_way_of_saying(&self, start: usize) -> bool {
        self.phrase_from(start).is_some_and(|phrase| {
            (phrase.tokens.start..phrase.tokens.end).any(|at| QuoteWord::Medium.has(self.lower(at)))
        })
    }

    fn is_which(&self, at: usize) -> bool {
        self.lower(at) == "which"
    }

    fn cuts_at_comma(&self, comma: usize) -> bool {
        let Some(next) = self.next(comma) else {
            return false;
        };
        let Some(second) = self.next(next) else {
            return false;
        };
        match self.tag(next) {
            PosTag::Ing => !matches!(
                self.lower(next),
                "including" | "considering" | "following" | "regarding" | "given"
            ),
            PosTag::And if self.lower(next) == "but" => self.is_clause_from(second),
            PosTag::And => {
                let second = if self.tag(second) == PosTag::Adverb {
                    self.next(second).unwrap_or(second)
                } else {
                    second
                };
                // `had been “heard, not obeyed”, and granted the licence`
                let follows_marks = self
                    .before(comma)
                    .is_some_and(|left| self.tag(left) == PosTag::Quote);
                self.context.cue(second).is_some()
                    || follows_marks && self.tag(second) == PosTag::Finite
            }
            // ", which" goes on with what is said more often than not.
            PosTag::Relative => !self.is_which(next),
            // ", compared with", ", one that", ", whereas", ", even though": the writer's own.
            PosTag::Participle | PosTag::Finite => self.lower(next) == "compared",
            PosTag::Pronoun | PosTag::Number => {
                self.lower(next) == "one" && matches!(self.lower(second), "that" | "of")
            }
            PosTag::Adverb => self.lower(next) == "even" && self.lower(second) == "though",
            // ", a deal that would make it the largest": the writer explains.
            PosTag::Determiner => {
                matches!(self.lower(next), "a" | "an")
                    && self.phrase_from(next).is_some_and(|phrase| {
                        matches!(self.tag(phrase.tokens.end), PosTag::That | PosTag::Relative)
                    })
            }
            PosTag::Subordinator => matches!(
                self.lower(next),
                "while" | "although" | "though" | "whereas"
            ),
            PosTag::Preposition => {
                // ", as rain poured down outside"
                QuoteWord::Meanwhile.has(self.lower(next)) && self.is_clause_from(second)
                    || self.tag(second) == PosTag::Relative && !self.is_which(second)
                    || self.lower(next) == "in" && self.is_way_of_saying(second)
            }
            // ", to gasps from the audience"
            PosTag::To => matches!(self.tag(second), PosTag::Noun | PosTag::Plural),
            _ => self.lower(next) == "according",
        }
    }
}
