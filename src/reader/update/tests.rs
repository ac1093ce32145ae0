//! Tests of transitions: a message in, state and effects out.

mod explain;
mod notices;
mod panes;
mod typing;

use super::update;
use crate::config::Key;
use crate::highlight::LayerId;
use crate::reader::fixture::{
    ESC, LINDQVIST, PORT_ELM, annotate_effects, app_with_articles, app_with_open_article,
    sample_findings,
};
use crate::reader::{
    AnnotationProgress, App, Command, Effect, Effects, EntryKey, FigureOrder, FilterTerm,
    InputMode, LineEdit, MatchMode, Msg, Size, SlotState, Tab, Ticket,
};
use crate::text::ByteOffset;

fn run_commands(app: &mut App, commands: &[Command]) {
    for command in commands {
        update(app, Msg::Do(*command, None));
    }
}

fn words_at(
    app: &App,
    what: impl Fn(&crate::reader::OpenArticle) -> Option<crate::text::ByteRange>,
) -> String {
    let document = app.document().expect("an open article");
    let range = what(document).unwrap_or_default();
    document.article.text().slice(range).to_owned()
}

fn selected_words(app: &App) -> String {
    words_at(app, |document| document.selected().map(|item| item.range))
}

fn shown_notice(app: &App) -> &str {
    app.notice.as_deref().unwrap_or_default()
}

fn type_line(app: &mut App, line: &str) -> Effects {
    for c in line.chars() {
        update(app, Msg::Edit(LineEdit::Insert(c)));
    }
    update(app, Msg::Submit)
}

fn entry_names(app: &App) -> Vec<String> {
    let document = app.document().expect("an open article");
    let entries = document.list(app.view.tab).entries().iter();
    entries
        .map(|entry| match entry.key {
            EntryKey::Entity(id) => document.name_of(id),
            EntryKey::Item(id) => {
                let range = document.item(id).map(|item| item.range).unwrap_or_default();
                document.article.text().slice(range).to_owned()
            }
        })
        .collect()
}

#[test]
fn opening_an_article_orders_its_annotation_once() {
    let mut app = app_with_articles(2, 100, 30);
    let effects = update(&mut app, Msg::Do(Command::Open, None));
    let orders = annotate_effects(&effects.0);
    let [(ticket, article)] = orders.as_slice() else {
        panic!("{effects:?}");
    };
    update(
        &mut app,
        Msg::Annotated(*ticket, Ok(sample_findings(article))),
    );
    let left = update(&mut app, Msg::Do(Command::Close, None));
    assert!(left.0.is_empty(), "{left:?}");
    let again = update(&mut app, Msg::Do(Command::Open, None));
    assert!(again.0.is_empty(), "{again:?}");
}

#[test]
fn an_article_that_is_left_is_not_annotated_until_it_is_opened_again() {
    let mut app = app_with_articles(2, 100, 30);
    let effects = update(&mut app, Msg::Do(Command::Open, None));
    let (first, _) = annotate_effects(&effects.0)[0].clone();
    let left = update(&mut app, Msg::Do(Command::NextArticle, None));
    let (second, _) = annotate_effects(&left.0)[0].clone();
    assert!(
        matches!(left.0[..], [Effect::Annotate(..), Effect::StopAnnotating(ticket)] if ticket == first)
    );
    let left = update(&mut app, Msg::Do(Command::Close, None));
    assert!(matches!(left.0[..], [Effect::StopAnnotating(ticket)] if ticket == second));
    let effects = update(&mut app, Msg::Do(Command::Open, None));
    let (again, article) = annotate_effects(&effects.0)[0].clone();
    assert!(again != first && again != second);
    update(&mut app, Msg::Annotated(first, Err("too late".into())));
    update(
        &mut app,
        Msg::Annotated(again, Ok(sample_findings(&article))),
    );
    assert!(app.document().expect("open").findings().is_some());
}

