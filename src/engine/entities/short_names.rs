//! Which organisation a short name or acronym stands for.

use std::sync::Arc;

use super::distinctive::is_distinctive;
use super::identity::KNOWN;
use super::mention_table::{Spot, Spots};
use super::tie::Tie;
use crate::annotation::{EntityKind, RuleId};
use crate::engine::lexeme::hash::HashMap;
use crate::engine::lexeme::name_words::{self, lexicon};
use crate::engine::{FindingKind, Page, Rule};

/// How many words of a name its short form may keep, less one.
const MAX_WORDS: usize = 5;

pub(super) static BRACKETS: Rule = Rule {
    id: RuleId("entities/acronym-in-brackets"),
    summary: "An acronym in brackets after a name stands for it, and so does a name in brackets after an acronym.",
    needs: &[FindingKind::Names],
    finds: &[
        "The Central Election Commission (⟦CEC⟧) met on Monday.",
        "The Central Election Commission (CEC) met on Monday. The ⟦CEC⟧ said that all votes had been counted.",
    ],
    silent: &[
        "The Central Election Commission met on Monday.",
        "The Central Election Commission (in Lagos) met on Monday.",
    ],
};

pub(super) static INITIALS: Rule = Rule {
    id: RuleId("entities/acronym-of-initials"),
    summary: "An acronym stands for the only organisation whose initials it is.",
    needs: &[FindingKind::Names],
    finds: &[
        "The United Auto Workers said it would fight. A spokesman for the ⟦UAW⟧ declined to comment.",
        "The Scottish Seabird Trust counted the gulls. The ⟦SST⟧ said that there were fewer.",
    ],
    silent: &[
        "The United Auto Workers said it would fight. A spokesman for the UN declined to comment.",
        "The United Auto Workers said it would fight.",
    ],
};

pub(super) static SHORT: Rule = Rule {
    id: RuleId("entities/short-organization"),
    summary: "The first or last words of an organisation's name stand for it, where no other name has them.",
    needs: &[FindingKind::Names],
    finds: &[
        "Goldman Sachs rose 2 percent. ⟦Goldman⟧ said that profit had doubled.",
        "The European Commission blocked the sale. A spokeswoman for the ⟦Commission⟧ declined to comment.",
    ],
    silent: &[
        "Deutsche Bank and Deutsche Telekom fell on Monday.",
        "Goldman Sachs rose 2 percent. Siemens fell.",
    ],
};

/// What short names can stand for.
#[derive(Default)]
pub(super) struct ShortNames<'s> {
    /// What names of organisations begin with, where it is distinctive, with the first place and the organisation.
    heads: HashMap<&'s str, Vec<(usize, usize)>>,
    /// What they end with.
    tails: HashMap<&'s str, Vec<(usize, usize)>>,
    /// Initials, with and without small words.
    initials: HashMap<String, Vec<(usize, usize)>>,
    /// Folded full names.
    full: HashMap<&'s str, (usize, usize)>,
}

impl<'s> ShortNames<'s> {
    /// Takes in the folded name of an organisation.
    pub(super) fn add(&mut self, at: usize, thing: usize, key: &'s str) {
        self.full.insert(key, (at, thing));
        let heads = key
            .match_indices(' ')
            .filter_map(|(gap, _)| key.split_at_checked(gap));
        for (head, rest) in heads.take(MAX_WORDS - 1) {
            // "Supreme Court" is enough for "Supreme Court of Canada".
            let next = rest.split(' ').nth(1);
            if matches!(next, Some("of" | "for")) || is_distinctive(head) {
                self.heads.entry(head).or_default().push((at, thing));
            }
        }
        let tails = key
            .rmatch_indices(' ')
            .filter_map(|(gap, _)| key.split_at_checked(gap));
        for (rest, tail) in tails.take(MAX_WORDS - 1) {
            // The European Union is no "Council of the European Union".
            let is_inner = rest.rsplit(' ').next().is_some_and(name_words::is_small);
            if !is_inner {
                let tails = self.tails.entry(tail.trim_start()).or_default();
                tails.push((at, thing));
            }
        }
        for initials in both_initials(key) {
            if initials.chars().count() > 1 {
                let things = self.initials.entry(initials).or_default();
                if !things.iter().any(|(_, other)| *other == thing) {
                    things.push((at, thing));
                }
            }
        }
    }

