//! Whom a pronoun that speaks stands for: by gender, number, recency, and who was speaking.

use super::context::{QuoteContext, TokenizedName};
use super::quote_words::QuoteWord;
use crate::annotation::{Confidence, EntityId, EntityKind, Mention, MentionForm, RuleId};
use crate::engine::lexeme::name_words::NameWord;
use crate::engine::rule::{FindingKind, Rule};
use crate::engine::syntax::part_of_speech::PosTag;
use crate::engine::{Draft, Found, Gender, PronounFit};
use crate::invariant::ExpectOr;

pub(super) static PRONOUN: Rule = Rule {
    id: RuleId("quotes/speaker-pronoun"),
    summary: "The speaker is whom a pronoun stands for.",
    needs: &[FindingKind::Names, FindingKind::Entities],
    finds: &[
        "Anna Brandt beat Maria Lund in two sets. “I served well,” ⟦she⟧ said.",
        "Ana Roe left at six. “It was dark,” ⟦she⟧ said.",
    ],
    silent: &[
        "Anna Brandt and Maria Lund met at the net. “I served well,” she said.",
        "“I served well,” said Anna Brandt.",
    ],
};

pub(super) static RELATIVE: Rule = Rule {
    id: RuleId("quotes/speaker-relative"),
    summary: "The speaker is the name before “who”.",
    needs: &[FindingKind::Names, FindingKind::Entities],
    finds: &[
        "Joe Mbeki, ⟦who⟧ said “every bed is taken,” runs the shelter.",
        "The call came from Ana Roe, ⟦who⟧ said the pier was lost.",
    ],
    silent: &[
        "Joe Mbeki, whose shelter is full, said “every bed is taken.”",
        "The man who said “every bed is taken” left.",
    ],
};

/// The maximum number of mentions before a pronoun that are weighed.
const MAX_NAMES_BACK: usize = 14;

/// How many of the pronouns resolved last are looked at for one that several quotations share.
const MAX_REPEATS: usize = 32;

/// The maximum number of tokens that may join two names: "and her younger sister,".
const MAX_JOINING_TOKENS: usize = 6;

/// How many tokens after a name may hold the verb that says that its bearer died: ", who drowned".
const MAX_TOKENS_TO_VERB: usize = 4;

/// The maximum number of tokens of its own phrase that may precede a name at the start of a sentence: "The 61-year-old
/// club secretary".
const MAX_OPENING_TOKENS: usize = 6;

/// The maximum number of tokens after "his" that may hold the word for a relative: "his third wife".
const MAX_TOKENS_TO_RELATIVE: usize = 3;

/// How many sentences a subject stays the one that a pronoun means before all others.
const MAX_FRAMES_OF_SUBJECT: usize = 4;

/// How far back a sentence is read for the clause that a name stands in, in tokens.
pub(super) const MAX_CLAUSE_TOKENS: usize = 40;

/// Returns the gender that a pronoun shows.
fn gender_of(pronoun: &str) -> Option<Gender> {
    match pronoun {
        "he" => Some(Gender::Male),
        "she" => Some(Gender::Female),
        _ => None,
    }
}

/// Resolves the pronouns of a page, and keeps those that it resolved.
pub(super) struct Pronouns<'s, 'a, 'p> {
    pub(super) context: &'s QuoteContext<'a, 'p>,
    draft: &'s Draft,
    /// The names outside quotation marks, as indices into the context's.
    free: Vec<usize>,
    /// The heads of the phrases that speak by a verb of saying, as tokens in order.
    pub(super) speaking: Vec<usize>,
    found: Vec<Found<Mention>>,
}

impl<'s, 'a, 'p> Pronouns<'s, 'a, 'p> {
    /// Returns one that has resolved nothing yet.
    pub(super) fn new(
        context: &'s QuoteContext<'a, 'p>,
        draft: &'s Draft,
        speaking: Vec<usize>,
    ) -> Self {
        let is_free = |name: &TokenizedName| context.stretch_at(name.tokens.start).is_none();
        let names = context.names.iter().enumerate();
        let free = names.filter(|(_, name)| is_free(name)).map(|(at, _)| at);
        Self {
            context,
            draft,
            free: free.collect(),
            speaking,
            found: Vec::new(),
        }
    }

    /// Returns the entity that the pronoun at `token` stands for, where one is likelier than all others, with the rule that
    /// says so and how sure it is, in percent.
    pub(super) fn resolve(&mut self, token: usize) -> Option<(EntityId, &'static Rule, u8)> {
        let is_relative = self.context.tag(token) == PosTag::Relative;
        let by = if is_relative { &RELATIVE } else { &PRONOUN };
        let range = self.context.page.tokens().get(token)?.range;
        if !self.context.page.allows(by) {
            return None;
        }
        let mut known = self.found.iter().rev().take(MAX_REPEATS);
        if let Some(known) = known.find(|found| found.range == range) {
            return Some((known.what.entity, by, known.confidence.get()));
        }
        let (entity, percent) = if is_relative {
            (self.antecedent(token)?, 85)
        } else {
            self.best(token)?
        };
        self.found.push(Found {
            range,
            what: Mention {
                entity,
                form: MentionForm::Pronoun,
            },
            by: by.id,
            confidence: Confidence::percent(percent),
        });
        Some((entity, by, percent))
    }

