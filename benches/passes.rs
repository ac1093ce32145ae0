//! Time of each pass on its own, with the findings of the earlier passes as input; and time of segmentation.
//!
//! Times depend on the load of the machine; instruction counts do not:
//! `cargo build --release --config profile.release.strip=false --config profile.release.debug=1`, then
//! `valgrind --tool=callgrind target/release/pullquote annotate --threads 1 -f jsonl --input-format jsonl < news.jsonl`
//! and `callgrind_annotate --inclusive=yes callgrind.out.*` list them by function.

mod story;

use divan::counter::{BytesCount, ItemsCount};
use divan::{Bencher, black_box};
use pullquote::engine::{Draft, PASSES, Page, UserRules};

/// The number of words in about a tenth of a megabyte of text.
const N_WORDS: usize = 20_000;

fn main() {
    divan::main();
}

#[divan::bench(args = PASSES.iter().map(|pass| pass.name()), sample_count = 20)]
fn alone(bencher: Bencher, name: &str) {
    let article = story::generate_article(N_WORDS);
    let rules = UserRules::default();
    let page = Page::new(&article, &rules);
    let mut before = Draft::default();
    let mut passes = PASSES.iter();
    let pass = passes
        .find(|pass| {
            let is_it = pass.name() == name;
            if !is_it {
                pass.run(&page, &mut before);
            }
            is_it
        })
        .expect("a pass");
    bencher
        .counter(BytesCount::of_str(article.text().as_str()))
        .counter(ItemsCount::new(page.tokens().len()))
        .with_inputs(|| before.clone())
        .bench_local_values(|mut draft| {
            pass.run(black_box(&page), &mut draft);
            draft
        });
}

#[divan::bench(sample_count = 20)]
fn segment(bencher: Bencher) {
    let article = story::generate_article(N_WORDS);
    let rules = UserRules::default();
    bencher
        .counter(BytesCount::of_str(article.text().as_str()))
        .bench_local(|| Page::new(black_box(&article), &rules).tokens().len());
}
