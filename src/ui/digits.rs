//! What digits do: every one of them, before every command, in every pane, for tabs and for counts.
//!
//! What a count must do is worked out here by pressing the same key so often without one, or from the lengths of the
//! lists; never by sending the count itself.

use std::collections::BTreeSet;

use super::key_mode::key_mode;
use super::{Event, translate};
use crate::config::{Digits, Key, KeyCode, Keymap, Settings, parse_keys};
use crate::library::{Change, EntryId};
use crate::reader::fixture::{annotate_orders, findings, library, opened};
use crate::reader::shelf_fixture::{Library, shelved};
use crate::reader::{
    App, COMMANDS, Command, Edit, Effect, Effects, Group, Mode, Msg, Pane, ShelfPane, Tab, update,
};

/// Where keys are pressed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Scene {
    /// A file's article.
    Article,
    /// The same where one pane has room, with a search.
    Searched,
    /// The list of this tab.
    Annotations(Tab),
    /// The list of files.
    Files,
    /// The library's feeds.
    Feeds,
    /// The library's entries.
    Entries,
    /// An entry's article.
    Entry,
    /// The annotations of an entry.
    EntryAnnotations,
}

const SCENES: [Scene; 10] = [
    Scene::Article,
    Scene::Searched,
    Scene::Annotations(Tab::Entities),
    Scene::Annotations(Tab::Quotes),
    Scene::Annotations(Tab::Figures),
    Scene::Files,
    Scene::Feeds,
    Scene::Entries,
    Scene::Entry,
    Scene::EntryAnnotations,
];

/// A reader in a scene, with keys of a preset.
struct Reader {
    app: App,
    library: Library,
    /// Whether the row of the article counts as its state: a jump over several places may scroll less than one after
    /// another, and shows the same.
    has_row: bool,
}

impl Reader {
    fn new(scene: Scene, preset: &str, digits: Digits) -> Self {
        let mut reader = Self::bare(scene);
        reader.set_keys(preset, digits, "");
        reader.prepare(scene);
        reader
    }

    fn bare(scene: Scene) -> Self {
        let (app, library) = match scene {
            Scene::Article | Scene::Annotations(_) => (opened(120, 12), Library::default()),
            Scene::Searched => (opened(50, 10), Library::default()),
            Scene::Files => (library(15, 80, 9), Library::default()),
            Scene::Feeds | Scene::Entries | Scene::Entry | Scene::EntryAnnotations => {
                shelved(120, 14)
            }
        };
        Self {
            app,
            library,
            has_row: true,
        }
    }

    fn set_keys(&mut self, preset: &str, digits: Digits, more: &str) {
        let (mut settings, notices) = Settings::parse(more, "c.toml");
        assert_eq!(notices, []);
        preset.clone_into(&mut settings.keys.preset);
        settings.keys.digits = digits;
        let names: Vec<_> = COMMANDS.iter().map(|info| info.name).collect();
        self.app.keymap = Keymap::new(&settings.keys, &names).0;
        self.app.settings = settings;
    }

    /// Goes to the middle of the scene, so that there is room on both sides.
    fn prepare(&mut self, scene: Scene) {
        match scene {
            Scene::Article => {
                self.times(Command::Down, 20);
            }
            Scene::Searched => {
                self.run(Command::Search);
                for c in "number".chars() {
                    self.take(Msg::Edit(Edit::Insert(c)));
                }
                self.take(Msg::Submit);
            }
            Scene::Annotations(tab) => {
                let show = [
                    Command::ShowEntities,
                    Command::ShowQuotes,
                    Command::ShowFigures,
                ];
                self.run(show[tab.index()]).run(Command::NextPane);
                self.run(Command::Down);
            }
            Scene::Files => {
                self.times(Command::Down, 6);
            }
            Scene::Feeds => {
                self.run(Command::Out).times(Command::Down, 3);
            }
            Scene::Entries => {
                // Something to undo.
                for _ in 0..5 {
                    self.run(Command::MarkRead).run(Command::Down);
                }
                self.times(Command::Down, 10);
            }
            Scene::Entry => {
                self.times(Command::Down, 12).run(Command::Open);
                self.times(Command::Down, 20);
            }
            Scene::EntryAnnotations => {
                self.times(Command::Down, 12).run(Command::Open);
                self.run(Command::NextPane).run(Command::Down);
            }
        }
        self.library.orders.clear();
    }

    fn take(&mut self, msg: Msg) -> &mut Self {
        let Effects(effects) = update(&mut self.app, msg);
        self.carry_out(effects);
        self
    }

