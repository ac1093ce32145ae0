//! The event loop of the XML parser: assigns the content of elements to the fields of the feed and its items.

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use super::super::item::RawFeedItem;
use super::super::parsed_feed::{MAX_ITEMS, ParsedFeed};
use super::super::text_repair::escape_text;
use super::entity::XmlEntities;
use super::field::{FeedField, FieldFormat, field_format};
use super::field_store::{self, join_link};
use super::namespaces::{DefaultVocabulary, ElementRole, Namespaces};
use crate::article::Link;
use crate::invariant::ExpectOr;

/// Maximum number of open elements outside of fields. Deeper elements are skipped. Feeds nest only a few levels.
const MAX_OPEN_ELEMENTS: usize = 64;

/// An open element outside of fields.
struct OpenElement {
    role: ElementRole,
    name: String,
    /// The base that was in force before the element, to be restored at its end.
    base: Option<Link>,
    /// The default vocabulary before the element, to be restored at its end.
    unprefixed: DefaultVocabulary,
}

/// The state of the parser. It survives restarts after unreadable XML.
pub(super) struct FeedParser<'a> {
    found: ParsedFeed,
    names: Namespaces,
    entities: XmlEntities,
    /// The address of the feed, if known.
    address: Option<&'a Link>,
    /// The base of relative links at the current element, if the feed declares one.
    base: Option<Link>,
    /// The open elements outside of fields, outermost first.
    open: Vec<OpenElement>,
    /// The current item.
    item: Option<RawFeedItem>,
    /// The current field.
    field: Option<FeedField>,
    /// True if an element of a feed was seen before any `html` element.
    is_feed: bool,
    /// True if an `html` element was seen first: the text is a web page.
    is_page: bool,
    /// On a web page: the open element whose markup is shown or run, in lower case.
    shown: Option<String>,
    /// A buffer for resolved references, reused to save allocations.
    decoded: String,
}

impl<'a> FeedParser<'a> {
    pub(super) fn new(address: Option<&'a Link>) -> Self {
        Self {
            found: ParsedFeed::default(),
            names: Namespaces::default(),
            entities: XmlEntities::default(),
            address,
            base: None,
            open: Vec::new(),
            item: None,
            field: None,
            is_feed: false,
            is_page: false,
            shown: None,
            decoded: String::new(),
        }
    }

    /// Returns the parsed feed, or `None` if the text was not a feed.
    pub(super) fn finish(mut self) -> Option<ParsedFeed> {
        self.found.is_cut = self.item.is_some();
        self.end_item();
        let has_items = !self.found.items.is_empty();
        (self.is_feed || has_items && !self.is_page).then_some(self.found)
    }

    /// Parses until the end, or until the XML is unreadable. Returns the byte offset after the error, or `None` at the
    /// end.
    pub(super) fn run(&mut self, content: &str) -> Option<usize> {
        let mut reader = Reader::from_str(content);
        let config = reader.config_mut();
        config.check_end_names = false;
        config.allow_unmatched_ends = true;
        config.allow_dangling_amp = true;
        config.expand_empty_elements = true;
        loop {
            match reader.read_event() {
                Ok(Event::Eof) => return None,
                Ok(event) => self.event(&event),
                Err(_) => {
                    let at = reader.buffer_position().max(reader.error_position() + 1);
                    return Some(
                        usize::try_from(at)
                            .expect_or(usize::MAX, "a position is at most the length"),
                    );
                }
            }
        }
    }

    /// Handles one XML event.
    fn event(&mut self, event: &Event) {
        match event {
            Event::Start(tag) => self.start(tag),
            Event::End(tag) => self.end(tag.name().as_ref()),
            Event::Text(words) => {
                if let Some(field) = &mut self.field {
                    let words = words.xml10_content();
                    field.push(&words, &words);
                }
            }
            Event::CData(words) => {
                if let Some(field) = &mut self.field {
                    field.push_verbatim(&words.xml10_content());
                }
            }
            Event::GeneralRef(name) => self.reference(&name.xml10_content()),
            Event::DocType(words) => self.entities.declare(&words.xml10_content()),
            _ => {}
        }
    }

