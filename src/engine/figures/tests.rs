//! Cases of the search for figures.
