//! A set of the word classes in the grammars of numbers and dates.

use super::grammar_words::GrammarWord;

/// The maximum number of classes.
const MAX_CLASSES: usize = 256;

/// A set of classes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(in crate::engine) struct GrammarWordSet([u64; MAX_CLASSES / 64]);

impl GrammarWordSet {
    /// The empty set.
    pub(in crate::engine) const NONE: Self = Self([0; MAX_CLASSES / 64]);

    /// Adds a class.
    pub(super) const fn insert(&mut self, class: GrammarWord) {
        self.0[class as usize / 64] |= 1 << (class as usize % 64);
    }

    /// Returns whether a class is in the set.
    #[inline]
    pub(in crate::engine) const fn contains(&self, class: GrammarWord) -> bool {
        self.0[class as usize / 64] >> (class as usize % 64) & 1 == 1
    }
}

const _: () = assert!(GrammarWord::ALL.len() <= MAX_CLASSES);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_set_holds_what_was_put_in() {
        for (name, class) in GrammarWord::ALL {
            let mut set = GrammarWordSet::default();
            assert!(!set.contains(*class), "{name}");
            set.insert(*class);
            let n_held = GrammarWord::ALL
                .iter()
                .filter(|(_, class)| set.contains(*class))
                .count();
            assert_eq!((set.contains(*class), n_held), (true, 1), "{name}");
        }
    }
}
