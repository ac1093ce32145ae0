//! What ships with the program, as a library in memory: everything works in it, nothing of it is kept.

use std::collections::HashMap;

use super::moment;
use crate::article::{Article, Link};
use crate::feeds::{Feed, Item, Subscription};
use crate::library::{Folding, Order, Query};
use crate::store::{Answer, Library, Outcome, StoreError, Validators};

/// An address that no server has.
const ADDRESS: &str = "https://pullquote.invalid/welcome";

/// Returns a library with these articles in one feed.
pub(super) fn library(articles: Vec<Article>) -> Result<Library, StoreError> {
    let mut library = Library::in_memory()?;
    let now = moment();
    let subscription = Subscription {
        title: Some("Welcome".to_owned()),
        ..Subscription::of(ADDRESS)
    };
    let feed = library.subscribe(&subscription, now)?;
    let outcome = Outcome {
        answer: Answer::Feed {
            feed: Box::new(Feed {
                title: "Welcome".to_owned(),
                items: articles.iter().map(item).collect(),
                ..Feed::default()
            }),
            validators: Validators::default(),
            remarks: Vec::new(),
        },
        due: now,
        moved: None,
    };
    library.take(feed, &outcome, now)?;
    let mut by_title: HashMap<String, Article> = articles
        .into_iter()
        .map(|article| (article.about.title.clone(), article))
        .collect();
    let listed = library.list(&Query::All, Order::Newest, Folding::Apart, usize::MAX)?;
    for row in library.rows(&listed.ids)? {
        if let Some(article) = by_title.remove(&row.title) {
            // The text as it is set, with its headings, tables and links.
            library.put_page(row.id, &article)?;
        }
    }
    library.index_all(now)?;
    Ok(library)
}

fn item(article: &Article) -> Item {
    let about = &article.about;
    Item {
        title: about.title.clone(),
        link: about.link.clone(),
        written_link: about.link.as_ref().map(Link::to_string).unwrap_or_default(),
        id: about.title.clone(),
        author: about.byline.clone(),
        published: about.published,
        ..Item::default()
    }
}
