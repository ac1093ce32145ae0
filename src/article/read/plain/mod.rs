//! Reads plain text: joins lines wrapped by hand, and recognizes headings, lists, quotations and columns.

mod block_kind;
mod controls;
mod details;
mod double_spacing;
mod front_matter;
mod lines;
mod list;
mod mail;
mod release;
mod subtitles;
mod title;

use super::super::{Article, ArticleBuilder, ArticleMetadata, BlockKind, Link};
use super::pieces::find_piece;
use super::{ReadError, language};
use crate::invariant::ExpectOr;
use block_kind::{LineCounts, PlainBlockKind, TextMetrics};
pub(super) use front_matter::FrontMatter;
use lines::TextLine;
use list::ListMarker;

/// Reads a plain text. Title, byline and date are taken from the first lines if these have the usual form.
///
/// # Errors
///
/// [`ReadError`] if there is no text or too much.
pub fn read_plain_text(content: &str, base: Option<&Link>) -> Result<Article, ReadError> {
    let content = controls::strip_terminal_controls(content);
    let simple = mail::simplify_mail(&content).or_else(|| subtitles::read_subtitles(&content));
    read_lines(simple.as_deref().unwrap_or(&content), base)
}

/// Reads the lines of a text. Its title becomes its first block.
fn read_lines(content: &str, base: Option<&Link>) -> Result<Article, ReadError> {
    let mut counts = LineCounts::default();
    for piece in cut_into_pieces(content) {
        counts.add(&stretches(&list_lines(piece)));
    }
    let setting = counts.setting();
    let mut front = FrontMatter::default();
    let mut writer = PlainBlockWriter::new(setting);
    for (n, piece) in cut_into_pieces(content).enumerate() {
        let lines = list_lines(piece);
        let stretches = stretches(&lines);
        if n == 0 {
            let (found, body) = front_matter::split_front(&stretches, &setting);
            front = found;
            writer.title(&front.title);
            writer.stretches(&body);
        } else {
            writer.stretches(&stretches);
        }
    }
    let mut about = ArticleMetadata {
        title: front.title,
        byline: front.byline,
        site: front
            .site
            .or_else(|| base.map(Link::site))
            .unwrap_or_default(),
        link: base.cloned(),
        published: front.published,
        language: front.language,
        ..ArticleMetadata::default()
    };
    if !writer.has_body {
        // A text of one line is a body, not a title without a body.
        writer.builder = ArticleBuilder::new();
        writer.builder.open(BlockKind::Paragraph);
        writer.builder.push(&std::mem::take(&mut about.title));
    }
    let mut article = writer.builder.finish(about)?;
    if article.blocks().is_empty() {
        return Err(ReadError::Empty);
    }
    if article.about.language.is_none() {
        article.about.language = language::detect_language(article.text().as_str());
    }
    Ok(article)
}

/// Returns the pieces in which a text is read. The records of lines take several times the bytes of short lines, and
/// exist for one piece at a time. A printed document is one piece, because its running heads are found by comparing all
/// pages.
fn cut_into_pieces(content: &str) -> impl Iterator<Item = &str> {
    let is_whole = lines::has_pages(content);
    let mut at = 0;
    std::iter::from_fn(move || {
        let rest = content.get(at..).filter(|rest| !rest.is_empty())?;
        if is_whole {
            at = content.len();
            return Some(rest);
        }
        let piece = find_piece(content, at, |line| {
            line.starts_with(|c: char| !c.is_whitespace())
        });
        at = piece.end;
        content.get(piece)
    })
}

/// Returns the lines of a piece. Double spacing is removed.
fn list_lines(piece: &str) -> Vec<TextLine<'_>> {
    let mut lines = lines::split_lines(piece);
    double_spacing::close_double_spacing(&mut lines);
    lines
}

/// Returns the groups of lines between empty lines.
fn stretches<'l, 'a>(lines: &'l [TextLine<'a>]) -> Vec<&'l [TextLine<'a>]> {
    let stretches = lines.split(TextLine::is_blank);
    stretches.filter(|stretch| !stretch.is_empty()).collect()
}

/// Converts groups of lines to blocks. A group (a "stretch" in names) is a sequence of lines without an empty line.
struct PlainBlockWriter {
    builder: ArticleBuilder,
    setting: TextMetrics,
    /// The indents of the markers of the open lists, outermost first.
    lists: Vec<usize>,
    /// Whether there is a block other than the title.
    has_body: bool,
}

impl PlainBlockWriter {
    fn new(setting: TextMetrics) -> Self {
        Self {
            builder: ArticleBuilder::new(),
            setting,
            lists: Vec::new(),
            has_body: false,
        }
    }

    /// Writes the title as the first block, so that it is annotated like the rest of the text.
    fn title(&mut self, title: &str) {
        if !title.is_empty() {
            self.builder.open(BlockKind::Heading(1));
            self.builder.push(title);
            self.builder.close();
        }
    }

    fn stretches(&mut self, body: &[&[TextLine]]) {
        for (n, stretch) in body.iter().enumerate() {
            let before = n.checked_sub(1).and_then(|n| body.get(n)).copied();
            self.stretch(before, stretch, body.get(n + 1).copied());
        }
    }

