//! From annotation to annotation.

use super::{follow, times};
use crate::annotation::{Annotation, EntityId, Kind, MentionForm, Speech};
use crate::reader::Command;
use crate::reader::app::{App, ListOptions, Tab};
use crate::reader::document::Document;
use crate::reader::effect::Effects;
use crate::reader::filter::is_spoken_by;
use crate::reader::geometry::Pane;
use crate::reader::lists::{EntryKey, figure_kind};
use crate::reader::msg::Count;
use crate::reader::search::Direction;

/// What a jump stops at.
#[derive(Clone, Copy)]
enum Stop {
    Entity,
    /// Mentions of this entity alone.
    Only(EntityId),
    Quote,
    Figure,
}

impl Stop {
    const fn name(self) -> &'static str {
        match self {
            Self::Entity => "name",
            Self::Only(_) => "mention",
            Self::Quote => "quote",
            Self::Figure => "figure",
        }
    }
}

pub(super) fn perform(app: &mut App, command: Command, count: Count) -> Option<Effects> {
    use Direction::{Backward, Forward};
    app.document()?;
    let (stop, direction) = match command {
        Command::NextAnnotation => (shown(app), Forward),
        Command::PreviousAnnotation => (shown(app), Backward),
        Command::NextQuote => (Stop::Quote, Forward),
        Command::PreviousQuote => (Stop::Quote, Backward),
        Command::NextEntity => (Stop::Entity, Forward),
        Command::PreviousEntity => (Stop::Entity, Backward),
        Command::NextFigure => (Stop::Figure, Forward),
        Command::PreviousFigure => (Stop::Figure, Backward),
        _ => return None,
    };
    jump(app, stop, direction, times(count));
    Some(Effects::none())
}

/// What the pane shows; from an entity in the focused list, its own mentions.
fn shown(app: &App) -> Stop {
    match app.view.tab {
        Tab::Quotes => Stop::Quote,
        Tab::Figures => Stop::Figure,
        Tab::Entities if app.view.focus == Pane::Annotations => {
            let document = app.document();
            let entry = document.and_then(|document| document.list(Tab::Entities).current());
            match entry.map(|entry| entry.key) {
                Some(EntryKey::Entity(id)) => Stop::Only(id),
                _ => Stop::Entity,
            }
        }
        Tab::Entities => Stop::Entity,
    }
}

fn jump(app: &mut App, stop: Stop, direction: Direction, n: usize) {
    let height = app.geometry().annotations.body.height;
    let options = app.view.lists;
    let Some(document) = app.document_mut() else {
        return;
    };
    let Some(findings) = document.findings() else {
        return app.tell("The article is still being annotated");
    };
    let items = findings.annotations.items();
    let (before, behind) = around(document, items);
    let is_stop = |item: &&Annotation| stops(document, options, stop, item);
    let found = match direction {
        Direction::Forward => nth(items.iter().skip(behind).filter(is_stop), n),
        Direction::Backward => nth(items.iter().take(before).rev().filter(is_stop), n),
    };
    let Some(id) = found else {
        let side = match direction {
            Direction::Forward => "No further",
            Direction::Backward => "No earlier",
        };
        return app.tell(format!("{side} {}", stop.name()));
    };
    document.select(id, height);
    follow::article_moved(app);
}

/// The items before and behind where the reader stands: the selected one, else the upper edge of the screen.
fn around(document: &Document, items: &[Annotation]) -> (usize, usize) {
    if let Some(id) = document.place.selected {
        let at = usize::try_from(id.0).unwrap_or(usize::MAX);
        return (at, at.saturating_add(1));
    }
    let edge = document.in_view().start();
    let at = items.partition_point(|item| item.range.start() < edge);
    (at, at)
}

/// The item number `n`, or the last where there are fewer.
fn nth<'a>(
    items: impl Iterator<Item = &'a Annotation>,
    n: usize,
) -> Option<crate::annotation::AnnotationId> {
    items.take(n).last().map(|item| item.id)
}

fn stops(document: &Document, options: ListOptions, stop: Stop, item: &Annotation) -> bool {
    match (&item.kind, stop) {
        (Kind::Mention(mention), Stop::Only(id)) => {
            mention.entity == id && mention.form != MentionForm::Pronoun
        }
        (Kind::Mention(mention), Stop::Entity) => {
            mention.form != MentionForm::Pronoun
                && (document.filter.is_empty() || document.filter.has(mention.entity))
        }
        (Kind::Quote(quote), Stop::Quote) => {
            (options.with_indirect || quote.speech != Speech::Indirect)
                && is_spoken_by(quote, &document.filter, &document.article)
        }
        (Kind::Figure(_) | Kind::Date(_), Stop::Figure) => {
            options
                .figure_kind
                .is_none_or(|only| figure_kind(item) == Some(only))
                && document.kept.has_sentence_at(&document.article, item.range)
        }
        _ => false,
    }
}
