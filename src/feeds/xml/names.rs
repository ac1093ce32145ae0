//! What the elements of feeds are, by namespace and name.

use std::collections::HashMap;

/// The vocabularies that are read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Vocabulary {
    /// RSS, Atom and CDF, which use the same names for the same things.
    Feed,
    Content,
    Dublin,
    Terms,
    Itunes,
    Media,
    Rdf,
    Xhtml,
    Other,
}

/// What an element says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Role {
    /// The feed, or what stands around it.
    Root,
    Item,
    /// Where an item was taken over from: a feed of its own.
    Source,
    /// The feed's picture or search field, which have titles and links of their own.
    Picture,
    Title,
    MediaTitle,
    Link,
    Id,
    Published,
    Updated,
    Created,
    Summary,
    /// A description that stands in for want of another text.
    More,
    Subtitle,
    /// Content of Atom, whose type tells what it is.
    Content,
    /// Content that is HTML.
    Html,
    /// Content that is markup within the XML.
    Body,
    Author,
    Name,
    Mail,
    Category,
    /// Several categories, with commas between.
    Keywords,
    Enclosure,
    Language,
    Other,
}

impl Role {
    /// Returns whether its text is read.
    pub(super) fn is_field(self) -> bool {
        !matches!(
            self,
            Self::Root
                | Self::Item
                | Self::Source
                | Self::Picture
                | Self::Enclosure
                | Self::Name
                | Self::Mail
                | Self::Other
        )
    }

    /// Returns whether its text is a line, so that the next field ends it when its own end is missing.
    pub(super) fn is_short(self) -> bool {
        matches!(
            self,
            Self::Title
                | Self::MediaTitle
                | Self::Link
                | Self::Id
                | Self::Published
                | Self::Updated
                | Self::Created
                | Self::Category
                | Self::Keywords
                | Self::Language
        )
    }
}

/// The most prefixes that are remembered.
const MOST_PREFIXES: usize = 100;

/// The namespaces that a feed declares.
#[derive(Default)]
pub(super) struct Names {
    prefixes: HashMap<String, Vocabulary>,
    default: Option<Vocabulary>,
}

/// The vocabulary of names without a prefix, to be set again when an element ends.
#[derive(Clone, Copy, Default)]
pub(super) struct Unprefixed(Option<Vocabulary>);

impl Names {
    /// Takes a declaration: `xmlns` or `xmlns:PREFIX`, and the address of the namespace.
    pub(super) fn declare(&mut self, attribute: &str, address: &str) {
        match attribute.strip_prefix("xmlns:") {
            None => self.default = of_address(address),
            Some(prefix) => {
                let vocabulary = of_address(address).unwrap_or_else(|| of_prefix(prefix));
                if self.prefixes.len() < MOST_PREFIXES {
                    self.prefixes.insert(prefix.to_owned(), vocabulary);
                }
            }
        }
    }

    /// Returns the vocabulary of names without a prefix.
    pub(super) fn unprefixed(&self) -> Unprefixed {
        Unprefixed(self.default)
    }

    /// Sets it again.
    pub(super) fn restore(&mut self, unprefixed: Unprefixed) {
        self.default = unprefixed.0;
    }

    /// Returns what an element of this name says.
    pub(super) fn role(&self, name: &str) -> Role {
        let (vocabulary, local) = match name.split_once(':') {
            None => (self.default.unwrap_or(Vocabulary::Feed), name),
            Some((prefix, local)) => {
                let declared = self.prefixes.get(prefix).copied();
                (declared.unwrap_or_else(|| of_prefix(prefix)), local)
            }
        };
        role(vocabulary, &local.to_ascii_lowercase())
    }
}

