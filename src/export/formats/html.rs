//! HTML: a self-contained page with the annotated article and lists of its quotes, entities and figures.

use std::io;
use std::io::Write;

use super::super::finding_text::{FindingText, listed_values, unlisted_note};
use super::super::spans::to_single_line;
use crate::annotation::Annotation;
use crate::annotation::Annotations;
use crate::annotation::EntityKind;
use crate::annotation::Figure;
use crate::annotation::Quote;
use crate::annotation::Speech;
use crate::article::Article;
use crate::article::ArticleMetadata;
use crate::article::Block;
use crate::article::BlockKind;
use crate::article::InlineKind;
use crate::article::Link;
use crate::article::Table;
use crate::export::format::ExportFormat;
use crate::export::source_id::SourceId;
use crate::highlight::Layer;
use crate::highlight::LayerSet;
use crate::highlight::Run;
use crate::highlight::Tag;
use crate::highlight::article_layers;
use crate::highlight::flatten_in;
use crate::invariant::ExpectOr;
use crate::text::ByteRange;

/// The style sheet. Kinds differ in more than color, so that they can be told apart without seeing colors.
const STYLESHEET: &str = include_str!("html.css");

/// The HTML format.
pub(in super::super) struct Html;

impl ExportFormat for Html {
    fn name(&self) -> &'static str {
        "html"
    }

    fn about(&self) -> &'static str {
        "a self-contained web page"
    }

    fn append(
        &self,
        article: &Article,
        annotations: &Annotations,
        _: Option<SourceId<'_>>,
        out: &mut dyn Write,
    ) -> io::Result<()> {
        let mut page = HtmlPage {
            article,
            annotations,
            layers: article_layers(article, annotations, LayerSet::ALL),
            out,
        };
        page.open(article)?;
        page.blocks()?;
        page.push("</article>\n<aside>\n")?;
        page.quotes()?;
        page.entities()?;
        page.figures()?;
        page.push("</aside>\n</body>\n</html>\n")
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

/// A page being written.
struct HtmlPage<'a> {
    article: &'a Article,
    annotations: &'a Annotations,
    layers: Vec<Layer>,
    out: &'a mut dyn Write,
}