    /// Returns the entity right before "who".
    fn antecedent(&self, token: usize) -> Option<EntityId> {
        let mut at = token.checked_sub(1)?;
        if self.context.tag(at) == PosTag::Comma {
            at = at.checked_sub(1)?;
        }
        self.context.name_at(at).and_then(|name| name.entity)
    }

    /// Returns the best candidate: those that agree, subjects and who is quoted before others, then the nearest.
    ///
    /// Without a candidate that stands out nobody is meant for sure.
    fn best(&self, token: usize) -> Option<(EntityId, u8)> {
        let mut best: Option<(i32, EntityId)> = None;
        let mut second = 0;
        for (score, entity) in self.weigh(token) {
            match best {
                Some((top, known)) if known == entity => best = Some((top.max(score), entity)),
                Some((top, _)) if top >= score => second = second.max(score),
                Some((top, _)) => {
                    second = second.max(top);
                    best = Some((score, entity));
                }
                None => best = Some((score, entity)),
            }
        }
        let (score, entity) = best?;
        // "she continued" is who spoke before.
        let goes_on = QuoteWord::Continuing.has(self.context.page.lower(token + 1));
        if !goes_on && self.has_stranger(token) || self.follows_unnamed_speaker(token) {
            return None;
        }
        if self.is_far_from_other(token, entity) {
            return None;
        }
        (score > second).then(|| (entity, if score > second + 3 { 85 } else { 70 }))
    }

    /// Returns whether a pronoun's paragraph names another person whom it may mean, and not the one who seems to be meant.
    fn is_far_from_other(&self, token: usize, entity: EntityId) -> bool {
        let frames = &self.context.frames;
        let frame = frames.get(self.context.frame_at(token));
        let block = frame.map_or(0, |frame| frame.block);
        let pronoun = self.context.page.lower(token);
        let end = self.free.partition_point(|at| {
            let name = self.context.names.get(*at);
            name.is_some_and(|name| name.tokens.end <= token)
        });
        let names = self
            .free
            .get(..end)
            .expect_or_default("the end is one of theirs")
            .iter()
            .rev()
            .filter_map(|at| self.context.names.get(*at))
            .take(MAX_NAMES_BACK)
            .take_while(|name| {
                let frame = frames.get(self.context.frame_at(name.tokens.start));
                frame.is_some_and(|frame| frame.block == block)
            });
        let mut has_other = false;
        for name in names {
            let Some(owner) = name.entity else {
                continue;
            };
            if owner == entity {
                return false;
            }
            has_other |= name.kind == Some(EntityKind::Person)
                && self.fit_of(name, owner, pronoun) != PronounFit::No;
        }
        has_other
    }

    /// Returns the candidates with their scores, the nearest first.
    fn weigh(&self, token: usize) -> Vec<(i32, EntityId)> {
        let pronoun = self.context.page.lower(token);
        let known = &self.context.names;
        let ends_before = |at: &usize| known.get(*at).is_some_and(|name| name.tokens.end <= token);
        let before = self.free.partition_point(ends_before);
        let names = self
            .free
            .get(..before)
            .expect_or_default("the names before a token are among all")
            .iter()
            .rev();
        let mut scores: Vec<(i32, EntityId)> = Vec::with_capacity(MAX_NAMES_BACK);
        let mut next: Option<&TokenizedName> = None;
        let mut owner: Option<(usize, Gender)> = None;
        for (n, name) in (0..).zip(names.filter_map(|at| known.get(*at)).take(MAX_NAMES_BACK)) {
            let joined = next.replace(name).filter(|next| self.is_joined(name, next));
            let Some(entity) = name.entity.filter(|_| !self.is_dead(name)) else {
                continue;
            };
            let frame = self.context.frame_at(name.tokens.start);
            // "Gabe Lind married Ayla Roe, his third wife": the owner of "his" is no woman.
            let wanted = gender_of(pronoun);
            let is_other_owner = owner.is_some_and(|(of, gender)| {
                of == frame && wanted.is_some_and(|wanted| wanted != gender)
            });
            owner = self
                .owner_of_relative(name)
                .map(|gender| (frame, gender))
                .or(owner);
            let fit = match self.fit_of(name, entity, pronoun) {
                PronounFit::No => continue,
                PronounFit::Maybe if is_other_owner => continue,
                _ if name.kind == Some(EntityKind::Place) && !self.can_place_be(name, pronoun) => {
                    continue;
                }
                _ if pronoun == "it" && !self.can_speak_as_it(name) => continue,
                PronounFit::Maybe => 0,
                PronounFit::Yes => 3,
            };
            let mut score = 12 + fit - n + self.prominence(name, token);
            // Of two names that "and" joins neither stands out.
            if let Some((other, owner)) = scores.last_mut().filter(|_| joined.is_some())
                && *owner != entity
                && joined.is_some_and(|joined| joined.entity == Some(*owner))
            {
                score = score.max(*other);
                *other = score;
            }
            scores.push((score, entity));
        }
        scores
    }

