//! Reads the rows of views on a thread of its own, so that no other request waits for them.

use std::io;
use std::path::Path;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, Sender, channel};

use super::connections::{WelcomeLibrary, open_current, with_welcome};
use super::responses::describe_error;
use super::threads::spawn_thread;
use crate::library::LibraryQuestions;
use crate::reader::{LibraryResponse, Msg, PageBuilder, Ticket, ViewAsk, ViewPage};
use crate::session::loop_event::LoopEvent;
use crate::session::{WorkLabel, catch_panic};
use crate::store::Library;

/// A request for the rows of a view.
pub(super) type ViewRequest = (Ticket, Box<ViewAsk>);

/// Starts the worker, and returns the channel for its requests.
///
/// # Errors
///
/// If the thread cannot be started.
pub(super) fn start_view_worker(
    path: &Path,
    welcome: &WelcomeLibrary,
    answers: &Sender<LoopEvent>,
) -> io::Result<Sender<ViewRequest>> {
    let (requests, incoming) = channel();
    let (path, welcome, answers) = (path.to_owned(), Arc::clone(welcome), answers.clone());
    spawn_thread("views", move || {
        run_view_worker(&path, &welcome, &incoming, &answers);
    })?;
    Ok(requests)
}

/// Runs until the channel closes. A newer request cancels the one in progress: only the view on the screen is read.
fn run_view_worker(
    path: &Path,
    welcome: &WelcomeLibrary,
    requests: &Receiver<ViewRequest>,
    answers: &Sender<LoopEvent>,
) {
    let mut library = None;
    let mut next = requests.recv().ok();
    while let Some((ticket, ask)) = next.take() {
        let mut goes_on = || {
            next = requests.try_iter().last();
            next.is_none()
        };
        let label = WorkLabel::Task("the rows of a view");
        let read = catch_panic(label, || {
            read_page(path, welcome, &mut library, &ask, &mut goes_on)
        });
        let page = match read {
            Ok(page) => page.transpose(),
            Err(caught) => {
                // The panic may have left the connection in the middle of a transaction.
                library = None;
                Some(Err(caught.to_string()))
            }
        };
        if let Some(page) = page {
            let answer = Msg::Answered(ticket, page.map(LibraryResponse::View));
            if answers.send(LoopEvent::Msg(answer)).is_err() {
                return;
            }
        }
        next = next.or_else(|| requests.recv().ok());
    }
}

/// Returns the rows; `None` if a newer request cancelled this one.
fn read_page(
    path: &Path,
    welcome: &WelcomeLibrary,
    open: &mut Option<Library>,
    ask: &ViewAsk,
    goes_on: &mut dyn FnMut() -> bool,
) -> Result<Option<ViewPage>, String> {
    let mut goes_on = Some(goes_on);
    let mut read = |library: &dyn LibraryQuestions| match goes_on.take() {
        Some(goes_on) => build_page(library, ask, goes_on),
        None => Ok(None),
    };
    if let Some(read) = with_welcome(welcome, |library| read(library)) {
        return read;
    }
    let library = open_current(open, path).map_err(|error| describe_error(&error))?;
    read(library)
}

fn build_page(
    library: &dyn LibraryQuestions,
    ask: &ViewAsk,
    goes_on: &mut dyn FnMut() -> bool,
) -> Result<Option<ViewPage>, String> {
    let mut builder = PageBuilder::new(ask, goes_on);
    (ask.view.load)(library, ask, &mut builder)?;
    let Some(page) = builder.finish() else {
        return Ok(None);
    };
    let n_waiting = if page.rows.is_empty() {
        library.count_unannotated()?
    } else {
        0
    };
    Ok(Some(ViewPage { n_waiting, ..page }))
}
