//! Names marked up in a text, for tests: `[Blinken|p1|short]` is entity `p1`, a person, by its short form.

use super::{NameCache, resolve_entities};
use crate::annotation::{Confidence, EntityKind, MentionForm, RuleId};
use crate::article::{Article, ArticleMetadata};
use crate::engine::{Found, Name, Page, UserRules};
use crate::text::ByteRange;

/// A mention as marked.
pub(super) struct MarkedMention {
    range: ByteRange,
    entity: String,
    form: Option<String>,
    seen_as: EntityKind,
}

/// Returns the text without marks, and the marks. A fourth field is the kind that the tagger gives, where it is wrong.
pub(super) fn read_marked_names(marked: &str) -> (String, Vec<MarkedMention>) {
    let (mut text, mut marks) = (String::new(), Vec::new());
    for piece in marked.split('[') {
        let Some((mark, rest)) = piece.split_once(']') else {
            text.push_str(piece);
            continue;
        };
        let mut fields = mark.split('|');
        let start = text.len();
        text.push_str(fields.next().expect("a name"));
        let entity = fields.next().expect("an entity").to_owned();
        let form = fields.next().map(str::to_owned);
        let seen_as = kind_of(fields.next().unwrap_or(&entity));
        marks.push(MarkedMention {
            range: ByteRange::of(start, text.len()),
            entity,
            form,
            seen_as,
        });
        text.push_str(rest);
    }
    (text, marks)
}

fn kind_of(entity: &str) -> EntityKind {
    match entity.chars().next() {
        Some('p') => EntityKind::Person,
        Some('o') => EntityKind::Organization,
        Some('l') => EntityKind::Place,
        Some('g') => EntityKind::Group,
        Some('e') => EntityKind::Event,
        Some('w') => EntityKind::Work,
        _ => EntityKind::Other,
    }
}

fn is_role(mark: &MarkedMention) -> bool {
    mark.form.as_deref() == Some(MentionForm::Role.name())
}

fn name_of(mark: &MarkedMention) -> Found<Name> {
    Found {
        range: mark.range,
        what: Name {
            kind: mark.seen_as,
            canonical: None,
        },
        by: RuleId("names/model"),
        confidence: Confidence::percent(90),
    }
}

/// What comes out for a marked text, in one line an entity: `p1 person/antony-blinken "Antony Blinken"`.
pub(super) struct MarkedOutcome {
    /// The engine's mentions with the marks put back.
    pub(super) text: String,
    /// The entities: marked id, key, gender, role.
    pub(super) entities: Vec<String>,
}

/// Resolves the names that are marked, roles left for the engine to find, and marks them again.
pub(super) fn resolve_marked(marked: &str) -> MarkedOutcome {
    let (text, marks) = read_marked_names(marked);
    let article = Article::verbatim(&text, ArticleMetadata::default()).expect("short");
    let rules = UserRules::default();
    let page = Page::new(&article, &rules);
    let given = marks.iter().filter(|mark| !is_role(mark));
    let names: Vec<_> = given.map(name_of).collect();
    let resolved = resolve_entities(&page, &names, &mut NameCache::default());
    let label = |entity: u32| {
        let mention = resolved
            .mentions
            .iter()
            .find(|found| found.what.entity.0 == entity)
            .expect("a mention");
        let mark = marks.iter().find(|mark| mark.range.overlaps(mention.range));
        mark.map_or_else(|| format!("?{entity}"), |mark| mark.entity.clone())
    };
    let mut again = String::new();
    let mut at = 0;
    for found in &resolved.mentions {
        let range = found.range.indices();
        again.push_str(text.get(at..range.start).expect("in order"));
        let words = text.get(range.clone()).expect("in the text");
        let mark = marks.iter().find(|mark| mark.range == found.range);
        let entity = label(found.what.entity.0);
        let marked = match mark.and_then(|mark| mark.form.as_ref()) {
            None if mark.is_some() => format!("[{words}|{entity}]"),
            _ => format!("[{words}|{entity}|{}]", found.what.form.name()),
        };
        again.push_str(&marked);
        at = range.end;
    }
    again.push_str(text.get(at..).expect("in order"));
    let entities = resolved.entities.iter().map(|entity| {
        let gender = format!("{:?}", resolved.traits[entity.id.0 as usize].gender);
        let role = entity
            .role
            .map(|role| format!(", {}", article.text().slice(role)))
            .unwrap_or_default();
        format!(
            "{}: {} ({}, {}{role})",
            label(entity.id.0),
            entity.name,
            entity.key,
            gender.to_lowercase()
        )
    });
    MarkedOutcome {
        entities: entities.collect(),
        text: again,
    }
}

/// Checks that the engine ties the marked names together as they are marked, finds the marked roles and no others.
#[track_caller]
pub(super) fn assert_resolved(marked: &str) {
    let expected: String = marked
        .split('[')
        .enumerate()
        .map(|(n, piece)| match piece.split_once(']') {
            Some((mark, rest)) => {
                let fields: Vec<_> = mark.split('|').take(3).collect();
                format!("[{}]{rest}", fields.join("|"))
            }
            None if n == 0 => piece.to_owned(),
            None => format!("[{piece}"),
        })
        .collect();
    assert_eq!(resolve_marked(marked).text, expected);
}

/// Checks what an entity of a marked text comes to: `p1: Antony Blinken (person/antony-blinken, male, role)`.
#[track_caller]
pub(super) fn check_entity(marked: &str, expected: &str) {
    let entities = resolve_marked(marked).entities;
    assert!(
        entities.iter().any(|entity| entity == expected),
        "{entities:#?}"
    );
}
