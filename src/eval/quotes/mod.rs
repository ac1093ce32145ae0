//! Scores quotes: their borders and their speakers.
//!
//! A found quote overlaps a gold quote if the intersection over union of their letters is at least one half. It counts
//! as found end to end if that is at least four fifths and the speaker is the same. A quote in several pieces is one
//! quote, as in the exports. Some corpora list each range in quotation marks separately (`"marks": true`); there each of
//! the stretches in marks is compared by itself.

mod judge;
mod kind;
mod letter_overlap;
mod quote_item;
mod quote_pairing;
mod read_quotes;
mod speaker;
mod traits;

use std::collections::BTreeMap;

use serde_json::Value;

use super::{
    BadGold, EvalKind, EvalOptions, Evaluation, GoldDocument, ItemCounts, MainScore, Report,
    ReportTable, parse_documents, percent_of,
};
use crate::engine::Engine;
use crate::invariant::ExpectOr;

pub use judge::judge_quotes;

use letter_overlap::ScalarText;
use quote_item::{QuoteItem, TALLY_ROWS};
use quote_pairing::{QuotePairing, pair_quotes};
use read_quotes::{found_quotes, gold_quotes};

/// The scoring of quotes.
pub const KIND: EvalKind = EvalKind {
    name: "quotes",
    about: "Quotes: the words, and the speaker; by kind, place and form of the speaker, length",
    evaluation: Evaluation::Texts(evaluate_quotes),
    judge: Some(judge_quotes),
};

/// The counts of a row.
#[derive(Clone, Copy, Default)]
struct QuoteTally {
    /// Gold quotes.
    gold: u64,
    /// Found quotes.
    found: u64,
    /// Pairs with the same letters.
    exact: u64,
    /// Pairs.
    overlap: u64,
    /// Pairs with the right speaker.
    speaker: u64,
    /// Pairs found end to end.
    end: u64,
}

/// Scores quotes by kind, and computes the recall per trait that makes quotes hard.
///
/// # Errors
///
/// [`BadGold`] if a line of the corpus is malformed.
pub fn evaluate_quotes(
    gold: &str,
    engine: &Engine,
    options: EvalOptions,
) -> Result<Report, BadGold> {
    let mut report = Report::default();
    let mut tallies = vec![QuoteTally::default(); TALLY_ROWS.len()];
    let mut by_trait: BTreeMap<&'static str, (u64, u64)> = BTreeMap::new();
    for document in parse_documents(gold) {
        let document = document?;
        report.n_documents += 1;
        report.n_bytes += document.article.text().as_str().len();
        let text = ScalarText::new(document.article.text().as_str());
        let is_marks = document.gold.get("marks").and_then(Value::as_bool) == Some(true);
        let wanted = gold_quotes(&document, &text)?;
        let annotations = engine.annotate(&document.article);
        let found = found_quotes(&document, &annotations, &text, is_marks);
        for (row, tally) in TALLY_ROWS.iter().zip(&mut tallies) {
            let pairing = pair_quotes(&text, &wanted, &found, row, is_marks);
            tally.add(&pairing);
            if options.lists_errors && row.is_all() {
                report
                    .errors
                    .extend(list_errors(&document, &text, &wanted, &found, &pairing));
            }
        }
        traits::count_traits(&text, &wanted, &found, &mut by_trait);
    }
    report.main_score = main_score(&tallies);
    report.tables.push(score_table(&tallies));
    report.tables.push(recall_table(&by_trait));
    Ok(report)
}

/// Returns the F1 of quotes found end to end, over all kinds.
fn main_score(tallies: &[QuoteTally]) -> Option<MainScore> {
    let mut rows = TALLY_ROWS.iter().zip(tallies);
    let (_, all) = rows.find(|(row, _)| row.is_all())?;
    Some(MainScore {
        name: "F1 of quotes with their speakers",
        counts: all.counts(all.end),
    })
}

impl QuoteTally {
    fn add(&mut self, pairing: &QuotePairing) {
        let count = |n: usize| u64::try_from(n).expect_or(u64::MAX, "a count has at most 64 bits");
        self.gold += count(pairing.n_gold);
        self.found += count(pairing.pairs.len() + pairing.extra.len());
        self.overlap += count(pairing.pairs.len());
        for known in &pairing.pairs {
            self.exact += u64::from(known.is_exact);
            self.speaker += u64::from(known.is_speaker_right);
            self.end += u64::from(known.is_close && known.is_speaker_right);
        }
    }

    const fn counts(self, hits: u64) -> ItemCounts {
        ItemCounts {
            gold: self.gold,
            found: self.found,
            right: hits,
            matched: hits,
        }
    }
}

