//! Owns what can be found in a text: mentions, entities, quotes, figures, dates, watched terms; and the finished
//! [`Annotations`] of one text.
//!
//! Findings are stand-off: ranges into an immutable text, never words of their own. This module knows nothing of how
//! they are found (`engine`), how they are written down (`export`) or how they look (`highlight`).

mod date;
mod entity;
mod figure;
mod finished;
mod long;
mod measure;
mod quote;
mod rule;

pub use date::{DateExpression, DateKind, DateModifier};
pub use entity::{Entity, EntityId, EntityKey, EntityKind, Mention, MentionForm};
pub use figure::{Amount, Change, Figure, FigureKind, Level, Modifier, Unit};
pub use finished::{
    Annotation, AnnotationId, Annotations, Confidence, EngineVersion, Kind, PassId,
};
pub use measure::{Currency, Measure, currencies, currency, measure, measures};
pub use quote::{Quote, Speaker, Speech};
pub use rule::{Matcher, Rule, RuleEffect, RuleId};

/// Exact decimals, as amounts carry them.
pub use rust_decimal::Decimal;
