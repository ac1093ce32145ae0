//! What single passes cost on segmented text.

mod story;

use divan::counter::BytesCount;
use divan::{Bencher, black_box};
use pullquote::engine::passes::dates::Dates;
use pullquote::engine::passes::figures::Figures;
use pullquote::engine::{Draft, Page, Pass, RuleSet};

fn main() {
    divan::main();
}

#[divan::bench]
fn dates(bencher: Bencher) {
    run(bencher, &[&Dates]);
}

#[divan::bench]
fn dates_and_figures(bencher: Bencher) {
    run(bencher, &[&Dates, &Figures]);
}

fn run(bencher: Bencher, passes: &[&dyn Pass]) {
    let article = story::article(20_000);
    let rules = RuleSet::default();
    let page = Page::new(&article, &rules);
    bencher
        .counter(BytesCount::of_str(article.text().as_str()))
        .bench_local(|| {
            let mut draft = Draft::default();
            for pass in passes {
                pass.run(black_box(&page), &mut draft);
            }
            draft
        });
}
