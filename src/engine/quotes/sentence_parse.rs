//! The parse of the last sentence that a rule of quotations asked for.

use std::ops::Range;

use crate::engine::Page;
use crate::engine::syntax::{DependencyTree, ParserState, dependency_parser};

/// The parse of the last sentence that was asked for, with working memory.
#[derive(Default)]
pub(super) struct SentenceParse {
    /// The first token of the sentence; `None` before the first.
    start: Option<usize>,
    tree: DependencyTree,
    state: ParserState,
}

impl SentenceParse {
    /// Returns the parse of these tokens.
    pub(super) fn read(
        &mut self,
        page: &Page<'_>,
        tokens: Range<usize>,
    ) -> Option<&DependencyTree> {
        if self.start != Some(tokens.start) {
            let parser = dependency_parser()?;
            let words: Vec<_> = tokens.clone().map(|at| page.word_form(at)).collect();
            let tags: Vec<_> = tokens.clone().map(|at| page.word_tag(at)).collect();
            parser.parse(&words, &tags, &mut self.state, &mut self.tree);
            self.start = Some(tokens.start);
        }
        (!self.tree.is_empty()).then_some(&self.tree)
    }
}
