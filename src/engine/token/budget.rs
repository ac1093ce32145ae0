//! How much memory the tables of an article may take: a text of the shortest words, or of names and numbers only, has many
//! times more findings a byte than any news.

use crate::article::{Article, BlockKind};
use crate::engine::lexeme::interner::Lexeme;
use crate::engine::token::{Case, TokenClass};
use crate::invariant::ExpectOr;

/// What the tables of any article may take, in bytes: those of a book of 200,000 words.
const MIN_TABLE_BYTES: u64 = 16_000_000;

/// What they may take for each byte of a text that is larger. Prose takes at most that much. With the text itself and what
/// the program takes without one, about 20 MB, a text of two megabytes or more takes no more than 20 times its size.
const TABLE_BYTES_PER_BYTE: u64 = 13;

/// The minimum budget for tables, in bytes, for an article whose blocks alone exceed its budget.
const MIN_FREE_BYTES: u64 = 1_000_000;

/// The peak memory of one token, distinct word, sentence or block, in bytes, measured on texts that hold nothing else.
const TOKEN_BYTES: u64 = 26;
const WORD_BYTES: u64 = 240;
const SENTENCE_BYTES: u64 = 130;
const BLOCK_BYTES: u64 = 56;

/// The same for what prose has few of: only what lies beyond the share of prose is counted, at its bytes and a third or
/// more on top, so that texts of nothing else stay below the bound.
const DENSE_TOKEN_BYTES: u64 = 34;
const NAME_BYTES: u64 = 540;
const NEW_NAME_BYTES: u64 = 1100;
const NUMBER_BYTES: u64 = 440;
const QUOTATION_MARK_BYTES: u64 = 370;
const CUE_BYTES: u64 = 480;

/// One in so many tokens has a capital in prose, or is a number, a quotation mark or a verb of saying; and there is one
/// token in this many bytes without spaces. Most words with a capital are not names.
const TOKENS_PER_CAPITAL: u64 = 6;
const TOKENS_PER_NUMBER: u64 = 12;
const TOKENS_PER_MARK: u64 = 12;
const TOKENS_PER_CUE: u64 = 16;
const BYTES_PER_TOKEN: u64 = 3;

/// What the tables of an article may take, and what its tokens so far will take.
#[derive(Clone, Copy, Debug)]
pub(super) struct TableBudget {
    max_bytes: u64,
    n_tokens: u64,
    n_capitals: u64,
    n_numbers: u64,
    n_marks: u64,
    n_cues: u64,
    /// How much of the text was read.
    n_text_bytes: u64,
    /// What words and sentences take.
    n_bytes: u64,
    was_stop: bool,
}

impl Default for TableBudget {
    /// Returns a budget that is never spent.
    fn default() -> Self {
        Self {
            max_bytes: u64::MAX,
            n_tokens: 0,
            n_capitals: 0,
            n_numbers: 0,
            n_marks: 0,
            n_cues: 0,
            n_text_bytes: 0,
            n_bytes: 0,
            was_stop: false,
        }
    }
}

impl TableBudget {
    /// Returns the budget of an article.
    pub(super) fn of(article: &Article) -> Self {
        let n_bytes = u64::from(article.text().len());
        let for_text = n_bytes * TABLE_BYTES_PER_BYTE;
        let for_blocks = article.blocks().iter().map(|block| {
            let n_cells = match block.kind {
                BlockKind::Table(id) => article.table(id).map_or(0, |table| {
                    table.rows.iter().map(|row| 32 + row.cells.len() * 8).sum()
                }),
                _ => 0,
            };
            BLOCK_BYTES + to_u64(n_cells + size_of_val(&*block.inlines))
        });
        let max_bytes = for_text
            .max(MIN_TABLE_BYTES)
            .saturating_sub(for_blocks.sum())
            .max(MIN_FREE_BYTES);
        Self {
            max_bytes,
            ..Self::default()
        }
    }

    /// Counts a token of this many bytes; `is_new` says that the article has not had it before.
    pub(super) fn count(&mut self, entry: &Lexeme, n_bytes: usize, is_new: bool) {
        let is_capital = matches!(entry.case, Case::Title | Case::Upper | Case::Mixed);
        self.n_tokens += 1;
        self.n_capitals += u64::from(is_capital);
        self.n_numbers += u64::from(entry.cut.has_trigger());
        self.n_marks += u64::from(entry.is_quotation_mark);
        self.n_cues += u64::from(entry.speech.is_cue());
        self.n_text_bytes += to_u64(n_bytes);
        let is_stop = entry.class == TokenClass::Punctuation && entry.is_stop;
        if is_stop && !self.was_stop {
            self.n_bytes += SENTENCE_BYTES;
        }
        self.was_stop = is_stop;
        if is_new {
            self.n_bytes += WORD_BYTES + if is_capital { NEW_NAME_BYTES } else { 0 };
        }
    }

