//! Tests of transitions on the library screen: a message in, state and effects out.

mod managing;
mod reading;
mod views;

use crate::library::{EntryBody, EntryChange, EntryId, FeedId, Query};
use crate::reader::browser::fixture::{
    FakeLibrary, app_with_library, app_with_saved_state, sample_row,
};
use crate::reader::{
    App, BrowserPane, Command, Effect, Effects, InputMode, LibraryRequest, LibraryResponse,
    LineEdit, ListSource, ManageRequest, Msg, RefreshState, Ticket, update,
};

struct BrowserTestReader {
    app: App,
    library: FakeLibrary,
}

impl BrowserTestReader {
    fn new() -> Self {
        Self::of(app_with_library(120, 40))
    }

    fn of((app, library): (App, FakeLibrary)) -> Self {
        Self { app, library }
    }

    fn take(&mut self, msg: Msg) -> &mut Self {
        let effects = update(&mut self.app, msg);
        self.library.serve(&mut self.app, effects);
        self
    }

    fn run(&mut self, command: Command) -> &mut Self {
        self.take(Msg::Do(command, None))
    }

    fn times(&mut self, command: Command, n: u32) -> &mut Self {
        self.take(Msg::Do(command, Some(n)))
    }

    fn types(&mut self, line: &str) -> &mut Self {
        for c in line.chars() {
            self.take(Msg::Edit(LineEdit::Insert(c)));
        }
        self
    }

    fn browser(&self) -> &crate::reader::BrowserState {
        self.app.browser.as_deref().expect("a library")
    }

    fn cursor(&self) -> i64 {
        self.browser().list.current().map_or(0, |id| id.0)
    }

    fn reading(&self) -> Option<i64> {
        Some(self.browser().open_entry.as_ref()?.row.id.0)
    }

    fn notice(&self) -> &str {
        self.app.notice.as_deref().unwrap_or_default()
    }

    fn is_read(&self, id: i64) -> bool {
        let row = self.browser().list.row(EntryId(id));
        row.expect("a row that is known").is_read
    }
}

#[test]
fn the_library_opens_with_everything_and_asks_each_thing_once() {
    let mut reader = BrowserTestReader::new();
    assert_eq!(reader.browser().list.ids().len(), 40);
    assert!(reader.browser().list.is_complete());
    assert!(
        reader
            .browser()
            .preview
            .as_ref()
            .expect("one")
            .document()
            .is_some()
    );
    let again = update(&mut reader.app, Msg::Notice("x".into()));
    assert!(again.0.is_empty(), "{again:?}");
}

#[test]
fn moving_in_the_feeds_lists_their_entries() {
    let mut reader = BrowserTestReader::new();
    reader.run(Command::Out).run(Command::Down);
    assert_eq!(reader.browser().source, ListSource::Unread);
    let ids = reader.browser().list.ids();
    assert!(ids.iter().all(|id| id.0 % 3 != 0), "{ids:?}");
    reader.run(Command::Open);
    assert_eq!(reader.browser().focus, BrowserPane::List);
}

#[test]
fn a_long_list_says_how_long_it_is_before_it_is_there() {
    let mut reader = BrowserTestReader::new();
    reader.library.rows = (1..=5_000).map(sample_row).collect();
    reader.run(Command::ShowNew);
    let list = &reader.browser().list;
    assert_eq!((list.ids().len(), list.n_all()), (2_000, Some(5_000)));
    reader.run(Command::Delete);
    assert_eq!(reader.browser().list.n_all(), Some(4_999));
}

#[test]
fn a_live_search_keeps_its_key_from_the_next_unread() {
    let mut reader = BrowserTestReader::new();
    reader.run(Command::Open).run(Command::Search).types("quay");
    reader.take(Msg::Submit).run(Command::NextMatch);
    assert_eq!(reader.reading(), Some(1));
}

#[test]
fn where_all_is_read_the_next_unread_says_so() {
    let mut reader = BrowserTestReader::new();
    for row in &mut reader.library.rows {
        row.is_read = true;
    }
    reader.run(Command::ShowNew).run(Command::NextUnread);
    assert_eq!(reader.notice(), "No unread articles here");
}

#[test]
fn marks_with_counts_are_shown_at_once_and_undone() {
    let mut reader = BrowserTestReader::new();
    reader.times(Command::MarkRead, 4);
    assert_eq!(reader.notice(), "Marked 4 articles as read");
    assert!((1..=4).all(|id| reader.is_read(id)));
    reader.run(Command::Undo);
    assert_eq!(reader.notice(), "Undone: marked 4 articles as read");
    // The third was read before.
    let read: Vec<i64> = (1..=4).filter(|id| reader.is_read(*id)).collect();
    assert_eq!(read, [3]);
}

