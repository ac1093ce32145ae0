//! Owns the annotation engine: tokens, sentences, lexicon, tagger, passes and their rules, and the engine's version.
//!
//! Every finding, change or removal is made by a rule or model with an id ([`Rule`]). Each pass lists its rules
//! ([`all_rules`]); [`Engine::explain`] returns which rules applied and why, [`Engine::without`] switches rules off,
//! and the confidence of a finding is the measured probability that it is right ([`ConfidenceTable`]). The guide page
//! on rules shows how to add one.
//!
//! The engine is pure and total: `annotate` returns the same result for the same article and rules, uses no clock,
//! file, network or random number, starts no thread, and cannot fail. Dates are resolved against the article's own
//! publication date.
//!
//! Data flow: an article becomes a `Page` of tokens and sentences; the passes in `passes` run in order and add their
//! findings to a `Draft`, which becomes the finished annotations. This module must not know feeds, the library or the
//! screen. Start reading at `passes/mod.rs`, then `rule` and one short folder of rules, for example `dates`.

mod dates;
mod draft;
mod entities;
mod explanation;
mod figures;
mod foreign;
pub mod lexeme;
pub mod names;
mod numbers;
mod page;
pub mod passes;
mod quotes;
pub mod rule;
mod scratch;
mod sentence_ranges;
#[cfg(test)]
mod steps;
pub mod syntax;
mod token;
mod user_rules;

use crate::annotation::{Annotations, EngineVersion, UserRule};
use crate::article::{Article, Language};
use scratch::ScratchPool;

pub use draft::{Draft, Found, Name};
pub use entities::{Gender, GrammaticalNumber, PronounFit, Traits};
pub use page::{Page, ShouldStop};
pub use passes::{PASSES, Pass, all_rules, find_rule};
pub use rule::{
    ConfidenceSteps, ConfidenceTable, DisabledRules, Evidence, FindingKind, Rule, RuleConfidence,
    RuleDuty, TraceEntry,
};
pub use scratch::Scratch;
pub use token::{Case, Sentence, Token, TokenClass, Tokens, lower_words, token_words};
pub use user_rules::{BadPattern, UserRules};

/// Changes whenever the same text could give other annotations.
const VERSION: &str = concat!(env!("CARGO_PKG_VERSION"), "-9");

/// The reason why an engine could not be built.
#[derive(Debug, thiserror::Error)]
pub enum EngineError {
    /// A pass comes before another one whose findings it needs.
    #[error("the pass `{pass}` needs {layer:?}, which no pass before it makes")]
    OutOfOrder {
        /// The pass that cannot work.
        pass: &'static str,
        /// The findings that it needs.
        layer: FindingKind,
    },
}

/// The annotation engine.
pub struct Engine {
    passes: &'static [&'static dyn Pass],
    rules: UserRules,
    disabled: DisabledRules,
    pool: ScratchPool,
    /// The table that converts the raw confidence of a rule to the probability of being right; `None` keeps the raw
    /// confidence.
    confidence: Option<&'static ConfidenceTable>,
}

impl Engine {
    /// Returns the engine with all its passes and the user's rules. Rules with invalid patterns are skipped and
    /// returned in the list.
    pub fn new(rules: &[UserRule]) -> Result<(Self, Vec<BadPattern>), EngineError> {
        let (rules, bad) = UserRules::new(rules);
        Ok((Self::with_passes(PASSES, rules)?, bad))
    }

