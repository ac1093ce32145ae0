//! Time to resolve names to entities, in a long article and in a text with very many names.

mod story;

use divan::counter::{BytesCount, ItemsCount};
use divan::{Bencher, black_box};
use pullquote::annotation::{Confidence, EntityKind, RuleId};
use pullquote::article::{Article, ArticleMetadata};
use pullquote::engine::passes::entities::Entities;
use pullquote::engine::passes::names::Names;
use pullquote::engine::{Draft, Found, Name, Page, Pass, UserRules};
use pullquote::text::ByteRange;

/// The number of words in about a megabyte of text.
const MEGABYTE: usize = 180_000;

fn main() {
    divan::main();
}

#[divan::bench(sample_count = 10)]
fn a_megabyte(bencher: Bencher) {
    let article = story::generate_article(MEGABYTE);
    let rules = UserRules::default();
    let page = Page::new(&article, &rules);
    let mut named = Draft::default();
    Names.run(&page, &mut named);
    bencher
        .counter(BytesCount::of_str(article.text().as_str()))
        .counter(ItemsCount::new(named.names.len()))
        .bench(|| resolve_entities(black_box(&page), named.names.clone()));
}

#[divan::bench(args = [10_000, 100_000], sample_count = 10)]
fn names(bencher: Bencher, n_names: usize) {
    let (text, names) = crowded_text(n_names);
    let article = Article::verbatim(&text, ArticleMetadata::default()).expect("short");
    let rules = UserRules::default();
    let page = Page::new(&article, &rules);
    bencher
        .counter(ItemsCount::new(n_names))
        .bench(|| resolve_entities(black_box(&page), names.clone()));
}

fn resolve_entities(page: &Page<'_>, names: Vec<Found<Name>>) -> usize {
    let mut draft = Draft {
        names,
        ..Draft::default()
    };
    Entities.run(page, &mut draft);
    draft.entities.len()
}

/// Returns a text with very many names, many of them similar, and the names.
fn crowded_text(n_names: usize) -> (String, Vec<Found<Name>>) {
    let (mut text, mut names) = (String::new(), Vec::new());
    for n in 0..n_names {
        let name = match n % 4 {
            0 => format!("Ann{n} Smith"),
            1 => "Smith".to_owned(),
            2 => format!("Bank of Town{n}"),
            _ => format!("Acme{} Inc.", n % 700),
        };
        let start = text.len();
        text.push_str(&name);
        let kind = if n % 4 < 2 {
            EntityKind::Person
        } else {
            EntityKind::Organization
        };
        names.push(Found {
            range: ByteRange::of(start, text.len()),
            what: Name {
                kind,
                canonical: None,
            },
            by: RuleId("names/model"),
            confidence: Confidence::percent(90),
        });
        text.push_str(if n % 3 == 0 {
            " said. "
        } else {
            " met the bank. "
        });
    }
    (text, names)
}
