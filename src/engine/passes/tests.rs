//! Checks the registry: every rule on its own examples.

use std::collections::HashSet;

use super::{PASSES, all_rules};
use crate::article::{Article, ArticleBuilder, ArticleMetadata, BlockKind, PublicationDate};
use crate::engine::{DisabledRules, Engine, Rule, TraceEntry};
use crate::text::ByteRange;

/// Begins a paragraph of an example that is a block quotation.
const QUOTATION_SIGN: &str = "> ";

/// Returns the text of an example without its brackets, and the range that they enclose. A paragraph that begins with
/// "> " is a block quotation; the sign is no part of its text.
fn parse_example(example: &str) -> (String, Option<ByteRange>) {
    let Some((before, rest)) = example.split_once('⟦') else {
        return (example.to_owned(), None);
    };
    let (inside, after) = rest.split_once('⟧').expect("a closing bracket");
    let n_signs = before.matches(QUOTATION_SIGN).count();
    let start = before.len() - n_signs * QUOTATION_SIGN.len();
    let range = ByteRange::of(start, start + inside.len());
    (format!("{before}{inside}{after}"), Some(range))
}

/// Returns an article with block quotations.
fn article_with_quotations(text: &str, about: ArticleMetadata) -> Article {
    let mut builder = ArticleBuilder::new();
    for paragraph in text.split("\n\n") {
        if let Some(quoted) = paragraph.strip_prefix(QUOTATION_SIGN) {
            builder.open(BlockKind::Quotation { depth: 0 });
            builder.push(quoted);
        } else {
            builder.open(BlockKind::Paragraph);
            builder.push(paragraph);
        }
        builder.close();
    }
    builder.finish(about).expect("short")
}

/// Returns an article published on Thursday, 16 May 2024.
fn article_of(text: &str) -> Article {
    let about = ArticleMetadata {
        published: Some(PublicationDate {
            date: jiff::civil::date(2024, 5, 16),
            instant: None,
        }),
        ..ArticleMetadata::default()
    };
    if text.contains(QUOTATION_SIGN) {
        return article_with_quotations(text, about);
    }
    Article::verbatim(text, about).expect("short")
}

fn applications<'t>(entries: &'t [TraceEntry], rule: &Rule) -> Vec<&'t TraceEntry> {
    let id = rule.id;
    entries.iter().filter(|entry| entry.rule == id).collect()
}

#[test]
fn ids_are_unique_and_begin_with_their_pass() {
    let mut seen = HashSet::new();
    for pass in PASSES {
        for rule in pass.rules() {
            assert!(seen.insert(rule.id), "{} is there twice", rule.id);
            let is_own = rule.id.pass() == pass.name() || rule.id.pass() == "user";
            assert!(is_own, "{} is listed by {}", rule.id, pass.name());
            let needs = pass.needs();
            assert!(
                rule.needs.iter().all(|need| needs.contains(need)),
                "{} needs what its pass does not",
                rule.id
            );
        }
    }
}

#[test]
fn every_rule_applies_to_its_examples() {
    let (engine, _) = Engine::new(&[]).expect("an engine");
    let mut wrong = Vec::new();
    for rule in all_rules().filter(|rule| rule.id.pass() != "user") {
        if rule.finds.len() < 2 || rule.silent.len() < 2 {
            wrong.push(format!("{} has fewer than two examples of a kind", rule.id));
        }
        for example in rule.finds {
            let (text, range) = parse_example(example);
            let article = article_of(&text);
            let (_, entries) = engine.explain(&article);
            let applied = applications(&entries, rule);
            if !applied.iter().any(|entry| Some(entry.range) == range) {
                let ranges = applied
                    .iter()
                    .map(|entry| article.text().slice(entry.range));
                let ranges: Vec<_> = ranges.collect();
                wrong.push(format!("{}: {example:?} gives {ranges:?}", rule.id));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_rule_is_silent_where_it_must_be() {
    let (engine, _) = Engine::new(&[]).expect("an engine");
    let mut wrong = Vec::new();
    for rule in all_rules() {
        for text in rule.silent {
            let article = article_of(text);
            let (_, entries) = engine.explain(&article);
            for entry in applications(&entries, rule) {
                let words = article.text().slice(entry.range);
                wrong.push(format!("{}: {text:?} gives {words:?}", rule.id));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_rule_can_be_switched_off() {
    let mut wrong = Vec::new();
    for rule in all_rules() {
        let (engine, _) = Engine::new(&[]).expect("an engine");
        let engine = engine.without(DisabledRules::new(vec![rule.id]));
        for example in rule.finds {
            let (text, _) = parse_example(example);
            let (_, entries) = engine.explain(&article_of(&text));
            if !applications(&entries, rule).is_empty() {
                wrong.push(format!("{}: applies to {example:?} when off", rule.id));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
