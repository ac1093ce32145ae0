//! Noun phrases: where one begins and ends, to the left and to the right.

use std::ops::Range;

use super::context::{QuoteContext, SentenceFrame};
use crate::engine::syntax::part_of_speech::PosTag;

/// How far a simple noun phrase may reach from its head, in tokens. A list of names is the longest that is one.
const MAX_PHRASE_TOKENS: usize = 64;

/// A noun phrase in a sentence, in the part of speaker.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct NounPhrase {
    /// Its tokens: the head with its determiner, names, and "of …".
    pub(super) tokens: Range<usize>,
    /// The last token of the head.
    pub(super) head: usize,
}

impl NounPhrase {
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

/// Finds phrases in one frame of a context.
pub(super) struct PhraseGrammar<'s, 'a, 'p> {
    pub(super) context: &'s QuoteContext<'a, 'p>,
    pub(super) frame: &'s SentenceFrame,
}

impl PhraseGrammar<'_, '_, '_> {
    pub(super) fn before(&self, index: usize) -> Option<usize> {
        self.context.before(self.frame, index)
    }

    pub(super) fn tag(&self, index: usize) -> PosTag {
        self.context.tag(index)
    }

    pub(super) fn lower(&self, index: usize) -> &str {
        self.context.page.lower(index)
    }

    /// Returns the start of the simple noun phrase that ends with token `last`.
    fn simple_start(&self, last: usize) -> usize {
        let mut start = last;
        let floor = last.saturating_sub(MAX_PHRASE_TOKENS);
        loop {
            if let Some(name) = self.context.name_at(start) {
                start = name.tokens.start.max(self.frame.tokens.start);
            }
            if matches!(
                self.tag(start),
                PosTag::Pronoun | PosTag::Object | PosTag::Determiner
            ) || self.tag(start) == PosTag::Possessive && !self.lower(start).starts_with('\'')
            {
                return start;
            }
            let Some(left) = self.before(start).filter(|left| *left >= floor) else {
                return start;
            };
            match self.tag(left) {
                PosTag::Noun
                | PosTag::Plural
                | PosTag::Name
                | PosTag::Title
                | PosTag::Number
                | PosTag::Adjective
                | PosTag::Possessive
                | PosTag::Determiner => start = left,
                PosTag::Participle | PosTag::Ing
                    if matches!(
                        self.before(left).map(|i| self.tag(i)),
                        Some(PosTag::Determiner | PosTag::Adjective | PosTag::Possessive)
                    ) =>
                {
                    start = left;
                }
                PosTag::Time if self.tag(start) == PosTag::Possessive => start = left,
                PosTag::Adverb
                    if matches!(self.tag(start), PosTag::Adjective)
                        && matches!(
                            self.before(left).map(|i| self.tag(i)),
                            Some(PosTag::Determiner)
                        ) =>
                {
                    start = left;
                }
                PosTag::And if self.joins_names(left, start) => match self.before(left) {
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
            && self.tag(start) == PosTag::Name
            && left == Some(PosTag::Name)
            || self.lower(and) == "and"
                && (self.tag(start) == PosTag::Plural && left == Some(PosTag::Plural)
                    || self.tag(start) == PosTag::Adjective && left == Some(PosTag::Adjective))
    }

    /// Returns the noun phrase that ends with token `last`, with the head that its "of …" belongs to.
    pub(super) fn phrase_to(&self, last: usize) -> Option<NounPhrase> {
        let link = self.before(last);
        let hangs = match self.tag(last) {
            PosTag::Object => {
                link.is_some_and(|at| matches!(self.tag(at), PosTag::Preposition | PosTag::To))
            }
            PosTag::Pronoun => link.is_some_and(|at| self.lower(at) == "of"),
            _ => false,
        };
        if matches!(
            self.tag(last),
            PosTag::Pronoun | PosTag::Object | PosTag::Relative
        ) && !hangs
        {
            return Some(NounPhrase::word(last));
        }
        if !self.tag(last).is_head() && self.tag(last) != PosTag::Adjective {
            return None;
        }
        let mut phrase = NounPhrase {
            tokens: self.simple_start(last)..last + 1,
            head: last,
        };
        for _ in 0..6 {
            let Some(link) = self.before(phrase.tokens.start) else {
                break;
            };
            if !matches!(self.tag(link), PosTag::Preposition | PosTag::To)
                || matches!(
                    self.lower(link),
                    "by" | "after" | "before" | "since" | "during" | "than" | "according"
                )
            {
                break;
            }
            let Some(end) = self.head_before(link) else {
                break;
            };
            phrase = NounPhrase {
                tokens: self.simple_start(end)..last + 1,
                head: end,
            };
        }
        Some(phrase)
    }

    /// Returns the head of the phrase that a preposition attaches to: "the head" in "the head of the firm".
    fn head_before(&self, link: usize) -> Option<usize> {
        let mut end = self.before(link)?;
        if matches!(
            self.tag(end),
            PosTag::Participle | PosTag::Adjective | PosTag::Ing
        ) && let Some(further) = self.before(end)
            && self.tag(further).is_head()
        {
            end = further;
        }
        // "a pal of the singer"
        if self.tag(end) == PosTag::Adjective
            && self.lower(link) == "of"
            && self
                .before(end)
                .is_some_and(|left| self.tag(left) == PosTag::Determiner)
        {
            return Some(end);
        }
        // "nine out of ten"
        if self.lower(end) == "out"
            && self.lower(link) == "of"
            && let Some(number) = self
                .before(end)
                .filter(|at| self.tag(*at) == PosTag::Number)
        {
            end = number;
        }
        let is_part = self.tag(end) == PosTag::Pronoun && is_quantity(self.lower(end));
        let is_pronoun = matches!(self.tag(end), PosTag::Pronoun | PosTag::Object);
        (self.tag(end).is_head() && (!is_pronoun || is_part)).then_some(end)
    }

    /// Returns the phrase that follows a verb as its subject: "said Karen Oduya", "replied her brother".
    pub(super) fn inverted(&self, verb: usize) -> Option<NounPhrase> {
        let mut start = self.context.after(self.frame, verb)?;
        if self.tag(start) == PosTag::Adverb {
            start = self.context.after(self.frame, start)?;
        }
        self.phrase_from(start)
    }

    /// Returns the noun phrase that begins at `start`.
    pub(super) fn phrase_from(&self, start: usize) -> Option<NounPhrase> {
        if matches!(self.tag(start), PosTag::Pronoun) {
            return Some(NounPhrase::word(start));
        }
        let head = self.simple_end(start)?;
        let mut phrase = NounPhrase {
            tokens: start..head + 1,
            head,
        };
        for _ in 0..4 {
            let Some(link) = self.context.after(self.frame, phrase.tokens.end - 1) else {
                break;
            };
            let is_link = self.tag(link) == PosTag::Preposition
                && matches!(
                    self.lower(link),
                    "of" | "for" | "at" | "from" | "with" | "in" | "on" | "to"
                );
            let is_strong =
                matches!(self.lower(link), "of" | "for") || self.tag(phrase.head) != PosTag::Name;
            if !is_link || !is_strong {
                break;
            }
            let Some(next) = self.context.after(self.frame, link) else {
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
            if let Some(name) = self.context.name_at(at) {
                at = (name.tokens.end - 1).min(self.frame.tokens.end - 1);
                last = Some(at);
            }
            let ends = match self.tag(at) {
                PosTag::Noun | PosTag::Plural | PosTag::Name | PosTag::Title | PosTag::Number => {
                    last = Some(at);
                    false
                }
                PosTag::Determiner => last.is_some() || at > start + 1,
                PosTag::Possessive if self.lower(at).starts_with('\'') => last.is_none(),
                PosTag::Possessive => at != start,
                PosTag::Adjective => last.is_some_and(|last| {
                    self.tag(last) != PosTag::Number
                        && self.tag(at - 1) != PosTag::Possessive
                        && !self.is_inside_title(start, at)
                }),
                PosTag::Participle | PosTag::Ing => at != start + 1,
                PosTag::And => !self.goes_on_after_and(at),
                _ => true,
            };
            if ends {
                return last;
            }
            let next = self.context.after(self.frame, at);
            let Some(next) = next.filter(|next| *next < start + MAX_PHRASE_TOKENS) else {
                return last;
            };
            at = next;
        }
    }

    /// Returns whether an adjective stands between the nouns of a title: "the chief medical officer".
    fn is_inside_title(&self, start: usize, adjective: usize) -> bool {
        matches!(self.tag(start), PosTag::Determiner | PosTag::Possessive)
            && matches!(self.tag(adjective - 1), PosTag::Noun | PosTag::Title)
            && self.tag(adjective + 1) == PosTag::Title
    }

    fn goes_on_after_and(&self, and: usize) -> bool {
        let before = self.before(and).map(|at| self.tag(at));
        let after = self.context.after(self.frame, and).map(|at| self.tag(at));
        let leads_to_name = || (and + 2..and + 4).any(|at| self.tag(at) == PosTag::Name);
        match (before, after) {
            (Some(PosTag::Name), Some(PosTag::Name))
            | (Some(PosTag::Plural), Some(PosTag::Plural)) => true,
            // "lobbyist and party strategist Bo Dahl"
            (
                Some(PosTag::Noun | PosTag::Title),
                Some(PosTag::Noun | PosTag::Title | PosTag::Adjective | PosTag::Name),
            ) => leads_to_name(),
            _ => false,
        }
    }
}
