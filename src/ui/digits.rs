//! Tests of digit keys: every digit, before every command, in every pane, as tabs and as counts.
//!
//! The expected effect of a count is derived by pressing the key that many times without one, or from the lengths of
//! the lists. It is never derived by sending the count itself.

use std::collections::BTreeSet;

use super::scenes::{ReaderScene, SCENES, SceneReader};
use crate::config::{Digits, Key, KeyCode, parse_keys};
use crate::library::{EntryChange, EntryId};
use crate::reader::{COMMANDS, Command, CommandGroup, LineEdit, Msg, Tab};

/// The effect of a count on a command.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum CountMeaning {
    /// The command runs that many times.
    Again,
    /// The count is a row or entry number, or a percentage.
    Place,
    /// In the list, the command changes that many entries, starting at the cursor. In an open article it changes that
    /// one, and a notice reports the ignored count.
    Marks,
    /// The count is ignored: the command runs once and a notice reports it.
    Once,
}

fn count_meaning(command: Command) -> CountMeaning {
    use Command as C;
    match command {
        C::Top | C::Bottom | C::Percent => CountMeaning::Place,
        C::MarkRead | C::MarkUnread | C::ToggleRead | C::Star | C::Tag | C::Archive | C::Delete => {
            CountMeaning::Marks
        }
        C::Down
        | C::Up
        | C::HalfPageDown
        | C::HalfPageUp
        | C::PageDown
        | C::PageUp
        | C::NextArticle
        | C::PreviousArticle
        | C::NextUnread
        | C::PreviousUnread
        | C::NextMatch
        | C::PreviousMatch
        | C::Sort
        | C::Kinds
        | C::Undo
        | C::Wider
        | C::Narrower => CountMeaning::Again,
        command if is_jump(command) => CountMeaning::Again,
        _ => CountMeaning::Once,
    }
}

fn is_jump(command: Command) -> bool {
    let info = command.info().expect("a known command");
    info.group == CommandGroup::Jump && command != Command::Hints
}

/// Checks the effect of counts before a command. `numbers` must be ascending.
#[track_caller]
fn check_counts(scene: ReaderScene, preset: &str, command: Command, numbers: &[u32]) {
    // This reader gets the key without counts. It continues from one number to the next to save time.
    let mut once = SceneReader::new(scene, preset, Digits::Counts);
    let mut n_pressed = 0;
    for number in numbers {
        let n = match count_meaning(command) {
            CountMeaning::Once => 1,
            _ => (*number).max(1),
        };
        once.times(command, n.saturating_sub(n_pressed));
        n_pressed = n;
        check_count(scene, preset, command, *number, &mut once);
        if count_meaning(command) == CountMeaning::Once {
            return;
        }
    }
}

/// Checks the effect of one count before a command. `once` has had the key pressed that many times without a count.
#[track_caller]
fn check_count(
    scene: ReaderScene,
    preset: &str,
    command: Command,
    number: u32,
    once: &mut SceneReader,
) {
    let mut reader = SceneReader::new(scene, preset, Digits::Counts);
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

    match count_meaning(command) {
        CountMeaning::Again => {
            once.has_row = !is_jump(command);
            reader.has_row = once.has_row;
            assert_eq!(reader.state(), once.state(), "{at}");
            assert!(reader.shows_selected(), "{at}");
        }
        CountMeaning::Place if command == Command::Percent && number == 0 => {
            assert_eq!(reader.prompt(), ":percent ", "{at}");
        }
        CountMeaning::Place => {
            let number = usize::try_from(number).expect("small");
            let whole = match scene {
                ReaderScene::Article | ReaderScene::Searched | ReaderScene::Entry => end,
                _ => end + 1,
            };
            let place = match command {
                Command::Percent => whole * number.min(100) / 100,
                Command::Bottom if number == 0 => end,
                _ => number.saturating_sub(1),
            };
            assert_eq!(reader.standing().0, place.min(end), "{at}");
        }
        CountMeaning::Marks => {
            let is_ignored =
                matches!(scene, ReaderScene::Entry | ReaderScene::EntryAnnotations) && number > 0;
            let says = reader
                .notice()
                .contains("takes no number in an open article");
            assert_eq!(says, is_ignored, "{at}: {:?}", reader.notice());
            check_marks(&mut reader, command, &marked, &at);
        }
        CountMeaning::Once if number > 0 && keys == [Key::plain(KeyCode::Escape)] => {
            assert_eq!(reader.state(), before, "{at}: it takes the count back");
        }
        CountMeaning::Once => {
            assert_eq!(reader.state(), once.state(), "{at}");
            let says = reader.notice().contains("takes no number");
            assert_eq!(says, number > 0, "{at}: {:?}", reader.notice());
        }
    }
}

#[track_caller]
fn check_marks(reader: &mut SceneReader, command: Command, marked: &[EntryId], at: &str) {
    if marked.is_empty() {
        assert_eq!(reader.changes(), Vec::<&EntryChange>::new(), "{at}");
        assert!(!reader.notice().is_empty(), "{at}");
        return;
    }
    if command == Command::Tag {
        assert_eq!(reader.prompt(), format!("tag {}", marked.len()), "{at}");
        reader
            .take(Msg::Edit(LineEdit::Insert('x')))
            .take(Msg::Submit);
    }
    let changes = reader.changes();
    let Some(change) = changes.first() else {
        panic!("{at}: nothing is changed");
    };
    assert_eq!(change.ids(), marked, "{at}");
    let is_meant = match command {
        Command::MarkRead => matches!(change, EntryChange::Read(_, true)),
        Command::MarkUnread => matches!(change, EntryChange::Read(_, false)),
        Command::ToggleRead => matches!(change, EntryChange::Read(..)),
        Command::Star => matches!(change, EntryChange::Star(..)),
        Command::Tag => matches!(change, EntryChange::Tag(_, tag) if tag == "x"),
        Command::Archive => matches!(change, EntryChange::Archive(_, true)),
        _ => matches!(change, EntryChange::Delete(_)),
    };
    assert!(is_meant, "{at}: {change:?}");
}

