//! Entities of a document and mentions of them.

use std::fmt;

use crate::text::ByteRange;

/// Identifies an entity within its document: an index into [`super::Annotations::entities`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct EntityId(pub u32);

/// The type of an entity.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "snake_case"))]
pub enum EntityKind {
    /// A human being, real or fictional.
    Person,
    /// A company, party, team, agency, band, ….
    Organization,
    /// A country, city, region, river, building, ….
    Place,
    /// A nationality, religion or political current: "Chinese", "Catholics", "Republicans".
    Group,
    /// A named event: a war, a cup, a storm.
    Event,
    /// A book, film, law, product, ….
    Work,
    /// A name of some other type.
    Other,
}

impl EntityKind {
    /// All kinds, in display order.
    pub const ALL: [Self; 7] = [
        Self::Person,
        Self::Organization,
        Self::Place,
        Self::Group,
        Self::Event,
        Self::Work,
        Self::Other,
    ];

    /// Returns the kind's name in exports, config and entity keys.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Person => "person",
            Self::Organization => "organization",
            Self::Place => "place",
            Self::Group => "group",
            Self::Event => "event",
            Self::Work => "work",
            Self::Other => "other",
        }
    }

    /// Returns the heading of a list of entities of the kind.
    pub const fn heading(self) -> &'static str {
        match self {
            Self::Person => "People",
            Self::Organization => "Organisations",
            Self::Place => "Places",
            Self::Group => "Groups",
            Self::Event => "Events",
            Self::Work => "Works",
            Self::Other => "Other names",
        }
    }

    /// Returns the kind with this name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.name() == name)
    }
}

/// The way in which a mention names its entity.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "snake_case"))]
pub enum MentionForm {
    /// The full name: "Antony Blinken".
    Name,
    /// Part of the name: "Blinken", "Mr. Blinken".
    Short,
    /// The initials: "NATO".
    Acronym,
    /// A description: "the secretary of state".
    Role,
    /// A pronoun.
    Pronoun,
}

impl MentionForm {
    /// All forms.
    pub const ALL: [Self; 5] = [
        Self::Name,
        Self::Short,
        Self::Acronym,
        Self::Role,
        Self::Pronoun,
    ];

    /// Returns the form with this name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|form| form.name() == name)
    }

    /// Returns the form's name in exports.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Name => "name",
            Self::Short => "short",
            Self::Acronym => "acronym",
            Self::Role => "role",
            Self::Pronoun => "pronoun",
        }
    }
}

/// A mention of an entity in the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct Mention {
    /// The entity that is named.
    pub entity: EntityId,
    /// How the mention names the entity.
    pub form: MentionForm,
}

/// Identifies the same entity across articles: `person/antony-blinken`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct EntityKey(String);

impl EntityKey {
    /// Returns the key of a name: the kind, `/`, and the name in lower case, without accents, with words joined by `-`.
    ///
    /// ```
    /// use pullquote::annotation::{EntityKey, EntityKind};
    /// assert_eq!(EntityKey::new(EntityKind::Person, "Recep Tayyip Erdoğan").as_str(), "person/recep-tayyip-erdogan");
    /// ```
    pub fn new(kind: EntityKind, name: &str) -> Self {
        let mut key = String::with_capacity(kind.name().len() + 1 + name.len());
        key.push_str(kind.name());
        key.push('/');
        let mut gap = false;
        // Stops and apostrophes are dropped without a gap, so that "U.S." and "US" or "O'Neil" and "ONeil" get one key.
        let mut add = |c: char| {
            if c.is_alphanumeric() {
                if std::mem::take(&mut gap) && !key.ends_with('/') {
                    key.push('-');
                }
                key.push(c);
            } else if !matches!(c, '.' | '\'' | '’') {
                gap = true;
            }
        };
        if name.is_ascii() {
            let letters = name.bytes().map(|byte| byte.to_ascii_lowercase());
            letters.for_each(|letter| add(char::from(letter)));
        } else {
            fold_case_and_accents(name).for_each(add);
        }
        Self(key)
    }

    /// Returns the key that was stored as `key`, without normalizing it again.
    pub const fn from_stored(key: String) -> Self {
        Self(key)
    }

    /// Returns the key as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for EntityKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Returns the characters in lower case without accents. The four letters mapped by hand have no canonical
/// decomposition.
fn fold_case_and_accents(name: &str) -> impl Iterator<Item = char> {
    crate::text::decompose_chars(name)
        .filter(|c| !crate::text::is_mark(*c))
        .flat_map(char::to_lowercase)
        .map(|c| match c {
            'ı' => 'i',
            'ł' => 'l',
            'ø' => 'o',
            'đ' => 'd',
            c => c,
        })
}

/// A person, organization, place, … that a document names, with all its names there.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct Entity {
    /// Its index in the document.
    pub id: EntityId,
    /// The type of the entity.
    pub kind: EntityKind,
    /// The longest name in the document, without titles and possessives.
    pub name: String,
    /// The other names in the document, in order of first appearance.
    pub aliases: Vec<String>,
    /// The description in the text, if there is one: "secretary of state".
    pub role: Option<ByteRange>,
    /// The key that is equal for the same entity in other articles.
    pub key: EntityKey,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_do_not_depend_on_accents_dots_or_case() {
        let key = |name| {
            EntityKey::new(EntityKind::Organization, name)
                .as_str()
                .to_owned()
        };
        assert_eq!(
            key("U.N. Security Council"),
            "organization/un-security-council"
        );
        assert_eq!(key("Crédit Agricole S.A."), key("CREDIT AGRICOLE SA"));
        assert_eq!(key(" - "), "organization/");
    }
}
