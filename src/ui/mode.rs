//! Which key map applies now.

