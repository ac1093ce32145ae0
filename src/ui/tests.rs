//! Tests of the reader's screen: they press keys, update the state, and compare the drawn text and styles.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::{Modifier, Style as Look};

use super::scenes::app_with_counts;
use super::style::ratatui_style;
use super::{TerminalEvent, draw, translate};
use crate::config::{ColorDepth, Keymap, Settings, TerminalProfile, Theme, ThemeRole, parse_keys};
use crate::highlight::{Tag, TagSet};
use crate::reader::fixture::{
    annotate_effects, app_with_articles, app_with_open_article, sample_article, sample_findings,
};
use crate::reader::{App, ArticleSlot, Command, Effect, InputMode, Msg, ReaderPane, update};

/// Draws the state to a buffer of the size that the state expects.
pub(crate) fn draw_to_buffer(app: &App) -> Buffer {
    let area = Rect::new(0, 0, app.size.width, app.size.height);
    let mut buffer = Buffer::empty(area);
    draw(app, &mut buffer);
    buffer
}

/// A reader with an open article, driven by keys.
pub(super) struct TestReader {
    pub(super) app: App,
    effects: Vec<Effect>,
}

impl TestReader {
    pub(super) fn new(width: u16, height: u16) -> Self {
        Self {
            app: app_with_open_article(width, height),
            effects: Vec::new(),
        }
    }

    fn event(&mut self, event: &TerminalEvent) {
        if let Some(msg) = translate(&self.app, event) {
            self.effects = update(&mut self.app, msg).0;
            for (ticket, article) in annotate_effects(&self.effects) {
                let found = sample_findings(&article);
                update(&mut self.app, Msg::Annotated(ticket, Ok(found)));
            }
        }
    }

    /// Presses keys in the notation of the config.
    pub(super) fn press(&mut self, keys: &str) -> &mut Self {
        for part in keys.split_whitespace() {
            let known = parse_keys(part);
            let chars = || part.chars().map(crate::config::Key::char).collect();
            for key in known.unwrap_or_else(chars) {
                self.event(&TerminalEvent::Key(key));
            }
        }
        self
    }

    /// Lets the timeout for longer key sequences expire.
    pub(super) fn wait(&mut self) -> &mut Self {
        let ticket = self.app.typed.ticket;
        update(&mut self.app, Msg::Expired(ticket));
        self
    }

    fn lines(&self) -> Vec<String> {
        let buffer = draw_to_buffer(&self.app);
        let rows = buffer.area.height;
        (0..rows).map(|y| row_text(&buffer, y)).collect()
    }

    fn screen(&self) -> String {
        self.lines().join("\n")
    }

    #[track_caller]
    pub(super) fn sees(&mut self, words: &str) -> &mut Self {
        assert!(
            self.screen().contains(words),
            "no {words:?} in\n{}",
            self.screen()
        );
        self
    }

    #[track_caller]
    pub(super) fn does_not_see(&mut self, words: &str) -> &mut Self {
        assert!(
            !self.screen().contains(words),
            "{words:?} in\n{}",
            self.screen()
        );
        self
    }

    /// Returns the column and row of the first occurrence of some text.
    #[track_caller]
    fn find(&self, words: &str) -> (u16, u16) {
        let lines = self.lines();
        for (y, line) in (0..).zip(&lines) {
            if let Some(at) = line.find(words) {
                let x = line.get(..at).unwrap_or_default().chars().count();
                return (u16::try_from(x).expect("a column"), y);
            }
        }
        panic!("no {words:?} in\n{}", self.screen());
    }

    #[track_caller]
    pub(super) fn look_of(&self, words: &str) -> Look {
        let (x, y) = self.find(words);
        let look = draw_to_buffer(&self.app)[(x, y)].style();
        // The underline colour is left out, because no theme sets it.
        Look {
            underline_color: None,
            ..look
        }
    }
}

fn row_text(buffer: &Buffer, y: u16) -> String {
    let columns = 0..buffer.area.width;
    let line: String = columns.map(|x| buffer[(x, y)].symbol()).collect();
    line.trim_end().to_owned()
}

/// Returns the style as a cell reports it that was reset before the style was set.
pub(super) fn style_on_screen(style: Look) -> Look {
    let mut cell = ratatui::buffer::Cell::default();
    cell.set_style(style);
    Look {
        underline_color: None,
        ..cell.style()
    }
}

