//! Saving an article and writing a view, each on a thread of its own.

use std::sync::Arc;
use std::thread;

use super::Session;
use crate::article::Article;
use crate::reader::{Msg, ViewFiles};
use crate::session::loop_event::LoopEvent;
use crate::session::session_input::SessionError;
use crate::session::{WorkLabel, catch_panic};

impl Session {
    /// Saves an article on a thread of its own: another program may hold the library's lock for seconds.
    pub(super) fn save_article(&self, article: Arc<Article>) -> Result<(), SessionError> {
        let Some(save) = self.save.clone() else {
            return Ok(());
        };
        let sender = self.sender.clone();
        let work = move || {
            let label = WorkLabel::Task("saving an article");
            let notice = match catch_panic(label, || save(&article)) {
                Ok(Ok(notice) | Err(notice)) => notice,
                Err(_) => "Could not save the article; see the log".to_owned(),
            };
            let _ = sender.send(LoopEvent::Msg(Msg::Notice(notice)));
        };
        let thread = thread::Builder::new().name("save".to_owned());
        thread.spawn(work).map(drop).map_err(SessionError::Thread)
    }

    /// Writes a view to files on a thread of its own: it can have all quotes of a large library.
    pub(super) fn write_view(&self, order: Box<ViewFiles>) -> Result<(), SessionError> {
        match &self.library {
            Some(service) => service.write_view(order).map_err(SessionError::Thread),
            None => Ok(()),
        }
    }
}
