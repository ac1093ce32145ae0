//! `pullquote annotate`: the filter from articles to annotations, streaming, on several threads, in order.

mod document;
mod folder;
mod source;

use std::ffi::OsString;
use std::io::{self, IsTerminal, Write};
use std::path::PathBuf;
use std::sync::Arc;

use clap::builder::PossibleValuesParser;
use clap::{ArgMatches, Args, FromArgMatches};

use super::Subcommand;
use super::context::{Context, output};
use super::failure::{Outcome, Status, Usage, complain};
use super::input::printable;
use super::ordered::{Step, in_order, n_cores};
use crate::annotation::Annotations;
use crate::article::{About, Article, Published, read};
use crate::engine::Engine;
use crate::export::{FORMATS, Format, by_name, text};
use crate::layout::Cells;

use document::Failed;
use folder::Folder;
use source::InputFormat;

pub(super) use document::{Reading, fetch_limits};
pub(super) use source::Job;

/// The format that is set in lines.
const TEXT: &str = "text";

pub(super) const COMMAND: Subcommand = Subcommand {
    name: "annotate",
    about: "Prints what is found in articles, as data",
    arguments,
    run,
};

#[derive(Args)]
struct Arguments {
    /// Files, http(s) addresses, or - for standard input, which is also read when nothing is named
    #[arg(value_name = "FILE|URL|-")]
    inputs: Vec<OsString>,
    /// How it is printed
    #[arg(long, short, default_value = "json", value_parser = PossibleValuesParser::new(FORMATS.iter().map(|format| format.name())))]
    format: String,
    /// What the inputs hold
    #[arg(long, default_value = "auto")]
    input_format: InputFormat,
    /// How many threads work; the output is the same for any number
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=256))]
    threads: Option<u16>,
    /// The publication date of articles that tell none, from which "yesterday" counts
    #[arg(long, value_name = "DATE", value_parser = date)]
    published: Option<Published>,
    /// The longest line of `--format text`, in columns
    #[arg(long, value_name = "COLUMNS", value_parser = clap::value_parser!(u16).range(1..))]
    width: Option<u16>,
    /// Write a file for each article into DIR instead of printing
    #[arg(long, short, value_name = "DIR")]
    out_dir: Option<PathBuf>,
}

fn date(written: &str) -> Result<Published, String> {
    read::parse_date(written).ok_or_else(|| "write a date as 2024-11-13".to_owned())
}

fn arguments(command: clap::Command) -> clap::Command {
    let formats = FORMATS
        .iter()
        .map(|format| format!("  {:<13} {}\n", format.name(), format.about()));
    Arguments::augment_args(command)
        .after_help(format!("Formats:\n{}", formats.collect::<String>()))
}

fn run(matches: &ArgMatches, context: &Context) -> Outcome {
    let arguments = Arguments::from_arg_matches(matches)?;
    let format = by_name(&arguments.format);
    let format =
        format.ok_or_else(|| Usage(format!("there is no format `{}`", arguments.format)))?;
    if arguments.width.is_some() && format.name() != TEXT {
        return Err(Usage(format!("--width is for --format {TEXT}")).into());
    }
    let settings = context.settings()?;
    let filter = Filter {
        is_apart: arguments.out_dir.is_some(),
        width: arguments.width.map(Cells),
        engine: context.engine(&settings)?,
        format,
        reading: Reading {
            format: arguments.input_format,
            limits: settings.limits,
            published: arguments.published,
        },
    };
    let target = match arguments.out_dir {
        Some(folder) => Target::Folder(Folder::make(folder, format.name())?),
        None => Target::Output,
    };
    let n_threads = arguments.threads.map(usize::from);
    filter.run(inputs(arguments.inputs)?, n_threads, target)
}

/// Returns the inputs, which are standard input where none is named and something is piped in.
fn inputs(named: Vec<OsString>) -> Result<Vec<OsString>, Usage> {
    if !named.is_empty() {
        return Ok(named);
    }
    if io::stdin().is_terminal() {
        let text = "nothing to annotate; name files or addresses, or pipe text into it";
        return Err(Usage(text.to_owned()));
    }
    Ok(vec!["-".into()])
}