    /// Returns an engine with these passes, after checking that each pass comes after those whose findings it needs.
    pub fn with_passes(
        passes: &'static [&'static dyn Pass],
        rules: UserRules,
    ) -> Result<Self, EngineError> {
        let mut made = Vec::new();
        for pass in passes {
            if let Some(&layer) = pass.needs().iter().find(|layer| !made.contains(*layer)) {
                return Err(EngineError::OutOfOrder {
                    pass: pass.name(),
                    layer,
                });
            }
            made.extend_from_slice(pass.makes());
        }
        Ok(Self {
            passes,
            rules,
            disabled: DisabledRules::default(),
            pool: ScratchPool::default(),
            confidence: Some(ConfidenceTable::shipped()),
        })
    }

    /// Returns the engine with some of its own rules switched off, to measure their effect.
    #[must_use]
    pub fn without(mut self, rules: DisabledRules) -> Self {
        self.disabled = rules;
        self
    }

    /// Returns the engine with the raw confidence of its rules, for computing the calibration.
    #[must_use]
    pub const fn uncalibrated(mut self) -> Self {
        self.confidence = None;
        self
    }

    /// Returns the version that annotations of this engine carry: it changes with the engine and with the rules.
    pub fn version(&self) -> EngineVersion {
        let fingerprint = self.rules.fingerprint();
        let fingerprint = fingerprint.map(|hash| format!("+{hash:08x}"));
        let disabled = self.disabled.ids().iter().map(|rule| format!("-{rule}"));
        let parts = fingerprint.into_iter().chain(disabled);
        let version = std::iter::once(VERSION.to_owned()).chain(parts).collect();
        EngineVersion(version)
    }

    /// Returns whether the engine supports the article's language; otherwise only the user's rules apply. An unknown
    /// language is treated as English.
    pub fn reads(language: Option<Language>) -> bool {
        language.is_none_or(|language| language == Language::ENGLISH)
    }

    /// Returns all findings in the article. Text after the first million tokens is not annotated; a note in the
    /// annotations says so.
    pub fn annotate(&self, article: &Article) -> Annotations {
        let found = self.annotate_unless(article, &|| false);
        found.unwrap_or_else(|| Annotations::empty(article.text().id(), self.version()))
    }

    /// Returns all findings in the article, or `None` if `should_stop` returns true. It is called before each pass and,
    /// in slow passes, at each sentence.
    pub fn annotate_unless(
        &self,
        article: &Article,
        should_stop: &ShouldStop<'_>,
    ) -> Option<Annotations> {
        self.pool
            .lend(|scratch| self.annotate_with(article, should_stop, scratch))
    }

    /// Does the same as [`Engine::annotate_unless`] with caches from earlier articles, which make it faster and do not
    /// change the findings. [`Engine::annotate`] borrows such caches from a pool.
    pub fn annotate_with(
        &self,
        article: &Article,
        should_stop: &ShouldStop<'_>,
        scratch: &mut Scratch,
    ) -> Option<Annotations> {
        let page = self.page_of(article, should_stop, scratch);
        let found = self.annotate_page_of(&page, article, scratch);
        scratch.interner = page.into_interner();
        found
    }

    /// Returns all findings in the article, and each application of a rule, in text order.
    pub fn explain(&self, article: &Article) -> (Annotations, Vec<TraceEntry>) {
        let mut scratch = Scratch::default();
        let mut page = self.page_of(article, &|| false, &mut scratch);
        page.start_trace();
        let found = self.annotate_page_of(&page, article, &mut scratch);
        let found =
            found.unwrap_or_else(|| Annotations::empty(article.text().id(), self.version()));
        let entries = explanation::complete_trace(page.take_trace(), &found);
        (found, entries)
    }

    fn page_of<'a>(
        &'a self,
        article: &'a Article,
        should_stop: &'a ShouldStop<'a>,
        scratch: &mut Scratch,
    ) -> Page<'a> {
        let interner = std::mem::take(&mut scratch.interner);
        let max_tokens = token::MAX_ARTICLE_TOKENS;
        let mut page = Page::with_interner(article, &self.rules, should_stop, max_tokens, interner);
        page.disable(&self.disabled);
        page
    }

    fn annotate_page_of(
        &self,
        page: &Page<'_>,
        article: &Article,
        scratch: &mut Scratch,
    ) -> Option<Annotations> {
        match article.about.language {
            Some(language) if !Self::reads(Some(language)) => self.annotate_foreign(page, language),
            _ => self.annotate_page(page, scratch),
        }
    }

    fn annotate_foreign(&self, page: &Page<'_>, language: Language) -> Option<Annotations> {
        let draft = foreign::find_by_rules(page);
        if page.is_stopped() {
            return None;
        }
        let notes = [Some(foreign::foreign_note(language)), page.limit_note()];
        let found = draft
            .finish(page.text(), self.version())
            .with_sentences(sentence_ranges::sentence_ranges(page));
        Some(found.with_notes(notes.into_iter().flatten().collect()))
    }

    fn annotate_page(&self, page: &Page<'_>, scratch: &mut Scratch) -> Option<Annotations> {
        let mut draft = Draft::default();
        for pass in self.passes {
            if page.is_stopped() {
                return None;
            }
            pass.run_with(page, &mut draft, scratch);
            draft.drop_made_by(&self.disabled);
        }
        if page.is_stopped() {
            return None;
        }
        if let Some(table) = self.confidence {
            draft.calibrate(table);
        }
        let found = draft
            .finish(page.text(), self.version())
            .with_sentences(sentence_ranges::sentence_ranges(page));
        Some(found.with_notes(page.limit_note().into_iter().collect()))
    }
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicUsize, Ordering};

    use super::*;
    use crate::annotation::{AnnotationKind, Matcher, RuleEffect, UserRuleId};
    use crate::article::ArticleMetadata;

    #[test]
    fn every_pass_finds_what_it_needs() {
        assert!(Engine::new(&[]).is_ok());
    }

    /// An article of so many sentences, in one block.
    fn story(n_sentences: usize) -> Article {
        let text = "“We won,” Ada Roe of Norsea Lines said on Monday. ".repeat(n_sentences);
        Article::verbatim(&text, ArticleMetadata::default()).expect("short")
    }

    #[test]
    fn a_text_beyond_the_limit_is_annotated_as_far_as_it_and_says_so() {
        let (engine, _) = Engine::new(&[]).expect("an engine");
        let (rules, article) = (UserRules::default(), story(20));
        let annotate = |max_tokens| {
            let page = Page::bounded(&article, &rules, &|| false, max_tokens);
            let end = page.annotated_end();
            let found = engine.annotate_page(&page, &mut Scratch::default());
            (found.expect("nobody stops it"), end)
        };
        let (whole, end) = annotate(usize::MAX);
        assert_eq!(whole, engine.annotate(&article));
        assert_eq!((whole.notes(), end), (&[][..], article.text().end()));
        let n_tokens = Page::new(&article, &rules).tokens().len();
        assert!(
            annotate(n_tokens).0.notes().is_empty(),
            "nothing is left out"
        );
        let (part, end) = annotate(n_tokens / 2);
        assert_eq!(
            part.notes(),
            [
                "The article is too long to annotate in full: only the first 140 words (49 % of the text) are annotated"
            ],
        );
        assert!(!part.items().is_empty());
        for item in part.items() {
            assert!(item.range.end() <= end, "{item:?} lies beyond {end}");
        }
        assert_eq!(part.quotes().count(), 10);
    }

    #[test]
    fn the_users_rules_end_with_the_annotated_part_too() {
        let rule = UserRule {
            id: UserRuleId(0),
            matcher: Matcher::Term("Norsea".to_owned()),
            effect: RuleEffect::Watch(String::new()),
        };
        let (engine, _) = Engine::new(&[rule]).expect("an engine");
        let article = story(20);
        let page = Page::bounded(&article, &engine.rules, &|| false, 40);
        let found = engine.annotate_page(&page, &mut Scratch::default());
        let found = found.expect("nobody stops it");
        let is_watch =
            |item: &&crate::annotation::Annotation| matches!(item.kind, AnnotationKind::Watch(_));
        assert_eq!(found.items().iter().filter(is_watch).count(), 3);
    }

    #[test]
    fn a_million_tokens_are_the_limit() {
        let text = "word ".repeat(token::MAX_ARTICLE_TOKENS);
        let article = Article::verbatim(&text, ArticleMetadata::default()).expect("short");
        let rules = UserRules::default();
        assert_eq!(Page::new(&article, &rules).limit_note(), None);
        let article = Article::verbatim(&(text + "b"), ArticleMetadata::default()).expect("short");
        let page = Page::new(&article, &rules);
        assert!(page.limit_note().is_some());
        assert_eq!(page.tokens().len(), token::MAX_ARTICLE_TOKENS);
    }

    #[test]
    fn work_that_is_stopped_ends_soon_and_gives_nothing() {
        let (engine, _) = Engine::new(&[]).expect("an engine");
        let article = story(200);
        let n_asked = AtomicUsize::new(0);
        let never = || {
            n_asked.fetch_add(1, Ordering::Relaxed);
            false
        };
        let whole = engine.annotate_unless(&article, &never);
        assert_eq!(whole, Some(engine.annotate(&article)));
        let n_whole = n_asked.swap(0, Ordering::Relaxed);
        assert!(n_whole > 4 * 200, "asked {n_whole} times in 200 sentences");
        for stops_at in [0, 1, 2, 50, n_whole / 2, n_whole - 1] {
            let should_stop = || n_asked.fetch_add(1, Ordering::Relaxed) >= stops_at;
            assert_eq!(engine.annotate_unless(&article, &should_stop), None);
            let n_more = n_asked.swap(0, Ordering::Relaxed) - stops_at;
            assert!(
                n_more < 10,
                "asked {n_more} times more after it was stopped"
            );
        }
    }

    /// Returns every range of annotations, with what it is.
    fn ranges(found: &Annotations) -> Vec<(&'static str, crate::text::ByteRange)> {
        let mut ranges: Vec<_> = found
            .items()
            .iter()
            .map(|item| ("item", item.range))
            .collect();
        let roles = found.entities().iter().filter_map(|entity| entity.role);
        ranges.extend(roles.map(|range| ("role", range)));
        for item in found.items() {
            match &item.kind {
                AnnotationKind::Quote(quote) => {
                    ranges.extend(quote.content.iter().map(|range| ("content", *range)));
                    ranges.extend(quote.cue.map(|range| ("cue", range)));
                    ranges.extend(quote.speaker.range().map(|range| ("speaker", range)));
                }
                AnnotationKind::Figure(figure) => {
                    ranges.extend(figure.of.map(|range| ("of", range)));
                }
                _ => {}
            }
        }
        ranges
    }

    #[track_caller]
    fn check_graphemes(text: &str) {
        let rules = [UserRule {
            id: UserRuleId(0),
            matcher: Matcher::Term("e".to_owned()),
            effect: RuleEffect::Watch(String::new()),
        }];
        let article = Article::verbatim(text, ArticleMetadata::default()).expect("short");
        let (engine, _) = Engine::new(&rules).expect("an engine");
        let found = engine.annotate(&article);
        for (what, range) in ranges(&found) {
            let snapped = crate::text::snap_to_graphemes(text, range);
            assert_eq!(range, snapped, "{what} of {text:?}");
        }
        let figures: Vec<_> = found.figures().map(|(item, _)| item.range).collect();
        for pair in figures.windows(2) {
            assert!(!pair[0].overlaps(pair[1]), "figures of {text:?}");
        }
        for (item, quote) in found.quotes() {
            let hull = quote
                .content
                .iter()
                .copied()
                .reduce(crate::text::ByteRange::hull);
            assert_eq!(hull, Some(item.range));
            assert!(
                quote
                    .content
                    .windows(2)
                    .all(|pair| pair[0].end() <= pair[1].start())
            );
        }
    }

    #[test]
    fn marks_behind_a_finding_are_taken_in() {
        let text = "Ada Roe\u{301}\u{200d} said: “We won.”\u{301} It cost 5%\u{20dd} more at Norsea Corp.\u{308}";
        check_graphemes(text);
        let article = Article::verbatim(text, ArticleMetadata::default()).expect("short");
        let (engine, _) = Engine::new(&[]).expect("an engine");
        let found = engine.annotate(&article);
        let quote = found.quotes().next().expect("a quote").0.range;
        assert_eq!(article.text().slice(quote), "“We won.”\u{301}");
        let figure = found.figures().next().expect("a figure").0.range;
        assert_eq!(article.text().slice(figure), "5%\u{20dd}");
    }

    proptest::proptest! {
        #![proptest_config(proptest::prelude::ProptestConfig::with_cases(96))]

        #[test]
        fn all_ranges_lie_on_grapheme_borders(text in r"(“We won,”|”|“|\u{22}| said | told |Ada Roe|Norsea Corp\.| Merkel|NATO|The |, |\. |5|1,000| million|%|\$|2-1|Monday|May 5|president |of |\u{301}|\u{308}|\u{200d}|\u{fe0f}\u{20e3}|👩\u{200d}🚒|🇫🇷|🇩|\u{600}|\u{915}\u{94d}|\r\n|\r|\n|é| ){0,50}") {
            check_graphemes(&text);
        }
    }

    #[test]
    fn a_pass_in_the_wrong_place_is_seen() {
        static WRONG: [&dyn Pass; 1] = [&passes::quotes::Quotes];
        let engine = Engine::with_passes(&WRONG, UserRules::default());
        assert!(matches!(
            engine,
            Err(EngineError::OutOfOrder { pass: "quotes", .. })
        ));
    }
}
