//! Counts how often rules read a token, so that tests can check the cost of loops without a clock.

use std::cell::Cell;

thread_local! {
    static COUNT: Cell<u64> = const { Cell::new(0) };
}

/// Counts a look at a token.
pub(super) fn count_step() {
    COUNT.with(|count| count.set(count.get() + 1));
}

/// Returns how many looks were counted on this thread since the last call.
fn take_count() -> u64 {
    COUNT.replace(0)
}

mod tests {
    use super::take_count;
    use crate::article::{Article, ArticleBuilder, ArticleMetadata, BlockKind};
    use crate::engine::Engine;

    /// Repeated units that made walks long, and others like them: each is one sentence however often it is repeated.
    const UNITS: &[&str] = &[
        "apple pear plum ",
        "apple ",
        "red ",
        "years ",
        "3 years ",
        "company ",
        "chief executive ",
        "president ",
        "drugmaker Orvane ",
        "drugmaker ",
        "Mr. ",
        "Mr. A ",
        "St. ",
        "A. ",
        "A ",
        "Orvane ",
        "Angela Merkel ",
        "Angela Merkel and ",
        "London Bank ",
        "The New Company ",
        "NATO ",
        "WORLD ",
        "May ",
        "U.S. ",
        "é ",
        "日本 ",
        "I ",
        "he ",
        "said ",
        "she said ",
        "Roe told reporters ",
        "according to ",
        "that ",
        "who ",
        "of the ",
        "and ",
        "the ",
        ", ",
        "“a” ",
        "“a b. c” d ",
        "“Angela Merkel,” he said ",
        "'a' ",
        "( ",
        "1 to ",
        "5% ",
        "2-1 ",
        "million ",
        "day of the ",
        "World Health Organization (WHO) ",
        "Lille beat Nantes 2-1 ",
        "shares of Rowe fell ",
        "former U.S. deputy assistant secretary of state Ada Roe ",
        "Roe, who said that she ",
        "asked if he would promise to ",
        "\n- Roe",
        "A\n\n",
        "“a\n\n",
        "“a, he said. ",
        "“A b c.”\n\n",
        "ROE: I am here.\n\n",
        "Q: Why?\n\nA: I am.\n\n",
        "I am here.\n\nAngela Merkel, Berlin\n\n",
        "Roe Said That She Would Go ",
    ];

    /// Returns how many looks at tokens an article of a repeated unit takes.
    fn steps(unit: &str, n_bytes: u32, is_one_block: bool) -> u64 {
        let text = unit.repeat(n_bytes as usize / unit.len());
        let article = if is_one_block {
            let mut builder = ArticleBuilder::new();
            builder.open(BlockKind::Paragraph);
            builder.push(&text);
            builder.finish(ArticleMetadata::default())
        } else {
            Article::verbatim(&text, ArticleMetadata::default())
        };
        let (engine, _) = Engine::new(&[]).expect("an engine");
        take_count();
        engine.annotate(&article.expect("short"));
        take_count()
    }

    #[test]
    fn work_grows_with_the_text_and_no_faster() {
        const N_BYTES: u32 = 6_000;
        let mut wrong = Vec::new();
        for unit in UNITS {
            for is_one_block in [false, true] {
                let one = steps(unit, N_BYTES, is_one_block);
                let two = steps(unit, 2 * N_BYTES, is_one_block);
                // A quarter is room for the last sentence of each, which is shorter than the others. News takes fewer
                // than 15 looks a byte; a walk over a sentence of the greatest length from each of its tokens, 100.
                if two * 2 > one * 5 || two > 100 * 2 * u64::from(N_BYTES) {
                    wrong.push(format!("{unit:?}: {one} steps, then {two}"));
                }
            }
        }
        assert!(wrong.is_empty(), "{wrong:#?}");
    }

    /// Walks to the start of the text from each of its sentences show only where there are many sentences.
    #[test]
    fn no_sentence_is_left_by_a_walk() {
        const N_BYTES: u32 = 100_000;
        for unit in ["Mr. ", "The ", "Angela Merkel of "] {
            let one = steps(unit, N_BYTES, true);
            let two = steps(unit, 2 * N_BYTES, true);
            assert!(two * 2 < one * 5, "{unit:?}: {one} steps, then {two}");
        }
    }
}
