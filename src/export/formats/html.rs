//! HTML: one file that needs no other, the article marked up, its quotes, entities and figures beside it.

use std::collections::BTreeMap;
use std::fmt::Write;

use super::super::Format;
use super::super::Id;
use super::super::spans::one_line;
use super::super::values::spoken;
use crate::annotation::Annotation;
use crate::annotation::Annotations;
use crate::annotation::EntityKind;
use crate::annotation::Kind;
use crate::annotation::Quote;
use crate::article::About;
use crate::article::Article;
use crate::article::Block;
use crate::article::BlockKind;
use crate::article::InlineKind;
use crate::article::Link;
use crate::article::Table;
use crate::highlight::Layer;
use crate::highlight::LayerSet;
use crate::highlight::Run;
use crate::highlight::Tag;
use crate::highlight::flatten_in;
use crate::highlight::layers;
use crate::text::ByteOffset;
use crate::text::ByteRange;

/// How the page looks; every kind is told by more than its colour.
const STYLE: &str = include_str!("html.css");

/// One file that needs no other, the article marked up.
pub(in super::super) struct Html;

impl Format for Html {
    fn name(&self) -> &'static str {
        "html"
    }

    fn about(&self) -> &'static str {
        "one web page that needs no other file"
    }

    fn write(&self, article: &Article, annotations: &Annotations, _: Option<Id<'_>>) -> String {
        let mut page = Page {
            article,
            annotations,
            layers: layers(article, annotations, LayerSet::ALL),
            titles: titles(annotations),
            html: String::with_capacity(article.text().as_str().len() * 4),
        };
        page.open(&article.about);
        page.blocks();
        page.push("</article>\n<aside>\n");
        page.quotes();
        page.entities();
        page.figures();
        page.push("</aside>\n</body>\n</html>\n");
        page.html
    }
}

/// Returns what a reader sees on pointing at a finding, by where it starts and ends.
fn titles(annotations: &Annotations) -> BTreeMap<(ByteOffset, ByteOffset), String> {
    let found = annotations.items().iter();
    let titled = found.filter_map(|item| {
        let title = match &item.kind {
            Kind::Mention(mention) => annotations.entity(mention.entity)?.name.clone(),
            Kind::Figure(figure) => spoken(figure),
            Kind::Date(date) => date.value.clone(),
            Kind::Quote(_) | Kind::Watch(_) => return None,
        };
        Some(((item.range.start(), item.range.end()), title))
    });
    titled.collect()
}

struct Page<'a> {
    article: &'a Article,
    annotations: &'a Annotations,
    layers: Vec<Layer>,
    titles: BTreeMap<(ByteOffset, ByteOffset), String>,
    html: String,
}

