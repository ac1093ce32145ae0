//! Scores figures: value, unit and modifier, paired by overlap and by value.

use super::amounts::{Amount, Mode, Record, Sums, Value, score};
use super::{BadGold, Kind, Options, Report, Table, documents, percent};
use crate::engine::Engine;

/// The scoring of figures.
pub const KIND: Kind = Kind {
    name: "figures",
    about: "Figures: value, with unit, with bound or change; by overlap and by value; by kind and phenomenon",
    evaluate,
};

/// Scores figures: precision, recall and F1 of value, unit and modifier, overall and by kind and phenomenon.
///
/// # Errors
///
/// [`BadGold`] if a line of the corpus is malformed.
pub fn evaluate(gold: &str, engine: &Engine, options: Options) -> Result<Report, BadGold> {
    evaluate_kinds(gold, engine, options, &[])
}

/// Scores the given kinds; all kinds that a record annotates if `kinds` is empty.
pub(super) fn evaluate_kinds(
    gold: &str,
    engine: &Engine,
    options: Options,
    kinds: &[&str],
) -> Result<Report, BadGold> {
    let mut report = Report::default();
    let mut records = Vec::new();
    for document in documents(gold) {
        let document = document?;
        report.n_documents += 1;
        report.n_bytes += document.article.text().as_str().len();
        let record = Record::new(&document, &engine.annotate(&document.article))?;
        let is_listed = options.lists_errors;
        if is_listed {
            let mut errors = Vec::new();
            // Listing by overlap needs the position of every gold amount.
            let mode = if record.gold.iter().all(|gold| gold.range.is_some()) {
                Mode::Span
            } else {
                Mode::Value
            };
            score(&record, mode, &wanted(&record, kinds), &mut errors);
            errors.sort_by_key(|(_, amount)| amount.range);
            let text = document.article.text();
            report.errors.extend(errors.iter().map(|(how, amount)| {
                let words = amount.range.map_or("", |range| text.slice(range));
                format!("{}: {how} {}", document.id, describe(words, amount))
            }));
        }
        records.push(record);
    }
    for (mode, title) in [(Mode::Span, "by overlap"), (Mode::Value, "by value")] {
        report.tables.push(overall(&records, mode, title, kinds));
    }
    report.tables.push(by_kind(&records, kinds));
    report.tables.extend(by_category(&records, kinds));
    Ok(report)
}

/// Returns those of `kinds` that a record annotates.
fn wanted<'a>(record: &Record, kinds: &[&'a str]) -> Vec<&'a str> {
    let is_marked =
        |kind: &&str| record.scope.is_empty() || record.scope.iter().any(|known| known == kind);
    kinds.iter().copied().filter(is_marked).collect()
}

fn describe(words: &str, amount: &Amount) -> String {
    let value = show(&amount.value);
    format!(
        "{words:?} {} {value} {} {}",
        amount.kind, amount.unit, amount.modifier
    )
    .trim_end()
    .to_owned()
}

fn show(value: &Value) -> String {
    match value {
        Value::None => "none".to_owned(),
        Value::Number(n) => n.to_string(),
        Value::Time(time) => time.clone(),
        Value::Pair(ends) => ends.iter().map(show).collect::<Vec<_>>().join(".."),
    }
}

fn sums<'a>(records: impl Iterator<Item = &'a Record>, mode: Mode, kinds: &[&str]) -> Sums {
    let mut sums = Sums::default();
    for record in records {
        sums.add(score(record, mode, &wanted(record, kinds), &mut Vec::new()));
    }
    sums
}

fn overall(records: &[Record], mode: Mode, title: &str, kinds: &[&str]) -> Table {
    let mut table = Table::new(title, &["", "gold", "found", "right", "P", "R", "F1"]);
    let sums = sums(records.iter(), mode, kinds);
    let mut rows = vec![
        ("value", sums.value),
        ("+ unit", sums.unit),
        ("+ modifier", sums.modifier),
    ];
    if mode == Mode::Span {
        rows.extend([("exact span", sums.exact), ("overlap", sums.overlap)]);
    }
    for (name, right) in rows {
        table.push(row(name, sums, right));
    }
    let measured = percent(sums.measured_right, sums.measured);
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
    table.push(share("unit accuracy", percent(sums.unit, sums.value)));
    table.push(share("unit accuracy, measured", measured));
    if mode == Mode::Span {
        table.push(share("value accuracy", percent(sums.value, sums.overlap)));
        table.push(share("kind accuracy", percent(sums.kind, sums.overlap)));
    }
    table
}

fn row(name: &str, sums: Sums, right: u64) -> Vec<String> {
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

fn by_kind(records: &[Record], kinds: &[&str]) -> Table {
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
    let mut table = Table::new(
        "by kind, value and kind right",
        &["kind", "gold", "found", "right", "P", "R", "F1"],
    );
    for name in names {
        let sums = sums(records.iter(), Mode::Span, &[name]);
        table.push(row(name, sums, sums.value));
    }
    table
}

fn by_category(records: &[Record], kinds: &[&str]) -> Option<Table> {
    let mut names: Vec<&str> = Vec::new();
    for name in records
        .iter()
        .filter_map(|record| record.category.as_deref())
    {
        if !names.contains(&name) {
            names.push(name);
        }
    }
    let mut table = Table::new(
        "by phenomenon",
        &["phenomenon", "figures", "value R", "+ unit R", "false"],
    );
    for name in &names {
        let some = records
            .iter()
            .filter(|record| record.category.as_deref() == Some(name));
        let sums = sums(some, Mode::Span, kinds);
        table.push(vec![
            (*name).to_owned(),
            sums.gold.to_string(),
            percent(sums.value, sums.gold),
            percent(sums.unit, sums.gold),
            (sums.found - sums.overlap.min(sums.found)).to_string(),
        ]);
    }
    (!names.is_empty()).then_some(table)
}
