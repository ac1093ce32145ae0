//! Text search in the open article.

use super::document::OpenArticle;
use super::reading_position::ReadingPosition;
use super::search::{Direction, TextSearch};
use super::search_normalize::{find_smart_case, first_index_from};

impl OpenArticle {
    /// Searches for `query` and shows the first match at or after `origin`, wrapping around at the end. Without a
    /// match, returns to `origin`.
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

    /// Moves by `times` matches and shows the new one. Returns whether the search wrapped around an end of the text;
    /// `None` if there is no search or no match.
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
