//! Quotation marks: which pairs with which, block by block, in every style, and what to do where one is missing.

use std::ops::Range;

use crate::article::BlockKind;
use crate::engine::{Page, TokenClass};
use crate::invariant::ExpectOr;

/// How far a single mark may be from its partner, in tokens: without it an apostrophe could pair across a page.
const LONGEST_SINGLE: usize = 400;

/// A stretch of more tokens is not taken for a quotation: its marks belong to others that are missing. Rules walk over
/// the tokens of a stretch, so this bounds what they cost.
const MAX_STRETCH_TOKENS: usize = 4096;

/// A stretch of text in quotation marks that lies in no other.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Stretch {
    /// Its tokens, marks included.
    pub(super) tokens: Range<usize>,
    /// Whether it has a closing mark. One without runs to the end of its block, and the next block opens again.
    pub(super) is_closed: bool,
    /// The block that it stands in.
    pub(super) block: usize,
}

impl Stretch {
    /// Returns the tokens between the marks.
    pub(super) fn inner(&self) -> Range<usize> {
        let end = self.tokens.end - usize::from(self.is_closed);
        self.tokens.start + 1..end.max(self.tokens.start + 1)
    }
}

/// What a token can be as a quotation mark.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum QuotationMark {
    Open,
    Close,
    /// Opens or closes, as its place tells.
    Either,
    Low,
    SingleOpen,
    SingleEither,
}

fn mark(word: &str) -> Option<QuotationMark> {
    Some(match word {
        "“" | "``" | "‟" | "«" => QuotationMark::Open,
        "”" | "»" => QuotationMark::Close,
        "\"" | "''" | "\"\"" => QuotationMark::Either,
        "„" => QuotationMark::Low,
        "‘" | "‹" | "`" => QuotationMark::SingleOpen,
        "'" => QuotationMark::SingleEither,
        _ => return None,
    })
}

/// Returns whether a word is a quotation mark of any style.
pub(in crate::engine) fn is_quotation_mark(word: &str) -> bool {
    mark(word).is_some()
}

/// Returns the outermost stretches of a page in order.
pub(super) fn stretches(page: &Page<'_>) -> Vec<Stretch> {
    let mut found = Vec::new();
    let blocks = page.article().blocks();
    let following = following_texts(page);
    for (number, block) in blocks.iter().enumerate() {
        if matches!(block.kind, BlockKind::Preformatted | BlockKind::Rule) {
            continue;
        }
        let tokens = page.tokens_in(block.range);
        let mut pairing = Pairing {
            page,
            block: number,
            end: tokens.end,
            open: None,
            found: &mut found,
        };
        pairing.run(tokens.start);
        let Some((start, _)) = pairing.open else {
            continue;
        };
        let follows = following.get(number).and_then(|next| blocks.get(*next));
        if follows.is_some_and(|block| begins_with_mark(page.text().slice(block.range))) {
            push(
                page,
                &mut found,
                Stretch {
                    tokens: start..tokens.end,
                    is_closed: false,
                    block: number,
                },
            );
        }
    }
    found
}

/// Returns for each block the number of the next one that goes on with its text: no caption and no rule.
fn following_texts(page: &Page<'_>) -> Vec<usize> {
    let blocks = page.article().blocks();
    let mut following = vec![blocks.len(); blocks.len()];
    let mut next = blocks.len();
    for ((number, block), slot) in blocks.iter().enumerate().zip(&mut following).rev() {
        *slot = next;
        if !matches!(block.kind, BlockKind::Caption | BlockKind::Rule) {
            next = number;
        }
    }
    following
}

fn begins_with_mark(block: &str) -> bool {
    block.trim_start().starts_with(['“', '"', '„', '«'])
        || block.trim_start().starts_with("''")
        || block.trim_start().starts_with("``")
}

/// Adds a stretch that holds a word.
fn push(page: &Page<'_>, found: &mut Vec<Stretch>, stretch: Stretch) {
    if stretch.tokens.len() > MAX_STRETCH_TOKENS {
        return;
    }
    let mut inner = page
        .tokens()
        .get(stretch.inner())
        .expect_or_default("a stretch lies in its page")
        .iter();
    if inner.any(|token| {
        matches!(
            token.class,
            TokenClass::Word | TokenClass::Number | TokenClass::Address
        )
    }) {
        found.push(stretch);
    }
}

