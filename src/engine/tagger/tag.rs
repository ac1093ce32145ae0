//! The tagger: two passes over a document, and a table of its own for headlines.

use std::ops::Range;
use std::sync::OnceLock;

use super::document::{Document, Mode};
use super::pass::{Guess, Pass};
use super::tags::{self, Part};
use super::votes::DocumentVotes;
use super::weights::Head;
use crate::annotation::EntityKind;
use crate::engine::lexicon::unseal;

/// The weights that ship in the binary.
static BYTES: &[u8] = include_bytes!("../../../assets/ner/weights.bin");

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
    first: Head<'a>,
    second: Head<'a>,
    headline: Head<'a>,
}

impl<'a> Tagger<'a> {
    /// Returns the tagger of a data file; `None` where it is damaged.
    pub fn new(bytes: &'a [u8]) -> Option<Self> {
        let (_, [t1, r1, t2, r2, t3, r3]) = unseal::<6>(bytes)?;
        Some(Self {
            first: Head::new(t1, r1)?,
            second: Head::new(t2, r2)?,
            headline: Head::new(t3, r3)?,
        })
    }

    /// Returns the names of a document, in order.
    pub fn tag(&self, document: &Document) -> Vec<Spotted> {
        collect(document, &self.guess(document))
    }

    /// Returns what each token is taken for in the end.
    pub fn guess(&self, document: &Document) -> Vec<Guess> {
        let n = document.types.len();
        let mut guesses = vec![Guess::default(); n];
        run(&self.first, document, Mode::Body, None, &mut guesses);
        run(&self.headline, document, Mode::Title, None, &mut guesses);
        let votes = DocumentVotes::new(document, &guesses);
        let mut last = guesses.clone();
        run(&self.second, document, Mode::Body, Some(&votes), &mut last);
        last
    }
}

/// Runs a table over the stretches of running text, or over those of headlines.
fn run(
    head: &Head<'_>,
    document: &Document,
    mode: Mode,
    votes: Option<&DocumentVotes<'_>>,
    guesses: &mut [Guess],
) {
    let is_body = mode == Mode::Body;
    let mut stretches = document
        .stretches()
        .iter()
        .filter(|(_, sentence)| (document.mode_of(*sentence) == Mode::Body) == is_body)
        .peekable();
    if stretches.peek().is_none() {
        return;
    }
    let mut pass = Pass::new(head, document);
    for (stretch, sentence) in stretches {
        pass.run(stretch, *sentence, votes, guesses);
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
            if matches!(part, Part::Begin | Part::Unit) {
                (start, percent) = (index, 100);
            }
            percent = guess.percent.min(percent);
            if matches!(part, Part::Last | Part::Unit) {
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
    TAGGER.get_or_init(|| Tagger::new(BYTES)).as_ref()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_shipped_weights_can_be_read() {
        assert!(Tagger::new(BYTES).is_some());
    }

    #[test]
    fn damaged_weights_are_refused() {
        for end in (0..BYTES.len()).step_by(99_991) {
            assert!(Tagger::new(&BYTES[..end]).is_none(), "cut at {end}");
        }
        let mut wild = BYTES.to_vec();
        wild.push(0);
        assert!(Tagger::new(&wild).is_none());
    }
}
