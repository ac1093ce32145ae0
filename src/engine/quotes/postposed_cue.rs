//! Reported speech in front of its cue or around it: "The dam would hold, officials said", "according to".

use std::ops::Range;

use super::attribution::ACCORDING_TO;
use super::phrase_grammar::PhraseGrammar;
use super::quote_words::QuoteWord;
use super::reported_clause::ClauseParts;
use super::reporting_cue::ReportingCue;
use crate::annotation::RuleId;
use crate::engine::lexeme::word_classes::Cue;
use crate::engine::rule::{FindingKind, Rule};
use crate::engine::syntax::part_of_speech::PosTag;

pub(super) static FRONTED: Rule = Rule {
    id: RuleId("quotes/fronted-clause"),
    summary: "A clause before the verb of saying that reports it.",
    needs: &[FindingKind::Names, FindingKind::Entities],
    finds: &[
        "⟦The dam would hold⟧, officials said.",
        "⟦The gate will close in June⟧, the Elmsgate Courier reported last week.",
    ],
    silent: &[
        "Officials said that the dam would hold.",
        "After the fire, the port promised to rebuild it.",
    ],
};

pub(super) static INTERRUPTED: Rule = Rule {
    id: RuleId("quotes/interrupted-clause"),
    summary: "A clause that its speaker and a verb of saying interrupt.",
    needs: &[FindingKind::Names, FindingKind::Entities],
    finds: &[
        "⟦The coins, Imre Vass told the court, had been melted down⟧.",
        "⟦In the end, Ana Roe said, nobody came⟧.",
    ],
    silent: &[
        "The coins had been melted down, Imre Vass told the court.",
        "Ana Roe, who spoke last, said nobody came.",
    ],
};

pub(super) static AS_CLAUSE: Rule = Rule {
    id: RuleId("quotes/as-somebody-says"),
    summary: "A clause after “as” with a speaker and a verb of saying.",
    needs: &[FindingKind::Names, FindingKind::Entities],
    finds: &[
        "And as Menendo pointed out, ⟦the ruling has real effects⟧.",
        "As Ana Roe said, ⟦the pier is lost⟧.",
    ],
    silent: &[
        "As Ana Roe left, the pier burned.",
        "The ruling has real effects, Menendo pointed out.",
    ],
};

/// The maximum number of tokens that may say to whom and when something was said: "me late on Friday".
const MAX_TIME_TOKENS: usize = 5;

/// How many words a headline has at least before the cue that ends it.
const MIN_HEADLINE_TOKENS: usize = 3;

