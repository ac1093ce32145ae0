//! Ties the names of a document to its entities.
//!
//! Names become [`spots`]; [`kinds`] settles what they are; [`people`] and [`things`] group them; [`roles`] reads what
//! the text says people are; [`naming`] writes the entities. Everything is linear in the count of names.

mod fold;
mod kinds;
mod lexicon;
#[cfg(test)]
mod marked;
mod naming;
mod people;
mod person;
mod roles;
mod spots;
mod things;
mod traits;

use std::collections::HashMap;

use super::{Found, Name, Page};
use crate::annotation::{Entity, EntityKind, Mention};

use roles::RoleAt;
use spots::Spots;
use things::Thing;
pub use traits::{Fit, Gender, Number, Traits};

/// What a document's names come to.
#[derive(Debug, Default)]
pub(super) struct Resolved {
    /// The entities, in order of their first mention.
    pub(super) entities: Vec<Entity>,
    /// What grammar knows of each.
    pub(super) traits: Vec<Traits>,
    /// The mentions, in order.
    pub(super) mentions: Vec<Found<Mention>>,
}

/// Whose name a place holds: a number within the people, the things or the user's own names.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum Owner {
    Person(usize),
    Thing(usize),
    Ruled(usize),
}

/// An entity being put together.
struct Cluster {
    kind: EntityKind,
    /// Its names, as indices into the spots, in order.
    spots: Vec<usize>,
    /// What ties it to others, where the names alone do not say.
    identity: Option<String>,
    /// The name that the user gave it.
    ruled: Option<String>,
    /// What the text says it is.
    role: Option<RoleAt>,
}

/// Returns the entities that the names of a page come to.
pub(super) fn resolve(page: &Page<'_>, names: &[Found<Name>]) -> Resolved {
    let mut spots = Spots::new(page, names);
    if spots.items.is_empty() {
        return Resolved::default();
    }
    kinds::settle(page, &mut spots);
    let people = people::group(&spots, |spot| roles::is_relative(page, spot));
    let (things, known) = things::group(page, &spots);
    let mut clusters = cluster(&spots, &people, &things, &known);
    roles::read(page, &spots, &mut clusters);
    naming::write(page, &spots, &clusters)
}

/// Returns the groups in order of their first name.
fn cluster(
    spots: &Spots<'_>,
    people: &[Option<usize>],
    things: &[Option<usize>],
    known: &[Thing],
) -> Vec<Cluster> {
    let mut clusters: Vec<Cluster> = Vec::new();
    let mut by_owner = HashMap::new();
    let mut ruled = HashMap::new();
    for (at, spot) in spots.items.iter().enumerate() {
        let person = people.get(at).copied().flatten().map(Owner::Person);
        let thing = things.get(at).copied().flatten().map(Owner::Thing);
        let n_ruled = ruled.len();
        let rule = spot
            .canonical
            .map(|name| Owner::Ruled(*ruled.entry((spot.kind, name)).or_insert(n_ruled)));
        let Some(owner) = rule.or(person).or(thing) else {
            continue;
        };
        let index = *by_owner.entry(owner).or_insert_with(|| {
            clusters.push(Cluster {
                kind: spot.kind,
                spots: Vec::new(),
                identity: match owner {
                    Owner::Thing(thing) => known.get(thing).map(|thing| thing.identity.clone()),
                    _ => None,
                },
                ruled: spot.canonical.map(str::to_owned),
                role: None,
            });
            clusters.len() - 1
        });
        if let Some(cluster) = clusters.get_mut(index) {
            cluster.spots.push(at);
        }
    }
    clusters
}

#[cfg(test)]
mod tests {
    use super::marked::{check, check_entity};

