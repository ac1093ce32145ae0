//! The messages that change the reader's state: actions of the user and results of the workers.

use std::sync::Arc;

use super::article_findings::ArticleFindings;
use super::browser::{BrowserPane, LibraryResponse, LocalTime, RefreshState};
use super::command::Command;
use super::geometry::Size;
use crate::annotation::Annotations;
use crate::article::Article;
use crate::config::Key;
use crate::invariant::ExpectOr;
use crate::text::ByteOffset;

/// The number of a request. A response is dropped unless its ticket is that of the request still open.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Ticket(pub u64);

/// The number typed before a key: a repeat count, a distance or an index. `None`: no number was typed.
pub type RepeatCount = Option<u32>;

/// Returns the number of repetitions: 1 if no count was typed.
pub(super) fn repeat_count(count: RepeatCount) -> usize {
    usize::try_from(count.unwrap_or(1))
        .expect_or(usize::MAX, "32 bits fit an index")
        .max(1)
}

/// A ticket that is never issued.
pub(super) const NO_TICKET: Ticket = Ticket(0);

/// An edit of the line being typed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LineEdit {
    /// Inserts a character at the cursor.
    Insert(char),
    /// Inserts pasted text at the cursor. Line breaks become spaces.
    Paste(String),
    /// Deletes the character before the cursor.
    Backspace,
    /// Deletes the character at the cursor.
    Delete,
    /// Deletes the word before the cursor.
    DeleteWord,
    /// Deletes everything before the cursor.
    DeleteToStart,
    /// Deletes everything after the cursor.
    DeleteToEnd,
    /// Moves the cursor left by a character.
    Left,
    /// Moves the cursor right by a character.
    Right,
    /// Moves the cursor left by a word.
    WordLeft,
    /// Moves the cursor right by a word.
    WordRight,
    /// Moves the cursor to the start of the line.
    Home,
    /// Moves the cursor to the end of the line.
    End,
    /// Inserts the first completion, or replaces it by the next.
    Complete,
    /// Replaces the completion by the previous one.
    CompleteBack,
    /// Recalls the previous line of the history.
    Older,
    /// Recalls the next line of the history.
    Newer,
}

