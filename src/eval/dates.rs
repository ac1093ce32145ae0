//! Scores dates, times, durations and recurring times: TIMEX3 value and span, strict and relaxed.

use super::figures::{evaluate_kinds, judge_kinds};
use super::{BadGold, EvalKind, EvalOptions, Evaluation, JudgedDocument, Report};
use crate::annotation::DateKind;
use crate::engine::Engine;

/// The scoring of temporal expressions.
pub const KIND: EvalKind = EvalKind {
    name: "dates",
    about: "Dates, times, durations and sets: value, exact span, overlap; by kind and phenomenon",
    evaluation: Evaluation::Texts(evaluate_dates),
    judge: Some(judge_dates),
};

/// Scores temporal expressions: precision, recall and F1 of value and span, overall and by kind and phenomenon.
///
/// # Errors
///
/// [`BadGold`] if a line of the corpus is malformed.
pub fn evaluate_dates(
    gold: &str,
    engine: &Engine,
    options: EvalOptions,
) -> Result<Report, BadGold> {
    evaluate_kinds(gold, engine, options, &DateKind::ALL.map(DateKind::name))
}

/// Says of each found temporal expression whether its value is right.
///
/// # Errors
///
/// [`BadGold`] if a line of the corpus is malformed.
pub fn judge_dates(gold: &str, engine: &Engine) -> Result<Vec<JudgedDocument>, BadGold> {
    judge_kinds(gold, engine, &DateKind::ALL.map(DateKind::name))
}
