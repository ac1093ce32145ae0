//! The rule for two nationalities joined by a hyphen ("Franco-German").

use super::edits::{NameEdits, RepairRule};
use crate::annotation::{EntityKind, RuleId};
use crate::engine::lexeme::name_words::{Country, entity_lexicon};
use crate::engine::lexeme::normalize::fold_name;
use crate::engine::{FindingKind, Found, Name, Page, Rule};
use crate::text::ByteRange;

pub(in super::super) static HYPHEN: Rule = Rule {
    id: RuleId("entities/hyphenated-peoples"),
    summary: "“French-German” names two peoples.",
    needs: &[FindingKind::Names],
    finds: &[
        "The ⟦French⟧-German planemaker sold 400 jets.",
        "An Israeli-⟦Australian⟧ teacher was jailed in Melbourne.",
    ],
    silent: &[
        "A French-speaking teacher was jailed in Geneva.",
        "The French and German planemakers sold 400 jets.",
    ],
};

pub(super) const RULE: RepairRule = RepairRule {
    rule: &HYPHEN,
    find: find_pairs,
    percent: 80,
};

fn find_pairs(page: &Page<'_>, names: &[Found<Name>]) -> NameEdits {
    let mut edits = NameEdits::default();
    for (index, name) in names.iter().enumerate() {
        let text = page.text().slice(name.range);
        let halves = text.split_once(['-', '–']);
        let Some((first, last)) = halves.filter(|_| name.what.canonical.is_none()) else {
            continue;
        };
        if !is_people(first) || !is_people(last) {
            continue;
        }
        let start = name.range.start().index();
        let end = name.range.end().index();
        edits.replace(
            index,
            ByteRange::of(start, start + first.len()),
            EntityKind::Group,
        );
        edits
            .added
            .push((ByteRange::of(end - last.len(), end), EntityKind::Group));
    }
    edits
}

fn is_people(word: &str) -> bool {
    matches!(
        entity_lexicon().country(&fold_name(word)),
        Some(Country::People(_))
    )
}
