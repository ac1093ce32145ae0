//! Whom the label of a line names: "LINDGREN", "MAYOR FARRANT", "ZK", by the names of the article's people.

use std::ops::Range;

use super::context::QuoteContext;
use super::turn::TurnOwner;
use crate::annotation::{EntityId, EntityKind};
use crate::engine::Draft;
use crate::engine::lexeme::hash::HashMap;
use crate::engine::lexeme::normalize::fold_name;
use crate::invariant::ExpectOr;

/// The maximum number of letters of initials that stand for a speaker's name in a label.
const MAX_INITIALS_LETTERS: usize = 4;

/// The people of an article by the short forms of their names. A form that two people share is `None`.
pub(super) struct LabelNames {
    full: HashMap<String, Option<EntityId>>,
    surnames: HashMap<String, Option<EntityId>>,
    given_names: HashMap<String, Option<EntityId>>,
    initials: HashMap<String, Option<EntityId>>,
}

impl LabelNames {
    /// Reads the people of a draft.
    pub(super) fn new(draft: &Draft) -> Self {
        let mut names = Self {
            full: HashMap::default(),
            surnames: HashMap::default(),
            given_names: HashMap::default(),
            initials: HashMap::default(),
        };
        let people = draft
            .entities
            .iter()
            .filter(|entity| entity.kind == EntityKind::Person);
        for person in people {
            let name = fold_name(&person.name);
            let words: Vec<&str> = name.split(' ').collect();
            let [first, .., last] = words.as_slice() else {
                continue;
            };
            let initials: String = words
                .iter()
                .filter_map(|word| word.chars().next())
                .collect();
            add_form(&mut names.surnames, last, person.id);
            add_form(&mut names.given_names, first, person.id);
            add_form(&mut names.initials, &initials, person.id);
            // Particles belong to the surname: "DE WIT".
            for at in 1..words.len().saturating_sub(1) {
                let tail = words
                    .get(at..)
                    .expect_or_default("the place is one of the words")
                    .join(" ");
                add_form(&mut names.surnames, &tail, person.id);
            }
            add_form(&mut names.full, &name, person.id);
        }
        names
    }

    /// Returns whom these words name of the people: in full, by surname, by given name, or by initials. Forms of address and
    /// roles in front are passed over.
    pub(super) fn person(
        &self,
        context: &QuoteContext<'_, '_>,
        label: &Range<usize>,
    ) -> Option<TurnOwner> {
        let mut start = label.start;
        while start < label.end {
            let words = fold_name(
                context
                    .page
                    .text()
                    .slice(context.page.range_of(start..label.end)),
            );
            if let Some(found) = self.by_words(&words) {
                return Some(found);
            }
            let naming = context.page.naming(start);
            let is_address =
                naming.title().is_some() || naming.is_human() || is_stop(context, start);
            if !is_address && !naming.head().is_some_and(|head| head.is_modifier) {
                return None;
            }
            start += 1;
        }
        None
    }

    /// Returns whom words name of the people: unresolved where two share them.
    fn by_words(&self, words: &str) -> Option<TurnOwner> {
        let known = self.full.get(words).or_else(|| self.surnames.get(words));
        let known = known.or_else(|| self.given_names.get(words));
        let is_short = words.len() <= MAX_INITIALS_LETTERS;
        known
            .or_else(|| self.initials.get(words).filter(|_| is_short))
            .map(|person| person.map_or(TurnOwner::Unresolved, TurnOwner::Label))
    }
}

fn is_stop(context: &QuoteContext<'_, '_>, at: usize) -> bool {
    context.page.word(at) == "."
}

/// Adds a form of a name; if two people share it, it identifies neither.
fn add_form(names: &mut HashMap<String, Option<EntityId>>, form: &str, person: EntityId) {
    names
        .entry(form.to_owned())
        .and_modify(|known| *known = known.filter(|known| *known == person))
        .or_insert(Some(person));
}
