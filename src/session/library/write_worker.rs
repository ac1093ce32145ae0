//! Making changes, one after another, on the connection that writes.

use std::path::PathBuf;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, Sender};

use super::{SCREEN_KEY, WelcomeLibrary, WriteRequest, current_time, reply_caught, with_welcome};
use crate::article::Article;
use crate::feeds::Subscription;
use crate::library::{EntryBody, EntryChange, EntryId, Query};
use crate::reader::{LibraryResponse, ManageRequest, Msg};
use crate::session::event_loop::LoopEvent;
use crate::session::{WorkLabel, catch_panic};
use crate::store::{Library, StoreError};

/// Who writes.
pub(super) struct WriteWorker {
    pub(super) path: PathBuf,
    pub(super) library: Library,
    pub(super) welcome: WelcomeLibrary,
    /// The way to whoever indexes and annotates.
    pub(super) nudges: Sender<()>,
    /// True once it was reported that places are not kept: they are written often.
    pub(super) is_keeping_reported: bool,
}

impl WriteWorker {
    /// Writes until nobody orders anything any more.
    pub(super) fn run(mut self, ordered: &Receiver<WriteRequest>, answers: &Sender<LoopEvent>) {
        while let Ok(order) = ordered.recv() {
            self.open_again();
            match order {
                WriteRequest::Change(ticket, change) => {
                    let label = WorkLabel::Task("a change of entries");
                    let done =
                        catch_panic(label, || self.apply(&change).map(LibraryResponse::Changed));
                    reply_caught(answers, ticket, done);
                }
                WriteRequest::ReadAll(ticket, query) => {
                    let label = WorkLabel::Task("marking as read");
                    let done = catch_panic(label, || {
                        self.read_all(&query).map(LibraryResponse::Changed)
                    });
                    reply_caught(answers, ticket, done);
                }
                WriteRequest::Manage(ticket, manage) => {
                    let label = WorkLabel::Task("a change of subscriptions");
                    let done = catch_panic(label, || self.manage(manage));
                    reply_caught(answers, ticket, done);
                }
                WriteRequest::Page(ticket, id, article) => {
                    let label = WorkLabel::Entry(id);
                    let done = catch_panic(label, || self.put_page(id, &article));
                    reply_caught(answers, ticket, done);
                }
                WriteRequest::SaveValue(name, value) => {
                    if let Err(error) = self.save_value(&name, &value)
                        && !std::mem::replace(&mut self.is_keeping_reported, true)
                    {
                        tracing::error!(error = %error, "keeping the place failed");
                        let told = format!(
                            "The place could not be kept: {}",
                            super::describe_error(&error)
                        );
                        let _ = answers.send(LoopEvent::Msg(Msg::Notice(told)));
                    }
                }
                WriteRequest::Flush(done) => {
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

    fn apply(&mut self, change: &EntryChange) -> Result<EntryChange, StoreError> {
        with_welcome(&self.welcome, |welcome| {
            welcome.apply_change(change, current_time())
        })
        .unwrap_or_else(|| self.library.apply_change(change, current_time()))
    }

    fn read_all(&mut self, query: &Query) -> Result<EntryChange, StoreError> {
        with_welcome(&self.welcome, |welcome| {
            welcome.mark_read(query, current_time())
        })
        .unwrap_or_else(|| self.library.mark_read(query, current_time()))
    }

    fn put_page(&mut self, id: EntryId, article: &Article) -> Result<LibraryResponse, StoreError> {
        let put = |library: &mut Library| {
            library.put_page(id, article)?;
            // As it is shown from now on: with what the feed says about it.
            library.article(id, EntryBody::Page)
        };
        let kept = with_welcome(&self.welcome, put).unwrap_or_else(|| put(&mut self.library))?;
        // Where nobody listens the page is indexed at the next start.
        let _ = self.nudges.send(());
        Ok(LibraryResponse::Article(
            Arc::new(kept.ok_or(StoreError::NoEntry)?),
            None,
        ))
    }

    /// Keeps a value; places in what ships with the program go with it.
    fn save_value(&mut self, name: &str, value: &str) -> Result<(), StoreError> {
        if name == SCREEN_KEY {
            return self.library.put_state(name, value);
        }
        with_welcome(&self.welcome, |welcome| welcome.put_state(name, value))
            .unwrap_or_else(|| self.library.put_state(name, value))
    }

    fn manage(&mut self, manage: ManageRequest) -> Result<LibraryResponse, StoreError> {
        let library = &mut self.library;
        Ok(LibraryResponse::Managed(match manage {
            ManageRequest::Subscribe(address, folder) => {
                let subscription = Subscription {
                    folder,
                    ..Subscription::of(address)
                };
                let id = library.subscribe(&subscription, current_time())?;
                let told = format!("Subscribed to {}", subscription.address);
                return Ok(LibraryResponse::Subscribed(id, told));
            }
            ManageRequest::Unsubscribe(id) => {
                library.unsubscribe(id, current_time())?;
                "Unsubscribed; starred, tagged and archived articles stay".to_owned()
            }
            ManageRequest::Set(id, subscription) => {
                library.set_subscription(id, &subscription)?;
                "Changed".to_owned()
            }
            ManageRequest::SaveQuery(saved) => {
                library.put_saved_query(&saved)?;
                format!("Saved as {}", saved.name)
            }
            ManageRequest::DropQuery(name) => {
                library.remove_saved_query(&name)?;
                format!("{name} is gone from the list; its articles stay")
            }
        }))
    }
}