/// An event. Keys and clicks have already been resolved by mode and position, so each message has one meaning.
#[derive(Clone, Debug)]
pub enum Msg {
    /// Perform this command.
    Do(Command, RepeatCount),
    /// A digit was typed that is bound to no command. It extends the count.
    Digit(u32),
    /// Perform this command. The ambiguous prefix typed before its key is complete on its own: its command is kept, or
    /// performed now if it was still waiting.
    DoAfterPrefix(Command, RepeatCount),
    /// These keys were typed. They start a sequence but have no command of their own.
    BeginSequence(Vec<Key>),
    /// Perform this command. Its keys also start a longer sequence, which replaces the command if it is completed.
    DoAndBeginSequence(Command, RepeatCount, Vec<Key>),
    /// A key sequence was typed that is bound to no command.
    Unbound,
    /// Edit the line being typed.
    Edit(LineEdit),
    /// Accept the line being typed.
    Submit,
    /// Close the prompt, the help, the explanation or the jump labels.
    Cancel,
    /// A letter of a jump label was typed.
    HintLetter(char),
    /// Scroll the help or the explanation by this number of rows; negative is up.
    ScrollHelp(i32),
    /// Scroll a pane by this number of rows (negative is up) without moving its cursor.
    Scroll(super::ReaderPane, i32),
    /// The text of the article was clicked at this offset.
    ClickText(ByteOffset),
    /// The article pane was clicked where there is no text.
    ClickArticle,
    /// The entry with this index in the annotation list was clicked.
    ClickEntry(usize),
    /// The annotation pane was clicked where there is no entry.
    ClickAnnotations,
    /// The article with this index in the list of articles was clicked.
    ClickSlot(usize),
    /// The node with this index in the feed tree was clicked.
    ClickNode(usize),
    /// The entry with this index in the library's list was clicked.
    ClickRow(usize),
    /// The row with this index in the view over the library was clicked.
    ClickViewRow(usize),
    /// Scroll the view over the library by this number of lines; negative is up.
    ScrollView(i32),
    /// Scroll a pane of the library by this number of rows; negative is up.
    ScrollBrowser(BrowserPane, i32),
    /// Scroll the preview by this number of rows; negative is up.
    ScrollPreview(i32),
    /// The mouse button was pressed on the divider.
    GrabDivider,
    /// The divider was dragged to this column.
    DragDivider(u16),
    /// The mouse button was released after dragging the divider.
    DropDivider,
    /// The terminal was resized.
    Resize(Size),
    /// The response to [`super::Effect::Load`]: the article, or an error message.
    Loaded(Ticket, Result<Arc<Article>, String>),
    /// The response to [`super::Effect::Annotate`]: the findings, or an error message if the worker failed.
    Annotated(Ticket, Result<ArticleFindings, String>),
    /// The response to [`super::Effect::Explain`]: the annotations with their trace, or an error message.
    Explained(Ticket, Result<Annotations, String>),
    /// The library is open and can be queried.
    LibraryOpened,
    /// The response to a request to the library, or an error message.
    Answered(Ticket, Result<LibraryResponse, String>),
    /// The progress of the running refresh.
    Refreshed(RefreshState),
    /// More entries were annotated in the background.
    EntriesAnnotated,
    /// Another process changed the library and added this number of entries.
    ChangedElsewhere(usize),
    /// The current time.
    Clock(LocalTime),
    /// The timeout with this ticket has ended.
    Expired(Ticket),
    /// Show a message to the user.
    Notice(String),
    /// The program runs in the foreground again after [`super::Effect::Suspend`].
    Resumed,
}

/// What caused a message.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum MessageOrigin {
    /// A key that is resolved by the key map: a command or part of a key sequence.
    CommandKey,
    /// Another action of the user, such as a click or a typed letter. It cancels a key sequence.
    UserAction,
    /// A worker, a timer, the terminal, or the continuation of an earlier action. The notice in the status line stays.
    Event,
}

impl Msg {
    /// Returns what caused the message. The match has no wildcard, so that the compiler asks about each new message.
    pub(super) const fn origin(&self) -> MessageOrigin {
        match self {
            Self::Do(..)
            | Self::Digit(_)
            | Self::DoAfterPrefix(..)
            | Self::BeginSequence(_)
            | Self::DoAndBeginSequence(..)
            | Self::Unbound => MessageOrigin::CommandKey,
            Self::Edit(_)
            | Self::Submit
            | Self::Cancel
            | Self::HintLetter(_)
            | Self::ScrollHelp(_)
            | Self::Scroll(..)
            | Self::ClickText(_)
            | Self::ClickArticle
            | Self::ClickEntry(_)
            | Self::ClickAnnotations
            | Self::ClickSlot(_)
            | Self::ClickNode(_)
            | Self::ClickRow(_)
            | Self::ClickViewRow(_)
            | Self::ScrollView(_)
            | Self::ScrollBrowser(..)
            | Self::ScrollPreview(_)
            | Self::GrabDivider => MessageOrigin::UserAction,
            // Dragging continues what `GrabDivider` began.
            Self::DragDivider(_)
            | Self::DropDivider
            | Self::Resize(_)
            | Self::Loaded(..)
            | Self::Annotated(..)
            | Self::Explained(..)
            | Self::LibraryOpened
            | Self::Answered(..)
            | Self::Refreshed(_)
            | Self::EntriesAnnotated
            | Self::ChangedElsewhere(_)
            | Self::Clock(_)
            | Self::Expired(_)
            | Self::Notice(_)
            | Self::Resumed => MessageOrigin::Event,
        }
    }
}
