//! Whom a pronoun that speaks stands for: by gender, number, recency, and who was speaking.

use super::context::{NameSpan, Scene};
use crate::annotation::{Confidence, EntityId, Mention, MentionForm, PassId};
use crate::engine::syntax::part_of_speech::PosTag;
use crate::engine::{Draft, Fit, Found};

/// How many mentions before a pronoun are weighed.
const REACH: usize = 14;

/// Resolves the pronouns of a page, and keeps those that it resolved.
pub(super) struct Pronouns<'s, 'a, 'p> {
    scene: &'s Scene<'a, 'p>,
    draft: &'s Draft,
    by: PassId,
    /// The names outside quotation marks, as indices into the scene's.
    free: Vec<usize>,
    found: Vec<Found<Mention>>,
}

impl<'s, 'a, 'p> Pronouns<'s, 'a, 'p> {
    /// Returns one that has resolved nothing yet.
    pub(super) fn new(scene: &'s Scene<'a, 'p>, draft: &'s Draft, by: PassId) -> Self {
        let is_free = |name: &NameSpan| scene.stretch_at(name.tokens.start).is_none();
        let names = scene.names.iter().enumerate();
        let free = names.filter(|(_, name)| is_free(name)).map(|(at, _)| at);
        Self {
            scene,
            draft,
            by,
            free: free.collect(),
            found: Vec::new(),
        }
    }

    /// Returns the entity that the pronoun at `token` stands for, where one is likelier than all others.
    pub(super) fn resolve(&mut self, token: usize) -> Option<EntityId> {
        let range = self.scene.page.tokens().get(token)?.range;
        if let Some(known) = self
            .found
            .iter()
            .rev()
            .take(32)
            .find(|found| found.range == range)
        {
            return Some(known.what.entity);
        }
        let (entity, percent) = if self.scene.tag(token) == PosTag::Relative {
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
            by: self.by,
            confidence: Confidence::percent(percent),
        });
        Some(entity)
    }

    /// Returns the entity right before "who".
    fn antecedent(&self, token: usize) -> Option<EntityId> {
        let mut at = token.checked_sub(1)?;
        if self.scene.tag(at) == PosTag::Comma {
            at = at.checked_sub(1)?;
        }
        self.scene.name_at(at).and_then(|name| name.entity)
    }

    /// Returns the best candidate: those that agree, the nearest first, subjects before others.
    fn best(&self, token: usize) -> Option<(EntityId, u8)> {
        let pronoun = self.scene.page.lower(token);
        let known = &self.scene.names;
        let ends_before = |at: &usize| known.get(*at).is_some_and(|name| name.tokens.end <= token);
        let before = self.free.partition_point(ends_before);
        let names = self.free.get(..before)?.iter().rev();
        let mut best: Option<(i32, EntityId)> = None;
        let mut second = 0;
        for (n, name) in (0..).zip(names.filter_map(|at| known.get(*at)).take(REACH)) {
            let Some(entity) = name.entity else { continue };
            let fit = match self.draft.traits_of(entity).fit(pronoun) {
                Fit::No => continue,
                Fit::Maybe => 0,
                Fit::Yes => 4,
            };
            let score = 12 + fit - n + self.prominence(name.tokens.start, name.tokens.end);
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
        (score > second).then(|| (entity, if score > second + 3 { 85 } else { 70 }))
    }

    /// Returns how much a name stands out: at the start of its sentence, before a verb.
    fn prominence(&self, start: usize, end: usize) -> i32 {
        let before = start
            .checked_sub(1)
            .map_or(PosTag::Stop, |at| self.scene.tag(at));
        let is_first = matches!(
            before,
            PosTag::Stop | PosTag::Other | PosTag::Title | PosTag::Comma | PosTag::And
        );
        let is_subject =
            self.scene.tag(end).is_finite() || self.scene.tag(end) == PosTag::Comma && is_first;
        i32::from(is_first) + 3 * i32::from(is_subject)
            - 2 * i32::from(before == PosTag::Preposition)
    }

    /// Returns the pronouns that were resolved, in the order of the text.
    pub(super) fn finish(mut self) -> Vec<Found<Mention>> {
        self.found.sort_by_key(|found| found.range);
        self.found.dedup_by_key(|found| found.range);
        self.found
    }
}
