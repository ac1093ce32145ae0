//! Narrows an article to what concerns some of its entities.

use crate::annotation::{AnnotationKind, Annotations, EntityId, Quote, Speaker};
use crate::article::Article;
use crate::text::{ByteOffset, ByteRange};

/// One thing to filter by.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FilterTerm {
    /// An entity in all its forms.
    Entity(EntityId),
    /// A speaker that is no entity, by the words that name it.
    Speaker(String),
}

/// Which paragraphs stay when several entities are filtered by.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum MatchMode {
    /// Those with any of them.
    #[default]
    Any,
    /// Those with all of them.
    All,
}

/// What the article is narrowed to. Empty: everything is shown.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Filter {
    terms: Vec<FilterTerm>,
    /// Any or all.
    pub matching: MatchMode,
}

impl Filter {
    /// Returns whether everything is shown.
    pub fn is_empty(&self) -> bool {
        self.terms.is_empty()
    }

    /// Returns what is filtered by, in the order in which it was chosen.
    pub fn terms(&self) -> &[FilterTerm] {
        &self.terms
    }

    /// Puts the term in, or takes it out where it is in.
    pub fn toggle(&mut self, term: FilterTerm) {
        if let Some(at) = self.terms.iter().position(|known| *known == term) {
            self.terms.remove(at);
        } else {
            self.terms.push(term);
        }
    }

    /// Filters by this alone.
    pub fn only(&mut self, term: FilterTerm) {
        self.terms = vec![term];
    }

    /// Shows everything again.
    pub fn clear(&mut self) {
        self.terms.clear();
    }

    /// Returns whether the entity is filtered by.
    pub fn has(&self, id: EntityId) -> bool {
        self.terms.contains(&FilterTerm::Entity(id))
    }
}

/// What a filter leaves of an article: which blocks, which sentences.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct VisibleParts {
    /// For each block whether it stays; empty where there is no filter.
    blocks: Vec<bool>,
    /// The sentences that name what is filtered by.
    sentences: Vec<ByteRange>,
}

impl VisibleParts {
    /// Returns what `filter` leaves of the article.
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
            blocks: blocks.unwrap_or_default(),
            sentences: kept_sentences,
        }
    }

    /// Returns whether the block stays.
    pub fn has_block(&self, block: usize) -> bool {
        self.blocks.get(block).is_none_or(|kept| *kept)
    }

    /// Returns the indices of the blocks that are left out.
    pub fn left_out(&self) -> impl Iterator<Item = usize> {
        let blocks = self.blocks.iter().enumerate();
        blocks.filter(|(_, kept)| !**kept).map(|(n, _)| n)
    }

    /// Returns whether the place lies in a sentence that names what is filtered by, and in a block that stays.
    pub fn has_sentence_at(&self, article: &Article, range: ByteRange) -> bool {
        let stays = article
            .block_at(range.start())
            .is_none_or(|block| self.has_block(block));
        stays && (self.blocks.is_empty() || sentence_at(&self.sentences, range.start()).is_some())
    }
}

/// Returns the sentence that holds the place, of sentences in order.
pub(super) fn sentence_at(sentences: &[ByteRange], offset: ByteOffset) -> Option<ByteRange> {
    let behind = sentences.partition_point(|sentence| sentence.start() <= offset);
    let sentence = *sentences.get(behind.checked_sub(1)?)?;
    (offset < sentence.end()).then_some(sentence)
}

/// Returns whether the quote is spoken by something that is filtered by.
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

/// Every place that concerns the term: mentions in every form, and quotes that it speaks.
fn ranges_of_term<'a>(
    term: &'a FilterTerm,
    annotations: &'a Annotations,
    article: &'a Article,
) -> impl Iterator<Item = ByteRange> + 'a {
    let items = annotations.items().iter();
    items.filter_map(move |item| match (&item.kind, term) {
        (AnnotationKind::Mention(mention), FilterTerm::Entity(id)) if mention.entity == *id => {
            Some(item.range)
        }
        (AnnotationKind::Quote(quote), _) if is_speaker(term, quote, article) => Some(item.range),
        _ => None,
    })
}

/// Marks every block that the range touches.
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
