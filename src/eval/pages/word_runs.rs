//! Compares texts by their runs of four words, as the article extraction benchmark of Scrapinghub does.

use std::collections::HashMap;

/// The number of words of a run, as in that benchmark.
const N_RUN_WORDS: usize = 4;
/// A share of one, in parts per million.
const WHOLE_PPM: u64 = 1_000_000;

/// The agreement of a text with its gold, in parts per million.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct RunScore {
    /// The share of the runs found that are right.
    pub(super) precision: u64,
    /// The share of the right runs that were found.
    pub(super) recall: u64,
}

impl RunScore {
    /// Compares a text with its gold. Runs count as often as they occur; a text of fewer than four words is one run.
    pub(super) fn of_texts(gold: &str, found: &str) -> Self {
        let (gold_words, found_words) = (list_words(gold), list_words(found));
        let (gold_runs, found_runs) = (count_runs(&gold_words), count_runs(&found_words));
        let shared = gold_runs
            .iter()
            .map(|(run, n)| found_runs.get(run).map_or(0, |m| *n.min(m)))
            .sum();
        let total = |runs: &HashMap<&[&str], u64>| runs.values().sum();
        Self {
            precision: share_ppm(shared, total(&found_runs)),
            recall: share_ppm(shared, total(&gold_runs)),
        }
    }

    /// Returns the mean of the scores of several pages; 0 without a page.
    pub(super) fn mean(scores: &[Self]) -> Self {
        let n = scores.iter().map(|_| 1).sum::<u64>().max(1);
        let mean = |part: fn(&Self) -> u64| (scores.iter().map(part).sum::<u64>() + n / 2) / n;
        Self {
            precision: mean(|score| score.precision),
            recall: mean(|score| score.recall),
        }
    }

    /// Returns the harmonic mean of precision and recall.
    pub(super) const fn f1(self) -> u64 {
        let sum = self.precision + self.recall;
        match (2 * self.precision * self.recall).checked_div(sum) {
            Some(f1) => f1,
            None => 0,
        }
    }
}

/// Returns a share as a table shows it: `.957`.
pub(super) fn format_ppm(ppm: u64) -> String {
    let permille = (ppm + 500) / 1000;
    format!("{}.{:03}", permille / 1000, permille % 1000)
}

fn share_ppm(part: u64, whole: u64) -> u64 {
    (part * WHOLE_PPM).checked_div(whole).unwrap_or(WHOLE_PPM)
}

fn list_words(text: &str) -> Vec<&str> {
    let words = text.split(|c: char| !c.is_alphanumeric() && c != '_');
    words.filter(|word| !word.is_empty()).collect()
}

fn count_runs<'w, 't>(words: &'w [&'t str]) -> HashMap<&'w [&'t str], u64> {
    let mut runs = HashMap::new();
    if words.len() < N_RUN_WORDS {
        runs.insert(words, 1);
    }
    for run in words.windows(N_RUN_WORDS) {
        *runs.entry(run).or_insert(0) += 1;
    }
    runs
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn runs_of_four_words_are_counted() {
        let same = RunScore::of_texts("One two, three four.", "one two three four");
        assert_eq!((same.precision, same.recall), (0, 0), "case counts");
        let score = RunScore::of_texts("a b c d e", "x a b c d e f g");
        assert_eq!((score.precision, score.recall), (400_000, WHOLE_PPM));
        assert_eq!(format_ppm(score.f1()), "0.571");
        let twice = RunScore::of_texts("a b c d", "a b c d a b c d");
        assert_eq!(twice.precision, 200_000);
    }

    #[test]
    fn a_page_without_text_finds_nothing() {
        let none = RunScore::of_texts("a b c d e", "");
        assert_eq!((none.precision, none.recall, none.f1()), (0, 0, 0));
        let mean = RunScore::mean(&[none, RunScore::of_texts("a b", "a b")]);
        assert_eq!((mean.precision, mean.recall), (500_000, 500_000));
        assert_eq!(RunScore::mean(&[]), RunScore::default());
    }
}
