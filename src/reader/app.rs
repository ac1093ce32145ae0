//! The state of the running reader: the list of articles, the open one, how it is shown, and what is being typed.

use std::sync::Arc;

use tui_input::Input;

use super::browser::{BrowserState, Confirmation, SavedState, group_thousands};
use super::geometry::{Geometry, GeometryInput, ReaderPane, Size};
use super::help::Help;
use super::jump_labels::JumpLabels;
use super::lists::FigureOrder;
use super::msg::{RepeatCount, Ticket};
use super::{COMMANDS, OpenArticle};
use crate::article::{Article, ArticleMetadata};
use crate::config::{Key, KeyMode, Keymap, Settings, THEMES, TerminalProfile, Theme};
use crate::highlight::LayerSet;

/// What the annotations' pane shows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Tab {
    /// Who and what is named.
    #[default]
    Entities,
    /// Who said what.
    Quotes,
    /// Figures and dates.
    Figures,
}

impl Tab {
    /// All tabs, in the order of their numbers.
    pub const ALL: [Self; 3] = [Self::Entities, Self::Quotes, Self::Figures];

    /// Returns the position in [`Tab::ALL`].
    pub const fn index(self) -> usize {
        match self {
            Self::Entities => 0,
            Self::Quotes => 1,
            Self::Figures => 2,
        }
    }

    /// Returns the name in the pane's title.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Entities => "names",
            Self::Quotes => "quotes",
            Self::Figures => "figures",
        }
    }
}

/// In which order, and which kinds, the lists show.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ListOptions {
    /// Whether quotes are grouped by speaker instead of standing in text order.
    pub by_speaker: bool,
    /// Whether indirect quotes are in.
    pub with_indirect: bool,
    /// The order of figures.
    pub figure_order: FigureOrder,
    /// The only kind of figure that is shown; all where there is none.
    pub figure_kind: Option<&'static str>,
}

/// How articles are shown; the same for all of them.
#[derive(Clone, Debug)]
pub struct ViewState {
    /// Which pane has the keys.
    pub focus: ReaderPane,
    /// What the annotations' pane shows.
    pub tab: Tab,
    /// Whether the focused pane is alone.
    pub is_zoomed: bool,
    /// Whether the legend is shown.
    pub has_legend: bool,
    /// The article's share of the width, in percent.
    pub share: u16,
    /// What is highlighted.
    pub layers: LayerSet,
    /// What was, before everything was switched off.
    pub layers_before: LayerSet,
    /// Whether the filter folds what it leaves out; else it dims it.
    pub is_folded: bool,
    /// Orders and kinds of the lists.
    pub lists: ListOptions,
    /// The longest line of the article, in columns.
    pub measure: u16,
}

/// An article of the list, read or not yet.
#[derive(Debug)]
pub struct ArticleSlot {
    /// What the list shows of it.
    pub label: ArticleLabel,
    /// How far it is.
    pub state: SlotState,
}

/// What the list of articles shows of one.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ArticleLabel {
    /// The headline, or the file's name until it is known.
    pub title: String,
    /// The outlet.
    pub site: String,
    /// The day of publication, or nothing.
    pub date: String,
}

/// How far an article of the list is.
#[derive(Debug)]
pub enum SlotState {
    /// It will be read when it is opened.
    Waiting,
    /// It is being read.
    Loading(Ticket),
    /// It could not be read; why.
    Failed(String),
    /// It was read.
    Read(Arc<Article>),
    /// It was opened.
    Open(Box<OpenArticle>),
}

impl ViewState {
    fn of(settings: &Settings) -> Self {
        Self {
            focus: ReaderPane::Article,
            tab: Tab::Entities,
            is_zoomed: false,
            has_legend: settings.view.has_legend,
            share: settings.view.article_share,
            layers: settings.highlight,
            layers_before: settings.highlight,
            is_folded: settings.view.is_folded,
            lists: ListOptions::default(),
            measure: settings.view.measure,
        }
    }
}

impl ArticleLabel {
    /// Returns what is known about an article, for the list.
    pub fn of(about: &ArticleMetadata) -> Self {
        let title = if about.title.is_empty() {
            "Untitled"
        } else {
            about.title.as_str()
        };
        let date = about.published.map(|published| published.date.to_string());
        Self {
            title: super::lists::one_line(title),
            site: super::lists::one_line(&about.site),
            date: date.unwrap_or_default(),
        }
    }
}

impl ArticleSlot {
    /// Returns the slot of an article that is read when it is opened.
    pub fn waiting(name: &str) -> Self {
        let label = ArticleLabel {
            title: super::lists::one_line(name),
            ..ArticleLabel::default()
        };
        Self {
            label,
            state: SlotState::Waiting,
        }
    }

