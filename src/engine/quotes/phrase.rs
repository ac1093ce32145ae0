//! Noun phrases, and which of them is the subject of a verb.

use std::ops::Range;

use super::scene::{Frame, Scene};
use super::tag::Tag;

/// How many steps a search for a subject may take: sentences nest, but not for ever.
const MOST_STEPS: usize = 60;

/// A noun phrase in a sentence, in the part of speaker.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Phrase {
    /// Its tokens: the head with its determiner, names, and "of …".
    pub(super) tokens: Range<usize>,
    /// The last token of the head.
    pub(super) head: usize,
}

impl Phrase {
    const fn word(token: usize) -> Self {
        Self {
            tokens: token..token + 1,
            head: token,
        }
    }
}

/// Finds phrases in one frame of a scene.
pub(super) struct Grammar<'s, 'a, 'p> {
    pub(super) scene: &'s Scene<'a, 'p>,
    pub(super) frame: &'s Frame,
}

impl Grammar<'_, '_, '_> {
    fn before(&self, index: usize) -> Option<usize> {
        self.scene.before(self.frame, index)
    }

    fn tag(&self, index: usize) -> Tag {
        self.scene.tag(index)
    }

    fn lower(&self, index: usize) -> &str {
        self.scene.page.lower(index)
    }

    /// Returns the start of the simple noun phrase that ends with token `last`.
    fn simple_start(&self, last: usize) -> usize {
        let mut start = last;
        loop {
            if let Some(name) = self.scene.name_at(start) {
                start = name.tokens.start.max(self.frame.tokens.start);
            }
            if matches!(
                self.tag(start),
                Tag::Pronoun | Tag::Object | Tag::Determiner
            ) || self.tag(start) == Tag::Possessive && !self.lower(start).starts_with('\'')
            {
                return start;
            }
            let Some(left) = self.before(start) else {
                return start;
            };
            match self.tag(left) {
                Tag::Noun
                | Tag::Plural
                | Tag::Name
                | Tag::Title
                | Tag::Number
                | Tag::Adjective
                | Tag::Possessive
                | Tag::Determiner => start = left,
                Tag::Participle | Tag::Ing
                    if matches!(
                        self.before(left).map(|i| self.tag(i)),
                        Some(Tag::Determiner | Tag::Adjective | Tag::Possessive)
                    ) =>
                {
                    start = left
                }
                Tag::Time if self.tag(start) == Tag::Possessive => start = left,
                Tag::Adverb
                    if matches!(self.tag(start), Tag::Adjective)
                        && matches!(
                            self.before(left).map(|i| self.tag(i)),
                            Some(Tag::Determiner)
                        ) =>
                {
                    start = left
                }
                Tag::And if self.joins_names(left, start) => match self.before(left) {
                    Some(other) => start = other,
                    None => return start,
                },
                _ => return start,
            }
        }
    }

    /// Returns whether "and" joins two names, as in "Lula and Petro".
    fn joins_names(&self, and: usize, start: usize) -> bool {
        let left = self.before(and).map(|i| self.tag(i));
        matches!(self.lower(and), "and" | "&")
            && self.tag(start) == Tag::Name
            && left == Some(Tag::Name)
            || self.lower(and) == "and"
                && self.tag(start) == Tag::Plural
                && left == Some(Tag::Plural)
    }

    /// Returns the noun phrase that ends with token `last`, with the head that its "of …" belongs to.
    pub(super) fn phrase_to(&self, last: usize) -> Option<Phrase> {
        if matches!(self.tag(last), Tag::Pronoun | Tag::Object | Tag::Relative) {
            return Some(Phrase::word(last));
        }
        if !self.tag(last).is_head() && self.tag(last) != Tag::Adjective {
            return None;
        }
        let mut phrase = Phrase {
            tokens: self.simple_start(last)..last + 1,
            head: last,
        };
        for _ in 0..6 {
            let Some(link) = self.before(phrase.tokens.start) else {
                break;
            };
            if self.tag(link) != Tag::Preposition
                || matches!(
                    self.lower(link),
                    "by" | "after" | "before" | "since" | "during" | "than" | "according"
                )
            {
                break;
            }
            let Some(mut end) = self.before(link) else {
                break;
            };
            if matches!(self.tag(end), Tag::Participle | Tag::Adjective | Tag::Ing)
                && let Some(further) = self.before(end)
                && self.tag(further).is_head()
            {
                end = further;
            }
            if !self.tag(end).is_head() || matches!(self.tag(end), Tag::Pronoun | Tag::Object) {
                break;
            }
            phrase = Phrase {
                tokens: self.simple_start(end)..last + 1,
                head: end,
            };
        }
        Some(phrase)
    }

    /// Returns the subject of the verb at `verb`, looking to its left.
    pub(super) fn subject(&self, verb: usize) -> Option<Phrase> {
        self.subject_within(verb, &mut 0)
    }

    fn subject_within(&self, verb: usize, steps: &mut usize) -> Option<Phrase> {
        let mut at = self.before(verb)?;
        loop {
            *steps += 1;
            if *steps > MOST_STEPS {
                return None;
            }
            match self.tag(at) {
                Tag::Adverb | Tag::Modal | Tag::Be | Tag::Have | Tag::Do | Tag::Not => {
                    at = self.before(at)?
                }
                Tag::Time => at = self.before_time(at)?,
                Tag::To | Tag::Base | Tag::Ing | Tag::Finite | Tag::Participle => {
                    return self.chain(at, steps);
                }
                Tag::Relative | Tag::That => return Some(Phrase::word(at)),
                Tag::Comma | Tag::Dash => return self.across_comma(at, steps),
                Tag::And => return self.coordinated(at, steps),
                Tag::Close => at = self.before_bracket(at)?,
                Tag::Quote if self.is_part_of_phrase(at) => at = self.before(at)?,
                _ => return self.from_phrase(at, steps),
            }
        }
    }

    /// Returns whether a stretch in marks is a word of the writer's phrase, as in `The "Today" host`.
    fn is_part_of_phrase(&self, quote: usize) -> bool {
        let Some(stretch) = self
            .scene
            .stretch_at(quote)
            .and_then(|number| self.scene.stretches.get(number))
        else {
            return false;
        };
        let last = stretch.inner().end.saturating_sub(1);
        !matches!(self.tag(last), Tag::Comma | Tag::Stop)
            && self
                .before(quote)
                .is_some_and(|left| self.tag(left).is_inside_phrase())
    }

    /// Returns what stands before "on Friday", "last week".
    fn before_time(&self, time: usize) -> Option<usize> {
        let mut at = self.before(time)?;
        while matches!(
            self.tag(at),
            Tag::Time | Tag::Number | Tag::Adjective | Tag::Determiner | Tag::Adverb
        ) {
            at = self.before(at)?;
        }
        if matches!(self.tag(at), Tag::Preposition) {
            self.before(at)
        } else {
            Some(at)
        }
    }

    fn before_bracket(&self, close: usize) -> Option<usize> {
        let mut at = self.before(close)?;
        for _ in 0..MOST_STEPS {
            if self.tag(at) == Tag::Open {
                return self.before(at);
            }
            at = self.before(at)?;
        }
        None
    }

    /// Follows "went on to say" and "is quick to point out" to the verb that has the subject.
    fn chain(&self, from: usize, steps: &mut usize) -> Option<Phrase> {
        let mut at = from;
        let mut n_verbs = 0;
        for _ in 0..8 {
            match self.tag(at) {
                Tag::Finite => return self.subject_within(at, steps),
                Tag::Be | Tag::Have | Tag::Do | Tag::Modal => {
                    return self.subject_within(at, steps);
                }
                Tag::To
                | Tag::Base
                | Tag::Adverb
                | Tag::Adjective
                | Tag::Preposition
                | Tag::Not => {}
                Tag::Ing | Tag::Participle => n_verbs += 1,
                Tag::Comma | Tag::And if n_verbs > 0 => return self.governed(at, steps),
                _ => return None,
            }
            at = self.before(at)?;
        }
        None
    }

    /// Returns the subject of the nearest finite verb before `at`: that of a participle's or coordinated verb's clause.
    fn governed(&self, at: usize, steps: &mut usize) -> Option<Phrase> {
        let mut at = self.before(at)?;
        loop {
            *steps += 1;
            if *steps > MOST_STEPS {
                return None;
            }
            if self.tag(at) == Tag::Finite
                || matches!(self.tag(at), Tag::Be | Tag::Have | Tag::Do | Tag::Modal)
            {
                if let Some(phrase) = self.inverted(at).filter(|_| self.scene.cue(at).is_some()) {
                    if self.subject_within(at, steps).is_none() {
                        return Some(phrase);
                    }
                }
                let subject = self.subject_within(at, steps);
                match &subject {
                    Some(phrase) if matches!(self.tag(phrase.head), Tag::Relative | Tag::That) => {}
                    Some(_) => return subject,
                    None => {}
                }
            }
            at = self.before(at)?;
        }
    }

    fn coordinated(&self, and: usize, steps: &mut usize) -> Option<Phrase> {
        self.governed(and, steps)
    }

    /// Returns the subject of a participle such as "adding": that of the clause it hangs on.
    pub(super) fn participle_subject(&self, verb: usize) -> Option<Phrase> {
        let left = self.before(verb);
        if let Some(at) = left
            && self.tag(at).is_head()
            && self.tag(at) != Tag::Number
            && self
                .before(at)
                .is_none_or(|further| !self.tag(further).is_verb())
            && let Some(phrase) = self.phrase_to(at)
            && phrase.tokens.start == self.frame.tokens.start
        {
            return Some(phrase);
        }
        self.governed(verb, &mut 0)
            .or_else(|| self.main_subject(verb))
    }

    /// Returns the subject of the first finite verb after `verb`: "Calling it a lie, Roe left."
    fn main_subject(&self, verb: usize) -> Option<Phrase> {
        let mut at = verb;
        let mut has_comma = false;
        loop {
            at = self.scene.after(self.frame, at)?;
            match self.tag(at) {
                Tag::Comma => has_comma = true,
                Tag::Finite | Tag::Be | Tag::Have | Tag::Modal | Tag::Do if has_comma => {
                    return self.subject(at);
                }
                _ => {}
            }
        }
    }

    /// Looks past ", the chairman of the board," and ", who runs the shelter,".
    fn across_comma(&self, comma: usize, steps: &mut usize) -> Option<Phrase> {
        let mut at = self.before(comma)?;
        let mut n_segments = 0;
        let mut best: Option<Phrase> = None;
        let mut has_finite = false;
        let mut has_relative = false;
        loop {
            *steps += 1;
            if *steps > 2 * MOST_STEPS {
                return best;
            }
            match self.tag(at) {
                Tag::Comma | Tag::Dash => {
                    if has_finite && !has_relative {
                        return best;
                    }
                    let Some(left) = self.before(at) else {
                        return best;
                    };
                    if self.tag(left).is_head() || self.tag(left) == Tag::Close {
                        let left = if self.tag(left) == Tag::Close {
                            self.before_bracket(left)?
                        } else {
                            left
                        };
                        if let Some(phrase) = self.from_phrase(left, steps)
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
                Tag::Relative | Tag::That => has_relative = true,
                Tag::Subordinator | Tag::Semicolon | Tag::Colon | Tag::Quote => return best,
                tag => has_finite |= tag.is_finite(),
            }
            let Some(left) = self.before(at) else {
                return best;
            };
            at = left;
        }
    }

    /// Returns whether a phrase can be what an apposition describes: names before others, and no time.
    fn can_be_set_off(&self, phrase: &Phrase, best: Option<&Phrase>) -> bool {
        let is_name = self.tag(phrase.head) == Tag::Name;
        match best {
            None => true,
            Some(best) => is_name || self.tag(best.head) != Tag::Name,
        }
    }

    /// Returns the subject that ends with the phrase at `last`: the phrase, or what its clause belongs to.
    fn from_phrase(&self, last: usize, steps: &mut usize) -> Option<Phrase> {
        let phrase = self.phrase_to(last)?;
        let Some(left) = self.before(phrase.tokens.start) else {
            return Some(phrase);
        };
        match self.tag(left) {
            Tag::Preposition => self.after_preposition(phrase, left, steps),
            tag if tag.is_verb() || tag == Tag::To || tag.is_finite() => {
                Some(self.antecedent(left).unwrap_or(phrase))
            }
            _ => Some(phrase),
        }
    }

    /// Returns the subject where a phrase hangs on a preposition that hangs on nothing: "In a statement Roe said".
    fn after_preposition(&self, phrase: Phrase, link: usize, steps: &mut usize) -> Option<Phrase> {
        if let Some(name) = self.scene.name_at(phrase.head)
            && name.tokens.start > phrase.tokens.start + 1
        {
            return Some(Phrase {
                tokens: name.tokens.start..phrase.tokens.end,
                head: phrase.head,
            });
        }
        if let Some(phrase) = self.before(link).and_then(|at| self.antecedent(at)) {
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

    /// Returns what "who", "which" or "that" before the verb at `verb` stands for: "people who saw the fire".
    fn antecedent(&self, verb: usize) -> Option<Phrase> {
        let mut at = verb;
        for _ in 0..12 {
            match self.tag(at) {
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

    /// Returns the phrase that follows a verb as its subject: "said Karen Oduya", "replied her brother".
    pub(super) fn inverted(&self, verb: usize) -> Option<Phrase> {
        let mut start = self.scene.after(self.frame, verb)?;
        if self.tag(start) == Tag::Adverb {
            start = self.scene.after(self.frame, start)?;
        }
        self.phrase_from(start)
    }

    /// Returns the noun phrase that begins at `start`.
    pub(super) fn phrase_from(&self, start: usize) -> Option<Phrase> {
        if matches!(self.tag(start), Tag::Pronoun) {
            return Some(Phrase::word(start));
        }
        let head = self.simple_end(start)?;
        let mut phrase = Phrase {
            tokens: start..head + 1,
            head,
        };
        for _ in 0..4 {
            let Some(link) = self.scene.after(self.frame, phrase.tokens.end - 1) else {
                break;
            };
            let is_link = self.tag(link) == Tag::Preposition
                && matches!(
                    self.lower(link),
                    "of" | "for" | "at" | "from" | "with" | "in" | "on" | "to"
                );
            let is_strong =
                matches!(self.lower(link), "of" | "for") || self.tag(phrase.head) != Tag::Name;
            if !is_link || !is_strong {
                break;
            }
            let Some(next) = self.scene.after(self.frame, link) else {
                break;
            };
            let Some(end) = self.simple_end(next) else {
                break;
            };
            phrase.tokens.end = end + 1;
        }
        Some(phrase)
    }

    /// Returns the last token of the simple noun phrase that begins at `start`.
    fn simple_end(&self, start: usize) -> Option<usize> {
        let mut last = None;
        let mut at = start;
        loop {
            if let Some(name) = self.scene.name_at(at) {
                at = (name.tokens.end - 1).min(self.frame.tokens.end - 1);
                last = Some(at);
            }
            let ends = match self.tag(at) {
                Tag::Noun | Tag::Plural | Tag::Name | Tag::Title | Tag::Number => {
                    last = Some(at);
                    false
                }
                Tag::Determiner => last.is_some() || at > start + 1,
                Tag::Possessive if self.lower(at).starts_with('\'') => last.is_none(),
                Tag::Possessive => at != start,
                Tag::Adjective => last.is_some_and(|last| {
                    self.tag(last) != Tag::Number && self.tag(at - 1) != Tag::Possessive
                }),
                Tag::Participle | Tag::Ing => at != start + 1,
                Tag::And => !self.goes_on_after_and(at),
                _ => true,
            };
            if ends {
                return last;
            }
            let Some(next) = self.scene.after(self.frame, at) else {
                return last;
            };
            at = next;
        }
    }

    fn goes_on_after_and(&self, and: usize) -> bool {
        let before = self.before(and).map(|at| self.tag(at));
        let after = self.scene.after(self.frame, and).map(|at| self.tag(at));
        matches!(
            (before, after),
            (Some(Tag::Name), Some(Tag::Name)) | (Some(Tag::Plural), Some(Tag::Plural))
        )
    }
}
