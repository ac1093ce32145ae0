//! The gold corpus of identity across articles: checks that it is what its mark-up says, that the score does not drop,
//! and that the order of the articles does not matter.

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use pullquote::corpus::{Catalogue, read_senses};
use pullquote::engine::Engine;
use pullquote::eval::{EvalOptions, identity, parse_documents};
use serde_json::json;

/// The lowest B³ over all mentions, in hundredths of a percent. Names that the engine misses cost four points of it.
const MIN_BASIS_POINTS: i64 = 9_500;

fn data_file(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/data/identity")
        .join(name)
}

/// Converts the marked-up documents to lines of the corpus. Offsets are in Unicode scalar values.
fn corpus_from_marks() -> String {
    let marks = fs::read_to_string(data_file("gold.txt")).expect("the mark-up");
    let mut lines = String::new();
    for part in marks.split("\n== ").skip(1) {
        let (head, body) = part.split_once('\n').expect("a text");
        let (id, published) = head.split_once(' ').expect("an id and a day");
        let (mut text, mut mentions) = (String::new(), Vec::new());
        for (n, piece) in body.trim().split('[').enumerate() {
            let Some((mark, rest)) = piece.split_once(']').filter(|_| n > 0) else {
                text.push_str(piece);
                continue;
            };
            let (words, entity) = mark.split_once('|').expect("a mark");
            let start = text.chars().count();
            text.push_str(words);
            let end = text.chars().count();
            mentions.push(json!({"start": start, "end": end, "entity": entity}));
            text.push_str(rest);
        }
        let line = json!({"id": id, "published": published, "text": text, "mentions": mentions});
        writeln!(lines, "{line}").expect("memory");
    }
    lines
}

#[test]
fn the_corpus_of_identity_is_what_the_mark_up_says() {
    let made = corpus_from_marks();
    let path = data_file("gold.jsonl");
    if std::env::var_os("PULLQUOTE_BLESS").is_some() {
        fs::write(&path, &made).expect("a file");
    }
    let stored = fs::read_to_string(&path).unwrap_or_default();
    assert!(stored == made, "run again with PULLQUOTE_BLESS=1");
}

#[test]
fn names_of_many_articles_are_one_where_they_should_be() {
    let (engine, _) = Engine::new(&[]).expect("an engine");
    let options = EvalOptions { lists_errors: true };
    let report = identity::evaluate_identity(&corpus_from_marks(), &engine, options);
    let report = report.expect("a report");
    let score = report.main_score.expect("a score").basis_points();
    assert!(score >= MIN_BASIS_POINTS, "{score}\n{report}");
}

/// Returns the groups of sense keys that are one entity, after the articles of the corpus in this order.
fn groups_in_order(engine: &Engine, reverse: bool) -> Vec<Vec<String>> {
    let corpus = corpus_from_marks();
    let mut documents: Vec<_> = parse_documents(&corpus)
        .map(|document| document.expect("a document"))
        .collect();
    if reverse {
        documents.reverse();
    }
    let mut catalogue = Catalogue::default();
    let mut groups = std::collections::BTreeMap::<String, Vec<String>>::new();
    let mut numbers = std::collections::BTreeSet::new();
    for document in &documents {
        let found = engine.annotate(&document.article);
        numbers.extend(catalogue.add(&read_senses(&document.article, &found)));
    }
    for number in numbers {
        let root = catalogue.key(catalogue.entity(number)).expect("a key");
        let key = catalogue.key(number).expect("a key");
        groups.entry(root).or_default().push(key);
    }
    let mut groups: Vec<_> = groups.into_values().collect();
    for group in &mut groups {
        group.sort();
    }
    groups
}

#[test]
fn the_order_of_articles_does_not_change_who_is_who() {
    let (engine, _) = Engine::new(&[]).expect("an engine");
    assert_eq!(
        groups_in_order(&engine, false),
        groups_in_order(&engine, true)
    );
}
