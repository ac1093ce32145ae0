//! The parts of speech: the 17 classes of Universal Dependencies, and the 32 finer tags that the tagger assigns.

/// A universal part of speech (UPOS), as defined by Universal Dependencies version 2.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum UniversalTag {
    /// Adjective.
    Adj,
    /// Adposition.
    Adp,
    /// Adverb.
    Adv,
    /// Auxiliary, the copula included.
    Aux,
    /// Coordinating conjunction.
    Cconj,
    /// Determiner.
    Det,
    /// Interjection.
    Intj,
    /// Common noun.
    Noun,
    /// Numeral.
    Num,
    /// Particle: the infinitive's `to`, the possessive `'s`, `not`.
    Part,
    /// Pronoun.
    Pron,
    /// Proper noun.
    Propn,
    /// Punctuation.
    Punct,
    /// Subordinating conjunction.
    Sconj,
    /// Symbol.
    Sym,
    /// Verb.
    Verb,
    /// Anything else.
    X,
}

impl UniversalTag {
    /// All universal parts of speech with their names, in the order of the enum.
    pub const ALL: [(Self, &'static str); 17] = [
        (Self::Adj, "ADJ"),
        (Self::Adp, "ADP"),
        (Self::Adv, "ADV"),
        (Self::Aux, "AUX"),
        (Self::Cconj, "CCONJ"),
        (Self::Det, "DET"),
        (Self::Intj, "INTJ"),
        (Self::Noun, "NOUN"),
        (Self::Num, "NUM"),
        (Self::Part, "PART"),
        (Self::Pron, "PRON"),
        (Self::Propn, "PROPN"),
        (Self::Punct, "PUNCT"),
        (Self::Sconj, "SCONJ"),
        (Self::Sym, "SYM"),
        (Self::Verb, "VERB"),
        (Self::X, "X"),
    ];

    /// Returns the part of speech with this name in CoNLL-U; `None` if there is none.
    pub fn from_name(name: &str) -> Option<Self> {
        let known = Self::ALL.iter().find(|(_, known)| *known == name);
        known.map(|(tag, _)| *tag)
    }

    /// Returns its name in CoNLL-U.
    pub fn name(self) -> &'static str {
        let known = Self::ALL.iter().find(|(tag, _)| *tag == self);
        known.map_or("X", |(_, name)| name)
    }
}

/// A part of speech as the tagger assigns it: UPOS, with verbs and auxiliaries split by form, nouns by number, pronouns,
/// adverbs and particles by kind.
///
/// There are 32, so that the weights of a feature are one load of 32 bytes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[repr(u8)]
pub enum WordTag {
    /// Adjective.
    Adjective,
    /// Adposition.
    Adposition,
    /// Adverb other than a wh-adverb.
    Adverb,
    /// Wh-adverb: `when`, `how`.
    WhAdverb,
    /// Finite auxiliary: `is`, `had`.
    FiniteAuxiliary,
    /// Auxiliary in the base form: `be`, `have`.
    BaseAuxiliary,
    /// Participle of an auxiliary: `been`, `being`.
    ParticipleAuxiliary,
    /// Modal verb.
    Modal,
    /// Coordinating conjunction.
    CoordinatingConjunction,
    /// Determiner.
    Determiner,
    /// Interjection.
    Interjection,
    /// Noun in the singular.
    SingularNoun,
    /// Noun in the plural.
    PluralNoun,
    /// Numeral.
    Numeral,
    /// The `to` of an infinitive.
    InfinitiveTo,
    /// The possessive `'s`.
    Possessive,
    /// The negation `not`.
    Negation,
    /// Personal pronoun.
    PersonalPronoun,
    /// Possessive pronoun.
    PossessivePronoun,
    /// Interrogative or relative pronoun.
    WhPronoun,
    /// Any other pronoun.
    OtherPronoun,
    /// Proper noun.
    ProperNoun,
    /// Punctuation.
    Punctuation,
    /// Subordinating conjunction.
    SubordinatingConjunction,
    /// Symbol.
    Symbol,
    /// Verb in the base form (VB).
    BaseVerb,
    /// Verb in the past tense (VBD).
    PastVerb,
    /// Past participle (VBN).
    PastParticiple,
    /// Present participle or gerund (VBG).
    PresentParticiple,
    /// Verb in the present tense, not third person singular (VBP).
    PresentVerb,
    /// Verb in the present tense, third person singular (VBZ).
    ThirdPersonVerb,
    /// Anything else.
    #[default]
    Other,
}

impl WordTag {
    /// The number of tags.
    pub const COUNT: usize = 32;

    /// All tags; the position of each is its number.
    pub const ALL: [Self; Self::COUNT] = [
        Self::Adjective,
        Self::Adposition,
        Self::Adverb,
        Self::WhAdverb,
        Self::FiniteAuxiliary,
        Self::BaseAuxiliary,
        Self::ParticipleAuxiliary,
        Self::Modal,
        Self::CoordinatingConjunction,
        Self::Determiner,
        Self::Interjection,
        Self::SingularNoun,
        Self::PluralNoun,
        Self::Numeral,
        Self::InfinitiveTo,
        Self::Possessive,
        Self::Negation,
        Self::PersonalPronoun,
        Self::PossessivePronoun,
        Self::WhPronoun,
        Self::OtherPronoun,
        Self::ProperNoun,
        Self::Punctuation,
        Self::SubordinatingConjunction,
        Self::Symbol,
        Self::BaseVerb,
        Self::PastVerb,
        Self::PastParticiple,
        Self::PresentParticiple,
        Self::PresentVerb,
        Self::ThirdPersonVerb,
        Self::Other,
    ];

