//! Annotates articles in languages that the engine does not support: only the user's rules apply, and a note says so.

use super::passes::{Pass, entities::Entities, names::apply_rules, watch::Watch};
use super::{Draft, Page};
use crate::article::Language;

/// Returns what the user's rules find in a page.
pub(super) fn find_by_rules(page: &Page<'_>) -> Draft {
    let mut draft = Draft::default();
    apply_rules(page, &mut draft.names);
    Entities.run(page, &mut draft);
    // Surnames, roles and descriptions are found by the grammar of English.
    let ruled: Vec<_> = draft.names.iter().map(|name| name.range).collect();
    draft
        .mentions
        .retain(|mention| ruled.binary_search(&mention.range).is_ok());
    for entity in &mut draft.entities {
        entity.role = None;
    }
    Watch.run(page, &mut draft);
    draft
}

/// Returns the note that an article in this language is not annotated.
pub(super) fn foreign_note(language: Language) -> String {
    format!(
        "The article is in {}, and only English is annotated: no names, quotes, figures or dates were looked for, except the terms of your own rules",
        language.name()
    )
}

#[cfg(test)]
mod tests {
    use crate::annotation::{
        AnnotationKind, EntityKind, Matcher, RuleEffect, UserRule, UserRuleId,
    };
    use crate::article::{Article, ArticleMetadata, Language};
    use crate::engine::Engine;

    fn article(text: &str, tag: Option<&str>) -> Article {
        let about = ArticleMetadata {
            language: tag.and_then(Language::from_tag),
            ..ArticleMetadata::default()
        };
        Article::verbatim(text, about).expect("short")
    }

    #[test]
    fn another_language_gets_a_note_and_only_what_the_users_rules_find() {
        let rule = |id, term: &str, effect| UserRule {
            id: UserRuleId(id),
            matcher: Matcher::Term(term.to_owned()),
            effect,
        };
        let person = RuleEffect::Entity {
            kind: EntityKind::Person,
            name: None,
        };
        let rules = [
            rule(0, "Ada Roe", person),
            rule(1, "Hafen", RuleEffect::Watch("port".to_owned())),
        ];
        let text = "„Wir gehen“, sagte Ada Roe am 3. Mai im Hafen. Minister Roe zahlt 5 Millionen Euro an Angela Merkel.";
        let (engine, _) = Engine::new(&rules).expect("an engine");
        let found = engine.annotate(&article(text, Some("de")));
        assert_eq!(
            found.notes(),
            [
                "The article is in German, and only English is annotated: no names, quotes, figures or dates were looked for, except the terms of your own rules"
            ]
        );
        let kinds: Vec<_> = found
            .items()
            .iter()
            .map(|item| {
                (
                    item.range.indices(),
                    matches!(item.kind, AnnotationKind::Watch(_)),
                )
            })
            .collect();
        let at = |words: &str| {
            let start = text.find(words).expect("there");
            start..start + words.len()
        };
        assert_eq!(kinds, [(at("Ada Roe"), false), (at("Hafen"), true)]);
        assert_eq!(found.entities().len(), 1);
        assert_eq!(found.entities()[0].role, None);
        let (without_rules, _) = Engine::new(&[]).expect("an engine");
        let found = without_rules.annotate(&article(text, Some("de")));
        assert!(found.items().is_empty() && found.notes().len() == 1);
    }

    #[test]
    fn english_and_unknown_languages_get_no_note() {
        let (engine, _) = Engine::new(&[]).expect("an engine");
        for tag in [None, Some("en-GB")] {
            let found = engine.annotate(&article("Ada Roe went to Oslo.", tag));
            assert!(found.notes().is_empty() && !found.items().is_empty());
        }
    }
}