/// Returns the command of a digit as a tab key, listed here independently of the key maps.
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

/// Checks that each digit followed by a key has the same effect as the digit's command followed by the key's command.
#[track_caller]
fn check_tabs(scene: ReaderScene, preset: &str, command: Command) {
    // One reader for each tab and pane, in which only the commands run.
    let mut alone: Vec<(Option<Command>, String, SceneReader)> = Vec::new();
    for digit in 0..10 {
        let at = format!("{scene:?}, {preset}: {digit} {}", command.name());
        let mut reader = SceneReader::new(scene, preset, Digits::Tabs);
        let shown = shown_by(digit, reader.app.open.is_some());
        if !alone.iter().any(|(known, ..)| *known == shown) {
            let mut other = SceneReader::new(scene, preset, Digits::Tabs);
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

/// Every digit, and two numbers with two digits.
const NUMBERS: [u32; 12] = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 40];

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
        let takes_none = count_meaning(info.command) == CountMeaning::Once;
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
            let mut reader = SceneReader::new(ReaderScene::Article, preset, digits);
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
        let mut reader = SceneReader::new(ReaderScene::Article, "vim", digits);
        reader.set_keys("vim", digits, keys);
        reader.digits(5);
        assert!(!reader.app.view.has_legend, "{digits:?}");
        assert!(reader.app.typed.is_empty());
        reader.digits(0);
        assert_eq!(reader.standing().0, 0);
        reader.press(&parse_keys("9z").expect("keys"));
        assert!(reader.app.view.is_zoomed);
    }
    // As in vim: within a count a 0 is a digit, but any other digit that is bound triggers its binding.
    let mut reader = SceneReader::new(ReaderScene::Article, "vim", Digits::Counts);
    reader.set_keys("vim", Digits::Counts, keys);
    reader.press(&parse_keys("10G").expect("keys"));
    assert_eq!(reader.standing().0, 9);
    reader.digits(1).digits(5);
    assert!(!reader.app.view.has_legend);
    assert_eq!(reader.notice(), "`legend` takes no number");
}

#[test]
fn a_digit_after_a_key_that_may_go_on_begins_a_count() {
    let mut reader = SceneReader::new(ReaderScene::Article, "vim", Digits::Counts);
    let row = reader.standing().0;
    reader.run(Command::Top);
    let bracket = Key::char(']');
    reader.digits(3).key(bracket).digits(2);
    assert_eq!(reader.app.typed.count, Some(2), "not 32");
    reader.run(Command::Top).digits(2).key(Key::char('j'));
    assert_eq!(reader.standing().0, 2, "was at {row}");
    // A digit that does not continue a sequence cancels it.
    reader.key(Key::char('g')).digits(2);
    assert!(reader.app.typed.is_empty());
}

#[test]
fn keys_that_are_named_in_messages_are_those_of_the_map() {
    let mut named = BTreeSet::new();
    for scene in SCENES {
        for info in COMMANDS {
            let mut reader = SceneReader::new(scene, "newsboat", Digits::Tabs);
            reader.run(info.command);
            let words: Vec<String> = reader.notice().split(' ').map(str::to_owned).collect();
            for pair in words.windows(2) {
                let says = [
                    "goes", "starts", "cancels", "copies", "undoes", "turns", "filters",
                ];
                if says.contains(&pair[1].trim_end_matches(';')) {
                    named.insert(pair[0].clone());
                }
            }
        }
    }
    let reader = SceneReader::new(ReaderScene::Article, "newsboat", Digits::Tabs);
    let bound: BTreeSet<String> = COMMANDS
        .iter()
        .flat_map(|info| reader.app.keys_of(info.name))
        .collect();
    let wrong: Vec<_> = named.difference(&bound).collect();
    assert!(named.len() >= 4, "{named:?}");
    assert!(wrong.is_empty(), "{wrong:?}");
}

#[test]
fn what_cannot_be_done_is_said_before_anything_is_typed() {
    let mut reader = SceneReader::new(ReaderScene::Entries, "vim", Digits::Tabs);
    for (command, says) in [
        (Command::Rename, "Choose a feed first: h goes to the feeds"),
        (
            Command::MoveFeed,
            "Choose a feed first: h goes to the feeds",
        ),
        (
            Command::SaveQuery,
            "Narrow the list by a query first: \\ starts one",
        ),
        (Command::Legend, "Legend off"),
        (Command::NextQuote, "`next-quote` needs an open article"),
    ] {
        reader.run(command);
        assert_eq!((reader.notice(), reader.prompt()), (says, "keys".into()));
    }
}

#[test]
fn an_unread_article_has_its_handiest_key_in_the_status_line() {
    for (preset, advice) in [("vim", " n unread"), ("newsboat", " n unread")] {
        let reader = SceneReader::new(ReaderScene::Entries, preset, Digits::Tabs);
        let shown = super::tests::draw_to_buffer(&reader.app);
        let last: String = (0..120).map(|x| shown[(x, 13)].symbol()).collect();
        assert!(last.contains(advice), "{preset}: {last}");
    }
}
