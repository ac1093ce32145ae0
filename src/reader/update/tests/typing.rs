//! Tests of the prompts, copying, jump labels and the command line.

use super::*;

#[test]
fn a_search_follows_what_is_typed_and_goes_back_when_left() {
    let mut app = app_with_open_article(120, 12);
    let place = app.document().expect("open").place;
    run_commands(&mut app, &[Command::Search]);
    for c in "number 12".chars() {
        update(&mut app, Msg::Edit(LineEdit::Insert(c)));
    }
    assert_ne!(app.document().expect("open").place.row, place.row);
    update(&mut app, Msg::Cancel);
    assert_eq!(app.document().expect("open").place.row, place.row);
    assert!(app.document().expect("open").search.is_none());
}

#[test]
fn matches_are_counted_and_go_round() {
    let mut app = app_with_open_article(120, 30);
    run_commands(&mut app, &[Command::Search]);
    type_line(&mut app, "lindqvist");
    let count = |app: &App| {
        app.document()
            .expect("open")
            .search
            .as_ref()
            .expect("a search")
            .count()
    };
    assert_eq!(count(&app), "1/2");
    run_commands(&mut app, &[Command::NextMatch]);
    assert_eq!(count(&app), "2/2");
    run_commands(&mut app, &[Command::NextMatch]);
    assert_eq!(
        (count(&app).as_str(), shown_notice(&app)),
        ("1/2", "Search continued from the start")
    );
    run_commands(&mut app, &[Command::PreviousMatch]);
    assert_eq!(
        (count(&app).as_str(), shown_notice(&app)),
        ("2/2", "Search continued from the end")
    );
    run_commands(&mut app, &[Command::Search]);
    type_line(&mut app, "zebra");
    assert_eq!(shown_notice(&app), "“zebra” not found in this article");
    assert_eq!(count(&app), "no matches");
}

#[test]
fn no_history_keeps_a_password() {
    let mut app = app_with_open_article(120, 30);
    for line in [
        "add http://me:secret@h.example/feed",
        "add me:secret@h.example/feed",
        "add http://me:my secret@h.example/feed",
        "ad HTTP://me:se/cret@h.example/feed",
        "http://me:secret@h.example/",
        "nothing http://me:secret@h.example/",
        "query //me:secret@h.example/",
        "search x http://me:secret@h.example/ y",
    ] {
        run_commands(&mut app, &[Command::CommandLine]);
        type_line(&mut app, line);
        assert!(
            !shown_notice(&app).contains("secret"),
            "{line}: {}",
            shown_notice(&app)
        );
    }
    run_commands(&mut app, &[Command::Search]);
    type_line(&mut app, "http://me:secret@h.example/");
    let history = &app.history;
    let all = [&history.commands[..], &history.searches, &history.queries].concat();
    assert!(all.iter().all(|line| !line.contains("secret")), "{all:?}");
    // The address can still be brought back, corrected and tried again.
    assert_eq!(
        history.commands.first_chunk(),
        Some(&["add h.example/feed", "add http://h.example/feed"].map(str::to_owned))
    );
}

#[test]
fn a_quote_is_copied_with_its_speaker_and_source() {
    let mut app = app_with_open_article(120, 30);
    run_commands(&mut app, &[Command::NextQuote]);
    let effects = update(&mut app, Msg::Do(Command::Copy, None));
    let [Effect::Copy(copied)] = &effects.0[..] else {
        panic!("{effects:?}");
    };
    assert_eq!(
        copied,
        "“We counted every one of them,”\n— Mara Lindqvist, “Ships leave the harbour”, Elm Post, https://example.org/ships"
    );
}

#[test]
fn the_browser_gets_the_link_and_the_clipboard_too() {
    let mut app = app_with_open_article(120, 30);
    let effects = update(&mut app, Msg::Do(Command::Browse, None));
    assert!(
        matches!(&effects.0[..], [Effect::Open(link)] if link.as_str() == "https://example.org/ships")
    );
    let effects = update(&mut app, Msg::Do(Command::CopyLink, None));
    assert!(matches!(&effects.0[..], [Effect::Copy(link)] if link == "https://example.org/ships"));
}

#[test]
fn hints_lead_to_annotations_and_links() {
    let mut app = app_with_open_article(120, 30);
    run_commands(&mut app, &[Command::Hints]);
    let InputMode::Hints(hints) = &app.mode else {
        panic!("no hints");
    };
    let label_at = |words: &str| {
        let text = app.document().expect("open").article.text().as_str();
        let at = ByteOffset::from_usize(text.find(words).expect(words));
        let hint = hints.all.iter().find(|hint| hint.range.start() == at);
        hint.expect(words).label.clone()
    };
    let (quote, link) = (label_at("“Nobody"), label_at("full report"));
    for letter in quote.chars() {
        update(&mut app, Msg::HintLetter(letter));
    }
    assert_eq!(selected_words(&app), "“Nobody was lost.”");
    run_commands(&mut app, &[Command::Hints]);
    let effects = link
        .chars()
        .map(|letter| update(&mut app, Msg::HintLetter(letter)));
    let last = effects.last().expect("a label");
    assert!(matches!(&last.0[..], [Effect::Open(link)] if link.as_str().ends_with("/report")));
}

#[test]
fn the_command_line_knows_commands_percentages_entities_and_slips() {
    let mut app = app_with_open_article(120, 12);
    let mut line = |line: &str| {
        run_commands(&mut app, &[Command::CommandLine]);
        let effects = type_line(&mut app, line);
        let document = app.document().expect("open");
        (
            effects,
            document.place.row,
            document.filter.has(ESC),
            app.notice.clone(),
        )
    };
    assert!(line("100%").1 > 0);
    assert_eq!(line("percent 0").1, 0);
    assert!(line("filter elm shipping company").2);
    assert_eq!(
        line("qoutes").3.as_deref(),
        Some("Unknown command “qoutes”; did you mean `quotes`?")
    );
    assert_eq!(
        line("down x").3.as_deref(),
        Some("`down` takes a number, not “x”")
    );
    assert!(matches!(line("q").0.0[..], [Effect::Quit]));
}

#[test]
fn tab_completes_commands_and_their_words() {
    let mut app = app_with_open_article(120, 30);
    run_commands(&mut app, &[Command::CommandLine]);
    for c in "theme l".chars() {
        update(&mut app, Msg::Edit(LineEdit::Insert(c)));
    }
    update(&mut app, Msg::Edit(LineEdit::Complete));
    let line = |app: &App| match &app.mode {
        InputMode::Command(prompt) => prompt.line().to_owned(),
        _ => String::new(),
    };
    assert_eq!(line(&app), "theme light");
    update(&mut app, Msg::Submit);
    assert_eq!(app.theme.name, "light");
    run_commands(&mut app, &[Command::CommandLine]);
    update(&mut app, Msg::Edit(LineEdit::Older));
    assert_eq!(line(&app), "theme light");
}