fn score_table(tallies: &[QuoteTally]) -> ReportTable {
    let mut table = ReportTable::new(
        "",
        &[
            "kind",
            "gold",
            "found",
            "exact F1",
            "overlap P",
            "R",
            "F1",
            "speaker",
            "end P",
            "R",
            "F1",
        ],
    );
    let share = |part: Option<u64>| {
        part.map_or_else(
            || "–".to_owned(),
            |tenths| format!("{}.{}", tenths / 10, tenths % 10),
        )
    };
    for (row, tally) in TALLY_ROWS
        .iter()
        .zip(tallies)
        .filter(|(_, tally)| tally.gold + tally.found > 0)
    {
        let (exact, overlap, end) = (
            tally.counts(tally.exact),
            tally.counts(tally.overlap),
            tally.counts(tally.end),
        );
        table.push(vec![
            row.name.to_owned(),
            tally.gold.to_string(),
            tally.found.to_string(),
            share(exact.f1()),
            share(overlap.precision()),
            share(overlap.recall()),
            share(overlap.f1()),
            percent_of(tally.speaker, tally.overlap),
            share(end.precision()),
            share(end.recall()),
            share(end.f1()),
        ]);
    }
    table
}

fn recall_table(by_trait: &BTreeMap<&'static str, (u64, u64)>) -> ReportTable {
    let mut table = ReportTable::new("Found end to end", &["quotes", "gold", "right", "R"]);
    for (name, (gold, right)) in by_trait {
        table.push(vec![
            (*name).to_owned(),
            gold.to_string(),
            right.to_string(),
            percent_of(*right, *gold),
        ]);
    }
    table
}

fn list_errors(
    document: &GoldDocument,
    text: &ScalarText,
    wanted: &[QuoteItem],
    found: &[QuoteItem],
    pairing: &QuotePairing,
) -> Vec<String> {
    let show = |how: &str, item: &QuoteItem| {
        let speaker = item
            .speaker
            .map_or_else(|| "nobody".to_owned(), |span| text.words(span));
        format!(
            "{}: {how} {:?} by {speaker}",
            document.id,
            text.words((item.start(), item.end()))
        )
    };
    let mut lines = Vec::new();
    for number in &pairing.missed {
        lines.extend(wanted.get(*number).map(|item| show("missed", item)));
    }
    for number in &pairing.extra {
        lines.extend(found.get(*number).map(|item| show("wrong", item)));
    }
    for pair in pairing.pairs.iter().filter(|pair| !pair.is_speaker_right) {
        let name = found
            .get(pair.found)
            .and_then(|item| item.speaker)
            .map_or_else(|| "nobody".to_owned(), |span| text.words(span));
        lines.extend(
            wanted
                .get(pair.gold)
                .map(|item| format!("{}, found as by {name}", show("speaker of", item))),
        );
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check_table(gold: &str, expected: &str) {
        let (engine, _) = Engine::new(&[]).expect("an engine");
        let report =
            evaluate_quotes(gold, &engine, EvalOptions { lists_errors: true }).expect("good gold");
        let printed = report.to_string();
        let all = printed
            .lines()
            .find(|line| line.starts_with("all"))
            .expect("a row");
        assert_eq!(
            all.split_whitespace().collect::<Vec<_>>().join(" "),
            expected,
            "{printed}"
        );
    }

    #[test]
    fn a_quote_is_right_with_its_words_and_its_speaker() {
        check_table(
            r#"{"text": "“We won,” said Ana Roe.", "quotes": [{"start": 0, "end": 9, "kind": "direct", "speaker": [15, 22]}]}"#,
            "all 1 1 100.0 100.0 100.0 100.0 100.0 100.0 100.0 100.0",
        );
        check_table(
            r#"{"text": "“We won,” said Ana Roe.", "quotes": [{"start": 0, "end": 9, "kind": "direct", "speaker": null}]}"#,
            "all 1 1 100.0 100.0 100.0 100.0 0.0 0.0 0.0 0.0",
        );
    }

    #[test]
    fn a_quote_in_pieces_is_one_unless_the_corpus_lists_its_stretches_apart() {
        let quotes = r#"[{"start": 0, "end": 9, "kind": "direct", "speaker": [10, 13]}, {"start": 20, "end": 31, "kind": "direct", "speaker": [10, 13]}]"#;
        let text = "“We won,” Ana said, “in May 20.”";
        check_table(
            &format!(r#"{{"marks": true, "text": "{text}", "quotes": {quotes}}}"#),
            "all 2 2 100.0 100.0 100.0 100.0 100.0 100.0 100.0 100.0",
        );
        check_table(
            &format!(r#"{{"text": "{text}", "quotes": {quotes}}}"#),
            "all 2 1 0.0 100.0 50.0 66.7 100.0 0.0 0.0 0.0",
        );
    }

    #[test]
    fn what_is_ignored_counts_neither_way() {
        check_table(
            r#"{"marks": true, "text": "“We won,” said Ana Roe.", "quotes": [{"start": 0, "end": 9, "speech": true, "ignore": true, "kind": "direct", "speaker": null}, {"start": 15, "end": 18, "kind": "direct", "speaker": null}]}"#,
            "all 1 0 0.0 – 0.0 0.0 – – 0.0 0.0",
        );
    }
}