fn of_address(address: &str) -> Option<Vocabulary> {
    let address = address.trim().to_ascii_lowercase();
    let found = match address.trim_end_matches(['/', '#']) {
        "http://purl.org/rss/1.0/modules/content" => Vocabulary::Content,
        "http://purl.org/dc/elements/1.1" => Vocabulary::Dublin,
        "http://purl.org/dc/terms" => Vocabulary::Terms,
        "http://www.itunes.com/dtds/podcast-1.0.dtd"
        | "http://example.com/dtds/podcast-1.0.dtd" => Vocabulary::Itunes,
        "http://search.yahoo.com/mrss" => Vocabulary::Media,
        "http://www.w3.org/1999/02/22-rdf-syntax-ns" => Vocabulary::Rdf,
        "http://www.w3.org/1999/xhtml" => Vocabulary::Xhtml,
        "http://www.w3.org/2005/atom"
        | "http://purl.org/atom/ns"
        | "http://purl.org/rss/1.0"
        | "http://purl.org/rss/1.0/modules/rss091"
        | "http://my.netscape.com/rdf/simple/0.9"
        | "http://channel.netscape.com/rdf/simple/0.9"
        | "http://blogs.law.harvard.edu/tech/rss"
        | "http://purl.org/net/rss1.1"
        | "http://purl.org/pie"
        | "http://purl.org/echo" => Vocabulary::Feed,
        other if other.contains("backend.userland.com/rss") => Vocabulary::Feed,
        _ => return None,
    };
    Some(found)
}

fn of_prefix(prefix: &str) -> Vocabulary {
    match prefix.to_ascii_lowercase().as_str() {
        "content" => Vocabulary::Content,
        "dc" => Vocabulary::Dublin,
        "dcterms" => Vocabulary::Terms,
        "itunes" => Vocabulary::Itunes,
        "media" => Vocabulary::Media,
        "rdf" => Vocabulary::Rdf,
        "xhtml" => Vocabulary::Xhtml,
        "atom" | "atom10" | "a10" | "rss" => Vocabulary::Feed,
        _ => Vocabulary::Other,
    }
}

fn role(vocabulary: Vocabulary, name: &str) -> Role {
    match (vocabulary, name) {
        (Vocabulary::Feed, _) => of_feed(name),
        (Vocabulary::Rdf, "rdf") => Role::Root,
        (Vocabulary::Content, "encoded") => Role::Html,
        (Vocabulary::Xhtml, "body") => Role::Body,
        (Vocabulary::Dublin, "title") => Role::Title,
        (Vocabulary::Dublin, "author" | "creator") | (Vocabulary::Itunes, "author") => Role::Author,
        (Vocabulary::Dublin, "description") => Role::Summary,
        (Vocabulary::Dublin, "language") => Role::Language,
        (Vocabulary::Dublin, "date") | (Vocabulary::Terms, "modified") => Role::Updated,
        (Vocabulary::Terms, "issued") => Role::Published,
        (Vocabulary::Terms, "created") => Role::Created,
        (Vocabulary::Dublin, "subject") | (Vocabulary::Media | Vocabulary::Itunes, "category") => {
            Role::Category
        }
        (Vocabulary::Media | Vocabulary::Itunes, "keywords") => Role::Keywords,
        (Vocabulary::Itunes, "summary") | (Vocabulary::Media, "description") => Role::More,
        (Vocabulary::Media, "title") => Role::MediaTitle,
        _ => Role::Other,
    }
}

fn of_feed(name: &str) -> Role {
    match name {
        "rss" | "feed" | "channel" | "rdf" => Role::Root,
        "item" | "entry" => Role::Item,
        "source" => Role::Source,
        "image" | "textinput" => Role::Picture,
        "title" => Role::Title,
        "link" => Role::Link,
        "guid" | "id" => Role::Id,
        "pubdate" | "published" | "issued" => Role::Published,
        "updated" | "modified" | "lastbuilddate" => Role::Updated,
        "created" => Role::Created,
        "description" | "abstract" | "summary" => Role::Summary,
        "subtitle" | "tagline" => Role::Subtitle,
        "content" => Role::Content,
        "encoded" | "fullitem" => Role::Html,
        "body" => Role::Body,
        "author" => Role::Author,
        "name" => Role::Name,
        "email" => Role::Mail,
        "category" | "keywords" => Role::Category,
        "enclosure" => Role::Enclosure,
        "language" => Role::Language,
        _ => Role::Other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_address_of_a_namespace_counts_and_not_its_prefix() {
        let mut names = Names::default();
        assert_eq!(names.role("dc:creator"), Role::Author);
        assert_eq!(names.role("foo:title"), Role::Other);
        names.declare("xmlns:foo", "http://www.w3.org/2005/Atom");
        names.declare("xmlns:dc", "http://search.yahoo.com/mrss/");
        assert_eq!(names.role("foo:title"), Role::Title);
        assert_eq!(names.role("dc:title"), Role::MediaTitle);
        names.declare("xmlns", "http://www.w3.org/1999/xhtml");
        assert_eq!(names.role("title"), Role::Other);
    }
}
