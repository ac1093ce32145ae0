//! Owns highlighting: tags, the layers that carry them, and the runs that tile the text.
//!
//! [`article_layers()`] turns an article and its annotations into one [`Layer`] per tag; `flatten` merges any number of layers
//! into disjoint [`Run`]s, which `ui` and `export` draw. Layers may cross each other: a search hit can straddle the
//! border of a quote.
//!
//! It must not know colours or cells: a theme decides how a [`Tag`] looks, so switching a layer off never moves a word.
//! Start reading at `tag.rs`.

mod article_layers;
mod flatten;
mod layer;
mod tag;

pub use article_layers::{article_layers, layer_of};
pub use flatten::{Run, flatten, flatten_in};
pub use layer::{Layer, LayerId, LayerInfo, LayerSet};
pub use tag::{Tag, TagSet};
