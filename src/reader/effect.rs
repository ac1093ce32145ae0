//! The work that `update` asks for and `session` performs.

use std::sync::Arc;
use std::time::Duration;

use super::Ticket;
use super::browser::{LibraryRequest, ManageRequest};
use super::library_view::ViewFiles;
use crate::article::{Article, Link};
use crate::library::{EntryChange, EntryId, FeedId, Query};

/// One piece of work for `session`. The ticket of a request comes back with its response.
#[derive(Clone, Debug)]
pub enum Effect {
    /// Loads the article at this index of [`super::App::slots`]. Answered by [`super::Msg::Loaded`].
    Load(Ticket, usize),
    /// Annotates the article. Answered by [`super::Msg::Annotated`].
    Annotate(Ticket, Arc<Article>),
    /// Annotates the article and explains the findings. Answered by [`super::Msg::Explained`].
    Explain(Ticket, Arc<Article>),
    /// Cancels the annotation with this ticket because the article was closed. No response follows.
    StopAnnotating(Ticket),
    /// Queries the library. Answered by [`super::Msg::Answered`].
    Ask(Ticket, LibraryRequest),
    /// Changes entries. Answered by [`super::Msg::Answered`] with the change that undoes it.
    Change(Ticket, EntryChange),
    /// Marks all entries that match as read. Answered by [`super::Msg::Answered`] with the change that undoes it.
    ReadAll(Ticket, Query),
    /// Changes subscriptions or saved queries. Answered by [`super::Msg::Answered`] with a message for the user.
    Manage(Ticket, ManageRequest),
    /// Fetches these feeds; all feeds if the list is empty. Answered by a series of [`super::Msg::Refreshed`].
    Refresh(Vec<FeedId>),
    /// Cancels the running refresh.
    CancelRefresh,
    /// Fetches the page of an entry and stores its main text. Answered by [`super::Msg::Answered`] with the article.
    FullText(Ticket, EntryId, Link),
    /// Stores a value for the next run. The fields are the key and the value.
    SaveValue(String, String),
    /// Saves the article in the library. A notice reports the result.
    SaveArticle(Arc<Article>),
    /// Writes the rows of a view to files. A notice reports the result.
    WriteView(Box<ViewFiles>),
    /// Copies the text to the clipboard.
    Copy(String),
    /// Opens the link in the browser.
    Open(Link),
    /// Sends [`super::Msg::Expired`] after this time.
    Wake(Ticket, Duration),
    /// Redraws every cell of the screen.
    Redraw,
    /// Suspends the program and returns the terminal to the shell until it continues.
    Suspend,
    /// Quits the program.
    Quit,
}

/// The effects of one message, in the order in which they are performed.
#[derive(Clone, Debug, Default)]
pub struct Effects(pub Vec<Effect>);

impl Effects {
    /// Returns an empty list.
    pub fn none() -> Self {
        Self::default()
    }

    /// Returns a list of one effect.
    pub fn one(effect: Effect) -> Self {
        Self(vec![effect])
    }

    /// Appends an effect.
    pub fn push(&mut self, effect: Effect) {
        self.0.push(effect);
    }

    /// Appends all effects of `other`.
    pub fn extend(&mut self, other: Self) {
        self.0.extend(other.0);
    }
}
