//! RSS of every version and Atom, as servers send them.

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use super::{Feed, MOST_ITEMS, RawItem};
use crate::article::read::line_of;
use crate::article::{Language, Link};

/// How often a reader that stumbled is set on its feet again at the next item.
const MOST_RESTARTS: usize = 1000;
/// Prefixes of extensions whose elements are named like those of feeds and mean something else.
const FOREIGN: &[&str] = &[
    "media",
    "itunes",
    "googleplay",
    "georss",
    "thr",
    "slash",
    "wfw",
    "sy",
    "podcast",
];

/// Returns the feed, if the text is one.
pub(super) fn parse(content: &str, base: Option<&Link>) -> Option<Feed> {
    let mut reader = Parser::default();
    let mut rest = content;
    for _ in 0..MOST_RESTARTS {
        let Some(at) = reader.run(rest) else { break };
        reader.end_item();
        let Some(after) = rest.get(at..).and_then(next_item) else {
            break;
        };
        rest = after;
    }
    reader.end_item();
    if !reader.is_feed {
        return None;
    }
    let link = match base {
        Some(base) => base.join(&reader.link).filter(|_| !reader.link.is_empty()),
        None => Link::parse(&reader.link),
    };
    let link = link.or_else(|| base.cloned());
    Some(Feed {
        title: line_of(&reader.title),
        language: Language::from_tag(&reader.language),
        items: reader
            .items
            .into_iter()
            .map(|item| item.finished(link.as_ref()))
            .collect(),
        link,
    })
}

/// Returns what begins at the next item.
fn next_item(rest: &str) -> Option<&str> {
    let starts = ["<item", "<entry"].iter().filter_map(|tag| rest.find(tag));
    starts.min().and_then(|at| rest.get(at..))
}

#[derive(Default)]
struct Parser {
    is_feed: bool,
    title: String,
    link: String,
    language: String,
    items: Vec<RawItem>,
    item: Option<RawItem>,
    /// The field that is being read, with its text so far.
    field: Option<Field>,
    /// Whether the reader is in the feed's picture, which has a title and a link of its own.
    is_in_image: bool,
}

/// A field of a feed or item.
struct Field {
    name: String,
    /// Whether its text is no HTML: `type="text"` of Atom.
    is_plain: bool,
    text: String,
    /// How many elements are open inside: HTML that was not escaped.
    depth: usize,
}

impl Parser {
    /// Reads until the end, or until the XML is so damaged that nothing more can be read: returns where.
    fn run(&mut self, content: &str) -> Option<usize> {
        let mut reader = Reader::from_str(content);
        let config = reader.config_mut();
        config.check_end_names = false;
        config.allow_unmatched_ends = true;
        config.allow_dangling_amp = true;
        config.expand_empty_elements = true;
        loop {
            match reader.read_event() {
                Ok(Event::Eof) => return None,
                Ok(event) if self.items.len() < MOST_ITEMS => self.event(&event),
                Ok(_) => return None,
                Err(_) => {
                    let at =
                        usize::try_from(reader.buffer_position().max(reader.error_position() + 1));
                    return Some(at.unwrap_or(usize::MAX));
                }
            }
        }
    }

    fn event(&mut self, event: &Event) {
        match event {
            Event::Start(tag) => self.start(tag),
            Event::End(tag) => self.end(&local(tag.name().as_ref())),
            Event::Text(words) => self.push(&words.xml10_content()),
            Event::CData(words) => self.push(&words.xml10_content()),
            Event::GeneralRef(name) => {
                let entity = format!("&{};", name.xml10_content());
                match &self.field {
                    // Entities in HTML that was not escaped are the HTML reader's.
                    Some(field) if field.depth > 0 => self.push(&entity),
                    _ => self.push(&html_escape::decode_html_entities(&entity)),
                }
            }
            _ => {}
        }
    }

    fn push(&mut self, words: &str) {
        if let Some(field) = &mut self.field {
            field.text.push_str(words);
        }
    }

    fn start(&mut self, tag: &BytesStart) {
        let name = local(tag.name().as_ref());
        if let Some(field) = &mut self.field {
            field.depth += 1;
            field.text.push('<');
            field.text.push_str(tag);
            field.text.push('>');
            return;
        }
        match name.as_str() {
            "rss" | "feed" | "rdf" | "channel" => {
                self.is_feed = true;
                if let Some(language) = attribute(tag, "xml:lang") {
                    self.language = language;
                }
            }
            "item" | "entry" => {
                self.is_feed = true;
                self.end_item();
                self.item = Some(RawItem::default());
                if let Some(id) = attribute(tag, "rdf:about")
                    && let Some(item) = &mut self.item
                {
                    item.id = id;
                }
            }
            "author" | "contributor" if self.item.is_some() => {
                self.open(name, tag);
            }
            "image" | "textinput" => self.is_in_image = true,
            "link" if attribute(tag, "href").is_some() => self.link(tag),
            _ if is_field(&name) => self.open(name, tag),
            _ => {}
        }
    }

