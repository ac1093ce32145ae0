//! Reads Markdown: `CommonMark` with tables, strikethrough, task lists, footnotes and front matter.

mod byline;
mod cuts;

use pulldown_cmark::{BrokenLink, CowStr, Event, HeadingLevel, Options, Parser, Tag, TagEnd};

use super::super::{
    Article, ArticleBuilder, ArticleMetadata, BlockKind, InlineKind, Language, Link,
};
use super::{ReadError, dates, fields, html, language};
use crate::invariant::ExpectOr;
use cuts::Cuts;

/// Reads a Markdown text. A level-1 heading at the start is the title, and the first block of the text. Byline and date
/// are taken from the lines under it.
///
/// # Errors
///
/// [`ReadError`] if there is no text or too much.
pub fn read_markdown(content: &str, base: Option<&Link>) -> Result<Article, ReadError> {
    let (fields, body) = split_front_matter(content);
    let mut about = ArticleMetadata {
        site: base.map(Link::site).unwrap_or_default(),
        link: base.cloned(),
        ..ArticleMetadata::default()
    };
    for (key, value) in &fields {
        read_front_matter_field(key, value, &mut about);
    }
    let body = byline::take_byline(body, &mut about);
    let mut writer = Writer::new(base.cloned());
    writer.body(&body);
    if about.title.is_empty() {
        about.title = writer.title;
    }
    let mut article = writer.builder.finish(about)?;
    if article.blocks().is_empty() && article.about.title.is_empty() {
        return Err(ReadError::Empty);
    }
    if article.about.language.is_none() {
        article.about.language = language::detect_language(article.text().as_str());
    }
    Ok(article)
}

/// Returns the `key: value` lines of the front matter, and the text after it. Only flat YAML is understood.
fn split_front_matter(content: &str) -> (Vec<(String, String)>, &str) {
    let content = content.trim_start_matches('\u{feff}');
    let Some(rest) = content
        .strip_prefix("---")
        .filter(|rest| rest.starts_with(['\n', '\r']))
    else {
        return (Vec::new(), content);
    };
    let mut fields: Vec<(String, String)> = Vec::new();
    let mut at = 0;
    for line in rest.split_inclusive('\n') {
        at += line.len();
        let words = line.trim_end();
        if at > line.len() && (words == "---" || words == "...") {
            return (
                fields,
                rest.get(at..)
                    .expect_or_default("a line ends at a character border"),
            );
        }
        if let Some(item) = words.trim_start().strip_prefix("- ") {
            if let Some((_, value)) = fields.last_mut() {
                value.push_str(if value.is_empty() { "" } else { ", " });
                value.push_str(strip_quotes(item));
            }
        } else if let Some((key, value)) = words.split_once(':').filter(|_| !words.starts_with(' '))
        {
            fields.push((key.trim().to_lowercase(), strip_quotes(value).to_owned()));
        }
    }
    (Vec::new(), content)
}

fn strip_quotes(value: &str) -> &str {
    let value = value.trim();
    let inner =
        |open: char, close: char| value.strip_prefix(open).and_then(|v| v.strip_suffix(close));
    inner('"', '"')
        .or_else(|| inner('\'', '\''))
        .or_else(|| inner('[', ']'))
        .unwrap_or(value)
        .trim()
}

fn read_front_matter_field(key: &str, value: &str, about: &mut ArticleMetadata) {
    match key {
        "title" | "headline" => about.title = fields::clean_line(value, fields::MAX_TITLE_CHARS),
        "author" | "authors" | "byline" => {
            about.byline = fields::clean_byline(&value.replace('"', ""));
        }
        "date" | "published" | "pubdate" | "publishdate" => {
            about.published = dates::parse_date_text(value);
        }
        "lang" | "language" => about.language = Language::from_tag(value),
        "site" | "source" | "publisher" => {
            about.site = fields::clean_line(value, fields::MAX_NAME_CHARS);
        }
        "link" | "url" | "canonical" | "canonical_url" => {
            about.link = Link::parse(value).or(about.link.take());
        }
        _ => {}
    }
}

/// Converts parser events to blocks.
struct Writer {
    builder: ArticleBuilder,
    base: Option<Link>,
    title: String,
    is_in_title: bool,
    lists: Vec<Option<u32>>,
    n_quotations: usize,
    /// The kind of a list item that has no text yet. `None` if there is no such item.
    item: Option<BlockKind>,
    /// For each inline in progress, whether it was begun in the builder. Links with a forbidden scheme are not.
    inlines: Vec<bool>,
    image: Option<String>,
    captions: Vec<String>,
    rows: Vec<(bool, Vec<String>)>,
    /// True if the next table continues a table of the previous piece and begins with the repeated head.
    is_continued_table: bool,
    cell: Option<String>,
    html: Option<String>,
}

