//! Splits tokens at the boundaries of digits, letters and marks: `$10-15m` is six subtokens, whatever its tokens are.

use std::ops::{ControlFlow, Range};

use super::subtoken::{Subtoken, SubtokenClass, SubtokenLine};
use super::token_cut::{is_trigger, split_token, word_of};
use crate::engine::token::{Sentence, Tokens};
use crate::invariant::ExpectOr;
use crate::text::{ByteRange, Text};

/// The maximum number of subtokens that are kept for several passes. The remaining sentences of a longer article are
/// split again for each pass, because a subtoken takes 40 bytes and a text of numbers has one every two bytes.
const MAX_KEPT_ATOMS: usize = 1 << 13;

/// The sentences of a page that contain a number or time word, split into subtokens. Other sentences contain no figure
/// or date.
#[derive(Debug)]
pub(in crate::engine) struct SubtokenLines<'a> {
    text: &'a Text,
    subtokens: Vec<Subtoken<'a>>,
    ranges: Vec<Range<usize>>,
    /// The first sentence whose subtokens are not kept, because there are too many.
    first_uncut: usize,
}

impl<'a> SubtokenLines<'a> {
    /// Splits the sentences of a text.
    pub(in crate::engine) fn new(text: &'a Text, tokens: &Tokens, sentences: &[Sentence]) -> Self {
        Self::bounded(text, tokens, sentences, MAX_KEPT_ATOMS)
    }

    /// Splits the sentences of a text, as long as there are fewer than `max_atoms` subtokens.
    fn bounded(text: &'a Text, tokens: &Tokens, sentences: &[Sentence], max_atoms: usize) -> Self {
        let mut lines = Self {
            text,
            subtokens: Vec::with_capacity(tokens.len().min(max_atoms)),
            ranges: Vec::with_capacity(sentences.len().min(max_atoms)),
            first_uncut: 0,
        };
        for sentence in sentences {
            if lines.subtokens.len() >= max_atoms {
                break;
            }
            lines.first_uncut += 1;
            if has_trigger(tokens, sentence) {
                let first = lines.subtokens.len();
                cut_sentence(text, tokens, sentence, &mut lines.subtokens);
                lines.ranges.push(first..lines.subtokens.len());
            }
        }
        lines
    }