#[test]
fn a_key_marks_as_read_and_as_unread_by_turns() {
    let mut reader = BrowserTestReader::new();
    let command = Command::ToggleRead;
    reader.times(command, 2);
    assert_eq!(reader.notice(), "Marked 2 articles as read");
    assert!(reader.is_read(1) && reader.is_read(2));
    reader.run(command);
    assert!(!reader.is_read(1) && reader.is_read(2));
    reader.run(Command::Undo).run(Command::Undo);
    assert!(!reader.is_read(1) && !reader.is_read(2));
}

#[test]
fn what_is_undone_before_it_is_written_is_undone_then() {
    let mut reader = BrowserTestReader::new();
    let effects = update(&mut reader.app, Msg::Do(Command::MarkRead, None));
    let early = update(&mut reader.app, Msg::Do(Command::Undo, None));
    assert!(early.0.is_empty(), "{early:?}");
    reader.library.serve(&mut reader.app, effects);
    assert_eq!(reader.notice(), "Undone: marked 1 article as read");
    assert!(!reader.is_read(1));
}

#[test]
fn the_end_of_a_list_is_its_end_though_only_its_beginning_was_asked_for() {
    let mut reader = BrowserTestReader::new();
    reader.library.rows = (1..=5_000).map(sample_row).collect();
    reader.run(Command::ShowNew);
    assert!(!reader.browser().list.is_complete());
    reader.run(Command::Bottom);
    assert_eq!(
        (reader.cursor(), reader.browser().list.ids().len()),
        (5_000, 5_000)
    );
}

#[test]
fn a_list_that_failed_to_be_read_on_is_not_complete_and_is_asked_for_again() {
    let mut reader = BrowserTestReader::new();
    reader.library.rows = (1..=5_000).map(sample_row).collect();
    reader.run(Command::ShowNew);
    let asked_more = |effects: &Effects| {
        effects.0.iter().find_map(|effect| match effect {
            Effect::Ask(ticket, LibraryRequest::List { .. }) => Some(*ticket),
            _ => None,
        })
    };
    let effects = update(&mut reader.app, Msg::Do(Command::Bottom, None));
    let ticket = asked_more(&effects).expect("the rest is asked for");
    let why = "the library is locked".to_owned();
    let effects = update(&mut reader.app, Msg::Answered(ticket, Err(why)));
    assert_eq!(asked_more(&effects), None, "not at once");
    assert!(!reader.browser().list.is_complete());
    assert_eq!(reader.notice(), "the library is locked");
    // Messages that are not of the user do not ask again either.
    let effects = update(&mut reader.app, Msg::EntriesAnnotated);
    assert_eq!(asked_more(&effects), None);
    reader.run(Command::Bottom);
    assert_eq!(
        (reader.cursor(), reader.browser().list.ids().len()),
        (5_000, 5_000)
    );
}

#[test]
fn whoever_moved_on_is_not_taken_to_the_end_of_a_list_that_came_late() {
    let mut reader = BrowserTestReader::new();
    reader.library.rows = (1..=5_000).map(sample_row).collect();
    reader.run(Command::ShowNew);
    let late = update(&mut reader.app, Msg::Do(Command::Bottom, None));
    reader.times(Command::Down, 3);
    reader.library.serve(&mut reader.app, late);
    assert_eq!(
        (reader.cursor(), reader.browser().list.is_complete()),
        (4, true)
    );
}

#[test]
fn the_feed_tree_has_the_same_limits_for_keys_for_the_mouse_and_for_a_saved_width() {
    let mut reader = BrowserTestReader::new();
    reader.times(Command::Wider, 100);
    let widest = reader.browser().feeds_width;
    reader.times(Command::Narrower, 100);
    let narrowest = reader.browser().feeds_width;
    assert!(narrowest < widest);
    reader.take(Msg::GrabDivider).take(Msg::DragDivider(1000));
    assert_eq!(reader.browser().feeds_width, widest);
    reader.take(Msg::DragDivider(0));
    assert_eq!(reader.browser().feeds_width, narrowest);
    for (saved, expected) in [(1, narrowest), (1000, widest), (31, 31)] {
        let state = crate::reader::BrowserState::new(Some(&format!("{{\"feeds_width\":{saved}}}")));
        assert_eq!(state.feeds_width, expected);
    }
}

#[test]
fn what_is_deleted_leaves_the_list_and_comes_back() {
    let mut reader = BrowserTestReader::new();
    reader.times(Command::Down, 4).times(Command::Delete, 2);
    assert_eq!(
        (reader.cursor(), reader.browser().list.ids().len()),
        (7, 38)
    );
    reader.run(Command::Undo);
    assert_eq!(reader.browser().list.ids().len(), 40);
    assert_eq!(reader.cursor(), 7);
}

