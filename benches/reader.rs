//! Time to scroll, jump and search in an open article, and to draw a frame of it.

mod story;

use std::sync::Arc;

use divan::{Bencher, black_box};
use pullquote::config::{Settings, TerminalProfile};
use pullquote::engine::{Engine, Page, UserRules};
use pullquote::reader::{App, ArticleFindings, ArticleSlot, Command, Effect, Msg, Size, update};
use pullquote::ui::draw;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

/// The number of words in about a megabyte of text.
const MEGABYTE: usize = 180_000;
const WORDS: &[usize] = &[1_000, MEGABYTE];

fn main() {
    divan::main();
}

/// Returns a reader in the middle of an annotated article.
fn app_with_open_article(n_words: usize) -> App {
    let article = Arc::new(story::generate_article(n_words));
    let (width, height) = (120, 40);
    let mut app = App::new(
        vec![ArticleSlot::read(article)],
        Settings::default(),
        TerminalProfile::default(),
        Size { width, height },
    );
    let effects = update(&mut app, Msg::Do(Command::Open, None));
    let (engine, _) = Engine::new(&[]).expect("an engine");
    for effect in effects.0 {
        if let Effect::Annotate(ticket, article) = effect {
            let rules = UserRules::default();
            let page = Page::new(&article, &rules);
            let sentences = page.sentences().iter().map(|sentence| sentence.range);
            let findings = ArticleFindings {
                annotations: engine.annotate(&article),
                sentences: sentences.collect(),
            };
            update(&mut app, Msg::Annotated(ticket, Ok(findings)));
        }
    }
    update(&mut app, Msg::Do(Command::Percent, Some(50)));
    app
}

#[divan::bench(args = WORDS)]
fn scroll_by_one_line(bencher: Bencher, n_words: usize) {
    let mut app = app_with_open_article(n_words);
    bencher.bench_local(|| update(black_box(&mut app), Msg::Do(Command::Down, None)));
}

#[divan::bench(args = WORDS)]
fn jump_to_the_next_quote(bencher: Bencher, n_words: usize) {
    let mut app = app_with_open_article(n_words);
    bencher.bench_local(|| {
        update(black_box(&mut app), Msg::Do(Command::NextQuote, None));
    });
}

#[divan::bench(args = WORDS)]
fn frame(bencher: Bencher, n_words: usize) {
    let app = app_with_open_article(n_words);
    let mut buffer = Buffer::empty(Rect::new(0, 0, app.size.width, app.size.height));
    bencher.bench_local(|| draw(black_box(&app), &mut buffer));
}
