//! What a sheet is set for: a width, and which blocks are folded.

use super::Cells;

/// The longest line that reads well, in columns.
pub const MEASURE: Cells = Cells(72);

/// What a sheet is set for. Two sheets of one article and equal settings are equal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Setting<'a> {
    /// The width of the pane.
    pub width: Cells,
    /// The longest line; where the pane is wider, the text stands in its middle.
    pub measure: Cells,
    /// The blocks that are left out; each run of them is one row.
    pub folded: Option<&'a BlockSet>,
}

impl Setting<'_> {
    /// Returns the setting for a pane of that width: the usual measure, nothing folded.
    pub const fn of(width: Cells) -> Self {
        Self {
            width,
            measure: MEASURE,
            folded: None,
        }
    }

    /// Returns how wide the text may be: at least one column, whatever the pane has.
    pub(super) fn column(&self) -> Cells {
        self.width.min(self.measure).max(Cells(1))
    }

    /// Returns how far the text stands from the left edge of the pane.
    pub(super) fn left(&self) -> Cells {
        Cells(self.width.less(self.column()).get() / 2)
    }

    pub(super) fn is_folded(&self, block_index: usize) -> bool {
        self.folded
            .is_some_and(|folded| folded.contains(block_index))
    }
}

/// A set of blocks by their index in the article.
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

    /// Returns whether the block is in the set.
    pub fn contains(&self, block_index: usize) -> bool {
        let bits = self.bits.get(block_index / 64);
        bits.is_some_and(|bits| bits & (1 << (block_index % 64)) != 0)
    }

    /// Returns how many blocks are in the set.
    pub fn len(&self) -> usize {
        let counts = self.bits.iter().map(|bits| bits.count_ones() as usize);
        counts.sum()
    }

    /// Returns whether no block is in the set.
    pub fn is_empty(&self) -> bool {
        self.bits.iter().all(|bits| *bits == 0)
    }

    /// Returns the blocks in order.
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
        assert_eq!(Setting::of(Cells(100)).left(), Cells(14));
        assert_eq!(Setting::of(Cells(40)).left(), Cells(0));
        assert_eq!(Setting::of(Cells(40)).column(), Cells(40));
        assert_eq!(Setting::of(Cells(0)).column(), Cells(1));
    }
}