#[test]
fn the_list_tells_what_to_press_and_enter_opens() {
    let mut reader = TestReader::new(80, 24);
    reader.app = app_with_articles(3, 80, 24);
    reader
        .sees("3 articles")
        .sees("Enter read")
        .sees("▌ Ships leave");
    reader
        .press("j Enter")
        .sees("2 of 3")
        .sees("Mara Lindqvist");
    reader.press("q").sees("3 articles");
}

#[test]
fn an_article_stands_beside_its_annotations() {
    let mut reader = TestReader::new(100, 24);
    reader.sees("1 names 4   2 quotes 3   3 figures 3");
    reader.sees("Mara Lindqvist  the harbour");
    reader.press("2").wait().sees("¶2");
    reader.press("3").wait().sees("$1.2 million paid");
    // If only one kind is listed, the tab shows the total too.
    reader.press("Tab c").wait().sees("3 figures 1/3");
}

#[test]
fn keys_with_counts_jump_and_mark() {
    let mut reader = TestReader::new(100, 24);
    reader.app = app_with_counts(100, 24);
    reader.press("3]q");
    let theme = reader.app.theme.clone();
    let tags: TagSet = [Tag::Quote, Tag::Focus].into_iter().collect();
    assert_eq!(
        reader.look_of("“It was cheap"),
        style_on_screen(ratatui_style(theme.text(tags)))
    );
    reader.sees("▌ “It was cheap").sees("ge names");
}

#[test]
fn what_is_typed_so_far_is_shown_with_what_may_follow() {
    let mut reader = TestReader::new(100, 24);
    reader.app = app_with_counts(100, 24);
    reader
        .press("12g")
        .sees("12g")
        .sees("start")
        .press("Esc")
        .does_not_see("12g");
    reader
        .press("T")
        .sees("people on or off")
        .press("p")
        .sees("Person off");
}

#[test]
fn kinds_have_the_styles_of_the_theme_and_lose_them_when_off() {
    let mut reader = TestReader::new(100, 24);
    let theme = reader.app.theme.clone();
    let person: TagSet = [Tag::Person].into_iter().collect();
    let figure: TagSet = [Tag::Figure].into_iter().collect();
    assert_eq!(
        reader.look_of("Mara Lindqvist, the"),
        style_on_screen(ratatui_style(theme.text(person)))
    );
    assert_eq!(
        reader.look_of("41 ships"),
        style_on_screen(ratatui_style(theme.text(figure)))
    );
    reader.press("Tp");
    let plain = style_on_screen(ratatui_style(theme.role(ThemeRole::Text)));
    assert_eq!(reader.look_of("Mara Lindqvist, the"), plain);
    assert_ne!(reader.look_of("41 ships"), plain);
}

#[test]
fn a_filter_is_in_the_status_line_dims_the_rest_and_escape_clears_it() {
    let mut reader = TestReader::new(100, 24);
    reader
        .press("]e")
        .wait()
        .press("e")
        .sees(" Mara Lindqvist  2 mentions");
    let dimmed: TagSet = [Tag::Dimmed].into_iter().collect();
    let expected = style_on_screen(ratatui_style(reader.app.theme.text(dimmed)));
    assert_eq!(reader.look_of("known as"), expected);
    reader.press("F").does_not_see("known as").sees("⋯");
    reader
        .press("Esc")
        .sees("known as")
        .does_not_see("mentions");
}

#[test]
fn a_search_shows_its_count_and_its_matches() {
    let mut reader = TestReader::new(100, 24);
    reader
        .press("/ port Space elm")
        .sees("/port elm")
        .sees("1/2")
        .press("Enter")
        .sees("/port elm 1/2");
    let tags: TagSet = [Tag::Place, Tag::CurrentHit].into_iter().collect();
    let expected = style_on_screen(ratatui_style(reader.app.theme.text(tags)));
    assert_eq!(reader.look_of("Port Elm."), expected);
    reader
        .press("n")
        .sees("/port elm 2/2")
        .press("Esc")
        .does_not_see("/port");
}

#[test]
fn help_lists_every_command_and_can_be_searched() {
    let mut reader = TestReader::new(100, 24);
    reader.press("?").sees("Move").sees("half a page down");
    reader
        .press("speaker")
        .sees("gs")
        .does_not_see("half a page down");
    reader.press("Esc");
    assert!(matches!(reader.app.mode, InputMode::Normal));
}

