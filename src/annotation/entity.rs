//! Entities of a document and their mentions.

use std::fmt;

use crate::text::ByteRange;

/// Which entity of a document: an index into [`super::Annotations::entities`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct EntityId(pub u32);

/// What an entity is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum EntityKind {
    /// A human being, real or not.
    Person,
    /// A company, party, team, agency, band …
    Organization,
    /// A country, city, region, river, building …
    Place,
    /// A nationality, religion or political current: "Chinese", "Catholics", "Republicans".
    Group,
    /// A named event: a war, a cup, a storm.
    Event,
    /// A book, film, law, product …
    Work,
    /// A name of none of these kinds.
    Other,
}

impl EntityKind {
    /// All kinds, in the order in which they are shown.
    pub const ALL: [Self; 7] = [
        Self::Person,
        Self::Organization,
        Self::Place,
        Self::Group,
        Self::Event,
        Self::Work,
        Self::Other,
    ];

    /// Returns the kind's name in the exports, the config and the keys of entities.
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

    /// Returns the kind of that name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.name() == name)
    }
}

/// How a mention names its entity.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum MentionForm {
    /// In full: "Antony Blinken".
    Name,
    /// In part: "Blinken", "Mr. Blinken".
    Short,
    /// By its letters: "NATO".
    Acronym,
    /// By what it is: "the secretary of state".
    Role,
    /// By a pronoun.
    Pronoun,
}

impl MentionForm {
    /// Returns the form's name in the exports.
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

/// A place in the text that names an entity.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Mention {
    /// Which one.
    pub entity: EntityId,
    /// How.
    pub form: MentionForm,
}

/// What ties an entity to the same one in other articles: `person/antony-blinken`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct EntityKey(String);

impl EntityKey {
    /// Returns the key of a name: lower case, accents kept off, words joined by `-`.
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
            fold(name).for_each(add);
        }
        Self(key)
    }

    /// Returns the key as it was stored.
    pub const fn from_stored(key: String) -> Self {
        Self(key)
    }

    /// Returns the key in writing.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for EntityKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Returns the characters in lower case without their accents.
fn fold(name: &str) -> impl Iterator<Item = char> {
    crate::text::decomposed(name)
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

/// Somebody or something that a document names, with all its names there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entity {
    /// Its number in the document.
    pub id: EntityId,
    /// What it is.
    pub kind: EntityKind,
    /// The fullest name in the document, without titles and possessives.
    pub name: String,
    /// The other names it has in the document, in order of appearance.
    pub aliases: Vec<String>,
    /// What the text says it is: "secretary of state".
    pub role: Option<ByteRange>,
    /// What ties it to the same one in other articles.
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
