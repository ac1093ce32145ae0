//! How articles are displayed: focus, tab, layers and the options of the annotation lists.

use super::command::Command;
use super::geometry::ReaderPane;
use super::lists::FigureOrder;
use crate::annotation::{AnnotationKind, FigureKind, FindingCounts, Speech};
use crate::config::Settings;
use crate::highlight::LayerSet;

/// A list that the annotation pane can show.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Tab {
    /// The named people, organisations, places and other entities.
    #[default]
    Entities,
    /// The quotes with their speakers.
    Quotes,
    /// The figures and dates.
    Figures,
}

impl Tab {
    /// All tabs, in the order in which they are numbered on the screen.
    pub const ALL: [Self; 3] = [Self::Entities, Self::Quotes, Self::Figures];

    /// Returns the list that shows an annotation. `None` for a watched term, which is only highlighted.
    pub const fn of(kind: &AnnotationKind) -> Option<Self> {
        match kind {
            AnnotationKind::Mention(_) => Some(Self::Entities),
            AnnotationKind::Quote(_) => Some(Self::Quotes),
            AnnotationKind::Figure(_) | AnnotationKind::Date(_) => Some(Self::Figures),
            AnnotationKind::Watch(_) => None,
        }
    }

    /// Returns the index of this tab in [`Tab::ALL`].
    pub const fn index(self) -> usize {
        match self {
            Self::Entities => 0,
            Self::Quotes => 1,
            Self::Figures => 2,
        }
    }

    /// Returns the command that shows this tab.
    pub const fn command(self) -> Command {
        match self {
            Self::Entities => Command::ShowEntities,
            Self::Quotes => Command::ShowQuotes,
            Self::Figures => Command::ShowFigures,
        }
    }

    /// Returns the number of findings that this tab can list.
    pub const fn count(self, counts: FindingCounts) -> usize {
        match self {
            Self::Entities => counts.n_names,
            Self::Quotes => counts.n_quotes,
            Self::Figures => counts.n_figures + counts.n_dates,
        }
    }

    /// Returns the name shown in the title of the pane.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Entities => "names",
            Self::Quotes => "quotes",
            Self::Figures => "figures",
        }
    }
}

/// The figures and dates that are listed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum FigureChoice {
    /// All except ordinals and vague times ("first", "recently").
    #[default]
    Main,
    /// All.
    All,
    /// Only those of this kind.
    Only(&'static str),
}

/// The sort order and the kinds shown in each annotation list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ListOptions {
    /// True if quotes are grouped by speaker; false if they are in text order.
    pub by_speaker: bool,
    /// True if indirect quotes are listed too.
    pub with_indirect: bool,
    /// The sort order of the figure list.
    pub figure_order: FigureOrder,
    /// The figures and dates that are listed.
    pub figures: FigureChoice,
}

impl ListOptions {
    /// Returns the options at the start, with these settings.
    const fn of(settings: &Settings) -> Self {
        Self {
            by_speaker: false,
            with_indirect: settings.view.lists.has_indirect,
            figure_order: FigureOrder::Text,
            figures: if settings.view.lists.has_minor_figures {
                FigureChoice::All
            } else {
                FigureChoice::Main
            },
        }
    }

    /// Returns whether an annotation of this kind is listed. Lists, tabs and jumps all ask this, so that they agree;
    /// filters are applied separately. Entities are listed by name, so their mentions always are.
    pub fn has(&self, kind: &AnnotationKind) -> bool {
        if let Some(quote) = kind.quote() {
            return self.with_indirect || quote.speech != Speech::Indirect;
        }
        let Some(value_kind) = kind.value_kind() else {
            return true;
        };
        match self.figures {
            FigureChoice::Main => !kind.is_minor(),
            FigureChoice::All => true,
            // Ordinals are all minor, and listed if they are asked for.
            FigureChoice::Only(only) => {
                only == value_kind && (!kind.is_minor() || only == FigureKind::Ordinal.name())
            }
        }
    }
}

/// How articles are displayed. All articles share one view state.
#[derive(Clone, Debug)]
pub struct ViewState {
    /// The pane that receives the keys.
    pub focus: ReaderPane,
    /// The list shown in the annotation pane.
    pub tab: Tab,
    /// True if the focused pane fills the screen.
    pub is_zoomed: bool,
    /// True if the legend is shown.
    pub has_legend: bool,
    /// The article pane's share of the screen width, in percent.
    pub share: u16,
    /// The layers that are highlighted.
    pub layers: LayerSet,
    /// The layers that were on before all highlighting was switched off. Switching it back on restores them.
    pub layers_before: LayerSet,
    /// True if paragraphs excluded by the filter are folded; false if they are dimmed.
    pub is_folded: bool,
    /// The sort order and kinds of the annotation lists.
    pub lists: ListOptions,
    /// The maximum line length of the article, in columns.
    pub measure: u16,
}

impl ViewState {
    /// Returns the view state at the start, with these settings.
    pub(super) fn of(settings: &Settings) -> Self {
        Self {
            focus: ReaderPane::Article,
            tab: Tab::Entities,
            is_zoomed: false,
            has_legend: settings.view.has_legend,
            share: settings.view.article_share,
            layers: settings.highlight,
            layers_before: settings.highlight,
            is_folded: settings.view.is_folded,
            lists: ListOptions::of(settings),
            measure: settings.view.measure,
        }
    }
}
