//! Owns the training of the engine's models from openly licensed corpora.
//!
//! Each model has one file here and one entry in [`MODELS`]. It takes [`TrainingSource`]s, reports progress as [`TrainingEvent`] and
//! returns [`TrainedFile`]s, which `cli` writes to disk. Training must not read files or the clock, and its random numbers
//! have fixed seeds, so that the same corpora give the same bytes. Start reading at `model.rs`, then `ner/mod.rs`.

mod confidence;
mod conll;
mod crf;
mod lexicon;
mod model;
mod name_lists;
mod ner;
mod random;
mod recase;
mod silver;
mod syntax;
mod synth;

pub use model::{
    BadSource, HELD_OUT_PREFIX, ModelSpec, ReportFn, TrainFn, TrainedFile, TrainingEvent,
    TrainingSource,
};

/// All models, in the order of the help.
pub const MODELS: &[ModelSpec] = &[
    lexicon::MODEL,
    ner::MODEL,
    ner::ablation::MODEL,
    silver::MODEL,
    synth::MODEL,
    syntax::MODEL,
    confidence::MODEL,
];