    /// Returns the gender of the person whose relative a name is described as: male for "Ayla Torres, his third wife,".
    fn owner_of_relative(&self, name: &TokenizedName) -> Option<Gender> {
        let page = self.context.page;
        let owner = name.tokens.end + 1;
        let is_described = self.context.tag(name.tokens.end) == PosTag::Comma
            && (owner + 1..owner + 1 + MAX_TOKENS_TO_RELATIVE)
                .any(|at| page.naming(at).is_relative());
        if !is_described {
            return None;
        }
        let word = page.naming(owner);
        if word.is(NameWord::MalePronoun) {
            Some(Gender::Male)
        } else {
            word.is(NameWord::FemalePronoun).then_some(Gender::Female)
        }
    }

    /// Returns how well a pronoun goes with the bearer of a name, by what is known of them, and else by the word for a relative
    /// beside the name: "Ayla Torres, his third wife,".
    fn fit_of(&self, name: &TokenizedName, entity: EntityId, pronoun: &str) -> PronounFit {
        let fit = self.draft.traits_of(entity).fit(pronoun);
        let Some(wanted) = gender_of(pronoun) else {
            return fit;
        };
        match self
            .gender_beside(name)
            .filter(|_| fit == PronounFit::Maybe)
        {
            Some(gender) if gender == wanted => PronounFit::Yes,
            Some(_) => PronounFit::No,
            None => fit,
        }
    }

    /// Returns the gender of the relative as whom a name is introduced: "his wife, Ann Roe", "Ann Roe, his third wife".
    fn gender_beside(&self, name: &TokenizedName) -> Option<Gender> {
        let page = self.context.page;
        let of_relative = |at: usize| {
            let noun = page.naming(at);
            noun.is_relative()
                .then(|| noun.head().and_then(|head| head.person))
                .flatten()
                .filter(|gender| *gender != Gender::Unknown)
        };
        let comma = name.tokens.end;
        let is_described = self.context.tag(comma) == PosTag::Comma
            && self.context.tag(comma + 1) == PosTag::Possessive;
        let mut after = (comma + 2..comma + 2 + MAX_TOKENS_TO_RELATIVE)
            .take_while(|at| is_described && self.context.tag(*at).is_inside_phrase());
        let mut before = (1..=2).filter_map(|n| name.tokens.start.checked_sub(n));
        after
            .find_map(of_relative)
            .or_else(|| before.find_map(of_relative))
    }

    /// Returns whether a pronoun can mean a place: "it" one that has said something, "they" none.
    fn can_place_be(&self, name: &TokenizedName, pronoun: &str) -> bool {
        pronoun != "they" && self.is_beside_cue(name)
    }

    /// Returns whether "it" that says something can mean a name: the subject of a clause, and none of two that "and" joins.
    fn can_speak_as_it(&self, name: &TokenizedName) -> bool {
        let start = name.tokens.start;
        let end = name.tokens.end;
        let is_joined = [start.checked_sub(1), Some(end)]
            .into_iter()
            .flatten()
            .any(|and| {
                self.context.tag(and) == PosTag::And
                    && and
                        .checked_sub(1)
                        .is_some_and(|left| self.context.tag(left) == PosTag::Name)
                    && self.context.tag(and + 1) == PosTag::Name
            });
        let opens = self.is_in_opening_phrase(start);
        (opens || self.is_subject(name, opens)) && !is_joined
    }

    /// Returns whether two names are joined, so that either may be meant: "Roe and Poe", "Ann Roe and her sister, Bo Poe",
    /// "Roe met Poe".
    fn is_joined(&self, name: &TokenizedName, next: &TokenizedName) -> bool {
        let gap = name.tokens.end..next.tokens.start;
        let is_link = self.context.tag(gap.start) == PosTag::And
            || matches!(self.context.page.lower(gap.start), "met" | "meets");
        gap.len() <= MAX_JOINING_TOKENS
            && is_link
            && gap.skip(1).all(|at| {
                self.context.tag(at).is_inside_phrase() || self.context.tag(at) == PosTag::Comma
            })
    }