    fn carry_out(&mut self, effects: Vec<Effect>) {
        for effect in &effects {
            // What changes entries is answered by the library, and looked at here.
            if matches!(effect, Effect::Change(..)) {
                self.library.orders.push(effect.clone());
            }
        }
        let n_orders = self.library.orders.len();
        self.library.serve(&mut self.app, Effects(effects));
        let later = self.library.orders.split_off(n_orders);
        for (ticket, article) in annotate_orders(&later) {
            let found = findings(&article);
            self.take(Msg::Annotated(ticket, Ok(found)));
        }
    }

    fn run(&mut self, command: Command) -> &mut Self {
        self.take(Msg::Do(command, None))
    }

    /// Presses a key without a count so often.
    fn times(&mut self, command: Command, n: u32) -> &mut Self {
        for _ in 0..n {
            self.run(command);
        }
        self
    }

    fn key(&mut self, key: Key) -> &mut Self {
        let msg = translate(&self.app, &Event::Key(key)).expect("a message");
        self.take(msg)
    }

    fn digits(&mut self, number: u32) -> &mut Self {
        for digit in number.to_string().chars() {
            self.key(Key::char(digit));
        }
        self
    }

    /// Presses keys, and lets the time pass in which they may begin a longer sequence.
    fn press(&mut self, keys: &[Key]) -> &mut Self {
        for key in keys {
            self.key(*key);
        }
        let ticket = self.app.typed.ticket;
        self.take(Msg::Expired(ticket))
    }

    /// Returns the keys of a command here.
    fn keys_of(&self, command: Command) -> Option<Vec<Key>> {
        let mode = key_mode(&self.app);
        let keys = self.app.keymap.keys_of(mode, command.name());
        parse_keys(keys.first()?)
    }

    /// Returns everything that a command may move or switch, and the names of what is typed.
    fn state(&self) -> String {
        let app = &self.app;
        let document = app.document().map(|document| {
            let cursors = Tab::ALL.map(|tab| document.list(tab).cursor);
            let selected = document.place.selected.map(|id| id.0);
            let search = document.search.as_ref().map(|search| search.count());
            let row = Some(document.place.row).filter(|_| self.has_row);
            format!("{row:?} {selected:?} {cursors:?} {search:?}")
        });
        let shelf = app.shelf.as_deref().map(|shelf| {
            let reading = shelf.reading.as_ref().map(|reading| reading.row.id);
            let source = (&shelf.source, shelf.order, shelf.folding);
            let cursors = (shelf.tree.cursor, shelf.list.cursor);
            format!(
                "{:?} {source:?} {cursors:?} {reading:?} {}",
                shelf.focus, shelf.feeds_width
            )
        });
        let view = &app.view;
        let shown = (view.focus, view.tab, view.is_zoomed, view.share);
        let lists = (view.layers, view.lists, view.has_legend, view.is_folded);
        let place = (app.open, app.cursor, app.theme.name, self.prompt());
        format!("{shown:?} {lists:?} {place:?} {document:?} {shelf:?}")
    }

    fn prompt(&self) -> String {
        match &self.app.mode {
            Mode::Normal => "keys".to_owned(),
            Mode::Search(prompt) => format!("/{}", prompt.line()),
            Mode::Command(prompt) => format!(":{}", prompt.line()),
            Mode::Query(prompt) => format!("\\{}", prompt.line()),
            Mode::Tag(_, n) => format!("tag {n}"),
            Mode::Confirm(question) => question.words.clone(),
            Mode::Help(_) => "help".to_owned(),
            Mode::Hints(_) => "hints".to_owned(),
        }
    }

    /// Returns where the cursor of the pane with the keys stands, and how far it can go.
    fn standing(&self) -> (usize, usize) {
        let app = &self.app;
        if let Some(document) = app.document() {
            let list = document.list(app.view.tab);
            return match app.view.focus {
                Pane::Article => (document.place.row, document.last_top()),
                Pane::Annotations => (list.cursor, list.entries().len() - 1),
            };
        }
        match app.shelf.as_deref() {
            None => (app.cursor, app.slots.len() - 1),
            Some(shelf) if shelf.focus == ShelfPane::Feeds => {
                (shelf.tree.cursor, shelf.tree.nodes().len() - 1)
            }
            Some(shelf) => (shelf.list.cursor, shelf.list.ids().len() - 1),
        }
    }

