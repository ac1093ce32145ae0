//! `pullquote eval`: scores the engine and the readers of pages and feeds on a gold corpus.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::thread::{self, ScopedJoinHandle};
use std::time::Instant;

use anyhow::anyhow;
use clap::builder::PossibleValuesParser;
use clap::{ArgMatches, Args, FromArgMatches};
use serde_json::{Value, json};

use super::command_spec::CommandSpec;
use super::context::CommandContext;
use super::exit_status::{CommandResult, CommandStatus, UsageError, is_closed_pipe, print_error};
use super::input::printable_line;
use super::output::locked_stdout;
use super::parallel::core_count;
use super::rules::find_rule_or_nearest;
use crate::annotation::RuleId;
use crate::engine::{DisabledRules, Engine};
use crate::eval::{
    EvalKind, EvalOptions, JudgedDocument, KINDS, MainScore, Report, ReportTable, RuleWorth,
    applied_rules, calibration_table, rule_table,
};
use crate::export::write_json_line;

pub(super) const COMMAND: CommandSpec = CommandSpec {
    name: "eval",
    about: "Score the engine, or the reading of pages and feeds, on a gold corpus",
    arguments: define_arguments,
    run: run_eval,
};

#[derive(Args)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is an option of the command line"
)]
struct EvalArguments {
    /// The kind of annotation to score
    #[arg(value_parser = PossibleValuesParser::new(KINDS.iter().map(|kind| kind.name)))]
    kind: String,
    /// The gold corpora: JSON lines, for cases TOML, for syntax CoNLL-U
    #[arg(required = true, value_name = "GOLD")]
    gold: Vec<PathBuf>,
    /// List every difference from the gold corpus
    #[arg(long)]
    errors: bool,
    /// Print JSON: for each corpus one object with the tables as arrays of objects
    #[arg(long, conflicts_with_all = ["rules", "calibration"])]
    json: bool,
    /// Switch a rule of the engine off; can be repeated. `pullquote rules` lists the rules
    #[arg(long, value_name = "RULE")]
    without: Vec<String>,
    /// Print for each rule how often it applied, its precision, and the change of the score without it
    #[arg(long)]
    rules: bool,
    /// Print how well the confidence of findings agrees with how often they are right
    #[arg(long)]
    calibration: bool,
}

fn define_arguments(command: clap::Command) -> clap::Command {
    let kinds = KINDS
        .iter()
        .map(|kind| format!("  {:<9} {}\n", kind.name, kind.about));
    EvalArguments::augment_args(command)
        .after_help(format!("Kinds:\n{}", kinds.collect::<String>()))
}

fn run_eval(matches: &ArgMatches, _context: &CommandContext) -> CommandResult {
    let arguments = EvalArguments::from_arg_matches(matches)?;
    let kind = find_kind(&arguments.kind)?;
    let without = find_rules(&arguments.without)?;
    let engine = engine_without(&without)?;
    let options = EvalOptions {
        lists_errors: arguments.errors,
    };
    let mut out = locked_stdout();
    let mut corpora = Vec::new();
    let mut status = CommandStatus::Done;
    for path in &arguments.gold {
        let scored = read_corpus(path).and_then(|gold| {
            let corpus = GoldCorpus { path, gold: &gold };
            if arguments.json {
                let report = corpus.score(kind, &engine, options)?;
                write_json_line(&report_to_json(kind, path, &report), &mut out)?;
            } else {
                print_scores(kind, &corpus, &engine, options, &mut out)?;
            }
            Ok(gold)
        });
        match scored {
            Ok(gold) => corpora.push(gold),
            Err(error) if is_closed_pipe(&error) => return Err(error),
            Err(error) => {
                print_error(format_args!(
                    "{}: {error:#}",
                    printable_line(&path.to_string_lossy())
                ));
                status = CommandStatus::Partial;
            }
        }
    }
    if arguments.calibration || arguments.rules {
        let measure = RuleMeasure::new(kind, &corpora, without)?;
        if arguments.calibration {
            writeln!(out, "{}", calibration_table(&measure.judged))?;
        }
        if arguments.rules {
            writeln!(out, "{}", measure.rule_table()?)?;
        }
    }
    out.flush()?;
    Ok(status)
}

/// Returns the engine with these rules switched off.
fn engine_without(rules: &[RuleId]) -> anyhow::Result<Engine> {
    let (engine, _) = Engine::new(&[])?;
    Ok(engine.without(DisabledRules::new(rules.to_vec())))
}

/// The findings of the engine in all corpora, compared with the gold, and the inputs for measuring the effect of each
/// rule.
struct RuleMeasure<'a> {
    kind: &'static EvalKind,
    corpora: &'a [String],
    without: Vec<RuleId>,
    /// The documents with their judged findings, which have uncalibrated confidences.
    judged: Vec<JudgedDocument>,
}

impl<'a> RuleMeasure<'a> {
    /// Runs the engine without these rules and compares its findings with the gold.
    ///
    /// # Errors
    ///
    /// [`UsageError`] if the kind is not made by rules.
    fn new(
        kind: &'static EvalKind,
        corpora: &'a [String],
        without: Vec<RuleId>,
    ) -> anyhow::Result<Self> {
        let judge = kind.judge.ok_or_else(|| {
            let name = kind.name;
            UsageError(format!("`eval {name}` scores nothing that rules make"))
        })?;
        let engine = engine_without(&without)?.uncalibrated();
        let mut judged = Vec::new();
        for gold in corpora {
            judged.extend(judge(gold, &engine)?);
        }
        Ok(Self {
            kind,
            corpora,
            without,
            judged,
        })
    }

