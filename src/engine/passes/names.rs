//! Finds the names of people, organisations, places and groups. The user's rules take precedence.

use std::sync::LazyLock;

use super::pass::Pass;
use crate::annotation::{Confidence, RuleEffect, RuleId};
use crate::engine::lexeme::vocabulary::{Lexicon, shipped_lexicon};
use crate::engine::names::model::{Document, Tagger, TaggerCache, shipped_tagger};
use crate::engine::names::rules::{self, NamedTokens, RuleContext};
use crate::engine::rule::{FindingKind, Rule};
use crate::engine::{Draft, Found, Name, Page, Scratch};
use crate::text::ByteRange;

/// Finds the names of people, organisations, places and groups. The user's rules take precedence.
pub struct Names;

static MODEL: Rule = Rule {
    id: RuleId("names/model"),
    summary: "A name by the sequence model.",
    needs: &[],
    finds: &[
        "They met in ⟦Nairobi⟧ on Monday.",
        "The mayor thanked ⟦Angela Merkel⟧ for the visit.",
    ],
    silent: &[
        "The rain fell all day.",
        "The Board met on Monday, and the Mayor left.",
    ],
};

/// The rule id of names from the user's rules.
pub(in crate::engine) static USER_TERM: Rule = Rule {
    id: RuleId("user/term"),
    summary: "A name that a term or pattern of the user's config gives.",
    needs: &[],
    finds: &[],
    silent: &[],
};

static RULES: LazyLock<Vec<&'static Rule>> = LazyLock::new(|| {
    let mut all = vec![&MODEL, &USER_TERM];
    all.extend(rules::RULES.iter());
    all
});

impl Pass for Names {
    fn name(&self) -> &'static str {
        "names"
    }

    fn rules(&self) -> &'static [&'static Rule] {
        &RULES
    }

    fn needs(&self) -> &'static [FindingKind] {
        &[]
    }

    fn makes(&self) -> &'static [FindingKind] {
        &[FindingKind::Names]
    }

    fn run(&self, page: &Page<'_>, draft: &mut Draft) {
        self.run_with(page, draft, &mut Scratch::default());
    }

    fn run_with(&self, page: &Page<'_>, draft: &mut Draft, scratch: &mut Scratch) {
        if let (Some(lexicon), Some(tagger)) = (shipped_lexicon(), shipped_tagger()) {
            draft.names = find_names(page, lexicon, tagger, &mut scratch.tagger);
        }
        apply_rules(page, &mut draft.names);
    }
}

/// Adds and removes names by the user's rules.
pub(in crate::engine) fn apply_rules(page: &Page<'_>, names: &mut Vec<Found<Name>>) {
    if page.rules().is_empty() || !page.allows(&USER_TERM) {
        return;
    }
    let mut taken: Vec<ByteRange> = Vec::new();
    let mut added = Vec::new();
    for hit in page.rules().matches_in(page.text(), page.annotated_end()) {
        // Hits are in order: none that was taken before reaches further than the last.
        let is_free = taken.last().is_none_or(|last| !last.overlaps(hit.range));
        let what = match hit.effect {
            RuleEffect::Watch(_) => continue,
            _ if !is_free => continue,
            RuleEffect::Ignore => None,
            RuleEffect::Entity { kind, name } => Some(Name {
                kind: *kind,
                canonical: name.clone(),
            }),
        };
        taken.push(hit.range);
        page.record(&USER_TERM, hit.range, Vec::new);
        added.extend(what.map(|what| Found {
            range: hit.range,
            what,
            by: USER_TERM.id,
            confidence: Confidence::CERTAIN,
        }));
    }
    names.retain(|name| {
        let next = taken.partition_point(|range| range.end() <= name.range.start());
        taken
            .get(next)
            .is_none_or(|range| !range.overlaps(name.range))
    });
    names.extend(added);
    names.sort_by_key(|name| name.range.start());
}