    /// Returns whether the selected annotation is on the screen, where one is selected.
    fn shows_selected(&self) -> bool {
        self.app.document().is_none_or(|document| {
            let selected = document.selected().map(|item| item.range);
            selected.is_none_or(|range| range.overlaps(document.in_view()))
        })
    }

    /// Returns the entries from the cursor on that a mark is put on.
    fn marked(&self, n: u32) -> Vec<EntryId> {
        let Some(shelf) = self.app.shelf.as_deref() else {
            return Vec::new();
        };
        let is_list = shelf.reading.is_some() || shelf.focus == ShelfPane::List;
        let n = usize::try_from(n).expect("few").max(1);
        let ids = shelf.list.ids().iter().skip(shelf.list.cursor).take(n);
        ids.copied().filter(|_| is_list).collect()
    }

    /// Returns the changes that were ordered.
    fn changes(&self) -> Vec<&Change> {
        let orders = self.library.orders.iter();
        orders
            .filter_map(|order| match order {
                Effect::Change(_, change) => Some(change),
                _ => None,
            })
            .collect()
    }

    fn notice(&self) -> &str {
        self.app.notice.as_deref().unwrap_or_default()
    }
}

/// How a count changes what a command does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Counted {
    /// As pressing the key so often.
    Again,
    /// It is the number of the row or entry, or a part of all.
    Place,
    /// So many entries from the cursor on are changed.
    Marks,
    /// Nothing: it acts once and says so.
    Once,
}

fn counted(command: Command) -> Counted {
    match command {
        Command::Top | Command::Bottom | Command::Percent => Counted::Place,
        Command::NextArticle | Command::PreviousArticle => Counted::Again,
        Command::NextUnread | Command::PreviousUnread => Counted::Again,
        Command::NextMatch | Command::PreviousMatch => Counted::Again,
        Command::MarkRead | Command::MarkUnread | Command::ToggleRead => Counted::Marks,
        Command::Star | Command::Tag | Command::Archive | Command::Delete => Counted::Marks,
        Command::Down | Command::Up | Command::HalfPageDown | Command::HalfPageUp => Counted::Again,
        Command::PageDown | Command::PageUp | Command::Sort | Command::Kinds => Counted::Again,
        Command::Undo | Command::Wider | Command::Narrower => Counted::Again,
        command if is_jump(command) => Counted::Again,
        _ => Counted::Once,
    }
}

fn is_jump(command: Command) -> bool {
    let info = command.info().expect("a known command");
    info.group == Group::Jump && command != Command::Hints
}

/// Compares what counts before a key do with what they must do. The numbers rise.
#[track_caller]
fn check_counts(scene: Scene, preset: &str, command: Command, numbers: &[u32]) {
    // The reader that is pressed without counts goes on from number to number.
    let mut once = Reader::new(scene, preset, Digits::Counts);
    let mut n_pressed = 0;
    for number in numbers {
        let n = match counted(command) {
            Counted::Once => 1,
            _ => (*number).max(1),
        };
        once.times(command, n.saturating_sub(n_pressed));
        n_pressed = n;
        check_count(scene, preset, command, *number, &mut once);
        if counted(command) == Counted::Once {
            return;
        }
    }
}

/// Compares what a count before a key does with what it must do; `once` was pressed without a count so often.
#[track_caller]
fn check_count(scene: Scene, preset: &str, command: Command, number: u32, once: &mut Reader) {
    let mut reader = Reader::new(scene, preset, Digits::Counts);
    let Some(keys) = reader.keys_of(command) else {
        return;
    };
    let at = format!("{scene:?}, {preset}: {number} {}", command.name());
    let before = reader.state();
    reader.digits(number);
    assert_eq!(reader.state(), before, "{at}: a digit moves nothing");
    let typed = Some(number).filter(|n| *n > 0);
    assert_eq!(reader.app.typed.count, typed, "{at}");
    let (_, end) = reader.standing();
    let marked = reader.marked(number);
    reader.press(&keys);
    assert!(reader.app.typed.is_empty(), "{at}");

    match counted(command) {
        Counted::Again => {
            once.has_row = !is_jump(command);
            reader.has_row = once.has_row;
            assert_eq!(reader.state(), once.state(), "{at}");
            assert!(reader.shows_selected(), "{at}");
        }
        Counted::Place if command == Command::Percent && number == 0 => {
            assert_eq!(reader.prompt(), ":percent ", "{at}");
        }
        Counted::Place => {
            let number = usize::try_from(number).expect("small");
            let whole = match scene {
                Scene::Article | Scene::Searched | Scene::Entry => end,
                _ => end + 1,
            };
            let place = match command {
                Command::Percent => whole * number.min(100) / 100,
                Command::Bottom if number == 0 => end,
                _ => number.saturating_sub(1),
            };
            assert_eq!(reader.standing().0, place.min(end), "{at}");
        }
        Counted::Marks => check_marks(&mut reader, command, &marked, &at),
        Counted::Once if number > 0 && keys == [Key::plain(KeyCode::Escape)] => {
            assert_eq!(reader.state(), before, "{at}: it takes the count back");
        }
        Counted::Once => {
            assert_eq!(reader.state(), once.state(), "{at}");
            let says = reader.notice().contains("takes no number");
            assert_eq!(says, number > 0, "{at}: {:?}", reader.notice());
        }
    }
}

