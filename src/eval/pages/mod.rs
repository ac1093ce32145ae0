//! Scores the readers of pages and text files: the running text, what must and must not be in it, and the metadata.
//!
//! The corpus names files and what is right of each; `tests/README.md` describes the format.

mod gold_page;
mod metadata;
mod refusal;
mod running_text;
mod word_runs;

use std::collections::BTreeMap;

use super::checks::{CheckScores, GoldCheck, quote_start};
use super::gold_lines::parse_gold_lines;
use super::{BadGold, EvalKind, EvalOptions, Evaluation, ReadFileFn, Report, ReportTable};
use crate::article::read::{ReadError, SourceHint, read_article};
use crate::article::{Article, Link};
use gold_page::GoldPage;
use refusal::refusal_kind;
use running_text::{RunningText, check_segments, check_text};
use word_runs::{RunScore, format_ppm};

/// The scoring of pages.
pub const KIND: EvalKind = EvalKind {
    name: "pages",
    about: "Pages and text files: the text by runs of four words, segments in and out, metadata, refusals",
    evaluation: Evaluation::Files(evaluate_pages),
    judge: None,
};

/// The scores of the texts, and what was asked, so far.
#[derive(Default)]
struct PageScores {
    runs: BTreeMap<String, Vec<RunScore>>,
    /// Pages by kind that were refused and should not have been.
    refused: BTreeMap<String, u64>,
    checks: CheckScores,
}

/// Reads each page of the corpus and compares it with its gold.
///
/// # Errors
///
/// [`BadGold`] if a line is malformed or its file cannot be read.
pub fn evaluate_pages(
    gold: &str,
    read_file: &ReadFileFn,
    options: EvalOptions,
) -> Result<Report, BadGold> {
    let mut report = Report::default();
    let mut scores = PageScores::default();
    for (line, page) in parse_gold_lines::<GoldPage>(gold)? {
        let bytes = read_file(&page.file);
        let bytes = bytes.map_err(|why| BadGold { line, why })?;
        let checks = scores.add(&page, &read_page(&page, &bytes));
        report.n_documents += 1;
        report.n_bytes += bytes.len();
        if options.lists_errors {
            let lines = checks.iter().filter_map(|check| check.error_line(&page.id));
            report.errors.extend(lines);
        }
    }
    report.tables = vec![
        scores.text_table(),
        scores.checks.kind_table("pages"),
        scores.checks.check_table(),
    ];
    Ok(report)
}

fn read_page(page: &GoldPage, bytes: &[u8]) -> Result<Article, ReadError> {
    let hint = SourceHint {
        name: page.file.rsplit('/').next().map(str::to_owned),
        content_type: page.content_type.clone(),
        base: page.url.as_deref().and_then(Link::parse),
    };
    read_article(bytes, &hint)
}

impl PageScores {
    /// Counts one page and returns its checks.
    fn add(&mut self, page: &GoldPage, read: &Result<Article, ReadError>) -> Vec<GoldCheck> {
        let found = read.as_ref().ok().map(RunningText::of_article);
        if let Some(gold) = page.text.as_ref().filter(|_| page.refused.is_none()) {
            let text = found.as_ref().map(RunningText::joined);
            let score = RunScore::of_texts(gold, &text.unwrap_or_default());
            self.runs.entry(page.kind.clone()).or_default().push(score);
        }
        let is_wrongly_refused = read.is_err() && page.refused.is_none();
        *self.refused.entry(page.kind.clone()).or_default() += u64::from(is_wrongly_refused);
        let mut checks = vec![check_refusal(page, read)];
        if let (Ok(article), Some(found), None) = (read, &found, &page.refused) {
            checks.extend(check_text(page, found));
            checks.extend(check_segments(page, article));
            checks.extend(metadata::check_metadata(page, article));
            checks.extend(check_notes(page, article));
        }
        if let (Err(error), Some(_)) = (read, &page.refused) {
            let message = format!("{error} {}", error.advice());
            for said in &page.says {
                let has = message.contains(said.as_str());
                let difference =
                    || format!("no {} in {}", quote_start(said), quote_start(&message));
                checks.push(GoldCheck::of("message", has, difference));
            }
        }
        self.checks.add(&page.kind, &checks);
        checks
    }

    fn text_table(&self) -> ReportTable {
        let columns = ["", "texts", "P", "R", "F1", "refused"];
        let mut table = ReportTable::new("text, by runs of four words", &columns);
        let all: Vec<RunScore> = self.runs.values().flatten().copied().collect();
        let mut push = |name: &str, scores: &[RunScore], n_refused: u64| {
            let mean = RunScore::mean(scores);
            table.push(vec![
                name.to_owned(),
                scores.len().to_string(),
                format_ppm(mean.precision),
                format_ppm(mean.recall),
                format_ppm(mean.f1()),
                n_refused.to_string(),
            ]);
        };
        push("all", &all, self.refused.values().sum());
        for (kind, scores) in &self.runs {
            let n_refused = self.refused.get(kind).copied();
            push(kind, scores, n_refused.unwrap_or(0));
        }
        table
    }
}

/// Returns the check of whether a page was refused as the gold asks, or not refused.
fn check_refusal(page: &GoldPage, read: &Result<Article, ReadError>) -> GoldCheck {
    match (&page.refused, read) {
        (None, read) => GoldCheck::of("read", read.is_ok(), || match read {
            Err(error) => format!("refused: {error}"),
            Ok(_) => String::new(),
        }),
        (Some(expected), Ok(_)) => GoldCheck::of("refused", false, || {
            format!("read as an article instead of refused as {expected}")
        }),
        (Some(expected), Err(error)) => {
            let found = refusal_kind(error);
            GoldCheck::of("refused", found == expected, || {
                format!("refused as {found} instead of {expected}: {error}")
            })
        }
    }
}

/// Returns the checks of the notes about what was left out.
fn check_notes(page: &GoldPage, article: &Article) -> Vec<GoldCheck> {
    let Some(expected) = &page.notes else {
        return Vec::new();
    };
    let notes = article.notes();
    if expected.is_empty() {
        let found = || format!("{} instead of nothing", quote_start(&notes.join(" ")));
        return vec![GoldCheck::of("no notes", notes.is_empty(), found)];
    }
    let has = |segment: &String| notes.iter().any(|note| note.contains(segment.as_str()));
    let checks = expected.iter().map(|segment| {
        let difference = || {
            format!(
                "no {} in {}",
                quote_start(segment),
                quote_start(&notes.join(" "))
            )
        };
        GoldCheck::of("notes", has(segment), difference)
    });
    checks.collect()
}
