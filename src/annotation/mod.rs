//! Owns the data model of annotations: mentions, entities, quotes, figures, dates, watched terms, and the finished
//! [`Annotations`] of one text.
//!
//! Annotations are stand-off: they hold ranges into an immutable text and never a copy of its words. `engine` creates
//! them, `export` serializes them, `highlight` and `reader` show them. This module must not know any of these, so that
//! all can share one model. Start reading at `annotations.rs`.

mod annotation_kind;
mod annotations;
mod confidence;
mod counts;
mod date;
mod date_words;
mod duration_words;
mod entity;
mod explanation;
mod figure;
mod figure_words;
mod long_form;
mod quote;
mod rule_id;
mod trace_entry;
mod units;
mod user_rule;

pub use annotation_kind::{AnnotationKind, AnnotationNames};
pub use annotations::{Annotation, AnnotationId, Annotations, EngineVersion};
pub use confidence::Confidence;
pub use counts::FindingCounts;
pub use date::{DateExpression, DateKind, DateModifier};
pub use entity::{Entity, EntityId, EntityKey, EntityKind, Mention, MentionForm};
pub use explanation::{ExplainedFindings, ExplanationLine, FindingExplanation, describe_entry};
pub use figure::{Amount, Change, Figure, FigureKind, Level, Modifier, Unit};
pub use quote::{Quote, Speaker, Speech};
pub use rule_id::RuleId;
pub use trace_entry::{Evidence, TraceEntry};
pub use units::{
    Currency, Measure, all_currencies, all_measures, find_currency, find_measure, units_named,
};
pub use user_rule::{Matcher, RuleEffect, UserRule, UserRuleId};

/// Exact decimals, the number type of amounts.
pub use rust_decimal::Decimal;
