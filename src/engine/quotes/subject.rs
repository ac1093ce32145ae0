//! Which noun phrase is the subject of a verb, across appositions, other clauses and chains of verbs.

use super::phrase_grammar::PhraseGrammar;
use super::quote_words::QuoteWord;
use super::speech::StretchShape;
use crate::annotation::EntityKind;
use crate::engine::syntax::noun_phrase::NounPhrase;
use crate::engine::syntax::part_of_speech::PosTag;

/// The maximum number of steps of a search for a subject. It bounds the search in sentences of many nested clauses.
pub(super) const MAX_SUBJECT_STEPS: usize = 60;

/// The maximum distance at which the main clause of a sentence is searched backwards, in tokens.
const MAX_CLAUSE_TOKENS: usize = 150;

impl PhraseGrammar<'_, '_, '_> {
    /// Returns the subject of the verb at `verb`, looking to its left.
    pub(super) fn subject(&self, verb: usize) -> Option<NounPhrase> {
        self.subject_within(verb, &mut 0)
    }

    fn subject_within(&self, verb: usize, steps: &mut usize) -> Option<NounPhrase> {
        let mut at = self.before(verb)?;
        loop {
            *steps += 1;
            if *steps > MAX_SUBJECT_STEPS {
                return None;
            }
            match self.tag(at) {
                PosTag::Adverb if self.is_next_step(at) => return self.governed(at, steps),
                PosTag::Adverb
                | PosTag::Modal
                | PosTag::Be
                | PosTag::Have
                | PosTag::Do
                | PosTag::Not => {
                    at = self.before(at)?;
                }
                PosTag::Time => at = self.before_time(at)?,
                PosTag::To | PosTag::Base | PosTag::Ing | PosTag::Finite | PosTag::Participle => {
                    return self.chain(at, steps);
                }
                PosTag::Relative => return Some(NounPhrase::word(at)),
                PosTag::That => {
                    return self
                        .phrase_to(self.before(at)?)
                        .filter(|phrase| self.tag(phrase.head) != PosTag::Relative);
                }
                PosTag::Pronoun | PosTag::Determiner if self.is_floating(at) => {
                    at = self.before(at)?;
                }
                PosTag::Comma | PosTag::Dash => return self.across_comma(at, steps),
                PosTag::And => return self.coordinated(at, steps),
                PosTag::Close => at = self.before_bracket(at)?,
                PosTag::Quote if self.is_part_of_phrase(at) => at = self.before(at)?,
                PosTag::Quote if self.before(at).is_some() => return self.across_comma(at, steps),
                _ => return self.subject_to(at, steps),
            }
        }
    }

    /// Returns whether "then" after a comma joins a verb to those before it: "shut her door, then wrote".
    fn is_next_step(&self, at: usize) -> bool {
        QuoteWord::NextStep.has(self.lower(at))
            && self
                .before(at)
                .is_some_and(|left| self.tag(left) == PosTag::Comma)
    }

    /// Returns whether "both" or "all" follows the subject that it belongs to.
    fn is_floating(&self, at: usize) -> bool {
        matches!(self.lower(at), "both" | "all" | "each")
            && self.before(at).is_some_and(|left| self.tag(left).is_head())
    }

    /// Returns whether a stretch in marks is a word of the writer's phrase, as in `The "Today" host`.
    fn is_part_of_phrase(&self, quote: usize) -> bool {
        let Some(stretch) = self
            .context
            .stretch_at(quote)
            .and_then(|number| self.context.stretches.get(number))
        else {
            return false;
        };
        let last = stretch.inner().end.saturating_sub(1);
        !matches!(self.tag(last), PosTag::Comma | PosTag::Stop)
            && self
                .before(quote)
                .is_some_and(|left| self.tag(left).is_inside_phrase())
    }

    /// Returns what precedes "on Friday", "last week".
    fn before_time(&self, time: usize) -> Option<usize> {
        let mut at = self.before(time)?;
        while matches!(
            self.tag(at),
            PosTag::Time | PosTag::Number | PosTag::Adjective | PosTag::Determiner | PosTag::Adverb
        ) {
            at = self.before(at)?;
        }
        if matches!(self.tag(at), PosTag::Preposition) {
            self.before(at)
        } else {
            Some(at)
        }
    }

    pub(super) fn before_bracket(&self, close: usize) -> Option<usize> {
        let mut at = self.before(close)?;
        for _ in 0..MAX_SUBJECT_STEPS {
            if self.tag(at) == PosTag::Open {
                return self.before(at);
            }
            at = self.before(at)?;
        }
        None
    }

    /// Follows "went on to say" and "is quick to point out" to the verb that has the subject.
    fn chain(&self, from: usize, steps: &mut usize) -> Option<NounPhrase> {
        let mut at = from;
        let mut n_verbs = 0;
        let mut has_to = false;
        for _ in 0..8 {
            has_to |= self.tag(at) == PosTag::To;
            match self.tag(at) {
                PosTag::Finite => return self.subject_within(at, steps),
                PosTag::Be | PosTag::Have | PosTag::Do | PosTag::Modal => {
                    return self.subject_within(at, steps);
                }
                PosTag::To
                | PosTag::Base
                | PosTag::Adverb
                | PosTag::Adjective
                | PosTag::Preposition
                | PosTag::Not => {}
                PosTag::Subordinator if self.lower(at) == "so" => {}
                PosTag::Ing | PosTag::Participle => n_verbs += 1,
                PosTag::Comma | PosTag::And if n_verbs > 0 => return self.governed(at, steps),
                // "led officials to say"
                tag if tag.is_head() && has_to => return self.phrase_to(at),
                _ => return None,
            }
            at = self.before(at)?;
        }
        None
    }

    /// Returns the subject of the nearest finite verb before `at`: that of a participle's or coordinated verb's clause.
    pub(super) fn governed(&self, at: usize, steps: &mut usize) -> Option<NounPhrase> {
        if let Some(main) = self.main_clause(at, steps) {
            return Some(main);
        }
        let mut at = self.before(at)?;
        loop {
            *steps += 1;
            if *steps > MAX_SUBJECT_STEPS {
                return None;
            }
            if self.tag(at) == PosTag::Finite
                || matches!(
                    self.tag(at),
                    PosTag::Be | PosTag::Have | PosTag::Do | PosTag::Modal
                )
            {
                if self.context.cue(at).is_some()
                    && let Some(phrase) = self.inverted(at)
                    && self.subject_within(at, steps).is_none()
                {
                    return Some(phrase);
                }
                let subject = self.subject_within(at, steps);
                match &subject {
                    Some(phrase)
                        if matches!(self.tag(phrase.head), PosTag::Relative | PosTag::That) => {}
                    Some(_) => return subject,
                    None => {}
                }
            }
            at = self.before(at)?;
        }
    }

    /// Returns the subject of the last clause before `end` that hangs on no other, where it is somebody.
    fn main_clause(&self, end: usize, steps: &mut usize) -> Option<NounPhrase> {
        let mut found: Option<NounPhrase> = None;
        let start = self
            .frame
            .tokens
            .start
            .max(end.saturating_sub(MAX_CLAUSE_TOKENS));
        let mut at = Some(start).filter(|start| {
            *start == self.frame.tokens.start || self.context.stretch_at(*start).is_none()
        });
        while let Some(index) = at.filter(|index| *index < end) {
            *steps += 1;
            at = self.context.after(self.frame, index);
            if !self.tag(index).is_finite()
                || found
                    .as_ref()
                    .is_some_and(|phrase| phrase.tokens.end >= index)
            {
                continue;
            }
            let subject = match self.plain_subject(index, steps) {
                Some(phrase) => phrase,
                None if self.is_inverted_at(index) && found.is_none() => {
                    match self.inverted(index) {
                        Some(phrase) => phrase,
                        None => continue,
                    }
                }
                None => continue,
            };
            let left = self.before(subject.tokens.start).map(|at| self.tag(at));
            let is_main = match left {
                None
                | Some(
                    PosTag::And
                    | PosTag::Semicolon
                    | PosTag::Colon
                    | PosTag::Dash
                    | PosTag::Time
                    | PosTag::Stop
                    | PosTag::Quote,
                ) => true,
                Some(PosTag::Comma | PosTag::Adverb) => found.is_none(),
                _ => found.is_none() && self.context.cue(index).is_some(),
            };
            if is_main && self.is_somebody(&subject) {
                found = Some(subject);
            }
        }
        found
    }

    /// Returns whether a subject can follow the cue at `verb`: words in marks or a comma precede it.
    fn is_inverted_at(&self, verb: usize) -> bool {
        self.context.cue(verb).is_some()
            && self.before(verb).is_none_or(|left| {
                matches!(self.tag(left), PosTag::Quote | PosTag::Comma | PosTag::Dash)
            })
    }

    /// Returns the subject that precedes its verb, without looking at other clauses.
    fn plain_subject(&self, verb: usize, steps: &mut usize) -> Option<NounPhrase> {
        let mut at = self.before(verb)?;
        while matches!(
            self.tag(at),
            PosTag::Adverb | PosTag::Modal | PosTag::Be | PosTag::Have | PosTag::Do | PosTag::Not
        ) {
            at = self.before(at)?;
        }
        if self.tag(at) == PosTag::Time {
            at = self.before_time(at)?;
        }
        match self.tag(at) {
            PosTag::Comma | PosTag::Dash => self.across_comma(at, steps),
            tag if tag.is_head() => self.subject_to(at, steps),
            _ => None,
        }
    }

    /// Returns whether a phrase can be somebody who speaks, by its head alone.
    pub(super) fn is_somebody(&self, phrase: &NounPhrase) -> bool {
        match self.tag(phrase.head) {
            PosTag::Pronoun => matches!(
                self.lower(phrase.head),
                "he" | "she" | "they" | "i" | "we" | "one" | "some" | "many" | "others" | "both"
            ),
            PosTag::Name | PosTag::Title | PosTag::Plural | PosTag::Noun => true,
            _ => false,
        }
    }

    fn coordinated(&self, and: usize, steps: &mut usize) -> Option<NounPhrase> {
        if let Some(verb) = self
            .before(and)
            .filter(|at| self.tag(*at) == PosTag::Finite)
        {
            return self.subject_within(verb, steps);
        }
        self.governed(and, steps)
    }

    /// Returns the subject of a participle such as "adding": that of the clause it hangs on.
    pub(super) fn participle_subject(&self, verb: usize) -> Option<NounPhrase> {
        let mut left = self.before(verb);
        if let Some(adverb) = left.filter(|at| self.tag(*at) == PosTag::Adverb) {
            left = self.before(adverb);
        }
        if let Some(quoted) = left
            .filter(|at| self.lower(*at) == "as")
            .and_then(|link| self.before(link))
            .and_then(|last| self.phrase_to(last))
            && self
                .before(quoted.tokens.start)
                .is_some_and(|verb| self.tag(verb) == PosTag::Finite)
        {
            return Some(quoted);
        }
        if let Some(cue) = left
            .filter(|at| self.tag(*at) == PosTag::Comma)
            .and_then(|comma| self.before(comma))
            && self.context.cue(cue).is_some()
            && self.tag(cue) == PosTag::Finite
        {
            return self.subject(cue);
        }
        if let Some(at) = left
            && self.tag(at).is_head()
            && self.tag(at) != PosTag::Number
            && self
                .before(at)
                .is_none_or(|further| !self.tag(further).is_verb())
            && let Some(phrase) = self.phrase_to(at)
            && (phrase.tokens.start == self.frame.tokens.start
                || self
                    .before(phrase.tokens.start)
                    .is_some_and(|link| self.lower(link) == "with"))
        {
            return Some(phrase);
        }
        self.governed(verb, &mut 0)
            .or_else(|| self.main_subject(verb))
    }

    /// Returns the subject of the first finite verb after `verb`: "Calling it a lie, Roe left."
    fn main_subject(&self, verb: usize) -> Option<NounPhrase> {
        let mut at = verb;
        let mut has_comma = false;
        for _ in 0..MAX_SUBJECT_STEPS {
            at = self.context.after(self.frame, at)?;
            match self.tag(at) {
                PosTag::Comma => has_comma = true,
                PosTag::Quote => has_comma |= self.ends_with_comma(at),
                PosTag::Finite | PosTag::Be | PosTag::Have | PosTag::Modal | PosTag::Do
                    if has_comma =>
                {
                    return self.subject(at);
                }
                _ => {}
            }
        }
        None
    }

    /// Returns whether the stretch at `quote` has a comma before its closing mark.
    pub(super) fn ends_with_comma(&self, quote: usize) -> bool {
        self.context
            .stretch_at(quote)
            .and_then(|number| self.context.stretches.get(number))
            .is_some_and(|stretch| self.tag(stretch.inner().end.saturating_sub(1)) == PosTag::Comma)
    }

    /// Looks past ", the chairman of the board," and ", who runs the shelter,". Where nothing before such words can be
    /// the subject, a name between the commas is.
    pub(super) fn across_comma(&self, comma: usize, steps: &mut usize) -> Option<NounPhrase> {
        self.before_apposition(comma, steps)
            .or_else(|| self.name_before(comma))
    }

    /// Returns the name that ends right before a comma and begins right after another.
    fn name_before(&self, comma: usize) -> Option<NounPhrase> {
        let last = self.before(comma)?;
        let name = self.context.name_at(last)?;
        let is_set_off = self
            .before(name.tokens.start)
            .is_some_and(|left| matches!(self.tag(left), PosTag::Comma | PosTag::Dash));
        (is_set_off && name.kind == Some(EntityKind::Person)).then(|| NounPhrase {
            tokens: name.tokens.clone(),
            head: last,
        })
    }

    fn before_apposition(&self, comma: usize, steps: &mut usize) -> Option<NounPhrase> {
        let nearest = self.before(comma)?;
        let mut at = nearest;
        let mut n_segments = 0;
        let mut best: Option<NounPhrase> = None;
        // "Roe (D-Ohio), said"
        if self.tag(nearest) == PosTag::Close {
            let name = self.before_bracket(nearest)?;
            best = self
                .phrase_to(name)
                .filter(|phrase| self.tag(phrase.head) == PosTag::Name);
        }
        let mut has_finite = false;
        let mut has_relative = false;
        loop {
            *steps += 1;
            if *steps > 2 * MAX_SUBJECT_STEPS {
                return best;
            }
            match self.tag(at) {
                PosTag::Comma | PosTag::Dash => {
                    let Some(left) = self.before(at) else {
                        return best;
                    };
                    if has_finite && !has_relative && !self.is_set_off_by(at, left) {
                        return best;
                    }
                    if self.tag(left).is_head() || self.tag(left) == PosTag::Close {
                        let left = if self.tag(left) == PosTag::Close {
                            self.before_bracket(left)?
                        } else {
                            left
                        };
                        if let Some(phrase) = self.subject_to(left, steps)
                            && self.can_be_set_off(&phrase, best.as_ref())
                        {
                            best = Some(phrase);
                        }
                    }
                    n_segments += 1;
                    (has_finite, has_relative) = (false, false);
                    if n_segments > 5 {
                        return best;
                    }
                }
                PosTag::Relative | PosTag::That | PosTag::Subordinator => has_relative = true,
                PosTag::Quote if self.is_title_in_phrase(at) => {}
                PosTag::Semicolon | PosTag::Colon | PosTag::Quote => return best,
                tag => has_finite |= tag.is_finite(),
            }
            let Some(left) = self.before(at) else {
                return best;
            };
            at = left;
        }
    }

    /// Returns whether a stretch in marks is the name of a work in the description of a subject: "star of “Cold Harbour”,".
    fn is_title_in_phrase(&self, quote: usize) -> bool {
        let stretch = self
            .context
            .stretch_at(quote)
            .and_then(|number| self.context.stretches.get(number));
        stretch.is_some_and(|stretch| {
            let shape = StretchShape::of(self.context, stretch);
            (shape.is_title || shape.n_words == 1)
                && self.before(quote).is_some_and(|left| {
                    self.tag(left) == PosTag::Preposition || self.tag(left).is_inside_phrase()
                })
        })
    }

    /// Returns whether what follows a comma describes the name in front of it although a word there looks like a verb with
    /// a tense: "Ana Roe, a clerk based in Leith,", "the site, run by Roe,".
    fn is_set_off_by(&self, comma: usize, left: usize) -> bool {
        let first = self.tag(comma + 1);
        self.tag(left) == PosTag::Name && matches!(first, PosTag::Determiner | PosTag::Ing)
            || QuoteWord::SetOff.has(self.lower(comma + 1))
    }

    /// Returns whether a phrase can be what an apposition describes: names before others, and no time.
    fn can_be_set_off(&self, phrase: &NounPhrase, best: Option<&NounPhrase>) -> bool {
        let is_name = self.tag(phrase.head) == PosTag::Name;
        match best {
            None => true,
            // "The cause was heart failure, her husband, Leonard Weisz, said."
            Some(best) if self.with_apposition(best.clone()) != *best => false,
            // "Union leaders in Battle Creek, Michigan, said"
            Some(best) => {
                let known = self.context.name_at(best.head).and_then(|name| name.kind);
                is_name
                    || self.tag(best.head) != PosTag::Name
                    || known == Some(EntityKind::Place) && self.is_voice(phrase)
            }
        }
    }

    /// Returns the subject that ends with the phrase at `last`: the phrase, or what its clause belongs to.
    pub(super) fn subject_to(&self, last: usize, steps: &mut usize) -> Option<NounPhrase> {
        let phrase = self.phrase_to(last)?;
        // "before he quit": a word that can only be a subject.
        if self.tag(last) == PosTag::Pronoun
            && phrase.tokens.len() == 1
            && self.is_somebody(&phrase)
        {
            return Some(phrase);
        }
        let Some(mut left) = self.before(phrase.tokens.start) else {
            return Some(phrase);
        };
        // "who hid £400,000 in sacks told"
        if self.tag(left) == PosTag::Other && self.tag(phrase.tokens.start) == PosTag::Number {
            left = self.before(left).unwrap_or(left);
        }
        match self.tag(left) {
            PosTag::Preposition => self.after_preposition(&phrase, left, steps),
            tag if tag.is_verb() || tag == PosTag::To || tag.is_finite() => {
                Some(self.antecedent(left).unwrap_or(phrase))
            }
            _ => Some(phrase),
        }
    }
}