struct Pairing<'a, 'p> {
    page: &'a Page<'p>,
    block: usize,
    end: usize,
    /// The mark that waits for its partner.
    open: Option<(usize, QuotationMark)>,
    found: &'a mut Vec<Stretch>,
}

impl Pairing<'_, '_> {
    fn run(&mut self, start: usize) {
        let mut index = start;
        while index < self.end {
            let Some(mark) = mark(self.page.word(index)) else {
                index += 1;
                continue;
            };
            index = match mark {
                QuotationMark::SingleOpen | QuotationMark::SingleEither => self.single(index, mark),
                _ => self.double(index, mark),
            };
        }
    }

    fn double(&mut self, index: usize, mark: QuotationMark) -> usize {
        match self.open {
            None => {
                let opens = match mark {
                    QuotationMark::Open | QuotationMark::Low => true,
                    QuotationMark::Either => self.can_open(index),
                    _ => false,
                };
                if opens {
                    self.open = Some((index, mark));
                }
            }
            Some((_, QuotationMark::Low)) => {
                if matches!(
                    mark,
                    QuotationMark::Open | QuotationMark::Close | QuotationMark::Either
                ) {
                    self.close(index);
                }
            }
            Some((_, QuotationMark::Either))
                if mark == QuotationMark::Either && self.must_open(index) =>
            {
                self.open = Some((index, mark));
            }
            Some(_) => {
                if matches!(mark, QuotationMark::Close | QuotationMark::Either)
                    || mark == QuotationMark::Open && self.is_turned(index)
                {
                    self.close(index);
                }
            }
        }
        index + 1
    }

    fn close(&mut self, index: usize) {
        if let Some((start, _)) = self.open.take() {
            push(
                self.page,
                self.found,
                Stretch {
                    tokens: start..index + 1,
                    is_closed: true,
                    block: self.block,
                },
            );
        }
    }

    /// Returns whether an opening mark stands where only a closing one can: `“No,“ she said`.
    fn is_turned(&self, index: usize) -> bool {
        self.page.word(index) == "“" && self.is_glued(index) && !self.is_glued(index + 1)
    }

    /// Returns whether a straight mark can open: not one of inches (27"), nor one at the end of a word.
    fn can_open(&self, index: usize) -> bool {
        let is_after_number = self.is_glued(index)
            && index
                .checked_sub(1)
                .and_then(|before| self.page.tokens().get(before))
                .is_some_and(|token| token.class == TokenClass::Number);
        let is_at_word_end = self.is_glued(index)
            && !self.is_glued(index + 1)
            && self.is_word(index.wrapping_sub(1));
        !is_after_number && !is_at_word_end
    }

    /// Returns whether a straight mark cannot close, so that the one before it was left alone.
    fn must_open(&self, index: usize) -> bool {
        !self.is_glued(index)
            && self.is_glued(index + 1)
            && self.is_word(index + 1)
            && self.is_word(index.wrapping_sub(1))
            && {
                let open = self.open.map_or(index, |(start, _)| start);
                !self.is_glued(open + 1)
                    || self.is_glued(open) && self.is_word(open.wrapping_sub(1))
            }
    }

    fn is_glued(&self, index: usize) -> bool {
        index < self.end
            && self
                .page
                .tokens()
                .get(index)
                .is_some_and(|token| token.is_glued)
    }

    fn is_word(&self, index: usize) -> bool {
        self.page
            .tokens()
            .get(index)
            .is_some_and(|token| matches!(token.class, TokenClass::Word | TokenClass::Number))
    }

    /// Reads a single mark outside double ones; returns where to go on.
    fn single(&mut self, index: usize, mark: QuotationMark) -> usize {
        if self.open.is_some() || !self.is_glued(index + 1) || !self.opens_single(index, mark) {
            return index + 1;
        }
        match self.single_end(index) {
            Some(last) => {
                push(
                    self.page,
                    self.found,
                    Stretch {
                        tokens: index..last + 1,
                        is_closed: true,
                        block: self.block,
                    },
                );
                last + 1
            }
            None => index + 1,
        }
    }

