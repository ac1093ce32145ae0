//! Converts tree nodes to blocks and inlines.

use dom_query::NodeRef;

use super::caption::{is_caption, is_descriptive};
use super::raised_text::convert_raised_text;
use super::{nodes, table};
use crate::article::{ArticleBuilder, BlockKind, InlineKind, Link};

/// Elements whose content is not shown as text.
const HIDDEN_ELEMENTS: &[&str] = &[
    "script", "style", "noscript", "template", "svg", "math", "head", "title", "button", "select",
    "textarea", "input", "option", "object", "embed", "audio", "video", "canvas", "map", "dialog",
    "datalist", "iframe", "rp", "rt",
];

/// Inline elements.
const INLINE_ELEMENTS: &[&str] = &[
    "a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "code", "data", "del", "dfn", "em",
    "font", "i", "ins", "kbd", "label", "mark", "nobr", "q", "ruby", "s", "samp", "small", "span",
    "strike", "strong", "sub", "sup", "time", "tt", "u", "var", "wbr", "picture", "img", "br",
];

/// Writes the content of `root` as blocks. A heading at the start that repeats the title is left out.
pub(super) fn write_blocks(
    builder: &mut ArticleBuilder,
    root: &NodeRef,
    title: &str,
    base: Option<&Link>,
) {
    let mut writer = HtmlBlockWriter::new(builder, title, base);
    writer.children(root);
    writer.close();
}

/// Writes the content of a page, without the alternative texts of pictures. On news pages these repeat the caption or
/// serve search engines.
pub(super) fn write_page_blocks(
    builder: &mut ArticleBuilder,
    root: &NodeRef,
    title: &str,
    base: Option<&Link>,
) {
    let mut writer = HtmlBlockWriter::new(builder, title, base);
    writer.n_captioned = 1;
    writer.children(root);
    writer.close();
}

/// Returns the letters and digits in lower case, so that titles that differ in punctuation compare equal.
pub(super) fn comparison_key(words: &str) -> String {
    words
        .chars()
        .filter(|c| c.is_alphanumeric())
        .flat_map(char::to_lowercase)
        .collect()
}

/// Writes blocks, either from tree nodes or from the calls of another reader ([`super::fast_path`]).
pub(super) struct HtmlBlockWriter<'b> {
    builder: &'b mut ArticleBuilder,
    base: Option<&'b Link>,
    title: String,
    /// The next number of each open list; `None` for an unordered list.
    lists: Vec<Option<u32>>,
    n_quotations: usize,
    /// The kind of a list item that has no text yet.
    item: Option<BlockKind>,
    /// The block kind of the current element; `None` for a paragraph.
    kind: Option<BlockKind>,
    /// The values of `kind` to restore at the end of each open heading.
    outer: Vec<Option<BlockKind>>,
    /// The open inlines, outermost first.
    inlines: Vec<InlineKind>,
    /// The number of entries of `inlines` that are open in the current block.
    n_begun: usize,
    /// The last heading, in the form of [`comparison_key`].
    last_heading: String,
    /// The length of the text after the last heading.
    end_of_heading: usize,
    /// The captions so far, in the form of [`comparison_key`]. Alternative texts often repeat captions.
    captions: Vec<String>,
    /// The number of enclosing figures with a caption. Alternative texts inside are skipped, since the caption says the
    /// same.
    n_captioned: usize,
}

impl<'b> HtmlBlockWriter<'b> {
    pub(super) fn new(
        builder: &'b mut ArticleBuilder,
        title: &str,
        base: Option<&'b Link>,
    ) -> Self {
        Self {
            builder,
            base,
            title: comparison_key(title),
            lists: Vec::new(),
            n_quotations: 0,
            item: None,
            kind: None,
            outer: Vec::new(),
            inlines: Vec::new(),
            n_begun: 0,
            last_heading: String::new(),
            end_of_heading: 0,
            captions: Vec::new(),
            n_captioned: 0,
        }
    }

    fn children(&mut self, node: &NodeRef) {
        for child in node.children_it(false) {
            self.node(&child);
        }
    }

    fn node(&mut self, node: &NodeRef) {
        if let Some(words) = nodes::own_text(node) {
            self.words(&words);
            return;
        }
        let name = nodes::element_name(node);
        let name = name.as_str();
        if HIDDEN_ELEMENTS.contains(&name) || nodes::is_hidden(node) {
            return;
        }
        match name {
            "br" => self.line_end(),
            "img" => self.picture(&nodes::attribute_value(node, "alt")),
            "q" => {
                self.words("“");
                self.children(node);
                self.words("”");
            }
            "sub" | "sup" => self.raised(node, name),
            _ if INLINE_ELEMENTS.contains(&name) => self.inline(node, name),
            "" => self.children(node),
            _ => {
                self.close();
                self.block(node, name);
                self.close();
            }
        }
    }

