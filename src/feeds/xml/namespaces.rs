//! The roles of elements in feeds, by namespace and name.

use std::collections::HashMap;

/// The XML vocabularies that the parser knows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum XmlVocabulary {
    /// RSS, Atom and CDF, which use the same names for the same fields.
    Feed,
    /// The content module of RSS 1.0 (`content:encoded`).
    Content,
    /// Dublin Core elements (`dc:`).
    Dublin,
    /// Dublin Core terms (`dcterms:`).
    Terms,
    /// Apple's podcast extension (`itunes:`).
    Itunes,
    /// Media RSS (`media:`).
    Media,
    /// RDF, the frame of RSS 1.0.
    Rdf,
    /// XHTML.
    Xhtml,
    /// Any other namespace. Its elements are ignored.
    Other,
}

/// The role of an element in a feed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum ElementRole {
    /// The feed, or an element that encloses it.
    Root,
    /// An item or entry.
    Item,
    /// The source feed of a republished item, with fields of its own.
    Source,
    /// The feed's image or search box, with a title and link of its own.
    Picture,
    /// The title of a feed or item.
    Title,
    /// The title of an image or video (Media RSS).
    MediaTitle,
    /// A link.
    Link,
    /// The ID of an item.
    Id,
    /// The date of publication.
    Published,
    /// The date of the last change.
    Updated,
    /// The date of creation.
    Created,
    /// The description or summary.
    Summary,
    /// A further description (`itunes:summary`).
    More,
    /// The description of an image or video; the text of an item that has no other.
    MediaText,
    /// A line about an episode (`itunes:subtitle`); the text of an item that has no other.
    Teaser,
    /// The subtitle of a feed (Atom).
    Subtitle,
    /// The content of an Atom entry. Its `type` attribute gives the format.
    Content,
    /// Content that is escaped HTML.
    Html,
    /// Content that is markup in the XML.
    Body,
    /// An author.
    Author,
    /// The owner of a podcast.
    Owner,
    /// The name of an author.
    Name,
    /// The mail address of an author.
    Mail,
    /// A category.
    Category,
    /// Several categories, separated by commas.
    Keywords,
    /// An attached file.
    Enclosure,
    /// The language of the feed.
    Language,
    /// Any other element.
    Other,
}

impl ElementRole {
    /// Returns true if the text of the element is read.
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

    /// Returns true if the element contains a short text. The next field then ends it if its end tag is missing.
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

/// Maximum number of namespace prefixes that are stored. Feeds declare only a few; the limit bounds hostile input.
const MAX_PREFIXES: usize = 100;

/// The namespaces that a feed declares.
///
/// A prefix without a declaration, or with an unknown address, gets its conventional meaning, because many feeds omit
/// or misspell the declaration.
#[derive(Default)]
pub(super) struct Namespaces {
    prefixes: HashMap<String, XmlVocabulary>,
    default: Option<XmlVocabulary>,
}

/// The vocabulary of names without a prefix; saved to be restored when an element ends.
#[derive(Clone, Copy, Default)]
pub(super) struct DefaultVocabulary(Option<XmlVocabulary>);

impl Namespaces {
    /// Stores a declaration: `attribute` is `xmlns` or `xmlns:PREFIX`, `address` the namespace.
    pub(super) fn declare(&mut self, attribute: &str, address: &str) {
        match attribute.strip_prefix("xmlns:") {
            None => self.default = vocabulary_of_address(address),
            Some(prefix) => {
                let vocabulary =
                    vocabulary_of_address(address).unwrap_or_else(|| vocabulary_of_prefix(prefix));
                if self.prefixes.len() < MAX_PREFIXES {
                    self.prefixes.insert(prefix.to_owned(), vocabulary);
                }
            }
        }
    }

    /// Returns the current vocabulary of names without a prefix.
    pub(super) fn unprefixed(&self) -> DefaultVocabulary {
        DefaultVocabulary(self.default)
    }

    /// Restores the vocabulary of names without a prefix.
    pub(super) fn restore(&mut self, unprefixed: DefaultVocabulary) {
        self.default = unprefixed.0;
    }

    /// Returns true if the attribute is `about` in the namespace of RDF.
    pub(super) fn is_rdf_about(&self, name: &str) -> bool {
        name.split_once(':').is_some_and(|(prefix, local)| {
            let declared = self.prefixes.get(prefix).copied();
            let vocabulary = declared.unwrap_or_else(|| vocabulary_of_prefix(prefix));
            vocabulary == XmlVocabulary::Rdf && local.eq_ignore_ascii_case("about")
        })
    }

