//! Owns quotations: stretches in marks, cues, speakers, and reported speech.
//!
//! The words are tagged by lists and neighbours, stretches in quotation marks become single units of the writer's
//! sentence, and a small grammar of noun phrases finds the subject of a verb of saying. Nothing is learnt at run time.

mod assemble;
mod attribute;
mod bounds;
mod closed;
mod follow;
mod indirect;
mod join;
mod layout;
mod marks;
mod phrase;
mod pronoun;
mod said;
mod scene;
mod speech;
mod subject;
mod tag;
mod words;

use self::assemble::Assembly;
use self::follow::Story;
use self::scene::Scene;
use super::{Draft, Found, Page};
use crate::annotation::{Mention, PassId, Quote};

/// Quotations, and the pronouns among their speakers that stand for an entity; both sorted by start.
#[derive(Debug, Default)]
pub(super) struct Findings {
    /// The quotations.
    pub(super) quotes: Vec<Found<Quote>>,
    /// The pronouns.
    pub(super) pronouns: Vec<Found<Mention>>,
}

/// Finds the quotations of a page.
pub(super) fn find(page: &Page<'_>, draft: &Draft, by: PassId) -> Findings {
    let scene = Scene::new(page, draft);
    let story = Story::read(&scene);
    let mut assembly = Assembly::new(&scene, draft, by);
    assembly.marked(&story);
    assembly.reported(&story);
    assembly.laid_out();
    assembly.finish()
}
