//! Rules for organisations of whose names the model found only a part: well-known full names, and a subject area before
//! a country.

use super::edits::{NameEdits, RepairRule, is_capital, sentence_tokens};
use crate::annotation::{EntityKind, RuleId};
use crate::engine::lexeme::name_words::{Country, NameWord, entity_lexicon, is_name_word};
use crate::engine::lexeme::normalize::fold_name;
use crate::engine::{FindingKind, Found, Name, Page, Rule};

/// The maximum number of tokens of a full name that the model may have missed: "and Co-operation in Europe".
const MAX_CUT_TOKENS: usize = 6;

pub(in super::super) static FULL: Rule = Rule {
    id: RuleId("entities/known-full-name"),
    summary: "The full name of a well-known organisation is found whole: “Organization for Security and Co-operation in Europe”.",
    needs: &[FindingKind::Names],
    finds: &[
        "The ⟦Organization for Security and Co-operation in Europe⟧ watched the vote.",
        "A report by the ⟦Organization for Security and Co-operation in Europe⟧ blamed both sides.",
    ],
    silent: &[
        "The Organization for Security in Leeds watched the vote.",
        "The United Nations and the European Union met.",
    ],
};

pub(in super::super) static FIELD: Rule = Rule {
    id: RuleId("entities/body-of-field"),
    summary: "A field and a country are the body that works there: “Tennis Australia”, “Statistics Sweden”.",
    needs: &[FindingKind::Names],
    finds: &[
        "⟦Tennis Australia⟧ said that the roof would stay shut.",
        "Nobody slept in the flats, according to ⟦Statistics Sweden⟧.",
    ],
    silent: &[
        "He played tennis in Australia.",
        "On Wednesday Australia won by nine runs.",
    ],
};

pub(super) const FULL_NAME: RepairRule = RepairRule {
    rule: &FULL,
    find: find_full_names,
    percent: 90,
};

pub(super) const BODY_OF_FIELD: RepairRule = RepairRule {
    rule: &FIELD,
    find: find_bodies_of_fields,
    percent: 80,
};

fn find_full_names(page: &Page<'_>, names: &[Found<Name>]) -> NameEdits {
    let mut edits = NameEdits::default();
    let mut done = 0;
    for (index, name) in names.iter().enumerate() {
        let tokens = page.tokens_in(name.range);
        // Only a name with "of", "for" or "and" after it can be cut inside.
        let is_cut = page.naming(tokens.end).is(NameWord::Small);
        if index < done || name.what.canonical.is_some() || !is_cut {
            continue;
        }
        let sentence = sentence_tokens(page, tokens.start);
        let last = (tokens.end + MAX_CUT_TOKENS).min(sentence.end);
        let whole = (tokens.end + 1..=last).rev().find(|end| {
            let words = page.text().slice(page.range_of(tokens.start..*end));
            let key = fold_name(words);
            entity_lexicon().full_name(&key) == Some(key.as_str())
        });
        let Some(end) = whole else { continue };
        let range = page.range_of(tokens.start..end);
        let n_inside = names.iter().skip(index);
        done = index
            + n_inside
                .take_while(|name| name.range.overlaps(range))
                .count();
        edits.dropped.extend(index..done);
        edits.added.push((range, EntityKind::Organization));
    }
    edits
}

fn find_bodies_of_fields(page: &Page<'_>, names: &[Found<Name>]) -> NameEdits {
    let mut edits = NameEdits::default();
    for (index, name) in names.iter().enumerate() {
        let tokens = page.tokens_in(name.range);
        let Some(field) = tokens.start.checked_sub(1) else {
            continue;
        };
        let earlier = index.checked_sub(1).and_then(|before| names.get(before));
        let range = page.range_of(field..tokens.end);
        let is_free = earlier.is_none_or(|earlier| !earlier.range.overlaps(range));
        if name.what.canonical.is_none()
            && page.naming(field).is(NameWord::BodyField)
            && is_capital(page, field)
            && sentence_tokens(page, tokens.start).contains(&field)
            && is_free
            && is_country(page.text().slice(name.range))
        {
            edits.replace(index, range, EntityKind::Organization);
        }
    }
    edits
}

fn is_country(name: &str) -> bool {
    let key = fold_name(name);
    matches!(entity_lexicon().country(&key), Some(Country::Is(_)))
        || is_name_word(&key, NameWord::Continent)
}
