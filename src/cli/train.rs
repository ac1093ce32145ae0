//! `pullquote train`: trains the engine's models from corpora.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

use anyhow::Context as _;
use clap::builder::PossibleValuesParser;
use clap::{ArgMatches, Args, FromArgMatches};
use indicatif::{ProgressBar, ProgressStyle};

use super::CommandSpec;
use super::context::CommandContext;
use super::exit_status::{CommandResult, CommandStatus, UsageError, print_error};
use super::input::{InputError, printable_line};
use super::new_file::{Existing, InputFiles, refuse_write, write_file};
use crate::train::{HELD_OUT_PREFIX, MODELS, TrainedFile, TrainingEvent, TrainingSource};

pub(super) const COMMAND: CommandSpec = CommandSpec {
    name: "train",
    about: "Trains a model of the engine from openly licensed corpora",
    arguments: define_arguments,
    run: run_train,
};

#[derive(Args)]
struct TrainArguments {
    /// Which model
    #[arg(value_parser = PossibleValuesParser::new(MODELS.iter().map(|model| model.name)))]
    model: String,
    /// Corpora and lists
    #[arg(value_name = "FILE", required_unless_present = "data")]
    sources: Vec<PathBuf>,
    /// Take every file of this folder; may be given again
    #[arg(long, value_name = "DIR")]
    data: Vec<PathBuf>,
    /// Score on this corpus after each step, and do not train on it; may be given again
    #[arg(long, value_name = "FILE")]
    held: Vec<PathBuf>,
    /// The folder or file that the model is written to
    #[arg(long, short, value_name = "PATH", default_value = "assets/ner")]
    out: PathBuf,
    /// Replace the file that is there already, but never a corpus that is named
    #[arg(long)]
    force: bool,
}

fn define_arguments(command: clap::Command) -> clap::Command {
    TrainArguments::augment_args(command)
}

impl TrainArguments {
    const fn existing(&self) -> Existing {
        if self.force {
            Existing::Replace
        } else {
            Existing::Keep
        }
    }
}

fn run_train(matches: &ArgMatches, _context: &CommandContext) -> CommandResult {
    let arguments = TrainArguments::from_arg_matches(matches)?;
    let model = MODELS.iter().find(|model| model.name == arguments.model);
    let model =
        model.ok_or_else(|| UsageError(format!("there is no model `{}`", arguments.model)))?;
    // Before the training, which may take hours.
    for name in model.products {
        check_target(&arguments, &place_product(&arguments.out, name))?;
    }
    let sources = read_sources(&arguments)?;
    let mut progress = TrainingProgress::default();
    let products = (model.train)(&sources, &mut |news| progress.tell(news))?;
    progress.finish(&products);
    for product in products {
        let path = place_product(&arguments.out, &product.name);
        let fill = |out: &mut dyn Write| out.write_all(&product.content);
        let written = write_file(&path, arguments.existing(), fill);
        written.map_err(|why| refuse_path(&path, &refuse_write(&why)))?;
    }
    Ok(CommandStatus::Done)
}

/// Tells how far a training is: lines on standard error, and below them a bar where that is a terminal.
#[derive(Default)]
struct TrainingProgress {
    bar: Option<ProgressBar>,
}

impl TrainingProgress {
    fn tell(&mut self, news: TrainingEvent<'_>) {
        match news {
            TrainingEvent::Steps(n) => {
                let style = ProgressStyle::with_template("{bar:40} {pos}/{len} steps, {eta} left");
                let bar = ProgressBar::new(u64::from(n));
                self.bar =
                    Some(style.map_or_else(|_| bar.clone(), |style| bar.clone().with_style(style)));
            }
            TrainingEvent::Step(line) => {
                self.line(line);
                if let Some(bar) = &self.bar {
                    bar.inc(1);
                }
            }
            TrainingEvent::Line(line) => self.line(line),
        }
    }

    fn line(&self, line: &str) {
        match &self.bar {
            Some(bar) => bar.suspend(|| print_error(line)),
            None => print_error(line),
        }
    }

    /// Ends the bar, and says what was made.
    fn finish(&self, products: &[TrainedFile]) {
        if let Some(bar) = &self.bar {
            bar.finish_and_clear();
        }
        for product in products {
            print_error(format_args!(
                "{}: {} bytes",
                product.name,
                product.content.len()
            ));
        }
    }
}

#[expect(clippy::disallowed_methods, reason = "this command lists the corpora")]
fn list_files(folder: &Path) -> anyhow::Result<Vec<PathBuf>> {
    let entries =
        fs::read_dir(folder).with_context(|| format!("{} is not read", folder.display()))?;
    let mut files: Vec<PathBuf> = entries
        .filter_map(|entry| Some(entry.ok()?.path()))
        .filter(|path| path.is_file())
        .collect();
    files.sort();
    Ok(files)
}

/// Returns the files that were named and those of the folders, each folder's in the order of their names. What is held
/// out is marked by its name, and left out of the rest.
fn read_sources(arguments: &TrainArguments) -> anyhow::Result<Vec<TrainingSource>> {
    let mut paths = arguments.sources.clone();
    for folder in &arguments.data {
        paths.extend(list_files(folder)?);
    }
    let held = |path: &PathBuf| {
        arguments
            .held
            .iter()
            .any(|held| held.file_name() == path.file_name())
    };
    paths.retain(|path| !held(path));
    let mut sources = paths
        .iter()
        .map(|path| read_source(path))
        .collect::<anyhow::Result<Vec<_>>>()?;
    for path in &arguments.held {
        let source = read_source(path)?;
        sources.push(TrainingSource {
            name: format!("{HELD_OUT_PREFIX}{}", source.name),
            ..source
        });
    }
    Ok(sources)
}

#[expect(clippy::disallowed_methods, reason = "this command reads the corpora")]
fn read_source(path: &Path) -> anyhow::Result<TrainingSource> {
    let content = fs::read(path).with_context(|| format!("{} is not read", path.display()))?;
    let name = path.file_name().unwrap_or_default();
    Ok(TrainingSource {
        name: name.to_string_lossy().into_owned(),
        content,
    })
}

/// Returns the file that a product is written to.
#[expect(
    clippy::disallowed_methods,
    reason = "this command asks whether its target is a folder"
)]
fn place_product(out: &Path, name: &str) -> PathBuf {
    if out.is_dir() {
        out.join(name)
    } else {
        out.to_owned()
    }
}

/// Refuses a target that is a named corpus, or that is there and not to be replaced. A file that is read because it is
/// in a folder may be the model of an earlier training, and is no corpus.
fn check_target(arguments: &TrainArguments, target: &Path) -> anyhow::Result<()> {
    let named = arguments.sources.iter().chain(&arguments.held);
    let inputs = InputFiles::of(named.map(PathBuf::as_path));
    let checked = inputs.check_target(target, arguments.existing());
    checked.map_err(|why| refuse_path(target, &why))
}

fn refuse_path(path: &Path, why: &InputError) -> anyhow::Error {
    anyhow::anyhow!("{}: {why}", printable_line(&path.to_string_lossy()))
}
