//! Owns the status line: filter and search on the left, a notice or key hints in the middle, the position on the right.

use super::pane::Pane;
use crate::config::{Style, ThemeRole, format_keys};
use crate::layout::{Cells, display_width, shorten_words};
use crate::reader::{
    App, Area, BrowserPane, FilterTerm, InputMode, MatchMode, OpenArticle, ReaderPane, RefreshState,
};
use crate::text::escape_unsafe;
use crate::text::{count_with_noun, group_thousands};
use crate::ui::canvas::Canvas;

/// The status line.
pub(super) struct StatusPane;

impl Pane for StatusPane {
    fn area(&self, app: &App) -> Option<Area> {
        Some(app.geometry().status)
    }

    fn draw(&self, app: &App, area: Area, canvas: &mut Canvas<'_>) {
        let ground = canvas.role(ThemeRole::Status);
        canvas.fill(area, ground);
        let end = (area.x + area.width).saturating_sub(1);
        let x = draw_state(app, area, canvas);
        let end = draw_right(app, area, x, end, canvas);
        draw_middle(app, area, x, end, canvas);
    }
}

/// Draws filter and search, left-aligned. Returns the first free column after them.
fn draw_state(app: &App, area: Area, canvas: &mut Canvas<'_>) -> u16 {
    let mut x = area.x;
    let Some(document) = app.document() else {
        return x + 1;
    };
    if !document.filter.is_empty() {
        let room = area.width / 2;
        let words = format!(" {} ", filter_words(document, room));
        let style = canvas.role(ThemeRole::Filter);
        x = canvas.draw_words(x, area.y, area.width, &words, style);
    }
    if let (Some(search), InputMode::Normal) = (&document.search, &app.mode) {
        let ground = canvas.role(ThemeRole::Status);
        let style = ground.patch(canvas.role(ThemeRole::Prompt));
        let query = shorten_words(&escape_unsafe(&search.query), Cells(area.width / 3));
        let words = format!("/{query} {}", search.count());
        let room = (area.x + area.width).saturating_sub(x + 1);
        x = canvas.draw_words(x + 1, area.y, room, &words, style_over(ground, style));
    }
    x + 1
}

/// Formats the filter: `Merkel + Macron` if any term must match, `Merkel & Macron` if all must.
fn filter_words(document: &OpenArticle, room: u16) -> String {
    let names = document.filter.terms().iter().map(|term| match term {
        FilterTerm::Entity(id) => document.name_of(*id),
        FilterTerm::Speaker(words) => words.clone(),
    });
    let names: Vec<_> = names.collect();
    let between = match document.filter.matching {
        MatchMode::Any => " + ",
        MatchMode::All => " & ",
    };
    shorten_words(&names.join(between), Cells(room))
}

/// Draws the position, the progress of a refresh, and the typed part of a key sequence, right-aligned. Returns the
/// column where they begin.
fn draw_right(app: &App, area: Area, x: u16, end: u16, canvas: &mut Canvas<'_>) -> u16 {
    let ground = canvas.role(ThemeRole::Status);
    let mut end = end;
    if let Some(document) = app.document() {
        let words = format_position(document);
        end = canvas.draw_words_before(end, area.y, end.saturating_sub(x), &words, ground);
    }
    if let Some(state) = app
        .browser
        .as_deref()
        .and_then(|browser| browser.refresh.as_ref())
    {
        let words = describe_refresh(state);
        let style = style_over(ground, canvas.role(ThemeRole::Notice));
        let room = end.saturating_sub(x + 2);
        end = canvas.draw_words_before(end.saturating_sub(2), area.y, room, &words, style);
    }
    let typed = format_typed_keys(app);
    if !typed.is_empty() {
        let style = style_over(ground, canvas.role(ThemeRole::Key));
        let room = end.saturating_sub(x + 2);
        end = canvas.draw_words_before(end.saturating_sub(2), area.y, room, &typed, style);
    }
    end
}

/// Formats the position in the article: `42 %`; with the language if it is one that is not annotated: `Spanish, not
/// annotated  42 %`.
fn format_position(document: &OpenArticle) -> String {
    let place = format_place(document);
    match document.unread_language() {
        Some(language) => format!("{}, not annotated  {place}", language.name()),
        None => place,
    }
}

fn format_place(document: &OpenArticle) -> String {
    let last = document.last_top();
    match document.place.row {
        _ if last == 0 => "all".to_owned(),
        0 => "top".to_owned(),
        row if row >= last => "end".to_owned(),
        row => format!("{} %", row * 100 / last),
    }
}

/// Formats the typed part of a key sequence, with its count.
fn format_typed_keys(app: &App) -> String {
    let count = app.typed.count.map_or_else(String::new, |n| n.to_string());
    if app.typed.keys.is_empty() {
        count
    } else {
        format!("{count}{}", format_keys(&app.typed.keys))
    }
}

