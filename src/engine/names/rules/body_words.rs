//! A name with a word that only bodies have is no person's: "Banco Roe", "Norsea Lines".

use super::Spotted;
use super::context::Sight;
use crate::annotation::EntityKind;
use crate::engine::lexeme::name_words;

/// A person of whom the tagger is this sure stays one, in percent.
const SURE: u8 = 96;

/// Makes organisations of persons' names that begin or end with a word for a kind of company.
pub(super) fn name_companies(sight: Sight<'_>, names: &mut [Spotted]) {
    for name in names.iter_mut() {
        if name.kind != EntityKind::Person || name.tokens.len() < 2 || name.percent >= SURE {
            continue;
        }
        let first = sight.lower(name.tokens.start);
        let last = sight.lower(name.tokens.end - 1).trim_end_matches('.');
        // "Al", "Se" and "Ab" are given names as well as forms of companies.
        let is_lead = first.len() > 3 && name_words::leads_organization(first);
        if is_lead || last.len() > 3 && name_words::ends_organization(last) {
            name.kind = EntityKind::Organization;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::check;
    use crate::annotation::EntityKind::{Organization, Person};

    #[test]
    fn a_word_for_a_company_makes_a_body() {
        check(
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
        check(
            "Bela Grupov and Ann Lineker left Al Banks.",
            &[
                ("Bela Grupov", Person, 80),
                ("Ann Lineker", Person, 80),
                ("Al Banks", Person, 80),
            ],
            &[
                ("Bela Grupov", Person),
                ("Ann Lineker", Person),
                ("Al Banks", Person),
            ],
        );
    }
}
