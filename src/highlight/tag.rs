//! Tags, the meanings that a run of text can have, and sets of tags.

/// The meaning of a run of text. A theme maps it to a style.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Tag {
    /// A mention of a person.
    Person,
    /// A mention of an organisation.
    Organization,
    /// A mention of a place.
    Place,
    /// A mention of a nationality, religion or political current.
    Group,
    /// A mention of a named event.
    Event,
    /// A mention of a book, film, law, product, ….
    Work,
    /// A mention of any other name.
    OtherName,
    /// Words in quotation marks.
    Quote,
    /// Reported speech without quotation marks.
    Indirect,
    /// The reporting word of a quote.
    Cue,
    /// The speaker of a quote.
    Speaker,
    /// An amount.
    Figure,
    /// A date, time, duration or recurring time.
    Date,
    /// A term that the user watches.
    Watch,
    /// A search match.
    SearchHit,
    /// The current search match.
    CurrentHit,
    /// The selected annotation.
    Focus,
    /// Another mention of the selected entity, or another part of the selected quote.
    Related,
    /// A paragraph without a match of the filter.
    Dimmed,
    /// Emphasized words.
    Emphasis,
    /// Strongly emphasized words.
    Strong,
    /// Code or a key.
    Code,
    /// Struck-out words.
    Deleted,
    /// A link.
    Link,
    /// A heading.
    Heading,
}

impl Tag {
    /// All tags, in the order of a theme.
    pub const ALL: [Self; 25] = [
        Self::Person,
        Self::Organization,
        Self::Place,
        Self::Group,
        Self::Event,
        Self::Work,
        Self::OtherName,
        Self::Quote,
        Self::Indirect,
        Self::Cue,
        Self::Speaker,
        Self::Figure,
        Self::Date,
        Self::Watch,
        Self::SearchHit,
        Self::CurrentHit,
        Self::Focus,
        Self::Related,
        Self::Dimmed,
        Self::Emphasis,
        Self::Strong,
        Self::Code,
        Self::Deleted,
        Self::Link,
        Self::Heading,
    ];

    /// Returns the tag's name in the config.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Person => "person",
            Self::Organization => "organization",
            Self::Place => "place",
            Self::Group => "group",
            Self::Event => "event",
            Self::Work => "work",
            Self::OtherName => "other",
            Self::Quote => "quote",
            Self::Indirect => "indirect",
            Self::Cue => "cue",
            Self::Speaker => "speaker",
            Self::Figure => "figure",
            Self::Date => "date",
            Self::Watch => "watch",
            Self::SearchHit => "search_hit",
            Self::CurrentHit => "current_hit",
            Self::Focus => "focus",
            Self::Related => "related",
            Self::Dimmed => "dimmed",
            Self::Emphasis => "emphasis",
            Self::Strong => "strong",
            Self::Code => "code",
            Self::Deleted => "deleted",
            Self::Link => "link",
            Self::Heading => "heading",
        }
    }

    /// Returns the tag with this name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|tag| tag.name() == name)
    }

    const fn bit(self) -> u32 {
        1 << self as u32
    }
}

/// A set of tags.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct TagSet(u32);

impl TagSet {
    /// The empty set: plain text.
    pub const EMPTY: Self = Self(0);

    /// Returns whether the set contains the tag.
    pub const fn contains(self, tag: Tag) -> bool {
        self.0 & tag.bit() != 0
    }

    /// Returns whether the set is empty.
    pub const fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// Adds the tag.
    pub const fn insert(&mut self, tag: Tag) {
        self.0 |= tag.bit();
    }

    /// Returns the tags in either set.
    #[must_use]
    pub const fn union(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// Returns the tags in the set, in the order of [`Tag::ALL`].
    pub fn iter(self) -> impl Iterator<Item = Tag> {
        Tag::ALL.into_iter().filter(move |tag| self.contains(*tag))
    }
}

impl FromIterator<Tag> for TagSet {
    fn from_iter<I: IntoIterator<Item = Tag>>(tags: I) -> Self {
        let mut set = Self::EMPTY;
        tags.into_iter().for_each(|tag| set.insert(tag));
        set
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_unique_and_read_back() {
        for tag in Tag::ALL {
            assert_eq!(Tag::from_name(tag.name()), Some(tag));
        }
        assert_eq!(Tag::from_name("colour"), None);
    }

    #[test]
    fn a_set_gives_back_what_went_in() {
        for tag in Tag::ALL {
            let set = TagSet::from_iter([tag]);
            assert!(set.iter().eq([tag]));
        }
        assert!(TagSet::from_iter(Tag::ALL).iter().eq(Tag::ALL));
        assert!(TagSet::EMPTY.is_empty());
    }
}