impl HtmlPage<'_> {
    /// Writes HTML as it is.
    fn push(&mut self, html: &str) -> io::Result<()> {
        self.out.write_all(html.as_bytes())
    }

    /// Writes text, escaped.
    fn text(&mut self, words: &str) -> io::Result<()> {
        escape_html(words, self.out)
    }

    /// Writes an element with text in it.
    fn element(&mut self, name: &str, words: &str) -> io::Result<()> {
        self.push(&format!("<{name}>"))?;
        self.text(words)?;
        self.push(&format!("</{name}>\n"))
    }

    /// Writes everything before the body of the article.
    /// Writes the head and the title. A title in the text is written there, with its marks.
    fn open(&mut self, article: &Article) -> io::Result<()> {
        let about = &article.about;
        let language = about
            .language
            .as_ref()
            .map_or("en", |language| language.code());
        self.push("<!DOCTYPE html>\n")?;
        self.push(&format!(
            "<html lang=\"{language}\">\n<head>\n<meta charset=\"utf-8\">\n"
        ))?;
        self.push("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n")?;
        self.element("title", &about.title)?;
        self.push("<style>\n")?;
        self.push(STYLESHEET)?;
        self.push("</style>\n</head>\n<body>\n<article>\n")?;
        if !about.title.is_empty() && !article.has_title_block() {
            self.element("h1", &about.title)?;
        }
        self.byline(about)
    }

    fn byline(&mut self, about: &ArticleMetadata) -> io::Result<()> {
        let date = about.published.as_ref();
        let parts = [
            about.byline.clone(),
            Some(about.site.clone()),
            date.map(|published| published.date.to_string()),
        ];
        let known: Vec<_> = parts
            .into_iter()
            .flatten()
            .filter(|part| !part.is_empty())
            .collect();
        if !known.is_empty() {
            self.push("<p class=\"byline\">")?;
            self.text(&known.join(" · "))?;
            self.push("</p>\n")?;
        }
        if let Some(link) = &about.link {
            self.push("<p class=\"byline\">")?;
            self.anchor(link)?;
            self.text(link.as_str())?;
            self.push("</a></p>\n")?;
        }
        Ok(())
    }

    fn anchor(&mut self, link: &Link) -> io::Result<()> {
        self.push("<a href=\"")?;
        self.text(link.as_str())?;
        self.push("\" rel=\"noopener noreferrer\">")
    }

    fn blocks(&mut self) -> io::Result<()> {
        let article = self.article;
        let mut lists = OpenLists::default();
        for block in article.blocks() {
            lists.step(block.kind, self.out)?;
            self.block(block)?;
        }
        lists.finish(self.out)
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
        self.push("<table>\n")?;
        for row in &table.rows {
            let name = if row.is_header { "th" } else { "td" };
            self.push("<tr>")?;
            for cell in &row.cells {
                self.push(&format!("<{name}>"))?;
                self.runs(*cell)?;
                self.push(&format!("</{name}>"))?;
            }
            self.push("</tr>\n")?;
        }
        self.push("</table>\n")
    }

    /// Writes the text of a block as runs. A link becomes one anchor around its runs.
    fn words(&mut self, block: &Block) -> io::Result<()> {
        let mut at = block.range.start();
        for inline in &block.inlines {
            if let InlineKind::Link(link) = &inline.kind
                && inline.range.start() >= at
            {
                self.runs(ByteRange::new(at, inline.range.start()))?;
                self.anchor(link)?;
                self.runs(inline.range)?;
                self.push("</a>")?;
                at = inline.range.end();
            }
        }
        self.runs(ByteRange::new(at, block.range.end()))
    }

    fn runs(&mut self, range: ByteRange) -> io::Result<()> {
        for run in flatten_in(range, &self.layers) {
            self.run(run)?;
        }
        Ok(())
    }

    /// Writes a run of text with the same tags, in a `span` if it has any.
    fn run(&mut self, run: Run) -> io::Result<()> {
        let article = self.article;
        let words = article.text().slice(run.range);
        let classes: Vec<_> = run
            .tags
            .iter()
            .filter(|tag| !matches!(tag, Tag::Heading | Tag::Link))
            .map(Tag::name)
            .collect();
        if classes.is_empty() {
            self.text(words)?;
            return Ok(());
        }
        let title = title_at(article, self.annotations, run.range);
        self.push("<span class=\"")?;
        self.push(&classes.join(" "))?;
        if let Some(title) = title {
            self.push("\" title=\"")?;
            self.text(&title)?;
        }
        self.push("\">")?;
        self.text(words)?;
        self.push("</span>")
    }

    fn quotes(&mut self) -> io::Result<()> {
        let annotations = self.annotations;
        if annotations.quotes().next().is_none() {
            return Ok(());
        }
        self.element("h2", "Quotes")?;
        self.push("<ul>\n")?;
        for (_, quote) in annotations.quotes() {
            self.quote(quote)?;
        }
        self.push("</ul>\n")
    }

    fn quote(&mut self, quote: &Quote) -> io::Result<()> {
        let text = self.article.text();
        let pieces = quote
            .content
            .iter()
            .map(|range| to_single_line(text.slice(*range)));
        let pieces = pieces.collect::<Vec<_>>().join(" … ");
        let entity = quote
            .speaker
            .entity()
            .and_then(|id| self.annotations.entity(id));
        let words = quote
            .speaker
            .range()
            .map(|range| to_single_line(text.slice(range)));
        let speaker = entity.map(|entity| entity.name.clone()).or(words);
        self.push("<li>")?;
        match speaker {
            Some(speaker) => {
                self.push("<b>")?;
                self.text(&speaker)?;
                self.push("</b>")?;
            }
            None => self.push("<i>Unresolved</i>")?,
        }
        self.push(&format!(" ({}): <span class=\"", quote.speech.name()))?;
        let is_indirect = quote.speech == Speech::Indirect;
        self.push(if is_indirect { "indirect" } else { "quote" })?;
        self.push("\">")?;
        self.text(&pieces)?;
        self.push("</span>")?;
        self.push("</li>\n")
    }

    fn entities(&mut self) -> io::Result<()> {
        let annotations = self.annotations;
        if annotations.entities().is_empty() {
            return Ok(());
        }
        self.element("h2", "Entities")?;
        self.push("<ul>\n")?;
        for kind in EntityKind::ALL {
            let of_kind = annotations.entities().iter();
            for entity in of_kind.filter(|entity| entity.kind == kind) {
                self.push(&format!("<li><span class=\"{}\">", kind.name()))?;
                self.text(&entity.name)?;
                self.push("</span>")?;
                if let Some(role) = entity.role {
                    let words = to_single_line(self.article.text().slice(role));
                    self.push(", ")?;
                    self.text(&words)?;
                }
                self.push("</li>\n")?;
            }
        }
        self.push("</ul>\n")
    }

    fn figures(&mut self) -> io::Result<()> {
        let annotations = self.annotations;
        let has_any =
            annotations.figures().next().is_some() || annotations.dates().next().is_some();
        if !has_any {
            return Ok(());
        }
        self.element("h2", "Figures and dates")?;
        self.push("<ul>\n")?;
        for item in listed_values(annotations) {
            self.figure(item)?;
        }
        self.push("</ul>\n")?;
        match unlisted_note(annotations) {
            Some(note) => self.element("p", &note),
            None => Ok(()),
        }
    }

    /// Writes a figure or date: its value, what it is about, and the sentence as a tooltip.
    fn figure(&mut self, item: &Annotation) -> io::Result<()> {
        let Some(text) = FindingText::of(self.article, self.annotations, item) else {
            return Ok(());
        };
        self.push("<li")?;
        if let Some(sentence) = text.sentence {
            self.push(" title=\"")?;
            self.text(&sentence)?;
            self.push("\"")?;
        }
        self.push("><b>")?;
        self.text(&text.value)?;
        self.push("</b>")?;
        if !text.about.is_empty() {
            self.push(" — ")?;
            self.text(&text.about)?;
        }
        self.push("</li>\n")
    }
}

