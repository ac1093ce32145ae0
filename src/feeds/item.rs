//! An item of a feed: the raw fields that a format's parser collects, and the cleaned item made from them.

use std::borrow::Cow;

use super::author::{AuthorList, FeedAuthor, MAX_REPEATED_FIELDS, author_names};
use super::text_repair::{clean_html_line, looks_like_html, repair_encoding};
use crate::article::read::parse_feed_date;
use crate::article::{Link, PublicationDate};
use crate::invariant::ExpectOr;

/// A file attached to an item: audio, video or an image.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Enclosure {
    /// The address of the file.
    pub link: Link,
    /// The media type, such as `audio/mpeg`. Empty if the feed does not give one.
    pub kind: String,
    /// The size in bytes. `None` if the feed gives none or an invalid one.
    pub n_bytes: Option<u64>,
}

/// An item of a feed. All strings except `content` and `summary` are on one clean line.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FeedItem {
    /// The title. Empty if the item has none.
    pub title: String,
    /// The page of the item, as an absolute link.
    pub link: Option<Link>,
    /// The link as written in the feed, without white space. Empty unless it is an http or https link, or a relative
    /// link in a feed without an address of its own.
    pub written_link: String,
    /// The identity of the item across fetches: its own ID, otherwise its link, otherwise its title, otherwise a hash
    /// of its content. Unique within the feed.
    pub id: String,
    /// The ID given by the feed (`guid`, `id` or `rdf:about`). If it is an address, without user name and password.
    pub own_id: Option<String>,
    /// The longest available text, as unsanitized HTML.
    pub content: String,
    /// The summary, as unsanitized HTML. Empty if the item has no text besides `content`.
    pub summary: String,
    /// The base of relative links in the content, if the feed declares one.
    pub base: Option<Link>,
    /// The names of all authors on one line, with the mail address for an author without a name.
    pub author: Option<String>,
    /// The authors, in the feed's order, without duplicates.
    pub authors: Vec<FeedAuthor>,
    /// The date of publication; if missing, the date of the last update or of creation.
    pub published: Option<PublicationDate>,
    /// The date of the last update, if the feed gives one.
    pub updated: Option<PublicationDate>,
    /// The categories and keywords, without duplicates, in the feed's order.
    pub tags: Vec<String>,
    /// The attached files, each link once.
    pub enclosures: Vec<Enclosure>,
}

/// Maximum length of an ID, in characters. Longer IDs are truncated, which may make two of them equal.
const MAX_ID_CHARS: usize = 4000;

/// A text that may occur several times in an item, at different depths of nesting. The shallowest one wins, because
/// deeper ones describe something inside the item, such as an image.
#[derive(Clone, Debug, Default)]
pub(super) struct RankedText {
    text: String,
    /// The number of open elements around the text.
    depth: usize,
}

impl RankedText {
    /// Stores the text unless one from a shallower depth is stored. At equal depth, the last one wins.
    pub(super) fn put(&mut self, text: String, depth: usize) {
        if !text.is_empty() && (self.text.is_empty() || depth <= self.depth) {
            *self = Self { text, depth };
        }
    }

    /// Stores the text unless one from the same or a shallower depth is stored. At equal depth, the first one wins.
    pub(super) fn put_first(&mut self, text: String, depth: usize) {
        if !text.is_empty() && (self.text.is_empty() || depth < self.depth) {
            *self = Self { text, depth };
        }
    }

    /// Returns the stored text. Empty if there is none.
    pub(super) fn text(&self) -> &str {
        &self.text
    }

    fn take(&mut self) -> String {
        std::mem::take(&mut self.text)
    }
}

/// The distinct tags of a feed or item, in order.
#[derive(Clone, Debug, Default)]
pub(super) struct TagList(Vec<String>);

impl TagList {
    /// Adds a tag, unless it is empty, already present, or the limit is reached.
    pub(super) fn add(&mut self, raw: &str) {
        let tag = clean_html_line(&repair_encoding(raw));
        if !tag.is_empty() && self.0.len() < MAX_REPEATED_FIELDS && !self.0.contains(&tag) {
            self.0.push(tag);
        }
    }

    /// Adds the tags of a list that is separated by commas.
    pub(super) fn add_listed(&mut self, listed: &str) {
        for tag in listed.split(',') {
            self.add(tag);
        }
    }

