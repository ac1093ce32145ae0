//! The findings of an article as plain values with offsets in scalar values: what JSON, Parquet and the Python binding
//! have in common.
//!
//! Names, order and meaning of the fields are a contract with users' scripts.

use serde::Serialize;

use super::exact_values::{ExactNumber, ValueOrPair, amount_number, date_value};
use super::spans::{ScalarRange, ScalarSpans};
use crate::annotation::{
    Annotation, Change, Confidence, DateExpression, DateKind, DateModifier, EntityId, EntityKind,
    Figure, FigureKind, Level, MentionForm, Modifier, Quote, RuleId, Speech, TraceEntry, Unit,
    UserRuleId,
};

/// An entity with its mentions.
#[derive(Clone, Debug, Serialize)]
pub struct EntityRecord<'a> {
    /// Its number in the document, from 0.
    pub id: EntityId,
    /// The longest name in the document.
    pub name: &'a str,
    /// The type of the entity.
    pub kind: EntityKind,
    /// The key that is equal for the same entity in other articles.
    pub key: &'a str,
    /// The description in the text, if there is one.
    pub role: Option<&'a str>,
    /// The mentions, in text order.
    pub mentions: Vec<MentionRecord>,
}

/// A mention of an entity. Offsets are in Unicode scalar values, end exclusive, here and below.
#[derive(Clone, Debug, Serialize)]
pub struct MentionRecord {
    /// Offset of the first character.
    pub start: u32,
    /// Offset after the last character.
    pub end: u32,
    /// The way in which the entity is named.
    pub form: MentionForm,
    /// The confidence in the mention.
    pub confidence: Confidence,
    /// The rule that found it.
    pub rule: RuleId,
}

/// A quote with its cue and speaker.
#[derive(Clone, Debug, Serialize)]
pub struct QuoteRecord {
    /// Offset of the first character.
    pub start: u32,
    /// Offset after the last character.
    pub end: u32,
    /// Direct, mixed or indirect.
    pub kind: Speech,
    /// The pieces of the content; several if the attribution interrupts it.
    pub spans: Vec<ScalarRange>,
    /// The stretches in quotation marks.
    pub marks: Vec<ScalarRange>,
    /// The reporting word.
    pub cue: Option<ScalarRange>,
    /// The speaker; `None` if the text names none.
    pub speaker: Option<SpeakerRecord>,
    /// The entities that the speaker could be if it is unresolved. Reserved: the engine names none yet.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub candidates: Vec<EntityId>,
    /// The confidence in the quote.
    pub confidence: Confidence,
    /// The rule that found it.
    pub rule: RuleId,
}

/// The words that name the speaker of a quote, and the speaker's entity, if known.
#[derive(Clone, Copy, Debug, Serialize)]
pub struct SpeakerRecord {
    /// Offset of the first character of the words.
    pub start: u32,
    /// Offset after the last character.
    pub end: u32,
    /// The entity; `None` if the speaker is not one of the document's.
    pub entity: Option<EntityId>,
    /// The confidence in the speaker.
    pub confidence: Confidence,
    /// The rule that found the speaker.
    pub rule: RuleId,
}

/// A figure with its value and unit.
#[derive(Clone, Debug, Serialize)]
pub struct FigureRecord<'a> {
    /// Offset of the first character.
    pub start: u32,
    /// Offset after the last character.
    pub end: u32,
    /// The type of the amount.
    pub kind: FigureKind,
    /// The exact value, or both ends of a range, or both sides of a score.
    pub value: ValueOrPair<ExactNumber>,
    /// Whether the value is a bound or an estimate.
    pub modifier: Option<Modifier>,
    /// The unit: `USD`, `kilometre`, `troops`.
    pub unit: Option<&'a str>,
    /// The phrase for the things counted.
    pub of: Option<ScalarRange>,
    /// The direction, if the amount is the size of a change.
    pub change: Option<Change>,
    /// The denominator of a rate.
    pub per: Option<&'a str>,
    /// The side and direction, if the amount is the start or the end of a change.
    pub level: Option<LevelRecord>,
    /// The confidence in the figure.
    pub confidence: Confidence,
    /// The sentence around it.
    pub sentence: Option<ScalarRange>,
    /// The rule that found it.
    pub rule: RuleId,
}

