//! Builds the app's initial state from the session's input.

use std::io;
use std::sync::Arc;

use super::session_input::{ArticleLoader, ArticleSource, SessionInput};
use crate::config::TerminalProfile;
use crate::reader::{App, ArticleSlot, Size};

/// Returns the state, and per article the function that loads it; `None` if it is loaded already.
///
/// `kept` is the saved screen of the last session.
///
/// # Errors
///
/// If the terminal's size cannot be read.
pub(super) fn build_app(
    opened: SessionInput,
    screen: TerminalProfile,
    kept: Option<&str>,
) -> io::Result<(App, Vec<Option<ArticleLoader>>)> {
    let (width, height) = crossterm::terminal::size()?;
    let size = Size { width, height };
    let mut slots = Vec::new();
    let mut loads = Vec::new();
    for source in opened.sources {
        match source {
            ArticleSource::Article(article) => {
                slots.push(ArticleSlot::read(Arc::new(*article)));
                loads.push(None);
            }
            ArticleSource::Lazy { name, load } => {
                slots.push(ArticleSlot::waiting(&name));
                loads.push(Some(load));
            }
        }
    }
    let mut app = if opened.library.is_some() {
        App::of_library(opened.settings, screen, size, kept)
    } else {
        App::new(slots, opened.settings, screen, size)
    };
    app.notice = opened.notice.or(app.notice);
    Ok((app, loads))
}
