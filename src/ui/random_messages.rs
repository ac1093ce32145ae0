//! Property test: after any sequence of messages the state can be drawn, and its position and filter are valid.

use proptest::prelude::*;

use crate::annotation::EntityId;
use crate::config::Key;
use crate::reader::fixture::{annotate_effects, app_with_open_article, sample_findings};
use crate::reader::{
    COMMANDS, Command, Effects, FilterTerm, LineEdit, Msg, ReaderPane, Size, Ticket, update,
};
use crate::text::ByteOffset;

fn any_command() -> impl Strategy<Value = Command> {
    (0..COMMANDS.len()).prop_map(|n| COMMANDS[n].command)
}

fn any_msg() -> impl Strategy<Value = Msg> {
    let count = prop_oneof![Just(None), (0u32..120).prop_map(Some)];
    prop_oneof![
        8 => (any_command(), count).prop_map(|(command, count)| Msg::Do(command, count)),
        1 => (any_command(), 0u32..9).prop_map(|(command, n)| Msg::DoAfterPrefix(command, Some(n))),
        2 => any_command().prop_map(|command| Msg::DoAndBeginSequence(command, None, vec![Key::char(']')])),
        1 => any_command().prop_map(|command| Msg::DoAfterPrefix(command, None)),
        1 => (0u32..10).prop_map(Msg::Digit),
        1 => Just(Msg::BeginSequence(vec![Key::char('g')])),
        1 => Just(Msg::Unbound),
        1 => Just(Msg::Submit),
        1 => Just(Msg::Cancel),
        3 => "[a-z é世/]".prop_map(|s| Msg::Edit(LineEdit::Insert(s.chars().next().expect("one")))),
        1 => Just(Msg::Edit(LineEdit::Complete)),
        1 => Just(Msg::Edit(LineEdit::Older)),
        1 => Just(Msg::Edit(LineEdit::DeleteWord)),
        1 => "[a-z]".prop_map(|s| Msg::HintLetter(s.chars().next().expect("one"))),
        1 => (-40i32..40).prop_map(Msg::ScrollHelp),
        1 => (-40i32..40).prop_map(|rows| Msg::Scroll(ReaderPane::Annotations, rows)),
        1 => (-40i32..40).prop_map(|rows| Msg::Scroll(ReaderPane::Article, rows)),
        1 => (0u32..5000).prop_map(|at| Msg::ClickText(ByteOffset::new(at))),
        1 => (0usize..60).prop_map(Msg::ClickEntry),
        1 => (0usize..6).prop_map(Msg::ClickSlot),
        1 => Just(Msg::GrabDivider),
        1 => (0u16..300).prop_map(Msg::DragDivider),
        3 => (0u16..220, 0u16..70).prop_map(|(width, height)| Msg::Resize(Size { width, height })),
        1 => (0u64..40).prop_map(|n| Msg::Expired(Ticket(n))),
        1 => Just(Msg::Resumed),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 60, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_order_of_messages_panics_or_loses_the_text(
        width in 0u16..150, height in 0u16..50, msgs in prop::collection::vec(any_msg(), 1..60),
    ) {
        let mut app = app_with_open_article(width, height);
        for msg in msgs {
            let Effects(effects) = update(&mut app, msg);
            for (ticket, article) in annotate_effects(&effects) {
                let found = sample_findings(&article);
                update(&mut app, Msg::Annotated(ticket, Ok(found)));
            }
            super::tests::draw_to_buffer(&app);
            if let Some(document) = app.document() {
                prop_assert!(document.place.row <= document.last_top());
                let is_known = |term: &FilterTerm| match term {
                    FilterTerm::Entity(EntityId(n)) => *n < 4,
                    FilterTerm::Speaker(words) => !words.is_empty(),
                };
                prop_assert!(document.filter.terms().iter().all(is_known));
            }
        }
    }
}