/// The start or end level of a change: "rose to 5 percent" is side `to`, change `up`.
#[derive(Clone, Copy, Debug, Serialize)]
pub struct LevelRecord {
    /// `from` or `to`.
    pub side: &'static str,
    /// The direction of the change.
    pub change: Change,
}

/// A date or time expression with its TIMEX3 value.
#[derive(Clone, Debug, Serialize)]
pub struct DateRecord<'a> {
    /// Offset of the first character.
    pub start: u32,
    /// Offset after the last character.
    pub end: u32,
    /// The TIMEX3 type.
    pub kind: DateKind,
    /// The TIMEX3 value, or both ends of an interval.
    pub value: ValueOrPair<&'a str>,
    /// The TIMEX3 modifier.
    pub modifier: Option<DateModifier>,
    /// The first and last day of a duration with a known place in the calendar.
    pub anchor: Option<ValueOrPair<&'a str>>,
    /// False if the value is relative to a publication date that is unknown.
    pub is_resolved: bool,
    /// The confidence in the date.
    pub confidence: Confidence,
    /// The value in words, for people.
    pub words: Option<String>,
    /// The sentence around it.
    pub sentence: Option<ScalarRange>,
    /// The rule that found it.
    pub rule: RuleId,
}

/// An application of a rule, with the stretches of text that it took as reasons.
#[derive(Clone, Debug, Serialize)]
pub struct ApplicationRecord<'a> {
    /// Offset of the first character of what it found, changed or dropped.
    pub start: u32,
    /// Offset after the last character.
    pub end: u32,
    /// The rule.
    pub rule: RuleId,
    /// What the rule does, in one sentence.
    pub summary: &'static str,
    /// The reasons.
    pub evidence: Vec<EvidenceRecord<'a>>,
}

/// A stretch of text that a rule took as a reason.
#[derive(Clone, Copy, Debug, Serialize)]
pub struct EvidenceRecord<'a> {
    /// What the stretch is to the rule.
    pub label: &'static str,
    /// Offset of the first character.
    pub start: u32,
    /// Offset after the last character.
    pub end: u32,
    /// The text between the offsets.
    pub text: &'a str,
}

/// A match of one of the user's watch rules.
#[derive(Clone, Copy, Debug, Serialize)]
pub struct WatchRecord {
    /// Offset of the first character.
    pub start: u32,
    /// Offset after the last character.
    pub end: u32,
    /// The number of the rule.
    pub rule: UserRuleId,
}

impl MentionRecord {
    pub(super) fn new(spans: &ScalarSpans, item: &Annotation, form: MentionForm) -> Self {
        let (start, end) = spans.of(item.range);
        Self {
            start,
            end,
            form,
            confidence: item.confidence,
            rule: item.by,
        }
    }
}

impl QuoteRecord {
    pub(super) fn new(spans: &ScalarSpans, item: &Annotation, quote: &Quote) -> Self {
        let (start, end) = spans.of(item.range);
        Self {
            start,
            end,
            kind: quote.speech,
            spans: quote.content.iter().map(|range| spans.of(*range)).collect(),
            marks: quote.marks.iter().map(|range| spans.of(*range)).collect(),
            cue: quote.cue.map(|range| spans.of(range)),
            speaker: SpeakerRecord::new(spans, quote),
            candidates: Vec::new(),
            confidence: item.confidence,
            rule: item.by,
        }
    }
}

impl SpeakerRecord {
    fn new(spans: &ScalarSpans, quote: &Quote) -> Option<Self> {
        let (start, end) = spans.of(quote.speaker.range()?);
        Some(Self {
            start,
            end,
            entity: quote.speaker.entity(),
            confidence: quote.speaker_confidence,
            rule: quote.speaker_by,
        })
    }
}

impl<'a> FigureRecord<'a> {
    /// Converts a figure. `change` means that something rose or fell by the amount, `level` that it rose or fell from
    /// or to it.
    pub(super) fn new(
        spans: &ScalarSpans,
        item: &Annotation,
        figure: &'a Figure,
        sentence: Option<ScalarRange>,
    ) -> Self {
        let (start, end) = spans.of(item.range);
        Self {
            start,
            end,
            kind: figure.kind,
            value: amount_number(figure.amount),
            modifier: figure.modifier,
            unit: figure.unit.as_ref().map(Unit::name),
            of: figure.of.map(|range| spans.of(range)),
            change: figure.change,
            per: figure.per.as_ref().map(Unit::name),
            level: figure.level.map(LevelRecord::from),
            confidence: item.confidence,
            sentence,
            rule: item.by,
        }
    }
}

