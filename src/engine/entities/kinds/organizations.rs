//! Rules for short names of organisations that were named in full before.

use super::super::distinctive::is_distinctive;
use super::super::mention_table::MentionTable;
use super::edit::{KindEdit, KindRule, is_after_locative};
use crate::annotation::{EntityKind, RuleId};
use crate::engine::lexeme::hash::{HashMap, HashSet};
use crate::engine::lexeme::name_words;
use crate::engine::{FindingKind, Page, Rule};

/// The maximum number of first words of a name that can stand for the whole: "Van Riemsdijk".
const MAX_HEADS: usize = 3;

pub(in super::super) static STEM: Rule = Rule {
    id: RuleId("entities/kind-by-company-stem"),
    summary: "A company's name without its “AG” or “Inc.” is the company, once it was named in full.",
    needs: &[FindingKind::Names],
    finds: &[
        "Halden AG agreed on Monday to buy a rival. ⟦Halden⟧ will pay 61 euros a share.",
        "Zielinski Bread SA employs 6,000 people. ⟦Zielinski Bread⟧ had sales of 2 billion zlotys last year.",
    ],
    silent: &[
        "Halden AG has a plant in Halden, a town of 9,000 people.",
        "Siemens AG rose 3 percent. Its rival Bosch fell.",
    ],
};

pub(in super::super) static PART: Rule = Rule {
    id: RuleId("entities/kind-by-part-of-name"),
    summary: "Words that the name of an organisation begins or ends with, and nobody's name has, are that organisation.",
    needs: &[FindingKind::Names],
    finds: &[
        "Bramwell Brands Corp. fell 3 percent on Tuesday. In a statement, ⟦Bramwell⟧ said that it was sorry.",
        "Peabody Energy shut the mine. From the start, ⟦Peabody⟧ was loaded with debt, the court heard.",
        "Northgate United are level with Dynamo Harwell. ⟦Harwell⟧ play on Sunday.",
    ],
    silent: &[
        "Bramwell Brands Corp. fell 3 percent on Tuesday. Its founder, Ann Bramwell, said that she was sorry.",
        "National Harbour Lines sank a tug. The nation mourned.",
    ],
};

pub(super) const COMPANY_STEM: KindRule = KindRule {
    rule: &STEM,
    find: find_company_stems,
};

pub(super) const PART_OF_NAME: KindRule = KindRule {
    rule: &PART,
    find: find_part_names,
};

/// Finds the stems of company names: "Halden" after "Halden AG".
fn find_company_stems(page: &Page<'_>, mentions: &MentionTable<'_>) -> Vec<KindEdit> {
    let mut stems: HashMap<&str, usize> = HashMap::default();
    for (at, mention) in mentions.items.iter().enumerate() {
        if mention.kind == EntityKind::Organization
            && let Some((stem, last)) = mentions.form_of(mention).key.rsplit_once(' ')
            && name_words::is_company_form(last)
        {
            stems.entry(stem).or_insert(at);
        }
    }
    if stems.is_empty() {
        return Vec::new();
    }
    let mut edits = Vec::new();
    for (at, mention) in mentions.items.iter().enumerate() {
        let full = stems.get(&*mentions.form_of(mention).key);
        if let Some(&full) = full.filter(|full| **full < at)
            && mention.title.is_none()
            && !is_after_locative(page, mention.tokens.start)
        {
            edits.push(KindEdit {
                mention: at,
                kind: EntityKind::Organization,
                because: Some(full),
            });
        }
    }
    edits
}

/// Finds parts of organisations' names: "Bramwell" after "Bramwell Brands Corp.", "Harwell" after "Dynamo Harwell".
fn find_part_names(_: &Page<'_>, mentions: &MentionTable<'_>) -> Vec<KindEdit> {
    let (parts, people) = collect_parts(mentions);
    let mut edits = Vec::new();
    for (at, mention) in mentions.items.iter().enumerate() {
        let form = mentions.form_of(mention);
        let is_open = matches!(mention.kind, EntityKind::Person | EntityKind::Other);
        let full = parts.get(&*form.key).copied().filter(|full| *full < at);
        if is_open
            && mention.title.is_none()
            && let Some(full) = full
            && form
                .person
                .last()
                .is_none_or(|last| !people.contains(&last))
        {
            edits.push(KindEdit {
                mention: at,
                kind: EntityKind::Organization,
                because: Some(full),
            });
        }
    }
    edits
}

/// Returns the distinctive first words and the last word of each organisation's name, with the mention where it first
/// occurs, and the words of people's names.
fn collect_parts<'s>(mentions: &'s MentionTable<'_>) -> (HashMap<&'s str, usize>, HashSet<u32>) {
    let mut parts: HashMap<&str, usize> = HashMap::default();
    let mut people = HashSet::default();
    for (at, mention) in mentions.items.iter().enumerate() {
        let form = mentions.form_of(mention);
        if mention.kind == EntityKind::Person && (form.person.is_full() || mention.title.is_some())
        {
            people.extend(form.person.parts.iter().filter_map(|part| part.word()));
        }
        if mention.kind != EntityKind::Organization {
            continue;
        }
        let key: &str = &form.key;
        let heads = key
            .match_indices(' ')
            .filter_map(|(gap, _)| key.get(..gap))
            .take(MAX_HEADS);
        let tail = key.rsplit_once(' ').map(|(_, tail)| tail);
        for part in heads.chain(tail).filter(|part| is_distinctive(part)) {
            parts.entry(part).or_insert(at);
        }
    }
    (parts, people)
}
