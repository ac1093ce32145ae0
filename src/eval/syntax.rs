//! Scores parts of speech and dependencies on a treebank whose tokens are used as they are.

use std::collections::BTreeMap;

use super::{BadGold, EvalKind, EvalOptions, Evaluation, Report, ReportTable};
use crate::engine::Engine;
use crate::engine::syntax::{
    DependencyTree, GoldSentence, GoldToken, ParserState, TaggerScratch, UniversalTag, WordTag,
    dependency_parser, parse_treebank, speech_tagger,
};

/// The scoring of parts of speech and dependencies.
pub const KIND: EvalKind = EvalKind {
    name: "syntax",
    about: "Parts of speech and dependencies, on a treebank in CoNLL-U",
    evaluation: Evaluation::Texts(evaluate_syntax),
    judge: None,
};

/// What is right of some tokens.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct TokenScores {
    tokens: u32,
    /// The universal part of speech.
    tags: u32,
    /// The head (UAS).
    heads: u32,
    /// The head and the relation with its subtype (LAS).
    labelled: u32,
    /// The head and the relation without its subtype, as the CoNLL 2018 shared task counts.
    universal: u32,
}

impl TokenScores {
    fn add(&mut self, gold: &GoldToken, tag: WordTag, tree: &DependencyTree, index: usize) {
        let has_head = tree.head(index).map_or(0, |head| head + 1) == gold.head;
        let relation = tree.relation(index);
        let is_universal = relation.universal_name() == gold.relation.universal_name();
        self.tokens += 1;
        self.tags += u32::from(tag.universal() == gold.tag.universal());
        self.heads += u32::from(has_head);
        self.labelled += u32::from(has_head && relation == gold.relation);
        self.universal += u32::from(has_head && is_universal);
    }

    fn row(&self, name: &str) -> Vec<String> {
        let percent = |n: u32| {
            let share = 100.0 * f64::from(n) / f64::from(self.tokens.max(1));
            format!("{share:.1}")
        };
        vec![
            name.to_owned(),
            self.tokens.to_string(),
            percent(self.tags),
            percent(self.heads),
            percent(self.labelled),
            percent(self.universal),
        ]
    }
}

/// The columns of all tables.
const COLUMNS: [&str; 6] = ["", "tokens", "UPOS", "UAS", "LAS", "LAS universal"];

/// Scores the shipped tagger and parser: all tokens, without punctuation, and by gold relation.
///
/// # Errors
///
/// [`BadGold`] if the treebank is malformed.
pub fn evaluate_syntax(
    gold: &str,
    _engine: &Engine,
    options: EvalOptions,
) -> Result<Report, BadGold> {
    let sentences = parse_treebank(gold).map_err(|bad| BadGold {
        line: bad.line,
        why: bad.why.to_owned(),
    })?;
    let mut report = Report {
        n_documents: sentences.len(),
        n_bytes: gold.len(),
        ..Report::default()
    };
    let (mut all, mut words) = (TokenScores::default(), TokenScores::default());
    let mut by_relation: BTreeMap<&str, TokenScores> = BTreeMap::new();
    parse_sentences(&sentences, |sentence, tags, tree| {
        for (index, (token, tag)) in sentence.tokens.iter().zip(tags).enumerate() {
            all.add(token, *tag, tree, index);
            if token.tag.universal() != UniversalTag::Punct {
                words.add(token, *tag, tree, index);
            }
            let relation = by_relation.entry(token.relation.name()).or_default();
            relation.add(token, *tag, tree, index);
            if options.lists_errors {
                report
                    .errors
                    .extend(describe_error(sentence, index, *tag, tree));
            }
        }
    });
    let mut overall = ReportTable::new("Overall", &COLUMNS);
    overall.push(all.row("all tokens"));
    overall.push(words.row("without punctuation"));
    let mut relations = ReportTable::new("By gold relation", &COLUMNS);
    for (name, scores) in by_relation {
        relations.push(scores.row(name));
    }
    report.tables = vec![overall, relations];
    Ok(report)
}

