//! Words in marks that fill a block as a heading or a pull quote does.

use super::context::QuoteContext;
use super::marks::QuotedStretch;
use super::speech::StretchShape;
use crate::annotation::RuleId;
use crate::engine::TokenClass;
use crate::engine::rule::Rule;
use crate::engine::syntax::part_of_speech::PosTag;

pub(super) static HEADING: Rule = Rule {
    id: RuleId("quotes/heading"),
    summary: "Drops words in marks that fill a paragraph as a heading does.",
    needs: &[],
    finds: &[
        "Ana Roe came home in March.\n\n⟦“Nothing left to lose”⟧\n\nShe sold the house.",
        "The port burned in May.\n\n⟦“A debt to the town”⟧\n\nIt was rebuilt by June.",
    ],
    silent: &[
        "Ana Roe said:\n\n“Nothing left to lose”",
        "The port burned in May.\n\n“We have a debt to the town that we will pay,” said Ana Roe.",
    ],
};

pub(super) static PULL_QUOTE: Rule = Rule {
    id: RuleId("quotes/pull-quote"),
    summary: "Drops a paragraph in marks that repeats what the article quotes elsewhere.",
    needs: &[],
    finds: &[
        "Ana Roe owns the mill.\n\n⟦“We will not pay one penny.”⟧\n\n“It rains. We will not pay one penny,” said Roe.",
        "Ana Roe owns the mill.\n\n⟦“Flats. What else?”⟧\n\n“I will build flats. What else?” said Roe.",
    ],
    silent: &[
        "Ana Roe was blunt.\n\n“We will not pay one penny.”\n\nShe left the mill.",
        "“We will not pay,” said Ana Roe. “We will not pay,” said Bo Lind.",
    ],
};

/// The maximum distance at which from a pull quote the quotation is searched that it repeats, in tokens, in either
/// direction.
const MAX_REPEAT_TOKENS: usize = 1500;

/// The maximum number of words in a pull quote.
const MAX_PULL_QUOTE_WORDS: usize = 40;

/// How few words say nothing by being repeated: "Yes."
const MIN_PULL_QUOTE_WORDS: usize = 3;

/// Returns whether a stretch fills its block, nothing leads to it, and it is not a sentence.
pub(super) fn is_heading(
    context: &QuoteContext<'_, '_>,
    stretch: &QuotedStretch,
    shape: &StretchShape,
) -> bool {
    let last = context.page.word(stretch.inner().end.saturating_sub(1));
    let is_sentence = last.ends_with(['.', '?', '!', ',', '…', '-', '–', '—']);
    !is_sentence && shape.n_words <= MAX_PULL_QUOTE_WORDS && stands_alone(context, stretch)
}

/// Returns whether a stretch fills its block, nothing leads to it, and its words stand in another one as well.
pub(super) fn is_repeated_line(
    context: &QuoteContext<'_, '_>,
    stretch: &QuotedStretch,
    shape: &StretchShape,
) -> bool {
    stands_alone(context, stretch) && is_repeated(context, stretch, shape)
}

fn stands_alone(context: &QuoteContext<'_, '_>, stretch: &QuotedStretch) -> bool {
    fills_block(context, stretch) && !is_introduced(context, stretch)
}

/// Returns whether a stretch is all that its block holds.
fn fills_block(context: &QuoteContext<'_, '_>, stretch: &QuotedStretch) -> bool {
    let block = context.page.article().blocks().get(stretch.block);
    block.is_some_and(|block| {
        stretch.is_opened
            && stretch.is_closed
            && context.page.tokens_in(block.range) == stretch.tokens
    })
}

/// Returns whether a colon in front leads to the stretch.
fn is_introduced(context: &QuoteContext<'_, '_>, stretch: &QuotedStretch) -> bool {
    let before = stretch.tokens.start.checked_sub(1);
    before.is_some_and(|before| context.tag(before) == PosTag::Colon)
}

/// Returns whether the words of a stretch stand in another one as well.
fn is_repeated(
    context: &QuoteContext<'_, '_>,
    stretch: &QuotedStretch,
    shape: &StretchShape,
) -> bool {
    if !(MIN_PULL_QUOTE_WORDS..=MAX_PULL_QUOTE_WORDS).contains(&shape.n_words) {
        return false;
    }
    let is_word = |at: &usize| {
        let token = context.page.tokens().get(*at);
        token.is_some_and(|token| matches!(token.class, TokenClass::Word | TokenClass::Number))
    };
    let words: Vec<usize> = stretch.inner().filter(is_word).collect();
    let before = stretch.tokens.start.saturating_sub(MAX_REPEAT_TOKENS)..stretch.tokens.start;
    let after = stretch.tokens.end..stretch.tokens.end + MAX_REPEAT_TOKENS;
    [before, after].into_iter().any(|reach| {
        let others: Vec<usize> = reach
            .filter(|at| context.stretch_at(*at).is_some() && is_word(at))
            .collect();
        others.windows(words.len()).any(|window| {
            window
                .iter()
                .zip(&words)
                .all(|(one, other)| context.page.lower(*one) == context.page.lower(*other))
        })
    })
}

#[cfg(test)]
mod tests {
    use super::super::tests::assert_quotes;

    #[test]
    fn a_heading_in_marks_is_no_speech() {
        assert_quotes(
            "Ana Roe came home in March.\n\n“Nothing left to lose”\n\nShe sold the house.",
            &[],
        );
    }

    #[test]
    fn a_pull_quote_repeats_what_the_article_quotes() {
        assert_quotes(
            "Ana Roe owns the mill.\n\n“Flats. What else?”\n\n“I will build flats. What else?” said Roe. “Flats. What else?” he asked.",
            &[
                "direct “I will build flats. What else?” by Roe",
                "direct “Flats. What else?” by he",
            ],
        );
        assert_quotes(
            "Ana Roe owns the mill.\n\n“We will not pay one penny.”\n\n“It rains. We will not pay one penny,” said Roe.",
            &["direct “It rains. We will not pay one penny,” by Roe"],
        );
    }

    #[test]
    fn a_quotation_alone_in_its_block_is_speech() {
        assert_quotes(
            "Ana Roe was blunt.\n\n“We have lost everything that we had here.”",
            &["direct “We have lost everything that we had here.” by Ana Roe"],
        );
        assert_quotes(
            "Ana Roe said:\n\n“Nothing left to lose”",
            &["direct “Nothing left to lose” by Ana Roe"],
        );
    }
}