impl PhraseGrammar<'_, '_, '_> {
    /// Returns the clause before a cue: "The dam would hold, officials said."
    pub(super) fn in_front(&self, said: &ReportingCue) -> Option<ClauseParts> {
        let hull = said.hull();
        if let Some(clause) = self.behind_as(said, &hull) {
            return ClauseParts::whole(&AS_CLAUSE, clause, 85);
        }
        if !said.cue.takes(Cue::CLAUSE) || !self.is_tensed(said.tokens.start) {
            return None;
        }
        if said
            .speaker
            .as_ref()
            .is_some_and(|phrase| self.tag(phrase.head) == PosTag::Relative)
        {
            return None;
        }
        let comma = self.comma_before(hull.start)?;
        let (front, is_verbless) = self.front_of(comma, hull.end);
        let has_finite = is_verbless || front.clone().any(|at| self.tag(at).is_finite());
        let is_subordinate = self.is_subordinate(&front, has_finite);
        let next = self
            .after_addressee(hull.end, said)
            .or_else(|| self.comma_after_time(hull.end, said))
            .or_else(|| self.next(hull.end - 1));
        let tail = next.map_or(PosTag::Stop, |at| self.tag_of_tail(at));
        if tail != PosTag::Comma && (!has_finite || is_subordinate && tail != PosTag::Stop) {
            return None;
        }
        match tail {
            // "After the fire, the port promised to rebuild": the promise follows.
            PosTag::To if said.cue.takes(Cue::INFINITIVE) => None,
            PosTag::Comma if self.is_quoted_sentence(self.next(next?)?) => None,
            PosTag::Comma => {
                let rest = self.next(next?)?..self.frame_end();
                if has_finite && self.begins_writers_clause(rest.start) {
                    return ClauseParts::whole(&FRONTED, front, 85);
                }
                self.around_speaker(front, rest, said.is_inverted)
                    .filter(|clause| clause.pieces.len() > 1 || !is_subordinate)
            }
            PosTag::Stop
            | PosTag::Time
            | PosTag::Preposition
            | PosTag::Adverb
            | PosTag::Semicolon
            | PosTag::Dash
            | PosTag::To => ClauseParts::whole(&FRONTED, front, 85),
            PosTag::Object
            | PosTag::Name
            | PosTag::Plural
            | PosTag::Noun
            | PosTag::Determiner
            | PosTag::Title
            | PosTag::Possessive
                if said.cue.takes(Cue::PERSON)
                    && (hull.end..self.frame.tokens.end).all(|at| !self.tag(at).is_finite()) =>
            {
                ClauseParts::whole(&FRONTED, front, 80)
            }
            _ => None,
        }
    }

    /// Returns the clause before a comma and a cue that ends at `end`, and whether it needs no verb.
    fn front_of(&self, comma: usize, end: usize) -> (Range<usize>, bool) {
        let front = self.front_start()..comma;
        let is_verbless = self.is_verbless_headline(&front, end);
        let start = if is_verbless {
            self.last_part(front.start, comma)
        } else {
            front.start
        };
        (start..comma, is_verbless)
    }

    /// Returns whether a headline ends with its cue, so that what is in front needs no verb: "Court rules ban unlawful,
    /// lawyers say".
    fn is_verbless_headline(&self, front: &Range<usize>, end: usize) -> bool {
        front.len() >= MIN_HEADLINE_TOKENS
            && self.next(end - 1).is_none()
            && self.is_headline()
            && self.tag(front.start).is_inside_phrase()
    }

    /// Returns whether a verb has a tense, or is a participle that has one with its auxiliary: "…, the minister has said".
    fn is_tensed(&self, verb: usize) -> bool {
        match self.tag(verb) {
            PosTag::Finite => true,
            PosTag::Participle => self
                .before(verb)
                .is_some_and(|left| self.tag(left) == PosTag::Have),
            _ => false,
        }
    }

    /// Returns whether a sentence in marks begins here: `someone shouted, “Leeds, you beauty!”`
    fn is_quoted_sentence(&self, at: usize) -> bool {
        let first = self.context.page.word(at + 1).chars().next();
        self.tag(at) == PosTag::Quote && first.is_some_and(char::is_uppercase)
    }

    /// Returns the clause that the speaker and commas interrupt: "In the end, Roe said, nobody came". What follows may
    /// describe the speaker, or be the writer's own.
    fn around_speaker(
        &self,
        front: Range<usize>,
        rest: Range<usize>,
        is_inverted: bool,
    ) -> Option<ClauseParts> {
        let has_finite = front.clone().any(|at| self.tag(at).is_finite());
        // Without a verb before it, it must come after.
        // "He learned of it, he said, from the driver".
        let is_clause = !has_finite
            || rest.clone().any(|at| self.tag(at).is_finite())
            || QuoteWord::Resuming.has(self.lower(rest.start))
            || self.tag(rest.start) == PosTag::Quote;
        let is_apposition = is_inverted
            && (has_finite || front.len() > 5 && self.tag(rest.start) == PosTag::Determiner);
        // "It was, Roe admitted, “the worst day of my life”."
        let completes =
            self.tag(rest.start) == PosTag::Quote && self.tag(front.end - 1).is_auxiliary();
        let resumes = completes || self.resumes(rest.start) && !is_apposition;
        if resumes && !rest.is_empty() && is_clause {
            return Some(ClauseParts {
                by: &INTERRUPTED,
                pieces: vec![front, rest],
                percent: 75,
            });
        }
        ClauseParts::whole(&FRONTED, front, 75).filter(|_| has_finite || is_apposition)
    }

    /// Returns whether the clause that the speaker interrupts can go on here, after the comma.
    fn resumes(&self, second: usize) -> bool {
        if self.tag(second) == PosTag::Preposition {
            return QuoteWord::Resuming.has(self.lower(second));
        }
        !self.is_cue_after_and(second)
            && !matches!(
                self.tag(second),
                PosTag::Ing | PosTag::Relative | PosTag::Quote
            )
    }

    /// Returns whether "and" and another verb of saying begin here: ", and added that".
    fn is_cue_after_and(&self, at: usize) -> bool {
        self.tag(at) == PosTag::And
            && self.next(at).is_some_and(|next| {
                self.context.cue(next).is_some() || self.tag(next) == PosTag::Quote
            })
    }

    /// Returns the clause after "As Roe said,".
    fn behind_as(&self, said: &ReportingCue, hull: &Range<usize>) -> Option<Range<usize>> {
        let mut start = self.front_start();
        if self.tag(start) == PosTag::And {
            start += 1;
        }
        let is_by = said.is_inverted && self.lower(said.tokens.end) == "by";
        if self.lower(start) != "as" || hull.start != start + 1 || said.is_inverted && !is_by {
            return None;
        }
        let mut end = hull.end;
        if self.tag(end) == PosTag::Adverb {
            end += 1;
        }
        let comma = self
            .next(end - 1)
            .filter(|at| self.tag(*at) == PosTag::Comma)?;
        Some(comma + 1..self.frame_end())
    }

    /// Returns where the clause at the frame's start begins.
    pub(super) fn front_start(&self) -> usize {
        let mut start = self.frame.tokens.start;
        while matches!(self.tag(start), PosTag::Dash | PosTag::Other | PosTag::Stop)
            && start < self.frame.tokens.end
        {
            start += 1;
        }
        start
    }

    /// Returns the comma after a description of the source, or the one before it where none follows: "According to Bo Lind,
    /// an economist who studies ports, the quay is sinking."
    fn after_description(&self, comma: usize, end: usize) -> usize {
        let begins = matches!(
            self.tag(comma + 1),
            PosTag::Determiner | PosTag::Relative | PosTag::Possessive
        ) && !QuoteWord::Pointer.has(self.lower(comma + 1));
        let next = (comma + 1..end).find(|at| self.tag(*at) == PosTag::Comma);
        let Some(next) = next.filter(|_| begins) else {
            return comma;
        };
        let has_relative = (comma + 1..next).any(|at| self.tag(at) == PosTag::Relative);
        let has_finite = (comma + 1..next).any(|at| self.tag(at).is_finite());
        if has_finite && !has_relative {
            comma
        } else {
            next
        }
    }

    /// Returns the comma before a cue, unless the cue leads to what follows: "In a speech to the nation, Roe said:"
    fn comma_before(&self, start: usize) -> Option<usize> {
        let last = self.frame.tokens.end.saturating_sub(1);
        start.checked_sub(1).filter(|comma| {
            *comma > self.frame.tokens.start
                && self.tag(*comma) == PosTag::Comma
                && self.tag(last) != PosTag::Colon
        })
    }

    /// Returns whether a clause in front hangs on another: "After the fire,", "Asked why,".
    fn is_subordinate(&self, front: &Range<usize>, has_finite: bool) -> bool {
        let start = front.start;
        // "Whether the law will pass is unclear,": the clause is the subject of another verb.
        let is_subject = matches!(self.lower(start), "whether" | "what" | "how" | "why")
            && front.clone().filter(|at| self.tag(*at).is_finite()).count() > 1;
        if is_subject {
            return false;
        }
        // "Shifting rains could ruin a billion people,": the participle describes the subject.
        let opens = match self.tag(start) {
            PosTag::Subordinator | PosTag::Finite => true,
            PosTag::Ing | PosTag::Participle => !self.has_plural_subject(front),
            _ => false,
        };
        opens || self.tag(start) == PosTag::Preposition && !has_finite
    }

    /// Returns whether a clause begins with a participle, a plural noun and whatever follows up to its verb.
    fn has_plural_subject(&self, front: &Range<usize>) -> bool {
        let verb = front.clone().find(|at| self.tag(*at).is_finite());
        verb.is_some_and(|verb| {
            let mut subject = front.start + 1..verb;
            subject.all(|at| self.tag(at).is_inside_phrase() || self.tag(at) == PosTag::Preposition)
                && (front.start + 1..front.start + 3)
                    .any(|at| at < verb && self.tag(at) == PosTag::Plural)
        })
    }

    /// Returns the comma after the addressee, if the clause continues after it: "The gold, Roe told the jury, was
    /// buried".
    fn after_addressee(&self, end: usize, said: &ReportingCue) -> Option<usize> {
        if !said.cue.takes(Cue::PERSON) {
            return None;
        }
        let person = self.phrase_from(self.next(end - 1)?)?;
        self.next(person.tokens.end - 1)
            .filter(|comma| self.tag(*comma) == PosTag::Comma)
    }

    /// Returns the comma after words that only say to whom and when, if the clause continues after it: "The truth, he said
    /// then, was", "he told me on Friday, is".
    fn comma_after_time(&self, end: usize, said: &ReportingCue) -> Option<usize> {
        let mut at = self.next(end - 1)?;
        for n in 0..MAX_TIME_TOKENS {
            match self.tag(at) {
                PosTag::Comma => return Some(at).filter(|_| n > 0),
                PosTag::Time | PosTag::Adverb => {}
                PosTag::Object if n == 0 && said.cue.takes(Cue::PERSON) => {}
                PosTag::Preposition if self.tag(at + 1) == PosTag::Time => {}
                _ => return None,
            }
            at = self.next(at)?;
        }
        None
    }

    /// Returns the tag of what follows the cue; of "last year" and "late on Friday" that of a time.
    fn tag_of_tail(&self, at: usize) -> PosTag {
        let tag = self.tag(at);
        let begins_time = matches!(tag, PosTag::Adjective | PosTag::Determiner)
            && (self.tag(at + 1) == PosTag::Time
                || matches!(self.lower(at), "late" | "early")
                    && self.tag(at + 1) == PosTag::Preposition);
        if begins_time { PosTag::Time } else { tag }
    }

    /// Returns whether the writer's own clause begins here, after the comma after a cue: "though nobody packed", "and
    /// reservoirs are low".
    fn begins_writers_clause(&self, start: usize) -> bool {
        if self.tag(start) == PosTag::Subordinator {
            return QuoteWord::Contrast.has(self.lower(start));
        }
        self.tag(start) == PosTag::And
            && matches!(self.lower(start), "and" | "but")
            && self
                .next(start)
                .and_then(|subject| self.phrase_from(subject))
                .and_then(|subject| self.next(subject.tokens.end - 1))
                .is_some_and(|verb| self.tag(verb).is_finite())
    }

    /// Returns the clause that "according to" reports.
    pub(super) fn by_according(&self, said: &ReportingCue) -> Option<ClauseParts> {
        let start = self.front_start();
        let hull = said.hull();
        let opens = self
            .before(hull.start)
            .is_some_and(|left| matches!(self.tag(left), PosTag::Semicolon | PosTag::Colon));
        if hull.start == start || opens {
            let end = self.frame.tokens.end.min(hull.end + 40);
            let comma = (hull.end..end).find(|at| self.tag(*at) == PosTag::Comma)?;
            let comma = self.after_description(comma, end);
            let clause = comma + 1..self.frame_end();
            return ClauseParts::whole(&ACCORDING_TO, clause, 85);
        }
        let end = hull.start - usize::from(self.tag(hull.start - 1) == PosTag::Comma);
        let front = self.last_part(start, end)..end;
        let has_finite = front.clone().any(|at| self.tag(at).is_finite());
        let rest = self
            .next(hull.end - 1)
            .filter(|at| {
                self.tag(*at) == PosTag::Comma && self.tag(hull.start - 1) == PosTag::Comma
            })
            .map_or(end..end, |comma| comma + 1..self.frame_end());
        if rest.is_empty() || has_finite && !self.tag(rest.start).is_finite() {
            return ClauseParts::whole(&ACCORDING_TO, front, 85);
        }
        if front.len() == 1 && self.tag(front.start) == PosTag::And {
            return ClauseParts::whole(&ACCORDING_TO, rest, 85);
        }
        Some(ClauseParts {
            by: &ACCORDING_TO,
            pieces: vec![front, rest],
            percent: 80,
        })
    }

    /// Returns where the part of a sentence after its last colon or semicolon begins.
    fn last_part(&self, start: usize, end: usize) -> usize {
        (start..end)
            .rev()
            .find(|at| matches!(self.tag(*at), PosTag::Semicolon | PosTag::Colon))
            .map_or(start, |at| at + 1)
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::assert_quotes;

    #[test]
    fn a_clause_in_front_of_its_cue_ends_there_or_goes_on_behind_it() {
        assert_quotes(
            "The gate will close in June, the Elmsgate Courier reported last week.",
            &["indirect The gate will close in June by the Elmsgate Courier"],
        );
        assert_quotes(
            "The coins, Imre Vass told the court, had been melted down.",
            &["indirect The coins … had been melted down by Imre Vass"],
        );
        assert_quotes(
            "The strike was over, Ruth Tolland hinted, though nobody went home.",
            &["indirect The strike was over by Ruth Tolland"],
        );
        assert_quotes(
            "According to Imre Vass, an engineer who studies dams, the wall is sound.",
            &["indirect the wall is sound by Imre Vass"],
        );
    }
}
