//! The classes of words inside and around names.

/// A class of words of `assets/lang/en/entity-words.txt`, whose head says what each class is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::engine) enum NameWord {
    Honorific,
    Particle,
    GivenToo,
    Patronymic,
    Suffix,
    Company,
    Business,
    Firm,
    Royal,
    Generic,
    Small,
    Place,
    PlaceEnding,
    NeedsEnding,
    Locative,
    Relative,
    Human,
    Voice,
    Claim,
    Promise,
    Stop,
    Lead,
    FirmNoun,
    VagueBody,
    Possessive,
    Copula,
    RelativePronoun,
    AfterRole,
    RoleJoint,
    MalePronoun,
    FemalePronoun,
}

impl NameWord {
    pub(super) const ALL: [(&'static str, Self); 31] = [
        ("honorific", Self::Honorific),
        ("particle", Self::Particle),
        ("given-too", Self::GivenToo),
        ("patronymic", Self::Patronymic),
        ("suffix", Self::Suffix),
        ("company", Self::Company),
        ("business", Self::Business),
        ("firm", Self::Firm),
        ("royal", Self::Royal),
        ("generic", Self::Generic),
        ("small", Self::Small),
        ("place", Self::Place),
        ("place-ending", Self::PlaceEnding),
        ("needs-ending", Self::NeedsEnding),
        ("locative", Self::Locative),
        ("relative", Self::Relative),
        ("human", Self::Human),
        ("voice", Self::Voice),
        ("claim", Self::Claim),
        ("promise", Self::Promise),
        ("stop", Self::Stop),
        ("lead", Self::Lead),
        ("firm-noun", Self::FirmNoun),
        ("vague-body", Self::VagueBody),
        ("possessive", Self::Possessive),
        ("copula", Self::Copula),
        ("relative-pronoun", Self::RelativePronoun),
        ("after-role", Self::AfterRole),
        ("role-joint", Self::RoleJoint),
        ("pronoun-m", Self::MalePronoun),
        ("pronoun-f", Self::FemalePronoun),
    ];

    pub(super) const fn bit(self) -> u32 {
        1 << self as u32
    }
}
