//! Owns the training of the engine's models from openly licensed corpora.
//!
//! A model is one file here and one line in [`MODELS`]. Training reads no file, looks at no clock and takes its chance
//! from a fixed seed: the same corpora give the same bytes.

/// A file that training reads: its name and its content.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Source {
    /// The name of the file, which may tell how it is weighed.
    pub name: String,
    /// Its content.
    pub content: Vec<u8>,
}

/// A file that training makes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Product {
    /// The name of the file.
    pub name: String,
    /// Its content.
    pub content: Vec<u8>,
}

/// Why training stopped.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{source_name}: {why}")]
pub struct BadSource {
    /// Which source.
    pub source_name: String,
    /// What is wrong with it.
    pub why: String,
}

/// Trains a model; `tell` gets a line at each step.
pub type Train =
    fn(sources: &[Source], tell: &mut dyn FnMut(&str)) -> Result<Vec<Product>, BadSource>;

/// A model that can be trained.
pub struct Model {
    /// The name on the command line.
    pub name: &'static str,
    /// One line of help.
    pub about: &'static str,
    /// The training itself.
    pub train: Train,
}

/// All models, in the order of the help.
pub const MODELS: &[Model] = &[];
