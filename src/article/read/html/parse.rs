//! Builds the tree of a page within limits on depth, size and number of elements, which are applied while the page is
//! tokenized.
//!
//! Building a tree takes time proportional to depth times length, and the extractor's time grows with the square of the
//! depth. So content that is too deep or too long must be dropped before the tree is built. Omissions are reported as
//! notes.

use std::cell::{Cell, RefCell};

use super::attribute_limit;

use dom_query::{Document, NodeData, NodeId};
use html5ever::LocalName;
use html5ever::TokenizerResult;
use html5ever::tendril::StrTendril;
use html5ever::tokenizer::states::RawKind;
use html5ever::tokenizer::{
    BufferQueue, EndTag, StartTag, Tag, TagToken, Token, TokenSink, TokenSinkResult, Tokenizer,
    TokenizerOpts,
};
use html5ever::tree_builder::{TreeBuilder, TreeBuilderOpts, TreeSink};

/// The maximum nesting depth of elements. Tags of deeper elements are dropped; their text is kept.
const MAX_TREE_DEPTH: usize = 160;
/// The maximum number of levels that flat elements (see [`is_flat`]) can add below others.
const FLAT_ELEMENT_LEVELS: usize = 4;
/// The maximum nesting depth for pages whose depth times length exceeds [`MAX_DEPTH_TIMES_BYTES`]. Visiting the text below each element
/// takes time proportional to that product.
const MAX_LONG_PAGE_DEPTH: usize = 24;
/// The limit of depth times text length, in levels times bytes, above which [`MAX_LONG_PAGE_DEPTH`] applies.
const MAX_DEPTH_TIMES_BYTES: usize = 48 * 1024 * 1024;
/// The maximum number of open formatting elements. HTML reopens unclosed ones in every later block, so many of them
/// multiply.
const MAX_OPEN_FORMATTING: usize = 60;
/// The maximum number of start tags.
const MAX_ELEMENTS: usize = 60_000;
/// The maximum number of nodes in the tree. It can exceed the number of tags, since elements are reopened.
const MAX_NODES: usize = 150_000;
/// The maximum size of text and attributes, in bytes, without scripts and styles.
const MAX_CONTENT_BYTES: usize = 5 * 1024 * 1024;
/// The maximum length of an attribute value, in bytes. Longer values are embedded data and are dropped.
const MAX_ATTRIBUTE_BYTES: usize = 16 * 1024;
/// The number of bytes given to the tokenizer at once. Sizes in notes are accurate to this number.
const TOKENIZER_STEP_BYTES: usize = 16 * 1024;
/// The maximum length of a text node, in bytes; longer ones are split. Serializing takes time proportional to the
/// square of a node's length.
const MAX_TEXT_NODE_BYTES: usize = 4 * 1024;

/// Returns the tree of a page or fragment.
pub(super) fn parse_document(content: &str) -> Document {
    parse_with_notes(content).0
}

/// Returns the tree of a page or fragment, and a sentence for each omission.
pub(super) fn parse_with_notes(content: &str) -> (Document, Vec<String>) {
    let content = &*attribute_limit::limit_attributes(content);
    let (document, notes, work) = parse_within_depth(content, MAX_TREE_DEPTH);
    if work <= MAX_DEPTH_TIMES_BYTES {
        return (document, notes);
    }
    let (document, notes, _) = parse_within_depth(content, MAX_LONG_PAGE_DEPTH);
    (document, notes)
}

