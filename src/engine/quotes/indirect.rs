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

impl Grammar<'_, '_, '_> {
    /// Returns the clauses that the cues of the frame report without marks.
    pub(super) fn reported(&self, said: &[Said]) -> Vec<Reported> {
        let mut found: Vec<Reported> = Vec::new();
        for (number, one) in said.iter().enumerate() {
            let reaches = found
                .iter()
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
            if let Some((pieces, percent)) = clause
                && pieces.iter().all(|piece| self.is_free_of_marks(piece))
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

    fn next(&self, at: usize) -> Option<usize> {
        self.scene.after(self.frame, at)
    }

    fn is_free_of_marks(&self, piece: &Range<usize>) -> bool {
        !piece.is_empty() && piece.clone().all(|at| self.scene.stretch_at(at).is_none())
    }

    /// Returns the end of the frame without its last stop.
    fn frame_end(&self) -> usize {
        let mut end = self.frame.tokens.end;
        while end > self.frame.tokens.start
            && matches!(self.tag(end - 1), Tag::Stop | Tag::Comma | Tag::Other)
        {
            end -= 1;
        }
        end
    }

    /// Returns the clause after a cue: "said on Friday that the dam would hold".
    fn behind(&self, said: &Said) -> Option<(Vec<Range<usize>>, u8)> {
        let mut at = self.next(said.hull().end.max(said.tokens.end) - 1)?;
        if said.cue.takes(Cue::PERSON) {
            at = self.behind_person(at)?;
        }
        let (start, has_that) = self.clause_start(at, said)?;
        let end = self.clause_end(start, said);
        let is_clause = has_that || (start..end).any(|at| self.tag(at).is_finite());
        let opens_question = matches!(self.tag(start), Tag::Relative | Tag::Subordinator);
        let percent = match self.tag(start) {
            _ if end <= start => return None,
            Tag::To if said.cue.takes(Cue::INFINITIVE) => 75,
            Tag::To => return None,
            _ if opens_question && said.cue.takes(Cue::QUESTION | Cue::CLAUSE) && is_clause => 80,
            _ if is_clause && has_that => 90,
            _ if is_clause && said.cue.takes(Cue::CLAUSE) && self.starts_clause(start) => 85,
            _ if said.cue.takes(Cue::NOUN) && self.starts_clause(start) => 60,
            _ => return None,
        };
        Some((vec![start..end], percent))
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
                Tag::That => return Some((self.next(at)?, true)),
                Tag::Time | Tag::Adverb if !self.tag(self.next(at)?).is_finite() => {
                    at = self.next(at)?
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
            || matches!(
                self.tag(start),
                Tag::Pronoun
                    | Tag::Subordinator
                    | Tag::Adverb
                    | Tag::Relative
                    | Tag::Ing
                    | Tag::Time
            )
    }

    /// Returns where the reported clause ends: at the end of the sentence, or where the writer's clause goes on.
    fn clause_end(&self, start: usize, said: &Said) -> usize {
        let end = self.frame_end();
        let mut at = start;
        while let Some(next) = self.next(at).filter(|next| *next < end) {
            let tag = self.tag(next);
            let after = self.tag(next + 1);
            let cuts = match tag {
                Tag::Semicolon => true,
                Tag::Comma => self.cuts_at_comma(next),
                Tag::Quote => false,
                Tag::And => self.is_cue_after(next, said),
                _ => false,
            };
            if cuts && next > start && after != Tag::Stop {
                return next;
            }
            at = next;
        }
        end
    }

    fn is_cue_after(&self, and: usize, said: &Said) -> bool {
        let Some(mut at) = self.next(and) else {
            return false;
        };
        if self.tag(at) == Tag::Adverb {
            at = self.next(at).unwrap_or(at);
        }
        self.scene.cue(at).is_some() && self.tag(at) == self.tag(said.tokens.start)
    }

    fn cuts_at_comma(&self, comma: usize) -> bool {
        let Some(next) = self.next(comma) else {
            return false;
        };
        let Some(second) = self.next(next) else {
            return false;
        };
        match self.tag(next) {
            Tag::Ing => true,
            Tag::And if self.lower(next) == "but" => true,
            Tag::And => {
                let second = if self.tag(second) == Tag::Adverb {
                    self.next(second).unwrap_or(second)
                } else {
                    second
                };
                self.tag(second) == Tag::Finite || self.scene.cue(second).is_some()
            }
            Tag::Relative => true,
            Tag::Subordinator => matches!(self.lower(next), "while" | "although" | "though"),
            Tag::Preposition => matches!(self.lower(next), "after" | "despite" | "according"),
            _ => self.lower(next) == "according",
        }
    }

    /// Returns the clause before a cue: "The dam would hold, officials said."
    fn in_front(&self, said: &Said) -> Option<(Vec<Range<usize>>, u8)> {
        if !said.cue.takes(Cue::CLAUSE) || !matches!(self.tag(said.tokens.start), Tag::Finite) {
            return None;
        }
        let hull = said.hull();
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
        if !has_finite && tail != Tag::Comma
            || is_subordinate && tail != Tag::Stop && tail != Tag::Comma
            || is_subordinate && !has_finite
        {
            return None;
        }
        match tail {
            Tag::Comma => {
                let second = self.next(next?)?;
                let goes_on = !matches!(
                    self.tag(second),
                    Tag::Ing | Tag::Relative | Tag::And | Tag::Quote | Tag::Preposition
                );
                let rest = second..self.frame_end();
                let is_clause = rest.clone().any(|at| self.tag(at).is_finite());
                if goes_on && !rest.is_empty() && is_clause {
                    Some((vec![front, rest], 75))
                } else {
                    has_finite.then(|| (vec![front], 75))
                }
            }
            Tag::Stop
            | Tag::Time
            | Tag::Preposition
            | Tag::Adverb
            | Tag::Semicolon
            | Tag::Dash
            | Tag::To => Some((vec![front], 85)),
            Tag::Object | Tag::Name | Tag::Plural | Tag::Noun if said.cue.takes(Cue::PERSON) => {
                Some((vec![front], 80))
            }
            _ => None,
        }
    }

    /// Returns where the clause at the frame's start begins.
    fn front_start(&self) -> usize {
        let mut start = self.frame.tokens.start;
        while matches!(self.tag(start), Tag::Dash | Tag::Other | Tag::Stop)
            && start < self.frame.tokens.end
        {
            start += 1;
        }
        start
    }

    /// Returns the clause that "according to" reports.
    fn by_according(&self, said: &Said) -> Option<(Vec<Range<usize>>, u8)> {
        let start = self.front_start();
        let hull = said.hull();
        if hull.start == start {
            let comma = (hull.end..self.frame.tokens.end.min(hull.end + 40))
                .find(|at| self.tag(*at) == Tag::Comma)?;
            let clause = comma + 1..self.frame_end();
            return (!clause.is_empty()).then(|| (vec![clause], 85));
        }
        let end = hull.start - usize::from(self.tag(hull.start - 1) == Tag::Comma);
        (end > start).then(|| (vec![start..end], 85))
    }
}
