//! Forms of address before persons: "Mr Roe".

use super::context::RuleContext;
use super::edit::NameEdit;
use super::named_tokens::NamedTokens;
use crate::annotation::{EntityKind, RuleId};
use crate::engine::names::cue_words::NameCue;
use crate::engine::rule::Rule;

pub(super) static FORM_OF_ADDRESS: Rule = Rule {
    id: RuleId("names/form-of-address"),
    summary: "A form of address is no part of the name of a person: \"Mr Roe\" is Roe.",
    needs: &[],
    finds: &[
        "The campaign worker for Mrs. ⟦Clinton⟧ left on Monday.",
        "He asked Miss ⟦Tolland⟧ for help.",
    ],
    silent: &[
        "The drink was made by Dr Pepper in Texas.",
        "He told Roe that Miss World was on Monday.",
    ],
};

/// Removes forms of address from the names of persons.
pub(super) fn cut_forms_of_address(
    context: RuleContext<'_>,
    names: &[NamedTokens],
) -> Vec<NameEdit> {
    let cut = |(at, name): (usize, &NamedTokens)| {
        let (first, last) = (name.tokens.start, name.tokens.end - 1);
        let mut start = first;
        while start < last && context.has(start, NameCue::FormOfAddress) {
            start += 1;
        }
        // "H E", His or Her Excellency.
        if start + 1 < last && context.lower(start) == "h" && context.lower(start + 1) == "e" {
            start += 2;
        }
        let is_addressed = name.kind == EntityKind::Person && start > first;
        is_addressed.then(|| {
            NameEdit::replace(at, start..name.tokens.end, name.kind)
                .because("form of address", first..start)
        })
    };
    names.iter().enumerate().filter_map(cut).collect()
}

#[cfg(test)]
mod tests {
    use super::super::check::check_rules;
    use crate::annotation::EntityKind::{Organization, Person};

    #[test]
    fn ranks_and_excellencies_are_cut_off() {
        check_rules(
            "PM Ziguele met H E Jean Faivre, Gen Prayut and Gen",
            &[
                ("PM Ziguele", Person, 99),
                ("H E Jean Faivre", Person, 99),
                ("Gen Prayut", Person, 99),
                ("Gen", Person, 50),
            ],
            &[
                ("Ziguele", Person),
                ("Jean Faivre", Person),
                ("Prayut", Person),
                ("Gen", Person),
            ],
        );
    }

    #[test]
    fn forms_of_address_are_cut_off_persons_only() {
        check_rules(
            "Mr Roe and Dr. Poe met at Dr Pepper.",
            &[
                ("Mr Roe", Person, 99),
                ("Dr. Poe", Person, 99),
                ("Dr Pepper", Organization, 99),
            ],
            &[
                ("Roe", Person),
                ("Poe", Person),
                ("Dr Pepper", Organization),
            ],
        );
    }
}
