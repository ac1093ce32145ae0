//! Answering questions, on a connection of its own: a refresh that writes never makes the reader wait.

use std::path::PathBuf;
use std::sync::mpsc::{Receiver, Sender};
use std::sync::{Arc, PoisonError};

use super::{Welcome, current, reply_caught, welcome, with_welcome};
use crate::article::Article;
use crate::library::{Body, EntryId};
use crate::reader::{Answer, Ask, Msg, Overview, Ticket};
use crate::session::run::Incoming;
use crate::session::{WorkLabel, catch_panic};
use crate::store::{Library, StoreError};

/// Who answers.
pub(super) struct Clerk {
    pub(super) path: PathBuf,
    pub(super) welcome: Welcome,
    pub(super) articles: fn() -> Vec<Article>,
    /// The way to whoever indexes what came.
    pub(super) nudges: Sender<()>,
}

impl Clerk {
    /// Answers until nobody asks any more.
    pub(super) fn work(&self, asked: &Receiver<(Ticket, Ask)>, answers: &Sender<Incoming>) {
        let mut library = None;
        while let Ok(first) = asked.recv() {
            let mut waiting = vec![first];
            waiting.extend(asked.try_iter());
            for (ticket, ask) in latest(waiting) {
                let answer = catch_panic(choose_label(&ask), || self.answer(&mut library, &ask));
                if answer.is_err() {
                    // It may have been left in the middle of something.
                    library = None;
                }
                if let Some(told) = library.as_ref().and_then(|there| self.missing(there, &ask)) {
                    let _ = answers.send(Incoming::Msg(Msg::Notice(told)));
                }
                if !reply_caught(answers, ticket, answer) {
                    return;
                }
            }
        }
    }

    /// Says where a search cannot find what came of late, and has that indexed.
    fn missing(&self, library: &Library, ask: &Ask) -> Option<String> {
        let is_search = matches!(ask, Ask::List { query, .. } if query.needs_index());
        let n_waiting = if is_search {
            library.n_waiting().unwrap_or_default()
        } else {
            0
        };
        (n_waiting > 0).then(|| {
            let _ = self.nudges.send(());
            format!("{n_waiting} new articles are being indexed; search again in a moment")
        })
    }

    fn answer(&self, open: &mut Option<Library>, ask: &Ask) -> Result<Answer, StoreError> {
        let library = current(open, &self.path)?;
        if *ask == Ask::Overview {
            return self.overview(library).map(Answer::Overview);
        }
        with_welcome(&self.welcome, |welcome| look_up(welcome, ask))
            .unwrap_or_else(|| look_up(library, ask))
    }

    /// What is there. Where nothing is, what ships with the program stands in, until something is subscribed.
    fn overview(&self, library: &Library) -> Result<Overview, StoreError> {
        let there = overview(library)?;
        let is_empty = there.feeds.is_empty() && there.totals.n_entries == 0;
        let mut welcome = self.welcome.lock().unwrap_or_else(PoisonError::into_inner);
        if !is_empty {
            *welcome = None;
            return Ok(there);
        }
        let shown = match welcome.as_mut() {
            Some(shown) => shown,
            None => welcome.insert(welcome::library((self.articles)())?),
        };
        Ok(Overview {
            saved: there.saved,
            is_welcome: true,
            ..overview(shown)?
        })
    }
}

fn overview(library: &Library) -> Result<Overview, StoreError> {
    let tags = library.tags()?;
    Ok(Overview {
        feeds: library.feeds()?,
        saved: library.saved()?,
        totals: library.totals()?,
        tags: tags.into_iter().map(|(tag, _)| tag).collect(),
        is_welcome: false,
    })
}

fn look_up(library: &mut Library, ask: &Ask) -> Result<Answer, StoreError> {
    Ok(match ask {
        Ask::Overview => Answer::Overview(overview(library)?),
        Ask::List {
            query,
            order,
            folding,
            limit,
            n_rows,
        } => {
            let listed = library.list(query, *order, *folding, *limit)?;
            let first: Vec<EntryId> = listed.ids.iter().take(*n_rows).copied().collect();
            let rows = library.rows(&first)?;
            Answer::List(listed, rows)
        }
        // What ships with the program is never too long to be listed whole; the library is counted elsewhere.
        Ask::Count(query, folding) => {
            let n = library.count(query, *folding, || true)?;
            Answer::Count(n.unwrap_or_default())
        }
        Ask::Rows(ids) => Answer::Rows(library.rows(ids)?),
        Ask::Snippets(query, ids) => {
            let snippets = library.snippets(query, ids)?;
            Answer::Snippets(ids.iter().copied().zip(snippets).collect())
        }
        Ask::Article(id, body) => {
            let article = library.article(*id, *body)?;
            let place = library.state(&place(*id, *body))?;
            Answer::Article(Arc::new(article.ok_or(StoreError::NoEntry)?), place)
        }
    })
}

/// Returns what the log calls a question.
const fn choose_label(ask: &Ask) -> WorkLabel {
    match ask {
        Ask::Article(id, _) => WorkLabel::Entry(*id),
        _ => WorkLabel::Task("a question to the library"),
    }
}

/// The name under which the place in an entry is kept.
fn place(id: EntryId, body: Body) -> String {
    match body {
        Body::Feed => format!("place/{}", id.0),
        Body::Page => format!("place/{}/page", id.0),
    }
}

/// Leaves out lists and articles that were asked for again before anybody looked: their answers would be dropped.
fn latest(waiting: Vec<(Ticket, Ask)>) -> Vec<(Ticket, Ask)> {
    let last = |is_kind: fn(&Ask) -> bool| waiting.iter().rposition(|(_, ask)| is_kind(ask));
    let is_list = |ask: &Ask| matches!(ask, Ask::List { .. });
    let is_article = |ask: &Ask| matches!(ask, Ask::Article(..));
    let last_list = last(is_list);
    let last_article = last(is_article);
    let is_latest = |at: usize, ask: &Ask| match ask {
        Ask::List { .. } => Some(at) == last_list,
        Ask::Article(..) => Some(at) == last_article,
        Ask::Overview | Ask::Count(..) | Ask::Rows(_) | Ask::Snippets(..) => true,
    };
    let numbered = waiting.into_iter().enumerate();
    numbered
        .filter(|(at, (_, ask))| is_latest(*at, ask))
        .map(|(_, asked)| asked)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::library::{Folding, Order, Query};

    #[test]
    fn what_was_asked_again_is_answered_once() {
        let list = || Ask::List {
            query: Query::All,
            order: Order::Newest,
            folding: Folding::Folded,
            limit: 10,
            n_rows: 10,
        };
        let article = |n| Ask::Article(EntryId(n), Body::Feed);
        let waiting = vec![
            (Ticket(1), list()),
            (Ticket(2), Ask::Rows(vec![EntryId(4)])),
            (Ticket(3), article(4)),
            (Ticket(4), list()),
            (Ticket(5), article(5)),
            (Ticket(6), Ask::Overview),
        ];
        let left: Vec<u64> = latest(waiting).iter().map(|(ticket, _)| ticket.0).collect();
        assert_eq!(left, [2, 4, 5, 6]);
    }
}
