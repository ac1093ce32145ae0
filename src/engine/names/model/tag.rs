//! The tagger: two passes over a document, and separate weights for headlines.

use std::ops::Range;
use std::sync::OnceLock;

use super::decode::{ExpTable, Transitions};
use super::document::{Document, SentenceCase};
use super::features::{Feature, emit_context};
use super::pass::{Decoder, EmissionScorer, Prediction};
use super::tagger_cache::TaggerCache;
use super::tags;
use super::tags::{COUNT, NamePosition};
use super::votes::{DocumentVotes, emit_votes};
use super::weights::{ROW, Rows, Sums};
use crate::annotation::EntityKind;
use crate::engine::lexeme::vocabulary::unseal_sections;
use crate::invariant::ExpectOr;

/// The weights that ship in the binary.
static FILE: &Aligned<[u8]> = &Aligned(*include_bytes!("../../../../assets/ner/weights.bin"));

/// Bytes aligned to a cache line.
#[repr(C, align(64))]
struct Aligned<T: ?Sized>(T);

/// The maximum number of tokens whose scores the first pass keeps for the second one. It is more than any news article
/// has. Scores take 32 bytes a token; in a longer text the rest is scored twice.
const MAX_KEPT_SUMS: usize = 1 << 14;

/// A name that the tagger found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TaggedName {
    /// Its tokens.
    pub tokens: Range<usize>,
    /// The kind of the name; [`EntityKind::Other`] for all but persons, organisations and places.
    pub kind: EntityKind,
    /// The probability that the name is right, in percent.
    pub percent: u8,
}

/// The tagger's weights.
#[derive(Clone, Debug)]
pub struct Tagger<'a> {
    /// The weights of both passes over running text.
    body: Rows<'a, 2>,
    first: Transitions,
    second: Transitions,
    loud: Rows<'a, 1>,
    headline: Transitions,
    exp: ExpTable,
}

impl<'a> Tagger<'a> {
    /// Returns the tagger of a data file; `None` if it is damaged.
    pub fn new(bytes: &'a [u8]) -> Option<Self> {
        let (_, [body, loud, first, second, headline]) = unseal_sections::<5>(bytes)?;
        Some(Self {
            body: Rows::new(body)?,
            first: transitions_of(first)?,
            second: transitions_of(second)?,
            loud: Rows::new(loud)?,
            headline: transitions_of(headline)?,
            exp: ExpTable::default(),
        })
    }

    /// Returns the names of a document, in order. The cache must belong to this tagger.
    pub fn tag(&self, document: &Document, cache: &mut TaggerCache) -> Vec<TaggedName> {
        self.tag_unless(document, cache, &|| false)
    }

    /// Returns the names of a document, in order, or those up to the point where `should_stop` returns true. It is
    /// called for each run of tokens. The cache must belong to this tagger.
    pub fn tag_unless(
        &self,
        document: &Document,
        cache: &mut TaggerCache,
        should_stop: &dyn Fn() -> bool,
    ) -> Vec<TaggedName> {
        let mut found = Vec::new();
        self.settle(
            document,
            (cache, should_stop),
            &mut |stretch, predictions| {
                collect_names(stretch, predictions, &mut found);
            },
        );
        found
    }

    /// Returns the final prediction for each token. The cache must belong to this tagger.
    pub fn predict(&self, document: &Document, cache: &mut TaggerCache) -> Vec<Prediction> {
        let mut last = vec![Prediction::default(); document.types.len()];
        self.settle(document, (cache, &|| false), &mut |stretch, predictions| {
            let slots = last
                .get_mut(stretch)
                .expect_or_default("a stretch lies in its document");
            slots.copy_from_slice(predictions);
        });
        last
    }

    /// Calls `settled` with each stretch and the final predictions for its tokens.
    fn settle(
        &self,
        document: &Document,
        (cache, should_stop): (&mut TaggerCache, &dyn Fn() -> bool),
        settled: &mut dyn FnMut(Range<usize>, &[Prediction]),
    ) {
        let mut decoder = std::mem::take(&mut cache.decoder);
        let mut features = Vec::with_capacity(64);
        let (predictions, kept) =
            self.first_pass(document, (cache, should_stop), &mut decoder, &mut features);
        let mut kept = kept.into_iter();
        let votes = DocumentVotes::new(document, &predictions);
        let has_more = kept.len() >= MAX_KEPT_SUMS;
        let (body, _, words) = cache.parts();
        let mut body = has_more.then(|| EmissionScorer::new(&self.body, body, words));
        let mut last = Vec::new();
        for (stretch, number) in document.stretches() {
            if should_stop() {
                break;
            }
            let first = predictions
                .get(stretch.clone())
                .expect_or_default("a stretch lies in its document");
            if document.mode_of(number) != SentenceCase::Body {
                settled(stretch, first);
                continue;
            }
            for index in stretch.clone() {
                let sums = match (kept.next(), &mut body) {
                    (None, Some(body)) => {
                        let [_, sums] = weigh_token(body, document, (index, number), &mut features);
                        sums
                    }
                    (kept, _) => kept.unwrap_or_default(),
                };
                features.clear();
                emit_votes(document, &votes, index, &mut |_, feature| {
                    features.push(feature);
                });
                let mut sums = [[0; ROW], sums];
                self.body.add_all(&features, &mut sums);
                let [_, sums] = sums;
                decoder.hear(&sums);
            }
            last.clear();
            last.resize(stretch.len(), Prediction::default());
            decoder.decide(&self.second, &self.exp, &mut last);
            settled(stretch, &last);
        }
        cache.decoder = decoder;
    }

