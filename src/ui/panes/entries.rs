//! Owns the entry list of the library: unread mark, star, title, site, age and counts of annotations.

use super::frame;
use super::pane::Pane;
use crate::config::{Style, ThemeRole};
use crate::invariant::ExpectOr;
use crate::layout::display_width;
use crate::library::{EntryOrder, EntryRow, Snippet};
use crate::reader::{App, Area, BrowserPane, BrowserState, Command, Msg, age_of, one_line};
use crate::text::group_thousands;
use crate::ui::canvas::Canvas;

/// The entry list pane.
pub(super) struct EntriesPane;

/// The width of an age: `~12 Mar`, `2024-03`.
const AGE_COLUMNS: u16 = 7;
/// The maximum width of the site column. Longer names of sites are shortened, so that titles keep their room.
const MAX_SITE_COLUMNS: u16 = 18;
/// The width of the counts of quotes and figures: `❝999 #999`.
const COUNTS_COLUMNS: u16 = 9;
/// The minimum width of the pane for an age column. As the pane gets wider, columns are added one by one, so that most
/// of each row is left for the title.
const MIN_COLUMNS_WITH_AGE: u16 = 36;
/// The minimum width of the pane for a site column.
const MIN_COLUMNS_WITH_SITE: u16 = 58;
/// The minimum width of the pane for a column of counts.
const MIN_COLUMNS_WITH_COUNTS: u16 = 72;
/// The minimum width of the pane for names of entities after the title.
const MIN_COLUMNS_WITH_NAMES: u16 = 90;

impl Pane for EntriesPane {
    fn area(&self, app: &App) -> Option<Area> {
        Some(app.visible_browser()?.geometry(app.size).list.whole())
    }

    fn draw(&self, app: &App, _: Area, canvas: &mut Canvas<'_>) {
        let Some(library) = app.visible_browser() else {
            return;
        };
        let parts = library.geometry(app.size).list;
        let is_focused = library.focus == BrowserPane::List;
        frame::draw_head(
            parts,
            &pane_title(library),
            &title_aside(app, library),
            is_focused,
            canvas,
        );
        if library.list.ids().is_empty() {
            draw_empty_list(app, library, parts.body, canvas);
            return;
        }
        let site = site_column(library, parts.body);
        let n = library.list.rows_per_entry();
        let rows = u16::try_from(n).expect_or(1, "an entry has one or two rows");
        let shown = library.list.ids().iter().enumerate().skip(library.list.top);
        let ys = (parts.body.y..parts.body.y + parts.body.height).step_by(n);
        for ((at, id), y) in shown.zip(ys) {
            let room = parts.body.y + parts.body.height - y;
            let line = Area::new(parts.body.x, y, parts.body.width, rows.min(room));
            if let Some(row) = library.list.row(*id) {
                draw_row(library, row, site, line, canvas);
            }
            if let Some(snippet) = library.list.snippet(*id).filter(|_| line.height > 1) {
                draw_snippet(snippet, line, canvas);
            }
            if at == library.list.cursor {
                frame::draw_cursor(line, is_focused, canvas);
            }
        }
    }

    fn click(&self, app: &App, _: Area, _: u16, y: u16) -> Option<Msg> {
        let library = app.visible_browser()?;
        let body = library.geometry(app.size).list.body;
        let row = usize::from(y.checked_sub(body.y)?);
        let at = library.list.top + row / library.list.rows_per_entry();
        (at < library.list.ids().len()).then_some(Msg::ClickRow(at))
    }

    fn wheel(&self, _: &App, rows: i32) -> Option<Msg> {
        Some(Msg::ScrollBrowser(BrowserPane::List, rows))
    }
}

/// Returns the title of the pane: the source of the list, and the active query if there is one.
fn pane_title(browser: &BrowserState) -> String {
    let name = one_line(&browser.title());
    if browser.active_query.words.is_empty() {
        name
    } else {
        format!("{name}  \\{}", one_line(&browser.active_query.words))
    }
}

/// Returns the text next to the title: the number of new articles, the order if it is not the default, and the
/// position.
fn title_aside(app: &App, browser: &BrowserState) -> String {
    let mut parts = Vec::new();
    if browser.n_new > 0 {
        let key = app.key_of(Command::ShowNew);
        parts.push(format!("{} new {key}", browser.n_new));
    }
    match browser.order {
        EntryOrder::Newest => {}
        EntryOrder::Oldest => parts.push("oldest first".to_owned()),
        EntryOrder::Rank => parts.push("best match first".to_owned()),
    }
    if !browser.list.ids().is_empty() {
        let at = group_thousands(browser.list.cursor + 1);
        parts.push(format!("{at}/{}", browser.list.format_total()));
    }
    parts.join(" · ")
}

/// Draws the message for an empty list. Draws nothing before the first response of the library, when the list may
/// still get entries.
fn draw_empty_list(app: &App, browser: &BrowserState, body: Area, canvas: &mut Canvas<'_>) {
    let lines = if !browser.is_ready {
        return;
    } else if !browser.active_query.words.is_empty() {
        vec![
            "No matches.".to_owned(),
            format!("{} clears the query", app.key_of(Command::Back)),
        ]
    } else if browser.tree.totals.n_entries == 0 {
        vec![
            "The library is empty.".to_owned(),
            format!("{} refreshes the feeds", app.key_of(Command::Refresh)),
        ]
    } else {
        vec!["No articles here.".to_owned()]
    };
    let style = canvas.role(ThemeRole::Secondary);
    for (line, y) in lines.iter().zip(body.y + 1..body.y + body.height) {
        canvas.draw_words(body.x + 2, y, body.width.saturating_sub(3), line, style);
    }
}