    /// Returns the tags.
    pub(super) fn into_tags(self) -> Vec<String> {
        self.0
    }
}

/// The raw fields of an item, as collected by a format's parser. Title, content and summaries are HTML.
#[derive(Clone, Debug, Default)]
pub(super) struct RawFeedItem {
    pub(super) title: RankedText,
    /// True if the item has any child element, even an unknown one.
    pub(super) has_elements: bool,
    /// The title of an image or video in the item; used if the item has no other title.
    pub(super) media_title: RankedText,
    /// The link of the item. Absolute if the feed declares a base at that point.
    pub(super) link: String,
    /// The number of open elements around `link`.
    pub(super) link_depth: usize,
    /// An alternative form of the page; used if there is no other link.
    pub(super) other_link: String,
    pub(super) id: RankedText,
    /// True if the ID is also the link of the item. RSS makes this the default; `isPermaLink="false"` turns it off.
    pub(super) is_id_link: bool,
    pub(super) content: String,
    pub(super) summary: RankedText,
    /// A second summary or description; used if there is no content.
    pub(super) more: String,
    /// The description of an image or video in the item; used if there is no other text.
    pub(super) media_text: RankedText,
    /// A line about an episode; used if there is no other text.
    pub(super) teaser: RankedText,
    pub(super) base: Option<Link>,
    pub(super) authors: AuthorList,
    pub(super) published: RankedText,
    pub(super) updated: RankedText,
    pub(super) created: RankedText,
    pub(super) tags: TagList,
    /// Address, media type and length of each enclosure, as written.
    pub(super) enclosures: Vec<(String, String, String)>,
}

impl RawFeedItem {
    /// Returns true if the item has no content of any kind.
    pub(super) fn is_empty(&self) -> bool {
        let slots = [
            &self.title,
            &self.media_title,
            &self.summary,
            &self.id,
            &self.published,
            &self.updated,
            &self.created,
            &self.media_text,
            &self.teaser,
        ];
        let texts = [&self.link, &self.other_link, &self.content, &self.more];
        let is_blank = |text: &str| text.trim().is_empty();
        !self.has_elements
            && slots.iter().all(|slot| is_blank(slot.text()))
            && texts.iter().all(|text| is_blank(text))
            && self.enclosures.is_empty()
            && self.authors.is_empty()
            && self.tags.0.is_empty()
    }

    /// Adds an enclosure, unless the limit is reached.
    pub(super) fn add_enclosure(&mut self, address: String, kind: String, length: String) {
        if self.enclosures.len() < MAX_REPEATED_FIELDS {
            self.enclosures.push((address, kind, length));
        }
    }

    /// Returns the cleaned title, or the Media RSS title if the item has no other.
    fn take_title(&mut self) -> String {
        let titles = [self.title.take(), self.media_title.take()];
        let titles = titles
            .iter()
            .map(|title| clean_html_line(&repair_encoding(title)));
        let title = titles.reduce(|one, two| if one.is_empty() { two } else { one });
        title.expect_or_default("there are two titles")
    }

