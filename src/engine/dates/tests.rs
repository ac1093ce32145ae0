//! Cases of the search for dates.
