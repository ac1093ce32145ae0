//! Owns all state of the running reader, and the one function that changes it: `update`.
//!
//! A message is a wish of the user or a fact from a worker; what is to be done about it is returned as [`Effects`] and
//! carried out by `session`. Nothing here draws, reads a file, looks at a clock or starts a thread.

mod app;
mod browser;
mod command;
mod command_line;
mod document;
mod effect;
mod filter;
#[cfg(test)]
pub(crate) mod fixture;
mod geometry;
mod help;
mod jump_labels;
mod lists;
mod msg;
mod prompt;
mod search;
mod search_normalize;
mod update;

pub use app::{
    App, ArticleLabel, ArticleSlot, Completion, InputMode, KeySequence, ListOptions, Origin,
    Prompt, SlotState, Tab, ViewState,
};
#[cfg(test)]
pub(crate) use browser::fixture as shelf_fixture;
pub use browser::{
    ActiveQuery, BrowserGeometry, BrowserPane, BrowserState, Confirmation, EntryList, EntryPreview,
    FeedTree, LibraryRequest, LibraryResponse, ListSource, LocalTime, ManageRequest, OpenEntry,
    Overview, RefreshState, TreeNode, age_of, format_age, group_thousands,
};
pub use command::{COMMANDS, Command, CommandArgument, CommandGroup, CommandInfo};
pub use document::{AnnotationProgress, ArticleFindings, OpenArticle, ReadingPosition};
pub use effect::{Effect, Effects};
pub use filter::{Filter, FilterTerm, MatchMode, VisibleParts};
pub use geometry::{Area, Geometry, MIN_TWO_PANE_COLUMNS, PaneArea, ReaderPane, Size, share_at};
pub use help::{Help, HelpRow};
pub use jump_labels::{JumpLabel, JumpLabels, JumpTarget};
pub use lists::{AnnotationList, EntryKey, FigureOrder, ListEntry, ListRow, RowContent, one_line};
pub use msg::{LineEdit, Msg, RepeatCount, Ticket};
pub use search::{Direction, TextSearch};
pub use update::update;