impl Page<'_> {
    fn push(&mut self, html: &str) {
        self.html.push_str(html);
    }

    fn text(&mut self, words: &str) {
        escape(words, &mut self.html);
    }

    fn element(&mut self, name: &str, words: &str) {
        self.push(&format!("<{name}>"));
        self.text(words);
        self.push(&format!("</{name}>\n"));
    }

    fn open(&mut self, about: &About) {
        let language = about
            .language
            .as_ref()
            .map_or("en", |language| language.code());
        self.push("<!DOCTYPE html>\n");
        self.push(&format!(
            "<html lang=\"{language}\">\n<head>\n<meta charset=\"utf-8\">\n"
        ));
        self.push("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n");
        self.element("title", &about.title);
        self.push("<style>\n");
        self.push(STYLE);
        self.push("</style>\n</head>\n<body>\n<article>\n");
        if !about.title.is_empty() {
            self.element("h1", &about.title);
        }
        self.byline(about);
    }

    fn byline(&mut self, about: &About) {
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
            self.push("<p class=\"byline\">");
            self.text(&known.join(" · "));
            self.push("</p>\n");
        }
        if let Some(link) = &about.link {
            self.push("<p class=\"byline\">");
            self.anchor(link);
            self.text(link.as_str());
            self.push("</a></p>\n");
        }
    }

    fn anchor(&mut self, link: &Link) {
        self.push("<a href=\"");
        self.text(link.as_str());
        self.push("\" rel=\"noopener noreferrer\">");
    }

    fn blocks(&mut self) {
        let article = self.article;
        let mut lists = Lists::default();
        for block in article.blocks() {
            lists.step(block.kind, &mut self.html);
            self.block(block);
        }
        lists.finish(&mut self.html);
    }

    fn block(&mut self, block: &Block) {
        let name = match block.kind {
            BlockKind::Heading(level) => ["h2", "h2", "h3", "h4", "h5", "h6"]
                .get(usize::from(level.saturating_sub(1)))
                .copied()
                .unwrap_or("h6"),
            BlockKind::Paragraph => "p",
            BlockKind::Item { .. } => {
                // `Lists` has opened the item, for another list may follow inside it.
                self.words(block);
                return;
            }
            BlockKind::Quotation { depth } => {
                let depth = usize::from(depth) + 1;
                self.push(&"<blockquote>".repeat(depth));
                self.words(block);
                self.push(&"</blockquote>".repeat(depth));
                self.push("\n");
                return;
            }
            BlockKind::Caption => "p class=\"caption\"",
            BlockKind::Preformatted => "pre",
            BlockKind::Table(id) => {
                if let Some(table) = self.article.table(id) {
                    self.table(table);
                    return;
                }
                "pre"
            }
            BlockKind::Rule => {
                self.push("<hr>\n");
                return;
            }
        };
        self.push(&format!("<{name}>"));
        self.words(block);
        let name = name.split(' ').next().unwrap_or(name);
        self.push(&format!("</{name}>\n"));
    }

    fn table(&mut self, table: &Table) {
        self.push("<table>\n");
        for row in &table.rows {
            let name = if row.is_header { "th" } else { "td" };
            self.push("<tr>");
            for cell in &row.cells {
                self.push(&format!("<{name}>"));
                self.runs(*cell);
                self.push(&format!("</{name}>"));
            }
            self.push("</tr>\n");
        }
        self.push("</table>\n");
    }

    /// Writes the block's words: runs, and those of a link inside one anchor.
    fn words(&mut self, block: &Block) {
        let mut at = block.range.start();
        for inline in &block.inlines {
            if let InlineKind::Link(link) = &inline.kind
                && inline.range.start() >= at
            {
                self.runs(ByteRange::new(at, inline.range.start()));
                self.anchor(link);
                self.runs(inline.range);
                self.push("</a>");
                at = inline.range.end();
            }
        }
        self.runs(ByteRange::new(at, block.range.end()));
    }

    fn runs(&mut self, range: ByteRange) {
        for run in flatten_in(range, &self.layers) {
            self.run(run);
        }
    }

    fn run(&mut self, run: Run) {
        let article = self.article;
        let words = article.text().slice(run.range);
        let classes: Vec<_> = run
            .tags
            .iter()
            .filter(|tag| !matches!(tag, Tag::Heading | Tag::Link))
            .map(Tag::name)
            .collect();
        if classes.is_empty() {
            self.text(words);
            return;
        }
        let title = self
            .titles
            .get(&(run.range.start(), run.range.end()))
            .cloned();
        self.push("<span class=\"");
        self.push(&classes.join(" "));
        if let Some(title) = title {
            self.push("\" title=\"");
            self.text(&title);
        }
        self.push("\">");
        self.text(words);
        self.push("</span>");
    }

    fn quotes(&mut self) {
        let annotations = self.annotations;
        if annotations.quotes().next().is_none() {
            return;
        }
        self.element("h2", "Quotes");
        self.push("<ul>\n");
        for (_, quote) in annotations.quotes() {
            self.quote(quote);
        }
        self.push("</ul>\n");
    }

    fn quote(&mut self, quote: &Quote) {
        let text = self.article.text();
        let pieces = quote
            .content
            .iter()
            .map(|range| one_line(text.slice(*range)));
        let pieces = pieces.collect::<Vec<_>>().join(" … ");
        let entity = quote
            .speaker
            .entity()
            .and_then(|id| self.annotations.entity(id));
        let words = quote
            .speaker
            .range()
            .map(|range| one_line(text.slice(range)));
        let speaker = entity.map(|entity| entity.name.clone()).or(words);
        self.push("<li>");
        if let Some(speaker) = speaker {
            self.push("<b>");
            self.text(&speaker);
            self.push("</b>: ");
        }
        self.text(&pieces);
        self.push("</li>\n");
    }

    fn entities(&mut self) {
        let annotations = self.annotations;
        if annotations.entities().is_empty() {
            return;
        }
        self.element("h2", "Entities");
        self.push("<ul>\n");
        for kind in EntityKind::ALL {
            let of_kind = annotations.entities().iter();
            for entity in of_kind.filter(|entity| entity.kind == kind) {
                self.push(&format!("<li><span class=\"{}\">", kind.name()));
                self.text(&entity.name);
                self.push("</span>");
                if let Some(role) = entity.role {
                    let words = one_line(self.article.text().slice(role));
                    self.push(", ");
                    self.text(&words);
                }
                self.push("</li>\n");
            }
        }
        self.push("</ul>\n");
    }

    fn figures(&mut self) {
        let annotations = self.annotations;
        let mut found = annotations.items().iter().filter_map(value).peekable();
        if found.peek().is_none() {
            return;
        }
        self.element("h2", "Figures and dates");
        self.push("<ul>\n");
        for (item, value) in found {
            let words = one_line(self.article.text().slice(item.range));
            self.push("<li>");
            self.text(&words);
            self.push(": ");
            self.text(&value);
            self.push("</li>\n");
        }
        self.push("</ul>\n");
    }
}

