//! The training data of the tagger: corpora, synthetic sentences, and raw text tagged in an earlier round.

use std::collections::BTreeSet;
use std::fmt::Write;

use super::corpus::{Corpus, headlines, sealed};
use super::passes::bodies;
use crate::engine::lexicon::Lexicon;
use crate::engine::tagger::Tagger;
use crate::text::hash_of;
use crate::train::conll::{self, Text};
use crate::train::{BadSource, HELD, News, Source, Tell, silver, synth};

/// All training data.
pub(super) struct Material {
    /// The header of the weight file: each source with its hash, weight and licence.
    pub(super) head: String,
    /// Documents by source family, the part of the file name before the first dot.
    texts: Vec<(String, Vec<Text>)>,
    /// Documents to score on, by source name.
    pub(super) held: Vec<(String, Vec<Text>)>,
    /// Raw text to be tagged in the first round.
    raw: Vec<Source>,
    /// Raw text with tags from another tagger, for the first round.
    first_silver: Vec<Text>,
}

impl Material {
    /// Reads the sources, and reports those that are not used.
    pub(super) fn read(sources: &[Source], tell: Tell<'_>) -> Result<Self, BadSource> {
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
            let held_name = source.name.strip_prefix(HELD);
            let name = held_name.unwrap_or(&source.name);
            if synth::uses(name) {
                lists.push(source.clone());
            } else if silver::is_first(name) {
                found.note(
                    source,
                    "raw text of Voice of America, tagged; public domain",
                )?;
                if let Some(usage) = conll::usage(silver::NAME) {
                    found.first_silver.extend(conll::read(source, usage)?);
                }
            } else if silver::is_raw(name) {
                found.raw.push(source.clone());
                found.note(source, "raw text of Voice of America, public domain")?;
            } else if let Some(usage) = conll::usage(name) {
                let texts = conll::read(source, usage)?;
                if let Some(name) = held_name {
                    found.held.push((name.to_owned(), texts));
                } else {
                    found.note(
                        source,
                        &format!("weight {}: {}", usage.weight, usage.licence),
                    )?;
                    found.texts.push((family(name), texts));
                }
            } else {
                tell(News::Line(&format!("{}: not used", source.name)));
            }
        }
        found.practise(&lists)?;
        Ok(found)
    }

    /// Adds synthetic sentences, if there are templates for them.
    fn practise(&mut self, lists: &[Source]) -> Result<(), BadSource> {
        let practice = Source {
            name: synth::NAME.to_owned(),
            content: synth::written(lists)?.into_bytes(),
        };
        if let (false, Some(usage)) = (practice.content.is_empty(), conll::usage(&practice.name)) {
            for list in lists {
                self.note(list, "for practice sentences")?;
            }
            self.texts
                .push((family(&practice.name), conll::read(&practice, usage)?));
        }
        Ok(())
    }

    /// Adds a source to the header of the weight file.
    fn note(&mut self, source: &Source, what: &str) -> Result<(), BadSource> {
        let hash = hash_of(source.text()?.as_bytes());
        let _ = write!(self.head, "\n{} xxh3:{hash:016x} {what}", source.name);
        Ok(())
    }

    /// Returns the raw text that was supplied with tags.
    pub(super) fn first_silver(&self) -> &[Text] {
        &self.first_silver
    }

    /// Returns whether there is raw text to tag.
    pub(super) fn has_raw(&self) -> bool {
        !self.raw.is_empty()
    }

    /// Returns the raw text, tagged by a tagger with these weights.
    pub(super) fn tagged(
        &self,
        weights: &[u8],
        lexicon: &Lexicon<'_>,
    ) -> Result<Vec<Text>, BadSource> {
        let tagger = Tagger::new(weights).ok_or_else(|| BadSource {
            source_name: "weights.bin".to_owned(),
            why: "the weights that were just trained are invalid".to_owned(),
        })?;
        let mut texts = Vec::new();
        for source in &self.raw {
            let silver = Source {
                name: silver::NAME.to_owned(),
                content: silver::written(source, &tagger, lexicon)?.into_bytes(),
            };
            if let Some(usage) = conll::usage(&silver.name) {
                texts.extend(conll::read(&silver, usage)?);
            }
        }
        Ok(texts)
    }

    /// Returns the raw text, tagged by a tagger trained on everything else. Empty if there is no raw text.
    pub(super) fn silver(
        &self,
        lexicon: &Lexicon<'_>,
        tell: Tell<'_>,
    ) -> Result<Vec<Text>, BadSource> {
        if !self.has_raw() {
            return Ok(Vec::new());
        }
        let texts = self.without("", &[]);
        let corpus = Corpus::new(headlines(&texts), lexicon);
        let title = super::passes::headline(&corpus, &[], tell);
        let running = bodies(&Corpus::new(texts, lexicon), &[], |_| false, tell);
        self.tagged(&sealed(&self.head, &running, &title), lexicon)
    }

    /// Returns the families of the sources, with `silver` for raw text.
    pub(super) fn families(&self) -> BTreeSet<&str> {
        let silver = self.has_raw().then_some(SILVER);
        let families = self.texts.iter().map(|(family, _)| family.as_str());
        families.chain(silver).collect()
    }

    /// Returns all documents except those of one family, followed by `silver`.
    pub(super) fn without(&self, family: &str, silver: &[Text]) -> Vec<Text> {
        let kept = self.texts.iter().filter(|(name, _)| name != family);
        let kept = kept.flat_map(|(_, texts)| texts);
        let silver = silver.iter().filter(|_| family != SILVER);
        kept.chain(silver).cloned().collect()
    }

    /// Returns the held-out corpora.
    pub(super) fn held(&self, lexicon: &Lexicon<'_>) -> Vec<(String, Corpus)> {
        let held = self.held.iter();
        held.map(|(name, texts)| (name.clone(), Corpus::new(texts.clone(), lexicon)))
            .collect()
    }

    /// Returns the held-out corpora in headline style.
    pub(super) fn held_as_headlines(&self, lexicon: &Lexicon<'_>) -> Vec<(String, Corpus)> {
        let held = self.held.iter();
        held.map(|(name, texts)| {
            (
                format!("{name} as headlines"),
                Corpus::new(headlines(texts), lexicon),
            )
        })
        .collect()
    }
}

/// The family of raw text.
const SILVER: &str = "silver";

/// Returns the family of a file: its name up to the first dot.
fn family(name: &str) -> String {
    name.split('.').next().unwrap_or_default().to_owned()
}
