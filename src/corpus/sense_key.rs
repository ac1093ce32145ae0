//! The key of a sense: `person/sam-marlow~cricket`.

use super::folded::fold_name;
use crate::annotation::EntityKind;

/// The class of a sense. Unlike [`EntityKind`] it has teams, which articles mention as places or organizations.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum SenseClass {
    /// A person.
    Person,
    /// A team of a sport. The domain of its key is the sport.
    Team,
    /// Any other kind of entity.
    Kind(EntityKind),
}

impl SenseClass {
    /// Returns the class of an entity of this kind that is not a team.
    pub fn of_kind(kind: EntityKind) -> Self {
        match kind {
            EntityKind::Person => Self::Person,
            kind => Self::Kind(kind),
        }
    }

    /// Returns the name in keys.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Person => EntityKind::Person.name(),
            Self::Team => "team",
            Self::Kind(kind) => kind.name(),
        }
    }

    /// Returns the entity kind that is shown to users for this class.
    pub const fn kind(self) -> EntityKind {
        match self {
            Self::Person => EntityKind::Person,
            Self::Team => EntityKind::Organization,
            Self::Kind(kind) => kind,
        }
    }

    fn from_name(name: &str) -> Option<Self> {
        match name {
            "team" => Some(Self::Team),
            name => EntityKind::from_name(name).map(Self::of_kind),
        }
    }
}

/// The key of a sense: its class, its name, and a domain that separates namesakes: a sport, a kind of work, or a
/// country.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SenseKey {
    /// The class of the sense.
    pub class: SenseClass,
    /// The words of its name, in the form of `fold_name`.
    pub words: Vec<String>,
    /// The sport, the kind of work or the country; empty if the article does not say.
    pub domain: String,
}

impl SenseKey {
    /// Returns the key for a class, a name and a domain.
    pub fn new(class: SenseClass, name: &str, domain: &str) -> Self {
        Self {
            class,
            words: fold_name(name).split(' ').map(str::to_owned).collect(),
            domain: fold_name(domain),
        }
    }

    /// Parses a key in the form that `Display` writes. A key without a domain has the same form as
    /// [`crate::annotation::EntityKey`].
    pub fn parse(key: &str) -> Option<Self> {
        let (class, rest) = key.split_once('/')?;
        let (name, domain) = rest.split_once('~').map_or((rest, ""), |split| split);
        Some(Self {
            class: SenseClass::from_name(class)?,
            words: name.split('-').map(str::to_owned).collect(),
            domain: domain.replace('-', " "),
        })
    }
}

impl std::fmt::Display for SenseKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}/{}", self.class.name(), self.words.join("-"))?;
        match self.domain.as_str() {
            "" => Ok(()),
            domain => write!(f, "~{}", domain.replace(' ', "-")),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_is_read_as_it_was_written() {
        for (class, name, domain, written) in [
            (
                SenseClass::Person,
                "Sam Márlow",
                "cricket",
                "person/sam-marlow~cricket",
            ),
            (
                SenseClass::Team,
                "New York",
                "ice hockey",
                "team/new-york~ice-hockey",
            ),
            (SenseClass::Kind(EntityKind::Place), "U.S.", "", "place/us"),
        ] {
            let key = SenseKey::new(class, name, domain);
            assert_eq!(key.to_string(), written);
            assert_eq!(SenseKey::parse(written), Some(key));
        }
        assert_eq!(SenseKey::parse("nothing"), None);
    }
}