/// Returns the tree with at most this depth, the notes, and the depth times the length of the text in bytes.
fn parse_within_depth(content: &str, max_depth: usize) -> (Document, Vec<String>, usize) {
    let builder = TreeBuilder::new(
        Document::default(),
        TreeBuilderOpts {
            scripting_enabled: false,
            ..TreeBuilderOpts::default()
        },
    );
    let tokenizer = Tokenizer::new(
        BoundedSink::new(builder, max_depth),
        TokenizerOpts::default(),
    );
    let queue = BufferQueue::default();
    let mut rest = content;
    while !rest.is_empty() && !tokenizer.sink.is_full() {
        let end = (TOKENIZER_STEP_BYTES.min(rest.len())..=rest.len())
            .find(|end| rest.is_char_boundary(*end));
        let (step, after) = rest
            .split_at_checked(end.unwrap_or(rest.len()))
            .unwrap_or((rest, ""));
        queue.push_back(StrTendril::from(step));
        // The tokenizer pauses at scripts and charset declarations; it continues when it is called again.
        while !matches!(tokenizer.feed(&queue), TokenizerResult::Done) {}
        rest = after;
    }
    let n_read = content.len() - rest.len();
    tokenizer
        .sink
        .is_cut
        .set(tokenizer.sink.is_cut.get() || !rest.is_empty());
    tokenizer.end();
    let notes = tokenizer.sink.notes(n_read, content.len());
    let work = tokenizer.sink.deepest.get() * tokenizer.sink.n_of_words.get();
    let document = tokenizer.sink.builder.sink.finish();
    split_long_text(&document);
    (document, notes, work)
}

/// Splits long text nodes before an ASCII character, which never combines with the preceding one.
fn split_long_text(document: &Document) {
    for node in document.root().descendants() {
        let long = node.query_or(None, |node| match &node.data {
            NodeData::Text { contents } if contents.len() > MAX_TEXT_NODE_BYTES => {
                Some(contents.to_string())
            }
            _ => None,
        });
        let Some(long) = long else { continue };
        let mut rest = long.as_str();
        while !rest.is_empty() {
            let is_border = |at: &usize| rest.as_bytes().get(*at).is_none_or(u8::is_ascii);
            let end = (MAX_TEXT_NODE_BYTES.min(rest.len())..=rest.len()).find(is_border);
            let (piece, after) = rest
                .split_at_checked(end.unwrap_or(rest.len()))
                .unwrap_or((rest, ""));
            node.insert_before(&document.tree.new_text(piece));
            rest = after;
        }
        node.remove_from_parent();
    }
}

/// Formats a size in megabytes with one decimal.
fn format_megabytes(n_bytes: usize) -> String {
    let tenths = n_bytes.div_ceil(100_000);
    format!("{}.{} MB", tenths / 10, tenths % 10)
}

/// A token sink that passes tokens to the tree builder within the limits.
struct BoundedSink {
    builder: TreeBuilder<NodeId, Document>,
    /// The names of open elements, except flat ones.
    open: RefCell<Vec<LocalName>>,
    /// The number of open formatting elements.
    n_formatting: Cell<usize>,
    /// The current depth of the tree, as an upper bound.
    depth: Cell<usize>,
    /// The greatest depth so far, in levels.
    deepest: Cell<usize>,
    /// The maximum depth, in levels.
    max_depth: usize,
    /// Whether a space was already inserted for dropped tags since the last text.
    is_parted: Cell<bool>,
    /// The number of start tags so far.
    n_elements: Cell<usize>,
    /// The size of text and attributes so far, in bytes.
    n_bytes: Cell<usize>,
    /// The size of text so far, in bytes.
    n_of_words: Cell<usize>,
    /// The number of start tags dropped because of the depth.
    n_too_deep: Cell<usize>,
    /// Whether content was dropped because the page is too large.
    is_cut: Cell<bool>,
    /// The open script or style element, whose content is dropped.
    skipped: RefCell<Option<LocalName>>,
}

impl BoundedSink {
    fn new(builder: TreeBuilder<NodeId, Document>, max_depth: usize) -> Self {
        Self {
            builder,
            open: RefCell::default(),
            n_formatting: Cell::new(0),
            depth: Cell::new(0),
            deepest: Cell::new(0),
            max_depth,
            is_parted: Cell::new(false),
            n_elements: Cell::new(0),
            n_bytes: Cell::new(0),
            n_of_words: Cell::new(0),
            n_too_deep: Cell::new(0),
            is_cut: Cell::new(false),
            skipped: RefCell::default(),
        }
    }

