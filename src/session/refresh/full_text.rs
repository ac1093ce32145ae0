//! Full text: fetches the pages that entries link to and stores them as articles next to the feed's own text.

use std::collections::BTreeMap;
use std::sync::mpsc::{Sender, channel};
use std::thread;
use std::time::Duration;

use super::host_queue::{HostQueue, QueuedJob};
use super::options::{RefreshOptions, THREAD_STACK_BYTES};
use crate::article::read::{SourceHint, read_article};
use crate::article::{Article, Link};
use crate::fetch::{CancelFlag, Client, FetchError, FetchResponse, Reach, Request};
use crate::library::{CopyFolding, EntryId, EntryOrder, FeedId, FeedRow, Query, QueryTerm};
use crate::session::{WorkLabel, catch_panic};
use crate::store::{Library, PRIVATE_PAGES_OPTION, StoreError};
use crate::text::count_with_noun;

/// Largest number of pages fetched per feed in one refresh. It limits the load on one server; the remaining pages are
/// fetched when their entries are opened.
const MAX_PAGES_PER_FEED: usize = 50;

/// The reason a page gave no article.
#[derive(Debug, thiserror::Error)]
enum PageFault {
    /// The page could not be fetched.
    #[error("{}", .0.advised())]
    Fetch(#[from] FetchError),
    /// The page could not be read as an article.
    #[error("{0}")]
    Read(String),
}

/// Fetches the page at `link` and returns its article.
///
/// Blocks until the page is read. Call it on a thread with a large stack: pages may be nested deeply.
///
/// # Errors
///
/// A sentence for the user.
pub fn fetch_full_text(
    link: &Link,
    reach: &Reach,
    client: &Client,
    cancel: &CancelFlag,
) -> Result<Article, String> {
    load_page(link, reach, client, cancel).map_err(|why| why.to_string())
}

fn load_page(
    link: &Link,
    reach: &Reach,
    client: &Client,
    cancel: &CancelFlag,
) -> Result<Article, PageFault> {
    let mut request = Request::page(link.clone());
    request.reach = reach.clone();
    let page = match client.fetch(&request, cancel)? {
        FetchResponse::Page(page) => page,
        // The request has no validators, so a server should not answer 304.
        FetchResponse::Unchanged { .. } => return Err(FetchError::Status { status: 304 }.into()),
    };
    let hint = SourceHint {
        name: None,
        content_type: page.content_type,
        base: Some(page.final_link),
    };
    read_article(&page.bytes, &hint).map_err(|why| PageFault::Read(why.to_string()))
}

/// Returns where links of a feed may lead: to public addresses, and to the feed's own host if that has a private
/// address. If the user allows private pages for the feed, anywhere.
pub fn reach_of(feed: &FeedRow) -> Reach {
    if feed.subscription.is_private_pages {
        return Reach::Everywhere;
    }
    let own = Link::parse(&feed.subscription.address).filter(|_| feed.health.is_private);
    Reach::Public {
        host: own.map(|link| link.host()),
    }
}

/// A page to fetch.
struct Wanted {
    feed: FeedId,
    entry: EntryId,
    link: Link,
    reach: Reach,
}

/// The result of fetching a page, for the thread that writes.
enum Loaded {
    /// The article of an entry's page.
    Page(EntryId, Box<Article>),
    /// The page is on a private address and was not fetched.
    Private(FeedId),
}

/// Fetches the missing pages of the newest entries, `new` giving the number per feed. If private pages of a feed have
/// been allowed since the last refresh, older entries are included.
///
/// Runs on several threads, with the same limit of requests per host as for feeds. Entries whose page cannot be fetched
/// keep the feed's text.
///
/// # Errors
///
/// If the library cannot be read or written.
pub(super) fn fetch_new_pages(
    library: &mut Library,
    new: &[(FeedId, usize)],
    client: &Client,
    options: &RefreshOptions,
    cancel: &CancelFlag,
) -> Result<(), StoreError> {
    let wanted = pages_to_fetch(library, new)?;
    let n_threads = options.n_threads.clamp(1, wanted.len().max(1));
    let linked = wanted
        .into_iter()
        .map(|wanted| (Some(wanted.link.clone()), wanted));
    let queue = HostQueue::new(linked, options.per_host.max(1));
    let (sender, results) = channel();
    let client = client.with_limits(options.page_limits);
    let mut n_private: BTreeMap<i64, usize> = BTreeMap::new();
    thread::scope(|scope| {
        for n in 0..n_threads {
            let (queue, client, sender) = (&queue, &client, sender.clone());
            let started = thread::Builder::new()
                .name(format!("page {n}"))
                .stack_size(THREAD_STACK_BYTES)
                .spawn_scoped(scope, move || load_pages(queue, client, cancel, &sender));
            if let Err(error) = started {
                // The remaining threads do its work. If there are none, the pages are fetched when their entries are
                // opened.
                tracing::warn!(error = %error, n_started = n, "no more threads");
                break;
            }
        }
        drop(sender);
        for loaded in results {
            match loaded {
                Loaded::Private(feed) => *n_private.entry(feed.0).or_default() += 1,
                Loaded::Page(id, page) => match library.put_page(id, &page) {
                    // The entry was deleted while its page was fetched.
                    Err(StoreError::NoEntry) => {}
                    put => put.inspect_err(|_| cancel.cancel())?,
                },
            }
        }
        Ok::<(), StoreError>(())
    })?;
    // A cancelled refresh leaves the mark, so that the next one goes on.
    for (feed, _) in new.iter().filter(|_| !cancel.is_cancelled()) {
        if library.needs_page_retry(*feed)? {
            library.end_page_retry(*feed)?;
        }
    }
    for (feed, n) in n_private {
        library.add_remark(FeedId(feed), &describe_private(feed, n))?;
    }
    Ok(())
}

/// Fetches pages until the queue is empty. If one panics, its entry keeps the feed's text.
fn load_pages(
    queue: &HostQueue<Wanted>,
    client: &Client,
    cancel: &CancelFlag,
    sender: &Sender<Loaded>,
) {
    while let Some(QueuedJob { due, host, silence }) = queue.next(cancel) {
        if silence.is_some() {
            queue.done(&host, None);
            continue;
        }
        let label = WorkLabel::Entry(due.entry);
        let Ok(loaded) = catch_panic(label, || load_page(&due.link, &due.reach, client, cancel))
        else {
            queue.done(&host, None);
            continue;
        };
        queue.done(&host, loaded.as_ref().err().and_then(too_many));
        let loaded = match loaded {
            Ok(page) => Loaded::Page(due.entry, Box::new(page)),
            Err(PageFault::Fetch(FetchError::Private { .. })) => Loaded::Private(due.feed),
            Err(_) => continue,
        };
        if sender.send(loaded).is_err() {
            return;
        }
    }
}

/// Returns how long to leave a host alone that answered 429. Zero if it did not say; `None` for other failures.
fn too_many(fault: &PageFault) -> Option<Duration> {
    match fault {
        PageFault::Fetch(FetchError::Busy { status: 429, wait }) => Some(*wait),
        PageFault::Fetch(FetchError::Status { status: 429 }) => Some(Duration::ZERO),
        PageFault::Fetch(_) | PageFault::Read(_) => None,
    }
}

/// Returns the remark for a feed with links to private addresses.
fn describe_private(feed: i64, n: usize) -> String {
    let entries = count_with_noun(n, "entry");
    let pages = match n {
        1 => "links to a page on a private address, which was not fetched",
        _ => "link to pages on private addresses, which were not fetched",
    };
    format!(
        "{entries} {pages}; if you trust the feed, run `pullquote feeds --set {feed} {PRIVATE_PAGES_OPTION}`"
    )
}

/// Returns the new entries without a page, with their links.
fn pages_to_fetch(library: &Library, new: &[(FeedId, usize)]) -> Result<Vec<Wanted>, StoreError> {
    let mut wanted = Vec::new();
    for (feed, n_new) in new {
        let query = Query::Term(QueryTerm::From(*feed));
        let is_retry = library.needs_page_retry(*feed)?;
        let most = if is_retry {
            MAX_PAGES_PER_FEED
        } else {
            MAX_PAGES_PER_FEED.min(*n_new)
        };
        if most == 0 {
            continue;
        }
        let listed = library.list(&query, EntryOrder::Newest, CopyFolding::Apart, most)?;
        let reach = reach_of(&library.feed(*feed)?);
        for row in library.rows(&listed.ids)? {
            let link = row.link.filter(|_| !row.has_page);
            wanted.extend(link.map(|link| Wanted {
                feed: *feed,
                entry: row.id,
                link,
                reach: reach.clone(),
            }));
        }
    }
    Ok(wanted)
}
