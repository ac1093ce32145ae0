//! Owns what is known about a word form by itself: its case and class, its parts of speech, its traits as part of a
//! name or number, and the vocabularies that say so.

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
