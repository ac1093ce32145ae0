//! Reported speech without marks: the clause that a cue governs, and where it ends.

use std::ops::Range;

use super::phrase::Grammar;
use super::said::Said;
use super::tag::Tag;
use super::words::{Cue, CueClass};

/// A clause that is reported.
#[derive(Clone, Debug)]
pub(super) struct Reported {
    /// Its tokens; two pieces where the speaker stands between them.
    pub(super) pieces: Vec<Range<usize>>,
    /// Which of the frame's cues reports it.
    pub(super) said: usize,
    /// How sure that is, in percent.
    pub(super) percent: u8,
}

/// The pieces of a clause, and how sure it is, in percent.
struct Clause {
    pieces: Vec<Range<usize>>,
    percent: u8,
}

impl Clause {
    /// Returns the clause in one piece, unless it is empty.
    fn whole(piece: Range<usize>, percent: u8) -> Option<Self> {
        (!piece.is_empty()).then(|| Self {
            pieces: std::iter::once(piece).collect(),
            percent,
        })
    }
}

impl Grammar<'_, '_, '_> {
    /// Returns the clauses that the cues of the frame report without marks.
    pub(super) fn reported(&self, said: &[Said]) -> Vec<Reported> {
        let mut found: Vec<Reported> = Vec::new();
        for (number, one) in said.iter().enumerate() {
            let reaches = found
                .iter()
                .rev()
                .take(8)
                .flat_map(|known| &known.pieces)
                .any(|piece| piece.contains(&one.tokens.start));
            if reaches || one.cue.class == CueClass::Think || one.speaker.is_none() {
                continue;
            }
            let clause = if one.is_according {
                self.by_according(one)
            } else {
                self.in_front(one).or_else(|| self.behind(one))
            };
            if let Some(Clause { pieces, percent }) = clause
                && pieces.iter().all(|piece| self.is_free_of_marks(piece))
                && !pieces.iter().all(|piece| self.is_pronoun(piece))
            {
                found.push(Reported {
                    pieces,
                    said: number,
                    percent,
                });
            }
        }
        found
    }

    pub(super) fn next(&self, at: usize) -> Option<usize> {
        self.scene.after(self.frame, at)
    }

    /// Returns whether a piece stands for words said elsewhere: "denied it".
    fn is_pronoun(&self, piece: &Range<usize>) -> bool {
        piece.len() == 1 && matches!(self.tag(piece.start), Tag::Pronoun | Tag::Object)
    }

    fn is_free_of_marks(&self, piece: &Range<usize>) -> bool {
        !piece.is_empty() && piece.clone().all(|at| self.scene.stretch_at(at).is_none())
    }

    /// Returns the clause after a cue: "said on Friday that the dam would hold".
    fn behind(&self, said: &Said) -> Option<Clause> {
        let mut at = self.next(said.hull().end.max(said.tokens.end) - 1)?;
        if let Some(relative) = self.around(at, said) {
            return Some(relative);
        }
        if let Some(about) = self.about(at, said) {
            return Some(about);
        }
        if said.cue.takes(Cue::PERSON) {
            let person = at;
            at = self.behind_person(at)?;
            if self.tag(at) == Tag::To && said.cue.takes(Cue::INFINITIVE) && person < at {
                return Clause::whole(person..self.clause_end(at, said), 75);
            }
        }
        let (start, has_that) = self.clause_start(at, said)?;
        let end = self.clause_end(start, said);
        let is_clause = has_that || (start..end).any(|at| self.tag(at).is_finite());
        if self.is_form_of_say(said)
            && end == start + 1
            && matches!(self.lower(start), "yes" | "no" | "so")
        {
            return Clause::whole(start..end, 70);
        }
        let opens_question = matches!(self.tag(start), Tag::Relative | Tag::Subordinator);
        let percent = match self.tag(start) {
            _ if end <= start => return None,
            Tag::To if said.cue.takes(Cue::INFINITIVE) => 75,
            Tag::To => return None,
            _ if opens_question && said.cue.takes(Cue::QUESTION | Cue::CLAUSE) && is_clause => 80,
            _ if is_clause && has_that => 90,
            _ if said.cue.class == CueClass::Say
                && end >= start + 3
                && self.is_form_of_say(said)
                && self.starts_clause(start) =>
            {
                80
            }
            _ if is_clause && said.cue.takes(Cue::CLAUSE) && self.starts_clause(start) => 85,
            _ if said.cue.takes(Cue::DESCRIPTION)
                && self.lower(said.tokens.start).starts_with("call")
                && !self.is_described(start) =>
            {
                return None;
            }
            _ if said.cue.takes(Cue::DESCRIPTION)
                && said.cue.class == CueClass::Say
                && self.starts_clause(start) =>
            {
                58
            }
            _ if said.cue.takes(Cue::NOUN) && self.starts_clause(start) => {
                let end = self.object_end(start, end);
                return Clause::whole(start..end, 60);
            }
            _ => return None,
        };
        Clause::whole(start..end, percent)
    }

    /// Returns the relative clause that a cue interrupts: "the rule that critics say does harm".
    fn around(&self, next: usize, said: &Said) -> Option<Clause> {
        let speaker = said
            .speaker
            .as_ref()
            .filter(|speaker| speaker.tokens.end <= said.tokens.start)?;
        let link = self.before(speaker.tokens.start)?;
        let is_relative = matches!(self.lower(link), "that" | "which" | "who")
            && self.tag(next).is_finite()
            && said.cue.takes(Cue::CLAUSE);
        let end = self.clause_end(next, said);
        let comma = (next..end).find(|at| self.tag(*at) == Tag::Comma);
        let end = comma.unwrap_or(end);
        if is_relative && end > next {
            Clause::whole(link..end, 65)
        } else {
            None
        }
    }

    /// Returns whether a thing and what it is called begin here: "him a coward".
    fn is_described(&self, start: usize) -> bool {
        let end = if self.tag(start) == Tag::Object {
            Some(start + 1)
        } else {
            self.phrase_from(start).map(|phrase| phrase.tokens.end)
        };
        end.is_some_and(|end| matches!(self.tag(end), Tag::Determiner | Tag::Adjective))
    }

    /// Returns whether the cue is the plainest one, which takes nothing but clauses.
    pub(super) fn is_form_of_say(&self, said: &Said) -> bool {
        matches!(
            self.lower(said.tokens.start),
            "said" | "says" | "say" | "saying"
        )
    }

    /// Returns what is spoken of: "called for a vote", "asked about the fire".
    fn about(&self, link: usize, said: &Said) -> Option<Clause> {
        let is_link = matches!(
            self.lower(link),
            "for" | "about" | "of" | "on" | "against" | "to" | "at"
        );
        if !said.cue.takes(Cue::ABOUT)
            || !is_link
            || matches!(self.tag(said.tokens.start), Tag::Base)
        {
            return None;
        }
        let start = self.next(link)?;
        if self.tag(start) == Tag::Time {
            return None;
        }
        let end = self.object_end(start, self.clause_end(start, said));
        Clause::whole(start..end, 55).filter(|_| self.starts_clause(start))
    }

    /// Returns where a noun that stands for the content ends: before "in an e-mail", "on Monday", "after the vote".
    fn object_end(&self, start: usize, end: usize) -> usize {
        let mut at = start;
        while let Some(next) = self.next(at).filter(|next| *next < end) {
            let is_adjunct = match self.tag(next) {
                Tag::Preposition => {
                    matches!(
                        self.lower(next),
                        "during"
                            | "after"
                            | "before"
                            | "since"
                            | "by"
                            | "via"
                            | "through"
                            | "at"
                            | "amid"
                    ) || self.tag(next + 1) == Tag::Time
                        || self.lower(next) == "in"
                            && matches!(
                                self.tag(next + 1),
                                Tag::Determiner | Tag::Number | Tag::Possessive
                            )
                }
                Tag::Subordinator => matches!(self.lower(next), "when" | "while" | "because"),
                Tag::Time | Tag::Comma => true,
                _ => false,
            };
            if is_adjunct {
                return next;
            }
            at = next;
        }
        end
    }

    /// Returns what follows the person who is told.
    fn behind_person(&self, at: usize) -> Option<usize> {
        if matches!(self.tag(at), Tag::That | Tag::Subordinator | Tag::Relative) {
            return Some(at);
        }
        if self.tag(at) == Tag::Object {
            return self.next(at);
        }
        match self.phrase_from(at) {
            Some(phrase) => self.next(phrase.tokens.end - 1),
            None => Some(at),
        }
    }

    /// Passes over "on Friday", "in a statement", "to reporters", "however"; returns where the clause begins and
    /// whether "that" stands before it.
    fn clause_start(&self, from: usize, said: &Said) -> Option<(usize, bool)> {
        let mut at = from;
        for _ in 0..8 {
            match self.tag(at) {
                // "said that was wrong", but not "said at a march that drew hundreds".
                Tag::That if self.tag(self.next(at)?).is_finite() => {
                    return (at == from && self.is_form_of_say(said)).then_some((at, false));
                }
                Tag::That => return Some((self.next(at)?, true)),
                Tag::Adjective | Tag::Determiner | Tag::Number
                    if self.next(at).is_some_and(|next| {
                        self.tag(next) == Tag::Time && self.lower(next + 1) != "of"
                    }) =>
                {
                    at = self.next(at)?;
                }
                Tag::Time | Tag::Adverb if !self.tag(self.next(at)?).is_finite() => {
                    at = self.next(at)?;
                }
                Tag::Comma if at > from && self.leads_to_that(at) => at = self.next(at)?,
                Tag::Comma if self.leads_to_that(at) => at = self.next(at)?,
                Tag::Preposition => {
                    let next = self.next(at)?;
                    at = match self.phrase_from(next) {
                        Some(phrase) => self.next(phrase.tokens.end - 1)?,
                        None if self.tag(next) == Tag::Time => self.next(next)?,
                        None => return None,
                    };
                }
                Tag::To if !said.cue.takes(Cue::INFINITIVE) => {
                    let phrase = self.phrase_from(self.next(at)?)?;
                    at = self.next(phrase.tokens.end - 1)?;
                }
                _ => return Some((at, false)),
            }
        }
        None
    }

    fn leads_to_that(&self, comma: usize) -> bool {
        (comma + 1..(comma + 10).min(self.frame.tokens.end))
            .any(|at| self.tag(at) == Tag::Comma && self.tag(at + 1) == Tag::That)
            || self.tag(comma + 1) == Tag::That
    }

    fn starts_clause(&self, start: usize) -> bool {
        self.tag(start).is_inside_phrase()
            || self.tag(start) == Tag::Have && self.lower(start) == "having"
            || matches!(
                self.tag(start),
                Tag::Pronoun
                    | Tag::That
                    | Tag::Subordinator
                    | Tag::Adverb
                    | Tag::Relative
                    | Tag::Ing
                    | Tag::Time
            )
    }

    /// Returns the clause before a cue: "The dam would hold, officials said."
    fn in_front(&self, said: &Said) -> Option<Clause> {
        if !said.cue.takes(Cue::CLAUSE) || !matches!(self.tag(said.tokens.start), Tag::Finite) {
            return None;
        }
        let hull = said.hull();
        if said
            .speaker
            .as_ref()
            .is_some_and(|phrase| self.tag(phrase.head) == Tag::Relative)
        {
            return None;
        }
        if let Some(clause) = self.behind_as(said, &hull) {
            return Clause::whole(clause, 85);
        }
        let comma = hull
            .start
            .checked_sub(1)
            .filter(|comma| *comma > self.frame.tokens.start && self.tag(*comma) == Tag::Comma)?;
        let front = self.front_start()..comma;
        let has_finite = front.clone().any(|at| self.tag(at).is_finite());
        let is_subordinate = matches!(
            self.tag(front.start),
            Tag::Subordinator | Tag::Ing | Tag::Participle
        ) || self.tag(front.start) == Tag::Preposition && !has_finite;
        let next = self.next(hull.end - 1);
        let tail = next.map_or(Tag::Stop, |at| self.tag(at));
        if tail != Tag::Comma && (!has_finite || is_subordinate && tail != Tag::Stop) {
            return None;
        }
        match tail {
            Tag::Comma => {
                let second = self.next(next?)?;
                let rest = second..self.frame_end();
                // "In the end, Roe said, nobody came": without a verb in front it must be behind.
                let is_clause = !has_finite || rest.clone().any(|at| self.tag(at).is_finite());
                let resumes = self.resumes(second) && !(said.is_inverted && has_finite);
                if resumes && !rest.is_empty() && is_clause {
                    Some(Clause {
                        pieces: vec![front, rest],
                        percent: 75,
                    })
                } else {
                    Clause::whole(front, 75).filter(|_| has_finite && !is_subordinate)
                }
            }
            Tag::Stop
            | Tag::Time
            | Tag::Preposition
            | Tag::Adverb
            | Tag::Semicolon
            | Tag::Dash
            | Tag::To => Clause::whole(front, 85),
            Tag::Object | Tag::Name | Tag::Plural | Tag::Noun if said.cue.takes(Cue::PERSON) => {
                Clause::whole(front, 80)
            }
            _ => None,
        }
    }

    /// Returns whether the clause that the speaker interrupts can go on here, behind the comma.
    fn resumes(&self, second: usize) -> bool {
        !self.is_cue_after_and(second)
            && !matches!(
                self.tag(second),
                Tag::Ing | Tag::Relative | Tag::Quote | Tag::Preposition
            )
    }

    /// Returns whether "and" and another verb of saying begin here: ", and added that".
    fn is_cue_after_and(&self, at: usize) -> bool {
        self.tag(at) == Tag::And
            && self
                .next(at)
                .is_some_and(|next| self.scene.cue(next).is_some() || self.tag(next) == Tag::Quote)
    }

    /// Returns the clause after "As Roe said,".
    fn behind_as(&self, said: &Said, hull: &Range<usize>) -> Option<Range<usize>> {
        let mut start = self.front_start();
        if self.tag(start) == Tag::And {
            start += 1;
        }
        if self.lower(start) != "as" || hull.start != start + 1 || said.is_inverted {
            return None;
        }
        let mut end = hull.end;
        if self.tag(end) == Tag::Adverb {
            end += 1;
        }
        let comma = self
            .next(end - 1)
            .filter(|at| self.tag(*at) == Tag::Comma)?;
        Some(comma + 1..self.frame_end())
    }

    /// Returns where the clause at the frame's start begins.
    pub(super) fn front_start(&self) -> usize {
        let mut start = self.frame.tokens.start;
        while matches!(self.tag(start), Tag::Dash | Tag::Other | Tag::Stop)
            && start < self.frame.tokens.end
        {
            start += 1;
        }
        start
    }

    /// Returns the clause that "according to" reports.
    fn by_according(&self, said: &Said) -> Option<Clause> {
        let start = self.front_start();
        let hull = said.hull();
        if hull.start == start {
            let comma = (hull.end..self.frame.tokens.end.min(hull.end + 40))
                .find(|at| self.tag(*at) == Tag::Comma)?;
            let clause = comma + 1..self.frame_end();
            return Clause::whole(clause, 85);
        }
        let end = hull.start - usize::from(self.tag(hull.start - 1) == Tag::Comma);
        Clause::whole(start..end, 85)
    }
}
