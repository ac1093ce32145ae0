//! The parts of speech that the grammar of quoting distinguishes.

/// A part of speech, as far as the grammar of quotation distinguishes them.
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
    /// The opening mark of an outermost quotation. The whole quotation is treated as one unit.
    Quote,
    Other,
}

impl PosTag {
    /// Returns the part of speech of a closed class by its name in `assets/lang/en/closed-classes.txt`.
    pub(super) fn from_name(name: &str) -> Option<Self> {
        Some(match name {
            "pronoun" => Self::Pronoun,
            "object" => Self::Object,
            "possessive" => Self::Possessive,
            "determiner" => Self::Determiner,
            "number" => Self::Number,
            "preposition" => Self::Preposition,
            "to" => Self::To,
            "and" => Self::And,
            "subordinator" => Self::Subordinator,
            "relative" => Self::Relative,
            "that" => Self::That,
            "not" => Self::Not,
            "modal" => Self::Modal,
            "be" => Self::Be,
            "have" => Self::Have,
            "do" => Self::Do,
            "adverb" => Self::Adverb,
            "time" => Self::Time,
            "title" => Self::Title,
            "adjective" => Self::Adjective,
            "comma" => Self::Comma,
            "colon" => Self::Colon,
            "semicolon" => Self::Semicolon,
            "stop" => Self::Stop,
            "dash" => Self::Dash,
            "open" => Self::Open,
            "close" => Self::Close,
            _ => return None,
        })
    }

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

    /// Returns whether a noun may be separated from the verb or noun that it belongs to by this word.
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

    /// Returns whether it is an auxiliary verb.
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

    /// Returns whether it is a form of a main verb.
    pub(in crate::engine) const fn is_verb(self) -> bool {
        matches!(
            self,
            Self::Finite | Self::Base | Self::Ing | Self::Participle
        )
    }
}