/// Returns the width of the site column: that of the longest visible name, up to [`MAX_SITE_COLUMNS`].
fn site_column(browser: &BrowserState, body: Area) -> u16 {
    let shown = browser.list.visible_ids(body.height);
    let rows = shown.iter().filter_map(|id| browser.list.row(*id));
    let widest = rows.map(|row| display_width(&row.site).get()).max();
    widest.unwrap_or(0).min(MAX_SITE_COLUMNS)
}

/// Draws a row of the list. `site` is the width of the site column.
fn draw_row(
    browser: &BrowserState,
    row: &EntryRow,
    site: u16,
    line: Area,
    canvas: &mut Canvas<'_>,
) {
    let secondary = canvas.role(ThemeRole::Secondary);
    let mark = canvas.role(ThemeRole::DividerFocused);
    let mut end = (line.x + line.width).saturating_sub(1);
    if line.width >= MIN_COLUMNS_WITH_AGE {
        let words = age_of(row, browser.now);
        canvas.draw_words_before(end, line.y, AGE_COLUMNS, &words, secondary);
        end = end.saturating_sub(AGE_COLUMNS + 1);
    }
    if line.width >= MIN_COLUMNS_WITH_SITE {
        let x = end.saturating_sub(site);
        canvas.draw_words(x, line.y, site, &row.site, secondary);
        end = x.saturating_sub(2);
    }
    if line.width >= MIN_COLUMNS_WITH_COUNTS {
        canvas.draw_words_before(end, line.y, COUNTS_COLUMNS, &format_counts(row), secondary);
        end = end.saturating_sub(COUNTS_COLUMNS + 1);
    }
    let x = line.x + 1;
    if !row.is_read {
        canvas.draw_words(x, line.y, 1, "•", mark);
    }
    if row.is_starred {
        canvas.draw_words(x + 1, line.y, 1, "★", mark);
    }
    let style = if row.is_read {
        secondary
    } else {
        let text = canvas.role(ThemeRole::Text);
        Style {
            is_bold: true,
            ..text
        }
    };
    let from = x + 3;
    let title = if row.title.is_empty() {
        "Untitled"
    } else {
        &row.title
    };
    let x = canvas.draw_words(from, line.y, end.saturating_sub(from), title, style);
    draw_after_title(row, line, x, end, canvas);
}

/// Draws the number of copies and the tags after the title and, if there is room, names of entities in the article.
fn draw_after_title(row: &EntryRow, line: Area, x: u16, end: u16, canvas: &mut Canvas<'_>) {
    let mut parts = Vec::new();
    if row.n_copies > 0 {
        parts.push(format!("×{}", row.n_copies + 1));
    }
    parts.extend(row.tags.iter().map(|tag| format!("#{}", one_line(tag))));
    let style = canvas.role(ThemeRole::Byline);
    let x = canvas.draw_words(
        x + 2,
        line.y,
        end.saturating_sub(x + 2),
        &parts.join(" "),
        style,
    );
    if line.width < MIN_COLUMNS_WITH_NAMES {
        return;
    }
    let gap = u16::from(!parts.is_empty());
    let room = end.saturating_sub(x + gap);
    // A shortened name could be read as another name, so only whole names are shown.
    let mut names = String::new();
    for name in &row.entities {
        let between = if names.is_empty() { "" } else { ", " };
        let longer = format!("{names}{between}{}", one_line(name));
        if display_width(&longer).get() > room {
            break;
        }
        names = longer;
    }
    canvas.draw_words(x + gap, line.y, room, &names, style);
}

/// Formats the counts of an entry: `❝4 #12` for 4 quotes and 12 figures and dates, as the annotation tabs count them.
///
/// Counts are capped at 999 to fit [`COUNTS_COLUMNS`]. Counts of zero and of articles without annotations are left out.
fn format_counts(row: &EntryRow) -> String {
    let part = |sign: &str, n: Option<u32>| match n {
        None | Some(0) => String::new(),
        Some(n) => format!("{sign}{}", n.min(999)),
    };
    let n_figures = row
        .n_figures
        .map(|n| n.saturating_add(row.n_dates.unwrap_or_default()));
    let (quotes, figures) = (part("❝", row.n_quotes), part("#", n_figures));
    let gap = if quotes.is_empty() || figures.is_empty() {
        ""
    } else {
        " "
    };
    format!("{quotes}{gap}{figures}")
}

/// Draws an excerpt around the matches of the query below the title, with the matches highlighted.
fn draw_snippet(snippet: &Snippet, line: Area, canvas: &mut Canvas<'_>) {
    let plain = canvas.role(ThemeRole::Secondary);
    let hit = canvas.theme().tag(crate::highlight::Tag::SearchHit);
    let hit = plain.patch(hit);
    let y = line.y + 1;
    let end = (line.x + line.width).saturating_sub(1);
    let mut x = line.x + 4;
    let mut from = 0;
    let text = snippet.text.as_str();
    let mut draw = |range: std::ops::Range<usize>, style: Style| {
        let words = text
            .get(range)
            .expect_or_default("matches are in order in their snippet");
        if !words.is_empty() && x < end {
            x = canvas.draw_words(x, y, end - x, words, style);
        }
    };
    for found in &snippet.matches {
        draw(from..found.start.max(from), plain);
        draw(found.start.max(from)..found.end, hit);
        from = found.end.max(from);
    }
    draw(from..text.len(), plain);
}
