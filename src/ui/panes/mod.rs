//! The parts of the screen. A new pane is one file here and one line in [`PANES`].

mod annotations;
mod article;
mod command_line;
mod divider;
mod entities;
mod entries;
mod feeds;
mod figures;
mod frame;
mod help;
mod legend;
mod library;
mod line;
mod menu;
mod pane;
mod preview;
mod quotes;
mod status;
#[cfg(test)]
mod tests;

pub(super) use pane::Pane;

/// All panes, in the order in which they are drawn: what comes later lies on top.
pub(super) const PANES: &[&dyn Pane] = &[
    &library::Library,
    &feeds::Feeds,
    &entries::Entries,
    &preview::PreviewPane,
    &article::ArticlePane,
    &annotations::Annotations,
    &divider::Divider,
    &legend::Legend,
    &status::Status,
    &menu::Menu,
    &command_line::CommandLine,
    &help::HelpPane,
];