#[test]
fn the_head_says_what_was_not_annotated() {
    let mut app = app_with_articles(1, 100, 30);
    let effects = update(&mut app, Msg::Do(Command::Open, None));
    let (ticket, article) = annotate_effects(&effects.0)[0].clone();
    let mut found = sample_findings(&article);
    let note = "The end is not annotated".to_owned();
    found.annotations = found.annotations.with_notes(vec![note.clone()]);
    let n_rows = app.document().expect("open").sheet.len();
    update(&mut app, Msg::Annotated(ticket, Ok(found)));
    let document = app.document().expect("open");
    assert_eq!(document.article.notes(), [note]);
    assert_eq!(document.sheet.len(), n_rows + 1);
    assert_eq!(document.place.row, 0, "the note is in view");
}

#[test]
fn a_jump_says_why_there_is_nothing_to_jump_to() {
    let mut app = app_with_articles(1, 100, 24);
    let effects = update(&mut app, Msg::Do(Command::Open, None));
    update(&mut app, Msg::Do(Command::NextQuote, None));
    assert_eq!(
        app.notice.as_deref(),
        Some("The article is still being annotated")
    );
    for (ticket, _) in annotate_effects(&effects.0) {
        update(
            &mut app,
            Msg::Annotated(ticket, Err("out of memory".to_owned())),
        );
    }
    for command in [Command::NextQuote, Command::PreviousFigure] {
        update(&mut app, Msg::Do(command, None));
        let notice = app.notice.as_deref();
        assert_eq!(notice, Some("Could not annotate: out of memory"));
    }
}

#[test]
fn an_answer_to_a_closed_question_is_dropped() {
    let mut app = app_with_articles(2, 100, 30);
    update(&mut app, Msg::Do(Command::Open, None));
    let article = crate::reader::fixture::sample_article();
    update(
        &mut app,
        Msg::Annotated(Ticket(99), Ok(sample_findings(&article))),
    );
    assert!(app.document().expect("open").findings().is_none());
}

#[test]
fn a_worker_that_breaks_down_is_told() {
    let mut app = app_with_articles(1, 100, 30);
    let effects = update(&mut app, Msg::Do(Command::Open, None));
    let (ticket, _) = annotate_effects(&effects.0)[0].clone();
    update(&mut app, Msg::Annotated(ticket, Err("out of paper".into())));
    let progress = &app.document().expect("open").progress;
    assert!(matches!(progress, AnnotationProgress::Failed(why) if why == "out of paper"));
}

#[test]
fn an_article_that_cannot_be_read_can_be_tried_again() {
    let mut app = app_with_articles(2, 100, 30);
    app.slots[0] = crate::reader::ArticleSlot::waiting("lost.html");
    let effects = update(&mut app, Msg::Do(Command::Open, None));
    let [Effect::Load(ticket, 0)] = effects.0[..] else {
        panic!("{effects:?}");
    };
    update(&mut app, Msg::Loaded(ticket, Err("it is not there".into())));
    assert!(matches!(&app.slots[0].state, SlotState::Failed(_)));
    let effects = update(&mut app, Msg::Do(Command::Open, None));
    assert!(matches!(effects.0[..], [Effect::Load(..)]), "{effects:?}");
}

#[test]
fn keeps_the_place_when_the_window_narrows_and_widens() {
    let mut app = app_with_open_article(120, 20);
    update(&mut app, Msg::Do(Command::Down, Some(30)));
    let before = app.document().expect("open").in_view().start();
    for width in [50, 30, 80, 200, 1, 120] {
        update(&mut app, Msg::Resize(Size { width, height: 20 }));
    }
    assert_eq!(app.document().expect("open").in_view().start(), before);
}

#[test]
fn jumps_count_and_stop_at_the_last() {
    let mut app = app_with_open_article(120, 30);
    update(&mut app, Msg::Do(Command::NextQuote, Some(2)));
    assert_eq!(selected_words(&app), "“Nobody was lost.”");
    update(&mut app, Msg::Do(Command::NextQuote, Some(9)));
    assert_eq!(selected_words(&app), "“It was cheap,”");
    update(&mut app, Msg::Do(Command::NextQuote, None));
    assert_eq!(shown_notice(&app), "No further quotes");
    update(&mut app, Msg::Do(Command::PreviousFigure, None));
    assert_eq!(selected_words(&app), "2024");
    update(&mut app, Msg::Do(Command::PreviousEntity, None));
    assert_eq!(selected_words(&app), "ESC");
}

