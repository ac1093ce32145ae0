//! Infers a person's gender from the pronouns after the name, for persons whose title, role and given name do not show
//! it.

use super::cluster::Cluster;
use super::phrase::NameGrid;
use crate::annotation::{EntityKind, RuleId};
use crate::engine::lexeme::name_words::NameWord;
use crate::engine::lexeme::traits::Gender;
use crate::engine::{Evidence, FindingKind, Rule};
use crate::invariant::ExpectOr;

/// The maximum distance of a pronoun after the name, in tokens: about one sentence.
const MAX_TOKENS: usize = 30;
/// The maximum number of a person's names that are examined. A long article has fewer; the limit keeps a text of a
/// single repeated name linear.
const MAX_NAMES: usize = 24;

pub(super) static PRONOUN: Rule = Rule {
    id: RuleId("entities/gender-by-pronoun"),
    summary: "The pronouns after a person's name show the person's gender if title, role and given name do not.",
    needs: &[FindingKind::Names],
    finds: &[
        "Okwudili said that ⟦she⟧ would go.",
        "Okwudili Adeyemi-Oke said that ⟦she⟧ would go.",
    ],
    silent: &[
        "Okwudili said: “He will go.”",
        "Angela Merkel said that she would go.",
    ],
};

/// How many tokens after "his" may hold the word for a relative: "his third wife".
const MAX_TOKENS_TO_KIN: usize = 3;

/// Returns the gender shown by most pronouns that follow the person's names before another person is named.
pub(super) fn by_pronouns(grid: &NameGrid<'_, '_>, cluster: &Cluster) -> Gender {
    if !grid.page.allows(&PRONOUN) {
        return Gender::Unknown;
    }
    let (mut n_male, mut n_female) = (0, 0);
    for at in cluster.mentions.iter().take(MAX_NAMES) {
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

fn pronoun_after(grid: &NameGrid<'_, '_>, at: usize) -> Gender {
    let Some(mention) = grid.mentions.items.get(at) else {
        return Gender::Unknown;
    };
    let rest = grid
        .mentions
        .items
        .get(at + 1..)
        .expect_or_default("the index is that of a name");
    let others = rest
        .iter()
        .filter(|mention| mention.kind == EntityKind::Person);
    let farthest = mention.tokens.end + MAX_TOKENS;
    let next = others.map(|other| other.tokens.start).next();
    let end = next.map_or(farthest, |next| next.min(farthest));
    // ", his third wife," is about somebody else, and so is what follows.
    let comma = mention.tokens.end;
    let is_kin = grid.page.word(comma) == ","
        && (comma + 2..comma + 2 + MAX_TOKENS_TO_KIN)
            .any(|token| grid.page.naming(token).is_relative());
    let is_owned = [NameWord::MalePronoun, NameWord::FemalePronoun]
        .into_iter()
        .any(|pronoun| grid.page.naming(comma + 1).is(pronoun));
    if is_kin && is_owned {
        return Gender::Unknown;
    }
    for token in mention.tokens.end..end.min(grid.page.tokens().len()) {
        let word = grid.page.naming(token);
        let gender = if word.is(NameWord::MalePronoun) {
            Gender::Male
        } else if word.is(NameWord::FemalePronoun) {
            Gender::Female
        } else {
            Gender::Unknown
        };
        if gender != Gender::Unknown {
            let pronoun = grid.page.range_of(token..token + 1);
            grid.page.record(&PRONOUN, pronoun, || {
                vec![Evidence {
                    label: "name",
                    range: mention.range,
                }]
            });
            return gender;
        }
        // What stands in quotation marks is about somebody else.
        if matches!(grid.page.word(token), "“" | "\"" | "''" | "‘") {
            return Gender::Unknown;
        }
    }
    Gender::Unknown
}
