//! One-to-one pairing of found quotes with gold quotes, best overlap first.

use std::cmp::Reverse;

use super::letter_overlap::ScalarText;
use super::quote_item::{QuoteItem, TallyRow};
use super::speaker::is_same_speaker;

/// A gold quote and the found quote paired with it.
pub(super) struct QuotePair {
    /// The index of the gold quote.
    pub(super) gold: usize,
    /// The index of the found quote.
    pub(super) found: usize,
    /// Whether they have the same letters.
    pub(super) is_exact: bool,
    /// Whether the intersection over union of their letters is at least four fifths.
    pub(super) is_close: bool,
    /// Whether they have the same speaker.
    pub(super) is_speaker_right: bool,
}

/// The pairing of one document.
#[derive(Default)]
pub(super) struct QuotePairing {
    /// The number of gold quotes.
    pub(super) n_gold: usize,
    /// The pairs.
    pub(super) pairs: Vec<QuotePair>,
    /// The indices of gold quotes without a pair.
    pub(super) missed: Vec<usize>,
    /// The indices of found quotes that are wrong.
    pub(super) extra: Vec<usize>,
}

/// Pairs found quotes with the gold quotes of one row of the report.
pub(super) fn pair_quotes(
    text: &ScalarText,
    gold: &[QuoteItem],
    found: &[QuoteItem],
    row: &TallyRow,
    is_marks: bool,
) -> QuotePairing {
    let is_wanted = |item: &QuoteItem| {
        let is_kind = row.kinds.is_empty() || row.kinds.contains(&item.kind.as_str());
        item.is_speech && !item.is_ignored && is_kind && (!row.needs_said || item.is_said)
    };
    let (wanted, rest): (Vec<_>, Vec<_>) = gold
        .iter()
        .enumerate()
        .filter(|(_, item)| !item.letters.is_empty())
        .partition(|(_, item)| is_wanted(item));
    // Quotes of other rows and ignored ones: a found quote that matches one is not wrong.
    let aside: Vec<_> = rest
        .iter()
        .filter(|(_, item)| item.is_ignored || item.is_speech)
        .map(|(_, item)| *item)
        .collect();
    let candidates = pair_candidates(text, &wanted, found);
    let mut pairing = QuotePairing {
        n_gold: wanted.len(),
        ..QuotePairing::default()
    };
    for one in candidates {
        if pairing
            .pairs
            .iter()
            .all(|pair| pair.gold != one.gold && pair.found != one.found)
        {
            pairing.pairs.push(one.pair());
        }
    }
    let is_paired = |j: usize| pairing.pairs.iter().any(|pair| pair.found == j);
    let extra = found.iter().enumerate().filter(|(j, item)| {
        let is_kind = row.kinds.is_empty() || row.kinds.contains(&item.kind.as_str());
        let is_aside = aside
            .iter()
            .any(|other| 2 * item.letters.shared(&other.letters) >= item.letters.len());
        let touches = || {
            wanted
                .iter()
                .any(|(_, one)| item.letters.shared(&one.letters) > 0)
        };
        // Such corpora do not annotate indirect speech, so it can be neither right nor wrong.
        let is_free = is_marks && item.kind == "indirect" && !touches();
        is_kind && !is_aside && !is_paired(*j) && !is_free
    });
    let extra = extra.map(|(j, _)| j).collect();
    pairing.extra = extra;
    pairing.missed = wanted
        .iter()
        .map(|(i, _)| *i)
        .filter(|i| pairing.pairs.iter().all(|pair| pair.gold != *i))
        .collect();
    pairing
}

/// Returns all pairs with an intersection over union of at least one half, best first.
fn pair_candidates(
    text: &ScalarText,
    wanted: &[(usize, &QuoteItem)],
    found: &[QuoteItem],
) -> Vec<PairCandidate> {
    let mut candidates = Vec::new();
    for &(i, one) in wanted {
        for (j, other) in found.iter().enumerate() {
            let (both, either) = one.letters.overlap(&other.letters);
            if both > 0 && 2 * both >= either {
                candidates.push(PairCandidate {
                    both,
                    either,
                    is_speaker_right: is_same_speaker(text, one.speaker, other.speaker),
                    gold: i,
                    found: j,
                });
            }
        }
    }
    candidates.sort_by(PairCandidate::best_first);
    candidates
}

/// A possible pair.
struct PairCandidate {
    /// The number of letters in both.
    both: usize,
    /// The number of letters in either.
    either: usize,
    is_speaker_right: bool,
    gold: usize,
    found: usize,
}

impl PairCandidate {
    /// Orders by overlap (descending), right speaker first, then text order.
    fn best_first(&self, other: &Self) -> std::cmp::Ordering {
        (other.both * self.either)
            .cmp(&(self.both * other.either))
            .then_with(|| Reverse(self.is_speaker_right).cmp(&Reverse(other.is_speaker_right)))
            .then_with(|| (self.gold, self.found).cmp(&(other.gold, other.found)))
    }

    const fn pair(&self) -> QuotePair {
        QuotePair {
            gold: self.gold,
            found: self.found,
            is_exact: self.both == self.either,
            is_close: 5 * self.both >= 4 * self.either,
            is_speaker_right: self.is_speaker_right,
        }
    }
}
