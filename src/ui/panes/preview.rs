//! Owns the preview: the article of the selected entry, or the remarks about the selected feed.

use super::pane::Pane;
use super::{article, feeds, frame};
use crate::config::ThemeRole;
use crate::layout::{Cells, wrap_words};
use crate::reader::{App, Area, BrowserPane, BrowserState, Command, Msg};
use crate::ui::canvas::Canvas;

/// The preview pane of the library.
pub(super) struct PreviewPane;

impl Pane for PreviewPane {
    fn area(&self, app: &App) -> Option<Area> {
        Some(app.visible_browser()?.geometry(app.size).preview.whole())
    }

    fn draw(&self, app: &App, _: Area, canvas: &mut Canvas<'_>) {
        let Some(library) = app.visible_browser() else {
            return;
        };
        let parts = library.geometry(app.size).preview;
        let remarks = feeds::feed_remarks(library);
        if library.focus == BrowserPane::Feeds && !remarks.is_empty() {
            frame::draw_head(parts, "About this feed", "", false, canvas);
            draw_lines(&remarks, parts.body, canvas);
            return;
        }
        frame::draw_head(
            parts,
            &preview_title(library),
            &format_tags(library),
            false,
            canvas,
        );
        let Some(preview) = &library.preview else {
            return;
        };
        match &preview.state {
            None => {}
            Some(Ok(document)) => article::draw_rows(app, document, parts.body, canvas),
            Some(Err(why)) => draw_lines(&[(why.clone(), ThemeRole::Error)], parts.body, canvas),
        }
    }

    fn click(&self, _: &App, _: Area, _: u16, _: u16) -> Option<Msg> {
        Some(Msg::Do(Command::Open, None))
    }

    fn wheel(&self, _: &App, rows: i32) -> Option<Msg> {
        Some(Msg::ScrollPreview(rows))
    }
}

fn preview_title(browser: &BrowserState) -> String {
    let row = browser.entry();
    row.map_or_else(String::new, |row| row.site.clone())
}

fn format_tags(browser: &BrowserState) -> String {
    let tags = browser.entry().map_or(&[][..], |row| row.tags.as_slice());
    let tags: Vec<_> = tags.iter().map(|tag| format!("#{tag}")).collect();
    tags.join(" ")
}

fn draw_lines(paragraphs: &[(String, ThemeRole)], body: Area, canvas: &mut Canvas<'_>) {
    // Longer lines are hard to read.
    let room = body.width.saturating_sub(4).clamp(1, 76);
    let mut y = body.y + 1;
    for (words, role) in paragraphs {
        let style = canvas.role(*role);
        for line in wrap_words(words, Cells(room)) {
            if y >= body.y + body.height {
                return;
            }
            canvas.draw_words(body.x + 2, y, room, &line, style);
            y += 1;
        }
        y += 1;
    }
}
