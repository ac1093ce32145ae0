//! Explains findings: assigns the applications of rules to the findings that they led to, and describes them in words.

use std::collections::HashSet;

use super::{Annotation, Annotations, Confidence, Quote, TraceEntry};
use crate::invariant::ExpectOr;
use crate::text::{ByteRange, Text};

/// The rules that led to one finding.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FindingExplanation<'a> {
    /// The rules that found or changed it, in the order in which they applied.
    pub finding: Vec<&'a TraceEntry>,
    /// The rules that found its speaker; empty unless it is a quote with a speaker.
    pub speaker: Vec<&'a TraceEntry>,
}

/// A line of an explanation in words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ExplanationLine {
    /// How deep it is indented, from 0.
    pub depth: u16,
    /// The words, on one line.
    pub words: String,
}

impl ExplanationLine {
    fn new(depth: u16, words: String) -> Self {
        Self { depth, words }
    }
}

impl FindingExplanation<'_> {
    /// Returns the explanation of `item` in words: its type and confidence, then each rule with what it does and its
    /// evidence; for a quote the same of its speaker.
    pub fn lines(
        &self,
        item: &Annotation,
        annotations: &Annotations,
        text: &Text,
    ) -> Vec<ExplanationLine> {
        let what = describe_type(item, annotations);
        let mut lines = vec![ExplanationLine::new(
            0,
            with_confidence(&what, item.confidence),
        )];
        for entry in &self.finding {
            lines.extend(describe_entry(entry, text));
        }
        if let Some(quote) = item.kind.quote()
            && let Some(range) = quote.speaker.range()
        {
            let entity = quote.speaker.entity();
            let entity = entity.and_then(|id| annotations.entity(id));
            let name = entity.map_or_else(|| fold_line(text, range), |entity| entity.name.clone());
            let speaker = format!("speaker {name}");
            let speaker = with_confidence(&speaker, quote.speaker_confidence);
            lines.push(ExplanationLine::new(0, speaker));
            for entry in &self.speaker {
                lines.extend(describe_entry(entry, text));
            }
        }
        lines
    }
}

/// Returns the lines for one application of a rule: the rule's id and summary, and the evidence.
pub fn describe_entry(entry: &TraceEntry, text: &Text) -> Vec<ExplanationLine> {
    let rule = format!("{}: {}", entry.rule, entry.summary);
    let mut lines = vec![ExplanationLine::new(1, rule)];
    lines.extend(entry.evidence.iter().map(|evidence| {
        let words = format!("{}: {}", evidence.label, fold_line(text, evidence.range));
        ExplanationLine::new(2, words)
    }));
    lines
}

/// Returns a finding's type in words: `direct quote`, `figure (money)`, `Ada Roe (person, short)`.
fn describe_type(item: &Annotation, annotations: &Annotations) -> String {
    let kind = &item.kind;
    if let Some(mention) = kind.mention()
        && let Some(entity) = annotations.entity(mention.entity)
    {
        let (name, sort, form) = (&entity.name, entity.kind.name(), mention.form.name());
        return format!("{name} ({sort}, {form})");
    }
    if let Some(quote) = kind.quote() {
        return format!("{} quote", quote.speech.name());
    }
    kind.value_kind().map_or_else(
        || kind.name().to_owned(),
        |value| format!("{} ({value})", kind.name()),
    )
}

fn with_confidence(what: &str, confidence: Confidence) -> String {
    format!("{what}, {} % sure", confidence.get())
}

/// Returns the text of a range on one line, with single spaces between words.
fn fold_line(text: &Text, range: ByteRange) -> String {
    let words = text.slice(range).split_whitespace();
    words.collect::<Vec<_>>().join(" ")
}

/// The trace of a text, with its entries assigned to the findings.
pub struct ExplainedFindings<'a> {
    trace: &'a [TraceEntry],
    /// The pass and range of each finding. A trace entry with the same pass and range belongs to this finding only.
    own: HashSet<(&'static str, ByteRange)>,
    /// The length of the longest range in the trace, in bytes: an entry that starts earlier than this before a finding
    /// cannot touch it.
    max_bytes: u32,
}

impl<'a> ExplainedFindings<'a> {
    /// Returns the explanations of annotations; `None` if none were asked for when they were made.
    pub fn of(annotations: &'a Annotations) -> Option<Self> {
        let trace = annotations.trace()?;
        let items = annotations.items().iter();
        Some(Self {
            trace,
            own: items.map(|item| (item.by.pass(), item.range)).collect(),
            max_bytes: trace
                .iter()
                .map(|entry| entry.range.len())
                .fold(0, u32::max),
        })
    }