#[test]
fn what_is_archived_leaves_the_list_and_the_same_key_brings_it_back() {
    let mut reader = BrowserTestReader::new();
    reader.times(Command::Archive, 2);
    assert_eq!(reader.browser().list.ids().len(), 38);
    assert!(reader.notice().starts_with("Archived 2 articles; "));
    reader.run(Command::Undo);
    assert_eq!(reader.browser().list.ids().len(), 40);
    reader.library.rows[1].is_archived = true;
    reader.run(Command::ShowNew).run(Command::Down);
    reader.run(Command::Archive);
    let says = "Unarchived 1 article; ";
    assert!(reader.notice().starts_with(says), "{}", reader.notice());
}

#[test]
fn a_star_and_a_tag_go_on_and_off() {
    let mut reader = BrowserTestReader::new();
    reader.run(Command::Down).run(Command::Star);
    assert_eq!(reader.notice(), "Unstarred 1 article");
    reader.run(Command::Tag).types("la");
    reader.take(Msg::Edit(LineEdit::Complete)).take(Msg::Submit);
    let tags = |reader: &BrowserTestReader| reader.browser().entry().expect("a row").tags.clone();
    assert_eq!(reader.notice(), "Tagged 1 article: later");
    reader.library.rows[1].tags = vec!["later".into()];
    reader.run(Command::ShowNew).run(Command::Down);
    assert_eq!(tags(&reader), ["later"]);
    reader.run(Command::Tag).types("-later").take(Msg::Submit);
    assert_eq!(reader.notice(), "Untagged 1 article: later");
}

#[test]
fn marking_everything_read_asks_first() {
    let mut reader = BrowserTestReader::new();
    reader.run(Command::ReadAll);
    let InputMode::Confirm(question) = &reader.app.mode else {
        panic!("{:?}", reader.app.mode);
    };
    assert_eq!(question.words, "Mark 7 articles as read? y/n");
    reader.take(Msg::Cancel);
    assert!(reader.library.orders.is_empty());
    reader.run(Command::ReadAll).take(Msg::Submit);
    let Some(Effect::ReadAll(ticket, Query::All)) = reader.library.orders.pop() else {
        panic!("{:?}", reader.library.orders);
    };
    let inverse = EntryChange::Read(vec![EntryId(1)], false);
    reader.take(Msg::Answered(
        ticket,
        Ok(LibraryResponse::Changed(inverse.clone())),
    ));
    let effects = update(&mut reader.app, Msg::Do(Command::Undo, None));
    assert!(
        effects
            .0
            .iter()
            .any(|effect| matches!(effect, Effect::Change(_, change) if *change == inverse)),
        "{effects:?}"
    );
}

#[test]
fn a_query_narrows_while_it_is_typed_and_comes_off_when_left() {
    let mut reader = BrowserTestReader::new();
    reader.run(Command::Query).types("number 1");
    assert_eq!(reader.browser().list.ids().len(), 13);
    reader.take(Msg::Cancel);
    assert_eq!(reader.browser().list.ids().len(), 40);
    reader
        .run(Command::Query)
        .types("is:unread")
        .take(Msg::Submit);
    assert_eq!(reader.browser().active_query.words, "is:unread");
    reader.run(Command::Back);
    assert_eq!(reader.browser().list.ids().len(), 40);
}

#[test]
fn a_query_that_is_none_is_told_with_its_column_and_leaves_the_list() {
    let mut reader = BrowserTestReader::new();
    reader.run(Command::Query).types("fed:x");
    let error = reader.browser().active_query.error.clone();
    assert!(
        error
            .expect("an error")
            .starts_with("column 1: there is no field")
    );
    reader.take(Msg::Submit);
    assert!(reader.notice().contains("fed"));
    assert_eq!(reader.browser().list.ids().len(), 40);
    assert_eq!(reader.browser().active_query.words, "");
}

#[test]
fn an_answer_to_what_was_typed_before_is_dropped() {
    let mut reader = BrowserTestReader::new();
    update(&mut reader.app, Msg::Do(Command::Query, None));
    let first = update(&mut reader.app, Msg::Edit(LineEdit::Insert('1'))).0;
    reader.types("2");
    let n = reader.browser().list.ids().len();
    reader.library.serve(&mut reader.app, Effects(first));
    assert_eq!(reader.browser().list.ids().len(), n);
}

#[test]
fn a_query_is_saved_under_a_name() {
    let mut reader = BrowserTestReader::new();
    reader
        .run(Command::CommandLine)
        .types("save-query Ships")
        .take(Msg::Submit);
    assert!(reader.notice().starts_with("Narrow the list"));
    reader
        .run(Command::CommandLine)
        .types("save Ships")
        .take(Msg::Submit);
    assert!(
        reader
            .notice()
            .contains("`save-query Ships` saves the query")
    );
    reader.run(Command::Query).types("ship").take(Msg::Submit);
    reader
        .run(Command::SaveQuery)
        .types("Ships")
        .take(Msg::Submit);
    let saved = reader.library.orders.iter().find_map(|order| match order {
        Effect::Manage(_, ManageRequest::SaveQuery(saved)) => Some(saved.query.clone()),
        _ => None,
    });
    assert_eq!(saved.as_deref(), Some("ship"));
}

