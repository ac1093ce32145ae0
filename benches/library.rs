//! What it costs to open a large library, to list, search and mark in it, and to take a feed into it.
//!
//! The articles are generated: 3 kB each, of words as frequent as those of a language are, from a fixed seed. The library
//! of 50,000 is built once under `target`; that of 500,000 (4 GB, some minutes) where `PULLQUOTE_BENCH_LARGE` is set.

mod shelf;

use std::fs;
use std::path::{Path, PathBuf};

use divan::{Bencher, black_box};
use jiff::civil::Date;
use pullquote::library::{EntryId, Folding, Order, Query};
use pullquote::store::Library;

/// How many rows a tall screen shows, with a margin.
const SCREEN: usize = 60;
/// How many hits a search asks for while it is typed.
const HITS: usize = 200;

/// How many articles a feed has, and how many feeds are fetched before their articles are indexed.
const PER_FEED: usize = 200;
const FEEDS_A_TIME: usize = 10;

fn main() {
    divan::main();
}

#[expect(
    clippy::disallowed_methods,
    reason = "the large library is asked for by the environment"
)]
fn sizes() -> Vec<usize> {
    let mut sizes = vec![50_000];
    sizes.extend(std::env::var_os("PULLQUOTE_BENCH_LARGE").map(|_| 500_000));
    sizes
}

/// The library of so many articles, built where it is not there yet.
#[expect(
    clippy::disallowed_methods,
    reason = "what is half built is thrown away"
)]
fn built(n_entries: usize) -> PathBuf {
    let path =
        Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("library-{n_entries}/library.db"));
    if Library::open(&path).is_ok_and(|mut library| {
        let totals = library.totals().expect("totals");
        // One of an earlier version waits to be indexed anew.
        usize::try_from(totals.n_entries) == Ok(n_entries)
            && library.index_all(shelf::now()).is_ok()
    }) {
        return path;
    }
    fs::remove_dir_all(path.parent().expect("a folder")).expect("removed");
    let mut library = Library::open(&path).expect("a library");
    for n in 0..n_entries / PER_FEED {
        let (subscription, outcome) = shelf::feed(u64::try_from(n).expect("small"), PER_FEED);
        let id = library
            .subscribe(&subscription, shelf::now())
            .expect("a feed");
        library.take(id, &outcome, shelf::now()).expect("taken");
        if n % FEEDS_A_TIME == FEEDS_A_TIME - 1 {
            library.index_all(shelf::now()).expect("indexed");
        }
    }
    library.index_all(shelf::now()).expect("indexed");
    path
}

fn opened(n_entries: usize) -> Library {
    Library::open_reading(&built(n_entries)).expect("a library")
}

fn query(words: &str) -> Query {
    Query::parse(words, Date::constant(2026, 3, 10)).expect("a query")
}

/// Words by how often they are: in some of a hundred, of ten, and in half of the articles; a phrase; a beginning.
const SEARCHES: &[&str] = &["rare", "usual", "common", "phrase", "prefix", "both"];

fn search(kind: &str) -> Query {
    query(&match kind {
        "rare" => shelf::word(3000),
        "usual" => shelf::word(300),
        "common" => shelf::word(60),
        "phrase" => format!("\"{} {}\"", shelf::word(2), shelf::word(40)),
        "prefix" => format!("{}*", shelf::word(300).get(..4).expect("long")),
        _ => format!("{} {} is:unread", shelf::word(60), shelf::word(300)),
    })
}

fn pairs() -> Vec<(usize, &'static str)> {
    let sizes = sizes().into_iter();
    sizes
        .flat_map(|n| SEARCHES.iter().map(move |kind| (n, *kind)))
        .collect()
}

#[divan::bench(args = sizes())]
fn open_and_list(bencher: Bencher, n_entries: usize) {
    let path = built(n_entries);
    bencher.bench_local(|| {
        let library = Library::open_reading(black_box(&path)).expect("a library");
        let feeds = library.feeds().expect("feeds");
        let totals = library.totals().expect("totals");
        let listed = library
            .list(&Query::All, Order::Newest, Folding::Folded, 1000)
            .expect("a list");
        let rows = library.rows(&listed.ids[..SCREEN]).expect("rows");
        (feeds, totals, rows)
    });
}

#[divan::bench(args = sizes())]
fn all_unread(bencher: Bencher, n_entries: usize) {
    let library = opened(n_entries);
    let unread = query("is:unread");
    bencher
        .bench_local(|| library.list(black_box(&unread), Order::Newest, Folding::Folded, 50_000));
}

/// What a list says of its length, while nobody waits for it.
#[divan::bench(args = sizes())]
fn count_all(bencher: Bencher, n_entries: usize) {
    let library = opened(n_entries);
    bencher.bench_local(|| library.count(black_box(&Query::All), Folding::Folded, || true));
}

#[divan::bench(args = pairs())]
fn search_newest_first(bencher: Bencher, (n_entries, kind): (usize, &str)) {
    hits(bencher, n_entries, kind, Order::Newest);
}

#[divan::bench(args = pairs())]
fn search_ranked(bencher: Bencher, (n_entries, kind): (usize, &str)) {
    hits(bencher, n_entries, kind, Order::Rank);
}

/// A search as it is typed: the hits, and the rows and snippets of a screen.
fn hits(bencher: Bencher, n_entries: usize, kind: &str, order: Order) {
    let library = opened(n_entries);
    let query = search(kind);
    bencher.bench_local(|| {
        let listed = library
            .list(black_box(&query), order, Folding::Folded, HITS)
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
            shelf::feed(n, 200)
        })
        .bench_local_values(|(subscription, outcome)| {
            let id = library
                .subscribe(&subscription, shelf::now())
                .expect("a feed");
            library.take(id, &outcome, shelf::now()).expect("taken")
        });
}

#[divan::bench]
fn index_200_new_items(bencher: Bencher) {
    let mut n = 0;
    bencher
        .with_inputs(|| {
            n += 1;
            let (subscription, outcome) = shelf::feed(n, 200);
            let mut library = Library::in_memory().expect("a library");
            let id = library
                .subscribe(&subscription, shelf::now())
                .expect("a feed");
            library.take(id, &outcome, shelf::now()).expect("taken");
            library
        })
        .bench_local_refs(|library| library.index_all(shelf::now()).expect("indexed"));
}

#[divan::bench]
fn take_200_known_items(bencher: Bencher) {
    let mut library = Library::in_memory().expect("a library");
    let (subscription, outcome) = shelf::feed(1, 200);
    let id = library
        .subscribe(&subscription, shelf::now())
        .expect("a feed");
    bencher.bench_local(|| {
        library
            .take(id, black_box(&outcome), shelf::now())
            .expect("taken")
    });
}