    /// Appends the meaning of a reference to the current field.
    fn reference(&mut self, name: &str) {
        if let Some(field) = &mut self.field {
            self.decoded.clear();
            self.entities.resolve(name, &mut self.decoded);
            // The character is escaped again in a field of markup, because the HTML parser decodes that field once
            // more.
            field.push_verbatim_part(&self.decoded);
        }
    }

    /// Handles the start of an element.
    fn start(&mut self, tag: &BytesStart) {
        let name = tag.name();
        let name: &str = name.as_ref();
        if self.is_page {
            self.start_on_page(name);
            if self.is_page {
                return;
            }
        }
        let role = self.names.role(name);
        if self.field.is_some() && !self.ends_field(role) {
            if let Some(field) = &mut self.field {
                field.start(name, tag, role);
            }
            return;
        }
        if role == ElementRole::Item {
            self.end_item();
        }
        if self.open.len() >= MAX_OPEN_ELEMENTS {
            return;
        }
        // Saved before the element's own declarations take effect, which also apply to its own name.
        let before = (self.base.clone(), self.names.unprefixed());
        let mut role = role;
        if !tag.attributes_raw().is_empty() {
            self.declare(tag);
            role = self.names.role(name);
        }
        self.open.push(OpenElement {
            role,
            name: name.to_owned(),
            base: before.0,
            unprefixed: before.1,
        });
        self.begin(role, name, tag);
    }

    /// Ends the current field and returns true if an element of this role shows that the field's end tag is missing.
    fn ends_field(&mut self, role: ElementRole) -> bool {
        let Some(field) = &self.field else {
            return false;
        };
        let is_short = field.role.is_short() && field.is_flat() && role.is_field();
        // These elements do not occur inside content, so that any unclosed field ends here.
        let is_telling = matches!(
            role,
            ElementRole::Published | ElementRole::Author | ElementRole::Html
        ) && !matches!(field.role, ElementRole::Author | ElementRole::Html)
            && !field.is_markup();
        let is_over = role == ElementRole::Item || is_short || is_telling;
        if is_over {
            self.end_field();
        }
        is_over
    }

    /// Stores the namespaces and the base that an element declares.
    fn declare(&mut self, tag: &BytesStart) {
        let mut attributes = tag.html_attributes();
        // More attributes only occur in hostile input.
        for attribute in attributes.with_checks(false).flatten().take(200) {
            let key: &str = attribute.key.as_ref();
            if key == "xmlns" || key.starts_with("xmlns:") {
                self.names.declare(key, &attribute.value);
            } else if key == "xml:base" || key.eq_ignore_ascii_case("base") {
                let value = html_escape::decode_html_entities(&*attribute.value);
                let joined = match self.base.as_ref().or(self.address) {
                    Some(base) => base.join(&value),
                    None => Link::parse(&value),
                };
                self.base = joined.or(self.base.take());
            }
        }
    }

    /// Starts the item or field of an element, or reads its attributes.
    fn begin(&mut self, role: ElementRole, name: &str, tag: &BytesStart) {
        if let Some(item) = &mut self.item {
            item.has_elements |= role != ElementRole::Item;
        }
        match role {
            ElementRole::Root => {
                self.is_feed |= !self.is_page;
                if let Some(language) = attribute_value(tag, "xml:lang") {
                    self.found.language = language;
                }
                self.found
                    .set_format(name, &attribute_value(tag, "version").unwrap_or_default());
                self.read_channel_attributes(tag);
            }
            ElementRole::Item => {
                self.item = Some(RawFeedItem {
                    is_id_link: true,
                    ..RawFeedItem::default()
                });
                if let (Some(id), Some(item)) = (self.resource_of(tag), &mut self.item) {
                    item.id.put(id, usize::MAX);
                }
                self.read_channel_attributes(tag);
            }
            ElementRole::Enclosure => self.enclosure(tag),
            ElementRole::Link if attribute_value(tag, "href").is_some() => self.link(tag),
            ElementRole::Category => {
                self.category(tag);
                self.field(role, name, tag);
            }
            _ if role.is_field() => self.field(role, name, tag),
            _ => self.is_page |= !self.is_feed && name.eq_ignore_ascii_case("html"),
        }
    }