#[test]
fn every_command_has_a_key_or_a_name_in_help() {
    let mut reader = TestReader::new(100, 400);
    reader.press("?");
    let screen = reader.screen();
    for info in crate::reader::COMMANDS {
        assert!(screen.contains(info.name), "{}", info.name);
        assert!(
            !reader.app.keys_of(info.name).is_empty(),
            "no key: {}",
            info.name
        );
    }
}

#[test]
fn every_key_of_every_preset_names_a_command() {
    for (preset, _) in crate::config::PRESETS {
        let keymap = Keymap::preset(preset).expect("a preset");
        for (_, keys, action) in keymap.bindings() {
            let name = action.split(' ').next().expect("a name");
            let known = Command::from_name(name);
            assert!(known.is_some(), "{preset}: {keys:?} = {action}");
        }
    }
}

#[test]
fn the_command_line_shows_completions() {
    let mut reader = TestReader::new(100, 24);
    reader
        .press(": th Tab")
        .sees(":theme")
        .press("Space Tab")
        .sees("theme dark")
        .sees("theme light");
    reader.press("Enter");
    assert_eq!(reader.app.theme.name, "dark");
}

#[test]
fn clicks_and_the_wheel_find_their_place() {
    let mut reader = TestReader::new(100, 24);
    let (x, y) = reader.find("Port Elm");
    reader.event(&TerminalEvent::Press(x, y));
    let selected = reader
        .app
        .document()
        .and_then(|document| document.selected().cloned());
    assert!(selected.is_some());
    let (x, y) = reader.find("2 quotes");
    reader.event(&TerminalEvent::Press(x, y));
    let (x, y) = reader.find("Theo Okafor   ");
    reader.event(&TerminalEvent::Press(x, y));
    assert_eq!(reader.app.view.focus, ReaderPane::Annotations);
    reader.sees("▌ “It was cheap");
    reader.event(&TerminalEvent::Wheel(5, 5, 3));
    let row = reader.app.document().map(|document| document.place.row);
    assert_eq!(row, Some(3));
    let x = reader.app.geometry().divider.x;
    reader.event(&TerminalEvent::Press(x, 9));
    reader.event(&TerminalEvent::Drag(50, 9));
    reader.event(&TerminalEvent::Release);
    assert_eq!(reader.app.geometry().divider.x, 50);
}

#[test]
fn a_narrow_screen_shows_one_pane_at_a_time() {
    let mut reader = TestReader::new(50, 20);
    reader
        .does_not_see("2 quotes")
        .press("Tab")
        .sees("2 quotes");
    reader.press("Tab").does_not_see("2 quotes");
}

#[test]
fn every_size_is_drawn_in_every_mode() {
    for (width, height) in [
        (80, 24),
        (120, 40),
        (200, 60),
        (50, 20),
        (30, 10),
        (9, 3),
        (1, 1),
        (0, 0),
    ] {
        for keys in [
            "", "2", "3", "Tab", "z", "?", ": th Tab", "/ the", "f", "T", "e F", "q",
        ] {
            let mut reader = TestReader::new(width, height);
            reader.press(keys);
            let lines = reader.lines();
            assert_eq!(lines.len(), usize::from(height), "{keys}");
        }
    }
}

#[test]
fn nothing_from_outside_reaches_a_cell_as_a_control_character() {
    let evil = "Title\u{1b}[31m \u{9b}2J \u{202e}turned\u{7}\u{200b}";
    let text = format!("One {evil} two.\r\nThree \u{1b}]52;c;AAAA\u{7} four.");
    let mut hostile =
        crate::article::Article::verbatim(&text, sample_article().about).expect("short");
    hostile.about.title = evil.to_owned();
    hostile.about.site = evil.to_owned();
    let mut app = app_with_articles(2, 80, 24);
    app.slots[0] = ArticleSlot::read(std::sync::Arc::new(hostile));
    let is_clean = |app: &App| {
        let cells = draw_to_buffer(app).content.into_iter();
        cells
            .flat_map(|cell| cell.symbol().chars().collect::<Vec<_>>())
            .all(|c| !crate::text::is_control_or_junk(c))
    };
    assert!(is_clean(&app));
    update(&mut app, Msg::Do(Command::Open, None));
    assert!(is_clean(&app));
    update(&mut app, Msg::Notice(evil.to_owned()));
    assert!(is_clean(&app));
}