    fn is_full(&self) -> bool {
        self.n_bytes.get() > MAX_CONTENT_BYTES
            || self.n_elements.get() > MAX_ELEMENTS
            || self.builder.sink.tree.len() > MAX_NODES
    }

    /// Returns a sentence for each kind of omission. `n_read` of `n_bytes` bytes were tokenized.
    fn notes(&self, n_read: usize, n_bytes: usize) -> Vec<String> {
        let mut notes = Vec::new();
        if self.is_cut.get() {
            let (read, all) = (format_megabytes(n_read), format_megabytes(n_bytes));
            let why = if self.n_bytes.get() > MAX_CONTENT_BYTES {
                "more words than are read"
            } else {
                "more elements than are read"
            };
            notes.push(format!(
                "The page has {why}: this is what stands in the first {read} of {all}."
            ));
        }
        match self.n_too_deep.get() {
            0 => {}
            n => notes.push(format!(
                "Some of the page nests deeper than {} elements: the words there stay, {n} of its tags do not.",
                self.max_depth
            )),
        }
        notes
    }

    fn count(&self, n_bytes: usize) {
        self.n_bytes.set(self.n_bytes.get() + n_bytes);
    }

    /// Returns whether a tag is within the limits, and records the element that it opens or closes.
    fn admits(&self, tag: &Tag) -> bool {
        let name = &*tag.name;
        if is_flat(name) {
            // At the maximum depth, rows and items are dropped, as they could be many. In a long page, whose maximum
            // depth is small, they are kept, as they separate its words.
            return self.max_depth < MAX_TREE_DEPTH
                || self.depth.get() + FLAT_ELEMENT_LEVELS <= self.max_depth;
        }
        match tag.kind {
            StartTag => self.opens(&tag.name),
            EndTag => self.closes(&tag.name),
        }
    }

    fn opens(&self, name: &LocalName) -> bool {
        let depth = self.depth.get() + nesting_levels(name);
        let n_formatting = self.n_formatting.get() + usize::from(is_formatting(name));
        let fits = depth <= self.max_depth && n_formatting <= MAX_OPEN_FORMATTING;
        if fits {
            self.depth.set(depth);
            self.deepest.set(self.deepest.get().max(depth));
            self.n_formatting.set(n_formatting);
            self.open.borrow_mut().push(name.clone());
        }
        fits
    }

    fn closes(&self, name: &LocalName) -> bool {
        let mut open = self.open.borrow_mut();
        let Some(at) = open.iter().rposition(|other| other == name) else {
            return !is_formatting(name);
        };
        for closed in open.drain(at..) {
            self.depth.set(self.depth.get() - nesting_levels(&closed));
            self.n_formatting
                .set(self.n_formatting.get() - usize::from(is_formatting(&closed)));
        }
        true
    }

    fn tag(&self, mut tag: Tag, line: u64) -> TokenSinkResult<NodeId> {
        if self.is_full() {
            self.is_cut.set(true);
            return TokenSinkResult::Continue;
        }
        if tag.kind == StartTag {
            if let Some(raw) = skipped_content(&tag) {
                *self.skipped.borrow_mut() = Some(tag.name);
                return TokenSinkResult::RawData(raw);
            }
            tag.attrs
                .retain(|attribute| attribute.value.len() <= MAX_ATTRIBUTE_BYTES);
            self.count(
                tag.attrs
                    .iter()
                    .map(|attribute| attribute.value.len())
                    .sum(),
            );
        }
        if self.admits(&tag) {
            self.n_elements
                .set(self.n_elements.get() + usize::from(tag.kind == StartTag));
            return self.builder.process_token(TagToken(tag), line);
        }
        let has_no_room =
            self.depth.get() + FLAT_ELEMENT_LEVELS.max(nesting_levels(&tag.name)) > self.max_depth;
        let is_too_deep = tag.kind == StartTag && has_no_room;
        self.n_too_deep
            .set(self.n_too_deep.get() + usize::from(is_too_deep));
        let parts = tag.kind == StartTag && !is_formatting(&tag.name);
        if parts && !self.is_parted.replace(true) {
            // The dropped tag would have separated the words around it.
            let space = Token::CharacterTokens(StrTendril::from(" "));
            return self.builder.process_token(space, line);
        }
        TokenSinkResult::Continue
    }
}

