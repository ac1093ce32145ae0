//! What can happen: wishes of the user, and facts from the workers.

use std::sync::Arc;

use super::browser::{BrowserPane, LibraryResponse, LocalTime, RefreshState};
use super::{ArticleFindings, Command, Size};
use crate::article::Article;
use crate::config::Key;
use crate::text::ByteOffset;

/// The number of a request. An answer with another number than the open request's is dropped.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Ticket(pub u64);

/// How often, how far or which: what was typed before a key.
pub type RepeatCount = Option<u32>;

/// A change of the line that is being typed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LineEdit {
    /// Puts a character in.
    Insert(char),
    /// Puts pasted words in; line ends become spaces.
    Paste(String),
    /// Takes the character before the cursor out.
    Backspace,
    /// Takes the character at the cursor out.
    Delete,
    /// Takes the word before the cursor out.
    DeleteWord,
    /// Takes everything before the cursor out.
    DeleteToStart,
    /// Takes everything behind the cursor out.
    DeleteToEnd,
    /// Moves the cursor back.
    Left,
    /// Moves the cursor on.
    Right,
    /// Moves it back by a word.
    WordLeft,
    /// Moves it on by a word.
    WordRight,
    /// Moves it to the start.
    Home,
    /// Moves it to the end.
    End,
    /// Completes the word, or takes the next completion.
    Complete,
    /// Takes the completion before.
    CompleteBack,
    /// Takes the line before from the history.
    Older,
    /// Takes the line after from the history.
    Newer,
}

/// What happened. Keys and clicks were resolved by mode and place before, so that a message means one thing.
#[derive(Clone, Debug)]
pub enum Msg {
    /// Do this, so often.
    Do(Command, RepeatCount),
    /// A digit was typed that is bound to nothing.
    Digit(u32),
    /// Do this, so often; the key before it, which could have begun a sequence, has acted already.
    DoAfterPrefix(Command, RepeatCount),
    /// These keys were typed, which begin a sequence.
    BeginSequence(Vec<Key>),
    /// Do this, so often; the keys that ask for it may still begin a longer sequence, which then counts instead.
    DoAndBeginSequence(Command, RepeatCount, Vec<Key>),
    /// A sequence was typed that means nothing.
    Unbound,
    /// The line that is being typed changes.
    Edit(LineEdit),
    /// The line is finished.
    Submit,
    /// The line, the help or the hints are left.
    Cancel,
    /// A letter of a hint was typed.
    HintLetter(char),
    /// The list in help is moved by so many rows.
    ScrollHelp(i32),
    /// The pane's rows are moved by so many, without moving a cursor.
    Scroll(super::ReaderPane, i32),
    /// This place of the article was clicked.
    ClickText(ByteOffset),
    /// The article's pane was clicked where there is no text.
    ClickArticle,
    /// This entry of the annotations' list was clicked.
    ClickEntry(usize),
    /// The annotations' pane was clicked where there is no entry.
    ClickAnnotations,
    /// This article of the list was clicked.
    ClickSlot(usize),
    /// This line of the list of feeds was clicked.
    ClickNode(usize),
    /// This entry of the library's list was clicked.
    ClickRow(usize),
    /// The rows of a pane of the library are moved by so many.
    ScrollBrowser(BrowserPane, i32),
    /// The rows of the preview are moved by so many.
    ScrollPreview(i32),
    /// The divider was taken.
    GrabDivider,
    /// The divider was drawn to this column.
    DragDivider(u16),
    /// The divider was let go.
    DropDivider,
    /// The terminal has this size now.
    Resize(Size),
    /// An article was read, or could not be.
    Loaded(Ticket, Result<Arc<Article>, String>),
    /// An article was annotated, or the worker broke down.
    Annotated(Ticket, Result<ArticleFindings, String>),
    /// The user's library is there: ask it.
    LibraryOpened,
    /// The library answered, or could not.
    Answered(Ticket, Result<LibraryResponse, String>),
    /// A refresh has come so far.
    Refreshed(RefreshState),
    /// More entries were annotated in the background.
    EntriesAnnotated,
    /// Another program changed the library; so many entries came.
    ChangedElsewhere(usize),
    /// It is so late.
    Clock(LocalTime),
    /// The time of an ambiguous key is over.
    Expired(Ticket),
    /// Something to tell the user.
    Notice(String),
    /// The terminal is ours again.
    Resumed,
}
