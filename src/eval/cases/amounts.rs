//! Compares the figures and dates of a case with those that the engine found.

use serde_json::{Value as Json, json};

use super::case_file::{GoldAmount, GoldCase};
use super::case_result::CaseResult;
use super::located_text::LocatedText;
use crate::annotation::Annotations;
use crate::article::Article;
use crate::eval::amounts::{AmountRecord, PairingMode, ScoredAmount, judge_record, score_record};
use crate::eval::{BadGold, GoldDocument, JudgedFinding};
use crate::text::{ByteOffset, ScalarIndex};

/// The kinds that are dates; all others are figures.
const DATE_KINDS: &[&str] = &["date", "time", "duration", "set"];

/// Compares the figures, the dates or both of a case: as the scoring of the corpora does, by overlap.
pub(super) fn compare_amounts(
    case: &GoldCase,
    article: &Article,
    annotations: &Annotations,
) -> Result<CaseResult, BadGold> {
    let located = LocatedText::new(article.text().as_str());
    let record = record_of(case, &located, article, annotations)?;
    let mut differences = Vec::new();
    let sums = score_record(&record, PairingMode::Span, &[], &mut differences);
    let mut result = CaseResult {
        n_expected: sums.gold,
        n_right: sums.modifier,
        ..CaseResult::default()
    };
    for (how, amount) in differences {
        let words = amount.range.map_or("", |range| article.text().slice(range));
        let value = &amount.value;
        let what = format!(
            "{how} {words:?} {value:?} {} {}",
            amount.unit, amount.modifier
        );
        let what = what.trim_end().to_owned();
        if matches!(how, "wanted" | "missed") {
            result.missed.push(what);
        } else {
            result.extra.push(what);
        }
    }
    result
        .missed
        .extend(missing_objects(case, &located, annotations));
    Ok(result)
}

/// Says of each found figure and date of the kinds that a case lists whether the case has it.
pub(super) fn judge_amounts(
    case: &GoldCase,
    article: &Article,
    annotations: &Annotations,
) -> Result<Vec<JudgedFinding>, BadGold> {
    let located = LocatedText::new(article.text().as_str());
    let record = record_of(case, &located, article, annotations)?;
    Ok(judge_record(&record, &[]))
}

/// Returns the amounts of a case and those found, without what the case does not score.
fn record_of(
    case: &GoldCase,
    located: &LocatedText,
    article: &Article,
    annotations: &Annotations,
) -> Result<AmountRecord, BadGold> {
    let mut gold = Vec::new();
    let amounts = || case.figures.iter().chain(&case.dates).flatten();
    let lists = [(&case.figures, "number"), (&case.dates, "date")];
    for (list, kind) in lists {
        for amount in list.iter().flatten() {
            gold.push(locate_amount(case, located, article, amount, kind)?);
        }
    }
    let document = GoldDocument {
        line: case.line,
        id: case.kind.clone(),
        article: article.clone(),
        gold: [("figures".to_owned(), Json::Array(gold))]
            .into_iter()
            .collect(),
    };
    let mut record = AmountRecord::new(&document, annotations)?;
    record.made.retain(|made| {
        if DATE_KINDS.contains(&made.kind.as_str()) {
            case.dates.is_some()
        } else {
            case.figures.is_some()
        }
    });
    for (gold, amount) in record.gold.iter_mut().zip(amounts()) {
        ignore_unscored(gold, amount, &record.made);
    }
    Ok(record)
}

/// Gives an amount the found unit and modifier where the case says nothing of them.
fn ignore_unscored(gold: &mut ScoredAmount, amount: &GoldAmount, made: &[ScoredAmount]) {
    let overlaps = |made: &&ScoredAmount| {
        gold.range
            .zip(made.range)
            .is_some_and(|(gold, made)| gold.overlaps(made))
    };
    let Some(made) = made.iter().find(overlaps) else {
        return;
    };
    if amount.unit.is_none() {
        gold.unit.clone_from(&made.unit);
    }
    if amount.modifier.is_none() {
        gold.modifier.clone_from(&made.modifier);
    }
}

/// Returns the amount as a gold corpus writes it.
fn locate_amount(
    case: &GoldCase,
    located: &LocatedText,
    article: &Article,
    amount: &GoldAmount,
    kind: &str,
) -> Result<Json, BadGold> {
    let bad = |why: String| BadGold {
        line: case.line,
        why,
    };
    let range = located
        .find_words(&amount.text, amount.nth)
        .ok_or_else(|| {
            let (text, nth) = (&amount.text, amount.nth);
            bad(format!("the text lacks occurrence {nth} of `{text}`"))
        })?;
    let scalars = ScalarIndex::new(article.text().as_str());
    let scalar = |offset: ByteOffset| scalars.scalar(offset);
    let value = serde_json::to_value(&amount.value).map_err(|why| bad(why.to_string()))?;
    Ok(json!({
        "start": scalar(range.start()),
        "end": scalar(range.end()),
        "kind": amount.kind.as_deref().unwrap_or(kind),
        "value": value,
        "unit": amount.unit,
        "modifier": amount.modifier,
    }))
}

/// Returns the figures whose counted words are given and differ from those found.
fn missing_objects(
    case: &GoldCase,
    located: &LocatedText,
    annotations: &Annotations,
) -> Vec<String> {
    let figures = case.figures.iter().flatten();
    figures
        .filter_map(|gold| {
            let of = gold.of.as_deref()?;
            let range = located.find_words(&gold.text, gold.nth)?;
            let mut found = annotations
                .figures()
                .filter(|(item, _)| item.range.overlaps(range));
            let is_right = found.any(|(_, figure)| {
                let expected = (1..).map_while(|nth| located.find_words(of, nth));
                let mut expected = expected.take(16);
                figure
                    .of
                    .is_some_and(|of| expected.any(|range| range == of))
            });
            (!is_right).then(|| format!("{:?} of {of:?}", gold.text))
        })
        .collect()
}
