//! Ties the names of a document to its entities.

mod traits;

pub use traits::{Fit, Gender, Number, Traits};
