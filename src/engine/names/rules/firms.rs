//! Recognizes companies by the words of their names: "Tveit & Lund", "Grupo Velasco", "Tarn Lines".

use super::context::RuleContext;
use super::edit::NameEdit;
use super::named_tokens::NamedTokens;
use crate::annotation::{EntityKind, RuleId};
use crate::engine::lexeme::name_words;
use crate::engine::rule::Rule;

pub(super) static AMPERSAND: Rule = Rule {
    id: RuleId("names/ampersand"),
    summary: "Names of one word around \"&\" are one firm.",
    needs: &[],
    finds: &[
        "In the early 1980s she worked at a law firm, ⟦Moore & Van Allen⟧, in Oslo.",
        "The shop is run by brothers ⟦Abara & Okafor⟧ in Lagos.",
    ],
    silent: &[
        "Ida Barr & Bo Stone wrote the song in Leeds.",
        "It rained in Paris & Lyon on Monday.",
    ],
};

/// Joins names of one word around "&", and tags persons with "&" as companies.
pub(super) fn join_ampersands(context: RuleContext<'_>, names: &[NamedTokens]) -> Vec<NameEdit> {
    let mut edits = Vec::new();
    let mut at = 0;
    while let Some(first) = names.get(at) {
        let mut tokens = first.tokens.clone();
        let mut next = at + 1;
        while let Some(second) = names.get(next)
            && context.lower(tokens.end) == "&"
            && tokens.end + 1 == second.tokens.start
            && (tokens.len() == 1 || context.lower(tokens.start + 1) == "&")
            && first.kind != EntityKind::Place
        {
            tokens.end = second.tokens.end;
            next += 1;
        }
        let link = tokens.start + 1;
        let is_firm =
            tokens.len() > 2 && context.lower(link) == "&" && first.kind == EntityKind::Person;
        let kind = if is_firm {
            EntityKind::Organization
        } else {
            first.kind
        };
        if tokens != first.tokens || kind != first.kind {
            edits.push(NameEdit::replace(at, tokens, kind).because("and", link..link + 1));
            edits.extend((at + 1..next).map(NameEdit::absorb));
        }
        at = next;
    }
    edits
}

pub(super) static COMPANY_WORD: Rule = Rule {
    id: RuleId("names/company-word"),
    summary: "A name with a first or last word for a kind of company is no person's: \"Grupo Velasco\".",
    needs: &[],
    finds: &[
        "The mine was sold to ⟦Grupo Velasco⟧ last year.",
        "It was built by ⟦Banco Roe⟧ in the north.",
    ],
    silent: &[
        "Bela Grupov and Ann Lineker left on Monday.",
        "Al Banks spoke to the council on Monday.",
    ],
};

/// The confidence, in percent, from which on a person stays a person although the surname is a word for companies ("Ann
/// Banks").
const MIN_SURE_PERSON_PERCENT: u8 = 96;

/// Tags persons as organisations if their names begin or end with a word for a kind of company.
pub(super) fn name_companies(context: RuleContext<'_>, names: &[NamedTokens]) -> Vec<NameEdit> {
    let name_one = |(at, name): (usize, &NamedTokens)| {
        let is_doubtful = name.kind == EntityKind::Person
            && name.tokens.len() > 1
            && name.percent < MIN_SURE_PERSON_PERCENT;
        if !is_doubtful {
            return None;
        }
        let first = context.lower(name.tokens.start);
        let last = context.lower(name.tokens.end - 1).trim_end_matches('.');
        // "Al", "Se" and "Ab" are given names as well as forms of companies.
        let is_lead = first.len() > 3 && name_words::leads_organization(first);
        let is_company = is_lead || last.len() > 3 && name_words::ends_organization(last);
        is_company.then(|| NameEdit::set_kind(at, EntityKind::Organization))
    };
    names.iter().enumerate().filter_map(name_one).collect()
}

#[cfg(test)]
mod tests {
    use super::super::check::check_rules;
    use crate::annotation::EntityKind::{Organization, Person, Place};

    #[test]
    fn names_around_an_ampersand_are_a_firm() {
        check_rules(
            "Pumps from Tveit & Lund and Ida Barr & Bo Stone. Roe & Poe & Low won.",
            &[
                ("Tveit", Person, 90),
                ("Lund", Person, 90),
                ("Ida Barr", Person, 90),
                ("Bo Stone", Person, 90),
                ("Roe", Person, 90),
                ("Poe", Person, 90),
                ("Low", Person, 90),
            ],
            &[
                ("Tveit & Lund", Organization),
                ("Ida Barr", Person),
                ("Bo Stone", Person),
                ("Roe & Poe & Low", Organization),
            ],
        );
    }

    #[test]
    fn places_around_an_ampersand_stay_two() {
        check_rules(
            "It rained in Paris & Lyon.",
            &[("Paris", Place, 90), ("Lyon", Place, 90)],
            &[("Paris", Place), ("Lyon", Place)],
        );
    }

    #[test]
    fn a_word_for_a_company_makes_a_body() {
        check_rules(
            "Grupo Velasco sued Tarn Lines.",
            &[("Grupo Velasco", Person, 80), ("Tarn Lines", Person, 40)],
            &[
                ("Grupo Velasco", Organization),
                ("Tarn Lines", Organization),
            ],
        );
    }

    #[test]
    fn other_names_stay_persons() {
        check_rules(
            "Bela Grupov and Ann Lineker left Al Banks. Tarn Lines is sure.",
            &[
                ("Bela Grupov", Person, 80),
                ("Ann Lineker", Person, 80),
                ("Al Banks", Person, 80),
                ("Tarn Lines", Person, 97),
            ],
            &[
                ("Bela Grupov", Person),
                ("Ann Lineker", Person),
                ("Al Banks", Person),
                ("Tarn Lines", Person),
            ],
        );
    }
}
