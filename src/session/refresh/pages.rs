//! Full text: the pages that entries link to, read as articles and kept beside what the feed brought.

use crate::article::read::{Hint, read};
use crate::article::{Article, Link};
use crate::fetch::{Answer, Cancel, Client, Request};
use crate::library::{FeedId, Folding, Order, Query, Term};
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

/// Fetches the pages of a feed's newest entries that have none yet. One that fails is left as the feed brought it.
pub(super) fn take_pages(
    library: &mut Library,
    feed: FeedId,
    n_new: usize,
    client: &Client,
    cancel: &Cancel,
) -> Result<(), StoreError> {
    let query = Query::Term(Term::From(feed));
    let listed = library.list(&query, Order::Newest, Folding::Apart, n_new.min(MOST_PAGES))?;
    for row in library.rows(&listed.ids)? {
        let Some(link) = row.link.filter(|_| !row.has_page) else {
            continue;
        };
        if cancel.is_cancelled() {
            break;
        }
        if let Ok(page) = full_text(&link, client, cancel) {
            library.put_page(row.id, &page)?;
        }
    }
    Ok(())
}