    /// Returns the rules that led to a finding.
    pub fn explain(&self, item: &Annotation) -> FindingExplanation<'a> {
        let quote = item.kind.quote();
        let speaker = quote.and_then(|quote| Some((quote, quote.speaker.range()?)));
        FindingExplanation {
            finding: self.entries_of(item).collect(),
            speaker: speaker.map_or_else(Vec::new, |(quote, range)| self.speaker_of(quote, range)),
        }
    }

    /// Returns the entries that belong to no finding, in text order: what was dropped, or merged into another.
    pub fn unassigned(&self, annotations: &Annotations) -> Vec<&'a TraceEntry> {
        let mut assigned: HashSet<*const TraceEntry> = HashSet::new();
        for item in annotations.items() {
            let explanation = self.explain(item);
            let entries = explanation.finding.iter().chain(&explanation.speaker);
            assigned.extend(entries.map(|entry| std::ptr::from_ref(*entry)));
        }
        let entries = self.trace.iter();
        entries
            .filter(|entry| !assigned.contains(&std::ptr::from_ref(*entry)))
            .collect()
    }

    /// Returns the trace entries of the item's pass that have its range, or that overlap it without having the range of
    /// another finding.
    fn entries_of(&self, item: &Annotation) -> impl Iterator<Item = &'a TraceEntry> {
        let pass = item.by.pass();
        let range = item.range;
        let is_own = move |entry: &&TraceEntry| {
            let is_pass = entry.rule.pass() == pass;
            let is_elsewhere = || self.own.contains(&(pass, entry.range));
            is_pass && (entry.range == range || entry.range.overlaps(range) && !is_elsewhere())
        };
        self.entries_near(range).iter().filter(is_own)
    }

    /// Returns the entries for the speaker of a quote. If the speaker has several quotes, only the entries with the
    /// quote's cue.
    fn speaker_of(&self, quote: &Quote, range: ByteRange) -> Vec<&'a TraceEntry> {
        let pass = quote.speaker_by.pass();
        let at_speaker = self.entries_near(range).iter();
        let at_speaker =
            at_speaker.filter(|entry| entry.range == range && entry.rule.pass() == pass);
        let all: Vec<_> = at_speaker.collect();
        let has_cue = |entry: &&TraceEntry| {
            let mut ranges = entry.evidence.iter().map(|evidence| evidence.range);
            ranges.any(|range| Some(range) == quote.cue)
        };
        let with_cue: Vec<_> = all.iter().copied().filter(has_cue).collect();
        if with_cue.is_empty() { all } else { with_cue }
    }

    /// Returns the entries that may overlap a range. The trace is sorted by start, so this is a slice of it.
    fn entries_near(&self, range: ByteRange) -> &'a [TraceEntry] {
        let first = range.start().get().saturating_sub(self.max_bytes);
        let start = self
            .trace
            .partition_point(|entry| entry.range.start().get() < first);
        let end = self
            .trace
            .partition_point(|entry| entry.range.start() <= range.end());
        self.trace
            .get(start..end.max(start))
            .expect_or_default("partition points lie in their list")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::annotation::{
        AnnotationId, AnnotationKind, EngineVersion, Evidence, RuleId, Speaker, Speech, UserRuleId,
    };
    use crate::text::{ByteOffset, Text};

    fn entry(rule: &'static str, range: (usize, usize), evidence: &[(usize, usize)]) -> TraceEntry {
        let evidence = evidence.iter().map(|&(start, end)| Evidence {
            label: "cue",
            range: ByteRange::of(start, end),
        });
        TraceEntry {
            rule: RuleId(rule),
            summary: "",
            range: ByteRange::of(range.0, range.1),
            evidence: evidence.collect(),
        }
    }

    fn item(range: (usize, usize), by: &'static str, kind: AnnotationKind) -> Annotation {
        Annotation {
            id: AnnotationId(0),
            range: ByteRange::of(range.0, range.1),
            kind,
            by: RuleId(by),
            confidence: Confidence::CERTAIN,
        }
    }

    fn quote(range: (usize, usize), cue: (usize, usize)) -> Annotation {
        let content = vec![ByteRange::of(range.0, range.1)];
        let quote = Quote {
            speech: Speech::Direct,
            marks: content.clone(),
            content,
            speaker: Speaker::Words(ByteRange::of(20, 23)),
            speaker_by: RuleId("quotes/after"),
            speaker_confidence: Confidence::CERTAIN,
            cue: Some(ByteRange::of(cue.0, cue.1)),
        };
        item(
            range,
            "quotes/speech",
            AnnotationKind::Quote(Box::new(quote)),
        )
    }

    fn annotations(items: Vec<Annotation>, trace: Vec<TraceEntry>) -> Annotations {
        let text = Text::verbatim("x".repeat(99)).expect("short");
        let engine = EngineVersion("test".to_owned());
        Annotations::new(text.id(), engine, items, Vec::new()).with_trace(trace)
    }

    fn rules(entries: &[&TraceEntry]) -> Vec<&'static str> {
        entries.iter().map(|entry| entry.rule.0).collect()
    }

    #[test]
    fn an_entry_belongs_to_the_finding_of_its_pass_that_it_touches() {
        let watch = |range, by| item(range, by, AnnotationKind::Watch(UserRuleId(0)));
        let items = vec![
            watch((0, 10), "figures/amount"),
            watch((2, 5), "names/model"),
            watch((30, 35), "names/model"),
        ];
        let trace = vec![
            entry("figures/amount", (0, 10), &[]),
            entry("figures/unit", (0, 4), &[]),
            entry("names/model", (2, 5), &[]),
            entry("names/shorten", (28, 35), &[]),
            entry("names/model", (30, 35), &[]),
            entry("names/drop", (50, 60), &[]),
        ];
        let found = annotations(items, trace);
        let explained = ExplainedFindings::of(&found).expect("a trace");
        let of = |n: u32| {
            let item = found.item(AnnotationId(n)).expect("an item");
            rules(&explained.explain(item).finding)
        };
        assert_eq!(of(0), ["figures/amount", "figures/unit"]);
        assert_eq!(of(1), ["names/model"]);
        assert_eq!(of(2), ["names/shorten", "names/model"]);
        assert_eq!(rules(&explained.unassigned(&found)), ["names/drop"]);
    }

    #[test]
    fn a_speaker_is_explained_by_the_entry_with_the_cue_of_the_quote() {
        let items = vec![quote((0, 10), (12, 16)), quote((40, 50), (30, 34))];
        let trace = vec![
            entry("quotes/speech", (0, 10), &[]),
            entry("quotes/after", (20, 23), &[(12, 16)]),
            entry("quotes/after", (20, 23), &[(30, 34)]),
            entry("quotes/speech", (40, 50), &[]),
        ];
        let found = annotations(items, trace);
        let explained = ExplainedFindings::of(&found).expect("a trace");
        let second = explained.explain(found.item(AnnotationId(1)).expect("an item"));
        assert_eq!(rules(&second.finding), ["quotes/speech"]);
        assert_eq!(second.speaker.len(), 1);
        assert_eq!(second.speaker[0].evidence[0].range, ByteRange::of(30, 34));
        assert_eq!(explained.unassigned(&found), Vec::<&TraceEntry>::new());
    }

    #[test]
    fn an_explanation_in_words_names_rules_and_evidence() {
        let text = Text::verbatim("\"We won it,\" a\nsaid Roe.").expect("short");
        let item = quote((0, 12), (15, 19));
        let (made, speaker) = (
            entry("quotes/speech", (0, 12), &[(13, 19)]),
            entry("quotes/after", (20, 23), &[]),
        );
        let explanation = FindingExplanation {
            finding: vec![&made],
            speaker: vec![&speaker],
        };
        let found = annotations(Vec::new(), Vec::new());
        let lines = explanation.lines(&item, &found, &text);
        let lines: Vec<_> = lines
            .iter()
            .map(|line| (line.depth, line.words.as_str()))
            .collect();
        assert_eq!(
            lines,
            [
                (0, "direct quote, 100 % sure"),
                (1, "quotes/speech: "),
                (2, "cue: a said"),
                (0, "speaker Roe, 100 % sure"),
                (1, "quotes/after: "),
            ]
        );
    }

    #[test]
    fn without_a_trace_there_is_no_explanation() {
        let text = Text::verbatim("x").expect("short");
        let found = Annotations::empty(text.id(), EngineVersion(String::new()));
        assert!(ExplainedFindings::of(&found).is_none());
        assert_eq!(found.first_from(ByteOffset::ZERO), 0);
    }
}
