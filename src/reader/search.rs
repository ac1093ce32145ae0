//! A search in an article: what was found, and which match the reader stands on.

use super::OpenArticle;
use super::document::ReadingPosition;
use super::search_normalize::{find_smart_case, first_index_from};
use crate::text::ByteRange;

/// Which way a search goes on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Direction {
    /// To the end.
    Forward,
    /// To the start.
    Backward,
}

/// A search.
#[derive(Clone, Debug)]
pub struct TextSearch {
    /// What is looked for.
    pub query: String,
    /// Where it stands, in order.
    pub hits: Vec<ByteRange>,
    /// The match that the reader stands on.
    pub current: Option<usize>,
    /// Where the reader stood when the search began.
    pub origin: ReadingPosition,
}

impl TextSearch {
    /// Returns `3/17`, or that there is nothing.
    pub fn count(&self) -> String {
        match (self.current, self.hits.len()) {
            (_, 0) => "no match".to_owned(),
            (None, n) => format!("{n} matches"),
            (Some(current), n) => format!("{}/{n}", current + 1),
        }
    }
}

impl OpenArticle {
    /// Looks for `query` from where the search began on, and shows the first match there.
    pub fn search_for(&mut self, query: &str, origin: ReadingPosition) {
        let text = self.article.clone();
        let hits = find_smart_case(text.text().as_str(), self.normalized_text(), query);
        let from = self.sheet.first_offset(origin.row);
        let next = first_index_from(&hits, from);
        let current = match hits.len() {
            0 => None,
            n => Some(if next < n { next } else { 0 }),
        };
        self.search = Some(TextSearch {
            query: query.to_owned(),
            hits,
            current,
            origin,
        });
        match current {
            Some(_) => self.show_match(),
            None => self.go_to(origin),
        }
    }

    /// Goes `times` matches on; returns whether that went round an end of the text, or nothing without a match.
    pub fn next_match(&mut self, direction: Direction, times: usize) -> Option<bool> {
        let in_view = self.in_view();
        let search = self.search.as_mut()?;
        let n_hits = search.hits.len();
        let times = times.checked_rem(n_hits)?;
        let from = match search.current {
            Some(current) => current,
            None => first_index_from(&search.hits, in_view.start()),
        };
        let (next, is_round) = match direction {
            Direction::Forward => ((from + times) % n_hits, from + times >= n_hits),
            Direction::Backward => ((from + n_hits - times) % n_hits, times > from),
        };
        search.current = Some(next);
        self.show_match();
        Some(is_round)
    }

    fn show_match(&mut self) {
        let search = self.search.as_ref();
        let hit = search.and_then(|search| search.hits.get(search.current?).copied());
        if let Some(hit) = hit {
            self.reveal(hit);
        }
    }
}
