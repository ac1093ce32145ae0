//! The article as HTML: its blocks, with the findings as links and spans.

use std::io;

use super::HtmlPage;
use super::open_lists::OpenLists;
use crate::annotation::{Annotation, AnnotationId, Annotations, Figure};
use crate::article::{Article, Block, BlockKind, InlineKind, Table};
use crate::export::spans::to_single_line;
use crate::highlight::{Run, Tag, flatten_in};
use crate::invariant::ExpectOr;
use crate::text::{ByteOffset, ByteRange};

impl HtmlPage<'_> {
    /// Writes all blocks of the article.
    pub(super) fn blocks(&mut self) -> io::Result<()> {
        let article = self.article;
        let mut lists = OpenLists::default();
        for block in article.blocks() {
            lists.step(block.kind, self.out)?;
            self.block(block)?;
        }
        lists.finish(self.out)?;
        let rest = self.anchors.take_rest();
        self.empty_anchors(&rest)
    }

    fn block(&mut self, block: &Block) -> io::Result<()> {
        let name = match block.kind {
            // `h1` is the article's title, so headings of the text start at `h2`.
            BlockKind::Heading(level) => ["h2", "h2", "h3", "h4", "h5", "h6"]
                .get(usize::from(level.saturating_sub(1)))
                .copied()
                .unwrap_or("h6"),
            BlockKind::Paragraph => "p",
            BlockKind::Item { .. } => {
                // `OpenLists` has already opened the item, and closes it later, because a nested list may follow
                // inside it.
                self.words(block)?;
                return Ok(());
            }
            BlockKind::Quotation { depth } => {
                let depth = usize::from(depth) + 1;
                self.push(&"<blockquote>".repeat(depth))?;
                self.words(block)?;
                self.push(&"</blockquote>".repeat(depth))?;
                self.push("\n")?;
                return Ok(());
            }
            BlockKind::Caption => "p class=\"caption\"",
            BlockKind::Preformatted => "pre",
            BlockKind::Table(id) => {
                if let Some(table) = self.article.table(id) {
                    self.table(table)?;
                    return Ok(());
                }
                "pre"
            }
            BlockKind::Rule => {
                self.push("<hr>\n")?;
                return Ok(());
            }
        };
        self.push(&format!("<{name}>"))?;
        self.words(block)?;
        let name = name.split(' ').next().unwrap_or(name);
        self.push(&format!("</{name}>\n"))
    }

    fn table(&mut self, table: &Table) -> io::Result<()> {
        self.push("<div class=\"wide\"><table>\n")?;
        for row in &table.rows {
            let name = if row.is_header { "th" } else { "td" };
            self.push("<tr>")?;
            for cell in &row.cells {
                self.push(&format!("<{name}>"))?;
                self.runs(*cell, false)?;
                self.push(&format!("</{name}>"))?;
            }
            self.push("</tr>\n")?;
        }
        self.push("</table></div>\n")
    }

    /// Writes the text of a block as runs. A link becomes one anchor around its runs.
    fn words(&mut self, block: &Block) -> io::Result<()> {
        let mut at = block.range.start();
        for inline in &block.inlines {
            if let InlineKind::Link(link) = &inline.kind
                && inline.range.start() >= at
            {
                self.runs(ByteRange::new(at, inline.range.start()), false)?;
                self.anchor(link)?;
                self.runs(inline.range, true)?;
                self.push("</a>")?;
                at = inline.range.end();
            }
        }
        self.runs(ByteRange::new(at, block.range.end()), false)
    }

    fn runs(&mut self, range: ByteRange, is_in_link: bool) -> io::Result<()> {
        for run in flatten_in(range, &self.layers) {
            self.run(run, is_in_link)?;
        }
        Ok(())
    }

    /// Writes a run of text with the same tags. A name becomes a link to its entry in the panel, unless the run is in a
    /// link of the article: links cannot be nested.
    fn run(&mut self, run: Run, is_in_link: bool) -> io::Result<()> {
        let article = self.article;
        let mut begun = self.anchors.take_before(run.range.end());
        let at_start = |(start, _): &(ByteOffset, AnnotationId)| *start == run.range.start();
        let own = begun.pop_if(|last| at_start(last));
        self.empty_anchors(&begun)?;
        let words = article.text().slice(run.range);
        let classes = run
            .tags
            .iter()
            .filter(|tag| !matches!(tag, Tag::Heading | Tag::Link));
        let classes: Vec<_> = classes.map(Tag::name).collect();
        if classes.is_empty() && own.is_none() {
            return self.text(words);
        }
        let named = self.anchors.named_by(run.range);
        let link = named.filter(|_| !is_in_link);
        self.push(if link.is_some() { "<a" } else { "<span" })?;
        if !classes.is_empty() {
            self.push(&format!(" class=\"{}\"", classes.join(" ")))?;
        }
        if let Some((_, id)) = own {
            self.push(&format!(" id=\"f{}\"", id.0))?;
        }
        if let Some(entity) = link {
            self.push(&format!(" href=\"#e{}\"", entity.0))?;
        }
        let owners = [("e", named), ("s", self.anchors.speaker_of(run.range))];
        for (name, owner) in owners {
            if let Some(entity) = owner {
                self.push(&format!(" data-{name}=\"{}\"", entity.0))?;
            }
        }
        if let Some(title) = title_at(article, self.annotations, run.range) {
            self.push(" title=\"")?;
            self.text(&title)?;
            self.push("\"")?;
        }
        self.push(">")?;
        self.text(words)?;
        self.push(if link.is_some() { "</a>" } else { "</span>" })
    }

    /// Writes anchors without text, for findings that begin where another element has its own anchor.
    fn empty_anchors(&mut self, begun: &[(ByteOffset, AnnotationId)]) -> io::Result<()> {
        for (_, id) in begun {
            self.push(&format!("<span id=\"f{}\"></span>", id.0))?;
        }
        Ok(())
    }
}

/// Returns the tooltip for a range: the meaning of the last annotation with exactly this range.
fn title_at(article: &Article, annotations: &Annotations, range: ByteRange) -> Option<String> {
    let first = annotations.first_from(range.start());
    let rest = annotations
        .items()
        .get(first..)
        .expect_or_default("the first index lies in its list")
        .iter();
    let at_start = rest.take_while(|item| item.range.start() == range.start());
    let titled = at_start.filter(|item| item.range == range);
    let titled = titled.filter_map(|item| match item.kind.mention() {
        Some(mention) => Some(annotations.entity(mention.entity)?.name.clone()),
        None => item.kind.in_prose(&exact_notation(article, item)),
    });
    titled.last()
}

/// Returns a figure with all digits and the full name of its unit; otherwise the words of the article.
fn exact_notation(article: &Article, item: &Annotation) -> String {
    let long = item.kind.figure().and_then(Figure::long_form);
    long.unwrap_or_else(|| to_single_line(article.text().slice(item.range)))
}
