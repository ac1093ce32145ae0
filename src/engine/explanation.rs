//! Completes the trace of an article so that it explains every finding.

use super::lexeme::hash::HashSet;
use super::passes::find_rule;
use super::rule::{Evidence, TraceEntry};
use crate::annotation::{Annotation, AnnotationKind, Annotations, RuleId};

/// Adds an entry for each finding and each speaker that has none with its rule and range yet, with the parts of the
/// finding as evidence. Returns all entries by start; entries at one place keep their order.
pub(super) fn complete_trace(mut entries: Vec<TraceEntry>, found: &Annotations) -> Vec<TraceEntry> {
    let known: HashSet<_> = entries
        .iter()
        .map(|entry| (entry.rule, entry.range))
        .collect();
    let missing = found.items().iter().flat_map(entries_of);
    let missing: Vec<_> = missing
        .filter(|entry| !known.contains(&(entry.rule, entry.range)))
        .collect();
    entries.extend(missing);
    entries.sort_by_key(|entry| entry.range.start());
    entries
}

/// Returns trace entries for the rules that a finding itself names.
fn entries_of(item: &Annotation) -> Vec<TraceEntry> {
    let entry = |evidence| TraceEntry {
        rule: item.by,
        summary: summary_of(item.by),
        range: item.range,
        evidence,
    };
    match &item.kind {
        AnnotationKind::Quote(quote) => {
            let cue = quote.cue.map(|range| Evidence {
                label: "cue",
                range,
            });
            let speaker = quote.speaker.range().map(|range| TraceEntry {
                rule: quote.speaker_by,
                summary: summary_of(quote.speaker_by),
                range,
                evidence: cue.into_iter().collect(),
            });
            let made = entry(cue.into_iter().collect());
            [Some(made), speaker].into_iter().flatten().collect()
        }
        AnnotationKind::Figure(figure) => {
            let counted = figure.of.map(|range| Evidence {
                label: "counted",
                range,
            });
            vec![entry(counted.into_iter().collect())]
        }
        _ => vec![entry(Vec::new())],
    }
}

/// Returns the summary of a rule; empty for an id that is not registered, as in tests.
fn summary_of(rule: RuleId) -> &'static str {
    find_rule(rule.0).map_or("", |rule| rule.summary)
}
