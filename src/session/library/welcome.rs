//! The welcome library: the articles that ship with the program, in memory. Everything works in it; nothing is saved.

use std::collections::HashMap;

use super::clock::current_time;
use crate::article::{Article, Link};
use crate::feeds::{Feed, FeedItem, Subscription};
use crate::library::{CopyFolding, EntryOrder, Query};
use crate::store::{FeedOutcome, FeedResponse, Library, StoreError, Validators};

/// An address that cannot resolve (RFC 2606).
const WELCOME_ADDRESS: &str = "https://pullquote.invalid/welcome";

/// Returns a library with these articles in one feed.
pub(super) fn build_welcome_library(articles: Vec<Article>) -> Result<Library, StoreError> {
    let mut library = Library::in_memory()?;
    let now = current_time();
    let subscription = Subscription {
        title: Some("Welcome".to_owned()),
        ..Subscription::of(WELCOME_ADDRESS)
    };
    let feed = library.subscribe(&subscription, now)?;
    let outcome = FeedOutcome {
        answer: FeedResponse::Feed {
            feed: Box::new(Feed {
                title: "Welcome".to_owned(),
                items: articles.iter().map(welcome_item).collect(),
                ..Feed::default()
            }),
            validators: Validators::default(),
            remarks: Vec::new(),
        },
        due: now,
        moved: None,
    };
    library.ingest(feed, &outcome, now)?;
    let mut by_title: HashMap<String, Article> = articles
        .into_iter()
        .map(|article| (article.about.title.clone(), article))
        .collect();
    let listed = library.list(
        &Query::All,
        EntryOrder::Newest,
        CopyFolding::Apart,
        usize::MAX,
    )?;
    for row in library.rows(&listed.ids)? {
        if let Some(article) = by_title.remove(&row.title) {
            // Stored as a page, because a page keeps headings, tables and links.
            library.put_page(row.id, &article)?;
        }
    }
    library.index_all(now)?;
    Ok(library)
}

fn welcome_item(article: &Article) -> FeedItem {
    let about = &article.about;
    FeedItem {
        title: about.title.clone(),
        link: about.link.clone(),
        written_link: about
            .link
            .as_ref()
            .map_or_else(String::new, Link::to_string),
        id: about.title.clone(),
        author: about.byline.clone(),
        published: about.published,
        ..FeedItem::default()
    }
}
