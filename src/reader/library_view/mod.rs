//! Views over the whole library: lists of what its articles say, one file for each view.
//!
//! A view says how its rows are read and shown; `open_view.rs` keeps the rows, the filter and the cursor of one that is
//! open. To add a view, add a file and its line in [`LIBRARY_VIEWS`], and a line in the table of commands. A view asks
//! the library through [`crate::library::LibraryQuestions`], on a thread of the session.

mod entities;
mod figures;
mod model;
mod open_view;
mod period;
mod quotes;
mod row_lines;

pub(super) use entities::ENTITIES_VIEW;
pub(super) use figures::FIGURES_VIEW;
pub use model::{
    LibraryView, PageBuilder, RowSubject, RowTarget, ViewAsk, ViewFiles, ViewLoader, ViewOrder,
    ViewPage, ViewRow,
};
pub use open_view::OpenView;
pub(super) use open_view::{ReturnArticle, ViewGoal};
pub(super) use quotes::QUOTES_VIEW;
pub use row_lines::{ViewLine, ViewLineContent};

/// All views, in the order of the help.
pub const LIBRARY_VIEWS: &[&LibraryView] = &[QUOTES_VIEW, FIGURES_VIEW, ENTITIES_VIEW];
