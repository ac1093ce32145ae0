//! Noun phrases: where one begins and ends, to the left and to the right.

use std::ops::Range;

use super::scene::{Frame, Scene};
use super::tag::Tag;

/// How far a simple noun phrase may reach from its head, in tokens. A list of names is the longest that is one.
const MAX_PHRASE_TOKENS: usize = 64;

/// A noun phrase in a sentence, in the part of speaker.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Phrase {
    /// Its tokens: the head with its determiner, names, and "of …".
    pub(super) tokens: Range<usize>,
    /// The last token of the head.
    pub(super) head: usize,
}

impl Phrase {
    pub(super) const fn word(token: usize) -> Self {
        Self {
            tokens: token..token + 1,
            head: token,
        }
    }
}

/// Returns whether a word counts what "of" follows: "many of them".
fn is_quantity(lower: &str) -> bool {
    matches!(
        lower,
        "many"
            | "some"
            | "most"
            | "all"
            | "both"
            | "several"
            | "few"
            | "none"
            | "one"
            | "those"
            | "each"
            | "others"
    )
}

/// Finds phrases in one frame of a scene.
pub(super) struct Grammar<'s, 'a, 'p> {
    pub(super) scene: &'s Scene<'a, 'p>,
    pub(super) frame: &'s Frame,
}

impl Grammar<'_, '_, '_> {
    pub(super) fn before(&self, index: usize) -> Option<usize> {
        self.scene.before(self.frame, index)
    }

    pub(super) fn tag(&self, index: usize) -> Tag {
        self.scene.tag(index)
    }

    pub(super) fn lower(&self, index: usize) -> &str {
        self.scene.page.lower(index)
    }

    /// Returns the start of the simple noun phrase that ends with token `last`.
    fn simple_start(&self, last: usize) -> usize {
        let mut start = last;
        let floor = last.saturating_sub(MAX_PHRASE_TOKENS);
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
            let Some(left) = self.before(start).filter(|left| *left >= floor) else {
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
                    start = left;
                }
                Tag::Time if self.tag(start) == Tag::Possessive => start = left,
                Tag::Adverb
                    if matches!(self.tag(start), Tag::Adjective)
                        && matches!(
                            self.before(left).map(|i| self.tag(i)),
                            Some(Tag::Determiner)
                        ) =>
                {
                    start = left;
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
                && (self.tag(start) == Tag::Plural && left == Some(Tag::Plural)
                    || self.tag(start) == Tag::Adjective && left == Some(Tag::Adjective))
    }

    /// Returns the noun phrase that ends with token `last`, with the head that its "of …" belongs to.
    pub(super) fn phrase_to(&self, last: usize) -> Option<Phrase> {
        let link = self.before(last);
        let hangs = match self.tag(last) {
            Tag::Object => {
                link.is_some_and(|at| matches!(self.tag(at), Tag::Preposition | Tag::To))
            }
            Tag::Pronoun => link.is_some_and(|at| self.lower(at) == "of"),
            _ => false,
        };
        if matches!(self.tag(last), Tag::Pronoun | Tag::Object | Tag::Relative) && !hangs {
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
            if !matches!(self.tag(link), Tag::Preposition | Tag::To)
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
            // "nine out of ten"
            if self.lower(end) == "out"
                && self.lower(link) == "of"
                && let Some(number) = self.before(end).filter(|at| self.tag(*at) == Tag::Number)
            {
                end = number;
            }
            let is_part = self.tag(end) == Tag::Pronoun && is_quantity(self.lower(end));
            if !self.tag(end).is_head()
                || matches!(self.tag(end), Tag::Pronoun | Tag::Object) && !is_part
            {
                break;
            }
            phrase = Phrase {
                tokens: self.simple_start(end)..last + 1,
                head: end,
            };
        }
        Some(phrase)
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
            let next = self.scene.after(self.frame, at);
            let Some(next) = next.filter(|next| *next < start + MAX_PHRASE_TOKENS) else {
                return last;
            };
            at = next;
        }
    }

    fn goes_on_after_and(&self, and: usize) -> bool {
        let before = self.before(and).map(|at| self.tag(at));
        let after = self.scene.after(self.frame, and).map(|at| self.tag(at));
        let leads_to_name = || (and + 2..and + 4).any(|at| self.tag(at) == Tag::Name);
        match (before, after) {
            (Some(Tag::Name), Some(Tag::Name)) | (Some(Tag::Plural), Some(Tag::Plural)) => true,
            // "lobbyist and party strategist Bo Dahl"
            (
                Some(Tag::Noun | Tag::Title),
                Some(Tag::Noun | Tag::Title | Tag::Adjective | Tag::Name),
            ) => leads_to_name(),
            _ => false,
        }
    }
}
