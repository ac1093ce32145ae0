//! Checks the rules on names that a model could have found.

use super::named_tokens::NamedTokens;
use super::{apply_rules, context::RuleContext};
use crate::annotation::{EntityKind, RuleId};
use crate::article::{Article, ArticleMetadata};
use crate::engine::lexeme::vocabulary::shipped_lexicon;
use crate::engine::names::model::{Document, WordCache};
use crate::engine::{Page, UserRules};
use crate::text::ByteRange;

/// Applies the rules to names, each as written, with a kind and how sure the model was, and compares the outcome.
#[track_caller]
pub(super) fn check_rules(
    text: &str,
    found: &[(&str, EntityKind, u8)],
    expected: &[(&str, EntityKind)],
) {
    let article = Article::verbatim(text, ArticleMetadata::default()).expect("short");
    let rules = UserRules::default();
    let page = Page::new(&article, &rules);
    let mut from = 0;
    let names = found.iter().map(|(words, kind, percent)| {
        let rest = text.get(from..).expect("a border");
        let start = from + rest.find(words).expect("in the text");
        from = start + words.len();
        NamedTokens {
            tokens: page.tokens_in(ByteRange::of(start, from)),
            kind: *kind,
            percent: *percent,
            by: RuleId("names/model"),
        }
    });
    let lexicon = shipped_lexicon().expect("a lexicon");
    let mut cache = WordCache::default();
    let document = Document::of_page(&page, lexicon, &mut cache);
    let context = RuleContext::new(&page, (lexicon, cache.phrases()), &document);
    let names = apply_rules(context, names.collect());
    let names: Vec<_> = names
        .into_iter()
        .map(|name| (page.text().slice(page.range_of(name.tokens)), name.kind))
        .collect();
    assert_eq!(names, expected);
}
