//! A link that is being opened, and the programs for it.

use std::collections::VecDeque;

use super::browser::{OpenFault, Opener};
use crate::article::Link;

/// A link that is being opened.
pub(super) struct OpenAttempt {
    /// The link.
    pub(super) link: Link,
    /// The programs that are still to be tried.
    pub(super) rest: VecDeque<Opener>,
    /// The programs that failed.
    pub(super) faults: Vec<(String, OpenFault)>,
    /// Name of the program that was started last.
    pub(super) name: String,
}
