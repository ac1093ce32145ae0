//! Owns the grammar of sentences: the part of speech of each token.

pub(super) mod part_of_speech;
