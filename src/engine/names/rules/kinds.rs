//! Corrects kinds by the words of a name: peoples, events, works.

use super::context::{PLACES, RuleContext};
use super::edit::NameEdit;
use super::named_tokens::NamedTokens;
use crate::annotation::{EntityKind, RuleId};
use crate::engine::lexeme::vocabulary::{Class, Classes};
use crate::engine::names::cue_words::NameCue;
use crate::engine::rule::Rule;

pub(super) static PEOPLE: Rule = Rule {
    id: RuleId("names/people"),
    summary: "A word for a people or a religion names a group, not a place.",
    needs: &[],
    finds: &[
        "The ⟦Danish⟧ team left on Monday.",
        "A ⟦Catholic⟧ priest opened the school.",
    ],
    silent: &[
        "They left Denmark on Monday.",
        "He works for the Danish Institute in Athens.",
    ],
};

/// Tags peoples as groups if the model tagged them as places or other names.
pub(super) fn name_peoples(context: RuleContext<'_>, names: &[NamedTokens]) -> Vec<NameEdit> {
    let name_one = |(at, name): (usize, &NamedTokens)| {
        let known = context.classes(&name.tokens);
        let is_people = match name.kind {
            EntityKind::Place => known.has(Class::People) && !known.meets(PLACES),
            EntityKind::Other => known.meets(Classes::of(&[Class::People, Class::Group])),
            _ => false,
        };
        is_people.then(|| NameEdit::set_kind(at, EntityKind::Group))
    };
    names.iter().enumerate().filter_map(name_one).collect()
}

pub(super) static PEOPLE_BEFORE_PLACE: Rule = Rule {
    id: RuleId("names/people-before-place"),
    summary: "A word for a people before the name of a place is no part of it: \"the Syrian Golan\".",
    needs: &[],
    finds: &[
        "They left the Syrian ⟦Golan⟧ in May.",
        "A village in Iraqi ⟦Halabja⟧ was hit.",
    ],
    silent: &[
        "The Korean Peninsula was cold in May.",
        "They left the Dominican Republic in May.",
        "The ship crossed the Indian Ocean in May.",
    ],
};

/// Removes words for peoples from places, unless the lexicon contains the whole name as a place.
pub(super) fn cut_peoples(context: RuleContext<'_>, names: &[NamedTokens]) -> Vec<NameEdit> {
    let cut = |(at, name): (usize, &NamedTokens)| {
        let first = name.tokens.start;
        let people = context.word(first);
        let is_cut = name.kind == EntityKind::Place
            && name.tokens.len() > 1
            && people.has(Class::People)
            && !people.meets(PLACES)
            && !context.word(first + 1).has(Class::PlaceWord)
            && !context.classes(&name.tokens).meets(PLACES);
        is_cut.then(|| {
            NameEdit::replace(at, first + 1..name.tokens.end, name.kind)
                .because("people", first..first + 1)
        })
    };
    names.iter().enumerate().filter_map(cut).collect()
}

pub(super) static EVENT_OR_WORK: Rule = Rule {
    id: RuleId("names/event-or-work"),
    summary: "A name of another kind is an event or a work by its head, by the lexicon or by quotation marks.",
    needs: &[],
    finds: &[
        "He won gold at the ⟦Winter Olympics⟧ in 2010.",
        "She starred in “⟦Blue Velvet⟧” as a singer.",
    ],
    silent: &[
        "The summit was held on Monday.",
        "They signed a treaty in Rome.",
    ],
};

/// Tags names of other kinds as events or works by their head noun.
pub(super) fn name_events_and_works(
    context: RuleContext<'_>,
    names: &[NamedTokens],
) -> Vec<NameEdit> {
    let others = names.iter().enumerate();
    let others = others.filter(|(_, name)| name.kind == EntityKind::Other);
    let name_one = |(at, name): (usize, &NamedTokens)| {
        let known = context.classes(&name.tokens);
        let has = |cue| name.tokens.clone().any(|index| context.has(index, cue));
        let marks = (
            context.before(name.tokens.start, 1),
            context.lower(name.tokens.end),
        );
        let is_quoted = matches!(marks, ("“", "”") | ("\"", "\"") | ("‘", "’"));
        let kind = if known.has(Class::Event) || has(NameCue::Event) {
            EntityKind::Event
        } else if known.has(Class::Work) || has(NameCue::Work) || is_quoted {
            EntityKind::Work
        } else {
            return None;
        };
        Some(NameEdit::set_kind(at, kind))
    };
    others.filter_map(name_one).collect()
}

#[cfg(test)]
mod tests {
    use super::super::check::check_rules;
    use crate::annotation::EntityKind::{Event, Group, Organization, Other, Place, Work};

    #[test]
    fn nationalities_are_groups_and_countries_are_not() {
        check_rules(
            "The Danish team left Denmark for the Danish Institute.",
            &[
                ("Danish", Place, 60),
                ("Denmark", Place, 99),
                ("Danish Institute", Organization, 99),
            ],
            &[
                ("Danish", Group),
                ("Denmark", Place),
                ("Danish Institute", Organization),
            ],
        );
    }

    #[test]
    fn peoples_are_no_part_of_places() {
        check_rules(
            "He left the Syrian Golan for the Indian Ocean and French Guiana.",
            &[
                ("Syrian Golan", Place, 90),
                ("Indian Ocean", Place, 90),
                ("French Guiana", Place, 90),
            ],
            &[
                ("Golan", Place),
                ("Indian Ocean", Place),
                ("French Guiana", Place),
            ],
        );
    }

    #[test]
    fn other_names_are_told_apart_by_their_words() {
        check_rules(
            "He left the Polar Cup for “Blue Rain” under the Fish Act with an Abacus.",
            &[
                ("Polar Cup", Other, 80),
                ("Blue Rain", Other, 80),
                ("Fish Act", Other, 80),
                ("Abacus", Other, 80),
            ],
            &[
                ("Polar Cup", Event),
                ("Blue Rain", Work),
                ("Fish Act", Work),
                ("Abacus", Other),
            ],
        );
    }
}
