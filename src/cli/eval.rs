//! `pullquote eval`: scores the engine on a gold corpus.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::time::Instant;

use clap::builder::PossibleValuesParser;
use clap::{ArgMatches, Args, FromArgMatches};

use super::Subcommand;
use super::context::Context;
use super::failure::{Outcome, Status, Usage, complain, is_closed_pipe};
use super::input::printable;
use super::output::output;
use crate::engine::Engine;
use crate::eval::{KINDS, Kind, Options};

pub(super) const COMMAND: Subcommand = Subcommand {
    name: "eval",
    about: "Scores the engine on a gold corpus: precision, recall, F1",
    arguments,
    run,
};

#[derive(Args)]
struct Arguments {
    /// What is scored
    #[arg(value_parser = PossibleValuesParser::new(KINDS.iter().map(|kind| kind.name)))]
    kind: String,
    /// The gold corpus, as JSON lines
    #[arg(required = true, value_name = "GOLD.jsonl")]
    gold: Vec<PathBuf>,
    /// List each difference
    #[arg(long)]
    errors: bool,
}

fn arguments(command: clap::Command) -> clap::Command {
    let kinds = KINDS
        .iter()
        .map(|kind| format!("  {:<9} {}\n", kind.name, kind.about));
    Arguments::augment_args(command).after_help(format!("Kinds:\n{}", kinds.collect::<String>()))
}

fn run(matches: &ArgMatches, _context: &Context) -> Outcome {
    let arguments = Arguments::from_arg_matches(matches)?;
    let kind = find(&arguments.kind)?;
    let (engine, _) = Engine::new(&[])?;
    let options = Options {
        lists_errors: arguments.errors,
    };
    let mut out = output();
    let mut status = Status::Done;
    for path in &arguments.gold {
        if let Err(error) = score(kind, path, &engine, options, &mut out) {
            if is_closed_pipe(&error) {
                return Err(error);
            }
            complain(format_args!(
                "{}: {error:#}",
                printable(&path.to_string_lossy())
            ));
            status = Status::Partial;
        }
    }
    out.flush()?;
    Ok(status)
}

#[expect(
    clippy::disallowed_methods,
    reason = "this command reads the corpus and measures how long the scoring took"
)]
fn score(
    kind: &Kind,
    path: &Path,
    engine: &Engine,
    options: Options,
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

fn find(name: &str) -> Result<&'static Kind, Usage> {
    let kind = KINDS.iter().find(|kind| kind.name == name);
    kind.ok_or_else(|| Usage(format!("`{name}` cannot be scored")))
}