    fn block(&mut self, node: &NodeRef, name: &str) {
        match name {
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => self.heading(node, name),
            "ul" | "ol" | "menu" | "dir" => self.list(node, name),
            "li" | "dd" => self.list_item(node),
            "blockquote" => {
                self.begin_quotation();
                self.children(node);
                self.end_quotation();
            }
            "pre" | "listing" | "plaintext" => self.preformatted(node),
            "hr" => self.builder.open(BlockKind::Rule),
            "table" => self.table(node),
            "figcaption" | "caption" => self.caption(&nodes::collapsed_text(node)),
            "figure" => self.figure(node),
            "p" | "div" | "span" | "td" if is_caption(node) => {
                self.caption(&nodes::collapsed_text(node));
            }
            _ => self.children(node),
        }
    }

    fn heading(&mut self, node: &NodeRef, name: &str) {
        if self.begin_heading(name, &nodes::collapsed_text(node)) {
            self.children(node);
            self.end_heading();
        }
    }

    /// Begins a heading with these words. Returns false if the heading and its content must be skipped; then it must
    /// not be ended.
    pub(super) fn begin_heading(&mut self, name: &str, words: &str) -> bool {
        let words = comparison_key(words);
        let is_title = !self.title.is_empty() && words == self.title;
        // Galleries repeat the heading above each picture.
        let is_repeated = words == self.last_heading && self.builder.len() == self.end_of_heading;
        // Only near the start does a heading with the words of the title repeat the title.
        if (is_title && self.builder.len() < 600) || is_repeated {
            return false;
        }
        self.last_heading = words;
        let level = name
            .bytes()
            .last()
            .map_or(2, |digit| digit.saturating_sub(b'0'));
        let kind = BlockKind::Heading(level.clamp(1, 6));
        self.outer.push(self.kind.replace(kind));
        true
    }

    pub(super) fn end_heading(&mut self) {
        self.close();
        self.kind = self.outer.pop().flatten();
        self.end_of_heading = self.builder.len();
    }

    pub(super) const fn begin_quotation(&mut self) {
        self.n_quotations += 1;
    }

    pub(super) fn end_quotation(&mut self) {
        self.close();
        self.n_quotations -= 1;
    }

    fn list(&mut self, node: &NodeRef, name: &str) {
        let start = nodes::attribute_value(node, "start").parse().unwrap_or(1);
        self.begin_list((name == "ol").then_some(start));
        self.children(node);
        self.end_list();
    }

    /// Begins a list. `start` is the first number of an ordered list; `None` for an unordered list.
    pub(super) fn begin_list(&mut self, start: Option<u32>) {
        self.lists.push(start);
    }

    pub(super) fn end_list(&mut self) {
        self.close();
        self.lists.pop();
        self.item = None;
    }

    fn list_item(&mut self, node: &NodeRef) {
        self.begin_item(nodes::attribute_value(node, "value").parse().ok());
        self.children(node);
        self.end_item();
    }

    /// Begins a list item. `value` is the number in its `value` attribute.
    pub(super) fn begin_item(&mut self, value: Option<u32>) {
        let depth = u8::try_from(self.lists.len().saturating_sub(1)).unwrap_or(u8::MAX);
        let ordinal = self.lists.last_mut().and_then(|next| {
            let ordinal = value.filter(|_| next.is_some()).or(*next);
            *next = ordinal.map(|n: u32| n.saturating_add(1));
            ordinal
        });
        self.item = Some(BlockKind::Item { depth, ordinal });
    }

    pub(super) fn end_item(&mut self) {
        self.close();
        self.item = None;
    }

    fn preformatted(&mut self, node: &NodeRef) {
        self.builder.open(BlockKind::Preformatted);
        self.builder.push(&expand_tabs(&node.text()));
    }

    fn table(&mut self, node: &NodeRef) {
        if table::is_data_table(node) {
            if let Some(caption) = node
                .descendants_it()
                .find(|inner| inner.has_name("caption"))
            {
                self.caption(&nodes::collapsed_text(&caption));
            }
            self.builder.add_table(&table::table_rows(node));
            if let Some(note) = table::column_limit_note(node) {
                self.builder.add_note(&note);
            }
        } else {
            self.children(node);
        }
    }

    fn figure(&mut self, node: &NodeRef) {
        let is_captioned = node
            .descendants_it()
            .any(|inner| inner.has_name("figcaption") && nodes::count_chars(&inner) > 0);
        self.n_captioned += usize::from(is_captioned);
        let is_picture = node
            .descendants_it()
            .any(|inner| nodes::is_element_named(&inner, &["img", "picture"]));
        let is_text = node.descendants_it().any(|inner| {
            nodes::is_element_named(&inner, &["table", "blockquote", "pre", "p", "ul"])
        });
        // What else is said in the frame of a picture is a credit.
        let outer = self.kind;
        if is_captioned && is_picture && !is_text {
            self.close();
            self.kind = Some(BlockKind::Caption);
        }
        self.children(node);
        self.kind = outer;
        self.n_captioned -= usize::from(is_captioned);
    }

