//! Kinds by the words of a name: peoples, events, works.

use super::context::{PLACES, RuleContext};
use super::edit::Edit;
use super::name_span::NameSpan;
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

/// Makes groups of peoples that the model took for places or other names.
pub(super) fn name_peoples(context: RuleContext<'_>, names: &[NameSpan]) -> Vec<Edit> {
    let name_one = |(at, name): (usize, &NameSpan)| {
        let known = context.classes(&name.tokens);
        let is_people = match name.kind {
            EntityKind::Place => known.has(Class::People) && !known.meets(PLACES),
            EntityKind::Other => known.meets(Classes::of(&[Class::People, Class::Group])),
            _ => false,
        };
        is_people.then(|| Edit::set_kind(at, EntityKind::Group))
    };
    names.iter().enumerate().filter_map(name_one).collect()
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

/// Says which names of another kind are events and works.
pub(super) fn name_events_and_works(context: RuleContext<'_>, names: &[NameSpan]) -> Vec<Edit> {
    let others = names.iter().enumerate();
    let others = others.filter(|(_, name)| name.kind == EntityKind::Other);
    let name_one = |(at, name): (usize, &NameSpan)| {
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
        Some(Edit::set_kind(at, kind))
    };
    others.filter_map(name_one).collect()
}

#[cfg(test)]
mod tests {
    use super::super::check::check;
    use crate::annotation::EntityKind::{Event, Group, Organization, Other, Place, Work};

    #[test]
    fn nationalities_are_groups_and_countries_are_not() {
        check(
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
    fn other_names_are_told_apart_by_their_words() {
        check(
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
