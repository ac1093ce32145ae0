//! The gold of pages, text files and feeds: what is read wrong is counted, and only becomes less.

use std::fs;
use std::path::{Path, PathBuf};

use pullquote::engine::Engine;
use pullquote::eval::{EvalOptions, KINDS, Report};

/// A gold corpus in `tests/data`: the kind of scoring, the file, and how many differences it has. Lower the number when
/// a difference is fixed.
const GOLDS: &[(&str, &str, usize)] = &[
    ("feeds", "feeds/fields/gold.jsonl", 0),
    ("feeds", "feeds/gold/gold.jsonl", 0),
    ("pages", "pages/gold.jsonl", 20),
    ("pages", "texts/gold.jsonl", 0),
];

fn score_gold(kind: &str, file: &str) -> Report {
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/data")
        .join(file);
    let folder = path.parent().map(PathBuf::from).expect("a folder");
    let gold = fs::read_to_string(&path).expect("a gold corpus");
    let kind = KINDS.iter().find(|known| known.name == kind);
    let (engine, _) = Engine::new(&[]).expect("an engine");
    let read = |name: &str| fs::read(folder.join(name)).map_err(|why| format!("{name}: {why}"));
    let options = EvalOptions { lists_errors: true };
    let report = kind
        .expect("a kind")
        .evaluate(&gold, &engine, &read, options);
    report.expect("a gold corpus without faults")
}

#[test]
fn no_gold_is_read_worse_than_before() {
    for (kind, file, n_known) in GOLDS {
        let report = score_gold(kind, file);
        let n_found = report.errors.len();
        assert!(
            n_found <= *n_known,
            "{file}: {n_found} differences, {n_known} known\n{}",
            report.errors.join("\n")
        );
    }
}