    /// Writes the alternative text of a picture: inline for emoji, otherwise as a caption.
    pub(super) fn picture(&mut self, alt: &str) {
        let alt = alt.trim();
        // Sites replace emoji by pictures with the character as alternative text.
        let is_emoji =
            !alt.is_ascii() && alt.chars().count() <= 8 && !alt.chars().any(char::is_alphanumeric);
        if is_emoji {
            self.words(alt);
        } else if is_descriptive(alt) && self.n_captioned == 0 && self.item.is_none() {
            self.caption(alt);
        }
    }

    fn caption(&mut self, words: &str) {
        let key = comparison_key(words);
        if key.is_empty() || self.captions.contains(&key) {
            return;
        }
        self.captions.push(key);
        self.close();
        self.builder.open(BlockKind::Caption);
        self.builder.push(&words.replace('\n', " "));
        self.close();
    }

    fn raised(&mut self, node: &NodeRef, name: &str) {
        match convert_raised_text(name, &node.text()) {
            Some(words) => self.words(&words),
            None => self.inline(node, name),
        }
    }

    fn inline(&mut self, node: &NodeRef, name: &str) {
        let is_begun = self.begin_inline(name, || nodes::attribute_value(node, "href"));
        self.children(node);
        if is_begun {
            self.end_inline();
        }
    }

    /// Begins an inline element. `target` is called for links only. Returns whether the element must be ended.
    pub(super) fn begin_inline(&mut self, name: &str, target: impl FnOnce() -> String) -> bool {
        let kind = match name {
            "em" | "i" | "cite" | "var" | "dfn" => Some(InlineKind::Emphasis),
            "b" | "strong" => Some(InlineKind::Strong),
            "code" | "kbd" | "samp" | "tt" => Some(InlineKind::Code),
            "del" | "s" | "strike" => Some(InlineKind::Deleted),
            "a" => self.link(&target()).map(InlineKind::Link),
            _ => None,
        };
        let is_begun = kind.is_some();
        self.inlines.extend(kind);
        is_begun
    }

    pub(super) fn end_inline(&mut self) {
        self.inlines.pop();
        if self.n_begun > self.inlines.len() {
            self.n_begun = self.inlines.len();
            self.builder.end();
        }
    }

    fn link(&self, target: &str) -> Option<Link> {
        if target.starts_with('#') || target.is_empty() {
            return None;
        }
        match self.base {
            Some(base) => base.join(target),
            None => Link::parse(target),
        }
    }

    pub(super) fn words(&mut self, words: &str) {
        if !self.builder.is_open() && words.trim().is_empty() {
            return;
        }
        self.ensure_open();
        let is_break = |byte: u8| matches!(byte, b'\n' | b'\t' | b'\r');
        // In chunks, as in `clean`.
        let mut pieces = words.as_bytes().chunks(64);
        if pieces.any(|piece| {
            piece
                .iter()
                .fold(false, |is_so, byte| is_so | is_break(*byte))
        }) {
            self.builder.push(&words.replace(['\n', '\t', '\r'], " "));
        } else {
            self.builder.push(words);
        }
    }

    pub(super) fn rule(&mut self) {
        self.close();
        self.builder.open(BlockKind::Rule);
        self.close();
    }

    pub(super) fn line_end(&mut self) {
        if self.builder.is_open() {
            self.builder.push("\n");
        }
    }

    /// Opens the block for the current position, if none is open, and begins the current inlines in it.
    fn ensure_open(&mut self) {
        if !self.builder.is_open() {
            let quoted = self
                .n_quotations
                .checked_sub(1)
                .map(|depth| BlockKind::Quotation {
                    depth: u8::try_from(depth).unwrap_or(u8::MAX),
                });
            let kind = self.kind.or_else(|| self.item.take()).or(quoted);
            self.builder.open(kind.unwrap_or(BlockKind::Paragraph));
            self.n_begun = 0;
        }
        for kind in self.inlines.iter().skip(self.n_begun) {
            self.builder.begin(kind.clone());
        }
        self.n_begun = self.inlines.len();
    }

    pub(super) fn close(&mut self) {
        self.builder.close();
        self.n_begun = 0;
    }
}

/// Returns the text with tabs expanded to stops at every eighth column.
fn expand_tabs(text: &str) -> String {
    if !text.contains('\t') {
        return text.to_owned();
    }
    let mut column = 0;
    let mut spaced = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\t' => {
                let n = 8 - column % 8;
                spaced.extend(std::iter::repeat_n(' ', n));
                column += n;
            }
            '\n' => {
                spaced.push(c);
                column = 0;
            }
            c => {
                spaced.push(c);
                column += 1;
            }
        }
    }
    spaced
}
