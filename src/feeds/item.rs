//! An item of a feed: what a format's reader finds, and what becomes of it.

use super::author::{FeedAuthor, author_names};
use super::date;
use super::text_repair::{clean_html_line, looks_like_html, repair_encoding};
use crate::article::{Link, PublicationDate};

/// A file that comes with an item: a sound, a film, a picture.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Enclosure {
    /// Where it is.
    pub link: Link,
    /// Its media type, as `audio/mpeg`; empty where the feed does not tell.
    pub kind: String,
    /// How long it is, in bytes, as far as the feed tells and that can be.
    pub n_bytes: Option<u64>,
}

/// An item of a feed. Strings are on one clean line, but for content and summary.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FeedItem {
    /// Its headline; empty where it has none.
    pub title: String,
    /// Its page.
    pub link: Option<Link>,
    /// The same as the feed writes it: by http or https or, where the feed came from no address, relative; without
    /// white space; empty where it is not so.
    pub written_link: String,
    /// What the item is known by when it comes again: its own id, else its link, else its title. No two items of a feed
    /// have the same.
    pub id: String,
    /// The id that the feed itself gives.
    pub own_id: Option<String>,
    /// The fullest text there is, as HTML that nobody has cleaned yet.
    pub content: String,
    /// The summary, where there is one beside the content, as HTML that nobody has cleaned yet.
    pub summary: String,
    /// What relative links in the content are relative to, where the feed tells.
    pub base: Option<Link>,
    /// Who wrote it: their names, or else addresses.
    pub author: Option<String>,
    /// Who wrote it, each as told.
    pub authors: Vec<FeedAuthor>,
    /// When it was published, or else changed.
    pub published: Option<PublicationDate>,
    /// When it was changed, where the feed tells.
    pub updated: Option<PublicationDate>,
    /// Its categories and keywords, each once, in the feed's order.
    pub tags: Vec<String>,
    /// The files that come with it.
    pub enclosures: Vec<Enclosure>,
}

/// The most tags and enclosures of an item, and authors.
const MAX_REPEATED_FIELDS: usize = 100;

/// The longest id, in characters.
const MAX_ID_CHARS: usize = 4000;

/// A text that may be told several times, at several depths.
#[derive(Clone, Debug, Default)]
pub(super) struct RankedText {
    text: String,
    depth: usize,
}

impl RankedText {
    /// Takes the last text of those that stand highest.
    pub(super) fn put(&mut self, text: String, depth: usize) {
        if !text.is_empty() && (self.text.is_empty() || depth <= self.depth) {
            *self = Self { text, depth };
        }
    }

    /// Takes the first text of those that stand highest.
    pub(super) fn put_first(&mut self, text: String, depth: usize) {
        if !text.is_empty() && (self.text.is_empty() || depth < self.depth) {
            *self = Self { text, depth };
        }
    }

    /// Returns the text.
    pub(super) fn text(&self) -> &str {
        &self.text
    }

    fn take(&mut self) -> String {
        std::mem::take(&mut self.text)
    }
}

/// What a format's reader finds in an item. Title, contents and summaries are HTML.
#[derive(Clone, Debug, Default)]
pub(super) struct RawFeedItem {
    pub(super) title: RankedText,
    /// Whether anything stands in it, be it nothing that is understood.
    pub(super) has_elements: bool,
    /// A headline for a picture or film in the item, for want of a better one.
    pub(super) media_title: RankedText,
    /// The page, already joined to the base that the feed tells for the place, if it does.
    pub(super) link: String,
    /// How many elements stood around it.
    pub(super) link_depth: usize,
    /// Another form of the page, for want of a better one.
    pub(super) other_link: String,
    pub(super) id: RankedText,
    /// Whether the id is a link, unless the feed says otherwise.
    pub(super) is_id_link: bool,
    pub(super) content: String,
    pub(super) summary: RankedText,
    /// Other summaries and descriptions, for want of a better text.
    pub(super) more: String,
    pub(super) base: Option<Link>,
    pub(super) authors: Vec<FeedAuthor>,
    pub(super) published: RankedText,
    pub(super) updated: RankedText,
    pub(super) created: RankedText,
    pub(super) tags: Vec<String>,
    /// Address, media type, length.
    pub(super) enclosures: Vec<(String, String, String)>,
}

