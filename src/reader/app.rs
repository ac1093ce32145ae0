//! [`App`], the root of the reader's state, and the parts that belong to no single screen: view options, input mode,
//! article slots, history.

use std::sync::Arc;

use tui_input::Input;

use super::browser::{BrowserState, Confirmation};
use super::command::{COMMANDS, Command};
use super::document::OpenArticle;
use super::explanation::ExplanationPopup;
use super::geometry::{Geometry, GeometryInput, Size};
use super::help::Help;
use super::jump_labels::JumpLabels;
use super::library_view::OpenView;
use super::lists::one_line;
use super::msg::{RepeatCount, Ticket};
use super::reading_position::ReadingPosition;
use super::view_state::{Tab, ViewState};
use crate::article::{Article, ArticleMetadata};
use crate::config::{Key, Keymap, Settings, THEMES, TerminalProfile, Theme};
use crate::text::group_thousands;

/// An article in the list, loaded or not.
#[derive(Debug)]
pub struct ArticleSlot {
    /// What the list shows for this article.
    pub label: ArticleLabel,
    /// How far loading has come.
    pub state: SlotState,
}

/// What the list of articles shows for one article.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ArticleLabel {
    /// The headline, or the file name until the article is loaded.
    pub title: String,
    /// The name of the site. Empty if unknown.
    pub site: String,
    /// The date of publication (`YYYY-MM-DD`). Empty if unknown.
    pub date: String,
}

/// How far an article has been loaded.
#[derive(Debug)]
pub enum SlotState {
    /// Not loaded. It is loaded when the user opens it.
    Waiting,
    /// Being loaded, under this ticket.
    Loading(Ticket),
    /// Loading failed, with this error message.
    Failed(String),
    /// Loaded, but not opened yet.
    Read(Arc<Article>),
    /// Opened at least once. The document keeps its position, filter and annotations.
    Open(Box<OpenArticle>),
}

impl ArticleLabel {
    /// Returns the label of an article with this metadata.
    pub fn of(about: &ArticleMetadata) -> Self {
        let title = if about.title.is_empty() {
            "Untitled"
        } else {
            about.title.as_str()
        };
        let date = about.published;
        Self {
            title: one_line(title),
            site: one_line(&about.site),
            date: date.map_or_else(String::new, |published| published.date.to_string()),
        }
    }
}

impl ArticleSlot {
    /// Returns the slot of an article that is loaded when it is opened. `name` is shown until then.
    pub fn waiting(name: &str) -> Self {
        let label = ArticleLabel {
            title: one_line(name),
            ..ArticleLabel::default()
        };
        Self {
            label,
            state: SlotState::Waiting,
        }
    }

    /// Returns the slot of an article that is already loaded.
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
    /// Keys are bound to commands.
    Normal,
    /// A text search is being typed.
    Search(Prompt),
    /// A command line is being typed.
    Command(Prompt),
    /// A query that narrows the list of entries is being typed.
    Query(Prompt),
    /// A tag is being typed. The number is how many articles will be tagged.
    Tag(Prompt, usize),
    /// A question is waiting for yes or no.
    Confirm(Confirmation),
    /// The help is shown.
    Help(Help),
    /// The explanation of an annotation is shown.
    Explanation(ExplanationPopup),
    /// Jump labels are shown; a letter selects one.
    Hints(JumpLabels),
}

/// A line being typed, with its completion and its position in the history.
#[derive(Debug, Default)]
pub struct Prompt {
    /// The text and the cursor.
    pub input: Input,
    /// The completions found by Tab. `None` until Tab is pressed.
    pub completion: Option<Completion>,
    /// The history line shown in the prompt, counted from the newest. `None`: the line was typed.
    pub recalled: Option<usize>,
}

/// The completions of a line, and the one in use.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Completion {
    /// The candidates, each a whole line.
    pub lines: Vec<String>,
    /// The index in `lines` of the candidate shown in the prompt.
    pub current: usize,
}

/// The keys typed so far of a key sequence.
#[derive(Clone, Debug, Default)]
pub struct KeySequence {
    /// The count typed before the keys.
    pub count: RepeatCount,
    /// The keys typed so far.
    pub keys: Vec<Key>,
    /// The ticket of the timeout that ends an ambiguous prefix.
    pub ticket: Ticket,
    /// The command and count bound to the keys so far, performed if the sequence does not continue before the
    /// timeout.
    pub waiting: Option<(Command, RepeatCount)>,
    /// The position before the command of an ambiguous prefix was performed. It is restored if the sequence
    /// continues.
    pub origin: Option<Origin>,
}

/// A position to return to: the place in the article, and the cursor and first row of each annotation list.
#[derive(Clone, Copy, Debug)]
pub struct Origin {
    place: ReadingPosition,
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

    /// Returns the document to this position.
    pub(super) fn restore(self, document: &mut OpenArticle) {
        document.go_to(self.place);
        for (tab, (cursor, top)) in Tab::ALL.into_iter().zip(self.lists) {
            let list = document.list_mut(tab);
            // The list may have been rebuilt with fewer rows since.
            list.cursor = cursor.min(list.entries().len().saturating_sub(1));
            list.top = top.min(list.rows().len().saturating_sub(1));
        }
    }
}

impl KeySequence {
    /// Returns whether nothing has been typed.
    pub fn is_empty(&self) -> bool {
        self.count.is_none() && self.keys.is_empty()
    }

