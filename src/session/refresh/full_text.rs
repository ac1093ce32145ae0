//! Full text: the pages that entries link to, read as articles and kept beside what the feed brought.

use std::collections::BTreeMap;
use std::sync::mpsc::{Sender, channel};
use std::thread;
use std::time::Duration;

use super::host_queue::{HostQueue, QueuedJob};
use super::{RefreshOptions, THREAD_STACK_BYTES};
use crate::article::read::{SourceHint, read_article};
use crate::article::{Article, Link};
use crate::fetch::{CancelFlag, Client, FetchError, FetchResponse, Reach, Request};
use crate::library::{CopyFolding, EntryId, EntryOrder, FeedId, FeedRow, Query, QueryTerm};
use crate::session::{WorkLabel, catch_panic};
use crate::store::{Library, StoreError};

/// The most pages that are fetched for one feed in one refresh.
const MAX_PAGES_PER_FEED: usize = 50;

/// Why there is no article of a page.
#[derive(Debug, thiserror::Error)]
enum PageFault {
    /// It cannot be fetched.
    #[error("{}", .0.advised())]
    Fetch(#[from] FetchError),
    /// It cannot be read.
    #[error("{0}")]
    Read(String),
}

/// Returns the article of the page at `link`, or a sentence of why there is none. Blocks: call it on a thread with a
/// deep stack.
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
        // Nobody asked whether it changed.
        FetchResponse::Unchanged { .. } => return Err(FetchError::Status { status: 304 }.into()),
    };
    let hint = SourceHint {
        name: None,
        content_type: page.content_type,
        base: Some(page.final_link),
    };
    read_article(&page.bytes, &hint).map_err(|why| PageFault::Read(why.to_string()))
}

/// Returns where the links of a feed may lead: to public addresses, and to the feed's own host where that has a private
/// one; anywhere, where the user says so for the feed.
pub fn reach_of(feed: &FeedRow) -> Reach {
    if feed.subscription.is_private_pages {
        return Reach::Everywhere;
    }
    let own = Link::parse(&feed.subscription.address).filter(|_| feed.health.is_private);
    Reach::Public {
        host: own.map(|link| link.host()),
    }
}

/// A page that is to be fetched.
struct Wanted {
    feed: FeedId,
    entry: EntryId,
    link: Link,
    reach: Reach,
}

/// What came of a page.
enum Loaded {
    Page(EntryId, Box<Article>),
    /// It is on a private address.
    Private(FeedId),
}

/// Fetches the pages of the newest entries of feeds, so many of each, that have none yet: on several threads, and from
/// each host as few at once as feeds are. One that fails is left as the feed brought it.
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
    let (tell, told) = channel();
    let client = client.with_limits(options.page_limits);
    let mut n_private: BTreeMap<i64, usize> = BTreeMap::new();
    thread::scope(|scope| {
        for n in 0..n_threads {
            let (queue, client, tell) = (&queue, &client, tell.clone());
            let started = thread::Builder::new()
                .name(format!("page {n}"))
                .stack_size(THREAD_STACK_BYTES)
                .spawn_scoped(scope, move || load_pages(queue, client, cancel, &tell));
            if let Err(error) = started {
                // The others do its work. Without any, the pages are fetched when their entries are opened.
                tracing::warn!(error = %error, n_started = n, "no more threads");
                break;
            }
        }
        drop(tell);
        for loaded in told {
            match loaded {
                Loaded::Private(feed) => *n_private.entry(feed.0).or_default() += 1,
                Loaded::Page(id, page) => match library.put_page(id, &page) {
                    // It went while its page was fetched.
                    Err(StoreError::NoEntry) => {}
                    put => put.inspect_err(|_| cancel.cancel())?,
                },
            }
        }
        Ok::<(), StoreError>(())
    })?;
    for (feed, n) in n_private {
        library.add_remark(FeedId(feed), &describe_private(feed, n))?;
    }
    Ok(())
}

/// Fetches pages until none is left. One that breaks down is left as the feed brought it.
fn load_pages(
    queue: &HostQueue<Wanted>,
    client: &Client,
    cancel: &CancelFlag,
    tell: &Sender<Loaded>,
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
        if tell.send(loaded).is_err() {
            return;
        }
    }
}

/// Returns for how long a host wants to be left alone that has too many questions.
fn too_many(fault: &PageFault) -> Option<Duration> {
    match fault {
        PageFault::Fetch(FetchError::Busy { status: 429, wait }) => Some(*wait),
        PageFault::Fetch(FetchError::Status { status: 429 }) => Some(Duration::ZERO),
        PageFault::Fetch(_) | PageFault::Read(_) => None,
    }
}

/// Returns what to know of a feed whose links lead to private addresses.
fn describe_private(feed: i64, n: usize) -> String {
    let entries = if n == 1 {
        "1 entry links"
    } else {
        "entries link"
    };
    let count = if n == 1 {
        String::new()
    } else {
        format!("{n} ")
    };
    format!(
        "{count}{entries} to a page on a private address, which was not fetched; if you trust the feed with it: \
         `pullquote feeds --set {feed} --private-pages`"
    )
}

/// Returns the entries whose pages are to be fetched, with their links.
fn pages_to_fetch(library: &Library, new: &[(FeedId, usize)]) -> Result<Vec<Wanted>, StoreError> {
    let mut wanted = Vec::new();
    for (feed, n_new) in new {
        let query = Query::Term(QueryTerm::From(*feed));
        let most = MAX_PAGES_PER_FEED.min(*n_new);
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
