//! Test fixture: a reader in each pane, with the keys of any preset.

use super::key_mode::key_mode;
use super::{TerminalEvent, translate};
use crate::config::{Digits, Key, Keymap, Settings, parse_keys};
use crate::library::{EntryChange, EntryId};
use crate::reader::browser_fixture::{FakeLibrary, app_with_library};
use crate::reader::fixture::{
    annotate_effects, app_with_articles, app_with_open_article, sample_findings,
};
use crate::reader::{
    App, BrowserPane, COMMANDS, Command, Effect, Effects, InputMode, LineEdit, Msg, ReaderPane,
    Tab, TextSearch, update,
};

/// A starting state for tests of keys.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum ReaderScene {
    /// The article of a file.
    Article,
    /// The article of a file with an active search, on a screen with room for one pane.
    Searched,
    /// The annotation list of a tab.
    Annotations(Tab),
    /// The article list of files.
    Files,
    /// The feed list of the library.
    Feeds,
    /// The entry list of the library.
    Entries,
    /// The article of a library entry.
    Entry,
    /// The annotation list of a library entry.
    EntryAnnotations,
}

/// All scenes.
pub(super) const SCENES: [ReaderScene; 10] = [
    ReaderScene::Article,
    ReaderScene::Searched,
    ReaderScene::Annotations(Tab::Entities),
    ReaderScene::Annotations(Tab::Quotes),
    ReaderScene::Annotations(Tab::Figures),
    ReaderScene::Files,
    ReaderScene::Feeds,
    ReaderScene::Entries,
    ReaderScene::Entry,
    ReaderScene::EntryAnnotations,
];

/// A reader in a scene, with the keys of a preset.
pub(super) struct SceneReader {
    pub(super) app: App,
    library: FakeLibrary,
    /// True if [`state`](Self::state) includes the row of the article. False for jumps: a jump over several annotations
    /// may scroll less than several single jumps.
    pub(super) has_row: bool,
}

impl SceneReader {
    pub(super) fn new(scene: ReaderScene, preset: &str, digits: Digits) -> Self {
        let mut reader = Self::bare(scene);
        reader.set_keys(preset, digits, "");
        reader.prepare(scene);
        reader
    }

    fn bare(scene: ReaderScene) -> Self {
        let (app, library) = match scene {
            ReaderScene::Article | ReaderScene::Annotations(_) => {
                (app_with_open_article(120, 12), FakeLibrary::default())
            }
            ReaderScene::Searched => (app_with_open_article(50, 10), FakeLibrary::default()),
            ReaderScene::Files => (app_with_articles(15, 80, 9), FakeLibrary::default()),
            ReaderScene::Feeds
            | ReaderScene::Entries
            | ReaderScene::Entry
            | ReaderScene::EntryAnnotations => app_with_library(120, 14),
        };
        Self {
            app,
            library,
            has_row: true,
        }
    }

    pub(super) fn set_keys(&mut self, preset: &str, digits: Digits, more: &str) {
        let (mut settings, notices) = Settings::parse(more, "c.toml");
        assert_eq!(notices, []);
        preset.clone_into(&mut settings.keys.preset);
        settings.keys.digits = digits;
        self.app.keymap = keymap_of(&settings);
        self.app.settings = settings;
    }

    /// Moves to the middle of the scene, so that keys can move both ways.
    fn prepare(&mut self, scene: ReaderScene) {
        match scene {
            ReaderScene::Article => {
                self.times(Command::Down, 20);
            }
            ReaderScene::Searched => {
                self.run(Command::Search);
                for c in "number".chars() {
                    self.take(Msg::Edit(LineEdit::Insert(c)));
                }
                self.take(Msg::Submit);
            }
            ReaderScene::Annotations(tab) => {
                let show = [
                    Command::ShowEntities,
                    Command::ShowQuotes,
                    Command::ShowFigures,
                ];
                self.run(show[tab.index()]).run(Command::NextPane);
                self.run(Command::Down);
            }
            ReaderScene::Files => {
                self.times(Command::Down, 6);
            }
            ReaderScene::Feeds => {
                self.run(Command::Out).times(Command::Down, 3);
            }
            ReaderScene::Entries => {
                // The undo command needs changes to undo.
                for _ in 0..5 {
                    self.run(Command::MarkRead).run(Command::Down);
                }
                self.times(Command::Down, 10);
            }
            ReaderScene::Entry => {
                self.times(Command::Down, 12).run(Command::Open);
                self.times(Command::Down, 20);
            }
            ReaderScene::EntryAnnotations => {
                self.times(Command::Down, 12).run(Command::Open);
                self.run(Command::NextPane).run(Command::Down);
            }
        }
        self.library.orders.clear();
    }

    pub(super) fn take(&mut self, msg: Msg) -> &mut Self {
        let Effects(effects) = update(&mut self.app, msg);
        self.carry_out(effects);
        self
    }

    fn carry_out(&mut self, effects: Vec<Effect>) {
        for effect in &effects {
            // The fake library answers changes without recording them, so they are recorded here.
            if matches!(effect, Effect::Change(..)) {
                self.library.orders.push(effect.clone());
            }
        }
        let n_orders = self.library.orders.len();
        self.library.serve(&mut self.app, Effects(effects));
        let later = self.library.orders.split_off(n_orders);
        for (ticket, article) in annotate_effects(&later) {
            let found = sample_findings(&article);
            self.take(Msg::Annotated(ticket, Ok(found)));
        }
    }

    pub(super) fn run(&mut self, command: Command) -> &mut Self {
        self.take(Msg::Do(command, None))
    }

