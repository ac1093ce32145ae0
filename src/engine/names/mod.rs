//! Owns the names of people, organisations and places: the sequence model that finds them, and the rules that correct
//! its result.

mod cue_words;
pub mod model;
pub mod rules;
