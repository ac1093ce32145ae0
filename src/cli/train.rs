//! `pullquote train`: trains the engine's models from corpora.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::Context as _;
use clap::builder::PossibleValuesParser;
use clap::{ArgMatches, Args, FromArgMatches};

use super::Subcommand;
use super::context::Context;
use super::failure::{Outcome, Status, Usage, complain};
use crate::train::{MODELS, Source};

pub(super) const COMMAND: Subcommand = Subcommand {
    name: "train",
    about: "Trains a model of the engine from openly licensed corpora",
    arguments,
    run,
};

#[derive(Args)]
struct Arguments {
    /// Which model
    #[arg(value_parser = PossibleValuesParser::new(MODELS.iter().map(|model| model.name)))]
    model: String,
    /// The corpora
    #[arg(required = true, value_name = "FILE")]
    sources: Vec<PathBuf>,
    /// Where the model's files are written
    #[arg(long, short, value_name = "DIR", default_value = "assets/models")]
    out_dir: PathBuf,
}

fn arguments(command: clap::Command) -> clap::Command {
    Arguments::augment_args(command)
}

fn run(matches: &ArgMatches, _context: &Context) -> Outcome {
    let arguments = Arguments::from_arg_matches(matches)?;
    let model = MODELS.iter().find(|model| model.name == arguments.model);
    let model = model.ok_or_else(|| Usage(format!("there is no model `{}`", arguments.model)))?;
    let sources = arguments.sources.iter().map(|path| read(path));
    let sources = sources.collect::<anyhow::Result<Vec<_>>>()?;
    let products = (model.train)(&sources, &mut |line| complain(line))?;
    for product in products {
        write(&arguments.out_dir.join(&product.name), &product.content)?;
    }
    Ok(Status::Done)
}

#[expect(clippy::disallowed_methods, reason = "this command reads the corpora")]
fn read(path: &Path) -> anyhow::Result<Source> {
    let content = fs::read(path).with_context(|| format!("{} is not read", path.display()))?;
    let name = path.file_name().unwrap_or_default();
    Ok(Source {
        name: name.to_string_lossy().into_owned(),
        content,
    })
}

#[expect(clippy::disallowed_methods, reason = "this command writes the model")]
fn write(path: &Path, content: &[u8]) -> anyhow::Result<()> {
    fs::write(path, content).with_context(|| format!("{} is not written", path.display()))
}