#[track_caller]
fn check_marks(reader: &mut Reader, command: Command, marked: &[EntryId], at: &str) {
    if marked.is_empty() {
        assert_eq!(reader.changes(), Vec::<&Change>::new(), "{at}");
        assert!(!reader.notice().is_empty(), "{at}");
        return;
    }
    if command == Command::Tag {
        assert_eq!(reader.prompt(), format!("tag {}", marked.len()), "{at}");
        reader.take(Msg::Edit(Edit::Insert('x'))).take(Msg::Submit);
    }
    let changes = reader.changes();
    let Some(change) = changes.first() else {
        panic!("{at}: nothing is changed");
    };
    assert_eq!(change.ids(), marked, "{at}");
    let is_meant = match command {
        Command::MarkRead => matches!(change, Change::Read(_, true)),
        Command::MarkUnread => matches!(change, Change::Read(_, false)),
        Command::ToggleRead => matches!(change, Change::Read(..)),
        Command::Star => matches!(change, Change::Star(..)),
        Command::Tag => matches!(change, Change::Tag(_, tag) if tag == "x"),
        Command::Archive => matches!(change, Change::Archive(_, true)),
        _ => matches!(change, Change::Delete(_)),
    };
    assert!(is_meant, "{at}: {change:?}");
}

/// Returns what a digit shows, of which the tests know on their own.
fn shown_by(digit: u32, is_article: bool) -> Option<Command> {
    match (is_article, digit) {
        (true, 1) => Some(Command::ShowEntities),
        (true, 2) => Some(Command::ShowQuotes),
        (true, 3) => Some(Command::ShowFigures),
        (false, 1) => Some(Command::ShowFeeds),
        (false, 2) => Some(Command::ShowArticles),
        _ => None,
    }
}

/// Compares what every digit and then a key do with the tab or pane of the digit and the key alone.
#[track_caller]
fn check_tabs(scene: Scene, preset: &str, command: Command) {
    // What the key alone does behind each of the tabs and panes.
    let mut alone: Vec<(Option<Command>, String, Reader)> = Vec::new();
    for digit in 0..10 {
        let at = format!("{scene:?}, {preset}: {digit} {}", command.name());
        let mut reader = Reader::new(scene, preset, Digits::Tabs);
        let shown = shown_by(digit, reader.app.open.is_some());
        if !alone.iter().any(|(known, ..)| *known == shown) {
            let mut other = Reader::new(scene, preset, Digits::Tabs);
            if let Some(shown) = shown {
                other.run(shown);
            }
            let state = other.state();
            other.run(command);
            alone.push((shown, state, other));
        }
        let found = alone.iter().find(|(known, ..)| *known == shown);
        let (_, state, other) = found.expect("just put there");
        reader.digits(digit);
        assert!(shown.is_some() || !reader.notice().is_empty(), "{at}");
        assert_eq!(&reader.state(), state, "{at}: the digit alone");
        assert!(reader.app.typed.is_empty(), "{at}: no count is begun");
        if let Some(keys) = reader.keys_of(command) {
            reader.press(&keys);
            assert_eq!(reader.state(), other.state(), "{at}");
            assert_eq!(reader.changes(), other.changes(), "{at}");
        }
    }
}

/// Every digit, and some numbers of more.
const NUMBERS: [u32; 13] = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 40, 100];

fn counted_commands() -> impl Iterator<Item = Command> {
    let all = COMMANDS.iter().map(|info| info.command);
    all.filter(|command| command.takes_count())
}

#[test]
fn every_count_before_every_command_in_every_pane_does_what_it_says() {
    for scene in SCENES {
        for command in counted_commands() {
            check_counts(scene, "vim", command, &NUMBERS);
        }
    }
}

