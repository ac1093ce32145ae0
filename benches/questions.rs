//! Time and disk space of questions across a large annotated library.
//!
//! The library of 100,000 generated news articles (3 million mentions) is built once under `target`, which takes some
//! minutes; `PULLQUOTE_BENCH_ENTRIES` sets another number of articles.

#[expect(dead_code, reason = "articles without names are for other benchmarks")]
mod sample_library;

use std::fs;
use std::path::PathBuf;
use std::sync::OnceLock;

use divan::{Bencher, black_box};
use jiff::civil::Date;
use pullquote::library::{CopyFolding, EntryOrder, Query};
use pullquote::store::Library;
use sample_library::news;

#[expect(
    clippy::disallowed_methods,
    reason = "the number of articles is set by the environment"
)]
fn library_path() -> &'static PathBuf {
    static PATH: OnceLock<PathBuf> = OnceLock::new();
    PATH.get_or_init(|| {
        let n = std::env::var("PULLQUOTE_BENCH_ENTRIES").ok();
        let n = n.and_then(|n| n.parse().ok()).unwrap_or(100_000);
        news::build_news_library(n)
    })
}

fn main() {
    print_size();
    divan::main();
}

/// Prints the size of the library's file.
#[expect(
    clippy::disallowed_methods,
    clippy::print_stdout,
    reason = "the size is a result"
)]
fn print_size() {
    let n_bytes = fs::metadata(library_path()).expect("a library").len();
    println!("{n_bytes} bytes: {}", library_path().display());
}

/// The rows that a screen shows.
const SCREEN: usize = 60;

fn open_library() -> Library {
    Library::open_reading(library_path()).expect("a library")
}

fn name_of_rank(rank: usize) -> String {
    let (given, surname) = news::person_of_rank(rank);
    format!("{given} {surname}")
}

fn parse_query(words: &str) -> Query {
    Query::parse(words, Date::constant(2026, 3, 10)).expect("a query")
}

/// Lists the newest entries of a query, with the rows of one screen.
fn list_screen(library: &Library, words: &str) -> usize {
    let query = parse_query(words);
    let listed = library
        .list(&query, EntryOrder::Newest, CopyFolding::Folded, SCREEN)
        .expect("a list");
    library.rows(&listed.ids).expect("rows").len()
}

/// The page of a person in very many articles, and of one in few.
#[divan::bench(args = [0, 3000])]
fn entity_page(bencher: Bencher, rank: usize) {
    let library = open_library();
    let name = name_of_rank(rank);
    bencher.bench_local(|| {
        let found = library.find_entities(black_box(&name)).expect("entities");
        found
            .first()
            .map(|row| library.entity_page(row.number).expect("a page"))
    });
}

#[divan::bench]
fn filter_by_two_entities(bencher: Bencher) {
    let library = open_library();
    let query = format!(
        "entity:\"{}\" entity:\"{}\"",
        name_of_rank(0),
        name_of_rank(1)
    );
    bencher.bench_local(|| list_screen(&library, black_box(&query)));
}

#[divan::bench]
fn articles_with_quotes_by_a_speaker(bencher: Bencher) {
    let library = open_library();
    let query = format!("speaker:\"{}\"", name_of_rank(0));
    bencher.bench_local(|| list_screen(&library, black_box(&query)));
}

#[divan::bench]
fn articles_with_figures_of_a_thing_and_size(bencher: Bencher) {
    let library = open_library();
    bencher.bench_local(|| list_screen(&library, black_box("of:troops figure:>900")));
}

/// The names of the whole library, which `pullquote entities` lists.
#[divan::bench]
fn most_mentioned_entities(bencher: Bencher) {
    let library = open_library();
    bencher.bench_local(|| {
        library
            .entities(black_box(&Query::All), 100)
            .expect("entities")
    });
}
