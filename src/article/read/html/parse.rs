//! A page's tree, bounded in depth, size and number of elements while its tokens pass by.
//!
//! Building a tree takes time that grows with depth times length, and the extractor's with the square of the depth:
//! what is too deep, too long or never ends must not get that far.

use std::cell::{Cell, RefCell};

use dom_query::{Document, NodeId};
use html5ever::LocalName;
use html5ever::TokenizerResult;
use html5ever::tendril::StrTendril;
use html5ever::tokenizer::states::RawKind;
use html5ever::tokenizer::{
    BufferQueue, EndTag, StartTag, Tag, TagToken, Token, TokenSink, TokenSinkResult, Tokenizer,
    TokenizerOpts,
};
use html5ever::tree_builder::{TreeBuilder, TreeBuilderOpts, TreeSink};

/// The deepest that elements may nest; the tags of deeper ones are left out, their words stay.
const MAX_DEPTH: usize = 160;
/// How many elements without an end tag may be open that only change the look.
const MAX_FORMATTING: usize = 60;
/// The most elements.
const MAX_ELEMENTS: usize = 60_000;
/// The most bytes of words and attributes; scripts and styles do not count.
const MAX_BYTES: usize = 5 * 1024 * 1024;
/// The longest value of an attribute; longer ones are data, and are left out.
const MAX_ATTRIBUTE: usize = 16 * 1024;
/// How many bytes are handed to the tokenizer at a time.
const STEP: usize = 64 * 1024;

/// Returns the tree of a page or of a piece of one.
pub(super) fn document(content: &str) -> Document {
    let builder = TreeBuilder::new(
        Document::default(),
        TreeBuilderOpts {
            scripting_enabled: false,
            ..TreeBuilderOpts::default()
        },
    );
    let tokenizer = Tokenizer::new(Bounded::new(builder), TokenizerOpts::default());
    let queue = BufferQueue::default();
    let mut rest = content;
    while !rest.is_empty() && !tokenizer.sink.is_full() {
        let end = (STEP.min(rest.len())..=rest.len()).find(|end| rest.is_char_boundary(*end));
        let (step, after) = rest
            .split_at_checked(end.unwrap_or(rest.len()))
            .unwrap_or((rest, ""));
        queue.push_back(StrTendril::from(step));
        // The tokenizer stops at scripts and at declared charsets, and goes on when it is asked again.
        while !matches!(tokenizer.feed(&queue), TokenizerResult::Done) {}
        rest = after;
    }
    tokenizer.end();
    tokenizer.sink.builder.sink.finish()
}

/// Passes tokens on to the tree builder as long as they keep within the bounds.
struct Bounded {
    builder: TreeBuilder<NodeId, Document>,
    /// The names of the open elements that may nest.
    open: RefCell<Vec<LocalName>>,
    n_formatting: Cell<usize>,
    /// How deep the tree is at most below the open elements.
    depth: Cell<usize>,
    /// Whether a space stands in for the tags that were left out since the last words.
    is_parted: Cell<bool>,
    n_elements: Cell<usize>,
    n_bytes: Cell<usize>,
    /// The element whose content is left out: a script or style.
    skipped: RefCell<Option<LocalName>>,
}

impl Bounded {
    fn new(builder: TreeBuilder<NodeId, Document>) -> Self {
        Self {
            builder,
            open: RefCell::default(),
            n_formatting: Cell::new(0),
            depth: Cell::new(0),
            is_parted: Cell::new(false),
            n_elements: Cell::new(0),
            n_bytes: Cell::new(0),
            skipped: RefCell::default(),
        }
    }

    fn is_full(&self) -> bool {
        self.n_bytes.get() > MAX_BYTES || self.n_elements.get() > MAX_ELEMENTS
    }

    fn count(&self, n_bytes: usize) {
        self.n_bytes.set(self.n_bytes.get() + n_bytes);
    }

    /// Returns whether the tag may pass, and remembers what it opens or closes.
    fn admits(&self, tag: &Tag) -> bool {
        let name = &*tag.name;
        if is_flat(name) {
            // Where the tree is as deep as it may be, rows and items could still be many.
            return is_raw(name) || self.depth.get() + 4 <= MAX_DEPTH;
        }
        match tag.kind {
            StartTag => self.opens(&tag.name),
            EndTag => self.closes(&tag.name),
        }
    }