/// Returns the names that the tagger finds in a page. The cache must belong to this lexicon and tagger.
pub fn find_names(
    page: &Page<'_>,
    lexicon: &Lexicon<'_>,
    tagger: &Tagger<'_>,
    cache: &mut TaggerCache,
) -> Vec<Found<Name>> {
    let document = Document::of_page(page, lexicon, cache.words_mut());
    let spotted = tagger.tag_unless(&document, cache, &|| page.is_stopped());
    if page.is_stopped() {
        return Vec::new();
    }
    let spotted = spotted.into_iter().map(|name| NamedTokens {
        tokens: name.tokens,
        kind: name.kind,
        percent: name.percent,
        by: MODEL.id,
    });
    let context = RuleContext::new(page, (lexicon, cache.words().phrases()), &document);
    rules::apply_rules(context, spotted.collect())
        .into_iter()
        .map(|name| Found {
            range: page.range_of(name.tokens),
            what: Name {
                kind: name.kind,
                canonical: None,
            },
            by: name.by,
            confidence: Confidence::percent(name.percent),
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::annotation::{EntityKind, Matcher, UserRule, UserRuleId};
    use crate::article::{Article, ArticleMetadata};
    use crate::engine::UserRules;

    /// Names found in a text, with their kinds.
    fn names(text: &str, rules: &[UserRule]) -> Vec<(String, EntityKind, ByteRange)> {
        let article = Article::verbatim(text, ArticleMetadata::default()).expect("short");
        let (rules, _) = UserRules::new(rules);
        let page = Page::new(&article, &rules);
        let mut draft = Draft::default();
        Names.run(&page, &mut draft);
        for name in &draft.names {
            let is_inside = |sentence: &crate::engine::Sentence| sentence.range.covers(name.range);
            assert!(!rules.is_empty() || page.sentences().iter().any(is_inside));
        }
        let words = |range| page.text().slice(range).to_owned();
        draft
            .names
            .iter()
            .map(|name| (words(name.range), name.what.kind, name.range))
            .collect()
    }

    #[track_caller]
    fn assert_names(text: &str, expected: &[(&str, EntityKind)]) {
        let found = names(text, &[]);
        let found: Vec<_> = found
            .iter()
            .map(|(words, kind, _)| (words.as_str(), *kind))
            .collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn finds_people_organisations_and_places() {
        assert_names(
            "Chancellor Angela Merkel met officials of the World Health Organization in Nairobi on Monday.",
            &[
                ("Angela Merkel", EntityKind::Person),
                ("World Health Organization", EntityKind::Organization),
                ("Nairobi", EntityKind::Place),
            ],
        );
    }

    #[test]
    fn stays_silent_where_nobody_is_named() {
        assert_names("On Monday it rained, and in May I may swim again.", &[]);
        assert_names(
            "The committee said the plan would cost more than it saved.",
            &[],
        );
        assert_names("", &[]);
    }

    #[test]
    fn the_users_word_wins() {
        let rule = |id, term: &str, effect| UserRule {
            id: UserRuleId(id),
            matcher: Matcher::Term(term.to_owned()),
            effect,
        };
        let entity = RuleEffect::Entity {
            kind: EntityKind::Work,
            name: None,
        };
        let rules = [
            rule(0, "Nairobi", RuleEffect::Ignore),
            rule(1, "Angela", entity),
        ];
        let found = names("Angela Merkel left Nairobi for Paris.", &rules);
        let found: Vec<_> = found
            .iter()
            .map(|(words, kind, _)| (words.as_str(), *kind))
            .collect();
        assert_eq!(
            found,
            [("Angela", EntityKind::Work), ("Paris", EntityKind::Place)]
        );
    }

    #[test]
    fn a_page_is_tagged_as_its_tokens_are() {
        let text = "Una Brae of Port Ellery told Norsea Lines. BRAE left Ellery; the port was shut. NORSEA LINES SHUTS PORT";
        let article = Article::verbatim(text, ArticleMetadata::default()).expect("short");
        let rules = UserRules::default();
        let page = Page::new(&article, &rules);
        let (lexicon, tagger) = (
            shipped_lexicon().expect("a lexicon"),
            shipped_tagger().expect("a tagger"),
        );
        let tokens = (0..page.tokens().len()).map(|at| (page.word(at), page.lower(at)));
        let sentences = page
            .sentences()
            .iter()
            .map(|sentence| sentence.tokens.clone());
        let mut cache = TaggerCache::default();
        let document = Document::new(tokens, sentences, lexicon, cache.words_mut());
        let apart = tagger.predict(&document, &mut cache);
        let mut cache = TaggerCache::default();
        let document = Document::of_page(&page, lexicon, cache.words_mut());
        assert_eq!(tagger.predict(&document, &mut cache), apart);
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]

        #[test]
        fn names_are_sorted_and_disjoint_in_news_of_sport_and_markets(text in r"([A-Z][a-z]{1,5} |[A-Z]{2,4}(\.[A-Z])? |Lille |Norway |London Metal Exchange |Agency |Ministry of |Committee |Hamburg |Marathon |[0-9]{1,2} |[0-9]-[0-9] |the |of |and |& |, |\. |\n|\(|\) |beat |coach |at |shares |rose 3% |drugmaker |, a bank, ){0,60}") {
            let found = names(&format!("The coach of a team scored a goal. Shares, bonds and profit fell.\n{text}"), &[]);
            for pair in found.windows(2) {
                prop_assert!(pair[0].2.end() <= pair[1].2.start(), "{:?}", pair);
            }
        }

        #[test]
        fn names_are_sorted_and_disjoint_in_any_text(text in r"([A-Z][a-z]{0,6}|[A-Z]{1,4}\.?|[ ,.()'’“”\-\n]|of|the|\PC){0,60}") {
            let found = names(&text, &[]);
            for pair in found.windows(2) {
                prop_assert!(pair[0].2.end() <= pair[1].2.start());
            }
        }
    }
}
