//! Tests of the library screen, from keys to cells.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::config::parse_keys;
use crate::reader::browser_fixture::{FakeLibrary, app_with_library};
use crate::reader::fixture::{app_with_open_article, sample_explanation};
use crate::reader::{App, BrowserPane, Msg, RefreshState, Size, update};
use crate::ui::tests::draw_to_buffer;
use crate::ui::{TerminalEvent, draw, translate};

struct PanesTestReader {
    app: App,
    library: FakeLibrary,
}

impl PanesTestReader {
    fn new(width: u16, height: u16) -> Self {
        let (app, library) = app_with_library(width, height);
        Self { app, library }
    }

    fn event(&mut self, event: &TerminalEvent) -> &mut Self {
        if let Some(msg) = translate(&self.app, event) {
            self.take(msg);
        }
        self
    }

    fn take(&mut self, msg: Msg) -> &mut Self {
        let effects = update(&mut self.app, msg);
        self.library.serve(&mut self.app, effects);
        self
    }

    fn press(&mut self, keys: &str) -> &mut Self {
        for part in keys.split_whitespace() {
            let known = parse_keys(part);
            let chars = || part.chars().map(crate::config::Key::char).collect();
            for key in known.unwrap_or_else(chars) {
                self.event(&TerminalEvent::Key(key));
            }
        }
        self
    }

    fn screen(&self) -> String {
        let buffer = draw_to_buffer(&self.app);
        let rows = 0..buffer.area.height;
        rows.map(|y| row_text(&buffer, y))
            .collect::<Vec<_>>()
            .join("\n")
    }

    #[track_caller]
    fn sees(&mut self, words: &str) -> &mut Self {
        let screen = self.screen();
        assert!(screen.contains(words), "no {words:?} in\n{screen}");
        self
    }

    #[track_caller]
    fn does_not_see(&mut self, words: &str) -> &mut Self {
        let screen = self.screen();
        assert!(!screen.contains(words), "{words:?} in\n{screen}");
        self
    }

    /// Returns the column and row of the first occurrence of some text.
    #[track_caller]
    fn find(&self, words: &str) -> (u16, u16) {
        let screen = self.screen();
        for (y, line) in (0..).zip(screen.lines()) {
            if let Some((before, _)) = line.split_once(words) {
                return (u16::try_from(before.chars().count()).expect("a column"), y);
            }
        }
        panic!("no {words:?} in\n{screen}");
    }
}

fn row_text(buffer: &Buffer, y: u16) -> String {
    let columns = 0..buffer.area.width;
    let line: String = columns.map(|x| buffer[(x, y)].symbol()).collect();
    line.trim_end().to_owned()
}