    fn open(&mut self, name: String, tag: &BytesStart) {
        let kind = attribute(tag, "type").unwrap_or_default();
        self.field = Some(Field {
            name,
            is_plain: kind == "text",
            text: String::new(),
            depth: 0,
        });
    }

    /// A link of Atom: the page itself has the relation `alternate`, or none.
    fn link(&mut self, tag: &BytesStart) {
        let relation = attribute(tag, "rel").unwrap_or_else(|| "alternate".into());
        let target = attribute(tag, "href").unwrap_or_default();
        let place = match &mut self.item {
            Some(item) => &mut item.link,
            None => &mut self.link,
        };
        if relation == "alternate" && place.is_empty() {
            *place = target;
        }
    }

    fn end(&mut self, name: &str) {
        match (&mut self.field, name) {
            (_, "item" | "entry") => self.end_item(),
            (Some(field), _) if field.depth > 0 && field.name != name => {
                field.depth -= 1;
                field.text.push_str("</");
                field.text.push_str(name);
                field.text.push('>');
            }
            (Some(_), _) => self.end_field(),
            (None, "image" | "textinput") => self.is_in_image = false,
            _ => {}
        }
    }

    fn end_field(&mut self) {
        if let Some(field) = self.field.take() {
            self.store(field);
        }
    }

    fn store(&mut self, field: Field) {
        let text = if field.is_plain {
            html_escape::encode_text(&field.text).into_owned()
        } else {
            field.text
        };
        let text = text.trim().to_owned();
        let Some(item) = &mut self.item else {
            if !self.is_in_image {
                self.store_of_feed(&field.name, text);
            }
            return;
        };
        let place = match field.name.as_str() {
            "title" => &mut item.title,
            "link" => &mut item.link,
            "guid" | "id" => &mut item.id,
            "encoded" | "content" | "body" => &mut item.content,
            "description" | "summary" => &mut item.summary,
            "pubdate" | "published" | "issued" | "date" | "created" => &mut item.published,
            "updated" | "modified" => &mut item.updated,
            "creator" | "author" | "contributor" => {
                item.authors.extend(author(&text));
                return;
            }
            _ => return,
        };
        if place.is_empty() {
            *place = text;
        }
    }

    fn store_of_feed(&mut self, name: &str, text: String) {
        let place = match name {
            "title" => &mut self.title,
            "link" => &mut self.link,
            "language" => &mut self.language,
            _ => return,
        };
        if place.is_empty() {
            *place = text;
        }
    }

    fn end_item(&mut self) {
        self.end_field();
        if let Some(item) = self.item.take().filter(|item| !item.is_empty()) {
            self.items.push(item);
        }
    }
}

/// Returns the name without its prefix, in lower case; empty for elements of extensions that are not read.
fn local(name: &str) -> String {
    match name.split_once(':') {
        Some((prefix, _)) if FOREIGN.contains(&prefix) => String::new(),
        Some((_, local)) => local.to_ascii_lowercase(),
        None => name.to_ascii_lowercase(),
    }
}

fn is_field(name: &str) -> bool {
    matches!(
        name,
        "title"
            | "link"
            | "guid"
            | "id"
            | "encoded"
            | "content"
            | "body"
            | "description"
            | "summary"
            | "pubdate"
            | "published"
            | "issued"
            | "date"
            | "created"
            | "updated"
            | "modified"
            | "creator"
            | "language"
    )
}

fn attribute(tag: &BytesStart, name: &str) -> Option<String> {
    let mut attributes = tag.html_attributes();
    let found = attributes
        .with_checks(false)
        .flatten()
        .find(|attribute| attribute.key.as_ref() == name)?;
    Some(html_escape::decode_html_entities(&found.value).into_owned())
}

/// Returns the name in an author's field: Atom's has elements inside, RSS's is `mail (Name)`.
fn author(text: &str) -> Option<String> {
    let name = match text.split_once("<name>") {
        Some((_, after)) => after.split('<').next().unwrap_or(after),
        None => match text.split_once('(') {
            Some((mail, name)) if mail.contains('@') => name.trim_end().trim_end_matches(')'),
            _ => text,
        },
    };
    let name = name.trim();
    (!name.is_empty() && !name.contains(['@', '<'])).then(|| name.to_owned())
}
