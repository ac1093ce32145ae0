//! The relations between a word and its head, as defined by Universal Dependencies version 2.

use crate::invariant::ExpectOr;

/// The names of all relations but `root`; the position of each is its number.
const NAMES: [&str; Relation::COUNT] = [
    "acl",
    "acl:relcl",
    "advcl",
    "advcl:relcl",
    "advmod",
    "amod",
    "appos",
    "aux",
    "aux:pass",
    "case",
    "cc",
    "cc:preconj",
    "ccomp",
    "compound",
    "compound:prt",
    "conj",
    "cop",
    "csubj",
    "dep",
    "det",
    "det:predet",
    "discourse",
    "dislocated",
    "expl",
    "fixed",
    "flat",
    "goeswith",
    "iobj",
    "list",
    "mark",
    "nmod",
    "nmod:desc",
    "nmod:poss",
    "nmod:unmarked",
    "nsubj",
    "nsubj:outer",
    "nsubj:pass",
    "nummod",
    "obj",
    "obl",
    "obl:agent",
    "obl:unmarked",
    "orphan",
    "parataxis",
    "punct",
    "reparandum",
    "vocative",
    "xcomp",
];

/// The number of [`Relation::ROOT`].
const ROOT_NUMBER: u8 = 255;

/// The relation of a word to its head.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Relation(u8);

impl Relation {
    /// The number of relations that the parser chooses from. The root of a sentence has [`Relation::ROOT`], which follows
    /// from its position in the tree.
    pub const COUNT: usize = 48;

    /// The relation of the root.
    pub const ROOT: Self = Self(ROOT_NUMBER);

    /// Returns the relation with this name; one with an unknown subtype is read without it. `None` if that is unknown too.
    pub fn from_name(name: &str) -> Option<Self> {
        if name == "root" {
            return Some(Self::ROOT);
        }
        let number = |name: &str| NAMES.iter().position(|known| *known == name);
        let plain = name
            .split(':')
            .next()
            .expect_or_default("a split has a first part");
        let number = number(name).or_else(|| number(plain))?;
        u8::try_from(number).ok().map(Self)
    }

    /// Returns the relation with this number; `dep` if there is none.
    pub fn from_index(index: usize) -> Self {
        let number = u8::try_from(index).ok();
        match number.filter(|_| index < Self::COUNT) {
            Some(number) => Self(number),
            None => Self::from_name("dep").unwrap_or(Self::ROOT),
        }
    }

    /// Returns its number, below [`Relation::COUNT`]; `None` for the root.
    pub fn index(self) -> Option<usize> {
        Some(usize::from(self.0)).filter(|index| *index < Self::COUNT)
    }

    /// Returns its name, with the subtype.
    pub fn name(self) -> &'static str {
        NAMES.get(usize::from(self.0)).unwrap_or(&"root")
    }

    /// Returns whether it is that of a nominal subject to its verb.
    pub fn is_subject(self) -> bool {
        self.universal_name() == "nsubj"
    }

    /// Returns whether it is that of a verb whose subject may be that of its head: "came and said", "came to say".
    pub fn shares_subject(self) -> bool {
        matches!(self.universal_name(), "conj" | "xcomp" | "advcl")
    }

    /// Returns its name without the subtype.
    pub fn universal_name(self) -> &'static str {
        self.name()
            .split(':')
            .next()
            .expect_or_default("a split has a first part")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_sorted_and_read_back() {
        assert!(NAMES.is_sorted());
        for (index, name) in NAMES.iter().enumerate() {
            let relation = Relation::from_name(name).expect("known");
            assert_eq!(relation.index(), Some(index));
            assert_eq!(relation, Relation::from_index(index));
            assert_eq!(relation.name(), *name);
        }
    }

    #[test]
    fn the_root_has_no_number() {
        assert_eq!(Relation::from_name("root"), Some(Relation::ROOT));
        assert_eq!(
            (Relation::ROOT.index(), Relation::ROOT.name()),
            (None, "root")
        );
    }

    #[test]
    fn an_unknown_subtype_is_dropped() {
        let name = |name| Relation::from_name(name).map(Relation::name);
        assert_eq!(name("csubj:pass"), Some("csubj"));
        assert_eq!(name("nsubj:pass"), Some("nsubj:pass"));
        assert_eq!(name("subject"), None);
        assert_eq!(Relation::from_index(99).name(), "dep");
        let passive = Relation::from_name("aux:pass").expect("known");
        assert_eq!(passive.universal_name(), "aux");
    }

    #[test]
    fn subjects_and_verbs_that_share_them_are_known() {
        let relation = |name| Relation::from_name(name).expect("known");
        assert!(relation("nsubj:pass").is_subject() && !relation("obj").is_subject());
        assert!(relation("conj").shares_subject() && !relation("ccomp").shares_subject());
    }
}
