//! The scoring shared by figures and dates: amounts are compared by value, unit and modifier, and paired either by
//! overlap or by value.

mod date_interval;
mod record;
mod score;
mod units;

pub(super) use record::{AmountRecord, AmountValue, ScoredAmount};
pub(super) use score::{AmountSums, PairingMode, judge_record, score_record};
