//! Owns the panes, the parts of the screen.
//!
//! To add a pane, implement [`Pane`] in a file here and add a line in [`PANES`]. Panes do not know each other, except
//! through shared helpers such as `frame`; where they are on the screen is defined by the geometry in `reader`.

mod annotations;
mod article;
mod article_list;
mod command_line;
mod divider;
mod entities;
mod entries;
mod explanation;
mod feeds;
mod figures;
mod frame;
mod help;
mod legend;
mod library_view;
mod menu;
mod pane;
mod preview;
mod quotes;
mod row_area;
mod status;
#[cfg(test)]
mod tests;

pub(super) use pane::Pane;

/// All panes in drawing order. Later panes cover earlier ones, and receive mouse events first.
pub(super) const PANES: &[&dyn Pane] = &[
    &article_list::ArticleListPane,
    &feeds::FeedsPane,
    &entries::EntriesPane,
    &preview::PreviewPane,
    &library_view::LibraryViewPane,
    &article::ArticlePane,
    &annotations::AnnotationsPane,
    &divider::DividerPane,
    &legend::LegendPane,
    &status::StatusPane,
    &menu::MenuPane,
    &command_line::CommandLinePane,
    &explanation::ExplanationPane,
    &help::HelpPane,
];
