//! Owns the input line, its completions, and the error in a query.

use super::pane::Pane;
use crate::config::ThemeRole;
use crate::invariant::ExpectOr;
use crate::layout::display_width;
use crate::reader::{App, Area, Completion, InputMode, Prompt};
use crate::text::count_with_noun;
use crate::ui::canvas::Canvas;

/// The input line, which covers the status line.
pub(super) struct CommandLinePane;

/// The maximum number of completions shown at once. More would cover too much of the pane above.
const MAX_COMPLETION_ROWS: usize = 8;

impl Pane for CommandLinePane {
    fn area(&self, app: &App) -> Option<Area> {
        prompt_and_sign(app)?;
        let status = app.geometry().status;
        Some(if status.is_empty() {
            Area::new(0, 0, app.size.width, app.size.height.min(1))
        } else {
            status
        })
    }

    fn draw(&self, app: &App, area: Area, canvas: &mut Canvas<'_>) {
        let Some((sign, prompt)) = prompt_and_sign(app) else {
            return;
        };
        let ground = canvas.role(ThemeRole::Text);
        canvas.fill(area, ground);
        let mut end = (area.x + area.width).saturating_sub(1);
        if let Some(count) = format_match_count(app) {
            let secondary = canvas.role(ThemeRole::Secondary);
            end = canvas
                .draw_words_before(end, area.y, area.width / 2, &count, secondary)
                .saturating_sub(1);
        }
        let style = canvas.role(ThemeRole::Prompt);
        let x = canvas.draw_words(area.x, area.y, area.width, &sign, style);
        draw_line(prompt, x, area.y, end, canvas);
        if let Some(completion) = &prompt.completion {
            draw_completions(completion, area, canvas);
        } else if let (InputMode::Query(_), Some(error)) = (&app.mode, query_error(app)) {
            draw_error(error, area, canvas);
        }
    }
}

/// Returns the active input line and the prompt before it; `None` if no line is being edited.
fn prompt_and_sign(app: &App) -> Option<(String, &Prompt)> {
    let (sign, prompt) = match &app.mode {
        InputMode::Search(prompt) => ("/", prompt),
        InputMode::Query(prompt) => ("\\", prompt),
        InputMode::Tag(prompt, 1) => ("tag: ", prompt),
        InputMode::Tag(prompt, n) => {
            return Some((
                format!("tag for {}: ", count_with_noun(n, "article")),
                prompt,
            ));
        }
        InputMode::Command(prompt) => (":", prompt),
        InputMode::Normal
        | InputMode::Help(_)
        | InputMode::Explanation(_)
        | InputMode::Hints(_)
        | InputMode::Confirm(_) => {
            return None;
        }
    };
    Some((sign.to_owned(), prompt))
}

/// Returns the number of matches of the search or query being typed; `None` if it is empty.
fn format_match_count(app: &App) -> Option<String> {
    match &app.mode {
        InputMode::Search(_) => {
            let search = app.document()?.search.as_ref()?;
            (!search.query.is_empty()).then(|| search.count())
        }
        InputMode::Query(prompt) if !prompt.line().trim().is_empty() => {
            if let Some(view) = app.visible_view() {
                return Some(format!("{} found", view.format_total()));
            }
            let list = &app.browser.as_deref()?.list;
            Some(format!("{} found", list.format_total()))
        }
        _ => None,
    }
}

fn query_error(app: &App) -> Option<&str> {
    if let Some(view) = app.visible_view() {
        return view.filter.error.as_deref();
    }
    app.browser.as_deref()?.active_query.error.as_deref()
}

/// Draws the error in a query, in the row above the input line.
fn draw_error(error: &str, line: Area, canvas: &mut Canvas<'_>) {
    let Some(y) = line.y.checked_sub(1) else {
        return;
    };
    let style = canvas.role(ThemeRole::Error);
    canvas.fill(Area::new(line.x, y, line.width, 1), style);
    canvas.draw_words(line.x + 1, y, line.width.saturating_sub(2), error, style);
}

/// Draws the input line, scrolled so that the cursor is visible.
fn draw_line(prompt: &Prompt, x: u16, y: u16, end: u16, canvas: &mut Canvas<'_>) {
    let text = canvas.role(ThemeRole::Text);
    let room = end.saturating_sub(x);
    let before: String = prompt.line().chars().take(prompt.input.cursor()).collect();
    let mut skipped = 0;
    let mut shown = before.as_str();
    while display_width(shown).get() + 1 > room {
        let Some(c) = shown.chars().next() else { break };
        skipped += 1;
        shown = shown
            .get(c.len_utf8()..)
            .expect_or_default("a character is as long as its bytes");
    }
    let line: String = prompt.line().chars().skip(skipped).collect();
    canvas.draw_words(x, y, room, &line, text);
    canvas.put_cursor(x + display_width(shown).get(), y);
}

fn draw_completions(completion: &Completion, line: Area, canvas: &mut Canvas<'_>) {
    let n_shown = completion
        .lines
        .len()
        .min(MAX_COMPLETION_ROWS)
        .min(usize::from(line.y));
    let first = (completion.current + 1).saturating_sub(n_shown);
    let shown = completion
        .lines
        .iter()
        .enumerate()
        .skip(first)
        .take(n_shown);
    let column = shown
        .clone()
        .map(|(_, words)| display_width(words).get() + 2)
        .fold(0, Ord::max)
        .min(line.width);
    let top = line.y.saturating_sub(
        u16::try_from(n_shown).expect_or(0, "there are at most as many completions as rows"),
    );
    for ((n, words), y) in shown.zip(top..) {
        let style = canvas.role(if n == completion.current {
            ThemeRole::CompletionSelected
        } else {
            ThemeRole::Completion
        });
        canvas.fill(Area::new(line.x, y, column, 1), style);
        canvas.draw_words(line.x + 1, y, column.saturating_sub(2), words, style);
    }
}