/// Tags and parses each sentence, and hands it to `take` with the result.
fn parse_sentences(
    sentences: &[GoldSentence],
    mut take: impl FnMut(&GoldSentence, &[WordTag], &DependencyTree),
) {
    let (Some(tagger), Some(parser)) = (speech_tagger(), dependency_parser()) else {
        return;
    };
    let (mut scratch, mut state) = (TaggerScratch::default(), ParserState::default());
    let (mut tags, mut tree) = (Vec::new(), DependencyTree::default());
    for sentence in sentences {
        let forms: Vec<&str> = sentence
            .tokens
            .iter()
            .map(|token| token.form.as_str())
            .collect();
        tagger.tag(&forms, &mut scratch, &mut tags);
        parser.parse(scratch.words(), &tags, &mut state, &mut tree);
        take(sentence, &tags, &tree);
    }
}

/// Returns a line for a token whose tag, head or relation is wrong.
fn describe_error(
    sentence: &GoldSentence,
    index: usize,
    tag: WordTag,
    tree: &DependencyTree,
) -> Option<String> {
    let gold = sentence.tokens.get(index)?;
    let head = tree.head(index).map_or(0, |head| head + 1);
    let relation = tree.relation(index);
    let has_tag = tag.universal() == gold.tag.universal();
    if has_tag && head == gold.head && relation == gold.relation {
        return None;
    }
    let form = |number: usize| {
        let token = number
            .checked_sub(1)
            .and_then(|index| sentence.tokens.get(index));
        token.map_or("root", |token| token.form.as_str())
    };
    Some(format!(
        "{}: {} {}: {} of {} for {} of {}, {} for {}",
        sentence.id,
        index + 1,
        gold.form,
        relation.name(),
        form(head),
        gold.relation.name(),
        form(gold.head),
        tag.universal().name(),
        gold.tag.universal().name()
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The head of "mayor" is wrong on purpose, and the relation of the full stop.
    const SAMPLE: &str = "# sent_id = s1\n1\tThe\t_\tDET\tDT\t_\t2\tdet\t_\t_\n2\tmayor\t_\tNOUN\tNN\t_\t5\tnsubj\t_\t_\n\
        3\tsold\t_\tVERB\tVBD\t_\t0\troot\t_\t_\n4\tthe\t_\tDET\tDT\t_\t5\tdet\t_\t_\n5\tferry\t_\tNOUN\tNN\t_\t3\tobj\t_\t_\n\
        6\t.\t_\tPUNCT\t.\t_\t3\tdep\t_\t_\n";

    fn evaluate(gold: &str, lists_errors: bool) -> Result<Report, BadGold> {
        let (engine, _) = Engine::new(&[]).expect("an engine");
        evaluate_syntax(gold, &engine, EvalOptions { lists_errors })
    }

    #[test]
    fn tags_heads_and_relations_are_counted() {
        let report = evaluate(SAMPLE, true).expect("valid");
        let shown = report.tables[0].to_string();
        let lines: Vec<_> = shown.lines().map(str::trim_end).collect();
        let cells = |line: &str| {
            line.split_whitespace()
                .map(str::to_owned)
                .collect::<Vec<_>>()
        };
        assert_eq!(cells(lines[2])[2..], ["6", "100.0", "83.3", "66.7", "66.7"]);
        assert_eq!(cells(lines[3])[2..], ["5", "100.0", "80.0", "80.0", "80.0"]);
        assert_eq!(
            report.errors,
            [
                "s1: 2 mayor: nsubj of sold for nsubj of ferry, NOUN for NOUN",
                "s1: 6 .: punct of sold for dep of sold, PUNCT for PUNCT"
            ]
        );
        assert!(evaluate(SAMPLE, false).expect("valid").errors.is_empty());
        assert!(report.tables[1].to_string().contains("\nnsubj"));
    }

    #[test]
    fn a_damaged_treebank_is_reported_by_line() {
        let error = evaluate("1\tThe\n", false).expect_err("damaged");
        assert!(error.to_string().contains('1'), "{error}");
    }
}
