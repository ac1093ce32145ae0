//! Jumps from annotation to annotation.

use super::selection_sync;
use crate::annotation::{Annotation, EntityId};
use crate::reader::Command;
use crate::reader::app::App;
use crate::reader::document::OpenArticle;
use crate::reader::effect::Effects;
use crate::reader::filter::is_spoken_by;
use crate::reader::geometry::ReaderPane;
use crate::reader::lists::EntryKey;
use crate::reader::msg::{RepeatCount, repeat_count};
use crate::reader::search::Direction;
use crate::reader::view_state::{ListOptions, Tab};

/// The annotations at which a jump stops.
#[derive(Clone, Copy)]
enum JumpStop {
    /// Mentions of any entity that the filter keeps.
    Entity,
    /// Mentions of this entity only.
    Only(EntityId),
    Quote,
    Figure,
}

impl JumpStop {
    const fn name(self) -> &'static str {
        match self {
            Self::Entity => "name",
            Self::Only(_) => "mention",
            Self::Quote => "quote",
            Self::Figure => "figure",
        }
    }
}

pub(super) fn perform_jump_command(
    app: &mut App,
    command: Command,
    count: RepeatCount,
) -> Option<Effects> {
    use Direction::{Backward, Forward};
    app.document()?;
    let (stop, direction) = match command {
        Command::NextAnnotation => (shown_stop(app), Forward),
        Command::PreviousAnnotation => (shown_stop(app), Backward),
        Command::NextQuote => (JumpStop::Quote, Forward),
        Command::PreviousQuote => (JumpStop::Quote, Backward),
        Command::NextEntity => (JumpStop::Entity, Forward),
        Command::PreviousEntity => (JumpStop::Entity, Backward),
        Command::NextFigure => (JumpStop::Figure, Forward),
        Command::PreviousFigure => (JumpStop::Figure, Backward),
        _ => return None,
    };
    jump_to_item(app, stop, direction, repeat_count(count));
    Some(Effects::none())
}

/// Returns the stops for the shown list. With the cursor on an entity in the focused list, only its own mentions.
fn shown_stop(app: &App) -> JumpStop {
    match app.view.tab {
        Tab::Quotes => JumpStop::Quote,
        Tab::Figures => JumpStop::Figure,
        Tab::Entities if app.view.focus == ReaderPane::Annotations => {
            let document = app.document();
            let entry = document.and_then(|document| document.list(Tab::Entities).current());
            match entry.map(|entry| entry.key) {
                Some(EntryKey::Entity(id)) => JumpStop::Only(id),
                _ => JumpStop::Entity,
            }
        }
        Tab::Entities => JumpStop::Entity,
    }
}

fn jump_to_item(app: &mut App, stop: JumpStop, direction: Direction, n: usize) {
    let height = app.geometry().annotations.body.height;
    let options = app.view.lists;
    let Some(document) = app.document_mut() else {
        return;
    };
    let Some(findings) = document.findings() else {
        let why = document.missing_findings_reason().unwrap_or_default();
        return app.set_notice(why);
    };
    let items = findings.annotations.items();
    let (before, behind) = neighbor_indices(document, items);
    let is_stop = |item: &&Annotation| is_stop_at(document, options, stop, item);
    let found = match direction {
        Direction::Forward => nth_item(items.iter().skip(behind).filter(is_stop), n),
        Direction::Backward => nth_item(items.iter().take(before).rev().filter(is_stop), n),
    };
    let Some(id) = found else {
        let side = match direction {
            Direction::Forward => "No further",
            Direction::Backward => "No earlier",
        };
        return app.set_notice(format!("{side} {}s", stop.name()));
    };
    document.select(id, height);
    selection_sync::sync_list_to_article(app);
}

/// Returns the end of the items before the current position and the start of those after it. The current position is
/// the selected item, or the top of the screen if nothing is selected.
fn neighbor_indices(document: &OpenArticle, items: &[Annotation]) -> (usize, usize) {
    if let Some(id) = document.place.selected {
        let at = id.0 as usize;
        return (at, at.saturating_add(1));
    }
    let edge = document.in_view().start();
    let at = items.partition_point(|item| item.range.start() < edge);
    (at, at)
}

/// Returns the `n`th item, from 1, or the last one if there are fewer.
fn nth_item<'a>(
    items: impl Iterator<Item = &'a Annotation>,
    n: usize,
) -> Option<crate::annotation::AnnotationId> {
    items.take(n).last().map(|item| item.id)
}

fn is_stop_at(
    document: &OpenArticle,
    options: ListOptions,
    stop: JumpStop,
    item: &Annotation,
) -> bool {
    let mention = item.kind.mention().filter(|_| !item.kind.is_pronoun());
    match stop {
        JumpStop::Only(id) => mention.is_some_and(|mention| mention.entity == id),
        JumpStop::Entity => mention.is_some_and(|mention| {
            document.filter.is_empty() || document.filter.has(mention.entity)
        }),
        JumpStop::Quote => item.kind.quote().is_some_and(|quote| {
            options.has(&item.kind) && is_spoken_by(quote, &document.filter, &document.article)
        }),
        JumpStop::Figure => {
            item.kind.value_kind().is_some()
                && options.has(&item.kind)
                && document.kept.has_sentence_at(&document.article, item.range)
        }
    }
}