    fn opens(&self, name: &LocalName) -> bool {
        let depth = self.depth.get() + n_levels(name);
        let n_formatting = self.n_formatting.get() + usize::from(is_formatting(name));
        let fits = depth <= MAX_DEPTH && n_formatting <= MAX_FORMATTING;
        if fits {
            self.depth.set(depth);
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
            self.depth.set(self.depth.get() - n_levels(&closed));
            self.n_formatting
                .set(self.n_formatting.get() - usize::from(is_formatting(&closed)));
        }
        true
    }

    fn tag(&self, mut tag: Tag, line: u64) -> TokenSinkResult<NodeId> {
        if self.is_full() {
            return TokenSinkResult::Continue;
        }
        if tag.kind == StartTag {
            if let Some(raw) = skipped_content(&tag) {
                *self.skipped.borrow_mut() = Some(tag.name);
                return TokenSinkResult::RawData(raw);
            }
            tag.attrs
                .retain(|attribute| attribute.value.len() <= MAX_ATTRIBUTE);
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
        let parts = tag.kind == StartTag && !is_formatting(&tag.name);
        if parts && !self.is_parted.replace(true) {
            // What was left out would have parted the words around it.
            let space = Token::CharacterTokens(StrTendril::from(" "));
            return self.builder.process_token(space, line);
        }
        TokenSinkResult::Continue
    }
}

impl TokenSink for Bounded {
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
            Token::CharacterTokens(words) => {
                self.count(words.len());
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

/// Returns how the content of an element is to be tokenized that is left out whole; JSON-LD is kept.
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

/// Returns whether an element has no content, or is closed by the next of its kind, so that it cannot nest by itself.
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

/// Returns whether a flat element frames the page, or holds characters that are no tags.
fn is_raw(name: &str) -> bool {
    matches!(
        name,
        "html" | "head" | "body" | "title" | "textarea" | "script"
    )
}

/// Returns how many levels an element adds with those inside it that [`is_flat`] passes.
fn n_levels(name: &str) -> usize {
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
mod tests {
    use super::*;

    fn depth(document: &Document) -> usize {
        let nodes = document.root().descendants();
        nodes
            .iter()
            .map(|node| node.ancestors(None).len())
            .max()
            .unwrap_or_default()
    }

    #[test]
    fn deep_nesting_is_cut_and_its_words_stay() {
        for name in [
            "div",
            "b",
            "span",
            "blockquote",
            "table",
            "x-y",
            "a",
            "ul",
            "font",
        ] {
            let content = format!("<{name}>").repeat(5000) + "word";
            let document = document(&content);
            assert!(
                depth(&document) < 2 * MAX_DEPTH,
                "{name}: {}",
                depth(&document)
            );
            assert_eq!(document.text().trim(), "word", "{name}");
        }
        let table = "<table><tr><td>".repeat(5000) + "word";
        assert!(depth(&document(&table)) < 2 * MAX_DEPTH);
    }

    #[test]
    fn elements_that_close_themselves_may_be_many() {
        let content = "<p>one".repeat(2000);
        assert_eq!(document(&content).select("p").length(), 2000);
        let content = "<ul>".to_owned() + &"<li>one".repeat(2000);
        assert_eq!(document(&content).select("li").length(), 2000);
    }

    #[test]
    fn unclosed_formatting_does_not_use_up_the_depth() {
        let content = "<p><font color=x>one".repeat(1000) + "<div class=a>two</div>";
        assert_eq!(document(&content).select("div.a").length(), 1);
    }

    #[test]
    fn scripts_and_styles_are_left_out_but_for_json_ld() {
        let document = document(
            "<style>a{}</style><p>One<script>if (a<b) '</p>'</script> two<script type='application/ld+json'>{}</script>",
        );
        assert_eq!(document.select("p").text().as_ref(), "One two{}");
        assert_eq!(document.select("script").length(), 1);
        assert_eq!(document.select("style").length(), 0);
    }

    #[test]
    fn words_stay_apart_where_tags_are_left_out() {
        let content = "<div>".repeat(100_000) + "<p>one</p><p>two</p>";
        assert_eq!(document(&content).text().trim(), "one two");
    }

    #[test]
    fn a_declared_charset_does_not_end_the_page() {
        let document = document(
            "<meta charset=utf-8><meta http-equiv=content-type content='text/html; charset=gbk'><p>One",
        );
        assert_eq!(document.select("p").text().as_ref(), "One");
    }

    #[test]
    fn a_page_without_end_is_cut() {
        let content = "<p>words and words".repeat(2_000_000);
        assert!(document(&content).text().len() < MAX_BYTES + 2 * STEP);
    }
}
