//! The gold of a page.

use std::collections::BTreeMap;

use serde::Deserialize;

use crate::eval::gold_lines::GoldField;

/// A page and what is right of it. A field that is absent is not scored.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct GoldPage {
    /// The name of the page in the report.
    pub(super) id: String,
    /// The file, relative to the gold corpus.
    pub(super) file: String,
    /// The address that the page was read from.
    #[serde(default)]
    pub(super) url: Option<String>,
    /// The `Content-Type` header.
    #[serde(default)]
    pub(super) content_type: Option<String>,
    /// What the page tests.
    pub(super) kind: String,
    /// The running text, with an empty line between blocks.
    #[serde(default)]
    pub(super) text: Option<String>,
    /// True if the blocks of the text must be those of the page, one by one.
    #[serde(default)]
    pub(super) exact: bool,
    /// Segments that the running text has.
    #[serde(default)]
    pub(super) must: Vec<String>,
    /// Segments that the running text does not have.
    #[serde(default)]
    pub(super) must_not: Vec<String>,
    /// Segments that occur once in title, text and captions together.
    #[serde(default)]
    pub(super) once: Vec<String>,
    /// Segments that a block of a kind has.
    #[serde(default)]
    pub(super) kinds: BTreeMap<String, Vec<String>>,
    #[serde(default)]
    pub(super) title: GoldField<String>,
    #[serde(default)]
    pub(super) authors: GoldField<Vec<String>>,
    #[serde(default)]
    pub(super) published: GoldField<String>,
    #[serde(default)]
    pub(super) updated: GoldField<String>,
    #[serde(default)]
    pub(super) site: GoldField<String>,
    #[serde(default)]
    pub(super) section: GoldField<String>,
    #[serde(default)]
    pub(super) language: GoldField<String>,
    /// Segments of the notes; an empty list asks that there are none.
    #[serde(default)]
    pub(super) notes: Option<Vec<String>>,
    /// Why the page holds no article; see [`super::refusal`].
    #[serde(default)]
    pub(super) refused: Option<String>,
    /// Segments of the message of the refusal.
    #[serde(default)]
    pub(super) says: Vec<String>,
}