    /// Returns the first pass's prediction for each token, and the scores of the second pass without its additional
    /// features, for the first [`MAX_KEPT_SUMS`] tokens in running text that could be in a name.
    fn first_pass(
        &self,
        document: &Document,
        (cache, should_stop): (&mut TaggerCache, &dyn Fn() -> bool),
        decoder: &mut Decoder,
        features: &mut Vec<Feature>,
    ) -> (Vec<Prediction>, Vec<Sums>) {
        let mut predictions = vec![Prediction::default(); document.types.len()];
        let n_body: usize = document.stretches().map(|(range, _)| range.len()).sum();
        let mut later = Vec::with_capacity(n_body.min(MAX_KEPT_SUMS));
        let (body, loud, words) = cache.parts();
        let mut body = EmissionScorer::new(&self.body, body, words);
        let mut headline = EmissionScorer::new(&self.loud, loud, words);
        for (stretch, number) in document.stretches() {
            if should_stop() {
                break;
            }
            let is_body = document.mode_of(number) == SentenceCase::Body;
            for index in stretch.clone() {
                if is_body {
                    let [first, second] =
                        weigh_token(&mut body, document, (index, number), features);
                    decoder.hear(&first);
                    if later.len() < MAX_KEPT_SUMS {
                        later.push(second);
                    }
                } else {
                    let [loud] = weigh_token(&mut headline, document, (index, number), features);
                    decoder.hear(&loud);
                }
            }
            let transitions = if is_body { &self.first } else { &self.headline };
            let slots = predictions
                .get_mut(stretch)
                .expect_or_default("a stretch lies in its document");
            decoder.decide(transitions, &self.exp, slots);
        }
        (predictions, later)
    }
}

/// Returns the transitions of a section; `None` if it is damaged.
fn transitions_of(bytes: &[u8]) -> Option<Transitions> {
    if bytes.len() != COUNT * COUNT * 4 {
        return None;
    }
    let mut scores = [[0.0; COUNT]; COUNT];
    let cells = scores.iter_mut().flatten();
    for (cell, bytes) in cells.zip(bytes.chunks_exact(4)) {
        *cell = f32::from_le_bytes(bytes.try_into().ok()?);
        if !cell.is_finite() {
            return None;
        }
    }
    Some(Transitions::new(scores))
}

/// Returns the scores of a token without the features of the second pass.
fn weigh_token<const N: usize>(
    scale: &mut EmissionScorer<'_, N>,
    document: &Document,
    (index, number): (usize, usize),
    features: &mut Vec<Feature>,
) -> [Sums; N] {
    let sentence = document
        .sentences
        .get(number)
        .cloned()
        .expect_or_default("a stretch has the number of its sentence");
    features.clear();
    emit_context(document, index, number, &mut |_, feature| {
        features.push(feature);
    });
    scale.weigh(document, index, &sentence, features)
}

/// Adds the names that the predicted tags of a run of tokens form.
fn collect_names(stretch: Range<usize>, predictions: &[Prediction], found: &mut Vec<TaggedName>) {
    let mut start = stretch.start;
    let mut percent = 100;
    for (index, prediction) in stretch.zip(predictions) {
        let tag = usize::from(prediction.tag);
        let (Some(part), Some(kind)) = (tags::part_of(tag), tags::kind_of(tag)) else {
            continue;
        };
        if matches!(part, NamePosition::Begin | NamePosition::Unit) {
            (start, percent) = (index, 100);
        }
        percent = prediction.percent.min(percent);
        if matches!(part, NamePosition::Last | NamePosition::Unit) {
            found.push(TaggedName {
                tokens: start..index + 1,
                kind: tags::KINDS.get(kind).copied().unwrap_or(EntityKind::Other),
                percent,
            });
        }
    }
}

/// Returns the tagger that ships in the binary. A test proves that it can be read.
pub fn shipped_tagger() -> Option<&'static Tagger<'static>> {
    static TAGGER: OnceLock<Option<Tagger<'static>>> = OnceLock::new();
    TAGGER.get_or_init(|| Tagger::new(&FILE.0)).as_ref()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_shipped_weights_can_be_read() {
        assert!(Tagger::new(&FILE.0).is_some());
    }

    #[test]
    fn damaged_weights_are_refused() {
        for end in (0..FILE.0.len()).step_by(99_991) {
            assert!(Tagger::new(&FILE.0[..end]).is_none(), "cut at {end}");
        }
        let mut wild = FILE.0.to_vec();
        wild.push(0);
        assert!(Tagger::new(&wild).is_none());
    }
}
