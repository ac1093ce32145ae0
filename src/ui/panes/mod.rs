//! The parts of the screen. A new pane is one file here and one line in [`PANES`].

mod annotations;
mod article;
mod article_list;
mod command_line;
mod divider;
mod entities;
mod entries;
mod feeds;
mod figures;
mod frame;
mod help;
mod legend;
mod menu;
mod pane;
mod preview;
mod quotes;
mod row_area;
mod status;
#[cfg(test)]
mod tests;

pub(super) use pane::Pane;

/// All panes, in the order in which they are drawn: what comes later lies on top.
pub(super) const PANES: &[&dyn Pane] = &[
    &article_list::ArticleListPane,
    &feeds::FeedsPane,
    &entries::EntriesPane,
    &preview::PreviewPane,
    &article::ArticlePane,
    &annotations::AnnotationsPane,
    &divider::DividerPane,
    &legend::LegendPane,
    &status::StatusPane,
    &menu::MenuPane,
    &command_line::CommandLinePane,
    &help::HelpPane,
];
