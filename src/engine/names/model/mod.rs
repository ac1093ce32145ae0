//! Owns the statistical tagger of names: its features, its weights, and its decoding.
//!
//! The tagger is a linear-chain conditional random field over the tags of [`tags`] and runs twice: the second pass uses
//! the results of the first in the whole document as features. Only runs of words that could be names are tagged; all
//! other words are outside names.

mod decode;
mod document;
mod features;
mod pass;
mod steps;
mod tag;
mod tagger_cache;
pub mod tags;
mod votes;
mod weights;
mod word;
mod word_cache;

pub use decode::{Marginals, Transitions, Viterbi};
pub use document::{Document, SentenceCase};
pub use features::{Feature, GROUPS, GroupTest, WindowPosition, emit_features, is_identity};
pub use pass::Prediction;
pub use tag::{TaggedName, Tagger, shipped_tagger};
pub use tagger_cache::TaggerCache;
pub use tags::Scores;
pub use votes::{DocumentVotes, emit_votes};
pub use weights::{ROW, Rows, pack_rows, quantise_weight, row_of};
pub use word_cache::{PhraseCache, WordCache};
