//! Owns written numbers: the words they are made of, the pieces between digits and letters, and their grammar, which
//! figures and dates share.
//!
//! Knows nothing of units beyond their names, of dates, or of what a number tells.

mod atom;
pub(in crate::engine) mod bound;
mod cut;
mod digits;
mod grammar;
mod lists;
mod period;
mod range;
mod words;

pub(in crate::engine) use atom::{AtomClass, Back, Line};
pub(in crate::engine) use cut::{Cut, Lines, cut};
pub(in crate::engine) use grammar::{Number, NumberForm, number};
pub(in crate::engine) use period::{DayPart, Period};
pub(in crate::engine) use range::{Span, connector, share_scale, span};
pub(in crate::engine) use words::{Flags, NumericWord, UnitRef};
