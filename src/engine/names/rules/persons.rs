//! Forms of address before persons: "Mr Roe".

use super::context::RuleContext;
use super::edit::Edit;
use super::name_span::NameSpan;
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

/// Cuts forms of address off the names of persons.
pub(super) fn cut_forms_of_address(context: RuleContext<'_>, names: &[NameSpan]) -> Vec<Edit> {
    let cut = |(at, name): (usize, &NameSpan)| {
        let first = name.tokens.start;
        let is_addressed = name.kind == EntityKind::Person
            && name.tokens.len() > 1
            && context.has(first, NameCue::FormOfAddress);
        is_addressed.then(|| {
            Edit::replace(at, first + 1..name.tokens.end, name.kind)
                .because("form of address", first..first + 1)
        })
    };
    names.iter().enumerate().filter_map(cut).collect()
}

#[cfg(test)]
mod tests {
    use super::super::check::check;
    use crate::annotation::EntityKind::{Organization, Person};

    #[test]
    fn forms_of_address_are_cut_off_persons_only() {
        check(
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
