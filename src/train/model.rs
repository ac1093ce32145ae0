//! What a training reads, makes and reports: sources, products, progress, and the entry of a model in the list.

use std::io::Read;

use flate2::read::GzDecoder;

/// What the name of a source begins with that is scored on and not trained on.
pub const HELD: &str = "held:";

/// A file that training reads: its name and its content.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Source {
    /// The name of the file, which may tell how it is weighed.
    pub name: String,
    /// Its content.
    pub content: Vec<u8>,
}

impl Source {
    /// Returns the content as text; a file in gzip is unpacked.
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
        result.map_err(|why| bad(format!("it is not read: {why}")))?;
        Ok(text)
    }
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

/// What a training tells while it runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum News<'a> {
    /// So many steps are to come.
    Steps(u32),
    /// One of them is done: what it was, and how it scores.
    Step(&'a str),
    /// Something else worth a line.
    Line(&'a str),
}

/// Who is told.
pub type Tell<'a> = &'a mut dyn FnMut(News<'_>);

/// Trains a model; `tell` hears of each step.
pub type Train = fn(sources: &[Source], tell: Tell<'_>) -> Result<Vec<Product>, BadSource>;

/// A model that can be trained.
pub struct Model {
    /// The name on the command line.
    pub name: &'static str,
    /// One line of help.
    pub about: &'static str,
    /// The training itself.
    pub train: Train,
}
