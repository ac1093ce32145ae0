//! Time to lay out an article in rows, to look up a position, and to prepare a screen of it.

mod story;

use divan::counter::BytesCount;
use divan::{Bencher, black_box};
use pullquote::annotation::{Annotations, EngineVersion};
use pullquote::highlight::{LayerSet, article_layers, flatten_in};
use pullquote::layout::{Cells, LayoutOptions, Sheet};
use pullquote::text::ByteOffset;

/// The number of words in about a megabyte of text.
const MEGABYTE: usize = 180_000;

fn main() {
    divan::main();
}

const WORDS: &[usize] = &[1_000, MEGABYTE];

#[divan::bench(args = WORDS)]
fn wrap_at_80_columns(bencher: Bencher, n_words: usize) {
    let article = story::generate_article(n_words);
    bencher
        .counter(BytesCount::of_str(article.text().as_str()))
        .bench(|| Sheet::set(black_box(&article), &LayoutOptions::of(Cells(80))));
}

#[divan::bench(args = WORDS)]
fn first_screen(bencher: Bencher, n_words: usize) {
    let article = story::generate_article(n_words);
    bencher.bench(|| {
        let sheet = Sheet::set(black_box(&article), &LayoutOptions::of(Cells(80)));
        (0..50)
            .map(|row_index| sheet.glyphs(&article, row_index).count())
            .sum::<usize>()
    });
}

/// The work of `layout` and `highlight` for one frame: the runs and clusters of fifty rows in the middle.
#[divan::bench(args = WORDS)]
fn a_screen_in_the_middle(bencher: Bencher, n_words: usize) {
    let article = story::generate_article(n_words);
    let sheet = Sheet::set(&article, &LayoutOptions::of(Cells(80)));
    let annotations = Annotations::empty(article.text().id(), EngineVersion("none".into()));
    let layers = article_layers(&article, &annotations, LayerSet::ALL);
    let first = sheet.len() / 2;
    bencher.bench(|| {
        let runs = flatten_in(sheet.range_of(first..first + 50), black_box(&layers));
        let clusters = (first..first + 50).flat_map(|row_index| sheet.glyphs(&article, row_index));
        (runs.len(), clusters.count())
    });
}

#[divan::bench(args = WORDS)]
fn look_a_place_up(bencher: Bencher, n_words: usize) {
    let article = story::generate_article(n_words);
    let sheet = Sheet::set(&article, &LayoutOptions::of(Cells(80)));
    let middle = ByteOffset::new(article.text().len() / 2);
    bencher.bench(|| sheet.cell_of(&article, black_box(middle)));
}
