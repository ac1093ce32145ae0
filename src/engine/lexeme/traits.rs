//! The grammatical properties of an entity, which decide whether "he", "she", "it" or "they" can refer to it.

/// The gender of a person.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Gender {
    /// Male: shown by a title, a role ("spokesman"), the given name or pronouns.
    Male,
    /// Female, shown in the same ways.
    Female,
    /// The text does not show the gender, or the entity is not a person.
    #[default]
    Unknown,
}

/// Whether an entity is grammatically singular or plural.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum GrammaticalNumber {
    /// One person, company, place.
    #[default]
    One,
    /// A people, a family, or a team, for which "they" is used.
    Many,
}

/// The grammatical properties of an entity. [`crate::engine::Draft::entity_traits`] has one for each entity.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Traits {
    /// The gender.
    pub gender: Gender,
    /// Whether it is one or many.
    pub number: GrammaticalNumber,
    /// Whether it is a person or several persons.
    pub is_human: bool,
}

/// How well a pronoun goes with an entity.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum PronounFit {
    /// It cannot mean the entity.
    No,
    /// It may: the gender is not known, or "they" stands for an organisation.
    Maybe,
    /// It agrees in gender and number.
    Yes,
}

impl Traits {
    /// Returns how well a pronoun in lower case ("she", "his", "themselves") goes with the entity. A pronoun of the
    /// first or second person, or a word that is not a pronoun, never fits.
    pub fn fit(self, pronoun: &str) -> PronounFit {
        match pronoun {
            "he" | "him" | "his" | "himself" => self.fit_gender(Gender::Male),
            "she" | "her" | "hers" | "herself" => self.fit_gender(Gender::Female),
            "it" | "its" | "itself" if !self.is_human => PronounFit::Yes,
            "they" | "them" | "their" | "theirs" | "themselves" => match self.number {
                GrammaticalNumber::Many => PronounFit::Yes,
                GrammaticalNumber::One if self.is_human && self.gender != Gender::Unknown => {
                    PronounFit::No
                }
                GrammaticalNumber::One => PronounFit::Maybe,
            },
            _ => PronounFit::No,
        }
    }

    fn fit_gender(self, wanted: Gender) -> PronounFit {
        if !self.is_human || self.number == GrammaticalNumber::Many {
            PronounFit::No
        } else if self.gender == wanted {
            PronounFit::Yes
        } else if self.gender == Gender::Unknown {
            PronounFit::Maybe
        } else {
            PronounFit::No
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const WOMAN: Traits = Traits {
        gender: Gender::Female,
        number: GrammaticalNumber::One,
        is_human: true,
    };
    const COMPANY: Traits = Traits {
        gender: Gender::Unknown,
        number: GrammaticalNumber::One,
        is_human: false,
    };

    #[test]
    fn a_woman_is_she_and_nothing_else() {
        assert_eq!(WOMAN.fit("she"), PronounFit::Yes);
        assert_eq!(WOMAN.fit("he"), PronounFit::No);
        assert_eq!(WOMAN.fit("it"), PronounFit::No);
        assert_eq!(WOMAN.fit("they"), PronounFit::No);
        assert_eq!(WOMAN.fit("i"), PronounFit::No);
    }

    #[test]
    fn a_company_is_it_and_may_be_they() {
        assert_eq!(COMPANY.fit("its"), PronounFit::Yes);
        assert_eq!(COMPANY.fit("they"), PronounFit::Maybe);
        assert_eq!(COMPANY.fit("she"), PronounFit::No);
    }
}
