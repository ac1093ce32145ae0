//! HTML: a self-contained page with the annotated article beside its names, quotes, figures and dates.
//!
//! A name in the text links to its entry in the panel, and the entry to each mention; quotes, figures and dates link to
//! their place. The page reads well without its script, which adds filters by kind and by name. Nothing is loaded from
//! outside: a content security policy allows the page's own style sheet and script only, so that markup that slipped
//! through could not run.

use std::io;
use std::io::Write;

use anchors::Anchors;
use escape::escape_html;

use crate::annotation::Annotations;
use crate::article::Article;
use crate::article::ArticleMetadata;
use crate::article::Link;
use crate::export::format::ExportFormat;
use crate::export::source_id::SourceId;
use crate::highlight::Layer;
use crate::highlight::LayerSet;
use crate::highlight::article_layers;

mod anchors;
mod article_body;
mod escape;
mod open_lists;
mod panel;

/// The style sheet. Kinds differ in more than color, so that they can be told apart without seeing colors.
const STYLESHEET: &str = include_str!("page.css");

/// The script: filters of the page.
const SCRIPT: &str = include_str!("page.js");

/// The content security policy: the hash is that of the script. A test of the exports computes it.
const POLICY: &str = "default-src 'none'; style-src 'unsafe-inline'; script-src 'sha256-WbxSW+tTrGDKM20CW+17Q9GBFVRoli2eAlq1ONf7yFo='; \
                      base-uri 'none'; form-action 'none'";

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
            anchors: Anchors::new(annotations),
            out,
        };
        page.head()?;
        page.push("<main>\n<article>\n")?;
        page.article_head()?;
        page.blocks()?;
        page.push("</article>\n")?;
        page.panel()?;
        page.push("</main>\n<script>")?;
        page.push(SCRIPT)?;
        page.push("</script>\n</body>\n</html>\n")
    }
}

/// A page being written.
struct HtmlPage<'a> {
    article: &'a Article,
    annotations: &'a Annotations,
    layers: Vec<Layer>,
    anchors: Anchors,
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

    /// Writes a remark of the program about the page.
    fn note(&mut self, words: &str) -> io::Result<()> {
        self.push("<p class=\"note\">")?;
        self.text(words)?;
        self.push("</p>\n")
    }

    /// Writes a constant of several lines as it is, line by line, so that no large piece is written at once.
    fn lines(&mut self, html: &str) -> io::Result<()> {
        html.split_inclusive('\n')
            .try_for_each(|line| self.push(line))
    }

    /// Writes the document's head and the start of its body.
    fn head(&mut self) -> io::Result<()> {
        let about = &self.article.about;
        let language = about
            .language
            .as_ref()
            .map_or("en", |language| language.code());
        self.push("<!DOCTYPE html>\n")?;
        self.push(&format!(
            "<html lang=\"{language}\">\n<head>\n<meta charset=\"utf-8\">\n"
        ))?;
        self.push(&format!(
            "<meta http-equiv=\"Content-Security-Policy\" content=\"{POLICY}\">\n"
        ))?;
        self.push("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n")?;
        self.push("<meta name=\"referrer\" content=\"no-referrer\">\n")?;
        self.element("title", &about.title)?;
        self.push("<style>\n")?;
        self.lines(STYLESHEET)?;
        self.push("</style>\n</head>\n<body>\n")
    }

    /// Writes the title, the byline and the notes. A title in the text is written there, with its marks.
    fn article_head(&mut self) -> io::Result<()> {
        let article = self.article;
        let about = &article.about;
        if !about.title.is_empty() && !article.has_title_block() {
            self.element("h1", &about.title)?;
        }
        self.byline(about)?;
        self.push(
            "<p class=\"to-findings\"><a href=\"#findings\">Names, quotes and figures</a></p>\n",
        )?;
        for note in article.notes().iter().chain(self.annotations.notes()) {
            self.note(note)?;
        }
        Ok(())
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

    /// Writes the start of a link to another page.
    fn anchor(&mut self, link: &Link) -> io::Result<()> {
        self.push("<a href=\"")?;
        self.text(link.as_str())?;
        self.push("\" rel=\"noopener noreferrer\">")
    }
}
