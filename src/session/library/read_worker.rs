//! The read worker: answers requests on its own connection, so that they never wait for a refresh that writes.

use std::path::PathBuf;
use std::sync::mpsc::{Receiver, Sender};
use std::sync::{Arc, PoisonError};

use super::connections::{WelcomeLibrary, open_current, with_welcome};
use super::responses::reply_caught;
use super::welcome;
use crate::article::Article;
use crate::invariant::ExpectOr;
use crate::library::{EntryBody, EntryId};
use crate::reader::{LibraryRequest, LibraryResponse, Msg, Overview, Ticket, ViewPage};
use crate::session::loop_event::LoopEvent;
use crate::session::{WorkLabel, catch_panic};
use crate::store::{Library, StoreError};
use crate::text::{agree_with, count_with_noun};

/// The worker that answers requests.
pub(super) struct ReadWorker {
    /// Path of the library file.
    pub(super) path: PathBuf,
    /// The welcome library, if it is shown instead.
    pub(super) welcome: WelcomeLibrary,
    /// Returns the articles of the welcome library.
    pub(super) articles: fn() -> Vec<Article>,
    /// Wakes the annotation worker.
    pub(super) nudges: Sender<()>,
}

impl ReadWorker {
    /// Answers requests until a channel closes.
    pub(super) fn run(
        &self,
        requests: &Receiver<(Ticket, LibraryRequest)>,
        answers: &Sender<LoopEvent>,
    ) {
        let mut library = None;
        while let Ok(first) = requests.recv() {
            let mut waiting = vec![first];
            waiting.extend(requests.try_iter());
            for (ticket, ask) in drop_outdated(waiting) {
                let answer = catch_panic(choose_label(&ask), || self.answer(&mut library, &ask));
                if answer.is_err() {
                    // The panic may have left the connection in the middle of a transaction.
                    library = None;
                }
                if let Some(notice) = library.as_ref().and_then(|there| self.missing(there, &ask)) {
                    let _ = answers.send(LoopEvent::Msg(Msg::Notice(notice)));
                }
                if !reply_caught(answers, ticket, answer) {
                    return;
                }
            }
        }
    }

    /// Returns a notice if a search misses entries that are not indexed yet, and has them indexed.
    fn missing(&self, library: &Library, ask: &LibraryRequest) -> Option<String> {
        let is_search = matches!(ask, LibraryRequest::List { query, .. } if query.needs_index());
        let n_waiting = if is_search {
            // The search itself reports why the library cannot be read.
            library.n_waiting().unwrap_or(0)
        } else {
            0
        };
        (n_waiting > 0).then(|| {
            let _ = self.nudges.send(());
            let articles = count_with_noun(n_waiting, "new article");
            let are = agree_with(n_waiting, "is");
            format!("{articles} {are} being indexed; search again in a moment")
        })
    }

    fn answer(
        &self,
        open: &mut Option<Library>,
        ask: &LibraryRequest,
    ) -> Result<LibraryResponse, StoreError> {
        let library = open_current(open, &self.path)?;
        if *ask == LibraryRequest::Overview {
            return self.overview(library).map(LibraryResponse::Overview);
        }
        with_welcome(&self.welcome, |welcome| answer_request(welcome, ask))
            .unwrap_or_else(|| answer_request(library, ask))
    }

    /// Returns the overview of the library. An empty library is replaced by the welcome library until something is
    /// subscribed.
    fn overview(&self, library: &Library) -> Result<Overview, StoreError> {
        let there = read_overview(library)?;
        let is_empty = there.feeds.is_empty() && there.totals.n_entries == 0;
        let mut welcome = self.welcome.lock().unwrap_or_else(PoisonError::into_inner);
        if !is_empty {
            *welcome = None;
            return Ok(there);
        }
        let shown = match welcome.as_mut() {
            Some(shown) => shown,
            None => welcome.insert(welcome::build_welcome_library((self.articles)())?),
        };
        Ok(Overview {
            saved: there.saved,
            is_welcome: true,
            ..read_overview(shown)?
        })
    }
}

fn read_overview(library: &Library) -> Result<Overview, StoreError> {
    let tags = library.tags()?;
    Ok(Overview {
        feeds: library.feeds()?,
        saved: library.saved_queries()?,
        totals: library.totals()?,
        tags: tags.into_iter().map(|(tag, _)| tag).collect(),
        is_welcome: false,
    })
}