    /// Returns whether the keys typed so far already have a command, so that the next key need not continue the
    /// sequence.
    pub const fn is_complete(&self) -> bool {
        self.origin.is_some() || self.waiting.is_some()
    }
}

/// The lines typed at each prompt, oldest first.
#[derive(Clone, Debug, Default)]
pub struct History {
    /// Text searches.
    pub searches: Vec<String>,
    /// Command lines.
    pub commands: Vec<String>,
    /// Queries.
    pub queries: Vec<String>,
}

/// Returns the names of all themes.
pub(super) fn theme_names() -> Vec<String> {
    THEMES.iter().map(|(name, _)| (*name).to_owned()).collect()
}

/// The whole state of the reader.
#[derive(Debug)]
pub struct App {
    /// The size of the terminal.
    pub size: Size,
    /// The articles. In the library, only the open one.
    pub slots: Vec<ArticleSlot>,
    /// The index of the article under the list's cursor. Unused in the library.
    pub cursor: usize,
    /// The index of the first article shown in the list. Unused in the library.
    pub list_top: usize,
    /// The index of the open article. `None`: the list is shown.
    pub open: Option<usize>,
    /// How articles are displayed.
    pub view: ViewState,
    /// What keys mean at the moment.
    pub mode: InputMode,
    /// The key sequence being typed.
    pub typed: KeySequence,
    /// The message in the status line, until the next key.
    pub notice: Option<String>,
    /// The user's settings.
    pub settings: Settings,
    /// The key bindings.
    pub keymap: Keymap,
    /// The colours and text attributes in use.
    pub theme: Theme,
    /// The capabilities of the terminal.
    pub screen: TerminalProfile,
    /// The lines typed at each prompt.
    pub history: History,
    /// True while the divider is being dragged with the mouse.
    pub is_dragging: bool,
    /// The library screen. `None` if files or addresses were opened instead of the library.
    pub browser: Option<Box<BrowserState>>,
    /// The last ticket issued. 0 is never issued.
    tickets: u64,
}

impl App {
    /// Returns a reader of these articles that shows their list. [`super::Command::Open`] opens the first.
    ///
    /// The first problem found in the user's key bindings is shown in the status line.
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
            browser: None,
            tickets: 0,
        }
    }

    /// Returns a reader of the user's library, restored from `kept` if that is given (see [`App::saved_state`]).
    pub fn of_library(
        settings: Settings,
        screen: TerminalProfile,
        size: Size,
        kept: Option<&str>,
    ) -> Self {
        let mut app = Self::new(Vec::new(), settings, screen, size);
        app.browser = Some(Box::new(BrowserState::new(kept)));
        app
    }

    /// Returns the state to store for the next run. `None` if no library is open or it has not answered yet.
    pub fn saved_state(&self) -> Option<String> {
        let library = self.browser.as_deref().filter(|library| library.is_ready)?;
        Some(library.saved_state(self.view.tab.index()).write())
    }

    /// Returns the library screen. `None` if there is no library, or if an article or a view covers it.
    pub fn visible_browser(&self) -> Option<&BrowserState> {
        let browser = self.browser.as_deref().filter(|_| self.open.is_none())?;
        browser.views.is_empty().then_some(browser)
    }

    /// Returns the view over the library that is on the screen. `None` if there is none or an article covers it.
    pub fn visible_view(&self) -> Option<&OpenView> {
        let browser = self.browser.as_deref().filter(|_| self.open.is_none())?;
        browser.views.last()
    }

    /// Returns the index of the open article in its list, and the formatted length of the list (`1,204`; `2,000+`
    /// while entries are still being counted). `None` if the list has one article only or does not contain the open
    /// one.
    pub fn open_position(&self) -> Option<(usize, String)> {
        match &self.browser {
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

    /// Returns a ticket that no request has had in this run.
    pub(super) fn next_ticket(&mut self) -> Ticket {
        self.tickets += 1;
        Ticket(self.tickets)
    }

    /// Returns the areas of the reading screen.
    pub fn geometry(&self) -> Geometry {
        Geometry::new(GeometryInput {
            size: self.size,
            focus: self.view.focus,
            is_zoomed: self.view.is_zoomed,
            has_legend: self.view.has_legend,
            share: self.view.share,
        })
    }

    /// Returns the open article. `None` if no article is open or it is still loading.
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

    /// Returns the open article and the view state as two separate borrows, to update one from the other.
    pub(super) fn document_and_view(&mut self) -> Option<(&mut OpenArticle, &mut ViewState)> {
        match &mut self.slots.get_mut(self.open?)?.state {
            SlotState::Open(document) => Some((document, &mut self.view)),
            _ => None,
        }
    }

    /// Returns the key bindings of a command in all modes, without duplicates, the preferred one first.
    pub fn keys_of(&self, command: &str) -> Vec<String> {
        self.keymap.keys_in_all_modes(command)
    }

    /// Returns how a message should name a command: by its preferred key, or by `:name` if it has none.
    pub fn key_of(&self, command: Command) -> String {
        let name = command.name();
        let keys = self.keys_of(name).into_iter();
        keys.into_iter()
            .next()
            .unwrap_or_else(|| format!(":{name}"))
    }

    /// Shows a message in the status line until the next key.
    pub(super) fn set_notice(&mut self, words: impl Into<String>) {
        self.notice = Some(words.into());
    }
}
