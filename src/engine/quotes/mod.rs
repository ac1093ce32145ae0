//! Owns quotations: stretches in marks, cues, speakers, and reported speech.
//!
//! The words are tagged by lists and neighbours, stretches in quotation marks become single units of the writer's
//! sentence, and a small grammar of noun phrases finds the subject of a verb of saying. Nothing is learnt at run time.

mod attribute;
mod closed;
mod follow;
mod indirect;
mod marks;
mod phrase;
mod said;
mod scene;
mod speech;
mod subject;
mod tag;
mod words;

use self::attribute::{Attribution, Tie};
use self::follow::Story;
use self::indirect::Reported;
use self::marks::Stretch;
use self::phrase::{Grammar, Phrase};
use self::said::Said;
use self::scene::Scene;
use self::speech::Shape;
use super::{Draft, Found, Page};
use crate::annotation::{Confidence, PassId, Quote, Speaker, Speech};

/// Finds the quotations of a page.
pub(super) fn find(page: &Page<'_>, draft: &Draft, by: PassId) -> Vec<Found<Quote>> {
    let scene = Scene::new(page, draft);
    let story = Story::read(&scene);
    let mut found: Vec<_> = story
        .attributions
        .iter()
        .enumerate()
        .filter_map(|(number, attribution)| quote(&scene, number, attribution, by))
        .collect();
    for (frame, said) in scene.frames.iter().zip(&story.said) {
        let grammar = Grammar {
            scene: &scene,
            frame,
        };
        found.extend(
            grammar
                .reported(said)
                .iter()
                .filter_map(|reported| indirect(&scene, reported, said, by)),
        );
    }
    found.sort_by_key(|found| found.range);
    found
}

/// Returns the quote of a reported clause.
fn indirect(
    scene: &Scene<'_, '_>,
    reported: &Reported,
    said: &[Said],
    by: PassId,
) -> Option<Found<Quote>> {
    let said = said.get(reported.said)?;
    let content: Vec<_> = reported
        .pieces
        .iter()
        .map(|piece| scene.page.range_of(piece.clone()))
        .collect();
    let range = content.first()?.hull(*content.last()?);
    Some(Found {
        range,
        what: Quote {
            speech: Speech::Indirect,
            content,
            speaker: said
                .speaker
                .as_ref()
                .map_or(Speaker::Unknown, |phrase| speaker(scene, phrase)),
            cue: Some(scene.page.range_of(said.tokens.clone())),
        },
        by,
        confidence: Confidence::percent(reported.percent),
    })
}

fn quote(
    scene: &Scene<'_, '_>,
    number: usize,
    attribution: &Attribution,
    by: PassId,
) -> Option<Found<Quote>> {
    let stretch = scene.stretches.get(number)?;
    if !speech::is_speech(scene, stretch, attribution) {
        return None;
    }
    let range = scene.page.range_of(stretch.tokens.clone());
    let speaker = match &attribution.speaker {
        Some(phrase) => speaker(scene, phrase),
        None => Speaker::Unknown,
    };
    let confidence = match attribution.tie {
        Tie::After => 97,
        Tie::Before => 94,
        Tie::According => 90,
        Tie::Complement => 88,
        Tie::FollowOn => 80,
        Tie::LeadIn => 75,
        Tie::Subject => 70,
        Tie::None => 50,
    };
    Some(Found {
        range,
        what: Quote {
            speech: kind(scene, stretch, attribution),
            content: vec![range],
            speaker,
            cue: attribution
                .cue
                .clone()
                .map(|tokens| scene.page.range_of(tokens)),
        },
        by,
        confidence: Confidence::percent(confidence),
    })
}

/// Returns the speaker that a phrase names: the entity of the name that its head lies in, or else its words.
fn speaker(scene: &Scene<'_, '_>, phrase: &Phrase) -> Speaker {
    let range = scene.page.range_of(phrase.tokens.clone());
    match scene.name_at(phrase.head).and_then(|name| name.entity) {
        Some(entity) => Speaker::Entity(entity, range),
        None => Speaker::Words(range),
    }
}

/// Returns whether the words are a sentence of their own or a piece of the writer's.
fn kind(scene: &Scene<'_, '_>, stretch: &Stretch, attribution: &Attribution) -> Speech {
    let shape = Shape::of(scene, stretch);
    match attribution.tie {
        Tie::After | Tie::FollowOn | Tie::LeadIn | Tie::None => Speech::Direct,
        Tie::Before if shape.is_capital => Speech::Direct,
        Tie::Before | Tie::Complement | Tie::According | Tie::Subject => Speech::Mixed,
    }
}
