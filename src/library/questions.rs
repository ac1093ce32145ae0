//! The questions that views ask a library, whoever keeps it.

use std::ops::ControlFlow;

use super::{EntityList, EntityRow, LibraryFigure, LibraryQuote, Query};

/// What receives rows one at a time, until it breaks.
pub type RowTaker<'a, R> = &'a mut dyn FnMut(R) -> ControlFlow<()>;

/// A library that can be asked for its findings. The error of each question is a sentence for the user.
pub trait LibraryQuestions {
    /// Passes on the quotes that match, in the order that the query asks for.
    ///
    /// # Errors
    ///
    /// If the library cannot be read.
    fn each_quote(&self, query: &Query, take: RowTaker<'_, LibraryQuote>) -> Result<(), String>;

    /// Passes on the figures that match, in the order that the query asks for.
    ///
    /// # Errors
    ///
    /// If the library cannot be read.
    fn each_figure(&self, query: &Query, take: RowTaker<'_, LibraryFigure>) -> Result<(), String>;

    /// Passes on the entities of a list, in its order.
    ///
    /// # Errors
    ///
    /// If the library cannot be read.
    fn each_entity(&self, list: &EntityList, take: RowTaker<'_, EntityRow>) -> Result<(), String>;

    /// Returns the number of articles that are not annotated yet.
    ///
    /// # Errors
    ///
    /// If the library cannot be read.
    fn count_unannotated(&self) -> Result<u32, String>;
}