    /// Writes one group of lines as blocks, using its neighbours to determine their type.
    fn stretch(
        &mut self,
        before: Option<&[TextLine]>,
        stretch: &[TextLine],
        after: Option<&[TextLine]>,
    ) {
        let stretch = without_end_mark(stretch);
        if stretch.is_empty() {
            return;
        }
        self.has_body = true;
        let shape = block_kind::classify_stretch(before, stretch, after, &self.setting);
        if !matches!(shape, PlainBlockKind::List) {
            self.lists.clear();
        }
        match shape {
            PlainBlockKind::Rule => self.builder.open(BlockKind::Rule),
            PlainBlockKind::Heading(level) => {
                self.builder.open(BlockKind::Heading(level));
                self.builder
                    .push(stretch.first().map_or("", |line| line.words()));
            }
            PlainBlockKind::Quotation => self.quotation(stretch),
            PlainBlockKind::List => self.list(stretch),
            PlainBlockKind::Preformatted => self.preformatted(stretch),
            PlainBlockKind::Address => self.address(stretch),
            PlainBlockKind::Prose => self.prose(stretch, BlockKind::Paragraph),
        }
        self.builder.close();
    }

    fn prose(&mut self, stretch: &[TextLine], kind: BlockKind) {
        for paragraph in self.setting.paragraphs(stretch) {
            self.builder.open(kind);
            let mut before = "";
            for line in paragraph.lines {
                if !before.is_empty() {
                    self.builder.push(if paragraph.is_wrapped {
                        join_separator(before, line.words())
                    } else {
                        "\n"
                    });
                }
                before = line.words();
                self.builder.push(before);
            }
        }
    }

    /// Writes lines as one paragraph that keeps its line ends: an address, a signature.
    fn address(&mut self, stretch: &[TextLine]) {
        self.builder.open(BlockKind::Paragraph);
        // Two hyphens begin the signature of a mail.
        let lines = stretch.iter().filter(|line| line.words() != "--");
        for (n, line) in lines.enumerate() {
            self.builder.push(if n > 0 { "\n" } else { "" });
            self.builder.push(line.words());
        }
    }

    /// Writes lines marked with `>` as in mails as a quotation.
    fn quotation(&mut self, stretch: &[TextLine]) {
        for run in stretch.chunk_by(|one, other| one.quoted().0 == other.quoted().0) {
            let depth = run.first().map_or(0, |line| line.quoted().0);
            let lines: Vec<TextLine> = run
                .iter()
                .map(|line| TextLine::new(line.quoted().1))
                .collect();
            let kind = match depth.checked_sub(1) {
                Some(depth) => BlockKind::Quotation { depth },
                None => BlockKind::Paragraph,
            };
            for part in lines
                .split(TextLine::is_blank)
                .filter(|part| !part.is_empty())
            {
                self.prose(part, kind);
            }
        }
    }

    fn list(&mut self, stretch: &[TextLine]) {
        let mut before = "";
        for line in stretch {
            let Some((marker, words)) = list::parse_marker(line) else {
                self.builder.push(join_separator(before, line.words()));
                before = line.words();
                self.builder.push(before);
                continue;
            };
            let kind = BlockKind::Item {
                depth: self.depth(line.indent()),
                ordinal: match marker {
                    ListMarker::Bullet(_) => None,
                    ListMarker::Ordinal(n) => Some(n),
                },
            };
            self.builder.open(kind);
            self.builder.push(words);
            before = words;
        }
    }

    /// Returns the nesting depth of an item, from the indent of its marker.
    fn depth(&mut self, indent: usize) -> u8 {
        self.lists.retain(|outer| *outer <= indent);
        if self.lists.last() != Some(&indent) {
            self.lists.push(indent);
        }
        u8::try_from(self.lists.len().saturating_sub(1)).unwrap_or(u8::MAX)
    }

    fn preformatted(&mut self, stretch: &[TextLine]) {
        let indent = stretch
            .iter()
            .map(TextLine::indent)
            .min()
            .expect_or_default("a stretch has a line");
        self.builder.open(BlockKind::Preformatted);
        for (n, line) in stretch.iter().enumerate() {
            if n > 0 {
                self.builder.push("\n");
            }
            self.builder.push(&line.without_indent(indent));
        }
    }
}

/// Returns a group without a first or last line that only marks the end of the text or page.
fn without_end_mark<'l, 'a>(stretch: &'l [TextLine<'a>]) -> &'l [TextLine<'a>] {
    match stretch {
        [line, rest @ ..] if release::is_end_mark(line.words()) => rest,
        [rest @ .., line] if release::is_end_mark(line.words()) => rest,
        _ => stretch,
    }
}

/// Returns the separator between two joined lines: nothing after a hyphen or between ideographs, otherwise a space.
fn join_separator(before: &str, after: &str) -> &'static str {
    let is_ideograph = |c: char| matches!(c, '\u{3000}'..='\u{9fff}' | '\u{ff00}'..='\u{ffef}');
    let mut ends = before.chars().rev();
    let (last, last_but_one) = (ends.next(), ends.next());
    let next = after.chars().next();
    let is_hyphenated = last == Some('-')
        && last_but_one.is_some_and(char::is_alphanumeric)
        && next.is_some_and(char::is_alphanumeric);
    if is_hyphenated || (last.is_some_and(is_ideograph) && next.is_some_and(is_ideograph)) {
        ""
    } else {
        " "
    }
}

#[cfg(test)]
mod tests;
