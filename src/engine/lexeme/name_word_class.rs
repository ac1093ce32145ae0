//! The classes of words inside and before names.

/// A class of words in `assets/lang/en/entity-words.txt`. The comment at the head of that file explains each class.
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
    NewsAgency,
    LegalForm,
    BodyField,
    Continent,
}

impl NameWord {
    /// All classes by their names in the list.
    pub(super) const fn names() -> &'static [(&'static str, Self)] {
        &[
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
            ("news-agency", Self::NewsAgency),
            ("legal-form", Self::LegalForm),
            ("body-field", Self::BodyField),
            ("continent", Self::Continent),
        ]
    }

    /// Returns its bit in a set of classes.
    pub(super) const fn bit(self) -> u64 {
        1 << self as u64
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const LIST: &str = include_str!("../../../assets/lang/en/entity-words.txt");

    #[test]
    fn every_line_of_the_list_has_a_known_class() {
        for line in LIST.lines().filter(|line| !line.starts_with('#')) {
            let class = line.split(' ').next().unwrap_or_default();
            let is_title = ["title", "given"].iter().any(|title| {
                let rest = class.strip_prefix(title);
                rest.is_some_and(|rest| matches!(rest, "" | "-m" | "-f"))
            });
            let is_known = NameWord::names().iter().any(|(name, _)| *name == class);
            assert!(is_title || is_known, "{line}");
        }
    }

    #[test]
    fn every_class_has_words_and_its_own_bit() {
        let mut bits = 0;
        for (name, class) in NameWord::names() {
            let start = format!("\n{name} ");
            assert!(LIST.contains(&start), "{name}");
            assert_eq!(bits & class.bit(), 0, "{name}");
            bits |= class.bit();
        }
    }
}
