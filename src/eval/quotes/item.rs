//! Quotations as they are compared, and the rows of the report's table.

use super::letters::{Letters, Span};

/// A quotation, in the corpus or found.
#[expect(
    clippy::struct_excessive_bools,
    reason = "they are the flags of the corpus"
)]
#[derive(Clone, Debug, Default)]
pub(super) struct Item {
    pub(super) spans: Vec<Span>,
    pub(super) letters: Letters,
    pub(super) kind: String,
    pub(super) speaker: Option<Span>,
    /// In the corpus only: it is no speech, or counts neither way, or its cue says nothing of speech.
    pub(super) is_speech: bool,
    pub(super) is_ignored: bool,
    pub(super) is_said: bool,
    pub(super) is_left_open: bool,
}

impl Item {
    pub(super) fn start(&self) -> usize {
        self.spans
            .iter()
            .map(|span| span.0)
            .min()
            .unwrap_or_default()
    }

    pub(super) fn end(&self) -> usize {
        self.spans
            .iter()
            .map(|span| span.1)
            .max()
            .unwrap_or_default()
    }
}

/// What a row of the table counts.
pub(super) struct Row {
    pub(super) name: &'static str,
    pub(super) kinds: &'static [&'static str],
    pub(super) needs_said: bool,
}

pub(super) const ROWS: &[Row] = &[
    Row {
        name: "all",
        kinds: &[],
        needs_said: false,
    },
    Row {
        name: "direct",
        kinds: &["direct"],
        needs_said: false,
    },
    Row {
        name: "mixed",
        kinds: &["mixed"],
        needs_said: false,
    },
    Row {
        name: "indirect",
        kinds: &["indirect"],
        needs_said: false,
    },
    Row {
        name: "indirect, said",
        kinds: &["indirect"],
        needs_said: true,
    },
];
