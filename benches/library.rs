//! Time to open a large library, to list, search and mark its entries, and to store a feed in it.
//!
//! The articles are generated from a fixed seed, 3 kB each, with the word frequencies of a natural language. The
//! library of 50,000 articles is built once under `target`; that of 500,000 (4 GB, some minutes) only if
//! `PULLQUOTE_BENCH_LARGE` is set.

mod sample_library;

use std::fs;
use std::path::{Path, PathBuf};

use divan::{Bencher, black_box};
use jiff::civil::Date;
use pullquote::library::{CopyFolding, EntryId, EntryOrder, Query};
use pullquote::store::Library;

/// The number of rows that the reader loads for a tall screen.
const SCREEN: usize = 60;
/// The number of hits that a search requests while the query is typed.
const HITS: usize = 200;

/// The number of articles per feed.
const PER_FEED: usize = 200;
/// The number of feeds that are stored before their articles are indexed.
const FEEDS_A_TIME: usize = 10;

fn main() {
    divan::main();
}

#[expect(
    clippy::disallowed_methods,
    reason = "the large library is asked for by the environment"
)]
fn library_sizes() -> Vec<usize> {
    let mut sizes = vec![50_000];
    sizes.extend(std::env::var_os("PULLQUOTE_BENCH_LARGE").map(|_| 500_000));
    sizes
}

/// Returns the path of the library with `n_entries` articles, and builds it if it does not exist.
#[expect(
    clippy::disallowed_methods,
    reason = "what is half built is thrown away"
)]
fn build_library(n_entries: usize) -> PathBuf {
    let path =
        Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("library-{n_entries}/library.db"));
    if Library::open(&path).is_ok_and(|mut library| {
        let totals = library.totals().expect("totals");
        // A library from an earlier schema version must be reindexed first.
        usize::try_from(totals.n_entries) == Ok(n_entries)
            && library.index_all(sample_library::fetch_time()).is_ok()
    }) {
        return path;
    }
    fs::remove_dir_all(path.parent().expect("a folder")).expect("removed");
    let mut library = Library::open(&path).expect("a library");
    for n in 0..n_entries / PER_FEED {
        let (subscription, outcome) =
            sample_library::generate_feed(u64::try_from(n).expect("small"), PER_FEED);
        let id = library
            .subscribe(&subscription, sample_library::fetch_time())
            .expect("a feed");
        library
            .ingest(id, &outcome, sample_library::fetch_time())
            .expect("taken");
        if n % FEEDS_A_TIME == FEEDS_A_TIME - 1 {
            library
                .index_all(sample_library::fetch_time())
                .expect("indexed");
        }
    }
    library
        .index_all(sample_library::fetch_time())
        .expect("indexed");
    path
}

fn open_library(n_entries: usize) -> Library {
    Library::open_reading(&build_library(n_entries)).expect("a library")
}

fn parse_query(words: &str) -> Query {
    Query::parse(words, Date::constant(2026, 3, 10)).expect("a query")
}

/// The kinds of query: a word in a few of a hundred articles, in a few of ten, and in half of them; a phrase; a prefix;
/// two words with a condition.
const SEARCHES: &[&str] = &["rare", "usual", "common", "phrase", "prefix", "both"];

fn search_query(kind: &str) -> Query {
    parse_query(&match kind {
        "rare" => sample_library::word_of_rank(3000),
        "usual" => sample_library::word_of_rank(300),
        "common" => sample_library::word_of_rank(60),
        "phrase" => format!(
            "\"{} {}\"",
            sample_library::word_of_rank(2),
            sample_library::word_of_rank(40)
        ),
        "prefix" => format!(
            "{}*",
            sample_library::word_of_rank(300).get(..4).expect("long")
        ),
        _ => format!(
            "{} {} is:unread",
            sample_library::word_of_rank(60),
            sample_library::word_of_rank(300)
        ),
    })
}

fn sizes_and_searches() -> Vec<(usize, &'static str)> {
    let sizes = library_sizes().into_iter();
    sizes
        .flat_map(|n| SEARCHES.iter().map(move |kind| (n, *kind)))
        .collect()
}

