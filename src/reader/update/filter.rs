//! Narrowing the article to what concerns some of its entities.

use crate::annotation::{Kind, MentionForm, Speaker};
use crate::reader::Command;
use crate::reader::app::{App, Tab};
use crate::reader::document::Document;
use crate::reader::effect::Effects;
use crate::reader::filter::{Match, Term, is_spoken_by};
use crate::reader::geometry::Pane;
use crate::reader::lists::{EntryKey, one_line};
use crate::reader::msg::Count;

pub(super) fn perform(app: &mut App, command: Command, _: Count) -> Option<Effects> {
    app.document()?;
    match command {
        Command::Filter => by_cursor(app),
        Command::FilterSpeaker => by_speaker(app),
        Command::FilterMatch => change_match(app),
        Command::Fold => fold(app),
        Command::ClearFilter => clear(app),
        _ => return None,
    }
    Some(Effects::none())
}

/// Puts the entity under the cursor into the filter, or takes it out.
fn by_cursor(app: &mut App) {
    let document = app.document();
    if let Some(term) = document.and_then(|document| under_cursor(app, document)) {
        return toggle(app, term);
    }
    let key = app.key_of(Command::NextEntity);
    app.tell(format!(
        "No name here to filter by: go to one with {key}, or choose it in the list"
    ));
}

/// What the selected entry or annotation would be filtered by.
fn under_cursor(app: &App, document: &Document) -> Option<Term> {
    if app.view.focus == Pane::Annotations
        && let EntryKey::Entity(id) = document.list(app.view.tab).current()?.key
    {
        return Some(Term::Entity(id));
    }
    match &selected_or_current(app, document)?.kind {
        Kind::Mention(mention) => Some(Term::Entity(mention.entity)),
        Kind::Quote(quote) => speaker_term(document, quote.speaker),
        Kind::Figure(_) | Kind::Date(_) | Kind::Watch(_) => None,
    }
}

fn selected_or_current<'a>(
    app: &App,
    document: &'a Document,
) -> Option<&'a crate::annotation::Annotation> {
    let entry = document.list(app.view.tab).current();
    let of_entry = entry.and_then(|entry| match entry.key {
        EntryKey::Item(id) => document.item(id),
        EntryKey::Entity(_) => None,
    });
    match app.view.focus {
        Pane::Annotations => of_entry.or_else(|| document.selected()),
        Pane::Article => document.selected(),
    }
}

fn speaker_term(document: &Document, speaker: Speaker) -> Option<Term> {
    match speaker {
        Speaker::Entity(id, _) => Some(Term::Entity(id)),
        Speaker::Words(range) => Some(Term::Speaker(one_line(
            document.article.text().slice(range),
        ))),
        Speaker::Unknown => None,
    }
}

/// Everything else that the speaker of the quote under the cursor says.
fn by_speaker(app: &mut App) {
    let quote = app.document().and_then(|document| {
        let item = selected_or_current(app, document)?;
        match &item.kind {
            Kind::Quote(quote) => Some(speaker_term(document, quote.speaker)),
            _ => None,
        }
    });
    match quote {
        None => {
            let key = app.key_of(Command::NextQuote);
            app.tell(format!("No quote is selected: go to one with {key}"));
        }
        Some(None) => app.tell("The text does not tell who says this"),
        Some(Some(term)) => {
            if let Some((document, view)) = app.document_and_view() {
                document.filter.only(term);
                view.tab = Tab::Quotes;
            }
            changed(app);
        }
    }
}

/// Puts the term into the filter, or takes it out.
pub(super) fn toggle(app: &mut App, term: Term) {
    if let Some(document) = app.document_mut() {
        document.filter.toggle(term);
    }
    changed(app);
}

fn change_match(app: &mut App) {
    if let Some(document) = app.document_mut() {
        document.filter.matching = match document.filter.matching {
            Match::Any => Match::All,
            Match::All => Match::Any,
        };
    }
    changed(app);
}

fn fold(app: &mut App) {
    app.view.is_folded = !app.view.is_folded;
    let told = match (app.view.is_folded, is_filtered(app)) {
        (_, false) => "Folding acts on what a filter leaves out: e filters by a name",
        (true, true) => "Paragraphs outside the filter are folded",
        (false, true) => "Paragraphs outside the filter are dimmed",
    };
    app.tell(told);
    super::facts::fit(app);
}

/// Takes the filter away.
pub(super) fn clear(app: &mut App) {
    if let Some(document) = app.document_mut() {
        document.filter.clear();
    }
    changed(app);
    app.notice = None;
}

pub(super) fn is_filtered(app: &App) -> bool {
    app.document()
        .is_some_and(|document| !document.filter.is_empty())
}

/// Takes the filter as it is now, shows the nearest place that it leaves, and tells how much that is.
fn changed(app: &mut App) {
    if let Some((document, view)) = app.document_and_view() {
        document.refilter(view);
    }
    super::facts::fit(app);
    super::lists::reveal(app);
    if let Some(told) = app.document().and_then(summary) {
        app.tell(told);
    }
    if let Some(document) = app.document_mut() {
        show_nearest(document);
    }
}

/// Scrolls to the first block that the filter leaves, where none is on the screen.
fn show_nearest(document: &mut Document) {
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

/// Says how much the filter leaves.
fn summary(document: &Document) -> Option<String> {
    if document.filter.is_empty() {
        return None;
    }
    let annotations = &document.findings()?.annotations;
    let n_mentions = annotations
        .mentions()
        .filter(|(_, mention)| mention.form != MentionForm::Pronoun)
        .filter(|(_, mention)| document.filter.has(mention.entity))
        .count();
    let n_quotes = annotations
        .quotes()
        .filter(|(_, quote)| is_spoken_by(quote, &document.filter, &document.article))
        .count();
    let n_figures = document.list(Tab::Figures).entries().len();
    Some(format!(
        "{}, {}, {}",
        counted(n_mentions, "mention"),
        counted(n_quotes, "quote"),
        counted(n_figures, "figure")
    ))
}

fn counted(n: usize, noun: &str) -> String {
    match n {
        0 => format!("no {noun}s"),
        1 => format!("1 {noun}"),
        n => format!("{n} {noun}s"),
    }
}
