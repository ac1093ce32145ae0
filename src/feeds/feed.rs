//! A feed as it was read.

use super::author::FeedAuthor;
use super::item::FeedItem;
use crate::article::{Language, Link, PublicationDate};

/// A feed with its items, in the feed's own order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Feed {
    /// The title, on one clean line. May be empty.
    pub title: String,
    /// The description, on one clean line. May be empty.
    pub subtitle: String,
    /// The format and its version, such as `RSS 2.0`.
    pub format: String,
    /// The web page of the feed. If the feed names none, the feed's own address.
    pub link: Option<Link>,
    /// The link as written in the feed, if it is absolute, or if it is relative and the feed has no address of its
    /// own. Otherwise empty.
    pub written_link: String,
    /// The language that the feed declares for its items.
    pub language: Option<Language>,
    /// The ID that the feed gives itself. If it is an address, without user name and password.
    pub id: Option<String>,
    /// The authors of the feed, in its order, without duplicates; of a podcast without an author, its owner.
    pub authors: Vec<FeedAuthor>,
    /// The date of publication; if missing, as `updated`.
    pub published: Option<PublicationDate>,
    /// The date of the last change, if the feed gives one.
    pub updated: Option<PublicationDate>,
    /// The categories and keywords of the feed, without duplicates, in its order.
    pub tags: Vec<String>,
    /// The items, each with a unique ID.
    pub items: Vec<FeedItem>,
    /// Repairs and omissions, for the user: one line each, bounded in length and safe for a terminal.
    pub remarks: Vec<String>,
}

impl Feed {
    /// Returns the latest of the feed's own dates: some feeds set one of the two once and never update it.
    pub fn changed(&self) -> Option<PublicationDate> {
        let dates = [self.published, self.updated].into_iter().flatten();
        dates.max_by_key(|date| (date.date, date.instant))
    }
}
