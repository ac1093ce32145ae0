//! A feed as it was read.

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
    /// The latest of the feed's own dates: last change or publication.
    pub changed: Option<PublicationDate>,
    /// The items, each with a unique ID.
    pub items: Vec<FeedItem>,
    /// Repairs and omissions, for the user: one line each, bounded in length and safe for a terminal.
    pub remarks: Vec<String>,
}