#[divan::bench(args = library_sizes())]
fn open_and_list(bencher: Bencher, n_entries: usize) {
    let path = build_library(n_entries);
    bencher.bench_local(|| {
        let library = Library::open_reading(black_box(&path)).expect("a library");
        let feeds = library.feeds().expect("feeds");
        let totals = library.totals().expect("totals");
        let listed = library
            .list(&Query::All, EntryOrder::Newest, CopyFolding::Folded, 1000)
            .expect("a list");
        let rows = library.rows(&listed.ids[..SCREEN]).expect("rows");
        (feeds, totals, rows)
    });
}

#[divan::bench(args = library_sizes())]
fn all_unread(bencher: Bencher, n_entries: usize) {
    let library = open_library(n_entries);
    let unread = parse_query("is:unread");
    bencher.bench_local(|| {
        library.list(
            black_box(&unread),
            EntryOrder::Newest,
            CopyFolding::Folded,
            50_000,
        )
    });
}

/// The length of a list, which the reader counts in the background.
#[divan::bench(args = library_sizes())]
fn count_all(bencher: Bencher, n_entries: usize) {
    let library = open_library(n_entries);
    bencher.bench_local(|| library.count(black_box(&Query::All), CopyFolding::Folded, || true));
}

#[divan::bench(args = sizes_and_searches())]
fn search_newest_first(bencher: Bencher, (n_entries, kind): (usize, &str)) {
    bench_search(bencher, n_entries, kind, EntryOrder::Newest);
}

#[divan::bench(args = sizes_and_searches())]
fn search_ranked(bencher: Bencher, (n_entries, kind): (usize, &str)) {
    bench_search(bencher, n_entries, kind, EntryOrder::Rank);
}

/// A search while it is typed: the hits, and the rows and snippets of one screen.
fn bench_search(bencher: Bencher, n_entries: usize, kind: &str, order: EntryOrder) {
    let library = open_library(n_entries);
    let query = search_query(kind);
    bencher.bench_local(|| {
        let listed = library
            .list(black_box(&query), order, CopyFolding::Folded, HITS)
            .expect("a list");
        let shown: Vec<EntryId> = listed.ids.into_iter().take(SCREEN).collect();
        let snippets = library.snippets(&query, &shown).expect("snippets");
        (library.rows(&shown).expect("rows"), snippets)
    });
}

#[divan::bench]
fn take_200_new_items(bencher: Bencher) {
    let mut library = Library::in_memory().expect("a library");
    let mut n = 0;
    bencher
        .with_inputs(|| {
            n += 1;
            sample_library::generate_feed(n, 200)
        })
        .bench_local_values(|(subscription, outcome)| {
            let id = library
                .subscribe(&subscription, sample_library::fetch_time())
                .expect("a feed");
            library
                .ingest(id, &outcome, sample_library::fetch_time())
                .expect("taken")
        });
}

#[divan::bench]
fn index_200_new_items(bencher: Bencher) {
    let mut n = 0;
    bencher
        .with_inputs(|| {
            n += 1;
            let (subscription, outcome) = sample_library::generate_feed(n, 200);
            let mut library = Library::in_memory().expect("a library");
            let id = library
                .subscribe(&subscription, sample_library::fetch_time())
                .expect("a feed");
            library
                .ingest(id, &outcome, sample_library::fetch_time())
                .expect("taken");
            library
        })
        .bench_local_refs(|library| {
            library
                .index_all(sample_library::fetch_time())
                .expect("indexed")
        });
}

#[divan::bench]
fn take_200_known_items(bencher: Bencher) {
    let mut library = Library::in_memory().expect("a library");
    let (subscription, outcome) = sample_library::generate_feed(1, 200);
    let id = library
        .subscribe(&subscription, sample_library::fetch_time())
        .expect("a feed");
    bencher.bench_local(|| {
        library
            .ingest(id, black_box(&outcome), sample_library::fetch_time())
            .expect("taken")
    });
}
