//! The write worker: makes changes one after another, on the only writing connection of this process.

use std::path::PathBuf;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, Sender};

use super::clock::current_time;
use super::connections::{WelcomeLibrary, with_welcome};
use super::responses::{describe_error, reply_caught};
use super::write_request::{SCREEN_KEY, WriteRequest};
use crate::article::Article;
use crate::feeds::Subscription;
use crate::library::{EntryBody, EntryChange, EntryId, Query};
use crate::reader::{LibraryResponse, ManageRequest, Msg};
use crate::session::loop_event::LoopEvent;
use crate::session::{WorkLabel, catch_panic};
use crate::store::{Library, StoreError};
use crate::text::count_with_noun;

/// The worker that makes changes.
pub(super) struct WriteWorker {
    /// Path of the library file.
    pub(super) path: PathBuf,
    /// The user's library, open for writing if possible.
    pub(super) library: Library,
    /// The welcome library, if it is shown instead.
    pub(super) welcome: WelcomeLibrary,
    /// Wakes the annotation worker.
    pub(super) nudges: Sender<()>,
    /// True once a notice said that reading positions cannot be saved. They are saved often, so it is not repeated.
    pub(super) is_keeping_reported: bool,
}

impl WriteWorker {
    /// Makes changes until the channel closes.
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
                        let notice = format!(
                            "Could not save the reading position: {}",
                            describe_error(&error)
                        );
                        let _ = answers.send(LoopEvent::Msg(Msg::Notice(notice)));
                    }
                }
                WriteRequest::Flush(done) => {
                    // Checkpoint, so that the library is a single file once the program has ended.
                    self.library.checkpoint();
                    let _ = done.send(());
                }
            }
        }
    }

    /// Reopens a read-only library: the disk may have space now.
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
            // Read back, because metadata from the feed is added.
            library.article(id, EntryBody::Page)
        };
        let kept = with_welcome(&self.welcome, put).unwrap_or_else(|| put(&mut self.library))?;
        // Fails only if the worker is gone; the page is then indexed at the next start.
        let _ = self.nudges.send(());
        Ok(LibraryResponse::Article(
            Arc::new(kept.ok_or(StoreError::NoEntry)?),
            None,
        ))
    }

    /// Stores a value. Reading positions in the welcome library are stored there, and lost with it.
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
                let notice = format!("Subscribed to {}", subscription.address);
                return Ok(LibraryResponse::Subscribed(id, notice));
            }
            ManageRequest::Unsubscribe(id) => {
                library.unsubscribe(id, current_time())?;
                "Unsubscribed; starred, tagged and archived articles are kept".to_owned()
            }
            ManageRequest::Set(id, subscription) => {
                library.set_subscription(id, &subscription)?;
                "Saved the feed's settings".to_owned()
            }
            ManageRequest::SaveQuery(saved) => {
                library.put_saved_query(&saved)?;
                let n_muted = library.apply_mute_rules(current_time())?;
                let is_rule = saved.query.trim_start().starts_with("mute:");
                if is_rule {
                    let articles = count_with_noun(n_muted, "article");
                    format!("Saved as {}; mute rules hide {articles}", saved.name)
                } else {
                    format!("Saved as {}", saved.name)
                }
            }
            ManageRequest::DropQuery(name) => {
                library.remove_saved_query(&name)?;
                library.apply_mute_rules(current_time())?;
                format!(
                    "Deleted the saved query {name}; its articles are kept, and shown again if it hid them"
                )
            }
        }))
    }
}