    /// Returns the slot of an article that was read.
    pub fn read(article: Arc<Article>) -> Self {
        Self {
            label: ArticleLabel::of(&article.about),
            state: SlotState::Read(article),
        }
    }
}

/// What keys mean at the moment.
#[derive(Debug)]
pub enum InputMode {
    /// Commands.
    Normal,
    /// A search is being typed.
    Search(Prompt),
    /// A command is being typed.
    Command(Prompt),
    /// A query is being typed that narrows the list.
    Query(Prompt),
    /// A tag is being typed, for so many articles.
    Tag(Prompt, usize),
    /// Something waits for yes or no.
    Confirm(Confirmation),
    /// The keys are shown.
    Help(Help),
    /// Letters lead to places.
    Hints(JumpLabels),
}

/// A line that is being typed.
#[derive(Debug, Default)]
pub struct Prompt {
    /// The line and its cursor.
    pub input: Input,
    /// What Tab has found, and which of it stands in the line.
    pub completion: Option<Completion>,
    /// Which line of the history stands there, counted from the newest.
    pub recalled: Option<usize>,
}

/// What may complete a line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Completion {
    /// Whole lines.
    pub lines: Vec<String>,
    /// Which of them stands in the prompt.
    pub current: usize,
}

/// What was typed of a sequence.
#[derive(Clone, Debug, Default)]
pub struct KeySequence {
    /// The count so far.
    pub count: RepeatCount,
    /// The keys so far.
    pub keys: Vec<Key>,
    /// The request that ends an ambiguous key.
    pub ticket: Ticket,
    /// What the ambiguous key asks for, while it waits for the rest of a sequence.
    pub waiting: Option<(super::Command, RepeatCount)>,
    /// Where the reader stood before the ambiguous key acted.
    pub origin: Option<Origin>,
}

/// Where the reader stood: in the article, and in each list its cursor and first row.
#[derive(Clone, Copy, Debug)]
pub struct Origin {
    place: super::document::ReadingPosition,
    lists: [(usize, usize); 3],
}

impl Origin {
    pub(super) fn of(document: &OpenArticle) -> Self {
        let standing = |tab| {
            let list = document.list(tab);
            (list.cursor, list.top)
        };
        Self {
            place: document.place,
            lists: Tab::ALL.map(standing),
        }
    }

    /// Goes back there.
    pub(super) fn restore(self, document: &mut OpenArticle) {
        document.go_to(self.place);
        for (tab, (cursor, top)) in Tab::ALL.into_iter().zip(self.lists) {
            let list = document.list_mut(tab);
            // A list may have been made anew meanwhile.
            list.cursor = cursor.min(list.entries().len().saturating_sub(1));
            list.top = top.min(list.rows().len().saturating_sub(1));
        }
    }
}

impl KeySequence {
    /// Returns whether nothing was typed.
    pub fn is_empty(&self) -> bool {
        self.count.is_none() && self.keys.is_empty()
    }

    /// Returns whether the keys ask for something already, so that the next key may stand for itself.
    pub const fn is_complete(&self) -> bool {
        self.origin.is_some() || self.waiting.is_some()
    }
}

/// Lines that were typed, oldest first.
#[derive(Clone, Debug, Default)]
pub struct History {
    /// Searches.
    pub searches: Vec<String>,
    /// Commands.
    pub commands: Vec<String>,
    /// Queries.
    pub queries: Vec<String>,
}

/// Returns the names of all themes.
pub(super) fn theme_names() -> Vec<String> {
    THEMES.iter().map(|(name, _)| (*name).to_owned()).collect()
}

/// All state.
#[derive(Debug)]
pub struct App {
    /// The size of the terminal.
    pub size: Size,
    /// The articles.
    pub slots: Vec<ArticleSlot>,
    /// The article under the cursor of the list.
    pub cursor: usize,
    /// The first article that the list shows.
    pub list_top: usize,
    /// The article that is shown; the list where there is none.
    pub open: Option<usize>,
    /// How articles are shown.
    pub view: ViewState,
    /// What keys mean.
    pub mode: InputMode,
    /// What was typed of a sequence.
    pub typed: KeySequence,
    /// What the status line tells until the next key.
    pub notice: Option<String>,
    /// What was set.
    pub settings: Settings,
    /// Which keys ask for which command.
    pub keymap: Keymap,
    /// How everything looks.
    pub theme: Theme,
    /// What is known about the terminal.
    pub screen: TerminalProfile,
    /// Lines that were typed.
    pub history: History,
    /// Whether the divider moves with the mouse.
    pub is_dragging: bool,
    /// The user's library; nothing where files or addresses were opened instead.
    pub shelf: Option<Box<BrowserState>>,
    tickets: u64,
}