    /// Returns the tag's number, below [`WordTag::COUNT`].
    pub const fn index(self) -> usize {
        self as usize
    }

    /// Returns the tag with this number; [`WordTag::Other`] if there is none.
    pub fn from_index(index: usize) -> Self {
        Self::ALL.get(index).copied().unwrap_or_default()
    }

    /// Returns the tag for a universal part of speech and a tag of the Penn Treebank (the columns UPOS and XPOS).
    pub fn from_treebank(universal: UniversalTag, penn: &str) -> Self {
        match universal {
            UniversalTag::Adj => Self::Adjective,
            UniversalTag::Adp => Self::Adposition,
            UniversalTag::Adv if penn == "WRB" => Self::WhAdverb,
            UniversalTag::Adv => Self::Adverb,
            UniversalTag::Aux => match penn {
                "MD" => Self::Modal,
                "VB" => Self::BaseAuxiliary,
                "VBN" | "VBG" => Self::ParticipleAuxiliary,
                _ => Self::FiniteAuxiliary,
            },
            UniversalTag::Cconj => Self::CoordinatingConjunction,
            UniversalTag::Det => Self::Determiner,
            UniversalTag::Intj => Self::Interjection,
            UniversalTag::Noun if penn == "NNS" || penn == "NNPS" => Self::PluralNoun,
            UniversalTag::Noun => Self::SingularNoun,
            UniversalTag::Num => Self::Numeral,
            UniversalTag::Part => match penn {
                "TO" => Self::InfinitiveTo,
                "POS" => Self::Possessive,
                _ => Self::Negation,
            },
            UniversalTag::Pron => match penn {
                "PRP" => Self::PersonalPronoun,
                "PRP$" => Self::PossessivePronoun,
                "WP" | "WDT" | "WP$" => Self::WhPronoun,
                _ => Self::OtherPronoun,
            },
            UniversalTag::Propn => Self::ProperNoun,
            UniversalTag::Punct => Self::Punctuation,
            UniversalTag::Sconj => Self::SubordinatingConjunction,
            UniversalTag::Sym => Self::Symbol,
            UniversalTag::Verb => match penn {
                "VBD" => Self::PastVerb,
                "VBN" => Self::PastParticiple,
                "VBG" => Self::PresentParticiple,
                "VBP" => Self::PresentVerb,
                "VBZ" => Self::ThirdPersonVerb,
                _ => Self::BaseVerb,
            },
            UniversalTag::X => Self::Other,
        }
    }

    /// Returns whether this is a verb or an auxiliary.
    pub const fn is_verb(self) -> bool {
        matches!(self.universal(), UniversalTag::Verb | UniversalTag::Aux)
    }

    /// Returns the universal part of speech.
    pub const fn universal(self) -> UniversalTag {
        match self {
            Self::Adjective => UniversalTag::Adj,
            Self::Adposition => UniversalTag::Adp,
            Self::Adverb | Self::WhAdverb => UniversalTag::Adv,
            Self::FiniteAuxiliary
            | Self::BaseAuxiliary
            | Self::ParticipleAuxiliary
            | Self::Modal => UniversalTag::Aux,
            Self::CoordinatingConjunction => UniversalTag::Cconj,
            Self::Determiner => UniversalTag::Det,
            Self::Interjection => UniversalTag::Intj,
            Self::SingularNoun | Self::PluralNoun => UniversalTag::Noun,
            Self::Numeral => UniversalTag::Num,
            Self::InfinitiveTo | Self::Possessive | Self::Negation => UniversalTag::Part,
            Self::PersonalPronoun
            | Self::PossessivePronoun
            | Self::WhPronoun
            | Self::OtherPronoun => UniversalTag::Pron,
            Self::ProperNoun => UniversalTag::Propn,
            Self::Punctuation => UniversalTag::Punct,
            Self::SubordinatingConjunction => UniversalTag::Sconj,
            Self::Symbol => UniversalTag::Sym,
            Self::BaseVerb
            | Self::PastVerb
            | Self::PastParticiple
            | Self::PresentParticiple
            | Self::PresentVerb
            | Self::ThirdPersonVerb => UniversalTag::Verb,
            Self::Other => UniversalTag::X,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_positions() {
        for (index, tag) in WordTag::ALL.into_iter().enumerate() {
            assert_eq!(tag.index(), index);
            assert_eq!(WordTag::from_index(index), tag);
        }
        assert_eq!(WordTag::from_index(WordTag::COUNT), WordTag::Other);
    }

    #[test]
    fn names_are_read_back() {
        for (tag, name) in UniversalTag::ALL {
            assert_eq!(UniversalTag::from_name(name), Some(tag));
            assert_eq!(tag.name(), name);
        }
        assert_eq!(UniversalTag::from_name("NNP"), None);
    }

    #[test]
    fn a_finer_tag_keeps_its_universal_part_of_speech() {
        let penn = [
            "NN", "NNS", "MD", "VB", "VBN", "VBG", "VBZ", "VBD", "VBP", "WRB", "TO", "POS", "RB",
            "PRP", "PRP$", "WP", "",
        ];
        for (universal, _) in UniversalTag::ALL {
            for fine in penn {
                let tag = WordTag::from_treebank(universal, fine);
                assert_eq!(tag.universal(), universal, "{fine}");
            }
        }
        assert_eq!(
            WordTag::from_treebank(UniversalTag::Aux, "MD"),
            WordTag::Modal
        );
        assert_eq!(
            WordTag::from_treebank(UniversalTag::Noun, "NNS"),
            WordTag::PluralNoun
        );
    }
}
