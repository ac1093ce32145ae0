//! Tests of how long the notice in the status line stays.

use super::{app_with_open_article, shown_notice, update};
use crate::reader::{Command, Msg, Size, Ticket};

/// Returns the notice after the message, if nothing but the message could have changed it.
fn notice_after(msg: Msg) -> String {
    let mut app = app_with_open_article(90, 30);
    app.notice = Some("Saved".to_owned());
    update(&mut app, msg);
    shown_notice(&app).to_owned()
}

#[test]
fn an_action_of_the_user_clears_the_notice() {
    let actions = [
        Msg::Do(Command::Down, None),
        Msg::Unbound,
        Msg::Cancel,
        Msg::HintLetter('a'),
        Msg::ClickArticle,
        Msg::ScrollPreview(1),
        Msg::GrabDivider,
    ];
    for msg in actions {
        assert_eq!(notice_after(msg.clone()), "", "{msg:?}");
    }
}

#[test]
fn the_notice_outlasts_events() {
    let size = Size {
        width: 90,
        height: 30,
    };
    let events = [
        Msg::Resize(size),
        Msg::Expired(Ticket(9)),
        Msg::EntriesAnnotated,
        Msg::DropDivider,
        Msg::Resumed,
    ];
    for msg in events {
        assert_eq!(notice_after(msg.clone()), "Saved", "{msg:?}");
    }
}
