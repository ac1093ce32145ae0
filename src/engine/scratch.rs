//! What the engine keeps from article to article: the words and names that it has seen, and what is known about each.
//!
//! It changes the time that reading takes, never the findings.

use std::sync::{Mutex, PoisonError};

use super::entities::NameCache;
use super::lexeme::interner::LexemeInterner;
use super::names::model::TaggerCache;

/// The words and names of earlier articles. [`Engine::annotate_with`](super::Engine::annotate_with) reads and extends it.
///
/// Each part forgets everything once it holds too much, so that it stays below some 25 MB.
#[derive(Default)]
pub struct Scratch {
    /// What is known about tokens by themselves.
    pub(super) interner: LexemeInterner,
    /// What words weigh to the sequence model of names.
    pub(super) tagger: TaggerCache,
    /// The properties of names that do not depend on the page, from earlier articles.
    pub(super) names: NameCache,
}

/// The scratches that no article is read with at the moment. There are never more than articles were read at once.
#[derive(Default)]
pub(super) struct ScratchPool(Mutex<Vec<Scratch>>);

impl ScratchPool {
    /// Lends a scratch to `work`, a new one if all are in use. Work that panics does not give it back.
    pub(super) fn lend<T>(&self, work: impl FnOnce(&mut Scratch) -> T) -> T {
        let free = self.0.lock().unwrap_or_else(PoisonError::into_inner).pop();
        let mut scratch = free.unwrap_or_default();
        let made = work(&mut scratch);
        let mut free = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        free.push(scratch);
        made
    }

    /// Returns how many are free.
    #[cfg(test)]
    fn n_free(&self) -> usize {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).len()
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::article::{Article, ArticleMetadata};
    use crate::engine::Engine;

    fn article(text: &str) -> Article {
        Article::verbatim(text, ArticleMetadata::default()).expect("short")
    }

    #[test]
    fn a_pool_has_as_many_scratches_as_were_used_at_once() {
        let pool = ScratchPool::default();
        assert_eq!(pool.lend(|_| pool.n_free()), 0);
        pool.lend(|_| ());
        assert_eq!(pool.n_free(), 1);
        pool.lend(|_| pool.lend(|_| ()));
        assert_eq!(pool.n_free(), 2);
    }

    #[test]
    fn work_that_panics_leaves_a_pool_that_works() {
        let pool = ScratchPool::default();
        let work = std::panic::AssertUnwindSafe(|| pool.lend(|_| panic!("meant")));
        assert!(std::panic::catch_unwind(work).is_err());
        assert_eq!(pool.lend(|_| 7), 7);
        assert_eq!(pool.n_free(), 1);
    }

    #[test]
    #[expect(
        clippy::disallowed_methods,
        reason = "the test is that threads share an engine"
    )]
    fn threads_find_the_same_as_one() {
        let (engine, _) = Engine::new(&[]).expect("an engine");
        let articles: Vec<_> = (0..24)
            .map(|n| {
                article(&format!(
                    "Ada Roe{n} of Norsea Lines told Una Brae in Nairobi on Monday that {n} ports were shut."
                ))
            })
            .collect();
        let alone: Vec<_> = articles.iter().map(|one| engine.annotate(one)).collect();
        let together = std::thread::scope(|scope| {
            let threads = [0, 1, 2]
                .map(|_| scope.spawn(|| articles.iter().map(|one| engine.annotate(one)).collect()));
            threads.map(|thread| -> Vec<_> { thread.join().expect("no panic") })
        });
        for found in together {
            assert_eq!(found, alone);
        }
    }

    #[test]
    fn words_in_other_letters_before_change_nothing() {
        let (engine, _) = Engine::new(&[]).expect("an engine");
        let text = article(
            "Una Brae of Port Ellery told Norsea Lines. BRAE left Ellery; the port was shut. NORSEA LINES SHUTS PORT",
        );
        let mut scratch = Scratch::default();
        let first = engine.annotate_with(&text, &|| false, &mut scratch);
        assert!(
            first
                .as_ref()
                .is_some_and(|found| found.mentions().count() > 3)
        );
        for other in [
            "The lines at Brae were shut.",
            "PORT ELLERY AND UNA",
            "Una told Ellery Norsea.",
            "",
        ] {
            engine.annotate_with(&article(other), &|| false, &mut scratch);
            let again = engine.annotate_with(&text, &|| false, &mut scratch);
            assert_eq!(again, first, "after {other:?}");
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(48))]

        #[test]
        fn findings_do_not_depend_on_what_was_read_before(texts in proptest::collection::vec(r"([A-Z][a-z]{0,5} |[A-Z]{2,4} |Ada Roe |Norsea Lines |said |“It rained,” |of |the |5% |\. |\n){0,25}", 1..6)) {
            let (engine, _) = Engine::new(&[]).expect("an engine");
            let mut scratch = Scratch::default();
            for text in texts {
                let article = article(&text);
                let found = engine.annotate_with(&article, &|| false, &mut scratch);
                let first = engine.annotate_with(&article, &|| false, &mut Scratch::default());
                prop_assert_eq!(found, first);
            }
        }
    }
}