#[test]
fn without_colours_every_kind_still_differs() {
    let screen = TerminalProfile {
        depth: ColorDepth::Mono,
        ..TerminalProfile::default()
    };
    let theme = Theme::of(&Settings::default(), screen);
    let mut app = app_with_open_article(100, 24);
    app.theme = theme;
    for cell in draw_to_buffer(&app).content {
        assert_eq!(cell.fg, ratatui::style::Color::Reset);
        assert_eq!(cell.bg, ratatui::style::Color::Reset);
    }
    let reader = TestReader {
        app,
        effects: Vec::new(),
    };
    let plain = reader.look_of("said that").add_modifier;
    for words in [
        "Mara Lindqvist, the",
        "Port Elm.",
        "41 ships",
        "“We counted",
    ] {
        assert_ne!(reader.look_of(words).add_modifier, plain, "{words}");
    }
    assert_ne!(plain, Modifier::BOLD);
}

/// Returns a letter for each cell that identifies its style. A dot is plain text, a dash any other style.
fn style_letters(reader: &TestReader) -> String {
    let theme = &reader.app.theme;
    let of =
        |tags: &[Tag]| style_on_screen(ratatui_style(theme.text(tags.iter().copied().collect())));
    let of_role = |role| style_on_screen(ratatui_style(theme.role(role)));
    let known = [
        ('.', of(&[])),
        ('p', of(&[Tag::Person])),
        ('l', of(&[Tag::Place])),
        ('f', of(&[Tag::Figure])),
        ('q', of(&[Tag::Quote])),
        ('Q', of(&[Tag::Quote, Tag::Focus])),
        ('s', of(&[Tag::Speaker, Tag::Person, Tag::Related])),
        ('S', of(&[Tag::Speaker, Tag::Person])),
        ('t', of_role(ThemeRole::Title)),
        ('k', of_role(ThemeRole::Secondary)),
        ('v', of_role(ThemeRole::InView)),
    ];
    let letter = |cell: &ratatui::buffer::Cell| {
        let look = Look {
            underline_color: None,
            ..cell.style()
        };
        let known = known.iter().find(|(_, known)| *known == look);
        known.map_or('-', |(letter, _)| *letter)
    };
    let buffer = draw_to_buffer(&reader.app);
    let rows = buffer.content.chunks(usize::from(buffer.area.width));
    let rows: Vec<String> = rows.map(|row| row.iter().map(letter).collect()).collect();
    rows.join("\n")
}

#[test]
#[expect(
    clippy::needless_raw_string_hashes,
    reason = "goldens are rewritten with them"
)]
fn a_small_screen_looks_like_this() {
    let mut reader = TestReader::new(72, 16);
    reader.press("]q").wait();
    expect_test::expect![[r#"
         Elm Post                            1 of 3 │ 1 names  2  3
        ━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━┼─━━━━━━━───────────────────
          Ships leave the harbour                   ┃ People                  2
          Elm Post                                  │• Mara Lindqvist         2
          example.org/ships                         │  Theo Okafor            1
                                                    │
          Mara Lindqvist, the harbour minister,     │ Organisations           1
          said that 41 ships had left Port Elm.     │• Elm Shipping…          3
                                                    │
        ▌ “We counted every one of them,”           │ Places                  1
          Lindqvist said. “Nobody was lost.”        │• Port Elm               2
                                                    │
          The Elm Shipping Company, known as ESC,   │
          paid $1.2 million in 2024.                │
         people  organisations  places  quotes  figures  dates        T toggles
         ? keys  ]q quote  ]e name  ]f figure  Tab annotations  e filter    top"#]]
    .assert_eq(&reader.screen());
    expect_test::expect![[r#"
        .--------............................kkkkkk.-.-------..k..k.............
        pppppppppppppppppppppppppppppppppppppppppppp----------------------------
        ..ttttttttttttttttttttttt...................k.------..................k.
        ..--------..................................----------------------------
        ..kkkkkkkkkkkkkkkkk.........................-..ppppppppppp............k.
        ............................................-...........................
        ..pppppppppppppp............................-.-------------...........k.
        ............ff................llllllll......-v.-------------..........k.
        ............................................-...........................
        p.QQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQ...........-.------..................k.
        ..sssssssss.......qqqqqqqqqqqqqqqqqq........-v.llllllll...............k.
        ............................................-...........................
        ......--------------------...........---....-...........................
        .......ffffffffffff....----.................-...........................
        .pppppp..-------------..llllll..------..fffffff..-----........kkkkkkkkk.
        ------------------------------------------------------------------------"#]]
    .assert_eq(&style_letters(&reader));
}
