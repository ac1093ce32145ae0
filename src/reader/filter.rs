//! Narrows an article to the paragraphs and sentences about selected entities or speakers.

use crate::annotation::{Annotation, Annotations, EntityId, Mention, Quote, Speaker};
use crate::article::Article;
use crate::invariant::ExpectOr;
use crate::text::{ByteOffset, ByteRange};

/// One criterion of a filter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FilterTerm {
    /// An entity, by any of its mentions and quotes.
    Entity(EntityId),
    /// A speaker who is not an entity ("a spokesman"), by the exact words in the text, compared without ASCII case.
    Speaker(String),
}

/// How the terms of a filter combine.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum MatchMode {
    /// Keep paragraphs that match at least one term.
    #[default]
    Any,
    /// Keep paragraphs that match every term.
    All,
}

/// The terms that an article is narrowed to. Without terms, everything is shown.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Filter {
    terms: Vec<FilterTerm>,
    /// How the terms combine.
    pub matching: MatchMode,
}

impl Filter {
    /// Returns whether there are no terms, so that everything is shown.
    pub fn is_empty(&self) -> bool {
        self.terms.is_empty()
    }

    /// Returns the terms, in the order in which they were added.
    pub fn terms(&self) -> &[FilterTerm] {
        &self.terms
    }

    /// Adds the term, or removes it if it is present.
    pub fn toggle(&mut self, term: FilterTerm) {
        if let Some(at) = self.terms.iter().position(|known| *known == term) {
            self.terms.remove(at);
        } else {
            self.terms.push(term);
        }
    }

    /// Replaces all terms by this one.
    pub fn only(&mut self, term: FilterTerm) {
        self.terms = vec![term];
    }

    /// Removes all terms.
    pub fn clear(&mut self) {
        self.terms.clear();
    }

    /// Returns whether the entity is one of the terms.
    pub fn has(&self, id: EntityId) -> bool {
        self.terms.contains(&FilterTerm::Entity(id))
    }
}

/// The blocks and sentences of an article that match a filter.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct VisibleParts {
    /// For each block, whether it is kept. Empty if there is no filter.
    blocks: Vec<bool>,
    /// The sentences with a match, sorted and without duplicates.
    sentences: Vec<ByteRange>,
}

impl VisibleParts {
    /// Returns the parts of the article that match `filter`. `sentences` must be in text order.
    pub fn new(
        filter: &Filter,
        article: &Article,
        annotations: &Annotations,
        sentences: &[ByteRange],
    ) -> Self {
        if filter.is_empty() {
            return Self::default();
        }
        let mut blocks: Option<Vec<bool>> = None;
        let mut kept_sentences = Vec::new();
        for term in filter.terms() {
            let mut of_term = vec![false; article.blocks().len()];
            for range in ranges_of_term(term, annotations, article) {
                mark_blocks(&mut of_term, article, range);
                kept_sentences.extend(sentence_at(sentences, range.start()));
            }
            blocks = Some(match blocks {
                None => of_term,
                Some(before) => combine_blocks(&before, &of_term, filter.matching),
            });
        }
        kept_sentences.sort_unstable();
        kept_sentences.dedup();
        Self {
            blocks: blocks.expect_or_default("a filter that is not empty has a term"),
            sentences: kept_sentences,
        }
    }

    /// Returns whether the filter keeps the block.
    pub fn has_block(&self, block: usize) -> bool {
        self.blocks.get(block).is_none_or(|kept| *kept)
    }

    /// Returns the indices of the blocks that the filter excludes.
    pub fn left_out(&self) -> impl Iterator<Item = usize> {
        let blocks = self.blocks.iter().enumerate();
        blocks.filter(|(_, kept)| !**kept).map(|(n, _)| n)
    }

    /// Returns whether `range` starts in a matching sentence of a block that is kept.
    pub fn has_sentence_at(&self, article: &Article, range: ByteRange) -> bool {
        let stays = article
            .block_at(range.start())
            .is_none_or(|block| self.has_block(block));
        stays && (self.blocks.is_empty() || sentence_at(&self.sentences, range.start()).is_some())
    }
}

/// Returns the sentence that contains the offset. `sentences` must be in text order.
pub(super) fn sentence_at(sentences: &[ByteRange], offset: ByteOffset) -> Option<ByteRange> {
    let behind = sentences.partition_point(|sentence| sentence.start() <= offset);
    let sentence = *sentences.get(behind.checked_sub(1)?)?;
    (offset < sentence.end()).then_some(sentence)
}

/// Returns whether the speaker of the quote is one of the terms. True for every quote if there are no terms.
pub(super) fn is_spoken_by(quote: &Quote, filter: &Filter, article: &Article) -> bool {
    filter.is_empty()
        || filter
            .terms()
            .iter()
            .any(|term| is_speaker(term, quote, article))
}

fn is_speaker(term: &FilterTerm, quote: &Quote, article: &Article) -> bool {
    match (term, quote.speaker) {
        (FilterTerm::Entity(id), Speaker::Entity(speaker, _)) => *id == speaker,
        (FilterTerm::Speaker(words), Speaker::Words(range)) => {
            article.text().slice(range).eq_ignore_ascii_case(words)
        }
        _ => false,
    }
}

/// Returns the ranges that match the term: mentions in any form, and quotes by that speaker.
fn ranges_of_term<'a>(
    term: &'a FilterTerm,
    annotations: &'a Annotations,
    article: &'a Article,
) -> impl Iterator<Item = ByteRange> + 'a {
    let items = annotations.items().iter();
    let is_named = move |mention: Mention| *term == FilterTerm::Entity(mention.entity);
    let matches = move |item: &&Annotation| {
        item.kind.mention().is_some_and(is_named)
            || (item.kind.quote()).is_some_and(|quote| is_speaker(term, quote, article))
    };
    items.filter(matches).map(|item| item.range)
}

/// Sets `blocks` to true for every block that overlaps the range. A quote may span several blocks.
fn mark_blocks(blocks: &mut [bool], article: &Article, range: ByteRange) {
    let Some(first) = article.block_at(range.start()) else {
        return;
    };
    let all = article.blocks().iter().zip(blocks).skip(first);
    for (block, kept) in all.take_while(|(block, _)| block.range.start() < range.end()) {
        *kept |= block.range.overlaps(range);
    }
}

fn combine_blocks(one: &[bool], other: &[bool], matching: MatchMode) -> Vec<bool> {
    let pairs = one.iter().zip(other);
    pairs
        .map(|(a, b)| match matching {
            MatchMode::Any => *a || *b,
            MatchMode::All => *a && *b,
        })
        .collect()
}
