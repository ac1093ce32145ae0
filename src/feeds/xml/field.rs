//! A field of a feed or an item during parsing. Its content may be plain text, escaped HTML, or markup in the XML.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use super::super::author::FeedAuthor;
use super::super::text_repair::{
    escape_text, is_void_element, looks_like_html, looks_like_html_body, text_to_html,
};
use super::namespaces::ElementRole;
use crate::invariant::ExpectOr;

/// How the content of a field is encoded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum FieldFormat {
    /// Plain text.
    Plain,
    /// HTML, escaped as text.
    Html,
    /// Plain text or escaped HTML; the text itself decides.
    Guess,
    /// Child elements in the XML.
    Markup,
    /// HTML encoded as base64.
    Packed,
}

/// The part of an author element that is being read.
#[derive(Clone, Copy, PartialEq, Eq)]
enum AuthorPart {
    /// Text directly in the author element.
    Whole,
    /// The child element with the name.
    Name,
    /// The child element with the mail address.
    Mail,
    /// Another child element, which is ignored.
    Nothing,
}

/// A field that is being read, with its content so far.
pub(super) struct FeedField {
    pub(super) role: ElementRole,
    /// The name of the element as written, with its prefix.
    pub(super) name: String,
    /// The number of open elements, including the field.
    pub(super) depth: usize,
    /// For an ID: true if it is also the link of the item.
    pub(super) is_link: bool,
    kind: FieldFormat,
    text: String,
    /// The number of open elements inside the field.
    n_open: usize,
    /// The number of open elements inside the field that have the field's own name.
    n_same: usize,
    part: AuthorPart,
    /// The name and mail address of an author, if they are in child elements.
    author: (String, String),
}

impl FeedField {
    /// Returns an empty field.
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

    /// Returns true if no element is open inside the field.
    pub(super) fn is_flat(&self) -> bool {
        self.n_open == 0
    }

    /// Returns true if the content is markup in the XML.
    pub(super) fn is_markup(&self) -> bool {
        self.kind == FieldFormat::Markup
    }

    /// Handles the start of an element inside the field. `raw` is the tag without its brackets.
    pub(super) fn start(&mut self, name: &str, raw: &str, role: ElementRole) {
        self.n_open += 1;
        self.n_same += usize::from(name.eq_ignore_ascii_case(&self.name));
        if self.is_author() {
            self.part = match role {
                ElementRole::Name => AuthorPart::Name,
                ElementRole::Mail => AuthorPart::Mail,
                _ => AuthorPart::Nothing,
            };
            return;
        }
        let local = name.rsplit(':').next().unwrap_or(name);
        if self.kind != FieldFormat::Markup {
            // Some feeds wrap escaped HTML in a `div`.
            if local.eq_ignore_ascii_case("div") {
                return;
            }
            self.kind = FieldFormat::Markup;
        }
        self.text.push('<');
        self.text.push_str(local);
        self.text.push_str(
            raw.get(name.len()..)
                .expect_or_default("a tag begins with its name"),
        );
        self.text.push('>');
    }