impl Writer {
    fn new(base: Option<Link>) -> Self {
        Self {
            builder: ArticleBuilder::new(),
            base,
            title: String::new(),
            is_in_title: false,
            lists: Vec::new(),
            n_quotations: 0,
            item: None,
            inlines: Vec::new(),
            image: None,
            captions: Vec::new(),
            rows: Vec::new(),
            is_continued_table: false,
            cell: None,
            html: None,
        }
    }

    /// Writes a text. A long text is written piece by piece, because the parser keeps a tree of its input in memory.
    fn body(&mut self, body: &str) {
        let options = Options::ENABLE_TABLES
            | Options::ENABLE_STRIKETHROUGH
            | Options::ENABLE_FOOTNOTES
            | Options::ENABLE_TASKLISTS;
        let mut cuts = Cuts::new(body);
        while let Some(piece) = cuts.next_piece() {
            // The definition of a reference link may be in another piece.
            let find = |link: BrokenLink<'_>| {
                let target = cuts.target_of(&link.reference)?;
                Some((CowStr::from(target.to_owned()), CowStr::Borrowed("")))
            };
            self.is_continued_table = piece.is_continued_table;
            let parser = Parser::new_with_broken_link_callback(&piece.words, options, Some(find));
            for event in parser {
                self.event(event);
            }
        }
    }

    fn event(&mut self, event: Event) {
        match event {
            Event::Start(tag) => self.start(tag),
            Event::End(tag) => self.end(tag),
            Event::Text(words) | Event::InlineMath(words) | Event::DisplayMath(words) => {
                self.words(&words);
            }
            Event::Code(words) => self.code(&words),
            Event::SoftBreak => self.words(" "),
            Event::HardBreak => self.words("\n"),
            Event::Rule => {
                self.builder.open(BlockKind::Rule);
                self.builder.close();
            }
            Event::Html(tags) => {
                if let Some(html) = &mut self.html {
                    html.push_str(&tags);
                }
            }
            Event::InlineHtml(tag) => {
                if tag.starts_with("<br") {
                    self.words("\n");
                }
            }
            Event::FootnoteReference(name) => self.words(&format!("[{name}]")),
            Event::TaskListMarker(is_done) => self.words(if is_done { "[x] " } else { "[ ] " }),
        }
    }

    fn start(&mut self, tag: Tag) {
        match tag {
            Tag::Heading {
                level: HeadingLevel::H1,
                ..
            } if self.builder.is_empty() && self.title.is_empty() => {
                self.is_in_title = true;
                self.open(BlockKind::Heading(1));
            }
            Tag::Heading { level, .. } => self.open(BlockKind::Heading(heading_level(level))),
            Tag::BlockQuote(_) => self.n_quotations += 1,
            Tag::CodeBlock(_) => self.open(BlockKind::Preformatted),
            Tag::HtmlBlock => self.html = Some(String::new()),
            Tag::List(first) => {
                self.builder.close();
                self.lists
                    .push(first.map(|n| u32::try_from(n).unwrap_or(u32::MAX)));
            }
            Tag::Item => self.begin_item(),
            Tag::FootnoteDefinition(name) => {
                self.open(BlockKind::Paragraph);
                self.words(&format!("[{name}] "));
            }
            Tag::Table(_) => self.rows.clear(),
            Tag::TableHead => self.rows.push((true, Vec::new())),
            Tag::TableRow => self.rows.push((false, Vec::new())),
            Tag::TableCell => self.cell = Some(String::new()),
            Tag::Emphasis => self.begin(Some(InlineKind::Emphasis)),
            Tag::Strong => self.begin(Some(InlineKind::Strong)),
            Tag::Strikethrough => self.begin(Some(InlineKind::Deleted)),
            Tag::Link { dest_url, .. } => {
                let link = match &self.base {
                    Some(base) if !dest_url.starts_with('#') => base.join(&dest_url),
                    _ => Link::parse(&dest_url),
                };
                self.begin(link.map(InlineKind::Link));
            }
            Tag::Image { .. } => self.image = Some(String::new()),
            _ => {}
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Heading(_) if self.is_in_title => {
                self.is_in_title = false;
                self.title = fields::clean_line(&self.title, fields::MAX_TITLE_CHARS);
                self.close();
            }
            TagEnd::Paragraph | TagEnd::Heading(_) | TagEnd::CodeBlock => self.close(),
            TagEnd::Item => {
                self.close();
                self.item = None;
            }
            TagEnd::BlockQuote(_) => {
                self.close();
                self.n_quotations = self.n_quotations.saturating_sub(1);
            }
            TagEnd::List(_) => {
                self.lists.pop();
            }
            TagEnd::HtmlBlock => {
                if let Some(tags) = self.html.take() {
                    self.builder.close();
                    html::write_html(&mut self.builder, &tags, self.base.as_ref());
                }
            }
            TagEnd::TableCell => {
                let cell = self
                    .cell
                    .take()
                    .expect_or_default("a cell ends after it began");
                if let Some((_, cells)) = self.rows.last_mut() {
                    cells.push(cell);
                }
            }
            TagEnd::Table => {
                let rows = std::mem::take(&mut self.rows);
                let n_repeated = usize::from(std::mem::take(&mut self.is_continued_table));
                self.builder.add_table(
                    rows.get(n_repeated..)
                        .expect_or_default("a continued table has its first rows"),
                );
            }
            TagEnd::Emphasis | TagEnd::Strong | TagEnd::Strikethrough | TagEnd::Link
                if self.inlines.pop() == Some(true) =>
            {
                self.builder.end();
            }
            TagEnd::Image => self.captions.extend(self.image.take()),
            _ => {}
        }
    }

    fn begin_item(&mut self) {
        self.builder.close();
        let depth = u8::try_from(self.lists.len().saturating_sub(1)).unwrap_or(u8::MAX);
        let ordinal = self.lists.last_mut().and_then(|next| {
            let ordinal = *next;
            *next = next.map(|n| n.saturating_add(1));
            ordinal
        });
        self.item = Some(BlockKind::Item { depth, ordinal });
    }

    /// Begins an inline. `None` stands for an inline that is not written, such as a link with a forbidden scheme.
    fn begin(&mut self, kind: Option<InlineKind>) {
        let kind = kind.filter(|_| self.cell.is_none() && self.image.is_none());
        self.inlines.push(kind.is_some());
        if let Some(kind) = kind {
            self.ensure_open();
            self.builder.begin(kind);
        }
    }

    fn code(&mut self, words: &str) {
        self.begin(Some(InlineKind::Code));
        self.words(words);
        if self.inlines.pop() == Some(true) {
            self.builder.end();
        }
    }

    fn words(&mut self, words: &str) {
        if let Some(image) = &mut self.image {
            image.push_str(words);
        } else if let Some(cell) = &mut self.cell {
            cell.push_str(words);
        } else {
            if self.is_in_title {
                self.title.push_str(words);
            }
            self.ensure_open();
            self.builder.push(words);
        }
    }

    fn ensure_open(&mut self) {
        if self.builder.is_open() {
            return;
        }
        let quoted = self
            .n_quotations
            .checked_sub(1)
            .map(|depth| BlockKind::Quotation {
                depth: u8::try_from(depth).unwrap_or(u8::MAX),
            });
        let kind = self.item.take().or(quoted).unwrap_or(BlockKind::Paragraph);
        self.open(kind);
    }

    fn open(&mut self, kind: BlockKind) {
        self.builder.open(kind);
    }

    /// Closes the open block, and adds captions for the pictures in it.
    fn close(&mut self) {
        self.builder.close();
        for caption in std::mem::take(&mut self.captions) {
            self.builder.open(BlockKind::Caption);
            self.builder.push(&caption);
            self.builder.close();
        }
    }
}

