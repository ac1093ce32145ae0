//! The training data of the tagger: corpora, synthetic sentences, and raw text tagged in an earlier round.

use std::collections::BTreeSet;
use std::fmt::Write;

use super::corpus::{Corpus, as_headlines, seal_weights};
use super::passes::train_bodies;
use crate::engine::lexeme::vocabulary::Lexicon;

use crate::engine::names::model::Tagger;

use crate::invariant::ExpectOr;
use crate::text::content_hash;
use crate::train::conll::{self, CorpusText};
use crate::train::{
    BadSource, HELD_OUT_PREFIX, ReportFn, TrainingEvent, TrainingSource, silver, synth,
};

/// All training data.
pub(super) struct TrainingCorpora {
    /// The header of the weight file: each source with its hash, weight and licence.
    pub(super) head: String,
    /// Documents by source family, the part of the file name before the first dot.
    texts: Vec<(String, Vec<CorpusText>)>,
    /// Documents to score on, by source name.
    pub(super) held: Vec<(String, Vec<CorpusText>)>,
    /// Raw text to be tagged in the first round.
    raw: Vec<TrainingSource>,
    /// Raw text with tags from another tagger, for the first round.
    first_silver: Vec<CorpusText>,
}

impl TrainingCorpora {
    /// Reads the sources, and reports those that are not used.
    pub(super) fn read(sources: &[TrainingSource], tell: ReportFn<'_>) -> Result<Self, BadSource> {
        let head = "The tagger of names, made by `pullquote train ner`. See ATTRIBUTION.md.";
        let mut found = Self {
            head: head.to_owned(),
            texts: Vec::new(),
            held: Vec::new(),
            raw: Vec::new(),
            first_silver: Vec::new(),
        };
        let mut lists = Vec::new();
        for source in sources {
            let held_name = source.name.strip_prefix(HELD_OUT_PREFIX);
            let name = held_name.unwrap_or(&source.name);
            if synth::is_synth_source(name) {
                lists.push(source.clone());
            } else if silver::is_pretagged(name) {
                found.add_to_head(
                    source,
                    "raw text of Voice of America, tagged; public domain",
                )?;
                if let Some(usage) = conll::source_use(silver::SOURCE_NAME) {
                    found.first_silver.extend(conll::read_texts(source, usage)?);
                }
            } else if silver::is_raw(name) {
                found.raw.push(source.clone());
                found.add_to_head(source, "raw text of Voice of America, public domain")?;
            } else if let Some(usage) = conll::source_use(name) {
                let texts = conll::read_texts(source, usage)?;
                if let Some(name) = held_name {
                    found.held.push((name.to_owned(), texts));
                } else {
                    found.add_to_head(
                        source,
                        &format!("weight {}: {}", usage.weight, usage.licence),
                    )?;
                    found.texts.push((source_family(name), texts));
                }
            } else {
                tell(TrainingEvent::Line(&format!("{}: not used", source.name)));
            }
        }
        found.add_practice(&lists)?;
        Ok(found)
    }

    /// Adds synthetic sentences, if there are templates for them.
    fn add_practice(&mut self, lists: &[TrainingSource]) -> Result<(), BadSource> {
        let practice = TrainingSource {
            name: synth::SOURCE_NAME.to_owned(),
            content: synth::generate_corpus(lists)?.into_bytes(),
        };
        if let (false, Some(usage)) = (
            practice.content.is_empty(),
            conll::source_use(&practice.name),
        ) {
            for list in lists {
                self.add_to_head(list, "for practice sentences")?;
            }
            self.texts.push((
                source_family(&practice.name),
                conll::read_texts(&practice, usage)?,
            ));
        }
        Ok(())
    }

    /// Adds a source to the header of the weight file.
    fn add_to_head(&mut self, source: &TrainingSource, what: &str) -> Result<(), BadSource> {
        let hash = content_hash(source.text()?.as_bytes());
        let _ = write!(self.head, "\n{} xxh3:{hash:016x} {what}", source.name);
        Ok(())
    }

    /// Returns the raw text that was supplied with tags.
    pub(super) fn first_silver(&self) -> &[CorpusText] {
        &self.first_silver
    }

    /// Returns whether there is raw text to tag.
    pub(super) fn has_raw(&self) -> bool {
        !self.raw.is_empty()
    }

    /// Returns the raw text, tagged by a tagger with these weights.
    pub(super) fn tag_raw(
        &self,
        weights: &[u8],
        lexicon: &Lexicon<'_>,
    ) -> Result<Vec<CorpusText>, BadSource> {
        let tagger = Tagger::new(weights).ok_or_else(|| BadSource {
            source_name: "weights.bin".to_owned(),
            why: "the weights that were just trained are invalid".to_owned(),
        })?;
        let mut texts = Vec::new();
        for source in &self.raw {
            let silver = TrainingSource {
                name: silver::SOURCE_NAME.to_owned(),
                content: silver::tag_source(source, &tagger, lexicon)?.into_bytes(),
            };
            if let Some(usage) = conll::source_use(&silver.name) {
                texts.extend(conll::read_texts(&silver, usage)?);
            }
        }
        Ok(texts)
    }

    /// Returns the raw text, tagged by a tagger trained on everything else. Empty if there is no raw text.
    pub(super) fn tag_raw_fresh(
        &self,
        lexicon: &Lexicon<'_>,
        tell: ReportFn<'_>,
    ) -> Result<Vec<CorpusText>, BadSource> {
        if !self.has_raw() {
            return Ok(Vec::new());
        }
        let texts = self.texts_without("", &[]);
        let corpus = Corpus::new(as_headlines(&texts), lexicon);
        let title = super::passes::train_headline(&corpus, &[], tell);
        let running = train_bodies(&Corpus::new(texts, lexicon), &[], |_| false, tell);
        self.tag_raw(&seal_weights(&self.head, &running, &title), lexicon)
    }

    /// Returns the families of the sources, with `silver` for raw text.
    pub(super) fn families(&self) -> BTreeSet<&str> {
        let silver = self.has_raw().then_some(SILVER_FAMILY);
        let families = self.texts.iter().map(|(family, _)| family.as_str());
        families.chain(silver).collect()
    }

    /// Returns all documents except those of one family, followed by `silver`.
    pub(super) fn texts_without(&self, family: &str, silver: &[CorpusText]) -> Vec<CorpusText> {
        let kept = self.texts.iter().filter(|(name, _)| name != family);
        let kept = kept.flat_map(|(_, texts)| texts);
        let silver = silver.iter().filter(|_| family != SILVER_FAMILY);
        kept.chain(silver).cloned().collect()
    }

    /// Returns the held-out corpora.
    pub(super) fn held_out(&self, lexicon: &Lexicon<'_>) -> Vec<(String, Corpus)> {
        let held = self.held.iter();
        held.map(|(name, texts)| (name.clone(), Corpus::new(texts.clone(), lexicon)))
            .collect()
    }

    /// Returns the held-out corpora in headline style.
    pub(super) fn held_out_headlines(&self, lexicon: &Lexicon<'_>) -> Vec<(String, Corpus)> {
        let held = self.held.iter();
        held.map(|(name, texts)| {
            (
                format!("{name} as headlines"),
                Corpus::new(as_headlines(texts), lexicon),
            )
        })
        .collect()
    }
}

/// The family of raw text.
const SILVER_FAMILY: &str = "silver";

/// Returns the family of a file: its name up to the first dot.
fn source_family(name: &str) -> String {
    name.split('.')
        .next()
        .expect_or_default("a split has a first part")
        .to_owned()
}
