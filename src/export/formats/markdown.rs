//! Markdown: the article, followed by lists of its quotes, entities and figures.

use std::borrow::Cow;
use std::io;
use std::io::Write;

use super::super::finding_text::{FindingText, listed_values, unlisted_note};
use super::super::spans::to_single_line;
use crate::annotation::Annotation;
use crate::annotation::Annotations;
use crate::annotation::Entity;
use crate::annotation::EntityKind;
use crate::annotation::Quote;
use crate::article::Article;
use crate::article::Block;
use crate::article::BlockKind;
use crate::article::Inline;
use crate::article::InlineKind;
use crate::article::Table;
use crate::export::format::ExportFormat;
use crate::export::source_id::SourceId;
use crate::invariant::ExpectOr;
use crate::text::ByteOffset;
use crate::text::ByteRange;

/// The Markdown format.
pub(in super::super) struct Markdown;

impl ExportFormat for Markdown {
    fn name(&self) -> &'static str {
        "markdown"
    }

    fn about(&self) -> &'static str {
        "the article with lists of its quotes, entities and figures"
    }

    fn append(
        &self,
        article: &Article,
        annotations: &Annotations,
        _: Option<SourceId<'_>>,
        out: &mut dyn Write,
    ) -> io::Result<()> {
        let mut page = MarkdownPage {
            article,
            out,
            is_empty: true,
        };
        page.head(article)?;
        let mut is_list = false;
        for block in article.blocks() {
            let is_item = matches!(block.kind, BlockKind::Item { .. });
            page.gap(!(is_list && is_item))?;
            page.block(block)?;
            is_list = is_item;
        }
        page.quotes(annotations)?;
        page.entities(annotations)?;
        page.figures(annotations)
    }
}

/// A page being written.
struct MarkdownPage<'a> {
    article: &'a Article,
    out: &'a mut dyn Write,
    /// True until the first line is written.
    is_empty: bool,
}

