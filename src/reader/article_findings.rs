//! What annotating an article found.

use crate::annotation::Annotations;
use crate::text::ByteRange;

/// The result of annotating an article.
#[derive(Clone, Debug)]
pub struct ArticleFindings {
    /// The annotations.
    pub annotations: Annotations,
    /// The sentences, in text order and disjoint.
    pub sentences: Vec<ByteRange>,
}
