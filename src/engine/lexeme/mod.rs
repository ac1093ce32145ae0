//! Owns the properties of word forms that do not depend on context: case and class, parts of speech, uses in names and
//! numbers, and the vocabularies that define these.

pub(super) mod hash;
pub(super) mod interner;
mod name_word_class;
pub(super) mod name_words;
pub(super) mod normalize;
pub(super) mod pos_tag;
pub(super) mod quotation_mark;
pub(super) mod traits;
pub mod vocabulary;
pub(super) mod word_classes;