    /// Returns whether the words after a name say that its bearer is dead: "Ole Nesheim, who drowned in 1974".
    fn is_dead(&self, name: &TokenizedName) -> bool {
        (name.tokens.end..name.tokens.end + MAX_TOKENS_TO_VERB)
            .any(|at| QuoteWord::Death.has(self.context.page.lower(at)))
    }

    /// Returns how much a name stands out: as the subject of a main clause, or as who is quoted.
    fn prominence(&self, name: &TokenizedName, pronoun: usize) -> i32 {
        let start = name.tokens.start;
        let before = start
            .checked_sub(1)
            .map_or(PosTag::Stop, |at| self.context.tag(at));
        let is_first = matches!(
            before,
            PosTag::Stop | PosTag::Other | PosTag::Title | PosTag::Comma | PosTag::And
        );
        let is_main = self.is_in_main_clause(start) || self.opens_main_clause(name);
        let is_first = is_first || self.is_in_opening_phrase(start);
        let is_subject = self.is_subject(name, is_first && is_main);
        let is_far =
            self.context.frame_at(pronoun) > self.context.frame_at(start) + MAX_FRAMES_OF_SUBJECT;
        let as_subject = match (is_subject, is_main) {
            (true, true) if is_far => 2,
            (true, true) => 5,
            (true, false) => 1,
            (false, _) => 0,
        };
        i32::from(is_first && is_main) + as_subject - 2 * i32::from(before == PosTag::Preposition)
            + 2 * i32::from(self.is_quoted(name, pronoun))
    }

    /// Returns whether a name speaks, precedes a verb with a tense, or is set off at the start of a main clause.
    fn is_subject(&self, name: &TokenizedName, opens: bool) -> bool {
        let next = self.context.tag(name.tokens.end);
        next.is_finite() || next == PosTag::Comma && opens || self.speaks(name)
    }

    /// Returns whether a name speaks, and its phrase follows the comma that ends a clause in front: "After it rained, Mayor Ana
    /// Roe said".
    fn opens_main_clause(&self, name: &TokenizedName) -> bool {
        let left = (0..name.tokens.start)
            .rev()
            .take(MAX_OPENING_TOKENS)
            .find(|at| !self.context.tag(*at).is_inside_phrase());
        self.speaks(name) && left.is_some_and(|left| self.context.tag(left) == PosTag::Comma)
    }

    /// Returns whether a name is the head of a phrase that speaks by a verb of saying.
    fn speaks(&self, name: &TokenizedName) -> bool {
        self.speaking.binary_search(&(name.tokens.end - 1)).is_ok()
    }

    /// Returns whether nothing but words of its own phrase precede a name in its sentence: "Historian Douglas Wray".
    fn is_in_opening_phrase(&self, start: usize) -> bool {
        let frames = &self.context.frames;
        let frame = frames.get(self.context.frame_at(start));
        let first = frame.map_or(start, |frame| frame.tokens.start);
        first + MAX_OPENING_TOKENS >= start
            && (first..start).all(|at| self.context.tag(at).is_inside_phrase())
    }

    /// Returns whether no verb, and no word that opens a clause, precedes a name in its sentence.
    fn is_in_main_clause(&self, start: usize) -> bool {
        let frames = &self.context.frames;
        let at = frames.partition_point(|frame| frame.tokens.end <= start);
        let floor = frames
            .get(at)
            .map_or(start, |frame| frame.tokens.start)
            .max(start.saturating_sub(MAX_CLAUSE_TOKENS));
        (floor..start).rev().all(|at| {
            let tag = self.context.tag(at);
            self.context.stretch_at(at).is_some()
                || !(tag.is_finite()
                    || matches!(tag, PosTag::Relative | PosTag::Subordinator | PosTag::That))
        })
    }

    /// Returns whether a verb of saying directly precedes or after a name.
    fn is_beside_cue(&self, name: &TokenizedName) -> bool {
        let before = name.tokens.start.checked_sub(1);
        before.is_some_and(|at| self.context.cue(at).is_some())
            || self.context.cue(name.tokens.end).is_some()
    }

    /// Returns whether a name next to a cue is who speaks in the pronoun's paragraph.
    fn is_quoted(&self, name: &TokenizedName, pronoun: usize) -> bool {
        let block_of = |token: usize| {
            let frames = &self.context.frames;
            let at = frames.partition_point(|frame| frame.tokens.end <= token);
            frames.get(at).map(|frame| frame.block)
        };
        (self.is_beside_cue(name) || self.speaks(name))
            && block_of(name.tokens.start) == block_of(pronoun)
    }

    /// Returns the pronouns that were resolved, in the order of the text.
    pub(super) fn finish(mut self) -> Vec<Found<Mention>> {
        self.found.sort_by_key(|found| found.range);
        self.found.dedup_by_key(|found| found.range);
        self.found
    }
}
