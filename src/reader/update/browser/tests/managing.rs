//! Moving, renaming, adding and deleting feeds.

use super::*;

#[test]
fn a_feed_is_moved_renamed_and_left_only_after_a_question() {
    let mut reader = BrowserTestReader::new();
    reader.run(Command::Out).run(Command::Bottom);
    let id = reader.browser().tree.current_feed().expect("a feed").id;
    reader
        .run(Command::CommandLine)
        .types("move Sport / Local")
        .take(Msg::Submit);
    let Some(Effect::Manage(_, ManageRequest::Set(FeedId(moved), set))) =
        reader.library.orders.pop()
    else {
        panic!("{:?}", reader.library.orders);
    };
    assert_eq!((moved, set.folder.as_str()), (id.0, "Sport/Local"));
    reader.run(Command::Unsubscribe);
    assert!(matches!(reader.app.mode, InputMode::Confirm(_)));
    reader.take(Msg::Submit);
    assert!(matches!(
        reader.library.orders.pop(),
        Some(Effect::Manage(_, ManageRequest::Unsubscribe(gone))) if gone == id
    ));
}

#[test]
fn a_feed_is_added_into_the_folder_that_is_chosen() {
    let mut reader = BrowserTestReader::new();
    reader.run(Command::Out).run(Command::Bottom);
    reader
        .run(Command::Add)
        .types("example.org")
        .take(Msg::Submit);
    let Some(Effect::Manage(ticket, ManageRequest::Subscribe(address, folder))) =
        reader.library.orders.pop()
    else {
        panic!("{:?}", reader.library.orders);
    };
    assert_eq!((address.as_str(), folder.as_str()), ("example.org", "News"));
    reader.take(Msg::Answered(
        ticket,
        Err("there is no feed at example.org".into()),
    ));
    assert_eq!(reader.notice(), "there is no feed at example.org");
}
