//! Tests of explaining the selected annotation.

use std::sync::Arc;

use super::*;
use crate::annotation::{Annotations, RuleId, TraceEntry};
use crate::article::Article;
use crate::reader::fixture::sample_explanation;
use crate::reader::{ExplanationState, ReaderPane};

/// Performs the command. Returns the request that it makes.
fn ask_why(app: &mut App) -> (Ticket, Arc<Article>) {
    let effects = update(app, Msg::Do(Command::Explain, None));
    match &effects.0[..] {
        [Effect::Explain(ticket, article)] => (*ticket, Arc::clone(article)),
        other => panic!("{other:?}"),
    }
}

fn popup_state(app: &App) -> &ExplanationState {
    match &app.mode {
        InputMode::Explanation(popup) => &popup.state,
        other => panic!("{other:?}"),
    }
}

/// Returns the lines of the popup.
fn popup_lines(app: &App) -> Vec<String> {
    match popup_state(app) {
        ExplanationState::Ready(lines) => lines.iter().map(|line| line.words.clone()).collect(),
        other => panic!("{other:?}"),
    }
}

#[test]
fn the_selected_annotation_is_explained_once_the_worker_answers() {
    let mut app = app_with_open_article(120, 30);
    run_commands(&mut app, &[Command::NextQuote]);
    let (ticket, article) = ask_why(&mut app);
    assert_eq!(popup_state(&app), &ExplanationState::Waiting(ticket));
    update(&mut app, Msg::Explained(Ticket(99), Err("late".to_owned())));
    assert_eq!(popup_state(&app), &ExplanationState::Waiting(ticket));
    update(
        &mut app,
        Msg::Explained(ticket, Ok(sample_explanation(&article))),
    );
    let lines = popup_lines(&app);
    assert_eq!(lines[0], "direct quote, 100 % sure");
    assert_eq!(lines[1], "hand: Found by hand.");
    assert!(lines[2].starts_with("title: "), "{lines:?}");
    assert_eq!(lines[3], "speaker Mara Lindqvist, 100 % sure");
    update(&mut app, Msg::Cancel);
    assert!(matches!(app.mode, InputMode::Normal));
    assert_eq!(selected_words(&app), "“We counted every one of them,”");
}

#[test]
fn the_entry_under_the_cursor_of_the_list_is_explained() {
    let mut app = app_with_open_article(120, 30);
    run_commands(&mut app, &[Command::NextQuote, Command::ShowEntities]);
    app.view.focus = ReaderPane::Annotations;
    let (ticket, article) = ask_why(&mut app);
    update(
        &mut app,
        Msg::Explained(ticket, Ok(sample_explanation(&article))),
    );
    let first = entry_names(&app)[0].clone();
    let lines = popup_lines(&app);
    assert!(lines[0].starts_with(&first), "{first}: {lines:?}");
}

#[test]
fn an_explanation_that_fails_says_why() {
    let mut app = app_with_open_article(120, 30);
    run_commands(&mut app, &[Command::NextQuote]);
    let (ticket, article) = ask_why(&mut app);
    // Annotations of another engine: there is no such item, and no trace.
    let none = Annotations::empty(
        article.text().id(),
        crate::annotation::EngineVersion("other".to_owned()),
    );
    let none = none.with_trace(vec![TraceEntry {
        rule: RuleId("other/rule"),
        summary: "",
        range: article.blocks()[0].range,
        evidence: Vec::new(),
    }]);
    update(&mut app, Msg::Explained(ticket, Ok(none)));
    let why = "The engine does not find this any more".to_owned();
    assert_eq!(popup_state(&app), &ExplanationState::Failed(why));
    update(&mut app, Msg::Cancel);
    let (ticket, _) = ask_why(&mut app);
    update(
        &mut app,
        Msg::Explained(ticket, Err("no memory".to_owned())),
    );
    let why = "no memory".to_owned();
    assert_eq!(popup_state(&app), &ExplanationState::Failed(why));
}

#[test]
fn a_list_of_articles_has_nothing_to_explain() {
    let mut app = app_with_articles(2, 120, 30);
    let effects = update(&mut app, Msg::Do(Command::Explain, None));
    assert!(effects.0.is_empty());
    assert_eq!(shown_notice(&app), "`explain` needs an open article");
}
