//! `pullquote train`: trains the engine's models from corpora. For developers.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

use anyhow::Context as _;
use clap::builder::PossibleValuesParser;
use clap::{ArgMatches, Args, FromArgMatches};
use indicatif::{ProgressBar, ProgressStyle};

use super::command_spec::CommandSpec;
use super::context::CommandContext;
use super::exit_status::{CommandResult, CommandStatus, UsageError, print_error};
use super::input::{InputError, printable_line};
use super::new_file::{Existing, InputFiles, refuse_write, write_file};
use crate::invariant::ExpectOr;
use crate::text::count_with_noun;
use crate::train::{HELD_OUT_PREFIX, MODELS, TrainedFile, TrainingEvent, TrainingSource};

pub(super) const COMMAND: CommandSpec = CommandSpec {
    name: "train",
    about: "Train a model of the engine from openly licensed corpora",
    arguments: define_arguments,
    run: run_train,
};

#[derive(Args)]
struct TrainArguments {
    /// The model to train
    #[arg(value_parser = PossibleValuesParser::new(MODELS.iter().map(|model| model.name)))]
    model: String,
    /// The corpora and word lists to train on
    #[arg(value_name = "FILE", required_unless_present = "data")]
    sources: Vec<PathBuf>,
    /// Use every file in this folder; can be repeated
    #[arg(long, value_name = "DIR")]
    data: Vec<PathBuf>,
    /// Score on this corpus after each step instead of training on it; can be repeated
    #[arg(long, value_name = "FILE")]
    held: Vec<PathBuf>,
    /// The output file, or the folder for it
    #[arg(long, short, value_name = "PATH", default_value = "assets/ner")]
    out: PathBuf,
    /// Replace an existing output file, but never a corpus named on the command line
    #[arg(long)]
    force: bool,
}

fn define_arguments(command: clap::Command) -> clap::Command {
    TrainArguments::augment_args(command)
}

impl TrainArguments {
    /// Returns what to do if the output file exists.
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
    // Checked before the training, which may take hours.
    for name in model.products {
        check_target(&arguments, &place_product(&arguments.out, name))?;
    }
    let sources = read_sources(&arguments)?;
    let mut progress = TrainingProgress::default();
    let products = (model.train)(&sources, &mut |event| progress.report(event))?;
    progress.finish(&products);
    for product in products {
        let path = place_product(&arguments.out, &product.name);
        let fill = |out: &mut dyn Write| out.write_all(&product.content);
        let written = write_file(&path, arguments.existing(), fill);
        written.map_err(|why| refuse_path(&path, &refuse_write(&path, &why)))?;
    }
    Ok(CommandStatus::Done)
}

/// The progress of a training: lines on standard error, with a progress bar below them if it is a terminal.
#[derive(Default)]
struct TrainingProgress {
    /// `None` until the number of steps is known.
    bar: Option<ProgressBar>,
}

impl TrainingProgress {
    fn report(&mut self, event: TrainingEvent<'_>) {
        match event {
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

    /// Removes the bar and prints the sizes of the trained files.
    fn finish(&self, products: &[TrainedFile]) {
        if let Some(bar) = &self.bar {
            bar.finish_and_clear();
        }
        for product in products {
            print_error(format_args!(
                "{}: {}",
                product.name,
                count_with_noun(product.content.len(), "byte")
            ));
        }
    }
}

#[expect(clippy::disallowed_methods, reason = "this command lists the corpora")]
fn list_files(folder: &Path) -> anyhow::Result<Vec<PathBuf>> {
    let entries =
        fs::read_dir(folder).with_context(|| format!("cannot read {}", folder.display()))?;
    let mut files: Vec<PathBuf> = entries
        .filter_map(|entry| Some(entry.ok()?.path()))
        .filter(|path| path.is_file())
        .collect();
    files.sort();
    Ok(files)
}

/// Reads the named files and those in the named folders, each folder in the order of its file names.
///
/// Held-out corpora come last, with [`HELD_OUT_PREFIX`] before their names. They are left out of the training files, by
/// file name, even if their folder is named.
///
/// # Errors
///
/// If a file or folder cannot be read.
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
    let content = fs::read(path).with_context(|| format!("cannot read {}", path.display()))?;
    let name = path
        .file_name()
        .expect_or_default("a file that was read has a name");
    Ok(TrainingSource {
        name: name.to_string_lossy().into_owned(),
        content,
    })
}

/// Returns the path for an output file: inside `out` if that is a folder, otherwise `out` itself.
#[expect(
    clippy::disallowed_methods,
    reason = "checks whether the target is a folder"
)]
fn place_product(out: &Path, name: &str) -> PathBuf {
    if out.is_dir() {
        out.join(name)
    } else {
        out.to_owned()
    }
}

/// Checks that an output file may be written.
///
/// Only corpora named on the command line are protected: a file in a `--data` folder may be the model of an earlier
/// training.
///
/// # Errors
///
/// If the target is a named corpus, or if it exists and there is no `--force`.
fn check_target(arguments: &TrainArguments, target: &Path) -> anyhow::Result<()> {
    let named = arguments.sources.iter().chain(&arguments.held);
    let inputs = InputFiles::of(named.map(PathBuf::as_path));
    let checked = inputs.check_target(target, arguments.existing());
    checked.map_err(|why| refuse_path(target, &why))
}

fn refuse_path(path: &Path, why: &InputError) -> anyhow::Error {
    anyhow::anyhow!("{}: {why}", printable_line(&path.to_string_lossy()))
}