#[test]
fn a_refresh_changes_numbers_and_leaves_the_list() {
    let mut reader = BrowserTestReader::new();
    reader.times(Command::Down, 5).run(Command::Refresh);
    assert!(matches!(&reader.library.orders[..], [Effect::Refresh(feeds)] if feeds.is_empty()));
    let mut state = RefreshState {
        n_done: 1,
        n_feeds: 3,
        ..RefreshState::default()
    };
    reader.take(Msg::Refreshed(state.clone()));
    assert!(reader.browser().refresh.is_some());
    reader.library.rows.insert(0, sample_row(99));
    state = RefreshState {
        n_done: 3,
        n_failed: 1,
        n_new: 1,
        is_over: true,
        ..state
    };
    reader.take(Msg::Refreshed(state));
    assert_eq!(
        reader.notice(),
        "1 new article, 1 of 3 feeds failed; . shows it"
    );
    assert_eq!(
        (reader.cursor(), reader.browser().list.ids().len()),
        (6, 40)
    );
    reader.run(Command::ShowNew);
    assert_eq!((reader.cursor(), reader.browser().n_new), (99, 0));
}

#[test]
fn what_another_program_brings_is_counted_and_not_denied_by_a_refresh() {
    let mut reader = BrowserTestReader::new();
    reader.times(Command::Down, 5);
    reader.library.rows.insert(0, sample_row(99));
    reader.take(Msg::ChangedElsewhere(1));
    assert_eq!(
        reader.notice(),
        "1 new article from another refresh; . shows it"
    );
    assert_eq!((reader.cursor(), reader.browser().n_new), (6, 1));
    reader.take(Msg::Refreshed(RefreshState {
        is_over: true,
        ..RefreshState::default()
    }));
    assert_eq!(
        reader.notice(),
        "1 new article from an earlier refresh; . shows it"
    );
    reader.run(Command::ShowNew);
    assert_eq!((reader.cursor(), reader.browser().n_new), (99, 0));
    reader.take(Msg::ChangedElsewhere(0));
    assert_eq!((reader.cursor(), reader.browser().n_new), (99, 0));
    assert!(!reader.notice().contains("another"), "{}", reader.notice());
}

#[test]
fn a_running_refresh_is_ended_by_the_key_that_else_leaves() {
    let mut reader = BrowserTestReader::new();
    reader.run(Command::Refresh).run(Command::Interrupt);
    assert!(matches!(
        reader.library.orders.pop(),
        Some(Effect::CancelRefresh)
    ));
    reader.take(Msg::Refreshed(RefreshState {
        is_over: true,
        is_cancelled: true,
        ..RefreshState::default()
    }));
    reader.run(Command::Interrupt);
    assert!(matches!(reader.library.orders.pop(), Some(Effect::Quit)));
}

#[test]
fn the_screen_comes_back_as_it_was_left() {
    let mut reader = BrowserTestReader::new();
    reader.run(Command::Out).run(Command::Down);
    reader
        .run(Command::In)
        .times(Command::Down, 3)
        .run(Command::Open);
    let kept = reader.app.saved_state().expect("something to keep");
    let again = BrowserTestReader::of(app_with_saved_state(120, 40, Some(&kept)));
    assert_eq!(again.browser().source, ListSource::Unread);
    assert_eq!(again.browser().list.top, 0, "what stands above is shown");
    assert_eq!(again.reading(), reader.reading());
    assert!(again.app.document().is_some());
    let mut again = again;
    again.run(Command::Close);
    assert_eq!(again.app.open, None);
}

#[test]
fn a_question_that_fails_is_told_and_not_asked_for_ever() {
    let mut reader = BrowserTestReader::new();
    let effects = update(&mut reader.app, Msg::Do(Command::ShowNew, None));
    let Some(Effect::Ask(ticket, LibraryRequest::List { .. })) = effects.0.first().cloned() else {
        panic!("{effects:?}");
    };
    let after = update(
        &mut reader.app,
        Msg::Answered(ticket, Err("the disk is full".into())),
    );
    assert!(after.0.is_empty(), "{after:?}");
    assert_eq!(reader.notice(), "the disk is full");
    let stray = update(
        &mut reader.app,
        Msg::Answered(Ticket(9_999), Ok(LibraryResponse::Rows(Vec::new()))),
    );
    assert!(stray.0.is_empty(), "{stray:?}");
}
