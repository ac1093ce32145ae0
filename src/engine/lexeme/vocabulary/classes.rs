//! The classes of words and phrases in the lexicon.

/// A class of words or phrases in the lexicon.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Class {
    /// A given name.
    Given,
    /// A family name.
    Surname,
    /// A city of 150,000 people or more.
    BigCity,
    /// A smaller town.
    Town,
    /// A country or territory.
    Country,
    /// A nationality: "Chinese", "Danes".
    People,
    /// A state or county of the United States.
    State,
    /// A region, sea, river, mountain, part of the world.
    Region,
    /// A word that begins or ends the name of a place: "Lake", "Street".
    PlaceWord,
    /// An organisation that the news name often.
    Organization,
    /// A word that ends or marks the name of an organisation: "Inc", "Ministry".
    OrganizationWord,
    /// A title or role before a name.
    Title,
    /// A company.
    Company,
    /// A university.
    University,
    /// A sports team.
    Team,
    /// A month or weekday.
    Calendar,
    /// A named event.
    Event,
    /// A named work, law, product.
    Work,
    /// A name of another kind.
    OtherName,
    /// A religion, party's members, ethnicity.
    Group,
}

impl Class {
    /// All classes; the position of each is its bit in [`Classes`].
    pub const ALL: [Self; 20] = [
        Self::Given,
        Self::Surname,
        Self::BigCity,
        Self::Town,
        Self::Country,
        Self::People,
        Self::State,
        Self::Region,
        Self::PlaceWord,
        Self::Organization,
        Self::OrganizationWord,
        Self::Title,
        Self::Company,
        Self::University,
        Self::Team,
        Self::Calendar,
        Self::Event,
        Self::Work,
        Self::OtherName,
        Self::Group,
    ];

    const fn bit(self) -> u32 {
        1 << self as u32
    }
}

/// A set of classes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Classes(u32);

impl Classes {
    /// Returns the set that has these bits.
    pub const fn from_bits(bits: u32) -> Self {
        Self(bits)
    }

    /// Returns the set of these classes.
    pub const fn of(classes: &[Class]) -> Self {
        let mut bits = 0;
        let mut rest = classes;
        while let [first, tail @ ..] = rest {
            bits |= first.bit();
            rest = tail;
        }
        Self(bits)
    }

    /// Returns the bits.
    pub const fn bits(self) -> u32 {
        self.0
    }

    /// Returns whether the class is in the set.
    pub const fn has(self, class: Class) -> bool {
        self.0 & class.bit() != 0
    }

    /// Returns whether both sets share a class.
    pub const fn meets(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }

    /// Returns whether nothing is in the set.
    pub const fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// Returns both sets together.
    pub const fn with(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// Returns the numbers of the classes in the set, in order.
    pub fn numbers(self) -> impl Iterator<Item = u32> {
        let mut rest = self.0;
        std::iter::from_fn(move || {
            let number = rest.trailing_zeros();
            (rest != 0).then(|| {
                rest &= rest - 1;
                number
            })
        })
    }
}
