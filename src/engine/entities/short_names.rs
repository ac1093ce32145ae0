//! Finds the organisation that a short name or acronym stands for.

use std::sync::Arc;

use super::distinctive::is_distinctive;
use super::identity::KNOWN;
use super::mention_table::{MentionTable, NameMention};
use super::tie::EntityTie;
use crate::annotation::{EntityKind, RuleId};
use crate::engine::lexeme::hash::HashMap;
use crate::engine::lexeme::name_words::{self, entity_lexicon};
use crate::engine::{FindingKind, Page, Rule};

/// The maximum number of first or last words of a name that can be its short form, plus one.
const MAX_WORDS: usize = 5;
/// The minimum number of letters of an acronym that is compared letter by letter. Shorter ones fit too many names.
const MIN_LETTERS: usize = 4;
/// The maximum number of names with one first letter that are compared with an acronym.
const MAX_NAMES: usize = 16;

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

pub(super) static LETTERS: Rule = Rule {
    id: RuleId("entities/acronym-of-letters"),
    summary: "An acronym stands for the only organisation whose words have its letters in order: “JAXA”.",
    needs: &[FindingKind::Names],
    finds: &[
        "The Japan Aerospace Exploration Agency lost two probes. ⟦JAXA⟧ will build a third.",
        "The Japan Aerospace Exploration Agency chose a crew. A rocket built by ⟦JAXA⟧ will carry it.",
    ],
    silent: &[
        "The Japan Aerospace Exploration Agency lost two probes. NASA will build a third.",
        "The United Auto Workers said it would fight. A spokesman for the UAW agreed.",
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

/// The known names of organisations, indexed by the short forms that can stand for them.
#[derive(Default)]
pub(super) struct ShortNames<'s> {
    /// Distinctive first words of names, with the first mention and the organisation.
    heads: HashMap<&'s str, Vec<(usize, usize)>>,
    /// Last words of names, with the first mention and the organisation.
    tails: HashMap<&'s str, Vec<(usize, usize)>>,
    /// Initials of names, with and without words such as "of".
    initials: HashMap<String, Vec<(usize, usize)>>,
    /// Names by their first letter, with the mention and the organisation.
    by_letter: HashMap<char, Vec<(usize, usize, &'s str)>>,
    /// Normalized full names.
    full: HashMap<&'s str, (usize, usize)>,
}

impl<'s> ShortNames<'s> {
    /// Adds the normalized name of an organisation.
    pub(super) fn add(&mut self, at: usize, thing: usize, key: &'s str) {
        self.full.insert(key, (at, thing));
        if let Some(letter) = key.chars().next() {
            let names = self.by_letter.entry(letter).or_default();
            names.push((at, thing, key));
        }
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

    /// Returns the organisation that a name of one word stands for: by a list of acronyms, by its letters, or as the
    /// first or last word of a longer name.
    pub(super) fn find(
        &self,
        page: &Page<'_>,
        at: usize,
        mention: &NameMention<'_>,
        mentions: &MentionTable<'_>,
    ) -> Option<EntityTie> {
        let form = mentions.form_of(mention);
        if mention.kind != EntityKind::Organization || form.key.contains(' ') {
            return None;
        }
        if let Some(full) = entity_lexicon().full_name(&form.key) {
            let (first, thing) = *self.full.get(full)?;
            return Some(tie_to_entity(thing, &KNOWN, first)).filter(|_| page.allows(&KNOWN));
        }
        if form.is_capitals
            && page.allows(&INITIALS)
            && let Some([(first, thing)]) = self.initials.get(&*form.key).map(Vec::as_slice)
        {
            return Some(tie_to_entity(*thing, &INITIALS, *first));
        }
        if form.is_capitals
            && page.allows(&LETTERS)
            && let Some(tie) = self.by_letters(&form.key)
        {
            return Some(tie);
        }
        self.part_of(page, at, &form.key)
    }

    /// Returns the only organisation in whose name the letters of an acronym occur in order.
    fn by_letters(&self, acronym: &str) -> Option<EntityTie> {
        let first = acronym.chars().next()?;
        if acronym.chars().count() < MIN_LETTERS {
            return None;
        }
        let names = self.by_letter.get(&first)?.iter().take(MAX_NAMES);
        let mut fitting = names.filter(|(_, _, key)| has_letters(key, acronym));
        let (at, thing, _) = *fitting.next()?;
        let is_only = fitting.all(|(_, other, _)| *other == thing);
        is_only.then_some(tie_to_entity(thing, &LETTERS, at))
    }

    /// Returns the only organisation whose name begins or ends with these words, if it was named before.
    pub(super) fn part_of(&self, page: &Page<'_>, at: usize, key: &str) -> Option<EntityTie> {
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
            is_one.then_some(tie_to_entity(thing, &SHORT, before))
        };
        let by_head = self.heads.get(key).and_then(only);
        by_head.or_else(|| self.tails.get(key).and_then(only))
    }
}

const fn tie_to_entity(entity: usize, rule: &'static Rule, because: usize) -> EntityTie {
    EntityTie {
        entity,
        by: Some(rule),
        because: Some(because),
    }
}

/// Returns the initials of all words of a normalized name, and the initials without words such as "of".
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

/// Returns whether an acronym can stand for a normalized name: its letters are initials of the words in order. One
/// letter may be the second of its word, and one important word may be left out: "jaxa", "osce".
fn has_letters(key: &str, acronym: &str) -> bool {
    let mut letters = acronym.chars().peekable();
    let mut n_left_out = 0;
    let mut n_inner = 0;
    for word in key.split(' ') {
        let mut chars = word.chars();
        let (initial, second) = (chars.next(), chars.next());
        let letter = letters.peek().copied();
        if letter.is_some() && letter == initial {
            letters.next();
        } else if letter.is_some() && letter == second && initial == Some('e') {
            n_inner += 1;
            letters.next();
        } else if !name_words::is_small(word) {
            n_left_out += 1;
        }
    }
    letters.peek().is_none() && n_left_out <= 1 && n_inner <= 1
}

/// A definition of an acronym: the normalized name that it stands for, and the index of that name's mention.
pub(super) type Definition = (Arc<str>, usize);

/// Returns for each acronym the name that defines it: "Full Name (ACRONYM)" or "ACRONYM (Full Name)".
pub(super) fn find_definitions(
    page: &Page<'_>,
    mentions: &MentionTable<'_>,
) -> HashMap<usize, Definition> {
    let mut defined = HashMap::default();
    if !page.allows(&BRACKETS) {
        return defined;
    }
    for (at, pair) in mentions.items.windows(2).enumerate() {
        let [one, other] = pair else { continue };
        if other.tokens.start != one.tokens.end + 1 || page.word(one.tokens.end) != "(" {
            continue;
        }
        let (before, inside) = (mentions.form_of(one), mentions.form_of(other));
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

    #[test]
    fn an_acronym_has_the_letters_of_a_name_in_order() {
        for (key, acronym) in [
            ("japan aerospace exploration agency", "jaxa"),
            (
                "organization for security and co operation in europe",
                "osce",
            ),
            ("scottish seabird trust", "sst"),
        ] {
            assert!(has_letters(key, acronym), "{acronym}");
        }
        for (key, acronym) in [
            ("japan aerospace exploration agency", "jaea_"),
            ("united auto workers", "uwa"),
            (
                "international federation of red cross and red crescent societies",
                "ifrc",
            ),
            ("bank of england", "nasa"),
        ] {
            assert!(!has_letters(key, acronym), "{acronym}");
        }
    }
}
