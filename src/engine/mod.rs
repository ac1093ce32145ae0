//! Owns the annotation engine: tokens, sentences, lexicon, tagger, passes and their order, and the engine's version.
//!
//! The engine is pure and total: `annotate` gives the same for the same article and rules, looks at no clock, file,
//! network or chance, starts no thread, and cannot fail. Dates resolve against the article's own publication date.

mod dates;
mod draft;
mod entities;
mod figures;
mod glossary;
mod hash;
pub mod lexicon;
mod numbers;
mod page;
pub mod passes;
mod quotes;
mod rules;
mod segment;
pub mod tagger;

use crate::annotation::{Annotations, EngineVersion, Rule};
use crate::article::{Article, Language};

pub use draft::{Draft, Found, Name};
pub use entities::{Fit, Gender, Number, Traits};
pub use page::Page;
pub use passes::{Layer, PASSES, Pass};
pub use rules::{BadPattern, RuleSet};
pub use segment::{Case, Sentence, Token, TokenClass, Tokens, lower_words, words};

/// Changes whenever the same text could give other annotations.
const VERSION: &str = concat!(env!("CARGO_PKG_VERSION"), "-5");

/// Why an engine could not be built.
#[derive(Debug, thiserror::Error)]
pub enum EngineError {
    /// A pass stands before one that makes what it needs.
    #[error("the pass `{pass}` needs {layer:?}, which no pass before it makes")]
    OutOfOrder {
        /// The pass that cannot work.
        pass: &'static str,
        /// What it lacks.
        layer: Layer,
    },
}

/// The annotation engine.
pub struct Engine {
    passes: &'static [&'static dyn Pass],
    rules: RuleSet,
}

impl Engine {
    /// Returns the engine with all its passes and the user's rules. Rules that are not understood are in the list
    /// beside it; the engine works without them.
    pub fn new(rules: &[Rule]) -> Result<(Self, Vec<BadPattern>), EngineError> {
        let (rules, bad) = RuleSet::new(rules);
        Ok((Self::with_passes(PASSES, rules)?, bad))
    }

    /// Returns an engine of these passes, after checking that each finds what it needs.
    pub fn with_passes(
        passes: &'static [&'static dyn Pass],
        rules: RuleSet,
    ) -> Result<Self, EngineError> {
        let mut made = Vec::new();
        for pass in passes {
            if let Some(&layer) = pass.needs().iter().find(|layer| !made.contains(*layer)) {
                return Err(EngineError::OutOfOrder {
                    pass: pass.id().0,
                    layer,
                });
            }
            made.extend_from_slice(pass.makes());
        }
        Ok(Self { passes, rules })
    }

    /// Returns the version that annotations of this engine carry: it changes with the engine and with the rules.
    pub fn version(&self) -> EngineVersion {
        match self.rules.fingerprint() {
            None => EngineVersion(VERSION.to_owned()),
            Some(fingerprint) => EngineVersion(format!("{VERSION}+{fingerprint:08x}")),
        }
    }

    /// Returns whether the engine has models for the article's language; without one nothing is found in it. An
    /// article whose language is not known is taken for English.
    pub fn reads(language: Option<Language>) -> bool {
        language.is_none_or(|language| language == Language::ENGLISH)
    }

    /// Returns everything that is found in the article.
    pub fn annotate(&self, article: &Article) -> Annotations {
        if !Self::reads(article.about.language) {
            return Annotations::empty(article.text().id(), self.version());
        }
        let page = Page::new(article, &self.rules);
        let mut draft = Draft::default();
        for pass in self.passes {
            pass.run(&page, &mut draft);
        }
        draft.finish(article.text().id(), self.version())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_pass_finds_what_it_needs() {
        assert!(Engine::new(&[]).is_ok());
    }

    #[test]
    fn a_pass_in_the_wrong_place_is_seen() {
        static WRONG: [&dyn Pass; 1] = [&passes::quotes::Quotes];
        let engine = Engine::with_passes(&WRONG, RuleSet::default());
        assert!(matches!(
            engine,
            Err(EngineError::OutOfOrder { pass: "quotes", .. })
        ));
    }
}
