//! Tests of the annotation lists on the screen, in all themes.

use super::style::ratatui_style;
use super::tests::{TestReader, style_on_screen};
use crate::config::{THEMES, Theme, ThemeRole};
use crate::reader::fixture::{
    annotate_effects, app_with_articles, reported_findings, sample_article,
};
use crate::reader::{Command, Msg, update};

#[test]
fn an_entry_under_the_cursor_is_read_in_every_theme() {
    for (name, _) in THEMES {
        let mut reader = TestReader::new(100, 24);
        reader.app.theme = Theme::named(name).expect("a theme");
        reader.press("3 Tab").wait();
        let selection = reader.app.theme.role(ThemeRole::Selection);
        let text = reader.app.theme.role(ThemeRole::Text);
        let look = style_on_screen(ratatui_style(selection));
        // "41" keeps the colour of figures, unless the theme has a colour for text under the cursor.
        let found = reader.look_of("41 ships had left");
        assert_eq!(found.bg, look.bg, "{name}");
        if selection.fg != text.fg {
            let figure = reader.look_of("41  ");
            assert_eq!((found.fg, figure.fg), (look.fg, look.fg), "{name}");
        }
    }
}

#[test]
fn reported_speech_is_told_from_quotations_without_colour() {
    let mut reader = TestReader::new(100, 24);
    reader.app.theme = Theme::named("plain").expect("a theme");
    let findings = reported_findings(&sample_article());
    let mut app = app_with_articles(1, 100, 24);
    let effects = update(&mut app, Msg::Do(Command::Open, None));
    for (ticket, _) in annotate_effects(&effects.0) {
        update(&mut app, Msg::Annotated(ticket, Ok(findings.clone())));
    }
    app.theme = reader.app.theme.clone();
    reader.app = app;
    reader.press("2").wait();
    reader
        .sees("unresolved             reported ¶2")
        .sees("┊ “We counted")
        .does_not_see("┊ “It was");
    // One key hides it.
    reader
        .press("Tab c")
        .wait()
        .sees("2 quotes 1/3")
        .does_not_see("┊")
        .sees("Reported speech is hidden");
    reader
        .press("c")
        .wait()
        .sees("2 quotes 3")
        .sees("┊ “We counted");
}