fn value(item: &Annotation) -> Option<(&Annotation, String)> {
    match &item.kind {
        Kind::Figure(figure) => Some((item, spoken(figure))),
        Kind::Date(date) => Some((item, date.value.clone())),
        Kind::Mention(_) | Kind::Quote(_) | Kind::Watch(_) => None,
    }
}

/// The lists that are open, the outermost first.
#[derive(Default)]
struct Lists {
    open: Vec<&'static str>,
}

impl Lists {
    /// Opens and closes lists and items so that a block of this kind may stand next.
    fn step(&mut self, kind: BlockKind, html: &mut String) {
        let BlockKind::Item { depth, ordinal } = kind else {
            self.finish(html);
            return;
        };
        let wanted = usize::from(depth) + 1;
        while self.open.len() > wanted {
            self.close(html);
        }
        if self.open.len() == wanted {
            html.push_str("</li>\n");
        }
        while self.open.len() < wanted {
            let is_ordered = ordinal.is_some() && self.open.len() + 1 == wanted;
            let name = if is_ordered { "ol" } else { "ul" };
            html.push_str(if name == "ol" { "<ol>\n" } else { "<ul>\n" });
            if self.open.len() + 1 < wanted {
                html.push_str("<li>");
            }
            self.open.push(name);
        }
        match ordinal {
            // Writing to a string cannot fail.
            Some(n) => drop(write!(html, "<li value=\"{n}\">")),
            None => html.push_str("<li>"),
        }
    }

    fn close(&mut self, html: &mut String) {
        if let Some(name) = self.open.pop() {
            let _ = writeln!(html, "</li>\n</{name}>");
        }
    }

    fn finish(&mut self, html: &mut String) {
        while !self.open.is_empty() {
            self.close(html);
        }
    }
}

/// Writes the words so that they are words in HTML, in elements and in attributes; what could act on a screen that
/// prints the page is left out.
fn escape(words: &str, html: &mut String) {
    for c in words.chars() {
        match c {
            '&' => html.push_str("&amp;"),
            '<' => html.push_str("&lt;"),
            '>' => html.push_str("&gt;"),
            '"' => html.push_str("&quot;"),
            '\'' => html.push_str("&#39;"),
            '\n' | '\t' => html.push(c),
            c if crate::text::is_unsafe(c) => {}
            c => html.push(c),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_cannot_become_markup() {
        let mut html = String::new();
        escape("<script>\"a\" & 'b'\u{1b}[2J\u{202e}", &mut html);
        assert_eq!(html, "&lt;script&gt;&quot;a&quot; &amp; &#39;b&#39;[2J");
    }
}
