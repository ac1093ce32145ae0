//! Quotation marks: which pairs with which, block by block, in every style, and what to do where one is missing.

use std::ops::Range;

use super::quote_words::QuoteWord;
use super::unclosed::{UNCLOSED, UnclosedQuote};
use crate::article::BlockKind;
use crate::engine::lexeme::quotation_mark::{QuotationMark, read_mark};
use crate::engine::syntax::part_of_speech::Tags;
use crate::engine::{Page, TokenClass};
use crate::invariant::ExpectOr;

/// How far a single mark may be from its partner, in tokens: without it an apostrophe could pair across a page.
const MAX_SINGLE_TOKENS: usize = 400;

/// A stretch of more tokens is not taken for a quotation: its marks belong to others that are missing. Rules walk over
/// the tokens of a stretch, so this bounds what they cost.
const MAX_STRETCH_TOKENS: usize = 4096;

/// How far after an opening mark another one may show that the first has lost its partner, in tokens: each mark between
/// them looks at what precedes it.
const MAX_UNCLOSED_SEARCH_TOKENS: usize = 200;

/// A stretch of text in quotation marks that lies in no other.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct QuotedStretch {
    /// Its tokens, marks included.
    pub(super) tokens: Range<usize>,
    /// Whether it has an opening mark.
    pub(super) is_opened: bool,
    /// Whether it has a closing mark.
    pub(super) is_closed: bool,
    /// Whether the next stretch, which begins the next block, goes on with it.
    pub(super) goes_on: bool,
    /// The block that it is in.
    pub(super) block: usize,
}

impl QuotedStretch {
    /// Returns the tokens between the marks.
    pub(super) fn inner(&self) -> Range<usize> {
        let start = self.tokens.start + usize::from(self.is_opened);
        let end = self.tokens.end - usize::from(self.is_closed);
        start..end.max(start)
    }
}

