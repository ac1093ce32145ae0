//! The interface of a training: sources, products, progress, and the entry of a model in the list.

use std::io::Read;

use flate2::read::GzDecoder;

/// The prefix of the name of a held-out source: the model is scored on it and not trained on it.
pub const HELD_OUT_PREFIX: &str = "held:";

/// An input file of a training.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TrainingSource {
    /// The name of the file; it selects format and weight.
    pub name: String,
    /// The content, as stored on disk.
    pub content: Vec<u8>,
}

impl TrainingSource {
    /// Returns the content as text, decompressed if it is in gzip format.
    ///
    /// # Errors
    ///
    /// [`BadSource`] if the content is not valid gzip or not UTF-8.
    pub fn text(&self) -> Result<String, BadSource> {
        let bad = |why: String| BadSource {
            source_name: self.name.clone(),
            why,
        };
        let mut text = String::new();
        let result = if self.content.starts_with(&[0x1f, 0x8b]) {
            GzDecoder::new(self.content.as_slice()).read_to_string(&mut text)
        } else {
            self.content.as_slice().read_to_string(&mut text)
        };
        result.map_err(|why| bad(format!("cannot be read: {why}")))?;
        Ok(text)
    }
}

/// An output file of a training.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TrainedFile {
    /// The name of the file.
    pub name: String,
    /// The content.
    pub content: Vec<u8>,
}

/// The error for a source that cannot be used.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{source_name}: {why}")]
pub struct BadSource {
    /// The name of the source.
    pub source_name: String,
    /// A description of the problem.
    pub why: String,
}

/// A progress report.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TrainingEvent<'a> {
    /// The total number of steps to come.
    Steps(u32),
    /// A step is done; a description with its scores.
    Step(&'a str),
    /// Another message for the user.
    Line(&'a str),
}

/// The callback for progress reports.
pub type ReportFn<'a> = &'a mut dyn FnMut(TrainingEvent<'_>);

/// A function that trains a model and returns its files. It calls `tell` after each step.
pub type TrainFn =
    fn(sources: &[TrainingSource], tell: ReportFn<'_>) -> Result<Vec<TrainedFile>, BadSource>;

/// A model that can be trained.
pub struct ModelSpec {
    /// Its name on the command line.
    pub name: &'static str,
    /// One line of help.
    pub about: &'static str,
    /// The names of the files that it makes.
    pub products: &'static [&'static str],
    /// The function that trains it.
    pub train: TrainFn,
}