    /// Returns the role of an element with this name.
    pub(super) fn role(&self, name: &str) -> ElementRole {
        let (vocabulary, local) = match name.split_once(':') {
            None => (self.default.unwrap_or(XmlVocabulary::Feed), name),
            Some((prefix, local)) => {
                let declared = self.prefixes.get(prefix).copied();
                (
                    declared.unwrap_or_else(|| vocabulary_of_prefix(prefix)),
                    local,
                )
            }
        };
        element_role(vocabulary, &local.to_ascii_lowercase())
    }
}

/// Returns the vocabulary of a namespace. Case and a final `/` or `#` are ignored, because feeds vary in both.
fn vocabulary_of_address(address: &str) -> Option<XmlVocabulary> {
    let address = address.trim().to_ascii_lowercase();
    let found = match address.trim_end_matches(['/', '#']) {
        "http://purl.org/rss/1.0/modules/content" => XmlVocabulary::Content,
        "http://purl.org/dc/elements/1.1" => XmlVocabulary::Dublin,
        "http://purl.org/dc/terms" => XmlVocabulary::Terms,
        "http://www.itunes.com/dtds/podcast-1.0.dtd"
        | "http://example.com/dtds/podcast-1.0.dtd" => XmlVocabulary::Itunes,
        "http://search.yahoo.com/mrss" => XmlVocabulary::Media,
        "http://www.w3.org/1999/02/22-rdf-syntax-ns" => XmlVocabulary::Rdf,
        "http://www.w3.org/1999/xhtml" => XmlVocabulary::Xhtml,
        "http://www.w3.org/2005/atom"
        | "http://purl.org/atom/ns"
        | "http://purl.org/rss/1.0"
        | "http://purl.org/rss/1.0/modules/rss091"
        | "http://my.netscape.com/rdf/simple/0.9"
        | "http://channel.netscape.com/rdf/simple/0.9"
        | "http://blogs.law.harvard.edu/tech/rss"
        | "http://purl.org/net/rss1.1"
        | "http://purl.org/pie"
        | "http://purl.org/echo" => XmlVocabulary::Feed,
        other if other.contains("backend.userland.com/rss") => XmlVocabulary::Feed,
        _ => return None,
    };
    Some(found)
}

/// Returns the conventional vocabulary of a prefix.
fn vocabulary_of_prefix(prefix: &str) -> XmlVocabulary {
    match prefix.to_ascii_lowercase().as_str() {
        "content" => XmlVocabulary::Content,
        "dc" => XmlVocabulary::Dublin,
        "dcterms" => XmlVocabulary::Terms,
        "itunes" => XmlVocabulary::Itunes,
        "media" => XmlVocabulary::Media,
        "rdf" => XmlVocabulary::Rdf,
        "xhtml" => XmlVocabulary::Xhtml,
        "atom" | "atom10" | "a10" | "rss" => XmlVocabulary::Feed,
        _ => XmlVocabulary::Other,
    }
}

/// Returns the role of an element. `name` is the local name in lower case.
fn element_role(vocabulary: XmlVocabulary, name: &str) -> ElementRole {
    match (vocabulary, name) {
        (XmlVocabulary::Feed, _) => feed_element_role(name),
        (XmlVocabulary::Rdf, "rdf") => ElementRole::Root,
        (XmlVocabulary::Content, "encoded") => ElementRole::Html,
        (XmlVocabulary::Xhtml, "body") => ElementRole::Body,
        (XmlVocabulary::Dublin, "title") => ElementRole::Title,
        (XmlVocabulary::Dublin, "author" | "creator") | (XmlVocabulary::Itunes, "author") => {
            ElementRole::Author
        }
        (XmlVocabulary::Dublin, "description") => ElementRole::Summary,
        (XmlVocabulary::Dublin, "language") => ElementRole::Language,
        (XmlVocabulary::Dublin, "date") | (XmlVocabulary::Terms, "modified") => {
            ElementRole::Updated
        }
        (XmlVocabulary::Terms, "issued") => ElementRole::Published,
        (XmlVocabulary::Terms, "created") => ElementRole::Created,
        (XmlVocabulary::Dublin, "subject")
        | (XmlVocabulary::Media | XmlVocabulary::Itunes, "category") => ElementRole::Category,
        (XmlVocabulary::Media | XmlVocabulary::Itunes, "keywords") => ElementRole::Keywords,
        (XmlVocabulary::Itunes, "summary") => ElementRole::More,
        (XmlVocabulary::Itunes, "subtitle") => ElementRole::Teaser,
        (XmlVocabulary::Itunes, "owner") => ElementRole::Owner,
        (XmlVocabulary::Itunes, "name") => ElementRole::Name,
        (XmlVocabulary::Itunes, "email") => ElementRole::Mail,
        (XmlVocabulary::Media, "description") => ElementRole::MediaText,
        (XmlVocabulary::Media, "title") => ElementRole::MediaTitle,
        _ => ElementRole::Other,
    }
}

/// Returns the role of an element of RSS, Atom or CDF. `name` is in lower case.
fn feed_element_role(name: &str) -> ElementRole {
    match name {
        "rss" | "feed" | "channel" | "rdf" => ElementRole::Root,
        "item" | "entry" => ElementRole::Item,
        "source" => ElementRole::Source,
        "image" | "textinput" => ElementRole::Picture,
        "title" => ElementRole::Title,
        "link" => ElementRole::Link,
        "guid" | "id" => ElementRole::Id,
        "pubdate" | "published" | "issued" => ElementRole::Published,
        "updated" | "modified" | "lastbuilddate" => ElementRole::Updated,
        "created" => ElementRole::Created,
        "description" | "abstract" | "summary" => ElementRole::Summary,
        "subtitle" | "tagline" => ElementRole::Subtitle,
        "content" => ElementRole::Content,
        "encoded" | "fullitem" => ElementRole::Html,
        "body" => ElementRole::Body,
        "author" | "managingeditor" => ElementRole::Author,
        "name" => ElementRole::Name,
        "email" => ElementRole::Mail,
        "category" | "keywords" => ElementRole::Category,
        "tags" => ElementRole::Keywords,
        "enclosure" => ElementRole::Enclosure,
        "language" => ElementRole::Language,
        _ => ElementRole::Other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_address_of_a_namespace_counts_and_not_its_prefix() {
        let mut names = Namespaces::default();
        assert_eq!(names.role("dc:creator"), ElementRole::Author);
        assert_eq!(names.role("foo:title"), ElementRole::Other);
        names.declare("xmlns:foo", "http://www.w3.org/2005/Atom");
        names.declare("xmlns:dc", "http://search.yahoo.com/mrss/");
        assert_eq!(names.role("foo:title"), ElementRole::Title);
        assert_eq!(names.role("dc:title"), ElementRole::MediaTitle);
        names.declare("xmlns", "http://www.w3.org/1999/xhtml");
        assert_eq!(names.role("title"), ElementRole::Other);
    }
}
