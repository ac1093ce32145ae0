//! The export formats, one file each.

pub(super) mod brat;
pub(super) mod csv;
pub(super) mod html;
pub(super) mod json;
pub(super) mod jsonl;
pub(super) mod markdown;
pub(super) mod score;
pub(super) mod text;
pub(super) mod webannotation;