    /// Returns the main score over all corpora, without these rules.
    fn score(&self, rules: &[RuleId]) -> anyhow::Result<Option<MainScore>> {
        let engine = engine_without(rules)?;
        let mut sum: Option<MainScore> = None;
        for gold in self.corpora {
            // Kinds that are judged are those of the engine; they read no other file.
            let none = |_: &str| Err("no file is read".to_owned());
            let options = EvalOptions::default();
            let report = self.kind.evaluate(gold, &engine, &none, options)?;
            match (&mut sum, report.main_score) {
                (Some(sum), Some(score)) => sum.counts.add(score.counts),
                (None, score) => sum = score,
                (Some(_), None) => {}
            }
        }
        Ok(sum)
    }

    /// Returns the table of rules. Each rule that applied is switched off in turn, on all processors.
    #[expect(
        clippy::disallowed_methods,
        reason = "each rule needs a run over all corpora"
    )]
    fn rule_table(&self) -> anyhow::Result<ReportTable> {
        let Some(whole) = self.score(&self.without)? else {
            return Ok(rule_table(&self.judged, "score", &RuleWorth::new()));
        };
        let rules: Vec<RuleId> = applied_rules(&self.judged).into_iter().collect();
        let lost = |rule: &RuleId| -> anyhow::Result<(RuleId, i64)> {
            let rest = self.score(&[self.without.as_slice(), &[*rule]].concat())?;
            let rest = rest.map_or(0, MainScore::basis_points);
            Ok((*rule, whole.basis_points() - rest))
        };
        let n_each = rules.len().div_ceil(core_count()).max(1);
        let worth: anyhow::Result<RuleWorth> = thread::scope(|scope| {
            let parts = rules.chunks(n_each);
            let parts: Vec<_> = parts
                .map(|part| scope.spawn(move || part.iter().map(lost).collect::<Vec<_>>()))
                .collect();
            let parts = parts.into_iter().map(ScopedJoinHandle::join);
            let done = parts.map(|part| part.map_err(|_| anyhow!("a worker crashed")));
            let done: anyhow::Result<Vec<_>> = done.collect();
            done?.into_iter().flatten().collect()
        });
        Ok(rule_table(&self.judged, whole.name, &worth?))
    }
}

/// Returns the rules with these ids.
///
/// # Errors
///
/// [`UsageError`] with the nearest ids for one that does not exist.
fn find_rules(ids: &[String]) -> Result<Vec<RuleId>, UsageError> {
    let rules = ids.iter().map(|id| find_rule_or_nearest(id));
    rules.map(|rule| Ok(rule?.id)).collect()
}

#[expect(clippy::disallowed_methods, reason = "this command reads the corpus")]
fn read_corpus(path: &Path) -> anyhow::Result<String> {
    Ok(fs::read_to_string(path)?)
}

/// A gold corpus and its path.
struct GoldCorpus<'a> {
    path: &'a Path,
    gold: &'a str,
}

impl GoldCorpus<'_> {
    /// Scores the engine or, for kinds that score a reader of pages or feeds, that reader on the files next to the
    /// corpus.
    fn score(
        &self,
        kind: &EvalKind,
        engine: &Engine,
        options: EvalOptions,
    ) -> anyhow::Result<Report> {
        let read = |name: &str| self.read_file(name);
        Ok(kind.evaluate(self.gold, engine, &read, options)?)
    }

    /// Returns the bytes of a file that the corpus names.
    ///
    /// # Errors
    ///
    /// One line about why it cannot be read.
    #[expect(
        clippy::disallowed_methods,
        reason = "this command reads the files that a corpus names"
    )]
    fn read_file(&self, name: &str) -> Result<Vec<u8>, String> {
        let folder = self.path.parent().unwrap_or(Path::new(""));
        fs::read(folder.join(name)).map_err(|why| format!("{}: {why}", printable_line(name)))
    }
}

/// Scores one corpus and prints the time and the tables.
#[expect(
    clippy::disallowed_methods,
    reason = "this command measures how long the scoring took"
)]
fn print_scores(
    kind: &EvalKind,
    corpus: &GoldCorpus,
    engine: &Engine,
    options: EvalOptions,
    out: &mut impl Write,
) -> anyhow::Result<()> {
    let start = Instant::now();
    let report = corpus.score(kind, engine, options)?;
    let seconds = start.elapsed().as_secs_f64();
    writeln!(
        out,
        "{}, {}: {seconds:.2} s",
        kind.name,
        corpus.path.display()
    )?;
    writeln!(out, "{report}")?;
    Ok(())
}

/// Returns a report as JSON.
fn report_to_json(kind: &EvalKind, path: &Path, report: &Report) -> Value {
    let tables: Vec<Value> = report
        .tables
        .iter()
        .map(|table| json!({"title": table.title(), "rows": table.objects()}))
        .collect();
    json!({
        "kind": kind.name,
        "gold": path.to_string_lossy(),
        "documents": report.n_documents,
        "bytes": report.n_bytes,
        "tables": tables,
        "errors": report.errors,
    })
}

fn find_kind(name: &str) -> Result<&'static EvalKind, UsageError> {
    let kind = KINDS.iter().find(|kind| kind.name == name);
    kind.ok_or_else(|| UsageError(format!("`{name}` is not a kind that can be scored")))
}
