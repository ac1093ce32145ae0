//! The parameters of a sheet: widths and folded blocks.

use super::Cells;

/// The default line length, in columns. Typography recommends 45 to 75 characters per line.
pub const DEFAULT_MEASURE: Cells = Cells(72);

/// The parameters of a sheet. The same article and equal settings give equal sheets.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LayoutOptions<'a> {
    /// The width of the pane, in columns.
    pub width: Cells,
    /// The maximum line length, in columns. In a wider pane the text is centred.
    pub measure: Cells,
    /// The blocks to hide. Each sequence of them is shown as one row.
    pub folded: Option<&'a BlockSet>,
}

impl LayoutOptions<'_> {
    /// Returns the setting for a pane of this width, with the default line length and nothing folded.
    pub const fn of(width: Cells) -> Self {
        Self {
            width,
            measure: DEFAULT_MEASURE,
            folded: None,
        }
    }

    /// Returns the width of the text column; at least 1, so that wrapping always makes progress.
    pub(super) fn column(&self) -> Cells {
        self.width.min(self.measure).max(Cells(1))
    }

    /// Returns the distance of the text column from the left edge of the pane.
    pub(super) fn left(&self) -> Cells {
        Cells(self.width.less(self.column()).get() / 2)
    }

    pub(super) fn is_folded(&self, block_index: usize) -> bool {
        self.folded
            .is_some_and(|folded| folded.contains(block_index))
    }
}

/// A set of blocks, by index in the article.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct BlockSet {
    bits: Vec<u64>,
}

impl BlockSet {
    /// Returns the empty set.
    pub const fn new() -> Self {
        Self { bits: Vec::new() }
    }

    /// Adds a block.
    pub fn insert(&mut self, block_index: usize) {
        let word = block_index / 64;
        if word >= self.bits.len() {
            self.bits.resize(word + 1, 0);
        }
        if let Some(bits) = self.bits.get_mut(word) {
            *bits |= 1 << (block_index % 64);
        }
    }

    /// Returns whether the set contains the block.
    pub fn contains(&self, block_index: usize) -> bool {
        let bits = self.bits.get(block_index / 64);
        bits.is_some_and(|bits| bits & (1 << (block_index % 64)) != 0)
    }

    /// Returns the number of blocks in the set.
    pub fn len(&self) -> usize {
        let counts = self.bits.iter().map(|bits| bits.count_ones() as usize);
        counts.sum()
    }

    /// Returns whether the set is empty.
    pub fn is_empty(&self) -> bool {
        self.bits.iter().all(|bits| *bits == 0)
    }

    /// Returns the blocks in ascending order.
    pub fn iter(&self) -> impl Iterator<Item = usize> {
        (0..self.bits.len() * 64).filter(|block_index| self.contains(*block_index))
    }
}

impl FromIterator<usize> for BlockSet {
    fn from_iter<I: IntoIterator<Item = usize>>(blocks: I) -> Self {
        let mut set = Self::new();
        blocks.into_iter().for_each(|block| set.insert(block));
        set
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_set_of_blocks_gives_back_what_went_in() {
        let set: BlockSet = [3, 64, 0, 3].into_iter().collect();
        assert!(set.iter().eq([0, 3, 64]));
        assert_eq!(set.len(), 3);
        assert!(!set.contains(1) && !set.contains(9999));
        assert!(BlockSet::new().is_empty());
    }

    #[test]
    fn a_wide_pane_has_the_text_in_its_middle() {
        assert_eq!(LayoutOptions::of(Cells(100)).left(), Cells(14));
        assert_eq!(LayoutOptions::of(Cells(40)).left(), Cells(0));
        assert_eq!(LayoutOptions::of(Cells(40)).column(), Cells(40));
        assert_eq!(LayoutOptions::of(Cells(0)).column(), Cells(1));
    }
}