    /// Handles the start of an element of a web page. Some servers wrap a feed in `html`, so that a feed may begin in
    /// it. Markup that a page shows or runs is not a feed.
    fn start_on_page(&mut self, name: &str) {
        let local = name.rsplit(':').next();
        let local = local.expect_or(name, "a split has a first part");
        let local = local.to_ascii_lowercase();
        if self.shown.is_some() {
            return;
        }
        if ["rss", "feed", "rdf"].contains(&local.as_str()) {
            self.found = ParsedFeed::default();
            self.open.clear();
            self.item = None;
            self.is_page = false;
        } else if ["script", "style", "textarea", "template", "xmp"].contains(&local.as_str()) {
            self.shown = Some(local);
        }
    }

    /// Returns the value of `rdf:about`, whatever prefix the feed declares for RDF.
    fn resource_of(&self, tag: &BytesStart) -> Option<String> {
        let mut attributes = tag.html_attributes();
        let mut attributes = attributes.with_checks(false).flatten();
        let about = attributes.find(|attribute| self.names.is_rdf_about(attribute.key.as_ref()))?;
        Some(html_escape::decode_html_entities(&*about.value).into_owned())
    }

    /// Reads the attributes `href` and `lastmod` that channels and items have in CDF.
    fn read_channel_attributes(&mut self, tag: &BytesStart) {
        if attribute_value(tag, "href").is_some() {
            self.link(tag);
        }
        if let Some(date) = attribute_value(tag, "lastmod") {
            let updated = match &mut self.item {
                Some(item) => &mut item.updated,
                None => &mut self.found.updated,
            };
            updated.put(date, usize::MAX);
        }
    }

    /// Starts a field.
    fn field(&mut self, role: ElementRole, name: &str, tag: &BytesStart) {
        let of = |name: &str| attribute_value(tag, name).unwrap_or_default();
        let kind = match role {
            ElementRole::Title
            | ElementRole::Summary
            | ElementRole::Subtitle
            | ElementRole::Content
            | ElementRole::Html
            | ElementRole::Body => field_format(role, &of("type"), &of("mode")),
            _ => FieldFormat::Guess,
        };
        let mut field = FeedField::new(role, name.to_owned(), kind, self.open.len());
        if role == ElementRole::Id {
            field.is_link =
                attribute_value(tag, "ispermalink").is_none_or(|value| value.trim() == "true");
        }
        if role == ElementRole::Content
            && let (Some(item), Some(source)) = (&mut self.item, attribute_value(tag, "src"))
        {
            item.other_link = join_link(self.base.as_ref(), source);
        }
        self.field = Some(field);
    }

    /// Returns true inside an image or the source of a republished item, whose fields are not those of the current
    /// item.
    fn is_elsewhere(&self) -> bool {
        let mut open = self.open.iter();
        open.any(|open| matches!(open.role, ElementRole::Picture | ElementRole::Source))
    }

    /// Reads an Atom link. The link to the item's own page has the relation `alternate` or none, and its type is HTML
    /// or missing.
    fn link(&mut self, tag: &BytesStart) {
        if self.is_elsewhere() {
            return;
        }
        let of = |name: &str| attribute_value(tag, name).unwrap_or_default();
        let target = join_link(self.base.as_ref(), of("href"));
        let (relation, kind) = (of("rel"), of("type"));
        let is_page = kind.is_empty() || kind.contains("html");
        match (&mut self.item, relation.trim()) {
            (Some(item), "enclosure") => item.add_enclosure(target, kind, of("length")),
            (Some(item), "" | "alternate") if is_page => {
                item.link = target;
                item.link_depth = self.open.len();
            }
            (Some(item), "" | "alternate") => item.other_link = target,
            (None, "" | "alternate") if is_page => self.found.link = target,
            _ => {}
        }
    }

