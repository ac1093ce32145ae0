//! What the pronouns after a name tell of the gender, where title, role and given name do not.

use super::phrase::Grid;
use super::{Cluster, Gender};
use crate::annotation::EntityKind;
use crate::invariant::ExpectOr;

/// How far a pronoun may stand behind the name, in tokens.
const MAX_TOKENS: usize = 30;
/// How many of a person's names are looked behind.
const MAX_NAMES: usize = 24;

/// Returns what most of the pronouns tell that follow the person's names before anybody else is named.
pub(super) fn by_pronouns(grid: &Grid<'_, '_>, cluster: &Cluster) -> Gender {
    let (mut n_male, mut n_female) = (0, 0);
    for at in cluster.spots.iter().take(MAX_NAMES) {
        match pronoun_after(grid, *at) {
            Gender::Male => n_male += 1,
            Gender::Female => n_female += 1,
            Gender::Unknown => {}
        }
    }
    match n_male.cmp(&n_female) {
        std::cmp::Ordering::Greater => Gender::Male,
        std::cmp::Ordering::Less => Gender::Female,
        std::cmp::Ordering::Equal => Gender::Unknown,
    }
}

fn pronoun_after(grid: &Grid<'_, '_>, at: usize) -> Gender {
    let Some(spot) = grid.spots.items.get(at) else {
        return Gender::Unknown;
    };
    let rest = grid
        .spots
        .items
        .get(at + 1..)
        .expect_or_default("the index is that of a name");
    let others = rest.iter().filter(|spot| spot.kind == EntityKind::Person);
    let farthest = spot.tokens.end + MAX_TOKENS;
    let next = others.map(|other| other.tokens.start).next();
    let end = next.map_or(farthest, |next| next.min(farthest));
    for token in spot.tokens.end..end.min(grid.page.tokens().len()) {
        match grid.page.lower(token) {
            "he" | "his" | "him" | "himself" => return Gender::Male,
            "she" | "her" | "hers" | "herself" => return Gender::Female,
            // What stands in quotation marks is about somebody else.
            "“" | "\"" | "''" | "‘" => return Gender::Unknown,
            _ => {}
        }
    }
    Gender::Unknown
}
