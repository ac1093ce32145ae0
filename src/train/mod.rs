//! Owns the training of the engine's models from openly licensed corpora.
//!
//! Each model has one file here and one entry in [`MODELS`]. It takes [`Source`]s, reports progress as [`News`] and
//! returns [`Product`]s, which `cli` writes to disk. Training must not read files or the clock, and its random numbers
//! have fixed seeds, so that the same corpora give the same bytes. Start reading at `model.rs`, then `ner/mod.rs`.

mod chance;
mod conll;
mod crf;
mod lexicon;
mod lists;
mod model;
mod ner;
mod recase;
mod silver;
mod synth;

pub use model::{BadSource, HELD, Model, News, Product, Source, Tell, Train};

/// All models, in the order of the help.
pub const MODELS: &[Model] = &[
    lexicon::MODEL,
    ner::MODEL,
    ner::ablation::MODEL,
    silver::MODEL,
    synth::MODEL,
];
