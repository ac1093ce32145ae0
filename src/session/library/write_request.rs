//! The requests to the write worker.

use std::sync::mpsc::Sender;

use crate::article::Article;
use crate::library::{EntryChange, EntryId, Query};
use crate::reader::{ManageRequest, Ticket};

/// Key in the `state` table for the screen of the last session.
pub(super) const SCREEN_KEY: &str = "reader";

/// A request to the write worker.
pub(in crate::session) enum WriteRequest {
    /// Change entries.
    Change(Ticket, EntryChange),
    /// Mark all matches of a query as read.
    ReadAll(Ticket, Query),
    /// Change subscriptions or saved queries.
    Manage(Ticket, ManageRequest),
    /// Store a value for the next session, under a key.
    SaveValue(String, String),
    /// Store the fetched page of an entry.
    Page(Ticket, EntryId, Box<Article>),
    /// Answer once all earlier requests are done.
    Flush(Sender<()>),
}
