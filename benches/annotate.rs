//! Time to annotate a short and a very long article.

mod story;

use divan::counter::{BytesCount, ItemsCount};
use divan::{Bencher, black_box};
use pullquote::engine::Engine;

fn main() {
    divan::main();
}

#[divan::bench(args = [1_000, 100_000])]
fn words(bencher: Bencher, n_words: usize) {
    let article = story::generate_article(n_words);
    let (engine, _) = Engine::new(&[]).expect("the passes are in order");
    bencher
        .counter(BytesCount::of_str(article.text().as_str()))
        .counter(ItemsCount::new(n_words))
        .bench(|| engine.annotate(black_box(&article)));
}

#[divan::bench]
fn the_engine_itself() -> usize {
    let (engine, bad) = Engine::new(black_box(&[])).expect("the passes are in order");
    drop(engine);
    bad.len()
}
