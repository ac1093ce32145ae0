//! The scoring that figures and dates share: amounts compared by value, unit and bound, wherever they stand or where they
//! overlap.

mod days;
mod record;
mod score;
mod units;

pub(super) use record::{Amount, Record, Value};
pub(super) use score::{Mode, Sums, score};
