//! The parts of speech that the grammar of quoting distinguishes.

/// A part of speech, as far as the grammar of quoting needs it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::engine) enum PosTag {
    Noun,
    Plural,
    Name,
    Title,
    Time,
    Number,
    Pronoun,
    Object,
    Possessive,
    Determiner,
    Adjective,
    Adverb,
    Preposition,
    To,
    And,
    Subordinator,
    Relative,
    That,
    Not,
    Modal,
    Be,
    Have,
    Do,
    /// A finite verb.
    Finite,
    /// A verb after "to" or a modal.
    Base,
    Ing,
    Participle,
    Comma,
    Colon,
    Semicolon,
    Stop,
    Dash,
    Open,
    Close,
    /// The mark that opens an outermost stretch in quotation marks; the stretch is one unit.
    Quote,
    Other,
}

impl PosTag {
    /// Returns whether a noun phrase can end here.
    pub(in crate::engine) const fn is_head(self) -> bool {
        matches!(
            self,
            Self::Noun
                | Self::Plural
                | Self::Name
                | Self::Title
                | Self::Pronoun
                | Self::Number
                | Self::Object
        )
    }

    /// Returns whether a noun can stand in front of its verb or noun here.
    pub(in crate::engine) const fn is_inside_phrase(self) -> bool {
        matches!(
            self,
            Self::Noun
                | Self::Plural
                | Self::Name
                | Self::Title
                | Self::Number
                | Self::Adjective
                | Self::Possessive
                | Self::Determiner
        )
    }

    /// Returns whether it helps another verb.
    pub(in crate::engine) const fn is_auxiliary(self) -> bool {
        matches!(
            self,
            Self::Modal | Self::Be | Self::Have | Self::Do | Self::Not
        )
    }

    /// Returns whether a clause with this word has a tense.
    pub(in crate::engine) const fn is_finite(self) -> bool {
        matches!(
            self,
            Self::Finite | Self::Modal | Self::Be | Self::Have | Self::Do
        )
    }

    /// Returns whether it is a form of a verb of its own meaning.
    pub(in crate::engine) const fn is_verb(self) -> bool {
        matches!(
            self,
            Self::Finite | Self::Base | Self::Ing | Self::Participle
        )
    }
}