impl MarkdownPage<'_> {
    fn line(&mut self, line: &str) -> io::Result<()> {
        self.is_empty = false;
        self.out.write_all(line.as_bytes())?;
        self.out.write_all(b"\n")
    }

    /// Writes an empty line if `is_wanted`, but not at the start of the page.
    fn gap(&mut self, is_wanted: bool) -> io::Result<()> {
        let gap: &[u8] = if is_wanted && !self.is_empty {
            b"\n"
        } else {
            b""
        };
        self.out.write_all(gap)
    }

    /// Writes a heading with an empty line above and below.
    fn section(&mut self, title: &str) -> io::Result<()> {
        self.gap(true)?;
        self.line(title)?;
        self.gap(true)
    }

    /// Writes title, byline and link. A title in the text is written there, with its marks.
    fn head(&mut self, article: &Article) -> io::Result<()> {
        let about = &article.about;
        if !about.title.is_empty() && !article.has_title_block() {
            // A title taken verbatim may have line ends, which would end the heading.
            let title = to_single_line(&about.title);
            self.line(&format!("# {}", escape_markdown(&title)))?;
        }
        let date = about.published.as_ref();
        let parts = [
            about.byline.clone(),
            Some(about.site.clone()),
            date.map(|published| published.date.to_string()),
        ];
        let known: Vec<_> = parts
            .iter()
            .flatten()
            .filter(|part| !part.is_empty())
            .map(|part| escape_markdown(part))
            .collect();
        if !known.is_empty() {
            self.gap(true)?;
            self.line(&known.join(" · "))?;
        }
        if let Some(link) = &about.link {
            self.gap(true)?;
            self.line(&format!("<{link}>"))?;
        }
        Ok(())
    }

    fn block(&mut self, block: &Block) -> io::Result<()> {
        match block.kind {
            BlockKind::Heading(level) => {
                // Level 1 is the article's title.
                let marks = "#".repeat(usize::from(level.clamp(2, 6)));
                let words = to_single_line(&self.inlines(block));
                self.line(&format!("{marks} {words}"))
            }
            BlockKind::Paragraph => self.prefixed("", "", block),
            BlockKind::Caption => {
                let words = to_single_line(self.article.text().slice(block.range));
                self.line(&format!("*{}*", escape_markdown(&words)))
            }
            BlockKind::Item { depth, ordinal } => {
                // Four columns nest an item inside both bulleted and numbered items.
                let indent = "    ".repeat(usize::from(depth));
                let bullet = ordinal.map_or("- ".to_owned(), |n| format!("{n}. "));
                let rest = format!("{indent}{}", " ".repeat(bullet.len()));
                self.prefixed(&format!("{indent}{bullet}"), &rest, block)
            }
            BlockKind::Quotation { depth } => {
                let marks = "> ".repeat(usize::from(depth) + 1);
                self.prefixed(&marks, &marks, block)
            }
            BlockKind::Preformatted => self.code(block.range),
            BlockKind::Table(id) => match self.article.table(id) {
                Some(table) => self.table(table),
                None => self.code(block.range),
            },
            BlockKind::Rule => self.line("---"),
        }
    }

    /// Writes the lines of a block, the first one after `first`, the others after `rest`.
    fn prefixed(&mut self, first: &str, rest: &str, block: &Block) -> io::Result<()> {
        let words = self.inlines(block);
        let mut prefix = first;
        // In Markdown a carriage return also ends a line, after which text could start a block.
        let lines = words.lines().flat_map(|line| line.split('\r'));
        for line in lines.map(str::trim) {
            self.line(&format!("{prefix}{}", escape_line_start(line)))?;
            prefix = rest;
        }
        Ok(())
    }

    fn code(&mut self, range: ByteRange) -> io::Result<()> {
        let article = self.article;
        let words = article.text().slice(range);
        // The fence must be longer than any run of backticks in the code.
        let longest = words.split(|c| c != '`').map(str::len).fold(0, Ord::max);
        let fence = "`".repeat(longest.max(2) + 1);
        self.line(&fence)?;
        self.line(words)?;
        self.line(&fence)
    }

    fn table(&mut self, table: &Table) -> io::Result<()> {
        let lengths = table.rows.iter().map(|row| row.cells.len());
        let n_columns = lengths.fold(0, Ord::max);
        let has_header = table.rows.first().is_some_and(|row| row.is_header);
        // Markdown tables require a header row.
        if !has_header {
            self.line(&format!("|{}", "  |".repeat(n_columns)))?;
            self.line(&format!("|{}", " --- |".repeat(n_columns)))?;
        }
        for (n, row) in table.rows.iter().enumerate() {
            let mut line = "|".to_owned();
            for column in 0..n_columns {
                let cell = row.cells.get(column).copied().unwrap_or_default();
                let words = escape_markdown(&to_single_line(self.article.text().slice(cell)));
                line.push(' ');
                line.push_str(&words);
                line.push_str(" |");
            }
            self.line(&line)?;
            if n == 0 && has_header {
                self.line(&format!("|{}", " --- |".repeat(n_columns)))?;
            }
        }
        Ok(())
    }

    /// Returns the text of a block, escaped, with the marks of its inlines. Inlines nest, so a stack of the open ones
    /// is enough.
    fn inlines(&self, block: &Block) -> String {
        let mut words = String::new();
        let mut open: Vec<&Inline> = Vec::new();
        let mut at = block.range.start();
        for inline in &block.inlines {
            // Markdown has no markup inside code.
            let is_code = open.last().is_some_and(|outer| {
                outer.kind == InlineKind::Code && outer.range.covers(inline.range)
            });
            if is_code {
                continue;
            }
            self.close(&mut open, inline.range.start(), &mut at, &mut words);
            self.copy(&mut at, inline.range.start(), &open, &mut words);
            words.push_str(inline_marks(inline).0.as_ref());
            open.push(inline);
        }
        self.close(&mut open, block.range.end(), &mut at, &mut words);
        self.copy(&mut at, block.range.end(), &open, &mut words);
        words
    }

    /// Closes the inlines that end at or before `until`, innermost first.
    fn close(
        &self,
        open: &mut Vec<&Inline>,
        until: ByteOffset,
        at: &mut ByteOffset,
        words: &mut String,
    ) {
        while let Some(inline) = open.last().copied()
            && inline.range.end() <= until
        {
            self.copy(at, inline.range.end(), open, words);
            words.push_str(inline_marks(inline).1.as_ref());
            open.pop();
        }
    }

    /// Copies the text up to `until`. Text in code is not escaped.
    fn copy(&self, at: &mut ByteOffset, until: ByteOffset, open: &[&Inline], words: &mut String) {
        let piece = self.article.text().slice(ByteRange::new(*at, until));
        let is_code = open
            .last()
            .is_some_and(|inline| inline.kind == InlineKind::Code);
        if is_code {
            words.push_str(piece);
        } else {
            words.push_str(&escape_markdown(piece));
        }
        *at = until.max(*at);
    }

    fn quotes(&mut self, annotations: &Annotations) -> io::Result<()> {
        if annotations.quotes().next().is_none() {
            return Ok(());
        }
        self.section("## Quotes")?;
        for (_, quote) in annotations.quotes() {
            let pieces = quote.content.iter();
            let pieces: Vec<_> = pieces
                .map(|range| to_single_line(self.article.text().slice(*range)))
                .collect();
            let speaker = self.speaker(quote, annotations);
            let kind = quote.speech.name();
            self.line(&format!(
                "- {} — {speaker} ({kind})",
                escape_markdown(&pieces.join(" … "))
            ))?;
        }
        Ok(())
    }

    fn speaker(&self, quote: &Quote, annotations: &Annotations) -> String {
        let entity = quote.speaker.entity().and_then(|id| annotations.entity(id));
        let words = quote.speaker.range();
        match (entity, words) {
            (Some(entity), _) => format!("**{}**", escape_markdown(&entity.name)),
            (None, Some(range)) => {
                escape_markdown(&to_single_line(self.article.text().slice(range)))
            }
            (None, None) => "speaker unresolved".to_owned(),
        }
    }

    fn entities(&mut self, annotations: &Annotations) -> io::Result<()> {
        if annotations.entities().is_empty() {
            return Ok(());
        }
        self.section("## Entities")?;
        let counts = annotations.count_mentions();
        for kind in EntityKind::ALL {
            let of_kind = annotations.entities().iter().zip(&counts);
            for (entity, n) in of_kind.filter(|(entity, _)| entity.kind == kind) {
                self.entity(entity, *n)?;
            }
        }
        Ok(())
    }

    fn entity(&mut self, entity: &Entity, n_mentions: usize) -> io::Result<()> {
        let role = entity.role.map_or_else(String::new, |range| {
            let words = to_single_line(self.article.text().slice(range));
            format!(", {}", escape_markdown(&words))
        });
        let name = escape_markdown(&entity.name);
        let kind = entity.kind.name();
        self.line(&format!("- **{name}** ({kind}{role}): {n_mentions} ×"))
    }

    fn figures(&mut self, annotations: &Annotations) -> io::Result<()> {
        let has_any =
            annotations.figures().next().is_some() || annotations.dates().next().is_some();
        if !has_any {
            return Ok(());
        }
        self.section("## Figures and dates")?;
        for item in listed_values(annotations) {
            self.figure(annotations, item)?;
        }
        if let Some(note) = unlisted_note(annotations) {
            self.gap(true)?;
            self.line(&note)?;
        }
        Ok(())
    }

    /// Writes a figure or date: its value, what it is about, and the sentence as a quotation under it.
    fn figure(&mut self, annotations: &Annotations, item: &Annotation) -> io::Result<()> {
        let Some(text) = FindingText::of(self.article, annotations, item) else {
            return Ok(());
        };
        let value = escape_markdown(&text.value);
        let about = escape_markdown(&text.about);
        let gap = if about.is_empty() { "" } else { " — " };
        self.line(&format!("- **{value}**{gap}{about}"))?;
        if let Some(sentence) = text.sentence {
            let sentence = escape_line_start(&escape_markdown(&sentence));
            self.line(&format!("  > {sentence}"))?;
        }
        Ok(())
    }
}

