//! Owns quotations: stretches in marks, cues, speakers, and reported speech.
//!
//! The words are tagged by lists and neighbours, stretches in quotation marks become single units of the writer's
//! sentence, and a small grammar of noun phrases finds the subject of a verb of saying. Nothing is learnt at run time.

mod attribute;
mod closed;
mod marks;
mod phrase;
mod said;
mod scene;
mod tag;
mod words;

use self::attribute::{Attribution, Tie};
use self::phrase::Grammar;
use self::scene::Scene;
use super::{Draft, Found, Page};
use crate::annotation::{Confidence, PassId, Quote, Speaker, Speech};

/// Finds the quotations of a page.
pub(super) fn find(page: &Page<'_>, draft: &Draft, by: PassId) -> Vec<Found<Quote>> {
    let scene = Scene::new(page, draft);
    let mut found = Vec::new();
    for frame in &scene.frames {
        if frame.stretches.is_empty() {
            continue;
        }
        let grammar = Grammar {
            scene: &scene,
            frame,
        };
        let said = grammar.said();
        for number in frame.stretches.clone() {
            let attribution = grammar.attribute(number, &said);
            found.extend(quote(&scene, number, &attribution, by));
        }
    }
    found
}

fn quote(
    scene: &Scene<'_, '_>,
    number: usize,
    attribution: &Attribution,
    by: PassId,
) -> Option<Found<Quote>> {
    let stretch = scene.stretches.get(number)?;
    let range = scene.page.range_of(stretch.tokens.clone());
    let speaker = match &attribution.speaker {
        Some(phrase) => Speaker::Words(scene.page.range_of(phrase.tokens.clone())),
        None => Speaker::Unknown,
    };
    let confidence = match attribution.tie {
        Tie::After | Tie::Before => 95,
        Tie::Complement | Tie::According => 85,
        _ => 60,
    };
    Some(Found {
        range,
        what: Quote {
            speech: Speech::Direct,
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