#[test]
fn the_brackets_go_by_what_the_pane_shows() {
    let mut app = app_with_open_article(120, 30);
    run_commands(&mut app, &[Command::ShowFigures, Command::NextAnnotation]);
    assert_eq!(selected_words(&app), "41");
    run_commands(&mut app, &[Command::ShowQuotes, Command::NextAnnotation]);
    assert_eq!(selected_words(&app), "“We counted every one of them,”");
}

#[test]
fn in_the_list_of_entities_the_brackets_walk_the_mentions_of_one() {
    let mut app = app_with_open_article(120, 30);
    run_commands(&mut app, &[Command::NextPane, Command::NextAnnotation]);
    assert_eq!(selected_words(&app), "Mara Lindqvist");
    run_commands(&mut app, &[Command::NextAnnotation]);
    assert_eq!(selected_words(&app), "Lindqvist");
    run_commands(&mut app, &[Command::NextAnnotation]);
    assert_eq!(shown_notice(&app), "No further mentions");
}

#[test]
fn a_longer_sequence_takes_back_what_its_beginning_did() {
    let mut app = app_with_open_article(120, 30);
    let bracket = Key::char(']');
    update(
        &mut app,
        Msg::DoAndBeginSequence(Command::NextAnnotation, None, vec![bracket]),
    );
    assert_eq!(selected_words(&app), "Mara Lindqvist");
    update(&mut app, Msg::Do(Command::NextFigure, None));
    assert_eq!(selected_words(&app), "41");
}

#[test]
fn an_ambiguous_key_stands_when_its_time_is_over() {
    let mut app = app_with_open_article(120, 30);
    let effects = update(
        &mut app,
        Msg::DoAndBeginSequence(Command::NextQuote, None, vec![Key::char(']')]),
    );
    let Some(Effect::Wake(ticket, _)) = effects.0.last() else {
        panic!("{effects:?}");
    };
    update(&mut app, Msg::Expired(*ticket));
    assert!(app.typed.is_empty());
    assert_eq!(selected_words(&app), "“We counted every one of them,”");
}

#[test]
fn what_cannot_be_taken_back_waits_for_the_rest_of_a_sequence() {
    let mut app = app_with_open_article(120, 30);
    let n_layers = app.view.layers.iter().count();
    let toggle = Command::Toggle(LayerId::Person);
    let pend = || Msg::DoAndBeginSequence(toggle, None, vec![Key::char('x')]);
    let effects = update(&mut app, pend());
    assert_eq!(app.view.layers.iter().count(), n_layers, "it waits");
    let Some(Effect::Wake(ticket, _)) = effects.0.last() else {
        panic!("{effects:?}");
    };
    update(&mut app, Msg::Expired(*ticket));
    assert_eq!(app.view.layers.iter().count(), n_layers - 1);

    // A longer sequence counts in its place, and a key that does not continue it comes after it.
    update(&mut app, pend());
    update(&mut app, Msg::Do(Command::ShowQuotes, None));
    assert_eq!(app.view.layers.iter().count(), n_layers - 1);
    update(&mut app, pend());
    update(&mut app, Msg::DoAfterPrefix(Command::ShowFigures, None));
    assert_eq!(app.view.layers.iter().count(), n_layers);
    assert_eq!(app.view.tab, Tab::Figures);

    // A click ends it.
    update(&mut app, pend());
    update(&mut app, Msg::ClickArticle);
    assert!(app.typed.is_empty() && !app.typed.is_complete());
}

