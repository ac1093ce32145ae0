//! Quotes in the form in which they are compared, and the rows of the report.

use super::letter_overlap::{LetterPositions, ScalarSpan};
use crate::annotation::{Confidence, RuleId};
use crate::invariant::ExpectOr;

/// A quote, from the corpus or from the engine.
#[expect(
    clippy::struct_excessive_bools,
    reason = "they are the flags of the corpus"
)]
#[derive(Clone, Debug, Default)]
pub(super) struct QuoteItem {
    /// The pieces of the quote, in scalar values, in text order.
    pub(super) spans: Vec<ScalarSpan>,
    /// The letters and digits of the quote.
    pub(super) letters: LetterPositions,
    /// "direct", "mixed" or "indirect".
    pub(super) kind: String,
    /// The words that name the speaker.
    pub(super) speaker: Option<ScalarSpan>,
    /// Whether it is speech. Like the flags below, it is set for quotes of the corpus only.
    pub(super) is_speech: bool,
    /// Whether it counts neither as missed nor as found.
    pub(super) is_ignored: bool,
    /// Whether its cue is a verb of speech.
    pub(super) is_said: bool,
    /// Whether it lacks a closing mark because it continues in the next paragraph.
    pub(super) is_left_open: bool,
    /// The rules that found it; `None` for quotes of the corpus.
    pub(super) source: Option<QuoteSource>,
}

/// The rules that found a quote and its speaker.
#[derive(Clone, Copy, Debug)]
pub(super) struct QuoteSource {
    pub(super) rule: RuleId,
    pub(super) confidence: Confidence,
    pub(super) speaker_rule: RuleId,
    pub(super) speaker_confidence: Confidence,
}

impl QuoteItem {
    pub(super) fn start(&self) -> usize {
        self.spans
            .iter()
            .map(|span| span.0)
            .min()
            .expect_or_default("a quote has a span")
    }

    pub(super) fn end(&self) -> usize {
        self.spans
            .iter()
            .map(|span| span.1)
            .max()
            .expect_or_default("a quote has a span")
    }
}

/// The quotes that a row of the report counts.
pub(super) struct TallyRow {
    /// The heading of the row.
    pub(super) name: &'static str,
    /// The kinds that are counted; empty for all.
    pub(super) kinds: &'static [&'static str],
    /// Whether only quotes with a verb of speech are counted.
    pub(super) needs_said: bool,
}

impl TallyRow {
    /// Returns whether the row counts all quotes.
    pub(super) const fn is_all(&self) -> bool {
        self.kinds.is_empty()
    }
}

/// The rows of the report, in order.
pub(super) const TALLY_ROWS: &[TallyRow] = &[
    TallyRow {
        name: "all",
        kinds: &[],
        needs_said: false,
    },
    TallyRow {
        name: "direct",
        kinds: &["direct"],
        needs_said: false,
    },
    TallyRow {
        name: "mixed",
        kinds: &["mixed"],
        needs_said: false,
    },
    TallyRow {
        name: "mixed, said",
        kinds: &["mixed"],
        needs_said: true,
    },
    TallyRow {
        name: "indirect",
        kinds: &["indirect"],
        needs_said: false,
    },
    TallyRow {
        name: "indirect, said",
        kinds: &["indirect"],
        needs_said: true,
    },
    TallyRow {
        name: "all, said",
        kinds: &["direct", "mixed", "indirect"],
        needs_said: true,
    },
];