/// Returns the outermost stretches of a page in order.
pub(super) fn find_stretches(page: &Page<'_>, tags: &Tags) -> Vec<QuotedStretch> {
    let mut found = Vec::new();
    let mut goes_on = false;
    let blocks = page.article().blocks();
    let following = following_texts(page);
    for (number, block) in blocks.iter().enumerate() {
        if matches!(block.kind, BlockKind::Preformatted | BlockKind::Rule) {
            continue;
        }
        let tokens = page.tokens_in(block.range);
        let mut pairing = MarkPairing {
            page,
            block: number,
            start: tokens.start,
            end: tokens.end,
            unclosed: UnclosedQuote { page, tags },
            is_continued: std::mem::take(&mut goes_on),
            has_mark: false,
            open: None,
            open_single: None,
            found: &mut found,
        };
        pairing.run(tokens.start);
        let follows = following.get(number).and_then(|next| blocks.get(*next));
        let follows = follows.map(|block| page.text().slice(block.range));
        goes_on = match follows {
            Some(text) => pairing.finish(text),
            // Nothing follows the last block.
            None => pairing.finish(""),
        };
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

/// Returns whether the first mark of a block closes what was opened before it.
fn closes_first(block: &str) -> bool {
    let is_mark = |c: char| matches!(c, '“' | '”' | '"');
    let Some(at) = block.find(is_mark) else {
        return false;
    };
    let before = block
        .get(..at)
        .expect_or_default("the place lies in the block");
    let mut rest = block
        .get(at..)
        .expect_or_default("the place lies in the block")
        .chars();
    let mark = rest.next();
    let is_glued_before = before.ends_with(|c: char| !c.is_whitespace());
    let is_glued_after = rest.next().is_some_and(char::is_alphanumeric);
    is_glued_before
        && !is_glued_after
        && matches!(mark, Some('”' | '"'))
        && before.ends_with(['.', ',', '!', '?', '…'])
}

fn begins_with_mark(block: &str) -> bool {
    block.trim_start().starts_with(['“', '"', '„', '«'])
        || block.trim_start().starts_with("''")
        || block.trim_start().starts_with("``")
}

/// Adds a stretch that holds a word.
fn push_stretch(page: &Page<'_>, found: &mut Vec<QuotedStretch>, stretch: QuotedStretch) {
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

struct MarkPairing<'a, 'p> {
    page: &'a Page<'p>,
    block: usize,
    start: usize,
    end: usize,
    unclosed: UnclosedQuote<'a, 'p>,
    /// Whether the block before left a quotation open that this one goes on with.
    is_continued: bool,
    /// Whether a double mark was read.
    has_mark: bool,
    /// The mark that waits for its partner.
    open: Option<(usize, QuotationMark)>,
    /// The last single mark that opens and that nothing closes.
    open_single: Option<usize>,
    found: &'a mut Vec<QuotedStretch>,
}

impl MarkPairing<'_, '_> {
    fn run(&mut self, start: usize) {
        let mut index = start;
        while index < self.end {
            let Some(mark) = read_mark(self.page.word(index)) else {
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
        let is_first = !std::mem::replace(&mut self.has_mark, true);
        match self.open {
            None => {
                let opens = match mark {
                    QuotationMark::Open | QuotationMark::Low => true,
                    QuotationMark::Either => self.can_open(index),
                    _ => self.is_turned_opener(index),
                };
                if opens {
                    self.open = Some((index, mark));
                } else if is_first && self.closes_unopened(index) && self.page.allows(&UNCLOSED) {
                    self.record_unclosed(self.start..index + 1);
                    self.push_tokens(self.start..index + 1, false, true);
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
            Some((start, known)) if self.opens_anew(start, known, index, mark) => {
                self.cut(start, index);
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
            self.push_tokens(start..index + 1, true, true);
        }
    }

    fn push_tokens(&mut self, tokens: Range<usize>, is_opened: bool, is_closed: bool) {
        push_stretch(
            self.page,
            self.found,
            QuotedStretch {
                tokens,
                is_opened,
                is_closed,
                goes_on: false,
                block: self.block,
            },
        );
    }

    /// Handles the mark that is open at the end of the block, before a block with this text. Returns whether that block goes
    /// on with the quotation.
    fn finish(&mut self, next: &str) -> bool {
        let single = self.open_single.take();
        let (start, opens_again) = match self.open.take() {
            Some((start, _)) => (start, begins_with_mark(next)),
            None => match single.filter(|_| next.trim_start().starts_with('‘')) {
                Some(start) => (start, true),
                None => return false,
            },
        };
        if self.unclosed.clause_of_saying(start, self.end).is_none()
            && (opens_again || closes_first(next))
        {
            self.push_tokens(start..self.end, true, false);
            if let Some(last) = self
                .found
                .last_mut()
                .filter(|last| last.tokens.start == start)
            {
                last.goes_on = true;
            }
            return true;
        }
        self.cut(start, self.end);
        false
    }

    /// Adds the words after an opening mark without a partner, as far as they are surely what was said.
    fn cut(&mut self, start: usize, end: usize) {
        let is_opener = self.is_glued(start + 1) && self.is_word(start + 1);
        if let Some(end) = self
            .unclosed
            .end_of_words(self.start..end, start)
            .filter(|_| is_opener && self.page.allows(&UNCLOSED))
        {
            self.record_unclosed(start..end);
            self.push_tokens(start..end, true, false);
        }
    }

    fn record_unclosed(&self, tokens: Range<usize>) {
        let range = self.page.range_of(tokens);
        self.page.record(&UNCLOSED, range, Vec::new);
    }

    /// Returns whether a mark inside an open quotation opens another one, so that the first has lost its partner: `“We won,
    /// Roe says. “It rained.”`
    fn opens_anew(
        &self,
        start: usize,
        known: QuotationMark,
        index: usize,
        mark: QuotationMark,
    ) -> bool {
        let is_opener =
            !self.is_glued(index) && self.is_glued(index + 1) && self.is_word(index + 1);
        known == mark
            && index - start <= MAX_UNCLOSED_SEARCH_TOKENS
            && matches!(self.page.word(index.wrapping_sub(1)), "." | "!" | "?")
            && matches!(mark, QuotationMark::Open | QuotationMark::Either)
            && is_opener
            && self.unclosed.clause_of_saying(start, index).is_some()
    }

    /// Returns whether a closing mark is turned: `”No,” she said`.
    fn is_turned_opener(&self, index: usize) -> bool {
        !self.is_glued(index)
            && self.is_glued(index + 1)
            && self.is_word(index + 1)
            && self.page.word(index) == "”"
    }

    /// Returns whether a mark closes what no mark of its block opens: the block goes on with the one before, or a verb of
    /// saying follows.
    fn closes_unopened(&self, index: usize) -> bool {
        let before = index.wrapping_sub(1);
        let ends = self.page.word(before).ends_with(['.', ',', '!', '?', '…']);
        self.is_glued(index)
            && !self.is_glued(index + 1)
            && ends
            && index > self.start
            && (self.is_continued || self.unclosed.is_clause_of_saying(index + 1, self.end))
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
        if let Some(last) = self.single_end(index) {
            self.push_tokens(index..last + 1, true, true);
            return last + 1;
        }
        if mark == QuotationMark::SingleOpen {
            self.open_single = Some(index);
        }
        index + 1
    }

    fn opens_single(&self, index: usize, mark: QuotationMark) -> bool {
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
            && !QuoteWord::Elided.has(next)
    }

    /// Returns the mark that closes the single one at `start`. A possessive of a plural is taken only where nothing
    /// else closes.
    fn single_end(&self, start: usize) -> Option<usize> {
        let mut possessive = None;
        let mut in_double = false;
        for index in start + 1..self.end.min(start + MAX_SINGLE_TOKENS) {
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
    use crate::engine::UserRules;
    use crate::engine::syntax::part_of_speech::tag_parts_of_speech;

    #[track_caller]
    fn assert_stretches(content: &str, expected: &[&str]) {
        let article = Article::verbatim(content, ArticleMetadata::default()).expect("short");
        let rules = UserRules::default();
        let page = Page::new(&article, &rules);
        let tags = tag_parts_of_speech(&page, &[]);
        let found: Vec<_> = find_stretches(&page, &tags)
            .into_iter()
            .map(|stretch| page.text().slice(page.range_of(stretch.tokens)))
            .collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn every_style_of_marks_is_paired() {
        assert_stretches(
            "“One,” he said. \"Two,\" she said.",
            &["“One,”", "\"Two,\""],
        );
        assert_stretches(
            "''One,'' he said. ``Two,'' she said.",
            &["''One,''", "``Two,''"],
        );
        assert_stretches("«One», he said. „Two“, she said.", &["«One»", "„Two“"]);
        assert_stretches("‘One,’ he said. 'Two,' she said.", &["‘One,’", "'Two,'"]);
    }

    #[test]
    fn the_outermost_marks_count() {
        assert_stretches(
            "“He told me, ‘Run,’ so I ran,” she said.",
            &["“He told me, ‘Run,’ so I ran,”"],
        );
        assert_stretches(
            "'She shouted “stop” twice,' he said.",
            &["'She shouted “stop” twice,'"],
        );
    }

    #[test]
    fn inches_feet_and_apostrophes_are_no_marks() {
        assert_stretches("A 6' 4\" guard and a 27\" screen.", &[]);
        assert_stretches(
            "The dogs’ owners didn’t see ’em in the ’90s, rock ’n’ roll or no.",
            &[],
        );
        assert_stretches("The workers' rights and the bosses' fears", &[]);
    }

    #[test]
    fn a_possessive_does_not_close() {
        assert_stretches(
            "‘The workers’ rights come first,’ she said.",
            &["‘The workers’ rights come first,’"],
        );
    }

    #[test]
    fn a_lone_mark_is_passed_over() {
        assert_stretches(
            "“The figures are wrong,” said Ana. The 12\" pipe burst.",
            &["“The figures are wrong,”"],
        );
        assert_stretches("A single huge “ was on the wall.\n\nNothing more.", &[]);
        assert_stretches("The end.\" Then \"more\" came.", &["\"more\""]);
    }

    #[test]
    fn a_running_quote_opens_again_in_each_paragraph() {
        assert_stretches("He said: “One.\n\n“Two.”", &["“One.", "“Two.”"]);
    }

    #[test]
    fn a_mark_without_its_partner_keeps_what_was_said_and_turns_no_other() {
        assert_stretches(
            "“The figures are wrong, said Ana Roe.\n\nNothing more.",
            &["“The figures are wrong,"],
        );
        assert_stretches(
            "Ana Roe said: \"We boil it twice.\n\nIt was late.\n\n\"Nobody knew,\" said Bo Lind.",
            &["\"We boil it twice.", "\"Nobody knew,\""],
        );
        assert_stretches(
            "“You cannot hurry it, Ana Roe says. “It hurries you.”",
            &["“You cannot hurry it,", "“It hurries you.”"],
        );
        assert_stretches(
            "It was dark by then,” Ana Roe recalled.",
            &["It was dark by then,”"],
        );
        assert_stretches(
            "Ana Roe said, “I ran.\n\nIt was fine.”\n\nThe team left.",
            &["“I ran.", "It was fine.”"],
        );
        assert_stretches("”Nobody came,” said Ana Roe.", &["”Nobody came,”"]);
        assert_stretches(
            "‘Then all had it.\n\n‘By noon none was left.’",
            &["‘Then all had it.", "‘By noon none was left.’"],
        );
    }

    #[test]
    fn a_lone_mark_that_quotes_nobody_holds_nothing() {
        assert_stretches("It rained on the town.” The boats left.", &[]);
        assert_stretches("The pipe is 12\" wide, said Ana Roe.", &[]);
        assert_stretches("It was a “ and no more.", &[]);
        assert_stretches(
            "The road, which “ended here, was closed.\n\nIt rained.",
            &[],
        );
    }

    #[test]
    fn marks_without_words_hold_nothing() {
        assert_stretches("“” \"\" ‘’ « » “ ” '' ''", &[]);
    }
}