#[test]
fn the_article_follows_the_list() {
    let mut app = app_with_open_article(120, 12);
    run_commands(
        &mut app,
        &[Command::ShowQuotes, Command::NextPane, Command::Bottom],
    );
    assert_eq!(selected_words(&app), "“It was cheap,”");
    let document = app.document().expect("open");
    let range = document.selected().expect("a quote").range;
    assert!(document.in_view().covers(range));
}

#[test]
fn the_list_follows_the_article() {
    let mut app = app_with_open_article(80, 8);
    run_commands(&mut app, &[Command::ShowQuotes, Command::NextQuote]);
    let document = app.document().expect("open");
    let third = document.list(Tab::Quotes).entries()[2].range;
    let rows = document.sheet.row_of(third.start()) - document.place.row;
    update(
        &mut app,
        Msg::Do(Command::Down, Some(u32::try_from(rows).expect("near"))),
    );
    let list = app.document().expect("open").list(Tab::Quotes);
    assert_eq!(list.cursor, 2, "{:?}", list.current());
    update(&mut app, Msg::Do(Command::Bottom, None));
    assert_eq!(
        selected_words(&app),
        "",
        "a selection that left the screen is given up"
    );
}

#[test]
fn a_filter_leaves_what_concerns_its_entity() {
    let mut app = app_with_open_article(120, 30);
    run_commands(&mut app, &[Command::NextEntity, Command::Filter]);
    assert_eq!(shown_notice(&app), "2 mentions, 2 quotes, 1 figure");
    assert_eq!(entry_names(&app), ["Mara Lindqvist", "Port Elm"]);
    let document = app.document().expect("open");
    let kept: Vec<_> = (0..6).map(|n| document.kept.has_block(n)).collect();
    assert_eq!(kept, [true, true, false, false, false, false]);
    run_commands(&mut app, &[Command::ShowQuotes]);
    assert_eq!(entry_names(&app).len(), 2);
    run_commands(&mut app, &[Command::ShowFigures]);
    assert_eq!(entry_names(&app), ["41"]);
    run_commands(&mut app, &[Command::Filter]);
    assert!(
        app.document().expect("open").filter.is_empty(),
        "again: off"
    );
}

#[test]
fn several_entities_combine_by_any_or_all() {
    let mut app = app_with_open_article(120, 30);
    let document = app.document_mut().expect("open");
    document.filter.toggle(FilterTerm::Entity(LINDQVIST));
    document.filter.toggle(FilterTerm::Entity(PORT_ELM));
    let n_kept = |app: &App| {
        let document = app.document().expect("open");
        (0..document.article.blocks().len())
            .filter(|n| document.kept.has_block(*n))
            .count()
    };
    run_commands(&mut app, &[Command::FilterMatch]);
    assert_eq!(
        app.document().expect("open").filter.matching,
        MatchMode::All
    );
    assert_eq!(n_kept(&app), 1);
    run_commands(&mut app, &[Command::FilterMatch]);
    assert_eq!(n_kept(&app), 3);
}

#[test]
fn escape_takes_away_the_search_then_the_filter_then_leads_out() {
    let mut app = app_with_open_article(120, 30);
    run_commands(
        &mut app,
        &[Command::NextEntity, Command::Filter, Command::Search],
    );
    type_line(&mut app, "quay");
    run_commands(&mut app, &[Command::Back]);
    assert!(app.document().expect("open").search.is_none());
    run_commands(&mut app, &[Command::Back]);
    assert!(app.document().expect("open").filter.is_empty());
    run_commands(&mut app, &[Command::Back, Command::Back]);
    assert!(app.open.is_none());
}

#[test]
fn from_a_quote_one_key_leads_to_all_its_speaker_says() {
    let mut app = app_with_open_article(120, 30);
    run_commands(&mut app, &[Command::NextQuote, Command::FilterSpeaker]);
    assert_eq!(app.view.tab, Tab::Quotes);
    assert_eq!(entry_names(&app).len(), 2);
    run_commands(
        &mut app,
        &[
            Command::ClearFilter,
            Command::NextFigure,
            Command::FilterSpeaker,
        ],
    );
    assert_eq!(
        shown_notice(&app),
        "No quote is selected: go to one with ]q"
    );
}