    /// Runs a command `n` times, without a count.
    pub(super) fn times(&mut self, command: Command, n: u32) -> &mut Self {
        for _ in 0..n {
            self.run(command);
        }
        self
    }

    pub(super) fn key(&mut self, key: Key) -> &mut Self {
        let msg = translate(&self.app, &TerminalEvent::Key(key)).expect("a message");
        self.take(msg)
    }

    pub(super) fn digits(&mut self, number: u32) -> &mut Self {
        for digit in number.to_string().chars() {
            self.key(Key::char(digit));
        }
        self
    }

    /// Presses keys, then lets the timeout for longer sequences expire.
    pub(super) fn press(&mut self, keys: &[Key]) -> &mut Self {
        for key in keys {
            self.key(*key);
        }
        let ticket = self.app.typed.ticket;
        self.take(Msg::Expired(ticket))
    }

    /// Returns the shortest key sequence of a command in the current key mode.
    pub(super) fn keys_of(&self, command: Command) -> Option<Vec<Key>> {
        let mode = key_mode(&self.app);
        let keys = self.app.keymap.keys_of(mode, command.name());
        parse_keys(keys.first()?)
    }

    /// Returns a description of everything that a command can move or switch, including the input line.
    pub(super) fn state(&self) -> String {
        let app = &self.app;
        let document = app.document().map(|document| {
            let cursors = Tab::ALL.map(|tab| document.list(tab).cursor);
            let selected = document.place.selected.map(|id| id.0);
            let search = document.search.as_ref().map(TextSearch::count);
            let row = Some(document.place.row).filter(|_| self.has_row);
            format!("{row:?} {selected:?} {cursors:?} {search:?}")
        });
        let library = app.browser.as_deref().map(|library| {
            let reading = library.open_entry.as_ref().map(|reading| reading.row.id);
            let source = (&library.source, library.order, library.folding);
            let cursors = (library.tree.cursor, library.list.cursor);
            format!(
                "{:?} {source:?} {cursors:?} {reading:?} {}",
                library.focus, library.feeds_width
            )
        });
        let view = &app.view;
        let shown = (view.focus, view.tab, view.is_zoomed, view.share);
        let lists = (view.layers, view.lists, view.has_legend, view.is_folded);
        let place = (app.open, app.cursor, app.theme.name, self.prompt());
        format!("{shown:?} {lists:?} {place:?} {document:?} {library:?}")
    }

    pub(super) fn prompt(&self) -> String {
        match &self.app.mode {
            InputMode::Normal => "keys".to_owned(),
            InputMode::Search(prompt) => format!("/{}", prompt.line()),
            InputMode::Command(prompt) => format!(":{}", prompt.line()),
            InputMode::Query(prompt) => format!("\\{}", prompt.line()),
            InputMode::Tag(_, n) => format!("tag {n}"),
            InputMode::Confirm(question) => question.words.clone(),
            InputMode::Help(_) => "help".to_owned(),
            InputMode::Explanation(_) => "explanation".to_owned(),
            InputMode::Hints(_) => "hints".to_owned(),
        }
    }

    /// Returns the cursor position in the focused pane, and its maximum.
    pub(super) fn standing(&self) -> (usize, usize) {
        let app = &self.app;
        if let Some(document) = app.document() {
            let list = document.list(app.view.tab);
            return match app.view.focus {
                ReaderPane::Article => (document.place.row, document.last_top()),
                ReaderPane::Annotations => (list.cursor, list.entries().len() - 1),
            };
        }
        match app.browser.as_deref() {
            None => (app.cursor, app.slots.len() - 1),
            Some(library) if library.focus == BrowserPane::Feeds => {
                (library.tree.cursor, library.tree.nodes().len() - 1)
            }
            Some(library) => (library.list.cursor, library.list.ids().len() - 1),
        }
    }

    /// Returns true if the selected annotation is on the screen, or if none is selected.
    pub(super) fn shows_selected(&self) -> bool {
        self.app.document().is_none_or(|document| {
            let selected = document.selected().map(|item| item.range);
            selected.is_none_or(|range| range.overlaps(document.in_view()))
        })
    }

    /// Returns the entries that a command that marks entries must change: the open one, or the `n` from the cursor on.
    pub(super) fn marked(&self, n: u32) -> Vec<EntryId> {
        let Some(library) = self.app.browser.as_deref() else {
            return Vec::new();
        };
        if let Some(reading) = &library.open_entry {
            return vec![reading.row.id];
        }
        let is_list = library.focus == BrowserPane::List;
        let n = usize::try_from(n).expect("few").max(1);
        let ids = library.list.ids().iter().skip(library.list.cursor).take(n);
        ids.copied().filter(|_| is_list).collect()
    }

    /// Returns the changes that the reader requested from the library.
    pub(super) fn changes(&self) -> Vec<&EntryChange> {
        let orders = self.library.orders.iter();
        orders
            .filter_map(|order| match order {
                Effect::Change(_, change) => Some(change),
                _ => None,
            })
            .collect()
    }

    pub(super) fn notice(&self) -> &str {
        self.app.notice.as_deref().unwrap_or_default()
    }
}

/// Returns a reader with an open article of a file, where digits form counts.
pub(super) fn app_with_counts(width: u16, height: u16) -> App {
    let mut app = app_with_open_article(width, height);
    app.settings.keys.digits = Digits::Counts;
    app.keymap = keymap_of(&app.settings);
    app
}

fn keymap_of(settings: &Settings) -> Keymap {
    let names: Vec<_> = COMMANDS.iter().map(|info| info.name).collect();
    Keymap::new(&settings.keys, &names).0
}
