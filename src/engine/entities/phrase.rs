//! Reads noun phrases that describe a person or organisation: "the U.S. secretary of state".

use std::ops::Range;

use super::Gender;
use super::mention_table::MentionTable;
use crate::annotation::EntityKind;
use crate::engine::lexeme::name_words::{Country, entity_lexicon};
use crate::engine::lexeme::normalize;
use crate::engine::{Case, Page, TokenClass};

/// The maximum number of tokens before the head noun.
const MAX_BEFORE: usize = 8;
/// The maximum number of tokens after a preposition.
const MAX_AFTER: usize = 10;

/// A noun phrase whose head is a role.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct RolePhrase {
    /// The tokens of the phrase, without an article.
    pub(super) tokens: Range<usize>,
    /// The token of the head noun.
    pub(super) head: usize,
    /// The gender that the head noun shows.
    pub(super) gender: Gender,
}

/// Looks up the names of a page by their tokens.
pub(super) struct NameGrid<'p, 'a> {
    /// The page.
    pub(super) page: &'p Page<'a>,
    /// The names of the page.
    pub(super) mentions: &'p MentionTable<'a>,
}

impl NameGrid<'_, '_> {
    /// Returns the index of the name that contains the token.
    pub(super) fn mention_at(&self, token: usize) -> Option<usize> {
        let index = self
            .mentions
            .items
            .partition_point(|mention| mention.tokens.end <= token);
        let mention = self.mentions.items.get(index)?;
        mention.tokens.contains(&token).then_some(index)
    }

    /// Returns the index after the last token of the sentence that contains `token`.
    pub(super) fn sentence_end(&self, token: usize) -> usize {
        let sentences = self.page.sentences();
        let index = sentences.partition_point(|sentence| sentence.tokens.end <= token);
        sentences
            .get(index)
            .map_or(token, |sentence| sentence.tokens.end)
    }

    /// Returns the first token of the sentence that contains `token`.
    pub(super) fn sentence_start(&self, token: usize) -> usize {
        let sentences = self.page.sentences();
        let index = sentences.partition_point(|sentence| sentence.tokens.end <= token);
        sentences
            .get(index)
            .map_or(token, |sentence| sentence.tokens.start)
    }

    /// Returns whether a token is punctuation.
    pub(super) fn is_mark(&self, token: usize) -> bool {
        self.page
            .tokens()
            .get(token)
            .is_none_or(|token| token.class == TokenClass::Punctuation)
    }

    /// Returns the gender of the head noun at a token if it is a role of this kind, of people or of organisations;
    /// otherwise `None`.
    pub(super) fn head_at(&self, token: usize, kind: EntityKind) -> Option<Gender> {
        let role = self.page.naming(token).head()?;
        match kind {
            EntityKind::Person => role.person,
            _ => role.is_organization.then_some(Gender::Unknown),
        }
    }

    /// Returns the phrase that begins at `start` (an article or the first word) and has its head noun, with the words
    /// that belong to it, before `end`.
    pub(super) fn phrase(&self, start: usize, end: usize, kind: EntityKind) -> Option<RolePhrase> {
        let first = start + usize::from(is_determiner(self.page.lower(start)));
        let mut head = None;
        let mut at = first;
        while at < end && at <= first + MAX_BEFORE {
            let word = self.page.lower(at);
            let is_joined = word == "and" && head.is_some_and(|(head, _)| head + 1 == at);
            if !is_joined && (self.is_mark(at) || self.stops(at)) || self.is_somebody(at) {
                break;
            }
            if let Some(gender) = self.head_at(at, kind) {
                head = Some((at, gender));
            }
            at += 1;
        }
        let (head, gender) = head?;
        if at != head + 1 {
            return None;
        }
        Some(RolePhrase {
            tokens: first..self.tail(at, end),
            head,
            gender,
        })
    }

    /// Returns whether the token belongs to the name of a person. The owner in "Merkel's spokesman" does not count.
    fn is_somebody(&self, token: usize) -> bool {
        let mention = self
            .mention_at(token)
            .and_then(|index| self.mentions.items.get(index));
        mention.is_some_and(|mention| {
            mention.kind == EntityKind::Person && self.page.lower(mention.tokens.end) != "'s"
        })
    }

    fn stops(&self, token: usize) -> bool {
        self.page.naming(token).is_stop() && self.mention_at(token).is_none()
    }

    /// Returns the end of a prepositional phrase such as "of state" or "at the University of Leeds" that begins at
    /// `at`.
    fn tail(&self, at: usize, end: usize) -> usize {
        if !matches!(
            self.page.lower(at),
            "of" | "at" | "for" | "to" | "in" | "with" | "on" | "from"
        ) {
            return at;
        }
        let is_common = self
            .page
            .tokens()
            .get(at + 1)
            .is_none_or(|token| token.case == Case::Lower);
        let is_loose = matches!(self.page.lower(at), "in" | "to" | "on" | "with" | "from");
        // "Manager in charge", "minister in talks": no part of the role, as "manager in Leeds" is.
        if is_loose && is_common && self.page.lower(at + 1) != "the" {
            return at;
        }
        let mut last = at + 1;
        while last < end && last <= at + MAX_AFTER {
            let word = self.page.lower(last);
            let is_inner = matches!(
                word,
                "of" | "the" | "and" | "for" | "at" | "in" | "on" | "from" | "its"
            );
            if !is_inner && (self.is_mark(last) || self.stops(last)) || self.is_somebody(last) {
                break;
            }
            last += 1;
        }
        while last > at + 1
            && matches!(
                self.page.lower(last - 1),
                "of" | "the" | "and" | "for" | "at" | "in" | "on" | "from" | "its"
            )
        {
            last -= 1;
        }
        if last == at + 1 { at } else { last }
    }

    /// Returns the normalized words of tokens, for comparing two phrases. Countries and their adjectives become the
    /// same word.
    pub(super) fn words(&self, tokens: Range<usize>) -> Vec<String> {
        let mut words = Vec::with_capacity(tokens.len());
        let mut at = tokens.start;
        while at < tokens.end {
            let mention = self
                .mention_at(at)
                .and_then(|index| self.mentions.items.get(index));
            let folded;
            let (key, next) = if let Some(mention) = mention {
                (&*self.mentions.form_of(mention).key, mention.tokens.end)
            } else {
                folded = normalize::fold_name(self.page.word(at));
                (folded.as_str(), at + 1)
            };
            match entity_lexicon().country(key) {
                Some(Country::Is(name) | Country::People(name)) => words.push(name.to_owned()),
                None => words.extend(
                    key.split(' ')
                        .filter(|word| !word.is_empty() && *word != "s")
                        .map(str::to_owned),
                ),
            }
            at = next.max(at + 1);
        }
        words
    }
}

/// Returns whether a lower-case word is a determiner, which begins a noun phrase.
pub(super) fn is_determiner(word: &str) -> bool {
    matches!(
        word,
        "the" | "a" | "an" | "his" | "her" | "its" | "their" | "our" | "my"
    )
}
