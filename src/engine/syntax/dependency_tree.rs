//! The result of a parse: a head and a relation for each token.

use super::Relation;

/// The dependencies of a sentence. Exactly one token has no head, and every other one depends on it, directly or not.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DependencyTree {
    /// For each token the number of its head from 1; 0 for the root.
    heads: Vec<u16>,
    relations: Vec<Relation>,
}

impl DependencyTree {
    /// Returns the number of tokens.
    pub fn len(&self) -> usize {
        self.heads.len()
    }

    /// Returns whether there are no tokens.
    pub fn is_empty(&self) -> bool {
        self.heads.is_empty()
    }

    /// Returns the head of a token; `None` for the root and for a token that does not exist.
    pub fn head(&self, token: usize) -> Option<usize> {
        usize::from(*self.heads.get(token)?).checked_sub(1)
    }

    /// Returns the relation of a token to its head.
    pub fn relation(&self, token: usize) -> Relation {
        self.relations.get(token).copied().unwrap_or(Relation::ROOT)
    }

    /// Returns the token that has no head; `None` without tokens.
    pub fn root(&self) -> Option<usize> {
        self.heads.iter().position(|head| *head == 0)
    }

    /// Returns the dependents of a token, in the order of the sentence. It looks at every token.
    pub fn dependents(&self, token: usize) -> impl Iterator<Item = usize> {
        (0..self.len()).filter(move |other| self.head(*other) == Some(token))
    }

    /// Empties the tree, and keeps its memory.
    pub(super) fn clear(&mut self) {
        self.heads.clear();
        self.relations.clear();
    }

    /// Adds the next token with the number of its head from 1; 0 for the root.
    pub(super) fn push(&mut self, head: u16, relation: Relation) {
        self.heads.push(head);
        self.relations.push(relation);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn heads_and_dependents_are_found() {
        let mut tree = DependencyTree::default();
        let relation = |name| Relation::from_name(name).expect("known");
        for (head, name) in [(2, "det"), (3, "nsubj"), (0, "root"), (3, "punct")] {
            tree.push(head, relation(name));
        }
        assert_eq!((tree.len(), tree.root()), (4, Some(2)));
        assert_eq!(tree.head(0), Some(1));
        assert_eq!((tree.head(2), tree.head(9)), (None, None));
        assert_eq!(tree.dependents(2).collect::<Vec<_>>(), [1, 3]);
        assert_eq!(tree.relation(1).name(), "nsubj");
        assert_eq!(tree.relation(9), Relation::ROOT);
        tree.clear();
        assert!(tree.is_empty() && tree.root().is_none());
    }
}