impl From<Level> for LevelRecord {
    fn from(level: Level) -> Self {
        Self {
            side: level.name(),
            change: level.change(),
        }
    }
}

impl<'a> DateRecord<'a> {
    pub(super) fn new(
        spans: &ScalarSpans,
        item: &Annotation,
        found: &'a DateExpression,
        sentence: Option<ScalarRange>,
    ) -> Self {
        let (start, end) = spans.of(item.range);
        Self {
            start,
            end,
            kind: found.kind,
            value: date_value(&found.value),
            modifier: found.modifier,
            anchor: found.anchor.as_deref().map(date_value),
            is_resolved: !found.is_unresolved,
            confidence: item.confidence,
            words: found.in_words(),
            sentence,
            rule: item.by,
        }
    }
}

impl<'a> ApplicationRecord<'a> {
    pub(super) fn new(spans: &ScalarSpans<'a>, entry: &TraceEntry) -> Self {
        let (start, end) = spans.of(entry.range);
        let evidence = entry.evidence.iter().map(|evidence| {
            let (start, end) = spans.of(evidence.range);
            EvidenceRecord {
                label: evidence.label,
                start,
                end,
                text: spans.words(evidence.range),
            }
        });
        Self {
            start,
            end,
            rule: entry.rule,
            summary: entry.summary,
            evidence: evidence.collect(),
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::annotation::{
        Amount, Change, Confidence, DateKind, DateModifier, Decimal, EntityKind, Figure,
        FigureKind, Level, MentionForm, Modifier, Speech, Unit,
    };

    #[track_caller]
    fn check_names<T>(all: &[T], name: impl Fn(T) -> &'static str)
    where
        T: Copy + PartialEq + std::fmt::Debug + serde::Serialize + serde::de::DeserializeOwned,
    {
        for value in all {
            let json = serde_json::to_string(value).expect("JSON");
            assert_eq!(json, format!("\"{}\"", name(*value)));
            assert_eq!(serde_json::from_str::<T>(&json).expect("a value"), *value);
        }
    }

    #[test]
    fn serialized_names_are_those_of_the_exports() {
        check_names(&EntityKind::ALL, EntityKind::name);
        check_names(&MentionForm::ALL, MentionForm::name);
        check_names(&Speech::ALL, Speech::name);
        check_names(&FigureKind::ALL, FigureKind::name);
        check_names(&DateKind::ALL, DateKind::name);
        check_names(&[Change::Up, Change::Down], Change::name);
        let modifiers = [
            Modifier::Approx,
            Modifier::MoreThan,
            Modifier::AtLeast,
            Modifier::LessThan,
            Modifier::AtMost,
        ];
        check_names(&modifiers, Modifier::name);
        let of_dates = [
            DateModifier::Approx,
            DateModifier::Start,
            DateModifier::Mid,
            DateModifier::End,
            DateModifier::Before,
            DateModifier::After,
            DateModifier::MoreThan,
            DateModifier::EqualOrMore,
            DateModifier::LessThan,
            DateModifier::EqualOrLess,
        ];
        check_names(&of_dates, DateModifier::name);
    }

    #[test]
    fn every_confidence_survives_serialization() {
        for percent in 0..=100 {
            let confidence = Confidence::percent(percent);
            let json = serde_json::to_string(&confidence).expect("JSON");
            let read: Confidence = serde_json::from_str(&json).expect("a confidence");
            assert_eq!(read, confidence, "{json}");
        }
        assert_eq!(Confidence::from(-1.0), Confidence::percent(0));
        assert_eq!(Confidence::from(7.5), Confidence::CERTAIN);
        assert_eq!(Confidence::from(f32::NAN), Confidence::percent(0));
    }

    #[test]
    fn a_figure_survives_serialization() {
        let mut figure = Figure::new(FigureKind::Money, Amount::Exact(Decimal::new(-10, 2)));
        figure.unit = Some(Unit::Currency("NOK".to_owned()));
        figure.of = Some(crate::text::ByteRange::of(3, 9));
        figure.level = Some(Level::To(Change::Down));
        let json = serde_json::to_string(&figure).expect("JSON");
        assert!(json.contains(r#""of":[3,9]"#), "{json}");
        let read: Figure = serde_json::from_str(&json).expect("a figure");
        assert_eq!(read, figure);
    }
}