    /// Returns the cleaned item, with its links resolved against `base`.
    ///
    /// `is_located` is false for a feed without an address; relative links are then kept in `written_link`. A date
    /// that cannot be parsed is appended to `odd`.
    pub(super) fn into_item(
        mut self,
        base: Option<&Link>,
        is_located: bool,
        odd: &mut Vec<String>,
    ) -> FeedItem {
        let joined = |raw: &str| match base {
            Some(base) if !raw.trim().is_empty() => base.join(raw),
            _ => Link::parse(raw),
        };
        let title = self.take_title();
        let of_id = if self.is_id_link {
            self.id.text()
        } else {
            Default::default()
        };
        let links = [self.link.as_str(), of_id, &self.other_link];
        let links = || links.iter().filter(|raw| !raw.trim().is_empty());
        // An ID that is not an absolute address must not be resolved as a path relative to the feed.
        let link = joined(&self.link)
            .or_else(|| Link::parse(self.id.text()))
            .or_else(|| joined(&self.other_link));
        let is_kept =
            |raw: &str| Link::parse(raw).is_some() || !is_located && Link::is_relative(raw);
        let is_plain = |raw: &&&str| is_kept(raw) && !raw.contains(is_space_or_junk);
        let written = links().next().filter(is_plain);
        let own_id = Some(repair_encoding(self.id.text()))
            .map(|id| clean_id(&id))
            .filter(|id| !id.is_empty());
        let link_id = link.as_ref().map(Link::to_string);
        // From the most to the least stable: the ID must be the same on the next fetch.
        let id = own_id.clone().or(link_id);
        let id = id.or_else(|| Some(title.clone()).filter(|title| !title.is_empty()));
        let fields = [self.published.text(), &self.content, self.summary.text()];
        let id = id.unwrap_or_else(|| {
            let hash = crate::text::content_hash(fields.concat().as_bytes());
            format!("{hash:016x}")
        });
        let dates = [&self.published, &self.updated, &self.created].map(RankedText::text);
        let [published, updated, created] = dates.map(parse_feed_date);
        let understood = [published, updated, created];
        let mut parsed = dates.iter().zip(understood);
        odd.extend(
            parsed
                .find(|(raw, date)| !raw.is_empty() && date.is_none())
                .map(|(raw, _)| (*raw).to_owned()),
        );
        let written_link = written.map(|raw| Link::without_user(raw.trim()).into_owned());
        let (content, summary) = self.texts();
        let authors = self.authors.into_authors();
        FeedItem {
            title,
            written_link: written_link.unwrap_or_default(),
            id,
            own_id: own_id.map(|id| hide_user(&id).into_owned()),
            content,
            summary,
            base: self.base,
            author: author_names(&authors),
            authors,
            published: published.or(updated).or(created),
            updated,
            tags: self.tags.into_tags(),
            enclosures: resolve_enclosures(&self.enclosures, base),
            link,
        }
    }

    /// Returns the longest text and the summary. The content element wins over the summary unless it is only a fragment
    /// next to a longer summary.
    fn texts(&mut self) -> (String, String) {
        let summary = repair_encoding(&self.summary.take());
        let content = repair_encoding(&self.content);
        let content = if content.trim().is_empty() {
            repair_encoding(&self.more)
        } else {
            content
        };
        let (n_content, n_summary) = (content.trim().len(), summary.trim().len());
        if n_content + n_summary == 0 {
            let last_resorts = [self.media_text.take(), self.teaser.take()];
            let mut last_resorts = last_resorts.into_iter();
            let text = last_resorts.find(|text| !text.trim().is_empty());
            return (repair_encoding(&text.unwrap_or_default()), String::new());
        }
        // A content element under 200 bytes and less than half as long as the summary is a teaser or a caption.
        if n_content == 0 || n_content * 2 < n_summary && n_content < 200 {
            (summary, String::new())
        } else if n_summary == 0 || content == summary {
            (content, String::new())
        } else {
            (content, summary)
        }
    }
}

/// Returns the ID on one clean line. Plain text is not parsed as HTML, because any change could make two different IDs
/// equal.
pub(super) fn clean_id(raw: &str) -> String {
    if looks_like_html(raw) {
        return clean_html_line(raw);
    }
    let clean = crate::text::clean_text(raw);
    let words: Vec<_> = clean.split_whitespace().collect();
    // IDs are compared, so they are not shortened for display: some are hundreds of characters long.
    words.join(" ").chars().take(MAX_ID_CHARS).collect()
}

/// Returns an ID without the user name and password of an address. Other IDs with an `@`, such as `tag:` URIs, are
/// unchanged.
pub fn hide_user(id: &str) -> Cow<'_, str> {
    if Link::has_authority(id) {
        Link::without_user(id)
    } else {
        Cow::Borrowed(id)
    }
}

/// Returns true for white space, control characters and other characters that no link contains.
pub(super) fn is_space_or_junk(c: char) -> bool {
    c.is_whitespace() || crate::text::is_control_or_junk(c)
}

/// Returns the enclosures with resolved links, each link once. Those without a valid link are dropped.
fn resolve_enclosures(raw: &[(String, String, String)], base: Option<&Link>) -> Vec<Enclosure> {
    let mut found: Vec<Enclosure> = Vec::new();
    for (address, kind, length) in raw {
        let link = match base {
            Some(base) if !address.trim().is_empty() => base.join(address),
            _ => Link::parse(address),
        };
        if let Some(link) = link.filter(|link| found.iter().all(|known| known.link != *link)) {
            let kind = clean_html_line(kind);
            let n_bytes = length.trim().parse().ok();
            found.push(Enclosure {
                link,
                kind,
                n_bytes,
            });
        }
    }
    found
}