    /// Returns the organisation that a name of one word stands for: by a list, its letters, its first or last word.
    pub(super) fn find(
        &self,
        page: &Page<'_>,
        at: usize,
        spot: &Spot<'_>,
        spots: &Spots<'_>,
    ) -> Option<Tie> {
        let form = spots.form_of(spot);
        if spot.kind != EntityKind::Organization || form.key.contains(' ') {
            return None;
        }
        if let Some(full) = lexicon().full_name(&form.key) {
            let (first, thing) = *self.full.get(full)?;
            return Some(tie(thing, &KNOWN, first)).filter(|_| page.allows(&KNOWN));
        }
        if form.is_capitals
            && page.allows(&INITIALS)
            && let Some([(first, thing)]) = self.initials.get(&*form.key).map(Vec::as_slice)
        {
            return Some(tie(*thing, &INITIALS, *first));
        }
        self.part_of(page, at, &form.key)
    }

    /// Returns the only organisation whose name begins or ends with these words, if it was named before.
    pub(super) fn part_of(&self, page: &Page<'_>, at: usize, key: &str) -> Option<Tie> {
        if !page.allows(&SHORT) {
            return None;
        }
        let only = |places: &Vec<(usize, usize)>| {
            let (_, thing) = *places.first()?;
            let is_one = places.iter().all(|(_, other)| *other == thing);
            let before = places
                .iter()
                .map(|(first, _)| *first)
                .filter(|first| *first < at)
                .min()?;
            is_one.then_some(tie(thing, &SHORT, before))
        };
        let by_head = self.heads.get(key).and_then(only);
        by_head.or_else(|| self.tails.get(key).and_then(only))
    }
}

const fn tie(entity: usize, rule: &'static Rule, because: usize) -> Tie {
    Tie {
        entity,
        by: Some(rule),
        because: Some(because),
    }
}

/// Returns the initials of all words of a folded name, and those without small words.
fn both_initials(key: &str) -> [String; 2] {
    let initials = |is_in: fn(&str) -> bool| -> String {
        let words = key.split(' ').filter(|word| is_in(word));
        words.filter_map(|word| word.chars().next()).collect()
    };
    [
        initials(|_| true),
        initials(|word| !name_words::is_small(word)),
    ]
}

/// A definition of an acronym: the folded name that it stands for, and the place of that name.
pub(super) type Definition = (Arc<str>, usize);

/// Returns for acronyms' forms the name that stands before them with the acronym in brackets, or in the brackets after
/// them.
pub(super) fn find_definitions(page: &Page<'_>, spots: &Spots<'_>) -> HashMap<usize, Definition> {
    let mut defined = HashMap::default();
    if !page.allows(&BRACKETS) {
        return defined;
    }
    for (at, pair) in spots.items.windows(2).enumerate() {
        let [one, other] = pair else { continue };
        if other.tokens.start != one.tokens.end + 1 || page.word(one.tokens.end) != "(" {
            continue;
        }
        let (before, inside) = (spots.form_of(one), spots.form_of(other));
        if page.word(other.tokens.end) != ")" && inside.is_capitals {
            continue;
        }
        if inside.is_capitals && before.key.contains(' ') {
            defined.insert(other.form, (before.key.clone(), at));
        } else if before.is_capitals && inside.key.contains(' ') {
            defined.insert(one.form, (inside.key.clone(), at + 1));
        }
    }
    defined
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn initials_are_those_of_all_words_and_of_the_great_ones() {
        assert_eq!(
            both_initials("bank of england"),
            ["boe".to_owned(), "be".to_owned()]
        );
        let mut short = ShortNames::default();
        short.add(0, 3, "central election commission");
        assert!(short.initials.contains_key("cec"));
        assert!(!short.initials.contains_key("ce"));
    }
}