    /// Counts the start of a block or table cell, which begins a sentence.
    pub(super) fn begin_piece(&mut self) {
        self.n_bytes += SENTENCE_BYTES;
        self.was_stop = false;
    }

    /// Returns whether the tables of the tokens so far take all that they may.
    pub(super) fn is_spent(&self) -> bool {
        let beyond = |n: u64, one_in: u64| n.saturating_sub(self.n_tokens / one_in);
        let n_bytes = self.n_bytes
            + self.n_tokens * TOKEN_BYTES
            + self
                .n_tokens
                .saturating_sub(self.n_text_bytes / BYTES_PER_TOKEN)
                * DENSE_TOKEN_BYTES
            + beyond(self.n_capitals, TOKENS_PER_CAPITAL) * NAME_BYTES
            + beyond(self.n_numbers, TOKENS_PER_NUMBER) * NUMBER_BYTES
            + beyond(self.n_marks, TOKENS_PER_MARK) * QUOTATION_MARK_BYTES
            + beyond(self.n_cues, TOKENS_PER_CUE) * CUE_BYTES;
        n_bytes >= self.max_bytes
    }
}

fn to_u64(n: usize) -> u64 {
    u64::try_from(n).expect_or(u64::MAX, "a length has at most 64 bits")
}

#[cfg(test)]
mod tests {
    use crate::article::{Article, ArticleMetadata};
    use crate::engine::token::{MAX_ARTICLE_TOKENS, segment_article};

    /// Returns which part of a text has tokens, in percent.
    fn read_percent(text: &str) -> u32 {
        let article = Article::verbatim(text, ArticleMetadata::default()).expect("short");
        let (tokens, sentences) = segment_article(&article, MAX_ARTICLE_TOKENS, &|| false);
        let end = tokens
            .items()
            .last()
            .map_or(0, |token| token.range.end().get());
        assert_eq!(
            sentences.last().map_or(0, |last| last.range.end().get()),
            end
        );
        let n_read = u64::from(end) * 100 / u64::from(article.text().len()).max(1);
        u32::try_from(n_read).expect("at most 100")
    }

    /// Prose with as many different words as a book has, a name in each sentence, and a number and a quotation in each
    /// third.
    fn prose(n_bytes: usize) -> String {
        let mut text = String::new();
        for n in 0.. {
            let new = n % 17 == 0;
            let word = if new {
                format!("wor{}d", n / 17)
            } else {
                "harbour".to_owned()
            };
            text += "The council of Leith voted on the ";
            text += &word;
            text += " and its bridges again. ";
            match n % 3 {
                0 => text += "“We will build it,” she said late on Friday at the old port. ",
                1 => text += "It would cost the town some 12 percent more than was planned. ",
                _ => text += "Nobody else in the room had anything to add to what was known. ",
            }
            if n % 5 == 4 {
                text += "\n\n";
            }
            if text.len() >= n_bytes {
                return text;
            }
        }
        text
    }

    #[test]
    fn prose_is_read_in_full_whatever_its_size() {
        for n_bytes in [100_000, 1_000_000, 2_000_000, 4_000_000] {
            assert!(read_percent(&prose(n_bytes)) >= 99, "{n_bytes} bytes");
        }
    }

    #[test]
    fn a_small_text_is_read_in_full_whatever_it_holds() {
        for unit in ["NATO ", "$1 ", "“a” ", "1\n\n", ". ", "A ", "May 1 "] {
            let text = unit.repeat(60_000 / unit.len());
            assert!(read_percent(&text) >= 99, "{unit:?}");
        }
    }

    #[test]
    fn a_large_text_of_findings_only_is_read_in_part() {
        for unit in ["NATO ", "$1 ", "“a” ", "1\n\n", "A ", "Li said. "] {
            let text = unit.repeat(2_000_000 / unit.len());
            let percent = read_percent(&text);
            assert!((2..60).contains(&percent), "{unit:?}: {percent} %");
        }
    }

    #[test]
    fn how_much_is_read_does_not_depend_on_what_was_read_before() {
        let words: Vec<String> = (0..120_000).map(|n| format!("w{n:06}")).collect();
        let text = words.join(" ");
        let first = read_percent(&text);
        assert!(first < 99, "{first} %");
        read_percent("w000000 w000001 ");
        assert_eq!(read_percent(&text), first);
    }
}
