//! Scores figures: value, unit and modifier, paired by overlap and by value.

use super::amounts::{
    AmountRecord, AmountSums, AmountValue, PairingMode, ScoredAmount, judge_record, score_record,
};
use super::{
    BadGold, EvalKind, EvalOptions, Evaluation, JudgedDocument, MainScore, Report, ReportTable,
    parse_documents, percent_of,
};
use crate::engine::Engine;

/// The scoring of figures.
pub const KIND: EvalKind = EvalKind {
    name: "figures",
    about: "Figures: value, with unit, with bound or change; by overlap and by value; by kind and phenomenon",
    evaluation: Evaluation::Texts(evaluate_figures),
    judge: Some(judge_figures),
};

/// Scores figures: precision, recall and F1 of value, unit and modifier, overall and by kind and phenomenon.
///
/// # Errors
///
/// [`BadGold`] if a line of the corpus is malformed.
pub fn evaluate_figures(
    gold: &str,
    engine: &Engine,
    options: EvalOptions,
) -> Result<Report, BadGold> {
    evaluate_kinds(gold, engine, options, &[])
}

/// Says of each found figure and date of the kinds that a corpus annotates whether its value and unit are right.
///
/// # Errors
///
/// [`BadGold`] if a line of the corpus is malformed.
pub fn judge_figures(gold: &str, engine: &Engine) -> Result<Vec<JudgedDocument>, BadGold> {
    judge_kinds(gold, engine, &[])
}

/// Judges the given kinds; all kinds that a record annotates if `kinds` is empty.
pub(super) fn judge_kinds(
    gold: &str,
    engine: &Engine,
    kinds: &[&str],
) -> Result<Vec<JudgedDocument>, BadGold> {
    let mut judged = Vec::new();
    for document in parse_documents(gold) {
        let document = document?;
        let (annotations, trace) = engine.explain(&document.article);
        let record = AmountRecord::new(&document, &annotations)?;
        let mut one = JudgedDocument::of_trace(&trace);
        let counted = counted_kinds(&record, kinds);
        one.findings = judge_record(&record, &counted);
        judged.push(one);
    }
    Ok(judged)
}

/// Scores the given kinds; all kinds that a record annotates if `kinds` is empty.
pub(super) fn evaluate_kinds(
    gold: &str,
    engine: &Engine,
    options: EvalOptions,
    kinds: &[&str],
) -> Result<Report, BadGold> {
    let mut report = Report::default();
    let mut records = Vec::new();
    for document in parse_documents(gold) {
        let document = document?;
        report.n_documents += 1;
        report.n_bytes += document.article.text().as_str().len();
        let record = AmountRecord::new(&document, &engine.annotate(&document.article))?;
        let is_listed = options.lists_errors;
        if is_listed {
            let mut errors = Vec::new();
            // Listing by overlap needs the position of every gold amount.
            let mode = if record.gold.iter().all(|gold| gold.range.is_some()) {
                PairingMode::Span
            } else {
                PairingMode::Value
            };
            score_record(&record, mode, &counted_kinds(&record, kinds), &mut errors);
            errors.sort_by_key(|(_, amount)| amount.range);
            let text = document.article.text();
            report.errors.extend(errors.iter().map(|(how, amount)| {
                let words = amount.range.map_or("", |range| text.slice(range));
                format!("{}: {how} {}", document.id, describe_amount(words, amount))
            }));
        }
        records.push(record);
    }
    report.main_score = Some(MainScore {
        name: "F1 of values by overlap",
        counts: {
            let sums = sum_scores(records.iter(), PairingMode::Span, kinds);
            sums.counts(sums.value)
        },
    });
    for (mode, title) in [
        (PairingMode::Span, "by overlap"),
        (PairingMode::Value, "by value"),
    ] {
        report
            .tables
            .push(overall_table(&records, mode, title, kinds));
    }
    report.tables.push(kind_table(&records, kinds));
    report.tables.extend(category_table(&records, kinds));
    Ok(report)
}

/// Returns those of `kinds` that a record annotates.
fn counted_kinds<'a>(record: &AmountRecord, kinds: &[&'a str]) -> Vec<&'a str> {
    let is_marked =
        |kind: &&str| record.scope.is_empty() || record.scope.iter().any(|known| known == kind);
    kinds.iter().copied().filter(is_marked).collect()
}

