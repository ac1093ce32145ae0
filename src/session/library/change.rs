//! Making changes, one after another, on the connection that writes.

use std::path::PathBuf;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, Sender};

use super::{Order, SCREEN, Welcome, moment, reply_caught, with_welcome};
use crate::article::Article;
use crate::feeds::Subscription;
use crate::library::{Body, Change, EntryId, Query};
use crate::reader::{Answer, Manage, Msg};
use crate::session::run::Incoming;
use crate::session::{WorkLabel, catch_panic};
use crate::store::{Library, StoreError};

/// Who writes.
pub(super) struct Writer {
    pub(super) path: PathBuf,
    pub(super) library: Library,
    pub(super) welcome: Welcome,
    /// The way to whoever indexes and annotates.
    pub(super) nudges: Sender<()>,
    /// True once it was reported that places are not kept: they are written often.
    pub(super) is_keeping_reported: bool,
}

impl Writer {
    /// Writes until nobody orders anything any more.
    pub(super) fn work(mut self, ordered: &Receiver<Order>, answers: &Sender<Incoming>) {
        while let Ok(order) = ordered.recv() {
            self.open_again();
            match order {
                Order::Change(ticket, change) => {
                    let label = WorkLabel::Task("a change of entries");
                    let done = catch_panic(label, || self.apply(&change).map(Answer::Changed));
                    reply_caught(answers, ticket, done);
                }
                Order::ReadAll(ticket, query) => {
                    let label = WorkLabel::Task("marking as read");
                    let done = catch_panic(label, || self.read_all(&query).map(Answer::Changed));
                    reply_caught(answers, ticket, done);
                }
                Order::Manage(ticket, manage) => {
                    let label = WorkLabel::Task("a change of subscriptions");
                    let done = catch_panic(label, || self.manage(manage));
                    reply_caught(answers, ticket, done);
                }
                Order::Page(ticket, id, article) => {
                    let label = WorkLabel::Entry(id);
                    let done = catch_panic(label, || self.put_page(id, &article));
                    reply_caught(answers, ticket, done);
                }
                Order::Keep(name, value) => {
                    if let Err(error) = self.keep(&name, &value)
                        && !std::mem::replace(&mut self.is_keeping_reported, true)
                    {
                        tracing::error!(error = %error, "keeping the place failed");
                        let told = format!("The place could not be kept: {}", super::said(&error));
                        let _ = answers.send(Incoming::Msg(Msg::Notice(told)));
                    }
                }
                Order::Done(done) => {
                    // What was written is in the library's own file when the program has ended.
                    self.library.checkpoint();
                    let _ = done.send(());
                }
            }
        }
    }

    /// Opens the library again where it could only be read: there may be room by now.
    fn open_again(&mut self) {
        if self.library.reading_only().is_none() {
            return;
        }
        if let Ok(library) = Library::open(&self.path)
            && library.reading_only().is_none()
        {
            self.library = library;
        }
    }

    fn apply(&mut self, change: &Change) -> Result<Change, StoreError> {
        with_welcome(&self.welcome, |welcome| welcome.apply(change, moment()))
            .unwrap_or_else(|| self.library.apply(change, moment()))
    }

    fn read_all(&mut self, query: &Query) -> Result<Change, StoreError> {
        with_welcome(&self.welcome, |welcome| welcome.mark_read(query, moment()))
            .unwrap_or_else(|| self.library.mark_read(query, moment()))
    }

    fn put_page(&mut self, id: EntryId, article: &Article) -> Result<Answer, StoreError> {
        let put = |library: &mut Library| {
            library.put_page(id, article)?;
            // As it is shown from now on: with what the feed says about it.
            library.article(id, Body::Page)
        };
        let kept = with_welcome(&self.welcome, put).unwrap_or_else(|| put(&mut self.library))?;
        // Where nobody listens the page is indexed at the next start.
        let _ = self.nudges.send(());
        Ok(Answer::Article(
            Arc::new(kept.ok_or(StoreError::NoEntry)?),
            None,
        ))
    }

    /// Keeps a value; places in what ships with the program go with it.
    fn keep(&mut self, name: &str, value: &str) -> Result<(), StoreError> {
        if name == SCREEN {
            return self.library.put_state(name, value);
        }
        with_welcome(&self.welcome, |welcome| welcome.put_state(name, value))
            .unwrap_or_else(|| self.library.put_state(name, value))
    }

    fn manage(&mut self, manage: Manage) -> Result<Answer, StoreError> {
        let library = &mut self.library;
        Ok(Answer::Managed(match manage {
            Manage::Subscribe(address, folder) => {
                let subscription = Subscription {
                    folder,
                    ..Subscription::of(address)
                };
                let id = library.subscribe(&subscription, moment())?;
                let told = format!("Subscribed to {}", subscription.address);
                return Ok(Answer::Subscribed(id, told));
            }
            Manage::Unsubscribe(id) => {
                library.unsubscribe(id, moment())?;
                "Unsubscribed; starred, tagged and archived articles stay".to_owned()
            }
            Manage::Set(id, subscription) => {
                library.set_subscription(id, &subscription)?;
                "Changed".to_owned()
            }
            Manage::SaveQuery(saved) => {
                library.put_saved(&saved)?;
                format!("Saved as {}", saved.name)
            }
            Manage::DropQuery(name) => {
                library.remove_saved(&name)?;
                format!("{name} is gone from the list; its articles stay")
            }
        }))
    }
}
