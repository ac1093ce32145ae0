//! Time and disk space of questions across a large annotated library.
//!
//! The library of 100,000 generated news articles (3 million mentions) is built once under `target`, which takes some
//! minutes; `PULLQUOTE_BENCH_ENTRIES` sets another number of articles.

#[expect(dead_code, reason = "articles without names are for other benchmarks")]
mod sample_library;

use std::fs;
use std::path::PathBuf;
use std::sync::OnceLock;

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
