//! Computes the part of a name that is equal in all articles: without the words that one article writes and another
//! omits.

use std::sync::Arc;

use crate::annotation::{EntityKind, RuleId};
use crate::engine::lexeme::name_words::{self, Country, NameWord, entity_lexicon, is_name_word};
use crate::engine::lexeme::normalize::fold_name;
use crate::engine::{FindingKind, Page, Rule};

pub(super) static COUNTRY: Rule = Rule {
    id: RuleId("entities/country-form"),
    summary: "“U.S.” and “America” are the United States, “Germans” and “German” one people.",
    needs: &[FindingKind::Names],
    finds: &[
        "The ⟦U.S.⟧ said on Monday that it would pay.",
        "Two ⟦Germans⟧ were hurt in the crash near Lyon.",
        "He accused the ⟦Saudi⟧ government of delay.",
    ],
    silent: &[
        "The United States is the largest donor.",
        "A fire broke out near Lyon on Monday.",
    ],
};

pub(super) static KNOWN: Rule = Rule {
    id: RuleId("entities/known-acronym"),
    summary: "A well-known acronym or other name of an organisation means the one with the full name: “UN”.",
    needs: &[FindingKind::Names],
    finds: &[
        "The ⟦UN⟧ said on Monday that the roads were open.",
        "The ⟦Justice Department⟧ said on Monday that it would appeal.",
    ],
    silent: &[
        "The United Nations said on Monday that the roads were open.",
        "Quartzline said on Monday that it would appeal.",
    ],
};

pub(super) static COMPANY_FORM: Rule = Rule {
    id: RuleId("entities/company-form"),
    summary: "A company is the same with and without “AG”, “Inc.” or “Group”.",
    needs: &[FindingKind::Names],
    finds: &[
        "⟦Siemens AG⟧ rose 3 percent on Monday.",
        "⟦Bramwell Brands Corp.⟧ fell 3 percent on Tuesday.",
    ],
    silent: &[
        "Siemens rose 3 percent on Monday.",
        "The National Group met on Monday.",
    ],
};

pub(super) static STATE: Rule = Rule {
    id: RuleId("entities/state-abbreviation"),
    summary: "The abbreviation of a state or province means it: “Mich.” is Michigan.",
    needs: &[FindingKind::Names],
    finds: &[
        "She was born in Dearborn, ⟦Mich.⟧, in 1950.",
        "A fire broke out near Fresno, ⟦Calif.⟧, on Monday.",
    ],
    silent: &[
        "She was born in Michigan in 1950.",
        "A fire broke out near Fresno on Monday.",
    ],
};

pub(super) static PLACE_ENDING: Rule = Rule {
    id: RuleId("entities/place-ending"),
    summary: "A place is the same with and without the word that says what kind of place it is: “Gaza Strip”.",
    needs: &[FindingKind::Names],
    finds: &[
        "Hundreds fled the ⟦Gaza Strip⟧ on Monday.",
        "The rule holds in ⟦New York City⟧ only.",
    ],
    silent: &[
        "A fire broke out in Kansas City on Monday.",
        "A fire broke out in Oklahoma City on Monday.",
        "Hundreds fled Gaza on Monday.",
    ],
};

pub(super) static PLURAL: Rule = Rule {
    id: RuleId("entities/plural-group"),
    summary: "A group is the same in the singular and the plural: “a Democrat”, “Democrats”.",
    needs: &[FindingKind::Names],
    finds: &[
        "Hundreds of ⟦Muslims⟧ prayed in the square on Friday.",
        "Last week, ⟦Republicans⟧ approved the bill.",
    ],
    silent: &[
        "A Republican approved the bill.",
        "Last week, the Swiss approved the bill.",
    ],
};

/// A normalized name for comparing entities of different articles, with the rule that changed it from the written name.
pub(super) type Identity = (Arc<str>, Option<&'static Rule>);

/// Returns the form of a name that is equal in all articles.
pub(super) fn identity_of_name(page: &Page<'_>, kind: EntityKind, key: &str) -> Identity {
    let changed = change_key(page, kind, key).filter(|(identity, _)| **identity != *key);
    changed.map_or_else(
        || (key.into(), None),
        |(identity, rule)| (identity, Some(rule)),
    )
}

/// Returns the changed name by the first rule that is switched on, applies to this kind of entity and knows the name.
fn change_key(page: &Page<'_>, kind: EntityKind, key: &str) -> Option<(Arc<str>, &'static Rule)> {
    let by = |rule: &'static Rule, identity: Option<Arc<str>>| {
        Some((identity.filter(|_| page.allows(rule))?, rule))
    };
    let country = match (kind, entity_lexicon().country(key)) {
        (EntityKind::Place, Some(Country::Is(name)))
        | (EntityKind::Group, Some(Country::People(name))) => Some(fold_name(name).into()),
        _ => None,
    };
    if country.is_some() {
        return by(&COUNTRY, country);
    }
    match kind {
        EntityKind::Organization => by(&KNOWN, entity_lexicon().full_name(key).map(Arc::from))
            .or_else(|| by(&COMPANY_FORM, Some(without_company_form(key).into()))),
        EntityKind::Place => by(
            &STATE,
            entity_lexicon()
                .state(key)
                .map(|state| fold_name(state).into()),
        )
        .or_else(|| by(&PLACE_ENDING, Some(without_place_ending(key).into()))),
        EntityKind::Group => by(&PLURAL, Some(singular_form(key).into())),
        _ => None,
    }
}

/// Removes "AG", "Inc", "Group" and similar endings from a company's name, unless nothing distinctive would be left.
fn without_company_form(key: &str) -> &str {
    let mut rest = key;
    while let Some((before, last)) = rest.rsplit_once(' ') {
        if !name_words::is_company_form(last) || before.split(' ').all(name_words::is_generic) {
            break;
        }
        rest = before.strip_suffix(" and").unwrap_or(before);
    }
    rest
}

fn without_place_ending(key: &str) -> &str {
    key.rsplit_once(' ')
        .filter(|(rest, last)| {
            is_name_word(last, NameWord::PlaceEnding) && !is_name_word(rest, NameWord::NeedsEnding)
        })
        .map_or(key, |(rest, _)| rest)
}

fn singular_form(key: &str) -> &str {
    match key.strip_suffix('s') {
        Some(stem) if stem.len() > 3 && !stem.ends_with(['s', 'u', 'i']) => stem,
        _ => key,
    }
}
