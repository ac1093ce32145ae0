//! A field of a feed or an item while it is read: text, HTML that was escaped, or markup within the XML.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use super::super::author::FeedAuthor;
use super::super::text_repair::{escape_text, is_void_element, looks_like_html};
use super::namespaces::ElementRole;

/// What the characters of a field mean.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum FieldFormat {
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
enum AuthorPart {
    Whole,
    Name,
    Mail,
    Nothing,
}

/// A field that is being read.
pub(super) struct FeedField {
    pub(super) role: ElementRole,
    /// Its name as written, with the prefix.
    pub(super) name: String,
    /// How many elements stood around it.
    pub(super) depth: usize,
    /// Whether an id is a link too.
    pub(super) is_link: bool,
    kind: FieldFormat,
    text: String,
    /// How many elements are open inside, and how many of them have the field's own name.
    n_open: usize,
    n_same: usize,
    part: AuthorPart,
    author: (String, String),
}

impl FeedField {
    /// Begins a field.
    pub(super) fn new(role: ElementRole, name: String, kind: FieldFormat, depth: usize) -> Self {
        Self {
            role,
            name,
            depth,
            is_link: true,
            kind,
            text: String::new(),
            n_open: 0,
            n_same: 0,
            part: AuthorPart::Whole,
            author: Default::default(),
        }
    }

    /// Returns whether no element is open inside.
    pub(super) fn is_flat(&self) -> bool {
        self.n_open == 0
    }

    /// Returns whether its text is markup within the XML.
    pub(super) fn is_markup(&self) -> bool {
        self.kind == FieldFormat::Markup
    }

    /// An element begins inside: `raw` is its tag without brackets.
    pub(super) fn start(&mut self, name: &str, raw: &str, role: ElementRole) {
        self.n_open += 1;
        self.n_same += usize::from(name.eq_ignore_ascii_case(&self.name));
        if self.role == ElementRole::Author {
            self.part = match role {
                ElementRole::Name => AuthorPart::Name,
                ElementRole::Mail => AuthorPart::Mail,
                _ => AuthorPart::Nothing,
            };
            return;
        }
        let local = name.rsplit(':').next().unwrap_or(name);
        if self.kind != FieldFormat::Markup {
            // Some wrap escaped HTML into an element of its own.
            if local.eq_ignore_ascii_case("div") {
                return;
            }
            self.kind = FieldFormat::Markup;
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
            AuthorPart::Whole
        } else {
            AuthorPart::Nothing
        };
        let local = name.rsplit(':').next().unwrap_or(name);
        let is_written = self.kind == FieldFormat::Markup && self.role != ElementRole::Author;
        if is_written && !is_void_element(&local.to_ascii_lowercase()) {
            self.text.push_str("</");
            self.text.push_str(local);
            self.text.push('>');
        }
        false
    }

    /// Takes text: `raw` as it stands in the XML, `decoded` what it means.
    pub(super) fn push(&mut self, raw: &str, decoded: &str) {
        match (self.role, self.part) {
            (ElementRole::Author, AuthorPart::Name) => self.author.0.push_str(decoded),
            (ElementRole::Author, AuthorPart::Mail) => self.author.1.push_str(decoded),
            (ElementRole::Author, AuthorPart::Nothing) => {}
            _ if self.kind == FieldFormat::Markup => self.text.push_str(raw),
            _ => self.text.push_str(decoded),
        }
    }

    /// Takes text that stands as it is meant.
    pub(super) fn push_verbatim(&mut self, words: &str) {
        let is_html = self.kind == FieldFormat::Markup
            && self.text.trim().is_empty()
            && looks_like_html(words);
        if is_html {
            self.kind = FieldFormat::Html;
        }
        self.push_verbatim_part(words);
    }

    /// Takes a part of text that stands as it is meant.
    pub(super) fn push_verbatim_part(&mut self, words: &str) {
        if self.kind == FieldFormat::Markup {
            self.push(&escape_text(words), words);
        } else {
            self.push(words, words);
        }
    }

    /// Returns the author.
    pub(super) fn into_author(self) -> FeedAuthor {
        let (name, mail) = &self.author;
        if name.trim().is_empty() && mail.trim().is_empty() {
            FeedAuthor::of_text(&self.text)
        } else {
            FeedAuthor::of_parts(&escape_text(name), &escape_text(mail))
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
            FieldFormat::Plain => escape_text(text),
            FieldFormat::Guess if !looks_like_html(text) => escape_text(text),
            FieldFormat::Packed => decode_base64(text).unwrap_or_else(|| text.to_owned()),
            _ => text.to_owned(),
        }
    }
}

fn decode_base64(text: &str) -> Option<String> {
    let packed: String = text.split_whitespace().collect();
    String::from_utf8(STANDARD.decode(packed).ok()?).ok()
}

/// Returns what the characters of a field mean, by its role and the attributes `type` and `mode`.
pub(super) fn field_format(role: ElementRole, declared: &str, mode: &str) -> FieldFormat {
    if mode.eq_ignore_ascii_case("base64") {
        return FieldFormat::Packed;
    }
    let declared = declared.trim().to_ascii_lowercase();
    match (role, declared.as_str()) {
        (_, "text" | "plain" | "text/plain") => FieldFormat::Plain,
        (_, "html" | "text/html") | (ElementRole::Html, _) => FieldFormat::Html,
        // Of old, a type of XHTML could still be escaped.
        (_, _) if mode.eq_ignore_ascii_case("escaped") => FieldFormat::Html,
        (_, "xhtml") | (ElementRole::Body, _) => FieldFormat::Markup,
        (_, other) if other.ends_with("xml") => FieldFormat::Markup,
        (_, other) if other.contains('/') && !other.starts_with("text/") => FieldFormat::Packed,
        _ => FieldFormat::Guess,
    }
}
