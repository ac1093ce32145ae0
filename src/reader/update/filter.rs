//! Commands that filter the article by entities and speakers.

use super::fit::{fit_article, reveal_entry};
use crate::annotation::{MentionForm, Speaker};
use crate::reader::Command;
use crate::reader::app::App;
use crate::reader::document::OpenArticle;
use crate::reader::effect::Effects;
use crate::reader::filter::{FilterTerm, MatchMode};
use crate::reader::geometry::ReaderPane;
use crate::reader::lists::{EntryKey, one_line};
use crate::reader::msg::RepeatCount;
use crate::reader::view_state::Tab;
use crate::text::{agree_with, count_with_noun};

pub(super) fn perform_filter_command(
    app: &mut App,
    command: Command,
    _: RepeatCount,
) -> Option<Effects> {
    app.document()?;
    match command {
        Command::Filter => filter_by_cursor(app),
        Command::FilterSpeaker => filter_by_speaker(app),
        Command::FilterMatch => toggle_match_mode(app),
        Command::Fold => toggle_folding(app),
        Command::ClearFilter => clear_filter(app),
        _ => return None,
    }
    Some(Effects::none())
}

/// Toggles the filter for the entity under the cursor.
fn filter_by_cursor(app: &mut App) {
    let document = app.document();
    if let Some(term) = document.and_then(|document| term_under_cursor(app, document)) {
        return toggle_term(app, term);
    }
    let key = app.key_of(Command::NextEntity);
    app.set_notice(format!(
        "No name is selected: go to one with {key}, or choose one in the list"
    ));
}

/// Returns the filter term for the selected entry or annotation. `None` if it has no entity or speaker.
fn term_under_cursor(app: &App, document: &OpenArticle) -> Option<FilterTerm> {
    if app.view.focus == ReaderPane::Annotations
        && let EntryKey::Entity(id) = document.list(app.view.tab).current()?.key
    {
        return Some(FilterTerm::Entity(id));
    }
    let kind = &selected_or_current_item(app, document)?.kind;
    match kind.quote() {
        Some(quote) => speaker_term(document, quote.speaker),
        None => kind.entity().map(FilterTerm::Entity),
    }
}

fn selected_or_current_item<'a>(
    app: &App,
    document: &'a OpenArticle,
) -> Option<&'a crate::annotation::Annotation> {
    let entry = document.list(app.view.tab).current();
    let of_entry = entry.and_then(|entry| match entry.key {
        EntryKey::Item(id) => document.item(id),
        EntryKey::Entity(_) => None,
    });
    match app.view.focus {
        ReaderPane::Annotations => of_entry.or_else(|| document.selected()),
        ReaderPane::Article => document.selected(),
    }
}

fn speaker_term(document: &OpenArticle, speaker: Speaker) -> Option<FilterTerm> {
    match speaker {
        Speaker::Entity(id, _) => Some(FilterTerm::Entity(id)),
        Speaker::Words(range) => Some(FilterTerm::Speaker(one_line(
            document.article.text().slice(range),
        ))),
        Speaker::Unknown => None,
    }
}

/// Filters by the speaker of the quote under the cursor, and shows the list of quotes.
fn filter_by_speaker(app: &mut App) {
    let quote = app.document().and_then(|document| {
        let item = selected_or_current_item(app, document)?;
        let quote = item.kind.quote()?;
        Some(speaker_term(document, quote.speaker))
    });
    match quote {
        None => {
            let key = app.key_of(Command::NextQuote);
            app.set_notice(format!("No quote is selected: go to one with {key}"));
        }
        Some(None) => app.set_notice("The text does not name the speaker"),
        Some(Some(term)) => {
            if let Some((document, view)) = app.document_and_view() {
                document.filter.only(term);
                view.tab = Tab::Quotes;
            }
            apply_filter_change(app);
        }
    }
}

/// Adds the term to the filter, or removes it.
pub(super) fn toggle_term(app: &mut App, term: FilterTerm) {
    if let Some(document) = app.document_mut() {
        document.filter.toggle(term);
    }
    apply_filter_change(app);
}

fn toggle_match_mode(app: &mut App) {
    if let Some(document) = app.document_mut() {
        document.filter.matching = match document.filter.matching {
            MatchMode::Any => MatchMode::All,
            MatchMode::All => MatchMode::Any,
        };
    }
    apply_filter_change(app);
}

fn toggle_folding(app: &mut App) {
    app.view.is_folded = !app.view.is_folded;
    let key = app.key_of(Command::Filter);
    let words = match (app.view.is_folded, is_filtered(app)) {
        (_, false) => format!("No filter is active, so nothing is folded: {key} filters by a name"),
        (true, true) => "Paragraphs that do not match the filter are folded".to_owned(),
        (false, true) => "Paragraphs that do not match the filter are dimmed".to_owned(),
    };
    app.set_notice(words);
    fit_article(app);
}

/// Clears the filter.
pub(super) fn clear_filter(app: &mut App) {
    if let Some(document) = app.document_mut() {
        document.filter.clear();
    }
    apply_filter_change(app);
    app.notice = None;
}

pub(super) fn is_filtered(app: &App) -> bool {
    app.document()
        .is_some_and(|document| !document.filter.is_empty())
}

/// Applies the changed filter: updates the lists, reports the number of matches, and scrolls to the nearest match.
fn apply_filter_change(app: &mut App) {
    if let Some((document, view)) = app.document_and_view() {
        document.apply_filter(view);
    }
    fit_article(app);
    reveal_entry(app);
    if let Some(summary) = app.document().and_then(describe_filter) {
        app.set_notice(summary);
    }
    if let Some(document) = app.document_mut() {
        scroll_to_nearest(document);
    }
}

/// Scrolls to the next block that the filter keeps, or to the last one, unless one is on the screen already.
fn scroll_to_nearest(document: &mut OpenArticle) {
    if document.filter.is_empty() {
        return;
    }
    let in_view = document.in_view();
    let kept = document
        .article
        .blocks()
        .iter()
        .enumerate()
        .filter(|(n, block)| !block.range.is_empty() && document.kept.has_block(*n))
        .map(|(_, block)| block.range);
    let ranges: Vec<_> = kept.collect();
    if ranges.iter().any(|range| range.overlaps(in_view)) {
        return;
    }
    let next = ranges
        .iter()
        .find(|range| range.start() >= in_view.start())
        .or(ranges.last());
    if let Some(range) = next.copied() {
        document.reveal(crate::text::ByteRange::empty_at(range.start()));
    }
}

/// Returns a summary of the matches: `2 mentions, no quotes, 1 figure`. `None` without a filter or annotations.
fn describe_filter(document: &OpenArticle) -> Option<String> {
    if document.filter.is_empty() {
        return None;
    }
    let annotations = &document.findings()?.annotations;
    let n_mentions = annotations
        .mentions()
        .filter(|(_, mention)| mention.form != MentionForm::Pronoun)
        .filter(|(_, mention)| document.filter.has(mention.entity))
        .count();
    let n_quotes = document.list(Tab::Quotes).entries().len();
    let n_figures = document.list(Tab::Figures).entries().len();
    Some(format!(
        "{}, {}, {}",
        format_count(n_mentions, "mention"),
        format_count(n_quotes, "quote"),
        format_count(n_figures, "figure")
    ))
}

fn format_count(n: usize, noun: &str) -> String {
    match n {
        0 => format!("no {}", agree_with(n, noun)),
        n => count_with_noun(n, noun),
    }
}