/// The names of the open list elements, outermost first.
#[derive(Default)]
struct OpenLists {
    open: Vec<&'static str>,
}

impl OpenLists {
    /// Opens and closes lists and items so that a block of this kind can be written next.
    fn step(&mut self, kind: BlockKind, out: &mut dyn Write) -> io::Result<()> {
        let BlockKind::Item { depth, ordinal } = kind else {
            return self.finish(out);
        };
        let wanted = usize::from(depth) + 1;
        while self.open.len() > wanted {
            self.close(out)?;
        }
        if self.open.len() == wanted {
            out.write_all("</li>\n".as_bytes())?;
        }
        while self.open.len() < wanted {
            let is_ordered = ordinal.is_some() && self.open.len() + 1 == wanted;
            let name = if is_ordered { "ol" } else { "ul" };
            out.write_all(if name == "ol" { b"<ol>\n" } else { b"<ul>\n" })?;
            if self.open.len() + 1 < wanted {
                out.write_all("<li>".as_bytes())?;
            }
            self.open.push(name);
        }
        match ordinal {
            Some(n) => write!(out, "<li value=\"{n}\">"),
            None => out.write_all(b"<li>"),
        }
    }

    fn close(&mut self, out: &mut dyn Write) -> io::Result<()> {
        if let Some(name) = self.open.pop() {
            writeln!(out, "</li>\n</{name}>")?;
        }
        Ok(())
    }

    fn finish(&mut self, out: &mut dyn Write) -> io::Result<()> {
        while !self.open.is_empty() {
            self.close(out)?;
        }
        Ok(())
    }
}

/// Writes text escaped for both elements and attribute values. Characters that could control a terminal that prints
/// the page are dropped.
fn escape_html(words: &str, out: &mut dyn Write) -> io::Result<()> {
    let mut rest = words;
    while let Some(at) = rest.find(is_special) {
        let (plain, after) = rest.split_at_checked(at).unwrap_or((rest, ""));
        out.write_all(plain.as_bytes())?;
        let mut after = after.chars();
        let written: &[u8] = match after.next() {
            Some('&') => b"&amp;",
            Some('<') => b"&lt;",
            Some('>') => b"&gt;",
            Some('"') => b"&quot;",
            Some('\'') => b"&#39;",
            _ => b"",
        };
        out.write_all(written)?;
        rest = after.as_str();
    }
    out.write_all(rest.as_bytes())
}

/// Returns true if a character is escaped or dropped in HTML.
fn is_special(c: char) -> bool {
    match c {
        '&' | '<' | '>' | '"' | '\'' => true,
        '\n' | '\t' => false,
        c => crate::text::is_unsafe(c),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_cannot_become_markup() {
        let mut html = Vec::new();
        escape_html("<script>\"a\" & 'b'\u{1b}[2J\u{202e}", &mut html).expect("memory");
        let html = String::from_utf8(html).expect("text");
        assert_eq!(html, "&lt;script&gt;&quot;a&quot; &amp; &#39;b&#39;[2J");
    }
}
