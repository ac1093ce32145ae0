//! The changes that rules make to names: each rule returns edits, and one function applies them.

use std::ops::Range;

use super::context::RuleContext;
use super::named_tokens::{NamedTokens, find_met};
use crate::annotation::EntityKind;
use crate::engine::rule::{Evidence, Rule};

/// A change of one name. A name is given by its index in the list that the rule received.
#[derive(Clone, Debug, PartialEq, Eq)]
enum NameChange {
    /// Adds a name, in place of all names that it overlaps. Holds tokens, kind and confidence in percent.
    Add(Range<usize>, EntityKind, u8),
    /// Removes a name. The removal is reported as a finding of the rule.
    Drop(usize),
    /// Removes a name that becomes part of another name changed by the rule.
    Absorb(usize),
    /// Changes the kind of a name.
    SetKind(usize, EntityKind),
    /// Changes the tokens and the kind of a name.
    Replace(usize, Range<usize>, EntityKind),
}

/// A change of one name, with the reason for it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct NameEdit {
    change: NameChange,
    /// The role of the reason in the rule, such as "title", and its tokens.
    reason: Option<(&'static str, Range<usize>)>,
}

impl NameEdit {
    const fn new(change: NameChange) -> Self {
        Self {
            change,
            reason: None,
        }
    }

    /// Returns an edit that adds a name with a confidence of `percent`, in place of all names that it overlaps.
    pub(super) const fn add(tokens: Range<usize>, kind: EntityKind, percent: u8) -> Self {
        Self::new(NameChange::Add(tokens, kind, percent))
    }

    /// Returns an edit that removes name number `at`.
    pub(super) const fn drop(at: usize) -> Self {
        Self::new(NameChange::Drop(at))
    }

    /// Returns an edit that removes name number `at`, because it becomes part of another name that the rule replaces.
    pub(super) const fn absorb(at: usize) -> Self {
        Self::new(NameChange::Absorb(at))
    }

    /// Returns an edit that changes the kind of name number `at`.
    pub(super) const fn set_kind(at: usize, kind: EntityKind) -> Self {
        Self::new(NameChange::SetKind(at, kind))
    }

    /// Returns an edit that changes the tokens and the kind of name number `at`. If it then overlaps another name, the
    /// longer one stays.
    pub(super) const fn replace(at: usize, tokens: Range<usize>, kind: EntityKind) -> Self {
        Self::new(NameChange::Replace(at, tokens, kind))
    }

    /// Returns the edit with its reason, given as tokens.
    pub(super) fn because(self, label: &'static str, tokens: Range<usize>) -> Self {
        Self {
            reason: Some((label, tokens)),
            ..self
        }
    }
}

/// Applies the edits of a rule to names, which are in order and do not overlap, before and after. Sets the rule's id on
/// names that it adds or changes, and records each applied edit.
pub(super) fn apply_edits(
    context: RuleContext<'_>,
    rule: &Rule,
    edits: Vec<NameEdit>,
    names: &mut Vec<NamedTokens>,
) {
    if edits.is_empty() {
        return;
    }
    let mut added = Vec::new();
    for edit in edits {
        let changed = match edit.change {
            NameChange::Add(tokens, kind, percent) => {
                let tokens = within_sentence(context, tokens);
                let by = rule.id;
                added.push(NamedTokens {
                    tokens: tokens.clone(),
                    kind,
                    percent,
                    by,
                });
                tokens
            }
            NameChange::Drop(at) => {
                let Some(name) = names.get_mut(at) else {
                    continue;
                };
                let dropped = name.tokens.clone();
                name.tokens.end = name.tokens.start;
                dropped
            }
            NameChange::Absorb(at) => {
                if let Some(name) = names.get_mut(at) {
                    name.tokens.end = name.tokens.start;
                }
                continue;
            }
            NameChange::SetKind(at, kind) => {
                let Some(name) = names.get_mut(at).filter(|name| name.kind != kind) else {
                    continue;
                };
                (name.kind, name.by) = (kind, rule.id);
                name.tokens.clone()
            }
            NameChange::Replace(at, tokens, kind) => {
                let Some(name) = names.get_mut(at) else {
                    continue;
                };
                name.tokens = within_sentence(context, tokens);
                (name.kind, name.by) = (kind, rule.id);
                name.tokens.clone()
            }
        };
        record_edit(context, rule, changed, edit.reason);
    }
    names.retain(|name| !name.tokens.is_empty());
    names.sort_by_key(|name| name.tokens.start);
    keep_longer(names);
    put_added(names, added);
}