fn answer_request(
    library: &mut Library,
    ask: &LibraryRequest,
) -> Result<LibraryResponse, StoreError> {
    Ok(match ask {
        LibraryRequest::Overview => LibraryResponse::Overview(read_overview(library)?),
        LibraryRequest::List {
            query,
            order,
            folding,
            limit,
            n_rows,
        } => {
            let listed = library.list(query, *order, *folding, *limit)?;
            let first: Vec<EntryId> = listed.ids.iter().take(*n_rows).copied().collect();
            let rows = library.rows(&first)?;
            LibraryResponse::List(listed, rows)
        }
        // Only for the welcome library, which is too small to need cancelling. The count worker counts the user's
        // library.
        LibraryRequest::Count(query, folding) => {
            let n = library.count(query, *folding, || true)?;
            LibraryResponse::Count(
                n.expect_or_default("a count that is not cancelled has a result"),
            )
        }
        LibraryRequest::Rows(ids) => LibraryResponse::Rows(library.rows(ids)?),
        LibraryRequest::Snippets(query, ids) => {
            let snippets = library.snippets(query, ids)?;
            LibraryResponse::Snippets(ids.iter().copied().zip(snippets).collect())
        }
        LibraryRequest::Article(id, body) => {
            let article = library.article(*id, *body)?;
            let place = library.state(&place_key(*id, *body))?;
            LibraryResponse::Article(Arc::new(article.ok_or(StoreError::NoEntry)?), place)
        }
        // The view worker answers it.
        LibraryRequest::View(_) => LibraryResponse::View(ViewPage::default()),
        LibraryRequest::EntityPage(key) => {
            let found = library.find_entities(key)?.into_iter().next();
            let page = found.map(|row| library.entity_page(row.number));
            LibraryResponse::EntityPage(page.transpose()?.flatten().map(Box::new))
        }
    })
}

/// Returns the label of a request for the log.
const fn choose_label(ask: &LibraryRequest) -> WorkLabel {
    match ask {
        LibraryRequest::Article(id, _) => WorkLabel::Entry(*id),
        _ => WorkLabel::Task("a question to the library"),
    }
}

/// Returns the key in the `state` table for the reading position in an entry.
fn place_key(id: EntryId, body: EntryBody) -> String {
    match body {
        EntryBody::Feed => format!("place/{}", id.0),
        EntryBody::Page => format!("place/{}/page", id.0),
    }
}

/// Drops list and article requests that a later one replaces: their answers would be ignored.
fn drop_outdated(waiting: Vec<(Ticket, LibraryRequest)>) -> Vec<(Ticket, LibraryRequest)> {
    let last =
        |is_kind: fn(&LibraryRequest) -> bool| waiting.iter().rposition(|(_, ask)| is_kind(ask));
    let is_list = |ask: &LibraryRequest| matches!(ask, LibraryRequest::List { .. });
    let is_article = |ask: &LibraryRequest| matches!(ask, LibraryRequest::Article(..));
    let last_list = last(is_list);
    let last_article = last(is_article);
    let is_latest = |at: usize, ask: &LibraryRequest| match ask {
        LibraryRequest::List { .. } => Some(at) == last_list,
        LibraryRequest::Article(..) => Some(at) == last_article,
        LibraryRequest::Overview
        | LibraryRequest::Count(..)
        | LibraryRequest::Rows(_)
        | LibraryRequest::Snippets(..)
        | LibraryRequest::View(_)
        | LibraryRequest::EntityPage(_) => true,
    };
    let numbered = waiting.into_iter().enumerate();
    numbered
        .filter(|(at, (_, ask))| is_latest(*at, ask))
        .map(|(_, request)| request)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::library::{CopyFolding, EntryOrder, Query};

    #[test]
    fn what_was_asked_again_is_answered_once() {
        let list = || LibraryRequest::List {
            query: Query::All,
            order: EntryOrder::Newest,
            folding: CopyFolding::Folded,
            limit: 10,
            n_rows: 10,
        };
        let article = |n| LibraryRequest::Article(EntryId(n), EntryBody::Feed);
        let waiting = vec![
            (Ticket(1), list()),
            (Ticket(2), LibraryRequest::Rows(vec![EntryId(4)])),
            (Ticket(3), article(4)),
            (Ticket(4), list()),
            (Ticket(5), article(5)),
            (Ticket(6), LibraryRequest::Overview),
        ];
        let left: Vec<u64> = drop_outdated(waiting)
            .iter()
            .map(|(ticket, _)| ticket.0)
            .collect();
        assert_eq!(left, [2, 4, 5, 6]);
    }
}