impl App {
    /// Returns the reader with these articles, of which one may be open at once with [`super::Command::Open`].
    ///
    /// What is wrong with the user's keys stands in the status line.
    pub fn new(
        slots: Vec<ArticleSlot>,
        settings: Settings,
        screen: TerminalProfile,
        size: Size,
    ) -> Self {
        let names: Vec<_> = COMMANDS.iter().map(|info| info.name).collect();
        let (keymap, notices) = Keymap::new(&settings.keys, &names);
        Self {
            size,
            slots,
            cursor: 0,
            list_top: 0,
            open: None,
            view: ViewState::of(&settings),
            mode: InputMode::Normal,
            typed: KeySequence::default(),
            notice: notices.first().map(ToString::to_string),
            theme: Theme::of(&settings, screen),
            keymap,
            screen,
            settings,
            history: History::default(),
            is_dragging: false,
            shelf: None,
            tickets: 0,
        }
    }

    /// Returns the reader of the user's library, as it was left where that was kept (see [`App::saved_state`]).
    pub fn of_library(
        settings: Settings,
        screen: TerminalProfile,
        size: Size,
        kept: Option<&str>,
    ) -> Self {
        let mut app = Self::new(Vec::new(), settings, screen, size);
        app.shelf = Some(Box::new(BrowserState::new(kept)));
        app
    }

    /// Returns what is to be kept for the next run; nothing where no library is open.
    pub fn saved_state(&self) -> Option<String> {
        let library = self.shelf.as_deref().filter(|library| library.is_ready)?;
        Some(SavedState::of(library, self.view.tab.index()).write())
    }

    /// Returns the library's screen, while no article covers it.
    pub fn visible_browser(&self) -> Option<&BrowserState> {
        self.shelf.as_deref().filter(|_| self.open.is_none())
    }

    /// Returns which article of how many is open; a `+` where more are still being counted.
    pub fn open_position(&self) -> Option<(usize, String)> {
        match &self.shelf {
            None => {
                let n_all = self.slots.len();
                Some((self.open?, group_thousands(n_all))).filter(|_| n_all > 1)
            }
            Some(library) => {
                let reading = library.open_entry.as_ref()?;
                let is_at = library.list.current() == Some(reading.row.id);
                let list = &library.list;
                (is_at && list.ids().len() > 1).then(|| (list.cursor, list.format_total()))
            }
        }
    }

    /// Returns a number that no request had.
    pub(super) fn next_ticket(&mut self) -> Ticket {
        self.tickets += 1;
        Ticket(self.tickets)
    }

    /// Returns where the parts of the screen stand.
    pub fn geometry(&self) -> Geometry {
        Geometry::new(GeometryInput {
            size: self.size,
            focus: self.view.focus,
            is_zoomed: self.view.is_zoomed,
            has_legend: self.view.has_legend,
            share: self.view.share,
        })
    }

    /// Returns the open article, once it is read.
    pub fn document(&self) -> Option<&OpenArticle> {
        match &self.slots.get(self.open?)?.state {
            SlotState::Open(document) => Some(document),
            _ => None,
        }
    }

    pub(super) fn document_mut(&mut self) -> Option<&mut OpenArticle> {
        match &mut self.slots.get_mut(self.open?)?.state {
            SlotState::Open(document) => Some(document),
            _ => None,
        }
    }

    /// Returns the open article together with how it is shown, for changing the one by the other.
    pub(super) fn document_and_view(&mut self) -> Option<(&mut OpenArticle, &mut ViewState)> {
        match &mut self.slots.get_mut(self.open?)?.state {
            SlotState::Open(document) => Some((document, &mut self.view)),
            _ => None,
        }
    }

    /// Returns the keys of a command, wherever it is bound, the handiest first.
    pub fn keys_of(&self, command: &str) -> Vec<String> {
        let mut all: Vec<String> = Vec::new();
        for mode in KeyMode::ALL {
            for keys in self.keymap.keys_of(mode, command) {
                if !all.contains(&keys) {
                    all.push(keys);
                }
            }
        }
        all
    }

    /// Returns what to press for a command, for a sentence: its handiest key, or its name on the command line.
    pub(super) fn key_of(&self, command: super::Command) -> String {
        let name = command.name();
        let keys = self.keys_of(name).into_iter();
        keys.into_iter()
            .next()
            .unwrap_or_else(|| format!(":{name}"))
    }

    /// Says something in the status line.
    pub(super) fn set_notice(&mut self, words: impl Into<String>) {
        self.notice = Some(words.into());
    }
}