#[test]
fn folding_leaves_out_what_the_filter_is_not_about_and_keeps_the_place() {
    let mut app = app_with_open_article(120, 30);
    let n_rows = app.document().expect("open").sheet.len();
    run_commands(
        &mut app,
        &[Command::NextEntity, Command::Filter, Command::Fold],
    );
    let document = app.document().expect("open");
    assert!(document.sheet.len() < n_rows / 2);
    assert!(document.in_view().contains(ByteOffset::ZERO));
    run_commands(&mut app, &[Command::ClearFilter]);
    assert_eq!(app.document().expect("open").sheet.len(), n_rows);
}

#[test]
fn layers_are_switched_one_by_one_and_together() {
    let mut app = app_with_open_article(120, 30);
    run_commands(&mut app, &[Command::Toggle(LayerId::Quote)]);
    assert!(!app.view.layers.contains(LayerId::Quote));
    run_commands(&mut app, &[Command::ToggleAll]);
    assert!(app.view.layers.is_empty());
    run_commands(&mut app, &[Command::ToggleAll]);
    assert!(app.view.layers.contains(LayerId::Person));
    assert!(!app.view.layers.contains(LayerId::Quote));
}

#[test]
fn figures_are_ordered_and_chosen_by_kind() {
    let mut app = app_with_open_article(120, 30);
    run_commands(&mut app, &[Command::ShowFigures]);
    assert_eq!(entry_names(&app), ["41", "$1.2 million", "2024"]);
    run_commands(&mut app, &[Command::Sort]);
    assert_eq!(entry_names(&app), ["$1.2 million", "41", "2024"]);
    run_commands(&mut app, &[Command::Sort]);
    assert_eq!(app.view.lists.figure_order, FigureOrder::Size);
    run_commands(&mut app, &[Command::Kinds]);
    assert_eq!(entry_names(&app), ["41"]);
    run_commands(&mut app, &[Command::Kinds, Command::Kinds, Command::Kinds]);
    assert_eq!(entry_names(&app).len(), 3);
}

#[test]
fn an_entry_shows_its_details_on_demand() {
    let mut app = app_with_open_article(120, 30);
    run_commands(&mut app, &[Command::NextPane]);
    let n_rows = |app: &App| {
        app.document()
            .expect("open")
            .list(Tab::Entities)
            .rows()
            .len()
    };
    let closed = n_rows(&app);
    run_commands(&mut app, &[Command::Open]);
    assert!(n_rows(&app) > closed + 2);
    run_commands(&mut app, &[Command::Open]);
    assert_eq!(n_rows(&app), closed);
}

#[test]
fn one_article_is_left_for_the_shell_and_one_of_many_for_the_list() {
    let mut app = app_with_articles(1, 80, 24);
    run_commands(&mut app, &[Command::Open]);
    assert!(matches!(
        update(&mut app, Msg::Do(Command::Close, None)).0[..],
        [Effect::Quit]
    ));
    let mut app = app_with_open_article(80, 24);
    assert!(update(&mut app, Msg::Do(Command::Close, None)).0.is_empty());
    assert!(app.open.is_none());
    assert!(matches!(
        update(&mut app, Msg::Do(Command::Close, None)).0[..],
        [Effect::Quit]
    ));
}

#[test]
fn articles_are_turned_like_pages_and_keep_their_places() {
    let mut app = app_with_open_article(80, 12);
    update(&mut app, Msg::Do(Command::Down, Some(7)));
    run_commands(&mut app, &[Command::NextArticle]);
    assert_eq!(
        (app.open, app.document().expect("open").place.row),
        (Some(1), 0)
    );
    run_commands(&mut app, &[Command::PreviousArticle]);
    assert_eq!(
        (app.open, app.document().expect("open").place.row),
        (Some(0), 7)
    );
    run_commands(&mut app, &[Command::PreviousArticle]);
    assert_eq!(shown_notice(&app), "This is the first article");
}
