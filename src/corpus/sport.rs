//! Determines the sport that an article reports, which decides what "Italy" and "Boston" mean in it.

use super::folded::FoldedText;
use super::gazetteer::{Sport, gazetteer};
use crate::article::Article;

/// The score for the name of a sport in the title or the first line.
const TITLE_SCORE: usize = 6;
/// The score for each name of the sport in the text.
const NAME_SCORE: usize = 2;
/// The minimum score of a sports report. The name of the sport in the title reaches it, or its name in the text
/// together with typical words.
const MIN_SCORE: usize = 6;

/// Returns the sport that an article reports; `None` for other news.
pub(super) fn sport_of(article: &Article, text: &FoldedText) -> Option<&'static Sport> {
    let first_line = article
        .text()
        .as_str()
        .lines()
        .find(|line| !line.trim().is_empty());
    let title = FoldedText::new(&format!(
        "{}\n{}",
        article.about.title,
        first_line.unwrap_or("")
    ));
    let scored = gazetteer()
        .sports
        .iter()
        .map(|sport| (score(sport, &title, text), sport));
    // Of equal scores the first sport is taken, so the list names the more frequent first.
    let best = scored.rev().max_by_key(|(score, _)| *score)?;
    (best.0 >= MIN_SCORE).then_some(best.1)
}

/// Returns the score of a sport in an article; 0 if the article does not name the sport.
fn score(sport: &Sport, title: &FoldedText, text: &FoldedText) -> usize {
    // A longer name counts more: "american football" is not football.
    let in_title = sport.names.iter().filter(|name| title.has(name));
    let in_title = in_title.map(|name| TITLE_SCORE + name.split(' ').count());
    let n_names = sport.names.iter().filter(|name| text.has(name)).count();
    let n_words = sport.words.iter().filter(|word| text.has(word)).count();
    match in_title.max() {
        Some(in_title) => in_title + NAME_SCORE * n_names + n_words,
        None if n_names == 0 => 0,
        None => NAME_SCORE * n_names + n_words,
    }
}