const fn heading_level(level: HeadingLevel) -> u8 {
    match level {
        HeadingLevel::H1 => 1,
        HeadingLevel::H2 => 2,
        HeadingLevel::H3 => 3,
        HeadingLevel::H4 => 4,
        HeadingLevel::H5 => 5,
        HeadingLevel::H6 => 6,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::read::block_format::{check_invariants, format_blocks};

    #[track_caller]
    fn check_markdown(content: &str, expected: &str) {
        let article = read_markdown(content, None).expect("an article");
        check_invariants(&article);
        assert_eq!(format_blocks(&article), expected);
    }

    #[test]
    fn inlines_and_links_survive() {
        check_markdown(
            "One *two* **three `four`** ~~five~~ [six](https://example.org/) [seven](javascript:x)\nmore",
            "p One two three four five six seven more [two: em] [three four: strong] [four: code] [five: del] [six: https://example.org/]\n",
        );
    }

    #[test]
    fn lists_and_quotations_nest() {
        check_markdown(
            "- a\n  - b\n\n    more of b\n- c\n\n3. three\n4. four\n\n> q\n>\n> > r\n",
            "-0 a\n-1 b\np more of b\n-0 c\n3.0 three\n4.0 four\n>0 q\n>1 r\n",
        );
    }

    #[test]
    fn tables_code_rules_and_pictures_survive() {
        check_markdown(
            "| A | *B* |\n|---|---|\n| 1 | 2 |\n\n```\nlet x;\n\n  y\n```\n\n---\n\n![The harbour at dawn](a.png)\n",
            "table A | B⏎1 | 2\npre let x;⏎⏎  y\nhr\ncap The harbour at dawn\n",
        );
    }

    #[test]
    fn html_inside_is_read() {
        check_markdown(
            "A<br>b\n\n<div align=center><p>One</p>\n<script>x</script></div>\n",
            "p A⏎b\np One\n",
        );
    }

    #[test]
    fn the_first_heading_is_the_title() {
        let article =
            read_markdown("# The *harbour*\n\nText.\n\n# Part\n\nMore.", None).expect("an article");
        assert_eq!(article.about.title, "The harbour");
        assert_eq!(
            format_blocks(&article),
            "h1 The harbour [harbour: em]\np Text.\nh1 Part\np More.\n"
        );
    }

    #[test]
    fn front_matter_tells_about_the_article() {
        let content = "---\ntitle: \"Harbour: open\"\nauthors:\n  - Ana Peña\n  - Tom Reed\ndate: 2024-11-13\nlang: en-GB\nurl: https://example.org/a\n---\n\nText.";
        let article = read_markdown(content, None).expect("an article");
        assert_eq!(article.about.title, "Harbour: open");
        assert_eq!(article.about.byline.as_deref(), Some("Ana Peña, Tom Reed"));
        assert_eq!(
            article
                .about
                .published
                .map(|p| p.date.to_string())
                .as_deref(),
            Some("2024-11-13")
        );
        assert_eq!(article.about.language, Some(Language::ENGLISH));
        assert_eq!(format_blocks(&article), "p Text.\n");
    }

    #[test]
    fn a_rule_at_the_beginning_is_no_front_matter() {
        check_markdown("---\n\nText: more.", "hr\np Text: more.\n");
    }

    #[test]
    fn deep_quotations_and_lists_end() {
        let article =
            read_markdown(&format!("{} x", ">".repeat(10_000)), None).expect("an article");
        check_invariants(&article);
        let items: Vec<_> = (0..300).map(|n| "  ".repeat(n) + "- x\n").collect();
        let list = items.concat();
        check_invariants(&read_markdown(&list, None).expect("an article"));
    }

    #[test]
    fn a_long_text_is_read_in_pieces_as_if_it_were_one() {
        let paragraph = "Some [words](https://example.org/a), a [link] and *more* of it all.\n\n";
        let item = "- one\n\n  more of one\n\n";
        let long = format!(
            "# Title\n\n{}",
            format!("{paragraph}{item}> said\n\n```\nlet x;\n\ny\n```\n\n").repeat(9_000)
        );
        let article = read_markdown(&format!("{long}[link]: https://example.org/b\n"), None)
            .expect("an article");
        check_invariants(&article);
        assert_eq!(article.about.title, "Title");
        let short = "p Some words, a link and more of it all. [words: https://example.org/a] [link: https://example.org/b] [more: em]\n-0 one\np more of one\n>0 said\npre let x;⏎⏎y\n";
        let expected = format!("h1 Title\n{}", short.repeat(9_000));
        assert_eq!(format_blocks(&article), expected);
    }

    #[test]
    fn a_long_table_and_long_code_stay_what_they_are() {
        let rows = "| a | b |\n".repeat(300_000);
        let table =
            read_markdown(&format!("| A | B |\n|---|---|\n{rows}"), None).expect("an article");
        check_invariants(&table);
        let is_table =
            |block: &super::super::super::Block| matches!(block.kind, BlockKind::Table(_));
        assert!(table.blocks().iter().all(is_table));
        assert_eq!(table.text().as_str().matches("A | B").count(), 1);
        assert_eq!(table.text().as_str().matches("a | b").count(), 300_000);
        let code = format!("~~~ rust\n{}~~~\n\nWords.", "*x* = 1;\n\n".repeat(600_000));
        let code = read_markdown(&code, None).expect("an article");
        let kinds: Vec<_> = code.blocks().iter().map(|block| block.kind).collect();
        let (last, rest) = kinds.split_last().expect("blocks");
        assert_eq!(*last, BlockKind::Paragraph);
        assert!(rest.iter().all(|kind| *kind == BlockKind::Preformatted));
        assert_eq!(code.text().as_str().matches("*x* = 1;").count(), 600_000);
    }
}
