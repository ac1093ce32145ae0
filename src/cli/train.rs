//! `pullquote train`: trains the engine's models from corpora.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

use anyhow::Context as _;
use clap::builder::PossibleValuesParser;
use clap::{ArgMatches, Args, FromArgMatches};
use indicatif::{ProgressBar, ProgressStyle};

use super::Subcommand;
use super::context::Context;
use super::failure::{Outcome, Status, Usage, complain};
use super::input::{Refusal, printable};
use super::new_file::{Existing, InputFiles, refuse_write, write_file};
use crate::train::{HELD, MODELS, News, Product, Source};

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

fn arguments(command: clap::Command) -> clap::Command {
    Arguments::augment_args(command)
}

impl Arguments {
    const fn existing(&self) -> Existing {
        if self.force {
            Existing::Replace
        } else {
            Existing::Keep
        }
    }
}

fn run(matches: &ArgMatches, _context: &Context) -> Outcome {
    let arguments = Arguments::from_arg_matches(matches)?;
    let model = MODELS.iter().find(|model| model.name == arguments.model);
    let model = model.ok_or_else(|| Usage(format!("there is no model `{}`", arguments.model)))?;
    // Before the training, which may take hours.
    for name in model.products {
        check_target(&arguments, &place_product(&arguments.out, name))?;
    }
    let sources = sources(&arguments)?;
    let mut progress = Progress::default();
    let products = (model.train)(&sources, &mut |news| progress.tell(news))?;
    progress.finish(&products);
    for product in products {
        let path = place_product(&arguments.out, &product.name);
        let fill = |out: &mut dyn Write| out.write_all(&product.content);
        let written = write_file(&path, arguments.existing(), fill);
        written.map_err(|why| refuse_path(&path, &refuse_write(&why)))?;
    }
    Ok(Status::Done)
}

/// Tells how far a training is: lines on standard error, and below them a bar where that is a terminal.
#[derive(Default)]
struct Progress {
    bar: Option<ProgressBar>,
}

impl Progress {
    fn tell(&mut self, news: News<'_>) {
        match news {
            News::Steps(n) => {
                let style = ProgressStyle::with_template("{bar:40} {pos}/{len} steps, {eta} left");
                let bar = ProgressBar::new(u64::from(n));
                self.bar =
                    Some(style.map_or_else(|_| bar.clone(), |style| bar.clone().with_style(style)));
            }
            News::Step(line) => {
                self.line(line);
                if let Some(bar) = &self.bar {
                    bar.inc(1);
                }
            }
            News::Line(line) => self.line(line),
        }
    }

    fn line(&self, line: &str) {
        match &self.bar {
            Some(bar) => bar.suspend(|| complain(line)),
            None => complain(line),
        }
    }

    /// Ends the bar, and says what was made.
    fn finish(&self, products: &[Product]) {
        if let Some(bar) = &self.bar {
            bar.finish_and_clear();
        }
        for product in products {
            complain(format_args!(
                "{}: {} bytes",
                product.name,
                product.content.len()
            ));
        }
    }
}

#[expect(clippy::disallowed_methods, reason = "this command lists the corpora")]
fn files(folder: &Path) -> anyhow::Result<Vec<PathBuf>> {
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
fn sources(arguments: &Arguments) -> anyhow::Result<Vec<Source>> {
    let mut paths = arguments.sources.clone();
    for folder in &arguments.data {
        paths.extend(files(folder)?);
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
        .map(|path| read(path))
        .collect::<anyhow::Result<Vec<_>>>()?;
    for path in &arguments.held {
        let source = read(path)?;
        sources.push(Source {
            name: format!("{HELD}{}", source.name),
            ..source
        });
    }
    Ok(sources)
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
fn check_target(arguments: &Arguments, target: &Path) -> anyhow::Result<()> {
    let named = arguments.sources.iter().chain(&arguments.held);
    let inputs = InputFiles::of(named.map(PathBuf::as_path));
    let checked = inputs.check_target(target, arguments.existing());
    checked.map_err(|why| refuse_path(target, &why))
}

fn refuse_path(path: &Path, why: &Refusal) -> anyhow::Error {
    anyhow::anyhow!("{}: {why}", printable(&path.to_string_lossy()))
}
