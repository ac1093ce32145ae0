//! A field of a feed or an item while it is read: text, HTML that was escaped, or markup within the XML.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use super::super::author::Author;
use super::super::words::{escaped, is_void, looks_like_html};
use super::names::Role;

/// What the characters of a field mean.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// Words.
    Plain,
    /// HTML, escaped.
    Html,
    /// Either, as the text itself shows.
    Guess,
    /// Elements within the XML.
    Markup,
    /// HTML in base64.
    Packed,
}

/// Which part of an author is read.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Part {
    Whole,
    Name,
    Mail,
    Nothing,
}

/// A field that is being read.
pub(super) struct Field {
    pub(super) role: Role,
    /// Its name as written, with the prefix.
    pub(super) name: String,
    /// How many elements stood around it.
    pub(super) depth: usize,
    /// Whether an id is a link too.
    pub(super) is_link: bool,
    kind: Kind,
    text: String,
    /// How many elements are open inside, and how many of them have the field's own name.
    n_open: usize,
    n_same: usize,
    part: Part,
    author: (String, String),
}

impl Field {
    /// Begins a field.
    pub(super) fn new(role: Role, name: String, kind: Kind, depth: usize) -> Self {
        Self {
            role,
            name,
            depth,
            is_link: true,
            kind,
            text: String::new(),
            n_open: 0,
            n_same: 0,
            part: Part::Whole,
            author: Default::default(),
        }
    }

    /// Returns whether no element is open inside.
    pub(super) fn is_flat(&self) -> bool {
        self.n_open == 0
    }

    /// Returns whether its text is markup within the XML.
    pub(super) fn is_markup(&self) -> bool {
        self.kind == Kind::Markup
    }

    /// An element begins inside: `raw` is its tag without brackets.
    pub(super) fn start(&mut self, name: &str, raw: &str, role: Role) {
        self.n_open += 1;
        self.n_same += usize::from(name.eq_ignore_ascii_case(&self.name));
        if self.role == Role::Author {
            self.part = match role {
                Role::Name => Part::Name,
                Role::Mail => Part::Mail,
                _ => Part::Nothing,
            };
            return;
        }
        let local = name.rsplit(':').next().unwrap_or(name);
        if self.kind != Kind::Markup {
            // Some wrap escaped HTML into an element of its own.
            if local.eq_ignore_ascii_case("div") {
                return;
            }
            self.kind = Kind::Markup;
        }
        self.text.push('<');
        self.text.push_str(local);
        self.text
            .push_str(raw.get(name.len()..).unwrap_or_default());
        self.text.push('>');
    }

    /// An element ends. Returns whether it is the field itself.
    pub(super) fn end(&mut self, name: &str) -> bool {
        let is_same = name.eq_ignore_ascii_case(&self.name);
        if is_same && self.n_same == 0 || self.n_open == 0 {
            return is_same;
        }
        self.n_same -= usize::from(is_same);
        self.n_open -= 1;
        self.part = if self.n_open == 0 {
            Part::Whole
        } else {
            Part::Nothing
        };
        let local = name.rsplit(':').next().unwrap_or(name);
        let is_written = self.kind == Kind::Markup && self.role != Role::Author;
        if is_written && !is_void(&local.to_ascii_lowercase()) {
            self.text.push_str("</");
            self.text.push_str(local);
            self.text.push('>');
        }
        false
    }

    /// Takes text: `raw` as it stands in the XML, `decoded` what it means.
    pub(super) fn push(&mut self, raw: &str, decoded: &str) {
        match (self.role, self.part) {
            (Role::Author, Part::Name) => self.author.0.push_str(decoded),
            (Role::Author, Part::Mail) => self.author.1.push_str(decoded),
            (Role::Author, Part::Nothing) => {}
            _ if self.kind == Kind::Markup => self.text.push_str(raw),
            _ => self.text.push_str(decoded),
        }
    }

    /// Takes text that stands as it is meant.
    pub(super) fn push_verbatim(&mut self, words: &str) {
        let is_html =
            self.kind == Kind::Markup && self.text.trim().is_empty() && looks_like_html(words);
        if is_html {
            self.kind = Kind::Html;
        }
        self.push_verbatim_part(words);
    }

    /// Takes a part of text that stands as it is meant.
    pub(super) fn push_verbatim_part(&mut self, words: &str) {
        if self.kind == Kind::Markup {
            self.push(&escaped(words), words);
        } else {
            self.push(words, words);
        }
    }

    /// Returns the author.
    pub(super) fn into_author(self) -> Author {
        let (name, mail) = &self.author;
        if name.trim().is_empty() && mail.trim().is_empty() {
            Author::of_text(&self.text)
        } else {
            Author::of_parts(&escaped(name), &escaped(mail))
        }
    }

    /// Returns its words, for what is neither title nor content.
    pub(super) fn into_words(self) -> String {
        self.text.trim().to_owned()
    }

    /// Returns its text as HTML.
    pub(super) fn into_html(self) -> String {
        let text = self.text.trim();
        match self.kind {
            Kind::Plain => escaped(text),
            Kind::Guess if !looks_like_html(text) => escaped(text),
            Kind::Packed => unpacked(text).unwrap_or_else(|| text.to_owned()),
            _ => text.to_owned(),
        }
    }
}

fn unpacked(text: &str) -> Option<String> {
    let packed: String = text.split_whitespace().collect();
    String::from_utf8(STANDARD.decode(packed).ok()?).ok()
}

/// Returns what the characters of a field mean, by its role and the attributes `type` and `mode`.
pub(super) fn kind_of(role: Role, declared: &str, mode: &str) -> Kind {
    if mode.eq_ignore_ascii_case("base64") {
        return Kind::Packed;
    }
    let declared = declared.trim().to_ascii_lowercase();
    match (role, declared.as_str()) {
        (_, "text" | "plain" | "text/plain") => Kind::Plain,
        (_, "html" | "text/html") | (Role::Html, _) => Kind::Html,
        // Of old, a type of XHTML could still be escaped.
        (_, _) if mode.eq_ignore_ascii_case("escaped") => Kind::Html,
        (_, "xhtml") | (Role::Body, _) => Kind::Markup,
        (_, other) if other.ends_with("xml") => Kind::Markup,
        (_, other) if other.contains('/') && !other.starts_with("text/") => Kind::Packed,
        _ => Kind::Guess,
    }
}