/// Returns the opening and closing mark of an inline.
fn inline_marks(inline: &Inline) -> (Cow<'static, str>, Cow<'static, str>) {
    let both = |mark| (Cow::Borrowed(mark), Cow::Borrowed(mark));
    match &inline.kind {
        InlineKind::Emphasis => both("*"),
        InlineKind::Strong => both("**"),
        InlineKind::Code => both("`"),
        InlineKind::Deleted => both("~~"),
        InlineKind::Link(link) => (Cow::Borrowed("["), Cow::Owned(format!("](<{link}>)"))),
    }
}

/// Returns the text with a backslash before each character that Markdown would interpret as markup.
fn escape_markdown(words: &str) -> String {
    let mut text = String::with_capacity(words.len() + 8);
    for (at, c) in words.char_indices() {
        let is_mark = match c {
            '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '|' | '~' => true,
            '&' => is_character_reference(
                words
                    .get(at + 1..)
                    .expect_or_default("an ampersand is one byte"),
            ),
            _ => false,
        };
        if is_mark {
            text.push('\\');
        }
        text.push(c);
    }
    text
}

/// Returns true if the text after an ampersand makes it a character reference.
fn is_character_reference(rest: &str) -> bool {
    let name = rest.trim_start_matches(|c: char| c.is_ascii_alphanumeric() || c == '#');
    name.len() < rest.len() && name.starts_with(';')
}

/// Returns the line with a backslash if its start would make it a heading, a list item or a rule.
fn escape_line_start(line: &str) -> String {
    let digits = line.len() - line.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    let behind = line
        .get(digits..)
        .expect_or_default("digits are at the start of the line");
    let is_item =
        matches!(behind, "." | ")") || behind.starts_with(". ") || behind.starts_with(") ");
    if digits > 0 && is_item {
        let (number, rest) = line.split_at_checked(digits).unwrap_or((line, ""));
        return format!("{number}\\{rest}");
    }
    if line.starts_with(['#', '+', '-', '=']) {
        return format!("\\{line}");
    }
    line.to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_looks_like_a_mark_is_escaped() {
        assert_eq!(
            escape_markdown("2 * 3 [sic] a_b"),
            "2 \\* 3 \\[sic\\] a\\_b"
        );
        assert_eq!(escape_line_start("1. May"), "1\\. May");
        assert_eq!(escape_line_start("- said"), "\\- said");
        assert_eq!(escape_line_start("1.5 million"), "1.5 million");
        assert_eq!(escape_markdown("AT&T, R&amp;D"), "AT&T, R\\&amp;D");
        assert_eq!(escape_line_start("12 men"), "12 men");
    }
}
