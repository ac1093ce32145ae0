//! Says of each found quote and speaker whether a gold corpus agrees.

use serde_json::Value;

use super::letter_overlap::ScalarText;
use super::quote_item::{QuoteItem, QuoteSource, TALLY_ROWS};
use super::quote_pairing::{QuotePair, pair_quotes};
use super::read_quotes::{found_quotes, gold_quotes};
use crate::engine::Engine;
use crate::eval::{BadGold, JudgedDocument, JudgedFinding, JudgedTask, parse_documents};

/// Says of each found quote whether its words are right (an intersection over union of at least four fifths), and of
/// each speaker whether it is the right one. Speakers of quotes that are in no pair are not judged, and neither are
/// quotes that a corpus does not score.
///
/// # Errors
///
/// [`BadGold`] if a line of the corpus is malformed.
pub fn judge_quotes(gold: &str, engine: &Engine) -> Result<Vec<JudgedDocument>, BadGold> {
    let mut judged = Vec::new();
    for document in parse_documents(gold) {
        let document = document?;
        let text = ScalarText::new(document.article.text().as_str());
        let is_marks = document.gold.get("marks").and_then(Value::as_bool) == Some(true);
        let wanted = gold_quotes(&document, &text)?;
        let (annotations, trace) = engine.explain(&document.article);
        let found = found_quotes(&document, &annotations, &text, is_marks);
        let mut one = JudgedDocument::of_trace(&trace);
        for row in TALLY_ROWS.iter().filter(|row| row.is_all()) {
            let pairing = pair_quotes(&text, &wanted, &found, row, is_marks);
            for pair in &pairing.pairs {
                one.findings.extend(judge_pair(pair, found.get(pair.found)));
            }
            let extra = pairing.extra.iter().filter_map(|index| found.get(*index));
            let extra = extra.filter_map(|item| item.source);
            one.findings
                .extend(extra.map(|source| judge_words(source, false)));
        }
        judged.push(one);
    }
    Ok(judged)
}

fn judge_pair(pair: &QuotePair, found: Option<&QuoteItem>) -> Vec<JudgedFinding> {
    let Some((item, source)) = found.and_then(|item| Some((item, item.source?))) else {
        return Vec::new();
    };
    let mut judged = vec![judge_words(source, pair.is_close)];
    if item.speaker.is_some() {
        judged.push(JudgedFinding {
            task: JudgedTask::Speakers,
            rule: source.speaker_rule,
            confidence: source.speaker_confidence,
            is_right: pair.is_speaker_right,
        });
    }
    judged
}

const fn judge_words(source: QuoteSource, is_right: bool) -> JudgedFinding {
    JudgedFinding {
        task: JudgedTask::Quotes,
        rule: source.rule,
        confidence: source.confidence,
        is_right,
    }
}
