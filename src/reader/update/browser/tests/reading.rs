//! Tests of transitions while an entry is being read.

use super::*;

#[test]
fn opening_marks_as_read_and_going_back_finds_the_list_where_it_was() {
    let mut reader = BrowserTestReader::new();
    reader.times(Command::Down, 30);
    let top = reader.browser().list.top;
    reader.run(Command::Open);
    assert_eq!(reader.reading(), Some(31));
    assert!(reader.app.document().is_some());
    assert!(reader.is_read(31));
    reader.run(Command::Close);
    assert_eq!((reader.cursor(), reader.browser().list.top), (31, top));
    reader.run(Command::Undo);
    assert_eq!(
        reader.notice(),
        "Undone: marked “Ship number 31 leaves the harbour” as read"
    );
    assert!(!reader.is_read(31));
    reader.run(Command::Undo);
    assert_eq!(reader.notice(), "Nothing to undo");
}

#[test]
fn an_article_can_be_marked_at_its_end_or_never() {
    use crate::config::MarkRead;
    let mut reader = BrowserTestReader::new();
    reader.app.settings.mark_read = MarkRead::End;
    reader.run(Command::Open);
    assert!(!reader.is_read(1));
    reader.run(Command::Bottom);
    assert!(reader.is_read(1));
    reader
        .run(Command::Undo)
        .run(Command::Top)
        .run(Command::Bottom);
    assert!(!reader.is_read(1), "what was undone stays undone");
    reader.app.settings.mark_read = MarkRead::Never;
    reader.run(Command::NextArticle).run(Command::Bottom);
    assert!(!reader.is_read(2));
    reader.run(Command::MarkRead);
    assert!(reader.is_read(2));
}

#[test]
fn the_next_article_follows_the_list_and_stops_at_its_end() {
    let mut reader = BrowserTestReader::new();
    reader.run(Command::Open).times(Command::NextArticle, 3);
    assert_eq!(reader.reading(), Some(4));
    reader.run(Command::PreviousArticle);
    assert_eq!(reader.reading(), Some(3));
    reader.times(Command::NextArticle, 99);
    assert_eq!(reader.reading(), Some(40));
    reader.run(Command::NextArticle);
    assert_eq!(reader.notice(), "This is the last article in the list");
}

#[test]
fn the_place_in_an_article_is_kept() {
    let mut reader = BrowserTestReader::new();
    reader.run(Command::Open).times(Command::Down, 12);
    let before = reader.app.document().expect("open").place.anchor;
    reader.run(Command::Close);
    let kept = reader.library.orders.iter();
    assert!(
        kept.clone()
            .any(|order| matches!(order, Effect::SaveValue(name, _) if name == "place/1")),
        "{kept:?}"
    );
    reader.run(Command::Open);
    assert_eq!(reader.app.document().expect("open").place.anchor, before);
    reader.run(Command::NextArticle);
    assert_eq!(reader.app.document().expect("open").place.row, 0);
}

#[test]
fn the_next_unread_article_is_found_and_opened_while_reading() {
    let mut reader = BrowserTestReader::new();
    reader.times(Command::Down, 1).run(Command::NextUnread);
    assert_eq!((reader.cursor(), reader.reading()), (4, None));
    reader.run(Command::Open).run(Command::NextMatch);
    assert_eq!(reader.reading(), Some(5));
    reader.run(Command::PreviousUnread);
    assert_eq!(reader.reading(), Some(2));
}

#[test]
fn the_full_text_is_fetched_once_and_both_texts_can_be_shown() {
    let mut reader = BrowserTestReader::new();
    reader.run(Command::Open).run(Command::FullText);
    let Some(Effect::FullText(ticket, EntryId(1), _)) = reader.library.orders.pop() else {
        panic!("{:?}", reader.library.orders);
    };
    let page = std::sync::Arc::new(crate::reader::fixture::sample_article());
    reader.take(Msg::Answered(
        ticket,
        Ok(LibraryResponse::Article(page, None)),
    ));
    let body =
        |reader: &BrowserTestReader| reader.browser().open_entry.as_ref().expect("open").body;
    assert_eq!(body(&reader), EntryBody::Page);
    reader.run(Command::FullText);
    assert_eq!(body(&reader), EntryBody::Feed);
    reader.run(Command::FullText);
    assert_eq!(body(&reader), EntryBody::Page);
    assert!(
        !reader
            .library
            .orders
            .iter()
            .any(|order| matches!(order, Effect::FullText(..)))
    );
}

#[test]
fn a_page_that_cannot_be_fetched_leaves_the_feeds_text() {
    let mut reader = BrowserTestReader::new();
    reader
        .run(Command::Open)
        .times(Command::Down, 3)
        .run(Command::FullText);
    let Some(Effect::FullText(ticket, ..)) = reader.library.orders.pop() else {
        panic!("{:?}", reader.library.orders);
    };
    let row = reader.app.document().expect("open").place.row;
    reader.take(Msg::Answered(ticket, Err("the server answers 404".into())));
    assert_eq!(reader.notice(), "the server answers 404");
    assert_eq!(reader.app.document().expect("still open").place.row, row);
}

#[test]
fn a_password_that_was_typed_is_neither_shown_nor_saved() {
    let mut reader = BrowserTestReader::new();
    reader
        .run(Command::Add)
        .types("http://me:secret@h.example/feed")
        .take(Msg::Submit);
    assert_eq!(
        reader.notice(),
        "Looking for a feed at http://h.example/feed …"
    );
    reader
        .run(Command::Query)
        .types("http://me:secret@h.example/")
        .take(Msg::Submit);
    let saved = reader.app.saved_state().expect("a state");
    assert!(
        saved.contains("h.example") && !saved.contains("secret"),
        "{saved}"
    );
    let history = &reader.app.history;
    let lines = [&history.commands[..], &history.queries].concat();
    assert!(
        lines.iter().all(|line| !line.contains("secret")),
        "{lines:?}"
    );
}