#[test]
#[expect(
    clippy::needless_raw_string_hashes,
    reason = "goldens are rewritten with them"
)]
fn two_panes_on_a_usual_screen_look_like_this() {
    let reader = PanesTestReader::new(96, 16);
    expect_test::expect![[r#"
         pullquote        3 feeds │ All articles                                                   1/40
        ──────────────────────────┼━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━
        • All articles            │▌•  Ship number 1 leaves the harbour                Elm Post     1 h
          Unread                7 │ •★ Ship number 2 leaves the harbour                Elm Post     2 h
          Starred               1 │    Ship number 3 leaves the harbour                Elm Post     3 h
          \ Harbours              │ •  Ship number 4 leaves the harbour  ×3            Elm Post     4 h
          ! Bog Notes             │ •  Ship number 5 leaves the harbour                Elm Post     5 h
          ▾ News                7 │    Ship number 6 leaves the harbour                Elm Post     6 h
            Alder Times           │ •  Ship number 7 leaves the harbour                Elm Post     7 h
            Elm Post            7 │ •  Ship number 8 leaves the harbour                Elm Post     8 h
                                  │    Ship number 9 leaves the harbour                Elm Post     9 h
                                  │ •  Ship number 10 leaves the harbour               Elm Post    10 h
                                  │ •  Ship number 11 leaves the harbour               Elm Post    11 h
                                  │    Ship number 12 leaves the harbour               Elm Post    12 h
                                  │ •  Ship number 13 leaves the harbour               Elm Post    13 h
         Enter read  n unread  \ search  s star  R refresh  h feeds  ? all keys  q quit"#]].assert_eq(&reader.screen());
}

#[test]
fn the_wider_the_screen_the_more_of_an_entry_is_seen() {
    PanesTestReader::new(50, 20)
        .sees("Ship number 1")
        .does_not_see("Harbours");
    PanesTestReader::new(80, 24).sees("Harbours").sees("1 h");
    PanesTestReader::new(120, 40)
        .sees("❝4 #12")
        .sees("Mara Lindqvist")
        .sees("Ships leave the harbour");
    PanesTestReader::new(240, 60)
        .sees("×3")
        .sees("Mara Lindqvist, Port Elm")
        .sees("“We counted every one of them,”");
}

#[test]
fn every_size_is_drawn_in_every_mode() {
    for (width, height) in [
        (80, 24),
        (120, 40),
        (200, 60),
        (50, 20),
        (20, 5),
        (9, 3),
        (1, 1),
        (0, 0),
    ] {
        for keys in [
            "", "h", "h G", "\\ ship", "\\ fed:", "t la Tab", "A", "Enter", "Enter q", ": add",
            "?", "z", "d d",
        ] {
            let mut reader = PanesTestReader::new(width, height);
            reader.press(keys);
            let size = draw_to_buffer(&reader.app).area;
            assert_eq!((size.width, size.height), (width, height), "{keys}");
        }
    }
}

#[test]
fn resizing_keeps_the_cursor_on_the_screen() {
    let mut reader = PanesTestReader::new(120, 40);
    reader.press("j").press(&"j ".repeat(24)).sees("26/40");
    for (width, height) in [(50, 10), (20, 5), (200, 60), (80, 24)] {
        reader.event(&TerminalEvent::Resize(Size { width, height }));
        reader.sees("▌");
    }
    reader.sees("26/40");
}

#[test]
fn a_query_stands_in_the_title_with_its_hits_marked_below_each_entry() {
    let mut reader = PanesTestReader::new(100, 24);
    reader
        .press("\\ ship")
        .sees("\\ship")
        .sees("40 found")
        .sees("the harbour was quiet");
    reader.press("Enter").sees("All articles  \\ship");
    let (x, y) = reader.find("the harbour was");
    let buffer = draw_to_buffer(&reader.app);
    assert_ne!(buffer[(x + 5, y)].style(), buffer[(x, y)].style());
    reader.press("Esc").does_not_see("was quiet");
}

#[test]
fn what_is_wrong_with_a_query_stands_above_the_line() {
    let mut reader = PanesTestReader::new(100, 24);
    reader
        .press("\\ fed:x")
        .sees("column 1: there is no field `fed:`");
    reader.press("Esc").does_not_see("column 1");
}

#[test]
fn fields_and_tags_are_completed_by_tab() {
    let mut reader = PanesTestReader::new(100, 24);
    reader
        .press("\\ ta Tab")
        .sees("\\tag:")
        .press("la Tab")
        .sees("tag:later")
        .sees("tag:law");
    reader.press("Esc t l Tab").sees("tag: later");
}

#[test]
fn the_feed_that_failed_is_marked_and_says_why() {
    let mut reader = PanesTestReader::new(120, 40);
    reader.sees("! Bog Notes").press("h").does_not_see("503");
    reader
        .press("j j j j")
        .sees("About this feed")
        .sees("the server answers 503");
    PanesTestReader::new(80, 24)
        .press("h j j j j")
        .sees("The last fetch failed");
}

#[test]
fn a_refresh_shows_its_progress_aside() {
    let mut reader = PanesTestReader::new(100, 24);
    reader.take(Msg::Refreshed(RefreshState {
        n_done: 12,
        n_feeds: 50,
        n_failed: 3,
        ..RefreshState::default()
    }));
    reader.sees("12/50 feeds, 3 failed").sees("Enter read");
}

#[test]
fn questions_are_asked_in_the_status_line() {
    let mut reader = PanesTestReader::new(100, 24);
    reader.press("A").sees("Mark 7 articles as read? y/n");
    reader
        .press("x")
        .does_not_see("y/n")
        .press("A y")
        .sees("Marked 7 articles as read; C-z undoes it");
}

#[test]
fn clicks_choose_and_open_and_the_divider_is_drawn() {
    let mut reader = PanesTestReader::new(120, 40);
    let (x, y) = reader.find("Alder Times");
    reader.event(&TerminalEvent::Press(x, y));
    assert_eq!(
        reader.app.browser.as_deref().map(|browser| browser.focus),
        Some(BrowserPane::Feeds)
    );
    reader.sees("No articles here.");
    let (x, y) = reader.find("All articles");
    reader.event(&TerminalEvent::Press(x, y));
    let (x, y) = reader.find("Ship number 3");
    reader
        .event(&TerminalEvent::Press(x, y))
        .sees("3/40")
        .event(&TerminalEvent::Press(x, y));
    reader.sees("3 of 40").press("q");
    reader.event(&TerminalEvent::Press(26, 9));
    reader
        .event(&TerminalEvent::Drag(40, 9))
        .event(&TerminalEvent::Release);
    assert_eq!(reader.find("│").0, 40);
    reader.event(&TerminalEvent::Wheel(60, 5, 3)).sees("4/40");
}

#[test]
fn nothing_of_a_feed_reaches_a_cell_as_a_control_character() {
    let evil = "T\u{1b}[31m \u{9b}2J\u{202e}x\u{7}";
    let mut reader = PanesTestReader::new(120, 40);
    for row in &mut reader.library.rows {
        row.title = evil.to_owned();
        row.site = evil.to_owned();
        row.tags = vec![evil.to_owned()];
    }
    reader.library.overview.feeds[0].title = evil.to_owned();
    reader.library.overview.feeds[2].health.error = Some(evil.to_owned());
    reader.press(". h G").take(Msg::LibraryOpened);
    let cells = draw_to_buffer(&reader.app).content.into_iter();
    assert!(
        cells
            .flat_map(|cell| cell.symbol().chars().collect::<Vec<_>>())
            .all(|c| !crate::text::is_control_or_junk(c))
    );
}

#[test]
fn a_screen_of_another_size_than_believed_is_no_fault() {
    let app = app_with_open_article(100, 30);
    for (width, height) in [(3, 2), (300, 5), (20, 90)] {
        let mut buffer = Buffer::empty(Rect::new(0, 0, width, height));
        draw(&app, &mut buffer);
    }
}

#[test]
fn a_command_without_a_key_is_named_in_messages() {
    let mut reader = PanesTestReader::new(100, 24);
    reader.library.rows.clear();
    reader.press("\\ ship Enter").sees("No matches.");
    reader.sees("Esc clears the query");
    reader.app.keymap = crate::config::Keymap::default();
    reader.sees(":back clears the query");
}

#[test]
fn an_article_in_another_language_says_so_on_the_status_line_and_in_its_lists() {
    use crate::annotation::{Annotations, EngineVersion};
    use crate::article::Language;
    use crate::reader::fixture::{annotate_effects, app_with_articles, sample_article};
    use crate::reader::{ArticleFindings, ArticleSlot, Command};

    let mut app = app_with_articles(1, 110, 24);
    let mut article = sample_article();
    article.about.language = Language::from_tag("es");
    app.slots = vec![ArticleSlot::read(std::sync::Arc::new(article))];
    let effects = update(&mut app, Msg::Do(Command::Open, None));
    for (ticket, article) in annotate_effects(&effects.0) {
        let found = Annotations::empty(article.text().id(), EngineVersion(String::new()));
        let findings = ArticleFindings {
            annotations: found.with_notes(vec!["The article is in Spanish".to_owned()]),
            sentences: Vec::new(),
        };
        update(&mut app, Msg::Annotated(ticket, Ok(findings)));
    }
    let buffer = draw_to_buffer(&app);
    let rows: Vec<_> = (0..buffer.area.height)
        .map(|y| row_text(&buffer, y))
        .collect();
    let status = rows.last().expect("a status line");
    assert!(status.contains("Spanish, not annotated"), "{status}");
    let screen = rows.join("\n");
    assert!(screen.contains("Nothing found: the article"), "{screen}");
    assert!(screen.contains("The article is in Spanish"), "{screen}");
}

#[test]
fn an_explanation_is_drawn_over_the_article_at_any_size() {
    use crate::reader::{Command, Effect, Effects};
    for (width, height) in [(120, 40), (80, 24), (30, 8), (3, 3)] {
        let mut app = app_with_open_article(width, height);
        update(&mut app, Msg::Do(Command::NextQuote, None));
        let Effects(effects) = update(&mut app, Msg::Do(Command::Explain, None));
        let [Effect::Explain(ticket, article)] = &effects[..] else {
            panic!("{effects:?}");
        };
        let found = sample_explanation(article);
        update(&mut app, Msg::Explained(*ticket, Ok(found)));
        let buffer = draw_to_buffer(&app);
        let rows: Vec<_> = (0..height).map(|y| row_text(&buffer, y)).collect();
        if width < 80 {
            continue;
        }
        let at = |words: &str| rows.iter().position(|row| row.contains(words));
        let title = at("Why: “We counted every one of them,”").expect("a title");
        assert_eq!(at("direct quote, "), Some(title + 1), "{rows:#?}");
        assert!(
            at("hand: Found by hand.").is_some() && at("Esc closes").is_some(),
            "{rows:#?}"
        );
        // A click beside the popup closes it and does nothing else.
        let before = app.document().map(|document| document.place);
        let click = TerminalEvent::Press(0, 0);
        let msg = translate(&app, &click).expect("a message");
        update(&mut app, msg);
        let buffer = draw_to_buffer(&app);
        assert!(!(0..height).any(|y| row_text(&buffer, y).contains("Why: ")));
        assert_eq!(app.document().map(|document| document.place), before);
    }
}

#[test]
fn views_fit_every_screen_and_follow_the_mouse() {
    for (width, height) in [(120, 40), (80, 24), (50, 20), (30, 9), (9, 3)] {
        let mut reader = PanesTestReader::new(width, height);
        for key in ["\"", "#", "@"] {
            reader.press(key).screen();
            reader.press("S G j k Space b").screen();
            reader.press("q");
        }
    }
    let mut reader = PanesTestReader::new(50, 20);
    reader
        .press("\"")
        .sees("Quotes")
        .sees("1/2")
        .sees("Mara Lindqvist")
        .sees("2026-03-10")
        .sees("“The harbour number 1 was");
    let (x, y) = reader.find("Ada Roe");
    reader.event(&TerminalEvent::Press(x, y)).sees("2/2");
    reader
        .event(&TerminalEvent::Press(x, y))
        .does_not_see("Ada Roe  Elm Post");
    reader.press("q").sees("2/2");
    reader.press("2").sees("Quotes");
    reader.press("3").sees("Figures").sees("41 ships");
    reader
        .press("1")
        .sees("Names")
        .sees("decided by you")
        .sees("3 articles");
    reader.press("q").does_not_see("Names");
}

#[test]
fn an_empty_view_says_what_would_be_there_and_how_to_get_it() {
    let mut reader = PanesTestReader::new(80, 24);
    reader.library.overview.totals.n_entries = 0;
    reader.library.has_findings = false;
    reader.take(Msg::LibraryOpened).press("\"");
    reader
        .sees("The library is empty. Here would be what people said")
        .sees("ga subscribes to a feed");
    reader.library.overview.totals.n_entries = 3;
    reader.take(Msg::LibraryOpened).press("q \"");
    reader
        .sees("No quotes yet. Here would be what people said")
        .sees("3 articles are not annotated yet");
    reader
        .press("\\")
        .press("harbour Enter")
        .sees("The filter leaves no quote.");
    reader.press("Esc q").does_not_see("Quotes");
}