/// Returns the tokens limited to their sentence. No rule extends a name beyond it.
fn within_sentence(context: RuleContext<'_>, tokens: Range<usize>) -> Range<usize> {
    let end = context.sentence(tokens.start).end.max(tokens.start + 1);
    tokens.start..tokens.end.min(end)
}

fn record_edit(
    context: RuleContext<'_>,
    rule: &Rule,
    tokens: Range<usize>,
    reason: Option<(&'static str, Range<usize>)>,
) {
    let page = context.page;
    page.record(rule, page.range_of(tokens), || {
        let evidence = reason.map(|(label, tokens)| Evidence {
            label,
            range: page.range_of(tokens),
        });
        evidence.into_iter().collect()
    });
}

/// Of two names that overlap, keeps the longer one; of equally long ones, the first.
fn keep_longer(names: &mut Vec<NamedTokens>) {
    names.dedup_by(|later, earlier| {
        let is_met = later.tokens.start < earlier.tokens.end;
        if is_met && later.tokens.len() > earlier.tokens.len() {
            std::mem::swap(later, earlier);
        }
        is_met
    });
}

/// Adds names in place of all names that they overlap. Of two added names that overlap, the first stays.
fn put_added(names: &mut Vec<NamedTokens>, mut added: Vec<NamedTokens>) {
    if added.is_empty() {
        return;
    }
    added.sort_by_key(|name| name.tokens.start);
    added.dedup_by(|later, earlier| later.tokens.start < earlier.tokens.end);
    names.retain(|name| find_met(&added, &name.tokens).is_empty());
    names.extend(added);
    names.sort_by_key(|name| name.tokens.start);
}

/// Returns whether these tokens belong to no name, and to no name added by earlier edits. The edits must be in text
/// order.
pub(super) fn is_free(names: &[NamedTokens], edits: &[NameEdit], tokens: &Range<usize>) -> bool {
    let last = edits.iter().rev().find_map(|edit| match &edit.change {
        NameChange::Add(tokens, ..) => Some(tokens.end),
        _ => None,
    });
    last.is_none_or(|end| end <= tokens.start) && find_met(names, tokens).is_empty()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::annotation::EntityKind::{Organization, Person, Place};
    use crate::annotation::RuleId;
    use crate::article::{Article, ArticleMetadata};
    use crate::engine::lexeme::vocabulary::shipped_lexicon;
    use crate::engine::names::model::{Document, WordCache};
    use crate::engine::{Page, UserRules};

    static RULE: Rule = Rule {
        id: RuleId("names/test"),
        summary: "",
        needs: &[],
        finds: &[],
        silent: &[],
    };

    fn span(tokens: Range<usize>, kind: EntityKind) -> NamedTokens {
        NamedTokens {
            tokens,
            kind,
            percent: 50,
            by: RuleId("names/model"),
        }
    }

    /// Applies edits to names in a text of ten words, of which the first six are a sentence.
    fn apply(names: Vec<NamedTokens>, edits: Vec<NameEdit>) -> Vec<NamedTokens> {
        let article = Article::verbatim("A b c d e. F g h i", ArticleMetadata::default());
        let article = article.expect("short");
        let rules = UserRules::default();
        let page = Page::new(&article, &rules);
        let mut cache = WordCache::default();
        let lexicon = shipped_lexicon().expect("a lexicon");
        let document = Document::of_page(&page, lexicon, &mut cache);
        let context = RuleContext::new(&page, (lexicon, cache.phrases()), &document);
        let mut names = names;
        apply_edits(context, &RULE, edits, &mut names);
        names
    }

    fn shape(names: &[NamedTokens]) -> Vec<(Range<usize>, EntityKind, &'static str)> {
        let one = |name: &NamedTokens| (name.tokens.clone(), name.kind, name.by.0);
        names.iter().map(one).collect()
    }

    #[test]
    fn what_a_rule_changes_carries_its_id_and_the_rest_does_not() {
        let names = vec![span(0..1, Person), span(1..2, Place), span(3..4, Place)];
        let edits = vec![
            NameEdit::set_kind(0, Organization),
            NameEdit::set_kind(1, Place),
            NameEdit::drop(2),
            NameEdit::drop(7),
        ];
        assert_eq!(
            shape(&apply(names, edits)),
            [
                (0..1, Organization, "names/test"),
                (1..2, Place, "names/model"),
            ]
        );
    }

    #[test]
    fn a_name_that_is_added_takes_the_place_of_all_that_it_meets() {
        let names = vec![span(0..2, Person), span(2..3, Place), span(4..5, Place)];
        let edits = vec![
            NameEdit::add(1..3, Organization, 70),
            NameEdit::add(2..4, Person, 70),
        ];
        assert_eq!(
            shape(&apply(names, edits)),
            [
                (1..3, Organization, "names/test"),
                (4..5, Place, "names/model"),
            ]
        );
    }

    #[test]
    fn the_longer_one_of_two_names_that_meet_stays() {
        let names = vec![span(0..1, Person), span(1..2, Place), span(3..5, Place)];
        let edits = vec![
            NameEdit::replace(1, 0..3, Organization),
            NameEdit::replace(2, 2..5, Place),
        ];
        assert_eq!(
            shape(&apply(names, edits)),
            [(0..3, Organization, "names/test")]
        );
    }

    #[test]
    fn no_name_goes_beyond_its_sentence() {
        let edits = vec![
            NameEdit::add(4..8, Organization, 70),
            NameEdit::add(9..40, Person, 70),
        ];
        let tokens: Vec<_> = apply(Vec::new(), edits)
            .into_iter()
            .map(|name| name.tokens)
            .collect();
        assert_eq!(tokens, [4..6, 9..10]);
    }

    #[test]
    fn tokens_are_free_that_no_name_and_no_edit_has() {
        let names = [span(1..3, Person), span(6..8, Place)];
        let edits = [
            NameEdit::add(4..5, Person, 50),
            NameEdit::set_kind(0, Place),
        ];
        assert!(is_free(&names, &edits, &(5..6)));
        assert!(!is_free(&names, &edits, &(4..5)) && !is_free(&names, &[], &(7..8)));
    }

    prop_compose! {
        fn any_edit()(n in 0..4_usize, start in 0..10_usize, len in 1..4_usize, what in 0..5_u8) -> NameEdit {
            match what {
                4 => NameEdit::absorb(n),
                0 => NameEdit::add(start..start + len, Organization, 70),
                1 => NameEdit::drop(n),
                2 => NameEdit::set_kind(n, Organization),
                _ => NameEdit::replace(n, start..start + len, Person),
            }
        }
    }

    proptest! {
        #[test]
        fn names_stay_sorted_disjoint_and_inside_the_text(edits in proptest::collection::vec(any_edit(), 0..8)) {
            let names = vec![span(0..1, Person), span(1..3, Place), span(4..5, Place), span(7..9, Place)];
            let names = apply(names, edits.clone());
            prop_assert_eq!(&apply(names.clone(), Vec::new()), &names);
            for name in &names {
                prop_assert!(!name.tokens.is_empty(), "{:?}", edits);
            }
            for pair in names.windows(2) {
                prop_assert!(pair[0].tokens.end <= pair[1].tokens.start, "{:?}", edits);
            }
        }
    }
}
