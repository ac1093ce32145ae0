//! Plain text kept byte for byte, so that offsets match the source.

use super::builder::MAX_BLOCKS;
use super::{Article, ArticleMetadata, Block, BlockKind};
use crate::text::{ByteRange, Text, TextTooLong};

/// The maximum length of wrapped lines, in bytes. Longer lines are paragraphs of their own.
const MAX_WRAPPED_LINE_BYTES: usize = 100;

impl Article {
    /// Returns an article whose text is `content`, byte for byte. Each group of lines between empty lines is one
    /// paragraph if its lines look wrapped; otherwise each line is one.
    ///
    /// The text is not sanitized; see [`Text::verbatim`].
    ///
    /// # Errors
    ///
    /// [`TextTooLong`] if `content` exceeds [`crate::text::MAX_TEXT_BYTES`].
    pub fn verbatim(content: &str, about: ArticleMetadata) -> Result<Self, TextTooLong> {
        let text = Text::verbatim(content)?;
        let mut blocks = Vec::new();
        let mut stretch: Vec<ByteRange> = Vec::new();
        let mut at = 0;
        for line in content.split_inclusive('\n') {
            let words = line.trim();
            if words.is_empty() {
                flush_paragraphs(&text, &mut stretch, &mut blocks);
            } else {
                let start = at + (line.len() - line.trim_start().len());
                stretch.push(ByteRange::of(start, start + words.len()));
            }
            at += line.len();
        }
        flush_paragraphs(&text, &mut stretch, &mut blocks);
        Ok(Self::new(about, text, blocks, Vec::new()))
    }
}

/// Adds the pending lines to `blocks` as one or more paragraphs.
fn flush_paragraphs(text: &Text, stretch: &mut Vec<ByteRange>, blocks: &mut Vec<Block>) {
    let paragraph = |range| Block {
        range,
        kind: BlockKind::Paragraph,
        inlines: Box::default(),
    };
    // The last block that there is room for takes in all that follow.
    let mut add = |range: ByteRange| {
        let is_full = blocks.len() >= MAX_BLOCKS;
        match blocks.last_mut().filter(|_| is_full) {
            Some(rest) => rest.range = rest.range.hull(range),
            None => blocks.push(paragraph(range)),
        }
    };
    if let [first, .., last] = stretch.as_slice()
        && is_hard_wrapped(text, stretch)
    {
        add(first.hull(*last));
        stretch.clear();
    }
    stretch.drain(..).for_each(add);
}

/// Returns whether lines are one wrapped paragraph: no line is long, all except the last are nearly full, and most of
/// these end in the middle of a sentence.
fn is_hard_wrapped(text: &Text, lines: &[ByteRange]) -> bool {
    let before_last = lines.split_last().map_or(&[][..], |(_, rest)| rest);
    let n_open = before_last
        .iter()
        .filter(|line| !text.slice(**line).ends_with(['.', '!', '?', '”', '"', ':']))
        .count();
    let is_short = lines
        .iter()
        .all(|line| line.len() as usize <= MAX_WRAPPED_LINE_BYTES);
    // Shorter lines are verse, addresses or lists, whose line ends must be kept.
    let is_filled = before_last.iter().all(|line| line.len() >= 45);
    is_short && is_filled && n_open * 2 > before_last.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check_paragraphs(content: &str, expected: &[&str]) {
        let article = Article::verbatim(content, ArticleMetadata::default()).expect("short");
        assert_eq!(article.text().as_str(), content);
        let found: Vec<_> = article
            .blocks()
            .iter()
            .map(|block| article.text().slice(block.range))
            .collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn empty_lines_part_paragraphs() {
        check_paragraphs(
            "One.\r\n\r\n  Two. \n \nThree.",
            &["One.", "Two.", "Three."],
        );
        check_paragraphs("\n\n", &[]);
    }

    #[test]
    fn paragraphs_beyond_the_limit_are_one() {
        let content = "a\n\n".repeat(MAX_BLOCKS + 10);
        let article = Article::verbatim(&content, ArticleMetadata::default()).expect("short");
        assert_eq!(article.blocks().len(), MAX_BLOCKS);
        let last = article.blocks().last().expect("a block").range;
        assert_eq!(last.end().index() + 2, content.len());
    }

    #[test]
    fn lines_are_paragraphs_unless_wrapped_by_hand() {
        check_paragraphs("Head\nBody text here.", &["Head", "Body text here."]);
        let wrapped = "The committee met on Tuesday to discuss the plan for\nthe harbour, and agreed to meet again in a week.";
        check_paragraphs(wrapped, &[wrapped]);
    }
}
