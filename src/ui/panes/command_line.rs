//! The line that is being typed, and what may complete it.

use super::pane::Pane as PaneTrait;
use crate::config::Role;
use crate::layout::width;
use crate::reader::{App, Area, Completion, Mode, Prompt, grouped};
use crate::ui::canvas::Canvas;

/// Draws the line.
pub(super) struct CommandLine;

/// How many completions are shown at once.
const COMPLETIONS: usize = 8;

impl PaneTrait for CommandLine {
    fn area(&self, app: &App) -> Option<Area> {
        prompt(app)?;
        let status = app.geometry().status;
        Some(if status.is_empty() {
            Area::new(0, 0, app.size.width, app.size.height.min(1))
        } else {
            status
        })
    }

    fn draw(&self, app: &App, area: Area, canvas: &mut Canvas<'_>) {
        let Some((sign, prompt)) = prompt(app) else {
            return;
        };
        let ground = canvas.role(Role::Text);
        canvas.fill(area, ground);
        let mut end = (area.x + area.width).saturating_sub(1);
        if let Some(count) = count(app) {
            let secondary = canvas.role(Role::Secondary);
            end = canvas
                .words_before(end, area.y, area.width / 2, &count, secondary)
                .saturating_sub(1);
        }
        let style = canvas.role(Role::Prompt);
        let x = canvas.words(area.x, area.y, area.width, &sign, style);
        draw_line(prompt, x, area.y, end, canvas);
        if let Some(completion) = &prompt.completion {
            draw_completions(completion, area, canvas);
        } else if let (Mode::Query(_), Some(error)) = (&app.mode, query_error(app)) {
            draw_error(error, area, canvas);
        }
    }
}

/// What stands before the line, and the line.
fn prompt(app: &App) -> Option<(String, &Prompt)> {
    let (sign, prompt) = match &app.mode {
        Mode::Search(prompt) => ("/", prompt),
        Mode::Query(prompt) => ("\\", prompt),
        Mode::Tag(prompt, 1) => ("tag: ", prompt),
        Mode::Tag(prompt, n) => {
            return Some((format!("tag for {} articles: ", grouped(*n)), prompt));
        }
        Mode::Command(prompt) => (":", prompt),
        Mode::Normal | Mode::Help(_) | Mode::Hints(_) | Mode::Confirm(_) => return None,
    };
    Some((sign.to_owned(), prompt))
}

/// How much is found so far.
fn count(app: &App) -> Option<String> {
    match &app.mode {
        Mode::Search(_) => {
            let search = app.document()?.search.as_ref()?;
            (!search.query.is_empty()).then(|| search.count())
        }
        Mode::Query(prompt) if !prompt.line().trim().is_empty() => {
            let list = &app.shelf.as_deref()?.list;
            Some(format!("{} found", list.says_all()))
        }
        _ => None,
    }
}

fn query_error(app: &App) -> Option<&str> {
    app.shelf.as_deref()?.narrowing.error.as_deref()
}

/// What is wrong with the line stands above it.
fn draw_error(error: &str, line: Area, canvas: &mut Canvas<'_>) {
    let Some(y) = line.y.checked_sub(1) else {
        return;
    };
    let style = canvas.role(Role::Error);
    canvas.fill(Area::new(line.x, y, line.width, 1), style);
    canvas.words(line.x + 1, y, line.width.saturating_sub(2), error, style);
}

/// Draws the line so that its cursor is seen.
fn draw_line(prompt: &Prompt, x: u16, y: u16, end: u16, canvas: &mut Canvas<'_>) {
    let text = canvas.role(Role::Text);
    let room = end.saturating_sub(x);
    let before: String = prompt.line().chars().take(prompt.input.cursor()).collect();
    let mut skipped = 0;
    let mut shown = before.as_str();
    while width(shown).get() + 1 > room {
        let Some(c) = shown.chars().next() else { break };
        skipped += 1;
        shown = shown.get(c.len_utf8()..).unwrap_or_default();
    }
    let line: String = prompt.line().chars().skip(skipped).collect();
    canvas.words(x, y, room, &line, text);
    canvas.put_cursor(x + width(shown).get(), y);
}

fn draw_completions(completion: &Completion, line: Area, canvas: &mut Canvas<'_>) {
    let n_shown = completion
        .lines
        .len()
        .min(COMPLETIONS)
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
        .map(|(_, words)| width(words).get() + 2)
        .max()
        .unwrap_or(0)
        .min(line.width);
    let top = line.y.saturating_sub(u16::try_from(n_shown).unwrap_or(0));
    for ((n, words), y) in shown.zip(top..) {
        let style = canvas.role(if n == completion.current {
            Role::CompletionSelected
        } else {
            Role::Completion
        });
        canvas.fill(Area::new(line.x, y, column, 1), style);
        canvas.words(line.x + 1, y, column.saturating_sub(2), words, style);
    }
}