impl RawFeedItem {
    /// Returns whether nothing at all is told.
    pub(super) fn is_empty(&self) -> bool {
        let slots = [
            &self.title,
            &self.media_title,
            &self.summary,
            &self.id,
            &self.published,
            &self.updated,
            &self.created,
        ];
        let texts = [&self.link, &self.other_link, &self.content, &self.more];
        let is_blank = |text: &str| text.trim().is_empty();
        !self.has_elements
            && slots.iter().all(|slot| is_blank(slot.text()))
            && texts.iter().all(|text| is_blank(text))
            && self.enclosures.is_empty()
            && self.authors.is_empty()
            && self.tags.is_empty()
    }

    /// Adds an author, unless there are very many.
    pub(super) fn add_author(&mut self, author: FeedAuthor) {
        let is_new = !author.is_empty() && !self.authors.contains(&author);
        if is_new && self.authors.len() < MAX_REPEATED_FIELDS {
            self.authors.push(author);
        }
    }

    /// Adds a tag, unless it is there or there are very many.
    pub(super) fn add_tag(&mut self, raw: &str) {
        let tag = clean_html_line(&repair_encoding(raw));
        if !tag.is_empty() && self.tags.len() < MAX_REPEATED_FIELDS && !self.tags.contains(&tag) {
            self.tags.push(tag);
        }
    }

    /// Adds an enclosure, unless there are very many.
    pub(super) fn add_enclosure(&mut self, address: String, kind: String, length: String) {
        if self.enclosures.len() < MAX_REPEATED_FIELDS {
            self.enclosures.push((address, kind, length));
        }
    }

    /// Returns the title; the one of Media RSS where there is no other.
    fn take_title(&mut self) -> String {
        let titles = [self.title.take(), self.media_title.take()];
        let titles = titles
            .iter()
            .map(|title| clean_html_line(&repair_encoding(title)));
        let title = titles.reduce(|one, two| if one.is_empty() { two } else { one });
        title.unwrap_or_default()
    }

    /// Returns the item, its links joined to `base`. Where the feed came from no address,
    /// relative links are kept as they are written, too. A date that is not understood goes to `odd`.
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
        // An id that is no address must not become a path beside the feed.
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
        let id = own_id.clone().or(link_id);
        let id = id.or_else(|| Some(title.clone()).filter(|title| !title.is_empty()));
        let told = [self.published.text(), &self.content, self.summary.text()];
        let id = id.unwrap_or_else(|| {
            let mark = crate::text::content_hash(told.concat().as_bytes());
            format!("{mark:016x}")
        });
        let dates = [&self.published, &self.updated, &self.created].map(RankedText::text);
        let [published, updated, created] = dates.map(date::parse_feed_date);
        let understood = [published, updated, created];
        let mut told = dates.iter().zip(understood);
        odd.extend(
            told.find(|(raw, date)| !raw.is_empty() && date.is_none())
                .map(|(raw, _)| (*raw).to_owned()),
        );
        let written_link = written.map(|raw| Link::without_user(raw.trim()).into_owned());
        let (content, summary) = self.texts();
        FeedItem {
            title,
            written_link: written_link.unwrap_or_default(),
            id,
            own_id,
            content,
            summary,
            base: self.base,
            author: author_names(&self.authors),
            authors: self.authors,
            published: published.or(updated).or(created),
            updated,
            tags: self.tags,
            enclosures: resolve_enclosures(&self.enclosures, base),
            link,
        }
    }

    /// Returns the fullest text, and the summary beside it. What a feed calls content is one, unless it is a scrap
    /// beside its summary.
    fn texts(&mut self) -> (String, String) {
        let summary = repair_encoding(&self.summary.take());
        let content = repair_encoding(&self.content);
        let content = if content.trim().is_empty() {
            repair_encoding(&self.more)
        } else {
            content
        };
        let (n_content, n_summary) = (content.trim().len(), summary.trim().len());
        if n_content == 0 || n_content * 2 < n_summary && n_content < 200 {
            (summary, String::new())
        } else if n_summary == 0 || content == summary {
            (content, String::new())
        } else {
            (content, summary)
        }
    }
}

/// Returns an id on one clean line. Ids are compared, so that markup in one is no markup.
fn clean_id(raw: &str) -> String {
    if looks_like_html(raw) {
        return clean_html_line(raw);
    }
    let clean = crate::text::clean_text(raw);
    let words: Vec<_> = clean.split_whitespace().collect();
    // Whole, since ids are compared: those of some run to hundreds of letters.
    words.join(" ").chars().take(MAX_ID_CHARS).collect()
}

pub(super) fn is_space_or_junk(c: char) -> bool {
    c.is_whitespace() || crate::text::is_control_or_junk(c)
}

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