impl TokenSink for BoundedSink {
    type Handle = NodeId;

    fn process_token(&self, token: Token, line: u64) -> TokenSinkResult<NodeId> {
        if self.skipped.borrow().is_some() {
            let is_end = match &token {
                TagToken(tag) => {
                    tag.kind == EndTag && self.skipped.borrow().as_ref() == Some(&tag.name)
                }
                Token::EOFToken => return self.builder.process_token(token, line),
                _ => false,
            };
            if is_end {
                *self.skipped.borrow_mut() = None;
            }
            return TokenSinkResult::Continue;
        }
        match token {
            TagToken(tag) => self.tag(tag, line),
            Token::CommentToken(_) | Token::ParseError(_) => TokenSinkResult::Continue,
            // After the cut, the rest of an unfinished tag would be read as text.
            Token::CharacterTokens(_) if self.is_cut.get() => TokenSinkResult::Continue,
            Token::CharacterTokens(words) => {
                self.count(words.len());
                self.n_of_words.set(self.n_of_words.get() + words.len());
                self.is_parted.set(false);
                self.builder
                    .process_token(Token::CharacterTokens(words), line)
            }
            token => self.builder.process_token(token, line),
        }
    }

    fn end(&self) {
        self.builder.end();
    }

    fn adjusted_current_node_present_but_not_in_html_namespace(&self) -> bool {
        self.builder
            .adjusted_current_node_present_but_not_in_html_namespace()
    }
}

/// Returns how to tokenize the content of an element that is dropped entirely; `None` for other elements. JSON-LD
/// scripts are kept.
fn skipped_content(tag: &Tag) -> Option<RawKind> {
    let is_data = || {
        tag.attrs.iter().any(|attribute| {
            &*attribute.name.local == "type"
                && attribute
                    .value
                    .trim()
                    .eq_ignore_ascii_case("application/ld+json")
        })
    };
    match &*tag.name {
        "script" if !is_data() => Some(RawKind::ScriptData),
        "style" | "iframe" | "noembed" | "noframes" | "xmp" => Some(RawKind::Rawtext),
        _ => None,
    }
}

/// Returns whether an element cannot nest in itself: it is empty, or the next one of its kind closes it.
fn is_flat(name: &str) -> bool {
    matches!(
        name,
        "area"
            | "base"
            | "br"
            | "col"
            | "embed"
            | "hr"
            | "img"
            | "input"
            | "link"
            | "meta"
            | "param"
            | "source"
            | "track"
            | "wbr"
            | "p"
            | "li"
            | "dt"
            | "dd"
            | "option"
            | "optgroup"
            | "tr"
            | "td"
            | "th"
            | "tbody"
            | "thead"
            | "tfoot"
            | "colgroup"
            | "caption"
            | "rp"
            | "rt"
            | "html"
            | "head"
            | "body"
            | "title"
            | "textarea"
            | "script"
    )
}

/// Returns the number of levels that an element adds, including the flat elements that it requires (rows, items).
fn nesting_levels(name: &str) -> usize {
    match name {
        "table" => 4,
        "ul" | "ol" | "dl" | "menu" | "dir" | "select" => 2,
        _ => 1,
    }
}

fn is_formatting(name: &str) -> bool {
    matches!(
        name,
        "a" | "b"
            | "big"
            | "code"
            | "em"
            | "font"
            | "i"
            | "nobr"
            | "s"
            | "small"
            | "strike"
            | "strong"
            | "tt"
            | "u"
    )
}

#[cfg(test)]
mod tests;
