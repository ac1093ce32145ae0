//! Time to write a megabyte of annotated text in each format.

mod story;

use divan::counter::BytesCount;
use divan::{Bencher, black_box};
use pullquote::engine::Engine;
use pullquote::export::FORMATS;

/// The number of words in about a megabyte of text.
const MEGABYTE: usize = 180_000;

fn main() {
    divan::main();
}

#[divan::bench(args = FORMATS.iter().map(|format| format.name()), sample_count = 10)]
fn a_megabyte(bencher: Bencher, name: &str) {
    let article = story::generate_article(MEGABYTE);
    let (engine, _) = Engine::new(&[]).expect("the passes are in order");
    let annotations = engine.annotate(&article);
    let format = pullquote::export::find_format(name).expect("a format");
    bencher
        .counter(BytesCount::of_str(article.text().as_str()))
        .bench(|| {
            let mut out = Vec::new();
            let written = format.write(black_box(&article), &annotations, None, &mut out);
            written.expect("memory");
            out.len()
        });
}
