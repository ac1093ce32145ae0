//! Owns what a stretch of text *is* on the page: tags, the layers they come in, and the runs that tile the text.
//!
//! Knows nothing of colours or cells: a theme says how a [`Tag`] looks, and switching a layer never moves a word. Layers
//! may cross each other freely (a search hit straddles a quote); [`flatten`] makes one row of disjoint runs of them.

mod flatten;
mod layer;
mod layers;
mod tag;

pub use flatten::{Run, flatten, flatten_in};
pub use layer::{Layer, LayerId, LayerSet};
pub use layers::layers;
pub use tag::{Tag, TagSet};