    fn opens_single(&self, index: usize, mark: QuotationMark) -> bool {
        const ELIDED: &[&str] = &[
            "em", "til", "tis", "twas", "bout", "cause", "n", "n'", "round", "nuff", "kay", "cuz",
        ];
        let next = self.page.lower(index + 1);
        let starts_word = self
            .page
            .tokens()
            .get(index + 1)
            .is_some_and(|token| token.class == TokenClass::Word)
            || matches!(
                self.page.word(index + 1),
                "…" | "..." | "“" | "\"" | "$" | "£"
            );
        let is_free = !self.is_glued(index)
            || matches!(
                self.page.word(index.wrapping_sub(1)),
                "(" | "[" | "—" | "–" | "-"
            );
        starts_word
            && (is_free
                || mark == QuotationMark::SingleOpen && !self.is_word(index.wrapping_sub(1)))
            && !ELIDED.contains(&next)
    }

    /// Returns the mark that closes the single one at `start`. A possessive of a plural is taken only where nothing
    /// else closes.
    fn single_end(&self, start: usize) -> Option<usize> {
        let mut possessive = None;
        let mut in_double = false;
        for index in start + 1..self.end.min(start + LONGEST_SINGLE) {
            match self.page.word(index) {
                "“" => in_double = true,
                "”" => in_double = false,
                "\"" => in_double = !in_double,
                "‘" => break,
                "’" | "'" | "›" if self.is_glued(index) && !in_double => {
                    let before = self.page.lower(index - 1);
                    let goes_on = self.is_word(index + 1) && !self.is_glued(index + 1);
                    if self.is_glued(index + 1) && self.is_word(index + 1) {
                        continue;
                    }
                    if !(before.ends_with('s') && goes_on) {
                        return Some(index);
                    }
                    possessive = possessive.or(Some(index));
                }
                "'" if !self.is_glued(index) => break,
                _ => {}
            }
        }
        possessive
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::{Article, ArticleMetadata};
    use crate::engine::RuleSet;

    #[track_caller]
    fn check(content: &str, expected: &[&str]) {
        let article = Article::verbatim(content, ArticleMetadata::default()).expect("short");
        let rules = RuleSet::default();
        let page = Page::new(&article, &rules);
        let found: Vec<_> = stretches(&page)
            .into_iter()
            .map(|stretch| page.text().slice(page.range_of(stretch.tokens)))
            .collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn every_style_of_marks_is_paired() {
        check(
            "“One,” he said. \"Two,\" she said.",
            &["“One,”", "\"Two,\""],
        );
        check(
            "''One,'' he said. ``Two,'' she said.",
            &["''One,''", "``Two,''"],
        );
        check("«One», he said. „Two“, she said.", &["«One»", "„Two“"]);
        check("‘One,’ he said. 'Two,' she said.", &["‘One,’", "'Two,'"]);
    }

    #[test]
    fn the_outermost_marks_count() {
        check(
            "“He told me, ‘Run,’ so I ran,” she said.",
            &["“He told me, ‘Run,’ so I ran,”"],
        );
        check(
            "'She shouted “stop” twice,' he said.",
            &["'She shouted “stop” twice,'"],
        );
    }

    #[test]
    fn inches_feet_and_apostrophes_are_no_marks() {
        check("A 6' 4\" guard and a 27\" screen.", &[]);
        check(
            "The dogs’ owners didn’t see ’em in the ’90s, rock ’n’ roll or no.",
            &[],
        );
        check("The workers' rights and the bosses' fears", &[]);
    }

    #[test]
    fn a_possessive_does_not_close() {
        check(
            "‘The workers’ rights come first,’ she said.",
            &["‘The workers’ rights come first,’"],
        );
    }

    #[test]
    fn a_lone_mark_is_passed_over() {
        check(
            "“The figures are wrong,” said Ana. The 12\" pipe burst.",
            &["“The figures are wrong,”"],
        );
        check("“The figures are wrong, said Ana.\n\nNothing more.", &[]);
        check("The end.\" Then \"more\" came.", &["\"more\""]);
    }

    #[test]
    fn a_running_quote_opens_again_in_each_paragraph() {
        check("He said: “One.\n\n“Two.”", &["“One.", "“Two.”"]);
    }

    #[test]
    fn marks_without_words_hold_nothing() {
        check("“” \"\" ‘’ « » “ ” '' ''", &[]);
    }
}
