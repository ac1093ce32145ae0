//! What `update` orders; `session` carries it out.

use std::sync::Arc;
use std::time::Duration;

use super::Ticket;
use super::browser::{LibraryRequest, ManageRequest};
use crate::article::{Article, Link};
use crate::library::{EntryChange, EntryId, FeedId, Query};

/// An order.
#[derive(Clone, Debug)]
pub enum Effect {
    /// Read article number so of the list; answer with [`super::Msg::Loaded`].
    Load(Ticket, usize),
    /// Annotate this; answer with [`super::Msg::Annotated`].
    Annotate(Ticket, Arc<Article>),
    /// Annotating under this number is of no use any more: the article was left. There is no answer.
    StopAnnotating(Ticket),
    /// Ask the library; answer with [`super::Msg::Answered`].
    Ask(Ticket, LibraryRequest),
    /// Change entries; answer with what undoes it.
    Change(Ticket, EntryChange),
    /// Mark everything that matches as read; answer with what undoes it.
    ReadAll(Ticket, Query),
    /// Change what is subscribed or saved; answer with a sentence.
    Manage(Ticket, ManageRequest),
    /// Fetch these feeds, or all where none is named; answer with [`super::Msg::Refreshed`], more than once.
    Refresh(Vec<FeedId>),
    /// End the refresh.
    CancelRefresh,
    /// Fetch the entry's page and keep its main text; answer with that article.
    FullText(Ticket, EntryId, Link),
    /// Keep a value under a name for the next run.
    SaveValue(String, String),
    /// Put the words on the clipboard.
    Copy(String),
    /// Open the link in the browser.
    Open(Link),
    /// Say [`super::Msg::Expired`] when this time is over.
    Wake(Ticket, Duration),
    /// Draw every cell again.
    Redraw,
    /// Give the terminal back for a while.
    Suspend,
    /// End.
    Quit,
}

/// Orders, in order.
#[derive(Clone, Debug, Default)]
pub struct Effects(pub Vec<Effect>);

impl Effects {
    /// Returns no orders.
    pub fn none() -> Self {
        Self::default()
    }

    /// Returns one order.
    pub fn one(effect: Effect) -> Self {
        Self(vec![effect])
    }

    /// Adds an order.
    pub fn push(&mut self, effect: Effect) {
        self.0.push(effect);
    }

    /// Adds all orders of `other`.
    pub fn extend(&mut self, other: Self) {
        self.0.extend(other.0);
    }
}
