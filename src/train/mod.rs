//! Owns the training of the engine's models from openly licensed corpora.
//!
//! A model is one file here and one line in [`MODELS`]. Training reads no file, looks at no clock and takes its chance
//! from a fixed seed: the same corpora give the same bytes.

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