/// Prints articles as text, for a reader whose output is no terminal.
pub(super) fn print_text(inputs: Vec<OsString>, context: &Context) -> Outcome {
    let settings = context.settings()?;
    let format = by_name(TEXT).ok_or_else(|| Usage(format!("there is no format `{TEXT}`")))?;
    let filter = Filter {
        is_apart: false,
        width: None,
        engine: Engine::new(&[])?.0,
        format,
        reading: Reading::of(settings.limits),
    };
    filter.run(inputs, None, Target::Output)
}

/// Where the output goes.
enum Target {
    /// Standard output.
    Output,
    /// A file for each article.
    Folder(Folder),
}

/// What turns jobs into output.
struct Filter {
    /// Whether each document is an output of its own.
    is_apart: bool,
    /// The longest line, where the text is set anew.
    width: Option<Cells>,
    engine: Engine,
    format: &'static dyn Format,
    reading: Reading,
}

/// An article, written down.
struct Made {
    id: String,
    content: String,
    /// What of the source is not in it.
    notes: Vec<String>,
}

impl Filter {
    fn run(self, inputs: Vec<OsString>, n_threads: Option<usize>, target: Target) -> Outcome {
        let n_threads = n_threads.unwrap_or_else(n_cores);
        let jobs = self.reading.jobs(inputs);
        let heading = self.heading();
        let filter = Arc::new(self);
        let work = move |job| filter.make(job);
        let mut sink = Sink {
            target,
            out: output(),
            status: Status::Done,
            heading,
        };
        in_order(jobs, n_threads, work, |step| sink.take(step))?;
        Ok(sink.status)
    }

    fn make(&self, job: Job) -> Result<Made, Failed> {
        let document = self.reading.read(job)?;
        let annotations = if self.format.name() == "text" {
            // The text alone is asked for.
            Annotations::empty(document.article.text().id(), self.engine.version())
        } else {
            self.engine.annotate(&document.article)
        };
        let (article, id) = (&document.article, Some(document.id.id()));
        let content = if let Some(width) = self.width {
            text(article, width)
        } else if self.is_apart {
            self.format.write(article, &annotations, id)
        } else {
            self.format.append(article, &annotations, id)
        };
        Ok(Made {
            id: document.id.id().to_string(),
            content,
            notes: article.notes().to_vec(),
        })
    }

    /// Returns what stands once above all documents of one output, such as the names of columns.
    fn heading(&self) -> String {
        let Ok(article) = Article::verbatim("", About::default()) else {
            return String::new();
        };
        let nothing = Annotations::empty(article.text().id(), self.engine.version());
        let whole = self.format.write(&article, &nothing, None);
        let behind = self.format.append(&article, &nothing, None);
        whole.strip_suffix(&behind).unwrap_or_default().to_owned()
    }
}

/// Takes the results in order, prints them and tells what failed.
struct Sink<W> {
    target: Target,
    out: W,
    status: Status,
    /// What is printed before the first document.
    heading: String,
}

impl<W: Write> Sink<W> {
    fn take(&mut self, step: Step<Result<Made, Failed>>) -> io::Result<()> {
        match step {
            Step::Idle => self.out.flush(),
            Step::Done(Ok(made)) => self.write(&made),
            Step::Done(Err((name, why))) => self.fail(format_args!("{name}: {why}")),
            Step::Lost => self.fail(format_args!(
                "an input broke the annotator; please report it with the text"
            )),
        }
    }

    /// Tells a failure, behind what was printed before it.
    fn fail(&mut self, line: std::fmt::Arguments<'_>) -> io::Result<()> {
        self.out.flush()?;
        complain(line);
        self.status = Status::Partial;
        Ok(())
    }

    /// Writes an article down, and tells what of its source is not in it.
    fn write(&mut self, made: &Made) -> io::Result<()> {
        for note in &made.notes {
            complain(format_args!("{}: {note}", printable(&made.id)));
        }
        match &mut self.target {
            Target::Folder(folder) => match folder.write(&made.id, &made.content) {
                Ok(()) => Ok(()),
                Err((path, why)) => {
                    let path = path.display().to_string();
                    self.fail(format_args!("{path}: {why}"))
                }
            },
            Target::Output => {
                let heading = std::mem::take(&mut self.heading);
                self.out.write_all(heading.as_bytes())?;
                self.out.write_all(made.content.as_bytes())
            }
        }
    }
}