/// Draws the most important of: confirmation, notice, advice for jump labels, problem of the selected feed, key hints.
fn draw_middle(app: &App, area: Area, x: u16, end: u16, canvas: &mut Canvas<'_>) {
    let ground = canvas.role(ThemeRole::Status);
    let room = end.saturating_sub(x + 2);
    if let InputMode::Confirm(question) = &app.mode {
        let style = style_over(ground, canvas.role(ThemeRole::Prompt));
        canvas.draw_words(x, area.y, room, &escape_unsafe(&question.words), style);
        return;
    }
    if let Some(notice) = &app.notice {
        let style = style_over(ground, canvas.role(ThemeRole::Notice));
        canvas.draw_words(x, area.y, room, &escape_unsafe(notice), style);
        return;
    }
    if let InputMode::Hints(_) = app.mode {
        let style = style_over(ground, canvas.role(ThemeRole::Notice));
        canvas.draw_words(
            x,
            area.y,
            room,
            "Type the letters of a label to jump there; Esc cancels",
            style,
        );
        return;
    }
    if let Some((words, role)) = feed_problem(app) {
        let style = style_over(ground, canvas.role(role));
        canvas.draw_words(x, area.y, room, &words, style);
        return;
    }
    let key_style = style_over(ground, canvas.role(ThemeRole::Key));
    let style = style_over(ground, canvas.role(ThemeRole::Secondary));
    let mut x = x;
    for (command, says) in key_hints(app) {
        let Some(key) = first_key(app, command) else {
            continue;
        };
        let columns = display_width(&key).get() + 1 + display_width(says).get();
        if x + columns + 2 > end {
            return;
        }
        x = canvas.draw_words(x, area.y, columns, &key, key_style);
        x = canvas.draw_words(x + 1, area.y, columns, says, style) + 2;
    }
}

fn first_key(app: &App, command: &str) -> Option<String> {
    let mut keys = app.keys_of(command);
    if command == "next-unread" {
        // Without an active search, the key for the next match goes to the next unread article too.
        keys.extend(app.keys_of("next-match"));
    }
    keys.into_iter().min_by_key(|keys| keys.chars().count())
}

/// Returns the most important problem of the selected feed, if the feed list has the focus.
fn feed_problem(app: &App) -> Option<(String, ThemeRole)> {
    let browser = app.visible_browser()?;
    if browser.focus != BrowserPane::Feeds {
        return None;
    }
    super::feeds::feed_remarks(browser).into_iter().next()
}

/// Formats the progress of a refresh: `12/80 feeds, 1 failed`.
fn describe_refresh(state: &RefreshState) -> String {
    let failed = match state.n_failed {
        0 => String::new(),
        n => format!(", {n} failed"),
    };
    let feeds = count_with_noun(state.n_feeds, "feed");
    format!("{}/{feeds}{failed}", group_thousands(state.n_done))
}

/// The key hints of a view over the library, as pairs of command and label.
const VIEW_HINTS: &[(&str, &str)] = &[
    ("open", "open"),
    ("query", "filter"),
    ("sort", "order"),
    ("period", "period"),
    ("write", "write"),
    ("close", "back"),
    ("help", "all keys"),
];

/// Returns the key hints for the focused pane as pairs of command and label, the most useful first. Hints that do not
/// fit are left out.
fn key_hints(app: &App) -> &'static [(&'static str, &'static str)] {
    if let Some(browser) = app.visible_browser() {
        return match browser.focus {
            BrowserPane::Feeds => &[
                ("in", "articles"),
                ("refresh", "refresh"),
                ("add", "add a feed"),
                ("read-all", "mark all as read"),
                ("help", "all keys"),
                ("close", "quit"),
            ],
            BrowserPane::List => &[
                ("open", "read"),
                ("next-unread", "unread"),
                ("query", "search"),
                ("star", "star"),
                ("refresh", "refresh"),
                ("out", "feeds"),
                ("help", "all keys"),
                ("close", "quit"),
            ],
        };
    }
    if app.visible_view().is_some() {
        return VIEW_HINTS;
    }
    if app.open.is_none() {
        return &[
            ("open", "read"),
            ("down", "down"),
            ("up", "up"),
            ("help", "all keys"),
            ("close", "quit"),
        ];
    }
    match app.view.focus {
        ReaderPane::Article => &[
            ("help", "keys"),
            ("next-quote", "quote"),
            ("next-entity", "name"),
            ("next-figure", "figure"),
            ("next-pane", "annotations"),
            ("filter", "filter"),
            ("search", "search"),
            ("close", "back"),
        ],
        ReaderPane::Annotations => &[
            ("help", "keys"),
            ("open", "details"),
            ("filter", "filter"),
            ("sort", "order"),
            ("kinds", "kinds"),
            ("copy", "copy"),
            ("next-pane", "article"),
            ("close", "back"),
        ],
    }
}

/// Returns a style with the background of the status line, unless it has its own.
fn style_over(ground: Style, style: Style) -> Style {
    Style {
        bg: style.bg.or(ground.bg),
        is_reverse: style.is_reverse || ground.is_reverse,
        ..style
    }
}
