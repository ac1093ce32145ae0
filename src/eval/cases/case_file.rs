//! The TOML form of the cases.

use serde::Deserialize;

use crate::eval::BadGold;

/// A file of cases.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct CaseFile {
    #[serde(default)]
    case: Vec<toml::Spanned<RawCase>>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct RawCase {
    kind: String,
    #[serde(default)]
    silent: bool,
    #[serde(default)]
    published: Option<String>,
    text: String,
    #[serde(default)]
    quotes: Option<Vec<GoldQuote>>,
    #[serde(default)]
    figures: Option<Vec<GoldAmount>>,
    #[serde(default)]
    dates: Option<Vec<GoldAmount>>,
}

/// A case: a text and everything of some kinds that the engine must find in it.
#[derive(Debug)]
pub(super) struct GoldCase {
    /// The line of the file on which it begins, from 1.
    pub(super) line: usize,
    /// The form that it tests.
    pub(super) kind: String,
    /// Whether it is a text in which the form must not be seen.
    pub(super) silent: bool,
    /// The publication date, as `YYYY-MM-DD`.
    pub(super) published: Option<String>,
    /// The text; an empty line separates paragraphs.
    pub(super) text: String,
    /// All quotations; `None` if they are not scored.
    pub(super) quotes: Option<Vec<GoldQuote>>,
    /// All figures; `None` if they are not scored.
    pub(super) figures: Option<Vec<GoldAmount>>,
    /// All dates; `None` if they are not scored.
    pub(super) dates: Option<Vec<GoldAmount>>,
}

/// Words of the text: their first occurrence, or another.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(untagged)]
pub(super) enum GoldWords {
    /// The first occurrence.
    First(String),
    /// Occurrence number `nth`, from 1.
    Nth {
        /// The words.
        text: String,
        /// Which occurrence.
        nth: usize,
    },
}

impl GoldWords {
    /// Returns the words and which occurrence is meant, from 1.
    pub(super) fn parts(&self) -> (&str, usize) {
        match self {
            Self::First(text) => (text, 1),
            Self::Nth { text, nth } => (text, *nth),
        }
    }
}

/// A quotation.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct GoldQuote {
    /// `direct`, `mixed` or `indirect`.
    pub(super) kind: String,
    /// The words said, piece by piece.
    pub(super) content: Vec<GoldWords>,
    /// The stretches in quotation marks of mixed speech.
    #[serde(default)]
    pub(super) marks: Vec<GoldWords>,
    /// The name of the entity that speaks.
    #[serde(default)]
    pub(super) speaker: Option<String>,
    /// The words for a speaker without a name.
    #[serde(default)]
    pub(super) speaker_words: Option<String>,
    /// Names of entities that are wrong as the speaker.
    #[serde(default)]
    pub(super) not_speaker: Vec<String>,
    /// The role that the text gives the speaker.
    #[serde(default)]
    pub(super) role: Option<String>,
    /// The cue.
    #[serde(default)]
    pub(super) cue: Option<String>,
}

/// A figure or a date.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct GoldAmount {
    /// Its words.
    pub(super) text: String,
    /// Which occurrence of the words, from 1.
    #[serde(default = "first")]
    pub(super) nth: usize,
    /// Its kind, as in the exports; for dates `date` if left out.
    #[serde(default)]
    pub(super) kind: Option<String>,
    /// Its value: a number, a pair of numbers, or a TIMEX3 value.
    pub(super) value: toml::Value,
    /// Its unit; not scored if left out.
    #[serde(default)]
    pub(super) unit: Option<String>,
    /// Its modifier or change; not scored if left out.
    #[serde(default)]
    pub(super) modifier: Option<String>,
    /// The words for what is counted.
    #[serde(default)]
    pub(super) of: Option<String>,
}

const fn first() -> usize {
    1
}

/// Parses the cases of a file.
pub(super) fn parse_cases(gold: &str) -> Result<Vec<GoldCase>, BadGold> {
    let line_of = |offset: usize| {
        let before = gold.bytes().take(offset);
        before.filter(|byte| *byte == b'\n').count() + 1
    };
    let file: CaseFile = toml::from_str(gold).map_err(|error| BadGold {
        line: error.span().map_or(1, |span| line_of(span.start)),
        why: error.message().to_owned(),
    })?;
    let cases = file.case.into_iter().map(|case| {
        let line = line_of(case.span().start);
        let raw = case.into_inner();
        GoldCase {
            line,
            kind: raw.kind,
            silent: raw.silent,
            published: raw.published,
            text: raw.text,
            quotes: raw.quotes,
            figures: raw.figures,
            dates: raw.dates,
        }
    });
    Ok(cases.collect())
}