    /// Reads an enclosure of RSS or a similar element.
    fn enclosure(&mut self, tag: &BytesStart) {
        let value = ["url", "uri", "href"]
            .iter()
            .find_map(|name| attribute_value(tag, name));
        if let (Some(item), Some(target)) = (&mut self.item, value) {
            let of = |name: &str| attribute_value(tag, name).unwrap_or_default();
            item.add_enclosure(
                join_link(self.base.as_ref(), target),
                of("type"),
                of("length"),
            );
        }
    }

    /// Reads a category that is given in an attribute.
    fn category(&mut self, tag: &BytesStart) {
        if self.is_elsewhere() {
            return;
        }
        let value = ["term", "text", "label"]
            .iter()
            .find_map(|name| attribute_value(tag, name).filter(|value| !value.trim().is_empty()));
        if let Some(term) = value {
            let tags = match &mut self.item {
                Some(item) => &mut item.tags,
                None => &mut self.found.tags,
            };
            tags.add(&escape_text(&term));
        }
    }

    /// Handles an end tag. An end tag without an open element is ignored.
    fn end(&mut self, name: &str) {
        if self.is_page {
            let is_shown = |shown: &mut String| shown.eq_ignore_ascii_case(name);
            self.shown.take_if(is_shown);
            return;
        }
        let is_item = || self.names.role(name) == ElementRole::Item;
        if let Some(field) = &mut self.field {
            if field.end(name) {
                self.end_field();
            } else if is_item() {
                self.end_item();
            }
            return;
        }
        let at = self
            .open
            .iter()
            .rposition(|open| open.name.eq_ignore_ascii_case(name));
        if let Some(at) = at {
            if self
                .open
                .get(at)
                .is_some_and(|open| open.role == ElementRole::Item)
            {
                self.end_item();
            } else {
                self.close(at);
            }
        }
    }

    /// Closes the open elements from index `at` on and restores the base and vocabulary.
    fn close(&mut self, at: usize) {
        while self.open.len() > at {
            if let Some(open) = self.open.pop() {
                self.base = open.base;
                self.names.restore(open.unprefixed);
            }
        }
    }

    /// Ends the current field, if any, and stores it.
    fn end_field(&mut self) {
        if let Some(field) = self.field.take() {
            let depth = field.depth;
            if !self.is_elsewhere() {
                self.store(field);
            }
            self.close(depth.saturating_sub(1));
        }
    }

    /// Stores a field in the current item, or in the feed if no item is open.
    fn store(&mut self, field: FeedField) {
        let base = self.base.as_ref();
        match &mut self.item {
            Some(item) => field_store::store_item_field(item, field, base),
            None => field_store::store_feed_field(&mut self.found, field, base),
        }
    }

    /// Ends the current item, if any, and adds it to the feed.
    pub(super) fn end_item(&mut self) {
        self.end_field();
        let Some(mut item) = self.item.take() else {
            return;
        };
        item.base = item.base.or_else(|| self.base.clone());
        if item.is_empty() {
            self.found.n_empty += 1;
        } else if self.found.items.len() >= MAX_ITEMS {
            self.found.n_over += 1;
        } else {
            self.found.items.push(item);
        }
        if let Some(at) = self
            .open
            .iter()
            .rposition(|open| open.role == ElementRole::Item)
        {
            self.close(at);
        }
    }
}

/// Returns the decoded value of an attribute. The case of its name is ignored.
fn attribute_value(tag: &BytesStart, name: &str) -> Option<String> {
    let mut attributes = tag.html_attributes();
    let found = attributes.with_checks(false).flatten().find(|attribute| {
        let key: &str = attribute.key.as_ref();
        key.eq_ignore_ascii_case(name)
    })?;
    Some(html_escape::decode_html_entities(&*found.value).into_owned())
}
