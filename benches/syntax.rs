//! Tokens per second of the part-of-speech tagger and of the dependency parser, on one thread, with the words already
//! described; and of describing them.

mod story;

use divan::counter::ItemsCount;
use divan::{Bencher, black_box};
use pullquote::engine::syntax::{
    DependencyTree, ParserState, WordForm, WordTag, dependency_parser, speech_tagger,
};
use pullquote::engine::{Page, UserRules};

/// The number of words in about a tenth of a megabyte of text.
const N_WORDS: usize = 20_000;

fn main() {
    divan::main();
}

/// The sentences of a made-up article, as words.
fn sentences() -> Vec<Vec<String>> {
    let article = story::generate_article(N_WORDS);
    let rules = UserRules::default();
    let page = Page::new(&article, &rules);
    let text = article.text();
    let tokens = page.tokens();
    let words = tokens.split_inclusive(|token| text.slice(token.range) == ".");
    words
        .map(|tokens| {
            let words = tokens.iter().map(|token| text.slice(token.range));
            words.map(str::to_owned).collect()
        })
        .collect()
}

fn described() -> Vec<Vec<WordForm>> {
    let tagger = speech_tagger().expect("the shipped tagger");
    let mut buffer = String::new();
    let describe = |words: &Vec<String>| {
        let words = words.iter();
        words
            .map(|word| tagger.describe(word, &mut buffer))
            .collect()
    };
    sentences().iter().map(describe).collect()
}

fn count_tokens<T>(sentences: &[Vec<T>]) -> ItemsCount {
    ItemsCount::new(sentences.iter().map(Vec::len).sum::<usize>())
}

#[divan::bench(sample_count = 50)]
fn describe(bencher: Bencher) {
    let sentences = sentences();
    let tagger = speech_tagger().expect("the shipped tagger");
    let mut buffer = String::new();
    bencher.counter(count_tokens(&sentences)).bench_local(|| {
        for word in sentences.iter().flatten() {
            black_box(tagger.describe(black_box(word), &mut buffer));
        }
    });
}

#[divan::bench(sample_count = 50)]
fn tag(bencher: Bencher) {
    let sentences = described();
    let tagger = speech_tagger().expect("the shipped tagger");
    let mut tags = Vec::new();
    bencher.counter(count_tokens(&sentences)).bench_local(|| {
        for words in &sentences {
            tagger.tag_words(black_box(words), &mut tags);
        }
    });
}

#[divan::bench(sample_count = 50)]
fn parse(bencher: Bencher) {
    let sentences = described();
    let tagger = speech_tagger().expect("the shipped tagger");
    let parser = dependency_parser().expect("the shipped parser");
    let examples: Vec<(&[WordForm], Vec<WordTag>)> = sentences
        .iter()
        .map(|words| {
            let mut tags = Vec::new();
            tagger.tag_words(words, &mut tags);
            (words.as_slice(), tags)
        })
        .collect();
    let (mut state, mut tree) = (ParserState::default(), DependencyTree::default());
    bencher.counter(count_tokens(&sentences)).bench_local(|| {
        for (words, tags) in &examples {
            parser.parse(black_box(words), tags, &mut state, &mut tree);
        }
    });
}
