//! `pullquote eval`: scores the engine on a gold corpus.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::time::Instant;

use clap::builder::PossibleValuesParser;
use clap::{ArgMatches, Args, FromArgMatches};

use super::command_spec::CommandSpec;
use super::context::CommandContext;
use super::exit_status::{CommandResult, CommandStatus, UsageError, is_closed_pipe, print_error};
use super::input::printable_line;
use super::output::locked_stdout;
use crate::engine::Engine;
use crate::eval::{EvalKind, EvalOptions, KINDS};

pub(super) const COMMAND: CommandSpec = CommandSpec {
    name: "eval",
    about: "Score the engine on a gold corpus: precision, recall, F1",
    arguments: define_arguments,
    run: run_eval,
};

#[derive(Args)]
struct EvalArguments {
    /// The kind of annotation to score
    #[arg(value_parser = PossibleValuesParser::new(KINDS.iter().map(|kind| kind.name)))]
    kind: String,
    /// The gold corpora, as JSON lines
    #[arg(required = true, value_name = "GOLD.jsonl")]
    gold: Vec<PathBuf>,
    /// List every difference from the gold corpus
    #[arg(long)]
    errors: bool,
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
    let (engine, _) = Engine::new(&[])?;
    let options = EvalOptions {
        lists_errors: arguments.errors,
    };
    let mut out = locked_stdout();
    let mut status = CommandStatus::Done;
    for path in &arguments.gold {
        if let Err(error) = print_scores(kind, path, &engine, options, &mut out) {
            if is_closed_pipe(&error) {
                return Err(error);
            }
            print_error(format_args!(
                "{}: {error:#}",
                printable_line(&path.to_string_lossy())
            ));
            status = CommandStatus::Partial;
        }
    }
    out.flush()?;
    Ok(status)
}

/// Scores the engine on one corpus and prints the time and the table.
#[expect(
    clippy::disallowed_methods,
    reason = "this command reads the corpus and measures how long the scoring took"
)]
fn print_scores(
    kind: &EvalKind,
    path: &Path,
    engine: &Engine,
    options: EvalOptions,
    out: &mut impl Write,
) -> anyhow::Result<()> {
    let gold = fs::read_to_string(path)?;
    let start = Instant::now();
    let report = (kind.evaluate)(&gold, engine, options)?;
    let seconds = start.elapsed().as_secs_f64();
    writeln!(out, "{}, {}: {seconds:.2} s", kind.name, path.display())?;
    writeln!(out, "{report}")?;
    Ok(())
}

fn find_kind(name: &str) -> Result<&'static EvalKind, UsageError> {
    let kind = KINDS.iter().find(|kind| kind.name == name);
    kind.ok_or_else(|| UsageError(format!("`{name}` is not a kind that can be scored")))
}