#[test]
fn a_count_before_a_command_that_takes_none_is_never_dropped_in_silence() {
    for info in COMMANDS {
        let takes_none = counted(info.command) == Counted::Once;
        assert_eq!(info.command.takes_count(), !takes_none, "{}", info.name);
        for scene in SCENES.into_iter().filter(|_| takes_none) {
            check_counts(scene, "vim", info.command, &[3]);
        }
    }
}

#[test]
fn counts_are_the_same_in_the_other_preset() {
    for scene in SCENES {
        for command in counted_commands() {
            check_counts(scene, "newsboat", command, &[3]);
        }
    }
}

#[test]
fn every_digit_selects_its_tab_or_pane_and_leaves_the_next_key_alone() {
    for scene in SCENES {
        for command in counted_commands() {
            check_tabs(scene, "vim", command);
        }
    }
}

#[test]
fn digits_are_the_same_in_the_other_preset() {
    for scene in SCENES {
        check_tabs(scene, "newsboat", Command::Down);
    }
}

#[test]
fn the_tabs_have_keys_that_are_no_digits_in_both() {
    for preset in ["vim", "newsboat"] {
        for digits in [Digits::Tabs, Digits::Counts] {
            let mut reader = Reader::new(Scene::Article, preset, digits);
            for (keys, tab) in [
                ("gq", Tab::Quotes),
                ("gf", Tab::Figures),
                ("ge", Tab::Entities),
            ] {
                reader.press(&parse_keys(keys).expect("keys"));
                assert_eq!(reader.app.view.tab, tab, "{preset} {keys}");
                assert_eq!(reader.notice(), "", "{preset} {keys}");
            }
        }
    }
}

#[test]
fn digits_that_the_user_binds_do_what_the_user_says() {
    let keys = "[keys.article]\n5 = \"legend\"\n0 = \"top\"\n\"9z\" = \"zoom\"\n";
    for digits in [Digits::Tabs, Digits::Counts] {
        let mut reader = Reader::new(Scene::Article, "vim", digits);
        reader.set_keys("vim", digits, keys);
        reader.digits(5);
        assert!(!reader.app.view.has_legend, "{digits:?}");
        assert!(reader.app.typed.is_empty());
        reader.digits(0);
        assert_eq!(reader.standing().0, 0);
        reader.press(&parse_keys("9z").expect("keys"));
        assert!(reader.app.view.is_zoomed);
    }
    // As in vim: within a count a 0 is a digit, and any other digit acts.
    let mut reader = Reader::new(Scene::Article, "vim", Digits::Counts);
    reader.set_keys("vim", Digits::Counts, keys);
    reader.press(&parse_keys("10G").expect("keys"));
    assert_eq!(reader.standing().0, 9);
    reader.digits(1).digits(5);
    assert!(!reader.app.view.has_legend);
    assert_eq!(reader.notice(), "`legend` takes no number");
}

#[test]
fn a_digit_after_a_key_that_may_go_on_begins_a_count() {
    let mut reader = Reader::new(Scene::Article, "vim", Digits::Counts);
    let row = reader.standing().0;
    reader.run(Command::Top);
    let bracket = Key::char(']');
    reader.digits(3).key(bracket).digits(2);
    assert_eq!(reader.app.typed.count, Some(2), "not 32");
    reader.run(Command::Top).digits(2).key(Key::char('j'));
    assert_eq!(reader.standing().0, 2, "was at {row}");
    // A digit within a sequence is none of its keys.
    reader.key(Key::char('g')).digits(2);
    assert!(reader.app.typed.is_empty());
}

#[test]
fn keys_that_are_named_in_messages_are_those_of_the_map() {
    let mut named = BTreeSet::new();
    for scene in SCENES {
        for info in COMMANDS {
            let mut reader = Reader::new(scene, "newsboat", Digits::Tabs);
            reader.run(info.command);
            let words: Vec<String> = reader.notice().split(' ').map(str::to_owned).collect();
            for pair in words.windows(2) {
                let says = ["goes", "begins", "ends", "copies", "undoes", "switches"];
                if says.contains(&pair[1].trim_end_matches(';')) {
                    named.insert(pair[0].clone());
                }
            }
        }
    }
    let reader = Reader::new(Scene::Article, "newsboat", Digits::Tabs);
    let bound: BTreeSet<String> = COMMANDS
        .iter()
        .flat_map(|info| reader.app.keys_of(info.name))
        .collect();
    let wrong: Vec<_> = named.difference(&bound).collect();
    assert!(named.len() >= 4, "{named:?}");
    assert!(wrong.is_empty(), "{wrong:?}");
}
