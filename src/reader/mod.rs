//! Owns all state of the running reader, and the one function that changes it: [`update`].
//!
//! A message is a wish of the user or a fact from a worker; what is to be done about it is returned as [`Effects`] and
//! carried out by `session`. Nothing here draws, reads a file, looks at a clock or starts a thread.

mod app;
mod command;
mod command_line;
mod document;
mod effect;
mod filter;
#[cfg(test)]
pub(crate) mod fixture;
mod fold;
mod geometry;
mod help;
mod hints;
mod lists;
mod msg;
mod prompt;
mod search;
mod shelf;
mod update;

pub use app::{
    App, Completion, Label, ListOptions, Mode, Origin, Prompt, Slot, SlotState, Tab, Typed, View,
};
pub use command::{Argument, COMMANDS, Command, CommandInfo, Group};
pub use document::{Document, Findings, Place, Progress};
pub use effect::{Effect, Effects};
pub use filter::{Filter, Kept, Match, Term};
pub use geometry::{Area, Geometry, NARROW, Pane, PaneArea, Size, share_at};
pub use help::{Help, HelpRow};
pub use hints::{Hint, Hints, Target};
pub use lists::{Entry, EntryKey, FigureOrder, List, ListRow, Part, one_line};
pub use msg::{Count, Edit, Msg, Ticket};
pub use search::{Direction, Search};
#[cfg(test)]
pub(crate) use shelf::fixture as shelf_fixture;
pub use shelf::{
    Answer, Ask, EntryList, Manage, Narrowing, Node, Now, Overview, Preview, Question, Reading,
    RefreshState, Shelf, ShelfGeometry, ShelfPane, Source, Tree, age, age_of, grouped,
};
pub use update::update;
