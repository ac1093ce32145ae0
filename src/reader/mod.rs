//! The state of the running reader and the one function that changes it, `update`.
//!
//! Data flows one way. A key, a click or a worker's result arrives as a [`Msg`]; `update` changes [`App`] and returns
//! the work to be done as [`Effects`]. `session` performs that work and sends the results back as further messages.
//! `ui` draws `App` and never changes it.
//!
//! Nothing in this module draws, reads a file, looks at a clock or starts a thread. Every transition is therefore a
//! plain function call, which the tests make directly.
//!
//! Start with [`App`] in `app.rs`, then [`Msg`] and [`Effect`], then `update/mod.rs`. `browser` holds the state of
//! the library screen, `document.rs` that of the open article, `lists` that of the annotation lists.

mod app;
mod article_findings;
mod article_search;
mod browser;
mod command;
mod command_line;
mod document;
mod effect;
mod entity_lines;
mod explanation;
mod filter;
#[cfg(test)]
pub(crate) mod fixture;
mod geometry;
mod help;
mod jump_labels;
mod library_view;
mod lists;
mod msg;
mod prompt;
mod reading_position;
mod search;
mod search_normalize;
mod update;
mod view_state;

pub use app::{
    App, ArticleLabel, ArticleSlot, Completion, InputMode, KeySequence, Origin, Prompt, SlotState,
};
pub use article_findings::ArticleFindings;
#[cfg(test)]
pub(crate) use browser::fixture as browser_fixture;
pub use browser::{
    ActiveQuery, BrowserGeometry, BrowserPane, BrowserState, Confirmation, EntryList, EntryPreview,
    FeedTree, LibraryRequest, LibraryResponse, ListSource, LocalTime, ManageRequest, OpenEntry,
    Overview, RefreshState, TreeNode, age_of, format_age,
};
pub use command::{COMMANDS, Command, CommandArgument, CommandGroup, CommandInfo};
pub use document::{AnnotationProgress, OpenArticle};
pub use effect::{Effect, Effects};
pub use explanation::{ExplanationPopup, ExplanationState};
pub use filter::{Filter, FilterTerm, MatchMode, VisibleParts};
pub use geometry::{Area, Geometry, MIN_TWO_PANE_COLUMNS, PaneArea, ReaderPane, Size, share_at};
pub use help::{Help, HelpRow};
pub use jump_labels::{JumpLabel, JumpLabels, JumpTarget};
pub use library_view::{
    LIBRARY_VIEWS, LibraryView, OpenView, PageBuilder, RowSubject, RowTarget, ViewAsk, ViewFiles,
    ViewLine, ViewLineContent, ViewLoader, ViewOrder, ViewPage, ViewRow,
};
pub use lists::{AnnotationList, EntryKey, FigureOrder, ListEntry, ListRow, RowContent, one_line};
pub use msg::{LineEdit, Msg, RepeatCount, Ticket};
pub use reading_position::ReadingPosition;
pub use search::{Direction, TextSearch};
pub use update::update;
pub use view_state::{FigureChoice, ListOptions, Tab, ViewState};
