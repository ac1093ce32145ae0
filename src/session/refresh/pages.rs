//! Full text: the pages that entries link to, read as articles and kept beside what the feed brought.

use std::sync::mpsc::channel;
use std::thread;

use super::queue::Queue;
use super::{Options, STACK};
use crate::article::read::{Hint, read};
use crate::article::{Article, Link};
use crate::fetch::{Answer, Cancel, Client, Request};
use crate::library::{EntryId, FeedId, Folding, Order, Query, Term};
use crate::store::{Library, StoreError};

/// The most pages that are fetched for one feed in one refresh.
const MOST_PAGES: usize = 50;

/// Returns the article of the page at `link`, or a sentence of why there is none. Blocks: call it on a thread with a
/// deep stack.
pub fn full_text(link: &Link, client: &Client, cancel: &Cancel) -> Result<Article, String> {
    let answer = client.fetch(&Request::page(link.clone()), cancel);
    let page = match answer.map_err(|why| why.to_string())? {
        Answer::Page(page) => page,
        Answer::Unchanged { .. } => return Err("the server answers nothing of use".to_owned()),
    };
    let hint = Hint {
        name: None,
        content_type: page.content_type,
        base: Some(page.final_link),
    };
    read(&page.bytes, &hint).map_err(|why| why.to_string())
}

/// Fetches the pages of the newest entries of feeds, so many of each, that have none yet: on several threads, and from
/// each host as few at once as feeds are. One that fails is left as the feed brought it.
pub(super) fn take_pages(
    library: &mut Library,
    new: &[(FeedId, usize)],
    client: &Client,
    options: &Options,
    cancel: &Cancel,
) -> Result<(), StoreError> {
    let wanted = wanted(library, new)?;
    let n_threads = options.n_threads.clamp(1, wanted.len().max(1));
    let linked = wanted
        .into_iter()
        .map(|(id, link)| (Some(link.clone()), (id, link)));
    let queue = Queue::new(linked, options.per_host.max(1));
    let (tell, told) = channel();
    thread::scope(|scope| {
        for n in 0..n_threads {
            let (queue, tell) = (&queue, tell.clone());
            let started = thread::Builder::new()
                .name(format!("page {n}"))
                .stack_size(STACK)
                .spawn_scoped(scope, move || {
                    while let Some(turn) = queue.next(cancel) {
                        let (id, link) = turn.due;
                        let page = full_text(&link, client, cancel).ok();
                        queue.done(&turn.host, None);
                        if page.is_some_and(|page| tell.send((id, page)).is_err()) {
                            return;
                        }
                    }
                });
            if started.is_err() && n > 0 {
                // The others do its work.
                break;
            }
        }
        drop(tell);
        for (id, page) in told {
            match library.put_page(id, &page) {
                // It went while its page was fetched.
                Err(StoreError::NoEntry) => {}
                put => put.inspect_err(|_| cancel.cancel())?,
            }
        }
        Ok(())
    })
}

/// Returns the entries whose pages are to be fetched, with their links.
fn wanted(library: &Library, new: &[(FeedId, usize)]) -> Result<Vec<(EntryId, Link)>, StoreError> {
    let mut wanted = Vec::new();
    for (feed, n_new) in new {
        let query = Query::Term(Term::From(*feed));
        let most = MOST_PAGES.min(*n_new);
        let listed = library.list(&query, Order::Newest, Folding::Apart, most)?;
        for row in library.rows(&listed.ids)? {
            let link = row.link.filter(|_| !row.has_page);
            wanted.extend(link.map(|link| (row.id, link)));
        }
    }
    Ok(wanted)
}
