//! Scores the reading of feeds: fields of the feed and of its entries, remarks and refusals.
//!
//! The corpus names files and what is right of each; `tests/README.md` describes the format.

mod field_match;
mod gold_feed;

use serde_json::Value;

use super::checks::{CheckScores, GoldCheck, quote_start};
use super::gold_lines::parse_gold_lines;
use super::{BadGold, EvalKind, EvalOptions, Evaluation, ReadFileFn, Report};
use crate::article::Link;
use crate::feeds::{feed_to_json, read_feed};
use field_match::{check_fields, pair_entries};
use gold_feed::GoldFeed;

/// The scoring of feeds.
pub const KIND: EvalKind = EvalKind {
    name: "feeds",
    about: "Feeds: fields of the feed and its entries, remarks, refusals",
    evaluation: Evaluation::Files(evaluate_feeds),
    judge: None,
};

/// Reads each feed of the corpus and compares it with its gold.
///
/// # Errors
///
/// [`BadGold`] if a line is malformed or its file cannot be read.
pub fn evaluate_feeds(
    gold: &str,
    read_file: &ReadFileFn,
    options: EvalOptions,
) -> Result<Report, BadGold> {
    let mut report = Report::default();
    let mut scores = CheckScores::default();
    for (line, feed) in parse_gold_lines::<GoldFeed>(gold)? {
        let bytes = read_file(&feed.file);
        let bytes = bytes.map_err(|why| BadGold { line, why })?;
        let checks = check_feed(&feed, &bytes);
        scores.add(&feed.kind, &checks);
        report.n_documents += 1;
        report.n_bytes += bytes.len();
        if options.lists_errors {
            let lines = checks.iter().filter_map(|check| check.error_line(&feed.id));
            report.errors.extend(lines);
        }
    }
    report.tables = vec![scores.kind_table("feeds"), scores.check_table()];
    Ok(report)
}

fn check_feed(feed: &GoldFeed, bytes: &[u8]) -> Vec<GoldCheck> {
    let address = feed.url.as_deref().and_then(Link::parse);
    let content_type = feed.content_type.as_deref().unwrap_or_default();
    match read_feed(bytes, content_type, address.as_ref()) {
        Err(error) if feed.refused => {
            let message = error.to_string();
            let says = feed.says.iter().map(|said| {
                let has = message.contains(said.as_str());
                let difference =
                    || format!("no {} in {}", quote_start(said), quote_start(&message));
                GoldCheck::of("message", has, difference)
            });
            let refused = GoldCheck::of("refused", true, String::new);
            std::iter::once(refused).chain(says).collect()
        }
        Err(error) => vec![GoldCheck::of("read", false, || format!("refused: {error}"))],
        Ok(_) if feed.refused => {
            vec![GoldCheck::of("refused", false, || {
                "read as a feed".to_owned()
            })]
        }
        Ok(read) => check_read_feed(feed, &feed_to_json(&read)),
    }
}

/// Returns the checks of a feed that was read, as JSON.
fn check_read_feed(feed: &GoldFeed, found: &Value) -> Vec<GoldCheck> {
    let mut checks = vec![GoldCheck::of("read", true, String::new)];
    checks.extend(check_fields("", &feed.feed, found));
    let entries = found.get("entries").and_then(Value::as_array);
    let entries = entries.map_or(&[][..], Vec::as_slice);
    let listed = feed.entries.as_deref().unwrap_or_default();
    if let Some(n_expected) = feed.n_entries.or(feed.entries.as_ref().map(Vec::len)) {
        let difference = || format!("{} instead of {n_expected}", entries.len());
        let is_right = entries.len() == n_expected;
        checks.push(GoldCheck::of("number of entries", is_right, difference));
    }
    for (gold, at) in listed.iter().zip(pair_entries(listed, entries)) {
        let entry = at.and_then(|at| entries.get(at));
        checks.extend(check_fields("entry ", gold, entry.unwrap_or(&Value::Null)));
    }
    if let Some(expected) = &feed.remarks {
        checks.extend(check_remarks(expected, found));
    }
    checks
}

fn check_remarks(expected: &[String], found: &Value) -> Vec<GoldCheck> {
    let remarks = found.get("remarks").map(Value::to_string);
    let remarks = remarks.unwrap_or_default();
    if expected.is_empty() {
        let difference = || format!("{} instead of nothing", quote_start(&remarks));
        return vec![GoldCheck::of("no remarks", remarks == "[]", difference)];
    }
    let checks = expected.iter().map(|segment| {
        let has = remarks.contains(segment.as_str());
        let difference = || format!("no {} in {}", quote_start(segment), quote_start(&remarks));
        GoldCheck::of("remarks", has, difference)
    });
    checks.collect()
}