    #[test]
    fn a_surname_means_whoever_was_named_in_full() {
        check(
            "[Antony Blinken|p1|name] flew to [Paris|l1]. [Blinken|p1|short] met [Olaf Scholz|p2|name]; [Scholz|p2|short] left, Mr. [Blinken|p1|short] said.",
        );
        check("[Blinken|p1|short] flies to Paris\n\n[Antony Blinken|p1|name] flew on Monday.");
        check(
            "[Ursula von der Leyen|p1|name] spoke. [Von der Leyen|p1|short] left with [Alexander Van der Bellen|p2|name]; [Van der Bellen|p2|short] stayed.",
        );
        check(
            "[Xi Jinping|p1] met [Kim Jong Un|p2]. President [Xi|p1|short] and Mr. [Kim|p2|short] spoke.",
        );
        check("[Bashar al-Assad|p1] fled. [Assad|p1|short] is in exile, [al-Assad|p1|short] said.");
        check(
            "[J.K. Rowling|p1|name] won. Ms. [Rowling|p1|short] thanked [Gabriel García Márquez|p2]; [Garcia Marquez|p2] smiled.",
        );
    }

    #[test]
    fn two_people_of_one_surname_are_kept_apart() {
        check(
            "[John Smith|p1] and [Jane Smith|p2] met. Ms. [Smith|p2|short] left. Mr. [Smith|p1|short] stayed. [Jane|p2|short] called.",
        );
        check("[John Smith|p1] came with his wife, [Jane Smith|p2]. [Smith|p1|short] was elected.");
        check("Mr. [Smith|p1] met Mrs. [Smith|p2].");
        check(
            "[Mohammed bin Salman|p1] is the son of King [Salman|p2]. Prince [Mohammed|p1|short] left; [bin Salman|p1|short] said.",
        );
        check("[Donald Trump|p1] and his son [Donald Trump Jr.|p2] spoke.");
    }

    #[test]
    fn organisations_have_long_and_short_names() {
        check(
            "[Siemens AG|o1|name] rose. [Siemens|o1|short] fell. [Deutsche Bank|o2] and [Deutsche Telekom|o3] fell.",
        );
        check(
            "The [World Health Organization|o1|name] ([WHO|o1|acronym]) said. [WHO|o1|acronym] staff left the [United Nations|o2]. The [U.N.|o2|acronym] and the [UN|o2|acronym] said.",
        );
        check(
            "The [Central Election Commission|o1] ([CEC|o1|acronym|x]) met. The [CEC|o1|acronym] said.",
        );
        check(
            "[Goldman Sachs|o1] rose. [Goldman|o1|short] fell. [Goldman Sachs Group Inc.|o1|name] said.",
        );
        check("[Manchester City|o1] beat [Manchester United|o2]. [United|o2|short] lost.");
    }

    #[test]
    fn countries_have_short_forms_and_peoples_are_groups() {
        check(
            "The [United States|l1] and [Britain|l2]: [U.S.|l1|acronym] and [UK|l2|acronym] officials; [Americans|g1|name] and [American|g1|name] ships; the [US|l1|acronym].",
        );
        check_entity(
            "The [U.S.|l1] said.",
            "l1: U.S. (place/united-states, unknown)",
        );
        check_entity(
            "The [Germans|g1] said.",
            "g1: Germans (group/germany, unknown)",
        );
    }

    #[test]
    fn a_kind_that_stands_alone_gives_way() {
        check("[Antony Blinken|p1] left. [Blinken|p1|short|o] said so.");
        check(
            "[Denzel Washington|p1] flew to [Washington|l1]. Mr. [Washington|p1|short] spoke in [Washington|l1].",
        );
        check("[Gerald Ford|p1] drove a car of [Ford Motor Co.|o1|name]. [Ford|o1|short] said.");
        check("Sen. [Warren|p1|name|o] spoke.");
    }

    #[test]
    fn names_are_canonical_and_keys_are_stable() {
        check_entity(
            "[Donald J. Trump|p1] spoke. Mr. [Trump|p1] left.",
            "p1: Donald J. Trump (person/donald-trump, male)",
        );
        check_entity(
            "[ANGELA MERKEL|p1] wins",
            "p1: Angela Merkel (person/angela-merkel, female)",
        );
        check_entity(
            "[Siemens AG|o1] rose.",
            "o1: Siemens AG (organization/siemens, unknown)",
        );
        check_entity(
            "[NATO|o1] said.",
            "o1: NATO (organization/north-atlantic-treaty-organization, unknown)",
        );
        check_entity("Ms. [Smith|p1] said.", "p1: Smith (person/smith, female)");
    }
}