    /// Handles the end of an element. Returns true if it is the end of the field itself.
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
        let is_written = self.kind == FieldFormat::Markup && !self.is_author();
        if is_written && !is_void_element(&local.to_ascii_lowercase()) {
            self.text.push_str("</");
            self.text.push_str(local);
            self.text.push('>');
        }
        false
    }

    /// Appends text: `raw` as written in the XML, `decoded` with references resolved. Markup keeps the raw form.
    pub(super) fn push(&mut self, raw: &str, decoded: &str) {
        match (self.is_author(), self.part) {
            (true, AuthorPart::Name) => self.author.0.push_str(decoded),
            (true, AuthorPart::Mail) => self.author.1.push_str(decoded),
            (true, AuthorPart::Nothing) => {}
            _ if self.kind == FieldFormat::Markup => self.text.push_str(raw),
            _ => self.text.push_str(decoded),
        }
    }

    /// Appends a CDATA section. If it is the first content of a field of markup and looks like HTML, the field is
    /// escaped HTML after all.
    pub(super) fn push_verbatim(&mut self, words: &str) {
        let is_html = self.kind == FieldFormat::Markup
            && self.text.trim().is_empty()
            && looks_like_html(words);
        if is_html {
            self.kind = FieldFormat::Html;
        }
        self.push_verbatim_part(words);
    }

    /// Appends text that needs no decoding, such as a resolved reference.
    pub(super) fn push_verbatim_part(&mut self, words: &str) {
        if self.kind == FieldFormat::Markup {
            self.push(&escape_text(words), words);
        } else {
            self.push(words, words);
        }
    }

    /// Returns true if the field is a person, whose name and address may be child elements.
    fn is_author(&self) -> bool {
        matches!(self.role, ElementRole::Author | ElementRole::Owner)
    }

    /// Returns the author, from child elements if there are any, otherwise from the text, and whether there are any.
    pub(super) fn into_author(self) -> (FeedAuthor, bool) {
        let (name, mail) = &self.author;
        if name.trim().is_empty() && mail.trim().is_empty() {
            (FeedAuthor::of_text(&self.text), false)
        } else {
            let author = FeedAuthor::of_parts(&escape_text(name), &escape_text(mail));
            (author, true)
        }
    }

    /// Returns the trimmed text, for fields other than titles and content.
    pub(super) fn into_words(self) -> String {
        self.text.trim().to_owned()
    }

    /// Returns the trimmed text of a link. Links that are escaped twice are common, and `&amp;` is in no address.
    pub(super) fn into_link(self) -> String {
        self.text.trim().replace("&amp;", "&")
    }

    /// Returns a title or another short text as HTML.
    pub(super) fn into_html(self) -> String {
        self.convert(looks_like_html, escape_text)
    }

    /// Returns a text of several lines as HTML. Plain text keeps its lines.
    pub(super) fn into_body(self) -> String {
        self.convert(looks_like_html_body, text_to_html)
    }

    fn convert(self, is_html: fn(&str) -> bool, escape: fn(&str) -> String) -> String {
        let text = self.text.trim();
        match self.kind {
            FieldFormat::Plain => escape(text),
            FieldFormat::Guess if !is_html(text) => escape(text),
            FieldFormat::Packed => decode_base64(text).unwrap_or_else(|| text.to_owned()),
            _ => text.to_owned(),
        }
    }
}

/// Returns the decoded text, or `None` if it is not base64 of UTF-8. White space is ignored.
fn decode_base64(text: &str) -> Option<String> {
    let packed: String = text.split_whitespace().collect();
    String::from_utf8(STANDARD.decode(packed).ok()?).ok()
}

/// Returns the format of a field, from its role and its attributes `type` (`declared`) and `mode`, which Atom 0.3 has.
pub(super) fn field_format(role: ElementRole, declared: &str, mode: &str) -> FieldFormat {
    if mode.eq_ignore_ascii_case("base64") {
        return FieldFormat::Packed;
    }
    let declared = declared.trim().to_ascii_lowercase();
    match (role, declared.as_str()) {
        (_, "text" | "plain" | "text/plain") => FieldFormat::Plain,
        (_, "html" | "text/html") | (ElementRole::Html, _) => FieldFormat::Html,
        // In Atom 0.3, content of an XHTML type could still be escaped.
        (_, _) if mode.eq_ignore_ascii_case("escaped") => FieldFormat::Html,
        (_, "xhtml") | (ElementRole::Body, _) => FieldFormat::Markup,
        (_, other) if other.ends_with("xml") => FieldFormat::Markup,
        (_, other) if other.contains('/') && !other.starts_with("text/") => FieldFormat::Packed,
        _ => FieldFormat::Guess,
    }
}
