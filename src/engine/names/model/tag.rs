//! The tagger: two passes over a document, and a table of its own for headlines.

use std::ops::Range;
use std::sync::OnceLock;

use super::decode::Transitions;
use super::document::{Document, Mode};
use super::features::{Feature, emit_context};
use super::memo::Memo;
use super::pass::{Guess, Judge, Scale};
use super::tags;
use super::tags::NamePosition;
use super::votes::{DocumentVotes, emit_votes};
use super::weights::{ROW, Rows, Sums, transitions_of};
use crate::annotation::EntityKind;
use crate::engine::lexeme::vocabulary::unseal;

/// The weights that ship in the binary.
static FILE: &Aligned<[u8]> = &Aligned(*include_bytes!("../../../../assets/ner/weights.bin"));

/// Bytes that begin where the processor loads them whole.
#[repr(C, align(64))]
struct Aligned<T: ?Sized>(T);

/// A name that the tagger found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Spotted {
    /// Its tokens.
    pub tokens: Range<usize>,
    /// What it names; [`EntityKind::Other`] for all but persons, organisations and places.
    pub kind: EntityKind,
    /// How sure the tagger is, in percent.
    pub percent: u8,
}

/// The tagger's weights.
#[derive(Clone, Debug)]
pub struct Tagger<'a> {
    /// Of both passes over running text.
    body: Rows<'a, 2>,
    first: Transitions,
    second: Transitions,
    loud: Rows<'a, 1>,
    headline: Transitions,
}

impl<'a> Tagger<'a> {
    /// Returns the tagger of a data file; `None` where it is damaged.
    pub fn new(bytes: &'a [u8]) -> Option<Self> {
        let (_, [body, loud, first, second, headline]) = unseal::<5>(bytes)?;
        Some(Self {
            body: Rows::new(body)?,
            first: transitions_of(first)?,
            second: transitions_of(second)?,
            loud: Rows::new(loud)?,
            headline: transitions_of(headline)?,
        })
    }

    /// Returns the names of a document, in order. The memo is that of this tagger.
    pub fn tag(&self, document: &Document, memo: &mut Memo) -> Vec<Spotted> {
        self.tag_unless(document, memo, &|| false)
    }

    /// Returns the names of a document, in order; those of its start where `should_stop` says so, which is asked at each
    /// stretch. The memo is that of this tagger.
    pub fn tag_unless(
        &self,
        document: &Document,
        memo: &mut Memo,
        should_stop: &dyn Fn() -> bool,
    ) -> Vec<Spotted> {
        collect(document, &self.guess_unless(document, memo, should_stop))
    }

    /// Returns what each token is taken for in the end. The memo is that of this tagger.
    pub fn guess(&self, document: &Document, memo: &mut Memo) -> Vec<Guess> {
        self.guess_unless(document, memo, &|| false)
    }

    fn guess_unless(
        &self,
        document: &Document,
        memo: &mut Memo,
        should_stop: &dyn Fn() -> bool,
    ) -> Vec<Guess> {
        let mut judge = std::mem::take(&mut memo.judge);
        let mut features = Vec::with_capacity(64);
        let (guesses, later) =
            self.first_pass(document, (memo, should_stop), &mut judge, &mut features);
        let votes = DocumentVotes::new(document, &guesses);
        let mut last = guesses.clone();
        let mut later = later.iter();
        for (stretch, sentence) in document.stretches() {
            if should_stop() {
                break;
            }
            if document.mode_of(*sentence) != Mode::Body {
                continue;
            }
            for (index, sums) in stretch.clone().zip(&mut later) {
                features.clear();
                emit_votes(document, &votes, index, &mut |_, feature| {
                    features.push(feature);
                });
                let mut sums = [[0; ROW], *sums];
                self.body.add_all(&features, &mut sums);
                let [_, sums] = sums;
                judge.hear(&sums);
            }
            let slots = last.get_mut(stretch.clone()).unwrap_or_default();
            judge.decide(&self.second, slots);
        }
        memo.judge = judge;
        last
    }

    /// Returns what each token is taken for at first, and for each token in running text that could be in a name what the
    /// second pass makes of it, save for the votes.
    fn first_pass(
        &self,
        document: &Document,
        (memo, should_stop): (&mut Memo, &dyn Fn() -> bool),
        judge: &mut Judge,
        features: &mut Vec<Feature>,
    ) -> (Vec<Guess>, Vec<Sums>) {
        let mut guesses = vec![Guess::default(); document.types.len()];
        let n_body: usize = document
            .stretches()
            .iter()
            .map(|(range, _)| range.len())
            .sum();
        let mut later = Vec::with_capacity(n_body);
        let (body, loud, words) = memo.parts();
        let mut body = Scale::new(&self.body, body, words);
        let mut headline = Scale::new(&self.loud, loud, words);
        for (stretch, number) in document.stretches() {
            let Some(sentence) = document.sentences.get(*number).filter(|_| !should_stop()) else {
                continue;
            };
            let is_body = document.mode_of(*number) == Mode::Body;
            for index in stretch.clone() {
                features.clear();
                emit_context(document, index, *number, &mut |_, feature| {
                    features.push(feature);
                });
                if is_body {
                    let [first, second] = body.weigh(document, index, sentence, features);
                    judge.hear(&first);
                    later.push(second);
                } else {
                    let [loud] = headline.weigh(document, index, sentence, features);
                    judge.hear(&loud);
                }
            }
            let transitions = if is_body { &self.first } else { &self.headline };
            let slots = guesses.get_mut(stretch.clone()).unwrap_or_default();
            judge.decide(transitions, slots);
        }
        (guesses, later)
    }
}

/// Returns the names that a sequence of tags makes.
fn collect(document: &Document, guesses: &[Guess]) -> Vec<Spotted> {
    let mut found = Vec::new();
    for (stretch, _) in document.stretches() {
        let mut start = stretch.start;
        let mut percent = 100;
        for index in stretch.clone() {
            let guess = guesses.get(index).copied().unwrap_or_default();
            let tag = usize::from(guess.tag);
            let (Some(part), Some(kind)) = (tags::part(tag), tags::kind(tag)) else {
                continue;
            };
            if matches!(part, NamePosition::Begin | NamePosition::Unit) {
                (start, percent) = (index, 100);
            }
            percent = guess.percent.min(percent);
            if matches!(part, NamePosition::Last | NamePosition::Unit) {
                found.push(Spotted {
                    tokens: start..index + 1,
                    kind: tags::KINDS.get(kind).copied().unwrap_or(EntityKind::Other),
                    percent,
                });
            }
        }
    }
    found
}

/// Returns the tagger that ships in the binary. A test proves that it can be read.
pub fn tagger() -> Option<&'static Tagger<'static>> {
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