    /// Calls `visit` with each of the sentences, in order, until it returns [`ControlFlow::Break`]. The tokens and
    /// sentences are those of the page.
    pub(in crate::engine) fn visit(
        &self,
        tokens: &Tokens,
        sentences: &[Sentence],
        visit: &mut dyn FnMut(SubtokenLine<'_>) -> ControlFlow<()>,
    ) {
        let kept = self.ranges.iter();
        let kept = kept.filter_map(|range| self.subtokens.get(range.clone()));
        for subtokens in kept {
            if visit(SubtokenLine::new(self.text.as_str(), subtokens)).is_break() {
                return;
            }
        }
        let mut subtokens = Vec::new();
        for sentence in sentences.iter().skip(self.first_uncut) {
            if has_trigger(tokens, sentence) {
                subtokens.clear();
                cut_sentence(self.text, tokens, sentence, &mut subtokens);
                if visit(SubtokenLine::new(self.text.as_str(), &subtokens)).is_break() {
                    return;
                }
            }
        }
    }
}

/// Calls `then` with the subtokens of the first sentence of a text, even if it contains no number or time word.
#[cfg(test)]
pub(super) fn read_first_line(
    text: &Text,
    tokens: &Tokens,
    sentences: &[Sentence],
    then: impl FnOnce(SubtokenLine<'_>),
) {
    let mut subtokens = Vec::new();
    if let Some(sentence) = sentences.first() {
        cut_sentence(text, tokens, sentence, &mut subtokens);
    }
    then(SubtokenLine::new(text.as_str(), &subtokens));
}

fn has_trigger(tokens: &Tokens, sentence: &Sentence) -> bool {
    let mut indices = sentence.tokens.clone();
    indices.any(|index| {
        tokens
            .entry(index)
            .is_some_and(|entry| entry.cut.has_trigger())
    })
}

/// Adds the subtokens of a sentence.
fn cut_sentence<'a>(
    text: &'a Text,
    tokens: &Tokens,
    sentence: &Sentence,
    subtokens: &mut Vec<Subtoken<'a>>,
) {
    let first = subtokens.len();
    for index in sentence.tokens.clone() {
        let (Some(token), Some(entry)) = (tokens.items().get(index), tokens.entry(index)) else {
            continue;
        };
        let raw = text.slice(token.range);
        let is_glued = token.is_glued && index > sentence.tokens.start;
        if let Some(class) = entry.cut.class {
            subtokens.push(Subtoken {
                range: token.range,
                raw,
                class,
                is_glued,
                word: entry.cut.word,
                ends: end_letters(raw),
                to_core: u8::MAX,
            });
            continue;
        }
        let start = token.range.start().index();
        subtokens.extend(split_token(raw).map(|(at, raw, class)| Subtoken {
            range: ByteRange::of(start + at, start + at + raw.len()),
            raw,
            class,
            is_glued: is_glued || at > 0,
            word: word_of(raw, class),
            ends: end_letters(raw),
            to_core: u8::MAX,
        }));
    }
    measure_distances(
        subtokens
            .get_mut(first..)
            .expect_or_default("the first new piece is at most the end"),
    );
}

/// Stores in each subtoken its distance to the next number or time word.
fn measure_distances(subtokens: &mut [Subtoken<'_>]) {
    let mut to_core = u8::MAX;
    for subtoken in subtokens.iter_mut().rev() {
        let is_core = subtoken.class == SubtokenClass::Digits
            || is_trigger(subtoken.word)
            || matches!(subtoken.raw, "½" | "¼" | "¾");
        to_core = if is_core {
            0
        } else {
            to_core.saturating_add(1)
        };
        subtoken.to_core = to_core;
    }
}

fn end_letters(piece: &str) -> [u8; 2] {
    let bytes = piece.as_bytes();
    [bytes.first(), bytes.last()].map(|byte| byte.map_or(0, u8::to_ascii_lowercase))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::{Article, ArticleMetadata};
    use crate::engine::token::segment_article;

    #[test]
    fn sentences_that_are_not_kept_are_cut_when_they_are_read() {
        let text = "It rose 5%. It rained. It fell $3m on May 4. No more. Two left.";
        let article = Article::verbatim(text, ArticleMetadata::default()).expect("short");
        let (tokens, sentences) = segment_article(&article, usize::MAX, &|| false);
        let read = |max_atoms| {
            let lines = SubtokenLines::bounded(article.text(), &tokens, &sentences, max_atoms);
            assert!(
                lines.subtokens.len() < max_atoms.saturating_add(12),
                "{max_atoms}"
            );
            let mut read = Vec::new();
            lines.visit(&tokens, &sentences, &mut |line| {
                read.push(format!("{line:?}"));
                ControlFlow::Continue(())
            });
            read
        };
        let whole = read(usize::MAX);
        assert_eq!(whole.len(), 3);
        for max_atoms in 0..30 {
            assert_eq!(read(max_atoms), whole, "{max_atoms} pieces");
        }
    }

    #[test]
    fn a_token_of_a_thousand_pieces_is_one() {
        let chain = "1-".repeat(400) + "1";
        let article = Article::verbatim(&chain, ArticleMetadata::default()).expect("short");
        let (tokens, sentences) = segment_article(&article, usize::MAX, &|| false);
        let mut subtokens = Vec::new();
        for sentence in &sentences {
            cut_sentence(article.text(), &tokens, sentence, &mut subtokens);
        }
        assert_eq!(subtokens.len(), tokens.len());
    }

    #[test]
    fn the_pieces_of_a_long_text_are_not_all_kept() {
        let text = "1 ".repeat(4 * MAX_KEPT_ATOMS);
        let article = Article::verbatim(&text, ArticleMetadata::default()).expect("short");
        let (tokens, sentences) = segment_article(&article, usize::MAX, &|| false);
        let lines = SubtokenLines::new(article.text(), &tokens, &sentences);
        assert!(lines.subtokens.capacity() <= 2 * MAX_KEPT_ATOMS);
    }
}
