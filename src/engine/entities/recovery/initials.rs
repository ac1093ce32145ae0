//! The rule that adds initials before a surname.

use super::edits::{NameEdits, RepairRule, sentence_tokens};
use crate::annotation::{EntityKind, RuleId};
use crate::engine::{FindingKind, Found, Name, Page, Rule};

pub(in super::super) static INITIALS: Rule = Rule {
    id: RuleId("entities/initials-before-surname"),
    summary: "Initials right before a surname belong to the name: “J.K. Ashdown”.",
    needs: &[FindingKind::Names],
    finds: &[
        "⟦J.K. Ashdown⟧ has won the prize. Ashdown, 61, said that she was glad. Ms. Ashdown left.",
        "⟦E.L. Thorpe⟧ has won the prize. Thorpe, 61, said that she was glad. Mrs. Thorpe lives in Leeds.",
    ],
    silent: &[
        "In the U.S. Ashdown won the prize. Ms. Ashdown left.",
        "Joan Ashdown has won the prize. Ashdown, 61, said that she was glad.",
    ],
};

pub(super) const RULE: RepairRule = RepairRule {
    rule: &INITIALS,
    find: find_initials,
    percent: 85,
};

fn find_initials(page: &Page<'_>, names: &[Found<Name>]) -> NameEdits {
    let mut edits = NameEdits::default();
    for (index, name) in names.iter().enumerate() {
        let at = page.token_at(name.range.start());
        let before = at.checked_sub(1);
        let is_open = name.what.kind == EntityKind::Person && name.what.canonical.is_none();
        let before = before.filter(|before| {
            let sentence = sentence_tokens(page, at);
            is_open && sentence.contains(before) && is_initials(page.word(*before))
        });
        let range = before.and_then(|before| page.tokens().get(before));
        let earlier = index.checked_sub(1).and_then(|before| names.get(before));
        if let Some(initials) = range
            && earlier.is_none_or(|earlier| earlier.range.end() <= initials.range.start())
        {
            edits.replace(index, initials.range.hull(name.range), EntityKind::Person);
        }
    }
    edits
}

/// Returns whether a word consists of one to three capitals, each with a dot: "J.K.", but not "U.S.".
fn is_initials(word: &str) -> bool {
    let mut letters = word.split_terminator('.');
    let is_dotted = word.ends_with('.');
    let is_letter = |part: &str| {
        let mut chars = part.chars();
        chars.next().is_some_and(char::is_uppercase) && chars.next().is_none()
    };
    is_dotted && letters.clone().count() <= 3 && letters.all(is_letter) && !is_country(word)
}

fn is_country(word: &str) -> bool {
    use crate::engine::lexeme::name_words::entity_lexicon;
    use crate::engine::lexeme::normalize::fold_name;
    let key = fold_name(word);
    entity_lexicon().country(&key).is_some() || entity_lexicon().full_name(&key).is_some()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn initials_are_capitals_with_dots() {
        for word in ["J.K.", "J.", "H.G.W."] {
            assert!(is_initials(word), "{word}");
        }
        for word in ["U.S.", "U.N.", "Mr.", "JK", "a.m.", "Co.", ""] {
            assert!(!is_initials(word), "{word}");
        }
    }
}