fn describe_amount(words: &str, amount: &ScoredAmount) -> String {
    let value = format_value(&amount.value);
    format!(
        "{words:?} {} {value} {} {}",
        amount.kind, amount.unit, amount.modifier
    )
    .trim_end()
    .to_owned()
}

fn format_value(value: &AmountValue) -> String {
    match value {
        AmountValue::None => "none".to_owned(),
        AmountValue::Number(n) => n.to_string(),
        AmountValue::Time(time) => time.clone(),
        AmountValue::Pair(ends) => ends.iter().map(format_value).collect::<Vec<_>>().join(".."),
    }
}

fn sum_scores<'a>(
    records: impl Iterator<Item = &'a AmountRecord>,
    mode: PairingMode,
    kinds: &[&str],
) -> AmountSums {
    let mut sums = AmountSums::default();
    for record in records {
        sums.add(score_record(
            record,
            mode,
            &counted_kinds(record, kinds),
            &mut Vec::new(),
        ));
    }
    sums
}

fn overall_table(
    records: &[AmountRecord],
    mode: PairingMode,
    title: &str,
    kinds: &[&str],
) -> ReportTable {
    let mut table = ReportTable::new(title, &["", "gold", "found", "right", "P", "R", "F1"]);
    let sums = sum_scores(records.iter(), mode, kinds);
    let mut rows = vec![
        ("value", sums.value),
        ("+ unit", sums.unit),
        ("+ modifier", sums.modifier),
    ];
    if mode == PairingMode::Span {
        rows.extend([("exact span", sums.exact), ("overlap", sums.overlap)]);
    }
    for (name, right) in rows {
        table.push(table_row(name, sums, right));
    }
    let measured = percent_of(sums.measured_right, sums.measured);
    let share = |name: &str, share: String| {
        vec![
            name.to_owned(),
            String::new(),
            String::new(),
            String::new(),
            String::new(),
            String::new(),
            share,
        ]
    };
    table.push(share("unit accuracy", percent_of(sums.unit, sums.value)));
    table.push(share("unit accuracy, measured", measured));
    if mode == PairingMode::Span {
        table.push(share(
            "value accuracy",
            percent_of(sums.value, sums.overlap),
        ));
        table.push(share("kind accuracy", percent_of(sums.kind, sums.overlap)));
    }
    table
}

fn table_row(name: &str, sums: AmountSums, right: u64) -> Vec<String> {
    let counts = sums.counts(right);
    let tenths =
        |n: Option<u64>| n.map_or_else(|| "–".to_owned(), |n| format!("{}.{}", n / 10, n % 10));
    vec![
        name.to_owned(),
        sums.gold.to_string(),
        sums.found.to_string(),
        right.to_string(),
        tenths(counts.precision()),
        tenths(counts.recall()),
        tenths(counts.f1()),
    ]
}

fn kind_table(records: &[AmountRecord], kinds: &[&str]) -> ReportTable {
    let mut names: Vec<&str> = Vec::new();
    for record in records {
        for amount in &record.gold {
            let is_wanted = kinds.is_empty() || kinds.contains(&amount.kind.as_str());
            if is_wanted && !names.contains(&amount.kind.as_str()) {
                names.push(&amount.kind);
            }
        }
    }
    names.sort_unstable();
    let mut table = ReportTable::new(
        "by kind, value and kind right",
        &["kind", "gold", "found", "right", "P", "R", "F1"],
    );
    for name in names {
        let sums = sum_scores(records.iter(), PairingMode::Span, &[name]);
        table.push(table_row(name, sums, sums.value));
    }
    table
}

fn category_table(records: &[AmountRecord], kinds: &[&str]) -> Option<ReportTable> {
    let mut names: Vec<&str> = Vec::new();
    for name in records
        .iter()
        .filter_map(|record| record.category.as_deref())
    {
        if !names.contains(&name) {
            names.push(name);
        }
    }
    let mut table = ReportTable::new(
        "by phenomenon",
        &["phenomenon", "figures", "value R", "+ unit R", "false"],
    );
    for name in &names {
        let some = records
            .iter()
            .filter(|record| record.category.as_deref() == Some(name));
        let sums = sum_scores(some, PairingMode::Span, kinds);
        table.push(vec![
            (*name).to_owned(),
            sums.gold.to_string(),
            percent_of(sums.value, sums.gold),
            percent_of(sums.unit, sums.gold),
            (sums.found - sums.overlap.min(sums.found)).to_string(),
        ]);
    }
    (!names.is_empty()).then_some(table)
}
